/** Worlds with all their times longer, with another code, and with more in them than anybody uses: each is what it says, and nothing besides. */
import { Either, Schema } from "effect"
import { describe, expect, it } from "vitest"
import { isReadable } from "../../src/check/readable.ts"
import { renamed, renamedTrial, renamingOf } from "../../src/check/renamed.ts"
import { scaled } from "../../src/check/scaled.ts"
import { withUnused } from "../../src/check/unused.ts"
import { worldOf } from "../../src/check/worlds.ts"
import { Scenario } from "../../src/model/scenario.ts"

const base = {
  situs: 1,
  id: "case",
  title: "A case",
  from: "2020-01-01",
  until: "2020-01-03",
  countries: { DE: { timezone: "Europe/Berlin", place: { lat: 52, lon: 13 }, weekend: ["Fri", "Sat"], holidays: ["2020-01-02"], territories: { "DE-BE": { people: "10 %" } } }, FR: { timezone: "Europe/Paris", place: { lat: 48, lon: 2 } } },
  providers: { firm: { seat: "DE", established: ["DE", "FR"] } },
  sites: { berlin: { country: "DE", declared: "FR", operator: "firm", roles: ["relay", "mailbox"], capacity: ["10 messages/s", "8 bit/s"], fails: [{ from: "2020-01-02", until: "2020-01-02" }] } },
  services: { mail: { provider: "firm", relay: "berlin", classes: { content: { kept: { DE: "berlin", others: "berlin" }, keys: ["provider", "DE"], for: "2 days" } }, waits: { "at-client": "1 h", retry: "5 min", "at-network": { messages: 5, for: "7 days" } } } },
  people: { locals: { home: { DE: "60 %", FR: "40 %" }, count: 5, use: { mail: "100 %" }, reach: { wifi: "100 %" }, writes: { "per-day": 4, hours: "office" }, travels: { to: "FR", "trips-per-year": 4, nights: 3 } } },
  orders: { block: { by: { state: "DE", for: "FR" }, kind: "network-block", to: "firm", demands: [{ open: { what: "mail", of: { present: "DE-BE" }, span: "from-now", to: "DE" } }], does: [{ block: { what: "mail", at: "national-internet", daily: "01:00-05:00" } }], else: [{ after: "5 business days", do: [{ block: { what: "mail", at: "border" } }] }], timeline: [{ issued: "2020-01-01", due: "2020-01-01" }, { lifted: "2020-01-02 06:00" }] } }
}
const scenario = (value: unknown): Scenario => {
  const read = Schema.decodeUnknownEither(Scenario)(value)
  if (Either.isLeft(read)) throw new Error(String(read.left))
  return read.right
}
const trial = { scenario: scenario(base), seed: 1 }

describe("A world scaled", () => {
  const twice = scaled(trial, 2).scenario

  it("has no calendar rules", () => {
    expect(twice.countries.DE).toMatchObject({ timezone: "UTC" })
    expect(JSON.stringify(twice)).not.toMatch(/"(weekend|holidays|daily|hours)"/)
  })

  it("has all its instants so many times as far from the first day: a date's start, behind until and due its end", () => {
    const clock = (date: string, minute: number) => ({ kind: "clock", date, minute, zone: "UTC", plus: { ms: 0, businessDays: 0 } })
    expect([twice.from, twice.until]).toEqual(["2020-01-01", "2020-01-06"])
    expect(twice.sites.berlin.fails?.[0]).toMatchObject({ from: clock("2020-01-03", 0), until: clock("2020-01-05", 0) })
    expect(twice.orders.block.timeline).toMatchObject([{ issued: clock("2020-01-01", 0), due: clock("2020-01-03", 0) }, { lifted: clock("2020-01-03", 720) }])
  })

  it("has spans as much longer and rates as much slower, and business days as days", () => {
    expect(twice.services.mail.waits).toMatchObject({ "at-client": 7_200_000, retry: 600_000, "at-network": { messages: 5, for: 14 * 86_400_000 } })
    expect(twice.services.mail.classes.content.for).toBe(4 * 86_400_000)
    expect(twice.people.locals.writes?.["per-day"]).toBe(2)
    expect(twice.people.locals.travels).toMatchObject([{ "trips-per-year": 2, nights: 6 }])
    expect(twice.sites.berlin.capacity).toEqual({ messagesPerSecond: 5, bitsPerSecond: 4 })
    expect(twice.orders.block.else).toMatchObject([{ after: { ms: 10 * 86_400_000, businessDays: 0 } }])
  })
})

describe("A world under another code", () => {
  it("has it wherever the code stood: countries, territories, regions, shares, holders of keys, selectors, orders", () => {
    const renaming = renamingOf(trial.scenario)!
    expect(renaming.was).toBe("DE")
    const other = renamedTrial(trial, renaming)
    expect(JSON.stringify(other.scenario)).not.toMatch(/"DE["-]/)
    expect(renamed(other.scenario, renaming.becomes, "DE")).toEqual(trial.scenario)
    expect(Object.keys(other.scenario.countries)).toEqual([renaming.becomes, "FR"])
  })

  it("is none where a country is known by its code: its clock or place is not stated, or it is a union", () => {
    const of = (country: object) => renamingOf(scenario({ ...base, countries: { DE: country, XX: { timezone: "UTC", place: { lat: 0, lon: 0 } } } }))
    expect(of({ timezone: "Europe/Berlin", place: "Berlin" })).toBeUndefined()
    expect(of({ place: { lat: 52, lon: 13 } })).toBeUndefined()
    expect(of({ timezone: "UTC", place: { lat: 52, lon: 13 }, members: ["FR"] })).toBeUndefined()
  })
})

describe("A world with what nobody uses", () => {
  it("is one that a file can state", () => {
    for (let number = 0; number < 30; number++) {
      const one = worldOf(number)
      if (isReadable(one.scenario)) expect(isReadable(withUnused(one)!.trial.scenario)).toBe(true)
    }
  })

  it("has all that it had, and as its first country the same", () => {
    const { scenario: more } = withUnused(trial)!.trial
    for (const section of ["countries", "sites", "services", "people", "orders"] as const) expect(more[section]).toMatchObject(trial.scenario[section])
    expect(Object.keys(more.countries)[0]).toBe("DE")
  })

  it("is none where the scenario has such names", () => {
    expect(withUnused({ ...trial, scenario: { ...trial.scenario, id: "unused-case" } })).toBeUndefined()
  })
})
