/** Instants that depend on no order: failures of sites, trips, silences. */
import { assert } from "../kernel/assert.ts"
import type { Instant } from "../model/instants.ts"
import type { Clock } from "./zones.ts"

/** Milliseconds since the start; `never` is Infinity. A date is its start or its end on the clock of `place`. */
export function plainInstantMs(clock: Clock, instant: Instant, edge: "start" | "end", place: string): number {
  if (instant.kind === "never") return Number.POSITIVE_INFINITY
  assert(instant.kind !== "ref", "only orders, answers, events and claims refer to steps")
  const at = instant.kind === "clock" ? clock.at(instant.date, instant.minute, instant.zone ?? place) : edge === "start" ? clock.startOfDay(instant.date, place) : clock.endOfDay(instant.date, place)
  const later = instant.plus.businessDays > 0 ? clock.addBusinessDays(at, instant.plus.businessDays, place) : at
  return later + instant.plus.ms
}
