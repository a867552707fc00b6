import { describe, expect, test } from "vitest"
import { claimCutsMs, sentOf, slotMask, windowOf } from "../../src/analysis/claimwindow.ts"
import { NO, UNSURE, YES } from "../../src/analysis/selector.ts"
import { DAY, instantMs, recordOf, scenarioOf } from "./handmade.ts"

const claimOf = (words: Record<string, unknown>) => scenarioOf({ claims: [{ says: "x", measure: "accepted", expect: "all", ...words }] }).claims[0]
const window = (words: Record<string, unknown>) => windowOf(claimOf(words), recordOf(), instantMs)

describe("a claim's window", () => {
  test("is from a day's start, until a day's start, to a last day's end", () => {
    expect(window({ after: "2020-01-03" })).toEqual({ fromMs: 2 * DAY, untilMs: 30 * DAY })
    expect(window({ before: "2020-01-03" })).toEqual({ fromMs: 0, untilMs: 2 * DAY })
    expect(window({ during: { from: "2020-01-03", until: "2020-01-04" } })).toEqual({ fromMs: 2 * DAY, untilMs: 4 * DAY })
    expect(window({})).toEqual({ fromMs: 0, untilMs: 30 * DAY })
    expect(window({ after: "2019-12-03", before: "2020-03-01" })).toEqual({ fromMs: 0, untilMs: 30 * DAY })
  })

  test("follows orders and answers as the run has seen them", () => {
    expect(window({ after: "orders.gag + 12 h" })).toEqual({ fromMs: 10.5 * DAY, untilMs: 30 * DAY })
    expect(window({ after: "orders.gag.issued", before: "orders.gag.lifted" })).toEqual({ fromMs: 4 * DAY, untilMs: 25 * DAY })
    expect(window({ after: "orders.gag.due" })).toEqual({ fromMs: 10 * DAY, untilMs: 30 * DAY })
    expect(window({ after: "answers.leave" })).toEqual({ fromMs: 10 * DAY, untilMs: 30 * DAY })
    expect(window({ before: "orders.gag.met" })).toEqual({ fromMs: 0, untilMs: 30 * DAY })
    expect(window({ after: "answers.threat" })).toContain("never begins")
    expect(window({ after: "2020-01-10", before: "2020-01-09" })).toContain("empty")
  })

  test("narrows what was sent", () => {
    expect(sentOf(claimOf({ sent: { from: "2020-01-02", until: "2020-01-03" } }), recordOf(), instantMs)).toEqual({ fromMs: DAY, untilMs: 3 * DAY })
    expect(sentOf(claimOf({}), recordOf(), instantMs)).toBe(undefined)
    expect(sentOf(claimOf({ sent: { from: "never" } }), recordOf(), instantMs)).toContain("never sent")
  })

  test("holds, leaves out or cuts a slot", () => {
    expect(slotMask(recordOf().slots, { fromMs: 10 * DAY, untilMs: 25 * DAY })).toEqual([NO, YES, UNSURE])
    expect(slotMask(recordOf().slots, undefined)).toEqual([YES, YES, YES])
  })
})

describe("claimCutsMs", () => {
  test("has every edge of every claim once, in order", () => {
    const scenario = scenarioOf({
      claims: [
        { says: "a", measure: "accepted", expect: "all", after: "2020-01-11" },
        { says: "b", measure: "exposed", expect: "none", during: { from: "2020-01-05", until: "2020-01-10" }, sent: { until: "2020-01-02" } },
        { says: "c", measure: "accepted", expect: "all", after: "orders.gag", before: "never" },
        { says: "d", measure: "accepted", expect: "all", after: "2019-01-11" }
      ]
    })
    expect(claimCutsMs(scenario, instantMs)).toEqual([2 * DAY, 4 * DAY, 10 * DAY])
  })
})
