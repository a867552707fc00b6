import { describe, expect, test } from "vitest"
import { referenceOf } from "../../src/analysis/selector.ts"
import { summaryOf, turningPointOf } from "../../src/analysis/summary.ts"
import { NO_CAUSE } from "../../src/world/record.ts"
import { DAY, recordOf, RESIDENT, row, scenarioOf } from "./handmade.ts"

const reference = referenceOf(scenarioOf(), ["NO"])
const told = (refused: ReadonlyArray<readonly [string, number, number]>, attempted = 1000) =>
  summaryOf(recordOf({ outcomes: [row(RESIDENT, "chat", 1, { attempted, refused })] }), reference, { atMs: 10 * DAY, what: "deadline" })[0]

describe("summaryOf", () => {
  test("says who keeps, who loses, and who does in part", () => {
    expect(told([]).verdict).toBe("keeps")
    expect(told([["blocked", 0, 5]])).toMatchObject({ verdict: "keeps", reason: null, lostAt: null })
    expect(told([["blocked", 0, 300]])).toMatchObject({ verdict: "partly", reason: "blocked", lostAt: "2020-01-11T00:00:00.000Z" })
    expect(told([["blocked", 0, 995]]).verdict).toBe("loses")
  })

  test("calls nothing lost by order that no act took", () => {
    expect(told([["queue-full", NO_CAUSE, 300]])).toMatchObject({ verdict: "keeps", reason: null, act: null })
    expect(told([["relay-down", NO_CAUSE, 1000]])).toMatchObject({ verdict: "partly", reason: null })
  })

  test("names the commonest reason and its act", () => {
    expect(told([["blocked", 0, 300], ["market-left", 1, 400]])).toMatchObject({ reason: "market-left", act: "leave/do/exit", order: null })
  })
})

describe("turningPointOf", () => {
  test("is the last deadline, else the first effect, within the run", () => {
    const [gag] = recordOf().orders
    expect(turningPointOf(recordOf())).toEqual({ atMs: 10 * DAY, what: "deadline" })
    expect(turningPointOf(recordOf({ orders: [{ ...gag, dueMs: undefined, effect: [[12 * DAY, 13 * DAY]] }] }))).toEqual({ atMs: 12 * DAY, what: "effect" })
    expect(turningPointOf(recordOf({ orders: [{ ...gag, dueMs: undefined, effect: [[-900 * DAY, 30 * DAY]] }] }))).toBe(undefined)
  })
})
