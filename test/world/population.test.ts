import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { alsoOf, lineSpecsOf, pickShare, spreadOf } from "../../src/world/population.ts"
import { DAY, planOf, type Section, scenarioOf, Stepped } from "./smallWorld.ts"

const REACH = { reach: { wifi: "100 %" } }
const cohort = (body: Section) => planOf({ people: { some: { home: "GB", use: { mail: "100 %" }, ...REACH, ...body } } }).cohorts[0]

describe("A cohort's size", () => {
  it("is its count, each standing for its part of the real people", () => {
    expect(cohort({ count: 50, "stands-for": 5000 })).toMatchObject({ residence: "settled", slots: 50, people: 50, weight: 100 })
    expect(cohort({ count: 50 })).toMatchObject({ slots: 50, weight: 1 })
    expect(cohort({ "stands-for": 70 })).toMatchObject({ slots: 70, weight: 1 })
  })

  it("of a standing number is one person after another in each place", () => {
    // Seven days, stays of two nights: four stays and the one under way.
    expect(cohort({ present: { in: "PK", stock: 260, nights: 2 } })).toMatchObject({ residence: "standing", slots: 260, staysPerSlot: 5, people: 1300, weight: 1 })
    expect(cohort({ present: { in: "PK", stock: 260, count: 26, nights: 2 } })).toMatchObject({ residence: "standing", slots: 26, weight: 10 })
  })

  it("of which some are away by turns keeps all its people", () => {
    expect(cohort({ count: 100, present: { in: "PK", count: 10, nights: 2 } })).toMatchObject({ residence: "rotating", slots: 100, away: 10, people: 100 })
    expect(cohort({ count: 100, "stands-for": 1000, present: { in: "PK", stock: 50, nights: 2 } })).toMatchObject({ residence: "rotating", slots: 100, away: 5, weight: 10 })
  })
})

describe("Shares of people", () => {
  it("come out as exact quotas", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 40 }).map((n) => n * 5), fc.integer({ min: 1, max: 1000 }), (percent, count, seed) => {
        const { people } = planOf({ people: { some: { home: "PK", count, use: { mail: `${percent} %` }, reach: { wifi: `${percent} %`, "local-sim": `${100 - percent} %` } } } }, seed)
        const users = people.uses.filter((bits) => bits !== 0).length
        const wifi = people.spec.filter((spec) => people.lineSpecs[spec].mode === "wifi").length
        expect(Math.abs(users - (count * percent) / 100)).toBeLessThanOrEqual(0.5)
        expect(Math.abs(wifi - (count * percent) / 100)).toBeLessThanOrEqual(0.5)
      }),
      { seed: 1, numRuns: 60 }
    )
  })

  it("that change move as few people as they can", () => {
    const wifi = (percent: number) => {
      const { people } = planOf({ people: { some: { home: "PK", count: 100, use: { mail: "100 %" }, reach: { wifi: `${percent} %`, "local-sim": `${100 - percent} %` } } } })
      return new Set([...people.spec].flatMap((spec, person) => (people.lineSpecs[spec].mode === "wifi" ? [person] : [])))
    }
    const [few, many] = [wifi(30), wifi(40)]
    expect([...few].every((person) => many.has(person))).toBe(true)
    expect(many.size - few.size).toBe(10)
  })

  it("of two causes are independent: those on Wi-Fi use a service as often as the others", () => {
    const { people } = planOf({ people: { some: { home: "PK", count: 2000, use: { mail: "50 %" }, reach: { wifi: "50 %", "local-sim": "50 %" } } } })
    const both = [...people.spec].filter((spec, person) => people.lineSpecs[spec].mode === "wifi" && people.uses[person] !== 0).length
    // Hypergeometric about 500 with a standard deviation of 11; a false alarm has a chance under 1 in 10,000 for a seed drawn anew.
    expect(Math.abs(both - 500)).toBeLessThan(44)
  })

  it("of carriers are those of the country, or those that the cohort names", () => {
    const lines = (body: Section) => {
      const stage = new Stepped(planOf({ people: { some: { home: "PK", count: 100, use: { mail: "100 %" }, reach: { "local-sim": "100 %" }, ...body } } }))
      const counts: Record<string, number> = {}
      for (const carrier of stage.each((p) => stage.w.situations.line(stage.w.persons.situation(p)).simCarrier!)) counts[carrier] = (counts[carrier] ?? 0) + 1
      return counts
    }
    expect(lines({})).toEqual({ "pk-one": 60, "pk-two": 40 })
    expect(lines({ carriers: ["pk-two"] })).toEqual({ "pk-two": 100 })
    expect(lines({ carriers: { "pk-one": "10 %", "pk-two": "90 %" } })).toEqual({ "pk-one": 10, "pk-two": 90 })
    expect(lines({ reach: { "local-sim": { share: "100 %", carriers: ["pk-one"] } } })).toEqual({ "pk-one": 100 })
  })

  it("of homes split a cohort", () => {
    const { people, places } = planOf({ people: { some: { home: { GB: "30 %", AE: "70 %" }, count: 10, use: { mail: "100 %" }, ...REACH } } })
    expect([...people.home].filter((home) => places[home].code === "GB")).toHaveLength(3)
  })
})

describe("A spread", () => {
  it("has each of its evenly spaced numbers once", () => {
    const one = cohort({ count: 40 })
    expect([...spreadOf(one, "x")].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => (i + 0.5) / 40))
    expect([...spreadOf(one, "x")]).not.toEqual([...spreadOf(one, "y")])
  })
})

describe("Shares of a whole", () => {
  it("are picked in order; those that do not fill it leave a rest", () => {
    expect([0, 0.29, 0.3, 0.99].map((u) => pickShare([0.3, 0.7], u))).toEqual([0, 0, 1, 1])
    expect([0.1, 0.5].map((u) => pickShare([0.3], u))).toEqual([0, -1])
  })
})

describe("Lines", () => {
  it("that a cohort tries besides stand in their order", () => {
    const of = (also: unknown) => alsoOf(scenarioOf({ people: { some: { home: "PK", use: { mail: "100 %" }, ...REACH, also } } }).people.some).map((spec) => spec.mode)
    expect(of(["satellite", "wifi"])).toEqual(["satellite", "wifi"])
    expect(of("wifi")).toEqual(["wifi"])
    expect(of({ "local-sim": { share: "100 %", sim: "AE" } })).toEqual(["local-sim"])
    expect(of(undefined)).toEqual([])
  })

  it("keep SIM, exit and carriers of the long form", () => {
    const { reach } = scenarioOf({ people: { some: { home: "PK", use: { mail: "100 %" }, reach: { "hub-breakout": { share: "100 %", sim: "AE", exit: "GB" } } } } }).people.some
    expect(lineSpecsOf(reach)).toEqual([{ mode: "hub-breakout", share: 1, sim: "AE", exit: "GB", carriers: undefined }])
  })

  it("of a local SIM are of the country where its owner is; with a SIM of its own they roam", () => {
    const line = (reach: Section) => {
      const stage = new Stepped(planOf({ people: { some: { home: "GB", count: 1, use: { mail: "100 %" }, reach, trips: [{ to: "PK", from: "2015-03-03", until: "2015-03-05" }] } } })).until(2 * DAY)
      const { mode, sim, exit } = stage.w.situations.line(stage.w.persons.situation(0))
      return [mode, sim, exit]
    }
    expect(line({ "local-sim": "100 %" })).toEqual(["local-sim", "PK", undefined])
    expect(line({ "home-routed": "100 %" })).toEqual(["home-routed", "GB", undefined])
    expect(line({ "hub-breakout": { share: "100 %", exit: "AE" } })).toEqual(["hub-breakout", "GB", "AE"])
    expect(line({ "home-routed": { share: "100 %", sim: "PK" } })).toEqual(["local-sim", "PK", undefined])
    expect(line({ satellite: { share: "100 %", exit: "AE" } })).toEqual(["satellite", undefined, "AE"])
  })
})
