/** Same seed, same trace: whatever the slices, the company of other variants, the place of a snapshot, the names of countries. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { advance, simulate, start } from "../../src/run/simulate.ts"
import { togglesOf } from "../../src/world/effects.ts"
import { finish } from "../../src/world/finish.ts"
import type { Plan } from "../../src/world/plan.ts"
import type { RunRecord } from "../../src/world/record.ts"
import { Counter, World } from "../../src/world/world.ts"
import { worlds } from "../world/randomWorlds.ts"
import { blind, bouncedOf, inEffect, type Parts, planOf, plansOf, refusedOf } from "../world/smallWorld.ts"

type Records = ReadonlyMap<string, RunRecord>

function run(plan: Plan, options: { readonly sliceEvents?: number; readonly alone?: boolean } = {}): Records {
  const records = new Map<string, RunRecord>()
  const steps = simulate(plan, plan.variants, { sliceEvents: options.sliceEvents ?? 100_000, alone: options.alone, judge: blind, finished: (w, variant) => records.set(variant.id, finish(w, variant, [])) })
  for (const _ of steps) void _
  return records
}

/** What happened, by names: numbers of rows may differ from plan to plan. */
function told(record: RunRecord): unknown {
  const sums = new Map<string, ReadonlyArray<number>>()
  for (const row of record.outcomes) {
    const s = record.situations[row.situation]
    const key = [record.groups[s.group].cohort, record.groups[s.group].options.join("+"), s.place, s.access, s.vpn, row.service].join(" ")
    const values = [row.attempted, refusedOf(row), row.accepted, row.underWay, row.delivered, bouncedOf(row), row.expired, row.inFlight]
    sums.set(key, values.map((v, i) => v + (sums.get(key)?.[i] ?? 0)))
  }
  return [record.fingerprint, [...sums].filter(([, values]) => values.some((v) => v > 0)).sort()]
}
const all = (records: Records) => Object.fromEntries([...records].map(([id, record]) => [id, told(record)]))
const withoutSome = (parts: Parts, drop: ReadonlyArray<"orders" | "events">): Parts => ({ ...parts, ...Object.fromEntries(drop.map((section) => [section, {}])) })
const first = (section: Parts["orders"]) => Object.fromEntries(Object.entries(section ?? {}).slice(0, 1))

function variantsOf(parts: Parts): Record<string, Parts> {
  return { "as-happened": parts, "no-order": withoutSome(parts, ["orders", "events"]), orders: withoutSome(parts, ["events"]), events: withoutSome(parts, ["orders"]), one: { ...parts, orders: first(parts.orders), events: first(parts.events) } }
}

/** A world in which much happens, for what is tried out on one. */
const BUSY = fc.sample(worlds, { seed: 11, numRuns: 40 }).reduce((most, w) => (JSON.stringify([w.orders, w.events]).length > JSON.stringify([most.orders, most.events]).length ? w : most))

describe("A fingerprint", () => {
  it("is the same for every size of slices, and run twice", () => {
    const plan = planOf(BUSY)
    const expected = all(run(plan))
    for (const sliceEvents of [1, 2, 3, 7, 64, 4096, 4096]) expect(all(run(plan, { sliceEvents }))).toEqual(expected)
    expect(all(run(planOf(BUSY)))).toEqual(expected)
  })

  it("counts events, draws and what happened", () => {
    const { events, draws, digest } = run(planOf(BUSY)).get("as-happened")!.fingerprint
    expect(events).toBeGreaterThan(1000)
    expect(draws).toBeGreaterThan(events / 2)
    expect(digest).toMatch(/^[0-9a-f]{16,}$/)
  })

  it("is another one with another seed or replication", () => {
    const digests = [planOf(BUSY, 1), planOf(BUSY, 2), planOf(BUSY, 1, 1)].map((plan) => run(plan).get("as-happened")!.fingerprint.digest)
    expect(new Set(digests).size).toBe(3)
  })

  it("is the same alone, with shared pasts, in another order, and of one variant alone", () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 1, max: 99 }), (parts, seed) => {
        const variants = variantsOf(parts)
        const expected = all(run(plansOf(variants, seed)))
        expect(all(run(plansOf(variants, seed), { alone: true }))).toEqual(expected)
        expect(all(run(plansOf(Object.fromEntries(Object.entries(variants).reverse()), seed)))).toEqual(expected)
        for (const id of ["one", "as-happened"]) expect(all(run(plansOf({ [id]: variants[id] }, seed)))).toEqual({ [id]: expected[id] })
      }),
      { seed: 5, numRuns: 10 }
    )
  })

  it("is the same with what an eased order lets pass, in whatever company", () => {
    const eased = (by: string) => inEffect(by, "2015-03-03", [{ block: { what: "mail", at: "national-internet" } }], { timeline: [{ "in-effect": "2015-03-03" }, { eased: "2015-03-04", lets: { what: "mail", share: { value: "50 %", by: "line" } } }] })
    const parts = { ...BUSY, events: {}, orders: { other: eased("GB"), eased: eased("PK") } }
    const variants = { both: parts, one: { ...parts, orders: { eased: parts.orders.eased } } }
    const expected = all(run(plansOf(variants)))
    expect(all(run(plansOf({ one: variants.one })))).toEqual({ one: expected.one })
  })
})

describe("A snapshot", () => {
  it("taken at any event and gone on from, even after another future, leaves the same trace", () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 1, max: 99 }), fc.array(fc.integer({ min: 1, max: 1500 }), { minLength: 1, maxLength: 3 }), (parts, seed, stops) => {
        const plan = planOf(parts, seed)
        const expected = told(run(plan).get("as-happened")!)
        const w = new World(plan)
        const toggles = togglesOf(plan, plan.variants[0])
        start(w)
        const steps = advance(w, toggles, plan.horizonMs, "", 1)
        const at = new Set(stops)
        for (let i = 0; ; i++) {
          const step = steps.next()
          if (at.has(i)) w.restore(disturbed(w, plan))
          if (step.done === true) break
        }
        const { events, draws, digest } = (expected as [RunRecord["fingerprint"]])[0]
        w.restore(w.save())
        expect(w.counters[Counter.EVENTS]).toBe(events)
        expect(w.digest.hex()).toBe(digest)
        expect(finish(w, plan.variants[0], []).fingerprint.draws).toBe(draws)
      }),
      { seed: 6, numRuns: 20 }
    )
  })
})

/** A snapshot, after which the world goes on for a day without any act, and is thrown away. */
function disturbed(w: World, plan: Plan) {
  const state = w.save()
  for (const _ of advance(w, [], Math.min(plan.horizonMs, w.nowMs + 86_400_000), "", Number.MAX_SAFE_INTEGER)) void _
  return state
}

const TRAVEL = { home: "GB", count: 5, use: { mail: "100 %" }, reach: { "local-breakout": "60 %", wifi: "40 %" }, writes: { "per-day": 6 }, trips: [{ to: "PK", from: "2015-03-03", until: "2015-03-05", share: "60 %" }], travels: { to: "AE", "trips-per-year": 100, nights: 1 } }
const LEAKY = inEffect("PK", "2015-03-03", [{ block: { what: "data", at: ["gateway", "national-internet"], leak: { share: "50 %", by: "line" } } }, { block: { what: "mail", at: "border", leak: { share: "50 %", by: "connection" } } }])

describe("A country's code", () => {
  it("renamed throughout permutes the result and keeps every count (M2)", () => {
    const renamed = (parts: unknown): unknown => JSON.parse(JSON.stringify(parts).replaceAll(/\bPK\b/g, "ZZZ").replaceAll(/\bGB\b/g, "NO").replaceAll(/\bZZZ\b/g, "BR"))
    const countries = { PK: { timezone: "Asia/Karachi", place: { lat: 24.9, lon: 67 } }, GB: { timezone: "Europe/London", place: { lat: 51.5, lon: -0.1 } }, AE: { timezone: "Asia/Dubai", place: { lat: 25.2, lon: 55.3 } } }
    const carriers = { "pk-one": { country: "PK", share: "60 %" }, "pk-two": { country: "PK", share: "40 %" }, "pk-fixed": { country: "PK", kind: "fixed", share: "100 %" }, "gb-one": { country: "GB", share: "100 %" } }
    const orders = (parts: Parts) => Object.fromEntries(Object.entries(parts.orders ?? {}).map(([id, order]) => [id, { ...(order as object), through: { others: "obeys", "pk-one": "obeys", "pk-two": "obeys", "pk-fixed": "obeys", "gb-one": "obeys" } }]))
    fc.assert(
      fc.property(worlds, fc.integer({ min: 1, max: 99 }), (parts, seed) => {
        const whole: Parts = { ...parts, countries, carriers, people: { ...parts.people, guests: TRAVEL }, orders: orders({ orders: { ...parts.orders, leaky: LEAKY } }) }
        const expected = told(run(planOf(whole, seed)).get("as-happened")!)
        const other = told(run(planOf(renamed(whole) as Parts, seed)).get("as-happened")!)
        // Names sort anew: the rows are the same set.
        const [mine, theirs] = [renamed(expected), other].map((t) => [(t as unknown[])[0], [...((t as unknown[][])[1])].map((row) => JSON.stringify(row)).sort()])
        expect(theirs).toEqual(mine)
      }),
      { seed: 7, numRuns: 15 }
    )
  })
})

describe("What is unused", () => {
  it("can be removed without a change (M4): a country, a carrier, a site, a service, a cohort that writes nothing, an order never in effect", () => {
    const people = { guests: TRAVEL, residents: { home: "PK", count: 6, use: { mail: "100 %" }, reach: { "local-sim": "50 %", wifi: "50 %" }, writes: { "per-day": 6, to: { residents: "50 %", guests: "50 %" } } } }
    const base: Parts = { people, orders: { leaky: LEAKY } }
    const more: Parts = {
      countries: { PK: { timezone: "Asia/Karachi", place: { lat: 24.9, lon: 67 } }, NO: { timezone: "Europe/Oslo", place: { lat: 60, lon: 10 } }, GB: { timezone: "Europe/London", place: { lat: 51.5, lon: -0.1 } }, AE: { timezone: "Asia/Dubai", place: { lat: 25.2, lon: 55.3 } } },
      about: ["PK"],
      sites: { oslo: { country: "NO", operator: "firm", roles: ["mailbox"] }, london: { country: "GB", operator: "firm", roles: ["relay", "mailbox", "log", "keys"] } },
      services: { unused: { provider: "firm", relay: "oslo", classes: { content: { kept: "oslo", keys: "provider" } } }, mail: { provider: "firm", relay: "london", classes: { content: { kept: "london", keys: "provider" }, metadata: { kept: "london", keys: "nobody" } }, waits: { "at-client": { for: "30 min", retry: "10 min" }, "at-relay": "1 day" } } },
      people: { idle: { home: "NO", count: 7, use: { unused: "100 %" }, reach: { wifi: "100 %" }, travels: { to: "GB", "trips-per-year": 0, nights: 1 } }, ...people },
      orders: { never: { by: "NO", kind: "network-block", to: "firm", does: [{ block: { what: "mail", at: "border" } }], timeline: [{ announced: "2015-03-04" }] }, leaky: LEAKY }
    }
    const same = { ...more, countries: { PK: more.countries!.PK, GB: more.countries!.GB, AE: more.countries!.AE }, sites: { london: more.sites!.london }, services: { mail: more.services!.mail }, people, orders: base.orders }
    expect(told(run(planOf(more)).get("as-happened")!)).toEqual(told(run(planOf(same)).get("as-happened")!))
  })
})
