import { describe, expect, it } from "vitest"
import { DAY, firstOf, HOUR, MAIL, planOf, type Section, Stepped } from "./smallWorld.ts"

const RECORD = { open: { what: "mail.content", via: "national-internet", span: "from-now", to: "PK" } }
const BLOCK = { block: { what: "mail", at: "national-internet" } }
const SERVICES = { mail: { ...MAIL, waits: { "at-relay": "1 day" } } }
const PEOPLE = { residents: { home: "PK", count: 400, use: { mail: "100 %" }, reach: { wifi: "100 %" } }, friend: { home: "GB", count: 1, use: { mail: "100 %" }, reach: { wifi: "100 %" } } }

/** Everybody writes once to a friend abroad; how many were accepted, and how many of these are disclosed. */
function written(does: ReadonlyArray<Section>, through: Section, orders: Section = {}): { readonly accepted: number; readonly disclosed: number } {
  const plan = planOf({ services: SERVICES, people: PEOPLE, orders: { tap: { by: "PK", kind: "bulk-access", through, does, timeline: [{ "in-effect": "2015-03-02" }] }, ...orders } })
  const stage = new Stepped(plan)
  const keys = stage.each((person) => stage.send(person, firstOf(plan, "friend"), HOUR)).slice(0, 400)
  stage.until(2 * DAY)
  const record = stage.finish()
  const disclosed = record.readers.filter((row) => row.level === "disclosed" && record.groups[row.group].cohort === "residents").reduce((sum, row) => sum + row.messages, 0)
  return { accepted: keys.filter((key) => stage.story(key).includes("accepted")).length, disclosed }
}

describe("A carrier that records for a share", () => {
  it("records what is on those of its lines, and nothing of the others", () => {
    expect(written([RECORD], { "pk-fixed": "obeys" })).toEqual({ accepted: 400, disclosed: 400 })
    expect(written([RECORD], { "pk-one": "obeys" })).toEqual({ accepted: 400, disclosed: 0 })
    const { accepted, disclosed } = written([RECORD], { "pk-fixed": { share: "50 %" } })
    expect(accepted).toBe(400)
    // 400 lines: standard deviation 2.5 %; a false alarm has a chance under 1 in 10,000.
    expect(Math.abs(disclosed / 400 - 0.5)).toBeLessThan(0.1)
  })

  it("blocks the same lines in the same order, so that of what passes nothing is recorded", () => {
    const { accepted, disclosed } = written([BLOCK, RECORD], { "pk-fixed": { share: "50 %" } })
    expect(Math.abs(accepted / 400 - 0.5)).toBeLessThan(0.1)
    expect(disclosed).toBe(0)
  })

  it("chooses others for another order", () => {
    const wall = { by: "PK", kind: "network-block", through: { "pk-fixed": { share: "50 %" } }, does: [BLOCK], timeline: [{ "in-effect": "2015-03-02" }] }
    const { accepted, disclosed } = written([RECORD], { "pk-fixed": { share: "50 %" } }, { wall })
    expect(Math.abs(disclosed / accepted - 0.5)).toBeLessThan(0.14)
  })
})
