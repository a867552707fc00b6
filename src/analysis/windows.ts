/** The windows of a variant: stretches between two instants at which an order, an answer or a carrier's obedience changes, or marks; slots merge into them. */
import type { WindowRow } from "../model/result.ts"
import type { Scenario } from "../model/scenario.ts"
import type { RunRecord } from "../world/record.ts"
import { isoUtc } from "./isotime.ts"

export interface WindowTable {
  readonly rows: ReadonlyArray<WindowRow>
  /** Start of each [ms]. */
  readonly fromMs: ReadonlyArray<number>
  /** Window of each slot. */
  readonly ofSlot: ReadonlyArray<number>
}

/** Cuts outside the run cut nothing. A slot belongs to the window in which it starts. */
export function windowsOf(record: RunRecord, scenario: Scenario): WindowTable {
  const inner = record.windowCutsMs.filter((cut) => cut > 0 && cut < record.horizonMs)
  const cuts = [0, ...[...new Set(inner)].sort((a, b) => a - b), record.horizonMs]
  const starts = startsOf(record, scenario)
  const rows = cuts.slice(0, -1).map((from, n) => ({
    id: `w${n}`,
    from: isoUtc(record.epochMs, from),
    to: isoUtc(record.epochMs, cuts[n + 1]),
    starts: starts.get(from) ?? []
  }))
  const ofSlot = record.slots.map((slot) => {
    let n = 0
    while (n + 1 < rows.length && cuts[n + 1] <= slot.fromMs) n++
    return n
  })
  return { rows, fromMs: cuts.slice(0, -1), ofSlot }
}

/** What happens at an instant, in the words that a scenario uses for it. */
function startsOf(record: RunRecord, scenario: Scenario): Map<number, Array<string>> {
  const out = new Map<number, Array<string>>()
  const add = (atMs: number | undefined, what: string) => {
    if (atMs === undefined) return
    const list = out.get(atMs) ?? []
    if (!list.includes(what)) list.push(what)
    out.set(atMs, list)
  }
  for (const order of record.orders) {
    for (const step of order.states) add(step.atMs, `orders.${order.id}.${step.state}`)
    add(order.dueMs, `orders.${order.id}.due`)
    for (const { what, atMs } of order.turns ?? []) add(atMs, `orders.${order.id}.${what}`)
  }
  for (const answer of record.answers) add(answer.atMs, `${scenario.events[answer.id] === undefined ? "answers" : "events"}.${answer.id}`)
  for (const list of out.values()) list.sort()
  return out
}
