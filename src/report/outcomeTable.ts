/** The table of page 1: outcomes of everybody in the baseline and with each option, the difference under each, and what became of the promises. */
import type { Result } from "../model/result.ts"
import { type Block, type Cell, table } from "./document.ts"
import { baselineOf, bracket, effectOf, MEASURES, OUTCOMES, type OutcomeMeasure, options, quantityOf } from "./effect.ts"
import type { Finding } from "./finding.ts"
import { plain, type Words } from "./quantity.ts"
import { BRIEF, count, distinct, grouped, sum } from "./words.ts"

export function outcomeTable(result: Result, found: ReadonlyArray<Finding>): ReadonlyArray<Block> {
  if (result.effects.length === 0) return [alone(found)]
  const rows = [baseline(result, found), ...options(result).map((option) => ofOption(result, option, found))]
  const interval = result.run.replications === 1 ? "1 run, so that no difference has an interval" : `in brackets the 95 % interval over ${count(result.run.replications)} runs`
  return [
    table(
      `Outcomes of everybody, whole run: the number, and under it option minus baseline ${baselineOf(result)} (${interval}); M: million, bn: thousand million`,
      ["Variant", ...OUTCOMES.map((measure) => `${MEASURES[measure]}#`), "Promises held / broken / not exercised#"],
      [...alike(rows).values()].map(merged)
    )
  ]
}

interface Row {
  readonly name: string
  readonly cells: ReadonlyArray<ReadonlyArray<Words>>
}

function baseline(result: Result, found: ReadonlyArray<Finding>): Row {
  const [option] = options(result)
  const cells = OUTCOMES.map((measure): ReadonlyArray<Words> => {
    const row = effectOf(result, option, measure)
    const value = row === undefined ? undefined : quantityOf(row, "baselineValue", BRIEF)
    return value === undefined ? ["not known"] : [[value]]
  })
  return { name: `${baselineOf(result)} (baseline)`, cells: [...cells, [promises(found.find((f) => f.variant.id === baselineOf(result)))]] }
}

function ofOption(result: Result, option: string, found: ReadonlyArray<Finding>): Row {
  return { name: option, cells: [...OUTCOMES.map((measure) => cell(result, option, measure)), [promises(found.find((f) => f.variant.id === option))]] }
}

/** The number and its difference; where there is none the number alone. */
function cell(result: Result, option: string, measure: OutcomeMeasure): ReadonlyArray<Words> {
  const row = effectOf(result, option, measure)
  const value = row === undefined ? undefined : quantityOf(row, "value", BRIEF)
  const difference = row === undefined ? undefined : quantityOf(row, "difference", BRIEF)
  if (row === undefined || value === undefined || difference === undefined) return ["not known"]
  return [[value], ...(difference.value === 0 && bracket(row.difference) === "" ? [["±0"]] : [[difference, bracket(row.difference, BRIEF)]])]
}

/** Rows with the same cells stand together. */
function alike(rows: ReadonlyArray<Row>): Map<string, Array<Row>> {
  return grouped(rows, (row) => JSON.stringify(row.cells.map((lines) => lines.map(plain))))
}

function merged(rows: ReadonlyArray<Row>): ReadonlyArray<Cell> {
  return [rows.map((row) => row.name).join(", "), ...rows[0].cells.map((lines): Cell => ({ text: lines }))]
}

function promises(finding: Finding | undefined): string {
  if (finding === undefined) return ""
  const { broken, held, infeasible, "not-exercised": never } = finding.promises
  return `${held.length} / ${broken.length} / ${never.length}${infeasible.length === 0 ? "" : `, ${infeasible.length} infeasible`}`
}

/** A file of one variant has nothing to compare: its own messages, and what became of them. */
function alone(found: ReadonlyArray<Finding>): Block {
  const rows = found.map(({ variant, ...finding }): ReadonlyArray<Cell> => {
    const [about] = distinct(variant.outcomes.map((row) => row.about))
    const own = variant.outcomes.filter((row) => row.about === about)
    const total = (column: "attempted" | "accepted" | "delivered" | "hoursWithoutService"): Cell => {
      const value = sum(own, (row) => row[column] * row.weight)
      return { text: [[{ shown: count(Math.round(value)), value, at: { table: "outcomes", row: { variant: variant.id, about }, column: `${column}*weight` } }]] }
    }
    return [variant.id, total("attempted"), total("accepted"), total("delivered"), total("hoursWithoutService"), promises({ variant, ...finding })]
  })
  return table("Outcomes of everybody, whole run; there is no other variant to compare with", ["Variant", "Messages attempted#", "Messages accepted#", "Messages delivered#", "Person-hours without service#", "Promises held / broken / not exercised#"], rows)
}
