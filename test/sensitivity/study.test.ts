import { describe, expect, it } from "vitest"
import type { GroupEffect } from "../../src/model/comparison.ts"
import { type Factors, factorsOf } from "../../src/sensitivity/factors.ts"
import type { Observed } from "../../src/sensitivity/observed.ts"
import type { Point } from "../../src/sensitivity/runs.ts"
import { type Study, studied } from "../../src/sensitivity/study.ts"
import { fileOf, RANGES } from "./files.ts"

const factors = factorsOf(fileOf(RANGES))
const effect = (measure: GroupEffect["measure"], difference: number): GroupEffect => {
  const [estimate, baselineValue] = [difference, 1000].map((mean) => ({ mean, low: null, high: null, runs: 1 }))
  return { baseline: "no-order", variant: "as-happened", by: "everybody", about: null, group: "all", measure, unit: "messages", people: 1, baselineValue, value: estimate, difference: estimate, more: 0, less: 0 }
}

/** What a run of the world would give: numbers of real people, the share and the date; chance moves the place where a conclusion turns over. */
interface World {
  readonly accepted: (values: ReadonlyArray<number>, replication: number) => number
  readonly isSo: (values: ReadonlyArray<number>, replication: number) => boolean | null
  /** Another state reads; where none does, no run names it. */
  readonly reads?: (values: ReadonlyArray<number>) => boolean
  /** No file can have these values together. */
  readonly isNone?: (values: ReadonlyArray<number>) => boolean
}

function play({ accepted, isNone, isSo, reads }: World, more: Partial<Study> = {}, of: Factors = factors) {
  const study: Study = { factors: of, seed: 1, trajectories: 3, sobol: 0, thinning: 1, whole: { effects: [effect("accepted", -100)], conclusions: [{ variant: "as-happened", id: "keeps-all", says: "Everybody keeps service.", yes: 1, runs: 1, first: isSo([4000, 60, 5, 5], 0) }] }, student: () => 4.303, ...more }
  const valuesOf = ({ positions }: Point) => of.varied.map(({ scale }, n) => scale.number(positions[n] ?? scale.value))
  const run = (point: Point): Observed | undefined => {
    const values = valuesOf(point)
    if (isNone?.(values) === true) return undefined
    return {
      outcomes: [{ variant: "no-order", measure: "accepted", unit: "messages", value: 1000 }, { variant: "as-happened", measure: "accepted", unit: "messages", value: accepted(values, point.replication) }],
      conclusions: [{ variant: "as-happened", id: "keeps-all", says: "Everybody keeps service.", verdict: isSo(values, point.replication) }, ...(reads?.(values) === true ? [{ variant: "as-happened", id: "reads-content:FR", says: "FR reads.", verdict: true }] : [])]
    }
  }
  const steps = studied(study)
  const rounds: Array<ReadonlyArray<Point>> = []
  for (let step = steps.next(); ; step = steps.next(step.value.map(run))) {
    if (step.done === true) return { told: step.value, rounds }
    rounds.push(step.value)
  }
}

const only = <R extends { readonly variant: string }>(rows: ReadonlyArray<R>, variant = "as-happened") => rows.filter((row) => row.variant === variant)
const LINEAR: World = { accepted: ([people, share], replication) => -people / 100 - share + 50 * replication, isSo: () => true }

describe("A study", () => {
  it("ranks what drives an outcome, chance being the same along a trajectory", () => {
    const { told } = play(LINEAR)
    expect(only(told.screening).map((row) => [row.factor, row.meanAbsolute, row.mean, row.sigma, row.trajectories, row.rank])).toEqual([
      ["people.townsfolk.stands-for", 70, -70, 0, 3, 2],
      ["people.townsfolk.reach.local-sim", 80, -80, 0, 3, 1],
      ["people.townsfolk.writes.per-day", 0, 0, 0, 3, 3],
      ["orders.block-chat.timeline.lifted", 0, 0, 0, 3, 3]
    ])
  })

  it("swings one value at a time around the file's, over as many runs as there are trajectories", () => {
    const { told } = play(LINEAR)
    expect(only(told.swings).map((row) => [row.atLow.mean, row.atValue.mean, row.atHigh.mean])).toEqual([[-30, -50, -100], [-10, -50, -90], [-50, -50, -50], [-50, -50, -50]])
    expect(only(told.swings)[0].atLow).toMatchObject({ runs: 3, low: expect.any(Number) })
  })

  it("leaves out outcomes that nothing moves", () => {
    const { told } = play(LINEAR)
    expect([...only(told.screening, "no-order"), ...only(told.swings, "no-order")]).toEqual([])
  })

  it("tells where a conclusion turns over, run by run, and in one row that nothing turns over the others", () => {
    const { told } = play({ ...LINEAR, isSo: ([, share, , day], replication) => share < 80 + 4 * replication && day < 6.5 })
    const flips = told.flips.filter((row) => row.flips)
    expect(flips.map((row) => [row.factor, row.conclusion, row.base, row.runs, row.of, row.unit])).toEqual([
      ["people.townsfolk.reach.local-sim", "keeps-all", true, 3, 3, "%"],
      ["orders.block-chat.timeline.lifted", "keeps-all", true, 3, 3, "days after 2020-01-12"]
    ])
    const [share, day] = flips
    // 80, 84 and 88 %, each to 1/32 of a range of 80 points.
    expect(Math.abs(share.at.mean! - 84)).toBeLessThanOrEqual(2.5)
    expect(share.from! <= 80 && share.to! >= 88 && share.to! - share.from! < 13).toBe(true)
    expect(share.at.low).toBeLessThan(share.at.mean!)
    expect(day).toMatchObject({ from: 6, to: 7, at: { mean: 6.5, low: 6.5, high: 6.5 }, note: "In the first run in which it does, it turns over between 2020-01-18 and 2020-01-19." })
    expect(told.flips.filter((row) => !row.flips).map((row) => [row.factor, row.conclusion, row.says])).toEqual([
      ["people.townsfolk.stands-for", "all", "1 conclusion"],
      ["people.townsfolk.writes.per-day", "all", "1 conclusion"]
    ])
    expect(told.flips.find((row) => !row.flips)?.note).toBe("Of 3 values tried (2000, 4000, 9000) none turns it over.")
  })

  it("tells where a state begins to read that no run at the values of the file names", () => {
    const { told } = play({ ...LINEAR, reads: ([people]) => people > 8000 })
    expect(told.flips.filter((row) => row.flips)).toMatchObject([{ factor: "people.townsfolk.stands-for", conclusion: "reads-content:FR", base: false, runs: 3, of: 3 }])
  })

  it("tells no flip of a state that the whole run names as a reader and the thinned one does not", () => {
    const whole = { effects: [effect("accepted", -100)], conclusions: [{ variant: "as-happened", id: "reads-content:FR", says: "FR reads.", yes: 1, runs: 1, first: true }] }
    const { told } = play({ ...LINEAR, reads: ([people]) => people > 8000 }, { thinning: 2, whole })
    expect([told.flips.filter((row) => row.flips), told.method.includes("as-happened reads-content:FR")]).toEqual([[], true])
  })

  it("says in how many runs a conclusion turns over, and that it does more than once", () => {
    const { told } = play({ ...LINEAR, isSo: ([people], replication) => replication === 1 || (people > 3000 && people < 6000) })
    expect(told.flips.filter((row) => row.flips)).toMatchObject([{ factor: "people.townsfolk.stands-for", runs: 2, of: 3, note: "It turns over more than once between the values tried; this is the place nearest to the value of the file." }])
  })

  it("tells no flip of a conclusion that the first thinned run judges otherwise than the first whole one", () => {
    const { told } = play({ ...LINEAR, isSo: ([, share]) => share < 80 }, { thinning: 8, whole: { effects: [effect("accepted", -40)], conclusions: [{ variant: "as-happened", id: "keeps-all", says: "Everybody keeps service.", yes: 0, runs: 1, first: false }] } })
    expect(told.flips.some((row) => row.flips)).toBe(false)
    expect(told.method).toContain("1 conclusion (as-happened keeps-all) the first thinned run does not judge as the first whole one does: of it no flip is told.")
    // Thinned runs give -50 in the mean where whole ones give -40; the baseline's own value is the same.
    expect(told.method).toContain("at most 25.0 % from it (accepted of as-happened)")
  })

  it("gives Sobol indices of the values that matter alone, the others as in the file", () => {
    const { rounds, told } = play(LINEAR, { sobol: 256 })
    const rows = only(told.indices)
    expect(rows.map((row) => [row.factor, row.base])).toEqual([["people.townsfolk.stands-for", 256], ["people.townsfolk.reach.local-sim", 256]])
    // Parts of the variance 49 : 64. With 256 rows the total indices have standard errors of about 0.05.
    expect(Math.abs(rows[0].total.mean! - 49 / 113)).toBeLessThan(0.2)
    expect(Math.abs(rows[1].total.mean! - 64 / 113)).toBeLessThan(0.2)
    expect(rows[0].total.low! <= rows[0].total.mean! && rows[0].total.mean! <= rows[0].total.high!).toBe(true)
    expect(rounds[rounds.length - 1].every(({ positions, replication }) => positions[2] === undefined && positions[3] === undefined && replication === 0)).toBe(true)
  })

  it("asks for no run twice, and for all that does not hang on others at once", () => {
    const { rounds, told } = play({ ...LINEAR, isSo: ([, share]) => share < 80 }, { sobol: 8 })
    const keys = rounds.flat().map((point) => JSON.stringify([point.positions.map((position) => position ?? null), point.replication]))
    expect(new Set(keys).size).toBe(keys.length)
    expect(told.runs).toBe(keys.length)
    // The values by themselves and the screening; five halvings of half a range to 1/32 and less; the indices.
    expect(rounds.length).toBe(6)
  })

  it("leaves out runs that no file can state, and says how many", () => {
    const { told } = play({ ...LINEAR, isNone: ([people]) => people > 8000 })
    expect(told.method).toMatch(/Of them \d+ could not be made/)
    expect(only(told.screening)[0].trajectories).toBeLessThan(3)
    expect(only(told.swings)[0].atHigh).toEqual({ mean: null, low: null, high: null, runs: 0 })
  })

  it("of a file without ranges simulates nothing and says so", () => {
    const { rounds, told } = play(LINEAR, {}, { varied: [], left: [] })
    expect(rounds).toEqual([])
    expect(told).toMatchObject({ runs: 0, factors: [], method: "The file states no range: nothing was varied, and no run was simulated for it." })
  })
})
