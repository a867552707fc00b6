import { describe, expect, it } from "vitest"
import { DAY, inEffect, MAIL, planOf, type Section, Stepped } from "./smallWorld.ts"

const SERVICES = { mail: { ...MAIL, options: { secret: { changes: { "content.keys": "user" } } } }, chat: MAIL }
/** Two hundred guests in Pakistan, each for two nights. */
const GUESTS = { home: "GB", present: { in: "PK", count: 200, nights: 2 }, use: { mail: "100 %" }, reach: { "home-routed": "100 %" } }
const shift = (body: Section) => ({ event: { by: "firm", when: "2015-03-03", do: [{ shift: { people: "guests", share: "60 %", over: "4 days", ...body } }] } })
const staged = (events: Section, guests: Section = {}, orders: Section = {}) => new Stepped(planOf({ until: "2015-03-16", services: SERVICES, people: { guests: { ...GUESTS, ...guests } }, events, orders }))

/** How many of those who are there now are as a test says. */
function here(stage: Stepped, is: (person: number) => boolean): number {
  return Array.from({ length: 200 }, (_, slot) => stage.w.inSlot(0, slot)).filter(is).length
}
const line = (stage: Stepped, person: number) => stage.w.situations.line(stage.w.persons.situation(person))
const options = (stage: Stepped, person: number) => stage.plan.groups.rows[stage.w.persons.group(person)].options
const uses = (stage: Stepped, person: number, product: number) => (stage.w.persons.uses(person) & (1 << product)) !== 0

/** Of 200 places, and of those who come into them one after another: to a person, of a part of the time to one. */
const expectSixty = (n: number, of = 1) => expect(Math.abs(n - 120 * of)).toBeLessThan(of === 1 ? 0.5 : 1.5)

describe("A habit that has shifted", () => {
  it.each<readonly [string, Section, (stage: Stepped, person: number) => boolean]>([
    ["reach", { habit: "reach", from: "home-routed", to: "wifi" }, (stage, person) => line(stage, person).mode === "wifi"],
    ["VPN", { habit: "vpn", to: "yes", exit: "AE" }, (stage, person) => line(stage, person).vpn === "AE"],
    ["use", { habit: "use", from: "mail", to: "chat" }, (stage, person) => uses(stage, person, 1)],
    ["options", { habit: "options", to: "secret" }, (stage, person) => options(stage, person).includes("secret")],
    ["presence", { habit: "presence", to: "AE" }, (stage, person) => stage.plan.places[stage.w.persons.place(person)].code === "AE"]
  ])("of %s is that of whoever comes next, by the share that the curve then has", (_, body, is) => {
    const stage = staged(shift(body))
    const by = (days: number) => here(stage.until(days * DAY), (person) => is(stage, person))
    expect(by(1)).toBe(0)
    expectSixty(by(3), 0.5)
    expectSixty(by(5))
    expectSixty(by(13))
  })

  it("and shifts back is back, in the order of each one's own instants", () => {
    const back = { back: { by: "firm", when: "2015-03-08", do: [{ shift: { people: "guests", habit: "vpn", to: "no", share: "100 %" } }] } }
    const stage = staged({ ...shift({ habit: "vpn", to: "yes", exit: "AE" }), ...back })
    expectSixty(here(stage.until(5.5 * DAY), (person) => line(stage, person).vpn === "AE"))
    expect(here(stage.until(13 * DAY), (person) => line(stage, person).vpn === "AE")).toBe(0)
  })

  it("was taken up at home: what is closed where they come to is theirs, they are no new people there, and what is closed at home is not", () => {
    const closed = (by: string) => ({ close: inEffect(by, "2015-03-02", [{ "close-to-new": { what: "chat" } }], { through: undefined }) })
    const use = (orders: Section) => {
      const stage = staged(shift({ habit: "use", from: "mail", to: "chat", over: "1 h" }), {}, orders)
      const users = here(stage.until(6 * DAY), (person) => uses(stage, person, 1))
      return { users, newPeople: stage.finish().newPeople.reduce((sum, row) => sum + row.people, 0) }
    }
    expectSixty(use(closed("PK")).users)
    expect(use(closed("PK")).newPeople).toBe(0)
    expect(use(closed("GB")).users).toBe(0)
    // Those who were there when it shifted; whoever comes later did so before.
    expectSixty(use({}).newPeople)
  })
})

describe("A service or an option that is taken up at a rate", () => {
  it("is had by whoever comes once his instant has passed", () => {
    const stage = staged({}, { "takes-up": { chat: "20 % per day", secret: "20 % per day" } })
    for (const days of [4, 10]) {
      stage.until(days * DAY)
      // Standard deviation at most 7.1.
      const expected = 200 * (1 - Math.exp(-0.2 * days))
      expect(Math.abs(here(stage, (person) => uses(stage, person, 1)) - expected)).toBeLessThan(29)
      expect(Math.abs(here(stage, (person) => options(stage, person).includes("secret")) - expected)).toBeLessThan(29)
    }
  })
})

describe("A question", () => {
  it("is put to whoever comes for a stay while it is asked, and no more after that", () => {
    const ask = { ask: { by: "PK", kind: "trust-injection", does: [{ ask: { of: { present: "PK" }, for: "secret", default: "refuses" } }], timeline: [{ "in-effect": "2015-03-03" }, { lifted: "2015-03-08" }] } }
    const stage = staged({}, { accepts: { secret: "60 %" } }, ask)
    const asked = (days: number) => here(stage.until(days * DAY), (person) => options(stage, person).includes("secret"))
    expect(asked(0.5)).toBe(0)
    expect(asked(2)).toBe(120)
    expect(asked(5)).toBe(120)
    expect(asked(9)).toBe(0)
  })
})
