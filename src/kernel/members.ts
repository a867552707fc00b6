// HOT
/**
 * Sets of small indices with a few flags each: row r holds some of `count` indices from `first` on. A row begins as entries of a
 * hash table and becomes a bitmap once that is smaller, so that a crowd costs bits and a handful costs its number.
 */
import { assert } from "./assert.ts"
import { IntColumn } from "./columns.ts"
import { RowTable, type RowTableState } from "./table.ts"

const NONE = -1
/** What one entry of the hash table costs, in bits: two words of key, two to four of slots, flags and link. */
const ENTRY_BITS = 192
/** So few dead entries are left where they are. */
const DEAD_MIN = 4096
/** A row has eight words of its own, of which five are used. */
const ROW_SHIFT = 3
enum Row {
  /** Word of the pool at which its bitmap begins; NONE while it is in the hash table. */
  BASE = 0,
  FIRST = 1,
  COUNT = 2,
  /** Its entries in the hash table, and the last of them. */
  SIZE = 3,
  HEAD = 4
}

export interface MembersState {
  readonly rows: Int32Array
  readonly pool: Int32Array
  readonly sparse: RowTableState
  readonly flags: Int32Array
  readonly next: Int32Array
  readonly dead: number
}

export class Members {
  private words = new Int32Array(16 << ROW_SHIFT)
  private rowCount = 0
  private pool = new Int32Array(64)
  private used = 0
  private readonly sparse = new RowTable(2)
  private readonly flags = new IntColumn()
  private readonly next = new IntColumn()
  /** Entries of rows that are bitmaps by now. */
  private dead = 0
  private readonly shift: number
  private readonly mask: number

  /** `bits` is the number of flags of a member: 1 or 4. */
  constructor(private readonly bits: 1 | 4) {
    this.shift = bits === 1 ? 0 : 2
    this.mask = (1 << bits) - 1
  }

  /** How many rows there are; they are numbered from 0. */
  get rows(): number {
    return this.rowCount
  }

  /** A new row for indices first .. first + count - 1. */
  open(first: number, count: number): number {
    const row = this.rowCount++
    const at = row << ROW_SHIFT
    if (at === this.words.length) {
      const more = new Int32Array((row + (row >> 1)) << ROW_SHIFT)
      more.set(this.words)
      this.words = more
    }
    this.words[at + Row.BASE] = NONE
    this.words[at + Row.FIRST] = first
    this.words[at + Row.COUNT] = count
    this.words[at + Row.SIZE] = 0
    this.words[at + Row.HEAD] = NONE
    return row
  }

  /** Gives a member flags, and returns those that he had not. */
  add(row: number, index: number, flags: number): number {
    const { words, pool } = this
    const at = row << ROW_SHIFT
    const base = words[at + Row.BASE]
    if (base === NONE) return this.addEntry(row, index, flags)
    const nth = index - words[at + Row.FIRST]
    assert(nth >= 0 && nth < words[at + Row.COUNT], "a member is one of the row's indices")
    const bit = nth << this.shift
    const before = pool[base + (bit >>> 5)]
    const fresh = flags & ~(before >>> (bit & 31)) & this.mask
    if (fresh !== 0) pool[base + (bit >>> 5)] = before | (fresh << (bit & 31))
    return fresh
  }

  /** The flags of an index in a row; 0: no member. */
  get(row: number, index: number): number {
    const base = this.words[(row << ROW_SHIFT) + Row.BASE]
    if (base === NONE) {
      const entry = this.sparse.find(row, index)
      return entry < 0 ? 0 : this.flags.get(entry)
    }
    const bit = (index - this.words[(row << ROW_SHIFT) + Row.FIRST]) << this.shift
    return (this.pool[base + (bit >>> 5)] >>> (bit & 31)) & this.mask
  }

  /** Visits a row's members, each once. */
  each(row: number, visit: (index: number, flags: number) => void): void {
    const base = this.words[(row << ROW_SHIFT) + Row.BASE]
    const first = this.words[(row << ROW_SHIFT) + Row.FIRST]
    if (base === NONE) {
      for (let entry = this.words[(row << ROW_SHIFT) + Row.HEAD]; entry !== NONE; entry = this.next.get(entry)) visit(this.sparse.key(entry, 1), this.flags.get(entry))
      return
    }
    const count = this.words[(row << ROW_SHIFT) + Row.COUNT]
    for (let i = 0; i < count; i++) {
      const bit = i << this.shift
      const word = this.pool[base + (bit >>> 5)]
      if (word === 0) i |= (32 >>> this.shift) - 1
      else if (((word >>> (bit & 31)) & this.mask) !== 0) visit(first + i, (word >>> (bit & 31)) & this.mask)
    }
  }

  private addEntry(row: number, index: number, flags: number): number {
    const known = this.sparse.size
    const entry = this.sparse.intern(row, index)
    if (entry < known) {
      const before = this.flags.get(entry)
      this.flags.set(entry, before | flags)
      return flags & ~before
    }
    this.flags.set(entry, flags)
    this.next.set(entry, this.words[(row << ROW_SHIFT) + Row.HEAD])
    this.words[(row << ROW_SHIFT) + Row.HEAD] = entry
    const size = this.words[(row << ROW_SHIFT) + Row.SIZE] + 1
    this.words[(row << ROW_SHIFT) + Row.SIZE] = size
    if (size * ENTRY_BITS >= this.words[(row << ROW_SHIFT) + Row.COUNT] * this.bits) this.spread(row)
    return flags
  }

  /** Its entries become a bitmap. */
  private spread(row: number): void {
    const at = row << ROW_SHIFT
    const words = ((this.words[at + Row.COUNT] << this.shift) + 31) >>> 5
    const base = this.used
    this.used += words
    if (this.used > this.pool.length) {
      const more = new Int32Array(Math.max(this.used, this.pool.length + (this.pool.length >> 2)))
      more.set(this.pool)
      this.pool = more
    }
    this.words[at + Row.BASE] = base
    for (let entry = this.words[at + Row.HEAD]; entry !== NONE; entry = this.next.get(entry)) this.add(row, this.sparse.key(entry, 1), this.flags.get(entry))
    this.words[at + Row.HEAD] = NONE
    this.dead += this.words[at + Row.SIZE]
    if (this.dead > DEAD_MIN && 2 * this.dead > this.sparse.size) this.sweep()
  }

  /** Entries of rows that have become bitmaps lie in the hash table still; they are taken out once they are half of it. */
  private sweep(): void {
    const { sparse, flags, words } = this
    const size = sparse.size
    const kept = new Int32Array(3 * (size - this.dead))
    let count = 0
    for (let entry = 0; entry < size; entry++) {
      const row = sparse.key(entry, 0)
      if (words[(row << ROW_SHIFT) + Row.BASE] !== NONE) continue
      kept[3 * count] = row
      kept[3 * count + 1] = sparse.key(entry, 1)
      kept[3 * count + 2] = flags.get(entry)
      count++
    }
    sparse.clear()
    this.dead = 0
    for (let row = 0; row < this.rowCount; row++) words[(row << ROW_SHIFT) + Row.HEAD] = NONE
    for (let i = 0; i < count; i++) {
      const entry = sparse.intern(kept[3 * i], kept[3 * i + 1])
      flags.set(entry, kept[3 * i + 2])
      this.next.set(entry, words[(kept[3 * i] << ROW_SHIFT) + Row.HEAD])
      words[(kept[3 * i] << ROW_SHIFT) + Row.HEAD] = entry
    }
  }

  save(): MembersState {
    return { rows: this.words.slice(0, this.rowCount << ROW_SHIFT), pool: this.pool.slice(0, this.used), sparse: this.sparse.save(), flags: this.flags.save(), next: this.next.save(), dead: this.dead }
  }

  restore(state: MembersState): void {
    this.rowCount = state.rows.length >> ROW_SHIFT
    if (this.words.length < state.rows.length) this.words = new Int32Array(state.rows.length)
    this.words.set(state.rows)
    if (this.pool.length < state.pool.length) this.pool = new Int32Array(state.pool.length)
    this.pool.set(state.pool)
    this.pool.fill(0, state.pool.length)
    this.used = state.pool.length
    this.sparse.restore(state.sparse)
    this.flags.restore(state.flags)
    this.next.restore(state.next)
    this.dead = state.dead
  }
}
