import { describe, expect, it } from "vitest"
import type { Line } from "../../src/world/lines.ts"
import { matchesClause, matchOf, statusOf, type Subject } from "../../src/world/subjects.ts"

const GROUP = { cohort: "guests", home: "GB", homeCountry: "GB", citizen: "GB", account: "GB", sim: "GB", store: "GB", segment: undefined, plan: undefined, lists: ["watched"], options: [], accepts: [], uses: ["mail"], weight: 1, people: 1 }
const PLACE = { code: "PK-SD", country: "PK", lat: 0, lon: 0, untilMs: new Float64Array(0), offsetMin: new Float64Array(0) }
const line = (mode: Line["mode"], sim: string | undefined): Line => ({ mode, sim, simCarrier: undefined, servingCarrier: undefined, exit: undefined, vpn: undefined })
const ROAMER: Subject = { group: GROUP, place: PLACE, line: line("home-routed", "GB") }
const ON_WIFI: Subject = { group: GROUP, place: PLACE, line: line("wifi", undefined) }

describe("A selector", () => {
  it("matches all of its keys and any of a key's words", () => {
    expect(matchesClause({ home: ["FR", "GB"], present: ["PK"] }, ROAMER, "PK")).toBe(true)
    expect(matchesClause({ home: ["GB"], present: ["GB"] }, ROAMER, "PK")).toBe(false)
    expect(matchesClause({ present: ["PK-SD"], list: ["watched"] }, ROAMER, "PK")).toBe(true)
    expect(matchOf([{ home: ["FR"] }, { home: ["GB"] }], ROAMER, "PK")).toBe(true)
  })

  it("tells own SIMs from foreign ones by the country of the point", () => {
    expect(matchesClause({ sim: ["foreign"] }, ROAMER, "PK", "PK")).toBe(true)
    expect(matchesClause({ sim: ["own"] }, ROAMER, "PK", "GB")).toBe(true)
  })

  it("finds no SIM on Wi-Fi at a point, and a person's own away from points", () => {
    for (const word of ["GB", "foreign"]) {
      expect(matchesClause({ sim: [word] }, ON_WIFI, "PK", "PK")).toBe(false)
      expect(matchesClause({ sim: [word] }, ON_WIFI, "PK")).toBe(true)
    }
    expect(matchesClause({ sim: ["all"] }, ON_WIFI, "PK", "PK")).toBe(true)
  })

  it("finds those without any option of the service at hand by `no`", () => {
    const having = (...options: ReadonlyArray<string>): Subject => ({ ...ROAMER, group: { ...GROUP, options } })
    const none = (subject: Subject, service?: string) => matchesClause({ option: ["no"] }, subject, "PK", undefined, service)
    expect([none(having()), none(having("vault")), none(having("mail.vault"))]).toEqual([true, false, false])
    expect([none(having("mail.vault"), "mail"), none(having("mail.vault"), "chat"), none(having("vault"), "chat")]).toEqual([false, true, false])
    expect(matchesClause({ option: ["no", "vault"] }, having("mail.vault"), "PK", undefined, "mail")).toBe(true)
  })

  it("leaves to the instant and to the other end what only they decide", () => {
    expect(matchOf([{ home: ["GB"], "since-arrival": 5 }], ROAMER, "PK")).toEqual([{ sinceArrivalMs: 5, otherEnd: undefined }])
    expect(matchOf([{ home: ["FR"], "since-arrival": 5 }], ROAMER, "PK")).toBe(false)
  })
})

describe("A status", () => {
  it("is relative to a state", () => {
    expect([statusOf("PK", "PK", "PK"), statusOf("GB", "PK", "PK"), statusOf("PK", "GB", "PK"), statusOf("GB", "FR", "PK")]).toEqual(["resident", "visitor", "abroad", "other"])
    expect(statusOf("PK", undefined, "PK")).toBeUndefined()
  })
})
