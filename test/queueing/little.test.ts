/** Little's law: the mean number there is the rate of arrivals times the mean time there. Each check has a false-alarm rate of 1e-6 (docs/queueing.md). */
import { describe, expect, it } from "vitest"
import { KS_MAX, ksScore, score, Z_MAX, Z_QUEUE_MAX } from "./alarm.ts"
import { ACCESS_MS, flowOf, sitesWithRelay, WIRED_MS, writers } from "./flow.ts"
import { type Station, visitsOf } from "./station.ts"

const total = (values: Float64Array) => values.reduce((a, b) => a + b, 0)

describe("Little's law in M/M/1 and M/M/3", () => {
  const rho = 0.7
  const customers = 1_000_000
  /** Enough to notice a planted error. */
  const fewer = 300_000
  const one: Station = { servers: 1, rate: rho, service: (s) => s.exponential(), customers, seed: 21 }
  const three: Station = { ...one, servers: 3, rate: 3 * rho, seed: 22 }
  const [visits, visits3] = [visitsOf(one), visitsOf(three)]

  it("is exact on a path that begins and ends with nobody there, and one stay in 50 that is not counted is noticed", () => {
    for (const v of [visits, visits3]) {
      expect(Math.abs(v.area / total(v.stayed) - 1)).toBeLessThan(1e-9)
      expect(Math.abs(v.area / total(v.stayed.filter((_, i) => i % 50 > 0)) - 1)).toBeGreaterThan(0.01)
    }
  })

  it("gives the number there of M/M/1, rho / (1 - rho)", () => {
    // Variance of a mean over time, times the time (Whitt 1989).
    const error = (v: typeof visits) => Math.sqrt((2 * rho * (1 + rho)) / (1 - rho) ** 4 / v.endedAt)
    expect(Math.abs(score(visits.area / visits.endedAt, rho / (1 - rho), error(visits)))).toBeLessThan(Z_QUEUE_MAX)
    const slow = visitsOf({ ...one, service: (s) => 1.04 * s.exponential(), customers: fewer })
    expect(Math.abs(score(slow.area / slow.endedAt, rho / (1 - rho), error(slow)))).toBeGreaterThan(Z_QUEUE_MAX)
  })

  it("gives the number of busy servers, lambda / mu: the sum of n exponential services over their time", () => {
    for (const v of [visits, visits3]) expect(Math.abs(score(v.busyArea, customers, Math.sqrt(customers)))).toBeLessThan(Z_MAX)
    const slow = visitsOf({ ...three, service: (s) => 1.02 * s.exponential(), customers: fewer })
    expect(Math.abs(score(slow.busyArea, fewer, Math.sqrt(fewer)))).toBeGreaterThan(Z_MAX)
  })

  it("has arrivals at their rate, and one lost in 50 is noticed", () => {
    // The last of n arrivals of a Poisson process comes after a sum of n exponential gaps.
    expect(Math.abs(score(visits.lastArrivalAt * rho, customers, Math.sqrt(customers)))).toBeLessThan(Z_MAX)
    const lost = visitsOf({ ...one, losesOneIn: 50, customers: fewer })
    expect(Math.abs(score(lost.lastArrivalAt * rho, fewer, Math.sqrt(fewer)))).toBeGreaterThan(Z_MAX)
  })
})

describe("Little's law for messages in flight", () => {
  // Five thousand people, so that two messages to one of them are seldom under way at a time: each is on its own, M/G/infinity.
  const perSecond = 200
  const untilMs = 1_500_000
  const everyMs = 500
  const flow = flowOf({ people: { all: writers(5000, perSecond) } }, 23, untilMs, everyMs)
  // Two wired ways and two exponential accesses.
  const delayMs = 2 * (WIRED_MS + ACCESS_MS)
  const squareMs = delayMs ** 2 + 2 * ACCESS_MS ** 2
  const mean = (perSecond / 1000) * delayMs
  const errorOf = Math.sqrt(((perSecond / 1000) * squareMs) / untilMs)

  it("is exact: the number that the world holds, over time, is the sum of the delays", () => {
    expect(flow.delaysMs.length).toBeGreaterThan(290_000)
    expect(Math.abs(flow.areaMs / (total(flow.delaysMs) + flow.underWayMs) - 1)).toBeLessThan(1e-9)
    expect(Math.abs(flow.areaMs / (total(flow.delaysMs.filter((_, i) => i % 50 > 0)) + flow.underWayMs) - 1)).toBeGreaterThan(0.01)
  })

  it("is exact where messages queue before a relay", () => {
    const queued = flowOf({ sites: sitesWithRelay(1), people: { all: writers(50, 0.8) } }, 24, 50_000_000)
    expect(total(queued.delaysMs) / queued.delaysMs.length).toBeGreaterThan(2500)
    expect(Math.abs(queued.areaMs / (total(queued.delaysMs) + queued.underWayMs) - 1)).toBeLessThan(1e-9)
  })

  it("gives the rate times the mean delay, and a rate 2 % less is noticed", () => {
    // Variance of a mean over time, times the time, in M/G/infinity: rate times mean square of the stay.
    expect(Math.abs(score(flow.areaMs / untilMs, mean, errorOf))).toBeLessThan(Z_MAX)
    const fewer = flowOf({ people: { all: writers(5000, 0.98 * perSecond) } }, 23, untilMs)
    expect(Math.abs(score(fewer.areaMs / untilMs, mean, errorOf))).toBeGreaterThan(Z_MAX)
  })

  it("has delays whose distribution is that of two ways and two exponential accesses, and an access 3 % slower is noticed", () => {
    const accessMs = flow.delaysMs.map((ms) => ms - 2 * WIRED_MS)
    const below = (ms: number) => 1 - (1 + ms / ACCESS_MS) * Math.exp(-ms / ACCESS_MS)
    expect(ksScore(accessMs, below)).toBeLessThan(KS_MAX)
    expect(ksScore(accessMs.map((ms) => 1.03 * ms), below)).toBeGreaterThan(KS_MAX)
  })

  it("is of a number that is Poisson: variance and mean are the same", () => {
    // Looks half a second apart see different messages: the chance that an access takes so long is under 1e-15.
    const spread = (counts: ReadonlyArray<number>) => counts.reduce((sum, n) => sum + (n - mean) ** 2 / mean, 0)
    // A Poisson count of mean m has (n - m)^2 / m of mean 1 and variance 2 + 1 / m.
    const off = (counts: ReadonlyArray<number>) => Math.abs(score(spread(counts), counts.length, Math.sqrt(counts.length * (2 + 1 / mean))))
    const looks = flow.held
    expect(looks.length).toBeGreaterThan(2900)
    expect(off(looks)).toBeLessThan(Z_MAX)
    // Twice the variance, as of messages that go in pairs, and half of it, as of a number that is smoothed.
    const pairs = looks.slice(1).map((n, i) => [n, looks[i]] as const)
    expect(off(pairs.map(([a, b]) => a + b - mean))).toBeGreaterThan(Z_MAX)
    expect(off(pairs.map(([a, b]) => (a + b) / 2))).toBeGreaterThan(Z_MAX)
  })
})
