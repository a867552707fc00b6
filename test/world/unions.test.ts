import { describe, expect, it } from "vitest"
import { withMembers } from "../../src/world/unions.ts"
import { COUNTRIES, scenarioOf } from "./smallWorld.ts"

const { countries } = scenarioOf({ countries: { ...COUNTRIES, EU: { members: ["GB", "AE"] } } })

describe("A union", () => {
  it("is its members, wherever an act selects by state, at any depth, each once", () => {
    const act = { place: { what: ["mail"], in: ["EU", "GB"], of: [{ home: ["EU"], "other-end": [{ present: ["EU", "PK"] }] }] } }
    expect(withMembers(act, countries)).toEqual({ place: { what: ["mail"], in: ["GB", "AE"], of: [{ home: ["GB", "AE"], "other-end": [{ present: ["GB", "AE", "PK"] }] }] } })
  })

  it("stands as it is where something else is named by it", () => {
    expect(withMembers({ open: { to: "EU", what: ["EU"] } }, countries)).toEqual({ open: { to: "EU", what: ["EU"] } })
  })

  it("changes nothing where there is none", () => {
    const act = { place: { in: ["GB"] } }
    expect(withMembers(act, scenarioOf({}).countries)).toBe(act)
  })
})
