import { describe, expect, it } from "vitest"
import { byAccount } from "../../src/world/citizenship.ts"
import { DAY, planOf, type Section, Stepped } from "./smallWorld.ts"

describe("A selector of citizens as one of accounts", () => {
  it("names the accounts of the same regions, at any depth, and only those that fit an account named too", () => {
    expect(byAccount({ suspend: { what: ["mail"], of: [{ citizen: ["GB"], segment: ["consumer"] }] } })).toEqual({ suspend: { what: ["mail"], of: [{ account: ["GB"], segment: ["consumer"] }] } })
    expect(byAccount({ of: [{ "other-end": [{ citizen: ["GB", "PK"], account: ["PK", "AE"] }] }] })).toEqual({ of: [{ "other-end": [{ account: ["PK"] }] }] })
    expect(byAccount([{ citizen: ["GB"], account: ["all"] }, { citizen: ["all"], account: ["AE"] }, { home: ["PK"] }])).toEqual([{ account: ["GB"] }, { account: ["AE"] }, { home: ["PK"] }])
  })
})

describe("A provider that does not know citizenship", () => {
  const people = {
    emigrants: { home: "PK", citizen: "GB", count: 1, use: { mail: "100 %" }, reach: { wifi: "100 %" } },
    britons: { home: "GB", count: 1, use: { mail: "100 %" }, reach: { wifi: "100 %" } },
    returned: { home: "GB", citizen: "PK", count: 1, use: { mail: "100 %" }, reach: { wifi: "100 %" } }
  }
  const suspended = (choice: string, events: Section) => {
    const stage = new Stepped(planOf({ people, events, choices: { "knows-citizenship": choice } })).until(2 * DAY)
    return { people: [0, 1, 2].map((person) => stage.w.verdicts.account(stage.w.persons.situation(person), 0) !== undefined), told: stage.plan.variants[0].docket.conflicts.map((one) => `${one.choice}; ${one.text}`) }
  }
  const off = { off: { by: "firm", when: "2015-03-03", do: [{ suspend: { what: "mail", of: { citizen: "GB" } } }] } }
  it("selects accounts of the same region, and the result says so", () => {
    expect(suspended("yes", off)).toEqual({ people: [true, true, false], told: [] })
    expect(suspended("no", off)).toEqual({ people: [false, true, true], told: ["knows-citizenship: no; off/do/suspend selects by citizenship, which firm does not know: accounts of the same regions are meant instead"] })
  })

  it("does not keep a state, or a carrier, from knowing", () => {
    const order = { by: "GB", kind: "user-penalty", does: [{ suspend: { what: "mail", of: { citizen: "GB" } } }], timeline: [{ "in-effect": "2015-03-03" }] }
    const stage = new Stepped(planOf({ people, orders: { order }, choices: { "knows-citizenship": "no" } })).until(2 * DAY)
    expect([0, 1, 2].map((person) => stage.w.verdicts.account(stage.w.persons.situation(person), 0) !== undefined)).toEqual([true, true, false])
  })
})
