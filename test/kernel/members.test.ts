import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Bug } from "../../src/kernel/assert.ts"
import { Members } from "../../src/kernel/members.ts"

const COUNTS = [1, 7, 64, 900, 20_000, 400_000]
const FIRST = 5

describe.each([1, 4] as const)("Members of %i bits", (bits) => {
  const flags = (1 << bits) - 1
  const step = fc.record({ do: fc.constantFrom("add", "add", "add", "save", "restore"), row: fc.nat(COUNTS.length - 1), u: fc.nat(400), flags: fc.integer({ min: 1, max: flags }) })

  it("do what a map for each row does, as entries and as bitmaps", () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 400, size: "max" }), (steps) => {
      const members = new Members(bits)
      let twin = COUNTS.map((count, row) => {
        expect(members.open(FIRST, count)).toBe(row)
        return new Map<number, number>()
      })
      let saved: { state: ReturnType<Members["save"]>; twin: typeof twin } | undefined
      for (const { do: what, row, u, flags } of steps) {
        if (what === "save") saved = { state: members.save(), twin: twin.map((map) => new Map(map)) }
        else if (what === "restore") {
          if (saved === undefined) continue
          members.restore(saved.state)
          twin = saved.twin.map((map) => new Map(map))
        } else {
          const index = FIRST + Math.floor((u * COUNTS[row]) / 401)
          const before = twin[row].get(index) ?? 0
          expect(members.add(row, index, flags)).toBe(flags & ~before)
          twin[row].set(index, before | flags)
          expect(members.get(row, index)).toBe(before | flags)
        }
      }
      twin.forEach((map, row) => {
        const found = new Map<number, number>()
        members.each(row, (index, flags) => {
          expect(found.has(index)).toBe(false)
          found.set(index, flags)
        })
        expect([...found].sort(([a], [b]) => a - b)).toEqual([...map].sort(([a], [b]) => a - b))
        for (const index of [FIRST, FIRST + COUNTS[row] - 1]) expect(members.get(row, index)).toBe(map.get(index) ?? 0)
      })
    }), { numRuns: 60, seed: 1 })
  })

  it("of a crowd cost bits", () => {
    const members = new Members(bits)
    members.open(0, 100_000)
    for (let i = 0; i < 100_000; i++) members.add(0, i, 1)
    const bytes = Object.values(members.save()).reduce((sum, part) => sum + (typeof part === "number" ? 0 : ArrayBuffer.isView(part) ? part.byteLength : part.keys.byteLength), 0)
    expect(bytes).toBeLessThan(2 * (100_000 * bits) / 8)
  })

  it("refuse an index that is none of the row's, once it is a bitmap", () => {
    const members = new Members(bits)
    members.open(FIRST, 8)
    members.add(0, FIRST, 1)
    for (const index of [FIRST - 1, FIRST + 8]) expect(() => members.add(0, index, 1)).toThrow(Bug)
  })
})

it("Members forget the entries of what has become a bitmap, and nothing else", () => {
  const members = new Members(1)
  const twin = new Map<number, Set<number>>()
  for (let row = 0; row < 20; row++) {
    members.open(0, 192_000)
    twin.set(row, new Set())
  }
  // Every second row is filled beyond the thousand entries from which it is a bitmap.
  for (let i = 0; i < 1500; i++)
    for (let row = 0; row < 20; row++) {
      if (row % 2 === 1 && i >= 700) continue
      members.add(row, (i * 127) % 192_000, 1)
      twin.get(row)!.add((i * 127) % 192_000)
    }
  const saved = members.save()
  expect(saved.sparse.keys.length / 2 - saved.dead).toBe(10 * 700)
  expect(saved.dead).toBeLessThan(7000)
  for (const [row, set] of twin) {
    const found: Array<number> = []
    members.each(row, (index) => found.push(index))
    expect(found.sort((a, b) => a - b)).toEqual([...set].sort((a, b) => a - b))
  }
})
