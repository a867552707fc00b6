/** What can be said of a variant as so or not so, in one run; and in how many of several runs it is. */
import type { Conclusion } from "../model/comparison.ts"
import type { Status, SummaryRow, VariantResult } from "../model/result.ts"
import { keyOf } from "./tableorder.ts"

/** What a variant's run came to, as far as conclusions ask. */
export type Concluded = Pick<VariantResult, "id" | "summary" | "readers" | "claims" | "invariants">

/** One in a hundred decides, as in the summary: fewer messages than this could not tell. */
export const MESSAGES_MIN = 100
const MOST = 0.99

/** The conclusions of one run, of every variant about every state that it is about, or whose authority reads anything in any of them. */
export function conclusionsOf(variants: ReadonlyArray<Concluded>, about: ReadonlyArray<string>): ReadonlyArray<Conclusion> {
  const states = [...new Set([...about, ...variants.flatMap(({ readers }) => readers.filter(isRead).map(({ authority }) => authority))])]
  return variants.flatMap((variant) => [
    ...about.flatMap((state) => STATUSES.flatMap((status) => loses(variant, state, status, about))),
    keepsAll(variant),
    ...states.flatMap((state) => FORMS.map((form) => reads(variant, state, form))),
    ...variant.claims.map((claim) => one(variant, `claim:${claim.id}`, claim.says, CLAIMED[claim.verdict])),
    ...variant.invariants.map((promise) => one(variant, `promise:${promise.id}`, `The engine's promise ${promise.id} held.`, PROMISED[promise.verdict]))
  ])
}

const STATUSES: ReadonlyArray<Status> = ["resident", "visitor", "abroad", "other"]
const FORMS = ["content", "metadata"] as const
/** Undefined: it is not decided. A prediction has no verdict, and what a known miss says did not come out. */
const CLAIMED = { held: true, broken: false, "known-miss": false, undetermined: undefined, prediction: undefined } as const
const PROMISED = { held: true, broken: false, "not-exercised": undefined, infeasible: undefined } as const

/** Small groups weigh little here: what counts is how much of the status's messages groups tried that lose service. */
function loses(variant: Concluded, state: string, status: Status, about: ReadonlyArray<string>): ReadonlyArray<Conclusion> {
  const rows = variant.summary.filter((row) => row.about === state && row.status === status)
  if (rows.length === 0) return []
  const lost = real(rows.filter((row) => row.verdict === "loses"))
  const id = about.length === 1 ? `loses:${status}` : `loses:${status}@${state}`
  const says = `${PEOPLE[status](state)} lose service: of the messages that they first tried after the turning point at least 99 in 100 are of groups (one cohort, way and service) that lose it, with at most 1 in 100 accepted while it was lost.`
  return [one(variant, id, says, tried(rows) < MESSAGES_MIN ? undefined : lost >= MOST * real(rows))]
}

const PEOPLE: Readonly<Record<Status, (state: string) => string>> = {
  resident: (state) => `Residents of ${state}`,
  visitor: (state) => `Visitors in ${state}`,
  abroad: (state) => `Residents of ${state} who are abroad`,
  other: (state) => `People who neither live in ${state} nor are there`
}

function keepsAll(variant: Concluded): Conclusion {
  const large = variant.summary.filter((row) => row.attempted >= MESSAGES_MIN)
  const says = `Everybody keeps service: no group (one cohort, status, way and service) that first tried ${MESSAGES_MIN} messages or more after the turning point loses it, or a part of it.`
  return one(variant, "keeps-all", says, large.length === 0 ? undefined : large.every((row) => row.verdict === "keeps"))
}

function reads(variant: Concluded, state: string, form: (typeof FORMS)[number]): Conclusion {
  const says = `${state} reads, or has, ${form} of one message at least.`
  return one(variant, `reads-${form}:${state}`, says, variant.readers.some((row) => row.authority === state && row.form === form && isRead(row)))
}

function isRead({ level, messages }: Concluded["readers"][number]): boolean {
  return (level === "readable" || level === "disclosed") && messages > 0
}

function tried(rows: ReadonlyArray<SummaryRow>): number {
  return rows.reduce((sum, row) => sum + row.attempted, 0)
}

/** Messages first tried, of real people. */
function real(rows: ReadonlyArray<SummaryRow>): number {
  return rows.reduce((sum, row) => sum + row.attempted * row.weight, 0)
}

function one({ id: variant }: Concluded, id: string, says: string, isSo: boolean | undefined): Conclusion {
  return { variant, id, says, yes: isSo === true ? 1 : 0, runs: isSo === undefined ? 0 : 1, first: isSo ?? null }
}

/** Over the runs of all replications, in their order. A state that no run but some names as a reader reads nothing in the others. */
export function pooledConclusions(samples: ReadonlyArray<ReadonlyArray<Conclusion>>): ReadonlyArray<Conclusion> {
  const byKey = new Map<string, Array<Conclusion>>()
  for (const row of samples.flat()) {
    const key = keyOf(row.variant, row.id)
    byKey.set(key, [...(byKey.get(key) ?? []), row])
  }
  return [...byKey.values()].map((rows) => {
    const isReading = rows[0].id.startsWith("reads-")
    const first = samples[0].includes(rows[0]) ? rows[0].first : isReading ? false : null
    return { ...rows[0], first, yes: sumOf(rows, "yes"), runs: isReading ? samples.length : sumOf(rows, "runs") }
  })
}

function sumOf(rows: ReadonlyArray<Conclusion>, what: "yes" | "runs"): number {
  return rows.reduce((sum, row) => sum + row[what], 0)
}
