/** The answer on one screen of a terminal: plain text, aligned, nothing said by colour alone. */
import type { ClaimVerdict, Result } from "../model/result.ts"
import { type Fate, type Finding, findings } from "./finding.ts"
import { visible } from "./visible.ts"
import { count, counted, distinct, firstFew, grouped, instant, percentOf, sum } from "./words.ts"

/** Messages and events of all variants together, and the wall-clock time that they took [s]. */
export interface Stats {
  readonly messages: number
  readonly events: number
  readonly seconds?: number
}

export interface SummaryOptions {
  /** Columns of the terminal; lines are at most 100 long even where it is wider. */
  readonly width: number
  readonly colour: boolean
  readonly stats?: Stats | undefined
}

/** Lines that fit one screen; the report has everything. */
const LINES_MAX = 40
const WIDTH_MIN = 40
const WIDTH_MAX = 100

/** At most 40 lines for up to a dozen variants; where more is to say than fits, a line ends in "…". */
export function summary(result: Result, options: SummaryOptions): string {
  const width = Math.max(WIDTH_MIN, Math.min(WIDTH_MAX, options.width))
  const all = findings(result)
  for (const rows of [3, 2, 1]) {
    const lines = page(result, all, width, rows, options)
    if (lines.length <= LINES_MAX || rows === 1) return `${lines.join("\n")}\n`
  }
  throw new Error("the shortest page is printed whatever its length")
}

/** The page with at most `rows` lines for one statement. */
function page(result: Result, all: ReadonlyArray<Finding>, width: number, rows: number, options: SummaryOptions): ReadonlyArray<string> {
  const left = Math.min(22, Math.max(11, ...all.map((f) => lengthOf(visible(f.variant.id)))))
  const pen: Pen = { width, rows, left, bold: (text) => (options.colour ? `\u001b[1m${text}\u001b[22m` : text) }
  return [
    ...wrapped(visible(result.scenario.question ?? result.scenario.title), width, 2).map(pen.bold),
    `Simulation, not measurement. Run ${cut(visible(result.run.id), 40)}, seed ${result.run.seed}: ${runs(result)}. Times are UTC.`.slice(0, width),
    ...all.flatMap((finding) => block(finding, pen)),
    ...statement(pen, "promises", "", promises(all)),
    ...statement(pen, "claims", "", claims(all)),
    ...statement(pen, "assumptions", "", assumptions(result)),
    ...statement(pen, "simulated", "", people(result)),
    ...(options.stats === undefined ? [] : statement(pen, "speed", "", speed(options.stats)))
  ]
}

interface Pen {
  readonly width: number
  readonly rows: number
  readonly left: number
  readonly bold: (text: string) => string
}

/** One to three statements on a variant; what is the same for everybody is said once. */
function block(finding: Finding, pen: Pen): ReadonlyArray<string> {
  const losing = [...finding.loses, ...finding.partly]
  const name = cut(visible(finding.variant.id), pen.left)
  const first =
    losing.length === 0
      ? statement(pen, name, "keeps", finding.keeps.rows.length === 0 ? "nobody tried" : "everybody")
      : [
          ...(finding.loses.length === 0 ? [] : statement(pen, name, "loses", finding.loses.map((fate) => `${who(fate)}${why(fate)}`).join("; "))),
          ...(finding.partly.length === 0 ? [] : statement(pen, finding.loses.length === 0 ? name : "", "partly", finding.partly.map((fate) => `${who(fate)}, ${percentOf(fate.accepted, fate.attempted)} messages accepted${why(fate)}`).join("; "))),
          ...statement(pen, "", "keeps", who(finding.keeps))
        ]
  return [...first, ...statement(pen, "", "reads", `${reads(finding)} · copies in ${copies(finding)}`)]
}

function who(fate: Fate): string {
  return fate.who.join(", ")
}

function why(fate: Fate): string {
  return `${fate.lostAt === null ? "" : ` since ${instant(fate.lostAt)}`}${fate.reason === null ? "" : ` (${fate.reason})`}`
}

/** Who can read content, else metadata; cipher text is named too, since a key may come. */
function reads(finding: Finding): string {
  if (finding.readings.length === 0) return "nobody anything"
  return [...grouped(finding.readings, (r) => r.authority)]
    .map(([authority, own]) => `${authority}: ${[...grouped(own, (r) => r.form)].map(([form, of]) => `${form} of ${firstFew(distinct(of.map((r) => r.what)), 4)}`).join(", ")}`)
    .join("; ")
}

function copies(finding: Finding): string {
  if (finding.atRest.length === 0) return "no country"
  return [...grouped(finding.atRest, (row) => row.country)].map(([country, rows]) => `${country} (${rows.map((row) => row.operator).join(", ")})`).join(", ")
}

/** Promises by what became of them over all variants; a broken one names its variants. */
function promises(all: ReadonlyArray<Finding>): string {
  const ids = distinct(all.flatMap((f) => f.variant.invariants.map((i) => i.id)))
  const broken = all.filter((f) => f.promises.broken.length > 0).map((f) => `${f.promises.broken.join(" ")} in ${f.variant.id}`)
  const infeasible = all.filter((f) => f.promises.infeasible.length > 0).map((f) => `${f.promises.infeasible.join(" ")} in ${f.variant.id}`)
  const never = ids.filter((id) => all.every((f) => !f.promises.held.includes(id) && !f.promises.broken.includes(id) && !f.promises.infeasible.includes(id)))
  const held = ids.filter((id) => !never.includes(id) && all.every((f) => !f.promises.broken.includes(id) && !f.promises.infeasible.includes(id)))
  return [
    `held wherever exercised: ${held.length} of ${ids.length}`,
    `broken: ${broken.length === 0 ? "none" : broken.join(", ")}`,
    ...(infeasible.length === 0 ? [] : [`infeasible: ${infeasible.join(", ")}`]),
    `not exercised in any variant: ${never.length === 0 ? "none" : never.join(" ")}`
  ].join(" · ")
}

function claims(all: ReadonlyArray<Finding>): string {
  const number = (verdict: ClaimVerdict["verdict"]) => sum(all, (f) => f.claims[verdict].length)
  const total = sum(CLAIM_VERDICTS, number)
  if (total === 0) return "none on these variants"
  const said = CLAIM_VERDICTS.map((verdict) => {
    const named = verdict === "held" || verdict === "prediction" ? [] : all.flatMap((f) => f.claims[verdict])
    return `${number(verdict)} ${verdict}${named.length === 0 ? "" : ` (${firstFew(named, 4)})`}`
  })
  return `of ${total}: ${said.join(", ")}`
}

const CLAIM_VERDICTS = ["held", "broken", "known-miss", "prediction", "undetermined"] as const

/** How many of the file's values have a source, and how many of each grade there are. */
export function assumptions(result: Result): string {
  const { total, withSource, ...grades } = result.assumptions
  const said = Object.entries(grades).filter(([, n]) => n > 0).map(([grade, n]) => `${count(n)} ${grade === "judgement" ? "author's judgement" : grade}`)
  return `${count(withSource)} of ${count(total)} values have a source${said.length === 0 ? "" : `: ${said.join(", ")}`}`
}

function people(result: Result): string {
  const base = result.variants.find((v) => v.id === result.scenario.baseline) ?? result.variants[0]
  if (base === undefined) return "nothing: no variant was run"
  const said = base.people.map((row) => `${row.cohort} ${count(row.people)} and ${count(row.attempted)}`)
  return `people and messages in each variant: ${said.join(", ")}`
}

function speed(stats: Stats): string {
  const rate = stats.seconds === undefined || stats.seconds <= 0 ? "" : `: ${counted(Math.round(stats.messages / stats.seconds), "message")}/s`
  return `${counted(stats.messages, "message")} and ${counted(stats.events, "event")} in all variants${rate}`
}

/** "1 run, no interval", or how many there were. */
export function runs(result: Result): string {
  return result.run.replications === 1 ? "1 run, no interval" : `${result.run.replications} runs of each variant`
}

/** Label and word in their columns, the text wrapped beside them. */
function statement(pen: Pen, label: string, word: string, text: string): ReadonlyArray<string> {
  const indent = pen.left + 1 + (word === "" ? 0 : 7)
  const lines = wrapped(visible(text).replace(/\S{41,}/gu, (name) => `${Array.from(name).slice(0, 39).join("")}…`), pen.width - indent, pen.rows)
  return lines.map((line, i) => {
    if (i > 0) return `${" ".repeat(indent)}${line}`
    const shown = label === "" ? "" : pen.bold(label)
    return `${shown}${" ".repeat(pen.left + 1 - lengthOf(label))}${word === "" ? "" : word.padEnd(7)}${line}`
  })
}

function cut(text: string, lengthMax: number): string {
  return wrapped(text, lengthMax, 1)[0]
}

function lengthOf(text: string): number {
  return Array.from(text).length
}

/** Lines of at most `width` characters, broken at spaces where there are some; what goes over `rows` lines is cut with "…". */
export function wrapped(text: string, width: number, rows: number): ReadonlyArray<string> {
  const lines: Array<string> = []
  let rest = Array.from(text)
  while (rest.length > width && lines.length < rows - 1) {
    const space = rest.lastIndexOf(" ", width)
    const end = space > width / 2 ? space : width
    lines.push(rest.slice(0, end).join(""))
    rest = rest.slice(rest[end] === " " ? end + 1 : end)
  }
  lines.push(rest.length > width ? `${rest.slice(0, width - 1).join("")}…` : rest.join(""))
  return lines
}
