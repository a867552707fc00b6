/** Promises on keys and access: K1, K4, K5. What was told as read is held against the acts' words and the keys that the file states. */
import { Column } from "../kernel/columns.ts"
import { RowTable } from "../kernel/table.ts"
import type { Of } from "../model/acts.ts"
import type { Keys } from "../model/services.ts"
import { Memo } from "../world/memo.ts"
import type { ActPlan } from "../world/plan.ts"
import { type ClassRow, type KeySpec, keySpecOf } from "../world/products.ts"
import type { Group } from "../world/record.ts"
import type { Reading } from "../world/watch.ts"
import type { World } from "../world/world.ts"
import { canMeanOffered, offeredThere } from "./offered.ts"
import { Check } from "./promise.ts"
import { canRecord } from "./recorders.ts"
import { relayNow } from "./relays.ts"
import { actText, canMean, canMeanHolder, classText, countriesLeft, homesOf, isCompany, marketLeft, meansOwner, meansThere, namesClass, providerNow } from "./words.ts"

export class KeysAndAccess {
  readonly checks = { K1: new Check("K1"), K4: new Check("K4"), K5: new Check("K5") }
  /** Acts that take what passes in this epoch, and whether each means the people of a situation and can take what they send or get by a product. */
  private taps: ReadonlyArray<ActPlan> = []
  private meant: ReadonlyArray<Memo<boolean>> = []
  private tapsEpochMs = -1
  /** (act, sender's group, recipient's, service): messages that an act's words let it take; (act, class, group, other's): those told as taken. */
  private readonly allowed = new RowTable(4)
  private readonly allowedCounts = new Column()
  private readonly taken = new RowTable(4)
  private readonly takenCounts = new Column()
  /** (authority, class, sender's group, recipient's, slot of sending): told as cipher text, most by one act since several may take the same, and told as readable; (row, act). */
  private readonly authorities: Array<string> = []
  private readonly told = new RowTable(5)
  private readonly closedBy = new RowTable(2)
  private readonly closedCounts = new Column()
  private readonly closed = new Column()
  private readonly readable = new Column()

  constructor(private readonly w: World) {}

  /** A message passes: which acts may take it? */
  accepted(message: number): void {
    if (this.tapsEpochMs !== this.w.epochMs) this.renew()
    const { messages, persons } = this.w
    const sender = messages.sender(message)
    const recipient = messages.recipient(message)
    const product = messages.product(message)
    for (let i = 0; i < this.taps.length; i++) {
      if (this.isMeant(i, persons.situation(sender), product) || this.isMeant(i, persons.situation(recipient), product)) this.allowedCounts.add(this.allowed.intern(this.taps[i].row, persons.group(sender), persons.group(recipient), this.w.plan.products[product].service), 1)
    }
  }

  private renew(): void {
    this.tapsEpochMs = this.w.epochMs
    this.taps = [...this.w.begun()].filter((act) => this.w.isOn(act) && act.act.open !== undefined && act.act.open.span !== "stored")
    this.meant = this.taps.map(() => new Memo<boolean>())
  }

  private isMeant(tap: number, situation: number, product: number): boolean {
    const { plan, situations } = this.w
    const at = situation * plan.products.length + product
    const known = this.meant[tap].get(at)
    if (known !== undefined) return known
    const { group, place, line } = situations.subject(situation)
    const act = this.taps[tap]
    const service = plan.services[plan.products[product].service]
    const relay = relayNow(this.w, service, situations.group(situation))
    const crosses = canRecord(act, { country: place!.country, line: line!, relayCountry: relay?.country })
    const there = { place: place!.code, country: place!.country, line: line!, service: service.name }
    return this.meant[tap].set(at, crosses && meansThere(act.act.open!.of, offeredThere(this.w, group, there), there, act.issuer, ""))
  }

  read(reading: Reading): void {
    if (reading.level === "openable") return
    const act = this.w.plan.acts[reading.act]
    const { K1, K4 } = this.checks
    K1.holds(act !== undefined && this.isGiven(act, reading) && this.isWithin(act, reading), () => `${this.textOf(reading)}${act === undefined ? "; no act is named" : `, by ${actText(act)}, which does not give it`}`, reading.messages)
    if (reading.form === "ciphertext") K4.exercised += reading.messages
    else K4.holds(this.hasKey(reading, act), () => `${this.textOf(reading)}${act === undefined ? "" : `, by ${actText(act)}`}; the keys of ${classText(this.w.plan, this.w.plan.classes[reading.class])} are with ${this.specsFor(reading).flatMap((spec) => spec.by).join(" or ")}, and nobody gave one`, reading.messages)
    this.keep(reading)
  }

  private textOf(reading: Reading): string {
    const { plan, nowMs } = this.w
    const [one, other] = [reading.group, reading.otherGroup].map((g) => plan.groups.rows[g].cohort)
    return `${reading.authority} got ${reading.messages} messages of ${classText(plan, plan.classes[reading.class])} between ${one} and ${other} as ${reading.form} (${reading.level}) by ${plan.clock.iso(nowMs)}`
  }

  /** The act has begun, is one that gives access, and gives it to this authority, for this class and these people. */
  private isGiven(act: ActPlan, reading: Reading): boolean {
    const { plan, nowMs } = this.w
    if (act.startMs > nowMs) return false
    const cls = plan.classes[reading.class]
    if (act.act.transfer !== undefined) return act.act.transfer.to === reading.authority && this.sells(act, cls)
    const body = act.act.open ?? act.act.seize ?? act.act["give-keys"] ?? act.act["move-keys"]
    if (body === undefined || (body.to ?? act.issuer) !== reading.authority) return false
    const opener = cls.spec["opened-by"]
    const service = plan.services[cls.service].name
    const named = namesClass(body.what, service, cls.name) || (opener !== undefined && act.act.open === undefined && namesClass(body.what, service, opener))
    if (!named || act.act.seize !== undefined) return named
    const keys = act.act["give-keys"] ?? act.act["move-keys"]
    if (keys !== undefined && this.specsFor(reading).some((spec) => this.isReached(act, keys.of, spec, [reading.group, reading.otherGroup], service, canMean))) return true
    const { open } = act.act
    const [one, other, owner] = [reading.group, reading.otherGroup, ownerIn(reading)].map((g) => plan.groups.rows[g])
    if (open === undefined) return [one, other].some((group) => canMean(keys!.of, group, service))
    return open.span === "stored" ? canMean(open.of, owner, service) : [one, other].some((group) => canMeanOffered(this.w, open.of, group, service))
  }

  /** Of what passed between two groups no more was taken than the act's words let it take, at the instants at which it passed. */
  private isWithin(act: ActPlan, reading: Reading): boolean {
    if (act.act.open?.span !== "from-now" || reading.level !== "disclosed") return true
    const { group: a, otherGroup: b } = reading
    const row = this.taken.intern(act.row, reading.class, a, b)
    this.takenCounts.add(row, reading.messages)
    const count = (from: number, to: number) => {
      const at = this.allowed.find(act.row, from, to, this.w.plan.classes[reading.class].service)
      return at < 0 ? 0 : this.allowedCounts.get(at)
    }
    return this.takenCounts.get(row) <= count(a, b) + (a === b ? 0 : count(b, a))
  }

  /** By the file's own words: in clear, held by the authority or by who hands it over, or given since. */
  private hasKey(reading: Reading, act: ActPlan | undefined): boolean {
    const via = act?.act.open === undefined ? [] : (act.act.open.via ?? act.by)
    const cls = this.w.plan.classes[reading.class]
    const provider = providerNow(this.w, this.w.plan.services[cls.service])
    const specs = this.specsFor(reading)
    const names = specs.flatMap((spec) => spec.by.map((by) => (by === "provider" ? (provider ?? by) : by)))
    if (names.some((name) => name === "nobody" || name === reading.authority || via.includes(name))) return true
    for (const other of this.w.begun()) {
      const keys = other.act["give-keys"] ?? other.act["move-keys"]
      const to = keys?.to ?? other.issuer ?? ""
      if (keys !== undefined && (to === reading.authority || via.includes(to)) && !this.isRotated(other, reading, specs) && this.opens(other, reading, [reading.group, reading.otherGroup], reading.sentMs, false)) return true
      if (other.act.seize !== undefined && (other.act.seize.to ?? other.issuer) === reading.authority && this.takesKeys(other, specs, cls)) return true
      if (other.act.transfer !== undefined && (other.act.transfer.to === reading.authority || via.includes(other.act.transfer.to ?? "")) && this.sells(other, cls)) return true
    }
    return false
  }

  /** Whether copies of keys that an act has given are of no use for what was sent at an instant: the keys were rotated in between, by an act that surely means both ends. */
  private isRotated(given: ActPlan, { class: row, group, otherGroup, sentMs }: Reading, specs: ReadonlyArray<KeySpec>): boolean {
    const { plan } = this.w
    const cls = plan.classes[row]
    const { name } = plan.services[cls.service]
    const begun = this.w.begun()
    if (given.act["give-keys"] === undefined || specs.length > 1 || specs[0].onePer === "device") return false
    const surely = (act: ActPlan) => [group, otherGroup].every((g) => meansOwner(act.act["rotate-keys"]!.of, plan.groups.rows[g], name))
    return begun.slice(begun.indexOf(given) + 1).some((act) => act.act["rotate-keys"] !== undefined && act.startMs <= sentMs && namesClass(act.act["rotate-keys"].what, name, cls.name) && surely(act))
  }

  /** Keys that the file states for a class between two people: an option's where it holds, and those of a class that opens this one. */
  private specsFor(reading: Pick<Reading, "class" | "group" | "otherGroup">): ReadonlyArray<KeySpec> {
    const { plan } = this.w
    const cls = plan.classes[reading.class]
    const pair = [reading.group, reading.otherGroup].map((g) => plan.groups.rows[g])
    const opener = plan.services[cls.service].classes.find((c) => c.name === cls.spec["opened-by"])
    return [...this.specsOf(cls, pair), ...(opener === undefined ? [] : this.specsOf(opener, pair))]
  }

  private specsOf(cls: ClassRow, pair: ReadonlyArray<Group>): ReadonlyArray<KeySpec> {
    const service = this.w.plan.services[cls.service]
    const has = (group: Group, name: string) => group.options.some((o) => o === name || o === `${service.name}.${name}`)
    const withdrawn = (name: string) => [...this.w.begun()].some((act) => act.act.withdraw?.what.includes(`${service.name}.${name}`) === true)
    const changes = Object.entries(service.spec.options ?? {}).filter(([name, option]) => option.changes[`${cls.name}.keys`] !== undefined && pair.some((group) => has(group, name)))
    const own = changes.map(([, option]) => keySpecOf(option.changes[`${cls.name}.keys`] as Keys))
    const always = changes.some(([name]) => pair.every((group) => has(group, name)) && !withdrawn(name))
    return always ? own : [keySpecOf(cls.spec.keys), ...own]
  }

  /** Whether keys that an act hands over surely open, or can open, what these people wrote each other at an instant: the class's own, or those of the class that opens it. */
  private opens(act: ActPlan, between: Pick<Reading, "class" | "group" | "otherGroup">, groups: ReadonlyArray<number>, sentMs: number, isSure: boolean): boolean {
    const { plan } = this.w
    const keys = act.act["give-keys"] ?? act.act["move-keys"]
    const { spec, name, service } = plan.classes[between.class]
    if (keys === undefined || act.startMs > this.w.nowMs) return false
    const pair = [between.group, between.otherGroup].map((g) => plan.groups.rows[g])
    const given = plan.services[service].classes.filter((one) => (one.name === name || one.name === spec["opened-by"]) && namesClass(keys.what, plan.services[service].name, one.name))
    const means = isSure ? meansOwner : canMean
    const opensWith = (cls: ClassRow) => (s: KeySpec) => (s.onePer !== "session" || sentMs >= act.startMs) && groups.some((group) => this.gives(act, s, cls, group, means))
    // Where an option may or may not hold, only who has both of the two keys surely has the one that it is.
    return given.some((cls) => (isSure ? this.specsOf(cls, pair).every(opensWith(cls)) : this.specsOf(cls, pair).some(opensWith(cls))))
  }

  /** One key of a service opens everybody's, whomever the act names, an organisation's all of its people's; a device's only what is on the one that somebody had then. */
  private isReached(act: ActPlan, of: Of | undefined, spec: KeySpec, groups: ReadonlyArray<number>, service: string, means: typeof canMean): boolean {
    const { rows } = this.w.plan.groups
    if (spec.onePer === "service") return true
    const colleagues = spec.onePer === "organisation" ? rows.slice(0, this.w.plan.statedGroups).filter((row) => row.organisation !== undefined && groups.some((g) => rows[g].organisation === row.organisation)) : []
    return [...groups.map((g) => rows[g]), ...colleagues].some((group) => (spec.onePer === "device" ? (group.device === undefined || group.device < act.startMs) && canMeanHolder(of, group, act.issuer) : means(of, group, service)))
  }

  /** Whether an act gives somebody's keys away: it reaches them, and its party holds them by the file or since an act before it has given them. Where an act names nobody, the provider or his partner does it. */
  private gives(act: ActPlan, spec: KeySpec, cls: ClassRow, group: number, means: typeof canMean): boolean {
    const service = this.w.plan.services[cls.service]
    const { provider } = service.spec
    const keysOf = (one: ActPlan) => one.act["give-keys"] ?? one.act["move-keys"]
    if (!this.isReached(act, keysOf(act)?.of, spec, [group], service.name, means)) return false
    const isStated = spec.by.some((by) => (act.by.length === 0 ? !["user", "customer", "carrier", "nobody"].includes(by) : act.by.includes(by) || (by === "provider" && provider !== undefined && act.by.includes(provider))))
    const begun = this.w.begun()
    const isToHim = (other: ActPlan) => keysOf(other) !== undefined && namesClass(keysOf(other)!.what, service.name, cls.name) && act.by.includes(keysOf(other)!.to ?? other.issuer ?? "")
    return isStated || begun.slice(0, begun.indexOf(act)).some((other) => isToHim(other) && this.gives(other, spec, cls, group, means))
  }

  /** Whether an act hands over keys of a class: with its service, with the company that holds them, or with the machines in which they lie. */
  private sells(act: ActPlan, cls: ClassRow): boolean {
    const { at, what } = act.act.transfer!
    const service = this.w.plan.services[cls.service]
    return at.includes(service.name) || at.some((name) => isCompany(this.w, name) || what?.includes("keys") === true)
  }

  /** Whether keys fall to an act that seizes: they lie in machines of a site that it names, or its state takes what a party or a service has there. */
  private takesKeys(act: ActPlan, specs: ReadonlyArray<KeySpec>, cls: ClassRow): boolean {
    const { at, to } = act.act.seize!
    const { countries, sites, providers } = this.w.plan.scenario
    const service = this.w.plan.services[cls.service]
    if (this.keysLieAt(specs, at)) return true
    const state = to ?? act.issuer
    const owner = providerNow(this.w, service, act.startMs)
    const party = at.find((name) => name === service.name || (isCompany(this.w, name) && specs.some((spec) => spec.by.includes(name) || (spec.by.includes("provider") && name === owner))))
    const holds = (spec: KeySpec) => spec.in ?? providers[owner ?? ""]?.seat
    const lands = state === undefined ? undefined : (countries[state]?.members ?? [state])
    return party !== undefined && specs.some((spec) => lands === undefined || lands.includes(sites[holds(spec) ?? ""]?.country ?? holds(spec) ?? ""))
  }

  /** Whether keys lie in the machines of a site: by the file, or since an act has put them there, or an exit has taken them along. */
  private keysLieAt(specs: ReadonlyArray<KeySpec>, sites: ReadonlyArray<string>): boolean {
    const isPut = (act: ActPlan) => sites.includes((act.act["move-keys"] ?? act.act["give-keys"])?.in ?? "")
    const isTakenAlong = (act: ActPlan) => specs.some((spec) => spec.by.some((by) => by === "provider" || act.by.includes(by))) && this.takenTo(act).some((name) => sites.includes(name))
    return specs.some((spec) => sites.includes(spec.in ?? "")) || [...this.w.begun()].some((act) => isPut(act) || isTakenAlong(act))
  }

  /** Sites in whose machines who leaves a market has his keys from then on: those that he states; his own, where he has no seat nor office outside. */
  private takenTo(act: ActPlan): ReadonlyArray<string> {
    const { sites } = this.w.plan.scenario
    if (marketLeft(this.w, act).length === 0 || !this.w.isOn(act)) return []
    const left = countriesLeft(this.w, act.by, act.startMs)
    const isOutside = homesOf(this.w, act.by).some((country) => !left.includes(country))
    return act.act.exit!.at ?? (isOutside ? [] : Object.keys(sites).filter((name) => act.by.includes(sites[name].operator)))
  }

  /** What was told of a class from one group to another: as cipher text, or as readable. */
  private keep(reading: Reading): void {
    if (reading.end === "recipient") return
    const known = this.authorities.indexOf(reading.authority)
    const authority = known >= 0 ? known : this.authorities.push(reading.authority) - 1
    const row = this.told.intern(authority, reading.class, reading.group, reading.otherGroup, this.w.plan.cutsMs.indexOf(reading.sentMs))
    if (reading.form === "ciphertext") {
      const by = this.closedBy.intern(row, reading.act)
      this.closedCounts.add(by, reading.messages)
      this.closed.set(row, Math.max(this.closed.get(row), this.closedCounts.get(by)))
    } else if (reading.level === "readable") this.readable.add(row, reading.messages)
  }

  /** After keys were surrendered: of what was kept as cipher text and they open, as much has been told as readable. */
  boundary(): void {
    this.tapsEpochMs = -1
    const { plan } = this.w
    const surrendered = [...this.w.begun()].filter((act) => act.act["give-keys"] !== undefined)
    if (surrendered.length === 0) return
    for (let row = 0; row < this.told.size; row++) {
      const closed = this.closed.get(row)
      if (closed === 0) continue
      const [a, cls, one, other, slot] = [0, 1, 2, 3, 4].map((i) => this.told.key(row, i))
      const owners = isBothEnds(plan.classes[cls]) ? [one, other] : [other]
      const key = surrendered.find((act) => (act.act["give-keys"]!.to ?? act.issuer) === this.authorities[a] && this.opens(act, { class: cls, group: one, otherGroup: other }, owners, plan.cutsMs[slot], true) && !this.isRenewed(cls, act, plan.cutsMs[slot]) && !this.isSoldBefore(cls, act))
      if (key === undefined) continue
      const found = this.readable.get(row)
      this.checks.K5.holds(found >= closed, () => `${this.authorities[a]} has the keys of ${classText(plan, plan.classes[cls])} since ${plan.clock.iso(key.startMs)} by ${actText(key)}, and of ${closed} messages between ${plan.groups.rows[one].cohort} and ${plan.groups.rows[other].cohort} that it kept as cipher text ${found} are reported as readable`)
    }
  }

  /** Each key that was given, the class's or that of the class that opens it, changed before, where it is not asked which of them that was, or since, before this was sent. */
  private isRenewed(cls: number, key: ActPlan, sentMs: number): boolean {
    const { plan } = this.w
    const { name, service, spec } = plan.classes[cls]
    const names = (what: ReadonlyArray<string> | undefined, one: string) => namesClass(what, plan.services[service].name, one)
    const given = [name, ...(spec["opened-by"] === undefined ? [] : [spec["opened-by"]])].filter((one) => names(key.act["give-keys"]!.what, one))
    return given.every((one) =>
      [...this.w.begun()].some((act) => {
        const body = act.act["rotate-keys"] ?? act.act["destroy-keys"] ?? act.act["move-keys"]
        return body !== undefined && (act.startMs <= key.startMs || act.startMs <= sentMs) && names(body.what, one)
      })
    )
  }

  /** Whether keys may have gone to another owner before somebody gave them: whose they were then is not asked here. */
  private isSoldBefore(cls: number, key: ActPlan): boolean {
    return this.w.begun().some((act) => act.act.transfer !== undefined && act.startMs <= key.startMs && this.sells(act, this.w.plan.classes[cls]))
  }

  private parts() {
    return [this.allowed, this.allowedCounts, this.taken, this.takenCounts, this.told, this.closedBy, this.closedCounts, this.closed, this.readable]
  }

  save(): unknown {
    return { parts: this.parts().map((part) => part.save()), authorities: this.authorities.slice() }
  }

  restore(state: unknown): void {
    const { parts, authorities } = state as { parts: ReadonlyArray<unknown>; authorities: ReadonlyArray<string> }
    this.parts().forEach((part, i) => (part.restore as (s: unknown) => void)(parts[i]))
    this.authorities.splice(0, this.authorities.length, ...authorities)
    this.tapsEpochMs = -1
  }
}

/** Whose mailbox it is in which something lay: his to whom it was written. */
function ownerIn({ end, group, otherGroup }: Reading): number {
  return end === "recipient" ? group : otherGroup
}

/** What both ends of a message have; of a mailbox, a backup or an index the key is its owner's alone, to whom it was written. */
function isBothEnds(cls: ClassRow): boolean {
  return ["content", "attachment", "call"].includes(cls.name) || cls.form === "metadata" || cls.spec.kept === "none" || cls.spec.kept === "at-relay"
}
