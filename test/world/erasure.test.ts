import { describe, expect, it } from "vitest"
import { Promises } from "../../src/invariants/promises.ts"
import { DAY, HOUR, MAIL, type Parts, plansOf, planOf, type Section, Stepped } from "./smallWorld.ts"
import { caseOf } from "./docketCase.ts"

const PEOPLE = { residents: { home: "PK", count: 2, use: { mail: "100 %" }, reach: { wifi: "100 %" } } }
const marks = Array.from({ length: 28 }, (_, i) => `2015-03-${String(i + 3).padStart(2, "0")}`)
const firm = (when: string, act: Section, more: Section = {}) => ({ by: "firm", when, do: [act], ...more })
const limit = (days: number, body: Section = {}, when = "2015-03-02") => firm(when, { erase: { what: "mail.content", in: "GB", for: `${days} days`, ...body } })
const staged = (parts: Parts) => new Stepped(planOf({ until: "2015-03-30", marks, people: PEOPLE, services: { mail: { ...MAIL, classes: { content: { kept: "london", keys: "provider" } }, waits: {} } }, ...parts }))

/** One message a day at noon, for so many days. */
function mailed(stage: Stepped, days: number): Stepped {
  for (let day = 0; day < days; day++) stage.send(0, 1, day * DAY + 12 * HOUR)
  return stage
}

/** Copies at each site just after the boundary at an instant. */
function lies(stage: Stepped, atMs: number): Record<string, number> {
  stage.until(atMs + 1)
  const { rows, counts } = stage.w.stock
  const found: Record<string, number> = {}
  for (let row = 0; row < rows.size; row++) if (counts.get(row) > 0) found[stage.plan.sites[rows.key(row, 0)].name] = (found[stage.plan.sites[rows.key(row, 0)].name] ?? 0) + counts.get(row)
  return found
}

describe("A limit to how old copies grow", () => {
  it("takes what is older as it begins, and whatever grows older while it stands", () => {
    const stage = mailed(staged({ events: { limit: limit(5, {}, "2015-03-12") } }), 20)
    expect([9, 10, 14].map((day) => lies(stage, day * DAY))).toEqual([{ london: 9 }, { london: 5 }, { london: 5 }])
  })

  it("ends with its act, after which copies grow old again", () => {
    const stage = mailed(staged({ events: { limit: { ...limit(5), until: "2015-03-11" } } }), 20)
    expect([9, 14].map((day) => lies(stage, day * DAY))).toEqual([{ london: 5 }, { london: 9 }])
  })

  it("means the places, classes and people that it names; a customer's own server only if he sets it himself", () => {
    expect(lies(mailed(staged({ events: { limit: limit(5, { in: "PK" }) } }), 20), 15 * DAY)).toEqual({ london: 15 })
    expect(lies(mailed(staged({ events: { limit: limit(5, { of: { home: "GB" } }) } }), 20), 15 * DAY)).toEqual({ london: 15 })
    const own = (by: string) => lies(mailed(staged({ services: { mail: { ...MAIL, classes: { content: { kept: "premises", keys: "customer" } } } }, events: { limit: { ...limit(5, { in: "PK" }), by } } }), 20), 15 * DAY)
    expect([own("firm"), own("customer")]).toEqual([{ premises: 15 }, { premises: 5 }])
  })

  it("takes copies that move to its place with their age", () => {
    const events = { limit: limit(5, { in: "AE" }), move: firm("2015-03-12", { place: { what: "mail.content", in: "AE", old: "moves" } }) }
    expect(lies(mailed(staged({ events }), 12), 10 * DAY)).toEqual({ dubai: 5 })
  })

  it("stands beside the service's own time: the shorter holds", () => {
    const services = { mail: { ...MAIL, classes: { content: { kept: "london", keys: "provider", for: "3 days" } } } }
    expect(lies(mailed(staged({ services, events: { limit: limit(9) } }), 20), 15 * DAY)).toEqual({ london: 3 })
  })

  it("takes mail that waits so long for its recipient's device, and never what a site that is down still holds", () => {
    const orders = { cut: { by: "PK", kind: "network-block", does: [{ block: { what: "mail", at: "fixed", of: { people: "readers" } } }], timeline: [{ "in-effect": "2015-03-01" }] } }
    const stage = staged({ orders, people: { ...PEOPLE, readers: { ...PEOPLE.residents, count: 1 } }, events: { limit: limit(5) } })
    const key = stage.send(0, 2, 2 * DAY)
    expect([6, 9].map((day) => stage.until(day * DAY).story(key).at(-1))).toEqual(["waits at device", "erased"])
    const down = { london: { country: "GB", operator: "firm", roles: ["relay", "mailbox"], fails: [{ from: "2015-03-08", until: "2015-03-12" }] } }
    expect([8, 12].map((day) => lies(mailed(staged({ sites: down, events: { limit: limit(5) } }), 5), day * DAY))).toEqual([{ london: 3 }, {}])
  })
})

describe("Mail that waits for its recipient's device", () => {
  const orders = { cut: { by: "PK", kind: "network-block", does: [{ block: { what: "mail", at: "fixed", of: { people: "readers" } } }], timeline: [{ "in-effect": "2015-03-01" }] } }
  const story = (events: Section, more: Parts = {}) => {
    const stage = staged({ orders, people: { ...PEOPLE, readers: { ...PEOPLE.residents, count: 1 } }, events, ...more })
    const key = stage.send(0, 2, 2 * DAY)
    return stage.until(12 * DAY).story(key).at(-1)
  }
  const rule = (old: string, when = "2015-03-08") => firm(when, { place: { what: "mail.content", "not-in": "GB", old } })

  it("goes with its copies by a rule of placement that erases, and stays with those that move or stay", () => {
    expect(["erased", "moves", "stays"].map((old) => story({ rule: rule(old) }))).toEqual(["erased", "waits at device", "waits at device"])
  })

  it("is erased where its copies lie, not where new ones would go", () => {
    const erase = (place: string) => ({ rule: rule("stays", "2015-03-06"), gone: firm("2015-03-08", { erase: { what: "mail.content", in: place } }) })
    expect([story(erase("GB")), story(erase("AE"))]).toEqual(["erased", "waits at device"])
  })

  it("stays where a duty holds its copies", () => {
    const keep = firm("2015-03-02", { keep: { what: "mail.content", in: "GB" } })
    expect(story({ keep, gone: firm("2015-03-08", { erase: { what: "mail.content", in: "GB" } }) })).toBe("waits at device")
  })
})

describe("A limit and a duty to keep", () => {
  const keep = (days: number | undefined) => firm("2015-03-02", { keep: { what: "mail.content", in: "GB", ...(days === undefined ? {} : { for: `${days} days` }) } })
  const left = (days: number | undefined, choice: string) => lies(mailed(staged({ choices: { "keep-or-erase": choice }, events: { keep: keep(days), limit: limit(5) } }), 20), 15 * DAY).london

  it("are settled by the scenario's choice where one is to be kept for longer than it may lie there", () => {
    // The copy that is kept and the mailbox are two, and held alike; a limit counts from a day's start, a duty from its end.
    expect([left(9, "keep"), left(undefined, "keep"), left(9, "erase")]).toEqual([18, 30, 10])
  })

  it("stand beside each other where it is not", () => {
    expect([left(4, "keep"), left(4, "erase")]).toEqual([9, 9])
  })

  it("are reported where they clash, and only there", () => {
    const conflicts = (kept: object, gone: object) =>
      caseOf({
        orders: {
          keeping: { by: "PK", kind: "retention", to: "firm", demands: [{ keep: { what: "mail.content", ...kept } }], timeline: [{ issued: "2015-07-10" }] },
          erasing: { by: "PK", kind: "retention", to: "firm", demands: [{ erase: { what: "mail.content", ...gone } }], timeline: [{ issued: "2015-09-01", due: "2015-10-01" }] }
        }
      }).docket.conflicts.length
    expect([conflicts({ for: "90 days" }, { for: "30 days" }), conflicts({}, { for: "30 days" }), conflicts({ for: "90 days" }, {})]).toEqual([1, 1, 1])
    expect([conflicts({ for: "30 days" }, { for: "30 days" }), conflicts({ for: "7 days" }, { for: "30 days" })]).toEqual([0, 0])
  })
})

describe("A demand that copies be gone after a time", () => {
  const met = (done: Section) =>
    caseOf({
      orders: { limit: { by: "PK", kind: "retention", to: "firm", demands: [{ erase: { what: "mail.content", in: "PK", for: "30 days" } }], timeline: [{ issued: "2015-07-10", due: "2015-08-10" }] } },
      answers: { does: { by: "firm", to: "limit", kind: "comply", when: "2015-08-01", do: [{ erase: { what: "mail.content", in: "PK", ...done } }] } }
    }).docket.lives[0].demand
  it("is met by that time or a shorter one, not by a longer one, nor by what is done once", () => {
    expect([met({ for: "30 days" }), met({ for: "10 days" }), met({ for: "60 days" }), met({})]).toEqual(["met", "met", "in-breach", "in-breach"])
  })
})

describe("The promise that copies lie where rules allow", () => {
  it("is broken by one that has grown older than an act lets it", () => {
    const plan = plansOf({ "as-happened": { until: "2015-03-30", marks, people: PEOPLE, services: { mail: { ...MAIL, classes: { content: { kept: "london", keys: "provider" } } } }, events: { limit: limit(5) } } })
    const verdict = (purges: boolean) => {
      const stage = mailed(new Stepped(plan), 12)
      const judge = new Promises(stage.w, { variants: [], reached: new Map() })
      stage.w.watch = judge
      if (!purges) stage.w.stock.purge = () => undefined
      stage.until(10 * DAY)
      return judge.verdicts(plan.variants[0]).find((promise) => promise.id === "R1")!
    }
    expect(verdict(true).verdict).toBe("held")
    expect(verdict(false)).toMatchObject({ verdict: "broken", witness: expect.stringContaining("older than limit/do/erase") })
  })
})
