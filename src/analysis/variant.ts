/** What one variant gave, as result.json says it. */
import type { Change } from "../model/comparison.ts"
import type { ActRow, AnswerRow, ConflictRow, InvariantVerdict, OrderLife, SanctionRow, VariantResult } from "../model/result.ts"
import type { RunRecord } from "../world/record.ts"
import { actOrder, actPath, atRestOf, lossesOf, movesOf, siteStatesOf } from "./copies.ts"
import type { Judged } from "./claims.ts"
import { isoUtc, isoUtcOrNull } from "./isotime.ts"
import { newPeopleOf } from "./newpeople.ts"
import { outcomesOf } from "./outcomes.ts"
import type { Run } from "./question.ts"
import { keysOf, readersOf } from "./readers.ts"
import { promiseRuns, sharesOf } from "./replications.ts"
import { peopleOf, summaryOf, type TurningPoint } from "./summary.ts"
import { compareText, keyOf } from "./tableorder.ts"
import { windowsOf } from "./windows.ts"

export function variantResult(run: Run, title: string, changes: ReadonlyArray<Change>, turn: TurningPoint, claims: ReadonlyArray<Judged>, replication: number): VariantResult {
  const { record, scenario, reference } = run
  const windows = windowsOf(record, scenario)
  const summary = summaryOf(record, reference, turn)
  const { events, draws, digest } = record.fingerprint
  return {
    id: run.id,
    title,
    changes,
    turningPoint: { at: isoUtc(record.epochMs, turn.atMs), what: turn.what },
    windows: windows.rows,
    outcomes: outcomesOf(record, windows, reference),
    atRest: atRestOf(record, scenario),
    readers: readersOf(record),
    keys: keysOf(record),
    moves: movesOf(record, scenario),
    losses: lossesOf(record, scenario),
    cameAgain: record.cameAgain,
    sites: siteStatesOf(record, scenario),
    orders: ordersOf(record),
    invariants: record.promises.map((promise) => invariantOf(promise, replication)).sort((a, b) => compareText(a.id, b.id)),
    claims: claims.map((claim) => ({ ...claim, replication })),
    acts: actsOf(record),
    answers: answersOf(record),
    sanctions: sanctionsOf(record),
    conflicts: conflictsOf(record),
    people: peopleOf(record, turn),
    newPeople: newPeopleOf(record, windows),
    summary,
    shares: sharesOf(summary),
    fingerprint: { events, draws, digest },
    fingerprints: [{ replication, events, draws, digest }]
  }
}

/** In the file's order, as the record has them. */
export function ordersOf(record: RunRecord): ReadonlyArray<OrderLife> {
  const stretch = ([from, to]: readonly [number, number]) => ({ from: isoUtc(record.epochMs, from), to: isoUtc(record.epochMs, to) })
  return record.orders.map((life) => ({
    id: life.id,
    issuer: life.issuer,
    kind: life.kind,
    due: isoUtcOrNull(record.epochMs, life.dueMs),
    demand: life.demand,
    breachHours: Math.round(life.breach.reduce((ms, [from, until]) => ms + until - from, 0)) / 3_600_000,
    answers: [...life.answers],
    states: [...life.states, ...(life.known ?? [])].sort((a, b) => a.atMs - b.atMs).map((step) => ({ state: step.state, at: isoUtc(record.epochMs, step.atMs), source: [...step.source] })),
    breach: life.breach.map(stretch),
    effect: life.effect.map(stretch)
  }))
}

function invariantOf(promise: RunRecord["promises"][number], replication: number): InvariantVerdict {
  const { id, verdict, exercised, witness } = promise
  return { id, verdict, exercised, ...(witness === undefined ? {} : { witness }), runs: promiseRuns([verdict]), replication }
}

export function actsOf(record: RunRecord): ReadonlyArray<ActRow> {
  const rows = record.acts.map((act) => ({
    path: act.path,
    verb: act.verb,
    order: act.order ?? null,
    answer: act.answer ?? null,
    event: act.event ?? null,
    issuer: act.issuer ?? null,
    start: isoUtc(record.epochMs, act.startMs),
    end: isoUtc(record.epochMs, Math.min(act.endMs, record.horizonMs)),
    source: [...act.source]
  }))
  return sorted(rows, (row) => keyOf(row.start, row.path, row.end))
}

function answersOf(record: RunRecord): ReadonlyArray<AnswerRow> {
  return record.answers.map(({ id, kind, by, atMs }) => ({ id, kind, by: [...by], at: isoUtcOrNull(record.epochMs, atMs) }))
}

function sanctionsOf(record: RunRecord): ReadonlyArray<SanctionRow> {
  const rows = record.sanctions.map((row) => ({ at: isoUtc(record.epochMs, row.atMs), text: row.text, fine: row.fine, currency: row.currency, act: actPath(record, row.cause), order: actOrder(record, row.cause) }))
  return sorted(rows, (row) => keyOf(row.at, row.act, row.text, row.fine))
}

export function conflictsOf(record: RunRecord): ReadonlyArray<ConflictRow> {
  const rows = record.conflicts.map((row) => ({ at: isoUtc(record.epochMs, row.atMs), orders: [...row.orders].sort(compareText), choice: row.choice, text: row.text }))
  return sorted(rows, (row) => keyOf(row.at, row.orders.join(), row.text))
}

function sorted<Row>(rows: ReadonlyArray<Row>, key: (row: Row) => string): ReadonlyArray<Row> {
  return [...rows].sort((a, b) => compareText(key(a), key(b)))
}
