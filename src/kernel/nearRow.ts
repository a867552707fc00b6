// HOT
/**
 * The near events of a calendar, in order: instants beside records, so that ordering them touches no record. A row of few
 * is sorted by insertion. Where an event would have to pass too many others the row becomes a binary heap, and stays one
 * until it is used up.
 */
import { assert } from "./assert.ts"
import { At, type EventRecords, Link } from "./eventRecords.ts"

export enum Row {
  /** An event passes at most so many others in a sorted row. */
  SHIFTS_MAX = 64,
  /** Places behind the last event when a row begins. */
  ROOM_ABOVE = 128
}

export class NearRow {
  ms = new Float64Array(512)
  record = new Int32Array(512)
  /** The row lies from `first` to before `end`. */
  first = 512 - Row.ROOM_ABOVE
  end = 512 - Row.ROOM_ABOVE
  /** Whether the row is a heap, from place 0 on. */
  heaped = false

  constructor(private readonly records: EventRecords) {
    this.clear()
  }

  clear(): void {
    this.heaped = false
    this.first = this.end = this.ms.length - Row.ROOM_ABOVE
    this.ms[this.first] = Infinity
  }

  /** Whether an event of an instant would have to pass too many others. */
  isCrowdedFor(record: number): boolean {
    const place = this.end - Row.SHIFTS_MAX
    return place > this.first && !this.heaped && this.ms[place] > this.records.ms[record << 2]
  }

  /** Takes in an event that was scheduled after all others. */
  insert(record: number): void {
    const recordMs = this.records.ms
    this.records.ints[(record << 3) + At.PREVIOUS] = Link.NEAR
    if (this.end === this.record.length) this.makeRoomAbove()
    let place = this.end++
    if (this.heaped) {
      this.siftUp(place, record)
      return
    }
    const ms = this.ms
    const row = this.record
    const first = this.first
    const atMs = recordMs[record << 2]
    while (place > first) {
      const beforeMs = ms[place - 1]
      if (beforeMs <= atMs) break
      ms[place] = beforeMs
      row[place] = row[place - 1]
      place--
    }
    ms[place] = atMs
    row[place] = record
  }

  /** Takes in a whole list, in which events of one instant mostly hang last scheduled first. The row is empty before. */
  gather(head: number): void {
    const { ms: recordMs, ints } = this.records
    this.clear()
    let ms = this.ms
    let row = this.record
    let end = this.end
    let first = end
    let sorted = true
    let record = head
    while (record !== Link.NIL) {
      if (first === 0) {
        this.first = 0
        this.makeRoomBelow()
        ms = this.ms
        row = this.record
        first = this.first
        end = this.end
      }
      const at = record << 3
      const next = ints[at + At.NEXT]
      const atMs = recordMs[record << 2]
      ints[at + At.PREVIOUS] = Link.NEAR
      first--
      let place = first
      if (sorted && end - place > Row.SHIFTS_MAX && ms[place + Row.SHIFTS_MAX] < atMs) sorted = false
      if (sorted) {
        while (place + 1 < end) {
          const behindMs = ms[place + 1]
          if (behindMs > atMs || (behindMs === atMs && ints[(row[place + 1] << 3) + At.SEQUENCE] > ints[at + At.SEQUENCE])) break
          ms[place] = behindMs
          row[place] = row[place + 1]
          place++
        }
      }
      ms[place] = atMs
      row[place] = record
      record = next
    }
    this.first = first
    if (!sorted) this.heapify(false)
  }

  /** Takes out an event. */
  remove(record: number): void {
    if (!this.heaped) {
      const place = this.find(record)
      if (place - this.first < Row.SHIFTS_MAX) {
        this.ms.copyWithin(this.first + 1, this.first, place)
        this.record.copyWithin(this.first + 1, this.first, place)
        this.first++
        return
      }
      if (this.end - place <= Row.SHIFTS_MAX) {
        this.ms.copyWithin(place, place + 1, this.end)
        this.record.copyWithin(place, place + 1, this.end)
        this.end--
        return
      }
      this.heapify(true)
    }
    this.removeAt(this.records.ints[(record << 3) + At.NEXT])
  }

  /** Takes out what stands at a place of the heap: the last event fills the gap. */
  removeAt(place: number): void {
    const last = --this.end
    if (place === last) return
    const moving = this.record[last]
    if (place > 0 && this.before(moving, this.record[(place - 1) >> 1])) this.siftUp(place, moving)
    else this.siftDown(place, moving)
  }

  /** Makes the row a heap; a sorted one is a heap already. */
  heapify(sorted: boolean): void {
    const count = this.end - this.first
    this.ms.copyWithin(0, this.first, this.end)
    this.record.copyWithin(0, this.first, this.end)
    this.first = 0
    this.end = count
    this.heaped = true
    for (let place = 0; place < count; place++) this.records.ints[(this.record[place] << 3) + At.NEXT] = place
    if (!sorted) for (let place = (count >> 1) - 1; place >= 0; place--) this.siftDown(place, this.record[place])
  }

  /** Place of an event in a sorted row. */
  private find(record: number): number {
    let low = this.first
    let high = this.end - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.before(this.record[middle], record)) low = middle + 1
      else high = middle
    }
    assert(this.record[low] === record, "a near event is in the row")
    return low
  }

  private before(record: number, other: number): boolean {
    const { ms, ints } = this.records
    const atMs = ms[record << 2]
    const otherMs = ms[other << 2]
    return atMs < otherMs || (atMs === otherMs && ints[(record << 3) + At.SEQUENCE] < ints[(other << 3) + At.SEQUENCE])
  }

  private siftUp(from: number, moving: number): void {
    const { ms, record } = this
    const ints = this.records.ints
    const atMs = this.records.ms[moving << 2]
    let place = from
    while (place > 0) {
      const parent = (place - 1) >> 1
      const parentMs = ms[parent]
      if (parentMs < atMs || (parentMs === atMs && !this.before(moving, record[parent]))) break
      ms[place] = parentMs
      record[place] = record[parent]
      ints[(record[place] << 3) + At.NEXT] = place
      place = parent
    }
    ms[place] = atMs
    record[place] = moving
    ints[(moving << 3) + At.NEXT] = place
  }

  private siftDown(from: number, moving: number): void {
    const { ms, record, end } = this
    const ints = this.records.ints
    const atMs = this.records.ms[moving << 2]
    let place = from
    for (;;) {
      let child = 2 * place + 1
      if (child >= end) break
      let childMs = ms[child]
      if (child + 1 < end) {
        const otherMs = ms[child + 1]
        if (otherMs < childMs || (otherMs === childMs && this.before(record[child + 1], record[child]))) {
          child++
          childMs = otherMs
        }
      }
      if (childMs > atMs || (childMs === atMs && this.before(moving, record[child]))) break
      ms[place] = childMs
      record[place] = record[child]
      ints[(record[place] << 3) + At.NEXT] = place
      place = child
    }
    ms[place] = atMs
    record[place] = moving
    ints[(moving << 3) + At.NEXT] = place
  }

  /** Moves the row down to place 0, into twice the room where it is long. */
  private makeRoomAbove(): void {
    const { ms, record, first, end } = this
    const count = end - first
    if (2 * count > record.length) this.double()
    this.ms.set(ms.subarray(first, end))
    this.record.set(record.subarray(first, end))
    this.first = 0
    this.end = count
  }

  private makeRoomBelow(): void {
    const { ms, record, end } = this
    this.double()
    this.first = record.length
    this.end = this.first + end
    this.ms.set(ms.subarray(0, end), this.first)
    this.record.set(record.subarray(0, end), this.first)
  }

  private double(): void {
    this.ms = new Float64Array(2 * this.ms.length)
    this.record = new Int32Array(this.ms.length)
  }
}
