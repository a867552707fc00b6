import { describe, expect, it } from "vitest"
import { operatorOf } from "../../src/world/holdings.ts"
import { stoppedObstacle } from "../../src/world/offers.ts"
import { reachesBeyond, relaySiteOf } from "../../src/world/rulebook.ts"
import { COUNTRIES, DAY, HOUR, inEffect, MAIL, type Parts, planOf, type Section, Stepped } from "./smallWorld.ts"

const SERVICES = { mail: { ...MAIL, features: ["calls", "search"] }, chat: MAIL, rival: { ...MAIL, provider: "other" } }
const USE = { mail: "100 %", chat: "100 %", rival: "100 %" }
const PEOPLE = { residents: { home: "PK", count: 1, use: USE, reach: { wifi: "100 %" } }, guests: { home: "GB", count: 1, use: USE, reach: { "local-sim": "100 %" }, trips: [{ to: "PK", from: "2015-03-05", until: "2015-03-05", reach: { "home-routed": "100 %" } }] } }
const firm = (when: string, act: Section, by = "firm") => ({ by, when, do: [act] })
const staged = (events: Section, more: Parts = {}) => new Stepped(planOf({ providers: { firm: { seat: "GB" }, other: { seat: "AE" } }, services: SERVICES, people: PEOPLE, events, ...more }))

/** Reasons for which a person's accounts are out of service at an instant, by product. */
function out(stage: Stepped, person: number, atMs: number): Record<string, string> {
  stage.until(atMs)
  const found: Record<string, string> = {}
  for (const product of stage.plan.products) {
    const obstacle = stage.w.verdicts.account(stage.w.persons.situation(person), product.row)
    if (obstacle !== undefined) found[product.name] = `${obstacle.reason} ${stage.plan.acts[obstacle.act].path}`
  }
  return found
}

describe("An account", () => {
  it("is suspended for what is named, by home, list or place, and restored", () => {
    const stage = staged({ off: firm("2015-03-03", { suspend: { what: "mail", of: { home: "PK" } } }), on: firm("2015-03-04", { restore: { what: "mail" } }) })
    expect(out(stage, 0, DAY)).toEqual({})
    expect(out(stage, 0, DAY + 1)).toEqual({ mail: "account-suspended off/do/suspend", "mail.calls": "account-suspended off/do/suspend", "mail.search": "account-suspended off/do/suspend" })
    expect(out(stage, 1, DAY + 2)).toEqual({})
    expect(out(stage, 0, 2 * DAY + 1)).toEqual({})
  })

  it("by a rule on place is out of service only while its owner is there", () => {
    const stage = staged({ off: firm("2015-03-03", { suspend: { what: "chat", of: { present: "PK" } } }) })
    expect(out(stage, 1, 2 * DAY)).toEqual({})
    expect(out(stage, 1, 3.5 * DAY)).toEqual({ chat: "account-suspended off/do/suspend" })
    expect(out(stage, 1, 5 * DAY)).toEqual({})
  })

  it("suspended in a place is out of service while its owner is there, and restored in one it is back there alone", () => {
    const stage = staged({ off: firm("2015-03-03", { suspend: { what: "chat", in: "PK" } }) })
    expect([out(stage, 1, 2 * DAY), out(stage, 0, 2 * DAY)]).toEqual([{}, { chat: "account-suspended off/do/suspend" }])
    expect([out(stage, 1, 3.5 * DAY), out(stage, 1, 5 * DAY)]).toEqual([{ chat: "account-suspended off/do/suspend" }, {}])
    const back = staged({ off: firm("2015-03-03", { suspend: { what: "chat" } }), on: firm("2015-03-04", { restore: { what: "chat", in: "GB" } }) })
    expect([Object.keys(out(back, 1, 2.5 * DAY)), Object.keys(out(back, 0, 2.5 * DAY)), Object.keys(out(back, 1, 3.5 * DAY))]).toEqual([[], ["chat"], ["chat"]])
  })

  it("loses a service withdrawn, or a feature filtered, in a place while its owner is there", () => {
    const stage = staged({ off: firm("2015-03-03", { withdraw: { what: "chat", in: "PK", of: { home: "GB" } } }), sift: firm("2015-03-03", { filter: { what: "mail.search", in: "PK" } }) })
    expect([out(stage, 1, 2 * DAY), out(stage, 0, 2 * DAY)]).toEqual([{}, { "mail.search": "filtered sift/do/filter" }])
    expect(out(stage, 1, 3.5 * DAY)).toEqual({ chat: "product-withdrawn off/do/withdraw", "mail.search": "filtered sift/do/filter" })
  })

  it("suspended without a named service loses its provider's, and a restoration gives back its own provider's alone", () => {
    const stage = staged({ off: firm("2015-03-03", { suspend: {} }), other: firm("2015-03-03", { suspend: {} }, "other"), on: firm("2015-03-04", { restore: {} }, "other") })
    expect(Object.keys(out(stage, 0, DAY + 1))).toEqual(["mail", "mail.calls", "mail.search", "chat", "rival"])
    expect(Object.keys(out(stage, 0, 2 * DAY + 1))).toEqual(["mail", "mail.calls", "mail.search", "chat"])
  })

  it("limited to a product keeps that one", () => {
    expect(Object.keys(out(staged({ off: firm("2015-03-03", { suspend: { what: ["mail", "chat"], to: "mail.search" } }) }), 0, 2 * DAY))).toEqual(["mail", "mail.calls", "chat"])
  })

  it("tells the oldest act that keeps it out of service", () => {
    const stage = staged({ second: firm("2015-03-04", { suspend: { what: "mail" } }), first: firm("2015-03-03", { suspend: { what: "mail", of: { home: "PK" } } }) })
    expect(out(stage, 0, 3 * DAY).mail).toBe("account-suspended first/do/suspend")
    expect(out(stage, 1, 3 * DAY).mail).toBe("account-suspended second/do/suspend")
  })
})

describe("A feature", () => {
  it("is withdrawn, filtered and restored by itself", () => {
    const stage = staged({ off: firm("2015-03-03", { withdraw: { what: "mail.calls" } }), sift: firm("2015-03-03", { filter: { what: "mail.search", of: { home: "PK" } } }), on: firm("2015-03-05", { restore: { what: "mail.calls" } }) })
    expect(out(stage, 0, 2 * DAY)).toEqual({ "mail.calls": "feature-withdrawn off/do/withdraw", "mail.search": "filtered sift/do/filter" })
    expect(out(stage, 1, 2 * DAY)).toEqual({ "mail.calls": "feature-withdrawn off/do/withdraw" })
    expect(out(stage, 0, 4 * DAY)).toEqual({ "mail.search": "filtered sift/do/filter" })
  })

  it("withdrawn with its whole service is a product withdrawn", () => {
    expect(out(staged({ off: firm("2015-03-03", { withdraw: { what: "chat" } }) }), 0, 2 * DAY)).toEqual({ chat: "product-withdrawn off/do/withdraw" })
  })
})

describe("An exit", () => {
  const exit = (body: Section) => ({ leave: firm("2015-03-03", { exit: body }) })
  it("of every product of a provider is of the market, of some of them of products; others' accounts stay", () => {
    expect(out(staged(exit({ what: ["mail", "chat"], of: { account: "PK" } })), 0, 2 * DAY)).toEqual({ mail: "market-left leave/do/exit", "mail.calls": "market-left leave/do/exit", "mail.search": "market-left leave/do/exit", chat: "market-left leave/do/exit" })
    expect(out(staged(exit({ of: { account: "PK" } })), 0, 2 * DAY).chat).toBe("market-left leave/do/exit")
    expect(out(staged(exit({ what: "chat", of: { account: "PK" } })), 0, 2 * DAY)).toEqual({ chat: "product-withdrawn leave/do/exit" })
    expect(out(staged(exit({ of: { account: "PK" } })), 1, 2 * DAY)).toEqual({})
  })

  it("keyed by place takes whoever is there, for as long as he is", () => {
    const stage = staged(exit({ of: { present: "PK" } }))
    expect([Object.keys(out(stage, 1, 2 * DAY)).length, Object.keys(out(stage, 1, 3.5 * DAY)).length, Object.keys(out(stage, 1, 5 * DAY)).length]).toEqual([0, 4, 0])
  })

  it("lasts when the order that it answers has ended; another measure ends with its order", () => {
    const order = { by: "PK", kind: "bulk-access", to: "firm", demands: [{ open: { what: "mail", span: "from-now", to: "PK" } }], timeline: [{ issued: "2015-03-02", due: "2015-03-03" }, { withdrawn: "2015-03-05" }] }
    const stage = staged({}, { orders: { order }, answers: { leave: { by: "firm", to: "order", kind: "exit", when: "2015-03-04", do: [{ exit: { what: "mail", of: { account: "PK" } } }, { suspend: { what: "chat" } }] } } })
    expect(Object.keys(out(stage, 0, 2.5 * DAY))).toEqual(["mail", "mail.calls", "mail.search", "chat"])
    expect(Object.keys(out(stage, 0, 4 * DAY))).toEqual(["mail", "mail.calls", "mail.search"])
  })
})

describe("A site", () => {
  const up = (stage: Stepped, atMs: number) => stage.until(atMs).plan.sites.filter((s) => stage.w.verdicts.relayObstacle(s.row, stage.plan.services[0]) === undefined).map((s) => s.name)
  it("stops and starts by acts, and by its own dates, which an act can overrule", () => {
    const sites = { london: { country: "GB", operator: "firm", roles: ["relay", "mailbox"] }, late: { country: "PK", operator: "firm", roles: ["mailbox"], starts: "2015-03-05" }, early: { country: "PK", operator: "firm", roles: ["mailbox"], stops: "2015-03-04" } }
    const stage = staged({ stop: firm("2015-03-03", { stop: { at: "london" } }), start: firm("2015-03-06", { start: { at: ["london", "early"] } }) }, { sites })
    expect([DAY, 1.5 * DAY, 2.5 * DAY, 3.5 * DAY, 4.5 * DAY].map((ms) => up(stage, ms).join())).toEqual(["london,early", "early", "", "late", "london,late,early"])
  })

  it("changes its operator by a transfer", () => {
    const stage = staged({ sale: firm("2015-03-04", { transfer: { at: "karachi", to: "other" } }) })
    const operator = (ms: number) => operatorOf(stage.until(ms).w, stage.plan.sites.findIndex((s) => s.name === "karachi"))
    expect([operator(DAY), operator(3 * DAY)]).toEqual(["firm", "other"])
  })
})

describe("A network", () => {
  const gone = (events: Section, ms: number, person = 0) => {
    const stage = staged(events, { people: { home: { home: "PK", carriers: ["pk-one"], count: 1, use: USE, reach: { "local-sim": "100 %" } }, away: { home: "PK", carriers: ["pk-one"], count: 1, use: USE, reach: { "local-sim": "100 %" }, trips: [{ to: "GB", from: "2015-03-02", until: "2015-03-08", reach: { "local-breakout": "100 %" } }] }, rival: { home: "PK", carriers: ["pk-two"], count: 1, use: USE, reach: { "local-sim": "100 %" } } } }).until(ms)
    return stage.w.verdicts.sender(stage.w.persons.situation(person), 0, false).obstacles.map((o) => `${o.reason} ${o.point} ${o.country} ${stage.plan.acts[o.act].path}`)
  }
  const stop = firm("2015-03-03", { stop: { at: "pk-one" } })
  it("that is stopped passes nothing at its own points, the register of its subscribers abroad among them; others pass", () => {
    expect(gone({ stop }, 2 * DAY)).toEqual(["subscription", "radio", "attach", "gateway", "national-internet"].map((point) => `blocked ${point} PK stop/do/stop`))
    expect(gone({ stop }, 2 * DAY, 1)).toEqual(["blocked subscription PK stop/do/stop"])
    expect([gone({ stop }, DAY - 1), gone({ stop }, 2 * DAY, 2)]).toEqual([[], []])
  })

  it("is started again by whoever does so, whichever acts had stopped it", () => {
    const events = { stop, more: firm("2015-03-04", { stop: { at: "pk-one" } }), on: firm("2015-03-05", { start: { at: "pk-one" } }) }
    expect([gone(events, 2.5 * DAY).length, gone(events, 3.5 * DAY), gone({ ...events, off: firm("2015-03-06", { stop: { at: "pk-one" } }) }, 4.5 * DAY).length]).toEqual([10, [], 5])
  })
})

describe("An order to stop networks", () => {
  it("is carried out by those that obey it, from when on they do", () => {
    const order = (through: Section) => ({ order: inEffect("PK", "2015-03-03", [{ stop: { at: ["pk-one", "pk-two"] } }], { through }) })
    const stopped = (through: Section) => planOf({ orders: order(through) }).rules.map((rule) => `${rule.carrier} ${rule.intervals[0].fromMs / DAY}`)
    expect(stopped({ "pk-one": "obeys", "pk-two": { after: "12 h" } })).toEqual(["pk-one 1", "pk-two 1.5"])
    expect(stopped({ "pk-one": "obeys" })).toEqual(["pk-one 1"])
    expect(planOf({ orders: { order: { ...(order({}).order as Section), through: undefined } } }).rules.map((rule) => rule.carrier)).toEqual(["pk-one", "pk-two"])
  })
})

describe("A service that is stopped", () => {
  it("is served by its relay no more until it is started, and others through it are", () => {
    const stage = staged({ stop: firm("2015-03-03", { stop: { at: "mail" } }), on: firm("2015-03-05", { start: { at: "mail" } }) })
    const told = () => stage.plan.services.map((s) => stoppedObstacle(stage.w, stage.plan, s, stage.w.situations.line(stage.w.persons.situation(0)), "GB")?.reason)
    expect([stage.until(DAY - 1) && told(), stage.until(2 * DAY) && told(), stage.until(3.5 * DAY) && told()]).toEqual([[undefined, undefined, undefined], ["service-stopped", undefined, undefined], [undefined, undefined, undefined]])
  })

  it("gives back what was accepted: it waits and is delivered when the service runs again", () => {
    const stage = staged({ stop: firm("2015-03-03", { stop: { at: "mail" } }), on: firm("2015-03-03 12:00", { start: { at: "mail" } }) }, { people: { writer: { home: "PK", count: 1, use: USE, reach: { wifi: "100 %" } }, reader: { home: "GB", count: 1, use: USE, reach: { wifi: "100 %" } } }, orders: { cut: inEffect("GB", "2015-03-02", [{ block: { what: "mail", at: "fixed" } }], { timeline: [{ "in-effect": "2015-03-02" }, { lifted: "2015-03-03 06:00" }] }) } })
    const key = stage.send(0, 1, DAY - HOUR)
    stage.until(2 * DAY)
    const kinds = stage.told.filter((t) => t.key === key).map((t) => t.kind)
    expect([kinds.includes("accepted"), kinds.includes("delivered"), kinds.includes("bounced")]).toEqual([true, true, false])
  })
})

describe("What an order lets pass at a rate", () => {
  it("passes slowly", () => {
    const wall = inEffect("PK", "2015-03-02", [{ block: { what: "all", at: "national-internet" } }], { timeline: [{ "in-effect": "2015-03-02" }, { eased: "2015-03-03", lets: { what: "mail", rate: "16 kbit/s" } }] })
    const took = (orders: Section) => {
      const stage = staged({}, { orders })
      const key = stage.send(0, 1, DAY + HOUR)
      stage.until(2 * DAY)
      return stage.told.find((t) => t.key === key && t.kind === "accepted")!.atMs
    }
    // 20 kB.
    expect(took({ wall }) - took({})).toBeCloseTo(10_000, 3)
  })
})

describe("An extent", () => {
  const PEOPLE_OF_TWO = { home: { home: "PK", citizen: "GB", count: 1, use: USE, reach: { wifi: "100 %" } }, other: { home: "PK", count: 1, use: USE, reach: { wifi: "100 %" } } }
  const reached = (extent: string, by = "GB") => {
    const plan = planOf({ countries: { ...COUNTRIES, EU: { members: ["GB"] } }, services: SERVICES, people: PEOPLE_OF_TWO, orders: { x: inEffect(by, "2015-03-03", [{ suspend: { what: "mail" } }], { extent }) } })
    return [0, 1].map((person) => reachesBeyond(plan, plan.acts[0], plan.groups.rows[plan.people.group[person]]))
  }
  it("over nationals reaches abroad what is kept of the issuer's citizens, of a union those of its members; over the world everybody's", () => {
    expect([reached("territory"), reached("nationals"), reached("world")]).toEqual([[false, false], [true, false], [true, true]])
    expect(reached("nationals", "EU")).toEqual([true, false])
  })
})

describe("A relay", () => {
  const sites = {
    london: { country: "GB", operator: "firm", roles: ["relay", "mailbox"] },
    rival: { country: "AE", operator: "other", roles: ["relay"] },
    dubai: { country: "AE", operator: "firm", roles: ["relay", "mailbox"] },
    sharjah: { country: "AE", operator: "firm", roles: ["relay"] },
    karachi: { country: "PK", operator: "firm", roles: ["relay", "mailbox"] }
  }
  /** Where it is under rules in the order of their days. */
  const relayUnder = (...rules: ReadonlyArray<Section>) => {
    const events = Object.fromEntries(rules.map((rule, i) => [`rule-${i}`, firm(`2015-03-0${3 + i}`, { place: { what: "mail.relay", ...rule } })]))
    const stage = staged(events, { sites })
    stage.until(9 * DAY)
    return stage.plan.sites[relaySiteOf(stage.w, stage.plan.services[0], { group: stage.plan.groups.rows[0], place: undefined, line: undefined })].name
  }

  it("is where all rules allow, in whatever order they came", () => {
    expect([relayUnder({ "not-in": "GB" }, { "not-in": "AE" }), relayUnder({ "not-in": "AE" }, { "not-in": "GB" }), relayUnder({ in: ["AE", "PK"] }, { "not-in": "AE" })]).toEqual(["karachi", "karachi", "karachi"])
    expect([relayUnder({ in: "AE" }, { at: "sharjah" }), relayUnder({ at: "sharjah" }, { in: "AE" })]).toEqual(["sharjah", "sharjah"])
  })

  it("stays where it is stated to be as long as they allow that", () => {
    expect([relayUnder(), relayUnder({ in: ["AE", "GB"] }), relayUnder({ "not-in": "PK" })]).toEqual(["london", "london", "london"])
  })

  it("goes to nobody else's machines, unless a rule names them", () => {
    expect([relayUnder({ in: "AE" }), relayUnder({ at: "rival" })]).toEqual(["dubai", "rival"])
  })

  it("is where the youngest rules say, where no site is allowed by all", () => {
    expect([relayUnder({ in: "AE" }, { in: "PK" }), relayUnder({ in: "PK" }, { in: "AE" })]).toEqual(["karachi", "dubai"])
  })
})
