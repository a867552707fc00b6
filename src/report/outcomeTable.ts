/** The table of page 1: outcomes of everybody in the baseline and with each option, the difference under each, and what became of the promises. */
import type { Result } from "../model/result.ts"
import { type Alike, alike, NAME_MAX, nameOf, ROWS_MAX } from "./alike.ts"
import { type Block, type Cell, table } from "./document.ts"
import { baselineOf, differenceWords, effectOf, OUTCOMES, type OutcomeMeasure, options, quantityOf } from "./effect.ts"
import type { Finding } from "./finding.ts"
import type { Words } from "./quantity.ts"
import { BRIEF, count, counted, distinct, shortened, sum } from "./words.ts"

/** Of more rows than these only the difference is told, so that the sheet holds them; the baseline's number is in the first. */
const ROWS_WITH_NUMBER = 7

export function outcomeTable(result: Result, found: ReadonlyArray<Finding>): ReadonlyArray<Block> {
  if (result.effects.length === 0) return [alone(found)]
  const rows = alike(result)
  const shown = rows.slice(0, ROWS_MAX)
  const whole = rows.length <= ROWS_WITH_NUMBER
  const runs = result.run.replications
  const base = shortened(baselineOf(result), NAME_MAX)
  const caption = [
    whole ? `Everybody, whole run: the number, and option minus baseline (${base})` : `Everybody, whole run: option minus baseline (${base}, its own number first)`,
    runs === 1 ? "1 run, no interval" : `± 95 % interval over ${counted(runs, "run")}`,
    "M million, bn 1,000 million",
    ...(rows.length > shown.length ? [`${counted(rows.length - shown.length, "more row")} under Trade-offs`] : [])
  ].join("; ")
  return [table(caption, ["Variant", ...OUTCOMES.map((measure) => `${HEADS[measure]}#`), "Promises held / broken / not exercised#"], shown.map((row) => line(result, found, row, whole)))]
}

/** The same in fewer words than elsewhere: the sheet's sentences say the rest. */
export const HEADS: Readonly<Record<OutcomeMeasure, string>> = {
  peopleWithoutService: "People without service",
  hoursWithoutService: "Person-hours without",
  accepted: "Messages accepted",
  peopleRead: "People whose content is read",
  disclosed: "Messages disclosed"
}

function line(result: Result, found: ReadonlyArray<Finding>, row: Alike, whole: boolean): ReadonlyArray<Cell> {
  return [nameOf(row, 4), ...OUTCOMES.map((measure): Cell => ({ text: cell(result, row, measure, whole) })), promises(found.filter((f) => row.variants.includes(f.variant.id)))]
}

/** The number, and of options the difference under it, or the difference alone. */
function cell(result: Result, { hasBaseline, option }: Alike, measure: OutcomeMeasure, whole: boolean): ReadonlyArray<Words> {
  const effect = effectOf(result, option ?? options(result)[0] ?? "", measure)
  const value = effect === undefined ? undefined : quantityOf(effect, hasBaseline ? "baselineValue" : "value", BRIEF)
  if (effect === undefined || value === undefined) return ["not known"]
  if (hasBaseline) return [[value]]
  const difference = differenceWords(effect, BRIEF)
  return whole ? [[value], difference] : [difference]
}

/** How many came out how, from the least to the most over the variants of a row. */
function promises(found: ReadonlyArray<Finding>): string {
  const counted = (verdict: keyof Finding["promises"]) => found.map((one) => one.promises[verdict].length)
  const range = (numbers: ReadonlyArray<number>) => distinct([Math.min(...numbers), Math.max(...numbers)]).join("–")
  const infeasible = counted("infeasible").some((n) => n > 0) ? `, ${range(counted("infeasible"))} infeasible` : ""
  return `${range(counted("held"))} / ${range(counted("broken"))} / ${range(counted("not-exercised"))}${infeasible}`
}

/** A file of one variant has nothing to compare: its own messages, and what became of them. */
function alone(found: ReadonlyArray<Finding>): Block {
  const rows = found.map((finding): ReadonlyArray<Cell> => {
    const { variant } = finding
    const [about] = distinct(variant.outcomes.map((row) => row.about))
    const own = variant.outcomes.filter((row) => row.about === about)
    const total = (column: "attempted" | "accepted" | "delivered" | "hoursWithoutService"): Cell => {
      const value = sum(own, (row) => row[column] * row.weight)
      return { text: [[{ shown: count(Math.round(value)), value, at: { table: "outcomes", row: { variant: variant.id, about }, column: `${column}*weight` } }]] }
    }
    return [variant.id, total("attempted"), total("accepted"), total("delivered"), total("hoursWithoutService"), promises([finding])]
  })
  return table("Outcomes of everybody, whole run; there is no other variant to compare with", ["Variant", "Messages attempted#", "Messages accepted#", "Messages delivered#", "Person-hours without service#", "Promises held / broken / not exercised#"], rows)
}
