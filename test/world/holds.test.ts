import { describe, expect, it } from "vitest"
import { Promises } from "../../src/invariants/promises.ts"
import { DAY, HOUR, MAIL, type Parts, planOf, type Section, Stepped } from "./smallWorld.ts"

const marks = Array.from({ length: 20 }, (_, i) => `2015-03-${String(i + 3).padStart(2, "0")}`)
const firm = (when: string, act: Section, more: Section = {}) => ({ by: "firm", when, do: [act], ...more })
const PEOPLE = { residents: { home: "PK", count: 2, use: { mail: "100 %" }, reach: { wifi: "100 %" } } }
/** The service has a backup of its own in Karachi, where the duty has mail kept. */
const SERVICES = { mail: { ...MAIL, classes: { content: { kept: "london", keys: "provider", copies: { backup: "karachi" } } }, waits: {} } }
const hold = (more: Section = {}) => firm("2015-03-02", { keep: { what: "mail.content", in: "PK", ...more } }, { until: "2015-03-11" })
const staged = (parts: Parts) => new Stepped(planOf({ until: "2015-03-20", marks, people: PEOPLE, services: SERVICES, ...parts }))

/** One message a day at noon, for three days. */
function mailed(stage: Stepped): Stepped {
  for (let day = 0; day < 3; day++) stage.send(0, 1, day * DAY + 12 * HOUR)
  return stage
}

/** Copies by site and kind, just after the boundary at the start of a day of March. */
function lies(stage: Stepped, day: number): Record<string, number> {
  stage.until((day - 2) * DAY + 1)
  const { stock } = stage.w
  const found: Record<string, number> = {}
  for (let row = 0; row < stock.rows.size; row++) {
    const key = `${stage.plan.sites[stock.siteOf(row)].name} ${stock.kindOf(row)}`
    if (stock.counts.get(row) > 0) found[key] = (found[key] ?? 0) + stock.counts.get(row)
  }
  return found
}

describe("The service's own backup where a duty has mail kept", () => {
  const rule = (old: string) => firm("2015-03-06", { place: { what: "mail.content", "not-in": "PK", old } })

  it("stays against a rule that moves or erases it while the duty stands, and follows the rule as that ends", () => {
    const each = (old: string) => [7, 12].map((day) => lies(mailed(staged({ events: { hold: hold(), rule: rule(old) } })), day))
    expect(each("moves")).toEqual([{ "london primary": 3, "karachi backup": 3 }, { "london primary": 3, "london backup": 3 }])
    expect(each("erased")).toEqual([{ "london primary": 3, "karachi backup": 3 }, { "london primary": 3 }])
  })

  it("follows the rule day by day as the duty's time for it is over", () => {
    const stage = mailed(staged({ events: { hold: hold({ for: "5 days" }), rule: rule("erased") } }))
    expect([7, 8, 9, 10].map((day) => lies(stage, day)["karachi backup"])).toEqual([3, 2, 1, undefined])
  })

  it("follows the rule at once where the choice is to erase", () => {
    expect(lies(mailed(staged({ choices: { "keep-or-erase": "erase" }, events: { hold: hold(), rule: rule("erased") } })), 7)).toEqual({ "london primary": 3 })
  })

  it("moves no first copy's place: that goes where the rule has it", () => {
    const there = firm("2015-03-06", { place: { what: "mail.content", in: "AE", old: "moves" } })
    expect(lies(mailed(staged({ events: { hold: hold(), there } })), 7)).toEqual({ "dubai primary": 3, "karachi backup": 3 })
  })
})

describe("What a duty holds", () => {
  const leave = firm("2015-03-06", { exit: { of: { account: "PK" }, old: "erased" } })

  it("is not erased by an exit, on the stopped disks either, until the duty ends; X2 names it", () => {
    const stage = mailed(staged({ events: { hold: hold(), leave } }))
    expect([7, 12].map((day) => lies(stage, day))).toEqual([{ "karachi backup": 3 }, {}])
    const judged = mailed(staged({ events: { hold: hold(), leave } }))
    const judge = new Promises(judged.w, { variants: [], reached: new Map() })
    judged.w.watch = judge
    judged.finish()
    const found = judge.verdicts(judged.plan.variants[0]).find(({ id }) => id === "X2")
    expect([found?.verdict, found?.witness]).toEqual(["infeasible", expect.stringContaining("which erases what no duty in force has kept there")])
  })

  it("is erased by an exit where the choice is to erase", () => {
    expect(lies(mailed(staged({ choices: { "keep-or-erase": "erase" }, events: { hold: hold(), leave } })), 7)).toEqual({})
  })

  it("leaves with an exit that moves what lies at the sites that stop, and stays where the sites go on", () => {
    const moved = (what?: string) => lies(mailed(staged({ services: { ...SERVICES, chat: { ...MAIL, classes: { content: { kept: "london", keys: "provider" } } } }, events: { hold: hold(), go: firm("2015-03-06", { exit: { ...(what === undefined ? {} : { what }), of: { account: "PK" }, old: "moves", at: "dubai" } }) } })), 7)
    expect(moved()).toEqual({ "dubai primary": 3, "dubai backup": 3 })
    expect(moved("mail")).toEqual({ "dubai primary": 3, "karachi backup": 3 })
  })
})
