/**
 * Who writes when, in compiled scenarios: Poisson processes of constant rate, thinned by the local hour, shared out among the
 * senders. Each check has a false-alarm rate of 1e-6 (docs/queueing.md).
 */
import { describe, expect, it } from "vitest"
import { normalQuantile } from "../../src/kernel/sample.ts"
import { spreadOf } from "../../src/world/population.ts"
import { DAY, HOUR } from "../world/smallWorld.ts"
import { chiSquare, chiSquareChance, FALSE_ALARM, KS_MAX, ksScore, score, Z_MAX } from "./alarm.ts"
import { flowOf, writers } from "./flow.ts"

const SENDERS = 100
const PER_SECOND = 2
const everywhere = (atMs: number) => atMs
const chance = (counts: ArrayLike<number>, means: ArrayLike<number>) => chiSquareChance(chiSquare(counts, means), counts.length)

describe("Attempts at a constant rate", () => {
  const untilMs = 200_000_000
  const runAt = (perSecond: number, to = untilMs) => flowOf({ people: { some: writers(SENDERS, perSecond, { writes: { hours: "always", tail: "heavy" } }) } }, 51, to)
  const flow = runAt(PER_SECOND)
  const ratePerMs = PER_SECOND / 1000
  const gapsOf = (tried: Float64Array) => tried.map((at, i) => at - (i === 0 ? 0 : tried[i - 1]))
  const below = (gapMs: number) => 1 - Math.exp(-ratePerMs * gapMs)

  it("are as many as the file says, and one lost in 50 is noticed", () => {
    const mean = ratePerMs * untilMs
    expect(Math.abs(score(flow.triedMs.length, mean, Math.sqrt(mean)))).toBeLessThan(Z_MAX)
    expect(Math.abs(score(flow.triedMs.filter((_, i) => i % 50 > 0).length, mean, Math.sqrt(mean)))).toBeGreaterThan(Z_MAX)
  })

  it("have exponential gaps, and a rate 3 % less is noticed, and gaps cut off at four means", () => {
    const gaps = gapsOf(flow.triedMs)
    expect(ksScore(gaps, below)).toBeLessThan(KS_MAX)
    expect(ksScore(gapsOf(runAt(0.97 * PER_SECOND, untilMs / 2).triedMs), below)).toBeGreaterThan(KS_MAX)
    expect(ksScore(gaps.map((gap) => Math.min(gap, 4 / ratePerMs)), below)).toBeGreaterThan(KS_MAX)
  })

  it("have gaps that do not follow from one another, and a wave of 15 % in the rate is noticed", () => {
    // Products of neighbouring gaps about their mean have mean 0 and variance 1 where the gaps are independent.
    const off = (tried: Float64Array) => {
      const about = gapsOf(tried).map((gap) => gap * ratePerMs - 1)
      let sum = 0
      for (let i = 1; i < about.length; i++) sum += about[i] * about[i - 1]
      return Math.abs(score(sum, 0, Math.sqrt(about.length)))
    }
    expect(off(flow.triedMs)).toBeLessThan(Z_MAX)
    expect(off(waved(flow.triedMs, 0.15))).toBeGreaterThan(Z_MAX)
  })

  it("in disjoint spans are Poisson and independent, and a wave of 5 % in the rate is noticed", () => {
    const spanMs = 100_000
    const spans = untilMs / spanMs
    const mean = ratePerMs * spanMs
    const countsOf = (tried: Float64Array) => {
      const counts = new Float64Array(spans)
      for (const at of tried) if (at < untilMs) counts[Math.floor(at / spanMs)]++
      return counts
    }
    const means = new Float64Array(spans).fill(mean)
    const neighbours = (counts: Float64Array) => {
      let sum = 0
      for (let i = 1; i < spans; i++) sum += ((counts[i] - mean) * (counts[i - 1] - mean)) / mean
      return Math.abs(score(sum, 0, Math.sqrt(spans - 1)))
    }
    const [counts, wave] = [countsOf(flow.triedMs), countsOf(waved(flow.triedMs, 0.05))]
    expect(chance(counts, means)).toBeGreaterThan(FALSE_ALARM)
    expect(neighbours(counts)).toBeLessThan(Z_MAX)
    expect(chance(wave, means)).toBeLessThan(FALSE_ALARM)
    expect(neighbours(wave)).toBeGreaterThan(Z_MAX)
    // Spans that share half of what they count.
    expect(neighbours(counts.map((n, i) => (n + counts[(i + 1) % spans]) / 2))).toBeGreaterThan(Z_MAX)
  })

  it("with a heavy tail are shared out by a lognormal's even quantiles, and a tail 2 % wider or persons mixed up are noticed", () => {
    const cohort = flow.world.plan.cohorts[0]
    const u = spreadOf(cohort, "tail")
    expect([...u].sort((a, b) => a - b)).toEqual(Array.from({ length: SENDERS }, (_, rank) => (rank + 0.5) / SENDERS))
    const meansOf = (sigma: number) => {
      const weights = Float64Array.from(u, (x) => Math.exp(sigma * normalQuantile(x)))
      const total = weights.reduce((a, b) => a + b, 0)
      return weights.map((weight) => (weight / total) * ratePerMs * untilMs)
    }
    const counts = new Float64Array(SENDERS)
    for (const sender of flow.senders) counts[sender]++
    const means = meansOf(1.485)
    expect(Math.min(...means)).toBeGreaterThan(20)
    expect(chance(counts, means)).toBeGreaterThan(FALSE_ALARM)
    expect(chance(counts, meansOf(1.02 * 1.485))).toBeLessThan(FALSE_ALARM)
    expect(chance(counts.map((_, i) => counts[(i + 1) % SENDERS]), means)).toBeLessThan(FALSE_ALARM)
  })
})

describe("Attempts to several cohorts", () => {
  const size = 40
  const others = Object.fromEntries(["one", "two", "three", "four"].map((name) => [name, { home: "GB", count: size, use: { mail: "100 %" }, reach: { wifi: "100 %" } }]))
  const untilMs = 75_000_000
  const runTo = (to: Readonly<Record<string, string>>) => flowOf({ people: { some: writers(SENDERS, PER_SECOND, { writes: { to } }), ...others } }, 53, untilMs).recipients
  const means = [0.5, 0.25, 0.15, 0.1].map((share) => share * (PER_SECOND / 1000) * untilMs)
  const byCohort = (recipients: Int32Array) => {
    const counts = new Float64Array(means.length)
    for (const person of recipients) counts[Math.floor((person - SENDERS) / size)]++
    return counts
  }

  it("are shared out as the file says, evenly in each, and a share one in a hundred off is noticed, and one who gets none", () => {
    const recipients = runTo({ one: "50 %", two: "25 %", three: "15 %", four: "10 %" })
    const byPerson = new Float64Array(means.length * size)
    for (const person of recipients) byPerson[person - SENDERS]++
    const each = byPerson.map((_, i) => means[Math.floor(i / size)] / size)
    expect(chance(byCohort(recipients), means)).toBeGreaterThan(FALSE_ALARM)
    expect(chance(byPerson, each)).toBeGreaterThan(FALSE_ALARM)
    expect(chance(byCohort(runTo({ one: "50 %", two: "26 %", three: "14 %", four: "10 %" })), means)).toBeLessThan(FALSE_ALARM)
    expect(chance(byPerson.map((n, i) => (i === 150 ? 0 : n)), each)).toBeLessThan(FALSE_ALARM)
  })
})

describe("Attempts by local hour", () => {
  const days = 10
  const total = 120_000
  // docs/assumptions-of-the-engine.md: relative rates from 0 h to 23 h.
  const waking = [0.1, 0.05, 0.05, 0.05, 0.05, 0.2, 0.6, 1, 1.2, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.4, 1.5, 1.6, 1.6, 1.5, 1, 0.4]
  const own = [4, 2, 1, 0, 0, 1, 1, 1, 3, 3, 3, 3, 0.5, 3, 3, 3, 3, 3, 9, 9, 1, 1, 5, 5]

  /** First tries of a cohort. Who writes nothing gives the run Karachi's midnight to begin at. */
  const triedBy = (home: string, hours: unknown, from = "2015-03-02", until = "2015-03-11") => {
    const flow = flowOf({ from, until, people: { some: writers(50, total / days / 86_400, { home, writes: { hours } }), clock: { home: "PK", count: 1, use: { mail: "0 %" }, reach: { wifi: "100 %" } } } }, 52)
    expect(Math.abs(flow.untilMs - days * DAY)).toBeLessThanOrEqual(HOUR)
    return flow.triedMs
  }
  const byHour = (triedMs: Float64Array, localMs: (atMs: number) => number) => {
    const counts = new Float64Array(24)
    for (const at of triedMs) counts[Math.floor(localMs(at) / HOUR) % 24]++
    return counts
  }
  const meansOf = (shape: ReadonlyArray<number>) => shape.map((x) => (x / shape.reduce((a, b) => a + b, 0)) * total)
  const someHours = (values: ArrayLike<number>, shape: ReadonlyArray<number>) => Array.from(values).filter((_, hour) => shape[hour] > 0)
  const later = (values: ArrayLike<number>, hours: number) => Array.from(values, (_, hour) => values[(hour + hours + 24) % 24])

  it("follow the built-in shape, and an hour too early or too late is noticed", () => {
    const counts = byHour(triedBy("PK", "waking"), everywhere)
    expect(chance(counts, meansOf(waking))).toBeGreaterThan(FALSE_ALARM)
    for (const by of [1, -1]) expect(chance(later(counts, by), meansOf(waking))).toBeLessThan(FALSE_ALARM)
  })

  it("follow a file's own shape with none in an hour of 0, and an hour with 10 % more is noticed", () => {
    const counts = byHour(triedBy("PK", own), everywhere)
    expect([counts[3], counts[4]]).toEqual([0, 0])
    expect(chance(someHours(counts, own), someHours(meansOf(own), own))).toBeGreaterThan(FALSE_ALARM)
    const evening = own.map((x, hour) => (hour === 18 ? 1.1 * x : x))
    expect(chance(someHours(byHour(triedBy("PK", evening), everywhere), own), someHours(meansOf(own), own))).toBeLessThan(FALSE_ALARM)
  })

  it("follow the clock of the place through the change to summer time, and a clock without it is noticed", () => {
    // The run begins at midnight in Karachi, 19 h in London; London goes from 1 h to 2 h five days and six hours later.
    const changeMs = 5 * DAY + 6 * HOUR
    const winter = (atMs: number) => atMs + 19 * HOUR
    const clock = (atMs: number) => winter(atMs) + (atMs >= changeMs ? HOUR : 0)
    const tried = triedBy("GB", own, "2015-03-24", "2015-04-02")
    const counts = byHour(tried, clock)
    // Hours of the run in each local hour, counted one by one: one hour of the night is missing.
    const open = new Float64Array(24)
    for (let h = 0; h < days * 24; h++) open[Math.floor(clock(h * HOUR) / HOUR) % 24]++
    expect(open[1]).toBe(days - 1)
    const means = meansOf(own).map((mean, hour) => (mean * open[hour]) / days)
    expect(chance(someHours(counts, own), someHours(means, own))).toBeGreaterThan(FALSE_ALARM)
    expect(chance(someHours(byHour(tried, winter), own), someHours(means, own))).toBeLessThan(FALSE_ALARM)
  })
})

/** The same instants on a clock that runs faster and slower by a part, in waves of an hour. */
function waved(instants: Float64Array, part: number): Float64Array {
  const turn = (2 * Math.PI) / HOUR
  return instants.map((at) => at + (part / turn) * (1 - Math.cos(turn * at)))
}
