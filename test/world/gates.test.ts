import fc from "fast-check"
import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import { Block } from "../../src/model/acts.ts"
import { conditionsHold, obstaclesOn, type Traffic } from "../../src/world/gates.ts"
import type { PlaceRow } from "../../src/world/geography.ts"
import { type Line, wayToRelay } from "../../src/world/lines.ts"
import { servicesOf } from "../../src/world/products.ts"
import type { Group } from "../../src/world/record.ts"
import type { Rule } from "../../src/world/rules.ts"
import { type Case, pointsOf, refusals } from "./gatesTwin.ts"
import { scenarioOf } from "./smallWorld.ts"

const KEPT = { classes: { content: { kept: "london", keys: "provider" }, metadata: { kept: "london", keys: "nobody" } } }
const { services, products } = servicesOf(scenarioOf({ services: { chat: { ...KEPT, features: ["calls"] }, mail: KEPT, web: { ...KEPT, path: "open-web" } } }))
const RELAY = ["shared", "shared", "other"]

const COUNTRIES = ["PK", "GB", "AE"] as const
const country = fc.constantFrom(...COUNTRIES)
const perhaps = <T>(arbitrary: fc.Arbitrary<T>, weight = 2) => fc.option(arbitrary, { nil: undefined, freq: weight })
const some = <T>(...words: ReadonlyArray<T>) => fc.uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 2 })

const cases: fc.Arbitrary<Case> = fc
  .record({
    mode: fc.constantFrom("local-sim" as const, "home-routed" as const, "local-breakout" as const, "hub-breakout" as const, "wifi" as const, "fixed-wireless" as const, "satellite" as const),
    home: country,
    sim: country,
    present: country,
    territory: perhaps(fc.constant("-KP")),
    via: country,
    vpn: perhaps(country),
    relay: country,
    simCarrier: fc.constantFrom("one", "two"),
    visitedCarrier: fc.constantFrom("one", "two"),
    segment: fc.constantFrom("enterprise", "mission"),
    service: fc.constantFrom("chat", "mail", "web"),
    feature: perhaps(fc.constant("calls"), 1)
  })
  .map((c): Case => {
    const cellular = !["wifi", "fixed-wireless", "satellite"].includes(c.mode)
    const mode = cellular && c.mode !== "local-sim" && c.sim === c.present ? "local-sim" : c.mode
    const sim = cellular ? (mode === "local-sim" ? c.present : c.sim) : undefined
    return { ...c, mode, sim, visitedCarrier: mode === "local-sim" ? c.simCarrier : c.visitedCarrier, territory: c.territory === undefined ? undefined : `${c.present}${c.territory}`, feature: c.service === "chat" ? c.feature : undefined, via: mode === "hub-breakout" && c.via === c.present ? (sim ?? c.via) : c.via }
  })

/** Whom: SIMs only where points can tell them. */
const whom = (tellsSims: boolean) =>
  fc.array(
    fc.record(
      { ...(tellsSims ? { sim: some<string>("own", "foreign", "all", ...COUNTRIES) } : { sim: some<string>("all") }), home: some(...COUNTRIES), segment: some("enterprise", "mission"), status: some("resident", "visitor", "abroad", "other"), present: some(...COUNTRIES, "PK-KP", "GB-KP"), access: some("wifi", "home-routed", "local-sim"), vpn: some<string>("yes", "no", "GB") },
      { requiredKeys: [] }
    ),
    { minLength: 1, maxLength: 2 }
  )

const WORDS = ["all", "data", "voice", "sms", "international", "chat", "chat.content", "chat.calls", "mail", "mail.metadata", "web"] as const
const rules = fc
  .array(
    fc.record({
      at: fc.uniqueArray(fc.constantFrom("subscription", "radio", "attach", "gateway", "fixed", "national-internet", "border", "exchange", "satellite", "relay-ingress"), { minLength: 1, maxLength: 3 }),
      places: fc.oneof(fc.constant([]), some<string>(...COUNTRIES, "PK-KP", "AE-KP")),
      carrier: perhaps(fc.constantFrom("one", "two", "others")),
      what: some(...WORDS),
      match: fc.constantFrom("name" as const, "address" as const),
      whom: perhaps(whom(true)),
      blindWhom: whom(false),
      except: perhaps(fc.record({ what: some(...WORDS), of: whom(false), in: some<string>(...COUNTRIES, "PK-KP") }, { requiredKeys: [] })),
      issuer: perhaps(country, 5),
      kind: fc.constantFrom("refuse" as const, "refuse" as const, "slow" as const),
      first: perhaps(fc.constant({ for: 1000 }), 1)
    }),
    { minLength: 1, maxLength: 4 }
  )
  .map((list) =>
    list.map((r, row): Rule => {
      const tells = r.at.every((point) => ["subscription", "radio", "attach", "gateway"].includes(point))
      const of = r.whom === undefined ? undefined : tells ? r.whom : r.blindWhom
      const except = r.except !== undefined && Object.keys(r.except).length === 0 ? undefined : r.except
      return { row, act: 100 + row, kind: r.kind, at: r.at as Rule["at"], places: r.places, carrier: r.carrier, what: r.what, of: of as Rule["of"], except: except as Rule["except"], match: r.match, leaks: [], first: r.first as Rule["first"], bitsPerSecond: 1000, issuer: r.issuer, lets: [], easedKey: 1, intervals: [] }
    })
  )

const place = (c: Case): PlaceRow => ({ code: c.territory ?? c.present, country: c.present, lat: 0, lon: 0, untilMs: new Float64Array(0), offsetMin: new Float64Array(0) })
const lineOf = (c: Case): Line => ({ mode: c.mode, sim: c.sim, simCarrier: c.sim === undefined ? undefined : c.simCarrier, servingCarrier: c.visitedCarrier, exit: c.mode === "satellite" || c.mode === "hub-breakout" ? c.via : undefined, vpn: c.vpn })
const group = (c: Case): Group => ({ cohort: "p", home: c.home, homeCountry: c.home, citizen: c.home, account: c.home, sim: c.home, store: c.home, segment: c.segment, plan: undefined, lists: [], options: [], accepts: [], uses: ["chat"], weight: 1, people: 1 })

function traffic(c: Case, namedHidden = false): Traffic {
  const product = products.find((p) => p.name === (c.feature === undefined ? c.service : `${c.service}.${c.feature}`))!
  return { product, services, subject: { group: group(c), place: place(c), line: lineOf(c) }, relaySite: RELAY[product.service], relayOf: (s) => RELAY[s.row], namedHidden }
}
const found = (c: Case, list: ReadonlyArray<Rule>, namedHidden = false) => obstaclesOn(wayToRelay(lineOf(c), place(c), c.relay).crossings, list, [], traffic(c, namedHidden), 0)

describe("Ways and their naive twin", () => {
  it("cross the same points in the same countries through the same carriers", () => {
    fc.assert(
      fc.property(cases, (c) => {
        const mine = wayToRelay(lineOf(c), place(c), c.relay).crossings.map((x) => [x.point, x.country, x.carrier])
        expect(mine).toEqual(pointsOf(c).map((x) => [x.point, x.country, x.carrier]))
      }),
      { seed: 1, numRuns: 2000 }
    )
  })
})

describe("Gates and their naive twin", () => {
  it("refuse at the same points, by the same acts in the same order, with the same reasons", () => {
    fc.assert(
      fc.property(cases, rules, (c, list) => {
        expect(found(c, list).map((o) => ({ point: o.point, country: o.country, act: o.act, reason: o.reason }))).toEqual(refusals(c, list))
      }),
      { seed: 2, numRuns: 6000 }
    )
  })

  it("agree in cases in which something is refused, often enough to mean something", () => {
    const sampled = fc.sample(fc.tuple(cases, rules), { seed: 3, numRuns: 2000 })
    const refused = sampled.filter(([c, list]) => refusals(c, list).length > 0)
    expect(refused.length).toBeGreaterThan(300)
    for (const point of ["subscription", "radio", "attach", "gateway", "fixed", "national-internet", "border", "exchange", "satellite", "relay-ingress"]) expect(refused.some(([c, list]) => refusals(c, list).some((r) => r.point === point)), point).toBe(true)
  })
})

const base: Case = { mode: "wifi", home: "PK", sim: undefined, present: "PK", territory: undefined, via: "PK", vpn: undefined, relay: "GB", simCarrier: "one", visitedCarrier: "one", segment: "enterprise", service: "chat", feature: undefined }
const rule = (body: Record<string, unknown>, more: Partial<Rule> = {}): Rule => {
  const block = Schema.decodeUnknownSync(Block)(body)
  return { row: 0, act: 7, kind: "refuse", at: block.at, places: ["PK"], carrier: undefined, what: block.what ?? ["all"], of: block.of, except: block.except as Rule["except"], match: block.match, leaks: [], first: block.first, bitsPerSecond: 0, issuer: "PK", lets: [], easedKey: 1, intervals: [], ...more }
}
const stops = (c: Partial<Case>, r: Rule) => found({ ...base, ...c }, [r]).map((o) => `${o.point} ${o.reason}`)
const roamer = (mode: Case["mode"], more: Partial<Case> = {}): Partial<Case> => ({ mode, home: "GB", sim: "GB", ...more })

describe("What a point can see", () => {
  it("is nothing inside a VPN's tunnel, save for subscription and attach, which withhold the service itself", () => {
    expect(stops({ vpn: "GB" }, rule({ what: "chat", at: ["national-internet", "border"] }))).toEqual([])
    expect(stops(roamer("local-breakout", { vpn: "GB" }), rule({ what: "chat", at: "attach" }))).toEqual(["attach roamer-barred"])
    expect(stops({ mode: "local-sim", sim: "PK", vpn: "GB" }, rule({ what: "chat", at: "subscription" }))).toEqual(["subscription not-provisioned"])
    expect(stops({ vpn: "GB" }, rule({ at: "national-internet" }))).toEqual(["national-internet blocked"])
  })

  it("is the tunnel itself where an act means tunnels", () => {
    expect(stops({ vpn: "GB" }, rule({ what: "chat", at: "national-internet", of: { vpn: "yes" } }))).toEqual(["national-internet blocked"])
    expect(stops({}, rule({ what: "chat", at: "national-internet", of: { vpn: "yes" } }))).toEqual([])
  })

  it("is a filter's own access side alone; a filter at a border acts in both directions", () => {
    const abroad: Partial<Case> = { present: "GB", home: "GB", relay: "PK" }
    expect(stops(abroad, rule({ what: "chat", at: "national-internet" }))).toEqual([])
    expect(stops(abroad, rule({ what: "all", at: "national-internet" }))).toEqual(["national-internet blocked"])
    expect(stops(abroad, rule({ what: "chat", at: "border" }))).toEqual(["border blocked"])
  })

  it("by address is every service with the same relay", () => {
    const r = rule({ what: "chat", match: "address", at: "national-internet" })
    expect(stops({ service: "mail" }, r)).toEqual(["national-internet blocked"])
    expect(stops({ service: "web" }, r)).toEqual([])
    expect(stops({ service: "mail" }, rule({ what: "chat", at: "national-internet" }))).toEqual([])
  })

  it("of a provider's own site is only that all traffic is cut", () => {
    expect(found(base, [rule({ what: "chat", at: "national-internet" })], true)).toEqual([])
    expect(found(base, [rule({ what: "data", at: "national-internet" })], true)).toHaveLength(1)
  })
})

describe("Cut borders and shutdowns", () => {
  it("A cut border takes the exchange legs of its country too; a filter there and a shutdown of the national networks do not", () => {
    expect(stops(roamer("home-routed"), rule({ what: "all", at: "border" }))).toEqual(["exchange blocked"])
    expect(stops(roamer("home-routed"), rule({ what: "international", at: "border" }))).toEqual(["exchange blocked"])
    expect(stops(roamer("home-routed"), rule({ what: "chat", at: "border" }))).toEqual([])
    expect(stops(roamer("home-routed"), rule({ what: "all", at: "national-internet" }))).toEqual([])
    expect(stops(roamer("home-routed", { relay: "AE" }), rule({ what: "all", at: "gateway" }))).toEqual([])
  })

  it("A data cut at the gateways spares home-routed SIMs, and one at attach takes them", () => {
    expect(stops(roamer("home-routed"), rule({ what: "data", at: "gateway" }))).toEqual([])
    expect(stops(roamer("local-breakout"), rule({ what: "data", at: "gateway" }))).toEqual(["gateway blocked"])
    expect(stops(roamer("home-routed"), rule({ what: "data", at: "attach", of: { sim: "foreign" } }))).toEqual(["attach roamer-barred"])
    expect(stops({ mode: "local-sim", sim: "PK" }, rule({ what: "data", at: "attach", of: { sim: "foreign" } }))).toEqual([])
    expect(stops({ mode: "local-sim", sim: "PK" }, rule({ what: "data", at: "attach", of: { sim: "own" } }))).toEqual(["attach blocked"])
  })
})

describe("Exceptions", () => {
  it("pass what is whitelisted, unless a tunnel hides it", () => {
    const r = rule({ what: "all", at: "national-internet", except: { what: ["chat"] } })
    expect(stops({}, r)).toEqual([])
    expect(stops({ service: "mail" }, r)).toEqual(["national-internet blocked"])
    expect(stops({ vpn: "GB" }, r)).toEqual(["national-internet blocked"])
  })

  it("pass whom they name", () => {
    const r = rule({ what: "all", at: "national-internet", except: { of: { segment: "mission" } } })
    expect(stops({ segment: "mission" }, r)).toEqual([])
    expect(stops({}, r)).toEqual(["national-internet blocked"])
  })
})

describe("Conditions", () => {
  const subject = { group: group(base), place: place(base), line: lineOf(base) }
  it("of the other end and of the time since arrival hold for a message, not for a situation", () => {
    const r = rule({ what: "chat", at: "national-internet", of: { present: "PK", "since-arrival": "3 days" } })
    const [o] = found(base, [r])
    expect(conditionsHold(o.conditions, undefined, Float64Array.of(2 * 86_400_000), "PK")).toBe(true)
    expect(conditionsHold(o.conditions, undefined, Float64Array.of(3 * 86_400_000), "PK")).toBe(false)
    const [other] = found(base, [rule({ what: "chat", at: "national-internet", of: { "other-end": { home: "PK" } } })])
    expect(conditionsHold(other.conditions, subject, Float64Array.of(0), "PK")).toBe(true)
    expect(conditionsHold(other.conditions, { ...subject, group: { ...subject.group, home: "GB", homeCountry: "GB" } }, Float64Array.of(0), "PK")).toBe(false)
    expect(conditionsHold(other.conditions, undefined, Float64Array.of(0), "PK")).toBe(false)
  })
})
