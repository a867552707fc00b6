// HOT
/** The one switch: what each kind of event does. */
import { assert } from "../kernel/assert.ts"
import { drop } from "./acknowledgements.ts"
import { eraseWithAged } from "./erasure.ts"
import { comeHome, startDatedTrip, startTrip } from "./journeys.ts"
import { shiftPerson, takeUp } from "./habits.ts"
import { attemptNext } from "./arrivals.ts"
import { atRelay, attempt, deliver } from "./messaging.ts"
import { expire, probe } from "./queues.ts"
import { changeStay } from "./stays.ts"
import { Counter, Kind, type World } from "./world.ts"

/** Handles events before the world's limit, so many at most; gives how many more it might have handled. */
export function dispatchAll(w: World, budget: number): number {
  const { calendar, limitMs } = w
  let left = budget
  while (left > 0 && calendar.nextMs() < limitMs[0]) {
    calendar.pop()
    dispatch(w)
    left--
  }
  return left
}

export function dispatch(w: World): void {
  const { calendar, counters } = w
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
