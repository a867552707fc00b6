import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Bug } from "../../src/kernel/assert.ts"
import { Column, IntColumn } from "../../src/kernel/columns.ts"

const step = fc.record({ do: fc.constantFrom("set", "add", "ensure", "fill", "save", "restore"), i: fc.nat(60), x: fc.integer({ min: -9, max: 9 }) })

describe.each([["Column", Column], ["IntColumn", IntColumn]] as const)("%s", (_, Kind) => {
  it("does what a plain array with an empty value does", () => {
    fc.assert(fc.property(fc.constantFrom(0, -1), fc.array(step, { maxLength: 60, size: "max" }), (empty, steps) => {
      const column = new Kind(1, empty)
      let twin: number[] = []
      let saved: { column: ReturnType<typeof column.save>; twin: number[] } | undefined
      const reach = (n: number) => { while (twin.length < n) twin.push(empty) }
      for (const { do: what, i, x } of steps) {
        if (what === "set") { reach(i + 1); twin[i] = x; column.set(i, x) }
        else if (what === "add") { reach(i + 1); twin[i] += x; column.add(i, x) }
        else if (what === "ensure") { reach(i); column.ensure(i) }
        else if (what === "fill") { twin.fill(x); column.fill(x) }
        else if (what === "save") saved = { column: column.save(), twin: [...twin] }
        else if (saved !== undefined) { column.restore(saved.column as never); twin = [...saved.twin] }
        expect(column.length).toBe(twin.length)
        expect(Array.from({ length: 62 }, (_, row) => column.get(row))).toEqual(Array.from({ length: 62 }, (_, row) => twin[row] ?? empty))
        expect([...column.save()]).toEqual(twin)
      }
    }), { numRuns: 200, seed: 1 })
  })

  it("refuses rows that are no whole number", () => {
    const column = new Kind()
    for (const i of [-1, 0.5, NaN]) {
      expect(() => column.get(i)).toThrow(Bug)
      expect(() => column.set(i, 1)).toThrow(Bug)
      expect(() => column.add(i, 1)).toThrow(Bug)
      expect(() => column.ensure(i)).toThrow(Bug)
    }
  })
})

describe("IntColumn", () => {
  it("refuses what is no int32 instead of cutting it off", () => {
    const column = new IntColumn()
    column.set(0, 2 ** 31 - 1)
    for (const x of [0.5, 2 ** 31, NaN]) expect(() => column.set(0, x)).toThrow(Bug)
    expect(() => column.add(0, 1)).toThrow(Bug)
    expect(column.get(0)).toBe(2 ** 31 - 1)
  })
})

describe("Column", () => {
  it("counts beyond 2^31 exactly", () => {
    const column = new Column()
    column.set(3, 2 ** 52)
    column.add(3, 1)
    expect(column.get(3)).toBe(2 ** 52 + 1)
  })
})
