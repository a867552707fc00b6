import { describe, expect, it } from "vitest"
import { carriersOf } from "../../src/world/owners.ts"
import { CARRIERS, inEffect, planOf, scenarioOf, type Section } from "./smallWorld.ts"

const owners = (owned: Readonly<Record<string, string>>): Section => Object.fromEntries(Object.entries(CARRIERS).map(([id, carrier]) => [id, owned[id] === undefined ? carrier : { ...carrier, owner: owned[id] }]))
const byCarrier = (carriers: Section, through: Section) => {
  const order = inEffect("PK", "2015-03-03", [{ block: { what: "mail", at: "gateway" } }], { through })
  return planOf({ carriers, orders: { order } }).acts.flatMap((act) => (act.carriers ?? []).map((one) => one.carrier))
}

describe("An owner", () => {
  it("has his carriers, and those that they own; whoever owns none is himself, if he is a carrier", () => {
    const { carriers } = scenarioOf({ carriers: owners({ "pk-one": "firm", "pk-two": "pk-one" }) })
    expect([carriersOf("firm", carriers), carriersOf("pk-one", carriers), carriersOf("gb-one", carriers), carriersOf("nobody", carriers)]).toEqual([["pk-one", "pk-two"], ["pk-one", "pk-two"], ["gb-one"], []])
  })

  it("of an owner in a ring is found once", () => {
    const { carriers } = scenarioOf({ carriers: owners({ "pk-one": "pk-two", "pk-two": "pk-one" }) })
    expect(carriersOf("pk-one", carriers)).toEqual(["pk-one", "pk-two"])
  })

  it("obeys with all his carriers but those that are named themselves, and they are no others", () => {
    const carriers = owners({ "pk-one": "firm", "pk-two": "firm" })
    expect(byCarrier(carriers, { firm: "obeys" })).toEqual(["pk-one", "pk-two"])
    expect(byCarrier(carriers, { firm: "obeys", "pk-two": "refuses" })).toEqual(["pk-one"])
    expect(byCarrier(carriers, { firm: "refuses", others: "obeys" })).toEqual(["pk-fixed", "others"])
  })

  it("answers for his carriers: what he does at points they carry out, and what they are to do is done", () => {
    const demand = { block: { what: "mail", at: "gateway" } }
    const parts = { carriers: owners({ "pk-one": "firm" }), orders: { order: { by: "PK", kind: "network-block", to: "pk-one", demands: [demand], timeline: [{ issued: "2015-03-02", due: "2015-03-03" }] } }, answers: { does: { by: "firm", to: "order", kind: "comply", do: ["comply"] } } }
    const plan = planOf(parts)
    expect(plan.acts[0].carriers!.map((one) => one.carrier)).toEqual(["pk-one"])
    expect(plan.variants[0].docket.lives[0].demand).toBe("met")
  })
})
