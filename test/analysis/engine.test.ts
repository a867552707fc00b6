/** Measures against real runs of a small world: its nights are blocked, its site is seized and stopped, people take a service up. */
import { beforeAll, describe, expect, test } from "vitest"
import type { Result } from "../../src/model/result.ts"
import type { RunOutput } from "../../src/run/Simulator.ts"
import { played, scenarioIn } from "./realrun.ts"

const WORLD = `
situs: 1
id: nightly
title: Nights without messages
from: 2015-03-26
until: 2015-04-02
grade: judgement
about: GB
countries:
  GB: { timezone: Europe/London, place: London }
  PK: { timezone: Asia/Karachi, place: Karachi }
  CA: { timezone: America/Toronto, place: Toronto }
carriers: { gb-fixed: { country: GB, kind: fixed, share: 100 % }, pk-fixed: { country: PK, kind: fixed, share: 100 % } }
providers: { company: { seat: CA } }
sites:
  toronto: { place: Toronto, country: CA, operator: company, roles: [relay, mailbox] }
  karachi: { place: Karachi, country: PK, operator: company, roles: [backup], fails: [{ from: 2015-03-28, until: 2015-03-28, what: down }] }
services:
  chat: { provider: company, relay: toronto, classes: { content: { kept: at-relay, keys: provider } }, waits: { at-client: { for: 1 s, retry: 1 s }, at-relay: 1 day } }
  talk: { provider: company, relay: toronto, classes: { content: { kept: at-relay, keys: provider } }, waits: { at-client: { for: 1 s, retry: 1 s }, at-relay: 1 day } }
people:
  britons: { home: GB, count: 30, use: { chat: 100 %, talk: 20 % }, takes-up: { talk: 20 % per day }, reach: { wifi: 100 % }, writes: { per-day: 12, to: { britons: 100 % }, hours: always } }
  pakistanis: { home: PK, count: 20, use: { chat: 100 % }, reach: { wifi: 100 % }, writes: { per-day: 12, to: { pakistanis: 100 % }, hours: always } }
orders:
  curfew: { by: GB, kind: network-block, through: { others: obeys }, does: [{ block: { what: chat, at: national-internet, daily: "22:00-06:00" } }], timeline: [{ in-effect: 2015-03-27 }] }
  night-there: { by: PK, kind: network-block, through: { others: obeys }, does: [{ block: { what: chat, at: national-internet, daily: "22:00-06:00" } }], timeline: [{ in-effect: 2015-03-27 }] }
  raid: { by: PK, kind: seizure, does: [{ seize: { at: karachi } }], timeline: [{ in-effect: 2015-03-30 }] }
  off: { by: PK, kind: seizure, does: [{ stop: { at: karachi } }], timeline: [{ in-effect: 2015-03-31 }] }
variants: { quiet: { without: [curfew, night-there, raid, off] } }
claims:
  - { id: nights, says: Nights are blocked, measure: refused, of: { people: britons }, what: chat, after: 2015-03-27, daily: "22:00-06:00", expect: all }
  - { id: days, says: Days are not, measure: refused, of: { people: britons }, what: chat, after: 2015-03-27, daily: "06:00-22:00", expect: none }
  - { id: hours, says: All of the night is without, measure: time-without, of: { people: britons }, what: chat, during: { from: 2015-03-30, until: 2015-03-31 }, daily: "22:00-06:00", expect: 16 h }
  - { id: half, says: Half of an evening, measure: time-without, of: { people: britons }, what: chat, during: { from: 2015-03-30, until: 2015-03-31 }, daily: "21:00-23:00", expect: 50 % }
  - { id: spring, says: The night in which the clocks go forward has seven hours, measure: time-without, of: { people: britons }, what: chat, during: { from: 2015-03-28 22:00, until: 2015-03-29 06:00 UTC }, daily: "22:00-06:00", expect: 7 h }
  - { id: nights-there, says: Nights there are theirs, measure: refused, of: { present: PK }, what: chat, after: 2015-03-27, daily: "22:00-06:00", expect: all }
  - { id: days-there, says: Days there are theirs, measure: refused, of: { present: PK }, what: chat, after: 2015-03-27, daily: "06:00-22:00", expect: none }
  - { id: everybody, says: Everybody is without at some time, measure: people-without, what: chat, after: 2015-03-28, expect: all }
  - { id: nobody-by-day, says: Nobody is by day, measure: people-without, of: { people: britons }, what: chat, after: 2015-03-27, daily: "06:00-22:00", expect: none }
  - { id: new, says: People take it up, measure: new-people, what: talk, expect: 10 to 24 }
  - { id: raided, says: The site is seized, measure: state, site: karachi, expect: seized }
  - { id: then-stopped, says: And stopped, measure: state, site: karachi, expect: stopped }
  - { id: failed-once, says: It breaks down once, measure: state, site: karachi, expect: never failing }
`

let result: Result
let output: RunOutput
beforeAll(async () => {
  const run = await played(scenarioIn(WORLD))
  output = run.output
  result = run.result
})

const variantOf = (id: string) => result.variants.find((variant) => variant.id === id)!
const verdict = (id: string) => {
  const found = variantOf("as-happened").claims.find((claim) => claim.id === id)!
  return [found.verdict, found.observed, found.note]
}

describe("measures of a real run", () => {
  test("a daily window follows the clock of the place, through summer time", () => {
    expect(verdict("nights")[0]).toBe("held")
    expect(verdict("days")[0]).toBe("held")
    expect(verdict("hours")).toEqual(["held", "16 h of 16 h (100 %)", null])
    expect(verdict("half")).toEqual(["held", "2 h of 4 h (50 %)", null])
    expect(verdict("spring")).toEqual(["held", "7 h of 7 h (100 %)", null])
    expect(verdict("nights-there")[0]).toBe("held")
    expect(verdict("days-there")[0]).toBe("held")
  })

  test("people without service are counted once, of those who were there", () => {
    expect(verdict("everybody")).toEqual(["held", "50 of 50 people (100 %)", null])
    expect(verdict("nobody-by-day")).toEqual(["held", "0 of 30 people (0 %)", null])
  })

  test("who takes a service up is told by claim and table alike", () => {
    const rows = variantOf("as-happened").newPeople
    expect(verdict("new")[0]).toBe("held")
    expect(rows.every((row) => row.cohort === "britons" && row.service === "talk")).toBe(true)
    expect(`${rows.reduce((sum, row) => sum + row.people, 0)} people`).toBe(verdict("new")[1])
  })

  test("a site's life has what acts and breakdowns made of it", () => {
    const life = (id: string) => variantOf(id).sites.filter((row) => row.site === "karachi").map((row) => [row.state, row.at, row.order])
    expect(life("as-happened")).toEqual([
      ["running", "2015-03-26T00:00:00.000Z", null],
      ["failing", "2015-03-27T19:00:00.000Z", null],
      ["running", "2015-03-28T19:00:00.000Z", null],
      ["seized", "2015-03-29T19:00:00.000Z", "raid"],
      ["stopped", "2015-03-30T19:00:00.000Z", "off"]
    ])
    expect(life("quiet").map(([state]) => state)).toEqual(["running", "failing", "running"])
    expect([verdict("raided")[0], verdict("then-stopped")[0], verdict("failed-once")[0]]).toEqual(["held", "held", "broken"])
  })

  test("distinct people of a window are as many as a set of those seen has", () => {
    for (const { variantId, record } of output.runs) {
      for (const row of variantOf(variantId).outcomes.filter((one) => one.service === "chat")) {
        const mine = (outcome: number) => {
          const { situation, service, slot } = record.outcomes[outcome]
          const atMs = Date.parse(row.window.from) - record.epochMs
          return record.groups[record.situations[situation].group].cohort === row.cohort && service === row.service && record.slots[slot].fromMs >= atMs && record.slots[slot].fromMs < Date.parse(row.window.to) - record.epochMs
        }
        const people = new Set<number>()
        record.seen.each((outcome, person, how) => {
          if ((how & 1) !== 0 && mine(outcome)) people.add(person)
        })
        expect(row.people).toBe(people.size)
      }
    }
  })
})
