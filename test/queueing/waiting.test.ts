/** Waiting before servers, on the kernel alone, against closed forms. Each check has a false-alarm rate of 1e-6 (docs/queueing.md). */
import { describe, expect, it } from "vitest"
import { exp } from "../../src/kernel/exponential.ts"
import type { Stream } from "../../src/kernel/rng.ts"
import { normalQuantile } from "../../src/kernel/sample.ts"
import { score, Z_QUEUE_MAX } from "./alarm.ts"
import { type Estimate, estimate } from "./cycles.ts"
import { type Station, type Visits, visitsOf } from "./station.ts"

const exponential = (mean: number) => (stream: Stream) => mean * stream.exponential()
const waits = (visits: Visits) => estimate(visits.foundNobody, (i) => visits.waited[i])
const waitsSquared = (visits: Visits) => estimate(visits.foundNobody, (i) => visits.waited[i] ** 2)
/** A planted error is larger where fewer customers are to notice it. */
const FEWER = 300_000
const longer = (visits: Visits, than: number) => estimate(visits.foundNobody, (i) => (visits.waited[i] > than ? 1 : 0))
const off = ({ mean, error }: Estimate, expected: number) => Math.abs(score(mean, expected, error))

describe("Waiting in M/M/1", () => {
  const rho = 0.7
  const station: Station = { servers: 1, rate: rho, service: exponential(1), customers: 1_000_000, seed: 1 }
  const visits = visitsOf(station)
  const mean = rho / (1 - rho)
  // Of the mean over n customers, times n: the sum of all covariances (Blomqvist 1967).
  const error = Math.sqrt((rho * (2 + 5 * rho - 4 * rho ** 2 + rho ** 3)) / (1 - rho) ** 4 / station.customers)
  const meanOf = (v: Visits) => v.waited.reduce((a, b) => a + b, 0) / v.waited.length

  it("is rho / (mu - lambda) on average, with the error of theory", () => {
    expect(Math.abs(score(meanOf(visits), mean, error))).toBeLessThan(Z_QUEUE_MAX)
  })

  it("has cycles whose error is that of theory", () => {
    // Over 30 seeds the ratio had a mean of 0.994 and a deviation of 0.036.
    expect(waits(visits).error / error).toBeGreaterThan(0.8)
    expect(waits(visits).error / error).toBeLessThan(1.25)
  })

  it("is beyond t with the chance rho exp(-(mu - lambda) t)", () => {
    for (const t of [0, 0.5, 1, 2, 5, 10, 15]) expect(off(longer(visits, t), rho * Math.exp(-(1 - rho) * t))).toBeLessThan(Z_QUEUE_MAX)
  })

  it("is noticed where the server is 2 % slow, or one arrival in 25 is lost", () => {
    const slow = visitsOf({ ...station, service: exponential(1.02) })
    expect(Math.abs(score(meanOf(slow), mean, error))).toBeGreaterThan(Z_QUEUE_MAX)
    expect(off(longer(slow, 2), rho * Math.exp(-(1 - rho) * 2))).toBeGreaterThan(Z_QUEUE_MAX)
    expect(off(waits(visitsOf({ ...station, losesOneIn: 25, customers: FEWER })), mean)).toBeGreaterThan(Z_QUEUE_MAX)
  })

  it("has the squares of first come, first served; last come, first served has the same mean and 1 / (1 - rho) of the squares", () => {
    const squares = (2 * rho) / (1 - rho) ** 2
    expect(off(waitsSquared(visits), squares)).toBeLessThan(Z_QUEUE_MAX)
    const last = visitsOf({ ...station, next: "last" })
    expect(off(waits(last), mean)).toBeLessThan(Z_QUEUE_MAX)
    expect(off(waitsSquared(last), squares / (1 - rho))).toBeLessThan(Z_QUEUE_MAX)
    expect(off(waitsSquared(last), squares)).toBeGreaterThan(Z_QUEUE_MAX)
  })
})

describe("Waiting in M/M/3", () => {
  const station: Station = { servers: 3, rate: 2.1, service: exponential(1), customers: 1_000_000, seed: 3 }
  const visits = visitsOf(station)
  const chance = erlangC(3, 2.1)
  const spare = 3 - 2.1

  it("happens with the chance of Erlang's C formula, and is C / (c mu - lambda) on average", () => {
    expect(off(longer(visits, 0), chance)).toBeLessThan(Z_QUEUE_MAX)
    expect(off(waits(visits), chance / spare)).toBeLessThan(Z_QUEUE_MAX)
  })

  it("is beyond t with the chance C exp(-(c mu - lambda) t)", () => {
    for (const t of [0.2, 0.5, 1, 2, 4]) expect(off(longer(visits, t), chance * Math.exp(-spare * t))).toBeLessThan(Z_QUEUE_MAX)
  })

  it("is noticed where the servers are 4 % slow, in the chances and in the mean", () => {
    const slow = visitsOf({ ...station, service: exponential(1.04), customers: FEWER })
    expect(off(longer(slow, 0), chance)).toBeGreaterThan(Z_QUEUE_MAX)
    expect(off(longer(slow, 0.5), chance * Math.exp(-spare * 0.5))).toBeGreaterThan(Z_QUEUE_MAX)
    expect(off(waits(slow), chance / spare)).toBeGreaterThan(Z_QUEUE_MAX)
  })

  it("is noticed where three servers are one that is three times as fast", () => {
    const one = visitsOf({ ...station, servers: 1, service: exponential(1 / 3), customers: 100_000 })
    expect(off(longer(one, 0), chance)).toBeGreaterThan(Z_QUEUE_MAX)
    expect(off(waits(one), chance / spare)).toBeGreaterThan(Z_QUEUE_MAX)
  })
})

describe("Erlang's C formula", () => {
  it("gives values of its printed tables", () => {
    // One server: rho. Two servers at one erlang: a third, exactly; three at two erlangs: 4/9.
    expect(erlangC(1, 0.7)).toBeCloseTo(0.7, 14)
    expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 14)
    expect(erlangC(3, 2)).toBeCloseTo(4 / 9, 14)
  })
})

describe("Waiting in M/D/1", () => {
  const rho = 0.7
  const station: Station = { servers: 1, rate: rho, service: () => 1, customers: 1_000_000, seed: 4 }
  const visits = visitsOf(station)
  const mean = rho / (2 * (1 - rho))

  it("is half of that in M/M/1 on average, with the squares of Takacs's formula", () => {
    expect(off(waits(visits), mean)).toBeLessThan(Z_QUEUE_MAX)
    expect(off(waitsSquared(visits), 2 * mean ** 2 + rho / (3 * (1 - rho)))).toBeLessThan(Z_QUEUE_MAX)
  })

  it("is noticed where the server is 4 % slow, or one arrival in 25 is lost", () => {
    expect(off(waits(visitsOf({ ...station, service: () => 1.04, customers: FEWER })), mean)).toBeGreaterThan(Z_QUEUE_MAX)
    expect(off(waits(visitsOf({ ...station, losesOneIn: 25, customers: FEWER })), mean)).toBeGreaterThan(Z_QUEUE_MAX)
  })
})

describe("Waiting in M/G/1", () => {
  // Two kinds of customers, balanced: as much work comes with the many short as with the few long ones.
  const short = 0.8872983346207417
  const hyperexponential = (scale: number) => (stream: Stream) => (scale * stream.exponential()) / (2 * (stream.uniform() < short ? short : 1 - short))
  const lognormal = (sigma: number) => (stream: Stream) => exp(sigma * normalQuantile(stream.uniform()) - sigma ** 2 / 2)
  const rate = 0.6
  const pollaczekKhinchine = (square: number) => (rate * square) / (2 * (1 - rate))
  const base = { servers: 1, rate, customers: 1_000_000 }

  it("is that of Pollaczek and Khinchine for hyperexponential service with a squared variation of 4", () => {
    const square = 1 / (2 * short) + 1 / (2 * (1 - short))
    expect(square).toBeCloseTo(5, 12)
    const station: Station = { ...base, service: hyperexponential(1), seed: 5 }
    expect(off(waits(visitsOf(station)), pollaczekKhinchine(square))).toBeLessThan(Z_QUEUE_MAX)
    expect(off(waits(visitsOf({ ...station, service: hyperexponential(1.06), customers: FEWER })), pollaczekKhinchine(square))).toBeGreaterThan(Z_QUEUE_MAX)
  })

  it("is that of Pollaczek and Khinchine for lognormal service, and one with the same mean and 40 % more variance is noticed", () => {
    const sigma = 0.8
    const square = Math.exp(sigma ** 2)
    const station: Station = { ...base, service: lognormal(sigma), seed: 6 }
    expect(off(waits(visitsOf(station)), pollaczekKhinchine(square))).toBeLessThan(Z_QUEUE_MAX)
    const wider = Math.sqrt(Math.log(1 + 1.4 * (square - 1)))
    expect(off(waits(visitsOf({ ...station, service: lognormal(wider), customers: FEWER })), pollaczekKhinchine(square))).toBeGreaterThan(Z_QUEUE_MAX)
  })
})

/** Chance to wait before c servers that are offered so many erlangs, by the recursion of the B formula (Erlang 1917). */
function erlangC(servers: number, erlangs: number): number {
  let blocked = 1
  for (let k = 1; k <= servers; k++) blocked = (erlangs * blocked) / (k + erlangs * blocked)
  return blocked / (1 - (erlangs / servers) * (1 - blocked))
}
