/** Plots that are drawn only where a search leans to a promise: each brings about what the promise is about, and little else. */
import type { Act, OfClause } from "../model/acts.ts"
import { dropResets } from "./parts/faults.ts"
import { DAY_MS, HOUR_MS, type Sketch, undated } from "./parts/sketch.ts"
import { answer, event, keptAt, on, order, site } from "./parts/staging.ts"

export function drawAskedPlot(s: Sketch, name: string): void {
  ASKED_PLOTS[name](s)
  dropResets(s)
}

/** Each by what it is about. */
export const ASKED_PLOTS: Readonly<Record<string, (s: Sketch) => void>> = { warrant, keysDestroyed, deviceAbroad, soldSite, lostUnderOldRules, waitsBetweenRelays, stayedBlock, startedAgain, standInOfAnyKind, agedCopies }

/** Two companies of people at home in the first state, and one in the second, who write to each other. */
function neighbours(s: Sketch): void {
  const { present: _present, travels: _travels, trips: _trips, ...locals } = s.people.locals
  const one = { ...locals, count: 2, use: { ...locals.use, letters: 1 }, writes: { ...locals.writes, "per-day": 4, to: { locals: 0.4, nearby: 0.3, across: 0.3 } } }
  s.people.locals = { ...one, home: s.codes[0] }
  s.people.nearby = { ...one, home: s.codes[0] }
  s.people.across = { ...one, home: s.codes[1] }
}

/** Two people at home in the first state who write to each other all day. */
function busy(s: Sketch): void {
  const { present: _present, travels: _travels, silent: _silent, ...locals } = s.people.locals
  s.people.locals = { ...locals, count: 2, use: { ...locals.use, letters: 1 }, writes: { "per-day": 4, to: { locals: 1 } } }
}

/** A state takes some people's mail, or one class of it, stored or as it passes; others write beside them, some through a tunnel. */
function warrant(s: Sketch): void {
  const { draw } = s
  const [here, there] = s.codes
  neighbours(s)
  if (draw.chance(50)) s.people.locals = { ...s.people.locals, reach: { wifi: 1 }, vpn: { share: 1, exit: draw.pick([here, there]) } }
  const { letters } = s.services
  const keys = draw.pick(["provider", "nobody"] as const)
  s.services.letters = { ...letters, classes: { content: { kept: "site-0", keys, size: 20_000 }, metadata: { kept: "site-0", keys: "nobody" } } }
  const what = [draw.pick(["letters", "letters.content", "letters.metadata"])]
  const of: ReadonlyArray<OfClause> = [draw.pick<OfClause>([{ people: ["locals"] }, { people: ["nearby"] }, { home: [there] }])]
  const whom = draw.chance(65) ? { of } : {}
  const day = draw.between(1, 3)
  if (draw.chance(50)) {
    const { through, ...record } = order(here, { does: [{ open: { what, ...whom, at: [draw.pick(["national-internet", "fixed", "border"] as const)], in: [here], span: "from-now", to: here } }], timeline: [{ "in-effect": on(day - 1) }] })
    // Without carriers the state records by its own hand.
    s.orders.record = draw.chance(50) ? { ...record, through } : record
  } else event(s, "handed", on(day), [{ open: { what, ...whom, in: ["all"], via: ["firm"], span: draw.pick(["stored", "all"] as const), to: draw.pick([here, there]) } }])
}

/** Keys are destroyed; what was recorded, or is stored, is looked at before and after. Some had been moved or given away before. */
function keysDestroyed(s: Sketch): void {
  const { draw } = s
  const state = s.codes[0]
  const day = draw.between(1, 2)
  const { letters } = s.services
  s.services.letters = { ...letters, classes: { ...letters.classes, content: { kept: "site-0", keys: { by: draw.chance(30) ? ["provider", "user"] : ["provider"], "one-per": draw.pick(["session", "session", "account", "service"] as const) } } } }
  busy(s)
  event(s, "destroyed", on(day, draw.pick(["12:00", "18:00"])), [{ "destroy-keys": { what: ["letters.content"] } }])
  const before = draw.pick(["moved", "given", "neither"])
  if (before === "moved") event(s, "moved", on(day), [{ "move-keys": { what: ["letters.content"], ...(draw.chance(50) ? { in: s.codes[1] } : { to: draw.pick(["customer", "user"]) }) } }])
  if (before === "given") event(s, "given", on(day), [{ "give-keys": { what: ["letters.content"], to: state } }])
  s.orders.record = order(state, { does: [{ open: { what: ["letters"], at: ["national-internet"], in: [state], span: "from-now", to: state } }], timeline: [{ "in-effect": on(0) }] })
  for (const id of ["sooner", "later"]) event(s, id, on(id === "sooner" ? day : day + 1), [{ open: { what: ["letters"], in: ["all"], via: ["firm"], span: "all", to: state } }])
}

/** Mail is kept by account region, under keys of devices, and their owner travels to the other region. */
function deviceAbroad(s: Sketch): void {
  const { draw } = s
  const [here, there] = s.codes
  site(s, "site-1", { country: here, operator: "firm", roles: ["mailbox", "backup"] })
  site(s, "site-0", { country: there })
  const { letters } = s.services
  const kept = draw.chance(50) ? { [here]: "site-1", others: "site-0" } : { [there]: "site-0", others: "site-1" }
  s.services.letters = { ...letters, classes: { ...letters.classes, content: { kept, keys: { by: ["user"], "one-per": "device" } } } }
  const { present: _present, travels: _travels, account: _account, ...locals } = s.people.locals
  const day = draw.between(0, 2)
  s.people.locals = { ...locals, home: here, count: 2, trips: [{ to: there, from: on(day), until: on(day + draw.between(1, 2)), share: 1 }] }
  busy(s)
}

/** The machines, or the service in them, go to another owner; some of the copies there are his after that. */
function soldSite(s: Sketch): void {
  const { draw } = s
  const [here, there] = s.codes
  s.providers.rival ??= { seat: there }
  site(s, "site-1", { country: here, operator: draw.pick(["firm", "rival", "partner"]), roles: ["mailbox", "backup"] })
  keptAt(s, draw.pick(["site-0", "site-1"]), { backup: draw.pick(["site-0", "site-1"]) })
  busy(s)
  const day = draw.between(1, 2)
  const sold = draw.pick(["letters", "letters", "site-0", "site-1", "firm"])
  event(s, "sale", on(day), [{ transfer: { at: [sold], to: "rival", ...(sold !== "letters" && draw.chance(40) ? { what: ["letters.content"] } : {}) } }])
  if (draw.chance(40)) event(s, "rule", on(day, "12:00"), [{ place: { what: ["letters"], in: [draw.pick([here, there])], copies: "all", old: "moves" } }])
}

/** Disks are lost while the backup cannot be had; a rule forbids the old place; both sites are back, in one order or the other. */
function lostUnderOldRules(s: Sketch): void {
  const { draw } = s
  const [here, there] = s.codes
  s.sites["site-1"] = undated(s.sites["site-1"])
  site(s, "site-1", { country: here, operator: "firm", roles: ["mailbox", "backup"] })
  keptAt(s, "site-1", { [draw.pick(["backup", "replica"])]: "site-0" })
  busy(s)
  const day = draw.between(1, 2)
  site(s, "site-1", { fails: [{ from: on(day), until: on(day, draw.pick(["06:00", "18:00"])), what: "wiped" }] })
  site(s, "site-0", { country: there, fails: [{ from: on(day - 1, "18:00"), until: draw.pick([on(day, "23:00"), on(day + 1, "12:00")]), what: draw.pick(["down", "unreachable", "paused"] as const) }] })
  const rule: Act = { place: { what: ["letters"], ...(draw.chance(50) ? { "not-in": [here] } : { in: [there] }), copies: draw.chance(75) ? "all" : "primary", old: draw.pick(["stays", "moves"] as const) } }
  event(s, "rule", on(day, draw.pick(["03:00", "12:00"])), [rule])
}

/** Relays stand in two states by account region; mail from one to the other waits in front of a block or an account that is suspended. */
function waitsBetweenRelays(s: Sketch): void {
  const { draw } = s
  const [here, there] = s.codes
  neighbours(s)
  site(s, "site-0", { country: here, fails: [] })
  site(s, "site-1", { country: there, operator: "firm", roles: ["relay", "mailbox"], fails: [] })
  s.services.letters = { ...s.services.letters, relay: { [there]: "site-1", others: "site-0" }, waits: { "at-client": 4 * HOUR_MS, retry: HOUR_MS, "at-relay": 4 * DAY_MS } }
  const { letters } = s.services
  if (draw.chance(75)) s.services.letters = { ...letters, classes: { ...letters.classes, content: { kept: "at-relay", keys: letters.classes.content.keys } } }
  const day = draw.between(1, 2)
  const of: ReadonlyArray<OfClause> = [draw.pick<OfClause>([{ people: ["across"] }, { people: ["locals"] }])]
  const act: Act = draw.chance(50) ? { block: { what: ["letters"], at: [draw.pick(["fixed", "attach", "national-internet"] as const)], match: "name", of } } : { suspend: { what: ["letters"], of } }
  for (const code of [here, there]) s.orders[`at-${code.toLowerCase()}`] = order(code, { does: [act], timeline: [{ "in-effect": on(day) }, ...(draw.chance(40) ? [{ lifted: on(day + 2) }] : [])] })
}

/** An order that stands in the way is stayed or postponed for a day or so, or for good. */
function stayedBlock(s: Sketch): void {
  const { draw } = s
  neighbours(s)
  const day = draw.between(1, 2)
  const act: Act = draw.chance(70) ? { block: { what: ["letters"], at: [draw.pick(["fixed", "attach", "national-internet"] as const)], match: "name" } } : { suspend: { what: ["letters"], of: [{ home: [s.codes[0]] }] } }
  s.orders.stayed = order(s.codes[0], { does: [act], timeline: [{ "in-effect": on(day - 1) }, draw.chance(75) ? { stayed: on(day), ...(draw.chance(50) ? { until: on(day + 1) } : {}) } : { postponed: on(day), to: on(day + 1) }] })
  if (draw.chance(30)) s.answers.late = answer("stayed", { when: on(day + 1), do: [{ refuse: {} }] })
}

/** A site with mailboxes is stopped, and started again a day later. */
function startedAgain(s: Sketch): void {
  const { draw } = s
  s.sites["site-1"] = undated(s.sites["site-1"])
  site(s, "site-1", { operator: "firm", roles: ["mailbox"], fails: [] })
  keptAt(s, "site-1")
  busy(s)
  const day = draw.between(1, 2)
  event(s, "stopped", on(day), [{ stop: { at: ["site-1"] } }])
  event(s, "started", on(day + 1, draw.pick(["06:00", "12:00"])), [{ start: { at: ["site-1"] } }])
}

/** A mailbox's site fails, and other copies of any kind lie at another; a rule may forbid that one. */
function standInOfAnyKind(s: Sketch): void {
  const { draw } = s
  const [here, there] = s.codes
  s.sites["site-1"] = undated(s.sites["site-1"])
  site(s, "site-1", { country: here, operator: "firm", roles: ["mailbox", "backup"] })
  keptAt(s, "site-1", { [draw.pick(["replica", "backup", "index", "log", "cache"])]: "site-0" })
  busy(s)
  const day = draw.between(1, 2)
  site(s, "site-0", { country: there, fails: [] })
  site(s, "site-1", { fails: [{ from: on(day), until: on(day, draw.pick(["18:00", "23:00"])), what: draw.pick(["down", "unreachable", "wiped"] as const) }] })
  if (draw.chance(50)) event(s, "rule", on(day - 1, "12:00"), [{ place: { what: ["letters"], in: [here], copies: draw.pick(["all", "primary"] as const), old: "moves" } }])
}

/** Copies of several kinds are kept for a day, by the service's own time or by an act. */
function agedCopies(s: Sketch): void {
  const { draw } = s
  site(s, "site-1", { operator: "firm", roles: ["mailbox", "backup", "cache", "index"] })
  keptAt(s, draw.pick(["site-0", "site-1"]), Object.fromEntries(draw.some(["replica", "backup", "index", "cache", "cache"], 1, 3).map((kind) => [kind, draw.pick(["site-0", "site-1"])])))
  busy(s)
  const { letters } = s.services
  const isByAct = draw.chance(60)
  if (!isByAct || draw.chance(30)) s.services.letters = { ...letters, classes: { ...letters.classes, content: { ...letters.classes.content, for: 2 * DAY_MS } } }
  if (isByAct) event(s, "limit", on(draw.between(0, 1)), [{ erase: { what: ["letters.content"], in: ["all"], for: DAY_MS } }])
}
