import { describe, expect, it } from "vitest"
import { block, caseOf } from "./docketCase.ts"

const keep = (body: object = {}, more: object = {}) => ({ by: "PK", kind: "retention", to: "firm", demands: [{ keep: { what: "mail.content", of: { account: "PK" }, for: "180 days", ...body } }], timeline: [{ issued: "2015-07-10" }], ...more })
const erase = (body: object = {}, more: object = {}) => ({ by: "GB", kind: "transfer-suspension", to: "firm", demands: [{ erase: { what: "mail.content", of: { citizen: "GB" }, in: "PK", ...body } }], timeline: [{ issued: "2015-09-01", due: "2015-10-01" }], ...more })
const conflicts = (keeping: unknown, erasing: unknown, answers = {}) => caseOf({ orders: { keeping, erasing }, answers, choices: { "keep-or-erase": "erase" } }).docket.conflicts

describe("Orders to keep and to erase the same", () => {
  it("are reported with the scenario's choice once both are issued, before the first deadline", () => {
    const c = caseOf({ orders: { keeping: keep(), erasing: erase() }, choices: { "keep-or-erase": "erase" } })
    expect(c.docket.conflicts).toEqual([{ atMs: c.clock.startOfDay("2015-09-01", "GB"), orders: ["keeping", "erasing"], choice: "erase", text: "keeping holds mail.content in PK; erasing (erase) has it gone from there" }])
    expect(c.docket.conflicts[0].atMs).toBeLessThan(c.docket.lives[1].dueMs ?? 0)
  })

  it("are reported with all that both name, in one act or in several", () => {
    const texts = (keeping: unknown, erasing: unknown) => conflicts(keeping, erasing).map((one) => one.text)
    const gone = erase({ what: ["mail.content", "chat", "mail.metadata"] })
    expect(texts(keep({ what: ["mail", "chat.content"] }), gone)).toEqual(["keeping holds mail.content, mail.metadata and chat.content in PK; erasing (erase) has them gone from there"])
    const several = keep({}, { demands: [...keep().demands, { keep: { what: "mail.metadata", of: { account: "PK" }, for: "1 year" } }] })
    expect(texts(several, gone)).toEqual(["keeping holds mail.content and mail.metadata in PK; erasing (erase) has them gone from there"])
    expect(texts(keep({ what: undefined }), erase({ what: undefined }))).toEqual(["keeping holds everything in PK; erasing (erase) has it gone from there"])
  })

  it("are reported once, and what an amendment adds as of its day", () => {
    const amendment = { amended: "2015-09-20", set: { "demands.keep.what": ["mail.content", "mail.metadata"] } }
    const found = conflicts(keep({}, { timeline: [{ issued: "2015-07-10" }, amendment] }), erase({ what: "mail" }))
    expect(found.map((one) => one.text)).toEqual(["keeping holds mail.content in PK; erasing (erase) has it gone from there", "keeping holds mail.metadata in PK; erasing (erase) has it gone from there"])
    expect(found[0].atMs).toBeLessThan(found[1].atMs)
  })

  it("conflict by class, place and people", () => {
    expect(conflicts(keep(), erase({ what: "mail" }))).toHaveLength(1)
    expect(conflicts(keep(), erase({ what: "chat" }))).toEqual([])
    expect(conflicts(keep({ in: "PK-SD" }), erase())).toHaveLength(1)
    expect(conflicts(keep(), erase({ in: "GB" }))).toEqual([])
    expect(conflicts(keep(), erase({ of: { account: "GB" } }))).toEqual([])
    expect(conflicts(keep(), erase({ of: undefined }))).toHaveLength(1)
    expect(conflicts(keep(), { ...erase(), demands: [{ place: { what: "mail.content", "not-in": "PK" } }] })).toHaveLength(1)
  })

  it("do not conflict where one is over before the other, or another way is left", () => {
    expect(conflicts(keep({}, { timeline: [{ issued: "2015-07-10" }, { lifted: "2015-08-01" }] }), erase())).toEqual([])
    expect(conflicts(keep(), { ...erase(), demands: [{ "any-of": [{ erase: { what: "mail.content", in: "PK" } }, block] }] })).toEqual([])
  })
})

describe("Orders that place the same data apart", () => {
  const place = (by: string, body: object, issued: string) => ({ by, kind: "localisation", to: "firm", demands: [{ place: { what: "mail.content", ...body } }], timeline: [{ issued }] })
  const found = (one: object, other: object, answers: Readonly<Record<string, unknown>> = {}) => caseOf({ orders: { first: place("PK", one, "2015-07-10"), second: place("GB", other, "2015-09-01") }, answers, choices: { "no-legal-place": "refuse" } }).docket.conflicts.map(({ orders, choice, text }) => [orders, choice, text])

  it("conflict where no country or site is left that both allow", () => {
    expect(found({ in: "PK" }, { in: "GB" })).toEqual([[["first", "second"], "not both are obeyed", "first places mail.content in PK; second (place) has it elsewhere"]])
    expect(found({ in: "PK" }, { "not-in": ["PK", "GB"] })).toHaveLength(1)
    expect(found({ in: "PK" }, { in: ["PK", "GB"] })).toEqual([])
    expect(found({ in: ["PK", "GB"] }, { "not-in": "PK" })).toEqual([])
    expect(found({ "not-in": "PK" }, { "not-in": "GB" })).toEqual([])
  })

  it("conflict by class and people, and a relay with a relay alone", () => {
    expect(found({ in: "PK", of: { account: "PK" } }, { in: "GB", of: { account: "GB" } })).toEqual([])
    expect(found({ in: "PK" }, { what: "mail.relay", in: "GB" })).toEqual([])
    expect(found({ what: "mail", in: "PK" }, { in: "GB" })).toHaveLength(1)
  })

  it("are told with the choice for mail without a legal place where both are obeyed", () => {
    const does = (to: string, when: string) => ({ by: "firm", to, kind: "comply", when, do: ["comply"] })
    expect(found({ in: "PK" }, { in: "GB" }, { one: does("first", "2015-08-01"), two: does("second", "2015-09-10") }).map(([, choice]) => choice)).toEqual(["refuse"])
  })

  it("conflict with a duty to keep a copy elsewhere, unless they are about first copies alone", () => {
    const both = (body: object) => conflicts(keep({ in: "PK" }), { ...place("GB", body, "2015-09-01") })
    expect(both({ in: "GB" }).map((one) => one.text)).toEqual(["keeping holds mail.content in PK; erasing (place) has it gone from there"])
    expect(both({ in: "GB", copies: "primary" })).toEqual([])
    expect(both({ "not-in": "PK", copies: "primary" })).toEqual([])
    expect(both({ in: ["GB", "PK"] })).toEqual([])
  })

  it("conflict by the members of a union", () => {
    const countries = { EU: { members: ["DE", "FR"] } }
    const c = caseOf({ countries, orders: { first: place("EU", { in: "EU" }, "2015-07-10"), second: place("GB", { "not-in": ["DE", "FR"] }, "2015-09-01") } })
    expect(c.docket.conflicts.map((one) => one.text)).toEqual(["first places mail.content in DE; second (place) has it elsewhere"])
  })
})

describe("A hold", () => {
  it("against an exit is named", () => {
    const leave = { by: "firm", to: "erasing", kind: "exit", when: "2015-11-01", notice: "2015-10-20", do: [{ exit: { of: { account: "PK" } } }] }
    const found = conflicts(keep(), erase({ what: "chat" }), { leave })
    expect(found.map((one) => [one.orders, one.choice, one.text])).toEqual([[["keeping", "erasing"], "nothing is kept", "keeping demands mail.content in PK, and nobody keeps it; leave (exit) has it gone from there"]])
    const keeps = { by: "firm", to: "keeping", kind: "comply", when: "2015-08-01", do: ["comply"] }
    expect(conflicts(keep(), erase({ what: "chat" }), { leave, keeps }).map((one) => [one.choice, one.text])).toEqual([["erase", "keeping holds mail.content in PK; leave (exit) has it gone from there"]])
  })

  it("that ends, or begins, as what it held is erased meets no erasure", () => {
    const keeps = { by: "firm", to: "keeping", kind: "comply", when: "2015-08-01", do: [{ keep: { what: "mail.content", of: { account: "PK" }, in: "PK", for: "180 days" } }] }
    const empties = (when: string) => ({ by: "firm", to: "keeping", kind: "switch-off", when, do: [{ erase: { what: "mail.content", of: { account: "PK" }, in: "PK" } }] })
    const over = keep({}, { timeline: [{ issued: "2015-07-10" }, { withdrawn: "2015-11-01" }] })
    const found = (when: string) => conflicts(over, erase({ what: "chat" }), { keeps, empties: empties(when) }).map((one) => one.text)
    expect(found("orders.keeping.withdrawn")).toEqual([])
    expect(found("2015-07-05")).toEqual([])
    expect(found("2015-10-01")).toEqual(["keeping holds mail.content in PK; empties (erase) has it gone from there", "keeps holds mail.content in PK; empties (erase) has it gone from there"])
  })

  it("that is obeyed while nobody erases is told as that, whatever the choice", () => {
    const keeps = { by: "firm", to: "keeping", kind: "comply", when: "2015-08-01", do: ["comply"] }
    const erases = { by: "firm", to: "erasing", kind: "comply", when: "2015-09-20", do: ["comply"] }
    expect(conflicts(keep(), erase(), { keeps }).map((one) => one.choice)).toEqual(["nothing is erased"])
    expect(conflicts(keep(), erase(), { erases }).map((one) => one.choice)).toEqual(["nothing is kept"])
    expect(conflicts(keep(), erase(), { keeps, erases }).map((one) => one.choice)).toEqual(["erase"])
  })
})

describe("A duty to keep", () => {
  const keeps = { by: "firm", to: "keeping", kind: "comply", when: "2015-08-01", do: ["comply"] }
  it("in a country where the provider has no machines is reported as of the day on which he sets out to, with what is done", () => {
    const c = caseOf({ orders: { keeping: keep({ in: "AE" }) }, answers: { keeps }, countries: { AE: { timezone: "Asia/Dubai" } } })
    expect(c.docket.conflicts).toEqual([{ atMs: c.clock.startOfDay("2015-08-01", "PK"), orders: ["keeping"], choice: "nothing is kept", text: "keeps is to keep mail.content in AE; firm has no site there that could hold it, nor has a partner" }])
  })

  it("is none to report where he has a site there, where he refuses, or where nobody answers", () => {
    expect(conflicts(keep({ in: "PK" }), erase({ what: "chat" }), { keeps })).toEqual([])
    expect(conflicts(keep({ in: "AE" }), erase({ what: "chat" }))).toEqual([])
    expect(conflicts(keep({ in: "AE" }), erase({ what: "chat" }), { keeps: { ...keeps, kind: "refuse", do: ["refuse"] } })).toEqual([])
  })
})
