/** Plots of messages that are refused, wait, or come late: for a block, an account, a relay, or somebody who is elsewhere. */
import type { Act, OfClause } from "../model/acts.ts"
import { DAY_MS, HOUR_MS, idsOf, type Sketch } from "./parts/sketch.ts"
import { correspond, event, failsOn, keptAt, on, order, site, writes } from "./parts/staging.ts"

/** Each by what it is about. */
export const WAITING_PLOTS: Readonly<Record<string, (s: Sketch) => void>> = { journey, closedToNew, suspended, partHeld, homeBlockAbroad, relayLost, slowed, deafAtDeadline, halfDead }

/** Mail waits for somebody behind a block, who then goes abroad, or comes back. */
function journey(s: Sketch): void {
  const { draw } = s
  if (draw.chance(60)) writtenFromAfar(s, { letters: 2 })
  else writes(s)
  const day = draw.between(1, 3)
  const { present: _present, travels: _travels, ...locals } = s.people.locals
  s.people.locals = { ...locals, count: 2, reach: draw.pick([{ wifi: 1 }, { "local-sim": 1 }]), trips: [{ to: s.codes[1], from: draw.pick([on(day), on(day, "12:00")]), until: on(Math.min(4, day + 1)), share: draw.pick([0.5, 1]) }] }
  s.services.letters = { ...s.services.letters, waits: { "at-client": 4 * HOUR_MS, retry: HOUR_MS, "at-relay": draw.pick([12 * HOUR_MS, 3 * DAY_MS]) } }
  s.orders.block = order(s.codes[draw.chance(75) ? 0 : 1], { does: [{ block: { what: ["letters"], at: [draw.pick(["fixed", "national-internet", "border"] as const)], match: "name" } }], timeline: [{ "in-effect": on(day - 1) }, ...(draw.chance(60) ? [{ lifted: draw.pick([on(day), on(day + 1)]) }] : [])] })
}

/** People take a service up until it is closed to new ones, and perhaps again. */
function closedToNew(s: Sketch): void {
  const { draw } = s
  correspond(s, { "per-day": 3 })
  const { locals } = s.people
  s.people.locals = { ...locals, count: 4, use: { letters: draw.pick([0.25, 0.5]) }, "takes-up": { letters: draw.pick([0.6, 1.2]) } }
  const stores = draw.chance(50)
  if (stores) s.services.letters = { ...s.services.letters, stores: ["firm"], uptake: draw.pick(["store", "account", "sim"] as const) }
  const day = draw.between(0, 2)
  s.orders.close = order(s.codes[0], { does: [{ "close-to-new": { what: ["letters"], ...(stores ? { at: ["stores"] as const } : {}) } }], through: { others: "obeys", ...(stores ? { firm: "obeys" as const } : {}) }, timeline: [{ "in-effect": on(day) }, ...(draw.chance(60) ? [{ lifted: on(day + 2) }] : [])] })
}

/** Accounts are suspended for some days; what came meanwhile waits, and may be erased by a rule on places before it is read. */
function suspended(s: Sketch): void {
  const { draw } = s
  if (draw.chance(75)) writtenFromAfar(s, { letters: 3 })
  else writes(s)
  const day = draw.between(1, 2)
  s.services.letters = { ...s.services.letters, waits: { "at-relay": 4 * DAY_MS } }
  s.orders.suspend = order(s.codes[0], { does: [{ suspend: { what: ["letters"], of: [draw.pick<OfClause>([{ people: ["locals"] }, { home: [s.codes[0]] }, { present: [s.codes[0]] }])] } }], timeline: [{ "in-effect": on(day) }, { lifted: on(day + draw.between(1, 2)) }] })
  if (draw.chance(40)) event(s, "sooner", on(day, "18:00"), [{ restore: { what: ["letters"], of: [{ people: ["locals"] }] } }])
  if (draw.chance(70)) keptAt(s, "site-0")
  if (draw.chance(90)) erasedUnread(s, day)
}

/** Where mail lies is forbidden some hours into a day, and what lies there is erased. */
function erasedUnread(s: Sketch, day: number): void {
  keptAt(s, "site-0")
  event(s, "cleared", on(day, s.draw.pick(["12:00", "18:00"])), [{ place: { what: ["letters"], "not-in": [s.sites["site-0"].country], copies: s.draw.pick(["all", "primary"] as const), old: "erased" } }])
}

/** Two people at home in the first state at least, and one in the second who writes to them and whom no rule on them stops. */
function writtenFromAfar(s: Sketch, perDay: Readonly<Record<string, number>>): void {
  const [here, there] = s.codes
  correspond(s, { "per-day": 1 })
  const { travels: _travels, trips: _trips, ...locals } = s.people.locals
  s.people.locals = { ...locals, home: here, reach: s.draw.pick([{ wifi: 1 }, { "local-sim": 1 }]) }
  s.people.across = { ...s.people.locals, home: there, count: 1, writes: { "per-day": perDay, to: { locals: 1 } } }
}

/** One part of a service is kept from its readers: what the same people write by the rest goes past what waits, and behind a leak what comes later waits for what came before. */
function partHeld(s: Sketch): void {
  const { draw } = s
  const [here] = s.codes
  const part = "letters.calls"
  s.services.letters = { ...s.services.letters, features: ["calls"], waits: { "at-client": 4 * HOUR_MS, retry: HOUR_MS, "at-relay": 4 * DAY_MS } }
  keptAt(s, "site-0")
  writtenFromAfar(s, { letters: 2, [part]: 4 })
  const of: ReadonlyArray<OfClause> = [draw.pick<OfClause>([{ people: ["locals"] }, { home: [here] }])]
  const leak = draw.chance(75) ? { leak: { share: draw.pick([0.2, 0.5]), by: draw.pick(["attempt", "connection"] as const) } } : {}
  const act: Act = draw.chance(75) ? { block: { what: [part], at: draw.pick([["fixed", "attach"], ["national-internet"]] as const), match: "name", of, ...leak } } : { suspend: { what: [part], of } }
  const day = draw.between(0, 2)
  s.orders.part = order(here, { does: [act], timeline: [{ "in-effect": on(day) }, ...(draw.chance(70) ? [{ lifted: on(day + draw.between(1, 2)) }] : [])] })
}

/** A block at home follows those abroad whose packets go home first; who has another line besides gets through. */
function homeBlockAbroad(s: Sketch): void {
  const { draw } = s
  correspond(s, { "per-day": 3 })
  const { locals } = s.people
  const from = draw.between(0, 2)
  s.people.locals = { ...locals, home: s.codes[0], count: 3, reach: { "local-sim": 1 }, trips: [{ to: s.codes[1], from: on(from), until: on(from + 2), reach: { "home-routed": 1 } }], ...(draw.chance(50) ? { also: ["wifi"] } : {}) }
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
  correspond(s, { "per-day": 5 })
  site(s, "site-0", { fails: [{ ...span, what: "slow", adds: draw.pick([HOUR_MS, 4 * HOUR_MS]), share: 0.5 }, ...(draw.chance(70) ? [{ ...span, what: "lossy" as const, share: draw.pick([0.3, 0.6]) }] : []), ...(draw.chance(50) ? [{ ...span, what: "doubling" as const, share: 0.5 }] : [])] })
  if (draw.chance(50)) site(s, "site-1", { fails: [{ ...span, what: "lossy", share: draw.pick([0.3, 0.8]) }] })
  if (draw.chance(60)) event(s, "rule", on(day + 1, draw.pick(["06:00", "18:00"])), [{ place: { what: ["letters"], in: [draw.pick([...s.codes])], copies: draw.pick(["all", "primary"] as const), old: draw.pick(["moves", "stays"] as const) } }])
}
