/** Who kept or lost service: the run's rows by state, cohort, status, place, way to the network, service and window. */
import type { Cause, Outcome, Reason } from "../model/result.ts"
import { NO_CAUSE, type Group, type OutcomeRow, type RunRecord, type Situation } from "../world/record.ts"
import { type Way, wayOf } from "./calls.ts"
import { addDelays, type DelayBins, delayQuantileMs } from "./delay.ts"
import { distinctBySum } from "./distinct.ts"
import { single } from "./interval.ts"
import { isoUtcOrNull } from "./isotime.ts"
import { type Reference, statusOf } from "./selector.ts"
import { compareText, groupRows, keyOf } from "./tableorder.ts"
import type { WindowTable } from "./windows.ts"

/** Rows of every state in `about`: each state has a complete table of its own. */
export function outcomesOf(record: RunRecord, windows: WindowTable, reference: Reference): ReadonlyArray<Outcome> {
  return reference.about.flatMap((state) => outcomesFor(state, record, windows, reference)).sort(([a], [b]) => compareText(a, b)).map(([, outcome]) => outcome)
}

/** A state's rows, by their keys. */
function outcomesFor(state: string, record: RunRecord, windows: WindowTable, reference: Reference): ReadonlyArray<readonly [key: string, outcome: Outcome]> {
  const sums = new Map<string, Sum>()
  const sumOf = new Int32Array(record.outcomes.length)
  record.outcomes.forEach((row, n) => {
    const situation = record.situations[row.situation]
    const group = record.groups[situation.group]
    const status = statusOf(group, situation, state, reference.covers)
    const window = windows.ofSlot[row.slot]
    const way = wayOf(reference.calls, group, situation, row.service)
    const key = keyOf(state, group.cohort, status, situation.present, way.access, way.vpn, row.service, window, group.weight)
    let sum = sums.get(key)
    if (sum === undefined) sums.set(key, (sum = emptySum(sums.size, state, status, window, group, situation, way, row.service)))
    sumOf[n] = sum.row
    add(sum, row)
  })
  const wrote = distinctBySum(record, sumOf, sums.size, "wrote")
  const without = distinctBySum(record, sumOf, sums.size, "without")
  return [...sums].map(([key, sum]) => [key, outcomeOf(sum, { people: wrote[sum.row], peopleWithout: without[sum.row] }, record, windows)])
}

interface Sum {
  readonly row: number
  readonly about: string
  readonly status: Outcome["status"]
  readonly window: number
  readonly group: Group
  readonly situation: Situation
  readonly way: Way
  readonly service: string
  readonly counts: { -readonly [K in Counted]: number }
  readonly received: { -readonly [K in keyof OutcomeRow["received"]]: number }
  /** [outcome, reason, act] -> messages. */
  readonly causes: Map<string, { readonly outcome: Cause["outcome"]; readonly reason: string; readonly cause: number; messages: number }>
  readonly delays: DelayBins
  firstAcceptedMs: number | undefined
}

const COUNTED = ["attempted", "accepted", "underWay", "delivered", "expired", "erased", "inFlight", "hoursWithout", "hoursPresent"] as const
type Counted = (typeof COUNTED)[number]
const RECEIVED = ["addressed", "delivered", "expired", "bounced", "erased", "inFlight"] as const

function emptySum(row: number, about: string, status: Outcome["status"], window: number, group: Group, situation: Situation, way: Way, service: string): Sum {
  return {
    row, about, status, window, group, situation, way, service,
    counts: { attempted: 0, accepted: 0, underWay: 0, delivered: 0, expired: 0, erased: 0, inFlight: 0, hoursWithout: 0, hoursPresent: 0 },
    received: { addressed: 0, delivered: 0, expired: 0, bounced: 0, erased: 0, inFlight: 0 },
    causes: new Map(), delays: new Map(), firstAcceptedMs: undefined
  }
}

function add(sum: Sum, row: OutcomeRow): void {
  for (const name of COUNTED) sum.counts[name] += row[name]
  for (const name of RECEIVED) sum.received[name] += row.received[name]
  for (const outcome of ["refused", "bounced"] as const) {
    for (const { reason, cause, messages } of row[outcome]) {
      const key = keyOf(outcome, reason, cause)
      const had = sum.causes.get(key)
      if (had === undefined) sum.causes.set(key, { outcome, reason, cause, messages })
      else had.messages += messages
    }
  }
  addDelays(sum.delays, row.delayBins)
  if (row.firstAcceptedMs !== undefined) sum.firstAcceptedMs = Math.min(sum.firstAcceptedMs ?? Infinity, row.firstAcceptedMs)
}

function outcomeOf(sum: Sum, distinct: { readonly people: number; readonly peopleWithout: number }, record: RunRecord, windows: WindowTable): Outcome {
  const { counts } = sum
  const { id, from, to } = windows.rows[sum.window]
  const causes = causesOf(sum, record)
  return {
    about: sum.about,
    cohort: sum.group.cohort,
    status: sum.status,
    present: sum.situation.present,
    access: sum.way.access,
    vpn: sum.way.vpn ?? null,
    service: sum.service,
    window: { id, from, to },
    people: distinct.people,
    weight: sum.group.weight,
    attempted: counts.attempted,
    refused: refusedByReason(causes),
    accepted: counts.accepted,
    underWay: counts.underWay,
    delivered: counts.delivered,
    expired: counts.expired,
    bounced: total(causes.filter((c) => c.outcome === "bounced").map((c) => c.messages)),
    erased: counts.erased,
    inFlight: counts.inFlight,
    received: { ...sum.received },
    hoursWithoutService: hours(counts.hoursWithout),
    hoursPresent: hours(counts.hoursPresent),
    peopleWithoutService: distinct.peopleWithout,
    deliveryRatio: single(counts.attempted === 0 ? null : counts.delivered / counts.attempted),
    delayMs: { p50: delayQuantileMs(sum.delays, 0.5) ?? null, p95: delayQuantileMs(sum.delays, 0.95) ?? null, p99: delayQuantileMs(sum.delays, 0.99) ?? null },
    firstAcceptedAt: isoUtcOrNull(record.epochMs, sum.firstAcceptedMs),
    causes
  }
}

/** By reason, in alphabetical order. */
function refusedByReason(causes: ReadonlyArray<Cause>): Outcome["refused"] {
  const out: { [R in Reason]?: number } = {}
  for (const { outcome, reason, messages } of causes) if (outcome === "refused") out[reason] = (out[reason] ?? 0) + messages
  return out
}

function causesOf(sum: Sum, record: RunRecord): ReadonlyArray<Cause> {
  const rows = [...sum.causes.values()].filter(({ messages }) => messages > 0).map(({ outcome, reason, cause, messages }) => {
    const act = cause === NO_CAUSE ? undefined : record.acts[cause]
    return { outcome, reason: reason as Reason, act: act?.path ?? null, order: act?.order ?? null, answer: act?.answer ?? null, messages }
  })
  return groupRows(rows, (r) => keyOf(r.outcome, r.reason, r.act), (r) => ({ ...r, messages: 0 }), (to, r) => void (to.messages += r.messages))
}

function total(values: Iterable<number>): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}

/** Sums of hours depend in their last bits on the order of the rows; to the millisecond they do not. */
function hours(value: number): number {
  return Math.round(value * 3_600_000) / 3_600_000
}
