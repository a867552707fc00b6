import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { DatedAct, Docket } from "../../src/world/docket.ts"
import { block, caseOf, lifeOf, open } from "./docketCase.ts"

// Few days, so that instants collide.
const day = fc.integer({ min: 1, max: 9 }).map((d) => `2015-08-0${d}`)
const lets = { what: "mail" }
const step = fc.oneof(
  fc.record({ postponed: day, to: day }),
  fc.record({ stayed: day, until: day }),
  fc.record({ stayed: day, clock: fc.constant("stops") }),
  fc.record({ upheld: day }),
  fc.record({ waived: day, until: day }),
  fc.record({ eased: day, until: day, lets: fc.constant(lets) }),
  fc.record({ extended: day, until: day }),
  fc.record({ amended: day, set: fc.constant({ "does.it.block.what": "chat" }) }),
  fc.record({ "in-effect": day }),
  ...["lifted", "rescinded", "withdrawn", "met", "struck-down"].map((word) => day.map((date) => ({ [word]: date })))
)
const issued = fc.oneof(day.map((date) => ({ issued: date })), fc.record({ issued: day, due: day }), fc.record({ issued: day, until: day }))
const rung = fc.integer({ min: 0, max: 3 }).map((days) => ({ after: `${days} days`, do: [{ slow: { what: "mail", at: "border", rate: "1 kbit/s" } }] }))
const order = fc.record({
  by: fc.constantFrom("PK", "GB"),
  kind: fc.constant("network-block"),
  to: fc.constant("firm"),
  demands: fc.constantFrom([open], []),
  does: fc.constantFrom([{ id: "it", ...block }], [block, { id: "it", ...block }]),
  else: fc.oneof(fc.constant([block]), fc.array(rung, { maxLength: 3 })),
  timeline: fc.tuple(issued, fc.array(step, { maxLength: 5 })).map(([first, rest]) => [first, ...rest])
})
const answer = fc.record({ by: fc.constantFrom("firm", "rival"), to: fc.constantFrom("a", "b", ["a", "b"]), kind: fc.constant("comply"), do: fc.constantFrom(["comply"], ["refuse"], [{ exit: { what: "mail" } }]), when: fc.oneof(day, fc.constantFrom("orders.a.due", "orders.b.in-effect", "orders.a.lifted + 12 h")) })
const world = fc.record({ a: order, b: order, answers: fc.record({ one: answer, two: answer }) })
const made = (w: { a: unknown; b: unknown; answers: Record<string, unknown> }, more: Record<string, unknown> = {}) => caseOf({ orders: { a: w.a, b: w.b, ...more }, answers: w.answers, until: "2015-08-31" })
const ownActs = (docket: Docket): ReadonlyArray<DatedAct> => docket.acts.filter((act) => act.answer === undefined)
const day0 = (c: ReturnType<typeof caseOf>, order: string) => c.clock.startOfDay((c.scenario.orders[order].timeline[0].issued as { date: string }).date, lifeOf(c.docket, order).issuer)
const LASTS = new Set(["exit", "shut-down"])

describe("Whatever the record says", () => {
  it("no measure begins before its order is issued or takes effect", () => {
    fc.assert(fc.property(world, (w) => {
      const c = made(w)
      for (const act of ownActs(c.docket)) {
        const life = lifeOf(c.docket, act.order ?? "")
        const earliest = Math.min(...w[act.order as "a" | "b"].timeline.flatMap((one) => ("in-effect" in one ? [c.clock.startOfDay((one as { "in-effect": string })["in-effect"], life.issuer)] : [])), day0(c, act.order ?? ""))
        expect(act.intervals[0].fromMs).toBeGreaterThanOrEqual(earliest)
        expect(life.effect.some(([from, until]) => from <= act.intervals[0].fromMs && act.intervals[0].fromMs < until)).toBe(true)
      }
    }), { numRuns: 300 })
  })

  it("intervals are sorted, have a length, and never overlap; what was lifted at an instant is not there then", () => {
    fc.assert(fc.property(world, (w) => {
      const c = made(w)
      for (const path of new Set(c.docket.acts.map((act) => act.path))) {
        const intervals = c.docket.acts.filter((act) => act.path === path).flatMap((act) => act.intervals)
        for (const [i, one] of intervals.entries()) {
          expect(one.fromMs).toBeLessThan(one.untilMs)
          if (i > 0) expect(intervals[i - 1].untilMs).toBeLessThanOrEqual(one.fromMs)
        }
      }
      for (const act of ownActs(c.docket)) {
        const end = lifeOf(c.docket, act.order ?? "").states.at(-1)
        if (end !== undefined && ["lifted", "rescinded", "withdrawn", "met", "struck-down", "expired"].includes(end.state) && !LASTS.has(act.verb)) expect(act.intervals.at(-1)?.untilMs).toBeLessThanOrEqual(end.atMs)
      }
    }), { numRuns: 300 })
  })

  it("states come in the order of time, and none after an end", () => {
    fc.assert(fc.property(world, (w) => {
      for (const life of made(w).docket.lives) {
        const times = life.states.map((state) => state.atMs)
        expect(times).toEqual([...times].sort((x, y) => x - y))
        const end = life.states.findIndex((state) => ["lifted", "rescinded", "withdrawn", "met", "struck-down", "expired"].includes(state.state))
        if (end >= 0) expect(end).toBe(life.states.length - 1)
        for (const [from, until] of [...life.breach, ...life.effect]) expect(from).toBeLessThan(until)
      }
    }), { numRuns: 300 })
  })

  it("an order that never takes effect changes no act of another", () => {
    const idle = fc.record({ by: fc.constant("PK"), kind: fc.constant("bulk-access"), to: fc.constant("firm"), demands: fc.constant([open]), else: fc.constant([block]), timeline: fc.constantFrom([{ announced: "2015-08-02" }], [{ issued: "2015-08-01", due: "2015-09-15" }], [{ issued: "2015-08-03", due: "2015-08-05" }, { withdrawn: "2015-08-06" }]) })
    fc.assert(fc.property(world, idle, fc.boolean(), (w, c, first) => {
      const without = made(w)
      const withIt = first ? caseOf({ orders: { c, a: w.a, b: w.b }, answers: w.answers, until: "2015-08-31" }) : made(w, { c })
      expect(withIt.docket.acts).toEqual(without.docket.acts)
    }), { numRuns: 200 })
  })

  it("breach, met and else keep their order: nothing is demanded of who complies in time", () => {
    fc.assert(fc.property(order, (a) => {
      const timeline = [{ issued: "2015-08-01", due: "2015-08-05" }, ...a.timeline.slice(1).filter((one) => !("amended" in one))]
      const c = caseOf({ orders: { a: { ...a, demands: [open], timeline } }, answers: { yield: { by: "firm", to: "a", kind: "comply", when: "2015-08-01", do: ["comply"] } }, until: "2015-08-31" })
      expect(lifeOf(c.docket, "a").breach).toEqual([])
      expect(c.docket.acts.filter((act) => act.path.startsWith("a/else"))).toEqual([])
    }), { numRuns: 200 })
  })
})
