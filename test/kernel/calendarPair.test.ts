import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Calendar, type CalendarState } from "../../src/kernel/calendar.ts"
import { Calendar as Twin, type CalendarState as TwinState } from "./calendarTwin.ts"

/** The calendar of two tiers beside a plain heap, in worlds that are large and lopsided enough for every tier to be used. */
class Pair {
  real = new Calendar(0)
  readonly twin = new Twin(0)
  handles: number[] = []
  twinHandles: number[] = []
  private saved: { real: CalendarState; twin: TwinState; handles: number[]; twinHandles: number[] } | undefined

  schedule(atMs: number, kind = 0): void {
    const id = this.handles.length
    this.handles.push(this.real.schedule(atMs, kind, id, ~id))
    this.twinHandles.push(this.twin.schedule(atMs, kind, id, ~id))
  }

  cancel(which: number): void {
    expect(this.real.cancel(this.handles[which])).toBe(this.twin.cancel(this.twinHandles[which]))
  }

  /** The next instant is asked for only now and then: it opens buckets earlier than a pop does. */
  pop(ask: boolean): boolean {
    const { real, twin } = this
    if (ask && real.nextMs() !== twin.nextMs()) expect(real.nextMs()).toBe(twin.nextMs())
    const popped = twin.pop()
    if (real.pop() !== popped || real.nowMs !== twin.nowMs || real.a !== twin.a) this.compare()
    return popped
  }

  compare(): void {
    const { real, twin } = this
    expect([real.nowMs, real.kind, real.a, real.b, real.size, real.nextMs()]).toEqual([twin.nowMs, twin.kind, twin.a, twin.b, twin.size, twin.nextMs()])
  }

  drain(): void {
    while (this.pop(true));
    this.compare()
    expect(this.real.size).toBe(0)
  }

  save(): void {
    this.saved = { real: this.real.save(), twin: this.twin.save(), handles: [...this.handles], twinHandles: [...this.twinHandles] }
  }

  restore(intoAnother: boolean): void {
    if (this.saved === undefined) return
    if (intoAnother) this.real = new Calendar(3)
    this.real.restore(this.saved.real)
    expect(this.real.save()).toEqual(this.saved.real)
    this.twin.restore(this.saved.twin)
    this.handles = [...this.saved.handles]
    this.twinHandles = [...this.saved.twinHandles]
  }
}

/** Whole numbers of a fixed seed, below a bound. */
function lcg(seed: number): (below: number) => number {
  let x = seed
  return (below) => {
    x = (Math.imul(x, 1664525) + 1013904223) | 0
    return Math.floor(((x >>> 8) / 2 ** 24) * below)
  }
}

const YEARS_MS = 20 * 365.25 * 86_400_000

const delays: Readonly<Record<string, (random: (below: number) => number) => number>> = {
  "one instant": () => 0,
  "few instants": (random) => random(4),
  even: (random) => random(2 ** 24) / 2 ** 10,
  "milliseconds and months": (random) => (random(10) === 0 ? 2.6e9 * (1 + random(100) / 100) : random(1000) / 1000),
  "thirty powers of two": (random) => 2 ** (random(60) - 30),
  "twenty years in milliseconds": (random) => Math.floor((random(2 ** 24) / 2 ** 24) * YEARS_MS),
  "one far event": (random) => (random(2000) === 0 ? 1e300 : random(100) / 7),
  "next to nothing": (random) => random(3) * 5e-324
}

type Step =
  | { readonly do: "schedule"; readonly delay: string; readonly count: number; readonly seed: number }
  | { readonly do: "cancel"; readonly which: number; readonly count: number }
  | { readonly do: "pop"; readonly count: number; readonly ask: boolean }
  | { readonly do: "hold"; readonly delay: string; readonly count: number; readonly seed: number }
  | { readonly do: "save" }
  | { readonly do: "restore"; readonly intoAnother: boolean }

const delay = fc.constantFrom(...Object.keys(delays))
const count = fc.constantFrom(1, 5, 30, 100, 400)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("schedule" as const), delay, count, seed: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("cancel" as const), which: fc.nat(5000), count }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("pop" as const), count, ask: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("hold" as const), delay, count, seed: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.constant({ do: "save" as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restore" as const), intoAnother: fc.boolean() }) }
)

function take(pair: Pair, one: Step): void {
  if (one.do === "save") pair.save()
  else if (one.do === "restore") pair.restore(one.intoAnother)
  else if (one.do === "cancel") {
    for (let i = 0; i < one.count && pair.handles.length > 0; i++) pair.cancel((one.which + 7 * i) % pair.handles.length)
  } else if (one.do === "pop") {
    for (let i = 0; i < one.count; i++) pair.pop(one.ask)
  } else {
    const random = lcg(one.seed)
    for (let i = 0; i < one.count; i++) {
      if (one.do === "hold") pair.pop((i & 3) === 0)
      const atMs = pair.twin.nowMs + delays[one.delay](random)
      if (atMs < Infinity) pair.schedule(atMs, i & 15)
    }
  }
  pair.compare()
}

describe("Calendar beside a plain heap", () => {
  it("pops, cancels, saves and restores the same, whatever the delays", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40, size: "max" }), (steps) => {
        const pair = new Pair()
        for (const one of steps) take(pair, one)
        pair.drain()
      }),
      { numRuns: 300, seed: 20151230 }
    )
  })

  for (const [name, draw] of Object.entries(delays)) {
    it(`holds 20,000 events of delays of ${name}`, () => {
      const pair = new Pair()
      const random = lcg(5)
      for (let i = 0; i < 20_000; i++) pair.schedule(draw(random))
      for (let i = 0; i < 60_000; i++) {
        pair.pop((i & 1) === 0)
        pair.schedule(pair.twin.nowMs + draw(random))
        if (random(8) === 0) pair.cancel(random(pair.handles.length))
      }
      pair.drain()
    })
  }

  it("pops 100,000 events of one instant in order, also where each schedules one more, and cancels them in any order", () => {
    const pair = new Pair()
    for (let i = 0; i < 100_000; i++) pair.schedule(7)
    for (let i = 0; i < 50_000; i++) {
      pair.pop(false)
      pair.schedule(7)
    }
    const random = lcg(6)
    for (let i = 0; i < 50_000; i++) pair.cancel(random(pair.handles.length))
    pair.drain()
  })

  it("goes on after everything was cancelled, far events too", () => {
    const pair = new Pair()
    const random = lcg(7)
    for (let round = 0; round < 5; round++) {
      for (let i = 0; i < 3000; i++) pair.schedule(pair.twin.nowMs + random(1000) * 10 ** random(10))
      for (let i = 0; i < 500; i++) pair.pop(true)
      for (let i = 0; i < pair.handles.length; i++) pair.cancel(i)
      pair.compare()
      expect(pair.real.size).toBe(0)
    }
    pair.schedule(pair.twin.nowMs + 1)
    pair.drain()
  })

  it("holds its rate where a crowd grows, thins out, and shifts its scale", () => {
    const pair = new Pair()
    const random = lcg(8)
    for (const [scale, events] of [[1e6, 5000], [1e-3, 20_000], [1e9, 300], [1, 30_000]]) {
      for (let i = 0; i < events; i++) pair.schedule(pair.twin.nowMs + random(1000) * scale)
      for (let i = 0; i < 2 * events; i++) {
        pair.pop(false)
        if (i & 1) pair.schedule(pair.twin.nowMs + random(1000) * scale)
      }
    }
    pair.drain()
  })

  it("narrows its buckets to a dense few before many far ones", () => {
    const pair = new Pair()
    const random = lcg(11)
    for (let i = 0; i < 10_000; i++) pair.schedule(i)
    for (let i = 0; i < 600; i++) pair.schedule(random(1000) / 1e6)
    for (let i = 0; i < 100_000; i++) {
      pair.pop((i & 3) === 0)
      pair.schedule(pair.twin.nowMs + random(1000) / 1e6)
    }
    pair.drain()
  })

  it("numbers events anew where their sequence numbers run out, and keeps their order", () => {
    const calendar = new Calendar()
    for (let i = 0; i < 500; i++) calendar.schedule(i % 5, 0, i, 0)
    const state = calendar.save()
    // As after five hundred million events more.
    state.clock[1] = 2 ** 29 - 100
    calendar.restore(state)
    for (let i = 500; i < 1000; i++) calendar.schedule(i % 5, 0, i, 0)
    const expected = Array.from({ length: 1000 }, (_, i) => i).sort((x, y) => (x % 5) - (y % 5))
    const popped: number[] = []
    while (calendar.pop()) popped.push(calendar.a)
    expect(popped).toEqual(expected)
    expect(calendar.save().clock[1]).toBeLessThan(2000)
  })

  it("saves the same state after the same history, however its buckets lie", () => {
    const other = new Calendar(50_000)
    const one = new Calendar(0)
    const random = lcg(9)
    for (let i = 0; i < 20_000; i++) {
      const atMs = one.nowMs + random(5000) / 3
      one.schedule(atMs, 1, i, 0)
      other.schedule(atMs, 1, i, 0)
      if (random(3) === 0) one.pop() !== other.pop()
      // Asking opens a bucket early; restoring deals all of them out anew.
      if (random(100) === 0) one.nextMs()
      if (random(1000) === 0) other.restore(other.save())
    }
    expect(one.save()).toEqual(other.save())
  })

  it("takes at most 46 bytes an event", () => {
    const random = lcg(10)
    for (const n of [100_000, 300_000]) {
      const before = heldBytes()
      const calendar = new Calendar()
      for (let i = 0; i < n; i++) calendar.schedule(random(2 ** 24), 0, i, 0)
      for (let i = 0; i < n; i++) {
        calendar.pop()
        calendar.schedule(calendar.nowMs + random(2 ** 24), 0, i, 0)
      }
      expect((heldBytes() - before) / n).toBeLessThan(46)
      expect(calendar.size).toBe(n)
    }
  })
})

/** Bytes held in buffers, after what is free has been collected and given back. */
function heldBytes(): number {
  setFlagsFromString("--expose-gc")
  const collect: unknown = runInNewContext("gc")
  if (typeof collect !== "function") throw new Error("this runtime has no gc()")
  for (let i = 0; i < 4; i++) collect()
  return process.memoryUsage().arrayBuffers
}
