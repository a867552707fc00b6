/** Results with something to draw in every figure: the fixture with effects and sensitivity, and small ones of chance. */
import fc from "fast-check"
import { type EffectMeasure, EFFECTS, type GroupEffect } from "../../../src/model/comparison.ts"
import type { Result } from "../../../src/model/result.ts"
import type { Swing } from "../../../src/model/sensitivity.ts"
import type { Figure } from "../../../src/report/figures/figure.ts"
import { figuresOf } from "../../../src/report/figures/figures.ts"
import { peopleFigure } from "../../../src/report/figures/people.ts"
import { findings } from "../../../src/report/finding.ts"
import { fixture } from "../fixture.ts"

export function around(mean: number | null, margin?: number) {
  return { mean, low: mean === null || margin === undefined ? null : mean - margin, high: mean === null || margin === undefined ? null : mean + margin, runs: margin === undefined ? 1 : 4 }
}

export function effect(variant: string, measure: EffectMeasure, before: number, difference: number | null, margin?: number): GroupEffect {
  return { baseline: "no-order", variant, by: "everybody", about: null, group: "all", measure, unit: EFFECTS[measure], people: 40_000, baselineValue: around(before, margin), value: around(difference === null ? null : before + difference, margin), difference: around(difference, margin), more: 0, less: 0 }
}

export function swing(variant: string, measure: EffectMeasure, factor: string, low: number, value: number, high: number): Swing {
  return { variant, measure, factor, unit: EFFECTS[measure], atLow: around(low), atValue: around(value), atHigh: around(high) }
}

export function withSwings(result: Result, swings: ReadonlyArray<Swing>): Result {
  const factors = [...new Set(swings.map(({ factor }) => factor))].map((path) => ({ path, value: "30 %", low: "10 %", high: "60 %", sources: [], grade: null, beside: [] }))
  return { ...result, sensitivity: { method: "", runs: 8, thinning: 1, factors, left: [], screening: [], indices: [], swings, flips: [] } }
}

const OPTIONS = ["as-happened", "as-announced", "isp-block", "comply-bulk"]

/** The fixture, compared and varied. */
export function full(): Result {
  const effects = (Object.keys(EFFECTS) as ReadonlyArray<EffectMeasure>).flatMap((measure, m) => OPTIONS.map((variant, v) => effect(variant, measure, 1000 * m, v === 0 ? 0 : (v % 2 === 0 ? -1 : 1) * 123_456 * m, v === 0 ? 0 : 10_000 * m)))
  const swings = ["people.staff.count", "carriers.alpha.share", "orders.open-bes.else.block.leak.share"].flatMap((factor, i) => [swing("isp-block", "accepted", factor, -90_000 - 1000 * i, -88_000, -80_000 + 2000 * i), swing("comply-bulk", "peopleRead", factor, 0, 0, i)])
  return withSwings({ ...fixture(), effects }, swings)
}

/** Every figure of a result. */
export function figures(result: Result): ReadonlyArray<Figure> {
  const found = findings(result)
  const all = figuresOf(result, found)
  return [all.accepted, all.service, ...all.countries, all.differences, ...all.tornados, all.atRest, ...all.flows, peopleFigure(result)].filter((figure) => figure !== undefined)
}

const messages = fc.nat({ max: 20 })

/** The fixture with other numbers of messages, copies and readers, of which many are none, and of a part of its variants. */
export const worlds: fc.Arbitrary<Result> = fc
  .record({ variants: fc.subarray([0, 1, 2, 3, 4], { minLength: 1 }), tried: fc.array(messages, { minLength: 7, maxLength: 7 }), copies: fc.array(fc.nat({ max: 3 }), { minLength: 5, maxLength: 5 }), read: fc.array(fc.nat({ max: 2_000_000 }), { minLength: 3, maxLength: 3 }), differences: fc.array(fc.option(fc.integer({ min: -2_000_000, max: 2_000_000 })), { minLength: 6, maxLength: 6 }), margin: fc.option(fc.nat({ max: 5000 })), swings: fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 9, maxLength: 9 }) })
  .map(({ copies, differences, margin, read, swings, tried, variants }) => {
    const result = fixture()
    const chosen = variants.map((i) => result.variants[i]).map((variant) => ({
      ...variant,
      outcomes: variant.outcomes.map((row, i) => ({ ...row, attempted: tried[i % tried.length], accepted: Math.min(tried[i % tried.length], tried[(3 * i + 1) % tried.length]) })),
      summary: variant.summary.map((row, i) => ({ ...row, attempted: tried[i % tried.length], accepted: Math.min(tried[i % tried.length], tried[(3 * i + 1) % tried.length]) })),
      atRest: variant.atRest.map((row, i) => ({ ...row, copies: copies[i % copies.length] })),
      readers: variant.readers.map((row, i) => ({ ...row, messages: read[i % read.length] }))
    }))
    const measures: ReadonlyArray<EffectMeasure> = ["accepted", "hoursWithoutService", "peopleWithoutService", "disclosed", "peopleRead"]
    const effects = chosen.flatMap(({ id }, v) => (id === "no-order" ? [] : measures.map((measure, m) => effect(id, measure, 10, differences[(v + m) % differences.length], margin ?? undefined))))
    return withSwings({ ...result, variants: chosen, effects }, ["a.b", "c.d", "e.f"].flatMap((factor, i) => chosen.map(({ id }) => swing(id, "accepted", factor, swings[3 * i], swings[3 * i + 1], swings[3 * i + 2]))))
  })
