/** The bounds of the other tests are what they say: against published tables, and over many seeds. */
import { describe, expect, it } from "vitest"
import { chiSquareChance, chiSquareTail, FALSE_ALARM, KS_MAX, ksScore, Z_MAX } from "./alarm.ts"
import { estimate } from "./cycles.ts"
import { visitsOf } from "./station.ts"
import { Stream } from "../../src/kernel/rng.ts"

describe("Bounds", () => {
  it("of a normal score and of Kolmogorov and Smirnov are those of one in a million", () => {
    // Two-sided: 4.8916 (published as the quantile of 1 - 5e-7); 2 exp(-2 x^2) = 1e-6.
    expect(Z_MAX).toBeCloseTo(4.8916, 4)
    expect(2 * Math.exp(-2 * KS_MAX ** 2)).toBeCloseTo(FALSE_ALARM, 15)
  })

  it("of chi-square agree with printed quantiles", () => {
    // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4.
    const printed = [[2, 0.05, 5.991], [10, 0.05, 18.307], [10, 0.001, 29.588], [24, 0.01, 42.98], [100, 0.05, 124.342], [100, 0.975, 74.222]] as const
    for (const [degrees, tail, quantile] of printed) expect(Math.abs(chiSquareTail(quantile, degrees) / tail - 1)).toBeLessThan(2e-3)
    expect(() => chiSquareTail(1, 23)).toThrow("even")
  })

  it("of Kolmogorov and Smirnov hold for uniform numbers, and are not much wider than they need be", () => {
    const stream = new Stream(61, 0)
    const scores = Array.from({ length: 1000 }, () => ksScore(Float64Array.from({ length: 500 }, () => stream.uniform()), (x) => x))
    // 2 exp(-2 x^2) is 5 % at 1.358: of 1,000 samples about 47 are beyond (at this size a little fewer), deviation 7.
    const beyond = scores.filter((x) => x > 1.358).length
    expect(beyond).toBeGreaterThan(47 - 35)
    expect(beyond).toBeLessThan(47 + 35)
  })
})

describe("Scores of M/M/1 over 200 seeds", () => {
  const rho = 0.7
  const customers = 20_000
  const theory = Math.sqrt((rho * (2 + 5 * rho - 4 * rho ** 2 + rho ** 3)) / (1 - rho) ** 4 / customers)
  const runs = Array.from({ length: 200 }, (_, i) => {
    const visits = visitsOf({ servers: 1, rate: rho, service: (s) => s.exponential(), customers, seed: 1000 + i })
    return estimate(visits.foundNobody, (c) => visits.waited[c])
  })
  const squares = (error: (run: (typeof runs)[number]) => number) => runs.reduce((sum, run) => sum + ((run.mean - rho / (1 - rho)) / error(run)) ** 2, 0)

  it("are spread as normal ones, with the error of theory and with that of cycles", () => {
    expect(chiSquareChance(squares(() => theory), runs.length)).toBeGreaterThan(FALSE_ALARM)
    expect(chiSquareChance(squares((run) => run.error), runs.length)).toBeGreaterThan(FALSE_ALARM)
  })

  it("would not be if customers were taken to be independent", () => {
    const independent = Math.sqrt((rho * (2 - rho)) / (1 - rho) ** 2 / customers)
    expect(chiSquareChance(squares(() => independent), runs.length)).toBeLessThan(FALSE_ALARM)
  })
})
