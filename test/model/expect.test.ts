import { describe, expect, test } from "vitest"
import { parseExpect } from "../../src/model/expect.ts"

const number = (value: number, unit = "") => ({ kind: "number", value, unit })

describe("parseExpect", () => {
  test("reads every form of the language", () => {
    expect(["none", "some", "all", "in this order", "equal", "unknown"].map((word) => parseExpect(word)?.kind)).toEqual(["none", "some", "all", "in-order", "equal", "unknown"])
    expect(parseExpect("at least 99 %")).toEqual({ kind: "at-least", value: number(99, "%") })
    expect(parseExpect("at most 1,234")).toEqual({ kind: "at-most", value: number(1234) })
    expect(parseExpect("at most 3 h")).toEqual({ kind: "at-most", value: { kind: "duration", ms: 10_800_000 } })
    expect(parseExpect("30 to 40 %")).toEqual({ kind: "between", low: number(30, "%"), high: number(40, "%") })
    expect(parseExpect("5 ± 1")).toEqual({ kind: "plus-minus", value: number(5), by: number(1) })
    expect(parseExpect("100 ± 5 %")).toEqual({ kind: "plus-minus", value: number(100), by: number(5, "%") })
    expect(parseExpect("more than in no-order")).toEqual({ kind: "more-than-in", variant: "no-order" })
    expect(parseExpect("never in-effect")).toEqual({ kind: "never-state", state: "in-effect" })
    expect(parseExpect("in-breach")).toEqual({ kind: "value", value: "in-breach" })
    expect(parseExpect("never")).toEqual({ kind: "value", value: "never" })
    expect(parseExpect("800000 RUB")).toEqual({ kind: "value", value: number(800000, "RUB") })
    expect(parseExpect("500 RUB each")).toEqual({ kind: "value", value: number(500, "RUB each") })
    expect(parseExpect("500 to 600 RUB each")).toEqual({ kind: "between", low: number(500, "RUB each"), high: number(600, "RUB each") })
    expect(parseExpect("500 people each")).toBeUndefined()
    expect(parseExpect(0)).toEqual({ kind: "value", value: number(0) })
    expect(parseExpect("at least 2015-12-30")).toMatchObject({ kind: "at-least", value: { kind: "instant" } })
    expect(parseExpect("2015-12-30 ± 2 days")).toMatchObject({ kind: "plus-minus", value: { kind: "instant" }, by: { kind: "duration", ms: 172_800_000 } })
  })

  test("refuses what only looks like one", () => {
    for (const text of ["", "at laest 3", "at least", "at least many", "more than no-order", "never in effect", "1 to 3 h to 4 h", "5 to 2015-12-30", "in order", {}, [1], null, NaN]) expect([text, parseExpect(text)]).toEqual([text, undefined])
  })
})
