import { describe, expect, it } from "vitest"
import { bad, good, readText, withFault } from "./sample.ts"

const withVariants = (lines: string) => withFault("variants:\n", `variants:\n${lines}\n`)
const read = (lines: string) => good(readText(withVariants(lines)))
const steps = (file: ReturnType<typeof read>, id: string) => file.variant(id)?.scenario.orders["open-bes"]?.timeline.map((step) => Object.keys(step)[0])

describe("Variants", () => {
  it("as-happened comes first, then the order of the file", () => {
    expect(read("").variantIds).toEqual(["as-happened", "no-order", "nobody-yields", "stays"])
    expect(read("").variant("nowhere")).toBeUndefined()
  })
  it("leave hypothetical entries out unless they name them, and keep them in the base", () => {
    const file = read("")
    expect(Object.keys(file.base.answers)).toEqual(["leave", "maybe"])
    expect(Object.keys(file.variant("as-happened")?.scenario.answers ?? {})).toEqual(["leave"])
    expect(Object.keys(file.variant("stays")?.scenario.answers ?? {})).toEqual(["maybe"])
  })
  it("switch the answers off with the order that they answer", () => {
    expect(read("").variant("no-order")).toMatchObject({ scenario: { orders: {}, answers: {} }, without: ["open-bes", "leave", "maybe"] })
  })
  it("remove a step that becomes never, also through like", () => {
    const file = read("")
    expect(steps(file, "as-happened")).toEqual(["issued", "postponed", "rescinded"])
    expect(steps(file, "nobody-yields")).toEqual(["issued", "postponed"])
    expect(steps(file, "stays")).toEqual(["issued", "postponed"])
  })
  it("let a variant's own set win over what it is like", () => {
    const file = read("  later: { like: nobody-yields, set: [{ path: orders.open-bes.timeline.rescinded, was: 2015-12-31, becomes: 2016-01-20 }] }")
    expect(file.variant("later")?.scenario.orders["open-bes"].timeline[2].rescinded).toMatchObject({ date: "2016-01-20" })
    expect(file.variant("later")?.changes).toEqual([{ path: "orders.open-bes.timeline.rescinded", was: "2015-12-31", becomes: "2016-01-20" }])
  })
  it("take another source's value with read", () => {
    expect(read("  other: { read: { people.residents.count: paper } }").variant("other")?.scenario.people.residents.count).toBe(70)
  })
  it("compare was with the file's value, long forms unwrapped and keys in any order", () => {
    expect(read("  more: { set: [{ path: people.residents.count, was: 50, becomes: 60 }, { path: people.residents.reach, was: { wifi: 30 %, local-sim: 70 % }, becomes: { wifi: 100 % } }] }").variant("more")?.scenario.people.residents).toMatchObject({ count: 60, reach: { wifi: 1 } })
  })
  it("may set a key that the file leaves out", () => {
    expect(read("  sims: { set: [{ path: people.visitors.sim, becomes: PK }] }").variant("sims")?.scenario.people.visitors.sim).toBe("PK")
  })
  it.each([
    ["  x: { set: [{ path: people.residents.count, becomes: 1 }, { path: people.residents.count, becomes: 2 }] }", "is set twice in this variant"],
    ["  x: { like: y }\n  y: { like: x }", "in a circle: x, y, x"],
    ["  x: { read: { people.residents.count: nobody } }", 'no other value by "nobody" stands at people.residents.count'],
    ["  x: { set: [{ path: until, becomes: 2017-01-01 }] }", "a variant cannot set until"],
    ["  x: { set: [{ path: people.visitors.sim, was: GB, becomes: PK }] }", "the file says nothing at people.visitors.sim"],
    ["  x: { set: [{ path: people.residents.reach.wifi, was: 30 %, becomes: 20 % }] }", "in variant x: people.residents.reach.wifi"],
    ["  x: { set: [{ path: people.residents.hom, becomes: PK }] }", 'in variant x: people.residents.hom: there is no key "hom" here'],
    ["  x: { set: [{ path: people.residents.trips, becomes: [{ to: GB, from: 2015-09-01, until: 2015-09-10 }, { to: FR, from: 2015-09-01, until: 2015-09-10 }] }] }", 'in variant x: people.residents.trips[2].to: "FR" is not in countries']
  ])("tell the fault of %s", (lines, says) => {
    const { diagnostics, text } = bad(readText(withVariants(lines)))
    const near = says.includes("reach.wifi") ? diagnostics : diagnostics.filter((d) => d.message.includes(says))
    expect(near, text).not.toEqual([])
  })
})

describe("Settings of the command line", () => {
  const file = read("")
  it("change the base and all variants but those that set the same path", () => {
    const changed = good(file.withSets([{ path: "orders.open-bes.timeline.rescinded", value: "2016-01-10" }, { path: "people.visitors.reach", value: { "local-breakout": "100 %" } }]))
    expect(changed.base.people.visitors.reach).toEqual({ "local-breakout": 1 })
    expect(changed.variant("as-happened")?.scenario.orders["open-bes"].timeline[2].rescinded).toMatchObject({ date: "2016-01-10" })
    expect(steps(changed, "nobody-yields")).toEqual(["issued", "postponed"])
    expect(changed.hash).not.toBe(file.hash)
    expect(file.base.people.visitors.reach).toEqual({ "home-routed": 1 })
  })
  it.each(["people.visitor.reach", "orders.open-bes.timeline.met.to", "people.visitors.raech", ""])("whose path %s leads nowhere are told as such", (path) => {
    expect(bad(file.withSets([{ path, value: 1 }]))).toMatchObject({ kind: "path" })
  })
  it("whose value does not fit are told as such, without a line of the file", () => {
    const { kind, diagnostics, text } = bad(file.withSets([{ path: "people.visitors.reach", value: { wifi: "50 %" } }]))
    expect(kind).toBe("file")
    expect(diagnostics.filter((d) => d.severity === "error")).toMatchObject([{ line: 0, path: "people.visitors.reach" }])
    expect(text).toContain("in --set people.visitors.reach: people.visitors.reach: the shares of reach add up to 50 %")
  })
})
