import { describe, expect, it } from "vitest"
import { COUNTRIES, DAY, inEffect, MAIL, planOf, type Section, Stepped } from "./smallWorld.ts"

describe("Groups", () => {
  it("are told apart by home, though nothing asks for it: results tell people by it, and citizenship, account, SIM and store follow it", () => {
    const people = { some: { home: { PK: "40 %", GB: "30 %", AE: "30 %" }, count: 10, use: { mail: "100 %" }, reach: { wifi: "100 %" } } }
    const { rows } = planOf({ people }).groups
    expect(rows.map(({ account, citizen, home, sim, store }) => [home, citizen, account, sim, store]).sort()).toEqual(["AE", "GB", "PK"].map((home) => [home, home, home, home, home]))
  })

  it("are told apart by the plan of their line and by the services that they use where a selector names them", () => {
    const people = { some: { home: "PK", count: 10, use: { mail: "50 %" }, reach: { wifi: "100 %" } } }
    const uses = (of: Section) => planOf({ people, orders: { x: inEffect("PK", "2015-03-03", [{ suspend: { what: "mail", of } }]) } }).groups.rows.map((group) => group.uses.join()).sort()
    expect(uses({ segment: "consumer" }).length).toBe(1)
    expect(uses({ uses: "mail" })).toEqual(["", "mail"])
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
