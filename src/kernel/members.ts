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

export interface MembersState {
  readonly first: Int32Array
  readonly count: Int32Array
  readonly base: Int32Array
  readonly size: Int32Array
  readonly head: Int32Array
  readonly pool: Int32Array
  readonly sparse: RowTableState
  readonly flags: Int32Array
  readonly next: Int32Array
}

export class Members {
  private readonly first = new IntColumn()
  private readonly count = new IntColumn()
  /** Word of the pool at which a row's bitmap begins; NONE while it is in the hash table. */
  private readonly base = new IntColumn(16, NONE)
  /** Entries of a row in the hash table, and the last of them. */
  private readonly size = new IntColumn()
  private readonly head = new IntColumn(16, NONE)
  private pool = new Int32Array(64)
  private used = 0
  private readonly sparse = new RowTable(2)
  private readonly flags = new IntColumn()
  private readonly next = new IntColumn()
  private readonly shift: number
  private readonly mask: number

  /** `bits` is the number of flags of a member: 1 or 4. */
  constructor(private readonly bits: 1 | 4) {
    this.shift = bits === 1 ? 0 : 2
    this.mask = (1 << bits) - 1
  }

  /** How many rows there are; they are numbered from 0. */
  get rows(): number {
    return this.first.length
  }

  /** A new row for indices first .. first + count - 1. */
  open(first: number, count: number): number {
    const row = this.first.length
    this.first.set(row, first)
    this.count.set(row, count)
    this.base.set(row, NONE)
    this.size.set(row, 0)
    this.head.set(row, NONE)
    return row
  }

  /** Gives a member flags, and returns those that he had not. */
  add(row: number, index: number, flags: number): number {
    const base = this.base.get(row)
    if (base === NONE) return this.addEntry(row, index, flags)
    const bit = (index - this.first.get(row)) << this.shift
    assert(bit >= 0 && index - this.first.get(row) < this.count.get(row), "a member is one of the row's indices")
    const fresh = flags & ~(this.pool[base + (bit >>> 5)] >>> (bit & 31)) & this.mask
    if (fresh !== 0) this.pool[base + (bit >>> 5)] |= fresh << (bit & 31)
    return fresh
  }

  /** The flags of an index in a row; 0: no member. */
  get(row: number, index: number): number {
    const base = this.base.get(row)
    if (base === NONE) {
      const entry = this.sparse.find(row, index)
      return entry < 0 ? 0 : this.flags.get(entry)
    }
    const bit = (index - this.first.get(row)) << this.shift
    return (this.pool[base + (bit >>> 5)] >>> (bit & 31)) & this.mask
  }

  /** Visits a row's members, each once. */
  each(row: number, visit: (index: number, flags: number) => void): void {
    const base = this.base.get(row)
    const first = this.first.get(row)
    if (base === NONE) {
      for (let entry = this.head.get(row); entry !== NONE; entry = this.next.get(entry)) visit(this.sparse.key(entry, 1), this.flags.get(entry))
      return
    }
    const count = this.count.get(row)
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
    this.next.set(entry, this.head.get(row))
    this.head.set(row, entry)
    const size = this.size.get(row) + 1
    this.size.set(row, size)
    if (size * ENTRY_BITS >= this.count.get(row) * this.bits) this.spread(row)
    return flags
  }

  /** Its entries become a bitmap. They stay in the hash table, where nobody asks for them any more. */
  private spread(row: number): void {
    const words = ((this.count.get(row) << this.shift) + 31) >>> 5
    const base = this.used
    this.used += words
    if (this.used > this.pool.length) {
      const more = new Int32Array(Math.max(this.used, this.pool.length + (this.pool.length >> 2)))
      more.set(this.pool)
      this.pool = more
    }
    this.base.set(row, base)
    for (let entry = this.head.get(row); entry !== NONE; entry = this.next.get(entry)) this.add(row, this.sparse.key(entry, 1), this.flags.get(entry))
    this.head.set(row, NONE)
  }

  save(): MembersState {
    return { first: this.first.save(), count: this.count.save(), base: this.base.save(), size: this.size.save(), head: this.head.save(), pool: this.pool.slice(0, this.used), sparse: this.sparse.save(), flags: this.flags.save(), next: this.next.save() }
  }

  restore(state: MembersState): void {
    this.first.restore(state.first)
    this.count.restore(state.count)
    this.base.restore(state.base)
    this.size.restore(state.size)
    this.head.restore(state.head)
    if (this.pool.length < state.pool.length) this.pool = new Int32Array(state.pool.length)
    this.pool.set(state.pool)
    this.pool.fill(0, state.pool.length)
    this.used = state.pool.length
    this.sparse.restore(state.sparse)
    this.flags.restore(state.flags)
    this.next.restore(state.next)
  }
}
