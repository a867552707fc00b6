/** The answer: two sentences made of numbers, a line for each variant, a figure. */
import type { Result } from "../model/result.ts"
import { type Block, type Cell, table, text } from "./document.ts"
import { acceptedFigure, figureTable } from "./figures.ts"
import { copiesByOperator, type Fate, type Finding, lostWhen, type Reading } from "./finding.ts"
import { runs } from "./replicated.ts"
import { count, counted, distinct, firstFew, grouped, listed, percentOf, sum } from "./words.ts"

/** The first chapter. */
export function answer(result: Result, found: ReadonlyArray<Finding>): ReadonlyArray<Block> {
  const figure = acceptedFigure(result, found)
  return [
    { kind: "lead", text: serviceSentence(found) },
    { kind: "lead", text: readingSentence(found) },
    text(`${capital(runs(result))}. Numbers stand for real people and messages: each simulated one counts with its weight. Times are UTC.`),
    ...(figure === undefined ? [] : [{ kind: "figure" as const, figure }]),
    table("The answer by variant", ["Variant~", "Loses service~", "Keeps service~", "Read by a state~", "Copies at the end", "Promises", "Claims"], found.map(row)),
    ...(figure === undefined ? [] : [{ kind: "folded" as const, table: figureTable(figure) }])
  ]
}

/** How many variants take service from somebody, from whom, and how much is left to them. */
export function serviceSentence(found: ReadonlyArray<Finding>): string {
  const taking = found.filter((f) => f.loses.length + f.partly.length > 0)
  const whole = counted(found.length, "variant")
  if (taking.length === 0) return `In none of ${whole} does anybody lose service after the turning point: ${percentOf(sum(found, (f) => f.keeps.accepted), sum(found, (f) => f.keeps.attempted))} messages are accepted.`
  const said = taking.slice(0, NAMED_MAX).map((f) => {
    const lost = [...f.loses, ...f.partly]
    const share = percentOf(sum(lost, (fate) => fate.accepted), sum(lost, (fate) => fate.attempted))
    const kept = f.keeps.attempted === 0 ? "" : `, the rest keep it, ${percentOf(f.keeps.accepted, f.keeps.attempted)}`
    return `in ${f.variant.id} it is ${groups(distinct(lost.flatMap((fate) => fate.who)))} (${share} messages accepted${kept})`
  })
  return `In ${count(taking.length)} of ${whole} somebody loses service after the turning point: ${said.join("; ")}${others(taking.length)}.`
}

/** In how many variants a state reads content, which and how much; and metadata where it is metadata alone. */
export function readingSentence(found: ReadonlyArray<Finding>): string {
  const whole = counted(found.length, "variant")
  const reading = found.filter((f) => f.readings.some((r) => r.form === "content"))
  const metadata = found.filter((f) => f.readings.some((r) => r.form === "metadata"))
  const metadataWords = `metadata in ${count(metadata.length)} of them`
  if (reading.length + metadata.length === 0) return `In none of ${whole} can a state read the content of a message, or get its metadata.`
  if (reading.length === 0) return `In none of ${whole} can a state read the content of a message, and it gets ${metadataWords}.`
  const said = reading.slice(0, NAMED_MAX).map((f) => `in ${f.variant.id} ${listed([...grouped(f.readings.filter((r) => r.form === "content"), (r) => r.authority)].map(([authority, own]) => `${authority} reads ${contents(own)}`))}`)
  return `In ${count(reading.length)} of ${whole} a state can read the content of messages, and it gets ${metadataWords}: ${said.join("; ")}${others(reading.length)} (a message counts at each of its ends).`
}

/** The groups that a sentence names; each may have commas of its own. */
function groups(who: ReadonlyArray<string>): string {
  const named = who.slice(0, 3).join(", ")
  return who.length <= 3 ? named : `${named} and ${counted(who.length - 3, "more group")}`
}

/** A sentence names so many variants; the table below it has all. */
const NAMED_MAX = 3

function others(variants: number): string {
  return variants <= NAMED_MAX ? "" : `; ${counted(variants - NAMED_MAX, "more variant")} in the table below`
}

/** Readable and disclosed may be the same messages, so that the larger of the two stands. */
function contents(own: ReadonlyArray<Reading>): string {
  const largest = [...grouped(own, (r) => r.what)].map(([what, of]) => `${count(Math.max(...of.map((r) => r.messages)))} of ${what}`)
  return firstFew(largest, 4)
}

function row(finding: Finding): ReadonlyArray<Cell> {
  const losing = [...finding.loses, ...finding.partly]
  const { broken, held, infeasible, "not-exercised": never } = finding.promises
  return [
    { text: distinct([finding.variant.id, finding.variant.title]) },
    losing.length === 0 ? "nobody" : { text: losing.map(lossText), tone: "bad" },
    finding.keeps.rows.length === 0 ? "nobody" : `${finding.keeps.who.join("; ")} (${percentOf(finding.keeps.accepted, finding.keeps.attempted)} messages)`,
    { text: readLines(finding) },
    { text: finding.atRest.length === 0 ? "none" : copiesByOperator(finding) },
    { text: `of ${finding.variant.invariants.length}: ${held.length} held, ${broken.length} broken, ${infeasible.length === 0 ? "" : `${infeasible.length} infeasible, `}${never.length} not exercised`, ...(broken.length + infeasible.length === 0 ? {} : { tone: "bad" as const }) },
    claimText(finding)
  ]
}

/** Who, what share is left, since when, why. */
function lossText(fate: Fate): string {
  const since = fate.lostAt === null ? "" : `, ${lostWhen(fate)}`
  const because = fate.reason === null ? "" : `, ${fate.reason}`
  return `${fate.who.join("; ")}: ${percentOf(fate.accepted, fate.attempted)} messages accepted${since}${because}`
}

function readLines(finding: Finding): ReadonlyArray<string> {
  if (finding.readings.length === 0) return ["nothing"]
  return [...grouped(finding.readings, (r) => JSON.stringify([r.authority, r.form])).values()].map((own) => `${own[0].authority}: ${own[0].form} of ${distinct(own.map((r) => r.what)).join(", ")}`)
}

function claimText(finding: Finding): Cell {
  const total = finding.variant.claims.length
  if (total === 0) return "none"
  const said = Object.entries(finding.claims).filter(([, ids]) => ids.length > 0).map(([verdict, ids]) => `${ids.length} ${verdict.replace("-", " ")}`)
  return { text: `of ${total}: ${said.join(", ")}`, ...(finding.claims.broken.length === 0 ? {} : { tone: "bad" as const }) }
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
