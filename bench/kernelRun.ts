/**
 * One measurement of the calendar, in a process of its own: `kernelRun MODEL N EVENTS`. The models are those of
 * reference/hold.cpp and mm1.cpp, to the draw; README.md defines them. Prints a line of JSON.
 */
import { performance } from "node:perf_hooks"
import { Calendar } from "../src/kernel/calendar.ts"
import { Stream } from "../src/kernel/rng.ts"

const MONTH_MS = 2.592e9
const calendar = new Calendar()
const stream = new Stream(0, 0)
stream.restore({ words: wordsOf(12345), draws: 0 })

/** The references' seeding. */
function wordsOf(seed: number): Uint32Array {
  let state = seed
  return Uint32Array.from([0, 1, 2, 3], () => {
    state = (state + 0x9e3779b9) | 0
    let z = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return z ^ (z >>> 16)
  })
}

const powers = Float64Array.from({ length: 32 }, (_, i) => 2 ** i)

/** What was drawn last: a double that a function returns may be boxed, and it is the calendar that is measured. */
const drawn = new Float64Array(1)

const middle = Float64Array.from({ length: 256 }, (_, i) => (256.5 + i) * 8388608)
const inverse = middle.map((m) => 1 / m)
const logarithm = middle.map((m) => Math.log(m / 4294967296))

/** As the reference draws it. The engine's own, which is within one unit in the last place, takes longer. */
function exponential(): void {
  const x = stream.next() | 1
  const zeros = Math.clz32(x)
  const m = x << zeros
  const i = (m >>> 23) & 255
  const r = ((m >>> 0) - middle[i]) * inverse[i]
  drawn[0] = zeros * 0.6931471805599453 - logarithm[i] - r * (1 - r * (0.5 - r * 0.3333333333333333))
}

/** What is added to an event's instant. */
const increments: Readonly<Record<string, () => void>> = {
  exponential,
  uniform: () => {
    drawn[0] = 2 * stream.uniform()
  },
  tied: () => {
    drawn[0] = stream.next() >>> 29
  },
  bimodal: () => {
    const scale = stream.next() < 429496730 ? MONTH_MS : 1
    exponential()
    drawn[0] *= scale
  },
  wide: () => {
    const power = powers[stream.next() >>> 27]
    drawn[0] = power * (1 + stream.uniform())
  }
}

interface Measured {
  readonly events: number
  readonly ms: number
  /** Comes out the same in the reference, up to the last bits of its logarithm. */
  readonly check: number
  readonly bytesPerEvent: number
}

function hold(increment: () => void, n: number, events: number): Measured {
  const before = heldBytes()
  for (let i = 0; i < n; i++) {
    increment()
    calendar.schedule(drawn[0], 0, i, 0)
  }
  const bytesPerEvent = (heldBytes() - before) / n
  const go = (count: number) => {
    for (let i = 0; i < count; i++) {
      calendar.pop()
      increment()
      calendar.schedule(calendar.nowMs + drawn[0], 0, calendar.a, 0)
    }
  }
  return timed(go, n, events, bytesPerEvent)
}

function phold(n: number, events: number): Measured {
  const seen = new Int32Array(1024)
  const before = heldBytes()
  for (let i = 0; i < n; i++) {
    exponential()
    calendar.schedule(0.1 + 0.9 * drawn[0], 0, i & 1023, 0)
  }
  const bytesPerEvent = (heldBytes() - before) / n
  const go = (count: number) => {
    for (let i = 0; i < count; i++) {
      calendar.pop()
      seen[calendar.a]++
      const to = stream.next() >>> 22
      exponential()
      calendar.schedule(calendar.nowMs + (0.1 + 0.9 * drawn[0]), 0, to, 0)
    }
  }
  return timed(go, n, events, bytesPerEvent)
}

function timed(go: (count: number) => void, n: number, events: number, bytesPerEvent: number): Measured {
  go(Math.max(n, 1_000_000))
  const start = performance.now()
  go(events)
  return { events, ms: performance.now() - start, check: calendar.nowMs, bytesPerEvent }
}

const ARRIVAL = 0
const DEPARTURE = 1

/** One server, load 0.8, until so many customers are served; who waits is kept in a ring. */
class Station {
  private arrivedMs = new Float64Array(1024)
  private head = 0
  private length = 0
  private readonly sum = new Float64Array(1)
  private served = 0

  constructor() {
    calendar.schedule(0, ARRIVAL, 0, 0)
  }

  /** Goes on until so many customers have been served, and returns the events. */
  serve(customers: number): number {
    let events = 0
    while (this.served < customers) {
      calendar.pop()
      events++
      if (calendar.kind === ARRIVAL) this.arrive()
      else this.depart()
    }
    return events
  }

  get meanMs(): number {
    return this.sum[0] / this.served
  }

  private arrive(): void {
    if (this.length === this.arrivedMs.length) this.grow()
    this.arrivedMs[(this.head + this.length++) & (this.arrivedMs.length - 1)] = calendar.nowMs
    if (this.length === 1) this.begin()
    exponential()
    calendar.schedule(calendar.nowMs + drawn[0] / 0.8, ARRIVAL, 0, 0)
  }

  private depart(): void {
    this.sum[0] += calendar.nowMs - this.arrivedMs[this.head]
    this.head = (this.head + 1) & (this.arrivedMs.length - 1)
    this.length--
    this.served++
    if (this.length > 0) this.begin()
  }

  /** The first who waits is served. */
  private begin(): void {
    exponential()
    calendar.schedule(calendar.nowMs + drawn[0], DEPARTURE, 0, 0)
  }

  private grow(): void {
    const more = new Float64Array(2 * this.arrivedMs.length)
    for (let i = 0; i < this.length; i++) more[i] = this.arrivedMs[(this.head + i) & (this.arrivedMs.length - 1)]
    this.arrivedMs = more
    this.head = 0
  }
}

function mm1(customers: number): Measured {
  const station = new Station()
  const warm = Math.floor(customers / 5)
  station.serve(warm)
  const start = performance.now()
  const events = station.serve(warm + customers)
  return { events, ms: performance.now() - start, check: station.meanMs, bytesPerEvent: 0 }
}

/** Bytes that are held outside of V8's heap, where all of a calendar lies. */
function heldBytes(): number {
  // What the first collection finds free is given back by the next.
  for (let i = 0; i < 3; i++) globalThis.gc?.()
  return process.memoryUsage().arrayBuffers
}

const [model, n, events] = process.argv.slice(2)
const measured = model === "mm1" ? mm1(Number(n)) : model === "phold" ? phold(Number(n), Number(events)) : hold(increments[model], Number(n), Number(events))
console.log(JSON.stringify({ events: measured.events, perSecond: Math.round((1000 * measured.events) / measured.ms), check: measured.check, bytesPerEvent: measured.bytesPerEvent }))
