import { describe, expect, test } from "vitest"
import { claimCutsMs, type ClaimWindow, lengthOf, sentOf, slotMask, windowOf } from "../../src/analysis/claimwindow.ts"
import { NO, UNSURE, YES } from "../../src/analysis/selector.ts"
import { dailyWindows, DAY, instantMs, recordOf, runOf, scenarioOf } from "./handmade.ts"

const claimOf = (words: Record<string, unknown>) => scenarioOf({ claims: [{ says: "x", measure: "accepted", expect: "all", ...words }] }).claims[0]
const window = (words: Record<string, unknown>) => windowOf(claimOf(words), claimOf(words).of, runOf("as-happened", recordOf(), scenarioOf()))

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

  test("of every day is the stretches of the day on the clock of the place", () => {
    const night = window({ daily: "22:00-02:00", during: { from: "2020-01-02", until: "2020-01-03" } })
    const hour = DAY / 24
    expect(night).toEqual({ fromMs: DAY, untilMs: 3 * DAY, daily: [[DAY, DAY + 2 * hour], [DAY + 22 * hour, 2 * DAY + 2 * hour], [3 * DAY - 2 * hour, 3 * DAY]] })
    expect(lengthOf(night as ClaimWindow)).toBe(8 * hour)
    const slots = [[DAY, DAY + hour], [DAY + hour, DAY + 3 * hour], [DAY + 3 * hour, DAY + 20 * hour], [4 * DAY, 5 * DAY]].map(([fromMs, untilMs]) => ({ fromMs, untilMs }))
    expect(slotMask(slots, night as ClaimWindow)).toEqual([YES, UNSURE, NO, NO])
    expect(window({ daily: "22:00-02:00", of: [{ present: "NO" }, { present: "SE" }] })).toContain("NO and SE")
  })

  test("of every day asks for the clock of whom it means, else of the first state that the file is about", () => {
    const asked: Array<string> = []
    const run = { ...runOf("as-happened", recordOf(), scenarioOf()), dailyWindows: (place: string) => {
      asked.push(place)
      return []
    } }
    for (const of of [undefined, { present: "SE" }, { status: "visitor" }]) {
      const claim = claimOf({ daily: "22:00-02:00", ...(of === undefined ? {} : { of }) })
      expect(windowOf(claim, claim.of, run)).toContain("never opens")
    }
    expect(asked).toEqual(["NO", "SE", "NO"])
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
    expect(claimCutsMs(scenario, ["NO"], instantMs, dailyWindows)).toEqual([2 * DAY, 4 * DAY, 10 * DAY])
  })

  test("has the edges of daily windows within the claim's own window", () => {
    const scenario = scenarioOf({ claims: [{ says: "a", measure: "accepted", expect: "all", daily: "06:00-18:00", during: { from: "2020-01-02", until: "2020-01-03" } }] })
    expect(claimCutsMs(scenario, ["NO"], instantMs, dailyWindows)).toEqual([1, 1.25, 1.75, 2.25, 2.75, 3].map((day) => day * DAY))
  })
})
