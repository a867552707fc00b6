/** Plots of messages that are refused, wait, or come late: for a block, an account, a relay, or somebody who is elsewhere. */
import type { Act, OfClause } from "../model/acts.ts"
import { DAY_MS, HOUR_MS, idsOf, type Sketch } from "./parts/sketch.ts"
import { event, failsOn, keptAt, on, order, site, writes } from "./parts/staging.ts"

/** Each by what it is about. */
export const WAITING_PLOTS: Readonly<Record<string, (s: Sketch) => void>> = { journey, closedToNew, suspended, homeBlockAbroad, relayLost, slowed, deafAtDeadline, halfDead }

/** Mail waits for somebody behind a block, who then goes abroad, or comes back. */
function journey(s: Sketch): void {
  const { draw } = s
  const day = draw.between(1, 3)
  const { present: _present, travels: _travels, ...locals } = s.people.locals
  s.people.locals = { ...locals, count: 2, reach: draw.pick([{ wifi: 1 }, { "local-sim": 1 }]), trips: [{ to: s.codes[1], from: draw.pick([on(day), on(day, "12:00")]), until: on(Math.min(4, day + 1)), share: draw.pick([0.5, 1]) }] }
  s.services.letters = { ...s.services.letters, waits: { "at-client": 4 * HOUR_MS, retry: HOUR_MS, "at-relay": draw.pick([12 * HOUR_MS, 3 * DAY_MS]) } }
  writes(s)
  s.orders.block = order(s.codes[draw.chance(75) ? 0 : 1], { does: [{ block: { what: ["letters"], at: [draw.pick(["fixed", "national-internet", "border"] as const)], match: "name" } }], timeline: [{ "in-effect": on(day - 1) }, ...(draw.chance(60) ? [{ lifted: draw.pick([on(day), on(day + 1)]) }] : [])] })
}

/** People take a service up until it is closed to new ones, and perhaps again. */
function closedToNew(s: Sketch): void {
  const { draw } = s
  writes(s)
  const { present: _present, ...locals } = s.people.locals
  s.people.locals = { ...locals, count: 4, use: { letters: draw.pick([0.25, 0.5]) }, "takes-up": { letters: 0.6 } }
  const stores = draw.chance(50)
  if (stores) s.services.letters = { ...s.services.letters, stores: ["firm"], uptake: draw.pick(["store", "account", "sim"] as const) }
  const day = draw.between(0, 2)
  s.orders.close = order(s.codes[0], { does: [{ "close-to-new": { what: ["letters"], ...(stores ? { at: ["stores"] as const } : {}) } }], through: { others: "obeys", ...(stores ? { firm: "obeys" as const } : {}) }, timeline: [{ "in-effect": on(day) }, ...(draw.chance(60) ? [{ lifted: on(day + 2) }] : [])] })
}

/** Accounts are suspended for some days; what came meanwhile waits. */
function suspended(s: Sketch): void {
  const { draw } = s
  writes(s)
  const day = draw.between(1, 2)
  s.services.letters = { ...s.services.letters, waits: { "at-relay": 4 * DAY_MS } }
  s.orders.suspend = order(s.codes[0], { does: [{ suspend: { what: ["letters"], of: [draw.pick<OfClause>([{ people: ["locals"] }, { home: [s.codes[0]] }, { present: [s.codes[0]] }])] } }], timeline: [{ "in-effect": on(day) }, { lifted: on(day + draw.between(1, 2)) }] })
  if (draw.chance(40)) event(s, "sooner", on(day, "18:00"), [{ restore: { what: ["letters"], of: [{ people: ["locals"] }] } }])
}

/** A block at home follows those abroad whose packets go home first; who has another line besides gets through. */
function homeBlockAbroad(s: Sketch): void {
  const { draw } = s
  const { present: _present, ...locals } = s.people.locals
  const from = draw.between(0, 2)
  s.people.locals = { ...locals, home: s.codes[0], count: 3, reach: { "local-sim": 1 }, trips: [{ to: s.codes[1], from: on(from), until: on(from + 2), reach: { "home-routed": 1 } }], ...(draw.chance(60) ? { also: ["wifi"] } : {}) }
  writes(s)
  s.orders.home = order(s.codes[0], { does: [{ block: { what: ["letters"], at: [draw.pick(["gateway", "national-internet", "subscription"] as const)], match: "name" } }], timeline: [{ "in-effect": on(draw.between(from, from + 1)) }] })
}

/** Mail waits at a relay that fails, is stopped, or is seized with what waits in it. */
function relayLost(s: Sketch): void {
  const { draw } = s
  const day = draw.between(1, 3)
  const state = s.sites["site-0"].country
  s.services.letters = { ...s.services.letters, relay: "site-0", waits: { "at-client": 4 * HOUR_MS, retry: HOUR_MS, "at-relay": 2 * DAY_MS } }
  writes(s)
  s.orders.block = order(s.codes[0], { does: [{ block: { what: ["letters"], at: [draw.pick(["fixed", "attach"] as const)], match: "name", of: [{ people: ["locals"] }] } }], timeline: [{ "in-effect": on(day - 1, "12:00") }, { lifted: on(Math.min(4, day + 1)) }] })
  if (draw.chance(65)) site(s, "site-0", { fails: failsOn(s, day) })
  else s.orders.take = order(state, { does: [{ seize: { at: ["site-0"], to: state } }, ...(draw.chance(50) ? [{ stop: { at: ["site-0"] } }] : [])], timeline: [{ "in-effect": on(day) }] })
}

/** A point lets mail through so slowly that what was sent before an instant gets there after it. */
function slowed(s: Sketch): void {
  const { draw } = s
  const day = draw.between(1, 3)
  writes(s)
  s.orders.slow = order(s.codes[0], { does: [{ slow: { what: ["letters"], at: [draw.pick(["fixed", "attach", "national-internet"] as const)], match: "name", rate: draw.pick([10, 1000]) } }], timeline: [{ "in-effect": on(0) }] })
  s.orders.then = order(draw.pick(idsOf(s.countries).filter((code) => s.codes.includes(code))), { does: [{ block: { what: ["letters"], at: ["national-internet"], match: "name" } }], timeline: [{ "in-effect": on(day) }, { lifted: on(Math.min(4, day + 1)) }] })
}

/** A deadline passes unmet while the relay neither hears nor answers, or does one of the two; whoever is abroad then comes home before it is well. */
function deafAtDeadline(s: Sketch): void {
  const { draw } = s
  const day = draw.between(1, 2)
  const { present: _present, travels: _travels, ...locals } = s.people.locals
  s.people.locals = { ...locals, count: 3, trips: [{ to: s.codes[1], from: on(day - 1), until: draw.pick([on(day, "12:00"), on(day + 1)]), share: draw.pick([0.5, 1]) }] }
  s.services.letters = { ...s.services.letters, relay: "site-0", waits: { "at-client": draw.pick([4 * HOUR_MS, DAY_MS]), retry: HOUR_MS, "at-relay": 3 * DAY_MS } }
  writes(s)
  site(s, "site-0", { fails: [{ from: draw.pick([on(day - 1, "18:00"), on(day)]), until: draw.pick([on(day, "18:00"), on(day, "23:00"), on(day + 1, "06:00")]), what: draw.pick(["deaf", "mute", "paused"] as const) }] })
  const block: Act = draw.chance(60) ? { block: { what: ["letters"], at: [draw.pick(["fixed", "attach", "national-internet"] as const)], match: "name" } } : { suspend: { what: ["letters"], of: [{ home: [s.codes[0]] }] } }
  s.orders.access = order(s.codes[0], { to: ["firm"], demands: [{ open: { what: ["letters"], span: "from-now", to: s.codes[0] } }], else: [block], timeline: [{ issued: on(0), due: on(day - 1) }, { lifted: on(day + 1) }] })
}

/** A relay or a mailbox is half dead: it loses messages, gets some twice, and lets some wait, so that later ones come before them; a rule changes meanwhile. */
function halfDead(s: Sketch): void {
  const { draw } = s
  const day = draw.between(0, 1)
  const span = { from: on(day), until: draw.pick([on(2), on(2, "18:00"), on(3, "06:00")]) }
  s.services.letters = { ...s.services.letters, relay: "site-0", waits: { "at-client": 2 * DAY_MS, retry: HOUR_MS, "at-relay": 4 * DAY_MS } }
  keptAt(s, draw.pick(["site-0", "site-1"]))
  site(s, "site-1", { operator: "firm", roles: ["mailbox", "backup"] })
  const { locals } = s.people
  s.people.locals = { ...locals, use: { ...locals.use, letters: 1 }, writes: { ...locals.writes, "per-day": 16, to: { locals: 1 } } }
  site(s, "site-0", { fails: [{ ...span, what: "slow", adds: draw.pick([HOUR_MS, 4 * HOUR_MS]), share: 0.5 }, ...(draw.chance(70) ? [{ ...span, what: "lossy" as const, share: draw.pick([0.3, 0.6]) }] : []), ...(draw.chance(50) ? [{ ...span, what: "doubling" as const, share: 0.5 }] : [])] })
  if (draw.chance(50)) site(s, "site-1", { fails: [{ ...span, what: "lossy", share: draw.pick([0.3, 0.8]) }] })
  if (draw.chance(60)) event(s, "rule", on(day + 1, draw.pick(["06:00", "18:00"])), [{ place: { what: ["letters"], in: [draw.pick([...s.codes])], copies: draw.pick(["all", "primary"] as const), old: draw.pick(["moves", "stays"] as const) } }])
}
