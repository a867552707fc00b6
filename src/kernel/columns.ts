// HOT
/** Growable columns of numbers, indexed by row: doubles (Column) and int32 (IntColumn). */
import { assert } from "./assert.ts"

/** What a column has before its first row: many of a small world's stay empty. The first room is 64 bytes, which lie on the heap itself. */
const NO_DOUBLES = new Float64Array(0)
const NO_INTS = new Int32Array(0)

/**
 * A column of doubles. Rows that were never written hold `empty`; reading beyond the end gives it too, writing beyond the end
 * makes the column longer.
 */
export class Column {
  private values = NO_DOUBLES
  private count = 0

  constructor(private readonly capacity = 8, private readonly empty = 0) {}

  /** One more than the last row written or ensured. */
  get length(): number {
    return this.count
  }

  get(i: number): number {
    assert(i >>> 0 === i, "a row is a whole number")
    return i < this.count ? this.values[i] : this.empty
  }

  set(i: number, x: number): void {
    assert(i >>> 0 === i, "a row is a whole number")
    if (i >= this.count) this.ensure(i + 1)
    this.values[i] = x
  }

  add(i: number, x: number): void {
    assert(i >>> 0 === i, "a row is a whole number")
    if (i >= this.count) this.ensure(i + 1)
    this.values[i] += x
  }

  /** Makes the column at least n rows long. */
  ensure(n: number): void {
    assert(Number.isInteger(n) && n >= 0, "a column has a whole number of rows")
    if (n <= this.count) return
    if (n > this.values.length) {
      const more = new Float64Array(Math.max(this.capacity, roomFor(n, this.values.length)))
      if (this.count > 0) more.set(this.values)
      if (this.empty !== 0) more.fill(this.empty, this.count)
      this.values = more
    }
    this.count = n
  }

  /** Sets every row that there is. */
  fill(x: number): void {
    this.values.fill(x, 0, this.count)
  }

  save(): Float64Array {
    return this.values.slice(0, this.count)
  }

  restore(state: Float64Array): void {
    this.ensure(state.length)
    this.values.set(state)
    this.values.fill(this.empty, state.length)
    this.count = state.length
  }
}

/** A column of int32, otherwise as Column. What is no int32 is refused, not cut off. */
export class IntColumn {
  private values = NO_INTS
  private count = 0

  constructor(private readonly capacity = 16, private readonly empty = 0) {}

  /** One more than the last row written or ensured. */
  get length(): number {
    return this.count
  }

  get(i: number): number {
    assert(i >>> 0 === i, "a row is a whole number")
    return i < this.count ? this.values[i] : this.empty
  }

  set(i: number, x: number): void {
    assert(i >>> 0 === i, "a row is a whole number")
    assert((x | 0) === x, "a column of int32 holds int32")
    if (i >= this.count) this.ensure(i + 1)
    this.values[i] = x
  }

  add(i: number, x: number): void {
    this.set(i, this.get(i) + x)
  }

  /** Makes the column at least n rows long. */
  ensure(n: number): void {
    assert(Number.isInteger(n) && n >= 0, "a column has a whole number of rows")
    if (n <= this.count) return
    if (n > this.values.length) {
      const more = new Int32Array(Math.max(this.capacity, roomFor(n, this.values.length)))
      if (this.count > 0) more.set(this.values)
      if (this.empty !== 0) more.fill(this.empty, this.count)
      this.values = more
    }
    this.count = n
  }

  /** Sets every row that there is. */
  fill(x: number): void {
    assert((x | 0) === x, "a column of int32 holds int32")
    this.values.fill(x, 0, this.count)
  }

  save(): Int32Array {
    return this.values.slice(0, this.count)
  }

  restore(state: Int32Array): void {
    this.ensure(state.length)
    this.values.set(state)
    this.values.fill(this.empty, state.length)
    this.count = state.length
  }
}

/** Half as much again, or what is asked for where that is more. */
function roomFor(n: number, capacity: number): number {
  return Math.max(n, capacity + (capacity >> 1))
}
