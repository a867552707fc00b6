/** K2 and K3: keys are with whom, and where, the file or an act has put them; and what was destroyed nobody has but who had a copy before. */
import type { Of } from "../model/acts.ts"
import type { Keys } from "../model/services.ts"
import type { Holder } from "../world/custody.ts"
import type { ActPlan } from "../world/plan.ts"
import { type ClassRow, type KeySpec, keySpecOf } from "../world/products.ts"
import type { Group } from "../world/record.ts"
import type { Reading } from "../world/watch.ts"
import type { World } from "../world/world.ts"
import { Check } from "./promise.ts"
import { actText, canMean, classText, isCompany, meansOwner, namesClass, namesKeys, providerNow } from "./words.ts"

/** Acts by which keys, or who holds them, change. */
const MOVES_KEYS: ReadonlySet<string> = new Set(["give-keys", "move-keys", "rotate-keys", "destroy-keys", "seize", "transfer", "exit", "shut-down"])
/** Groups that are asked about at most: their holders are worked out one by one, and what holds of so many holds of all that words can tell apart. */
const GROUPS_MOST = 200

/** A party that may hold a key, and the countries in which; undefined: anywhere. */
interface May {
  readonly name: string | undefined
  readonly countries: ReadonlyArray<string | undefined> | undefined
}

export class KeyPlaces {
  readonly checks = { K2: new Check("K2"), K3: new Check("K3") }
  /** The acts that changed keys when it was last asked. */
  private standing: string | undefined

  constructor(private readonly w: World) {}

  boundary(): void {
    const acts = this.w.begun().filter((act) => MOVES_KEYS.has(act.verb))
    const standing = acts.map((act) => `${act.row} ${this.w.isOn(act)}`).join()
    if (standing === this.standing) return
    this.standing = standing
    const { plan } = this.w
    const destroyed = acts.filter((act) => act.act["destroy-keys"] !== undefined)
    for (const cls of plan.classes)
      for (let group = 0; group < Math.min(plan.statedGroups, GROUPS_MOST); group++) {
        if (!plan.groups.rows[group].uses.includes(plan.services[cls.service].name)) continue
        this.places(cls, group, acts)
        for (const act of destroyed) this.gone(cls, group, act, acts)
      }
  }

  private places(cls: ClassRow, group: number, acts: ReadonlyArray<ActPlan>): void {
    const { plan, readers, nowMs } = this.w
    const may = this.mayHold(cls, plan.groups.rows[group], acts)
    for (const holder of readers.keyHolders.at(cls, group, group, nowMs)) {
      if (holder.kind === "nobody") continue
      const fits = may.some(({ name, countries }) => (name === undefined || name === holder.name) && (countries === undefined || countries.includes(holder.country)))
      const left = this.movedFrom(cls, group, holder, acts)
      if (left !== undefined) this.checks.K2.witness ??= `${holder.name} has keys of ${classText(plan, cls)} of ${plan.groups.rows[group].cohort} at ${plan.clock.iso(nowMs)}, which ${actText(left)} has moved away from it`
      this.checks.K2.holds(fits, () => `keys of ${classText(plan, cls)} of ${plan.groups.rows[group].cohort} are with ${holder.name} in ${holder.country ?? "no country"} at ${plan.clock.iso(nowMs)}; neither the file nor an act has put them there`)
    }
  }

  /** The act that has moved a class's keys of somebody away from a holder, to whom none has come since; undefined: none surely has. */
  private movedFrom(cls: ClassRow, group: number, { name, kind }: Holder, acts: ReadonlyArray<ActPlan>): ActPlan | undefined {
    const service = this.w.plan.services[cls.service].name
    if (this.specsOf(cls).length > 1 || cls.keys.onePer === "device" || cls.keys.by.includes("nobody") || acts.some((act) => act.act.transfer !== undefined)) return undefined
    return acts.find((act, i) => {
      const body = act.act["move-keys"]
      if (body?.to === undefined || body.to === name || !namesClass(body.what, service, cls.name) || !meansOwner(body.of, this.w.plan.groups.rows[group], service)) return false
      const gives = act.by.length === 0 ? kind === "provider" || kind === "partner" : act.by.includes(name) || act.by.includes(kind)
      return gives && !acts.slice(i + 1).some((later) => later.act["move-keys"]?.to === name || copiedTo(later) === name)
    })
  }

  /** By the words of the file and of all acts begun. */
  private mayHold(cls: ClassRow, group: Group, acts: ReadonlyArray<ActPlan>): ReadonlyArray<May> {
    const { plan } = this.w
    const service = plan.services[cls.service]
    const specs = this.specsOf(cls)
    const may: Array<May> = specs.flatMap((spec) => spec.by.map((by): May => ({ name: by === "provider" ? service.spec.provider : by, countries: this.statedIn(spec, by, group, service.spec.provider) })))
    for (const act of acts) {
      const body = act.act["give-keys"] ?? act.act["move-keys"]
      const { seize, transfer, exit } = act.act
      if (body !== undefined && namesKeys(plan, body.what, cls) && (specs.some((spec) => spec.onePer !== "account") || canMean(body.of, group))) {
        const to = body.to ?? (act.act["give-keys"] === undefined ? undefined : act.issuer)
        // Who moves his own keys has them elsewhere from then on.
        for (const name of to === undefined ? may.map((one) => one.name) : [to]) may.push({ name, countries: body.in !== undefined ? [this.countryOf(body.in)] : this.homesOf(name ?? "", group) })
      }
      if (seize !== undefined) may.push({ name: seize.to ?? act.issuer, countries: [seize.to ?? act.issuer] })
      // What is bought stays where it is, or is at the buyer's.
      if (transfer?.to !== undefined) may.push({ name: transfer.to, countries: [...may.flatMap((one) => one.countries ?? []), ...this.homesOf(transfer.to, group)] })
      if (exit !== undefined) for (const party of act.by) may.push({ name: party, countries: [...(exit.at ?? []).map((site) => this.countryOf(site)), ...this.homesOf(party, group), ...plan.sites.flatMap((site) => (site.operator === party ? [site.country] : []))] })
    }
    return may
  }

  /** The class's keys, those of options, and those of a class that opens it. */
  private specsOf(cls: ClassRow): ReadonlyArray<KeySpec> {
    const service = this.w.plan.services[cls.service]
    const opener = service.classes.find((one) => one.name === cls.spec["opened-by"])
    return [cls, ...(opener === undefined || opener === cls ? [] : [opener])].flatMap((one) => [keySpecOf(one.spec.keys), ...Object.values(service.spec.options ?? {}).flatMap((option) => (option.changes[`${one.name}.keys`] === undefined ? [] : [keySpecOf(option.changes[`${one.name}.keys`] as Keys)]))])
  }

  private statedIn(spec: KeySpec, by: string, group: Group, provider: string | undefined): ReadonlyArray<string | undefined> {
    if (by === "user") return [group.homeCountry, ...(spec.onePer === "device" ? (group.there ?? []) : [])]
    if (spec.in !== undefined) return [this.countryOf(spec.in)]
    if (by === "customer" || by === "carrier") return [group.homeCountry]
    const name = by === "provider" ? provider : by
    const seat = this.w.plan.scenario.providers[name ?? ""]?.seat
    return seat !== undefined ? [seat] : [name, undefined]
  }

  /** Where a party is at home: a person, a customer or a carrier with the group, a state in itself, a company at its seat and establishments. */
  private homesOf(party: string, group: Group): ReadonlyArray<string | undefined> {
    const provider = this.w.plan.scenario.providers[party]
    if (["user", "customer", "carrier"].includes(party)) return [group.homeCountry]
    return provider === undefined ? [party, undefined] : [provider.seat, ...(provider.established ?? [])]
  }

  private countryOf(place: string): string {
    return this.w.plan.sites.find((site) => site.name === place)?.country ?? place
  }

  /** Of what was written before keys were destroyed only those can have some to whom a copy had been given, or who had seized it. */
  private gone(cls: ClassRow, group: number, act: ActPlan, acts: ReadonlyArray<ActPlan>): void {
    const { plan, readers, nowMs } = this.w
    const body = act.act["destroy-keys"]!
    const service = plan.services[cls.service].name
    const owner = plan.groups.rows[group]
    // Another class's keys may still open it, an option's may be others.
    if (!namesClass(body.what, service, cls.name) || cls.keys.by.includes("nobody") || this.specsOf(cls).length > 1 || !meansOwner(body.of, owner, service)) return
    const copied = this.copiedBefore(act, cls, acts)
    // What was given may have been sold since.
    const heirs = acts.some((other) => other.act.transfer !== undefined) ? acts.flatMap((other) => other.act.transfer?.to ?? []) : []
    const holder = readers.keyHolders.at(cls, group, group, act.startMs - 1).find(({ name }) => !copied.includes(name) && (copied.length === 0 || !heirs.includes(name)))
    this.checks.K3.holds(holder === undefined, () => `${holder!.name} has keys of ${classText(plan, cls)} of ${owner.cohort} at ${plan.clock.iso(nowMs)} that open what was written before ${actText(act)} destroyed them; no copy had been given to it${providerNow(this.w, plan.services[cls.service]) === holder!.name ? ", the provider" : ""}`)
  }

  /** What was read in clear was written since its keys were destroyed, or by who had a copy of them before. */
  read({ act, authority, class: row, form, group, level, otherGroup, sentMs }: Reading): void {
    const { plan, nowMs } = this.w
    const cls = plan.classes[row]
    const service = plan.services[cls.service].name
    if (level === "openable" || form === "ciphertext" || cls.keys.by.includes("nobody") || cls.keys.onePer === "device") return
    const acts = this.w.begun().filter(({ verb }) => MOVES_KEYS.has(verb))
    const surely = (of: Of | undefined) => [group, otherGroup].every((g) => meansOwner(of, plan.groups.rows[g], service))
    const destroyed = acts.find((one) => one.act["destroy-keys"] !== undefined && sentMs < one.startMs && namesClass(one.act["destroy-keys"].what, service, cls.name) && surely(one.act["destroy-keys"].of))
    if (destroyed === undefined || this.specsOf(cls).length > 1) return
    const open = plan.acts[act]?.act.open
    const who = [authority, ...(open === undefined ? [] : (open.via ?? plan.acts[act].by))]
    const copied = this.copiedBefore(destroyed, cls, acts)
    // What was given may have been sold since, or the company that has it.
    if (acts.some((one) => one.act.transfer !== undefined) && copied.length > 0) return
    this.checks.K3.holds(who.some((name) => copied.includes(name)), () => `${authority} reads ${classText(plan, cls)} between ${plan.groups.rows[group].cohort} and ${plan.groups.rows[otherGroup].cohort} at ${plan.clock.iso(nowMs)} that was written before ${actText(destroyed)} destroyed its keys; no copy of them had been given away`)
  }

  /** To whom copies of a class's keys had been given, or who had seized some, when others were destroyed; and to whom these have come from one of them. */
  private copiedBefore(destroyed: ActPlan, cls: ClassRow, acts: ReadonlyArray<ActPlan>): ReadonlyArray<string> {
    const service = this.w.plan.services[cls.service].name
    const copied: Array<string> = []
    for (const act of acts) {
      const body = act.act["give-keys"] ?? act.act["move-keys"]
      const to = copiedTo(act) ?? body?.to
      if (to === undefined || (body !== undefined && !namesClass(body.what, service, cls.name))) continue
      // Who gives to himself has given nothing away.
      const isCopy = act.act["move-keys"] === undefined && !(body !== undefined && act.by.length === 1 && act.by[0] === to)
      const isPassedOn = copied.some((name) => body === undefined || (act.by.length === 0 ? isCompany(this.w, name) : act.by.includes(name)))
      if ((isCopy && act.startMs <= destroyed.startMs) || isPassedOn) copied.push(to)
    }
    return copied
  }

  save(): unknown {
    return this.standing
  }

  restore(state: unknown): void {
    this.standing = state as string | undefined
  }
}

/** Who has copies of keys by an act that gives or seizes them. */
function copiedTo({ act, issuer }: ActPlan): string | undefined {
  const body = act["give-keys"] ?? act.seize
  return body && (body.to ?? issuer)
}
