import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import { amended } from "../../src/model/amended.ts"
import { Order } from "../../src/model/orders.ts"

const raw = {
  by: "DE",
  kind: "stored-data",
  to: "firm",
  demands: [{ open: { what: "mail.mailbox", of: { list: "one-account" }, in: "DE", span: "stored", to: "DE" } }],
  through: { one: { share: "57 %" }, others: { after: ["0 h", "24 h"], spread: "once-per-carrier" } },
  does: [{ id: "first", block: { what: "mail", at: "border" } }, { id: "second", block: { what: "chat", at: "border", daily: "01:00-05:00" } }],
  else: [{ id: "rung", after: "5 business days", do: [{ block: { what: "mail", at: "border", leak: { share: "57 %", by: "line" } } }] }],
  timeline: [{ issued: "2013-12-04", due: "2013-12-18 15:00 UTC" }, { postponed: "orders.x.due + 3 h", to: "2014-01-01" }]
}
const decode = Schema.decodeUnknownSync(Order)
const order = decode(raw)

describe("An amended order", () => {
  it("reads as if the file had said so from the start", () => {
    const becomes = amended(order, { extent: "world", "demands.open.in": "all", "else.rung.after": "7 days", "else.rung.do.block.what": ["mail", "chat"], "through.one": "obeys", "does.second.block.daily": "02:00-03:00" })
    expect(becomes).toEqual(decode({
      ...raw,
      extent: "world",
      demands: [{ open: { ...raw.demands[0].open, in: "all" } }],
      through: { ...raw.through, one: "obeys" },
      does: [raw.does[0], { id: "second", block: { what: "chat", at: "border", daily: "02:00-03:00" } }],
      else: [{ id: "rung", after: "7 days", do: [{ block: { ...raw.else[0].do[0].block, what: ["mail", "chat"] } }] }]
    }))
  })

  it("that sets nothing is the same, to the last digit", () => {
    expect(amended(order, {})).toEqual(order)
  })

  it("has the very value that it was where nothing is amended, in whatever order its keys stand", () => {
    const turned = { ...order, does: order.does!.map((act) => Object.fromEntries(Object.entries(act).map(([verb, body]) => [verb, typeof body === "object" ? Object.fromEntries(Object.entries(body).reverse()) : body])) as typeof act) }
    const becomes = amended(turned, { extent: "world" })
    expect(typeof becomes !== "string" && becomes.does).toBe(turned.does)
    expect(typeof becomes !== "string" && becomes.extent).toBe("world")
  })

  it("takes a list whole, and an entry's id with or without its verb", () => {
    expect(amended(order, { demands: [] })).toMatchObject({ demands: [] })
    expect(amended(order, { "does.first.at": "gateway" })).toEqual(amended(order, { "does.first.block.at": "gateway" }))
  })

  it("is refused with a sentence where a path leads nowhere or a value does not fit", () => {
    expect(amended(order, { "demands.place.in": "DE" })).toBe('demands.place.in: no entry is named "place"')
    expect(amended(order, { "does.block.what": "mail" })).toBe('does.block.what: several entries are "block": give them ids')
    expect(amended(order, { "settlement.of.what": 1 })).toBe('settlement.of.what: nothing stands at "settlement"')
    expect(amended(order, { extent: "wrold" })).toMatch(/extent: Expected/)
    expect(amended(order, { "__proto__.x": 1 })).toMatch(/is no key/)
  })
})
