// HOT
/** Rows interned by their key of one to six int32 words: equal keys get the same dense row number, in order of first sight. */
import { assert } from "./assert.ts"

export interface RowTableState {
  readonly words: number
  readonly keys: Int32Array
}

const ABSENT = -1
/** Room for so few rows is made beside the table itself, which costs next to nothing; the next room is for many. */
const FEW = 4
const SLOTS_NEXT = 64
const ROWS_NEXT = 16
/** What a table has before its first row: many of a small world's stay empty. */
const NO_KEYS = new Int32Array(0)
const NO_SLOTS = new Int32Array(1)

/** Open addressing over typed arrays; nothing is allocated but at growth. */
export class RowTable {
  private keys = NO_KEYS
  /** Row number + 1 of each slot; 0 is an empty slot. A power of two, at most half full. */
  private slots = NO_SLOTS
  private rows = 0

  /** `words` is the number of int32 in a key. Words given beyond it are ignored, words left out are 0. */
  constructor(private readonly words: number, private readonly capacity = FEW) {
    assert(Number.isInteger(words) && words >= 1 && words <= 6, "a key has one to six words")
  }

  /** How many rows there are; they are numbered from 0. */
  get size(): number {
    return this.rows
  }

  /** The row of a key, or -1. */
  find(k0: number, k1 = 0, k2 = 0, k3 = 0, k4 = 0, k5 = 0): number {
    const slot = this.slotOf(k0, k1, k2, k3, k4, k5)
    return this.slots[slot] - 1
  }

  /**
   * The row of a key, new where it was not there.
   * @fails Bug where a word of a new key is no int32
   */
  intern(k0: number, k1 = 0, k2 = 0, k3 = 0, k4 = 0, k5 = 0): number {
    const slot = this.slotOf(k0, k1, k2, k3, k4, k5)
    const row = this.slots[slot] - 1
    return row !== ABSENT ? row : this.append(slot, k0, k1, k2, k3, k4, k5)
  }

  /** Word i of a row's key. */
  key(row: number, i: number): number {
    assert(row >= 0 && row < this.rows && i >= 0 && i < this.words, "a table is asked for a row and word that it has")
    return this.keys[row * this.words + i]
  }

  /** Forgets all rows and keeps the room. */
  clear(): void {
    this.rows = 0
    if (this.slots !== NO_SLOTS) this.slots.fill(0)
  }

  save(): RowTableState {
    return { words: this.words, keys: this.keys.slice(0, this.rows * this.words) }
  }

  restore(state: RowTableState): void {
    assert(state.words === this.words, "a table is restored from one with keys as long")
    this.rows = state.keys.length / this.words
    if (this.keys.length < state.keys.length) this.keys = new Int32Array(state.keys.length)
    this.keys.set(state.keys)
    if (this.rows === 0) return this.clear()
    let slots = Math.max(8, this.slots.length)
    while (slots < 2 * this.rows) slots *= 2
    this.rehash(slots)
  }

  /** The slot that holds the key, or the empty one where it belongs. */
  private slotOf(k0: number, k1: number, k2: number, k3: number, k4: number, k5: number): number {
    const { keys, slots, words } = this
    const mask = slots.length - 1
    let slot = hashKey(words, k0, k1, k2, k3, k4, k5) & mask
    for (;;) {
      const row = slots[slot] - 1
      if (row === ABSENT) return slot
      const at = row * words
      if (
        keys[at] === k0 &&
        (words < 2 || keys[at + 1] === k1) &&
        (words < 3 || keys[at + 2] === k2) &&
        (words < 4 || keys[at + 3] === k3) &&
        (words < 5 || keys[at + 4] === k4) &&
        (words < 6 || keys[at + 5] === k5)
      ) return slot
      slot = (slot + 1) & mask
    }
  }

  private append(slot: number, k0: number, k1: number, k2: number, k3: number, k4: number, k5: number): number {
    // A word that is no int32 would be cut off on the way in and never be found again.
    assert((k0 | 0) === k0 && (k1 | 0) === k1 && (k2 | 0) === k2 && (k3 | 0) === k3 && (k4 | 0) === k4 && (k5 | 0) === k5, "a key's words are int32")
    const { words } = this
    if (this.slots === NO_SLOTS) {
      this.makeRoom()
      return this.append(this.slotOf(k0, k1, k2, k3, k4, k5), k0, k1, k2, k3, k4, k5)
    }
    const row = this.rows++
    const at = row * words
    if (at + words > this.keys.length) this.growKeys()
    const keys = this.keys
    keys[at] = k0
    if (words > 1) keys[at + 1] = k1
    if (words > 2) keys[at + 2] = k2
    if (words > 3) keys[at + 3] = k3
    if (words > 4) keys[at + 4] = k4
    if (words > 5) keys[at + 5] = k5
    this.slots[slot] = row + 1
    if (2 * this.rows > this.slots.length) this.rehash(Math.max(SLOTS_NEXT, 2 * this.slots.length))
    return row
  }

  private makeRoom(): void {
    let slots = 8
    while (slots < 2 * this.capacity) slots *= 2
    this.slots = new Int32Array(slots)
    if (this.keys.length === 0) this.keys = new Int32Array(this.words * this.capacity)
  }

  private growKeys(): void {
    const rows = this.keys.length / this.words
    const more = new Int32Array(Math.max(ROWS_NEXT, rows + (rows >> 1) + 1) * this.words)
    more.set(this.keys)
    this.keys = more
  }

  private rehash(slotCount: number): void {
    const { keys, words } = this
    if (slotCount === this.slots.length) this.slots.fill(0)
    else this.slots = new Int32Array(slotCount)
    const mask = slotCount - 1
    for (let row = 0; row < this.rows; row++) {
      const at = row * words
      let h = 0
      for (let i = 0; i < words; i++) h = (h + Math.imul(keys[at + i], FACTORS[i])) | 0
      let slot = finished(h) & mask
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask
      this.slots[slot] = row + 1
    }
  }
}

/** Odd numbers without a pattern, one for each word: their products are independent, so that the processor makes them at once. */
const FACTORS = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f, 0x165667b1, 0x2c1b3c6d]

/** A hash of the key's words; it decides speed alone, no row number. */
function hashKey(words: number, k0: number, k1: number, k2: number, k3: number, k4: number, k5: number): number {
  let h = Math.imul(k0, 0x9e3779b1)
  if (words > 1) h = (h + Math.imul(k1, 0x85ebca77)) | 0
  if (words > 2) h = (h + Math.imul(k2, 0xc2b2ae3d)) | 0
  if (words > 3) h = (h + Math.imul(k3, 0x27d4eb2f)) | 0
  if (words > 4) h = (h + Math.imul(k4, 0x165667b1)) | 0
  if (words > 5) h = (h + Math.imul(k5, 0x2c1b3c6d)) | 0
  return finished(h)
}

function finished(h: number): number {
  const x = Math.imul(h ^ (h >>> 16), 0x21f0aaad)
  return x ^ (x >>> 15)
}
