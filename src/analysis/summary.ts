/** Who keeps service and who loses it once it comes to it: one row for people who fare alike. */
import type { PeopleRow, Reason, SummaryRow } from "../model/result.ts"
import { NO_CAUSE, type OutcomeRow, type RunRecord } from "../world/record.ts"
import { wayOf } from "./calls.ts"
import { addTo, emptyFate, type Fate } from "./fate.ts"
import { isoUtc, isoUtcOrNull } from "./isotime.ts"
import { lossOf } from "./loss.ts"
import { type Reference, statusOf } from "./selector.ts"
import { compareText, groupRows, keyOf } from "./tableorder.ts"

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
export function summaryOf(record: RunRecord, reference: Reference, turn: TurningPoint): ReadonlyArray<SummaryRow> {
  const ends = record.orders.flatMap((order) => order.effect).filter(([from, until]) => from > 0 && until > turn.atMs).map(([, until]) => until)
  const untilMs = ends.length > 0 ? Math.min(record.horizonMs, Math.max(...ends)) : record.horizonMs
  const inside = record.slots.map((slot) => slot.fromMs >= turn.atMs && slot.untilMs <= untilMs)
  const rows = reference.about.flatMap((state) => record.outcomes.map((row) => ({ state, row, ...whose(record, row, state, reference) })))
  return groupRows(
    rows,
    ({ state, group, status, way, row }) => keyOf(state, group.cohort, status, way.access, way.vpn, row.service, group.weight),
    ({ state, group, status, way, row }) => ({ state, group, status, access: way.access, vpn: way.vpn, service: row.service, whole: emptyFate(), bySlot: new Map<number, Fate>() }),
    (sum, { row }) => {
      const fate = sum.bySlot.get(row.slot) ?? emptyFate()
      addTo(fate, row)
      sum.bySlot.set(row.slot, fate)
      if (inside[row.slot]) addTo(sum.whole, row)
    }
  )
    .filter(({ whole }) => whole.attempted > 0 || whole.addressed > 0)
    .map(({ state, group, status, access, vpn, service, whole, bySlot }) => {
      const causes = [...whole.causes.values()].sort((a, b) => b.messages - a.messages || compareText(a.reason, b.reason) || compareText(record.acts[a.cause].path, record.acts[b.cause].path))
      const loss = isKept(whole, bySlot, inside) ? undefined : lossOf(record, bySlot, turn.atMs, untilMs)
      const first = loss === undefined ? undefined : causes[0]
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
        verdict: loss === undefined ? verdictWithoutLoss(whole) : loss.fate.accepted <= FEW * loss.fate.attempted ? "loses" : "partly",
        lostAt: isoUtcOrNull(record.epochMs, loss?.fromMs),
        regainedAt: isoUtcOrNull(record.epochMs, loss?.untilMs),
        stretches: loss?.stretches ?? 0,
        attemptedMeanwhile: loss?.fate.attempted ?? 0,
        acceptedMeanwhile: loss?.fate.accepted ?? 0,
        reason: first === undefined ? null : (first.reason as Reason),
        act: first === undefined ? null : record.acts[first.cause].path,
        order: first === undefined ? null : (record.acts[first.cause].order ?? null),
        addressed: whole.addressed,
        received: whole.received,
        weight: group.weight
      }
    })
}

/** What no act took and yet did not get through is told as such. */
function verdictWithoutLoss({ attempted, accepted }: Fate): SummaryRow["verdict"] {
  if (attempted === 0) return "silent"
  return accepted <= FEW * attempted ? "partly" : "keeps"
}

/** Whether acts took next to nothing: of all, and in every slot. */
function isKept(whole: Fate, bySlot: ReadonlyMap<number, Fate>, inside: ReadonlyArray<boolean>): boolean {
  const few = (fate: Fate, part: number) => [...fate.causes.values()].reduce((sum, cause) => sum + cause.messages, 0) < part * fate.attempted
  return whole.attempted === 0 || whole.causes.size === 0 || (few(whole, FEW) && [...bySlot].every(([slot, fate]) => !inside[slot] || fate.causes.size === 0 || few(fate, MANY)))
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

/** A message that is tried again elsewhere, or after a trip, may fare otherwise than its row: one in a hundred changes no verdict. */
const FEW = 0.01
/** Unless so much is refused for a while: a short block is a loss too. */
const MANY = 0.5

function whose(record: RunRecord, row: OutcomeRow, state: string, reference: Reference) {
  const situation = record.situations[row.situation]
  const group = record.groups[situation.group]
  return { way: wayOf(reference.calls, group, situation, row.service), group, status: statusOf(group, situation, state, reference.covers) }
}
