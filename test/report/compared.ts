/** Rows of comparison and sensitivity, made by hand from the variants of a fixture: small, and such that they add up. */
import { single } from "../../src/analysis/interval.ts"
import { type Conclusion, EFFECTS, type EffectMeasure, type GroupEffect } from "../../src/model/comparison.ts"
import type { VariantResult } from "../../src/model/result.ts"
import type { Sensitivity } from "../../src/model/sensitivity.ts"

const MEASURES = Object.keys(EFFECTS) as ReadonlyArray<EffectMeasure>

/** Option minus baseline of everybody, and by cohort and status. */
export function effectsOf(variants: ReadonlyArray<VariantResult>, baseline: string): ReadonlyArray<GroupEffect> {
  const base = variants.find((variant) => variant.id === baseline)
  if (base === undefined) return []
  const groups: ReadonlyArray<readonly [GroupEffect["by"], (row: VariantResult["outcomes"][number]) => string]> = [["everybody", () => "all"], ["cohort", (row) => row.cohort], ["status", (row) => row.status]]
  return variants.filter((variant) => variant !== base).flatMap((option) =>
    groups.flatMap(([by, nameOf]) =>
      [...new Set(base.outcomes.map(nameOf))].flatMap((group) =>
        MEASURES.map((measure): GroupEffect => {
          const [was, is] = [base, option].map((variant) => valueOf(variant, measure, (row) => nameOf(row) === group, group))
          return { baseline, variant: option.id, by, about: by === "status" ? base.outcomes[0].about : null, group, measure, unit: EFFECTS[measure], people: 4000, baselineValue: single(was), value: single(is), difference: single(is - was), more: is > was ? 1 : 0, less: is < was ? 1 : 0 }
        })
      )
    )
  )
}

function valueOf(variant: VariantResult, measure: EffectMeasure, isOf: (row: VariantResult["outcomes"][number]) => boolean, group: string): number {
  const rows = variant.outcomes.filter(isOf)
  const total = (value: (row: VariantResult["outcomes"][number]) => number) => rows.reduce((sum, row) => sum + value(row) * row.weight, 0)
  const read = variant.readers.filter((row) => row.level !== "exposed" && (group === "all" || row.cohort === group))
  switch (measure) {
    case "attempted": case "accepted": case "delivered": case "hoursWithoutService":
      return total((row) => row[measure])
    case "refused":
      return total((row) => row.attempted - row.accepted)
    case "peopleWithoutService":
      return Math.min(4000, total((row) => row.peopleWithoutService))
    case "disclosed":
      return read.reduce((sum, row) => sum + row.messages * row.weight, 0)
    case "peopleRead":
      return read.filter((row) => row.form === "content").reduce((most, row) => Math.max(most, row.people * row.weight), 0)
  }
}

export function conclusionsOf(variants: ReadonlyArray<VariantResult>): ReadonlyArray<Conclusion> {
  return variants.map((variant) => {
    const keeps = variant.summary.every((row) => row.verdict === "keeps")
    return { variant: variant.id, id: "keeps-all", says: "Everybody keeps service.", yes: keeps ? 1 : 0, runs: 1, first: keeps }
  })
}

/** Three open values: one that flips a conclusion, one that only moves an outcome, one that does neither. */
export function sensitivityOf(): Sensitivity {
  const factors: Sensitivity["factors"] = [
    { path: "people.staff.count", value: "5000", low: "4000", high: "6000", sources: ["dawn"], grade: "stated", beside: [] },
    { path: "carriers.alpha.share", value: "38 %", low: "30 %", high: "45 %", sources: [], grade: "judgement", beside: [] },
    { path: "services.bis.waits.at-relay", value: "7 days", low: "5 days", high: "30 days", sources: [], grade: "judgement", beside: [] }
  ]
  const screened = (factor: string, meanAbsolute: number, rank: number): Sensitivity["screening"][number] => ({ variant: "isp-block", measure: "accepted", factor, unit: "messages", meanAbsolute, mean: -meanAbsolute, sigma: meanAbsolute / 4, trajectories: 4, rank })
  return {
    method: "Morris screening over 4 trajectories, then bisection of each conclusion in 3 runs.",
    runs: 52,
    thinning: 1,
    factors,
    left: ["people.guests.reach.wifi: its range ends above 100 of 100"],
    screening: [screened("carriers.alpha.share", 12_000, 1), screened("people.staff.count", 9_000, 2), screened("services.bis.waits.at-relay", 0, 3)],
    indices: [{ variant: "isp-block", measure: "accepted", factor: "carriers.alpha.share", first: { mean: 0.61, low: 0.5, high: 0.7, runs: 3 }, total: { mean: 0.7, low: 0.6, high: 0.8, runs: 3 }, base: 64 }],
    swings: [{ variant: "isp-block", measure: "accepted", factor: "people.staff.count", unit: "messages", atLow: single(-500_000), atValue: single(-450_000), atHigh: single(-400_000) }],
    flips: [
      { factor: "people.staff.count", variant: "isp-block", conclusion: "keeps-all", says: "Everybody keeps service.", base: false, flips: true, at: { mean: 4500, low: 4400, high: 4600, runs: 3 }, from: 4390, to: 4610, unit: "people", runs: 3, of: 3, note: null },
      { factor: "carriers.alpha.share", variant: "isp-block", conclusion: "keeps-all", says: "Everybody keeps service.", base: false, flips: false, at: single(null), from: null, to: null, unit: "", runs: 0, of: 3, note: "no value tried in the range turns it over" }
    ]
  }
}
