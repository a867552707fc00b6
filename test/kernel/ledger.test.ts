import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Bug } from "../../src/kernel/assert.ts"
import { Entry, Ledger } from "../../src/kernel/ledger.ts"

const WIDTH = 3
const step = fc.record({ do: fc.constantFrom("set", "add", "ensure", "save", "restore"), row: fc.nat(40), at: fc.nat(WIDTH - 1), x: fc.integer({ min: -9, max: 9 }) })

describe("Ledger", () => {
  it("does what a list of plain rows does, with entries made once", () => {
    fc.assert(fc.property(fc.constantFrom(0, 1, 5), fc.array(step, { maxLength: 60, size: "max" }), (capacity, steps) => {
      const ledger = new Ledger(WIDTH, capacity)
      const entries = Array.from({ length: WIDTH }, (_, at) => new Entry(ledger, at))
      let twin: number[][] = []
      let saved: { ledger: ReturnType<Ledger["save"]>; twin: number[][] } | undefined
      const reach = (rows: number) => {
        ledger.ensure(rows)
        while (twin.length < rows) twin.push(new Array<number>(WIDTH).fill(0))
      }
      for (const { do: what, row, at, x } of steps) {
        if (what === "set") { reach(row + 1); twin[row][at] = x; entries[at].set(row, x) }
        else if (what === "add") { reach(row + 1); twin[row][at] += x; entries[at].add(row, x) }
        else if (what === "ensure") reach(row)
        else if (what === "save") saved = { ledger: ledger.save(), twin: twin.map((r) => [...r]) }
        else if (saved !== undefined) { ledger.restore(saved.ledger); twin = saved.twin.map((r) => [...r]) }
        expect(ledger.rows).toBe(twin.length)
        expect(twin.map((_, r) => entries.map((entry) => entry.get(r)))).toEqual(twin)
        expect(ledger.save()).toEqual({ rows: twin.length, values: Float64Array.from(twin.flat()) })
      }
    }), { numRuns: 200, seed: 1 })
  })

  it("is saved as a copy, in the room of its rows alone, and restored into one that has held more or nothing", () => {
    const [ledger, other] = [new Ledger(2, 100), new Ledger(2, 1)]
    ledger.ensure(3)
    const entry = new Entry(ledger, 1)
    entry.set(2, 7)
    const state = ledger.save()
    expect(state.values.length).toBe(6)
    entry.set(2, 8)
    ledger.ensure(90)
    entry.set(89, 5)
    for (const target of [ledger, other]) {
      target.restore(state)
      expect(target.save()).toEqual(state)
      target.ensure(90)
      expect([2, 3, 89].map((row) => new Entry(target, 1).get(row))).toEqual([7, 0, 0])
    }
    expect(state.values[5]).toBe(7)
  })

  it("counts beyond 2^31 exactly, and holds parts", () => {
    const ledger = new Ledger(1)
    ledger.ensure(1)
    const entry = new Entry(ledger, 0)
    entry.set(0, 2 ** 52)
    entry.add(0, 1)
    expect(entry.get(0)).toBe(2 ** 52 + 1)
    entry.set(0, 0.5)
    entry.add(0, 0.25)
    expect(entry.get(0)).toBe(0.75)
  })

  it("refuses an entry that is none of its own, and the state of a ledger of another width", () => {
    const ledger = new Ledger(2)
    for (const at of [-1, 2, NaN]) expect(() => new Entry(ledger, at)).toThrow(Bug)
    const wider = new Ledger(3)
    wider.ensure(2)
    expect(() => ledger.restore(wider.save())).toThrow(Bug)
  })
})
