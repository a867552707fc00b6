import { describe, expect, it } from "vitest"
import { type Scale, scaleOf } from "../../src/sensitivity/scale.ts"

const scale = (value: unknown, low: unknown, high: unknown) => scaleOf(value, [low, high]) as Scale
const written = (one: Scale, ...positions: ReadonlyArray<number>) => positions.map((position) => one.write(one.snap(position)))

describe("A scale", () => {
  it("writes values in the form of the file, its ends as they stand there", () => {
    expect(written(scale("87 kB", "20 kB", "150 kB"), 0, 0.5, 1)).toEqual(["20 kB", "85 kB", "150 kB"])
    expect(written(scale("80 %", "50 %", "95.5%"), 0, 0.5, 1)).toEqual(["50 %", "72.75 %", "95.5%"])
    expect(written(scale("10 min", "5 min", "30 min"), 0.5)).toEqual(["17.5 min"])
    expect(written(scale("1 % per day", "0 % per day", "4 % per day"), 0.5)).toEqual(["2 % per day"])
    expect(written(scale(0.5, 0.25, 0.75), 0.5)).toEqual([0.5])
  })

  it("keeps whole numbers whole, and days days", () => {
    expect(written(scale(10, 3, 8), 0.5)).toEqual([6])
    expect(written(scale("5 business days", "2 business days", "7 business days"), 0.5)).toEqual(["5 business days"])
    expect(written(scale("2015-07-11", "2015-07-01", "2015-07-20"), 0.5, 0.26)).toEqual(["2015-07-11", "2015-07-06"])
    expect(written(scale("2022-03-20 19:00", "2022-03-20 14:45", "2022-03-20 23:59"), 0.5)).toEqual(["2022-03-20 19:22"])
    expect(written(scale("2016-02-28 12:00 UTC", "2016-02-28 12:00 UTC", "2016-03-01 12:00 UTC"), 0.5)).toEqual(["2016-02-29 12:00 UTC"])
  })

  it("tells positions as numbers, of days and minutes those after the lower end", () => {
    expect(scale("87 kB", "20 kB", "150 kB").number(0.5)).toBe(85)
    const days = scale("2015-07-11", "2015-07-01", "2015-07-21")
    expect([days.unit, days.number(0.5), days.value]).toEqual(["days after 2015-07-01", 10, 0.5])
    expect(scale("2022-03-20 14:45", "2022-03-20 14:45", "2022-03-20 15:45")).toMatchObject({ unit: "min after 2022-03-20 14:45", value: 0 })
  })

  it("takes durations in other units than the value's", () => {
    const days = scale("7 days", "48 h", "2 weeks")
    expect([days.unit, days.number(0), days.number(1), days.write(0), days.write(0.5)]).toEqual(["days", 2, 14, "48 h", "8 days"])
  })

  it("says why a range has none", () => {
    expect(scaleOf("soon", ["now", "later"])).toBe("its range is not of numbers, shares, durations, sizes or dates")
    expect(scaleOf("2015-07-11", ["2015-07-01 10:00", "2015-07-20"])).toBe("the ends of its range are written in another way than its value")
    expect(scaleOf("87 kB", ["20 kB", "1 MB"])).toBe("the ends of its range are not in kB, as its value is")
    expect(scaleOf(5, [5, 5])).toBe("both ends of its range are the same")
  })
})
