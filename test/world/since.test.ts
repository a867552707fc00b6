import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { asksArrival, hasWaiting, Since } from "../../src/world/since.ts"
import { DAY, inEffect, MAIL, type Parts, planOf, played, plansOf, type Section, Stepped } from "./smallWorld.ts"

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
        const [now, lapse] = [new Float64Array([7]), new Float64Array(1)]
        const lapseOf = (row: number): number => {
          since.lapseInto(row, now, 0, lapse)
          return lapse[0]
        }
        expect(twin.map((_, row) => lapseOf(row))).toEqual(twin.map((ms) => 7 - ms))
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

describe("What hangs on the time since an arrival", () => {
  const people = { guests: { home: "GB", count: 20, use: { mail: "100 %" }, reach: { wifi: "100 %" }, writes: { "per-day": 20 }, trips: [{ to: "PK", from: "2015-03-04", until: "2015-03-07" }] }, residents: { home: "PK", count: 20, use: { mail: "100 %" }, reach: { wifi: "100 %" }, writes: { "per-day": 20 } } }
  /** Messages refused of the first day there, and of the days after. */
  const refused = (orders: Section) => {
    const { stage, plan } = played({ until: "2015-03-07", services: { mail: { ...MAIL, waits: {} } }, people, orders })
    const arrived = plan.clock.at("2015-03-04", 0, "GB")
    const lost = stage.told.filter((t) => t.kind === "refused" && t.sender < 20).map((t) => t.atMs < arrived + DAY)
    return [lost.filter((first) => first).length > 0, lost.filter((first) => !first).length > 0]
  }
  const eased = (lets: Section) => ({ x: inEffect("PK", "2015-03-03", [block()], { timeline: [{ "in-effect": "2015-03-03" }, { eased: "2015-03-03 01:00", lets }] }) })

  it("is eased for those who have come lately, and for nobody once he has been there longer", () => {
    expect(refused(eased({ of: { "since-arrival": "1 day" } }))).toEqual([false, true])
    expect(refused(eased({ of: { "since-arrival": "5 days" } }))).toEqual([false, false])
    expect(refused(order({}))).toEqual([true, true])
  })

  it("is eased for a share of them only, and for whom they write to", () => {
    expect(refused(eased({ of: { "since-arrival": "1 day" }, share: { value: "50 %", by: "attempt" } }))).toEqual([true, true])
    const { stage } = played({ until: "2015-03-07", services: { mail: { ...MAIL, waits: {} } }, people, orders: eased({ of: { "other-end": { home: "GB" } } }) })
    const lost = stage.told.filter((t) => t.kind === "refused" && t.sender >= 20 && t.atMs > 2 * DAY)
    expect([lost.some((t) => t.recipient < 20), lost.some((t) => t.recipient >= 20)]).toEqual([false, true])
  })

  it("is let through at a rate for as long: slower than before, and not refused", () => {
    const orders = eased({ of: { "since-arrival": "1 day" }, rate: "1 kbit/s" })
    expect(refused(orders)).toEqual([false, true])
    const { stage, plan } = played({ until: "2015-03-07", services: { mail: { ...MAIL, waits: {} } }, people, orders })
    const arrived = plan.clock.at("2015-03-04", 0, "GB")
    const first = stage.told.filter((t) => t.kind === "attempt" && t.sender < 20 && t.atMs > arrived && t.atMs < arrived + DAY / 2)
    const passed = new Map(stage.told.filter((t) => t.kind === "accepted").map((t) => [t.key, t.atMs]))
    expect(first.length).toBeGreaterThan(50)
    // 20 kB at 1 kbit/s take 160 s.
    expect(first.every((t) => passed.get(t.key)! - t.atMs > 160_000)).toBe(true)
  })

  it("is excepted for as long", () => {
    expect(refused(order({ except: { of: { "since-arrival": "1 day" } } }))).toEqual([false, true])
  })
})
