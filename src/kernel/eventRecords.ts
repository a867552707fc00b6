// HOT
/**
 * The records of pending events: 32 bytes each in one buffer, and a list of the free ones. Of a record, which is a number,
 * the instant lies at `ms[record << 2]`, and the rest at `ints[(record << 3) + SEQUENCE]` and so on.
 */
import { assert } from "./assert.ts"

/** Places of a record's int32; enumerations, since bundlers write their values out and V8 would look constants up each time. */
export enum At {
  /** Orders the events of one instant. */
  SEQUENCE = 2,
  /** The record before it on its list; of the first, minus the list's number; or one of `Link`. */
  PREVIOUS = 3,
  /** The record behind it on its list, free or not. */
  NEXT = 4,
  /** Its kind, and in the lowest bits its generation. */
  KIND = 5,
  A = 6,
  B = 7
}

/** What stands where the number of a neighbour would. */
export enum Link {
  /** Record 0 is no event: lists end in it, and the list of the free records begins in it. */
  NIL = 0,
  /** At PREVIOUS of a record on no list. */
  FREE = -33554432,
  NEAR = -33554433
}

/** Bits of a record's generation. */
export enum Generation {
  BITS = 7,
  MASK = 127
}

enum Limit {
  /** Records at most, with the one that is no event: the room that a handle has for a record. */
  RECORDS_MAX = 16777216,
  /** So many records rest before one is used again: a stale handle is told for at least 128 times as many schedulings. */
  RESTING_MIN = 1024
}

export class EventRecords {
  /** Two views of the one buffer. */
  ms: Float64Array
  ints: Int32Array
  /** Records below this number have been used at least once. */
  used = 1
  freeLast: number = Link.NIL
  freeCount = 0
  private capacity: number

  constructor(capacity: number) {
    assert(Number.isInteger(capacity) && capacity >= 0 && capacity <= Limit.RECORDS_MAX, "a calendar's capacity is a whole number from 0 to 2^24")
    this.capacity = Math.max(capacity, 16)
    this.ms = new Float64Array(this.capacity << 2)
    this.ints = new Int32Array(this.ms.buffer)
  }

  /** A record: the one that has rested longest, or a fresh one. Its generation is set, all else is to be written. */
  take(): number {
    const { ints, freeCount, used } = this
    if (freeCount > Limit.RESTING_MIN || (used === Limit.RECORDS_MAX && freeCount > 0)) {
      const record = ints[At.NEXT]
      ints[At.NEXT] = ints[(record << 3) + At.NEXT]
      this.freeCount = freeCount - 1
      if (freeCount === 1) this.freeLast = Link.NIL
      return record
    }
    return this.fresh()
  }

  private fresh(): number {
    const record = this.used
    assert(record < Limit.RECORDS_MAX, "fewer than 2^24 events are pending at a time")
    if (record === this.capacity) this.grow(record + 1)
    this.ints[(record << 3) + At.KIND] = 0 // what is there may be left from before a restore
    this.used = record + 1
    return record
  }

  /** Ends a record's generation, and lets it rest. */
  release(record: number): void {
    const ints = this.ints
    const at = record << 3
    const word = ints[at + At.KIND]
    ints[at + At.KIND] = (word & ~Generation.MASK) | ((word + 1) & Generation.MASK)
    ints[at + At.PREVIOUS] = Link.FREE
    ints[(this.freeLast << 3) + At.NEXT] = record
    this.freeLast = record
    this.freeCount++
  }

  /** Puts a record before the others of a list. */
  link(record: number, heads: Int32Array, list: number): void {
    const ints = this.ints
    const at = record << 3
    const head = heads[list]
    heads[list] = record
    ints[at + At.PREVIOUS] = 0 - list
    ints[at + At.NEXT] = head
    ints[(head << 3) + At.PREVIOUS] = record // of NIL, too: nobody reads it there
  }

  unlink(record: number, heads: Int32Array): void {
    const ints = this.ints
    const previous = ints[(record << 3) + At.PREVIOUS]
    const next = ints[(record << 3) + At.NEXT]
    if (previous > Link.NIL) ints[(previous << 3) + At.NEXT] = next
    else heads[-previous] = next
    ints[(next << 3) + At.PREVIOUS] = previous
  }

  /** Moves all of a list before another, and gives the last of those moved. */
  prepend(heads: Int32Array, from: number, to: number): number {
    const ints = this.ints
    const first = heads[from]
    let last = first
    for (let record = first; record !== Link.NIL; record = ints[(record << 3) + At.NEXT]) last = record
    ints[(last << 3) + At.NEXT] = heads[to]
    ints[(heads[to] << 3) + At.PREVIOUS] = last
    ints[(first << 3) + At.PREVIOUS] = 0 - to
    heads[to] = first
    heads[from] = Link.NIL
    return last
  }

  /** Earliest instant on a list [ms]; Infinity where it is empty. */
  earliestMs(head: number): number {
    let least = Infinity
    for (let record = head; record !== Link.NIL; record = this.ints[(record << 3) + At.NEXT]) least = Math.min(least, this.ms[record << 2])
    return least
  }

  /** Puts the instants of some pending events, all of which hang on one list, into `samples`, in order, and gives their number. */
  sample(samples: Float64Array, wanted: number, head: number): number {
    const pending = this.used - 1 - this.freeCount
    const step = Math.max(1, Math.floor(pending / wanted))
    let count = 0
    if (this.used <= 4 * pending) {
      // By steps over all records: no list to follow.
      for (let record = 1; record < this.used && count < wanted; record += step) {
        if (this.ints[(record << 3) + At.PREVIOUS] !== Link.FREE) this.keep(samples, count++, record)
      }
    } else {
      let passed = 0
      for (let record = head; record !== Link.NIL && count < wanted; record = this.ints[(record << 3) + At.NEXT]) {
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
    saved[At.PREVIOUS] = Link.NIL
    saved[(this.freeLast << 3) + At.NEXT] = Link.NIL
    for (let at = 8; at < saved.length; at += 8) {
      if (saved[at + At.PREVIOUS] === Link.FREE) continue
      saved[at + At.PREVIOUS] = Link.NIL
      saved[at + At.NEXT] = Link.NIL
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

  /** Numbers the pending events anew in their order, and gives the next number. Numbers are below 2^29, so a key is exact. */
  renumber(): number {
    const { ints, used } = this
    const keys = new Float64Array(used - 1 - this.freeCount)
    let count = 0
    for (let record = 1; record < used; record++) {
      if (ints[(record << 3) + At.PREVIOUS] !== Link.FREE) keys[count++] = ints[(record << 3) + At.SEQUENCE] * Limit.RECORDS_MAX + record
    }
    keys.sort()
    for (let i = 0; i < count; i++) ints[((keys[i] % Limit.RECORDS_MAX) << 3) + At.SEQUENCE] = i
    return count
  }

  /** By an eighth: what is allocated and not used counts, too, as bytes an event. Of so few that it counts for nothing, twice as many. */
  private grow(atLeast: number): void {
    this.capacity = Math.max(atLeast, Math.min(Limit.RECORDS_MAX, this.capacity < Limit.RESTING_MIN ? 2 * this.capacity : this.capacity + (this.capacity >> 3)))
    const old = this.ints
    this.ms = new Float64Array(this.capacity << 2)
    this.ints = new Int32Array(this.ms.buffer)
    this.ints.set(old)
  }
}
