import { describe, expect, it } from "vitest"
import { homesOf } from "../../src/world/people.ts"
import { CARRIERS, COUNTRIES, planOf, type Parts } from "./smallWorld.ts"

const LAND = { ...COUNTRIES, PK: { ...COUNTRIES.PK, territories: { "PK-PB": { people: "50 %" }, "PK-SD": { people: "20 %" }, "PK-KP": {} } } }
const COHORT = { home: "PK", count: 100, use: { mail: "100 %" }, reach: { "local-sim": "100 %" } }
/** How many of the residents have each value of a trait. */
const counted = (parts: Parts, trait: "home" | "plan") => {
  // A selector that names the words tells people apart by them.
  const orders = { order: { by: "PK", kind: "network-block", does: [{ suspend: { of: [{ home: ["PK-PB", "PK-SD"] }, { plan: ["prepaid", "postpaid"] }] } }], timeline: [{ "in-effect": "2015-03-03" }] } }
  const plan = planOf({ orders, ...parts })
  const counts: Record<string, number> = {}
  for (const group of plan.people.group) {
    const value = String(plan.groups.rows[group][trait])
    counts[value] = (counts[value] ?? 0) + 1
  }
  return counts
}

describe("People of a country", () => {
  it("live in its territories by the shares that the file says, and the rest elsewhere in it", () => {
    expect(counted({ countries: LAND, people: { residents: COHORT } }, "home")).toEqual({ "PK-PB": 50, "PK-SD": 20, PK: 30 })
  })

  it("whose cohort names a territory live there alone, and shares of homes are shared out within", () => {
    const { countries } = planOf({ countries: LAND }).scenario
    expect(homesOf("PK-KP", countries)).toEqual([["PK-KP", 1]])
    expect(homesOf("GB", countries)).toEqual([["GB", 1]])
    expect(homesOf({ GB: 0.5, PK: 0.5 }, countries)).toEqual([["GB", 0.5], ["PK-PB", 0.25], ["PK-SD", 0.1], ["PK", expect.closeTo(0.15, 9)]])
  })
})

describe("A plan", () => {
  const offers = { ...CARRIERS, "pk-one": { ...CARRIERS["pk-one"], plans: ["prepaid"] }, "pk-two": { ...CARRIERS["pk-two"], plans: ["postpaid"] } }
  it("by carrier is what the carrier of his SIM offers", () => {
    expect(counted({ carriers: offers, people: { residents: { ...COHORT, plan: "by-carrier" } } }, "plan")).toEqual({ prepaid: 60, postpaid: 40 })
    expect(counted({ carriers: offers, people: { residents: { ...COHORT, plan: "by-carrier", carriers: ["pk-two"] } } }, "plan")).toEqual({ postpaid: 100 })
    expect(counted({ carriers: offers, people: { residents: { ...COHORT, plan: "by-carrier", sim: "GB", reach: { "home-routed": "100 %" } } } }, "plan")).toEqual({ undefined: 100 })
  })

  it("of several is each as likely; a cohort's own goes first", () => {
    const both = { ...CARRIERS, "pk-one": { ...CARRIERS["pk-one"], plans: ["prepaid", "postpaid"] }, "pk-two": { ...CARRIERS["pk-two"], plans: ["prepaid", "postpaid"] } }
    expect(counted({ carriers: both, people: { residents: { ...COHORT, plan: "by-carrier" } } }, "plan")).toEqual({ prepaid: 50, postpaid: 50 })
    expect(counted({ carriers: offers, people: { residents: { ...COHORT, plan: "postpaid" } } }, "plan")).toEqual({ postpaid: 100 })
  })
})
