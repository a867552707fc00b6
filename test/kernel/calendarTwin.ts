// HOT
/**
 * The future event set: a 4-ary heap over typed arrays. Events of one instant come out in the order in which they were
 * scheduled. The heap carries its keys (instant, sequence) beside the record number, so that sifting touches no record.
 */
import { assert } from "../../src/kernel/assert.ts"

/** A deep copy of a calendar at an instant. It never changes, and can be restored any number of times, into any calendar. */
export interface CalendarState {
  /** Now [ms], next sequence number, events popped at this instant. */
  readonly clock: Float64Array
  /** Kind, a and b of the event popped last. */
  readonly popped: Int32Array
  /** First and last free record, and how many are free. */
  readonly free: Int32Array
  readonly heapMs: Float64Array
  readonly heapSequence: Float64Array
  readonly heapRecord: Int32Array
  readonly position: Int32Array
  readonly generation: Int32Array
  readonly kind: Int32Array
  readonly a: Int32Array
  readonly b: Int32Array
}

const NONE = -1
const NOW = 0
const SEQUENCE = 1
const AT_INSTANT = 2
/** Instant of the event being scheduled; of no meaning between calls. */
const DUE = 3

/** A handle is one non-negative int32 (it fits an Int32Array and is never boxed): 24 bits of record, 7 of generation. */
const RECORD_BITS = 24
const RECORD_MASK = (1 << RECORD_BITS) - 1
/** Most events pending at a time; the room that a handle has for a record. */
const RECORDS_MAX = 1 << RECORD_BITS
const GENERATION_MASK = 127
/** So many records rest before one is used again: a stale handle is told for at least 128 times as many schedulings. */
const RESTING_MIN = 1024
/** A run that pops so many events without time going on is caught in a loop. */
const AT_INSTANT_MAX = 10_000_000

/** The future event set. Instants are [ms since the scenario starts]; kind, a and b are int32. */
export class Calendar {
  private readonly clock = new Float64Array(4)
  /** Kind, a and b of the event popped last. */
  private readonly popped = new Int32Array(3)
  /** Its first entry is Infinity while nothing is pending. */
  private heapMs: Float64Array
  private heapSequence: Float64Array
  private heapRecord: Int32Array
  /** Place of a record in the heap; NONE while the record is free. */
  private positionOf: Int32Array
  private generationOf: Int32Array
  private kindOf: Int32Array
  /** While a record is free: the next free one. */
  private aOf: Int32Array
  private bOf: Int32Array
  private capacity: number
  private pending = 0
  /** Records below this number have been used at least once. */
  private used = 0
  private freeFirst = NONE
  private freeLast = NONE
  private freeCount = 0

  constructor(capacity = 1024) {
    assert(Number.isInteger(capacity) && capacity >= 0 && capacity <= RECORDS_MAX, "a calendar's capacity is a whole number from 0 to 2^24")
    this.capacity = Math.max(capacity, 16)
    this.heapMs = new Float64Array(this.capacity)
    this.heapMs[0] = Infinity
    this.heapSequence = new Float64Array(this.capacity)
    this.heapRecord = new Int32Array(this.capacity)
    this.positionOf = new Int32Array(this.capacity)
    this.generationOf = new Int32Array(this.capacity)
    this.kindOf = new Int32Array(this.capacity)
    this.aOf = new Int32Array(this.capacity)
    this.bOf = new Int32Array(this.capacity)
  }

  /** Instant of the event popped last [ms]; 0 before the first. */
  get nowMs(): number {
    return this.clock[NOW]
  }

  /** Kind of the event popped last; 0 before the first, as a and b. */
  get kind(): number {
    return this.popped[0]
  }

  get a(): number {
    return this.popped[1]
  }

  get b(): number {
    return this.popped[2]
  }

  /** Events pending. */
  get size(): number {
    return this.pending
  }

  /** Instant of the earliest event [ms]; Infinity where there is none. */
  nextMs(): number {
    return this.heapMs[0]
  }

  /**
   * Plans an event and gives its handle, good for `cancel` until the event is popped.
   * @fails Bug where the instant is past or not finite, or kind, a or b is no int32
   */
  schedule(atMs: number, kind: number, a: number, b: number): number {
    this.clock[DUE] = atMs
    return this.enter(kind, a, b)
  }

  /** Apart, so that `schedule` is short, is inlined where it is called, and its double is not boxed. */
  private enter(kind: number, a: number, b: number): number {
    const atMs = this.clock[DUE]
    assert(atMs >= this.clock[NOW] && atMs < Infinity, "an event is scheduled at a finite instant that is not past")
    assert((kind | 0) === kind && (a | 0) === a && (b | 0) === b, "an event's kind, a and b are int32")
    const record = this.take()
    this.kindOf[record] = kind
    this.aOf[record] = a
    this.bOf[record] = b
    const place = this.pending++
    this.heapMs[place] = atMs + 0 // -0 becomes 0: the two would give different digests
    this.heapSequence[place] = this.clock[SEQUENCE]++
    this.heapRecord[place] = record
    this.siftUp(place)
    return (this.generationOf[record] << RECORD_BITS) | record
  }

  /** Takes an event out. False where the handle is stale: popped or cancelled before. NONE (-1) is a stale handle. */
  cancel(handle: number): boolean {
    if (handle < 0) return false
    const record = handle & RECORD_MASK
    if (record >= this.used || this.generationOf[record] !== handle >> RECORD_BITS) return false
    const place = this.positionOf[record]
    if (place === NONE) return false
    assert(this.heapRecord[place] === record, "heap and record know each other")
    this.removeAt(place)
    this.release(record)
    return true
  }

  /**
   * Takes the earliest event, the first scheduled among those of one instant, and sets nowMs, kind, a and b. False where
   * there is none; nothing changes then.
   * @fails Bug after ten million events at one instant
   */
  pop(): boolean {
    if (this.pending === 0) return false
    const record = this.heapRecord[0]
    if (this.heapMs[0] > this.clock[NOW]) {
      this.clock[NOW] = this.heapMs[0]
      this.clock[AT_INSTANT] = 0
    }
    assert(++this.clock[AT_INSTANT] <= AT_INSTANT_MAX, "time goes on within ten million events")
    this.popped[0] = this.kindOf[record]
    this.popped[1] = this.aOf[record]
    this.popped[2] = this.bOf[record]
    this.removeAt(0)
    this.release(record)
    return true
  }

  save(): CalendarState {
    return {
      clock: this.clock.slice(0, DUE),
      popped: this.popped.slice(),
      free: Int32Array.of(this.freeFirst, this.freeLast, this.freeCount),
      heapMs: this.heapMs.slice(0, this.pending),
      heapSequence: this.heapSequence.slice(0, this.pending),
      heapRecord: this.heapRecord.slice(0, this.pending),
      position: this.positionOf.slice(0, this.used),
      generation: this.generationOf.slice(0, this.used),
      kind: this.kindOf.slice(0, this.used),
      a: this.aOf.slice(0, this.used),
      b: this.bOf.slice(0, this.used)
    }
  }

  /** Back to a saved state, whatever has happened since. Handles given after it was saved must be dropped. */
  restore(state: CalendarState): void {
    assert(state.position.length - state.free[2] === state.heapMs.length, "a saved calendar's records are pending or free")
    while (this.capacity < state.position.length) this.grow()
    this.clock.set(state.clock)
    this.popped.set(state.popped)
    this.freeFirst = state.free[0]
    this.freeLast = state.free[1]
    this.freeCount = state.free[2]
    this.pending = state.heapMs.length
    this.used = state.position.length
    this.heapMs[0] = Infinity
    this.heapMs.set(state.heapMs)
    this.heapSequence.set(state.heapSequence)
    this.heapRecord.set(state.heapRecord)
    this.positionOf.set(state.position)
    this.generationOf.set(state.generation)
    this.generationOf.fill(0, this.used) // as it was: the handles to come must be the same
    this.kindOf.set(state.kind)
    this.aOf.set(state.a)
    this.bOf.set(state.b)
  }

  /** A free record: one that has rested, else a fresh one. */
  private take(): number {
    if (this.freeCount > RESTING_MIN || (this.used === RECORDS_MAX && this.freeCount > 0)) {
      const record = this.freeFirst
      this.freeFirst = this.aOf[record]
      if (this.freeFirst === NONE) this.freeLast = NONE
      this.freeCount--
      return record
    }
    assert(this.used < RECORDS_MAX, "at most 2^24 events are pending at a time")
    if (this.used === this.capacity) this.grow()
    return this.used++
  }

  private release(record: number): void {
    this.generationOf[record] = (this.generationOf[record] + 1) & GENERATION_MASK
    this.positionOf[record] = NONE
    this.aOf[record] = NONE
    if (this.freeLast === NONE) this.freeFirst = record
    else this.aOf[this.freeLast] = record
    this.freeLast = record
    this.freeCount++
  }

  /** Closes the gap at a place with the heap's last entry. */
  private removeAt(place: number): void {
    const last = --this.pending
    if (place === last) {
      if (last === 0) this.heapMs[0] = Infinity
      return
    }
    this.heapMs[place] = this.heapMs[last]
    this.heapSequence[place] = this.heapSequence[last]
    this.heapRecord[place] = this.heapRecord[last]
    if (place > 0) this.siftUp(place)
    if (place === 0 || this.heapRecord[place] === this.heapRecord[last]) this.siftDown(place)
  }

  private siftUp(from: number): void {
    const ms = this.heapMs
    const sequence = this.heapSequence
    const record = this.heapRecord
    const atMs = ms[from]
    const order = sequence[from]
    const moving = record[from]
    let place = from
    while (place > 0) {
      const parent = (place - 1) >> 2
      const parentMs = ms[parent]
      if (parentMs < atMs || (parentMs === atMs && sequence[parent] < order)) break
      ms[place] = parentMs
      sequence[place] = sequence[parent]
      record[place] = record[parent]
      this.positionOf[record[place]] = place
      place = parent
    }
    ms[place] = atMs
    sequence[place] = order
    record[place] = moving
    this.positionOf[moving] = place
  }

  private siftDown(from: number): void {
    const ms = this.heapMs
    const sequence = this.heapSequence
    const record = this.heapRecord
    const size = this.pending
    const atMs = ms[from]
    const order = sequence[from]
    const moving = record[from]
    let place = from
    for (;;) {
      const first = 4 * place + 1
      if (first >= size) break
      const end = first + 4 < size ? first + 4 : size
      let least = first
      for (let child = first + 1; child < end; child++) {
        if (ms[child] < ms[least] || (ms[child] === ms[least] && sequence[child] < sequence[least])) least = child
      }
      if (ms[least] > atMs || (ms[least] === atMs && sequence[least] > order)) break
      ms[place] = ms[least]
      sequence[place] = sequence[least]
      record[place] = record[least]
      this.positionOf[record[place]] = place
      place = least
    }
    ms[place] = atMs
    sequence[place] = order
    record[place] = moving
    this.positionOf[moving] = place
  }

  /** By half: doubling alone nearly breaks the bound of bytes an event. */
  private grow(): void {
    this.capacity = Math.min(RECORDS_MAX, this.capacity + (this.capacity >> 1))
    this.heapMs = moreDoubles(this.heapMs, this.capacity)
    this.heapSequence = moreDoubles(this.heapSequence, this.capacity)
    this.heapRecord = moreInts(this.heapRecord, this.capacity)
    this.positionOf = moreInts(this.positionOf, this.capacity)
    this.generationOf = moreInts(this.generationOf, this.capacity)
    this.kindOf = moreInts(this.kindOf, this.capacity)
    this.aOf = moreInts(this.aOf, this.capacity)
    this.bOf = moreInts(this.bOf, this.capacity)
  }
}

function moreDoubles(old: Float64Array, capacity: number): Float64Array {
  const more = new Float64Array(capacity)
  more.set(old)
  return more
}

function moreInts(old: Int32Array, capacity: number): Int32Array {
  const more = new Int32Array(capacity)
  more.set(old)
  return more
}
