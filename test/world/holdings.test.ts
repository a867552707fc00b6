import { describe, expect, it } from "vitest"
import { operatorOf, providerOf, serviceStoppers, takesIn, type Use } from "../../src/world/holdings.ts"
import { siteState } from "../../src/world/rulebook.ts"
import { DAY, HOUR, inEffect, MAIL, type Parts, planOf, type Section, Stepped } from "./smallWorld.ts"

const PROVIDERS = { firm: { seat: "GB", established: ["GB", "PK"] }, buyer: { seat: "PK" } }
const KEPT = { ...MAIL, classes: { content: { kept: { PK: "karachi", others: "london" }, keys: "provider" }, metadata: { kept: "karachi", keys: "nobody" } } }
const SERVICES = { mail: KEPT, chat: { ...MAIL, relay: "london", classes: { content: { kept: "karachi", keys: { by: "provider", in: "karachi" } } } } }
const PEOPLE = { residents: { home: "PK", count: 2, use: { mail: "100 %", chat: "100 %" }, reach: { wifi: "100 %" } } }
const staged = (parts: Parts) => new Stepped(planOf({ until: "2015-03-20", providers: PROVIDERS, services: SERVICES, people: PEOPLE, ...parts }))
const does = (when: string, act: Section, more: Section = {}) => ({ by: "firm", when, do: [act], ...more })
const use = (stage: Stepped, service: number, kind: Use["kind"], cls = 0): Use => ({ service: stage.plan.services[service], cls: stage.plan.services[service].classes[cls], kind })
const site = (stage: Stepped, name: string) => stage.plan.sites.findIndex((s) => s.name === name)
const runs = (stage: Stepped, name: string, one?: Use) => siteState(stage.w, site(stage, name), one).up

describe("Words for a part of a site", () => {
  it("mean a service with all, a class, its relay, or a role of machines for all services", () => {
    const stage = staged({})
    const { plan: { services: [mail] } } = stage
    const [box, relay, log]: ReadonlyArray<Use> = [{ service: mail, cls: mail.classes[0], kind: "primary" }, { service: mail, kind: "relay" }, { service: mail, cls: mail.classes[1], kind: "log" }]
    const told = (what: string) => [box, relay, log].map((one) => takesIn([what], one))
    expect(told("mail")).toEqual([true, true, true])
    expect([told("mail.content"), told("mailbox")]).toEqual([[true, false, false], [true, false, false]])
    expect([told("mail.relay"), told("relay")]).toEqual([[false, true, false], [false, true, false]])
    expect([told("log"), told("chat"), told("chat.relay")]).toEqual([[false, false, true], [false, false, false], [false, false, false]])
    expect([takesIn(undefined, undefined), takesIn(["mail"], undefined)]).toEqual([true, false])
  })
})

describe("A transfer", () => {
  it("of a service takes along what its seller runs for it, and no other service", () => {
    const stage = staged({ events: { sale: does("2015-03-04", { transfer: { at: "mail", to: "buyer" } }) } })
    const told = (ms: number) => {
      stage.until(ms)
      return [providerOf(stage.w, stage.plan.services[0]), operatorOf(stage.w, site(stage, "karachi"), use(stage, 0, "primary")), providerOf(stage.w, stage.plan.services[1]), operatorOf(stage.w, site(stage, "karachi"), use(stage, 1, "primary")), operatorOf(stage.w, site(stage, "karachi"))]
    }
    expect([told(DAY), told(3 * DAY)]).toEqual([["firm", "firm", "firm", "firm", "firm"], ["buyer", "buyer", "firm", "firm", "firm"]])
  })

  it("of a provider takes along services and sites; one of a class that class alone", () => {
    const company = staged({ events: { sale: does("2015-03-04", { transfer: { at: "firm", to: "buyer" } }) } }).until(3 * DAY)
    expect([...company.plan.services.map((s) => providerOf(company.w, s)), operatorOf(company.w, site(company, "london")), operatorOf(company.w, site(company, "premises"))]).toEqual(["buyer", "buyer", "buyer", "customer"])
    const part = staged({ events: { sale: does("2015-03-04", { transfer: { at: "karachi", what: "mail.metadata", to: "buyer" } }) } }).until(3 * DAY)
    expect([use(part, 0, "primary"), use(part, 0, "primary", 1), undefined].map((one) => operatorOf(part.w, site(part, "karachi"), one))).toEqual(["firm", "buyer", "firm"])
  })

  it("gives the keys of `provider` to the new owner, of what is older too, but no session's", () => {
    const services = { mail: { ...KEPT, classes: { content: { kept: "karachi", keys: "provider" }, call: { kept: "none", keys: { by: "provider", "one-per": "session" } } } } }
    const stage = staged({ services, people: { residents: { ...PEOPLE.residents, use: { mail: "100 %" } } }, events: { sale: does("2015-03-04", { transfer: { at: "mail", to: "buyer" } }) } }).until(3 * DAY)
    const holder = (cls: number, sentMs: number) => stage.w.readers.keyHolders.at(stage.plan.classes[cls], 0, 0, sentMs).map((h) => `${h.name} in ${h.country}`)
    expect([holder(0, DAY), holder(0, 3 * DAY), holder(1, DAY), holder(1, 3 * DAY)]).toEqual([["buyer in PK"], ["buyer in PK"], ["firm in GB"], ["buyer in PK"]])
  })

  it("with the key machines gives what lies in them, and to a state makes it readable", () => {
    const orders = { tap: { by: "PK", kind: "bulk-access", does: [{ open: { what: "chat.content", via: "karachi", in: "PK", span: "from-now", to: "PK" } }], timeline: [{ "in-effect": "2015-03-02" }] } }
    const stage = staged({ orders, events: { handed: does("2015-03-05", { transfer: { at: "karachi", what: "keys", to: "PK" } }) } })
    const cls = stage.plan.classes.find((c) => c.service === 1)!
    const holder = (ms: number) => stage.until(ms).w.readers.keyHolders.at(cls, 0, 0, ms).map((h) => h.name)
    expect([holder(2 * DAY), holder(4 * DAY)]).toEqual([["firm"], ["PK"]])
  })

  it("makes the buyer the one who leaves a market with the service", () => {
    const leave = (by: string) => ({ by, kind: "exit", when: "2015-03-06", do: [{ exit: { of: { account: "PK" } } }] })
    const refused = (by: string) => {
      const stage = staged({ events: { sale: does("2015-03-04", { transfer: { at: "mail", to: "buyer" } }) }, answers: { leaves: leave(by) } }).until(5 * DAY)
      return [0, 1].map((product) => stage.w.verdicts.account(stage.w.persons.situation(0), product)?.reason)
    }
    expect([refused("buyer"), refused("firm")]).toEqual([["market-left", undefined], [undefined, "market-left"]])
  })
})

describe("A stop", () => {
  it("of a part of a site stops that alone, and a start of the part undoes it", () => {
    const events = { off: does("2015-03-04", { stop: { at: "karachi", what: "mail.content" } }), on: does("2015-03-06", { start: { at: "karachi", what: "mail" } }) }
    const stage = staged({ events })
    const told = (ms: number) => {
      stage.until(ms)
      return [runs(stage, "karachi", use(stage, 0, "primary")), runs(stage, "karachi", use(stage, 0, "primary", 1)), runs(stage, "karachi", use(stage, 1, "primary")), runs(stage, "karachi")]
    }
    expect([told(3 * DAY), told(5 * DAY)]).toEqual([[false, true, true, true], [true, true, true, true]])
  })

  it("of a provider stops its services and its sites, and none that it has sold", () => {
    const stage = staged({ events: { sale: does("2015-03-03", { transfer: { at: ["mail", "london"], to: "buyer" } }), off: does("2015-03-04", { stop: { at: "firm" } }), on: does("2015-03-06", { start: { at: "firm" } }) } })
    const told = (ms: number) => {
      stage.until(ms)
      return [...[0, 1].map((service) => serviceStoppers(stage.w, stage.plan.services[service], "pk-one", stage.w.nowMs).length), runs(stage, "london"), runs(stage, "karachi"), runs(stage, "premises")]
    }
    expect([told(3 * DAY), told(5 * DAY)]).toEqual([[0, 1, true, false, true], [0, 0, true, true, true]])
  })

  it("of one service in a network leaves the others; a start of one of two gives back that", () => {
    const events = { off: { by: "pk-fixed", when: "2015-03-04", do: [{ stop: { at: "pk-fixed" } }] }, on: { by: "pk-fixed", when: "2015-03-06", do: [{ start: { at: "pk-fixed", what: "chat" } }] }, again: { by: "pk-fixed", when: "2015-03-08", do: [{ start: { at: "pk-fixed" } }, { stop: { at: "pk-fixed", what: "chat" } }] } }
    const stage = staged({ events })
    const told = (ms: number) => [0, 1].map((product) => stage.until(ms).w.verdicts.receiver(stage.w.persons.situation(0), product, false).obstacles[0]?.reason)
    expect([told(3 * DAY), told(5 * DAY), told(7 * DAY)]).toEqual([["blocked", "blocked"], ["blocked", undefined], [undefined, "blocked"]])
  })
})

describe("A seizure", () => {
  const taken = (at: string | ReadonlyArray<string>, more: Section = {}, events: Section = {}) => {
    const stage = staged({ people: { ...PEOPLE, guests: { home: "GB", count: 2, use: { mail: "100 %", chat: "100 %" }, reach: { wifi: "100 %" } } }, orders: { raid: { by: "PK", kind: "seizure", does: [{ seize: { at, ...more } }], timeline: [{ "in-effect": "2015-03-06" }] } }, events })
    for (const product of [0, 1]) for (const person of [0, 2]) stage.send(person, person + 1, HOUR, product)
    const record = stage.finish()
    return [...new Set(record.readers.filter((row) => row.level === "disclosed").map((row) => `${record.groups[row.group].cohort} ${row.service}.${row.class} ${row.form}`))].sort()
  }
  it("of a provider takes what lies at its sites there, and the keys in them; what it holds abroad stays closed", () => {
    expect(taken("firm")).toEqual(["guests chat.content content", "guests mail.metadata metadata", "residents chat.content content", "residents mail.content ciphertext", "residents mail.metadata metadata"])
  })
  it("of a service takes its own alone, and of a class that class", () => {
    expect(taken("chat")).toEqual(["guests chat.content content", "residents chat.content content"])
    expect(taken("firm", { what: "mail.metadata" })).toEqual(["guests mail.metadata metadata", "residents mail.metadata metadata"])
  })
  it("takes the keys that a party seized there holds in no machines", () => {
    const events = { move: does("2015-03-03", { "move-keys": { what: "mail.content", in: "PK" } }) }
    expect(taken("firm", {}, events)).toContain("residents mail.content content")
    expect(taken("mail", {}, events)).toContain("residents mail.content content")
  })
  it("takes nothing of what has been sold, and of a network only what it runs", () => {
    expect(taken("firm", {}, { sale: does("2015-03-03", { transfer: { at: "karachi", to: "buyer" } }) })).toEqual([])
    expect(taken("pk-one")).toEqual([])
  })
})

describe("A network", () => {
  const carriers = (owner: string) => ({ "pk-one": { country: "PK", share: "100 %", owner }, "pk-fixed": { country: "PK", kind: "fixed", share: "100 %", owner }, "gb-fixed": { country: "GB", kind: "fixed", share: "100 %" } })
  const blocked = (through: Section, events: Section) => {
    const stage = staged({ carriers: carriers("firm"), orders: { cut: inEffect("PK", "2015-03-03", [{ block: { what: "mail", at: "fixed" } }], { through }) }, events })
    return [1.5, 3.5, 5.5].map((day) => stage.until(day * DAY).w.verdicts.receiver(stage.w.persons.situation(0), 0, false).obstacles.length > 0)
  }
  const sale = { sale: does("2015-03-05", { transfer: { at: "pk-fixed", to: "buyer" } }) }
  it("obeys with whoever owns it then", () => {
    expect([blocked({ firm: "obeys" }, {}), blocked({ firm: "obeys" }, sale), blocked({ buyer: "obeys" }, sale), blocked({ firm: "obeys", buyer: "obeys" }, sale)]).toEqual([[true, true, true], [true, false, false], [false, true, true], [true, true, true]])
  })
  it("obeys with a company's buyer once the company is sold, and by itself where it is named", () => {
    const company = { sale: does("2015-03-05", { transfer: { at: "firm", to: "buyer" } }) }
    expect([blocked({ buyer: "obeys" }, company), blocked({ "pk-fixed": "obeys" }, company)]).toEqual([[false, true, true], [true, true, true]])
  })
  it("obeys late under its new owner only by that one's own delay", () => {
    expect(blocked({ others: { after: "24 h" } }, sale)).toEqual([false, true, true])
    expect(blocked({ firm: "obeys", buyer: { after: "24 h" } }, sale)).toEqual([true, false, true])
  })
})
