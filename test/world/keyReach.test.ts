import { describe, expect, it } from "vitest"
import { holdersOf } from "../../src/world/custody.ts"
import { HOUR, MAIL, planOf, type Section, Stepped } from "./smallWorld.ts"

const person = (more: Section = {}) => ({ home: "PK", count: 2, use: { mail: "100 %" }, reach: { "local-sim": "100 %" }, ...more })
const PEOPLE = {
  wanted: person({ segment: "enterprise", organisation: "the-firm" }),
  staff: person({ segment: "enterprise", organisation: "the-firm", trips: [{ to: "GB", from: "2015-03-04 12:00", until: "2015-03-06" }] }),
  others: person({ segment: "enterprise" }),
  mixed: person({ home: { PK: "50 %", GB: "50 %" }, segment: "government" }),
  alone: person({ home: { PK: "50 %", GB: "50 %" }, segment: "consumer" })
}

/** Which of the groups that there are at an hour have keys that the state was given on the third day; how they were cut. */
function opened(onePer: string, of: Section, events: Section = {}, atHour = 60) {
  const services = { mail: { ...MAIL, classes: { content: { kept: "london", keys: { by: ["user", "provider"], "one-per": onePer } } } } }
  const plan = planOf({ services, people: PEOPLE, events: { give: { by: "firm", when: "2015-03-04", do: [{ "give-keys": { what: "mail.content", of, to: "GB" } }] }, ...events } })
  const stage = new Stepped(plan).until(atHour * HOUR)
  const groups = [...new Set(stage.each((p) => stage.w.persons.group(p)))].map((row) => plan.groups.rows[row])
  const states = groups.filter((group) => holdersOf(stage.w, plan.classes[0], group, group, atHour * HOUR).some((h) => h.name === "GB"))
  return [...new Set(states.map((group) => `${group.cohort}@${group.home}`))].sort()
}

describe("Keys that are handed over", () => {
  it("are these people's where each account has its own", () => {
    expect(opened("account", { people: "wanted" })).toEqual(["wanted@PK"])
    expect(opened("account", { people: "mixed", home: "GB" })).toEqual(["mixed@GB"])
  })

  it("are everybody's where the service has one", () => {
    expect(opened("service", { people: "wanted" }).length).toBeGreaterThan(4)
  })

  it("are all of an organisation's where that has one: by its name, or a cohort of companies, of a state or a mission", () => {
    expect(opened("organisation", { people: "wanted" })).toEqual(["staff@PK", "wanted@PK"])
    expect(opened("organisation", { people: "others" })).toEqual(["others@PK"])
    expect(opened("organisation", { people: "mixed", home: "GB" })).toEqual(["mixed@GB", "mixed@PK"])
    expect(opened("organisation", { people: "alone", home: "GB" })).toEqual(["alone@GB"])
  })

  it("are those of the devices that people had then: a line that is changed before is reached, one that is changed after is not", () => {
    const shifted = (when: string) => ({ line: { when, do: [{ shift: { people: "wanted", habit: "reach", to: "wifi", share: "100 %" } }] } })
    expect(opened("device", { people: "wanted" })).toEqual(["wanted@PK"])
    expect(opened("device", { people: "wanted" }, shifted("2015-03-03"))).toEqual(["wanted@PK"])
    expect(opened("device", { people: "wanted" }, shifted("2015-03-04 01:00"))).toEqual([])
    expect(opened("account", { people: "wanted" }, shifted("2015-03-04 01:00"))).toEqual(["wanted@PK"])
    // The same line again is no new device.
    expect(opened("device", { people: "wanted" }, { line: { when: "2015-03-04 01:00", do: [{ shift: { people: "wanted", habit: "reach", to: "local-sim", share: "100 %" } }] } })).toEqual(["wanted@PK"])
  })

  it("are those of devices that are where the act says, which an account is nowhere", () => {
    expect(opened("device", { people: "staff", present: "GB" }, {}, 60)).toEqual([])
    expect(opened("device", { people: "staff", present: "GB" }, {}, 72)).toEqual(["staff@PK"])
    expect(opened("account", { people: "staff", present: "GB" }, {}, 72)).toEqual([])
  })
})

describe("A device's key", () => {
  it("lies where the person is with it, an account's at his home", () => {
    const places = (onePer: string, atHour: number) => {
      const services = { mail: { ...MAIL, classes: { content: { kept: "london", keys: { by: "user", "one-per": onePer } } } } }
      const plan = planOf({ services, people: { staff: PEOPLE.staff } })
      const stage = new Stepped(plan).until(atHour * HOUR)
      const group = plan.groups.rows[stage.w.persons.group(0)]
      return holdersOf(stage.w, plan.classes[0], group, group, 0).map((h) => h.country)
    }
    expect([places("device", 10), places("device", 72), places("account", 72)]).toEqual([["PK"], ["GB"], ["PK"]])
  })
})
