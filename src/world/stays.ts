/** Stays: whoever is present somewhere for so long leaves, and another of his cohort takes his place. */
import { askHere, bringHabits, moveOn } from "./habits.ts"
import { appear, goTo, rotate } from "./journeys.ts"
import { Kind, type World } from "./world.ts"

/** One leaves for home, the next arrives; in a rotating cohort it is the next one's turn. */
export function changeStay(w: World, c: number, slot: number): void {
  const cohort = w.plan.cohorts[c]
  if (cohort.residence === "rotating") {
    rotate(w, c, slot, 1)
    return
  }
  const at = w.slotFirst[c] + slot
  const gone = w.slotPerson[at]
  goTo(w, gone, w.plan.people.home[gone], w.usual[gone])
  const next = gone + 1
  w.slotPerson[at] = next
  bringHabits(w, next)
  appear(w, next, w.plan.placeIndex.get(cohort.spec.present!.in)!, w.usual[next])
  w.arrivedMs.set(next, w.nowMs)
  w.registeredMs.set(next, w.nowMs)
  moveOn(w, next)
  askHere(w, next)
  if (w.nowMs + cohort.nightsMs < w.plan.horizonMs) w.trips.schedule(w.nowMs + cohort.nightsMs, Kind.STAY, c, slot)
}
