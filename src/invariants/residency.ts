/** Promises on where copies lie: R1, R2, R4, R5, R6, R7, R8, R9. They read the acts themselves, and of a site what the file says, not what the engine made of them. */
import { IntColumn } from "../kernel/columns.ts"
import { RowTable } from "../kernel/table.ts"
import type { ByRegion } from "../model/services.ts"
import type { ActPlan } from "../world/plan.ts"
import { BY_BACKUP, BY_RESTORE, type CopyKind, NO_CAUSE } from "../world/record.ts"
import type { SiteRow } from "../world/sites.ts"
import { COPY_KINDS, dayOfBin } from "../world/stock.ts"
import type { Stored } from "../world/watch.ts"
import type { World } from "../world/world.ts"
import { tooOld } from "./ages.ts"
import { Check } from "./promise.ts"
import { actText, classText, type Copies, isDown, isFaulty, isHeldByDuty, isHeldNow, marketLeft, meansIn, namesClass, operatorNow, providerNow, refusedBy, rulerOf, rulesOn, siteIn, withRuler } from "./words.ts"

/** Cases of a copy: the stated sites are down; the site declares another country. */
const DOWN = 1
const DIFFERS = 2
/** Groups are numbered below this, where what is stated for them is remembered. */
const ROOM = 1 << 20

export class Residency {
  readonly checks = { R1: new Check("R1"), R2: new Check("R2"), R7: new Check("R7"), R8: new Check("R8"), R4: new Check("R4"), R5: new Check("R5"), R6: new Check("R6"), R9: new Check("R9") }
  /** Where each person's mailbox was seen last in this epoch, and where he was then: 1 + place x sites + site [by person and service]; 0: not seen. */
  private readonly seen: Uint16Array | Uint32Array
  private readonly sites: number
  private seenEpochMs = -1
  /** Whether all stated sites of a group's mailbox are down [by group and service], in the epoch that it was worked out for. */
  private readonly down = new Map<number, boolean>()
  private downEpochMs = -1
  /** (class, kind, owner's group, site, cause, group whose rules hold) of copies that may come there in an epoch, and which cases they are. */
  private readonly legal = new RowTable(6)
  private readonly legalCases = new IntColumn()
  private legalEpochMs = -1
  /** Sites stated for (group, class, kind, group whose rules hold): the file's, so that they stay. */
  private readonly stated = new Map<number, ReadonlyArray<SiteRow>>()

  constructor(private readonly w: World) {
    this.sites = w.plan.sites.length
    const Words = this.sites * w.plan.places.length < 65_535 ? Uint16Array : Uint32Array
    this.seen = new Words(w.plan.people.count * w.plan.services.length)
  }

  /** Copies have come to lie somewhere. What was found legal in this epoch is so for others of the group. */
  stored(stored: Stored, cause: number): void {
    if (stored.copies <= 0) return this.left(stored, cause)
    const ruler = rulerOf(this.w.plan, stored.group, stored.other)
    if (this.legalEpochMs !== this.w.epochMs) {
      this.legal.clear()
      this.legalEpochMs = this.w.epochMs
    }
    const kind = COPY_KINDS.indexOf(stored.kind)
    // What is made again may have been held on one day and not on another: it is asked each time.
    const restored = cause === BY_RESTORE || cause === BY_BACKUP
    const row = restored ? -1 : this.legal.find(stored.class, kind, stored.group, stored.site, cause, ruler)
    if (row < 0) {
      const cases = this.judge(withRuler(this.w.plan, stored, stored.other), cause)
      if (cases !== undefined && !restored) this.legalCases.set(this.legal.intern(stored.class, kind, stored.group, stored.site, cause, ruler), cases)
      return
    }
    const cases = this.legalCases.get(row)
    this.checks.R1.exercised += stored.copies
    const own = this.checkOf(stored.kind, cause)
    if (own !== this.checks.R1) own.exercised += stored.copies
    this.checks.R6.exercised += stored.copies
    if ((cases & DOWN) !== 0) this.checks.R4.exercised += stored.copies
    if ((cases & DIFFERS) !== 0) this.checks.R5.exercised += stored.copies
  }

  /** Whatever a site's clock says, a backup that a duty holds does not go because its time is over. */
  private left(stored: Stored, cause: number): void {
    if (cause !== NO_CAUSE || stored.kind !== "backup") return
    const { plan, nowMs } = this.w
    const site = plan.sites[stored.site]
    this.checks.R7.holds(!isHeldNow(this.w, stored, site, dayOfBin(stored.bin)), () => `${-stored.copies} backup copies of ${classText(plan, plan.classes[stored.class])} of ${plan.groups.rows[stored.group].cohort} were gone from ${site.name} in ${site.country} by ${plan.clock.iso(nowMs)}, since their time was over by its clock; a duty to keep holds them there still`, 0)
  }

  /** What searching, restoring and looking up need is rebuilt from the thing itself, and follows it. What is made again of other copies is a restore, of whatever kind. */
  private checkOf(kind: CopyKind, cause: number): Check {
    const { R1, R2, R7, R8 } = this.checks
    if (cause === BY_RESTORE || cause === BY_BACKUP) return R8
    if (kind === "primary") return R1
    return kind === "index" || kind === "backup" || kind === "log" ? R7 : R2
  }

  /** Each promise has its own case, so that one fault breaks one promise. Gives the cases of what is legal. */
  private judge(copies: Stored & Copies, cause: number): number | undefined {
    const { plan } = this.w
    const { R1, R4, R5, R6 } = this.checks
    // One fault breaks one promise: R1 is broken by first copies, R2 and R7 by those of other kinds.
    const own = this.checkOf(copies.kind, cause)
    const restored = cause === BY_RESTORE || cause === BY_BACKUP
    const site = plan.sites[copies.site]
    const stated = this.statedSites(copies)
    const truth = this.forbids(copies, site, site.spec.country, stated, cause)
    const came = () => `${copies.copies} ${copies.kind} copies of ${classText(plan, plan.classes[copies.class])} of ${plan.groups.rows[copies.group].cohort} came to ${site.name} in ${site.spec.country} by ${plan.clock.iso(this.w.nowMs)}${cause < 0 ? "" : `, because of ${actText(plan.acts[cause])}`}`
    if (cause === BY_BACKUP && copies.kind === "revived") return this.broughtBack(copies, truth, came)
    const { declared } = site.spec
    const differs = declared !== undefined && declared !== site.spec.country
    const down = stated.length > 0 && stated.every((s) => isDown(this.w, s, copies))
    const noplace = truth !== undefined && !plan.sites.some((s) => this.couldTake(s, site, copies) && this.forbids(copies, s, s.spec.country, stated, cause) === undefined)
    // Where nothing is lawful and the choice is to violate, it lies where it is stated to, whatever that site declares.
    const chosen = noplace && plan.scenario.choices["no-legal-place"] === "violate-and-report" && stated.includes(site)
    const misled = truth !== undefined && differs && !chosen && this.forbids(copies, site, declared, stated, cause) === undefined
    // A restore waits for a legal place, whatever the choice is for new mail.
    const nowhere = noplace && !misled && !restored
    if (nowhere) own.conflict ??= `${came()}; ${truth}, and no other site could have taken them`
    own.holds(truth === undefined || misled || (down && !restored) || nowhere, () => `${came()}; ${truth}`, copies.copies)
    if (own !== R1) R1.exercised += copies.copies
    if (down) R4.holds(truth === undefined || misled || restored || nowhere, () => `${came()}, while ${stated.map((s) => s.name).join(", ")} is down; ${truth}`, copies.copies)
    if (differs) R5.holds(!misled, () => `${came()}, which declares ${declared}; ${truth}`, copies.copies)
    // Here what the engine takes it for is asked.
    const unknown = plan.scenario.countries[site.country] === undefined ? `a country that the file does not describe: ${site.country}` : cause < 0 && this.isNowhere(copies, stated) ? `and the file says of no place where it keeps what is of ${plan.groups.rows[copies.group].account}` : undefined
    R6.holds(unknown === undefined, () => `${came()}, ${unknown}`, copies.copies)
    return truth === undefined && unknown === undefined ? (down ? DOWN : 0) | (differs ? DIFFERS : 0) : undefined
  }

  /** Disks that are set back to an old backup ask for no rule: what lies there then against one is told. */
  private broughtBack(copies: Stored, truth: string | undefined, came: () => string): undefined {
    this.checks.R8.exercised += copies.copies
    if (truth !== undefined) this.checks.R8.conflict ??= `${came()}, out of an old backup; ${truth}`
  }

  /** A message that waits because its mailbox' sites are down has not been misplaced. */
  waits(message: number): void {
    const { messages, plan, persons } = this.w
    if (messages.isStored(message)) return
    const service = plan.services[plan.products[messages.product(message)].service]
    if (service.mailbox !== undefined && this.isMailboxDown(persons.group(messages.recipient(message)), service.row)) this.checks.R4.exercised++
  }

  private isMailboxDown(group: number, service: number): boolean {
    const { plan, epochMs } = this.w
    if (this.downEpochMs !== epochMs) {
      this.down.clear()
      this.downEpochMs = epochMs
    }
    const key = group * plan.services.length + service
    return this.down.get(key) ?? this.findDown(key, group, service)
  }

  private findDown(key: number, group: number, service: number): boolean {
    const copies: Copies = { class: this.w.plan.services[service].mailbox!.row, kind: "primary", group, ruler: group }
    const stated = this.statedSites(copies)
    const down = stated.length > 0 && stated.every((s) => isDown(this.w, s, copies))
    this.down.set(key, down)
    return down
  }

  /** His mailbox is where it was when the rules were the same and he was elsewhere. */
  accepted(message: number): void {
    const { messages, plan, persons, verdicts, epochMs } = this.w
    if (this.seenEpochMs !== epochMs) {
      this.seen.fill(0)
      this.seenEpochMs = epochMs
    }
    const person = messages.recipient(message)
    const service = plan.products[messages.product(message)].service
    const at = person * plan.services.length + service
    const site = verdicts.mailbox(persons.group(person), service).placed?.site ?? -1
    const place = persons.place(person)
    const before = this.seen[at]
    const now = site < 0 ? 0 : 1 + place * this.sites + site
    // Mostly both are as they were.
    if (before === now) return
    this.seen[at] = now
    if (before === 0 || now === 0) return
    const from = Math.floor((before - 1) / this.sites)
    if (from === place) return
    this.checks.R9.exercised++
    const was = before - 1 - from * this.sites
    if (was !== site) this.checks.R9.witness ??= this.moved(person, was, site, from)
  }

  private moved(person: number, before: number, after: number, from: number): string {
    const { plan, persons, nowMs } = this.w
    return `the mailbox of ${plan.cohorts[plan.people.cohort[person]].name}#${person - plan.cohorts[plan.people.cohort[person]].first} was at ${plan.sites[before].name} and is at ${plan.sites[after].name} at ${plan.clock.iso(nowMs)}; no rule changed, he only went from ${plan.places[from].code} to ${plan.places[persons.place(person)].code}`
  }

  /** What a rule in force says has gone elsewhere lies there no more, or is on its way; and what is too old is gone. */
  boundary(): void {
    const { plan, stock } = this.w
    this.legalEpochMs = -1
    tooOld(this.w, this.checks.R1)
    for (const act of this.w.begun()) {
      this.unkept(act)
      const place = act.act.place
      if (place === undefined || place.old === "stays" || !this.w.isOn(act)) continue
      // Of one class, kind and owner it is the same for every row.
      const ruled = new Map<number, boolean>()
      for (let row = 0; row < stock.rows.size; row++) {
        if (stock.counts.get(row) <= 0) continue
        const kind = stock.kindOf(row)
        const cls = stock.classOf(row)
        const copies = withRuler(plan, { class: cls.row, kind, group: stock.ownerOf(row), bin: stock.binOf(row) }, stock.otherOf(row))
        const whose = (copies.ruler * plan.classes.length + cls.row) * COPY_KINDS.length + COPY_KINDS.indexOf(kind)
        if (!ruled.has(whose)) ruled.set(whose, rulesOn(plan, act, copies))
        if (ruled.get(whose) !== true) continue
        const site = plan.sites[stock.siteOf(row)]
        // What a duty in force has kept where it lies stays, where keeping is chosen.
        if (kind === "backup" && isHeldNow(this.w, copies, site, stock.dayOfRow(row))) continue
        const refuses = (s: SiteRow) => refusedBy(act, s, s.spec.country) !== undefined
        const stated = this.statedSites(copies)
        if (!refuses(site) || site.operatorKind === "customer" || stated.some((s) => s.operatorKind === "customer")) continue
        // It goes to whoever runs the sites that are stated for it, though others have bought the machines under it.
        const runners = (stated.length === 0 ? [site] : stated).map((s) => operatorNow(this.w, s, copies))
        // What a move that has ended left behind breaks R10.
        if (stock.moves.some((m) => m.cause === act.row && m.endMs !== undefined && m.copies > 0 && m.fromSite === site.row && m.group === copies.group && m.class === cls.row && COPY_KINDS[m.kind] === kind)) continue
        // What a fault holds moves once it is over.
        if (stock.isMoving(row) || (place.old === "moves" && isFaulty(this.w, site)) || !plan.sites.some((s) => runners.includes(operatorNow(this.w, s, copies)) && !refuses(s) && this.forbids(copies, s, s.spec.country, [], -1) === undefined && s.spec.roles.includes("mailbox") && !isDown(this.w, s) && !this.hasLeft(s, copies))) continue
        this.checkOf(kind, act.row).holds(false, () => `${stock.counts.get(row)} ${kind} copies of ${classText(plan, cls)} of ${plan.groups.rows[copies.group].cohort} still lie at ${site.name} in ${site.spec.country} at ${plan.clock.iso(this.w.nowMs)}; ${refusedBy(act, site, site.spec.country)}, and what lies there already ${place.old === "moves" ? "moves" : "is erased"}`, 0)
      }
    }
  }

  save(): unknown {
    return [this.seen.slice(), this.seenEpochMs]
  }

  restore(state: unknown): void {
    const [seen, epochMs] = state as [Uint16Array, number]
    this.seen.set(seen)
    this.seenEpochMs = epochMs
    this.downEpochMs = -1
    this.legalEpochMs = -1
  }

  /** Sites that the file states for a copy, whatever acts say: an option's place goes before the service's. */
  private statedSites(copies: Copies): ReadonlyArray<SiteRow> {
    const { plan } = this.w
    const at = ((copies.group * plan.classes.length + copies.class) * COPY_KINDS.length + COPY_KINDS.indexOf(copies.kind)) * ROOM + copies.ruler
    const known = copies.ruler < ROOM ? this.stated.get(at) : undefined
    if (known !== undefined) return known
    const found = this.findStated(copies)
    if (copies.ruler < ROOM) this.stated.set(at, found)
    return found
  }

  private findStated(copies: Copies): ReadonlyArray<SiteRow> {
    const { plan } = this.w
    const cls = plan.classes[copies.class]
    const [group, ruler] = [plan.groups.rows[copies.group], plan.groups.rows[copies.ruler]]
    const service = plan.services[cls.service]
    const own = cls.kept.find((k) => k.kind === copies.kind)?.where
    const options = copies.kind !== "primary" ? [] : Object.entries(service.spec.options ?? {}).flatMap(([name, option]) => (group.options.some((o) => o === name || o === `${service.name}.${name}`) ? [option.changes[`${cls.name}.kept`] as ByRegion | undefined] : []))
    const chosen = options.find((map) => map !== undefined)
    const named = (name: string | undefined) => plan.sites.filter((s) => s.name === name)
    if (chosen !== undefined) return named(siteIn(chosen, group.account))
    // Nobody's own server takes another's mail by a rule, nor loses its own.
    const both = [group, ruler].map((one) => named(siteIn(own, one.account)))
    return both.flat().some((s) => s.operatorKind === "customer") ? both[0] : both[1]
  }

  /** Why no copy may come to a site if it stood in `country`; undefined: it may. */
  private forbids(copies: Copies & Pick<Stored, "bin">, site: SiteRow, country: string, stated: ReadonlyArray<SiteRow>, cause: number): string | undefined {
    const { plan } = this.w
    const cls = plan.classes[copies.class]
    const ruler = plan.groups.rows[copies.ruler]
    const kept = cause < 0 ? undefined : plan.acts[cause].act.keep
    if (kept !== undefined) return copies.kind === "backup" && meansIn(this.w, plan.acts[cause], country) ? undefined : `${actText(plan.acts[cause])} does not keep it there`
    // What a duty has put there and holds no more lies where rules let it, and else stays.
    const isKept = cause === BY_RESTORE && copies.kind === "backup" && isHeldByDuty(this.w, copies, site)
    if (isKept && isHeldNow(this.w, copies, site, dayOfBin(copies.bin))) return undefined
    if (stated.some((s) => s.operatorKind === "customer")) return stated.includes(site) ? undefined : `the customer's own ${stated[0].name} is stated for it`
    // What was on its way already is old: a rule may leave it, and of an exit's notice X1 judges.
    const sinceMs = cause < 0 ? undefined : this.w.stock.moves.find((m) => m.cause === cause && m.endMs === this.w.nowMs && m.class === copies.class && COPY_KINDS[m.kind] === copies.kind && m.group === copies.group && (m.ruler < 0 ? m.group : m.ruler) === copies.ruler && plan.sites[m.toSite] === site)?.startMs
    const exit = cause < 0 || plan.acts[cause].act.exit === undefined ? undefined : plan.acts[cause]
    const places = exit === undefined ? undefined : this.placesOfExits(exit, sinceMs !== undefined, stated, copies)
    let ruled = false
    for (const act of this.w.begun()) {
      if (sinceMs !== undefined && act.row !== cause && (act.act.place === undefined ? (act.noticeMs ?? act.startMs) >= sinceMs : act.startMs >= sinceMs && act.act.place.old === "stays")) continue
      if (this.leaves(act, site, country, copies, places)) return `${actText(act)} has given notice that it leaves ${country}`
      if (!this.w.isOn(act) || !rulesOn(plan, act, copies)) continue
      ruled = true
      const why = refusedBy(act, site, country)
      if (why !== undefined) return why
    }
    if (site.operatorKind === "customer") return "it is a customer's own"
    // A move that has begun goes on, though the rule that it carries out has ended meanwhile.
    const carriedOut = sinceMs === undefined || plan.acts[cause].act.place === undefined ? undefined : plan.acts[cause]
    if (ruled || isKept || (carriedOut !== undefined && refusedBy(carriedOut, site, country) === undefined)) return undefined
    if (exit !== undefined) return places === undefined || places.includes(site.name) ? undefined : `${actText(exit)} moves it elsewhere`
    const failover = copies.kind === "primary" ? [cls.spec.copies?.replica, cls.spec.copies?.backup].map((map) => siteIn(map, ruler.account)) : []
    return stated.length === 0 || stated.includes(site) || failover.includes(site.name) || this.isForcedOut(stated, copies) ? undefined : `${stated.map((s) => s.name).join(", ")} is stated for it, and no rule in force says otherwise`
  }

  /** Whether the file keeps such copies by account region, and names neither this one nor `others`. */
  private isNowhere(copies: Copies, stated: ReadonlyArray<SiteRow>): boolean {
    const { plan } = this.w
    const where = plan.classes[copies.class].kept.find((k) => k.kind === copies.kind)?.where
    return stated.length === 0 && typeof where === "object" && [copies.group, copies.ruler].every((group) => siteIn(where, plan.groups.rows[group].account) === undefined)
  }

  /** What is to be kept where nobody who could hold it has machines is kept nowhere: no legal state existed. */
  private unkept(act: ActPlan): void {
    const { plan } = this.w
    const { keep } = act.act
    if (keep === undefined || !this.w.isOn(act)) return
    for (const cls of plan.classes) {
      const service = plan.services[cls.service]
      if (!namesClass(keep.what, service.name, cls.name)) continue
      const holds = (s: SiteRow) => s.operatorKind !== "customer" && (keep.at?.includes(s.name) ?? true) && meansIn(this.w, act, s.spec.country) && s.spec.roles.some((role) => role === "mailbox" || role === "backup" || role === "index" || role === "log")
      const run = (s: SiteRow) => [providerNow(this.w, service), ...act.by, ...(keep.at === undefined ? [] : [s.operator])].includes(operatorNow(this.w, s)) || s.operatorKind === "partner" || cls.kept.some((k) => JSON.stringify(k.where).includes(`"${s.name}"`))
      if (!plan.sites.some((s) => holds(s) && run(s))) this.checks.R1.conflict ??= `${actText(act)} has ${classText(plan, cls)} kept in ${(keep.in ?? [act.issuer]).join(", ")}, and ${service.spec.provider ?? "its provider"} has no site there that could hold it: nothing is kept`
    }
  }

  /** Whether a copy could be at a site instead of another, whatever the rules say: it is run by the same party, the provider or a partner. */
  private couldTake(site: SiteRow, instead: SiteRow, copies: Copies): boolean {
    const { plan } = this.w
    return site.operatorKind !== "customer" && (operatorNow(this.w, site) === operatorNow(this.w, instead, copies) || site.operatorKind === "partner" || operatorNow(this.w, site) === providerNow(this.w, plan.services[plan.classes[copies.class].service])) && site.spec.roles.some((role) => role === "mailbox" || role === copies.kind)
  }

  /** From the notice of an exit that moves its copies on, nothing new comes to sites in the market that are run by or for the provider; what could go nowhere else does until the exit. */
  private leaves(act: ActPlan, site: SiteRow, country: string, copies: Copies, places: ReadonlyArray<string> | undefined): boolean {
    return site.operatorKind !== "customer" && site.operatorKind !== "state" && this.isLeaving(act, country, copies) && (this.w.isOn(act) || this.couldGo(act, site, copies, places ?? this.openPlaces(act, copies)))
  }

  /** Whether an act is an exit of which notice has been given, and with which a provider's copies leave a country. */
  private isLeaving(act: ActPlan, country: string, copies: Copies): boolean {
    const service = this.w.plan.services[this.w.plan.classes[copies.class].service]
    return act.act.exit?.old === "moves" && this.w.isNoticed(act) && act.by.includes(providerNow(this.w, service, act.startMs) ?? "") && marketLeft(this.w, act).includes(country)
  }

  /** Whether the provider of what is copied has left the market of a site, whatever became of what lay there: nothing more comes. */
  private hasLeft(site: SiteRow, copies: Copies): boolean {
    const service = this.w.plan.services[this.w.plan.classes[copies.class].service]
    return this.w.begun().some((act) => act.act.exit !== undefined && this.w.isOn(act) && act.by.includes(providerNow(this.w, service, act.startMs) ?? "") && marketLeft(this.w, act).includes(site.country))
  }

  /** The places that an exit states for copies: one whose market has been left too is none any more. */
  private openPlaces(act: ActPlan, copies: Copies): ReadonlyArray<string> {
    const stated = act.act.exit?.at ?? []
    return stated.filter((name) => this.w.plan.sites.some((site) => site.name === name && !this.hasLeft(site, copies)))
  }

  /** The only places for what goes because of an exit: its own for what it sends itself; for new mail those of all exits from where it is stated to lie. None, where any will do. */
  private placesOfExits(exit: ActPlan, isSent: boolean, stated: ReadonlyArray<SiteRow>, copies: Copies): ReadonlyArray<string> | undefined {
    const exits = this.w.begun().filter((act) => act === exit || (!isSent && stated.some((s) => this.isLeaving(act, s.spec.country, copies))))
    const places = exits.flatMap((act) => this.openPlaces(act, copies))
    return places.length === 0 || exits.some((act) => act.act.exit?.at === undefined) ? undefined : places
  }

  /** Whether a copy could come to a site outside the market that an exit leaves, by the rules in force. `at`: to these alone; empty: to any. */
  private couldGo(act: ActPlan, site: SiteRow, copies: Copies, at: ReadonlyArray<string>): boolean {
    const { plan } = this.w
    const market = marketLeft(this.w, act)
    const rules = this.w.begun().filter((rule) => this.w.isOn(rule) && rulesOn(plan, rule, copies))
    return plan.sites.some((s) => (at.length === 0 ? this.couldTake(s, site, copies) : at.includes(s.name)) && !market.includes(s.spec.country) && !this.isGivenUp(s, copies) && rules.every((rule) => refusedBy(rule, s, s.spec.country) === undefined))
  }

  /** Whether the market of a site has been left, or notice given that its copies leave it: it takes nothing that leaves another. */
  private isGivenUp(site: SiteRow, copies: Copies): boolean {
    return this.hasLeft(site, copies) || this.w.begun().some((act) => this.isLeaving(act, site.spec.country, copies))
  }

  /** The stated sites stop with an exit whose notice has been given: the operator's other sites take over. */
  private isForcedOut(stated: ReadonlyArray<SiteRow>, copies: Copies): boolean {
    const provider = providerNow(this.w, this.w.plan.services[this.w.plan.classes[copies.class].service]) ?? ""
    for (const act of this.w.begun()) if (this.w.isNoticed(act) && stated.every((s) => (act.by.includes(s.operator) || act.by.includes(provider)) && marketLeft(this.w, act).includes(s.spec.country))) return true
    return false
  }
}
