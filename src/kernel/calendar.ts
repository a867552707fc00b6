// HOT
/**
 * The future event set, in two tiers. Events that come soon, the *near* ones, lie in a short row in order; the others hang
 * unsorted on lists, one for each equal span of time (a *bucket*), and what lies behind the last bucket on one list more,
 * the *far* one. When the near row is used up the next bucket becomes the near row, and after the last bucket the far list
 * is dealt out into new buckets, of a width that fits what is pending then: a *rotation*. So an event costs about the same
 * whether a thousand or a million are pending. Events of one instant come out in the order in which they were scheduled:
 * how they hang on the lists is of meaning for speed alone.
 */
import { assert } from "./assert.ts"
import { At, EventRecords, Generation, Link } from "./eventRecords.ts"
import { NearRow, Row } from "./nearRow.ts"

/**
 * A deep copy of a calendar at an instant. It never changes, and can be restored any number of times, into any calendar.
 * It tells nothing of buckets: equal histories have equal states.
 */
export interface CalendarState {
  /** Now [ms], next sequence number, events popped at this instant. */
  readonly clock: Float64Array
  /** Kind, a and b of the event popped last. */
  readonly popped: Int32Array
  /** Events pending; last free record, and how many are free. */
  readonly counts: Int32Array
  /** The records, free ones too. */
  readonly records: Int32Array
}

/** The list of the far events; buckets are the lists from 1 on. */
const FAR = 0
/** Places of the clock's doubles. */
enum Clock {
  NOW = 0,
  /** Instant of the event being scheduled; of no meaning between calls. */
  DUE = 1,
  /** Where the first bucket begins, and 1 / the width of a bucket. */
  BASE = 2,
  PER_MS = 3,
  /** Earliest of the far events, Infinity where there is none, NaN where it was cancelled. */
  FAR_MIN = 4
}

/** A handle is one non-negative int32 (it fits an Int32Array and is never boxed): 24 bits of record, 7 of generation. */
const RECORD_BITS = 24
/** A run that pops so many events without time going on is caught in a loop. */
const AT_INSTANT_MAX = 10_000_000

enum Tuning {
  /** Sequence numbers go up to here, then the pending events are numbered anew. */
  SEQUENCE_MAX = 536870912,
  /** Events that a bucket is made for: few enough to be sorted by insertion, enough for few buckets to be empty. */
  PER_BUCKET = 8,
  /** So few events need no buckets. */
  FEW = 24,
  /** Pending events that are looked at to find the width. */
  SAMPLES_MAX = 128
}
const SAMPLES = new Float64Array(Tuning.SAMPLES_MAX) // for whichever calendar finds its width

/** The future event set. Instants are [ms since the scenario starts]; a and b are int32, kind has 25 bits. */
export class Calendar {
  private readonly clock = new Float64Array(5)
  /** Kind, a and b of the event popped last. */
  private readonly popped = new Int32Array(3)
  private readonly records: EventRecords
  private readonly near: NearRow
  private sequence = 0
  private atInstant = 0
  /** Goes ahead on the next list, a step a pop: what it passes is in the cache when that list becomes near. It decides nothing. */
  private scout: number = Link.NIL

  /** First record of each list. */
  private heads = new Int32Array(64)
  private farLast: number = Link.NIL
  private buckets = 0
  /** Buckets that have become near; an event that falls into one of them is near. */
  private opened = 1
  /** Events pending, and the sequence number, when the width was found. */
  private tunedCount = 0
  private tunedSequence = 0
  /** Whether a dense few were found to lie among the first buckets, and the width is to fit them. */
  private crowded = false

  constructor(capacity = 1024) {
    this.records = new EventRecords(capacity)
    this.near = new NearRow(this.records)
    this.clock[Clock.FAR_MIN] = Infinity
  }

  /** Instant of the event popped last [ms]; 0 before the first. */
  get nowMs(): number {
    return this.clock[Clock.NOW]
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
    return this.records.used - 1 - this.records.freeCount
  }

  /** Instant of the earliest event [ms]; Infinity where there is none. */
  nextMs(): number {
    const near = this.near
    if (near.first === near.end) this.open()
    return near.ms[near.first]
  }

  /**
   * Plans an event and gives its handle, good for `cancel` until the event is popped.
   * @fails Bug where the instant is past or not finite, kind is beyond 25 bits, or a or b is no int32
   */
  schedule(atMs: number, kind: number, a: number, b: number): number {
    this.clock[Clock.DUE] = atMs
    return this.enter(kind, a, b)
  }

  /** The same at the instant that lies in an array: a double handed over in a call that is not inlined is boxed. */
  scheduleAt(from: Float64Array, i: number, kind: number, a: number, b: number): number {
    this.clock[Clock.DUE] = from[i]
    return this.enter(kind, a, b)
  }

  /** What happens most is written out here and in `pop`: calls and looking up arrays anew cost more than the work itself. */
  private enter(kind: number, a: number, b: number): number {
    const { clock, records, near } = this
    const atMs = clock[Clock.DUE] + 0 // -0 becomes 0: the two would give different digests
    if (!(atMs >= clock[Clock.NOW] && atMs < Infinity && (kind << Generation.BITS) >> Generation.BITS === kind && (a | 0) === a && (b | 0) === b)) this.refuse()
    if (this.sequence === Tuning.SEQUENCE_MAX) this.sequence = records.renumber()
    const record = records.take()
    const ints = records.ints
    const at = record << 3
    const generation = ints[at + At.KIND] & Generation.MASK
    records.ms[record << 2] = atMs
    ints[at + At.SEQUENCE] = this.sequence++
    ints[at + At.KIND] = (kind << Generation.BITS) | generation
    ints[at + At.A] = a
    ints[at + At.B] = b
    const x = (atMs - clock[Clock.BASE]) * clock[Clock.PER_MS]
    if (x < this.opened) {
      const first = near.first
      const end = near.end
      const ms = near.ms
      const row = near.record
      if (end - first < Row.SHIFTS_MAX && end < row.length && !near.heaped) {
        ints[at + At.PREVIOUS] = Link.NEAR
        let place = end
        if (first > 0 && atMs < ms[first]) near.first = place = first - 1
        else {
          near.end = end + 1
          for (; place > first && ms[place - 1] > atMs; place--) {
            ms[place] = ms[place - 1]
            row[place] = row[place - 1]
          }
        }
        ms[place] = atMs
        row[place] = record
      } else this.comeNear(record)
    } else if (x < this.buckets) {
      const heads = this.heads
      const list = (x | 0) + 1
      const head = heads[list]
      heads[list] = record
      ints[at + At.PREVIOUS] = 0 - list
      ints[at + At.NEXT] = head
      ints[(head << 3) + At.PREVIOUS] = record // of NIL, too: nobody reads it there
    } else this.linkFar(record)
    return (generation << RECORD_BITS) | record
  }

  /** Takes an event out. False where the handle is stale: popped or cancelled before. NONE (-1) is a stale handle. */
  cancel(handle: number): boolean {
    const records = this.records
    const record = handle & ((1 << RECORD_BITS) - 1)
    if (handle <= 0 || record === Link.NIL || record >= records.used) return false
    const at = record << 3
    const previous = records.ints[at + At.PREVIOUS]
    if (previous === Link.FREE || (records.ints[at + At.KIND] & Generation.MASK) !== handle >> RECORD_BITS) return false
    if (previous === Link.NEAR) this.near.remove(record)
    else {
      if (record === this.farLast) this.farLast = previous > Link.NIL ? previous : Link.NIL
      if (records.ms[record << 2] === this.clock[Clock.FAR_MIN]) this.clock[Clock.FAR_MIN] = NaN
      records.unlink(record, this.heads)
    }
    records.release(record)
    return true
  }

  /**
   * Takes the earliest event, the first scheduled among those of one instant, and sets nowMs, kind, a and b. False where
   * there is none; nothing changes then.
   * @fails Bug after ten million events at one instant
   */
  pop(): boolean {
    const near = this.near
    if (near.first === near.end) this.open()
    const first = near.first
    if (first === near.end) return false
    const { clock, popped, records } = this
    const ints = records.ints
    const atMs = near.ms[first]
    const record = near.record[first]
    if (atMs > clock[Clock.NOW]) {
      clock[Clock.NOW] = atMs
      this.atInstant = 1
    } else assert(++this.atInstant <= AT_INSTANT_MAX, "time goes on within ten million events")
    const at = record << 3
    const word = ints[at + At.KIND]
    popped[0] = word >> Generation.BITS
    popped[1] = ints[at + At.A]
    popped[2] = ints[at + At.B]
    this.scout = ints[(this.scout << 3) + At.NEXT]
    if (near.heaped) near.removeAt(0)
    else near.first = first + 1
    records.release(record)
    return true
  }

  save(): CalendarState {
    return {
      clock: Float64Array.of(this.clock[Clock.NOW], this.sequence, this.atInstant),
      popped: this.popped.slice(),
      counts: Int32Array.of(this.size, this.records.freeLast, this.records.freeCount),
      records: this.records.save()
    }
  }

  /** Back to a saved state, whatever has happened since. Handles given after it was saved must be dropped. */
  restore(state: CalendarState): void {
    const { clock, counts } = state
    assert(1 + counts[0] + counts[2] === state.records.length >> 3, "a saved calendar's records are pending or free")
    this.clock[Clock.NOW] = clock[0]
    this.sequence = clock[1]
    this.atInstant = clock[2]
    this.popped.set(state.popped)
    const records = this.records
    records.restore(state.records, counts[1], counts[2])
    this.near.clear()
    this.heads.fill(Link.NIL)
    this.emptyFar()
    for (let record = 1; record < records.used; record++) if (records.ints[(record << 3) + At.PREVIOUS] !== Link.FREE) this.linkFar(record)
    this.withoutBuckets(this.clock[Clock.FAR_MIN])
  }

  /** Says what is wrong with an event. */
  private refuse(): void {
    assert(this.clock[Clock.DUE] >= this.clock[Clock.NOW] && this.clock[Clock.DUE] < Infinity, "an event is scheduled at a finite instant that is not past")
    assert(false, "an event's kind is a whole number of 25 bits, from -2^24 on, and its a and b are int32")
  }

  private comeNear(record: number): void {
    if (this.near.isCrowdedFor(record)) this.crowd(record)
    else this.near.insert(record)
  }

  private linkFar(record: number): void {
    const atMs = this.records.ms[record << 2]
    if (this.heads[FAR] === Link.NIL) this.farLast = record
    if (atMs < this.clock[Clock.FAR_MIN]) this.clock[Clock.FAR_MIN] = atMs
    this.records.link(record, this.heads, FAR)
  }

  /** Forgets what is on the far list, and gives the last of it. */
  private emptyFar(): number {
    const last = this.farLast
    this.farLast = this.heads[FAR] = Link.NIL
    this.clock[Clock.FAR_MIN] = Infinity
    return last
  }

  /** Makes the next bucket that is not empty near, where there is one. The near row is empty. */
  private open(): void {
    const near = this.near
    if (this.buckets > 0 && this.fitsBadly()) this.collect()
    near.clear()
    if (this.size === 0) return
    for (;;) {
      const { heads, buckets } = this
      let list = this.opened + 1
      while (list <= buckets && heads[list] === Link.NIL) list++
      if (list <= buckets) {
        this.opened = list
        near.gather(heads[list])
        heads[list] = Link.NIL
        this.scout = list < buckets ? heads[list + 1] : Link.NIL
        return
      }
      if (this.size <= Tuning.FEW) {
        near.gather(heads[FAR])
        this.emptyFar()
        this.withoutBuckets(Infinity)
        return
      }
      this.rotate()
    }
  }

  /** Whether far more is pending than the buckets were made for, or too much of it in one; not again before all may have gone. */
  private fitsBadly(): boolean {
    return this.size > 4 * this.tunedCount || (this.near.heaped && this.sequence - this.tunedSequence > 2 * this.size)
  }

  /** Without buckets: what comes before an instant is near, the rest far; all is near before Infinity. */
  private withoutBuckets(beforeMs: number): void {
    const all = beforeMs === Infinity
    this.clock[Clock.BASE] = all ? 0 : beforeMs
    this.clock[Clock.PER_MS] = all ? 0 : 1
    this.buckets = 0
    this.opened = all ? 1 : 0
  }

  /** The near row is too long to be sorted: without buckets its end becomes far, else it becomes a heap. */
  private crowd(record: number): void {
    const near = this.near
    if (this.buckets > 0) {
      near.heapify(true)
      near.insert(record)
      return
    }
    let place = near.first + Tuning.FEW
    const atMs = near.ms[place]
    while (place > near.first && near.ms[place - 1] === atMs) place--
    for (let i = place; i < near.end; i++) this.linkFar(near.record[i])
    near.end = place
    this.withoutBuckets(atMs)
    if (this.records.ms[record << 2] < atMs) near.insert(record)
    else this.linkFar(record)
  }

  /** Hangs what is in buckets on the far list. */
  private collect(): void {
    const heads = this.heads
    for (let list = this.opened + 1; list <= this.buckets; list++) {
      if (heads[list] === Link.NIL) continue
      const last = this.records.prepend(heads, list, FAR)
      if (this.farLast === Link.NIL) this.farLast = last
    }
    this.clock[Clock.FAR_MIN] = NaN
    this.buckets = 0
    this.crowded = this.near.heaped
  }

  /** Deals the far list out into new buckets. All that is pending is on it. */
  private rotate(): void {
    this.tune()
    const { clock, heads, buckets, records } = this
    const { ms, ints } = records
    const baseMs = clock[Clock.BASE]
    const perMs = clock[Clock.PER_MS]
    let record = this.emptyFar()
    // From the oldest on, so that the last scheduled hangs first again.
    while (record !== Link.NIL) {
      const before = ints[(record << 3) + At.PREVIOUS]
      const x = (ms[record << 2] - baseMs) * perMs
      if (x < buckets) records.link(record, heads, (x | 0) + 1)
      else this.linkFar(record)
      record = before
    }
  }

  /**
   * Finds a width at which a bucket has PER_BUCKET events, by how dense the first eighth of them lies (the first
   * thirty-second after a crowd, unless that was used up too soon); there are as many buckets as events, so that at least
   * that part is dealt out, however far away others are.
   */
  private tune(): void {
    const { clock } = this
    const pending = this.size
    const head = this.heads[FAR]
    if (!(clock[Clock.FAR_MIN] < Infinity)) clock[Clock.FAR_MIN] = this.records.earliestMs(head)
    const count = this.records.sample(SAMPLES, Math.min(Tuning.SAMPLES_MAX, 16 + (pending >> 4)), head)
    if (this.sequence - this.tunedSequence < pending >> 1) this.crowded = false
    let at = count >> (this.crowded ? 5 : 3)
    while (at < count - 1 && SAMPLES[at] === SAMPLES[0]) at++
    const spanMs = SAMPLES[at] - SAMPLES[0]
    const dense = (Tuning.PER_BUCKET * count * (spanMs / (at + 1))) / pending
    const least = (SAMPLES[at] - clock[Clock.FAR_MIN]) / (pending >> 1)
    clock[Clock.BASE] = clock[Clock.FAR_MIN]
    clock[Clock.PER_MS] = Math.max(dense, least) > 1e-300 ? 1 / Math.min(Math.max(dense, least), 1e300) : 1
    this.buckets = pending
    this.opened = 0
    this.tunedCount = pending
    this.tunedSequence = this.sequence
    if (this.heads.length <= pending) {
      this.heads = new Int32Array(pending + (pending >> 3) + 1)
      this.heads[FAR] = head
    }
  }
}
