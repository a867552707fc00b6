/**
 * People away on trips. Trips begin as a Poisson process and last for their nights, M/D/infinity, were it not that who is away
 * does not set out again. So each person is home for an exponential time and away for a fixed one, and the number away is
 * binomial, close to Poisson where trips are rare. Each check has a false-alarm rate of 1e-6 (docs/queueing.md).
 */
import { describe, expect, it } from "vitest"
import { advance, start } from "../../src/run/simulate.ts"
import { World } from "../../src/world/world.ts"
import { DAY, HOUR, planOf, type Section, Stepped, sumOf } from "../world/smallWorld.ts"
import { chiSquare, chiSquareTail, FALSE_ALARM, score, Z_MAX } from "./alarm.ts"

const YEAR_DAYS = 365

/** A cohort that lives in one country and travels to another. */
function travellers(count: number, tripsPerYear: number, nights: number): Section {
  return { home: "GB", count, use: { mail: "100 %" }, reach: { wifi: "100 %" }, travels: { to: "PK", "trips-per-year": tripsPerYear, nights } }
}

/** Share of a person's time that he is away: away for the nights, then home until the next trip. */
function shareAway(tripsPerYear: number, nights: number): number {
  const load = (tripsPerYear / YEAR_DAYS) * nights
  return load / (1 + load)
}

describe("The number of people away on average", () => {
  const [people, tripsPerYear, nights] = [50_000, 12, 2] as const
  const [warmUpDays, days] = [10, 90] as const
  const expected = people * shareAway(tripsPerYear, nights)
  // Alternating renewal: the variance of a person's share of time away, times the time, is nights^2 rate / (1 + load)^3.
  const rate = tripsPerYear / YEAR_DAYS
  const error = Math.sqrt((people * nights ** 2 * rate) / (1 + rate * nights) ** 3 / days)

  /** Mean number away after the warm-up: hours that the record counts in the other country, over the hours of the run. */
  const meanAway = (travels: readonly [number, number]) => {
    const stage = new Stepped(planOf({ from: "2015-03-02", until: "2015-06-09", people: { all: travellers(people, ...travels) } }, 41, 0, [warmUpDays * DAY]))
    const stays = new Map<number, number>()
    const lengths = new Set<number>()
    stage.w.trace = (event) => {
      if (event.kind !== "arrives") return
      if (stage.plan.places[event.place].code === "PK") stays.set(event.person, event.atMs)
      else lengths.add(Math.round((event.atMs - stays.get(event.person)!) / 1000))
    }
    const record = stage.finish()
    expect(stage.plan.horizonMs).toBe((warmUpDays + days) * DAY)
    return { mean: sumOf(record, (row) => (row.slot === 1 ? row.hoursPresent : 0), (_, __, s) => s.place === "PK") / (days * 24), lengths }
  }
  const away = meanAway([tripsPerYear, nights])

  it("is trips a day times nights, less those who are away when they would set out", () => {
    expect(Math.abs(score(away.mean, expected, error))).toBeLessThan(Z_MAX)
    // As M/D/infinity without the correction it would be 6 % more.
    expect(Math.abs(score(away.mean, people * rate * nights, error))).toBeGreaterThan(Z_MAX)
  })

  it("comes from stays of exactly the nights", () => {
    expect([...away.lengths]).toEqual([(nights * DAY) / 1000])
  })

  it("is noticed where stays are 2 % longer, or trips 2 % fewer", () => {
    for (const travels of [[tripsPerYear, 1.02 * nights], [0.98 * tripsPerYear, nights]] as const) expect(Math.abs(score(meanAway(travels).mean, expected, error))).toBeGreaterThan(Z_MAX)
  })
})

describe("The number of people away after the start", () => {
  it("rises from nobody as the chance to have set out, and one that starts at its mean is noticed", () => {
    const [people, tripsPerYear, nights] = [50_000, 12, 8] as const
    const hours = [12, 48, 96, 144, 191]
    const looks = looksOf({ all: travellers(people, tripsPerYear, nights) }, 42, hours.map((h) => h * HOUR))
    hours.forEach((h, i) => {
      const share = 1 - Math.exp((-tripsPerYear / YEAR_DAYS) * (h / 24))
      const off = (expected: number) => Math.abs(score(looks[i][0], people * expected, Math.sqrt(people * expected * (1 - expected))))
      expect(off(share)).toBeLessThan(Z_MAX)
      if (h <= 96) expect(off(shareAway(tripsPerYear, nights))).toBeGreaterThan(Z_MAX)
    })
  })
})

describe("The number of people away at an instant", () => {
  // Looks two stays apart share no trip, and cohorts share no chance.
  const [cohorts, people, tripsPerYear, nights] = [60, 100, 18.25, 1] as const
  const share = shareAway(tripsPerYear, nights)
  const atMs = Array.from({ length: 55 }, (_, i) => (10 + 2 * i) * DAY)
  const countsOf = (size: number, seed: number) => looksOf(Object.fromEntries(Array.from({ length: cohorts }, (_, c) => [`cohort-${c}`, travellers(size, tripsPerYear, nights)])), seed, atMs).flat()
  const counts = countsOf(people, 43)
  // Couples who always travel together: the same mean, twice the variance.
  const couples = countsOf(people / 2, 44).map((n) => 2 * n)
  const mean = people * share
  const variance = mean * (1 - share)

  it("has the variance of a binomial number, nearly its mean, and couples are noticed", () => {
    // Fourth central moment of a binomial number, for the variance of its squared distance.
    const fourth = variance * (1 + 3 * variance * (1 - 2 / people))
    const spread = (list: ReadonlyArray<number>) => list.reduce((sum, n) => sum + (n - mean) ** 2, 0) / list.length
    const off = (list: ReadonlyArray<number>) => Math.abs(score(spread(list), variance, Math.sqrt((fourth - variance ** 2) / list.length)))
    expect(counts).toHaveLength(cohorts * atMs.length)
    expect(off(counts)).toBeLessThan(Z_MAX)
    expect(off(couples)).toBeGreaterThan(Z_MAX)
  })

  it("has a binomial number's distribution, and couples are noticed", () => {
    // Eleven classes: at most one, two, ..., ten, more.
    const classOf = (n: number) => Math.min(10, Math.max(0, n - 1))
    const histogram = (list: ReadonlyArray<number>) => {
      const classes = new Float64Array(11)
      for (const n of list) classes[classOf(n)]++
      return classes
    }
    const expected = new Float64Array(11)
    let chance = (1 - share) ** people
    for (let n = 0; n <= people; n++) {
      expected[classOf(n)] += chance * counts.length
      chance *= ((people - n) / (n + 1)) * (share / (1 - share))
    }
    expect(Math.min(...expected)).toBeGreaterThan(20)
    expect(chiSquareTail(chiSquare(histogram(counts), expected), 10)).toBeGreaterThan(FALSE_ALARM)
    expect(chiSquareTail(chiSquare(histogram(couples), expected), 10)).toBeLessThan(FALSE_ALARM)
  })
})

/** Number away of each cohort, at each of the instants [ms]: who is away at the start, and who has gone and come since. */
function looksOf(people: Section, seed: number, atMs: ReadonlyArray<number>): ReadonlyArray<ReadonlyArray<number>> {
  const plan = planOf({ until: "2015-06-30", people }, seed)
  const w = new World(plan)
  const away = new Array<number>(plan.cohorts.length).fill(0)
  w.trace = (event) => {
    if (event.kind === "arrives") away[plan.people.cohort[event.person]] += event.place === plan.people.home[event.person] ? -1 : 1
  }
  start(w)
  plan.people.home.forEach((home, person) => {
    if (w.persons.place(person) !== home) away[plan.people.cohort[person]]++
  })
  return atMs.map((ms) => {
    for (const _ of advance(w, [], ms, "", Number.MAX_SAFE_INTEGER)) void _
    return [...away]
  })
}
