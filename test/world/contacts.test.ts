import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Contacts } from "../../src/world/contacts.ts"
import { World } from "../../src/world/world.ts"
import { inEffect, MAIL, planOf } from "./smallWorld.ts"

/** Two cohorts, each of several groups that an option or a home tells apart. */
const plan = planOf({
  services: { mail: MAIL, chat: { ...MAIL, options: { secret: { changes: { "content.keys": "user" } } } } },
  people: {
    some: { home: { PK: "50 %", GB: "50 %" }, count: 40, use: { mail: "100 %", chat: "100 %" }, reach: { wifi: "100 %" }, options: { secret: "40 %" } },
    few: { home: { PK: "50 %", AE: "50 %" }, count: 4, use: { mail: "100 %", chat: "100 %" }, reach: { wifi: "100 %" } }
  },
  orders: { x: inEffect("PK", "2015-03-03", [{ suspend: { what: "mail", of: { home: ["PK", "GB"] } } }]) }
})
const groups = plan.groups.rows.map((_, group) => group)
const cohortOf = (group: number) => plan.cohorts.find((cohort) => cohort.name === plan.groups.rows[group].cohort)!
const SERVICES = 2
const SLOTS = 2

interface Mail { readonly group: number; readonly service: number; readonly other: number; readonly wrote: 0 | 1; readonly sentSlot: number; readonly person: number }

const group = fc.constantFrom(...groups)
const service = fc.nat(SERVICES - 1)
const step = fc.record({ do: fc.constantFrom("add", "add", "add", "add", "move", "save", "restore"), group, service, other: group, wrote: fc.constantFrom<0 | 1>(0, 1), sentSlot: fc.nat(SLOTS - 1), u: fc.nat(99) })

describe("Contacts", () => {
  it("are tried with cohorts whose people can change their group", () => {
    for (const cohort of plan.cohorts) expect(groups.filter((g) => cohortOf(g) === cohort).length).toBeGreaterThan(1)
  })

  it("find who has mail with whom as a list of all mail does, whatever group people have come to be of", () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 120, size: "max" }), (steps) => {
      const w = new World(plan)
      const contacts = new Contacts(w)
      let twin: ReadonlyArray<Mail> = []
      let saved: { state: unknown; twin: typeof twin } | undefined
      for (const { do: what, group, service, other, wrote, sentSlot, u } of steps) {
        const { first, people } = cohortOf(group)
        const person = first + (u % people)
        if (what === "add") {
          contacts.add(contacts.row(group, service, other, wrote, sentSlot), person)
          twin = [...twin, { group, service, other, wrote, sentSlot, person }]
        } else if (what === "move") w.persons.setGroup(person, group)
        else if (what === "save") saved = { state: contacts.save(), twin }
        else if (saved !== undefined) { contacts.restore(saved.state as never); twin = saved.twin }
      }
      const isOf = (m: Mail, g: number) => cohortOf(m.group) === cohortOf(g) && w.persons.group(m.person) === g
      const distinct = (mail: ReadonlyArray<Mail>) => [...new Set(mail.map((m) => m.person))].sort((a, b) => a - b)
      for (const g of groups) for (let s = 0; s < SERVICES; s++) {
        for (const slots of [[0], [1], [0, 1]]) expect(contacts.people(g, s, new Set(slots))).toBe(distinct(twin.filter((m) => m.service === s && slots.includes(m.sentSlot) && isOf(m, g))).length)
        for (const other of groups) for (const wrote of [0, 1] as const) for (const sentSlot of [0, 1]) {
          const found: Array<number> = []
          contacts.each(g, s, other, wrote, sentSlot, (person) => found.push(person))
          expect(found.sort((a, b) => a - b)).toEqual(distinct(twin.filter((m) => m.service === s && m.other === other && m.wrote === wrote && m.sentSlot === sentSlot && isOf(m, g))))
        }
      }
    }), { numRuns: 60, seed: 1 })
  })

  it("of two groups of one cohort are one row, of two cohorts, two directions and two slots several", () => {
    const contacts = new Contacts(new World(plan))
    const [a, b] = groups.filter((g) => cohortOf(g) === plan.cohorts[0])
    const c = groups.find((g) => cohortOf(g) === plan.cohorts[1])!
    expect(contacts.row(a, 0, c, 1, 0)).toBe(contacts.row(b, 0, c, 1, 0))
    expect(new Set([contacts.row(a, 0, c, 1, 0), contacts.row(a, 0, c, 1, 1), contacts.row(a, 0, c, 0, 0), contacts.row(a, 1, c, 1, 0), contacts.row(a, 0, a, 1, 0), contacts.row(a, 0, b, 1, 0), contacts.row(c, 0, a, 1, 0)]).size).toBe(7)
  })
})
