/** Duties to keep: which copies more an act has kept, where, and until when. */
import { canKeep } from "../model/keeping.ts"
import type { ActPlan } from "./plan.ts"
import type { ClassRow } from "./products.ts"
import type { Group } from "./record.ts"
import { exitFrom, inPlaces, matchesGroup, operatorOf, siteState } from "./rulebook.ts"
import type { SiteRow } from "./sites.ts"
import type { World } from "./world.ts"
import { mailboxOwner } from "./subjects.ts"

/** Whether an act has copies of a class of somebody kept, as long as it stands. */
export function keeps(w: World, act: ActPlan, cls: ClassRow, owner: Group): boolean {
  const { keep } = act.act
  if (keep === undefined) return false
  const service = w.plan.services[cls.service].name
  const named = keep.what === undefined || keep.what.some((word) => word === "all" || word === service || word === `${service}.${cls.name}`)
  return named && matchesGroup(act, keep.of, mailboxOwner(owner))
}

/** Whether what lies at a site lies where the act has it kept. */
export function keepsAt(act: ActPlan, site: SiteRow): boolean {
  return (act.act.keep!.at?.includes(site.name) ?? true) && inPlaces(act.inPlaces.length === 0 ? undefined : act.inPlaces, site.country)
}

/** The first site that runs, can be reached and can hold a copy that is to be kept; -1 where there is none. */
export function keptAt(w: World, act: ActPlan, cls: ClassRow): number {
  const service = w.plan.services[cls.service].name
  const keeping = { in: act.inPlaces.length === 0 ? undefined : act.inPlaces, at: act.act.keep!.at }
  return w.plan.sites.findIndex((s) => canKeep(w.plan.scenario, s.name, service, keeping, act.by, operatorOf(w, s.row)) && siteState(w, s.row).reached && exitFrom(w, s, w.plan.services[cls.service]) < 0)
}

/**
 * How long copies are kept from the day on which they were written [ms]. Every copy for its class's own time; a backup where
 * an act in force has it kept, for that act's time too (without one: while it stands). A copy that lies there only because
 * of a duty (`keptBy`, else undefined) goes when that one's time is over; without a time, when it ends.
 */
export function keptForMs(w: World, cls: ClassRow, owner: Group, site: SiteRow, isBackup: boolean, keptBy: ActPlan | undefined): number {
  const own = cls.spec.for ?? (keptBy === undefined ? Number.POSITIVE_INFINITY : 0)
  if (!isBackup) return own
  let longest = Math.max(own, keptBy?.act.keep?.for ?? 0)
  for (const act of w.begun()) if (act.act.keep !== undefined && w.isOn(act) && keepsAt(act, site) && keeps(w, act, cls, owner)) longest = Math.max(longest, act.act.keep.for ?? Number.POSITIVE_INFINITY)
  return longest
}
