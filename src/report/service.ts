/** Who keeps service and who loses it, by group and variant; and when and why. */
import { Option, SchemaAST } from "effect"
import { type Result, type ShareRow, SummaryRow, type VariantResult } from "../model/result.ts"
import { type Block, type Cell, table, text, verdictCell } from "./document.ts"
import { shareWords } from "./replicated.ts"
import { lostWhen } from "./finding.ts"
import { groupName, wayOf } from "./who.ts"
import { count, counted, distinct, grouped, instant, percentOf, sum } from "./words.ts"

/** What the words mean, as the Schema says it: `keeps: …. loses: ….` */
const VERDICTS = Option.getOrThrow(SchemaAST.getDescriptionAnnotation(SummaryRow.fields.verdict.ast)).replace(/(^|\. )([a-z])/g, (_, before: string, letter: string) => `${before}${letter.toUpperCase()}`)

/** Columns of variants that one table takes on a sheet of A4. */
const VARIANTS_IN_TABLE = 4

/** Shares accepted after the turning point, then the hours without service of the whole run. */
export function outcomes(result: Result): ReadonlyArray<Block> {
  const points = distinct(result.variants.map((v) => `${instant(v.turningPoint.at)}, ${v.turningPoint.what}`))
  const windows = points.length < 2 ? "" : ` These are ${count(points.length)} different windows, so that the denominators of variants differ: compare shares, or take the differences by group, which are of the whole run.`
  return [
    text(
      `Each cell: the share of attempted messages accepted, of how many, from the turning point (UTC: ${points.join("; ")}) to the end of the effect that follows it, else of the run.${windows} ${VERDICTS} The verdict is of sending; where fewer than 99 in 100 accepted messages to these people arrive, the cell says how many do. Where fewer than ${count(FEW)} simulated messages decide that service is lost, it says so. A message waiting to be tried again when the run ends is not accepted yet.${result.run.replications === 1 ? "" : " Below it: the share over all runs, with its 95 % interval."}`
    ),
    ...result.scenario.about.flatMap((about) => chunks(result.variants).map((variants, i) => matrix(about, result.variants, variants, i))),
    table(
      "Time without service, whole run; people: of the window and the way to the network with most of them",
      ["Variant", "Cohort, status", "Service", "People without service#", "Person-hours without service#", "Of person-hours#"],
      result.variants.flatMap((variant) => hours(variant, result.scenario.about)),
      "nobody was without service."
    )
  ]
}

function matrix(about: string, all: ReadonlyArray<VariantResult>, variants: ReadonlyArray<VariantResult>, part: number): Block {
  const groups = distinct(all.flatMap((v) => v.summary.filter((row) => row.about === about).map(groupKey)))
  const rows = groups.map((key) => {
    const of = (v: VariantResult) => v.summary.filter((row) => row.about === about && groupKey(row) === key)
    const first = all.flatMap(of)[0]
    return [groupName(first, [about]), first.service, ...variants.map((v) => cell(of(v), v.shares.filter((row) => row.about === about && groupKey(row) === key)))]
  })
  const suffix = part === 0 ? "" : `, continued (${part + 1})`
  return table(`Messages accepted after the turning point, relative to ${about}${suffix}`, ["Cohort, status", "Service", ...variants.map((v) => `${v.id}#`)], rows)
}

function groupKey(row: SummaryRow | ShareRow): string {
  return JSON.stringify([row.cohort, row.status, row.service])
}

/** One group in one variant, all its ways to the network; where they differ, those that lose are named. */
function cell(rows: ReadonlyArray<SummaryRow>, shares: ReadonlyArray<ShareRow>): Cell {
  const tried = rows.filter((row) => row.verdict !== "silent")
  if (tried.length === 0) return verdictCell("silent")
  const verdicts = distinct(tried.map((row) => row.verdict))
  const share = percentOf(sum(tried, (r) => r.accepted * r.weight), sum(tried, (r) => r.attempted * r.weight))
  const overRuns = shares.map((row) => shareWords(row.accepted)).filter((words) => words !== undefined)
  const more = [...overRuns, ...few(tried), ...receiving(tried)]
  if (verdicts.length === 1) return verdictCell(verdicts[0], ` ${share}`, ...more)
  const named = (["loses", "partly"] as const).filter((v) => verdicts.includes(v)).map((v) => `${v} on ${tried.filter((row) => row.verdict === v).map(wayOf).join(", ")}`)
  return verdictCell("partly", ` ${share}`, ...named, ...more)
}

/** Fewer simulated messages than these could not show one in a hundred that is accepted. */
const FEW = 100

/** How few messages a loss is told from, where they are few. */
function few(rows: ReadonlyArray<SummaryRow>): ReadonlyArray<string> {
  const lost = rows.filter((row) => row.verdict === "loses" || row.verdict === "partly")
  const simulated = sum(lost, (row) => row.attemptedMeanwhile)
  return lost.length === 0 || simulated >= FEW ? [] : [`decided by ${counted(simulated, "simulated message")}`]
}

/** What these people get of what was accepted for them, where a hundredth or more does not arrive. */
function receiving(rows: ReadonlyArray<SummaryRow>): ReadonlyArray<string> {
  const [addressed, received] = [sum(rows, (row) => row.addressed * row.weight), sum(rows, (row) => row.received * row.weight)]
  return addressed === 0 || received >= 0.99 * addressed ? [] : [`receives ${percentOf(received, addressed)}`]
}

function chunks(variants: ReadonlyArray<VariantResult>): ReadonlyArray<ReadonlyArray<VariantResult>> {
  return Array.from({ length: Math.ceil(variants.length / VARIANTS_IN_TABLE) }, (_, i) => variants.slice(i * VARIANTS_IN_TABLE, (i + 1) * VARIANTS_IN_TABLE))
}

function hours(variant: VariantResult, states: ReadonlyArray<string>): ReadonlyArray<ReadonlyArray<Cell>> {
  return [...grouped(variant.outcomes, (row) => JSON.stringify([row.about, row.cohort, row.status, row.service])).values()]
    .filter((rows) => rows.some((row) => row.hoursWithoutService > 0))
    .map((rows) => {
      const without = sum(rows, (r) => r.hoursWithoutService * r.weight)
      const present = sum(rows, (r) => r.hoursPresent * r.weight)
      // Who goes another way later is in several rows: the largest is what there are at least.
      const people = rows.map((r) => r.peopleWithoutService * r.weight)
      return [variant.id, groupName(rows[0], states), rows[0].service, `at least ${count(Math.round(Math.max(...people)))}`, count(without), percentOf(without, present)]
    })
}

/** Every loss after the turning point: since when, for which reason, by which act of which order. */
export function reasons(result: Result): ReadonlyArray<Block> {
  const rows = result.variants.flatMap((variant) => {
    const lost = variant.summary.filter((row) => row.verdict === "loses" || row.verdict === "partly")
    const split = grouped(lost, (row) => JSON.stringify([row.about, row.cohort, row.status, row.service, row.verdict, row.lostAt, row.regainedAt, row.stretches, row.reason, row.act, row.order]))
    return [...split.values()].map((own): ReadonlyArray<Cell> => {
      const [first] = own
      return [
        variant.id,
        groupName(first, result.scenario.about),
        first.service,
        own.map(wayOf).join(", "),
        verdictCell(first.verdict, ` ${percentOf(sum(own, (r) => r.acceptedMeanwhile * r.weight), sum(own, (r) => r.attemptedMeanwhile * r.weight))}`),
        lostWhen(first),
        first.reason ?? "",
        first.act ?? "",
        first.order ?? ""
      ]
    })
  })
  return [
    table("Losses after the turning point, with the commonest reason", ["Variant", "Cohort, status", "Service", "Way to the network", "Accepted meanwhile#", "When (UTC)", "Reason", "Act", "Order"], rows, "nobody loses service."),
    table("Refused and returned messages by reason, whole run", ["Variant", "What became of them", "Reason", "Act", "Order", "Answer", "Messages#"], result.variants.flatMap((v) => causes(v, result.scenario.about[0])), "no message was refused or sent back.")
  ]
}

function causes(variant: VariantResult, about: string | undefined): ReadonlyArray<ReadonlyArray<Cell>> {
  const all = variant.outcomes.filter((row) => row.about === about).flatMap((row) => row.causes.map((cause) => ({ ...cause, weight: row.weight })))
  return [...grouped(all, (c) => JSON.stringify([c.outcome, c.reason, c.act, c.order, c.answer])).values()].map((own) => {
    const [first] = own
    return [variant.id, first.outcome, first.reason, first.act ?? "none", first.order ?? "", first.answer ?? "", count(sum(own, (c) => c.messages * c.weight))]
  })
}
