import { describe, expect, it } from "vitest"
import { sanctionsOf } from "../../src/world/sanctions.ts"
import { DAY, inEffect, planOf, played, type Section } from "./smallWorld.ts"

function fined(sanction: Section, timeline: ReadonlyArray<Section> = [{ "in-effect": "2015-03-04" }]) {
  const plan = planOf({ orders: { order: inEffect("PK", "2015-03-04", [{ sanction }], { kind: "user-penalty", timeline }) } })
  return sanctionsOf(plan, plan.variants[0])
}

describe("A fine", () => {
  it("is due once, at the act, in its currency", () => {
    expect(fined({ fine: "50000 PKR", of: "firm" })).toMatchObject([{ fine: 50_000, currency: "PKR", atMs: 2 * DAY }])
    expect(fined({ fine: "800,000 RUB" })).toMatchObject([{ fine: 800_000, currency: "RUB" }])
    expect(fined({ fine: 12 })).toMatchObject([{ fine: 12, currency: "" }])
  })

  it("by the day adds up for each day begun, as long as the act lasts", () => {
    // From 4 to 8 March, the last day of the run; then for two days.
    expect(fined({ fine: "10 PKR", per: "day" })).toMatchObject([{ fine: 50 }])
    expect(fined({ fine: "10 PKR", per: "day" }, [{ "in-effect": "2015-03-04" }, { lifted: "2015-03-06" }])).toMatchObject([{ fine: 20 }])
    expect(fined({ fine: "10 PKR", per: "hour" }, [{ "in-effect": "2015-03-04" }, { lifted: "2015-03-06" }])).toMatchObject([{ fine: 480 }])
    expect(fined({ fine: "10 PKR", per: "week" })).toMatchObject([{ fine: 10 }])
  })

  it("stops at the most that the law takes", () => {
    expect(fined({ fine: "10 PKR", per: "day", most: "35 PKR" })).toMatchObject([{ fine: 35 }])
  })
})

describe("A sanction", () => {
  it("of another kind is told, and costs nothing", () => {
    expect(fined({ licence: "lost" })).toMatchObject([{ text: "licence lost", fine: 0 }])
    expect(fined({ freeze: "accounts", of: "firm" })).toMatchObject([{ text: "freeze accounts, of firm" }])
    expect(fined({ fine: "5 PKR", per: "day", of: ["firm", "rival"] })).toMatchObject([{ text: "fine 5 PKR, per day, of firm, rival" }])
    expect(fined({ fine: "5 PKR", of: { people: "residents" } })).toMatchObject([{ text: "fine 5 PKR, of each" }])
    expect(fined({ of: "firm" })).toMatchObject([{ text: "no penalty stated, of firm" }])
  })

  it("whose order never takes effect is none", () => {
    expect(fined({ fine: 5 }, [{ announced: "2015-03-04" }])).toEqual([])
  })

  it("moves no packet", () => {
    const people = { residents: { home: "PK", count: 4, use: { mail: "100 %" }, reach: { wifi: "100 %" }, writes: { "per-day": 5 } } }
    const keys = (orders: Section) => played({ people, orders }).stage.told.filter((t) => t.kind === "delivered").map((t) => t.key)
    expect(keys({ order: inEffect("PK", "2015-03-04", [{ sanction: { fine: 5, of: { people: "residents" } } }]) })).toEqual(keys({}))
  })
})
