import { describe, expect, it } from "vitest"
import { ruling } from "../../src/world/crossing.ts"
import { DAY, MAIL, type Parts, planOf, played, type Section } from "./smallWorld.ts"

const SENDERS = { "cross-border-message": "sender-home" }
const kept = (where: unknown, more: Section = {}) => ({ mail: { ...MAIL, waits: {}, classes: { content: { kept: where, keys: "provider" } }, ...more } })
const person = (home: unknown, to: string, more: Section = {}) => ({ home, count: 4, use: { mail: "100 %" }, reach: { wifi: "100 %" }, writes: { "per-day": 6, to: { [to]: "100 %" } }, ...more })
const PEOPLE = { here: person("PK", "there"), there: person("GB", "here") }

/** Sites at which mail of each cohort's mailboxes lies at the end. */
function sitesOf(parts: Parts): Readonly<Record<string, string>> {
  const { w, plan } = played({ people: PEOPLE, ...parts })
  const found = new Map<string, Set<string>>()
  for (let row = 0; row < w.stock.rows.size; row++) {
    const { cohort } = plan.groups.rows[w.stock.ownerOf(row)]
    if (w.stock.counts.get(row) > 0) found.set(cohort, new Set([...(found.get(cohort) ?? []), plan.sites[w.stock.siteOf(row)].name]))
  }
  return Object.fromEntries([...found].map(([cohort, sites]) => [cohort, [...sites].sort().join("+")]))
}
const place = (of: Section, more: Section = {}) => ({ rule: { by: "firm", when: "2015-03-04", do: [{ place: { what: "mail.content", of, in: "PK", ...more } }] } })

describe("Mail between two homes", () => {
  it("is its owner's to rule, or by the file's choice its writer's; between people of one home it is the owner's", () => {
    const rows = (choices: Section) => {
      const plan = planOf({ people: { ...PEOPLE, also: person("PK", "here") }, choices })
      const [here, there, also] = ["here", "there", "also"].map((cohort) => plan.groups.rows.findIndex((g) => g.cohort === cohort))
      return [ruling(plan, here, there) === there, ruling(plan, there, here) === here, ruling(plan, here, also) === here, ruling(plan, here, -1) === here]
    }
    expect(rows({})).toEqual([false, false, true, true])
    expect(rows(SENDERS)).toEqual([true, true, true, true])
  })

  it("lies at the place that the file states for the region of who rules", () => {
    const services = kept({ PK: "karachi", others: "london" })
    expect(sitesOf({ services })).toEqual({ here: "karachi", there: "london" })
    expect(sitesOf({ services, choices: SENDERS })).toEqual({ here: "london", there: "karachi" })
  })

  it("lies where acts on the accounts of who rules let it lie, and what lies already moves, stays or goes by them", () => {
    const events = (old: string) => place({ account: "PK" }, { old })
    expect(sitesOf({ services: kept("london"), events: events("moves") })).toEqual({ here: "karachi", there: "london" })
    expect(sitesOf({ services: kept("london"), events: events("moves"), choices: SENDERS })).toEqual({ here: "london", there: "karachi" })
    expect(sitesOf({ services: kept("london"), events: events("stays"), choices: SENDERS })).toEqual({ here: "london", there: "karachi+london" })
    expect(sitesOf({ services: kept("london"), events: events("erased"), choices: SENDERS })).toEqual({ here: "london", there: "karachi" })
  })

  it("moves by halves where a mailbox holds mail of both kinds", () => {
    const people = { here: person("PK", "there"), there: person("GB", "there") }
    const sites = { london: { country: "GB", operator: "firm", roles: ["relay", "mailbox"], capacity: "1 kbit/s" }, karachi: { country: "PK", operator: "firm", roles: ["mailbox"] } }
    expect(sitesOf({ people, services: kept("london"), events: place({ account: "PK" }, { old: "moves" }), choices: SENDERS })).toEqual({ there: "karachi+london" })
    const { w } = played({ people, sites, services: kept("london", { classes: { content: { kept: "london", keys: "provider", size: "10 B" } } }), events: place({ account: "PK" }, { old: "moves" }), choices: SENDERS })
    expect(w.stock.moves.length).toBe(1)
    expect(w.stock.moves[0].endMs! - w.stock.moves[0].startMs).toBeGreaterThan(0)
    expect(w.stock.moves[0].startMs).toBeGreaterThan(DAY)
  })

  it("leaves a customer's own server its customer's, whoever writes, and what an option keeps its owner's", () => {
    const own = kept({ PK: "premises", others: "london" })
    expect(sitesOf({ services: own, choices: SENDERS })).toEqual({ here: "premises", there: "london" })
    const services = kept({ PK: "karachi", others: "london" }, { options: { vault: { changes: { "content.kept": "dubai" } } } })
    expect(sitesOf({ services, people: { ...PEOPLE, here: person("PK", "there", { options: { vault: "100 %" } }) }, choices: SENDERS })).toEqual({ here: "dubai", there: "karachi" })
  })

  it("waits where the rules of its writer leave no place, and only then", () => {
    const events = place({ account: "PK" }, { in: "AE", at: "karachi" })
    const waiting = (choices: Section) => {
      const { stage } = played({ people: PEOPLE, services: kept("london"), events, choices })
      const lost = stage.told.filter((t) => t.kind === "waits" && t.reason === "no-legal-place")
      return [lost.some((t) => t.sender < 4), lost.some((t) => t.sender >= 4)]
    }
    expect(waiting({})).toEqual([false, true])
    expect(waiting(SENDERS)).toEqual([true, false])
  })
})
