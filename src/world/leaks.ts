/** Whether a message gets past an obstacle all the same: a leak drawn once for its unit, or a condition that does not hold. */
import { hash4, hashString, uniform } from "../kernel/rng.ts"
import { conditionsHold, type Leak, type Obstacle } from "./gates.ts"
import type { Line } from "./lines.ts"
import { Counter, type World } from "./world.ts"

/** A connection, as the unit of a leak: a person and product for so long [ms; author's judgement]. */
const CONNECTION_MS = 3_600_000

export function passes(w: World, obstacle: Obstacle, m: number, person: number, other: number): boolean {
  if (!applies(w, obstacle, person, other)) return true
  // Tries of the client and probes out of a queue are attempts of their own.
  const attempt = w.messages.tries(m) + (w.messages.probes(m) << 8)
  for (const leak of obstacle.leaks) {
    w.counters[Counter.DRAWS]++
    if (leaks(w, leak, obstacle, w.messages.product(m), person, w.messages.key(m), attempt)) return true
  }
  return false
}

/** Whether the obstacle is there for this person at this instant; `other` is who is at the other end, NONE where it is not asked. */
export function applies(w: World, obstacle: Obstacle, person: number, other: number): boolean {
  if (obstacle.first !== undefined && !inWaitingPeriod(w, obstacle.first, person)) return false
  if (obstacle.conditions === undefined) return true
  const otherEnd = other < 0 ? undefined : w.situations.subject(w.persons.situation(other))
  return conditionsHold(obstacle.conditions, otherEnd, w.nowMs - w.arrivedMs.get(person), obstacle.act < 0 ? undefined : w.plan.acts[obstacle.act].issuer)
}

function inWaitingPeriod(w: World, first: NonNullable<Obstacle["first"]>, person: number): boolean {
  return w.nowMs - waitsSinceMs(w, first, person) < first.for
}

/** When a SIM last did what makes it wait: it registered, or what the act counts as that. */
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
  const personKey = w.plan.people.key(person)
  const seeded = hash4(leak.key, w.plan.seed, w.plan.replication, 0)
  switch (leak.by) {
    case "attempt":
      return hash4(seeded, messageKey, attempt, personKey)
    case "connection":
      return hash4(seeded, personKey, hashString(w.plan.products[product].name), Math.floor(w.nowMs / CONNECTION_MS))
    case "line":
      return hash4(seeded, personKey, hashString(lineName(w.situations.line(w.persons.situation(person)))), 0)
    case "service":
      return hash4(seeded, hashString(w.plan.products[product].name), 0, 0)
    case "carrier":
      return hash4(seeded, hashString(obstacle.carrier ?? "others"), 0, 0)
  }
}

/** Tells a person's lines apart by no country's code: a renamed country leaves every draw as it is. */
function lineName(line: Line): string {
  return `${line.mode} ${line.simCarrier ?? ""} ${line.servingCarrier ?? ""}`
}

/** Part of a person's tries at this instant that the obstacle stops: 0, 1, or between for what is drawn anew each time. */
export function stopsShare(w: World, obstacle: Obstacle, product: number, person: number): number {
  if (obstacle.kind === "slow" || !applies(w, obstacle, person, -1)) return 0
  let stopped = 1
  for (const leak of obstacle.leaks) {
    if (leak.by === "attempt" || leak.by === "connection") stopped *= 1 - leak.share
    else if (leaks(w, leak, obstacle, product, person, 0, 0)) return 0
  }
  return stopped
}
