/** Duties to keep and to erase: which copies an act has kept or gone, where, and until when. */
import { canKeep } from "../model/keeping.ts"
import { operatorOf, providerOf, type Use } from "./holdings.ts"
import { mayLieAt } from "./placement.ts"
import type { ActPlan } from "./plan.ts"
import type { ClassRow } from "./products.ts"
import { type Group, NO_CAUSE } from "./record.ts"
import { exitFrom, inPlaces, matchesGroup, siteState, type Standing } from "./rulebook.ts"
import type { SiteRow } from "./sites.ts"
import type { World } from "./world.ts"
import { mailboxOwner } from "./subjects.ts"
import { DAY_MS } from "./zones.ts"

/** Whether an act has copies of a class of somebody kept, as long as it stands. */
export function keeps(w: Pick<World, "plan">, act: ActPlan, cls: ClassRow, owner: Group): boolean {
  const { keep } = act.act
  if (keep === undefined) return false
  const service = w.plan.services[cls.service].name
  const named = keep.what === undefined || keep.what.some((word) => word === "all" || word === service || word === `${service}.${cls.name}`)
  return named && matchesGroup(act, keep.of, mailboxOwner(owner, service))
}

/** Whether what lies at a site lies where the act has it kept. */
export function keepsAt(act: ActPlan, site: SiteRow): boolean {
  return (act.act.keep!.at?.includes(site.name) ?? true) && inPlaces(act.inPlaces.length === 0 ? undefined : act.inPlaces, site.country)
}

/** The first site that runs, can be reached and can hold a copy that is to be kept under a group's rules; -1 where there is none. Where keeping is chosen, what is to be kept lies also where a rule of placement forbids it. */
export function keptAt(w: World, act: ActPlan, cls: ClassRow, ruler: Group): number {
  const wins = w.plan.scenario.choices["keep-or-erase"] === "keep"
  const service = w.plan.services[cls.service].name
  const keeping = { in: act.inPlaces.length === 0 ? undefined : act.inPlaces, at: act.act.keep!.at }
  const offered = w.plan.services[cls.service]
  const use: Use = { service: offered, cls, kind: "backup" }
  return w.plan.sites.findIndex((s) => canKeep(w.plan.scenario, s.name, service, keeping, act.by, operatorOf(w, s.row, use), providerOf(w, offered)) && siteState(w, s.row, use).reached && w.faults.hears(s.row) && exitFrom(w, s, offered) < 0 && (wins || mayLieAt(w, cls, "backup", mailboxOwner(ruler), s)))
}

/** Whether an act has copies of a class of somebody gone from a site. A customer's own server obeys him alone. */
export function erases(w: Pick<World, "plan">, act: ActPlan, cls: ClassRow, owner: Group, site: SiteRow): boolean {
  const { erase } = act.act
  if (erase === undefined) return false
  const service = w.plan.services[cls.service].name
  const named = erase.what === undefined || erase.what.some((word) => word === "all" || word === service || word === `${service}.${cls.name}`)
  const within = inPlaces(erase.in ?? (act.inPlaces.length === 0 ? undefined : act.inPlaces), site.country) && (erase.at?.includes(site.name) ?? true)
  const his = act.by.length === 0 || site.operatorKind !== "customer" || act.by.includes("customer")
  return named && within && his && matchesGroup(act, erase.of, mailboxOwner(owner))
}

/** Whether some act in force may have somebody's mail gone, and what waits of it: from the site where it lies, from any where that is not known. */
export function mayBeErased(standing: Standing, cls: ClassRow, owner: Group, site: SiteRow | undefined): boolean {
  const sites = site === undefined ? standing.plan.sites : [site]
  for (const act of standing.begun()) if (act.act.erase !== undefined && standing.isOn(act) && sites.some((one) => erases(standing, act, cls, owner, one))) return true
  return false
}

/** Until when (and not then) what was written on a day is held where it lies, because of the longest of the `duties` in force that mean it [ms]. Nothing is held where the scenario lets erasing win. */
export function heldUntilMs(w: World, duties: ReadonlyArray<ActPlan>, cls: ClassRow, owner: Group, site: SiteRow, day: number): number {
  let untilMs = Number.NEGATIVE_INFINITY
  if (w.plan.scenario.choices["keep-or-erase"] !== "keep") return untilMs
  for (const act of duties) if (keepsAt(act, site) && keeps(w, act, cls, owner)) untilMs = Math.max(untilMs, (day + 1) * DAY_MS + (act.act.keep!.for ?? Number.POSITIVE_INFINITY))
  return untilMs
}

/** The instant from which on what was written on a day may lie at a site no more, and the act that says so. */
export interface Limit {
  readonly goneMs: number
  readonly cause: number
}

/** Nothing older than the least of the `limits` that mean it: so a day counts from its start. What is held is asked apart. */
export function limitOf(w: World, limits: ReadonlyArray<ActPlan>, cls: ClassRow, owner: Group, site: SiteRow, day: number): Limit {
  let limit: Limit = { goneMs: Number.POSITIVE_INFINITY, cause: NO_CAUSE }
  for (const act of limits) {
    const goneMs = day * DAY_MS + act.act.erase!.for!
    if (goneMs < limit.goneMs && erases(w, act, cls, owner, site)) limit = { goneMs, cause: act.row }
  }
  return limit
}

/**
 * How long copies are kept from the day on which they were written [ms]. Every copy for its class's own time, by the site's own clock; a backup where
 * an act in force has it kept, for that act's time too (without one: while it stands). A copy that lies there only because
 * of a duty (`keptBy`, else undefined) goes when that one's time is over; without a time, when it ends.
 */
export function keptForMs(w: World, cls: ClassRow, owner: Group, site: SiteRow, isBackup: boolean, keptBy: ActPlan | undefined): number {
  const own = cls.spec.for === undefined ? (keptBy === undefined ? Number.POSITIVE_INFINITY : 0) : cls.spec.for - clockOffMs(w, site)
  if (!isBackup) return own
  let longest = Math.max(own, keptBy?.act.keep?.for ?? 0)
  for (const act of w.begun()) if (act.act.keep !== undefined && w.isOn(act) && keepsAt(act, site) && keeps(w, act, cls, owner)) longest = Math.max(longest, act.act.keep.for ?? Number.POSITIVE_INFINITY)
  return longest
}

/** How far a site's clock is ahead now; behind, with a minus [ms]. Of two that are wrong at once the later one counts. */
function clockOffMs({ nowMs }: World, { clocks }: SiteRow): number {
  return clocks.findLast(({ fromMs, untilMs }) => fromMs <= nowMs && nowMs < untilMs)?.offMs ?? 0
}
