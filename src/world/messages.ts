// HOT
/** Messages that are under way: one row of 56 bytes each, freed when the message ends. What is asked together lies together. */
import { assert } from "../kernel/assert.ts"
import { IntColumn } from "../kernel/columns.ts"

export const NONE = -1

/** Places in `counts`: rows ever used, the first free row, rows in use, messages ever accepted. */
const USED = 0
const FIRST_FREE = 1
const LIVE = 2
const ACCEPTED = 3
/** Added to what took a message's copies, an act or BY_LOSS, so that 0 says that nothing did. */
const LAST = 3

/** Where a message is. Up to TO_RELAY it is under way, from WAITS_AT_RELAY on it is accepted. */
export const Stage = { FREE: 0, AT_CLIENT: 1, TO_RELAY: 2, WAITS_AT_RELAY: 3, TO_DEVICE: 4, WAITS_FOR_DEVICE: 5 } as const

/** A row is so many int32; its first two are one double, the instant of the first try. */
const ROW = 14
/** Rows are added by a sixteenth: half as much again would cost half a message for each. */
const GROWTH_SHIFT = 4
/** Bits of the last word: stage, product, stored, its cell is still full, in the network, reason + 1, act + 1. */
const STORED = 1 << 8
const IN_CELL = 1 << 9
const IN_NETWORK = 1 << 10
const REASON_SHIFT = 11
const CAUSE_SHIFT = 17
/** Tries and streams have 16 bits; what goes on trying beyond is taken for the last. */
const TRIES_MAX = 65_535
export const STREAMS_MAX = 65_536
/** Acts that can be the cause of what a message meets: what the bits have room for. */
export const ACTS_MAX = (1 << (32 - CAUSE_SHIFT)) - 2

export interface MessagesState {
  readonly counts: Int32Array
  readonly rows: Int32Array
  readonly probe: Int32Array
  readonly probes: Int32Array
  readonly last: Int32Array
}

export class Messages {
  private ints = new Int32Array(0)
  private doubles = new Float64Array(0)
  /** Handle of the next time that it is tried from its queue, and how often it has been. Only what waits behind a leak or for an instant has them. */
  private readonly probeOf = new IntColumn(4, NONE)
  private readonly probesOf = new IntColumn(4)
  /** Where it is on its way to the device and no copy of it is left: LAST and what took these; else 0. */
  private readonly lastOf = new IntColumn(4)
  private readonly counts = Int32Array.of(0, NONE, 0, 0)

  constructor(capacity = 1024) {
    this.grow(capacity)
  }

  /** A row for a message that begins to be tried now, from its client; the caller says when by `setFirstMs`. */
  begin(stream: number, number: number, key: number, sender: number, recipient: number, product: number, outRow: number): number {
    const m = this.alloc()
    const { ints } = this
    const at = m * ROW
    ints[at + 2] = sender
    ints[at + 3] = recipient
    ints[at + 4] = outRow
    ints[at + 5] = NONE
    ints[at + 8] = NONE
    ints[at + 9] = number
    ints[at + 10] = 0
    ints[at + 11] = key
    ints[at + 12] = stream << 16
    ints[at + 13] = (product << 3) | Stage.AT_CLIENT
    return m
  }

  private alloc(): number {
    this.counts[LIVE]++
    const free = this.counts[FIRST_FREE]
    if (free !== NONE) {
      this.counts[FIRST_FREE] = this.ints[free * ROW + 6]
      return free
    }
    const row = this.counts[USED]++
    if (row * ROW === this.ints.length) this.grow(row + (row >> GROWTH_SHIFT) + 1)
    return row
  }

  free(m: number): void {
    assert(this.stage(m) !== Stage.FREE, "a message ends once")
    if (m < this.probesOf.length) this.probesOf.set(m, 0)
    if (m < this.lastOf.length) this.lastOf.set(m, 0)
    this.ints[m * ROW + 13] = Stage.FREE
    this.ints[m * ROW + 6] = this.counts[FIRST_FREE]
    this.counts[FIRST_FREE] = m
    this.counts[LIVE]--
  }

  get live(): number {
    return this.counts[LIVE]
  }

  get used(): number {
    return this.counts[USED]
  }

  firstMs(m: number): number {
    return this.doubles[m * (ROW >> 1)]
  }

  setFirstMs(m: number, ms: number): void {
    this.doubles[m * (ROW >> 1)] = ms
  }

  sender(m: number): number {
    return this.ints[m * ROW + 2]
  }

  recipient(m: number): number {
    return this.ints[m * ROW + 3]
  }

  /** Row of the outcomes of the sender at his first try. */
  outRow(m: number): number {
    return this.ints[m * ROW + 4]
  }

  /** Row of the outcomes of the recipient at acceptance. */
  inRow(m: number): number {
    return this.ints[m * ROW + 5]
  }

  /** Its neighbours in the recipient's queue. */
  next(m: number): number {
    return this.ints[m * ROW + 6]
  }

  setNext(m: number, other: number): void {
    this.ints[m * ROW + 6] = other
  }

  previous(m: number): number {
    return this.ints[m * ROW + 7]
  }

  setPrevious(m: number, other: number): void {
    this.ints[m * ROW + 7] = other
  }

  /** Handle of the event that ends its waiting. */
  timer(m: number): number {
    return this.ints[m * ROW + 8]
  }

  setTimer(m: number, handle: number): void {
    this.ints[m * ROW + 8] = handle
  }

  /** The how manieth of its stream it is. */
  number(m: number): number {
    return this.ints[m * ROW + 9]
  }

  /** Whether one was accepted before another. Both are in flight: numbers may have gone round in between. */
  isBefore(m: number, other: number): boolean {
    return ((this.ints[m * ROW + 10] - this.ints[other * ROW + 10]) | 0) < 0
  }

  key(m: number): number {
    return this.ints[m * ROW + 11]
  }

  stream(m: number): number {
    return this.ints[m * ROW + 12] >>> 16
  }

  tries(m: number): number {
    return this.ints[m * ROW + 12] & 65_535
  }

  addTry(m: number): void {
    if (this.tries(m) < TRIES_MAX) this.ints[m * ROW + 12]++
  }

  stage(m: number): number {
    return this.ints[m * ROW + 13] & 7
  }

  setStage(m: number, stage: number): void {
    this.ints[m * ROW + 13] = (this.ints[m * ROW + 13] & ~7) | stage
  }

  product(m: number): number {
    return (this.ints[m * ROW + 13] >>> 3) & 31
  }

  /** Accepted now, for the recipient's row of the outcomes. */
  accept(m: number, inRow: number): void {
    const at = m * ROW
    this.ints[at + 5] = inRow
    this.ints[at + 10] = this.counts[ACCEPTED] = (this.counts[ACCEPTED] + 1) | 0
    this.ints[at + 13] = (this.ints[at + 13] & ~7) | Stage.WAITS_AT_RELAY
  }

  /** Its copies lie where they belong. */
  isStored(m: number): boolean {
    return (this.ints[m * ROW + 13] & STORED) !== 0
  }

  /** Since the copies of its epoch were poured out they are in rows, before that in a cell. */
  isInCell(m: number): boolean {
    return (this.ints[m * ROW + 13] & IN_CELL) !== 0
  }

  setStored(m: number): void {
    this.ints[m * ROW + 13] |= STORED | IN_CELL
  }

  /** The cells have been poured out. */
  pour(): void {
    for (let at = 13; at < this.used * ROW; at += ROW) this.ints[at] &= ~IN_CELL
  }

  /** It is one of those that the recipient's network holds. */
  isInNetwork(m: number): boolean {
    return (this.ints[m * ROW + 13] & IN_NETWORK) !== 0
  }

  setInNetwork(m: number, is: boolean): void {
    if (is) this.ints[m * ROW + 13] |= IN_NETWORK
    else this.ints[m * ROW + 13] &= ~IN_NETWORK
  }

  /** Why it waits or was refused last, or NONE, and the act behind it, or NONE. */
  reason(m: number): number {
    return ((this.ints[m * ROW + 13] >>> REASON_SHIFT) & 63) - 1
  }

  cause(m: number): number {
    return (this.ints[m * ROW + 13] >>> CAUSE_SHIFT) - 1
  }

  setReason(m: number, reason: number, cause: number): void {
    this.ints[m * ROW + 13] = (this.ints[m * ROW + 13] & ((1 << REASON_SHIFT) - 1)) | ((reason + 1) << REASON_SHIFT) | ((cause + 1) << CAUSE_SHIFT)
  }

  probe(m: number): number {
    return this.probeOf.get(m)
  }

  setProbe(m: number, handle: number): void {
    if (handle !== NONE || m < this.probeOf.length) this.probeOf.set(m, handle)
  }

  probes(m: number): number {
    return this.probesOf.get(m)
  }

  addProbe(m: number): void {
    this.probesOf.add(m, 1)
  }

  /** It is the last that there is of it: what finds its device shut is lost, or is gone with its copies. */
  isLast(m: number): boolean {
    return this.lastOf.get(m) !== 0
  }

  /** `cause`: the act that has erased its copies, or BY_LOSS. */
  setLast(m: number, cause: number): void {
    this.lastOf.set(m, cause + LAST)
  }

  /** What took its copies, where it is the last. */
  lastCause(m: number): number {
    return this.lastOf.get(m) - LAST
  }

  save(): MessagesState {
    return { counts: this.counts.slice(), rows: this.ints.slice(0, this.used * ROW), probe: this.probeOf.save(), probes: this.probesOf.save(), last: this.lastOf.save() }
  }

  restore(state: MessagesState): void {
    this.counts.set(state.counts)
    if (this.used * ROW > this.ints.length) this.grow(this.used)
    this.ints.set(state.rows)
    this.probeOf.restore(state.probe)
    this.probesOf.restore(state.probes)
    this.lastOf.restore(state.last)
  }

  private grow(capacity: number): void {
    const more = new Int32Array(capacity * ROW)
    more.set(this.ints)
    this.ints = more
    this.doubles = new Float64Array(more.buffer)
  }
}
