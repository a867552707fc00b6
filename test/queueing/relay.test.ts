/**
 * A relay of finite capacity in a compiled scenario is M/D/1. Two cohorts write to it, each a Poisson process, so that their
 * sum is one. Each check has a false-alarm rate of 1e-6 (docs/queueing.md).
 */
import { describe, expect, it } from "vitest"
import type { Parts } from "../world/smallWorld.ts"
import { KS_MAX, ksScore, score, Z_MAX, Z_QUEUE_MAX } from "./alarm.ts"
import { estimate } from "./cycles.ts"
import { ACCESS_MS, type Flow, flowOf, sitesWithRelay, WIRED_MS, writers } from "./flow.ts"

const MESSAGES = 250_000
/** Enough to notice a planted error. */
const FEWER = 100_000
const PER_SECOND = 0.7
const seed = 11

/** The file says `capacity`. */
const flowAt = (capacity: number, perSecond = PER_SECOND, messages = MESSAGES) => flowOf({ until: "2015-04-30", sites: sitesWithRelay(capacity), people: { some: writers(30, 0.3 * perSecond), others: writers(20, 0.7 * perSecond) } }, seed, (messages / PER_SECOND) * 1000)

/** Mean waiting at the relay [ms]: what is left of the time from first try to acceptance. Served at once is what comes out more than a service time after the one before. */
function waiting(flow: Flow, capacity: number) {
  const serviceMs = 1000 / capacity
  const begins = Uint8Array.from(flow.acceptedMs, (at, i) => (i === 0 || at - flow.acceptedMs[i - 1] > serviceMs + 1e-6 ? 1 : 0))
  return {
    wait: estimate(begins, (i) => flow.toRelayMs[i] - WIRED_MS - ACCESS_MS - 1000 / CAPACITY),
    square: estimate(begins, (i) => (flow.toRelayMs[i] - WIRED_MS - ACCESS_MS - 1000 / CAPACITY) ** 2),
    none: estimate(begins, (i) => begins[i])
  }
}

const CAPACITY = 1
const rho = PER_SECOND / CAPACITY
const meanMs = (rho * 1000) / CAPACITY / (2 * (1 - rho))

describe("A relay of finite capacity", () => {
  const flow = flowAt(CAPACITY)
  const found = waiting(flow, CAPACITY)

  it("has messages wait as in M/D/1, on average and in the square", () => {
    expect(flow.acceptedMs.length).toBeGreaterThan(0.98 * MESSAGES)
    expect(Math.abs(score(found.wait.mean, meanMs, found.wait.error))).toBeLessThan(Z_QUEUE_MAX)
    // The access adds its own variance to the square of the wait.
    const square = 2 * meanMs ** 2 + (rho * 1000 ** 2) / (3 * (1 - rho)) + ACCESS_MS ** 2
    expect(Math.abs(score(found.square.mean, square, found.square.error))).toBeLessThan(Z_QUEUE_MAX)
  })

  it("serves the part 1 - rho of them at once", () => {
    expect(Math.abs(score(found.none.mean, 1 - rho, found.none.error))).toBeLessThan(Z_QUEUE_MAX)
  })

  it("lets nothing out sooner than a service time after the one before", () => {
    let least = Number.POSITIVE_INFINITY
    for (let i = 1; i < flow.acceptedMs.length; i++) least = Math.min(least, flow.acceptedMs[i] - flow.acceptedMs[i - 1])
    expect(least).toBeGreaterThan(1000 - 1e-6)
  })

  it("that is 5 % slower is noticed, and so are people who write 6 % less", () => {
    const slow = waiting(flowAt(CAPACITY / 1.05, PER_SECOND, FEWER), CAPACITY / 1.05)
    expect(Math.abs(score(slow.wait.mean, meanMs, slow.wait.error))).toBeGreaterThan(Z_QUEUE_MAX)
    const fewer = waiting(flowAt(CAPACITY, 0.94 * PER_SECOND, FEWER), CAPACITY)
    expect(Math.abs(score(fewer.wait.mean, meanMs, fewer.wait.error))).toBeGreaterThan(Z_QUEUE_MAX)
  })

  it("of infinite capacity keeps nothing waiting, and one that takes a millisecond for each is noticed", () => {
    const off = (parts: Parts) => {
      const open = flowOf({ people: { some: writers(30, 1) }, ...parts }, seed, 20_000_000)
      const mean = open.toRelayMs.reduce((a, b) => a + b, 0) / open.toRelayMs.length
      return Math.abs(score(mean, WIRED_MS + ACCESS_MS, ACCESS_MS / Math.sqrt(open.toRelayMs.length)))
    }
    expect(off({})).toBeLessThan(Z_MAX)
    expect(off({ sites: sitesWithRelay(1000) })).toBeGreaterThan(Z_MAX)
  })
})

const OVERTAKING_MESSAGES = 100_000
const OVERTAKING = [
  { over: "wifi", accessMs: 12, capacity: 100, perSecond: 10, seed: 12 },
  { over: "wifi", accessMs: 12, capacity: 1000, perSecond: 100, seed: 13 },
  { over: "satellite", accessMs: 300, capacity: 100, perSecond: 10, seed: 14 },
  { over: "satellite", accessMs: 300, capacity: 1000, perSecond: 100, seed: 15 },
  { over: "satellite", accessMs: 300, capacity: 100, perSecond: 70, seed: 16 }
] as const

// Messages overtake each other on their way. A Poisson process whose points are shifted independently is one again (Doob 1953): M/D/1 still.
describe.each(OVERTAKING)("A relay of $capacity messages/s to which people write $perSecond/s over $over", ({ over, accessMs, capacity, perSecond, seed }) => {
  const serviceMs = 1000 / capacity
  const load = perSecond / capacity
  const meanMs = (load * serviceMs) / (2 * (1 - load))
  const reach = { reach: { [over]: over === "satellite" ? { share: "100 %", exit: "GB" } : "100 %" } }
  const flow = flowOf({ sites: sitesWithRelay(capacity), people: { some: writers(30, 0.3 * perSecond, reach), others: writers(20, 0.7 * perSecond, reach) } }, seed, (OVERTAKING_MESSAGES / perSecond) * 1000)
  const line = [...flow.acceptedMs.keys()].map((i) => ({ triedMs: flow.acceptedMs[i] - flow.toRelayMs[i], reachedMs: flow.reachedMs[i], endsMs: flow.acceptedMs[i] }))
  const sooner = [...line].sort((a, b) => a.reachedMs - b.reachedMs)
  const off = (served: ReadonlyArray<Served>) => {
    const { wait } = waitingIn(served, serviceMs)
    return Math.abs(score(wait.mean, meanMs, wait.error))
  }

  it("has messages wait as in M/D/1 on average, and serves the part 1 - rho of them at once", () => {
    const { none } = waitingIn(line, serviceMs)
    expect(line.length).toBeGreaterThan(0.98 * OVERTAKING_MESSAGES)
    expect(off(line)).toBeLessThan(Z_QUEUE_MAX)
    expect(Math.abs(score(none.mean, 1 - load, none.error))).toBeLessThan(Z_QUEUE_MAX)
  })

  it("serves in the order in which they get there, each when the one before is done", () => {
    expect(line.some((m, i) => i > 0 && m.triedMs < line[i - 1].triedMs)).toBe(true)
    const plain = oneByOne(sooner, serviceMs)
    expect(line.findIndex((m, i) => Math.abs(m.endsMs - plain[i].endsMs) > 1e-6)).toBe(-1)
  })

  it("is got to after the wired way and an exponential access", () => {
    const ways = Float64Array.from(line, (m) => m.reachedMs - m.triedMs - WIRED_MS)
    const below = (mean: number) => (ms: number) => 1 - Math.exp(-ms / mean)
    expect(ksScore(ways, below(accessMs))).toBeLessThan(KS_MAX)
    expect(ksScore(ways, below(1.05 * accessMs))).toBeGreaterThan(KS_MAX)
  })

  it("that is 3 % slower is noticed, and so is one that serves in the order in which messages are tried", () => {
    expect(off(oneByOne(sooner, 1.03 * serviceMs))).toBeGreaterThan(Z_QUEUE_MAX)
    const earlier = [...line].sort((a, b) => a.triedMs - b.triedMs)
    expect(off(oneByOne(earlier, serviceMs))).toBeGreaterThan(Z_QUEUE_MAX)
  })
})

/** A message at a relay, in the order of service [ms]. */
interface Served {
  readonly reachedMs: number
  readonly endsMs: number
}

/** The wait of each from when it got there until its service began, and whether it found nobody. */
function waitingIn(served: ReadonlyArray<Served>, serviceMs: number) {
  const begins = Uint8Array.from(served, (m, i) => (i === 0 || m.reachedMs > served[i - 1].endsMs ? 1 : 0))
  return { wait: estimate(begins, (i) => served[i].endsMs - served[i].reachedMs - serviceMs), none: estimate(begins, (i) => begins[i]) }
}

/** What a plain server makes of messages in an order. */
function oneByOne<T extends Served>(line: ReadonlyArray<T>, serviceMs: number): ReadonlyArray<Served> {
  let freeMs = 0
  return line.map(({ reachedMs }) => {
    freeMs = Math.max(freeMs, reachedMs) + serviceMs
    return { reachedMs, endsMs: freeMs }
  })
}
