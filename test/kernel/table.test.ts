import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Bug } from "../../src/kernel/assert.ts"
import { RowTable, type RowTableState } from "../../src/kernel/table.ts"

type Key = readonly [number, number, number, number, number, number]
// Mostly 0, so that keys of six words meet too.
const word = fc.constantFrom(0, 0, 0, 0, 1, -1, 2 ** 31 - 1, -(2 ** 31))
const key: fc.Arbitrary<Key> = fc.tuple(word, word, word, word, word, word)
type Step = { readonly do: "intern" | "find"; readonly key: Key } | { readonly do: "save" | "restore" | "clear" }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 20, arbitrary: fc.record({ do: fc.constantFrom("intern" as const, "intern" as const, "find" as const), key }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("save" as const, "restore" as const, "clear" as const) }) }
)

describe("RowTable", () => {
  it("gives the rows that a Map of joined keys gives", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 6 }), fc.array(step, { maxLength: 200, size: "max" }), (words, steps) => {
      const table = new RowTable(words, 0)
      let map = new Map<string, number>()
      let saved: { table: RowTableState; map: Map<string, number> } | undefined
      for (const one of steps) {
        switch (one.do) {
          case "intern": {
            const name = one.key.slice(0, words).join()
            if (!map.has(name)) map.set(name, map.size)
            expect(table.intern(...one.key)).toBe(map.get(name))
            break
          }
          case "find":
            expect(table.find(...one.key)).toBe(map.get(one.key.slice(0, words).join()) ?? -1)
            break
          case "save":
            saved = { table: table.save(), map: new Map(map) }
            break
          case "restore":
            if (saved === undefined) break
            table.restore(saved.table)
            map = new Map(saved.map)
            break
          case "clear":
            table.clear()
            map.clear()
            break
        }
        expect(table.size).toBe(map.size)
      }
      for (const [name, row] of map) expect(Array.from({ length: words }, (_, i) => table.key(row, i)).join()).toBe(name)
    }), { numRuns: 300, seed: 1 })
  })

  it("numbers a hundred thousand rows in order of first sight, through growth", () => {
    const table = new RowTable(3)
    let wrong = 0
    for (let i = 0; i < 100_000; i++) if (table.intern(i & 255, i >> 8, 1 << (i & 31)) !== i) wrong++
    for (let i = 0; i < 100_000; i++) if (table.find(i & 255, i >> 8, 1 << (i & 31)) !== i) wrong++
    expect([wrong, table.size, table.find(1, 1, 7)]).toEqual([0, 100_000, -1])
  })

  it("stays fast on keys that differ in high bits alone", () => {
    const table = new RowTable(2)
    for (let i = 0; i < 60_000; i++) table.intern(i << 16, 0)
    for (let i = 0; i < 60_000; i++) table.intern(0, i << 14)
    expect(table.size).toBe(65_536 - 5_536 + 60_000 - 1)
  })

  it("takes words left out as 0", () => {
    const table = new RowTable(4)
    expect([table.intern(5), table.intern(5, 0, 0, 0), table.find(5, 0)]).toEqual([0, 0, 0])
  })

  it("restores into a table of another size, and a saved state does not change", () => {
    const table = new RowTable(1)
    for (let i = 0; i < 1000; i++) table.intern(i)
    const state = table.save()
    table.intern(-7)
    const other = new RowTable(1, 0)
    other.restore(state)
    table.clear()
    for (let i = 0; i < 1000; i++) table.intern(-i)
    table.restore(state)
    expect([table.size, table.find(999), table.find(-9)]).toEqual([1000, 999, -1])
    expect([other.size, other.find(999), other.find(-7), other.intern(-7)]).toEqual([1000, 999, -1, 1000])
  })

  it("refuses words that are no int32, rows it has not, and states of other keys", () => {
    const table = new RowTable(2)
    for (const x of [0.5, NaN, 2 ** 31]) expect(() => table.intern(1, x)).toThrow(Bug)
    expect(table.size).toBe(0)
    expect(() => table.key(0, 0)).toThrow(Bug)
    expect(() => new RowTable(7)).toThrow(Bug)
    expect(() => table.restore(new RowTable(3).save())).toThrow(Bug)
  })
})
