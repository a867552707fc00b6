/** Options beside each other, outcome by outcome; nothing is added up into one score. */
import type { Result } from "../model/result.ts"
import { type Block, type Cell, table, text } from "./document.ts"
import { baselineOf, effectOf, MEASURES, OUTCOMES, type OutcomeMeasure, options, quantityOf } from "./effect.ts"
import { copiesByOperator, type Finding } from "./finding.ts"
import { BRIEF, count, counted, distinct, grouped, listed } from "./words.ts"

export function tradeoffs(result: Result, found: ReadonlyArray<Finding>): ReadonlyArray<Block> {
  return [
    text("Each column is an outcome of its own, over the whole run and of everybody; they are never merged into one score, since how much of one is worth how much of another is not for a simulation to say."),
    ...(result.effects.length === 0 ? [] : [text(undominated(result))]),
    table("Numbers of each variant", ["Variant", ...OUTCOMES.map((measure) => `${MEASURES[measure]}#`)], result.effects.length === 0 ? [] : [baselineOf(result), ...options(result)].map((id) => numbers(result, id)), "there is nothing to compare."),
    table("What is read, where copies lie, what held", ["Variant", "Read by a state~", "Copies at the end", "Promises", "Claims"], found.map(others), "no variant was run.")
  ]
}

function numbers(result: Result, id: string): ReadonlyArray<Cell> {
  return [id === baselineOf(result) ? `${id} (baseline)` : id, ...OUTCOMES.map((measure): Cell => {
    const quantity = valueOf(result, id, measure)
    return quantity === undefined ? "not known" : { text: [[quantity]] }
  })]
}

function valueOf(result: Result, id: string, measure: OutcomeMeasure) {
  const isBaseline = id === baselineOf(result)
  const row = effectOf(result, isBaseline ? (options(result)[0] ?? "") : id, measure)
  return row === undefined ? undefined : quantityOf(row, isBaseline ? "baselineValue" : "value", BRIEF)
}

/** Outcomes of which people want few; of accepted messages they want many. */
const FEW_WANTED: Readonly<Record<OutcomeMeasure, boolean>> = { peopleWithoutService: true, hoursWithoutService: true, accepted: false, peopleRead: true, disclosed: true }

/** Variants beside which no other has at least as little of everything and less of something: a fact of numbers, no advice. */
function undominated(result: Result): string {
  const all = result.variants.map(({ id }) => ({ id, numbers: OUTCOMES.map((measure) => (FEW_WANTED[measure] ? 1 : -1) * (valueOf(result, id, measure)?.value ?? 0)) }))
  const beats = (a: ReadonlyArray<number>, b: ReadonlyArray<number>) => a.every((n, i) => n <= b[i]) && a.some((n, i) => n < b[i])
  const left = all.filter((one) => !all.some((other) => beats(other.numbers, one.numbers))).map(({ id }) => id)
  return `Of ${counted(all.length, "variant")}, ${count(left.length)} ${left.length === 1 ? "has" : "have"} no other beside ${left.length === 1 ? "it" : "them"} with at most as much in each of the first two and last two columns of numbers, at least as many messages accepted, and a difference in one: ${listed(left)}.`
}

function others(finding: Finding): ReadonlyArray<Cell> {
  const { broken, held, infeasible, "not-exercised": never } = finding.promises
  return [
    { text: distinct([finding.variant.id, finding.variant.title]) },
    { text: readLines(finding) },
    { text: finding.atRest.length === 0 ? "none" : copiesByOperator(finding) },
    { text: `of ${finding.variant.invariants.length}: ${held.length} held, ${broken.length} broken, ${infeasible.length === 0 ? "" : `${infeasible.length} infeasible, `}${never.length} not exercised`, ...(broken.length + infeasible.length === 0 ? {} : { tone: "bad" as const }) },
    claimText(finding)
  ]
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
