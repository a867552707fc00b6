import { describe, expect, it } from "vitest"
import { get, resolve } from "../../src/language/paths.ts"

const TREE = {
  people: { visitors: { reach: { wifi: "30 %" } } },
  services: { bes: { options: { vault: { changes: { "backup.keys": "user" } } } } },
  orders: {
    chat: {
      by: "RU",
      does: [{ id: "chat-itself", block: { what: "chat", match: "address" } }, { id: "neighbours", block: { what: ["shop"] } }],
      demands: [{ "any-of": [{ open: { to: "AE" } }, { place: { in: "AE" } }] }],
      else: [{ block: { at: "border" } }, { id: "later", after: "3 days", do: [{ sanction: { fine: "1 RUB" } }] }],
      timeline: [{ issued: "2015-07-24", due: "2015-11-30" }, { postponed: "2015-11-30", to: "2015-12-30" }, { rescinded: "2015-12-31" }]
    }
  },
  answers: { no: { do: ["refuse"] } },
  claims: [{ id: "one", says: "so" }]
}

describe("a path of the language", () => {
  it.each([
    ["orders.chat.timeline.rescinded", "2015-12-31"],
    ["orders.chat.timeline.postponed.to", "2015-12-30"],
    ["orders.chat.timeline.issued.due", "2015-11-30"],
    ["orders.chat.else.block.at", "border"],
    ["orders.chat.does.chat-itself.block.match", "address"],
    ["orders.chat.demands.any-of.open.to", "AE"],
    ["orders.chat.else.later.do.sanction.fine", "1 RUB"],
    ["people.visitors.reach", { wifi: "30 %" }],
    ["services.bes.options.vault.changes.backup.keys", "user"],
    ["answers.no.do.refuse", "refuse"],
    ["claims.one.says", "so"]
  ])("%s leads to its value", (path, value) => {
    expect(get(TREE, path)).toEqual(value)
  })
  it("may end in a new key where its parent is a mapping", () => {
    expect(resolve(TREE, "orders.chat.timeline.issued.until")).toMatchObject({ ok: true, exists: false, keys: ["orders", "chat", "timeline", 0, "until"] })
    expect(resolve(TREE, "people.visitors.sim")).toMatchObject({ ok: true, exists: false })
  })
  it.each([
    ["orders.chad.by", 'orders has no "chad"', 'did you mean "chat"?'],
    ["orders.chat.timeline.recinded", 'orders.chat.timeline has no "recinded"', 'did you mean "rescinded"?'],
    ["people.visitors.reach.wifi.share", 'people.visitors.reach.wifi has no "share"', "which has no parts"],
    ["orders.chat.does.block.match", "2 entries have it", "give the entry that you mean an id"],
    ["people.visitors.0.x.y", 'people.visitors has no "0"', undefined],
    ["people..reach", "is no path", undefined]
  ])("%s leads nowhere, and says how far it came", (path, says, hint) => {
    const found = resolve(TREE, path)
    expect(found).toMatchObject({ ok: false, message: expect.stringContaining(says) })
    if (hint !== undefined && !found.ok) expect(found.hint).toContain(hint)
  })
  it("does not reach what every object inherits", () => {
    expect(resolve(TREE, "orders.toString.name").ok).toBe(false)
  })
})
