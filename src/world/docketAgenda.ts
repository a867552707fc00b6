/** What is still to come in the lives of orders, in the order in which it comes. */
import { assert } from "../kernel/assert.ts"

/**
 * Order within one instant: steps of the record; a deadline's arrival (answers due then still come in time); answers and events; then what
 * follows by itself: ends, resumptions, consequences of deadlines, rungs of ladders.
 */
export const STEP = 0
export const DEADLINE = 1
export const ANSWER = 2
export const ENDING = 3
export const RESUMPTION = 4
export const CONSEQUENCE = 5
export const RUNG = 6
export type Turn = typeof STEP | typeof DEADLINE | typeof ANSWER | typeof ENDING | typeof RESUMPTION | typeof CONSEQUENCE | typeof RUNG

/** More happenings than any record has: beyond it orders set each other off for ever. */
const HAPPENINGS_MAX = 100_000

interface Item {
  readonly atMs: number
  /** What an automatic consequence sets off at its own instant comes after all automatic consequences of it. */
  readonly round: number
  readonly turn: Turn
  readonly row: number
  readonly seq: number
  readonly run: () => void
}

/** Place of a happening within its instant, as docs/model.md counts: 0 recorded steps, 1 answers and events, 2 what follows by itself. */
export type Rank = 0 | 1 | 2

export class Agenda {
  #items: Array<Item> = []
  #seq = 0
  #now: Item | undefined
  #count = 0
  readonly #untilMs: number

  /** Nothing at or after `untilMs` happens. */
  constructor(untilMs: number) {
    this.#untilMs = untilMs
  }

  get nowMs(): number {
    return this.#now?.atMs ?? -Infinity
  }

  get rank(): Rank {
    if (this.#now === undefined || (this.#now.round === 0 && this.#now.turn < ANSWER)) return 0
    return this.#now.round === 0 && this.#now.turn === ANSWER ? 1 : 2
  }

  /** How many things have happened before the present one. */
  get seq(): number {
    return this.#count
  }

  /** `row`: position in the file, which decides among equals. A past instant counts as now. */
  add(atMs: number, turn: Turn, row: number, run: () => void): void {
    const now = this.#now
    const thisInstant = now !== undefined && atMs <= now.atMs
    const round = thisInstant ? now.round + (now.turn >= ENDING && turn < ENDING ? 1 : 0) : 0
    if (Math.max(atMs, this.nowMs) < this.#untilMs) this.#items.push({ atMs: Math.max(atMs, this.nowMs), round, turn, row, seq: this.#seq++, run })
  }

  /** Lets everything happen in its order. */
  work(): void {
    for (; this.#items.length > 0; this.#count++) {
      assert(this.#count < HAPPENINGS_MAX, "orders and answers come to an end")
      let first = 0
      for (let i = 1; i < this.#items.length; i++) if (before(this.#items[i], this.#items[first])) first = i
      this.#now = this.#items.splice(first, 1)[0]
      this.#now.run()
    }
  }
}

function before(a: Item, b: Item): boolean {
  if (a.atMs !== b.atMs) return a.atMs < b.atMs
  if (a.round !== b.round) return a.round < b.round
  if (a.turn !== b.turn) return a.turn < b.turn
  return a.row !== b.row ? a.row < b.row : a.seq < b.seq
}
