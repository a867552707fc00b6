import { buildSync } from "esbuild"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Scenario } from "../../src/model/scenario.ts"
import { Clock, TZDATA_VERSION, UnknownZone } from "../../src/world/zones.ts"

const HOUR = 3_600_000
const clockOf = (countries: Scenario["countries"], from = "2015-07-01", until = "2016-01-31") => new Clock({ countries, from, until })
const world: Scenario["countries"] = {
  PK: { timezone: "Asia/Karachi" },
  GB: { timezone: "Europe/London" },
  US: { timezone: "America/New_York", territories: { "US-CA": { timezone: "America/Los_Angeles" }, "US-NY": {} } },
  BR: { timezone: "America/Sao_Paulo" },
  XX: {}
}
const clock = clockOf(world)

describe("Clock", () => {
  it("starts when the first day begins on the clock of the first country", () => {
    expect(clock.epochMs).toBe(Date.UTC(2015, 5, 30, 19))
    expect(clock.iso(0)).toBe("2015-06-30T19:00:00Z")
    expect(clock.iso(clock.horizonMs)).toBe("2016-01-31T19:00:00Z")
    expect(TZDATA_VERSION).toMatch(/^20\d\d[a-z]$/)
  })

  it("ends a day where the next one starts", () => {
    expect(clock.endOfDay("2015-12-30", "PK")).toBe(clock.startOfDay("2015-12-31", "PK"))
    expect(clock.endOfDay("2015-10-25", "GB") - clock.startOfDay("2015-10-25", "GB")).toBe(25 * HOUR)
  })

  it("gives a territory its own zone, else its country's, and XX has UTC", () => {
    expect(clock.at("2015-07-04", 720, "US-CA") - clock.at("2015-07-04", 720, "US")).toBe(3 * HOUR)
    expect(clock.at("2015-07-04", 720, "US-NY")).toBe(clock.at("2015-07-04", 720, "America/New_York"))
    expect(clock.at("2015-07-04", 720, "XX")).toBe(clock.at("2015-07-04", 720, "UTC"))
  })

  it("takes the first of a time that comes twice, and the jump for one that never comes", () => {
    expect(clock.iso(clock.at("2015-10-25", 90, "GB"))).toBe("2015-10-25T00:30:00Z")
    expect(clock.iso(clock.at("2016-03-27", 90, "GB"))).toBe("2016-03-27T01:00:00Z")
    expect(clock.iso(clock.startOfDay("2015-10-18", "BR"))).toBe("2015-10-18T03:00:00Z")
    const samoa = clockOf({ WS: { timezone: "Pacific/Apia" } }, "2011-12-01", "2012-01-31")
    expect(samoa.endOfDay("2011-12-30", "WS")).toBe(samoa.startOfDay("2011-12-30", "WS"))
  })

  it("never puts a later reading before an earlier one", () => {
    fc.assert(
      fc.property(fc.constantFrom("GB", "US-CA", "BR", "PK"), fc.integer({ min: 0, max: 1440 }), fc.integer({ min: 0, max: 1440 }), fc.integer({ min: 0, max: 800 }), (place, a, b, day) => {
        const date = new Date(Date.UTC(2015, 0, 1 + day)).toISOString().slice(0, 10)
        return clock.at(date, Math.min(a, b), place) <= clock.at(date, Math.max(a, b), place)
      })
    )
  })

  it("agrees with the runtime's own tables on what a clock shows", () => {
    const zones = ["Asia/Karachi", "Europe/London", "America/New_York", "America/Sao_Paulo", "Asia/Tehran", "Australia/Lord_Howe", "Asia/Kathmandu"]
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: Date.UTC(2004, 0, 1), max: Date.UTC(2021, 0, 1) }), (zone, utcMs) => {
        const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(utcMs)
        const minute = Number(parts.find((p) => p.type === "hour")?.value) * 60 + Number(parts.find((p) => p.type === "minute")?.value)
        return clock.localMinuteOfDay(zone, utcMs - clock.epochMs) === minute
      }),
      { numRuns: 300 }
    )
  })

  it("tabulates the offsets of the run", () => {
    const gb = clock.offsetsOf("GB")
    expect([...gb.offsetMin]).toEqual([60, 0])
    expect(clock.iso(gb.untilMs[0])).toBe("2015-10-25T01:00:00Z")
    expect(gb.untilMs[1]).toBe(Infinity)
    expect([...clock.offsetsOf("PK").offsetMin]).toEqual([300])
  })

  it("knows the zone of a country that has but one that matters, and asks for it otherwise", () => {
    expect(clock.problem("DE")).toBeUndefined()
    expect(clock.at("2015-07-04", 0, "DE")).toBe(clock.at("2015-07-04", 0, "Europe/Berlin"))
    expect(clock.problem("CA")).toMatch(/several time zones .*countries\.CA\.timezone/)
    expect(() => clock.startOfDay("2015-07-04", "CA")).toThrow(UnknownZone)
    expect(() => clock.at("2015-07-04", 0, "Mars/Olympus")).toThrow(/no zone "Mars\/Olympus"/)
  })
})

describe("Business days", () => {
  const working = clockOf({ RU: { timezone: "Europe/Moscow", holidays: ["2017-05-01"] }, AE: { timezone: "Asia/Dubai", weekend: ["Fri", "Sat"] }, XX: { weekend: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] } }, "2017-04-01", "2017-06-30")

  it("are counted whole from the end of a day", () => {
    expect(working.addBusinessDays(working.endOfDay("2017-04-03", "RU"), 5, "RU")).toBe(working.endOfDay("2017-04-10", "RU"))
    expect(working.addBusinessDays(working.endOfDay("2017-04-07", "RU"), 1, "RU")).toBe(working.endOfDay("2017-04-10", "RU"))
    expect(working.addBusinessDays(working.endOfDay("2017-04-06", "RU"), 1, "RU")).toBe(working.endOfDay("2017-04-07", "RU"))
  })

  it("leave out the holidays and the weekend of the country", () => {
    expect(working.addBusinessDays(working.endOfDay("2017-04-28", "RU"), 1, "RU")).toBe(working.endOfDay("2017-05-02", "RU"))
    expect(working.addBusinessDays(working.endOfDay("2017-04-06", "AE"), 1, "AE")).toBe(working.endOfDay("2017-04-09", "AE"))
  })

  it("keep the hour of a day begun", () => {
    expect(working.addBusinessDays(working.at("2017-04-07", 720, "RU"), 1, "RU")).toBe(working.at("2017-04-10", 720, "RU"))
    expect(working.addBusinessDays(working.at("2017-04-07", 720, "RU"), 0, "RU")).toBe(working.at("2017-04-07", 720, "RU"))
  })

  it("never come where every day is free", () => {
    expect(working.addBusinessDays(0, 1, "XX")).toBe(Infinity)
  })
})

describe("Daily windows", () => {
  it("run on the clock of the place through summer time", () => {
    const windows = clock.dailyWindows("GB", 60, 360, clock.startOfDay("2015-10-24", "GB"), clock.endOfDay("2015-10-26", "GB"))
    expect(windows.map(([from, until]) => [clock.iso(from), clock.iso(until)])).toEqual([
      ["2015-10-24T00:00:00Z", "2015-10-24T05:00:00Z"],
      ["2015-10-25T00:00:00Z", "2015-10-25T06:00:00Z"],
      ["2015-10-26T01:00:00Z", "2015-10-26T06:00:00Z"]
    ])
  })

  it("go past midnight and are cut at the ends", () => {
    const windows = clock.dailyWindows("PK", 1320, 120, clock.at("2015-07-02", 60, "PK"), clock.at("2015-07-03", 1380, "PK"))
    expect(windows).toEqual([
      [clock.at("2015-07-02", 60, "PK"), clock.at("2015-07-02", 120, "PK")],
      [clock.at("2015-07-02", 1320, "PK"), clock.at("2015-07-03", 120, "PK")],
      [clock.at("2015-07-03", 1320, "PK"), clock.at("2015-07-03", 1380, "PK")]
    ])
  })

  it("hold just when the clock reads a time inside them", () => {
    const time = fc.integer({ min: 0, max: 1439 })
    fc.assert(
      fc.property(fc.constantFrom("GB", "BR", "US-CA"), time, time, fc.integer({ min: 0, max: clock.horizonMs - 1 }), (place, fromMin, untilMin, atMs) => {
        fc.pre(fromMin !== untilMin)
        const minute = clock.localMinuteOfDay(place, atMs)
        const reads = fromMin < untilMin ? minute >= fromMin && minute < untilMin : minute >= fromMin || minute < untilMin
        const inside = clock.dailyWindows(place, fromMin, untilMin, -Infinity, Infinity).some(([from, until]) => atMs >= from && atMs < until)
        return reads === inside
      }),
      { numRuns: 200 }
    )
  })
})

describe("The tz database", () => {
  it("goes into a bundle for browsers", () => {
    const { outputFiles } = buildSync({ entryPoints: ["src/world/zones.ts"], bundle: true, write: false, format: "iife", globalName: "zones", platform: "browser" })
    const zones = new Function(`${outputFiles[0].text}; return zones`)() as typeof import("../../src/world/zones.ts")
    expect(new zones.Clock({ countries: world, from: "2015-07-01", until: "2016-01-31" }).epochMs).toBe(clock.epochMs)
  })
})
