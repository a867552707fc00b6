import { describe, expect, it } from "vitest"
import { block, caseOf } from "./docketCase.ts"

const order = (through: unknown, does: ReadonlyArray<unknown> = [block], timeline: ReadonlyArray<unknown> = [{ "in-effect": "2015-08-01" }, { lifted: "2015-09-01" }]) => ({ x: { by: "PK", kind: "network-block", through, does, timeline } })

function carrying(through: unknown, does?: ReadonlyArray<unknown>, timeline?: ReadonlyArray<unknown>, draw?: (cause: string, key: string) => number) {
  const c = caseOf({ orders: order(through, does, timeline) }, draw)
  return c.docket.acts[0].carriers?.map((one) => `${one.carrier} ${one.intervals.map((i) => `${c.local(i.fromMs)} to ${c.local(i.untilMs)}`).join(", ")}${one.share === 1 ? "" : ` ${one.share}`}`)
}

describe("Through", () => {
  it("nobody named, the state's own hand does it to everybody", () => {
    expect(carrying(undefined)).toBeUndefined()
  })

  it("names who obeys; whom it does not name refuses", () => {
    expect(carrying({ one: "obeys" })).toEqual(["one 2015-08-01 to 2015-09-01"])
    expect(carrying({ one: "refuses", two: "refuses" })).toEqual([])
  })

  it("others are the other carriers of the place, and lines of which no carrier is known", () => {
    expect(carrying({ one: "refuses", others: "obeys" })).toEqual(["two 2015-08-01 to 2015-09-01", "others 2015-08-01 to 2015-09-01"])
    expect(carrying({ others: "obeys" }, [{ block: { what: "mail", at: "border", in: "all" } }])?.map((one) => one.split(" ")[0])).toEqual(["one", "two", "isle", "others"])
    expect(carrying({ others: "refuses", one: "obeys" })).toEqual(["one 2015-08-01 to 2015-09-01"])
  })

  it("a carrier may be late, obey for a while, or on a part of its lines", () => {
    expect(carrying({ one: { after: "12 h" } })).toEqual(["one 2015-08-01 12:00 to 2015-09-01"])
    expect(carrying({ one: { from: "2015-08-10", until: "2015-08-19" } })).toEqual(["one 2015-08-10 to 2015-08-20"])
    expect(carrying({ one: { share: "90 %" } })).toEqual(["one 2015-08-01 to 2015-09-01 0.9"])
    expect(carrying({ one: { after: "60 days" } })).toEqual([])
    expect(carrying({ one: { from: "orders.x.in-effect + 2 days" }, two: { from: "orders.y.issued" } })).toEqual(["one 2015-08-03 to 2015-09-01"])
  })

  it("a lag begins anew with each time that the order is enforced", () => {
    expect(carrying({ one: { after: "12 h" } }, [block], [{ "in-effect": "2015-08-01" }, { stayed: "2015-08-10", until: "2015-08-19" }])).toEqual(["one 2015-08-01 12:00 to 2015-08-10, 2015-08-20 12:00 to end"])
  })

  it("each carrier draws its own lag, by its name alone", () => {
    const draw = (cause: string, key: string) => (cause === "obedience" && key === "x/two" ? 0.25 : 0.5)
    const spread = { after: ["0 h", "24 h"], spread: "once-per-carrier" }
    expect(carrying({ others: spread }, undefined, undefined, draw)).toEqual(["one 2015-08-01 12:00 to 2015-09-01", "two 2015-08-01 06:00 to 2015-09-01", "others 2015-08-01 12:00 to 2015-09-01"])
  })

  it("an amendment of its words leaves a carrier's lag alone", () => {
    const c = caseOf({ orders: order({ one: { after: "12 h" } }, [block], [{ "in-effect": "2015-08-01" }, { amended: "2015-08-10", set: { "does.block.at": "border" } }]) })
    expect(c.docket.acts.flatMap((act) => act.carriers?.[0].intervals.map((i) => `${c.local(i.fromMs)} to ${c.local(i.untilMs)}`))).toEqual(["2015-08-01 12:00 to 2015-08-10", "2015-08-10 to end"])
  })

  it("a carrier that begins or ends at an instant of its own cuts the tables then, once for all that do so", () => {
    const does = [block, { open: { what: "mail.content", via: "gateway", span: "from-now" } }]
    const c = caseOf({ orders: order({ one: "obeys", two: { from: "2015-08-10", until: "2015-08-19" }, isle: { after: "9 days" } }, does) })
    expect(c.docket.cutsMs.map(c.local)).toEqual(["2015-08-01", "2015-08-10", "2015-08-20", "2015-09-01"])
    expect(new Set(c.docket.lives[0].turns?.map(({ what, atMs }) => `${what} ${c.local(atMs)}`))).toEqual(new Set(["in-effect 2015-08-01", "through.two 2015-08-10", "through.isle 2015-08-10", "through.two 2015-08-20", "lifted 2015-09-01"]))
  })

  it("nobody seizes, fines or asks: the state does that itself", () => {
    for (const act of [{ seize: { at: "branch" } }, { sanction: { fine: "50000 PKR", of: "firm" } }, { ask: { for: "mail.root" } }]) expect(carrying({ one: "obeys" }, [act])).toBeUndefined()
  })
})
