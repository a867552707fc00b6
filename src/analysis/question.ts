/** What a claim asks of one run: its measure with the selectors of one entry, its windows, and how doubtful rows count. */
import type { Claim, Measure } from "../model/claims.ts"
import type { Of } from "../model/acts.ts"
import type { Scenario } from "../model/scenario.ts"
import { type Group, NO_CAUSE, type RunRecord } from "../world/record.ts"
import type { ClaimWindow, DailyWindows, InstantMs } from "./claimwindow.ts"
import { type Match, NO, type Reference, UNSURE, YES } from "./selector.ts"

/** One variant as it was run. */
export interface Run {
  readonly id: string
  readonly scenario: Scenario
  readonly record: RunRecord
  readonly reference: Reference
  readonly instantMs: InstantMs
  readonly dailyWindows: DailyWindows
}

export interface Question {
  readonly claim: Claim
  readonly measure: Measure
  readonly of: Of | undefined
  readonly what: ReadonlyArray<string> | undefined
  readonly run: Run
  readonly window: ClaimWindow
  readonly sent: ClaimWindow | undefined
  /** Whether rows of which the table does not tell if they are meant count. */
  readonly countUnsure: boolean
  /** Filled while measuring: why rows were doubtful. */
  readonly doubts: Set<string>
}

/** Whether a row counts, given how far each of its columns is meant. */
export function counts(question: Question, doubt: string, ...parts: ReadonlyArray<Match>): boolean {
  let all: Match = YES
  for (const part of parts) {
    if (part === NO) return false
    if (part === UNSURE) all = UNSURE
  }
  if (all === YES) return true
  question.doubts.add(doubt)
  return question.countUnsure
}

/** Whether a cause belongs to the claim's order, answer, authority (`by`) and reason (a code, or the id of an order or answer). */
export function causeMatches(question: Question, cause: number, reason: string | undefined): boolean {
  const { claim, run } = question
  const act = cause === NO_CAUSE ? undefined : run.record.acts[cause]
  if (claim.order !== undefined && act?.order !== claim.order) return false
  if (claim.answer !== undefined && act?.answer !== claim.answer) return false
  if (claim.reason === undefined) return true
  return claim.reason.some((word) => word === reason || (act !== undefined && (word === act.order || word === act.answer || word === act.event || word === act.path)))
}

/** States that a claim names with `by` or `to`; undefined: any. */
export function authoritiesOf(claim: Claim): ReadonlyArray<string> | undefined {
  return claim.by === undefined && claim.to === undefined ? undefined : [...(claim.by ?? []), ...(claim.to ?? [])]
}

/** Real people for whom a simulated one of the group stands. */
export function weightOf(record: RunRecord, group: number): number {
  return (record.groups[group] as Group | undefined)?.weight ?? 1
}

/** Sums of weights differ in their last bits by the order of rows; to the millionth they do not. */
export function tidy(n: number): number {
  return Math.round(n * 1e6) / 1e6
}

export const WHERE_UNKNOWN = "the run counts this by people, not by where they then were or which line they used"
export const ACROSS = "the run's tables are not cut at the edges of its window"
