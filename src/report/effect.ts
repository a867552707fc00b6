/** What options change, in words: rows of `effects`, of everybody and of groups, as numbers that say where they stand. */
import type { EffectMeasure, GroupEffect } from "../model/comparison.ts"
import type { Estimate } from "../model/replicated.ts"
import type { Result } from "../model/result.ts"
import type { Place, Quantity, Words } from "./quantity.ts"
import { amount, beside, BRIEF, signedAmount } from "./words.ts"

/** What each measure counts, as the head of a column. */
export const MEASURES: Readonly<Record<EffectMeasure, string>> = {
  attempted: "Messages attempted",
  accepted: "Messages accepted",
  delivered: "Messages delivered",
  refused: "Messages refused",
  hoursWithoutService: "Person-hours without service",
  peopleWithoutService: "People without service at some time",
  disclosed: "Messages disclosed to a state",
  peopleRead: "People whose content a state reads or has"
}

/** The outcomes that pages tell, in the order of a reader's questions: who loses, how much, who is read. */
export const OUTCOMES = ["peopleWithoutService", "hoursWithoutService", "accepted", "peopleRead", "disclosed"] as const satisfies ReadonlyArray<EffectMeasure>
export type OutcomeMeasure = (typeof OUTCOMES)[number]

/** Everybody's row of an option; undefined where the result has none. */
export function effectOf(result: Result, variant: string, measure: EffectMeasure): GroupEffect | undefined {
  return result.effects.find((row) => row.by === "everybody" && row.variant === variant && row.measure === measure)
}

/** The options: every variant that is compared with the baseline. */
export function options(result: Result): ReadonlyArray<string> {
  const baseline = baselineOf(result)
  return result.variants.map((variant) => variant.id).filter((id) => id !== baseline)
}

/** The variant that options are compared with. */
export function baselineOf(result: Result): string {
  return result.effects[0]?.baseline ?? result.scenario.baseline
}

/** Which of a row's estimates. */
type Part = "baselineValue" | "value" | "difference"

/** The number itself, or a signed difference; undefined where no run has one. */
export function quantityOf(row: GroupEffect, part: Part, scale?: typeof BRIEF): Quantity | undefined {
  const { mean } = row[part]
  if (mean === null) return undefined
  return { shown: part === "difference" ? signedAmount(mean, scale) : amount(mean, scale), value: mean, at: placeOf(row, `${part}.mean`) }
}

/** The people of a row's group. */
export function peopleOf(row: GroupEffect, scale?: typeof BRIEF): Quantity {
  return { shown: amount(row.people, scale), value: row.people, at: placeOf(row, "people") }
}

/** Where an estimate's number stands in data/effects.csv. */
function placeOf(row: GroupEffect, column: string): Place {
  const { baseline, variant, by, about, group, measure } = row
  return { table: "effects", row: { baseline, variant, by, about: about ?? "", group, measure }, column }
}

/** ` ±150`, half of an interval that lies around its mean; ` [−20 to +2,300]` of one that does not; empty where there is none. */
export function margin({ mean, low, high }: Estimate, scale?: typeof BRIEF): string {
  if (mean === null || low === null || high === null || low === high) return ""
  const [below, above] = [mean - low, high - mean]
  return Math.abs(above - below) <= 1e-6 * (above + below) ? ` ±${beside((high - low) / 2, mean, scale)}` : ` [${signedAmount(low, scale)} to ${signedAmount(high, scale)}]`
}

/** A difference with its interval behind it. */
export function differenceWords(row: GroupEffect, scale?: typeof BRIEF): Words {
  const quantity = quantityOf(row, "difference", scale)
  return quantity === undefined ? "not known" : [quantity, margin(row.difference, scale)]
}

/** Whether an option differs: of several runs by an interval without 0, of one by its number. */
export function differs({ difference: { mean, low, high } }: GroupEffect): "more" | "less" | "same" {
  const [least, most] = low === null || high === null ? [mean ?? 0, mean ?? 0] : [low, high]
  return least > 0 ? "more" : most < 0 ? "less" : "same"
}

/** Where a number of a group is greatest, over the baseline and all options; undefined where it is 0 in all of them. */
export function greatestOf(rows: ReadonlyArray<GroupEffect>): { readonly row: GroupEffect; readonly part: "baselineValue" | "value"; readonly variant: string } | undefined {
  const all = [...rows.map((row) => ({ row, part: "value" as const, variant: row.variant })), ...rows.map((row) => ({ row, part: "baselineValue" as const, variant: row.baseline }))]
  const size = ({ part, row }: (typeof all)[number]) => row[part].mean ?? 0
  return all.filter((one) => size(one) > 0).reduce<(typeof all)[number] | undefined>((most, one) => (most === undefined || size(one) > size(most) ? one : most), undefined)
}
