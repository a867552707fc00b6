/** The answer on one screen of a terminal: plain text, aligned, nothing said by colour alone. */
import type { ClaimVerdict, Result, VariantResult } from "../model/result.ts"
import { copiesByOperator, type Fate, type Finding, findings, lostWhen, type Reading } from "./finding.ts"
import { assumptions } from "./assumptions.ts"
import { openClaims } from "./openClaims.ts"
import { inRuns, runs, runsOfClaim, runsOfPromise } from "./replicated.ts"
import { differences } from "./sameness.ts"
import { visible } from "./visible.ts"
import { count, counted, distinct, firstFew, grouped, listed, percentOf, short, sum } from "./words.ts"

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
const LINES_MAX = 44
/** Statements below those on variants: one line each at least. */
const FURTHER_MAX = 8
const WIDTH_MIN = 40
const WIDTH_MAX = 100

/** At most 44 lines for a dozen variants; where more is to say than fits, a line ends in "…". */
export function summary(result: Result, options: SummaryOptions): string {
  const width = Math.max(WIDTH_MIN, Math.min(WIDTH_MAX, options.width))
  const all = findings(result)
  const left = Math.min(22, Math.max(14, ...all.map((f) => lengthOf(visible(f.variant.id)))))
  const pen: Pen = { width, left, bold: (text) => (options.colour ? `\u001b[1m${text}\u001b[22m` : text) }
  const head = [
    ...wrapped(visible(result.scenario.question ?? result.scenario.title), width, 2).map(pen.bold),
    ...wrapped(`Simulation, not measurement. Run ${visible(result.run.id)}, seed ${result.run.seed}: ${runs(result)}. Times are UTC.${relative(result)}`, width, 3)
  ]
  const variants = blocks(all, left)
  // What is lost, read and kept goes first: at most a third of the lines that it leaves is for claims.
  const spare = Math.max(0, LINES_MAX - head.length - variants.length - FURTHER_MAX)
  const statements: ReadonlyArray<Statement> = [
    ...variants,
    { label: "read by nobody", word: "", text: unread(all) },
    { label: "copies", word: "", text: copies(all) },
    ...lostCopies(all),
    ...conflicts(result),
    { label: "promises", word: "", text: promises(all, result) },
    { label: "claims", word: "", text: claims(all, result) },
    ...openClaims(result, Math.ceil(spare / 3)).map((line) => ({ ...line, word: "" as const, single: true })),
    { label: "assumptions", word: "", text: assumptions(result).replace("author's ", "") },
    { label: "simulated", word: "", text: people(result) },
    ...(options.stats === undefined ? [] : [{ label: "speed", word: "" as const, text: speed(options.stats, result) }])
  ]
  return `${[...head, ...fitted(statements, LINES_MAX - head.length, pen)].join("\n")}\n`
}

/** Orders that cannot both be obeyed, with the choice that was applied: nothing where there are none. */
function conflicts({ variants }: Result): ReadonlyArray<Statement> {
  const all = variants.flatMap((variant) => variant.conflicts.map((row) => ({ variant: variant.id, text: `${row.text}: ${row.choice}` })))
  const said = [...grouped(all, (one) => one.text)].map(([text, own]) => `${text} (${firstFew(distinct(own.map((one) => one.variant)), 2)})`)
  return said.length === 0 ? [] : [{ label: "conflicts", word: "", text: said.join("; ") }]
}

/** Of several states that the scenario is about, whose residents and visitors are meant. */
function relative({ scenario }: Result): string {
  return scenario.about.length < 2 ? "" : ` Residents and visitors: of each of ${listed(scenario.about)}, where no state is named.`
}

/** A label, a word on what is said, and what is said. */
interface Statement {
  readonly label: string
  readonly word: "" | "loses" | "partly" | "reads" | "keeps" | "same"
  readonly text: string
  /** Says who reads what: not to be cut before all else is. */
  readonly weighty?: boolean
  /** Stays on one line. */
  readonly single?: boolean
}

/** What gets further lines first where not all can, and up to how many. */
const PRIORITY: ReadonlyArray<readonly [comes: (statement: Statement) => boolean, rowsMax: number]> = [
  // How many were simulated is told of each group, whatever else is cut.
  [({ label }) => label === "simulated", 8],
  [({ word }) => word === "loses" || word === "partly", 3],
  [({ weighty }) => weighty === true, 2],
  [({ word }) => word === "", 2],
  [({ word }) => word === "keeps", 2],
  [() => true, 4]
]

/** Every statement on one line at least; on more, by priority, as long as all of them stay within `linesMax`. */
function fitted(statements: ReadonlyArray<Statement>, linesMax: number, pen: Pen): ReadonlyArray<string> {
  const rows = statements.map(() => 1)
  let spare = linesMax - statements.length
  for (const [comes, rowsMax] of PRIORITY) {
    for (let most = 2; most <= rowsMax; most++) {
      statements.forEach((statement, i) => {
        if (spare <= 0 || statement.single === true || rows[i] >= most || !comes(statement) || printed(statement, most, pen).length <= rows[i]) return
        rows[i]++
        spare--
      })
    }
  }
  return statements.flatMap((statement, i) => printed(statement, rows[i], pen))
}

interface Pen {
  readonly width: number
  readonly left: number
  readonly bold: (text: string) => string
}

/** The statements on each variant; one of which the same is to be said as of an earlier one refers to that, with what a state could do otherwise, where copies lie otherwise. */
function blocks(all: ReadonlyArray<Finding>, left: number): ReadonlyArray<Statement> {
  const said = new Map<string, Array<VariantResult>>()
  return all.flatMap(({ variant, ...finding }): ReadonlyArray<Statement> => {
    const own = block({ variant, ...finding })
    const key = JSON.stringify(own)
    const label = cut(visible(variant.id), left)
    const alike = (said.get(key) ?? []).map((other) => ({ id: other.id, unlike: differences(variant, other) }))
    const same = alike.find(({ unlike }) => unlike.length === 0)
    if (same === undefined) said.set(key, [...(said.get(key) ?? []), variant])
    if (same !== undefined) return [{ label, word: "same", text: `as ${same.id}` }]
    if (alike.length > 0) return [{ label, word: "same", text: `as ${alike[0].id}, but ${alike[0].unlike.join("; ")}`, weighty: true }]
    return own.map((statement, i) => (i === 0 ? { ...statement, label } : statement))
  })
}

/** One to four statements on a variant; that nobody reads anything is said once, below. */
function block(finding: Finding): ReadonlyArray<Statement> {
  const { loses, partly, keeps } = finding
  const read = finding.readings.length === 0 ? undefined : reads(finding)
  if (loses.length + partly.length === 0) {
    const kept = keeps.rows.length === 0 ? "nobody tried" : "everybody"
    return [{ label: "", word: "keeps", text: read === undefined ? kept : `${kept} · ${read}`, weighty: read !== undefined }]
  }
  return [
    ...(loses.length === 0 ? [] : [{ label: "", word: "loses" as const, text: since(loses, who) }]),
    ...(partly.length === 0 ? [] : [{ label: "", word: "partly" as const, text: since(partly, (fate) => `${who(fate)}, ${percentOf(fate.accepted, fate.attempted)} messages accepted`) }]),
    { label: "", word: "keeps", text: keeps.rows.length === 0 ? "nobody" : who(keeps) },
    ...(read === undefined ? [] : [{ label: "", word: "reads" as const, text: read, weighty: true }])
  ]
}

/** Fates under the time for which they hold, each with its reason. */
function since(fates: ReadonlyArray<Fate>, say: (fate: Fate) => string): string {
  return [...grouped(fates, lostWhen)]
    .map(([when, own]) => `${when === "" ? "" : `${when}: `}${own.map((fate) => `${say(fate)}${fate.reason === null ? "" : ` (${fate.reason})`}`).join("; ")}`)
    .join("; ")
}

function who(fate: Fate): string {
  return fate.who.join(", ")
}

/** What each authority reads or has: content in messages, metadata and cipher text by name, since a key may come. */
function reads(finding: Finding): string {
  return [...grouped(finding.readings, (r) => r.authority)]
    .map(([authority, own]) => {
      const content = grouped(own.filter((r) => r.form === "content"), (r) => r.what)
      const others = (["metadata", "ciphertext"] as const).map((form) => ({ form, names: distinct(own.filter((r) => r.form === form).map((r) => nameOf(r))) })).filter(({ names }) => names.length > 0)
      return `${authority} reads ${[...[...content].map(([what, of]) => `${what} ${short(Math.max(...of.map((r) => r.messages)))}`), ...others.map(({ form, names }) => `${form} of ${names.join(" ")}`)].join(", ")}`
    })
    .join("; ")
}

/** The service alone where the class is what the form says. */
function nameOf({ what, form }: Reading): string {
  return what.endsWith(`.${form}`) ? what.slice(0, -form.length - 1) : what
}

/** Variants in which no state reads or gets anything. */
function unread(all: ReadonlyArray<Finding>): string {
  const none = all.filter((f) => f.readings.length === 0).map((f) => f.variant.id)
  return none.length === 0 ? "in no variant" : `in ${none.length} of ${counted(all.length, "variant")}: ${firstFew(none, 3)}`
}

/** Countries with copies at the end, by who runs the machines there; variants of which the same is true together. */
function copies(all: ReadonlyArray<Finding>): string {
  const places = grouped(all, (f) => (f.atRest.length === 0 ? "none" : copiesByOperator(f).join("; ")))
  const [most, ...others] = [...places].sort(([, a], [, b]) => b.length - a.length)
  if (most === undefined) return "none"
  const usual = new Set(most[0].split("; "))
  const unlike = others.map(([where, of]) => `in ${firstFew(of.map((f) => f.variant.id), 3)} ${where.split("; ").filter((part) => !usual.has(part)).join("; ") || "less"}`)
  return [`${most[0]}${others.length === 0 ? "" : ` (${most[1].length} of ${counted(all.length, "variant")})`}`, ...unlike].join(" · ")
}

/** First copies, and mail in queues, that were lost with the disks of sites: nothing where none were. Variants of which the same is true together. */
function lostCopies(all: ReadonlyArray<Finding>): ReadonlyArray<Statement> {
  const toldOf = ({ variant: { losses } }: Finding) => losses.filter((row) => row.kind === "primary" || row.kind === "queue").map((row) => `${short(row.copies)} of ${row.service}.${row.class} with ${row.kind === "queue" ? "the queue" : "the disks"} of ${row.site} (${row.country})`).join(", ")
  return [...grouped(all, toldOf)].flatMap(([told, of]) => (told === "" ? [] : [{ label: "lost copies", word: "" as const, text: `${told}${of.length === all.length ? "" : ` in ${firstFew(of.map((f) => f.variant.id), 3)}`}` }]))
}

/** Promises by what became of them over all variants; a broken one names its variants. */
function promises(all: ReadonlyArray<Finding>, result: Result): string {
  const ids = distinct(all.flatMap((f) => f.variant.invariants.map((i) => i.id)))
  const ofRuns = (f: Finding, id: string) => inRuns(Math.max(...f.variant.invariants.filter((i) => i.id === id).map(runsOfPromise)), result)
  const broken = all.filter((f) => f.promises.broken.length > 0).map((f) => `${f.promises.broken.map((id) => `${id}${ofRuns(f, id)}`).join(" ")} in ${f.variant.id}`)
  const infeasible = all.filter((f) => f.promises.infeasible.length > 0).map((f) => `${f.promises.infeasible.join(" ")} in ${f.variant.id}`)
  const never = ids.filter((id) => all.every((f) => !f.promises.held.includes(id) && !f.promises.broken.includes(id) && !f.promises.infeasible.includes(id)))
  const held = ids.filter((id) => !never.includes(id) && all.every((f) => !f.promises.broken.includes(id) && !f.promises.infeasible.includes(id)))
  return [
    `${held.length} of ${ids.length} held wherever exercised`,
    `broken: ${broken.length === 0 ? "none" : broken.join(", ")}`,
    ...(infeasible.length === 0 ? [] : [`infeasible: ${infeasible.join(", ")}`]),
    `never exercised: ${never.length === 0 ? "none" : never.join(" ")}`
  ].join(" · ")
}

function claims(all: ReadonlyArray<Finding>, result: Result): string {
  const number = (verdict: ClaimVerdict["verdict"]) => sum(all, (f) => f.claims[verdict].length)
  const total = sum(CLAIM_VERDICTS, number)
  if (total === 0) return "none on these variants"
  const said = CLAIM_VERDICTS.map((verdict) => {
    const named = verdict === "held" || verdict === "prediction" ? [] : all.flatMap((f) => f.variant.claims.filter((claim) => claim.verdict === verdict).map((claim) => `${claim.id}${inRuns(runsOfClaim(claim), result)}`))
    return `${number(verdict)} ${verdict}${named.length === 0 ? "" : ` (${firstFew(named, 2)})`}`
  })
  const ids = new Set(all.flatMap((f) => Object.values(f.claims).flat())).size
  return `of ${total}${ids === total ? "" : ` verdicts on ${ids} claims`}: ${said.join(", ")}`
}

const CLAIM_VERDICTS = ["held", "broken", "known-miss", "prediction", "undetermined"] as const

function people(result: Result): string {
  const base = result.variants.find((v) => v.id === result.scenario.baseline) ?? result.variants[0]
  if (base === undefined) return "nothing: no variant was run"
  const said = base.people.map((row) => `${row.cohort} ${count(row.people)}/${short(row.attempted)}`)
  return `people/messages in each variant: ${said.join(", ")}`
}

function speed(stats: Stats, result: Result): string {
  const rate = stats.seconds === undefined || stats.seconds <= 0 ? "" : `: ${counted(Math.round(stats.messages / stats.seconds), "message")}/s`
  return `${counted(stats.messages, "message")} and ${counted(stats.events, "event")} in all variants${result.run.replications === 1 ? "" : " and runs"}${rate}`
}

/** Label and word in their columns, the text wrapped beside them into at most `rows` lines. */
function printed({ label, word, text }: Statement, rows: number, pen: Pen): ReadonlyArray<string> {
  const indent = pen.left + 1 + (word === "" ? 0 : 7)
  const lines = wrapped(visible(text).replace(/\S{41,}/gu, (name) => `${Array.from(name).slice(0, 39).join("")}…`), pen.width - indent, rows)
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
