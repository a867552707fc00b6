// HOT
/** Rows of doubles of one width, side by side: what is counted at one instant lies in one place of memory. */
import { assert } from "./assert.ts"

export interface LedgerState {
  readonly rows: number
  readonly values: Float64Array
}

export class Ledger {
  values: Float64Array
  private count = 0

  constructor(readonly width: number, capacity = 64) {
    this.values = new Float64Array(width * capacity)
  }

  /** How many rows there are. */
  get rows(): number {
    return this.count
  }

  /** Makes the ledger at least so many rows long; new ones hold 0. */
  ensure(rows: number): void {
    if (rows <= this.count) return
    this.count = rows
    if (rows * this.width <= this.values.length) return
    const more = new Float64Array(this.width * Math.max(rows, this.count + (this.count >> 1)))
    more.set(this.values)
    this.values = more
  }

  /** Forgets all rows and keeps the room. */
  clear(): void {
    this.values.fill(0, 0, this.count * this.width)
    this.count = 0
  }

  save(): LedgerState {
    return { rows: this.count, values: this.values.slice(0, this.count * this.width) }
  }

  restore(state: LedgerState): void {
    assert(state.values.length === state.rows * this.width, "a ledger is restored from one as wide")
    this.ensure(state.rows)
    this.values.set(state.values)
    this.values.fill(0, state.values.length)
    this.count = state.rows
  }
}

/** One number of each row of a ledger. A row is written once it has been ensured. */
export class Entry {
  constructor(private readonly ledger: Ledger, private readonly at: number) {
    assert(at >= 0 && at < ledger.width, "an entry is one of its ledger's")
  }

  get(row: number): number {
    return this.ledger.values[row * this.ledger.width + this.at]
  }

  /** Whether it is 0: the number itself, given back in a call that is not inlined, would be boxed. */
  isZero(row: number): boolean {
    return this.ledger.values[row * this.ledger.width + this.at] === 0
  }

  set(row: number, x: number): void {
    this.ledger.values[row * this.ledger.width + this.at] = x
  }

  add(row: number, x: number): void {
    this.ledger.values[row * this.ledger.width + this.at] += x
  }
}
