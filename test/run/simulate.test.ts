import { describe, expect, it } from "vitest"
import { scopesOf } from "../../src/run/scopes.ts"
import { type Step, simulate } from "../../src/run/simulate.ts"
import { togglesOf } from "../../src/world/effects.ts"
import { finish } from "../../src/world/finish.ts"
import type { Plan } from "../../src/world/plan.ts"
import type { RunRecord } from "../../src/world/record.ts"
import { blind, DAY, HOUR, inEffect, MAIL, type Parts, planOf, plansOf, refusedOf, type Section, SITES, Stepped, sumOf } from "../world/smallWorld.ts"

const WRITES = { use: { mail: "100 %" }, reach: { wifi: "100 %" }, writes: { "per-day": 10 } }
const PEOPLE = { residents: { home: "PK", count: 10, ...WRITES }, friends: { home: "GB", count: 10, ...WRITES } }
const wall = (from: string, country = "PK") => inEffect(country, from, [{ block: { what: "mail", at: "national-internet" } }])
const VARIANTS: Record<string, Parts> = { free: { people: PEOPLE }, early: { people: PEOPLE, orders: { wall: wall("2015-03-04") } }, late: { people: PEOPLE, orders: { wall: wall("2015-03-06") } }, both: { people: PEOPLE, orders: { wall: wall("2015-03-04"), more: wall("2015-03-06", "GB") } } }

function run(plan: Plan, sliceEvents: number, alone = false) {
  const steps: Array<Step> = []
  const records = new Map<string, RunRecord>()
  const finished: Array<readonly [string, number]> = []
  for (const step of simulate(plan, plan.variants, { sliceEvents, alone, judge: blind, finished: (w, variant) => {
    finished.push([variant.id, w.nowMs])
    records.set(variant.id, finish(w, variant, []))
  } })) steps.push(step)
  return { steps, records, finished }
}

describe("A simulation", () => {
  it("pauses where a future begins, after each slice of events, and at the end of each stretch", () => {
    const plan = planOf(VARIANTS.free)
    const { steps, records } = run(plan, 100)
    const { events } = records.get("as-happened")!.fingerprint
    expect(steps[0]).toMatchObject({ simulatedMs: 0, messages: 0, events: 0 })
    expect(steps).toHaveLength(Math.floor(events / 100) + 2)
    expect(steps.at(-1)).toMatchObject({ variant: "as-happened", simulatedMs: plan.horizonMs, events })
    expect(steps.every((step, i) => i === 0 || (step.simulatedMs >= steps[i - 1].simulatedMs && step.messages >= steps[i - 1].messages))).toBe(true)
    expect(steps.slice(0, -1).map((step) => step.events % 100)).toEqual(steps.slice(0, -1).map(() => 0))
  })

  it("finishes each variant once, at the end of the run", () => {
    const plan = plansOf(VARIANTS)
    const { finished } = run(plan, 1000)
    expect(finished.map(([id]) => id).sort()).toEqual(["both", "early", "free", "late"])
    expect(finished.every(([, atMs]) => atMs === plan.horizonMs)).toBe(true)
  })

  it("goes through a shared past once", () => {
    const count = (alone: boolean) => {
      const { steps } = run(plansOf(VARIANTS), 1, alone)
      return steps.length
    }
    const [shared, alone] = [count(false), count(true)]
    // Two of six days are common to all, two more to two pairs.
    expect(shared / alone).toBeLessThan(0.8)
    expect(shared / alone).toBeGreaterThan(0.5)
  })

  it("of variants that never part is one run with several results", () => {
    const plan = plansOf({ one: VARIANTS.early, two: VARIANTS.early })
    const { steps, records } = run(plan, 1)
    expect(records.get("one")!.fingerprint).toEqual(records.get("two")!.fingerprint)
    expect(steps.length).toBeLessThan(records.get("one")!.fingerprint.events + 10)
  })

  it("can be given up between two slices", () => {
    const plan = planOf(VARIANTS.free)
    const steps = simulate(plan, plan.variants, { sliceEvents: 10, judge: blind, finished: () => expect.unreachable() })
    expect(steps.next().done).toBe(false)
    expect(steps.return().done).toBe(true)
  })

  it("before the first effect is the same as without, message by message (X5)", () => {
    const keys = (parts: Parts) => {
      const stage = new Stepped(planOf(parts)).until(2 * DAY)
      return stage.told.map((t) => `${t.atMs} ${t.kind} ${t.key}`)
    }
    expect(keys(VARIANTS.both)).toEqual(keys(VARIANTS.free))
    expect(keys(VARIANTS.both).length).toBeGreaterThan(1000)
  })
})

describe("At one instant", () => {
  it("acts go before messages", () => {
    const stage = new Stepped(planOf({ people: { residents: { ...PEOPLE.residents, writes: undefined, count: 2 } }, services: { mail: { provider: "firm", relay: "london", classes: { content: { kept: "london", keys: "provider" } } } }, orders: { wall: inEffect("PK", "2015-03-04", [{ block: { what: "mail", at: "fixed" } }], { timeline: [{ "in-effect": "2015-03-04" }, { lifted: "2015-03-05" }] }) } }))
    const keys = [2 * DAY - 1, 2 * DAY, 3 * DAY - 1, 3 * DAY].map((at) => stage.send(0, 1, at))
    stage.until(4 * DAY)
    expect(keys.map((key) => stage.story(key).includes("refused"))).toEqual([false, true, true, false])
  })

  it("trips go after acts and before messages, whichever of them was planned first", () => {
    const traveller = (trips: ReadonlyArray<Section>) => ({ people: { residents: { home: "PK", count: 1, use: { mail: "100 %" }, reach: { wifi: "100 %" }, trips }, friends: { ...PEOPLE.friends, writes: undefined } }, services: { mail: MAIL } })
    const trip = { to: "GB", from: "2015-03-04", until: "2015-03-04" }
    const leave = (when: string) => ({ leave: { by: "firm", when, do: [{ exit: { what: "mail", of: { present: "PK" } } }] } })
    const down = { ...SITES, london: { ...SITES.london, roles: ["relay"] }, dubai: { country: "AE", operator: "firm", roles: ["mailbox"], fails: [{ from: "2015-03-02", until: "2015-03-06" }] } }
    const services = { mail: { ...MAIL, classes: { content: { kept: "dubai", keys: "provider" } }, waits: {} } }
    const stage = new Stepped(planOf({ ...traveller([trip]), services, sites: down, events: leave("2015-03-04") }))
    const waiting = stage.send(1, 0, HOUR)
    stage.until(3 * DAY)
    // He sets out as the service is withdrawn from those who are there: what waits for him is not sent back until he returns.
    expect(stage.last(waiting)).toMatchObject({ kind: "waits", reason: "mailbox-unreachable" })
    stage.until(3 * DAY + 1)
    expect(stage.last(waiting)).toMatchObject({ kind: "bounced", atMs: 3 * DAY })
    const abroad = new Stepped(planOf({ ...traveller([trip]), orders: { wall: wall("2015-03-02") } }))
    const keys = [2 * DAY - 1, 2 * DAY, 3 * DAY - 1, 3 * DAY].map((at) => abroad.send(0, 1, at))
    abroad.until(4 * DAY)
    expect(keys.map((key) => abroad.story(key).includes("tries again"))).toEqual([true, false, false, true])
  })

  it("lifting goes before imposing, recorded steps before answers, answers before what follows by itself", () => {
    const order = { by: "PK", kind: "network-block", to: "firm", demands: [{ suspend: { what: "mail" } }], through: { "pk-fixed": "obeys" }, else: [{ block: { what: "mail", at: "fixed" } }], timeline: [{ issued: "2015-03-02", due: "2015-03-03" }] }
    const first = inEffect("PK", "2015-03-02", [{ block: { what: "mail", at: "fixed" } }], { timeline: [{ "in-effect": "2015-03-02" }, { lifted: "2015-03-04" }] })
    const plan = planOf({ orders: { order, first, step: wall("2015-03-04") }, answers: { other: { by: "firm", to: "order", kind: "filter", when: "2015-03-04", do: [{ filter: { what: "mail" } }] } } })
    const at = togglesOf(plan, plan.variants[0]).filter((t) => t.atMs === 2 * DAY && t.what === "act").map((t) => `${t.on ? "on" : "off"} ${plan.acts[t.row].path}`)
    expect(at).toEqual(["off first/does/block", "on step/does/block", "on other/do/filter", "on order/else/block"])
  })

  it("what happened before the run has happened when it starts", () => {
    const stage = new Stepped(planOf({ people: { residents: { ...PEOPLE.residents, writes: undefined } }, orders: { wall: wall("2005-06-01") } }))
    const key = stage.send(0, 1, 0)
    stage.until(HOUR)
    expect(stage.last(key)).toMatchObject({ reason: "blocked" })
  })
})

describe("Scopes", () => {
  it("are the people and products in whose way an act of the variant, or of the baseline, stands at some instant", () => {
    const people = { residents: { ...PEOPLE.residents, count: 2, writes: undefined }, friends: { ...PEOPLE.friends, count: 2, writes: undefined }, guests: { ...PEOPLE.friends, count: 2, writes: undefined, trips: [{ to: "PK", from: "2015-03-05", until: "2015-03-05" }] } }
    const services = { mail: { provider: "firm", relay: "london", classes: { content: { kept: "london", keys: "provider" } } }, chat: { provider: "firm", relay: "london", classes: { content: { kept: "london", keys: "provider" } } } }
    const everybody = Object.fromEntries(Object.entries(people).map(([name, p]) => [name, { ...p, use: { mail: "100 %", chat: "100 %" } }]))
    const plan = plansOf({ free: { people: everybody, services }, wall: { people: everybody, services, orders: { wall: wall("2015-03-04") } }, soon: { people: everybody, services, orders: { wall: inEffect("PK", "2015-03-02", [{ block: { what: "mail", at: "national-internet" } }], { timeline: [{ "in-effect": "2015-03-02" }, { lifted: "2015-03-03" }] }) } } })
    const scopes = scopesOf(plan, "free")
    expect([...scopes.reached.get("free")!]).toEqual([0, 0, 0, 0, 0, 0])
    expect([...scopes.reached.get("wall")!]).toEqual([1, 1, 0, 0, 1, 1])
    expect([...scopes.reached.get("soon")!]).toEqual([1, 1, 0, 0, 0, 0])
    expect([...scopesOf(plan, "wall").reached.get("soon")!]).toEqual([1, 1, 0, 0, 1, 1])
  })
})

describe("A record", () => {
  it("counts the refusals in the slots after the act, and none before", () => {
    const { records } = run(plansOf(VARIANTS), 10_000)
    const early = records.get("early")!
    const cut = early.slots.findIndex((slot) => slot.fromMs === 2 * DAY)
    expect(cut).toBeGreaterThan(0)
    expect(sumOf(early, refusedOf, (row) => row.slot < cut)).toBe(0)
    expect(sumOf(early, refusedOf, (row, group) => row.slot >= cut && group.cohort === "residents")).toBeGreaterThan(300)
    expect(sumOf(early, refusedOf, (_, group) => group.cohort === "friends")).toBe(0)
    expect(sumOf(early, (row) => row.hoursWithout, (_, group) => group.cohort === "residents")).toBeCloseTo(10 * 5 * 24, 3)
  })
})
