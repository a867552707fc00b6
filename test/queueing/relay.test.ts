/**
 * A relay of finite capacity in a compiled scenario is M/D/1. Two cohorts write to it, each a Poisson process, so that their
 * sum is one. Each check has a false-alarm rate of 1e-6 (docs/queueing.md).
 */
import { describe, expect, it } from "vitest"
import type { Parts } from "../world/smallWorld.ts"
import { score, Z_MAX, Z_QUEUE_MAX } from "./alarm.ts"
import { estimate } from "./cycles.ts"
import { ACCESS_MS, type Flow, flowOf, sitesWithRelay, WIRED_MS, writers } from "./flow.ts"

const MESSAGES = 250_000
const PER_SECOND = 0.7
const seed = 11

/** The file says `capacity`; the spread of the access is a hundredth of a service time, so that messages get there in the order in which they are tried. */
const flowAt = (capacity: number, perSecond = PER_SECOND) => flowOf({ until: "2015-04-30", sites: sitesWithRelay(capacity), people: { some: writers(30, 0.3 * perSecond), others: writers(20, 0.7 * perSecond) } }, seed, (MESSAGES / PER_SECOND) * 1000)

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

  it("that is 3 % slower is noticed, and so are people who write 3 % less", () => {
    const slow = waiting(flowAt(CAPACITY / 1.03), CAPACITY / 1.03)
    expect(Math.abs(score(slow.wait.mean, meanMs, slow.wait.error))).toBeGreaterThan(Z_QUEUE_MAX)
    const fewer = waiting(flowAt(CAPACITY, 0.97 * PER_SECOND), CAPACITY)
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
