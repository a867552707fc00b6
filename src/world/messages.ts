// HOT
/** Messages that are under way: one row each, freed when the message ends. */
import { assert } from "../kernel/assert.ts"

export const NONE = -1

/** Places in `counts`: rows ever used, the first free row, rows in use. */
const USED = 0
const FIRST_FREE = 1
const LIVE = 2

/** Where a message is. Up to TO_RELAY it is under way, from WAITS_AT_RELAY on it is accepted. */
export const Stage = { FREE: 0, AT_CLIENT: 1, TO_RELAY: 2, WAITS_AT_RELAY: 3, TO_DEVICE: 4, WAITS_FOR_DEVICE: 5 } as const

const INTS = ["sender", "recipient", "product", "stream", "number", "key", "outRow", "inRow", "tries", "stage", "next", "previous", "timer", "inNetwork", "stored", "poured", "probes", "probe", "reason", "cause", "sentSlot"] as const
const DOUBLES = ["firstMs", "acceptedMs"] as const
type IntName = (typeof INTS)[number]
type DoubleName = (typeof DOUBLES)[number]

export class Messages implements Record<IntName, Int32Array>, Record<DoubleName, Float64Array> {
  sender = new Int32Array(0)
  recipient = new Int32Array(0)
  product = new Int32Array(0)
  stream = new Int32Array(0)
  number = new Int32Array(0)
  key = new Int32Array(0)
  /** Rows of the outcomes: of the sender at his first try, of the recipient at acceptance. */
  outRow = new Int32Array(0)
  inRow = new Int32Array(0)
  tries = new Int32Array(0)
  stage = new Int32Array(0)
  /** Its neighbours in the recipient's queue; of a free row, the next free one. */
  next = new Int32Array(0)
  previous = new Int32Array(0)
  /** Handle of the event that ends its waiting. */
  timer = new Int32Array(0)
  /** 1 while it is one of those that the recipient's network holds. */
  inNetwork = new Int32Array(0)
  /** 1 once its copies lie where they belong. */
  stored = new Int32Array(0)
  /** How often copies had been poured out when it was stored: since then they are in a cell, before that in rows. */
  poured = new Int32Array(0)
  /** How often it has been tried from its queue, and the handle of the next time. */
  probes = new Int32Array(0)
  probe = new Int32Array(0)
  /** Why it waits or was refused last, and the act behind it. */
  reason = new Int32Array(0)
  cause = new Int32Array(0)
  /** Slot in which it was first tried. */
  sentSlot = new Int32Array(0)
  firstMs = new Float64Array(0)
  acceptedMs = new Float64Array(0)
  /** By `USED`, `FIRST_FREE` and `LIVE`. */
  private readonly counts = Int32Array.of(0, NONE, 0)

  constructor(capacity = 1024) {
    this.grow(capacity)
  }

  /** A row, whatever was in it before: the caller fills all of it. */
  alloc(): number {
    this.counts[LIVE]++
    const free = this.counts[FIRST_FREE]
    if (free !== NONE) {
      this.counts[FIRST_FREE] = this.next[free]
      return free
    }
    const row = this.counts[USED]++
    if (row === this.stage.length) this.grow(row + (row >> 1) + 1)
    return row
  }

  free(row: number): void {
    assert(this.stage[row] !== Stage.FREE, "a message ends once")
    this.stage[row] = Stage.FREE
    this.next[row] = this.counts[FIRST_FREE]
    this.counts[FIRST_FREE] = row
    this.counts[LIVE]--
  }

  get live(): number {
    return this.counts[LIVE]
  }

  get used(): number {
    return this.counts[USED]
  }

  save(): ReadonlyArray<Int32Array | Float64Array> {
    return [this.counts.slice(), ...INTS.map((name) => this[name].slice(0, this.used)), ...DOUBLES.map((name) => this[name].slice(0, this.used))]
  }

  restore(state: ReadonlyArray<Int32Array | Float64Array>): void {
    this.counts.set(state[0])
    if (this.used > this.stage.length) this.grow(this.used)
    INTS.forEach((name, i) => this[name].set(state[1 + i]))
    DOUBLES.forEach((name, i) => this[name].set(state[1 + INTS.length + i]))
  }

  private grow(capacity: number): void {
    for (const name of INTS) {
      const more = new Int32Array(capacity)
      more.set(this[name])
      this[name] = more
    }
    for (const name of DOUBLES) {
      const more = new Float64Array(capacity)
      more.set(this[name])
      this[name] = more
    }
  }
}
