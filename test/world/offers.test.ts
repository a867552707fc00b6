import { describe, expect, it } from "vitest"
import type { Line } from "../../src/world/lines.ts"
import { storeOf, subscriptionObstacle } from "../../src/world/offers.ts"
import { World } from "../../src/world/world.ts"
import { type Parts, planOf, Stepped, type Section, DAY } from "./smallWorld.ts"

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
