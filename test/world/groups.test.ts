import { describe, expect, it } from "vitest"
import { COUNTRIES, DAY, inEffect, MAIL, planOf, type Section, Stepped } from "./smallWorld.ts"

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

  it("are told apart by the carrier of their usual line, where a claim asks of a carrier's people what is counted by people", () => {
    const people = { some: { home: "PK", count: 10, use: { mail: "100 %" }, reach: { "local-sim": "100 %" } } }
    const carriers = (measure: string, carrier = "pk-one") => planOf({ people, claims: [{ says: "a claim", measure, of: { carrier }, expect: "none" }] }).groups.rows.map((group) => group.carrier)
    expect(carriers("readable").sort()).toEqual(["pk-one", undefined])
    expect(carriers("copies", "pk-two").sort()).toEqual(["pk-two", undefined])
    expect(carriers("accepted")).toEqual([undefined])
  })

  it("are told apart by where their people are, where an option or a class is withdrawn for whoever is there", () => {
    const places = (what: string, where: unknown = "PK") => {
      const services = { mail: { ...MAIL, features: ["calls"], options: { vault: { changes: { "content.keys": "user" } } } } }
      const people = { some: { home: "GB", count: 4, use: { mail: "100 %" }, reach: { "home-routed": "100 %" }, trips: [{ to: "PK", from: "2015-03-04", until: "2015-03-06" }] } }
      const plan = planOf({ countries: { ...COUNTRIES, EU: { members: ["PK", "AE"] } }, services, people, events: { x: { when: "2015-03-03", do: [{ withdraw: { what, in: where } }] } } })
      const stage = new Stepped(plan).until(3 * DAY)
      const away = stage.each((p) => plan.groups.rows[stage.w.persons.group(p)].there?.join() ?? "")
      stage.until(plan.horizonMs)
      return [away.filter((there) => there !== "").sort(), stage.each((p) => plan.groups.rows[stage.w.persons.group(p)].there?.join() ?? "").filter((there) => there !== "")]
    }
    expect(places("mail.vault")).toEqual([["PK", "PK", "PK", "PK"], []])
    expect(places("mail.metadata", "EU")).toEqual([["PK", "PK", "PK", "PK"], []])
    expect(places("mail.calls")).toEqual([[], []])
    expect(places("mail.vault", "AE")).toEqual([[], []])
  })
})
