/** A comparison on a screen: each option's headline outcomes as option minus baseline, and in how many runs its conclusions hold. */
import { type Conclusion, type GroupEffect, HEADLINES } from "../model/comparison.ts"
import type { Result } from "../model/result.ts"
import { wrapped } from "./summary.ts"
import { visible } from "./visible.ts"
import { count, counted, distinct, percent, signed } from "./words.ts"

export interface ScreenOptions {
  /** Columns of the terminal. */
  readonly width: number
  readonly colour: boolean
}

/** What an outcome is called on the screen, and its unit. */
const NAMES: Readonly<Record<(typeof HEADLINES)[number], string>> = {
  accepted: "messages accepted",
  hoursWithoutService: "person-hours without service",
  peopleWithoutService: "people without service at some time",
  disclosed: "messages that a state has",
  peopleRead: "people whose content a state reads or has"
}
const NAME_WIDTH = Math.max(...Object.values(NAMES).map((name) => name.length))
const ROWS_MAX = 8

export function comparisonScreen(result: Result, { colour, width }: ScreenOptions): string {
  const bold = (text: string) => (colour ? `\u001b[1m${text}\u001b[22m` : text)
  const everybody = result.effects.filter((row) => row.by === "everybody")
  const options = distinct(everybody.map((row) => row.variant))
  return `${[
    ...wrapped(visible(result.scenario.question ?? result.scenario.title), width, 2).map(bold),
    ...wrapped(headOf(result), width, ROWS_MAX),
    ...options.flatMap((option) => ["", bold(wrapped(visible(option), width, 1)[0]), ...linesOf(everybody.filter((row) => row.variant === option), width), ...conclusionsOf(result.conclusions.filter((row) => row.variant === option), width)]),
    "",
    `baseline: ${bold(wrapped(visible(result.scenario.baseline), width - 10, 1)[0])}`,
    ...conclusionsOf(result.conclusions.filter((row) => row.variant === result.scenario.baseline), width),
    ...precisionOf(result, width)
  ].join("\n")}\n`
}

function headOf({ run, scenario }: Result): string {
  const interval = run.replications === 1 ? "1 run, no interval" : `mean and 95 % interval (Student's t) over ${counted(run.replications, "pair")} of runs with the same chance`
  return `Simulation, not measurement. Run ${visible(run.id)}, seed ${run.seed}. Option minus baseline "${visible(scenario.baseline)}", of real people, over the whole run: ${interval}.`
}

/** The same in short, of a run whose screen has much else to tell: of each option what differs. Nothing where there was one run. */
export function differencesScreen(result: Result, width: number): string {
  if (result.run.replications === 1) return ""
  const everybody = result.effects.filter((row) => row.by === "everybody")
  const said = distinct(everybody.map((row) => row.variant)).flatMap((option) => {
    const rows = HEADLINES.map((measure) => everybody.find((row) => row.variant === option && row.measure === measure)).filter((row) => row !== undefined)
    const other = rows.filter((row) => !isZero(row.difference))
    return other.length === 0 ? [] : wrapped(`${visible(option)}: ${other.map((row) => `${nameOf(row)} ${differenceOf(row)}`).join(" · ")}`, width, ROWS_MAX)
  })
  if (said.length === 0) return ""
  return `\n${wrapped(`Option minus baseline "${visible(result.scenario.baseline)}", of real people, over the whole run: mean and 95 % interval over ${counted(result.run.replications, "pair")} of runs. What is not named does not differ.`, width, ROWS_MAX).join("\n")}\n${said.join("\n")}\n`
}

const isZero = ({ high, low, mean }: GroupEffect["difference"]) => mean === 0 && (low ?? 0) === 0 && (high ?? 0) === 0

/** A line for each headline outcome; what is 0 in both and in every run is said together. */
function linesOf(rows: ReadonlyArray<GroupEffect>, width: number): ReadonlyArray<string> {
  const told = HEADLINES.map((measure) => rows.find((row) => row.measure === measure)).filter((row) => row !== undefined)
  const isNothing = ({ baselineValue, value }: GroupEffect) => (baselineValue.high ?? baselineValue.mean) === 0 && (value.high ?? value.mean) === 0
  const nothing = told.filter(isNothing)
  return [
    ...told.filter((row) => !isNothing(row)).flatMap((row) => wrapped(`${differenceOf(row)}; baseline ${count(row.baselineValue.mean ?? 0)}`, width - NAME_WIDTH - 4, ROWS_MAX).map((line, n) => `  ${(n === 0 ? nameOf(row) : "").padEnd(NAME_WIDTH)}  ${line}`)),
    ...(nothing.length === 0 ? [] : wrapped(`0 with it and in the baseline: ${nothing.map(nameOf).join(", ")}`, width - 2, ROWS_MAX).map((line) => `  ${line}`))
  ]
}

function nameOf({ measure }: GroupEffect): string {
  const headline = HEADLINES.find((one) => one === measure)
  return headline === undefined ? measure : NAMES[headline]
}

function differenceOf({ difference: { high, low, mean, runs } }: GroupEffect): string {
  const said = signed(mean ?? 0)
  if (low === null || high === null) return said
  return low === high ? `${said} in each of ${counted(runs, "run")}` : `${said} [${signed(low)} to ${signed(high)}]`
}

/** Service and reading by name; of claims and promises how many held in every run that decides them, and which did not. */
function conclusionsOf(rows: ReadonlyArray<Conclusion>, width: number): ReadonlyArray<string> {
  const isOf = (kind: string) => (row: Conclusion) => row.id.startsWith(kind)
  const named = rows.filter((row) => row.runs > 0 && !isOf("claim:")(row) && !isOf("promise:")(row))
  const counts = (["claim", "promise"] as const).flatMap((kind) => {
    const decided = rows.filter(isOf(`${kind}:`)).filter((row) => row.runs > 0)
    const others = decided.filter((row) => row.yes < row.runs)
    if (decided.length === 0) return []
    return [`${decided.length - others.length} of ${counted(decided.length, kind)} held in every run${others.length === 0 ? "" : `; ${others.map(inRuns).join(", ")}`}`]
  })
  return [...(named.length === 0 ? [] : [named.map(inRuns).join(" · ")]), ...counts].flatMap((text) => wrapped(text, width - 2, ROWS_MAX).map((line) => `  ${line}`))
}

function inRuns({ id, runs, yes }: Conclusion): string {
  return `${visible(id)} in ${count(yes)} of ${counted(runs, "run")}`
}

/** What was asked and reached, and what is known least well. */
function precisionOf({ run: { precision, replications } }: Result, width: number): ReadonlyArray<string> {
  if (precision === null) return []
  const { asked, reached, widest } = precision
  const share = (value: number) => percent(value, 1)
  const of = "of the larger of the difference and the baseline's value"
  const least = widest === null ? "" : ` Widest: ${NAMES[widest.measure]}, ${visible(widest.variant)}.`
  const said = reached !== null && reached <= asked ? `Precision reached in ${counted(replications, "run")}: intervals reach ${share(reached)} ${of} to each side at most; ${share(asked)} was asked for.` : `Precision not reached in ${counted(replications, "run")}, the most that were allowed (--replications allows more): an interval reaches ${reached === null ? "an unknown share" : share(reached)} ${of} to each side; ${share(asked)} was asked for.`
  return ["", ...wrapped(`${said}${least}`, width, ROWS_MAX)]
}
