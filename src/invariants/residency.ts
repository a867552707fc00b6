/** Promises on where copies lie: R1, R4, R5, R6, R9. They read the acts themselves, not what the engine made of them. */
import type { ByRegion } from "../model/services.ts"
import type { Group } from "../world/record.ts"
import type { SiteRow } from "../world/sites.ts"
import type { Stored } from "../world/watch.ts"
import type { World } from "../world/world.ts"
import { Check } from "./promise.ts"

export class Residency {
  readonly checks = { R1: new Check("R1"), R4: new Check("R4"), R5: new Check("R5"), R6: new Check("R6"), R9: new Check("R9") }
  /** Where each person's mailbox was seen last, in which epoch, and where he was [by person and service]. */
  private readonly seenSite: Int32Array
  private readonly seenPlace: Int32Array
  private readonly seenEpochMs: Float64Array

  constructor(private readonly w: World) {
    const size = w.plan.people.count * w.plan.services.length
    this.seenSite = new Int32Array(size).fill(-2)
    this.seenPlace = new Int32Array(size)
    this.seenEpochMs = new Float64Array(size)
  }

  stored(copies: Stored, cause: number): void {
    if (copies.copies <= 0) return
    const { plan } = this.w
    const site = plan.sites[copies.site]
    const group = plan.groups.rows[copies.group]
    const stated = this.statedSites(copies, group)
    const legal = this.isLegal(copies, site, site.country, group, stated, cause)
    const where = () => `${copies.copies} ${copies.kind} copies of ${this.className(copies.class)} of ${group.cohort} came to ${site.name} (${site.country}) at ${plan.clock.iso(this.w.nowMs)}; no rule allows it there`
    if (site.spec.declared !== undefined && site.spec.declared !== site.country) this.checks.R5.holds(legal, where, copies.copies)
    else if (stated.every((s) => this.isDown(s))) this.checks.R4.holds(legal, where, copies.copies)
    else this.checks.R1.holds(legal, where, copies.copies)
    this.checks.R6.holds(plan.scenario.countries[site.country] !== undefined, () => `${site.name} lies in ${site.country}, which nothing describes`, copies.copies)
  }

  /** A message that waits because its mailbox' sites are down has not been misplaced. */
  waits(message: number): void {
    const { messages, plan } = this.w
    if (messages.stored[message] === 1) return
    const service = plan.services[plan.products[messages.product[message]].service]
    const group = plan.groups.rows[this.w.group[messages.recipient[message]]]
    if (service.mailbox === undefined) return
    const stated = this.statedSites({ class: service.mailbox.row, kind: "primary" }, group)
    if (stated.length > 0 && stated.every((s) => this.isDown(s))) this.checks.R4.exercised++
  }

  /** His mailbox is where it was when the rules were the same and he was elsewhere. */
  accepted(message: number): void {
    const { messages, plan, place, group, epochMs } = this.w
    const person = messages.recipient[message]
    const service = plan.products[messages.product[message]].service
    const at = person * plan.services.length + service
    const site = this.w.verdicts.mailbox(group[person], service).placed?.site ?? -1
    if (site >= 0 && this.seenSite[at] >= 0 && this.seenEpochMs[at] === epochMs && this.seenPlace[at] !== place[person])
      this.checks.R9.holds(site === this.seenSite[at], () => `the mailbox of ${plan.cohorts[plan.people.cohort[person]].name}#${person} was at ${plan.sites[this.seenSite[at]].name} and is at ${plan.sites[site].name}, only because he went from ${plan.places[this.seenPlace[at]].code} to ${plan.places[place[person]].code}`)
    this.seenSite[at] = site
    this.seenPlace[at] = place[person]
    this.seenEpochMs[at] = epochMs
  }

  save(): unknown {
    return [this.seenSite.slice(), this.seenPlace.slice(), this.seenEpochMs.slice()]
  }

  restore(state: unknown): void {
    const [site, place, epochMs] = state as [Int32Array, Int32Array, Float64Array]
    this.seenSite.set(site)
    this.seenPlace.set(place)
    this.seenEpochMs.set(epochMs)
  }

  private isDown(site: SiteRow): boolean {
    return this.w.verdicts.relayObstacle(site.row) !== undefined
  }

  private className(row: number): string {
    const cls = this.w.plan.classes[row]
    return `${this.w.plan.services[cls.service].name}.${cls.name}`
  }

  /** Sites that the file states for a copy, whatever acts say. */
  private statedSites(copies: Pick<Stored, "class" | "kind">, group: Group): ReadonlyArray<SiteRow> {
    const { plan } = this.w
    const cls = plan.classes[copies.class]
    const options = Object.entries(plan.services[cls.service].spec.options ?? {}).flatMap(([name, option]) => (group.options.some((o) => o === name || o.endsWith(`.${name}`)) ? [option.changes[`${cls.name}.kept`]] : []))
    const maps = [copies.kind === "primary" ? cls.spec.kept : cls.spec.copies?.[copies.kind as "replica"], ...options].filter((m): m is ByRegion => typeof m === "string" || (typeof m === "object" && m !== null))
    const names = maps.map((map) => (typeof map === "string" ? map : (map[group.account] ?? map.others)))
    return plan.sites.filter((s) => names.includes(s.name))
  }

  private isLegal(copies: Stored, site: SiteRow, country: string, group: Group, stated: ReadonlyArray<SiteRow>, cause: number): boolean {
    const { plan } = this.w
    const cls = plan.classes[copies.class]
    const service = plan.services[cls.service].name
    let ruled = false
    for (const act of this.w.begun()) {
      const place = act.act.place
      const keep = act.act.keep
      const covers = (what: ReadonlyArray<string> | undefined) => what?.some((word) => word === service || word === `${service}.${cls.name}`) ?? false
      if (!this.w.isOn(act)) continue
      if (keep !== undefined && copies.kind === "backup" && cause === act.row && covers(keep.what)) return keep.in === undefined || keep.in.some((p) => p.slice(0, 2) === country)
      if (place === undefined || !covers(place.what) || (place.copies === "primary" && copies.kind !== "primary") || !selects(place.of, group)) continue
      if (stated.some((s) => s.operatorKind === "customer")) continue
      ruled = true
      if (place.in !== undefined && !place.in.some((p) => p === "all" || p.slice(0, 2) === country)) return false
      if (place["not-in"]?.some((p) => p.slice(0, 2) === country)) return false
      if (place.at !== undefined && !place.at.includes(site.name)) return false
    }
    if (ruled) return true
    const left = cause >= 0 ? plan.acts[cause].act.exit : undefined
    if (left !== undefined) return left.at === undefined ? site.operatorKind !== "customer" : left.at.includes(site.name)
    const failover = copies.kind === "primary" ? plan.sites.filter((s) => [cls.spec.copies?.replica, cls.spec.copies?.backup].some((map) => map !== undefined && (typeof map === "string" ? map : (map[group.account] ?? map.others)) === s.name)) : []
    return stated.includes(site) || failover.includes(site) || this.isForcedOut(stated)
  }

  /** The stated sites stop with an exit whose notice has been given: the operator's other sites take over. */
  private isForcedOut(stated: ReadonlyArray<SiteRow>): boolean {
    for (const act of this.w.begun()) if (act.act.exit !== undefined && this.w.isNoticed(act) && stated.every((s) => act.by.includes(s.operator))) return true
    return false
  }
}

/** Whether a selector's lasting keys match a group. */
export function selects(of: unknown, group: Group): boolean {
  if (of === undefined || of === "all") return true
  const values: Readonly<Record<string, ReadonlyArray<string | undefined>>> = { people: [group.cohort], home: [group.home, group.homeCountry], citizen: [group.citizen], account: [group.account], store: [group.store], segment: [group.segment], plan: [group.plan], list: group.lists, option: group.options, uses: group.uses }
  return (of as ReadonlyArray<Readonly<Record<string, ReadonlyArray<string>>>>).some((clause) => Object.entries(clause).every(([key, words]) => values[key] === undefined || words === undefined || words.some((word) => word === "all" || values[key].includes(word))))
}
