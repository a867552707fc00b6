import { describe, expect, it } from "vitest"
import type { Line } from "../../src/world/lines.ts"
import { stoppedObstacle, storeOf, subscriptionObstacle } from "../../src/world/offers.ts"
import { World } from "../../src/world/world.ts"
import { DAY, inEffect, type Parts, planOf, type Section, Stepped } from "./smallWorld.ts"

const CALLS = { path: "circuit", classes: { call: { kept: "none", keys: "carrier" } } }
const planWith = (carriers: ReadonlyArray<string>) => planOf({ services: { calls: { ...CALLS, carriers } }, people: { residents: { home: "PK", count: 2, use: { calls: "100 %" }, reach: { "local-sim": "100 %" } } } })
const lineOn = (line: Partial<Line>): Line => ({ mode: "local-sim", sim: "PK", simCarrier: "pk-one", servingCarrier: "pk-one", exit: undefined, vpn: undefined, ...line })
const told = (carriers: ReadonlyArray<string>, line: Partial<Line>) => {
  const plan = planWith(carriers)
  const found = subscriptionObstacle(plan, plan.services[0], lineOn(line), "PK")
  return found === undefined ? undefined : `${found.reason} at ${found.point} in ${found.country}`
}

describe("A service of carriers", () => {
  it("is for their own subscribers, wherever they are", () => {
    expect(told(["pk-one"], {})).toBeUndefined()
    expect(told(["pk-one"], { simCarrier: "pk-two", servingCarrier: "pk-two" })).toBe("not-provisioned at subscription in PK")
    expect(told(["pk-one"], { mode: "home-routed", servingCarrier: "gb-one" })).toBeUndefined()
    expect(told(["gb-one"], { mode: "home-routed", servingCarrier: "gb-one" })).toBe("not-provisioned at subscription in PK")
  })
  it("hangs on a fixed line's network only where fixed networks offer it", () => {
    const wifi = { mode: "wifi" as const, sim: undefined, simCarrier: undefined, servingCarrier: "pk-fixed" }
    expect([told(["pk-one"], wifi), told(["pk-fixed"], wifi), told(["gb-fixed", "pk-one"], wifi)]).toEqual([undefined, undefined, "not-provisioned at fixed in PK"])
  })
  it("is nothing to ask of a line of which no carrier is known, nor is one of a provider's", () => {
    expect(told(["pk-one"], { sim: "AE", simCarrier: undefined })).toBeUndefined()
    const plan = planOf({})
    expect(subscriptionObstacle(plan, plan.services[0], lineOn({}), "PK")).toBeUndefined()
  })
})

describe("A service had from stores", () => {
  const parts = (stores: unknown, events: Section = {}): Parts => ({
    providers: { firm: { seat: "GB" }, alpha: { seat: "GB" }, beta: { seat: "GB" } },
    services: { app: { provider: "firm", relay: "london", stores, classes: { content: { kept: "london", keys: "provider" } } }, other: { provider: "firm", relay: "london", stores, classes: { content: { kept: "london", keys: "provider" } } } },
    people: { newcomers: { home: "PK", count: 400, use: { app: "0 %" }, "takes-up": { app: "60 % per day" }, reach: { wifi: "100 %" } } },
    events
  })
  it("is had by each person from one of them, as likely as the file says, the same for all that are had there", () => {
    const w = new World(planOf(parts({ alpha: "80 %", beta: "20 %" })))
    const people = Array.from({ length: 400 }, (_, person) => person)
    const alphas = people.filter((person) => storeOf(w, person, w.plan.services[0]) === "alpha")
    expect(alphas.length).toBeGreaterThan(290)
    expect(alphas.length).toBeLessThan(350)
    expect(people.every((person) => storeOf(w, person, w.plan.services[0]) === storeOf(w, person, w.plan.services[1]))).toBe(true)
    const even = new World(planOf(parts(["alpha", "beta"])))
    expect(Math.abs(people.filter((person) => storeOf(even, person, even.plan.services[0]) === "alpha").length - 200)).toBeLessThan(40)
  })
  it("is closed to new people by a store's own hand for those who have theirs there", () => {
    const stage = new Stepped(planOf(parts(["alpha", "beta"], { delists: { by: "alpha", when: "2015-03-01", do: [{ "close-to-new": { what: "app", in: "PK" } }] } }))).until(5.9 * DAY)
    const had = new Set(stage.each((person) => [storeOf(stage.w, person, stage.plan.services[0]), (stage.w.persons.uses(person) & 1) !== 0, (stage.w.persons.denied(person) & 1) !== 0].join()))
    expect([...had].sort()).toEqual(["alpha,false,false", "alpha,false,true", "beta,false,false", "beta,true,false"])
  })
})

describe("A service of carriers that is stopped", () => {
  const of = (more: Section) => ({ home: "PK", count: 60, use: { calls: "100 %" }, reach: { "local-sim": "100 %" }, ...more })
  const parts = (more: Parts): Parts => ({ services: { calls: { ...CALLS, carriers: ["pk-one", "pk-two"] } }, people: { "pk-one": of({ carriers: ["pk-one"] }), "pk-two": of({ carriers: ["pk-two"] }), "at-home": of({ reach: { wifi: "100 %" } }) }, ...more })
  const stopped = (more: Parts, atDays = 3) => {
    const stage = new Stepped(planOf(parts(more))).until(atDays * DAY)
    return stage.plan.cohorts.map(({ name, first }) => {
      const found = stoppedObstacle(stage.w, stage.plan, stage.plan.services[0], stage.w.situations.line(stage.w.persons.situation(first)), "PK")
      return found === undefined ? `${name} goes on` : `${name} ${found.leaks.length === 0 ? "" : "partly "}${found.reason}`
    })
  }
  const stop = (by: string | ReadonlyArray<string>) => ({ by, when: "2015-03-02", do: [{ stop: { at: "calls" } }] })
  const one = ["pk-one service-stopped", "pk-two goes on", "at-home goes on"]
  const all = ["pk-one service-stopped", "pk-two service-stopped", "at-home service-stopped"]
  it("by one of them is stopped for its own lines", () => {
    expect(stopped({ events: { off: stop("pk-one") } })).toEqual(one)
    expect(stopped({ events: { off: stop(["pk-one", "pk-two"]) } })).toEqual(all)
    expect(stopped({ events: { off: stop("pk-one"), too: stop("pk-two") } })).toEqual(all)
  })
  it("by whoever is no carrier is stopped for everybody", () => {
    expect(stopped({ events: { off: { when: "2015-03-02", do: [{ stop: { at: "calls" } }] } } })).toEqual(all)
  })
  it("is started again by each of them for its own lines", () => {
    const events = { off: stop(["pk-one", "pk-two"]), on: { by: "pk-two", when: "2015-03-03", do: [{ start: { at: "calls" } }] } }
    expect(stopped({ events })).toEqual(one)
  })
  it("by an order is stopped by those that obey, as long and for as many lines as they do", () => {
    const order = (through: Section | undefined) => ({ orders: { order: inEffect("PK", "2015-03-02", [{ stop: { at: "calls" } }], { through }) } })
    expect(stopped(order({ "pk-one": "obeys" }))).toEqual(one)
    expect(stopped(order({ "pk-one": "refuses" }))).toEqual(["pk-one goes on", "pk-two goes on", "at-home goes on"])
    expect(stopped(order({ others: "obeys" }))).toEqual(all)
    expect(stopped(order(undefined))).toEqual(all)
    expect([0.5, 3].map((days) => stopped(order({ "pk-one": { after: "1 day" } }), days)[0])).toEqual(["pk-one goes on", "pk-one service-stopped"])
    expect(stopped(order({ "pk-one": { share: "50 %" } }))[0]).toBe("pk-one partly service-stopped")
  })
})
