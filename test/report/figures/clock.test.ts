import fc from "fast-check"
import { expect, test } from "vitest"
import { ticksOf } from "../../../src/report/figures/clock.ts"

const at = (iso: string) => Date.parse(iso)
const labels = (from: string, to: string, most: number) => ticksOf(at(from), at(to), most).map(({ label }) => label)

test("Ticks stand at round hours, days, months and years of UTC, as many as have room", () => {
  expect(labels("2022-01-05T10:40:00Z", "2022-01-05T13:10:00Z", 4)).toEqual(["01-05 11:00", "01-05 12:00", "01-05 13:00"])
  expect(labels("2022-03-14T03:00:00Z", "2022-03-18T03:00:00Z", 4)).toEqual(["2022-03-15", "2022-03-16", "2022-03-17", "2022-03-18"])
  expect(labels("2015-06-30T19:00:00Z", "2016-01-31T19:00:00Z", 4)).toEqual(["2015-07", "2015-09", "2015-11", "2016-01"])
  expect(labels("2013-12-01T05:00:00Z", "2018-07-01T04:00:00Z", 4)).toEqual(["2014", "2016", "2018"])
})

test("There are never more than have room, all lie within, in order", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 2e12 }), fc.integer({ min: 2, max: 8 }), (from, length, most) => {
      const ticks = ticksOf(from, from + length, most)
      expect(ticks.length).toBeLessThanOrEqual(most)
      for (const [i, tick] of ticks.entries()) {
        expect(tick.at).toBeGreaterThanOrEqual(i === 0 ? from : ticks[i - 1].at + 1)
        expect(tick.at).toBeLessThanOrEqual(from + length)
      }
    }),
    { seed: 3 }
  )
})
