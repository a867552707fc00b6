import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Faults } from "../../src/world/faults.ts"
import { placeOf } from "../../src/world/placement.ts"
import type { Plan } from "../../src/world/plan.ts"
import { relaySiteOf, type Standing } from "../../src/world/rulebook.ts"
import { DAY, HOUR, MAIL, type Parts, planOf, type Section, Stepped } from "./smallWorld.ts"

const SITES = {
  london: { country: "GB", operator: "firm", roles: ["relay", "mailbox"] },
  leeds: { country: "GB", operator: "firm", roles: ["mailbox", "backup"] },
  karachi: { country: "PK", operator: "firm", roles: ["relay", "mailbox"] },
  dubai: { country: "AE", operator: "partner", roles: ["mailbox", "backup"] },
  rival: { country: "AE", operator: "other", roles: ["mailbox"] },
  premises: { country: "PK", operator: "customer", roles: ["mailbox"] }
}
const SERVICES = {
  mail: { provider: "firm", relay: "london", classes: { content: { kept: { PK: "karachi", others: "london" }, copies: { backup: "leeds", index: "london" }, keys: "provider" } } },
  work: { provider: "firm", relay: "london", classes: { content: { kept: { PK: "premises", others: "london" }, keys: "customer" } } }
}
const PEOPLE = { residents: { home: "PK", count: 2, use: { mail: "100 %", work: "100 %" }, reach: { wifi: "100 %" } }, friends: { home: "GB", count: 2, use: { mail: "100 %", work: "100 %" }, reach: { wifi: "100 %" } } }
const PROVIDERS = { firm: { seat: "GB" }, other: { seat: "AE" } }
const base: Parts = { sites: SITES, services: SERVICES, people: PEOPLE, providers: PROVIDERS }

interface Rule {
  readonly in?: ReadonlyArray<string>
  readonly "not-in"?: ReadonlyArray<string>
  readonly at?: ReadonlyArray<string>
  readonly of?: Section
  readonly copies: "primary" | "all"
}
const countries = fc.uniqueArray(fc.constantFrom("PK", "GB", "AE"), { minLength: 1, maxLength: 2 })
const rule: fc.Arbitrary<Rule> = fc
  .record({ kind: fc.constantFrom("in", "not-in", "at"), places: countries, sites: fc.uniqueArray(fc.constantFrom("london", "leeds", "karachi", "dubai"), { minLength: 1, maxLength: 3 }), of: fc.option(fc.constantFrom<Section[]>({ account: "PK" }, { home: "GB" }, { people: "residents" }), { nil: undefined }), copies: fc.constantFrom("primary" as const, "all" as const) })
  .map(({ kind, places, sites, of, copies }): Rule => ({ copies, ...(kind === "at" ? { at: sites } : { [kind]: places }), ...(of === undefined ? {} : { of }) }))
const down = fc.uniqueArray(fc.constantFrom<string[]>("london", "leeds", "karachi", "dubai", "premises"), { maxLength: 4 })

const events = (rules: ReadonlyArray<Rule>, service = "mail") => Object.fromEntries(rules.map((r, i) => [`rule-${i}`, { by: "firm", when: "2015-03-02", do: [{ place: { what: `${service}.content`, ...r } }] }]))

/** A world in which all the acts stand, and some sites have broken down. */
function standing(plan: Plan, broken: ReadonlyArray<string> = []): Standing {
  return { plan, begun: () => plan.acts, isOn: () => true, isNoticed: () => true, isClosed: () => true, isFailing: (site) => broken.includes(plan.sites[site].name), isCutOff: () => false, isOffByDate: () => false, faults: new Faults(plan.sites) }
}
const groupOf = (plan: Plan, cohort: string) => ({ group: plan.groups.rows.find((g) => g.cohort === cohort)!, place: undefined, line: undefined })
const siteName = (plan: Plan, row: number) => (row < 0 ? undefined : plan.sites[row].name)

function placed(rules: ReadonlyArray<Rule>, broken: ReadonlyArray<string>, cohort: string, kind: "primary" | "backup" | "index", service = "mail") {
  const plan = planOf({ ...base, events: events(rules, service) })
  const found = placeOf(standing(plan, broken), plan.classes.find((c) => plan.services[c.service].name === service)!, kind, groupOf(plan, cohort))
  return { ...found, name: siteName(plan, found.site) }
}

/** docs/model.md said again: each rule for this class and owner must allow the site. */
const touches = (r: Rule, cohort: string, kind: string) => (r.copies === "all" || kind === "primary") && (r.of === undefined || r.of.account === (cohort === "residents" ? "PK" : "GB") || r.of.home === (cohort === "residents" ? "PK" : "GB") || r.of.people === cohort)
const allows = (r: Rule, site: keyof typeof SITES) => (r.in?.includes(SITES[site].country) ?? true) && !(r["not-in"]?.includes(SITES[site].country) ?? false) && (r.at?.includes(site) ?? true)
const isLegal = (rules: ReadonlyArray<Rule>, cohort: string, kind: string, site: string) => rules.every((r) => !touches(r, cohort, kind) || allows(r, site as keyof typeof SITES))

const cohorts = fc.constantFrom("residents", "friends")
const kinds = fc.constantFrom("primary" as const, "backup" as const, "index" as const)

describe("A copy's place", () => {
  it("is legal by every rule, runs, and belongs to the provider or a partner; and none is given only where no such place exists", () => {
    let [none, down0] = [0, 0]
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 3 }), down, cohorts, kinds, (rules, broken, cohort, kind) => {
        const found = placed(rules, broken, cohort, kind)
        const ours = ["london", "leeds", "karachi", "dubai"]
        const legal = ours.filter((site) => isLegal(rules, cohort, kind, site))
        if (found.name !== undefined) {
          expect(legal).toContain(found.name)
          expect(broken).not.toContain(found.name)
          return
        }
        if (found.reason === "no-legal-place") none++
        else down0++
        // Where no rule says where it lies, and none forbids a stated place, no other site stands in.
        const stated = kind === "primary" ? [cohort === "residents" ? "karachi" : "london", "leeds"] : [kind === "backup" ? "leeds" : "london"]
        const ruled = rules.some((r) => touches(r, cohort, kind) && (r["not-in"] === undefined || !stated.every((site) => allows(r, site as keyof typeof SITES))))
        const able = (ruled ? legal : stated.filter((site) => legal.includes(site))).filter((site) => !broken.includes(site) && (stated.includes(site) || kind !== "index" || (SITES[site as keyof typeof SITES].roles as ReadonlyArray<string>).includes("mailbox")))
        expect(able).toEqual([])
        expect(found.reason).toBe(legal.length === 0 ? "no-legal-place" : "mailbox-unreachable")
      }),
      { seed: 1, numRuns: 600 }
    )
    expect(Math.min(none, down0)).toBeGreaterThan(20)
  })

  it("that was illegal stays illegal when a prohibition is added (R13), and what is chosen then was legal before", () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 3 }), countries, down, cohorts, kinds, (rules, not, broken, cohort, kind) => {
        const before = placed(rules, broken, cohort, kind)
        const after = placed([...rules, { "not-in": not, copies: "all" }], broken, cohort, kind)
        if (before.reason === "no-legal-place") expect(after.reason).toBe("no-legal-place")
        if (after.name === undefined) return
        expect(isLegal(rules, cohort, kind, after.name)).toBe(true)
        expect(not).not.toContain(SITES[after.name as keyof typeof SITES].country)
      }),
      { seed: 2, numRuns: 400 }
    )
  })

  it("fails over to the stated copies in their order, within the law, and back", () => {
    expect(placed([], [], "residents", "primary").name).toBe("karachi")
    expect(placed([], ["karachi"], "residents", "primary").name).toBe("leeds")
    expect(placed([], ["karachi", "leeds"], "residents", "primary")).toMatchObject({ name: undefined, reason: "mailbox-unreachable" })
    expect(placed([{ in: ["PK"], copies: "all" }], ["karachi"], "residents", "primary")).toMatchObject({ name: undefined, reason: "mailbox-unreachable" })
    expect(placed([{ "not-in": ["GB"], copies: "all" }], ["karachi"], "residents", "primary").name).toBe("dubai")
    expect(placed([{ in: ["PK", "AE"], copies: "all" }], ["karachi"], "residents", "primary").name).toBe("dubai")
    expect(placed([{ "not-in": ["PK"], copies: "all" }], ["leeds"], "residents", "primary").name).toBe("london")
  })

  it("finds no stand-in because of a prohibition that leaves all stated places allowed (R13)", () => {
    expect(placed([{ "not-in": ["AE"], copies: "all" }], ["karachi"], "residents", "primary").name).toBe("leeds")
    expect(placed([], ["karachi", "leeds"], "residents", "primary").reason).toBe("mailbox-unreachable")
    expect(placed([{ "not-in": ["AE"], copies: "all" }], ["karachi", "leeds"], "residents", "primary")).toMatchObject({ name: undefined, reason: "mailbox-unreachable" })
  })

  it("prefers what an act names, then what the file states", () => {
    expect(placed([{ in: ["GB"], copies: "all" }], [], "friends", "primary").name).toBe("london")
    expect(placed([{ at: ["leeds"], copies: "all" }], [], "friends", "primary").name).toBe("leeds")
    expect(placed([{ at: ["leeds", "dubai"], copies: "all" }], ["leeds"], "friends", "primary").name).toBe("dubai")
  })

  it("of a replica or backup is left alone by a rule on primary copies", () => {
    const only: Rule = { "not-in": ["GB"], copies: "primary" }
    expect(placed([only], [], "friends", "backup").name).toBe("leeds")
    expect(placed([{ ...only, copies: "all" }], [], "friends", "backup").name).not.toBe("leeds")
  })

  it("in a union is a place in one of its members", () => {
    const plan = planOf({ ...base, countries: { PK: { timezone: "Asia/Karachi", place: { lat: 24, lon: 67 } }, GB: { timezone: "Europe/London", place: { lat: 51, lon: 0 } }, AE: { timezone: "Asia/Dubai", place: { lat: 25, lon: 55 } }, EU: { timezone: "Europe/London", members: ["GB"], place: { lat: 51, lon: 0 } } }, events: { rule: { by: "firm", when: "2015-03-02", do: [{ place: { what: "mail.content", in: "EU" } }] } } })
    const found = placeOf(standing(plan), plan.classes[0], "primary", groupOf(plan, "residents"))
    expect(plan.sites[found.site]?.country).toBe("GB")
  })
})

describe("A customer's server", () => {
  it("is never moved, whatever the rules; it is there or unreachable", () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 3 }), down, (rules, broken) => {
        const found = placed(rules, broken, "residents", "primary", "work")
        if (broken.includes("premises")) expect(found).toMatchObject({ name: undefined, reason: "mailbox-unreachable" })
        else expect(found.name).toBe("premises")
      }),
      { seed: 3, numRuns: 200 }
    )
  })
})

describe("A relay", () => {
  const relay = (acts: ReadonlyArray<Section>, stated?: unknown) => {
    const plan = planOf({ ...base, ...(stated === undefined ? {} : { services: { mail: { ...MAIL, relay: stated } } }), events: { rule: { by: "firm", when: "2015-03-02", do: acts } } })
    const of = (cohort: string) => siteName(plan, relaySiteOf(standing(plan), plan.services[0], groupOf(plan, cohort)))
    return [of("residents"), of("friends")]
  }
  it("is placed for whom the act names, where a relay is", () => {
    expect(relay([{ refuse: {} }])).toEqual(["london", "london"])
    expect(relay([{ place: { what: "mail.relay", of: { account: "PK" }, in: "PK" } }])).toEqual(["karachi", "london"])
    expect(relay([{ place: { what: "mail.relay", "not-in": "GB" } }])).toEqual(["karachi", "karachi"])
    expect(relay([{ place: { what: "mail.relay", in: "AE" } }])).toEqual(["london", "london"])
    expect(relay([{ place: { what: "mail", in: "PK" } }])).toEqual(["london", "london"])
  })

  it("may be the one stated for another region, whoever runs it by then", () => {
    const rule = { place: { what: "mail.relay", in: "GB" } }
    const sold = { transfer: { at: "london", to: "other" } }
    expect(relay([sold, rule], { PK: "london", others: "karachi" })).toEqual(["london", "london"])
    expect(relay([sold, rule], "karachi")).toEqual(["karachi", "karachi"])
  })
})

describe("A market's exit", () => {
  const services = { mail: { ...MAIL, classes: { content: { kept: "karachi", keys: "provider" } } } }
  const people = { residents: { home: "PK", count: 2, use: { mail: "100 %" }, reach: { wifi: "100 %" } }, guests: { home: "GB", count: 2, use: { mail: "100 %" }, reach: { wifi: "100 %" } } }
  const leaving = (exit: Section, more: Section = {}) => {
    const stage = new Stepped(planOf({ sites: SITES, providers: PROVIDERS, services, people, events: {}, answers: { leave: { by: "firm", kind: "exit", when: "2015-03-04", do: [{ exit: { what: "mail", of: { account: "PK" }, ...exit } }], ...more } } }))
    const [residents, guests] = [0, 2]
    for (const [from, to] of [[residents, residents + 1], [guests, guests + 1]]) for (const hour of [1, 25, 49]) stage.send(from, to, hour * HOUR)
    const at = (ms: number) => {
      stage.until(ms)
      stage.w.stock.flush()
      const { rows, counts } = stage.w.stock
      const lies: Record<string, number> = {}
      for (let row = 0; row < rows.size; row++) if (counts.get(row) > 0) lies[`${stage.plan.groups.rows[rows.key(row, 1)].cohort} ${stage.plan.sites[rows.key(row, 0)].name}`] = counts.get(row)
      return lies
    }
    return { at, stage }
  }

  it("that moves relocates others' mailboxes from the notice on, and the accounts' own at the exit", () => {
    const { at } = leaving({ old: "moves", at: "london" }, { notice: "2015-03-03" })
    expect(at(DAY - 1)).toEqual({ "residents karachi": 1, "guests karachi": 1 })
    expect(at(2 * DAY - 1)).toMatchObject({ "guests london": 2 })
    expect(at(3 * DAY)).toEqual({ "residents london": 2, "guests london": 3 })
  })

  it("that states several places sends copies to the first that can take them", () => {
    const left = (exit: Section, fails: ReadonlyArray<Section> = [], events: Section = {}) => {
      const stage = new Stepped(planOf({ sites: { ...SITES, dubai: { ...SITES.dubai, fails } }, providers: PROVIDERS, services, people, events, answers: { leave: { by: "firm", kind: "exit", when: "2015-03-04", do: [{ exit: { of: { account: "PK" }, old: "moves", ...exit } }] } } }))
      stage.send(2, 3, HOUR)
      stage.until(3 * DAY)
      return stage.w.stock.select(() => true).map((row) => stage.plan.sites[stage.w.stock.siteOf(row)].name)
    }
    expect(left({ at: ["dubai", "london"] })).toEqual(["dubai"])
    // To what stands still by an act nothing goes.
    expect(left({ at: "dubai" }, [], { off: { when: "2015-03-03", do: [{ stop: { at: "dubai" } }] } })).toEqual(["karachi"])
    expect(left({ at: ["dubai", "london"] }, [{ from: "2015-03-03", until: "2015-03-06" }])).toEqual(["london"])
  })

  it("goes on to no place that a rule forbids since; what a rule has sent goes where that has it", () => {
    const sites = { ...SITES, karachi: { ...SITES.karachi, capacity: "1 bit/s" } }
    const leave = { by: "firm", kind: "exit", when: "2015-03-04", do: [{ exit: { of: { account: "PK" }, old: "moves", at: "london" } }] }
    const rule = (when: string, old: string) => ({ rule: { when, do: [{ place: { what: "mail", "not-in": "GB", old } }] } })
    const sent = (events: Section) => {
      const stage = new Stepped(planOf({ sites, providers: PROVIDERS, services, people, events, answers: { leave } }))
      stage.send(2, 3, HOUR)
      return stage.until(6 * DAY - 1).w.stock.moves.map((move) => [stage.plan.sites[move.toSite].name, stage.plan.acts[move.cause].verb, move.copies])
    }
    expect(sent({})).toEqual([["london", "exit", 1]])
    expect(sent(rule("2015-03-05", "stays"))).toEqual([["london", "exit", 0]])
    const there = { there: { when: "2015-03-03", do: [{ place: { what: "mail", in: "AE", old: "moves" } }] } }
    expect(sent(there)).toEqual([["dubai", "place", 1]])
  })

  it("that states a place binds new mail to it, whatever a rule forbids besides; one that forbids it, or says where mail lies, opens others (R13)", () => {
    const goesTo = (place: Section) => {
      const events = { rule: { when: "2015-03-05", do: [{ place: { what: "mail", ...place, old: "stays" } }] } }
      const leave = { by: "firm", kind: "exit", when: "2015-03-04", do: [{ exit: { of: { account: "PK" }, old: "moves", at: "dubai" } }] }
      const stage = new Stepped(planOf({ sites: { ...SITES, dubai: { ...SITES.dubai, fails: [{ from: "2015-03-04", until: "2015-03-07" }] } }, providers: PROVIDERS, services, people, events, answers: { leave } }))
      stage.until(4 * DAY)
      const guests = stage.plan.groups.rows.findIndex((group) => group.cohort === "guests")
      const { site, reason } = stage.w.verdicts.mailbox(guests, 0).placed!
      return reason ?? stage.plan.sites[site].name
    }
    expect(goesTo({ "not-in": "DE" })).toBe("mailbox-unreachable")
    expect(goesTo({ "not-in": "AE" })).toBe("london")
    expect(goesTo({ in: ["AE", "GB"] })).toBe("london")
  })

  it("of two that state different places sends each copy to its own, and new mail to the first", () => {
    const go = (when: string, of: Section, at: string) => ({ by: "firm", kind: "exit", when, do: [{ exit: { of, old: "moves", at } }] })
    const stage = new Stepped(planOf({ sites: SITES, providers: PROVIDERS, services, people, events: {}, answers: { leave: go("2015-03-04", { account: "PK" }, "london"), later: go("2015-03-05", { present: "PK" }, "dubai") } }))
    for (const hour of [1, 60, 80]) stage.send(2, 3, hour * HOUR)
    stage.until(4 * DAY)
    stage.w.stock.flush()
    expect(stage.w.stock.select((_site, owner) => stage.plan.groups.rows[owner].cohort === "guests").map((row) => [stage.plan.sites[stage.w.stock.siteOf(row)].name, stage.w.stock.counts.get(row)])).toEqual([["london", 3]])
  })

  it("of two of which one states a place goes elsewhere where that one cannot be had, and there where it can", () => {
    const go = (when: string, of: Section, at?: string) => ({ by: "firm", kind: "exit", when, do: [{ exit: { of, old: "moves", ...(at === undefined ? {} : { at }) } }] })
    const left = (events: Section) => {
      const stage = new Stepped(planOf({ sites: SITES, providers: PROVIDERS, services, people, events, answers: { leave: go("2015-03-04", { account: "PK" }, "dubai"), later: go("2015-03-05", { present: "PK" }) } }))
      for (const hour of [1, 80]) stage.send(2, 3, hour * HOUR)
      const at = (ms: number) => {
        stage.until(ms)
        stage.w.stock.flush()
        return stage.w.stock.select(() => true).map((row) => [stage.plan.sites[stage.w.stock.siteOf(row)].name, stage.w.stock.counts.get(row)])
      }
      return [at(2.5 * DAY), at(4 * DAY)]
    }
    expect(left({ off: { when: "2015-03-03", do: [{ stop: { at: "dubai" } }] } })).toEqual([[["karachi", 1]], [["london", 2]]])
    expect(left({})).toEqual([[["dubai", 1]], [["dubai", 2]]])
  })

  it("that erases relocates nobody's: what lies there is gone, and who has his mailbox there is without it", () => {
    const { at, stage } = leaving({ old: "erased" }, { notice: "2015-03-03" })
    expect(at(2 * DAY - 1)).toEqual({ "residents karachi": 2, "guests karachi": 2 })
    expect(at(3 * DAY)).toEqual({})
    const told = stage.told.filter((t) => t.sender === 2)
    expect(told.at(-1)).toMatchObject({ kind: "waits", reason: "mailbox-unreachable" })
  })

  it("takes what partners hold there for the provider: moved, or erased and held there no more; other companies' mail at that partner stays", () => {
    const hall = { ...SITES, hall: { country: "PK", operator: "partner", roles: ["mailbox"] } }
    const hosted = { mail: { ...MAIL, classes: { content: { kept: "hall", keys: "provider" } } }, other: { ...MAIL, provider: "rival", classes: { content: { kept: "hall", keys: "provider" } } } }
    const both = Object.fromEntries(Object.entries(people).map(([name, cohort]) => [name, { ...cohort, use: { mail: "100 %", other: "100 %" } }]))
    const left = (exit: Section) => {
      const stage = new Stepped(planOf({ sites: hall, providers: PROVIDERS, services: hosted, people: both, answers: { leave: { by: "firm", kind: "exit", when: "2015-03-04", do: [{ exit: { of: { account: "PK" }, ...exit } }] } } }))
      for (const hour of [1, 25, 49]) for (const product of [0, 1]) stage.send(2, 3, hour * HOUR, product)
      stage.until(3 * DAY)
      stage.w.stock.flush()
      const { stock } = stage.w
      const rows = stock.select(() => true).map((row) => [stage.plan.services[stock.classOf(row).service].name, stage.plan.sites[stock.siteOf(row)].name, stock.counts.get(row)].join(" "))
      return rows.sort()
    }
    expect(left({ old: "moves", at: "london" })).toEqual(["mail london 3", "other hall 3"])
    expect(left({ old: "erased" })).toEqual(["other hall 3"])
  })

  it("stops the provider's sites in the market's country, and none elsewhere nor a customer's", () => {
    const { stage } = leaving({ old: "moves" })
    stage.until(3 * DAY)
    const up = stage.plan.sites.filter((s) => stage.w.verdicts.relayObstacle(s.row, stage.plan.services[0]) === undefined).map((s) => s.name)
    expect(up).toEqual(["london", "leeds", "dubai", "rival", "premises"])
  })

  it("of a product alone stops no site", () => {
    const stage = new Stepped(planOf({ sites: SITES, providers: PROVIDERS, services: { ...services, chat: services.mail }, people, answers: { leave: { by: "firm", kind: "exit", when: "2015-03-04", do: [{ exit: { what: "mail", of: { account: "PK" } } }] } } }))
    stage.until(3 * DAY)
    expect(stage.plan.sites.every((s: { readonly row: number }) => stage.w.verdicts.relayObstacle(s.row, stage.plan.services[0]) === undefined)).toBe(true)
  })
})

