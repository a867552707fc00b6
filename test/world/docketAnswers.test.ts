import { describe, expect, it } from "vitest"
import { block, caseOf, lifeOf, open, openOrBlock } from "./docketCase.ts"

const issued = { issued: "2015-07-24", due: "2015-11-30" }
const answer = (does: ReadonlyArray<unknown>, more: object = {}) => ({ by: "firm", to: "x", kind: "comply", do: does, ...more })
const withAnswers = (answers: Record<string, unknown>, order: Record<string, unknown> = {}, timeline: ReadonlyArray<unknown> = [issued]) => caseOf({ orders: { x: openOrBlock(timeline, order) }, answers })
const demandOf = (c: ReturnType<typeof caseOf>) => lifeOf(c.docket, "x").demand

describe("A demand", () => {
  it("is met by complying at the deadline: in effect without the else, and what was answered goes on", () => {
    const c = withAnswers({ yield: answer(["comply"]) })
    expect(c.docket.acts.map((a) => a.path)).toEqual(["yield/do/open"])
    expect(c.spans("yield/do/open")).toEqual(["2015-12-01 to end"])
    expect(c.act("yield/do/open")).toMatchObject({ verb: "open", order: "x", answer: "yield", issuer: "PK", by: ["firm"], inPlaces: ["PK"], rank: 1, covers: ["x"], extent: "territory" })
    expect(c.states("x")).toEqual(["issued 2015-07-24", "in-effect 2015-12-01"])
    expect(lifeOf(c.docket, "x")).toMatchObject({ demand: "met", breach: [], answers: ["yield"] })
  })

  it("met before the deadline takes effect with it", () => {
    const c = withAnswers({ yield: answer(["comply"], { when: "2015-10-01" }) })
    expect(c.spans("yield/do/open")).toEqual(["2015-10-01 to end"])
    expect(c.states("x")).toEqual(["issued 2015-07-24", "in-effect 2015-12-01"])
  })

  it("met ends with a recorded step alone, and the answer with it", () => {
    const c = withAnswers({ yield: answer(["comply"]) }, {}, [issued, { rescinded: "2016-01-20" }])
    expect(c.spans("yield/do/open")).toEqual(["2015-12-01 to 2016-01-20"])
    expect(demandOf(withAnswers({}, {}, [issued, { met: "2015-09-01" }]))).toBe("met")
  })

  it("is not met by refusing, nor by another kind of answer: then there is disclosure and block", () => {
    const c = withAnswers({ no: answer(["refuse"], { kind: "refuse" }) })
    expect(c.docket.acts.map((a) => a.path)).toEqual(["x/else/block"])
    expect(demandOf(c)).toBe("in-breach")
    expect(lifeOf(c.docket, "x").answers).toEqual(["no"])
    const other = withAnswers({ keys: answer([{ "give-keys": { what: "mail.content", to: "PK" } }]) })
    expect(other.docket.acts.map((a) => a.path)).toEqual(["keys/do/give-keys", "x/else/block"])
  })

  it("met after the deadline ends the breach and not the else", () => {
    const c = withAnswers({ yield: answer(["comply"], { when: "2015-12-11" }) })
    expect(c.spans("x/else/block")).toEqual(["2015-12-01 to end"])
    expect(lifeOf(c.docket, "x").breach.map(([from, until]) => [c.local(from), c.local(until)])).toEqual([["2015-12-01", "2015-12-11"]])
    expect(demandOf(c)).toBe("met")
  })

  it("falls back into breach when the answer stops", () => {
    const c = withAnswers({ yield: answer(["comply"], { until: "2015-12-20" }) })
    expect(c.spans("yield/do/open")).toEqual(["2015-12-01 to 2015-12-21"])
    expect(c.spans("x/else/block")).toEqual([])
    expect(lifeOf(c.docket, "x").breach.map(([from]) => c.local(from))).toEqual(["2015-12-21"])
  })

  it("may be met by several acts, and only by its addressees", () => {
    const part = (what: string) => ({ open: { ...open.open, what } })
    expect(demandOf(withAnswers({ both: answer([part("mail.content"), part("mail.metadata")]) }))).toBe("met")
    expect(demandOf(withAnswers({ half: answer([part("mail.content")]) }))).toBe("in-breach")
    expect(demandOf(withAnswers({ yield: answer(["comply"], { by: "rival" }) }))).toBe("in-breach")
    const two = { to: ["firm", "rival"] }
    expect(demandOf(withAnswers({ yield: answer(["comply"]) }, two))).toBe("in-breach")
    expect(demandOf(withAnswers({ yield: answer(["comply"], { by: ["firm", "rival"] }) }, two))).toBe("met")
    expect(demandOf(withAnswers({ stray: answer([open], { to: "y" }) }))).toBe("in-breach")
  })

  it("amended is judged anew", () => {
    const c = withAnswers({ part: answer([{ open: { ...open.open, what: "mail.content" } }]) }, {}, [issued, { amended: "2015-12-20", set: { "demands.open.what": "mail.content" } }])
    expect(lifeOf(c.docket, "x").breach.map(([from, until]) => [c.local(from), c.local(until)])).toEqual([["2015-12-01", "2015-12-20"]])
    const follows = withAnswers({ yield: answer(["comply"]) }, {}, [issued, { amended: "2015-12-20", set: { extent: "world", "demands.open.in": "all" } }])
    expect(follows.spans("yield/do/open")).toEqual(["2015-12-01 to 2015-12-20", "2015-12-20 to end"])
    expect(follows.docket.acts.map((a) => a.inPlaces)).toEqual([["PK"], []])
  })
})

describe("What covers a demand", () => {
  const meets = (act: unknown, demand: unknown = open) => demandOf(withAnswers({ a: answer([act]) }, { demands: [demand] })) === "met"
  const opens = (body: object) => ({ open: { ...open.open, ...body } })

  it("is at least what is demanded", () => {
    expect(meets(opens({ what: "mail" }))).toBe(true)
    expect(meets(opens({ what: undefined }))).toBe(true)
    expect(meets(opens({ what: "chat" }))).toBe(false)
    expect(meets(opens({ what: ["mail.content", "mail.metadata", "chat.content"] }), opens({ what: "mail" }))).toBe(true)
    expect(meets(opens({ what: ["mail.content"] }), opens({ what: "mail" }))).toBe(false)
    expect(meets(opens({ what: "mail" }), opens({ what: undefined }))).toBe(false)
  })

  it("is at least whom is demanded", () => {
    expect(meets(opens({ of: undefined }))).toBe(true)
    expect(meets(opens({ of: "all" }))).toBe(true)
    expect(meets(opens({ of: { present: ["PK", "GB"] } }))).toBe(true)
    expect(meets(opens({ of: { present: "GB" } }))).toBe(false)
    expect(meets(opens({ of: { present: "PK", list: "targets" } }))).toBe(false)
    expect(meets(opens({ of: { present: "PK" } }), opens({ of: { present: "PK", list: "targets" } }))).toBe(true)
    expect(meets(opens({ of: [{ home: "PK" }, { present: "PK" }] }))).toBe(true)
    expect(meets(opens({ of: { present: "PK" } }), opens({ of: [{ home: "PK" }, { present: "PK" }] }))).toBe(false)
    expect(meets(opens({}), opens({ of: undefined }))).toBe(false)
  })

  it("is where, to whom and in the way demanded", () => {
    expect(meets(opens({ span: "stored" }))).toBe(false)
    expect(meets(opens({ span: "all" }))).toBe(true)
    expect(meets(opens({ to: "GB" }))).toBe(false)
    expect(meets(opens({ to: undefined }))).toBe(true)
    expect(meets(opens({ in: "GB" }))).toBe(false)
    expect(meets(opens({ in: "all" }))).toBe(true)
    expect(meets(opens({}), opens({ in: ["PK", "GB"] }))).toBe(false)
    expect(meets(block, { block: { what: "mail", at: "subscription" } })).toBe(true)
    expect(meets({ block: { what: "mail", at: "subscription", leak: { share: "30 %", by: "line" } } }, block)).toBe(false)
    expect(meets({ keep: { what: "mail", for: "90 days" } }, { keep: { what: "mail", for: "180 days" } })).toBe(false)
    expect(meets({ keep: { what: "mail" } }, { keep: { what: "mail", for: "180 days" } })).toBe(true)
    expect(meets({ "give-keys": { what: "mail.content", to: "PK" } }, { "give-keys": { what: "mail.content" } })).toBe(true)
  })

  it("is for a placement any place that is allowed", () => {
    const place = (body: object) => ({ place: { what: "mail.content", ...body } })
    expect(meets(place({ in: "PK" }), place({ in: ["PK", "GB"] }))).toBe(true)
    expect(meets(place({ in: ["PK", "GB"] }), place({ in: "PK" }))).toBe(false)
    expect(meets(place({ at: "branch" }), place({ in: "PK" }))).toBe(true)
    expect(meets(place({ at: "home" }), place({ in: "PK" }))).toBe(false)
    expect(meets(place({ in: "GB" }), place({ "not-in": "PK" }))).toBe(true)
    expect(meets(place({ in: "PK-SD" }), place({ "not-in": "PK" }))).toBe(false)
    expect(meets(place({ in: "PK", copies: "primary" }), place({ in: "PK" }))).toBe(false)
    expect(meets(place({ in: "PK", old: "stays" }), place({ in: "PK", old: "moves" }))).toBe(false)
  })

  it("is of any-of any one alternative", () => {
    const either = { "any-of": [open, { place: { what: "mail.content", of: { account: "PK" }, in: "PK" } }] }
    expect(meets({ place: { what: "mail.content", of: { account: "PK" }, in: "PK", old: "moves" } }, either)).toBe(true)
    expect(meets({ place: { what: "mail.metadata", in: "PK" } }, either)).toBe(false)
  })
})

describe("Complying", () => {
  it("with some classes alone meets a demand of just those", () => {
    const only = { yield: answer([{ comply: { only: "mail.metadata" } }]) }
    const c = withAnswers(only)
    expect(c.act("yield/do/open").act.open?.what).toEqual(["mail.metadata"])
    expect(c.act("yield/do/open").covers).toEqual([])
    expect(demandOf(c)).toBe("in-breach")
    expect(demandOf(withAnswers(only, { demands: [{ open: { ...open.open, what: "mail.metadata" } }] }))).toBe("met")
  })

  it("takes of any-of the first, or what is named", () => {
    const demands = [{ "any-of": [{ place: { what: "mail.content", in: "PK" } }, { open: { what: "chat.content", span: "stored" } }] }]
    expect(withAnswers({ yield: answer(["comply"]) }, { demands }).docket.acts.map((a) => a.path)).toEqual(["yield/do/place"])
    expect(withAnswers({ yield: answer([{ comply: { only: "chat.content" } }]) }, { demands }).docket.acts.map((a) => a.path)).toEqual(["yield/do/open"])
  })

  it("with several orders does what each demands, while each stands", () => {
    const order = (who: string, timeline: ReadonlyArray<unknown>) => ({ by: who, kind: "bulk-access", to: "firm", demands: [{ open: { what: "mail", span: "from-now", to: who } }], timeline })
    const c = caseOf({
      orders: { x: order("PK", [{ issued: "2015-08-01" }, { lifted: "2015-09-01" }]), y: order("GB", [{ issued: "2015-08-01" }, { lifted: "2015-10-01" }]) },
      answers: { yield: { by: "firm", to: ["x", "y"], kind: "comply", when: "2015-08-10", do: ["comply"] } }
    })
    expect(c.spans("yield/do/open")).toEqual(["2015-08-10 to 2015-09-01"])
    expect(c.act("yield/do/open#2")).toMatchObject({ order: "y", issuer: "GB" })
    expect([lifeOf(c.docket, "x").demand, lifeOf(c.docket, "y").demand]).toEqual(["met", "met"])
  })
})

describe("An answer", () => {
  it("comes with its order's deadline, else with its effect, unless it says when", () => {
    const at = (timeline: ReadonlyArray<unknown>, order: Record<string, unknown> = {}) => withAnswers({ a: answer([{ filter: { what: "mail" } }]) }, order, timeline).docket.answers[0].atMs
    const c = withAnswers({})
    expect(at([issued])).toBe(c.clock.endOfDay("2015-11-30", "PK"))
    expect(at([{ issued: "2015-08-01" }])).toBe(c.clock.startOfDay("2015-08-01", "PK"))
    expect(at([{ announced: "2015-08-01" }])).toBeUndefined()
  })

  it("to orders that are switched off never comes", () => {
    const c = caseOf({ answers: { a: answer([block], { when: "2015-08-01" }) } })
    expect(c.docket.acts).toEqual([])
    expect(c.docket.answers[0].atMs).toBeUndefined()
  })

  it("that waits for the effect follows the breach", () => {
    const c = withAnswers({ yield: answer(["comply"], { when: "orders.x.in-effect" }) })
    expect(c.docket.acts.map((a) => [a.path, a.rank])).toEqual([["x/else/block", 2], ["yield/do/open", 2]])
  })

  it("ends with the last order that it answers, but what lasts lasts until its own end", () => {
    const measure = (timeline: ReadonlyArray<unknown>) => ({ by: "PK", kind: "network-block", does: [block], timeline })
    const c = caseOf({
      orders: { x: measure([{ issued: "2015-08-01" }, { lifted: "2015-09-01" }]), y: measure([{ issued: "2015-08-01" }, { lifted: "2015-10-01" }]) },
      answers: {
        a: { by: "firm", to: ["x", "y"], kind: "evade", when: "2015-08-10", do: [{ evade: { what: "mail", leak: { share: "80 %", by: "connection" } } }, { exit: { what: "mail" } }] },
        b: { by: "firm", to: "x", kind: "exit", when: "2015-08-10", until: "2015-12-31", do: [{ exit: { what: "chat" } }] }
      }
    })
    expect(c.spans("a/do/evade")).toEqual(["2015-08-10 to 2015-10-01"])
    expect(c.spans("a/do/exit")).toEqual(["2015-08-10 to end"])
    expect(c.spans("b/do/exit")).toEqual(["2015-08-10 to 2016-01-01"])
  })

  it("to several orders complies with each when that comes to it, and does what else it does with the first", () => {
    const two = (second: ReadonlyArray<unknown>) => ({ x: openOrBlock([issued]), y: openOrBlock(second) })
    const both = answer(["comply", { exit: { what: "chat" } }], { to: ["x", "y"] })
    const c = caseOf({ orders: two([{ issued: "2015-12-05", due: "2015-12-20" }]), answers: { both } })
    expect(c.spans("both/do/exit")).toEqual(["2015-12-01 to end"])
    expect(c.spans("both/do/open")).toEqual(["2015-12-01 to end"])
    expect(c.spans("both/do/open#2")).toEqual(["2015-12-21 to end"])
    expect([lifeOf(c.docket, "x"), lifeOf(c.docket, "y")].map(({ demand, answers }) => [demand, answers])).toEqual([["met", ["both"]], ["met", ["both"]]])
    expect(c.docket.answers.map(({ id, atMs }) => [id, c.local(atMs!)])).toEqual([["both", "2015-12-01"]])
    // One that is withdrawn before is not complied with; the other is all the same.
    const withdrawn = caseOf({ orders: { ...two([{ issued: "2015-12-05", due: "2015-12-20" }]), x: openOrBlock([issued, { withdrawn: "2015-10-01" }]) }, answers: { both: { ...both, do: ["comply"] } } })
    expect(withdrawn.docket.acts.map((act) => [act.path, act.order, withdrawn.local(act.intervals[0].fromMs)])).toEqual([["both/do/open", "y", "2015-12-21"]])
    // An instant of its own is the same for all.
    const stated = caseOf({ orders: two([{ issued: "2015-08-05", due: "2015-12-20" }]), answers: { both: { ...both, when: "2015-09-01" } } })
    expect(stated.spans("both/do/open#2")).toEqual(["2015-09-01 to end"])
  })

  it("gives access as far as its order then reaches", () => {
    const wide = { amended: "2015-09-01", set: { extent: "world" } }
    const reach = (c: ReturnType<typeof caseOf>, path: string) => c.docket.acts.filter((act) => act.path === path).map((act) => `${act.extent} ${act.intervals.map((i) => `${c.local(i.fromMs)} to ${c.local(i.untilMs)}`).join()}`)
    const c = withAnswers({ yield: answer(["comply"], { when: "2015-08-01" }), gives: answer([open], { when: "2015-08-01" }), later: answer([open], { when: "2015-10-01" }), once: answer([{ erase: { what: "mail" } }], { when: "2015-08-01" }) }, {}, [issued, wide])
    for (const path of ["yield/do/open", "gives/do/open"]) expect(reach(c, path)).toEqual(["territory 2015-08-01 to 2015-09-01", "world 2015-09-01 to end"])
    expect(reach(c, "later/do/open")).toEqual(["world 2015-10-01 to end"])
    expect(reach(c, "once/do/erase")).toEqual(["territory 2015-08-01 to end"])
  })

  it("rests while the order is stayed", () => {
    const c = withAnswers({ yield: answer(["comply"], { when: "2015-08-01" }) }, {}, [issued, { stayed: "2015-09-01", until: "2015-09-09" }])
    expect(c.spans("yield/do/open")).toEqual(["2015-08-01 to 2015-09-01", "2015-09-10 to end"])
  })

  it("of a carrier is carried out by that carrier, and tells its notice", () => {
    const c = withAnswers({ close: answer([block], { by: "one", notice: "2015-07-30" }) })
    expect(c.act("close/do/block").carriers).toEqual([{ carrier: "one", intervals: c.act("close/do/block").intervals, share: 1 }])
    expect(c.act("close/do/block").noticeMs).toBe(c.clock.startOfDay("2015-07-30", "PK"))
    expect(c.docket.cutsMs.map(c.local)).toEqual(["2015-07-24", "2015-12-01"])
  })
})
