/** Who keeps service and who loses it once it comes to it: one row for people who fare alike. */
import type { PeopleRow, Reason, SummaryRow } from "../model/result.ts"
import { NO_CAUSE, type OutcomeRow, type RunRecord } from "../world/record.ts"
import { isoUtc, isoUtcOrNull } from "./isotime.ts"
import { type Reference, statusOf } from "./selector.ts"
import { compareText, groupRows, keyOf } from "./tableorder.ts"
import type { WindowTable } from "./windows.ts"

/** The instant that summaries and samples are divided by. */
export interface TurningPoint {
  readonly atMs: number
  readonly what: "deadline" | "loss" | "effect" | "start"
}

/**
 * The start of the first act that took service from anybody, else the last deadline of the variant's orders, else their first
 * effect; undefined where there is none of them within the run.
 */
export function turningPointOf(record: RunRecord): TurningPoint | undefined {
  const within = (atMs: number | undefined): atMs is number => atMs !== undefined && atMs > 0 && atMs < record.horizonMs
  const dues = record.orders.map((order) => order.dueMs).filter(within)
  const losses = causesIn(record).map((cause) => record.acts[cause].startMs).filter(within)
  const lossMs = losses.length > 0 ? Math.min(...losses) : undefined
  if (lossMs !== undefined && !dues.includes(lossMs)) return { atMs: lossMs, what: "loss" }
  if (dues.length > 0) return { atMs: lossMs ?? Math.max(...dues), what: "deadline" }
  const effects = record.orders.flatMap((order) => order.effect.map(([from]) => from)).filter(within)
  return effects.length > 0 ? { atMs: Math.min(...effects), what: "effect" } : undefined
}

/** Acts by which a message was refused. */
function causesIn(record: RunRecord): ReadonlyArray<number> {
  return [...new Set(record.outcomes.flatMap((row) => row.refused.flatMap((refusal) => (refusal.cause === NO_CAUSE || refusal.messages === 0 ? [] : [refusal.cause]))))]
}

/** From the turning point to the end of the effect that follows it, else of the run. */
export function summaryOf(record: RunRecord, reference: Reference, turn: TurningPoint, windows: WindowTable): ReadonlyArray<SummaryRow> {
  const ends = record.orders.flatMap((order) => order.effect).filter(([from, until]) => from > 0 && until > turn.atMs).map(([, until]) => until)
  const untilMs = ends.length > 0 ? Math.min(record.horizonMs, Math.max(...ends)) : record.horizonMs
  const inside = record.slots.map((slot) => slot.fromMs >= turn.atMs && slot.untilMs <= untilMs)
  const rows = reference.about.flatMap((state) => record.outcomes.map((row) => ({ state, row, ...whose(record, row, state, reference) })))
  return groupRows(
    rows,
    ({ state, group, status, situation, row }) => keyOf(state, group.cohort, status, situation.access, situation.vpn, row.service, group.weight),
    ({ state, group, status, situation, row }) => ({ state, group, status, access: situation.access, vpn: situation.vpn, service: row.service, whole: emptyFate(), byWindow: new Map<number, Fate>() }),
    (sum, { row }) => {
      const window = windows.ofSlot[row.slot]
      const fate = sum.byWindow.get(window) ?? emptyFate()
      addTo(fate, row)
      sum.byWindow.set(window, fate)
      if (inside[row.slot]) addTo(sum.whole, row)
    }
  )
    .filter(({ whole }) => whole.attempted > 0 || whole.addressed > 0)
    .map(({ state, group, status, access, vpn, service, whole, byWindow }) => {
      const causes = [...whole.causes.values()].sort((a, b) => b.messages - a.messages || compareText(a.reason, b.reason) || compareText(record.acts[a.cause].path, record.acts[b.cause].path))
      const first = verdictOf(whole) === "keeps" ? undefined : causes[0]
      const lost = first === undefined ? undefined : lossOf(byWindow, turn, windows)
      const since = emptyFate()
      for (const [window, fate] of byWindow) if (lost !== undefined && window >= lost && windows.fromMs[window] < untilMs) merge(since, fate)
      return {
        about: state,
        cohort: group.cohort,
        status,
        access,
        vpn: vpn ?? null,
        service,
        from: isoUtc(record.epochMs, turn.atMs),
        to: isoUtc(record.epochMs, untilMs),
        attempted: whole.attempted,
        accepted: whole.accepted,
        delivered: whole.delivered,
        verdict: verdictOf(lost === undefined ? whole : since),
        lostAt: isoUtcOrNull(record.epochMs, lost === undefined ? undefined : Math.max(windows.fromMs[lost], Math.min(...causes.map((cause) => Math.max(0, record.acts[cause.cause].startMs))))),
        attemptedSince: since.attempted,
        acceptedSince: since.accepted,
        reason: first === undefined ? null : (first.reason as Reason),
        act: first === undefined ? null : record.acts[first.cause].path,
        order: first === undefined ? null : (record.acts[first.cause].order ?? null),
        addressed: whole.addressed,
        received: whole.received,
        weight: group.weight
      }
    })
}

/**
 * The window since which it has been so: the first one after the turning point in which acts took something, or those before it
 * in which it was the same already or nobody tried.
 */
function lossOf(byWindow: ReadonlyMap<number, Fate>, turn: TurningPoint, windows: WindowTable): number {
  const verdictIn = (window: number) => verdictOf(byWindow.get(window) ?? emptyFate())
  let at = windows.fromMs.findIndex((_, window) => (windows.fromMs[window + 1] ?? Infinity) > turn.atMs && (byWindow.get(window)?.causes.size ?? 0) > 0)
  const verdict = verdictIn(at)
  while (at > 0 && [verdict, "silent"].includes(verdictIn(at - 1))) at--
  return Math.max(0, at)
}

/** How much of each cohort was simulated, in the file's order of groups. */
export function peopleOf(record: RunRecord, turn: TurningPoint): ReadonlyArray<PeopleRow> {
  const cohorts = groupRows(
    record.groups.map((group, row) => ({ group, row })),
    ({ group }) => keyOf(group.cohort, group.weight),
    ({ group }) => ({ cohort: group.cohort, weight: group.weight, people: 0, attempted: 0, attemptedAfter: 0 }),
    (sum, { group }) => void (sum.people += group.people)
  )
  const byKey = new Map(cohorts.map((sum) => [keyOf(sum.cohort, sum.weight), sum]))
  for (const row of record.outcomes) {
    const group = record.groups[record.situations[row.situation].group]
    const sum = byKey.get(keyOf(group.cohort, group.weight))!
    sum.attempted += row.attempted
    if (record.slots[row.slot].fromMs >= turn.atMs) sum.attemptedAfter += row.attempted
  }
  return cohorts.map((sum) => ({ cohort: sum.cohort, people: sum.people, weight: sum.weight, standsFor: sum.people * sum.weight, attempted: sum.attempted, attemptedAfter: sum.attemptedAfter }))
}

/** What became of messages of people who fare alike. */
interface Fate {
  attempted: number
  accepted: number
  delivered: number
  addressed: number
  received: number
  /** Refusals that acts caused, by reason and act. */
  readonly causes: Map<string, CauseSum>
}

interface CauseSum {
  readonly reason: string
  readonly cause: number
  messages: number
}

function emptyFate(): Fate {
  return { attempted: 0, accepted: 0, delivered: 0, addressed: 0, received: 0, causes: new Map() }
}

function merge(sum: Fate, fate: Fate): void {
  for (const name of ["attempted", "accepted", "delivered", "addressed", "received"] as const) sum[name] += fate[name]
  for (const cause of fate.causes.values()) addCause(sum.causes, cause)
}

function addTo(fate: Fate, row: OutcomeRow): void {
  fate.attempted += row.attempted
  fate.accepted += row.accepted
  fate.delivered += row.delivered
  fate.addressed += row.received.addressed
  fate.received += row.received.delivered
  for (const refusal of row.refused) addCause(fate.causes, refusal)
}

/** Only refusals that an act caused count as loss: a queue that was full takes service from nobody by order. */
function addCause(causes: Map<string, CauseSum>, refusal: OutcomeRow["refused"][number]): void {
  if (refusal.cause === NO_CAUSE || refusal.messages === 0) return
  const key = keyOf(refusal.reason, refusal.cause)
  const had = causes.get(key)
  if (had === undefined) causes.set(key, { ...refusal })
  else had.messages += refusal.messages
}

/** A message that is tried again elsewhere, or after a trip, may fare otherwise than its row: one in a hundred changes no verdict. */
const FEW = 0.01

function verdictOf({ attempted, accepted, causes }: Fate): SummaryRow["verdict"] {
  if (attempted === 0) return "silent"
  if (accepted <= FEW * attempted) return causes.size === 0 ? "partly" : "loses"
  return [...causes.values()].reduce((sum, cause) => sum + cause.messages, 0) < FEW * attempted ? "keeps" : "partly"
}

function whose(record: RunRecord, row: OutcomeRow, state: string, reference: Reference) {
  const situation = record.situations[row.situation]
  const group = record.groups[situation.group]
  return { situation, group, status: statusOf(group, situation, state, reference.covers) }
}
