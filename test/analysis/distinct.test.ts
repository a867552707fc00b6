import fc from "fast-check"
import { expect, test } from "vitest"
import { distinctBySum, distinctReal, SEEN } from "../../src/analysis/distinct.ts"
import { recordOf } from "./handmade.ts"

const ROWS = recordOf().outcomes.length

test("Distinct people agree with a set for each sum, however rows go into sums", () => {
  const entries = fc.array(fc.tuple(fc.nat(ROWS - 1), fc.nat(4), fc.nat(7)), { maxLength: 60 })
  fc.assert(
    fc.property(entries, fc.array(fc.integer({ min: -1, max: 3 }), { minLength: ROWS, maxLength: ROWS }), fc.constantFrom("wrote", "without", "there"), (list, sums, seen) => {
      const record = recordOf({ seen: { each: (visit) => list.forEach((one) => visit(...one)) } })
      const sets = [0, 1, 2, 3].map((sum) => new Set(list.filter(([outcome, , how]) => sums[outcome] === sum && (how & SEEN[seen]) !== 0).map(([, person]) => person)).size)
      expect([...distinctBySum(record, Int32Array.from(sums), 4, seen)]).toEqual(sets)
      const weights = Float64Array.from(sums, (sum) => (sum === 2 ? 10 : 0))
      expect(distinctReal(record, weights, seen)).toBe(10 * sets[2])
    })
  )
})

test("Nobody seen is nobody counted", () => {
  const record = recordOf({ outcomes: [] })
  expect([...distinctBySum(record, new Int32Array(0), 2, "wrote")]).toEqual([0, 0])
  expect(distinctReal(record, new Float64Array(0), "there")).toBe(0)
})
