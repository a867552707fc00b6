import { describe, expect, it } from "vitest"
import { COUNTRIES, inEffect, planOf, type Section } from "./smallWorld.ts"

/** Homes of the groups of a cohort of three homes, where an order selects people. */
const homes = (of: Section, more: Section = {}) => {
  const people = { some: { home: { PK: "40 %", GB: "30 %", AE: "30 %" }, count: 10, use: { mail: "100 %" }, reach: { wifi: "100 %" } } }
  const plan = planOf({ countries: { ...COUNTRIES, EU: { members: ["GB"] } }, people, orders: { x: inEffect("PK", "2015-03-03", [{ suspend: { what: "mail", of } }], more) } })
  return plan.groups.rows.map((group) => group.home)
}

describe("Groups", () => {
  it("are told apart by what selectors name, and by being at home with an issuer", () => {
    expect(homes({ segment: "consumer" }).length).toBe(2)
    expect(homes({ home: ["PK", "GB"] }).length).toBe(3)
    expect(homes({ account: "AE" }).length).toBe(3)
  })

  it("are told apart by the members of a union that a selector names", () => {
    expect(homes({ citizen: "EU" }).length).toBe(3)
  })

  it("are told apart by citizenship where an order's extent, at first or as amended, reaches nationals", () => {
    const citizens = (more: Section) => {
      const people = { some: { home: { GB: "50 %", AE: "50 %" }, count: 10, use: { mail: "100 %" }, reach: { wifi: "100 %" } } }
      return planOf({ countries: { ...COUNTRIES, EU: { members: ["GB"] } }, people, orders: { x: inEffect("EU", "2015-03-03", [{ suspend: { what: "mail" } }], more) } }).groups.rows.length
    }
    expect(citizens({})).toBe(1)
    expect(citizens({ extent: "nationals" })).toBe(2)
    expect(citizens({ timeline: [{ "in-effect": "2015-03-03" }, { amended: "2015-03-05", set: { extent: "nationals" } }] })).toBe(2)
  })
})
