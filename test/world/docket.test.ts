import { describe, expect, it } from "vitest"
import { block, caseOf, lifeOf, open, openOrBlock } from "./docketCase.ts"

const issued = { issued: "2015-07-24", due: "2015-11-30", source: "dawn" }
const postponed = { postponed: "2015-11-30", to: "2015-12-30", source: "zdnet" }
const leave = { by: "firm", to: "x", kind: "exit", when: "orders.x.in-effect", do: [{ exit: { what: "mail", of: { account: "PK" } } }] }

describe("A deadline", () => {
  it("is the end of its day, and what follows begins there", () => {
    const c = caseOf({ orders: { x: openOrBlock([issued]) } })
    expect(c.spans("x/else/block")).toEqual(["2015-12-01 to end"])
    expect(c.states("x")).toEqual(["issued 2015-07-24", "in-effect 2015-12-01"])
    expect(lifeOf(c.docket, "x").demand).toBe("in-breach")
    expect(lifeOf(c.docket, "x").breach).toEqual([[c.clock.endOfDay("2015-11-30", "PK"), c.clock.horizonMs]])
    expect(c.act("x/else/block").rank).toBe(2)
  })

  it("moves with a postponement, and a rescission at the instant after it comes first: it never takes effect", () => {
    const c = caseOf({ orders: { x: openOrBlock([issued, postponed, { rescinded: "2015-12-31" }]) }, answers: { leave } })
    expect(c.docket.acts).toEqual([])
    expect(c.states("x")).toEqual(["issued 2015-07-24", "postponed 2015-11-30", "rescinded 2015-12-31"])
    const life = lifeOf(c.docket, "x")
    expect([life.demand, life.breach, life.effect, life.answers]).toEqual(["open", [], [], []])
    expect(life.dueMs).toBe(c.clock.endOfDay("2015-12-30", "PK"))
    expect(c.docket.answers).toEqual([{ id: "leave", kind: "exit", atMs: undefined, by: ["firm"] }])
  })

  it("passes where the rescission is one day later", () => {
    const c = caseOf({ orders: { x: openOrBlock([issued, postponed, { rescinded: "2016-01-01" }]) }, answers: { leave } })
    expect(c.spans("x/else/block")).toEqual(["2015-12-31 to 2016-01-01"])
    expect(c.spans("leave/do/exit")).toEqual(["2015-12-31 to end"])
    expect(c.act("x/else/block").source).toEqual(["dawn", "zdnet"])
  })

  it("may be postponed again and again", () => {
    const c = caseOf({ orders: { x: openOrBlock([issued, postponed, { postponed: "2015-12-30", to: "2016-01-05" }, { postponed: "2016-01-05", to: "2016-01-10" }]) } })
    expect(c.spans("x/else/block")).toEqual(["2016-01-11 to end"])
  })

  it("runs at its hour where one is stated", () => {
    const c = caseOf({ orders: { x: openOrBlock([{ issued: "2015-07-24", due: "2015-11-30 15:00 UTC" }]) } })
    expect(c.spans("x/else/block")).toEqual(["2015-11-30 20:00 to end"])
  })

  it("beyond the end of the run never comes, and is told all the same", () => {
    const c = caseOf({ orders: { x: openOrBlock([{ issued: "2015-07-24", due: "2016-02-15" }]) } })
    expect(c.docket.acts).toEqual([])
    expect(lifeOf(c.docket, "x").dueMs).toBe(c.clock.endOfDay("2016-02-15", "PK"))
    expect(lifeOf(c.docket, "x").demand).toBe("open")
  })

  it("without else leaves a breach, and an order in effect that nobody carries out", () => {
    const c = caseOf({ orders: { x: openOrBlock([issued], { else: undefined }) } })
    expect(c.states("x")).toEqual(["issued 2015-07-24", "in-effect 2015-12-01"])
    expect(lifeOf(c.docket, "x").demand).toBe("in-breach")
  })
})

describe("An order", () => {
  it("without a deadline does what it does from its issue, also before the run begins", () => {
    const c = caseOf({ orders: { x: { by: "PK", kind: "network-block", does: [block], else: [block], timeline: [{ issued: "2005-06-01" }] } } })
    expect(c.spans("x/does/block")).toEqual(["2005-06-01 to end"])
    expect(c.act("x/does/block").intervals[0].fromMs).toBeLessThan(0)
    expect(c.docket.acts).toHaveLength(1)
    expect(c.docket.cutsMs).toEqual([])
    expect(lifeOf(c.docket, "x").demand).toBe("none")
  })

  it("with a deadline does what it does when that takes effect", () => {
    const c = caseOf({ orders: { x: { by: "PK", kind: "network-block", does: [block], timeline: [issued] } } })
    expect(c.spans("x/does/block")).toEqual(["2015-12-01 to end"])
  })

  it("whose record states its effect takes it then and not before", () => {
    const c = caseOf({ orders: { x: openOrBlock([issued, { "in-effect": "2015-12-10" }, { lifted: "2015-12-20" }]) } })
    expect(c.spans("x/else/block")).toEqual(["2015-12-10 to 2015-12-20"])
    expect(c.act("x/else/block").rank).toBe(0)
    expect(lifeOf(c.docket, "x").breach.map(([from, until]) => [c.local(from), c.local(until)])).toEqual([["2015-12-01", "2015-12-20"]])
    const never = caseOf({ orders: { x: openOrBlock([issued, { "in-effect": "never" }]) } })
    expect(never.docket.acts).toEqual([])
  })

  it("in effect before its deadline waits for it with the else", () => {
    const c = caseOf({ orders: { x: openOrBlock([issued, { "in-effect": "2015-08-01" }], { does: [{ block: { what: "chat", at: "border" } }] }) } })
    expect(c.spans("x/does/block")).toEqual(["2015-08-01 to end"])
    expect(c.spans("x/else/block")).toEqual(["2015-12-01 to end"])
  })

  it("ends where its term ends, and an extension moves that", () => {
    const order = { by: "PK", kind: "network-block", does: [block] }
    expect(caseOf({ orders: { x: { ...order, timeline: [{ issued: "2015-08-01", until: "2015-08-10" }] } } }).spans("x/does/block")).toEqual(["2015-08-01 to 2015-08-11"])
    const extended = caseOf({ orders: { x: { ...order, timeline: [{ issued: "2015-08-01", until: "2015-08-10" }, { extended: "2015-08-11", until: "2015-08-20" }] } } })
    expect(extended.spans("x/does/block")).toEqual(["2015-08-01 to 2015-08-21"])
    expect(extended.states("x")).toEqual(["issued 2015-08-01", "in-effect 2015-08-01", "expired 2015-08-21"])
  })

  it("that is struck down and not obeyed goes on", () => {
    const timeline = (obeyed: string) => [{ "in-effect": "2015-08-01" }, { "struck-down": "2015-09-01", obeyed }, { lifted: "2015-10-01" }]
    const spans = (obeyed: string) => caseOf({ orders: { x: { by: "PK", kind: "network-block", does: [block], timeline: timeline(obeyed) } } }).spans("x/does/block")
    expect(spans("no")).toEqual(["2015-08-01 to 2015-10-01"])
    expect(spans("yes")).toEqual(["2015-08-01 to 2015-09-01"])
  })

  it("is moved by nothing after its end, nor by what is revealed or denied", () => {
    const c = caseOf({ orders: { x: openOrBlock([issued, { withdrawn: "2015-10-01" }, { stayed: "2015-10-05" }, { revealed: "2015-11-01" }, { denied: "2015-11-02" }]) } })
    expect(c.states("x")).toEqual(["issued 2015-07-24", "withdrawn 2015-10-01"])
    expect(lifeOf(c.docket, "x").known?.map(({ state, atMs }) => `${state} ${c.local(atMs)}`)).toEqual(["revealed 2015-11-01", "denied 2015-11-02"])
    expect(c.docket.happened.get("orders.x.revealed")).toBe(c.clock.startOfDay("2015-11-01", "PK"))
  })

  it("lifts itself once enough of the named answers have come", () => {
    const answer = (when: string) => ({ by: "firm", to: "x", kind: "comply", when, do: [] })
    const orders = { x: { by: "PK", kind: "network-block", does: [block], ends: { when: "2 of [a, b, c]" }, timeline: [{ "in-effect": "2015-08-01" }] } }
    const c = caseOf({ orders, answers: { a: answer("2015-09-01"), b: answer("never"), c: answer("2015-10-01") } })
    expect(c.spans("x/does/block")).toEqual(["2015-08-01 to 2015-10-01"])
    expect(() => caseOf({ orders: { x: { ...orders.x, ends: { when: "soon" } } } })).toThrow(/orders\.x\.ends\.when/)
  })
})

describe("A stay", () => {
  const inEffect = (steps: ReadonlyArray<unknown>) => ({ by: "PK", kind: "network-block", does: [block], timeline: [{ "in-effect": "2015-08-01" }, ...steps] })

  it("suspends what is in force until it ends by its term or is upheld", () => {
    expect(caseOf({ orders: { x: inEffect([{ stayed: "2015-09-01", until: "2015-09-09" }]) } }).spans("x/does/block")).toEqual(["2015-08-01 to 2015-09-01", "2015-09-10 to end"])
    const c = caseOf({ orders: { x: inEffect([{ stayed: "2015-09-01" }, { upheld: "2015-10-01" }]) } })
    expect(c.spans("x/does/block")).toEqual(["2015-08-01 to 2015-09-01", "2015-10-01 to end"])
    expect(c.states("x")).toEqual(["in-effect 2015-08-01", "stayed 2015-09-01", "in-effect 2015-10-01"])
    expect(lifeOf(c.docket, "x").effect).toHaveLength(2)
  })

  it("before the effect lets the deadline's clock run: what it brings comes with the end of the stay", () => {
    const c = caseOf({ orders: { x: openOrBlock([issued, { stayed: "2015-11-01" }, { upheld: "2015-12-10" }]) } })
    expect(c.spans("x/else/block")).toEqual(["2015-12-10 to end"])
    expect(lifeOf(c.docket, "x").breach[0][0]).toBe(c.clock.startOfDay("2015-12-10", "PK"))
    expect(c.states("x").at(-1)).toBe("in-effect 2015-12-10")
    expect(caseOf({ orders: { x: openOrBlock([issued, { stayed: "2015-08-01" }, { upheld: "2015-09-01" }]) } }).spans("x/else/block")).toEqual(["2015-12-01 to end"])
  })

  it("that stops the clock puts the deadline off by its length", () => {
    const c = caseOf({ orders: { x: openOrBlock([issued, { stayed: "2015-08-01", clock: "stops" }, { upheld: "2015-08-11" }]) } })
    expect(c.spans("x/else/block")).toEqual(["2015-12-11 to end"])
  })

  it("before the issue holds what the issue brings", () => {
    const c = caseOf({ orders: { x: { by: "PK", kind: "network-block", does: [block], timeline: [{ announced: "2015-08-01" }, { stayed: "2015-08-05", until: "2015-08-19" }, { issued: "2015-08-10" }] } } })
    expect(c.spans("x/does/block")).toEqual(["2015-08-20 to end"])
    expect(c.states("x")).toEqual(["announced 2015-08-01", "stayed 2015-08-05", "issued 2015-08-10", "in-effect 2015-08-20"])
  })

  it("without an end holds for good", () => {
    expect(caseOf({ orders: { x: openOrBlock([issued, { stayed: "2015-11-01" }]) } }).docket.acts).toEqual([])
  })
})

describe("In effect", () => {
  const order = (steps: ReadonlyArray<unknown>) => ({ by: "PK", kind: "network-block", does: [block], timeline: [{ "in-effect": "2015-08-01" }, ...steps] })

  it("an order in breach that is postponed is so no more until the end of its target, which is its deadline then", () => {
    const told = (more: ReadonlyArray<unknown>, until?: string) => {
      const c = caseOf({ orders: { x: { by: "PK", kind: "bulk-access", to: "firm", demands: [open], timeline: [{ issued: "2015-08-01", due: "2015-08-31" }, ...more] } }, ...(until === undefined ? {} : { until }) })
      const { demand, dueMs, breach } = lifeOf(c.docket, "x")
      return [demand, dueMs === undefined ? "none" : c.local(dueMs), ...breach.map(([from, to]) => `${c.local(from)} to ${c.local(to)}`)]
    }
    expect(told([])).toEqual(["in-breach", "2015-09-01", "2015-09-01 to 2016-02-01"])
    expect(told([{ postponed: "2015-09-10", to: "2015-09-30" }])).toEqual(["in-breach", "2015-10-01", "2015-09-01 to 2015-09-10", "2015-10-01 to 2016-02-01"])
    expect(told([{ postponed: "2015-09-10", to: "2015-09-30" }], "2015-09-20")).toEqual(["open", "2015-10-01", "2015-09-01 to 2015-09-10"])
    expect(told([{ postponed: "2015-09-10" }])).toEqual(["open", "none", "2015-09-01 to 2015-09-10"])
    expect(told([{ stayed: "2015-09-10" }])).toEqual(["open", "2015-09-01", "2015-09-01 to 2015-09-10"])
    expect(told([{ rescinded: "2015-09-10" }])).toEqual(["in-breach", "2015-09-01", "2015-09-01 to 2015-09-10"])
  })

  it("an order that is postponed is suspended until the end of its target", () => {
    const c = caseOf({ orders: { x: order([{ postponed: "2015-09-01", to: "2015-09-30" }]) } })
    expect(c.spans("x/does/block")).toEqual(["2015-08-01 to 2015-09-01", "2015-10-01 to end"])
    expect(c.states("x")).toEqual(["in-effect 2015-08-01", "postponed 2015-09-01", "in-effect 2015-10-01"])
  })

  it("a waiver leaves the order due and unenforced", () => {
    const c = caseOf({ orders: { x: openOrBlock([issued, { waived: "2015-12-10", until: "2015-12-19" }]) } })
    expect(c.spans("x/else/block")).toEqual(["2015-12-01 to 2015-12-10", "2015-12-20 to end"])
    expect(lifeOf(c.docket, "x").breach).toHaveLength(1)
    expect(lifeOf(c.docket, "x").effect).toHaveLength(1)
  })

  it("an easing lets something pass until its time or the order ends", () => {
    const lets = { what: "mail", in: "PK" }
    const c = caseOf({ orders: { x: order([{ eased: "2015-08-10", until: "2015-08-10 03:00", lets }, { eased: "2015-08-20", lets }, { lifted: "2015-09-01" }]) } })
    expect(c.act("x/does/block").lets.map((e) => `${c.local(e.fromMs)} to ${c.local(e.untilMs)}`)).toEqual(["2015-08-10 to 2015-08-10 03:00", "2015-08-20 to 2015-09-01"])
    expect(c.act("x/does/block").lets[0].lets).toEqual({ what: ["mail"], in: ["PK"] })
    expect(c.docket.cutsMs.map(c.local)).toEqual(["2015-08-01", "2015-08-10", "2015-08-10 03:00", "2015-08-20", "2015-09-01"])
  })

  it("an amendment divides the acts that it changes and no others", () => {
    const does = [block, { id: "rest", block: { what: "chat", at: "border" } }]
    const c = caseOf({ orders: { x: { by: "PK", kind: "network-block", does, timeline: [{ "in-effect": "2015-08-01" }, { amended: "2015-09-01", set: { "does.rest.block.what": ["chat", "mail"] } }, { lifted: "2015-10-01" }] } } })
    expect(c.spans("x/does/block")).toEqual(["2015-08-01 to 2015-10-01"])
    expect(c.spans("x/does/rest")).toEqual(["2015-08-01 to 2015-09-01", "2015-09-01 to 2015-10-01"])
    expect(c.docket.acts.filter((a) => a.path === "x/does/rest").map((a) => a.act.block?.what)).toEqual([["chat"], ["chat", "mail"]])
    const renewed = caseOf({ orders: { x: order([{ amended: "2015-09-01" }]) } })
    expect(renewed.docket.acts).toEqual(caseOf({ orders: { x: order([]) } }).docket.acts)
    expect(() => caseOf({ orders: { x: order([{ amended: "2015-09-01", set: { "does.slow.rate": "1 kbit/s" } }]) } })).toThrow(/no entry is named "slow"/)
  })

  it("an amendment while a stay lasts lets what is done once go on as it was worded until the order is in force again", () => {
    const stop = { stop: { at: "karachi" } }
    const stayed = (set: Record<string, unknown>) => caseOf({ orders: { x: { by: "PK", kind: "network-block", does: [stop], timeline: [{ "in-effect": "2015-08-01" }, { postponed: "2015-08-10", to: "2015-08-19" }, { amended: "2015-08-15", set }] } } }).spans("x/does/stop")
    expect(stayed({ "does.stop.at": "london" }).map((span) => span.split(" to ")[0])).toEqual(["2015-08-01", "2015-08-20"])
    // How far an order reaches is a word of access alone.
    expect(stayed({ extent: "world" })).toHaveLength(1)
  })
})

describe("Acts", () => {
  it("of one name are told apart by number, ids stand for verbs", () => {
    const c = caseOf({ orders: { x: { by: "PK", kind: "network-block", does: [block, block, { id: "third", ...block }], timeline: [{ issued: "2015-08-01" }] } } })
    expect(c.docket.acts.map((a) => a.path)).toEqual(["x/does/block", "x/does/block#2", "x/does/third"])
  })

  it("stand in the issuer's country, where they say, in a union's members, or everywhere", () => {
    const does = [block, { block: { what: "mail", at: "border", in: ["PK-SD", "GB"] } }, { block: { what: "mail", at: "border", in: "all" } }]
    const places = (by: string) => caseOf({ countries: { EU: { members: ["GB", "PK"] } }, orders: { x: { by, kind: "network-block", does, timeline: [{ issued: "2015-08-01" }] } } }).docket.acts.map((a) => a.inPlaces)
    expect(places("PK")).toEqual([["PK"], ["PK-SD", "GB"], []])
    expect(places("EU")[0]).toEqual(["GB", "PK"])
    const keys = caseOf({ events: { leak: { when: "2015-08-01", do: [{ "give-keys": { what: "mail.content", to: "PK", in: "branch" } }] } } })
    expect(keys.act("leak/do/give-keys").inPlaces).toEqual(["PK"])
  })

  it("come in the order of their start, then recorded steps, answers, consequences", () => {
    const c = caseOf({
      orders: {
        late: openOrBlock([{ issued: "2015-07-24", due: "2015-11-30" }]),
        recorded: { by: "PK", kind: "network-block", does: [block], timeline: [{ "in-effect": "2015-12-01" }] },
        early: { by: "PK", kind: "network-block", does: [block], timeline: [{ "in-effect": "2015-10-01" }] }
      },
      answers: { close: { by: "firm", to: "late", kind: "filter", when: "2015-12-01", do: [{ "close-to-new": { what: "mail" } }] }, leave: { ...leave, to: "late", when: "orders.late.in-effect" } }
    })
    expect(c.docket.acts.map((a) => a.path)).toEqual(["early/does/block", "recorded/does/block", "close/do/close-to-new", "late/else/block", "leave/do/exit"])
  })

  it("of events go until the event ends", () => {
    const c = caseOf({ orders: { x: openOrBlock([issued]) }, events: { more: { when: "orders.x.in-effect + 2 days", until: "2015-12-20", do: [{ shift: { people: "residents", habit: "vpn", to: true, share: "15 %" } }] } } })
    expect(c.spans("more/do/shift")).toEqual(["2015-12-03 to 2015-12-21"])
    expect(c.act("more/do/shift")).toMatchObject({ event: "more", by: [], inPlaces: [], extent: "world" })
  })

  it("that happen once are not repeated after a stay", () => {
    const c = caseOf({ orders: { x: { by: "PK", kind: "seizure", does: [{ seize: { at: "branch" } }], timeline: [{ "in-effect": "2015-08-01" }, { stayed: "2015-09-01", until: "2015-09-09" }] } } })
    expect(c.spans("x/does/seize")).toEqual(["2015-08-01 to end"])
  })
})

describe("Steps of other orders", () => {
  it("date a step, through a chain, and a cycle never comes", () => {
    const order = (timeline: ReadonlyArray<unknown>) => ({ by: "PK", kind: "network-block", does: [block], timeline })
    const c = caseOf({
      orders: {
        third: order([{ "in-effect": "orders.second.the-day + 1 days" }]),
        second: order([{ id: "the-day", "in-effect": "orders.first.in-effect + 12 h" }, { lifted: "orders.third" }]),
        first: order([{ issued: "2015-08-01" }]),
        hen: order([{ "in-effect": "orders.egg.in-effect" }]),
        egg: order([{ "in-effect": "orders.hen.in-effect" }])
      }
    })
    expect(c.spans("second/does/block")).toEqual(["2015-08-01 12:00 to 2015-08-02 12:00"])
    expect(c.spans("third/does/block")).toEqual(["2015-08-02 12:00 to end"])
    expect(lifeOf(c.docket, "hen").states).toEqual([])
  })

  it("lift at the instant at which another imposes, without overlap", () => {
    const c = caseOf({ orders: { a: { by: "PK", kind: "network-block", does: [block], timeline: [{ "in-effect": "2015-08-01" }, { lifted: "orders.b.in-effect" }] }, b: openOrBlock([issued]) } })
    expect(c.act("a/does/block").intervals[0].untilMs).toBe(c.act("b/else/block").intervals[0].fromMs)
  })
})

describe("A ladder", () => {
  const rungs = [{ after: "5 business days", do: [{ sanction: { fine: "800000 RUB", of: "firm" } }] }, { id: "the-block", after: "15 days", do: [block] }]
  const ladder = (more: object = {}) => caseOf({ orders: { x: { ...openOrBlock([{ issued: "2015-07-24", due: "2015-09-03" }]), else: rungs } }, ...more })

  it("climbs by itself, each rung counted from the one before", () => {
    const c = ladder()
    expect(c.states("x")).toEqual(["issued 2015-07-24", "in-effect 2015-09-04"])
    expect(c.spans("x/else/sanction")).toEqual(["2015-09-11 to end"])
    expect(c.spans("x/else/the-block/block")).toEqual(["2015-09-26 to end"])
    expect(c.docket.happened.get("orders.x.the-block")).toBe(c.clock.startOfDay("2015-09-26", "PK"))
  })

  it("stops when the demand is met, and what stands goes on", () => {
    const c = ladder({ answers: { yield: { by: "firm", to: "x", kind: "comply", when: "2015-09-20", do: ["comply"] } } })
    expect(c.docket.acts.map((a) => a.path)).toEqual(["x/else/sanction", "yield/do/open"])
    expect(c.spans("x/else/sanction")).toEqual(["2015-09-11 to end"])
    expect(lifeOf(c.docket, "x").breach.map(([from, until]) => [c.local(from), c.local(until)])).toEqual([["2015-09-04", "2015-09-20"]])
    expect(lifeOf(c.docket, "x").demand).toBe("met")
  })

  it("waits in a stay that stops the clock", () => {
    const c = caseOf({ orders: { x: { ...openOrBlock([{ issued: "2015-07-24", due: "2015-09-03" }, { stayed: "2015-09-14", clock: "stops", until: "2015-09-23" }]), else: rungs } } })
    expect(c.spans("x/else/sanction")).toEqual(["2015-09-11 to 2015-09-14", "2015-09-24 to end"])
    expect(c.spans("x/else/the-block/block")).toEqual(["2015-10-06 to end"])
  })
})
