import { describe, expect, it } from "vitest"
import { DAY, HOUR, inEffect, MAIL, planOf, type Section, Stepped, sumOf } from "./smallWorld.ts"

const GUESTS = { home: "GB", count: 10, use: { mail: "100 %" }, reach: { wifi: "100 %" } }
const staged = (guests: Section, seed = 1, more: Section = {}) => new Stepped(planOf({ until: "2015-03-31", people: { guests: { ...GUESTS, ...guests } }, ...more }, seed))
const where = (stage: Stepped) => stage.each((p) => (stage.w.persons.exists(p) ? stage.plan.places[stage.w.persons.place(p)].code : "-"))
const away = (stage: Stepped) => where(stage).filter((code) => code !== "GB" && code !== "-").length

describe("A dated trip", () => {
  it("begins at the start of its first day and ends at the end of its last, on the clock of home", () => {
    const stage = staged({ trips: [{ to: "PK", from: "2015-03-04", until: "2015-03-05" }] })
    // The run's first midnight is Karachi's, five hours before London's.
    expect([away(stage.until(2 * DAY + 5 * HOUR)), away(stage.until(2 * DAY + 5 * HOUR + 1)), away(stage.until(4 * DAY + 5 * HOUR)), away(stage.until(4 * DAY + 5 * HOUR + 1))]).toEqual([0, 10, 10, 0])
  })

  it("is made by its share of people, and by all where no share is said", () => {
    const stage = staged({ count: 1000, trips: [{ to: "PK", from: "2015-03-03", until: "2015-03-05", share: "30 %" }] }).until(2 * DAY)
    // Standard deviation 14.5; a false alarm has a chance under 1 in 10,000 for a seed drawn anew.
    expect(Math.abs(away(stage) - 300)).toBeLessThan(58)
  })

  it("under way when the run starts has begun, and one of the past is not made", () => {
    expect(away(staged({ trips: [{ to: "PK", from: "2015-02-20", until: "2015-03-04" }] }).until(1))).toBe(10)
    expect(away(staged({ trips: [{ to: "PK", from: "2015-02-20", until: "2015-02-28" }] }).until(DAY))).toBe(0)
  })

  it("brings its own line, and the usual one is there again at home", () => {
    const stage = staged({ trips: [{ to: "PK", from: "2015-03-03", until: "2015-03-03", reach: { "home-routed": "100 %" } }] })
    const mode = (ms: number) => stage.until(ms).w.situations.line(stage.w.persons.situation(0)).mode
    expect([mode(HOUR), mode(1.5 * DAY), mode(3 * DAY)]).toEqual(["wifi", "home-routed", "wifi"])
  })

  it("that overlaps another ends with the one begun last", () => {
    const stage = staged({ trips: [{ to: "PK", from: "2015-03-03", until: "2015-03-06" }, { to: "AE", from: "2015-03-05", until: "2015-03-10" }] })
    const at = (ms: number) => where(stage.until(ms))[0]
    expect([at(2.5 * DAY), at(4.5 * DAY), at(6 * DAY), at(10 * DAY)]).toEqual(["PK", "AE", "AE", "GB"])
  })
})

describe("Travel", () => {
  it("has people away for trips a year times nights, in the places by their shares", () => {
    const stage = staged({ count: 3000, travels: { to: { PK: "70 %", AE: "30 %" }, "trips-per-year": 20, nights: 3 } }).until(20 * DAY)
    // Mean 3000 x 20 x 3 / 365, less those who are away already when chosen: an occupancy of rate / (1 + rate).
    const rate = (20 * 3) / 365
    const expected = 3000 * (rate / (1 + rate))
    expect(Math.abs(away(stage) - expected)).toBeLessThan(4 * Math.sqrt(expected))
    const toPk = where(stage).filter((code) => code === "PK").length
    expect(Math.abs(toPk / away(stage) - 0.7)).toBeLessThan(4 * Math.sqrt(0.21 / away(stage)))
  })

  it("of no trips a year is none", () => {
    expect(away(staged({ travels: { to: "PK", "trips-per-year": 0, nights: 3 } }).until(5 * DAY))).toBe(0)
  })

  it("is the same whatever the rules are", () => {
    const wall = { orders: { wall: inEffect("PK", "2015-03-03", [{ block: { what: "all", at: ["fixed", "attach"] } }]) } }
    const places = (more: Section) => where(staged({ count: 200, travels: { to: "PK", "trips-per-year": 40, nights: 3 } }, 1, more).until(15 * DAY))
    expect(places(wall)).toEqual(places({}))
  })
})

describe("A standing number", () => {
  it("is there at every instant, each for its nights, then gone for good", () => {
    const stage = staged({ count: undefined, present: { in: "PK", count: 5, nights: 2 } })
    const seen = new Set<number>()
    for (let day = 0; day < 28; day++) {
      const here = where(stage.until(day * DAY + HOUR)).flatMap((code, person) => (code === "PK" ? [person] : []))
      expect(here).toHaveLength(5)
      for (const person of here) seen.add(person)
    }
    // Each place changes hands every second day: 14 or 15 people have been in it.
    expect(seen.size).toBeGreaterThanOrEqual(5 * 14)
    expect(seen.size).toBeLessThanOrEqual(5 * 15)
  })

  it("by turns has so many of the cohort away at a time, everybody in his turn", () => {
    const stage = staged({ count: 12, present: { in: "PK", count: 3, nights: 2 } })
    const seen = new Set<number>()
    for (let day = 0; day < 20; day++) {
      const here = where(stage.until(day * DAY + HOUR)).flatMap((code, person) => (code === "PK" ? [person] : []))
      expect(here).toHaveLength(3)
      for (const person of here) seen.add(person)
    }
    expect(seen.size).toBe(12)
  })
})

describe("Time present", () => {
  it("adds up to the people's days, place by place", () => {
    const stage = staged({ trips: [{ to: "PK", from: "2015-03-04", until: "2015-03-05" }] })
    const record = stage.finish()
    const hours = (place: string) => sumOf(record, (row) => row.hoursPresent, (_, __, s) => s.place === place)
    expect(hours("PK")).toBeCloseTo(10 * 48, 3)
    expect(hours("PK") + hours("GB")).toBeCloseTo(10 * 30 * 24, 3)
  })
})

describe("Arrival elsewhere", () => {
  it("brings waiting mail, and takes nobody's mailbox along (R9)", () => {
    const wall = { orders: { wall: inEffect("PK", "2015-03-02", [{ block: { what: "mail", at: "national-internet" } }]) }, services: { mail: MAIL } }
    const stage = new Stepped(planOf({ people: { guests: { ...GUESTS, trips: [{ to: "PK", from: "2015-03-03", until: "2015-03-03" }] }, home: GUESTS }, ...wall }))
    const mail = stage.send(10, 0, 1.9 * DAY)
    const own = (ms: number) => stage.until(ms).w.verdicts.mailbox(stage.w.persons.group(0), 0).placed?.site
    const before = own(HOUR)
    expect(own(1.95 * DAY)).toBe(before)
    expect(stage.story(mail)).toEqual(["attempt", "passed", "accepted", "stored", "waits at device"])
    stage.until(3 * DAY)
    expect(stage.story(mail).at(-1)).toBe("delivered")
  })
})
