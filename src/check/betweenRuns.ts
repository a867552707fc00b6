/** M2, M3 and M4: a world is played once more as another that must come out the same, and what came out is compared. */
import type { PromiseVerdict, VerdictWord } from "../world/record.ts"
import { play } from "./play.ts"
import { renamedTrial, renamingOf } from "./renamed.ts"
import { rowsOf, sorted } from "./rows.ts"
import { scaled } from "./scaled.ts"
import type { Outcome, Trial } from "./trial.ts"
import { UNUSED, withUnused } from "./unused.ts"

/** What differs, as a sentence; undefined: nothing does. `asked`: whether the world had what the promise is about. */
export interface Compared {
  readonly asked: boolean
  readonly differs?: string | undefined
}

export type Comparison = "M2" | "M3" | "M4"
export type Between = (promise: Comparison, trial: Trial, first: Outcome) => Compared

/** @fails as `play` does */
export const betweenRuns: Between = (promise, trial, first) => COMPARISONS[promise](trial, first)

const COMPARISONS: Readonly<Record<Comparison, (trial: Trial, first: Outcome) => Compared>> = { M2: underAnotherCode, M3: timesAsLong, M4: besideUnused }

/** Everything is the same but the code: events, draws, digest, verdicts, how often each was exercised, every row of every table. */
function underAnotherCode(trial: Trial, first: Outcome): Compared {
  const renaming = renamingOf(trial.scenario)
  if (renaming === undefined) return { asked: false }
  const other = renamedTrial(trial, renaming)
  const now = play(other, { probes: false })
  const code = new RegExp(`\\b${renaming.becomes}\\b`, "g")
  const says = unequal(exactly(first), exactly(now)) ?? unequal(rowsOf(trial).map(sorted), rowsOf(other).map((row) => sorted(row).replaceAll(code, renaming.was)))
  return { asked: true, differs: says === undefined ? undefined : `${renaming.was} is called ${renaming.becomes}: ${says}` }
}

/** Events, draws, every row that does not name what is unused, and what breaks or is infeasible are the same. Promises may have been asked of more, and what stands first at an instant may be told in another order. */
function besideUnused(trial: Trial, first: Outcome): Compared {
  const more = withUnused(trial)
  if (more === undefined) return { asked: false }
  const now = play(more.trial, { probes: false })
  const names = new RegExp(`"${UNUSED}|"${more.code}"`)
  const figures = ({ fingerprint, messages, promises }: Outcome) => [`${fingerprint.events} events`, `${fingerprint.draws} draws`, `${messages} messages`, ...judged(promises, "broken", "infeasible")]
  return { asked: true, differs: unequal(figures(first), figures(now)) ?? unequal(rowsOf(trial).map(sorted), rowsOf(more.trial).map(sorted).filter((row) => !names.test(row))) }
}

const TIMES = 2
/** Ways over networks take as long as before, so that a message at the edge of something may come to the other side of it: so many messages, or this share of them [author's judgement]. */
const EDGE_MESSAGES = 20
const EDGE_SHARE = 0.2

/** As many messages are tried, the same promises break, and what becomes of messages differs at the edges alone. */
function timesAsLong(trial: Trial): Compared {
  const [once, times] = [scaled(trial, 1), scaled(trial, TIMES)]
  const [first, now] = [play(once, { probes: false }), play(times, { probes: false })]
  const says = unequal([`${first.messages} messages`, ...judged(first.promises, "broken")], [`${now.messages} messages`, ...judged(now.promises, "broken")]) ?? farther(fatesOf(once), fatesOf(times), first.messages)
  return { asked: first.messages > 0, differs: says === undefined ? undefined : `all times are ${TIMES} times as long: ${says}` }
}

const FATES = ["refused", "accepted", "delivered", "bounced", "expired", "erased"] as const

function fatesOf(trial: Trial): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const [table, row] of rowsOf(trial)) if (table === "outcomes") for (const fate of FATES) sums.set(fate, (sums.get(fate) ?? 0) + messagesOf((row as Readonly<Record<string, unknown>>)[fate]))
  return sums
}

function messagesOf(value: unknown): number {
  return Array.isArray(value) ? value.reduce((sum: number, one: string) => sum + (JSON.parse(one) as { readonly messages: number }).messages, 0) : Number(value)
}

function farther(first: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>, messages: number): string | undefined {
  const most = Math.max(EDGE_MESSAGES, EDGE_SHARE * messages)
  const fate = FATES.find((one) => Math.abs((first.get(one) ?? 0) - (now.get(one) ?? 0)) > most)
  return fate === undefined ? undefined : `${now.get(fate) ?? 0} of ${messages} messages are ${fate}, ${first.get(fate) ?? 0} before`
}

function exactly({ fingerprint, messages, promises }: Outcome): ReadonlyArray<string> {
  return [`${fingerprint.events} events`, `${fingerprint.draws} draws`, `digest ${fingerprint.digest}`, `${messages} messages`, ...promises.map(({ exercised, id, verdict }) => `${id} ${verdict} ${exercised}`)]
}

/** The promises of which one of these verdicts was given. */
function judged(promises: ReadonlyArray<PromiseVerdict>, ...verdicts: ReadonlyArray<VerdictWord>): ReadonlyArray<string> {
  return promises.filter(({ verdict }) => verdicts.includes(verdict)).map(({ id, verdict }) => `${id} ${verdict}`)
}

/** The first of what the one has and the other has not, as often. */
function unequal(first: ReadonlyArray<string>, now: ReadonlyArray<string>): string | undefined {
  const counts = new Map<string, number>()
  for (const one of first) counts.set(one, (counts.get(one) ?? 0) + 1)
  for (const one of now) counts.set(one, (counts.get(one) ?? 0) - 1)
  const [gone, come] = [1, -1].map((sign) => [...counts].find(([, n]) => n * sign > 0)?.[0])
  if (gone === undefined && come === undefined) return undefined
  return `${come ?? "nothing in its place"}; before: ${gone ?? "nothing"}`
}
