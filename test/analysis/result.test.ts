import fc from "fast-check"
import { Schema } from "effect"
import { describe, expect, test } from "vitest"
import { buildResult, exitCodeOf, type ResultInput } from "../../src/analysis/result.ts"
import { Result } from "../../src/model/result.ts"
import type { OutcomeRow, RunRecord } from "../../src/world/record.ts"
import { dailyWindows, DAY, instantMs, quietRecord, recordOf, row, scenarioOf } from "./handmade.ts"

const claims = [
  { id: "loses", says: "Residents lose chat", measure: "accepted", of: { people: "residents" }, what: "chat", after: "2020-01-11", expect: "none" },
  { id: "r5", says: "A site is declared elsewhere", promise: "R5", expect: "broken" }
]

function inputOf(records: ReadonlyArray<RunRecord> = [quietRecord(), recordOf()], more: ReadonlyArray<Record<string, unknown>> = claims): ResultInput {
  const scenario = scenarioOf({ claims: more })
  return {
    file: { id: "handmade", title: "Made by hand", hash: "0123456789abcdef", from: "2020-01-01", until: "2020-01-30" },
    engineVersion: "0.1.0",
    seed: 7,
    replications: 1,
    assumptions: { counts: { total: 3, stated: 1, inferred: 0, unverified: 0, judgement: 1, unknown: 0, ungraded: 1, withSource: 1 }, evidence: [{ path: "people.residents.count", value: 100, sources: ["gazette"], grade: "stated", range: [90, 110], otherwise: [], note: null }] },
    runs: records.map((record) => ({ variantId: record.variant, title: record.variant, scenario, record, dailyWindows })),
    instantMs
  }
}

describe("buildResult", () => {
  test("gives what the schema says, no key more", () => {
    const decoded = Schema.decodeUnknownEither(Result, { onExcessProperty: "error", errors: "all" })(JSON.parse(JSON.stringify(buildResult(inputOf()))))
    expect(decoded._tag === "Left" ? decoded.left.message : "").toBe("")
  })

  test("writes keys in the order of the schema, reasons in that of the alphabet", () => {
    const result = buildResult(inputOf())
    expect(wrongOrders(Result as unknown as Fields, JSON.parse(JSON.stringify(result)), "result")).toEqual([])
    for (const variant of result.variants) for (const outcome of variant.outcomes) expect(Object.keys(outcome.refused)).toEqual(Object.keys(outcome.refused).sort())
  })

  test("says the same whatever order the rows of a record are in", () => {
    const before = JSON.stringify(buildResult(inputOf()))
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (stream) => {
        const shuffle = <A>(list: ReadonlyArray<A>) => list.map((value) => [Number(stream.next().value), value] as const).sort((a, b) => a[0] - b[0]).map(([, value]) => value)
        const record = recordOf({ outcomes: shuffle(recordOf().outcomes) })
        const shuffled = { ...record, newPeople: shuffle(record.newPeople), atRest: shuffle(record.atRest), readers: shuffle(record.readers), readerPeople: shuffle(record.readerPeople), keys: shuffle(record.keys), moves: shuffle(record.moves), sanctions: shuffle(record.sanctions), promises: shuffle(record.promises) }
        expect(JSON.stringify(buildResult(inputOf([quietRecord(), shuffled])))).toBe(before)
      }),
      { numRuns: 20 }
    )
  })

  test("conserves every sum when slots merge into windows", () => {
    const messages = fc.record({ situation: fc.nat(4), slot: fc.nat(2), refused: fc.nat(5), under: fc.nat(3), delivered: fc.nat(9), bounced: fc.nat(2) })
    fc.assert(
      fc.property(fc.array(messages, { maxLength: 30 }), fc.subarray([5 * DAY, 10 * DAY, 20 * DAY]), (list, cuts) => {
        const outcomes = list.map((m) => row(m.situation, "chat", m.slot, { attempted: m.refused + m.under + m.delivered + m.bounced, accepted: m.delivered + m.bounced, delivered: m.delivered, bounced: m.bounced, refused: [["blocked", m.situation % 2, m.refused]] }))
        const [variant] = buildResult(inputOf([recordOf({ outcomes, windowCutsMs: cuts })], [])).variants
        const naive = (of: (one: OutcomeRow) => number) => outcomes.reduce((sum, one) => sum + of(one), 0)
        const merged = (of: (one: (typeof variant.outcomes)[number]) => number) => variant.outcomes.reduce((sum, one) => sum + of(one), 0)
        expect(merged((o) => o.attempted)).toBe(naive((o) => o.attempted))
        expect(merged((o) => o.delivered)).toBe(naive((o) => o.delivered))
        expect(merged((o) => o.received.addressed)).toBe(naive((o) => o.received.addressed))
        expect(merged((o) => o.hoursPresent)).toBe(naive((o) => o.hoursPresent))
        for (const o of variant.outcomes) {
          const refused = Object.values(o.refused).reduce((sum, n) => sum + n, 0)
          expect(o.attempted).toBe(refused + o.accepted + o.underWay)
          expect(o.accepted).toBe(o.delivered + o.bounced + o.expired + o.erased + o.inFlight)
          expect(o.causes.reduce((sum, cause) => sum + cause.messages, 0)).toBe(refused + o.bounced)
        }
      }),
      { numRuns: 50 }
    )
  })

  test("derives the status from home and place", () => {
    const [, variant] = buildResult(inputOf()).variants
    expect([...new Set(variant.outcomes.map((o) => `${o.cohort} ${o.status}`))]).toEqual(["friends other", "residents resident", "visitors visitor"])
  })

  test("gives each state in `about` a table of its own", () => {
    const one = buildResult(inputOf()).variants[1].outcomes
    const two = buildResult({ ...inputOf(), file: { ...inputOf().file, about: ["NO", "SE"] } }).variants[1].outcomes
    expect(two.length).toBe(2 * one.length)
    expect(two.filter((o) => o.about === "SE" && o.cohort === "visitors").every((o) => o.status === "abroad")).toBe(true)
  })

  test("tells people by the first country where nobody orders anything", () => {
    const result = buildResult(inputOf([{ ...quietRecord(), about: [] }], []))
    expect(result.scenario.about).toEqual(["NO"])
    expect([...new Set(result.variants[0].summary.map((row) => row.verdict))]).toEqual(["keeps"])
    expect(result.conclusions.find((row) => row.id === "keeps-all")).toMatchObject({ yes: 1, runs: 1 })
  })

  test("names windows and what starts them", () => {
    expect(buildResult(inputOf()).variants[1].windows).toEqual([
      { id: "w0", from: "2020-01-01T00:00:00.000Z", to: "2020-01-11T00:00:00.000Z", starts: [] },
      { id: "w1", from: "2020-01-11T00:00:00.000Z", to: "2020-01-31T00:00:00.000Z", starts: ["answers.leave", "orders.gag.due", "orders.gag.in-effect"] }
    ])
  })

  test("tells operators as the service sees them", () => {
    const { atRest, moves } = buildResult(inputOf([recordOf({ atRest: ["home", "office", "rented", "tel", "NO"].map((site) => ({ ...recordOf().atRest[0], site })) })], [])).variants[0]
    expect(Object.fromEntries(atRest.map((one) => [one.site, `${one.operator} ${one.country}`]))).toEqual({ home: "provider CH", office: "customer NO", rented: "partner NO", tel: "carrier NO", NO: "state NO" })
    const sold = buildResult(inputOf([recordOf({ atRest: ["home", "rented"].map((site) => ({ ...recordOf().atRest[0], site, provider: "host" })) })], [])).variants[0]
    expect(sold.atRest.map((one) => `${one.site} ${one.operator}`)).toEqual(["home partner", "rented provider"])
    expect(moves.map((one) => [one.fromCountry, one.toCountry, one.endAt, one.act])).toEqual([
      ["CH", "NO", "2020-01-13T00:00:00.000Z", "gag/does/block"],
      ["NO", "CH", null, "leave/do/exit"]
    ])
  })

  test("counts copies at the ends of the variant's own windows", () => {
    const at = (cuts: ReadonlyArray<number>) => buildResult(inputOf([recordOf({ windowCutsMs: cuts })], [])).variants[0].atRest.map((one) => `${one.at.slice(0, 10)} ${one.site}`)
    expect(at([0, 20 * DAY, 30 * DAY])).toEqual(["2020-01-21 home", "2020-01-21 oslo", "2020-01-31 home", "2020-01-31 office"])
    expect(at([0, 30 * DAY])).toEqual(["2020-01-31 home", "2020-01-31 office"])
  })

  test("counts distinct readers' people over all bases, and keys by holder", () => {
    const { readers, keys } = buildResult(inputOf()).variants[1]
    expect(readers.filter((one) => one.class === "content" && one.form === "content").map((one) => [one.level, one.cohort, one.messages, one.people, one.act])).toEqual([
      ["disclosed", "visitors", 4, 3, "gag/does/block"],
      ["exposed", "friends", 2, 0, null]
    ])
    expect(keys.map((one) => [one.service, one.holder, one.startAt.slice(0, 10), one.endAt, one.cohorts])).toEqual([
      ["chat", "user", "2020-01-01", null, ["visitors"]],
      ["chat", "NO", "2020-01-16", "2020-01-19T00:00:00.000Z", ["visitors"]],
      ["mail", "maker", "2020-01-01", null, ["visitors"]]
    ])
  })

  test("counts no more people behind messages that are read than there are messages", () => {
    const { readerPeople } = recordOf()
    const { readers } = buildResult(inputOf([recordOf({ readerPeople: readerPeople.map((one) => ({ ...one, people: 40 })) })], [])).variants[0]
    expect(readers.filter((one) => one.level === "disclosed" && one.form === "content").map((one) => [one.messages, one.people])).toEqual([[4, 4]])
  })

  test("divides a variant without a turning point, whose tables are not cut at the others', at its own last cut before it", () => {
    const whole = [{ fromMs: 0, untilMs: 30 * DAY }]
    const lost = quietRecord().outcomes.map((one) => row(one.situation, one.service, 0, { attempted: 10, refused: [["blocked", 0, 10]] }))
    const before = recordOf({ variant: "other-people", slots: whole, newPeople: [], readers: [], windowCutsMs: [0, 30 * DAY], outcomes: lost, acts: recordOf().acts.map((one) => ({ ...one, startMs: -DAY })), orders: [] })
    const [other, ordered] = buildResult(inputOf([before, recordOf()])).variants
    expect(ordered.turningPoint.at).toBe("2020-01-11T00:00:00.000Z")
    expect(other.turningPoint.at).toBe("2020-01-01T00:00:00.000Z")
    expect(other.summary.map((one) => one.verdict)).toEqual(other.summary.map(() => "loses"))
    expect(other.summary.length).toBeGreaterThan(3)
  })

  test("says who loses service from the turning point to the effect's end", () => {
    const [quiet, ordered] = buildResult(inputOf([quietRecord(), recordOf({ slots: [{ fromMs: 0, untilMs: 10 * DAY }, { fromMs: 10 * DAY, untilMs: 25 * DAY }, { fromMs: 25 * DAY, untilMs: 30 * DAY }] })])).variants
    expect(ordered.turningPoint).toEqual({ at: "2020-01-11T00:00:00.000Z", what: "deadline" })
    expect(quiet.turningPoint).toEqual(ordered.turningPoint)
    const told = (variant: typeof ordered) => Object.fromEntries(variant.summary.map((one) => [`${one.cohort} ${one.access} ${one.service}`, [one.verdict, one.attempted, one.reason]]))
    expect(told(ordered)).toEqual({
      "friends wifi chat": ["keeps", 30, null],
      "residents local-sim chat": ["loses", 100, "blocked"],
      "residents local-sim mail": ["keeps", 50, null],
      "visitors home-routed chat": ["keeps", 40, null],
      "visitors home-routed chat.calls": ["keeps", 7, null],
      "visitors wifi chat": ["partly", 20, "blocked"]
    })
    expect(ordered.summary[1]).toMatchObject({ from: "2020-01-11T00:00:00.000Z", to: "2020-01-26T00:00:00.000Z", lostAt: "2020-01-11T00:00:00.000Z", act: "gag/does/block", order: "gag" })
    expect(Object.values(told(quiet)).every(([verdict]) => verdict === "keeps")).toBe(true)
    expect(ordered.people[1]).toEqual({ cohort: "residents", people: 100, weight: 10, standsFor: 1000, attempted: 450, attemptedAfter: 300 })
  })

  test("counts whoever is in several rows of a sum once, and who took a service up", () => {
    const [, variant] = buildResult(inputOf()).variants
    const chat = variant.outcomes.filter((o) => o.cohort === "residents" && o.service === "chat")
    expect(chat.map((o) => [o.window.id, o.people, o.peopleWithoutService])).toEqual([["w0", 5, 0], ["w1", 5, 60]])
    expect(variant.newPeople.map((one) => [one.cohort, one.service, one.window.id, one.people, one.weight])).toEqual([["friends", "chat", "w1", 4, 1], ["residents", "mail", "w0", 3, 10], ["residents", "mail", "w1", 2, 10]])
  })

  test("compares every other variant with the baseline, without interval", () => {
    const { comparisons, scenario } = buildResult(inputOf())
    expect(scenario.baseline).toBe("no-order")
    const of = (measure: string, cohort: string) => comparisons.find((one) => one.measure === measure && one.cohort === cohort)
    expect(of("accepted", "residents")).toEqual({ baseline: "no-order", variant: "as-happened", measure: "accepted", cohort: "residents", difference: { mean: -200, low: null, high: null }, runs: 1 })
    expect(of("refused", "visitors")!.difference.mean).toBe(20)
    expect(of("hoursWithoutService", "residents")!.difference.mean).toBe(480)
    expect(of("disclosed", "visitors")!.difference.mean).toBe(6)
    expect(comparisons.length).toBe(15)
  })

  test("tells when an order was revealed or denied among its states, which claims do not ask for", () => {
    const [order] = recordOf().orders
    const [variant] = buildResult(inputOf([recordOf({ orders: [{ ...order, known: [{ state: "denied", atMs: 5 * DAY, source: ["gazette"] }] }] })])).variants
    expect(variant.orders[0].states.map(({ state, at }) => `${state} ${at.slice(0, 10)}`)).toEqual(["issued 2020-01-05", "denied 2020-01-06", "in-effect 2020-01-11", "lifted 2020-01-26"])
  })

  test("has no interval with one run, and no ratio of nothing", () => {
    const [variant] = buildResult(inputOf([recordOf({ outcomes: [row(0, "chat", 0, { attempted: 0 }), row(3, "chat", 0, { attempted: 4 })] })], [])).variants
    expect(variant.outcomes.map((o) => o.deliveryRatio)).toEqual([{ mean: null, low: null, high: null, runs: 0 }, { mean: 1, low: null, high: null, runs: 1 }])
    expect(variant.outcomes[0].delayMs).toEqual({ p50: null, p95: null, p99: null })
  })
})

describe("exitCodeOf", () => {
  const code = (more: ReadonlyArray<Record<string, unknown>>) => exitCodeOf(buildResult(inputOf([quietRecord(), recordOf()], more)))

  test("is 0 where nothing came out other than expected", () => {
    expect(code(claims)).toBe(0)
    expect(code([...claims, { says: "a miss", measure: "refused", expect: "none", "known-miss": "so it is" }, { says: "a prediction", measure: "disclosed", expect: "unknown" }])).toBe(0)
  })

  test("is 1 where a claim is broken, or a promise whose breach no claim expects", () => {
    expect(code([...claims, { says: "none", measure: "refused", expect: "none" }])).toBe(1)
    expect(code([claims[0]])).toBe(1)
    expect(code([...claims, { says: "stale", measure: "refused", expect: "some", "known-miss": "so it is" }])).toBe(1)
  })

  test("is 2 too where a precision that was asked for is not reached", () => {
    const result = buildResult(inputOf([quietRecord(), recordOf()], []))
    const { invariants } = result.variants[0]
    const reached = (precision: Result["run"]["precision"]) => exitCodeOf({ ...result, run: { ...result.run, precision }, variants: result.variants.map((variant) => ({ ...variant, invariants })) })
    expect([reached(null), reached({ asked: 0.01, reached: 0.01, widest: null }), reached({ asked: 0.01, reached: 0.011, widest: null }), reached({ asked: 0.01, reached: null, widest: null })]).toEqual([0, 0, 2, 2])
  })

  test("is 2 where nothing is broken and a claim of a variant that was run is undetermined", () => {
    const nobody = { says: "nobody", measure: "accepted", of: { segment: "mission" }, expect: "all" }
    expect(code([...claims, nobody])).toBe(2)
    expect(code([...claims, { ...nobody, variant: "elsewhere" }])).toBe(0)
    expect(code([...claims, nobody, { says: "none", measure: "refused", expect: "none" }])).toBe(1)
  })
})

interface Fields {
  readonly fields?: Record<string, Fields>
  readonly value?: Fields
}

/** Paths at which a value's keys do not stand in the order of its schema. */
function wrongOrders(schema: Fields, value: unknown, path: string): ReadonlyArray<string> {
  if (Array.isArray(value)) return value.slice(0, 3).flatMap((one, n) => wrongOrders(schema.value ?? {}, one, `${path}[${n}]`))
  if (typeof value !== "object" || value === null || schema.fields === undefined) return []
  const wanted = Object.keys(schema.fields).filter((key) => key in value)
  const here = wanted.join() === Object.keys(value).join() ? [] : [`${path}: ${Object.keys(value).join()}`]
  return [...here, ...wanted.flatMap((key) => wrongOrders(schema.fields![key], (value as Record<string, unknown>)[key], `${path}.${key}`))]
}
