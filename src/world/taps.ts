/** Whether what a person's device sends or gets is taken by an act of access: by whom it names, or where bytes are recorded. */
import { POINTS } from "../model/acts.ts"
import { type Holder, opensFor } from "./custody.ts"
import type { Leak } from "./gates.ts"
import { wayToRelay } from "./lines.ts"
import type { ActPlan } from "./plan.ts"
import type { ClassRow } from "./products.ts"
import { asOffered } from "./rulebook.ts"
import { sparing } from "./rules.ts"
import { matchOf } from "./subjects.ts"
import type { World } from "./world.ts"

/** Whether it is, for people in a situation; where carriers that obey for a share record it, the lines that each of them spares. */
export function tapMatches(w: World, act: ActPlan, situation: number, product: number): boolean | ReadonlyArray<Leak> {
  const open = act.act.open!
  const service = w.plan.services[w.plan.products[product].service]
  if (open.what !== undefined && !open.what.some((word) => word === "all" || word === service.name || word.startsWith(`${service.name}.`))) return false
  if (matchOf(open.of, { ...asOffered(w, w.situations.subject(situation)), service: service.name }, act.issuer) === false) return false
  const points = recordedAt(act)
  return points.length === 0 || recordersOn(w, act, situation, service.row, points)
}

/** Points at which the act records bytes; none where a holder hands over what he has. */
function recordedAt(act: ActPlan): ReadonlyArray<string> {
  const open = act.act.open!
  return open.at ?? (open.via ?? []).filter((via) => (POINTS as ReadonlyArray<string>).includes(via))
}

/** Inside a tunnel nothing is recorded that could be told apart; a recorder at the serving node takes home-routed people too. */
function recordersOn(w: World, act: ActPlan, situation: number, service: number, points: ReadonlyArray<string>): boolean | ReadonlyArray<Leak> {
  const relaySite = w.verdicts.relayOf(w.situations.group(situation), service)
  const relay = relaySite < 0 ? undefined : w.plan.sites[relaySite]
  const place = w.plan.places[w.situations.place(situation)]
  const way = wayToRelay(w.situations.line(situation), place, relay?.country ?? "XX")
  const places = act.inPlaces
  const crossed = way.crossings.filter((c) => points.includes(c.point) && c.hidden === undefined && (places.length === 0 || places.includes(c.country) || places.includes(c.place)))
  if (act.carriers === undefined) return crossed.length > 0
  const recording = act.carriers.filter((c) => crossed.some(({ carrier }) => c.carrier === carrier || (c.carrier === "others" && carrier === undefined)) && c.intervals.some((i) => i.fromMs <= w.epochMs && w.epochMs < i.untilMs))
  if (recording.length === 0 || recording.some(({ share }) => share === 1)) return recording.length > 0
  return recording.map(({ carrier, share }) => sparing(act, carrier, share))
}

/** Who gets what an act takes. */
export function authorityOf(act: ActPlan): string {
  return act.act.open?.to ?? act.act.seize?.to ?? act.issuer ?? "unknown"
}

/** Whether what an act takes can be read: its authority has a key, or, where it is handed over, whoever hands it over has. */
export function isOpenTo(act: ActPlan, holders: ReadonlyArray<Holder>): boolean {
  if (opensFor(holders, authorityOf(act)) !== undefined) return true
  const { open } = act.act
  return open !== undefined && (open.via ?? act.by).some((via) => opensFor(holders, via) !== undefined)
}

export function takesClass(act: ActPlan, service: string, cls: ClassRow): boolean {
  return act.act.open!.what === undefined || act.act.open!.what.some((word) => word === "all" || word === service || word === `${service}.${cls.name}`)
}
