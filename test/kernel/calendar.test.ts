import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Bug } from "../../src/kernel/assert.ts"
import { Calendar, type CalendarState } from "../../src/kernel/calendar.ts"

/** The simplest thing that can be right: a list, kept in order by a stable sort. */
class NaiveCalendar {
  nowMs = 0
  last: readonly number[] = [0, 0, 0]
  private events: { atMs: number; id: number; of: readonly number[] }[] = []
  private ids = 0

  schedule(atMs: number, kind: number, a: number, b: number): number {
    this.events.push({ atMs, id: this.ids, of: [kind, a, b] })
    this.events.sort((x, y) => x.atMs - y.atMs) // stable, by the language
    return this.ids++
  }

  cancel(id: number): boolean {
    const before = this.events.length
    this.events = this.events.filter((event) => event.id !== id)
    return this.events.length < before
  }

  pop(): boolean {
    const event = this.events.shift()
    if (event === undefined) return false
    this.nowMs = event.atMs
    this.last = event.of
    return true
  }

  nextMs(): number {
    return this.events[0]?.atMs ?? Infinity
  }

  get size(): number {
    return this.events.length
  }

  save() {
    return { nowMs: this.nowMs, last: this.last, events: [...this.events], ids: this.ids }
  }

  restore(state: ReturnType<NaiveCalendar["save"]>): void {
    this.nowMs = state.nowMs
    this.last = state.last
    this.events = [...state.events]
    this.ids = state.ids
  }
}

type Step =
  | { readonly do: "schedule"; readonly delayMs: number; readonly kind: number; readonly count: number }
  | { readonly do: "cancel"; readonly which: number }
  | { readonly do: "pop"; readonly count: number }
  | { readonly do: "save" }
  | { readonly do: "restore" }

// Few instants, so that nearly everything ties; any handle ever given, so that most cancels are stale.
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("schedule" as const), delayMs: fc.constantFrom(0, 0, 0, 1, 1, 2, 0.5, 1e12), kind: fc.integer({ min: -2, max: 3 }), count: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("cancel" as const), which: fc.nat(200) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("pop" as const), count: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 1, arbitrary: fc.constant({ do: "save" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "restore" as const }) }
)

/** Drives a calendar and its twin through the same steps and compares whatever can be seen after each. */
class Pair {
  readonly real = new Calendar(0)
  readonly twin = new NaiveCalendar()
  private handles: number[] = []
  private ids: number[] = []
  private saved: { real: CalendarState; twin: ReturnType<NaiveCalendar["save"]>; handles: number[]; ids: number[] } | undefined

  take(one: Step): void {
    switch (one.do) {
      case "schedule":
        for (let i = 0; i < one.count; i++) {
          const atMs = this.twin.nowMs + one.delayMs
          this.handles.push(this.real.schedule(atMs, one.kind, this.ids.length, ~i))
          this.ids.push(this.twin.schedule(atMs, one.kind, this.ids.length, ~i))
        }
        break
      case "cancel":
        if (this.ids.length > 0) {
          const which = one.which % this.ids.length
          expect(this.real.cancel(this.handles[which])).toBe(this.twin.cancel(this.ids[which]))
        }
        break
      case "pop":
        for (let i = 0; i < one.count; i++) expect(this.real.pop()).toBe(this.twin.pop())
        break
      case "save":
        this.saved = { real: this.real.save(), twin: this.twin.save(), handles: [...this.handles], ids: [...this.ids] }
        break
      case "restore":
        if (this.saved === undefined) break
        this.real.restore(this.saved.real)
        this.twin.restore(this.saved.twin)
        this.handles = [...this.saved.handles]
        this.ids = [...this.saved.ids]
        break
    }
    this.compare()
  }

  compare(): void {
    const { real, twin } = this
    expect([real.nowMs, real.kind, real.a, real.b, real.size, real.nextMs()]).toEqual([twin.nowMs, ...twin.last, twin.size, twin.nextMs()])
  }
}

function drain(calendar: Calendar): number[][] {
  const popped: number[][] = []
  while (calendar.pop()) popped.push([calendar.nowMs, calendar.kind, calendar.a, calendar.b])
  return popped
}

/** A little generator for workloads of a fixed seed; the tests of the calendar use nothing else of the kernel. */
function lcg(seed: number): () => number {
  let x = seed
  return () => {
    x = (Math.imul(x, 1664525) + 1013904223) | 0
    return (x >>> 8) / 2 ** 24
  }
}

describe("Calendar", () => {
  it("pops, cancels and restores as the naive twin does", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: "max" }), (steps) => {
        const pair = new Pair()
        for (const one of steps) pair.take(one)
        while (pair.twin.size > 0) pair.take({ do: "pop", count: 3 })
      }),
      { numRuns: 600, seed: 20151130 }
    )
  })

  it("pops ties in order of scheduling", () => {
    const calendar = new Calendar()
    for (let i = 0; i < 5000; i++) calendar.schedule(7, 0, i, 0)
    expect(drain(calendar).map((event) => event[2])).toEqual(Array.from({ length: 5000 }, (_, i) => i))
  })

  it("agrees with a stable sort after many cancels in a large heap", () => {
    const random = lcg(1)
    const calendar = new Calendar()
    const kept: number[][] = []
    for (let i = 0; i < 20_000; i++) {
      const atMs = Math.floor(random() * 500)
      const handle = calendar.schedule(atMs, 1, i, -i)
      if (random() < 0.4) expect(calendar.cancel(handle)).toBe(true)
      else kept.push([atMs, 1, i, -i])
    }
    expect(drain(calendar)).toEqual(kept.sort((x, y) => x[0] - y[0]))
  })

  it("cancels events in any order", () => {
    const random = lcg(2)
    const calendar = new Calendar()
    const pending = Array.from({ length: 3000 }, (_, i) => ({ atMs: Math.floor(random() * 100), i }))
    const handles = pending.map(({ atMs, i }) => calendar.schedule(atMs, 0, i, 0))
    const gone = new Set<number>()
    while (gone.size < 2000) {
      const i = Math.floor(random() * 3000)
      expect(calendar.cancel(handles[i])).toBe(!gone.has(i))
      gone.add(i)
    }
    expect(calendar.size).toBe(1000)
    const left = pending.filter(({ i }) => !gone.has(i)).sort((x, y) => x.atMs - y.atMs)
    expect(drain(calendar).map((event) => event[2])).toEqual(left.map(({ i }) => i))
  })

  it("knows a handle as stale once its event is popped, also inside its own handler", () => {
    const calendar = new Calendar()
    const handle = calendar.schedule(1, 0, 0, 0)
    calendar.pop()
    expect(calendar.cancel(handle)).toBe(false)
    expect(calendar.cancel(-1)).toBe(false)
    expect(calendar.cancel(123_456)).toBe(false)
  })

  it("tells a stale handle for 100,000 schedulings after its event has gone", () => {
    const calendar = new Calendar()
    const first = calendar.schedule(0, 0, 0, 0)
    calendar.pop()
    let mistaken = 0
    for (let i = 0; i < 100_000; i++) {
      calendar.schedule(i, 0, 0, 0)
      if (calendar.cancel(first)) mistaken++
      calendar.pop()
    }
    expect(mistaken).toBe(0)
  })

  it("gives handles that are non-negative int32 and differ among pending events", () => {
    const calendar = new Calendar()
    const handles = new Set<number>()
    for (let i = 0; i < 10_000; i++) {
      const handle = calendar.schedule(i, 0, 0, 0)
      expect(handle).toBe(handle & 0x7fffffff)
      handles.add(handle)
    }
    expect(handles.size).toBe(10_000)
  })

  it("keeps instants, kinds and operands to the last bit", () => {
    const calendar = new Calendar()
    calendar.schedule(Number.MAX_VALUE, -(2 ** 24), 2 ** 31 - 1, -(2 ** 31))
    calendar.schedule(0.1 + 0.2, 0, 0, 0)
    calendar.schedule(-0, 5, 0, 0)
    expect(calendar.nextMs()).toBe(0)
    expect(drain(calendar)).toEqual([[0, 5, 0, 0], [0.1 + 0.2, 0, 0, 0], [Number.MAX_VALUE, -(2 ** 24), 2 ** 31 - 1, -(2 ** 31)]])
  })

  it("refuses an instant that is past or not finite, a kind beyond 25 bits, and operands that are no int32", () => {
    const calendar = new Calendar()
    calendar.schedule(10, 0, 0, 0)
    calendar.pop()
    for (const atMs of [9.999, -1, Infinity, -Infinity, NaN]) expect(() => calendar.schedule(atMs, 0, 0, 0)).toThrow(Bug)
    for (const x of [0.5, 2 ** 31, NaN]) {
      expect(() => calendar.schedule(10, x, 0, 0)).toThrow(Bug)
      expect(() => calendar.schedule(10, 0, x, 0)).toThrow(Bug)
      expect(() => calendar.schedule(10, 0, 0, x)).toThrow(Bug)
    }
    for (const kind of [2 ** 24, -(2 ** 24) - 1]) expect(() => calendar.schedule(10, kind, 0, 0)).toThrow("whole number of 25 bits")
    expect(calendar.size).toBe(0)
  })

  it("changes nothing when popped empty", () => {
    const calendar = new Calendar()
    calendar.schedule(3, 1, 2, 4)
    expect([calendar.pop(), calendar.pop()]).toEqual([true, false])
    expect([calendar.nowMs, calendar.kind, calendar.a, calendar.b, calendar.nextMs()]).toEqual([3, 1, 2, 4, Infinity])
  })

  it("restores the same pops and handles many times over, also after growth and into another calendar", () => {
    const random = lcg(3)
    const calendar = new Calendar(16)
    for (let i = 0; i < 3000; i++) {
      calendar.schedule(calendar.nowMs + Math.floor(random() * 50), i & 7, i, 0)
      if (random() < 0.5) calendar.pop()
    }
    const state = calendar.save()
    const goOn = (of: Calendar) => {
      const own = lcg(4)
      const seen: number[] = []
      for (let i = 0; i < 4000; i++) {
        const handle = of.schedule(of.nowMs + Math.floor(own() * 50), 9, i, 1)
        seen.push(handle)
        if (own() < 0.2) of.cancel(handle)
        if (own() < 0.4 && of.pop()) seen.push(of.nowMs, of.a)
      }
      return [...seen, ...drain(of).flat()]
    }
    const first = goOn(calendar)
    for (let i = 0; i < 50_000; i++) calendar.schedule(calendar.nowMs + 1, 0, i, 0)
    calendar.restore(state)
    expect(goOn(calendar)).toEqual(first)
    calendar.restore(state)
    expect(goOn(calendar)).toEqual(first)
    const other = new Calendar(2)
    other.restore(state)
    expect(goOn(other)).toEqual(first)
  })

  it("throws when ten million events pass without time going on, and not when it goes on before", () => {
    const calendar = new Calendar()
    const loop = (count: number) => {
      for (let i = 0; i < count; i++) {
        calendar.schedule(calendar.nowMs, 0, 0, 0)
        calendar.pop()
      }
    }
    loop(5_000_000)
    calendar.schedule(1, 0, 0, 0)
    calendar.pop()
    loop(10_000_000 - 1)
    expect(() => loop(1)).toThrow("time goes on within ten million events")
  })
})
