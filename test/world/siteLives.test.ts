import { describe, expect, it } from "vitest"
import { siteLivesOf } from "../../src/world/siteLives.ts"
import { DAY, HOUR, MAIL, type Parts, planOf, SITES, Stepped } from "./smallWorld.ts"

const fails = (what: string) => [{ from: "2015-03-05", until: "2015-03-06", what }]
const PEOPLE = { residents: { home: "PK", count: 2, use: { mail: "100 %" }, reach: { wifi: "100 %" } } }
const staged = (parts: Parts) => new Stepped(planOf({ until: "2015-03-20", people: PEOPLE, ...parts }))
const told = (stage: Stepped, name: string) => siteLivesOf(stage.plan, stage.w.begun()).find((life) => life.site === name)!.steps.map(({ state, atMs }) => [state, atMs / DAY])

describe("A site's life", () => {
  it("tells what breaks down from what runs and cannot be reached", () => {
    const clock = 5 / 24
    const life = (what: string) => told(staged({ sites: { ...SITES, london: { ...SITES.london, fails: fails(what) } } }).until(10 * DAY), "london")
    expect([life("down"), life("unreachable")]).toEqual(["failing", "unreachable"].map((state) => [["running", 0], [state, 3 + clock], ["running", 5 + clock]]))
  })

  it("tells a company's sale and seizure at its sites, in the state that seizes", () => {
    const orders = { raid: { by: "PK", kind: "seizure", does: [{ seize: { at: "firm" } }], timeline: [{ "in-effect": "2015-03-04" }] } }
    const events = { sale: { by: "firm", when: "2015-03-06", do: [{ transfer: { at: "firm", to: "PK" } }] } }
    const stage = staged({ orders, events }).until(10 * DAY)
    expect([told(stage, "karachi"), told(stage, "london").map(([state]) => state), told(stage, "premises").map(([state]) => state)]).toEqual([[["running", 0], ["seized", 2], ["transferred", 4]], ["running", "transferred"], ["running"]])
  })
})

describe("A site that cannot be reached", () => {
  const sitesWith = (what: string) => ({ ...SITES, london: { ...SITES.london, fails: fails(what) }, karachi: { ...SITES.karachi, roles: ["relay", "mailbox", "backup"] } })
  const story = (what: string, relay: string, kept: string) => {
    const stage = staged({ sites: sitesWith(what), services: { mail: { ...MAIL, relay, classes: { content: { kept, keys: "provider" } }, waits: { "at-relay": "10 days" } } } })
    const key = stage.send(0, 1, 4 * DAY)
    stage.until(9 * DAY)
    return { words: stage.story(key), reason: stage.told.find((t) => t.key === key && t.reason !== undefined)?.reason }
  }
  it("refuses at its relay by a reason of its own", () => {
    expect(["down", "unreachable"].map((what) => story(what, "london", "london").reason)).toEqual(["relay-down", "relay-unreachable"])
  })
  it("keeps mail waiting for its mailboxes until it can be reached", () => {
    expect(story("unreachable", "karachi", "london")).toEqual({ words: ["attempt", "passed", "accepted", "waits at relay", "stored", "delivered"], reason: "mailbox-unreachable" })
  })
  it("takes mail that had passed its relay into the mailboxes beside it, where one that is down does not", () => {
    const stored = (what: string) => {
      const stage = staged({ sites: sitesWith(what), services: { mail: { ...MAIL, waits: { "at-relay": "10 days" } } }, orders: { hold: { by: "GB", kind: "localisation", does: [{ place: { what: "mail.content", in: "AE", at: "karachi", copies: "primary" } }], timeline: [{ "in-effect": "2015-03-04" }, { lifted: "2015-03-05 12:00" }] } } })
      const key = stage.send(0, 1, 2.5 * DAY)
      return stage.until(4.5 * DAY).story(key).at(-1)
    }
    expect([stored("unreachable"), stored("down")]).toEqual(["waits at device", "waits at relay"])
  })
})

describe("Copies on their way", () => {
  const lies = (what: string | undefined, days: ReadonlyArray<number>) => {
    const sites = { ...SITES, london: { ...SITES.london, ...(what === undefined ? {} : { fails: fails(what) }) }, dubai: { ...SITES.dubai, capacity: "1 bit/s" } }
    const stage = staged({ sites, services: { mail: { ...MAIL, classes: { content: { kept: "london", keys: "provider", size: "30 kB" } } } }, events: { move: { by: "firm", when: "2015-03-04", do: [{ place: { what: "mail.content", at: "dubai", old: "moves" } }] } } })
    stage.send(0, 1, HOUR)
    return days.map((day) => {
      stage.until(day * DAY)
      const { rows, counts } = stage.w.stock
      return Array.from({ length: rows.size }, (_, row) => row).filter((row) => counts.get(row) > 0).map((row) => stage.plan.sites[rows.key(row, 0)].name).join()
    })
  }
  it("are late by as long as a site that sends or gets them is down or cut off", () => {
    // 240,000 bits from day 2 on take two days and 18.7 hours; two days of standing still come in between.
    expect(lies(undefined, [4.7, 4.9])).toEqual(["london", "dubai"])
    expect([lies("unreachable", [6.7, 6.9]), lies("down", [6.7, 6.9])]).toEqual([["london", "dubai"], ["london", "dubai"]])
  })
})
