import { describe, expect, test } from "vitest"
import { referenceOf } from "../../src/analysis/selector.ts"
import { summaryOf, type TurningPoint, turningPointOf } from "../../src/analysis/summary.ts"
import { NO_CAUSE, type RunRecord } from "../../src/world/record.ts"
import { DAY, recordOf, RESIDENT, row, scenarioOf } from "./handmade.ts"

const reference = referenceOf(scenarioOf(), ["NO"])
const told = (refused: ReadonlyArray<readonly [string, number, number]>, attempted = 1000) =>
  summaryIn(recordOf({ outcomes: [row(RESIDENT, "chat", 1, { attempted, refused })] }))
function summaryIn(record: RunRecord, turn: TurningPoint = { atMs: 10 * DAY, what: "deadline" }) {
  return summaryOf(record, reference, turn)[0]
}

describe("summaryOf", () => {
  test("says who keeps, who loses, and who does in part", () => {
    expect(told([]).verdict).toBe("keeps")
    expect(told([["blocked", 0, 5]])).toMatchObject({ verdict: "keeps", reason: null, lostAt: null })
    expect(told([["blocked", 0, 300]])).toMatchObject({ verdict: "partly", reason: "blocked", lostAt: "2020-01-11T00:00:00.000Z" })
    expect(told([["blocked", 0, 995]]).verdict).toBe("loses")
  })

  test("calls nothing lost by order that no act took", () => {
    expect(told([["relay-down", NO_CAUSE, 300]])).toMatchObject({ verdict: "keeps", reason: null, act: null })
    expect(told([["relay-down", NO_CAUSE, 1000]])).toMatchObject({ verdict: "partly", reason: null })
  })

  test("tells since when it has been so, and no earlier than the act", () => {
    const long = recordOf().acts.map((act) => ({ ...act, startMs: -900 * DAY }))
    const lasting = recordOf().orders.map((order) => ({ ...order, effect: [[10 * DAY, 30 * DAY]] as const }))
    const since = (refusedBySlot: ReadonlyArray<number>, acts: RunRecord["acts"] = long, turn?: TurningPoint) =>
      summaryIn(recordOf({ acts, orders: lasting, windowCutsMs: [0, 10 * DAY, 20 * DAY], outcomes: refusedBySlot.map((refused, slot) => row(RESIDENT, "chat", slot, refused < 0 ? { attempted: 0 } : { attempted: 100, refused: [["blocked", 0, refused]] })) }), turn).lostAt?.slice(0, 10)
    expect(since([0, 100, 100])).toBe("2020-01-11")
    expect(since([40, 100, 100])).toBe("2020-01-01")
    expect(since([0, 0, 100])).toBe("2020-01-21")
    expect(since([0, -1, 100])).toBe("2020-01-11")
    expect(since([100, 100, 100])).toBe("2020-01-01")
    expect(since([-1, 100, 100])).toBe("2020-01-01")
    expect(since([-1, 100, 100], recordOf().acts)).toBe("2020-01-11")
    expect(since([-1, 100, 100], long.map((act) => ({ ...act, startMs: 5 * DAY })))).toBe("2020-01-06")
    expect(since([100, -1, 100], long, { atMs: 20 * DAY, what: "deadline" })).toBe("2020-01-01")
  })

  test("counts what is left while it is lost, not from the turning point on", () => {
    const lasting = recordOf().orders.map((order) => ({ ...order, effect: [[10 * DAY, 40 * DAY]] as const }))
    const late = summaryIn(recordOf({ orders: lasting, windowCutsMs: [0, 10 * DAY, 20 * DAY], outcomes: [0, 0, 100].map((refused, slot) => row(RESIDENT, "chat", slot, { attempted: 100, refused: [["blocked", 0, refused]] })) }))
    expect(late).toMatchObject({ verdict: "loses", attempted: 200, accepted: 100, attemptedMeanwhile: 100, acceptedMeanwhile: 0, lostAt: "2020-01-21T00:00:00.000Z" })
    expect(told([])).toMatchObject({ verdict: "keeps", attemptedMeanwhile: 0, acceptedMeanwhile: 0 })
  })

  test("tells when it came back, and in how many stretches it was lost", () => {
    const effect = [[0, 40 * DAY]] as const
    const told = (refusedBySlot: ReadonlyArray<number>) =>
      summaryIn(recordOf({ orders: recordOf().orders.map((order) => ({ ...order, effect })), outcomes: refusedBySlot.map((refused, slot) => row(RESIDENT, "chat", slot, { attempted: 100, refused: [["blocked", 0, refused]] })) }), { atMs: 0, what: "loss" })
    expect(told([100, 0, 0])).toMatchObject({ verdict: "loses", lostAt: "2020-01-01T00:00:00.000Z", regainedAt: "2020-01-11T00:00:00.000Z", stretches: 1, attemptedMeanwhile: 100 })
    expect(told([100, 0, 100])).toMatchObject({ verdict: "loses", regainedAt: null, stretches: 2, attemptedMeanwhile: 200 })
    expect(told([40, 0, 0])).toMatchObject({ verdict: "partly", regainedAt: "2020-01-11T00:00:00.000Z", acceptedMeanwhile: 60 })
    expect(told([1, 1, 0])).toMatchObject({ verdict: "keeps", lostAt: null, stretches: 0 })
  })

  test("names the commonest reason and its act", () => {
    expect(told([["blocked", 0, 300], ["market-left", 1, 400]])).toMatchObject({ reason: "market-left", act: "leave/do/exit", order: null })
  })
})

describe("turningPointOf", () => {
  test("is the start of the first act that took something, else the last deadline, else the first effect, within the run", () => {
    const [gag] = recordOf().orders
    const acts = recordOf().acts.map((act, n) => ({ ...act, startMs: (5 + n) * DAY }))
    const taking = (cause: number) => turningPointOf(recordOf({ acts, outcomes: [row(RESIDENT, "chat", 1, { attempted: 10, refused: [["blocked", cause, 3]] })] }))
    expect(taking(1)).toEqual({ atMs: 6 * DAY, what: "loss" })
    expect(taking(NO_CAUSE)).toEqual({ atMs: 10 * DAY, what: "deadline" })
    expect(turningPointOf(recordOf())).toEqual({ atMs: 10 * DAY, what: "deadline" })
    expect(turningPointOf(recordOf({ outcomes: [], orders: [{ ...gag, dueMs: undefined, effect: [[12 * DAY, 13 * DAY]] }] }))).toEqual({ atMs: 12 * DAY, what: "effect" })
    expect(turningPointOf(recordOf({ outcomes: [], orders: [{ ...gag, dueMs: undefined, effect: [[-900 * DAY, 30 * DAY]] }] }))).toBe(undefined)
  })
})
