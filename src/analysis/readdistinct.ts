/** How many messages rows of readers are about, where several count the same: exactly where these were read as they passed, else between two numbers. */
import { type ActRow, NO_CAUSE, type ReaderKind, type ReaderRow, type ReadTwiceRow } from "../world/record.ts"
import { keyOf } from "./tableorder.ts"

export interface Distinct {
  readonly least: number
  readonly most: number
}

/** Messages that count so many times among the rows that are asked for, since they were read so as they passed. */
export interface Passed {
  readonly slot: number
  readonly times: number
  readonly messages: number
}

/** Messages of which a key has opened something in a slot, and which count among the rows that are asked for already. */
export interface Opened {
  readonly slot: number
  readonly kind: ReaderKind
  readonly messages: number
}

/**
 * Of rows of one level, service, group and instant of sending. What passes in a slot has not been counted before. What a key
 * opens had been closed, and of what was kept as it passed it is known what else was read of it. Whoever takes copies at rest
 * takes what lies there, whether or not it has been read before.
 */
export function distinctOf({ rows, passed, opened }: { readonly rows: ReadonlyArray<ReaderRow>; readonly passed: ReadonlyArray<Passed>; readonly opened: ReadonlyArray<Opened> }, acts: ReadonlyArray<ActRow>): Distinct {
  let sum: Distinct = { least: 0, most: 0 }
  const counted = new Map<string, number>()
  const isTaken = (row: ReaderRow) => row.cause !== NO_CAUSE && TAKES.has(acts[row.cause].verb)
  const isSure = rows.every((row) => (row.level === "readable" && !isTaken(row)) || row.later === 0)
  for (const slot of [...new Set(rows.map((row) => row.slot))].sort((a, b) => a - b)) {
    const own = rows.filter((row) => row.slot === slot)
    const byKey = sums(own.filter((row) => !isTaken(row)), streamOf, (row) => row.later)
    if (isSure) for (const { slot: at, kind, messages } of opened) if (at === slot) byKey.set(streamOf(kind), (byKey.get(streamOf(kind)) ?? 0) - messages)
    sum = withOpened(sum, counted, byKey, isSure)
    const takings = own.filter((row) => isTaken(row) && row.later > 0)
    for (const cause of new Set(takings.map((row) => row.cause))) sum = withTaken(sum, sums(takings.filter((row) => row.cause === cause), streamOf, (row) => row.later))
    const passing = own.reduce((n, row) => n + row.messages - row.later, 0) - passed.reduce((n, row) => n + (row.slot === slot ? (row.times - 1) * row.messages : 0), 0)
    sum = { least: sum.least + passing, most: sum.most + passing }
    for (const [stream, messages] of sums(own, streamOf, (row) => row.messages)) counted.set(stream, (counted.get(stream) ?? 0) + messages)
  }
  return sum
}

const TAKES = new Set(["open", "seize"])

/** What a key opens had not been counted of this authority, class and form; where it is sure, not at all. */
function withOpened(sum: Distinct, counted: ReadonlyMap<string, number>, opened: ReadonlyMap<string, number>, isSure: boolean): Distinct {
  const batch = Math.max(0, ...opened.values())
  if (batch === 0) return sum
  const isNew = isSure || [...counted.keys()].every((stream) => opened.size === 1 && opened.has(stream))
  if (isNew) return { least: sum.least + batch, most: sum.most + batch }
  return { least: Math.max(sum.least, ...[...opened].map(([stream, messages]) => (counted.get(stream) ?? 0) + messages)), most: sum.most + batch }
}

function withTaken(sum: Distinct, taken: ReadonlyMap<string, number>): Distinct {
  const batch = Math.max(0, ...taken.values())
  return { least: Math.max(sum.least, batch), most: sum.most + batch }
}

/** By how much a sum over acts of one authority, level, class and form is too large, for each row. */
export function againOf(twice: ReadonlyArray<ReadTwiceRow>): (row: ReaderRow) => number {
  const again = new Map<string, number>()
  for (const row of twice.filter(({ opened }) => opened === undefined)) {
    const seen = new Set<string>()
    for (const kind of row.kinds) {
      const stream = streamOf(kind)
      if (seen.has(stream)) {
        const key = rowKey(row, kind)
        again.set(key, (again.get(key) ?? 0) + row.messages)
      }
      seen.add(stream)
    }
  }
  return (row) => (again.size === 0 ? 0 : (again.get(rowKey(row, row)) ?? 0))
}

function rowKey(row: Pick<ReaderRow, "level" | "service" | "group" | "slot" | "sentSlot">, kind: ReaderKind): string {
  return keyOf(streamOf(kind), kind.cause, row.level, row.service, row.group, row.slot, row.sentSlot)
}

function streamOf({ authority, class: of, form }: ReaderKind): string {
  return keyOf(authority, of, form)
}

function sums(rows: ReadonlyArray<ReaderRow>, key: (row: ReaderRow) => string, number: (row: ReaderRow) => number): Map<string, number> {
  const out = new Map<string, number>()
  for (const row of rows) if (number(row) > 0) out.set(key(row), (out.get(key(row)) ?? 0) + number(row))
  return out
}
