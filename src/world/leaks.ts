/** Whether a message gets past an obstacle all the same: a leak drawn once for its unit, or a condition that does not hold. */
import { hash4, hashString, uniform } from "../kernel/rng.ts"
import { conditionsHold, type Leak, type Obstacle } from "./gates.ts"
import type { Line } from "./lines.ts"
import { Memo } from "./memo.ts"
import { NONE } from "./messages.ts"
import type { Since } from "./since.ts"
import { Counter, type World } from "./world.ts"

/** A connection, as the unit of a leak: a person and product for so long [ms; author's judgement]. */
const CONNECTION_MS = 3_600_000

export function passes(w: World, obstacle: Obstacle, m: number, person: number, other: number): boolean {
  const product = w.messages.product(m)
  if (!applies(w, obstacle, person, other, product)) return true
  // Tries of the client and probes out of a queue are attempts of their own.
  const attempt = w.messages.tries(m) + (w.messages.probes(m) << 8)
  const { leaks: shares } = obstacle
  for (let i = 0; i < shares.length; i++) {
    if (!holds(w, shares[i].conditions, obstacle, person, other, product)) continue
    w.counters[Counter.DRAWS]++
    if (leaks(w, shares[i], obstacle, product, person, w.messages.key(m), shares[i].by === "try" && w.messages.probe(m) !== NONE ? attempt - (1 << 8) : attempt)) return true
  }
  return false
}

/** Whether the obstacle is there for this person at this instant; `other` is who is at the other end, NONE where it is not asked. */
export function applies(w: World, obstacle: Obstacle, person: number, other: number, product: number): boolean {
  if (obstacle.first !== undefined && !inWaitingPeriod(w, obstacle.first, person)) return false
  return holds(w, obstacle.conditions, obstacle, person, other, product) && holds(w, obstacle.eased, obstacle, person, other, product)
}

/** Time since an arrival that is being asked about [ms]; of no meaning between calls. */
const since = new Float64Array(1)

/** Whether the instant or the other end is as an act of the obstacle has it; without conditions they are. */
function holds(w: World, conditions: Obstacle["conditions"], obstacle: Obstacle, person: number, other: number, product: number): boolean {
  if (conditions === undefined) return true
  const issuer = obstacle.act < 0 ? undefined : w.plan.acts[obstacle.act].issuer
  w.arrivedMs.lapseInto(person, w.counters, Counter.NOW_MS, since)
  return conditionsHold(conditions, other < 0 ? undefined : w.subjectOf(w.persons.situation(other)), since, issuer, w.plan.services[w.plan.products[product].service].name)
}

/** Whether it last did what makes it wait within that time: it registered, or what the act counts as that. */
function inWaitingPeriod(w: World, first: NonNullable<Obstacle["first"]>, person: number): boolean {
  if (isWithin(w, w.registeredMs, person, first)) return true
  const agains = first["again-after"]
  for (let i = 0; agains !== undefined && i < agains.length; i++) {
    const again = agains[i]
    if (again.silent !== undefined && isWithin(w, w.wokeMs, person * w.silentMs.length + w.silentMs.indexOf(again.silent), first)) return true
    const last = again.change === "territory" ? w.territoryMs : again.change === "carrier" ? w.carrierMs : again.return === "abroad" ? w.returnedMs : undefined
    if (last !== undefined && isWithin(w, last, person, first)) return true
  }
  return false
}

function isWithin(w: World, last: Since, i: number, first: NonNullable<Obstacle["first"]>): boolean {
  last.lapseInto(i, w.counters, Counter.NOW_MS, since)
  return since[0] < first.for
}

/** When a SIM last did what makes it wait. */
export function waitsSinceMs(w: World, first: NonNullable<Obstacle["first"]>, person: number): number {
  let sinceMs = w.registeredMs.get(person)
  for (const again of first["again-after"] ?? []) {
    if (again.silent !== undefined) sinceMs = Math.max(sinceMs, w.wokeMs.get(person * w.silentMs.length + w.silentMs.indexOf(again.silent)))
    if (again.change === "territory") sinceMs = Math.max(sinceMs, w.territoryMs.get(person))
    if (again.change === "carrier") sinceMs = Math.max(sinceMs, w.carrierMs.get(person))
    if (again.return === "abroad") sinceMs = Math.max(sinceMs, w.returnedMs.get(person))
  }
  return sinceMs
}

/** One draw for each unit: an attempt, a connection, a line, a service, a carrier. */
function leaks(w: World, leak: Leak, obstacle: Obstacle, product: number, person: number, messageKey: number, attempt: number): boolean {
  return uniform(unitHash(w, leak, obstacle, product, person, messageKey, attempt)) < leak.share
}

function unitHash(w: World, leak: Leak, obstacle: Obstacle, product: number, person: number, messageKey: number, attempt: number): number {
  const { leakKeys } = w
  const seeded = hash4(leak.key, w.plan.seed, w.plan.replication, 0)
  switch (leak.by) {
    case "attempt":
    case "try":
      return hash4(seeded, messageKey, attempt, w.plan.people.key(person))
    case "connection":
      return hash4(seeded, w.plan.people.key(person), leakKeys.product(product), (w.nowMs / CONNECTION_MS) | 0)
    case "line":
      return lineHash(w, leak, person)
    case "service":
      return hash4(seeded, leakKeys.product(product), 0, 0)
    case "carrier":
      return hash4(seeded, leakKeys.carrier(obstacle.carrier), 0, 0)
  }
}

function lineHash(w: World, leak: Leak, person: number): number {
  return hash4(hash4(leak.key, w.plan.seed, w.plan.replication, 0), w.plan.people.key(person), w.leakKeys.line(w.situations.lineOf(w.persons.situation(person))), 0)
}

/** Whether the line that a person is on is one of those that a draw by line lets through. */
export function sparesLine(w: World, leak: Leak, person: number): boolean {
  w.counters[Counter.DRAWS]++
  return uniform(lineHash(w, leak, person)) < leak.share
}

/** Hashes of the names of what leaks are drawn for: each made once. */
export class LeakKeys {
  private readonly products = new Memo<number>()
  private readonly lines = new Memo<number>()
  private readonly carriers = new Map<string, number>()

  constructor(private readonly w: World) {}

  product(product: number): number {
    return this.products.get(product) ?? this.products.set(product, hashString(this.w.plan.products[product].name))
  }

  line(line: number): number {
    return this.lines.get(line) ?? this.lines.set(line, hashString(lineName(this.w.situations.lines[line])))
  }

  carrier(name = "others"): number {
    const known = this.carriers.get(name)
    if (known !== undefined) return known
    this.carriers.set(name, hashString(name))
    return hashString(name)
  }
}

/** Tells a person's lines apart by no country's code: a renamed country leaves every draw as it is. */
function lineName(line: Line): string {
  return `${line.mode} ${line.simCarrier ?? ""} ${line.servingCarrier ?? ""}`
}

/** Part of a person's tries at this instant that the obstacle stops: 0, 1, or between for what is drawn anew each time. */
export function stopsShare(w: World, obstacle: Obstacle, product: number, person: number): number {
  if (obstacle.kind === "slow" || !applies(w, obstacle, person, -1, product)) return 0
  let stopped = 1
  const { leaks: shares } = obstacle
  for (let i = 0; i < shares.length; i++) {
    const leak = shares[i]
    if (!holds(w, leak.conditions, obstacle, person, -1, product)) continue
    if (leak.by === "attempt" || leak.by === "try" || leak.by === "connection") stopped *= 1 - leak.share
    else if (leaks(w, leak, obstacle, product, person, 0, 0)) return 0
  }
  return stopped
}
