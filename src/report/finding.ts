/** What one variant comes to: who keeps, who loses, when and why; who reads what; where copies lie; what held. */
import type { ClaimVerdict, Result, SummaryRow, VariantResult } from "../model/result.ts"
import { phrases } from "./who.ts"
import { distinct, grouped, instant, sum } from "./words.ts"

/** People who share a fate for one reason since one instant. Messages stand for real ones: each simulated one counts its weight. */
export interface Fate {
  readonly who: ReadonlyArray<string>
  readonly rows: ReadonlyArray<SummaryRow>
  readonly accepted: number
  readonly attempted: number
  readonly lostAt: string | null
  readonly regainedAt: string | null
  readonly stretches: number
  readonly reason: string | null
}

/** Messages of one kind that an authority reads or has; a message counts at each of its ends, with that end's weight. */
export interface Reading {
  readonly authority: string
  readonly level: "readable" | "disclosed"
  /** `service.class`. */
  readonly what: string
  readonly form: "content" | "metadata" | "ciphertext"
  readonly messages: number
}

export interface Finding {
  readonly variant: VariantResult
  /** States relative to which people are resident, visitor or abroad. */
  readonly about: ReadonlyArray<string>
  readonly loses: ReadonlyArray<Fate>
  readonly partly: ReadonlyArray<Fate>
  readonly keeps: Fate
  readonly readings: ReadonlyArray<Reading>
  /** Country and who runs the sites there, with copies at the end of the run. */
  readonly atRest: ReadonlyArray<{ readonly country: string; readonly operator: string; readonly copies: number; readonly bytes: number }>
  readonly promises: Readonly<Record<VariantResult["invariants"][number]["verdict"], ReadonlyArray<string>>>
  readonly claims: Readonly<Record<ClaimVerdict["verdict"], ReadonlyArray<string>>>
}

/** A finding for each variant, relative to the states that the scenario is about. */
export function findings(result: Result, about = result.scenario.about): ReadonlyArray<Finding> {
  return result.variants.map((variant) => finding(variant, about))
}

function finding(variant: VariantResult, about: ReadonlyArray<string>): Finding {
  const rows = toldOnce(variant.summary.filter((row) => about.includes(row.about) && row.verdict !== "silent"), about)
  const of = (verdict: SummaryRow["verdict"]) => rows.filter((row) => row.verdict === verdict)
  return {
    variant,
    about,
    loses: fates(of("loses"), rows),
    partly: fates(of("partly"), rows),
    keeps: kept(of("keeps"), rows),
    readings: readings(variant),
    atRest: atRest(variant),
    promises: {
      held: idsOf(variant.invariants, "held"),
      broken: idsOf(variant.invariants, "broken"),
      "not-exercised": idsOf(variant.invariants, "not-exercised"),
      infeasible: idsOf(variant.invariants, "infeasible")
    },
    claims: {
      held: idsOf(variant.claims, "held"),
      broken: idsOf(variant.claims, "broken"),
      undetermined: idsOf(variant.claims, "undetermined"),
      "known-miss": idsOf(variant.claims, "known-miss"),
      prediction: idsOf(variant.claims, "prediction")
    }
  }
}

/** With several states, each row relative to one: that in which its people live, else one that they visit; elsewhere is who is so to all of them. */
function toldOnce(rows: ReadonlyArray<SummaryRow>, about: ReadonlyArray<string>): ReadonlyArray<SummaryRow> {
  if (about.length < 2) return rows
  const isHome = ({ status }: SummaryRow) => status === "resident" || status === "abroad"
  const atHome = new Set(rows.filter(isHome).map((row) => row.cohort))
  const elsewhere = [...grouped(rows.filter((row) => row.status === "other" && !atHome.has(row.cohort)), (row) => JSON.stringify([row.cohort, row.access, row.vpn, row.service])).values()]
  // To each state those are elsewhere too who visit another: the fewest are so to all.
  const least = new Set(elsewhere.flatMap((own) => (own.length < about.length ? [] : own.reduce((few, row) => (row.attempted < few.attempted ? row : few)))))
  return rows.filter((row) => isHome(row) || (row.status === "visitor" && !atHome.has(row.cohort)) || least.has(row))
}

/** Rows split by reason and by the instant since which it holds, in order of that instant. */
function fates(rows: ReadonlyArray<SummaryRow>, everyone: ReadonlyArray<SummaryRow>): ReadonlyArray<Fate> {
  const split = [...grouped(rows, (row) => JSON.stringify([row.lostAt, row.regainedAt, row.stretches, row.reason])).values()]
  return split.map((own) => fate(own, everyone)).sort((a, b) => ordered(a.lostAt ?? "", b.lostAt ?? "") || ordered(a.regainedAt ?? "9", b.regainedAt ?? "9") || ordered(a.reason ?? "", b.reason ?? ""))
}

/** Their messages while it was lost. */
function fate(rows: ReadonlyArray<SummaryRow>, everyone: ReadonlyArray<SummaryRow>): Fate {
  return {
    who: phrases(rows, everyone),
    rows,
    accepted: sum(rows, (row) => row.acceptedMeanwhile * row.weight),
    attempted: sum(rows, (row) => row.attemptedMeanwhile * row.weight),
    lostAt: rows[0].lostAt,
    regainedAt: rows[0].regainedAt,
    stretches: rows[0].stretches,
    reason: rows[0].reason
  }
}

/** `since 2015-12-30 19:00`, or from when to when, in how many stretches. */
export function lostWhen({ lostAt, regainedAt, stretches }: Pick<Fate, "lostAt" | "regainedAt" | "stretches">): string {
  if (lostAt === null) return ""
  return `${regainedAt === null ? `since ${minute(lostAt)}` : `${minute(lostAt)} to ${minute(regainedAt)}`}${stretches > 1 ? `, in ${stretches} stretches` : ""}`
}

/** A carrier's lag ends at no round instant; nobody's loss is told to the second. */
function minute(iso: string): string {
  return instant(`${iso.slice(0, 16)}:00.000Z`)
}

/** Their messages since the turning point. */
function kept(rows: ReadonlyArray<SummaryRow>, everyone: ReadonlyArray<SummaryRow>): Fate {
  return { who: phrases(rows, everyone), rows, accepted: sum(rows, (row) => row.accepted * row.weight), attempted: sum(rows, (row) => row.attempted * row.weight), lostAt: null, regainedAt: null, stretches: 0, reason: null }
}

function readings(variant: VariantResult): ReadonlyArray<Reading> {
  const taken = variant.readers.filter((row) => (row.level === "readable" || row.level === "disclosed") && row.messages > 0)
  const sorted = FORMS.flatMap((form) => taken.filter((row) => row.form === form))
  return [...grouped(sorted, (row) => JSON.stringify([row.authority, row.level, row.service, row.class, row.form])).values()].map((rows) => ({
    authority: rows[0].authority,
    level: rows[0].level as Reading["level"],
    what: `${rows[0].service}.${rows[0].class}`,
    form: rows[0].form,
    messages: sum(rows, (row) => (row.messages - row.again) * row.weight)
  }))
}

/** What weighs most goes first. */
const FORMS: ReadonlyArray<Reading["form"]> = ["content", "metadata", "ciphertext"]

/** The copies at the end of the run, by country and operator. */
export function atRest(variant: VariantResult): Finding["atRest"] {
  const rows = copiesAtEnd(variant)
  return [...grouped(rows, (row) => JSON.stringify([row.country, row.operator])).values()]
    .map((own) => ({ country: own[0].country, operator: own[0].operator, copies: sum(own, (row) => row.copies), bytes: sum(own, (row) => row.bytes) }))
    .sort((a, b) => ordered(a.country, b.country) || ordered(a.operator, b.operator))
}

/** Who runs the machines, and in which countries: `provider: CA, GB`. */
export function copiesByOperator(finding: Finding): ReadonlyArray<string> {
  return [...grouped(finding.atRest, (row) => row.operator)].sort(([a], [b]) => ordered(a, b)).map(([operator, rows]) => `${operator}: ${rows.map((row) => row.country).join(", ")}`)
}

/** What is counted at the end of the last window; an instant without rows had no copies. */
export function copiesAtEnd(variant: VariantResult): VariantResult["atRest"] {
  const end = variant.windows.at(-1)?.to
  return variant.atRest.filter((row) => row.at === end && row.copies > 0)
}

function idsOf(rows: ReadonlyArray<{ readonly id: string; readonly verdict: string }>, verdict: string): ReadonlyArray<string> {
  return distinct(rows.filter((row) => row.verdict === verdict).map((row) => row.id))
}

/** By code unit: the same on every machine, unlike a locale's order. */
export function ordered(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
