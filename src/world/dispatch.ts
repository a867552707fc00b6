// HOT
/** The one switch: what each kind of event does. */
import { assert } from "../kernel/assert.ts"
import type { Calendar } from "../kernel/calendar.ts"
import { drop } from "./acknowledgements.ts"
import { conclude } from "./effects.ts"
import { eraseWithAged } from "./erasure.ts"
import { comeHome, startDatedTrip, startTrip } from "./journeys.ts"
import { shiftPerson, takeUp } from "./habits.ts"
import { attemptNext } from "./arrivals.ts"
import { atRelay, attempt, deliver } from "./messaging.ts"
import { expire, probe } from "./queues.ts"
import { changeStay } from "./stays.ts"
import { Counter, Kind, type World } from "./world.ts"

/**
 * Handles events before the world's limit, so many at most; gives how many more it might have handled. Of one instant trips go before messages,
 * and no message sends anybody on one.
 */
export function dispatchAll(w: World, budget: number): number {
  const { counters, limitMs, trips, tripMs } = w
  let left = budget
  for (;;) {
    if (counters[Counter.INSTANT] === 1 && trips.nextMs() > counters[Counter.NOW_MS]) conclude(w)
    tripMs[0] = Math.min(trips.nextMs(), limitMs[0])
    left = dispatchBefore(w, w.calendar, tripMs, left)
    if (left === 0 || tripMs[0] === limitMs[0]) return left
    trips.pop()
    dispatch(w, trips)
    if (--left === 0) return 0
  }
}

/** Apart: in a small loop instants are compared where they lie, and none is boxed. */
function dispatchBefore(w: World, calendar: Calendar, limitMs: Float64Array, budget: number): number {
  let left = budget
  while (left > 0 && calendar.nextMs() < limitMs[0]) {
    calendar.pop()
    dispatch(w, calendar)
    left--
  }
  return left
}

function dispatch(w: World, calendar: Calendar): void {
  const { counters } = w
  const { kind, a, b } = calendar
  counters[Counter.NOW_MS] = calendar.nowMs
  counters[Counter.EVENTS]++
  w.digest.mixBoth(kind, counters, Counter.NOW_MS)
  switch (kind) {
    case Kind.ATTEMPT:
      return attemptNext(w, a)
    case Kind.RETRY:
      return attempt(w, a)
    case Kind.RELAY:
      return atRelay(w, a, b)
    case Kind.DELIVER:
      return deliver(w, a)
    case Kind.EXPIRE:
      return expire(w, a)
    case Kind.PROBE:
      return probe(w, a)
    case Kind.TRIP:
      return startTrip(w, a)
    case Kind.RETURN:
      return comeHome(w, a, b)
    case Kind.STAY:
      return changeStay(w, a, b)
    case Kind.DATED_TRIP:
      return startDatedTrip(w, a)
    case Kind.SHIFT:
      return shiftPerson(w, a, w.plan.acts[b])
    case Kind.TAKE_UP:
      return takeUp(w, a, b)
    case Kind.RELAY_AGAIN:
    case Kind.MAILBOX_AGAIN:
      return drop(w, a, b, kind)
    case Kind.MOVE_END:
      w.stock.endMove(a)
      return eraseWithAged(w)
  }
  assert(false, "an event is of a kind that the switch knows")
}
