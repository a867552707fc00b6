import { beforeAll, describe, expect, test } from "vitest"
import { type EffectSample, effectsOf } from "../../src/analysis/effects.ts"
import { estimateOf, type Student95 } from "../../src/analysis/interval.ts"
import { following, isReached, precisionOf, RUNS_MAX, RUNS_MIN } from "../../src/analysis/precision.ts"
import { student95 } from "../../src/cli/student.ts"

let student: Student95
beforeAll(async () => {
  student = await student95()
})
const KEY = "everybody\u0001\u0001all\u0001"
/** Pairs of one option, by measure. */
const effects = (pairs: Readonly<Record<string, ReadonlyArray<readonly [before: number, after: number]>>>) => {
  const measures = Object.keys(pairs)
  const samples = pairs[measures[0]].map((_, n): EffectSample => ({ keys: measures.map((measure) => KEY + measure), people: measures.map(() => 1), baseline: measures.map((measure) => pairs[measure][n][0]), options: [{ variant: "x", values: measures.map((measure) => pairs[measure][n][1]) }] }))
  return effectsOf(samples, { baseline: "base", student })
}
describe("Precision", () => {
  test("is the half-width as a share of the larger of difference and baseline, of the widest headline", () => {
    const accepted = [[1000, 900], [1000, 910], [1000, 890], [1000, 900]] as const
    const half = estimateOf([-100, -90, -110, -100], student).high! + 100
    const one = precisionOf(effects({ accepted }), 0.02)
    expect(one).toMatchObject({ asked: 0.02, widest: { variant: "x", measure: "accepted" } })
    expect(one.reached! - half / 1000).toBeGreaterThanOrEqual(0)
    expect(one.reached! - half / 1000).toBeLessThan(2e-6)
    expect([isReached(one), isReached({ ...one, asked: 0.01 })]).toEqual([true, false])
    const both = precisionOf(effects({ accepted, peopleRead: accepted.map(([before, after]) => [0, before - after] as const) }), 0.02)
    expect(both.widest).toEqual({ variant: "x", measure: "peopleRead" })
    expect(both.reached! - half / 100).toBeLessThan(2e-6)
  })

  test("needs nothing of what is 0 throughout, of other measures and of what does not vary", () => {
    expect(precisionOf(effects({ disclosed: [[0, 0], [0, 0]], refused: [[0, 1], [0, 99]], accepted: [[5, 3], [6, 4]] }), 0.01)).toEqual({ asked: 0.01, reached: 0, widest: null })
  })

  test("of one run is not known", () => {
    const one = precisionOf(effects({ accepted: [[5, 3]] }), 0.01)
    expect([one.reached, isReached(one)]).toEqual([null, false])
  })

  test("is looked at after 10 runs and then after half as many again, up to the most", () => {
    const looks = [following(0, RUNS_MAX)]
    while (looks[looks.length - 1] < RUNS_MAX) looks.push(following(looks[looks.length - 1], RUNS_MAX))
    expect(looks).toEqual([RUNS_MIN, 15, 22, 33, 49, 73, 100])
    expect([following(0, 4), following(10, 12)]).toEqual([4, 12])
  })
})
