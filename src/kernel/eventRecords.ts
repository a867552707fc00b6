// HOT
/**
 * The records of pending events: 32 bytes each in one buffer, and a list of the free ones. Of a record, which is a number,
 * the instant lies at `ms[record << 2]`, and the rest at `ints[(record << 3) + SEQUENCE]` and so on.
 */
import { assert } from "./assert.ts"

/** Orders the events of one instant. */
export const SEQUENCE = 2
/** The record before it on its list; of the first, minus the list's number. */
export const PREVIOUS = 3
/** The record behind it on its list, free or not. */
export const NEXT = 4
/** Its kind, and in the lowest bits its generation. */
export const KIND = 5
export const A = 6
export const B = 7

/** Record 0 is no event: lists end in it, and the list of the free records begins in it. */
export const NIL = 0
/** What stands at PREVIOUS of a record on no list. */
export const FREE = -(1 << 25)
export const NEAR = FREE - 1

/** Records at most, with the one that is no event: the room that a handle has for a record. */
const RECORDS_MAX = 1 << 24
export const GENERATION_BITS = 7
export const GENERATION_MASK = (1 << GENERATION_BITS) - 1
/** So many records rest before one is used again: a stale handle is told for at least 128 times as many schedulings. */
const RESTING_MIN = 1024

export class EventRecords {
  /** Two views of the one buffer. */
  ms: Float64Array
  ints: Int32Array
  /** Records below this number have been used at least once. */
  used = 1
  freeLast = NIL
  freeCount = 0
  private capacity: number

  constructor(capacity: number) {
    assert(Number.isInteger(capacity) && capacity >= 0 && capacity <= RECORDS_MAX, "a calendar's capacity is a whole number from 0 to 2^24")
    this.capacity = Math.max(capacity, 16)
    this.ms = new Float64Array(this.capacity << 2)
    this.ints = new Int32Array(this.ms.buffer)
  }

  /** A record: the one that has rested longest, or a fresh one. Its generation is set, all else is to be written. */
  take(): number {
    const { ints, freeCount, used } = this
    if (freeCount > RESTING_MIN || (used === RECORDS_MAX && freeCount > 0)) {
      const record = ints[NEXT]
      ints[NEXT] = ints[(record << 3) + NEXT]
      this.freeCount = freeCount - 1
      if (freeCount === 1) this.freeLast = NIL
      return record
    }
    return this.fresh()
  }

  private fresh(): number {
    const record = this.used
    assert(record < RECORDS_MAX, "fewer than 2^24 events are pending at a time")
    if (record === this.capacity) this.grow(record + 1)
    this.ints[(record << 3) + KIND] = 0 // what is there may be left from before a restore
    this.used = record + 1
    return record
  }

  /** Ends a record's generation, and lets it rest. */
  release(record: number): void {
    const ints = this.ints
    const at = record << 3
    const word = ints[at + KIND]
    ints[at + KIND] = (word & ~GENERATION_MASK) | ((word + 1) & GENERATION_MASK)
    ints[at + PREVIOUS] = FREE
    ints[(this.freeLast << 3) + NEXT] = record
    this.freeLast = record
    this.freeCount++
  }

  /** Puts a record before the others of a list. */
  link(record: number, heads: Int32Array, list: number): void {
    const ints = this.ints
    const at = record << 3
    const head = heads[list]
    heads[list] = record
    ints[at + PREVIOUS] = 0 - list
    ints[at + NEXT] = head
    ints[(head << 3) + PREVIOUS] = record // of NIL, too: nobody reads it there
  }

  unlink(record: number, heads: Int32Array): void {
    const ints = this.ints
    const previous = ints[(record << 3) + PREVIOUS]
    const next = ints[(record << 3) + NEXT]
    if (previous > NIL) ints[(previous << 3) + NEXT] = next
    else heads[-previous] = next
    ints[(next << 3) + PREVIOUS] = previous
  }

  /** Earliest instant on a list [ms]; Infinity where it is empty. */
  earliestMs(head: number): number {
    let least = Infinity
    for (let record = head; record !== NIL; record = this.ints[(record << 3) + NEXT]) least = Math.min(least, this.ms[record << 2])
    return least
  }

  /** Puts the instants of some pending events, all of which hang on one list, into `samples`, in order, and gives their number. */
  sample(samples: Float64Array, wanted: number, head: number): number {
    const pending = this.used - 1 - this.freeCount
    let count = 0
    if (this.used <= 4 * pending) {
      // By steps over all records, of which every fourth is pending: no list to follow.
      const step = Math.max(1, Math.floor(this.used / (4 * wanted)))
      for (let record = 1; record < this.used && count < wanted; record += step) {
        if (this.ints[(record << 3) + PREVIOUS] !== FREE) this.keep(samples, count++, record)
      }
    } else {
      const step = Math.max(1, Math.floor(pending / wanted))
      let passed = 0
      for (let record = head; record !== NIL && count < wanted; record = this.ints[(record << 3) + NEXT]) {
        if (passed++ % step === 0) this.keep(samples, count++, record)
      }
    }
    return count
  }

  private keep(samples: Float64Array, count: number, record: number): void {
    const atMs = this.ms[record << 2]
    let place = count
    for (; place > 0 && samples[place - 1] > atMs; place--) samples[place] = samples[place - 1]
    samples[place] = atMs
  }

  /** A copy, with the links of free records alone: where the others hang is of no meaning. */
  save(): Int32Array {
    const saved = this.ints.slice(0, this.used << 3)
    saved[PREVIOUS] = NIL
    saved[(this.freeLast << 3) + NEXT] = NIL
    for (let at = 8; at < saved.length; at += 8) {
      if (saved[at + PREVIOUS] === FREE) continue
      saved[at + PREVIOUS] = NIL
      saved[at + NEXT] = NIL
    }
    return saved
  }

  restore(saved: Int32Array, freeLast: number, freeCount: number): void {
    this.used = saved.length >> 3
    if (this.used > this.capacity) this.grow(this.used)
    this.ints.set(saved)
    this.freeLast = freeLast
    this.freeCount = freeCount
  }

  /** Numbers the pending events anew in their order, and gives the next number. Once in a thousand million events. */
  renumber(): number {
    const { ints, used } = this
    const keys = new Float64Array(used - 1 - this.freeCount)
    let count = 0
    for (let record = 1; record < used; record++) {
      if (ints[(record << 3) + PREVIOUS] !== FREE) keys[count++] = ints[(record << 3) + SEQUENCE] * RECORDS_MAX + record
    }
    keys.sort()
    for (let i = 0; i < count; i++) ints[((keys[i] % RECORDS_MAX) << 3) + SEQUENCE] = i
    return count
  }

  /** By a quarter: what is allocated and not used counts, too, as bytes an event. */
  private grow(atLeast: number): void {
    this.capacity = Math.max(atLeast, Math.min(RECORDS_MAX, this.capacity + (this.capacity >> 2)))
    const old = this.ints
    this.ms = new Float64Array(this.capacity << 2)
    this.ints = new Int32Array(this.ms.buffer)
    this.ints.set(old)
  }
}
