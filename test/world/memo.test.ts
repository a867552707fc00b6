import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Memo } from "../../src/world/memo.ts"

const step = fc.record({ do: fc.constantFrom("set", "set", "set", "clear"), at: fc.nat(30), x: fc.constantFrom<unknown>(0, 1, false, null, "x") })

describe("Memo", () => {
  it("does what a map does, and gives back what it was given", () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const memo = new Memo<unknown>()
      const twin = new Map<number, unknown>()
      for (const { do: what, at, x } of steps) {
        if (what === "clear") { memo.clear(); twin.clear() }
        else { twin.set(at, x); expect(memo.set(at, x)).toBe(x) }
        expect(Array.from({ length: 40 }, (_, i) => memo.get(i))).toEqual(Array.from({ length: 40 }, (_, i) => twin.get(i)))
      }
    }), { seed: 1 })
  })

  it("tells what is noted as nothing from what is not noted", () => {
    const memo = new Memo<number | null>()
    memo.set(3, null)
    expect([memo.get(3), memo.get(2), memo.get(4)]).toEqual([null, undefined, undefined])
  })
})
