import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { asksArrival, hasWaiting, Since } from "../../src/world/since.ts"
import { DAY, inEffect, type Parts, planOf, plansOf, type Section, Stepped } from "./smallWorld.ts"

const COUNT = 6
const step = fc.record({ do: fc.constantFrom("set", "set", "set", "save", "restore"), i: fc.nat(COUNT - 1), ms: fc.constantFrom(0, 0.5, 1e12, Number.NEGATIVE_INFINITY) })

describe("Since", () => {
  it("does what a plain array does where it is kept, and holds nothing, at no room, where it is not", () => {
    fc.assert(fc.property(fc.boolean(), fc.array(step, { maxLength: 40 }), (kept, steps) => {
      const since = new Since(COUNT, kept)
      let twin = new Array<number>(COUNT).fill(Number.NEGATIVE_INFINITY)
      let saved: { state: Float64Array; twin: number[] } | undefined
      for (const { do: what, i, ms } of steps) {
        if (what === "set") { since.set(i, ms); if (kept) twin[i] = ms }
        else if (what === "save") saved = { state: since.save(), twin: [...twin] }
        else if (saved !== undefined) { since.restore(saved.state); twin = [...saved.twin] }
        expect(twin.map((_, row) => since.get(row))).toEqual(twin)
        expect(since.save().length).toBe(kept ? COUNT : 0)
      }
    }), { seed: 1 })
  })
})

const block = (more: Section = {}) => ({ block: { what: "mail", at: "national-internet", ...more } })
const order = (more: Section, rest: Section = {}) => ({ x: inEffect("PK", "2015-03-03", [block(more)], rest) })
const recent = { of: { present: "PK", "since-arrival": "1 day" } }
const waits = { at: "attach", first: { for: "24 h", after: "registration" } }

/** Wherever a file can say it: an act of an order, of an answer, of an event, an amendment, another variant. */
const places = (said: Section): ReadonlyArray<readonly [where: string, ReturnType<typeof planOf>]> => [
  ["an order", planOf({ orders: order(said) })],
  ["an answer", planOf({ orders: order({}), answers: { a: { by: "firm", to: "x", kind: "filter", do: [{ suspend: { what: "mail", of: { present: "GB" } } }, block(said)] } } })],
  ["an event", planOf({ events: { e: { by: "PK", when: "2015-03-03", do: [block(said)] } } })],
  ["an amendment", planOf({ orders: { x: { ...inEffect("PK", "2015-03-03", []), does: [{ id: "wall", ...block({ at: said.at ?? "national-internet" }) }], timeline: [{ "in-effect": "2015-03-03" }, { amended: "2015-03-05", set: Object.fromEntries(Object.entries(said).filter(([key]) => key !== "at").map(([key, value]) => [`does.wall.block.${key}`, value])) }] } } })],
  ["a variant", plansOf({ "as-happened": { orders: order({}) }, other: { orders: order(said) } })]
]

describe("Instants that an act asks for are kept", () => {
  it.each(places(recent))("of arrivals, where %s selects by the time since", (_, plan) => {
    expect([asksArrival(plan), hasWaiting(plan)]).toEqual([true, false])
  })

  it.each(places(waits))("of registrations, where %s has a SIM wait", (_, plan) => {
    expect([asksArrival(plan), hasWaiting(plan)]).toEqual([false, true])
  })

  it("not where nothing asks", () => {
    const plan = planOf({ orders: order({ of: { present: "PK" } }) })
    expect([asksArrival(plan), hasWaiting(plan)]).toEqual([false, false])
  })

  it("as they happen: who comes at noon has arrived, and registered his SIM, at noon", () => {
    const people = { guests: { home: "GB", count: 3, use: { mail: "100 %" }, reach: { "home-routed": "100 %" }, trips: [{ to: "PK", from: "2015-03-04 12:00", until: "2015-03-06" }] } }
    const at = (orders: Parts["orders"]) => {
      const { w } = new Stepped(planOf({ people, orders })).until(3 * DAY)
      return [w.arrivedMs.get(0), w.registeredMs.get(0)]
    }
    // Dates of a cohort are read on the clock of its home.
    const noon = planOf({}).clock.at("2015-03-04", 720, "GB")
    expect(at(order(recent))).toEqual([noon, Number.NEGATIVE_INFINITY])
    expect(at(order(waits))).toEqual([Number.NEGATIVE_INFINITY, noon])
    expect(at({})).toEqual([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY])
  })
})
