/** X1 and X2: after an exit nothing held by or for the provider lies in the market that it left, and no residue of what was to be erased anywhere. Customers' own servers are theirs. */
import type { ActPlan } from "../world/plan.ts"
import { type ClassRow, type KeySpec, keySpecOf, type ServiceRow } from "../world/products.ts"
import type { Keys } from "../model/services.ts"
import type { CopyKind, Group } from "../world/record.ts"
import type { SiteRow } from "../world/sites.ts"
import type { World } from "../world/world.ts"
import { Check } from "./promise.ts"
import { actText, canMean, classText, countriesLeft, homesOf, isDown, isFaulty, isHeldNow, marketLeft, meansOwner, namesClass, namesKeys, namesService, operatorNow, providerNow, refusedBy, rulesOn, withRuler } from "./words.ts"

export class Departure {
  readonly checks = { X1: new Check("X1"), X2: new Check("X2") }

  constructor(private readonly w: World) {}

  boundary(): void {
    for (const act of this.w.begun()) {
      if (act.act.exit === undefined || !this.w.isOn(act)) continue
      const market = marketLeft(this.w, act)
      this.residue(act, market)
      if (market.length === 0) continue
      this.checks.X1.exercised++
      this.copies(act, market)
      this.keys(act, market)
    }
  }

  private copies(act: ActPlan, market: ReadonlyArray<string>): void {
    const { plan, stock } = this.w
    const { old } = act.act.exit!
    for (let row = 0; row < stock.rows.size; row++) {
      const site = plan.sites[stock.siteOf(row)]
      if (stock.counts.get(row) <= 0 || !market.includes(site.country) || !this.isHeldFor(act, site, stock.classOf(row))) continue
      const what = `${stock.counts.get(row)} copies of ${classText(plan, stock.classOf(row))} of ${plan.groups.rows[stock.ownerOf(row)].cohort} lie at ${site.name} in ${site.country} at ${plan.clock.iso(this.w.nowMs)}, after ${actText(act)}`
      const check = this.checkOf(stock.kindOf(row))
      if (stock.isMoving(row)) check.conflict ??= `${what}: they are on their way, and between notice and exit the line was too slow`
      else if (old !== "moves" && this.isHeld(row)) check.conflict ??= `${what}, which erases what no duty in force has kept there`
      else if (this.isStartedSince(act, site, stock.classOf(row))) check.conflict ??= `${what}: ${site.name} runs again by another act's own words, for a company that has not left`
      else if (old === "moves" && isFaulty(this.w, site)) check.conflict ??= `${what}: ${site.name} is down or cut off, and what lies there cannot leave`
      else if (old === "moves" && !this.hasTarget(act, market, row)) check.conflict ??= `${what}: the provider has no site elsewhere that runs and that the rules in force allow`
      else check.witness ??= what
    }
  }

  /** What is searched, restored or looked up is easily forgotten: X2 asks for it. */
  private checkOf(kind: CopyKind): Check {
    return kind === "primary" || kind === "replica" ? this.checks.X1 : this.checks.X2
  }

  /** Of what an exit erases nothing is left at the provider's, of any kind, active or held; but what a duty in force keeps is X8's. */
  private residue(act: ActPlan, market: ReadonlyArray<string>): void {
    const { plan, stock } = this.w
    const exit = act.act.exit!
    const left = plan.services.filter((s) => act.by.includes(providerNow(this.w, s, act.startMs) ?? "") && namesService(exit.what, s.name))
    if (left.some((s) => s.classes.some((cls) => cls.kept.length > 1))) this.checks.X2.exercised++
    if (exit.old !== "erased") return
    for (let row = 0; row < stock.rows.size; row++) {
      const site = plan.sites[stock.siteOf(row)]
      const service = plan.services[stock.classOf(row).service]
      if (stock.counts.get(row) <= 0 || site.operatorKind === "customer" || site.operatorKind === "state" || !left.includes(service) || market.includes(site.country) || this.isHeld(row)) continue
      const owner = plan.groups.rows[stock.ownerOf(row)]
      if (meansOwner(exit.of, owner, service.name) && !this.isRevoked(act, service, owner)) this.checks.X2.witness ??= `${stock.counts.get(row)} ${stock.kindOf(row)} copies of ${classText(plan, stock.classOf(row))} of ${owner.cohort} lie at ${site.name} in ${site.country} at ${plan.clock.iso(this.w.nowMs)}, after ${actText(act)}, which erases them`
    }
  }

  private isHeld(row: number): boolean {
    const { stock, plan } = this.w
    return isHeldNow(this.w, { class: stock.classOf(row).row, group: stock.ownerOf(row) }, plan.sites[stock.siteOf(row)], stock.dayOfRow(row))
  }

  /** Whether a later act has started a site that an exit stopped: it serves again whoever has not left with its operator. */
  private isStartedSince(act: ActPlan, site: SiteRow, cls: ClassRow): boolean {
    const started = this.w.begun().some((later) => later.act.start !== undefined && later.startMs >= act.startMs && this.w.isOn(later) && later.act.start.at.some((name) => name === site.name || name === operatorNow(this.w, site)))
    return started && !act.by.includes(providerNow(this.w, this.w.plan.services[cls.service], act.startMs) ?? "")
  }

  /** Whether a later act has given the service back to such people: what they get from then on is theirs. That nothing older comes back is C6's. */
  private isRevoked(act: ActPlan, service: ServiceRow, owner: Group): boolean {
    const begun = this.w.begun()
    return begun.slice(begun.indexOf(act) + 1).some((later) => {
      const { restore } = later.act
      const given = restore?.what === undefined ? later.by.length === 0 || later.by.includes(providerNow(this.w, service, later.startMs) ?? "") : restore.what.some((word) => word === "all" || word === service.name || word.startsWith(`${service.name}.`))
      return restore !== undefined && given && this.w.isOn(later) && canMean(restore.of, owner, service.name)
    })
  }

  /** Whatever lies on the sites that were the provider's as it left, and what others but the customer keep of its services. What it has bought since it did not leave. */
  private isHeldFor(act: ActPlan, site: SiteRow, cls: ClassRow): boolean {
    if (site.operatorKind === "customer" || site.operatorKind === "state") return false
    return act.by.includes(operatorNow(this.w, site, { class: cls.row, kind: "primary" }, act.startMs)) || act.by.includes(providerNow(this.w, this.w.plan.services[cls.service], act.startMs) ?? "")
  }

  /** Countries that the provider of a class has left, or (`noticed`) has given notice to leave with its copies, whoever runs the machines: nothing of it goes there. */
  private leftFor(cls: ClassRow, noticed: boolean): ReadonlyArray<string> {
    const service = this.w.plan.services[cls.service]
    return this.w.begun().flatMap((other) => (other.act.exit !== undefined && (this.w.isOn(other) || (noticed && other.act.exit.old === "moves" && this.w.isNoticed(other))) && other.by.includes(providerNow(this.w, service, other.startMs) ?? "") ? marketLeft(this.w, other) : []))
  }

  private hasTarget(act: ActPlan, market: ReadonlyArray<string>, row: number): boolean {
    const { plan, stock } = this.w
    const copies = withRuler(plan, { group: stock.ownerOf(row), class: stock.classOf(row).row, kind: stock.kindOf(row) }, stock.otherOf(row))
    const rules = [...this.w.begun()].filter((rule) => this.w.isOn(rule) && rulesOn(plan, rule, copies))
    const [gone, left] = [true, false].map((noticed) => this.leftFor(stock.classOf(row), noticed))
    // A place that it states whose market has been left too is none any more.
    const stated = plan.sites.filter((s) => act.act.exit!.at?.includes(s.name) === true && !left.includes(s.country))
    return plan.sites.some((s) => (stated.length === 0 ? act.by.includes(operatorNow(this.w, s)) && s.spec.roles.some((role) => role === "mailbox" || role === "backup") : stated.includes(s)) && !market.includes(s.country) && !gone.includes(s.country) && !isDown(this.w, s) && rules.every((rule) => refusedBy(rule, s, s.country) === undefined))
  }

  private keys(act: ActPlan, market: ReadonlyArray<string>): void {
    const { plan } = this.w
    for (const cls of plan.classes) {
      const service = plan.services[cls.service]
      if (!act.by.includes(providerNow(this.w, service, act.startMs) ?? "")) continue
      for (const group of plan.groups.rows) {
        const there = group.uses.includes(service.name) ? [...this.specsOf(cls, group).flatMap((spec) => this.countriesOf(spec, cls, group, act.by)), ...this.whereTheyAre(cls, group, act.by)].find((country) => market.includes(country)) : undefined
        if (there === undefined) continue
        const what = `keys of ${classText(plan, cls)} of ${group.cohort} are with ${service.spec.provider} in ${there} at ${plan.clock.iso(this.w.nowMs)}, after ${actText(act)}`
        const says = this.w.begun().find((other) => other.startMs >= act.startMs && this.putsKeysIn(other, cls, there))
        if (says !== undefined) this.checks.X1.conflict ??= `${what}: ${actText(says)} has them there by its own words`
        else if (this.isElsewhere(act)) this.checks.X1.witness ??= what
        else this.checks.X1.conflict ??= `${what}: the provider is nowhere else`
      }
    }
  }

  /** Whether an act's own words have keys that open a class lie in a country. */
  private putsKeysIn(act: ActPlan, cls: ClassRow, country: string): boolean {
    const body = act.act["move-keys"] ?? act.act["give-keys"]
    return body?.in !== undefined && this.countryOf(body.in) === country && namesKeys(this.w.plan, body.what, cls)
  }

  /** Keys are in a country, or in the machines of a site. */
  private countryOf(where: string | undefined): string | undefined {
    return this.w.plan.sites.find((s) => s.name === where)?.country ?? where
  }

  /** Countries where parties are, by the file: where they have a seat, an establishment or a site. */
  private presenceOf(parties: ReadonlyArray<string>): ReadonlyArray<string> {
    return [...homesOf(this.w, parties), ...this.w.plan.sites.flatMap((site) => (parties.includes(site.operator) ? [site.country] : []))]
  }

  /** Whether the leaving parties have a seat, an establishment or a site outside what they have left. */
  private isElsewhere(act: ActPlan): boolean {
    const left = countriesLeft(this.w, act.by, this.w.nowMs)
    return this.presenceOf(act.by).some((country) => !left.includes(country))
  }

  /** Who leaves a market takes his keys to the place that he states, else to where he is besides. */
  private takenAlong(act: ActPlan, held: ReadonlyArray<string | undefined>): ReadonlyArray<string | undefined> {
    const { plan } = this.w
    const market = marketLeft(this.w, act)
    const left = countriesLeft(this.w, act.by, act.startMs)
    const places = [...plan.sites.flatMap((s) => (act.act.exit!.at?.includes(s.name) ? [s.country] : [])), ...this.presenceOf(act.by)].filter((country) => !left.includes(country))
    return held.map((country) => (country !== undefined && market.includes(country) ? (places[0] ?? country) : country))
  }

  /** What comes to a party comes to its seat; once it has left that market, to where the exit has taken the rest. */
  private seatUnlessLeft(seat: string | undefined, parties: ReadonlyArray<string>, atMs: number): ReadonlyArray<string | undefined> {
    const exits = this.w.begun().filter((act) => act.act.exit !== undefined && this.w.isOn(act) && act.startMs <= atMs && act.by.some((party) => parties.includes(party)))
    return exits.sort((a, b) => a.startMs - b.startMs).reduce<ReadonlyArray<string | undefined>>((held, exit) => this.takenAlong(exit, held), [seat])
  }

  /** Countries where the run has them. */
  private whereTheyAre(cls: ClassRow, group: Group, parties: ReadonlyArray<string>): ReadonlyArray<string> {
    const row = this.w.plan.groups.rows.indexOf(group)
    return this.w.readers.keyHolders.at(cls, row, row, this.w.nowMs).flatMap((h) => (parties.includes(h.name) && h.country !== undefined ? [h.country] : []))
  }

  private specsOf(cls: ClassRow, group: Group): ReadonlyArray<KeySpec> {
    const service = this.w.plan.services[cls.service]
    const options = Object.entries(service.spec.options ?? {}).filter(([name, option]) => option.changes[`${cls.name}.keys`] !== undefined && group.options.some((o) => o === name || o === `${service.name}.${name}`))
    return [keySpecOf(cls.spec.keys), ...options.map(([, option]) => keySpecOf(option.changes[`${cls.name}.keys`] as Keys))]
  }

  /** Countries in which the leaving parties hold keys of the class for a group. */
  private countriesOf(spec: KeySpec, cls: ClassRow, group: Group, parties: ReadonlyArray<string>): ReadonlyArray<string> {
    const { plan } = this.w
    const service = plan.services[cls.service]
    const seatOf = (party: string | undefined) => (party === undefined ? undefined : plan.scenario.providers[party]?.seat)
    const holder = spec.by.map((by) => (by === "provider" ? providerNow(this.w, service) : by)).find((name) => name !== undefined && parties.includes(name))
    let held: ReadonlyArray<string | undefined> = holder === undefined ? [] : [this.countryOf(spec.in) ?? seatOf(holder)]
    // Notice of an exit is given before it comes; what counts is when.
    for (const act of [...this.w.begun()].sort((a, b) => a.startMs - b.startMs)) {
      if (act.act.exit !== undefined && this.w.isOn(act) && act.by.some((party) => parties.includes(party))) held = this.takenAlong(act, held)
      const body = act.act["move-keys"] ?? act.act["give-keys"]
      if (body === undefined || !namesClass(body.what, service.name, cls.name) || !(spec.onePer === "service" || canMean(body.of, group))) continue
      const to = body.to ?? (act.act["move-keys"] === undefined ? act.issuer : holder)
      const mine = to !== undefined && parties.includes(to) ? (body.in !== undefined ? [this.countryOf(body.in)] : this.seatUnlessLeft(seatOf(to), parties, act.startMs)) : []
      held = act.act["move-keys"] === undefined ? [...held, ...mine] : mine
    }
    return held.filter((country) => country !== undefined)
  }

  save(): unknown {
    return undefined
  }

  restore(): void {}
}
