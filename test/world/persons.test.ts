import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Persons } from "../../src/world/persons.ts"
import { planOf } from "./smallWorld.ts"

const { people } = planOf({ people: { some: { home: { PK: "50 %", GB: "50 %" }, count: 4, use: { mail: "50 %" }, reach: { wifi: "100 %" } } } })
type Field = "situation" | "place" | "group" | "uses" | "denied" | "waitHead" | "waitTail" | "waitsAtRelay"
const FIELDS: ReadonlyArray<Field> = ["situation", "place", "group", "uses", "denied", "waitHead", "waitTail", "waitsAtRelay"]
const step = fc.record({ do: fc.constantFrom("set", "set", "set", "save", "restore"), p: fc.nat(people.count - 1), field: fc.constantFrom(...FIELDS), x: fc.constantFrom(-1, 0, 1, 5, 2 ** 31 - 1, -(2 ** 31)) })

function write(persons: Persons, p: number, field: Field, x: number): void {
  switch (field) {
    case "situation": return persons.setSituation(p, x)
    case "place": return persons.setPlace(p, x)
    case "group": return persons.setGroup(p, x)
    case "uses": return persons.setUses(p, x)
    case "denied": return persons.setDenied(p, x)
    case "waitHead": return persons.setWaitHead(p, x)
    case "waitTail": return persons.setWaitTail(p, x)
    case "waitsAtRelay": return persons.addWaitsAtRelay(p, x - persons.waitsAtRelay(p))
  }
}

describe("Persons", () => {
  it("begin at home, not there yet, with nothing denied and nothing waiting", () => {
    const persons = new Persons(people)
    for (let p = 0; p < people.count; p++) {
      expect(persons.exists(p)).toBe(false)
      expect(FIELDS.map((field) => persons[field](p))).toEqual([-1, people.home[p], people.group[p], people.uses[p], 0, -1, -1, 0])
    }
  })

  it("are what plain records are: no field is another's, no person another", () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const persons = new Persons(people)
      const read = () => Array.from({ length: people.count }, (_, p) => Object.fromEntries(FIELDS.map((field) => [field, persons[field](p)])))
      let twin = read()
      let saved: { state: Int32Array; twin: typeof twin } | undefined
      for (const { do: what, p, field, x } of steps) {
        if (what === "set") { write(persons, p, field, x); twin[p][field] = x }
        else if (what === "save") saved = { state: persons.save(), twin: twin.map((row) => ({ ...row })) }
        else if (saved !== undefined) { persons.restore(saved.state); twin = saved.twin.map((row) => ({ ...row })) }
        expect(read()).toEqual(twin)
        expect(twin.map((_, p) => persons.exists(p))).toEqual(twin.map((row) => row.situation !== -1))
      }
    }), { seed: 1 })
  })
})
