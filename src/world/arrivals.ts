// HOT
/** Who begins to write: candidates of a stream become attempts with the rate of the local hour, whatever the rules are. */
import { begun, hashString, uniform } from "../kernel/rng.ts"
import { attempt } from "./messaging.ts"
import { NONE } from "./messages.ts"
import { WROTE } from "./outcomes.ts"
import { Counter, Kind, type World } from "./world.ts"
import { GUIDE_CELLS, type Target, type WorkStream } from "./workload.ts"

const PURPOSE = { sender: hashString("sender"), thin: hashString("hour"), cohort: hashString("recipient cohort"), recipient: hashString("recipient") }

/** A candidate of a stream: it becomes an attempt with the rate of the local hour. */
export function attemptNext(w: World, stream: number): void {
  const s = w.streams[stream]
  const { dueMs } = w
  w.streamRngs[stream].exponentialInto(dueMs)
  dueMs[0] = w.nowMs + dueMs[0] / s.ratePerMs
  if (dueMs[0] < w.plan.horizonMs) w.calendar.scheduleAt(dueMs, 0, Kind.ATTEMPT, stream, 0)
  const number = w.streamCounts[stream]++ | 0 // an int32 as in the message's row: a double would be boxed on its way to each draw
  const key = w.drawOn(s.begun, number, 0)
  const state = begun(key)
  const drawn = s.senders.pick(uniform(w.drawOn(state, PURPOSE.sender, 0)))
  const sender = w.inSlot(s.cohort, s.slots === undefined ? drawn : s.slots[drawn])
  if (!w.persons.exists(sender)) return
  if (uniform(w.drawOn(state, PURPOSE.thin, 0)) >= s.hours[w.hours.of(w.persons.place(sender))]) return
  if (isSilent(w, s.cohort)) return
  const product = productNow(w, sender, s.product)
  if (product === NONE) return
  const recipient = recipientOf(w, s, state, sender, product)
  if (recipient === NONE) return
  w.counters[Counter.MESSAGES]++
  begin(w, stream, number, key, sender, recipient, product)
}

/** By position: an object would be made for every message. */
function begin(w: World, stream: number, number: number, key: number, sender: number, recipient: number, product: number): void {
  const row = w.outRow(w.persons.situation(sender), product)
  const m = w.messages.begin(stream, number, key, sender, recipient, product, row)
  w.messages.setFirstMs(m, w.nowMs)
  w.outcomes.attempted.add(row, 1)
  w.outcomes.countPerson(row, sender, WROTE)
  w.watch?.attempted(m)
  attempt(w, m)
}

function recipientOf(w: World, s: WorkStream, state: number, sender: number, product: number): number {
  const target = targetOf(s, w.drawOn(state, PURPOSE.cohort, 0))
  const { cohort, count, slots } = target
  const first = placeOf(w, state, count)
  for (let i = 0; i < count; i++) {
    const at = first + i < count ? first + i : first + i - count
    const person = w.inSlot(cohort, slots === undefined ? at : slots[at])
    // Who was kept from obtaining it is written to all the same: no rule may change who is meant.
    if (person !== sender && w.persons.exists(person) && ((w.persons.uses(person) | w.persons.denied(person)) & (1 << product)) !== 0) return person
  }
  return NONE
}

/** Among so many, where the search for a recipient begins. */
function placeOf(w: World, state: number, count: number): number {
  return (uniform(w.drawOn(state, PURPOSE.recipient, 0)) * count) | 0
}

/** The same, of a message that is under way. */
export function recipientPlace(w: World, m: number, count: number): number {
  return placeOf(w, begun(w.messages.key(m)), count)
}

/** The cohort written to, by a hash. */
function targetOf(s: WorkStream, hash: number): Target {
  const u = uniform(hash)
  let at = s.guide[(u * GUIDE_CELLS) | 0]
  while (at < s.targets.length - 1 && u >= s.shareSums[at]) at++
  return s.targets[at]
}

/** The product that a person now uses for what he would have written by this one: a habit may have shifted. */
function productNow(w: World, person: number, product: number): number {
  const shifted = w.redirect.length === 0 ? NONE : w.redirect[person * w.productCount + product]
  if (shifted !== NONE) return shifted
  return ((w.persons.uses(person) | w.persons.denied(person)) & (1 << product)) !== 0 ? product : NONE
}

function isSilent(w: World, cohort: number): boolean {
  const spans = w.silences[cohort]
  for (let i = 0; i < spans.length; i += 2) if (w.nowMs >= spans[i] && w.nowMs < spans[i + 1]) return true
  return false
}
