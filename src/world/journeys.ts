/** Where people are: trips, stays, dated trips; and what changes for a person who comes to be somewhere else. */
import { hash4, hashString, uniform } from "../kernel/rng.ts"
import type { Reach } from "../model/people.ts"
import { plainInstantMs } from "./instants.ts"
import { stopsShare } from "./leaks.ts"
import { lineOf } from "./lineChoice.ts"
import { NONE } from "./messages.ts"
import { THERE, WITHOUT } from "./outcomes.ts"
import { wake } from "./queues.ts"
import type { Plan } from "./plan.ts"
import { alsoOf, type CohortRow, type LineSpec, lineSpecsOf, pickShare } from "./population.ts"
import type { Verdict } from "./verdicts.ts"
import { Counter, Kind, type World } from "./world.ts"
import { DAY_MS, HOUR_MS } from "./zones.ts"

const CAUSE = { person: hashString("trip person"), to: hashString("trip to"), reach: hashString("trip reach"), share: hashString("dated trip") }

/** A kind of journey of a cohort: `travels`, at a rate, or a dated trip or move, at its date. Places, lines and their shares by index. */
export interface Journey {
  readonly row: number
  readonly cohort: number
  readonly places: ReadonlyArray<number>
  readonly shares: ReadonlyArray<number>
  readonly specs: ReadonlyArray<number> | undefined
  readonly specShares: ReadonlyArray<number>
  readonly ratePerMs: number
  readonly lengthMs: number
  readonly fromMs: number
  readonly untilMs: number
  readonly share: number
  readonly key: number
}

/** All journeys of a plan; the specs that they need are appended to the plan's. */
export function journeysOf(plan: Plan, specs: Array<LineSpec>): ReadonlyArray<Journey> {
  const journeys: Array<Journey> = []
  const addSpecs = (reach: Reach | undefined) => {
    if (reach === undefined) return { specs: undefined, specShares: [] }
    const own = lineSpecsOf(reach)
    const first = specs.length
    specs.push(...own)
    return { specs: own.map((_, i) => first + i), specShares: own.map((s) => s.share) }
  }
  plan.cohorts.forEach((cohort, c) => {
    for (const [i, travels] of (cohort.spec.travels ?? []).entries()) {
      if (travels["trips-per-year"] === 0) continue
      const to = typeof travels.to === "string" ? [[travels.to, 1] as const] : Object.entries(travels.to)
      const ratePerMs = (travels["trips-per-year"] * cohort.slots) / (365 * DAY_MS)
      journeys.push({ row: journeys.length, cohort: c, places: to.map(([code]) => plan.placeIndex.get(code)!), shares: to.map(([, share]) => share as number), ...addSpecs(travels.reach), ratePerMs, lengthMs: travels.nights * DAY_MS, fromMs: 0, untilMs: plan.horizonMs, share: 1, key: hash4(cohort.key, hashString("travels"), i, 0) })
    }
    for (const [i, trip] of [...(cohort.spec.trips ?? []), ...(cohort.spec.moves ?? [])].entries()) {
      const home = firstHomeOf(cohort)
      const fromMs = plainInstantMs(plan.clock, trip.from, "start", home)
      const untilMs = plainInstantMs(plan.clock, trip.until, "end", home)
      journeys.push({ row: journeys.length, cohort: c, places: [plan.placeIndex.get(trip.to)!], shares: [1], ...addSpecs(trip.reach), ratePerMs: 0, lengthMs: untilMs - fromMs, fromMs, untilMs, share: trip.share ?? 1, key: hash4(cohort.key, hashString("trip"), i, 0) })
    }
  })
  return journeys
}

/** Puts everybody where he is at the start, and plans the first journeys. */
export function settle(w: World): void {
  const { plan } = w
  plan.cohorts.forEach((cohort, c) => {
    for (let slot = 0; slot < cohort.slots; slot++) {
      if (cohort.residence === "standing") startStays(w, c, slot)
      else appear(w, cohort.first + slot, plan.people.home[cohort.first + slot], plan.people.spec[cohort.first + slot])
    }
    if (cohort.residence === "rotating") for (let turn = 0; turn < cohort.away; turn++) rotate(w, c, turn, (turn + 0.5) / cohort.away)
  })
  for (const journey of w.journeys) {
    if (journey.ratePerMs > 0) w.trips.schedule(w.tripRngs[journey.cohort].exponential() / journey.ratePerMs, Kind.TRIP, journey.row, 0)
    else if (journey.fromMs < plan.horizonMs && journey.untilMs > 0) w.trips.schedule(Math.max(0, journey.fromMs), Kind.DATED_TRIP, journey.row, 0)
  }
}

/** The slot's stays follow one another; the first has been under way for a while. */
function startStays(w: World, c: number, slot: number): void {
  const cohort = w.plan.cohorts[c]
  const phase = uniform(hash4(cohort.key, hashString("stay"), slot, 0)) * cohort.nightsMs
  const person = cohort.first + slot * cohort.staysPerSlot
  w.slotPerson[w.slotFirst[c] + slot] = person
  const place = w.plan.placeIndex.get(cohort.spec.present!.in)!
  appear(w, person, place, w.usual[person])
  w.arrivedMs.set(person, -phase)
  w.registeredMs.set(person, -phase)
  const endMs = cohort.nightsMs - phase
  if (endMs < w.plan.horizonMs) w.trips.schedule(endMs, Kind.STAY, c, slot)
}

/** `turn` is one of the places away. People take turns in the order of their rows. */
export function rotate(w: World, c: number, turn: number, part: number): void {
  const cohort = w.plan.cohorts[c]
  const before = w.turnPerson[w.turnFirst[c] + turn]
  if (before !== NONE) goTo(w, before, w.plan.people.home[before], w.usual[before])
  const next = cohort.first + (w.turnCounts[c]++ % cohort.slots)
  w.turnPerson[w.turnFirst[c] + turn] = next
  goTo(w, next, w.plan.placeIndex.get(cohort.spec.present!.in)!, w.usual[next])
  if (w.nowMs + cohort.nightsMs * part < w.plan.horizonMs) w.trips.schedule(w.nowMs + cohort.nightsMs * part, Kind.STAY, c, turn)
}

/** A trip of somebody in the cohort begins; who is away already stays where he is. */
export function startTrip(w: World, row: number): void {
  const journey = w.journeys[row]
  const cohort = w.plan.cohorts[journey.cohort]
  const nextMs = w.nowMs + w.tripRngs[journey.cohort].exponential() / journey.ratePerMs
  if (nextMs < w.plan.horizonMs) w.trips.schedule(nextMs, Kind.TRIP, row, 0)
  const number = w.journeyCounts[row]++
  const key = w.draw(journey.key, number, 1)
  const slot = Math.floor(uniform(w.draw(key, CAUSE.person, 0)) * cohort.slots)
  const person = w.inSlot(journey.cohort, slot)
  if (!w.persons.exists(person) || w.persons.place(person) !== w.plan.people.home[person]) return
  depart(w, journey, person, key)
  if (w.nowMs + journey.lengthMs < w.plan.horizonMs) w.trips.schedule(w.nowMs + journey.lengthMs, Kind.RETURN, person, w.away[person])
}

/** A dated trip begins for those of the cohort who go. */
export function startDatedTrip(w: World, row: number): void {
  const journey = w.journeys[row]
  const cohort = w.plan.cohorts[journey.cohort]
  for (let slot = 0; slot < cohort.slots; slot++) {
    const person = w.inSlot(journey.cohort, slot)
    const key = hash4(w.plan.people.key(person), journey.key, CAUSE.share, 0)
    if (uniform(key) >= journey.share) continue
    depart(w, journey, person, key)
    // Who set out before the run has been there since.
    if (journey.fromMs < w.nowMs) for (const since of [w.arrivedMs, w.registeredMs, w.territoryMs]) since.set(person, journey.fromMs)
    if (journey.untilMs < w.plan.horizonMs) w.trips.schedule(Math.max(w.nowMs, journey.untilMs), Kind.RETURN, person, w.away[person])
  }
}

function depart(w: World, journey: Journey, person: number, key: number): void {
  const place = journey.places[Math.max(0, pickShare(journey.shares, uniform(w.draw(key, CAUSE.to, 0))))]
  const spec = journey.specs === undefined ? w.usual[person] : journey.specs[Math.max(0, pickShare(journey.specShares, uniform(w.draw(key, CAUSE.reach, 0))))]
  w.away[person]++
  goTo(w, person, place, spec)
}

/** Home again, unless he has set out on something else since. */
export function comeHome(w: World, person: number, token: number): void {
  if (w.away[person] === token) goTo(w, person, w.plan.people.home[person], w.usual[person])
}

export function appear(w: World, person: number, place: number, spec: number): void {
  w.countedMs[person] = w.nowMs
  settleIn(w, person, place)
  w.spec[person] = spec
  w.persons.setSituation(person, situationOf(w, person))
}

/** He is somewhere, and of another group where an act asks it. */
function settleIn(w: World, person: number, place: number): void {
  w.persons.setPlace(person, place)
  w.persons.setGroup(person, w.plan.groups.elsewhere(w.persons.group(person), w.plan.places[place]))
}

/** Moves a person: his line changes with the place, and his waiting mail may reach him now. */
export function goTo(w: World, person: number, place: number, spec: number): void {
  countTime(w, person)
  const before = w.persons.place(person)
  settleIn(w, person, place)
  w.spec[person] = spec
  if (w.plan.places[before].country !== w.plan.places[place].country) {
    w.persons.setSituation(person, situationOf(w, person))
    w.arrivedMs.setFrom(person, w.counters, Counter.NOW_MS)
    // Back on the network of his home nothing registers anew: he has returned.
    const isHome = w.plan.places[place].country === w.plan.places[w.plan.people.home[person]].country
    if (isHome) w.registeredMs.set(person, Number.NEGATIVE_INFINITY)
    else w.registeredMs.setFrom(person, w.counters, Counter.NOW_MS)
    if (isHome) w.returnedMs.setFrom(person, w.counters, Counter.NOW_MS)
  } else {
    resituate(w, person)
    if (before !== place) w.territoryMs.setFrom(person, w.counters, Counter.NOW_MS)
  }
  w.alternativeCache.delete(person)
  w.trace?.({ kind: "arrives", atMs: w.nowMs, person, place })
  if (w.persons.waitHead(person) !== NONE) wake(w, person)
}

/** The same place, another habit, option or line. */
export function rearrange(w: World, person: number): void {
  countTime(w, person)
  resituate(w, person)
  w.alternativeCache.delete(person)
  if (w.persons.waitHead(person) !== NONE) wake(w, person)
}

/** In the same country; another network may serve him now. */
function resituate(w: World, person: number): void {
  const before = w.situations.line(w.persons.situation(person)).servingCarrier
  w.persons.setSituation(person, situationOf(w, person))
  if (w.situations.line(w.persons.situation(person)).servingCarrier !== before) w.carrierMs.setFrom(person, w.counters, Counter.NOW_MS)
}

function situationOf(w: World, person: number): number {
  const line = lineOf(w.plan, person, w.lineSpecs[w.spec[person]], w.persons.place(person), w.vpn[person])
  return w.situations.intern(w.persons.group(person), w.persons.place(person), w.situations.lineRow(line))
}

/** Situations on the lines that a person tries when the usual one refuses, in order. */
export function alternatives(w: World, person: number): ReadonlyArray<number> {
  const specs = w.alsoSpecs[w.plan.people.cohort[person]]
  if (specs.length === 0) return NO_ALTERNATIVES
  return w.alternativeCache.get(person) ?? makeAlternatives(w, person, specs)
}

const NO_ALTERNATIVES: ReadonlyArray<number> = []

/** Apart: where a closure takes a function's own words along, room for them is made at every call. */
function makeAlternatives(w: World, person: number, specs: ReadonlyArray<LineSpec>): ReadonlyArray<number> {
  const made = specs.map((spec) => w.situations.intern(w.persons.group(person), w.persons.place(person), w.situations.lineRow(lineOf(w.plan, person, spec, w.persons.place(person), w.vpn[person]))))
  w.alternativeCache.set(person, made)
  return made
}

export function alsoSpecsOf(plan: Plan): ReadonlyArray<ReadonlyArray<LineSpec>> {
  return plan.cohorts.map((cohort) => alsoOf(cohort.spec))
}

/** Counts the time since he was counted last, as it was: the rules and his situation have not changed since. */
export function countTime(w: World, person: number): void {
  const sinceMs = w.countedMs[person]
  const hours = (w.nowMs - sinceMs) / HOUR_MS
  w.countedMs[person] = w.nowMs
  if (hours <= 0 || !w.persons.exists(person)) return
  // Who has gone home after a stay is counted no more, but gets his mail there: acts reach him still.
  const isCounted = counted(w, person)
  const situation = w.persons.situation(person)
  for (let product = 0; product < w.plan.products.length; product++) {
    if (((w.persons.uses(person) | w.persons.denied(person)) & (1 << product)) === 0) continue
    const share = stoppedShare(w, person, situation, product)
    if (w.silent || !isCounted) continue
    const row = w.outRow(situation, product)
    w.outcomes.hoursPresent.add(row, hours)
    w.outcomes.countPerson(row, person, share > 0 ? WITHOUT | THERE : THERE)
    if (share > 0) w.outcomes.hoursWithout.add(row, hours * share)
    w.watch?.stood?.(person, situation, product, hours, share)
  }
}

/** Those who were somewhere for a stay and have gone home are counted no more. */
export function counted(w: World, person: number): boolean {
  return w.inSlot(w.plan.people.cohort[person], w.plan.people.slot(person)) === person
}

/** Part of the tries that would be refused now. Notes whom an act stands in the way of. */
export function stoppedShare(w: World, person: number, situation: number, product: number): number {
  if ((w.persons.denied(person) & (1 << product)) !== 0) return 1
  const verdict = w.verdicts.sender(situation, product, false)
  // Whose mailbox an act places is in its scope: where its site fails, he fares otherwise than he would have.
  if (verdict.acted || w.verdicts.isMailboxActed(w.persons.group(person), w.plan.products[product].service) || isReachedAbroad(w, situation, product)) w.touched[person] |= 1 << product
  if (verdict.clear) return 0
  const { obstacles } = verdict
  let through = 1
  for (let i = 0; i < obstacles.length; i++) through *= 1 - stopsShare(w, obstacles[i], product, person)
  if (through === 1) return 0
  const others = alternatives(w, person)
  for (let i = 0; i < others.length; i++) if (isServed(w.verdicts.sender(others[i], product, false))) return 0
  return 1 - through
}

/** Nothing stops every message, and somebody answers. */
function isServed({ stops, obstacles }: Verdict): boolean {
  return stops < 0 && obstacles.every((obstacle) => obstacle.kind !== "hold")
}

/** Whether an act stands in the way of calls and short messages to and from abroad, which go through the border where others do not. */
function isReachedAbroad(w: World, situation: number, product: number): boolean {
  const { path } = w.plan.services[w.plan.products[product].service].spec
  return (path === "circuit" || path === "signalling") && w.verdicts.sender(situation, product, true).acted
}

/** On whose clock the dates of a cohort are read: that of its home, of several the first. */
function firstHomeOf({ spec }: CohortRow): string {
  return typeof spec.home === "string" ? spec.home : Object.keys(spec.home)[0]
}

/** Instants between which a cohort writes nothing: from, until, from, until, ... [ms]. */
export function silencesOf(plan: Plan): ReadonlyArray<ReadonlyArray<number>> {
  return plan.cohorts.map((cohort) => {
    const home = firstHomeOf(cohort)
    return (cohort.spec.silent ?? []).flatMap((span) => [plainInstantMs(plan.clock, span.from, "start", home), plainInstantMs(plan.clock, span.until, "end", home)])
  })
}
