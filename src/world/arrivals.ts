/** Who begins to write: candidates of a stream become attempts with the rate of the local hour, whatever the rules are. */
import { hashString, uniform } from "../kernel/rng.ts"
import { attempt } from "./messaging.ts"
import { NONE } from "./messages.ts"
import { WROTE } from "./outcomes.ts"
import { Counter, Kind, type World } from "./world.ts"
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./zones.ts"

const PURPOSE = { sender: hashString("sender"), thin: hashString("hour"), cohort: hashString("recipient cohort"), recipient: hashString("recipient") }

/** A candidate of a stream: it becomes an attempt with the rate of the local hour. */
export function attemptNext(w: World, stream: number): void {
  const s = w.streams[stream]
  const nextMs = w.nowMs + w.streamRngs[stream].exponential() / s.ratePerMs
  if (nextMs < w.plan.horizonMs) w.calendar.schedule(nextMs, Kind.ATTEMPT, stream, 0)
  const number = w.streamCounts[stream]++ | 0 // an int32 as in the message's row: a double would be boxed on its way to each draw
  const key = w.draw(s.key, number, 0)
  const slot = s.slots[s.senders.pick(uniform(w.draw(key, PURPOSE.sender, 0)))]
  const sender = w.slotPerson[w.slotFirst[s.cohort] + slot]
  if (!w.persons.exists(sender)) return
  if (uniform(w.draw(key, PURPOSE.thin, 0)) >= s.hours[localHour(w, w.persons.place(sender))]) return
  if (isSilent(w, s.cohort)) return
  const product = productNow(w, sender, s.product)
  if (product === NONE) return
  const recipient = recipientOf(w, stream, key, sender, product)
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

function recipientOf(w: World, stream: number, key: number, sender: number, product: number): number {
  const s = w.streams[stream]
  const u = uniform(w.draw(key, PURPOSE.cohort, 0))
  let at = 0
  let sum = s.targetShares[0]
  while (u >= sum && at < s.targets.length - 1) sum += s.targetShares[++at]
  const target = s.targets[at]
  const first = Math.floor(uniform(w.draw(key, PURPOSE.recipient, 0)) * target.slots.length)
  for (let i = 0; i < target.slots.length; i++) {
    const slot = target.slots[(first + i) % target.slots.length]
    const person = w.slotPerson[w.slotFirst[target.cohort] + slot]
    // Who was kept from obtaining it is written to all the same: no rule may change who is meant.
    if (person !== sender && w.persons.exists(person) && ((w.persons.uses(person) | w.persons.denied(person)) & (1 << product)) !== 0) return person
  }
  return NONE
}

/** The product that a person now uses for what he would have written by this one: a habit may have shifted. */
function productNow(w: World, person: number, product: number): number {
  const shifted = w.redirect[person * w.plan.products.length + product]
  if (shifted !== NONE) return shifted
  return ((w.persons.uses(person) | w.persons.denied(person)) & (1 << product)) !== 0 ? product : NONE
}

function localHour(w: World, place: number): number {
  const atMs = w.nowMs
  const { untilMs, offsetMin } = w.plan.places[place]
  let i = 0
  while (i < untilMs.length - 1 && atMs >= untilMs[i]) i++
  const localMs = atMs + w.plan.clock.epochMs + offsetMin[i] * MINUTE_MS
  const dayMs = localMs - Math.floor(localMs / DAY_MS) * DAY_MS
  return Math.floor(dayMs / HOUR_MS)
}

function isSilent(w: World, cohort: number): boolean {
  const spans = w.silences[cohort]
  for (let i = 0; i < spans.length; i += 2) if (w.nowMs >= spans[i] && w.nowMs < spans[i + 1]) return true
  return false
}
