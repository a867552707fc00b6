/** A comparison on one screen: a row for each variant, a column for each outcome, and the conclusions that options do not share with the baseline. */
import { type Conclusion, type GroupEffect, HEADLINES } from "../model/comparison.ts"
import type { Result } from "../model/result.ts"
import { NAME_MAX } from "./alike.ts"
import { baselineOf, differenceWords, effectOf, OUTCOMES, options, quantityOf } from "./effect.ts"
import { HEADS } from "./outcomeTable.ts"
import { plain } from "./quantity.ts"
import { threeAssumptions } from "./sensitivity.ts"
import { wrapped } from "./summary.ts"
import { visible } from "./visible.ts"
import { BRIEF, count, counted, distinct, grouped, listed, percent, shortened, signed } from "./words.ts"

export interface ScreenOptions {
  /** Columns of the terminal. */
  readonly width: number
  readonly colour: boolean
}

/** What an outcome is called in a sentence. */
const NAMES: Readonly<Record<(typeof HEADLINES)[number], string>> = {
  accepted: "messages accepted",
  hoursWithoutService: "person-hours without service",
  peopleWithoutService: "people without service at some time",
  disclosed: "messages that a state has",
  peopleRead: "people whose content a state reads or has"
}
const ROWS_MAX = 8
const HEAD_WIDTH = 15
const GAP = 2

export function comparisonScreen(result: Result, { colour, width }: ScreenOptions): string {
  const bold = (text: string) => (colour ? `\u001b[1m${text}\u001b[22m` : text)
  return `${[
    ...wrapped(visible(result.scenario.question ?? result.scenario.title), width, 2).map(bold),
    ...wrapped(headOf(result), width, ROWS_MAX),
    ...tables(result, width, bold),
    "",
    ...conclusionsOf(result, width),
    ...assumptionsOf(result, width),
    ...precisionOf(result, width)
  ].join("\n")}\n`
}

function headOf(result: Result): string {
  const { run } = result
  const interval = run.replications === 1 ? "1 run, no interval" : `mean ± half of its 95 % interval (Student's t) over ${counted(run.replications, "pair")} of runs with the same chance, without ± where each has the same`
  const people = effectOf(result, options(result)[0] ?? "", "accepted")?.people
  return `Simulation, not measurement. Run ${visible(run.id)}, seed ${run.seed}. Option minus baseline "${nameOf(baselineOf(result))}", whose own numbers are in the first row; of ${people === undefined ? "" : `${count(people)} `}real people, over the whole run: ${interval}. M million, bn 1,000 million.`
}

function nameOf(variant: string): string {
  return shortened(visible(variant), NAME_MAX)
}

interface Column {
  readonly head: ReadonlyArray<string>
  readonly cells: ReadonlyArray<string>
  readonly width: number
}

/** Variants as rows, outcomes as columns; what is too wide for the screen goes into a further table below. */
function tables(result: Result, width: number, bold: (text: string) => string): ReadonlyArray<string> {
  const names = [baselineOf(result), ...options(result)].map(nameOf)
  const left = Math.max(...names.map(lengthOf))
  const padded = (text: string) => text + " ".repeat(left - lengthOf(text))
  return sheets(OUTCOMES.map((measure) => columnOf(result, measure)), width - left).flatMap((columns) => {
    const depth = Math.max(...columns.map(({ head }) => head.length))
    const heads = columns.map(({ head, ...column }) => ({ ...column, cells: [...Array<string>(depth - head.length).fill(""), ...head] }))
    return ["", ...Array.from({ length: depth }, (_, n) => bold(padded("") + lineOf(heads, n))), ...names.map((name, n) => padded(name) + lineOf(columns, n))]
  })
}

function lineOf(columns: ReadonlyArray<Pick<Column, "cells" | "width">>, n: number): string {
  return columns.map(({ cells, width }) => (cells[n] ?? "").padStart(width + GAP)).join("")
}

function columnOf(result: Result, measure: (typeof OUTCOMES)[number]): Column {
  const rows = options(result).map((option) => effectOf(result, option, measure))
  const own = rows.find((row) => row !== undefined)
  const baseline = own === undefined ? undefined : quantityOf(own, "baselineValue", BRIEF)
  const cells = [baseline?.shown ?? "not known", ...rows.map((row) => (row === undefined ? "not known" : plain(differenceWords(row, BRIEF))))]
  const head = wrapped(HEADS[measure], HEAD_WIDTH, 3)
  return { head, cells, width: Math.max(...[...head, ...cells].map(lengthOf)) }
}

/** Columns by the tables that hold them, each as many as it has room for. */
function sheets(columns: ReadonlyArray<Column>, room: number): ReadonlyArray<ReadonlyArray<Column>> {
  const all: Array<Array<Column>> = []
  let left = 0
  for (const column of columns) {
    const takes = column.width + GAP
    if (takes > left) {
      all.push([])
      left = room
    }
    all[all.length - 1].push(column)
    left -= takes
  }
  return all
}

function lengthOf(text: string): number {
  return Array.from(text).length
}

/** The baseline's conclusions, then of options those that are not as in it; of claims and promises how many held in every run that decides them, and which did not. */
function conclusionsOf(result: Result, width: number): ReadonlyArray<string> {
  const baseline = baselineOf(result)
  const isOf = (kind: string) => (row: Conclusion) => row.id.startsWith(kind)
  const named = result.conclusions.filter((row) => !isOf("claim:")(row) && !isOf("promise:")(row))
  const ofBaseline = new Map(named.flatMap((row) => (row.variant === baseline ? [[row.id, inRuns(row)]] : [])))
  const said = grouped(options(result), (option) => told(named.filter((row) => row.variant === option && inRuns(row) !== ofBaseline.get(row.id))))
  const base = told(named.filter((row) => row.variant === baseline && row.runs > 0))
  const held = (["claim", "promise"] as const).flatMap((kind) => {
    const decided = result.conclusions.filter((row) => isOf(`${kind}:`)(row) && row.runs > 0)
    const others = decided.filter((row) => row.yes < row.runs).map((row) => `${visible(row.id)} in ${inRuns(row)} in ${nameOf(row.variant)}`)
    return decided.length === 0 ? [] : [`${decided.length - others.length} of ${counted(decided.length, kind)} held in every run, variant by variant${others.length === 0 ? "" : `; ${others.join(", ")}`}`]
  })
  const lines = [...(base === "" ? [] : [`${nameOf(baseline)} (baseline): ${base}`]), ...[...said].flatMap(([text, of]) => (named.length === 0 ? [] : [`${listed(of.map(nameOf))}: ${text === "" ? "as in the baseline" : text}`]))]
  return [...(lines.length === 0 ? [] : ["Conclusions; of options those that are not as in the baseline:"]), ...lines, ...held].flatMap((text) => wrapped(text, width, ROWS_MAX))
}

/** `keeps-all in 10 of 10 runs · loses:resident, loses:visitor in 0 of 10 runs`: what is so in most runs first. */
function told(rows: ReadonlyArray<Conclusion>): string {
  return [...grouped([...rows].sort((a, b) => b.yes - a.yes), inRuns)].map(([runs, own]) => `${own.map(({ id }) => visible(id)).join(", ")} ${runs === UNDECIDED ? runs : `in ${runs}`}`).join(" · ")
}

const UNDECIDED = "not decided"

function inRuns({ runs, yes }: Conclusion): string {
  return runs === 0 ? UNDECIDED : `${count(yes)} of ${counted(runs, "run")}`
}

/** As on page 1, where a sensitivity was asked for. */
function assumptionsOf(result: Result, width: number): ReadonlyArray<string> {
  if (result.sensitivity === null) return []
  const items = threeAssumptions(result).flatMap((block) => (block.kind === "list" ? block.items : block.kind === "text" ? [block.text] : []))
  return ["", "Assumptions that matter most:", ...items.flatMap((item) => wrapped(visible(plain(item)), width, ROWS_MAX))]
}

/** What was asked and reached, and what is known least well. */
function precisionOf({ run: { precision, replications } }: Result, width: number): ReadonlyArray<string> {
  if (precision === null) return []
  const { asked, reached, widest } = precision
  const share = (value: number) => percent(value, 1)
  const of = "of the larger of the difference and the baseline's value"
  const least = widest === null ? "" : ` Widest: ${NAMES[widest.measure]}, ${nameOf(widest.variant)}.`
  const said = reached !== null && reached <= asked ? `Precision reached in ${counted(replications, "run")}: intervals reach ${share(reached)} ${of} to each side at most; ${share(asked)} was asked for.` : `Precision not reached in ${counted(replications, "run")}, the most that were allowed (--replications allows more): an interval reaches ${reached === null ? "an unknown share" : share(reached)} ${of} to each side; ${share(asked)} was asked for.`
  return ["", ...wrapped(`${said}${least}`, width, ROWS_MAX)]
}

/** The same in short, of a run whose screen has much else to tell: of each option what differs. Nothing where there was one run. */
export function differencesScreen(result: Result, width: number): string {
  if (result.run.replications === 1) return ""
  const everybody = result.effects.filter((row) => row.by === "everybody")
  const said = distinct(everybody.map((row) => row.variant)).flatMap((option) => {
    const rows = HEADLINES.map((measure) => everybody.find((row) => row.variant === option && row.measure === measure)).filter((row) => row !== undefined)
    const other = rows.filter((row) => !isZero(row.difference))
    return other.length === 0 ? [] : wrapped(`${visible(option)}: ${other.map((row) => `${outcomeOf(row)} ${differenceOf(row)}`).join(" · ")}`, width, ROWS_MAX)
  })
  if (said.length === 0) return ""
  return `\n${wrapped(`Option minus baseline "${visible(result.scenario.baseline)}", of real people, over the whole run: mean and 95 % interval over ${counted(result.run.replications, "pair")} of runs. What is not named does not differ.`, width, ROWS_MAX).join("\n")}\n${said.join("\n")}\n`
}

const isZero = ({ high, low, mean }: GroupEffect["difference"]) => mean === 0 && (low ?? 0) === 0 && (high ?? 0) === 0

function outcomeOf({ measure }: GroupEffect): string {
  const headline = HEADLINES.find((one) => one === measure)
  return headline === undefined ? measure : NAMES[headline]
}

function differenceOf({ difference: { high, low, mean, runs } }: GroupEffect): string {
  const said = signed(mean ?? 0)
  if (low === null || high === null) return said
  return low === high ? `${said} in each of ${counted(runs, "run")}` : `${said} [${signed(low)} to ${signed(high)}]`
}
