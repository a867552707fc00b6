/** Which open values of the file drive which outcome, and where a conclusion turns over. */
import type { EffectMeasure } from "../model/comparison.ts"
import type { Result } from "../model/result.ts"
import type { Flip, Sensitivity, Swing } from "../model/sensitivity.ts"
import { type Block, type Cell, heading, table, text } from "./document.ts"
import { MEASURES } from "./effect.ts"
import { compareCommand } from "./reproduce.ts"
import { amount, count, counted, distinct, firstFew, grouped, percentOf, shortened, signedAmount } from "./words.ts"

/** So many stand on page 1. */
const ON_PAGE = 3

/** The values that matter most, each with where it turns a conclusion over; or the command that would tell. */
export function threeAssumptions(result: Result): ReadonlyArray<Block> {
  const { sensitivity } = result
  if (sensitivity === null) {
    const open = result.evidence.filter((row) => row.range !== null).length
    if (open === 0) return [text(`0 of ${counted(result.evidence.length, "value")} have an open range, so that none can be varied within one: which assumptions matter most is not known.`)]
    return [text(`No sensitivity was run, so that which assumptions matter most is not known; ${counted(open, "value")} of ${count(result.evidence.length)} ${open === 1 ? "has" : "have"} an open range. This tells:`), compareCommand(result, "--sensitivity")]
  }
  const factors = weightiest(sensitivity).slice(0, ON_PAGE)
  if (factors.length === 0) return [text("No value of the file with an open range was varied, so that none is known to matter.")]
  return [{ kind: "list", items: factors.map((path) => said(path, sensitivity, result)) }, ...otherNumbers(sensitivity)]
}

/** A reader would take one number for the other. */
function otherNumbers(sensitivity: Sensitivity): ReadonlyArray<Block> {
  return sensitivity.swings.length === 0 ? [] : [text(`Over ${runsOfSwings(sensitivity)}: not the numbers of the table.`)]
}

/** `3 runs of 1 in 22 simulated people`: fewer runs than those of page 1, often with fewer people, so that the numbers are others. */
export function runsOfSwings({ swings, thinning }: Sensitivity): string {
  const runs = counted(Math.max(0, ...swings.map((row) => row.atValue.runs)), "run")
  return thinning === 1 ? runs : `${runs} of 1 in ${count(thinning)} simulated people`
}

/** Factors by how many outcomes they drive more than any other, then by how many conclusions they turn over, then by their best rank. */
export function weightiest(sensitivity: Sensitivity): ReadonlyArray<string> {
  const weight = sensitivity.factors.map(({ path }, at) => {
    const flips = sensitivity.flips.filter((row) => row.factor === path && row.flips).length
    const ranks = sensitivity.screening.filter((row) => row.factor === path && row.meanAbsolute > 0).map((row) => row.rank)
    return { path, firsts: ranks.filter((rank) => rank === 1).length, flips, rank: Math.min(Infinity, ...ranks), at }
  })
  const matters = weight.filter(({ flips, rank }) => flips > 0 || rank < Infinity)
  return matters.sort((a, b) => b.firsts - a.firsts || b.flips - a.flips || compared(a.rank, b.rank) || a.at - b.at).map(({ path }) => path)
}

function compared(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** `people.staff.count, 5000 (open: 4000 to 6000): people … in as-announced from 20,651 to 210,651; no value in it flips a conclusion.` */
function said(path: string, sensitivity: Sensitivity, result: Result): string {
  const factor = sensitivity.factors.find((one) => one.path === path)
  const open = factor === undefined ? "" : `, ${factor.value} (open: ${factor.low} to ${factor.high})`
  const flips = sensitivity.flips.filter((row) => row.factor === path && row.flips)
  const more = flips.length < 2 ? "" : `; ${counted(flips.length - 1, "more conclusion")} under Sensitivity`
  return `${path}${open}: ${swing(path, sensitivity, result)}${flips.length === 0 ? "no value in its range flips a conclusion" : `${turns(flips[0], SAYS_MAX)}${more}`}.`
}

/** The outcome that the value by itself moves farthest for its size, at one end of the range and at the other. */
function swing(path: string, { screening, swings }: Sensitivity, result: Result): string {
  const share = (row: Swing) => (row.atLow.mean === null || row.atHigh.mean === null || row.atValue.mean === null || row.atValue.mean === 0 ? 0 : Math.abs((row.atHigh.mean - row.atLow.mean) / row.atValue.mean))
  const row = swings.filter((one) => one.factor === path).reduce<Swing | undefined>((most, one) => (share(one) > (most === undefined ? 0 : share(most)) ? one : most), undefined)
  const named = ({ measure, variant }: Pick<Swing, "measure" | "variant">) => `${MEASURES[measure].toLowerCase()}, ${variant === result.scenario.baseline ? variant : `${variant} minus ${result.scenario.baseline}`}`
  if (row === undefined) {
    // By itself it moves nothing; together with others it may.
    const best = screening.filter((one) => one.factor === path && one.meanAbsolute > 0).sort((a, b) => a.rank - b.rank)[0]
    return best === undefined ? "" : `${named(best)}, by ${amount(best.meanAbsolute)} on average over values of the others; `
  }
  const isBase = row.variant === result.scenario.baseline
  const at = (value: number | null) => (value === null ? "not known" : isBase ? amount(value) : signedAmount(value))
  return `${named(row)}, from ${at(row.atLow.mean)} to ${at(row.atHigh.mean)}; `
}

/** Page 1 has room for so much of a conclusion. */
const SAYS_MAX = 90

/** A conclusion without the rule by which it is decided, which follows a colon; of a claim, whose words are the file's, all of it. */
function briefly({ conclusion, says }: Flip): string {
  return conclusion.startsWith("claim:") ? says : says.split(": ")[0]
}

/** `at 4,500 [4,400 to 4,600] "…" ceases to hold in as-announced, in 3 of 3 runs`. */
function turns(row: Flip, lengthMax = Number.POSITIVE_INFINITY): string {
  const { high, low, mean } = row.at
  const told = (value: number | null) => (value === null ? "?" : valueWords(value, row.unit))
  // A unit stands once, behind the upper end; a day or a minute is whole by itself.
  const lower = (value: number | null) => (value === null || DATED.test(row.unit) ? told(value) : count(value))
  // Where the runs agree, or there is one, it is known as well as bisection has narrowed it down.
  const [from, to] = low === null || high === null || low === high ? [row.from, row.to] : [low, high]
  const interval = from === null || to === null || from === to ? "" : ` [${lower(from)} to ${told(to)}]`
  const where = mean === null ? `between ${lower(row.from)} and ${told(row.to)}` : `at ${told(mean)}${interval}`
  const runs = row.of > 1 ? `, in ${count(row.runs)} of ${counted(row.of, "run")}` : ""
  return `${where} "${shortened(briefly(row), lengthMax)}" ${row.base === null ? "turns over" : row.base ? "ceases to hold" : "begins to hold"} in ${row.variant}${runs}`
}

/** Unit of a value that is a day, or a minute of one. */
const DATED = /^(days|min) after (\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d))?(.*)$/

/** `18.5 h`; what is counted from a day or a minute on is told as that day, or minute, as the file writes it. */
function valueWords(value: number, unit: string): string {
  const after = DATED.exec(unit)
  if (after === null) return `${count(value)}${unit === "" ? "" : ` ${unit}`}`
  const [, step, day, clock = "00:00", zone] = after
  const at = new Date(Date.parse(`${day}T${clock}:00Z`) + Math.round(value) * (step === "days" ? 86_400_000 : 60_000)).toISOString()
  return step === "days" ? at.slice(0, 10) : `${at.slice(0, 10)} ${at.slice(11, 16)}${zone}`
}

/** The chapter. */
export function sensitivityBlocks(result: Result): ReadonlyArray<Block> {
  const { sensitivity } = result
  if (sensitivity === null) return threeAssumptions(result)
  const { factors, flips, indices, left, method, runs, screening, swings, thinning } = sensitivity
  return [
    text(method),
    text(`${counted(runs, "run")}, each of all variants${thinning === 1 ? "" : `; 1 in ${count(thinning)} simulated people, with ${count(thinning)} times the weight`}. Outcomes are of everybody: option minus baseline; of the baseline its own number.`),
    table("Values that were varied", ["Value", "In the file", "From", "To", "Grade", "Sources"], factors.map((row) => [row.path, row.value, row.low, row.high, row.grade ?? "none", row.sources.join(", ")]), "none was."),
    ...(left.length === 0 ? [] : [heading("Not varied"), { kind: "list" as const, items: left }]),
    heading("Where conclusions flip"),
    ...flipTables(flips),
    heading("What drives which outcome"),
    ranking(screening),
    table("Sobol indices of the values that matter: the share of the variance due to a value alone, and with what it acts together with", ["Variant", "Outcome", "Value", "Alone#", "Together#", "Base sample#"], indices.map((row) => [row.variant, MEASURES[row.measure], row.factor, index(row.first), index(row.total), count(row.base)]), "none was computed."),
    { kind: "folded", table: swingTable(swings) }
  ]
}

function flipTables(flips: Sensitivity["flips"]): ReadonlyArray<Block> {
  const turning = flips.filter((row) => row.flips)
  const rest = flips.filter((row) => !row.flips)
  const rows = turning.map((row): ReadonlyArray<Cell> => [row.factor, row.variant, row.says, row.base === null ? "not decided" : row.base ? "so" : "not so", turns(row), row.note ?? ""])
  const never = [...grouped(rest, (row) => row.factor)].map(([factor, own]): ReadonlyArray<Cell> => [factor, firstFew(distinct(own.map((row) => `${row.says} (${row.variant})`)), 4), `${count(Math.max(...own.map((row) => row.of)))}`, firstFew(distinct(own.flatMap((row) => (row.note === null ? [] : [row.note]))), 2)])
  return [
    table("Conclusions that turn over within the range of a value", ["Value", "Variant", "Conclusion~", "In the file", "Flips~", "Note"], rows, "no value in its range flips a conclusion."),
    table("Conclusions that no value tried in the range turns over", ["Value", "Conclusions~", "Runs#", "Note~"], never, "every conclusion that was tried flips somewhere.")
  ]
}

/** Of each variant and outcome the values that move it, first the one that moves it most. */
function ranking(screening: Sensitivity["screening"]): Block {
  const moving = screening.filter((row) => row.meanAbsolute > 0)
  const rows = [...grouped(moving, (row) => JSON.stringify([row.variant, row.measure])).values()].map((own): ReadonlyArray<Cell> => {
    const inOrder = [...own].sort((a, b) => a.rank - b.rank).slice(0, ON_PAGE)
    return [own[0].variant, MEASURES[own[0].measure], { text: inOrder.map((row) => `${count(row.rank)}. ${row.factor}: ${amount(row.meanAbsolute)} (spread ${amount(row.sigma)})`) }, count(own[0].trajectories)]
  })
  return table("Morris screening: the mean absolute effect of a value over its whole range, the first three; spread: the effect's standard deviation", ["Variant", "Outcome", "Values that move it~", "Trajectories#"], rows, "no value moves any outcome.")
}

function index({ mean, low, high }: Sensitivity["indices"][number]["first"]): string {
  if (mean === null) return "not known"
  return `${mean.toFixed(2)}${low === null || high === null ? "" : ` [${low.toFixed(2)} to ${high.toFixed(2)}]`}`
}

function swingTable(swings: Sensitivity["swings"]) {
  const value = (mean: number | null) => (mean === null ? "not known" : amount(mean))
  return {
    caption: "One value at the ends of its range, all else as in the file",
    columns: ["Variant", "Outcome", "Value"].map((name) => ({ name })).concat(["At the lower end", "As in the file", "At the upper end"].map((name) => ({ name, numeric: true }))),
    rows: swings.map((row): ReadonlyArray<Cell> => [row.variant, MEASURES[row.measure], row.factor, value(row.atLow.mean), value(row.atValue.mean), value(row.atHigh.mean)])
  }
}

/** Outcomes of which a value is among the first three in some variant, with its rank: which results use it, as measured. */
export function movedBy(path: string, sensitivity: Sensitivity | null): ReadonlyArray<EffectMeasure> {
  if (sensitivity === null) return []
  return distinct(sensitivity.screening.filter((row) => row.factor === path && row.meanAbsolute > 0 && row.rank <= ON_PAGE).map((row) => row.measure))
}

/** How many of the varied values flip something. */
export function flipping({ factors, flips }: Sensitivity): string {
  const names = new Set(flips.filter((row) => row.flips).map((row) => row.factor))
  return percentOf(names.size, factors.length)
}
