/**
 * Plots: worlds in which something is bound to touch something else. Each takes a world whose places, services and people are drawn, lays
 * out a story in it (a deadline, a move, a failure, a journey), and leaves the rest, and the exact hours, to chance.
 */
import type { Act, OfClause } from "../model/acts.ts"
import type { Step } from "../model/orders.ts"
import type { Site } from "../model/places.ts"
import { dropResets } from "./parts/faults.ts"
import { DAY_MS, HOUR_MS, idsOf, instant, type Sketch, undated } from "./parts/sketch.ts"
import { answer, event, failsOn, keptAt, on, order, site, slowMailbox, writes } from "./parts/staging.ts"
import { WAITING_PLOTS } from "./waitingPlots.ts"

export function drawPlot(s: Sketch, name = s.draw.pick(LOTS)): void {
  PLOTS[name](s)
  dropResets(s)
}

/** Each by what it is about. */
export const PLOTS: Readonly<Record<string, (s: Sketch) => void>> = { evacuation, turnedBack, marketLeft, keepAgainstErase, keyAndRotation, twoHomes, ladder, nowhere, standIn, ruled, heldAndLeft, disksLost, erasedMeanwhile, lostTwice, partedMove, ...WAITING_PLOTS }

/** What is ruled on where copies lie is much of what can go wrong, and some things come about in few other worlds: of so many lots these have more than one other plot has. */
const MORE_LOTS: Readonly<Record<string, number>> = { ruled: 15, keyAndRotation: 6, erasedMeanwhile: 4, suspended: 4, partHeld: 4, evacuation: 3, lostTwice: 3, closedToNew: 3, homeBlockAbroad: 3 }
const LOTS = idsOf(PLOTS).flatMap((name) => new Array<string>(MORE_LOTS[name] ?? 2).fill(name))

/** Copies leave a state because of a deadline, slowly; a site fails under way; the order may end before they have arrived. */
function evacuation(s: Sketch): void {
  const { draw } = s
  slowMailbox(s)
  const day = draw.between(1, 3)
  const away: Act = { place: { what: ["letters"], ...(draw.chance(50) ? {} : { of: [{ account: [s.codes[0]] }] }), ...(draw.chance(50) ? { "not-in": [s.codes[0]] } : { in: [s.codes[1]] }), copies: "all", old: "moves" } }
  const ends: ReadonlyArray<Step> = draw.chance(75) ? [{ [draw.pick(["lifted", "rescinded", "struck-down"] as const)]: on(Math.min(4, day + 1)) } as Step] : []
  s.orders.leave = order(s.codes[0], { to: ["firm"], demands: [away], timeline: [{ issued: on(0), due: on(day - 1) }, ...ends] })
  s.answers.obey = answer("leave", draw.chance(60) ? {} : { when: on(day, draw.pick(["06:00", "12:00"])), do: [away] })
  if (draw.chance(90)) site(s, draw.pick(["site-0", "site-1"]), { fails: failsOn(s, day) })
}

/** Copies are sent away, and called back or sent elsewhere before they arrive. */
function turnedBack(s: Sketch): void {
  const { draw } = s
  slowMailbox(s)
  const [here, there] = s.codes
  const day = draw.between(1, 3)
  event(s, "away", on(day), [{ place: { what: ["letters"], in: [there], copies: "all", old: "moves" } }])
  event(s, "back", draw.pick([on(day, "06:00"), on(day, "12:00"), on(Math.min(4, day + 1))]), [{ place: { what: ["letters"], ...(draw.chance(60) ? { in: [here] } : { "not-in": [there] }), copies: "all", old: "moves" } }])
  if (draw.chance(40)) s.orders.block = order(here, { does: [{ block: { what: ["letters"], at: ["national-internet"], match: "name" } }], timeline: [{ "in-effect": on(day) }, { lifted: on(day + 1) }] })
}

/** An order that the company answers by leaving, as it has said before; copies and keys go along, and a site may be down when they should. */
function marketLeft(s: Sketch): void {
  const { draw } = s
  slowMailbox(s)
  const market = s.codes[0]
  const day = draw.between(1, 3)
  const of: ReadonlyArray<OfClause> = [draw.pick<OfClause>([{ account: [market] }, { home: [market] }, { present: [market] }])]
  s.orders.open = order(market, { to: ["firm"], demands: [{ open: { what: ["letters"], span: "from-now", to: market } }], ...(draw.chance(50) ? { else: [{ block: { what: ["letters"], at: ["national-internet"], match: "name" } }] } : {}), timeline: [{ issued: on(0), due: on(day - 1) }] })
  s.answers.go = answer("open", { when: instant("orders.open.in-effect"), ...(draw.chance(60) ? { notice: on(day - 1, "12:00") } : {}), do: [{ exit: { ...(draw.chance(40) ? { what: ["letters"] } : {}), of, old: draw.chance(65) ? "moves" : "erased", ...(draw.chance(30) ? { at: ["site-0"] } : {}) } }] })
  if (draw.chance(60)) site(s, draw.pick(["site-0", "site-1"]), { fails: failsOn(s, day) })
}

/** One state has mail kept, another has it gone, and both are obeyed. */
function keepAgainstErase(s: Sketch): void {
  const { draw } = s
  const [one, other] = s.codes
  keptAt(s, "site-1")
  site(s, "site-1", { country: one, operator: "firm", roles: ["mailbox", "backup", "log"] })
  writes(s)
  const day = draw.between(1, 2)
  const keep: Act = { keep: { what: ["letters.content"], in: [one], for: draw.pick([DAY_MS, 30 * DAY_MS]), ...(draw.chance(50) ? { of: [{ account: [one] }] } : {}) } }
  const erase: Act = { erase: { what: ["letters.content"], in: [draw.chance(70) ? one : "all"], ...(draw.chance(30) ? { of: [{ citizen: [other] }] } : {}) } }
  s.orders.keep = order(one, { to: ["firm"], demands: [keep], timeline: [{ issued: on(0), due: on(day - 1) }, ...(draw.chance(30) ? [{ lifted: on(4) }] : [])] })
  s.orders.erase = order(other, { to: ["firm"], demands: [erase], timeline: [{ issued: on(draw.between(0, day)), due: on(day + 1) }] })
  s.answers.kept = answer("keep", {})
  s.answers.gone = answer("erase", draw.chance(60) ? {} : { when: on(day + 1, "12:00") })
  s.choices["keep-or-erase"] = draw.pick(["keep", "erase"])
}

/** A key is given, then rotated or destroyed; what is stored is opened before or after. */
function keyAndRotation(s: Sketch): void {
  const { draw } = s
  const state = s.codes[0]
  const { letters } = s.services
  s.services.letters = { ...letters, classes: { ...letters.classes, content: { ...letters.classes.content, kept: "site-0", keys: draw.pick(["provider", "global", { by: draw.chance(25) ? ["provider", "user"] : ["provider"], "one-per": draw.pick(["session", "account", "organisation", "service"] as const) }] as const) } } }
  writes(s)
  const day = draw.between(1, 2)
  const give: Act = { "give-keys": { what: ["letters.content"], to: state, ...(draw.chance(35) ? { of: [{ account: [state] }] } : {}) } }
  s.orders.keys = order(state, { to: ["firm"], extent: draw.pick(["territory", "world"] as const), demands: [give], timeline: [{ issued: on(0), due: on(day - 1) }] })
  s.answers.given = answer("keys", {})
  const fate = draw.pick(["renewed", "destroyed", "both"])
  if (fate !== "destroyed") event(s, "renewed", draw.pick([on(day + 1), on(day, "18:00")]), [{ "rotate-keys": { what: ["letters.content"] } }])
  if (draw.chance(25)) event(s, "moved", on(day, "12:00"), [{ "move-keys": { what: ["letters.content"], ...(draw.chance(40) ? { in: s.codes[1] } : { to: draw.pick(["customer", "user"]) }) } }])
  if (fate !== "renewed") event(s, "destroyed", draw.pick([on(day + 1), on(day + 1, "12:00")]), [{ "destroy-keys": { what: ["letters.content"] } }])
  if (draw.chance(60)) event(s, "opened", draw.pick([on(day, "12:00"), on(day + 1, "12:00")]), [{ open: { what: ["letters"], in: ["all"], via: ["firm"], span: draw.pick(["stored", "from-now", "all"] as const), to: draw.pick([state, s.codes[1]]) } }])
  // What is recorded on its way before the key is given is cipher text until then.
  if (draw.chance(60)) s.orders.record = order(state, { does: [{ open: { what: ["letters"], at: ["national-internet"], in: [state], span: "from-now", to: state } }], timeline: [{ "in-effect": on(0) }] })
}

/** Mail between two homes is kept under the rules of who wrote it, and one of the homes has a rule. */
function twoHomes(s: Sketch): void {
  const { draw } = s
  const [one, other] = s.codes
  s.choices["cross-border-message"] = "sender-home"
  site(s, "site-1", { country: one, operator: "firm", roles: ["mailbox", "backup"] })
  site(s, "site-0", { country: other })
  keptAt(s, draw.pick(["site-0", "site-1"]))
  writes(s)
  const { present: _present, ...there } = s.people.locals
  s.people.across = { ...there, home: other, count: 2 }
  event(s, "rule", on(draw.between(1, 2)), [{ place: { what: ["letters.content"], of: [{ home: [draw.pick([one, other])] }], in: [draw.pick([one, other])], copies: draw.pick(["all", "primary"] as const), old: draw.pick(["moves", "stays", "erased"] as const) } }])
}

/** A demand that nobody meets; what follows climbs, from a fine to a block that leaks to one that does not. */
function ladder(s: Sketch): void {
  const { draw } = s
  const block = (share: number | undefined): Act => ({ block: { what: ["letters"], at: [draw.pick(["fixed", "attach", "national-internet"] as const)], match: "name", ...(share === undefined ? {} : { leak: { share, by: draw.pick(["attempt", "connection", "line"] as const) } }) } })
  const after = draw.pick([{ ms: 6 * HOUR_MS, businessDays: 0 }, { ms: DAY_MS, businessDays: 0 }, { ms: 0, businessDays: 1 }])
  s.orders.climb = order(s.codes[0], { to: ["firm"], demands: [{ open: { what: ["letters"], span: "from-now", to: s.codes[0] } }], else: [{ id: "fine", after: { ms: 0, businessDays: 0 }, do: [{ sanction: { fine: "100 EUR", per: "day", of: "firm" } }] }, { id: "leaky", after, do: [block(0.5)] }, { id: "tight", after, do: [block(undefined)] }], timeline: [{ issued: on(0), due: on(0) }, ...(draw.chance(40) ? [{ [draw.pick(["withdrawn", "met", "waived"] as const)]: on(draw.between(2, 4)) } as Step] : [])] })
  if (draw.chance(40)) s.answers.late = answer("climb", { when: draw.pick([on(2), on(3, "06:00"), instant("orders.climb.leaky")]) })
  if (draw.chance(40)) s.answers.hop = answer("climb", { kind: "evade", when: on(2), do: [{ evade: { what: ["letters"], leak: { share: 0.8, by: "connection" } } }] })
  writes(s)
}

/** The rules leave no country in which mail may lie. */
function nowhere(s: Sketch): void {
  const { draw } = s
  keptAt(s, "site-0")
  writes(s)
  s.choices["no-legal-place"] = draw.pick(["wait", "refuse", "violate-and-report"])
  const day = draw.between(1, 3)
  // For a relay too: then mail passes where it may not.
  const what = draw.chance(60) ? ["letters", "letters.relay"] : ["letters"]
  const first: Act = { place: { what, "not-in": [...s.codes.slice(0, -1)], copies: "all", old: "stays", ...(draw.chance(40) ? { of: [{ home: [s.codes[0]] }] } : {}) } }
  const last: Act = { place: { what, "not-in": [s.codes[s.codes.length - 1]], copies: "all", old: draw.pick(["stays", "moves"] as const) } }
  s.orders.everywhere = order(s.codes[0], { to: ["firm"], demands: [first, last], timeline: [{ issued: on(0), due: on(day - 1) }, ...(draw.chance(50) ? [{ lifted: on(day + 1) }] : [])] })
  s.answers.both = answer("everywhere", {})
}

/** A site fails, and its replica or backup takes the mail meanwhile. */
function standIn(s: Sketch): void {
  const { draw } = s
  site(s, "site-1", { operator: "firm", roles: ["mailbox", "backup"] })
  keptAt(s, "site-1", { [draw.pick(["replica", "backup"])]: "site-0" })
  writes(s)
  const day = draw.between(1, 3)
  site(s, "site-1", { fails: failsOn(s, day) })
  if (draw.chance(60)) event(s, "rule", on(day), [{ place: { what: ["letters"], ...(draw.chance(50) ? { in: [s.sites["site-1"].country] } : { "not-in": [s.sites["site-0"].country] }), copies: draw.pick(["all", "primary"] as const), old: draw.pick(["moves", "stays"] as const) } }])
}

/** Disks are lost and a rule changes before the site is back: what lay on them is made again where the new rule says; the line may be slow, or lost again. */
function disksLost(s: Sketch): void {
  const { draw } = s
  slowMailbox(s)
  site(s, "site-0", { roles: ["relay", "mailbox", "backup"], fails: [] })
  keptAt(s, "site-1", { [draw.pick(["backup", "replica", "backup"])]: "site-0" })
  const day = draw.between(1, 2)
  const until = draw.pick([on(day, "20:00"), on(day + 1, "12:00")])
  site(s, "site-1", { fails: [{ from: draw.pick([on(day), on(day, "06:00")]), until, what: "wiped" }, ...(draw.chance(20) ? [{ from: on(day + 1, "18:00"), until: on(day + 1, "23:00"), what: "wiped" as const }] : [])] })
  const [one, other] = s.codes
  event(s, "rule", on(day, draw.pick(["12:00", "18:00"])), [{ place: { what: ["letters"], ...(draw.chance(70) ? { "not-in": [one] } : { in: [draw.pick([one, other])] }), copies: draw.pick(["all", "all", "primary"] as const), old: draw.pick(["stays", "moves"] as const) } }])
  if (draw.chance(40)) s.choices["no-legal-place"] = draw.pick(["wait", "violate-and-report"])
}

/** Disks are lost or set back, and what lay on them is erased before it is made again: by an act, a rule, or a product's exit. */
function erasedMeanwhile(s: Sketch): void {
  const { draw } = s
  slowMailbox(s)
  keptAt(s, "site-1", { backup: "site-0" })
  const day = draw.between(1, 2)
  const lost = draw.chance(75) ? { from: on(day), until: draw.pick([on(day, "20:00"), on(day + 1, "12:00")]), what: "wiped" as const } : { from: on(day), what: "restored" as const }
  const at = draw.pick(["site-1", "site-1", "site-0"])
  if (lost.what === "restored") site(s, "site-0", { fails: [] })
  // Mail can be set back only where its first copies lie.
  site(s, lost.what === "restored" ? "site-1" : at, { fails: [lost] })
  const [one, other] = s.codes
  const erase: Act = { erase: { what: ["letters.content"], in: draw.pick([[one], [one], [one], [other], ["all"]]), ...(draw.chance(30) ? { of: [{ account: [one] }] } : {}) } }
  event(s, "gone", on(day, draw.pick(["03:00", "12:00", "18:00"])), [draw.chance(65) ? erase : draw.chance(50) ? { place: { what: ["letters"], "not-in": [one], copies: "all", old: "erased" } } : { exit: { what: ["letters"], of: [{ account: [one] }], old: "erased" } }])
  if (draw.chance(30)) event(s, "kept", on(0), [{ keep: { what: ["letters.content"], in: [draw.pick([one, other])], for: 30 * DAY_MS } }])
}

/** Copies of several kinds lie in two states by account region, and rules say where they may; a site may fail, be sold or declare another country. */
function ruled(s: Sketch): void {
  const { draw } = s
  const [here, there] = s.codes
  const roles: Site["roles"] = ["relay", "mailbox", "backup", "index", "log", "cache"]
  const declares = (country: string) => (draw.chance(35) ? { declared: country } : {})
  const { declared: _declared, ...plain } = undated(s.sites["site-1"])
  s.sites["site-1"] = plain
  site(s, "site-1", { country: here, operator: "firm", roles, ...declares(there) })
  site(s, "site-0", { country: there, ...declares(here) })
  const where = () => draw.pick(["site-0", "site-1", { [here]: "site-1", others: "site-0" }, { [there]: "site-0", others: "site-1" }])
  const copies = Object.fromEntries(draw.some(["replica", "backup", "index", "log", "cache"], 1, 3).map((kind) => [kind, where()]))
  const { letters } = s.services
  const { metadata } = letters.classes
  const keys = draw.chance(30) ? ({ by: ["user"], "one-per": "device" } as const) : letters.classes.content.keys
  s.services.letters = { ...letters, classes: { ...letters.classes, content: { ...letters.classes.content, kept: where(), copies, keys }, ...(metadata === undefined ? {} : { metadata: { ...metadata, kept: where() } }) } }
  writes(s)
  const day = draw.between(1, 2)
  const rule = (): Act => ({ place: { what: [draw.chance(70) ? "letters" : "letters.content"], ...(draw.chance(30) ? { of: [{ account: [draw.pick([here, there])] }] } : {}), ...(draw.chance(50) ? { in: [draw.pick([here, there])] } : { "not-in": [draw.pick([here, there])] }), copies: draw.chance(75) ? "all" : "primary", old: draw.pick(["moves", "moves", "stays", "erased"] as const) } })
  event(s, "rule", on(day), [rule()])
  if (draw.chance(25)) event(s, "rule-too", on(Math.min(3, day + draw.between(0, 1))), [rule()])
  const relays = (): Act => ({ place: { what: ["letters.relay"], ...(draw.chance(50) ? { in: [draw.pick([here, there])] } : { "not-in": [draw.pick([here, there])] }), copies: "all", old: "stays" } })
  if (draw.chance(30)) event(s, "relays", on(day), draw.chance(40) ? [relays(), relays()] : [relays()])
  if (draw.chance(30)) site(s, draw.pick(["site-0", "site-1"]), { fails: failsOn(s, day) })
  if (draw.chance(20)) event(s, "sale", on(draw.between(1, 3)), [{ transfer: { at: [draw.pick(["site-0", "site-1"])], to: draw.pick(idsOf(s.providers)) } }])
  if (draw.chance(20)) event(s, "limit", on(draw.between(1, 3)), [{ erase: { what: ["letters.content"], in: ["all"], for: DAY_MS } }])
  if (draw.chance(35)) {
    const { present: _present, travels: _travels, ...locals } = s.people.locals
    s.people.locals = { ...locals, count: 2, trips: [{ to: there, from: on(day), until: on(Math.min(4, day + 1)), share: 1 }] }
  }
  if (draw.chance(30)) s.choices["no-legal-place"] = draw.pick(["refuse", "violate-and-report"])
}

/** What a state has kept lies in the market that its keeper then leaves. */
function heldAndLeft(s: Sketch): void {
  const { draw } = s
  const [market, refuge] = s.codes
  s.sites["site-1"] = undated(s.sites["site-1"])
  site(s, "site-1", { country: market, operator: "firm", roles: ["mailbox", "backup"] })
  site(s, "site-0", { country: refuge })
  keptAt(s, draw.pick(["site-0", "site-1"]))
  writes(s)
  const day = draw.between(1, 2)
  const whom = draw.chance(40) ? { of: [{ account: [market] }] } : {}
  s.orders.hold = order(market, { to: ["firm"], demands: [{ keep: { what: ["letters.content"], in: [market], for: draw.pick([DAY_MS, 30 * DAY_MS]), ...whom } }], timeline: [{ issued: on(0), due: on(day - 1) }] })
  s.answers.held = answer("hold", {})
  s.orders.open = order(market, { to: ["firm"], demands: [{ open: { what: ["letters"], span: "from-now", to: market } }], timeline: [{ issued: on(0), due: on(day) }] })
  s.answers.go = answer("open", { kind: "exit", when: instant("orders.open.in-effect"), do: [{ exit: { of: [draw.pick<OfClause>([{ account: [market] }, { home: [market] }])], old: draw.chance(75) ? "moves" : "erased" } }] })
}

/** Copies are moved to a site whose disks are lost then, or lost where they were; while they are made again over a slow line, one end of it fails or loses its disks too. */
function lostTwice(s: Sketch): void {
  const { draw } = s
  slowMailbox(s)
  const [here, there] = s.codes
  const day = draw.between(1, 2)
  const isMoved = draw.chance(60)
  keptAt(s, isMoved ? "site-0" : "site-1", { [draw.pick(["backup", "replica"])]: isMoved ? "site-1" : "site-0" })
  site(s, "site-1", { capacity: { messagesPerSecond: undefined, bitsPerSecond: draw.pick([15, 50, 1000]) } })
  if (isMoved) event(s, "to", on(day - 1, draw.pick(["06:00", "12:00"])), [{ place: { what: ["letters"], in: [here], copies: draw.pick(["all", "primary"] as const), old: "moves" } }])
  const lost = { from: on(day), until: draw.pick([on(day, "06:00"), on(day, "12:00")]), what: "wiped" as const }
  const next = { from: draw.pick([on(day, "12:30"), on(day, "13:00"), on(day, "18:00")]), until: on(day + 1, draw.pick(["06:00", "18:00"])), what: draw.pick(["down", "unreachable", "wiped"] as const) }
  const again = draw.chance(60) ? "site-1" : "site-0"
  site(s, "site-0", { country: there, fails: again === "site-0" ? [next] : [] })
  site(s, "site-1", { fails: again === "site-1" ? [lost, next] : [lost] })
}

/** Copies are on their way between two sites that lose each other, one way or both; the rule may end, or be turned round, before they find each other again. */
function partedMove(s: Sketch): void {
  const { draw } = s
  slowMailbox(s)
  const day = draw.between(1, 2)
  const [here, there] = s.codes
  const [one, other] = draw.pick([["site-0", "site-1"], ["site-1", "site-0"]] as const)
  site(s, other, { fails: [] })
  const fault = draw.pick([{ what: "mute" as const, with: [other] }, { what: "deaf" as const, with: [other] }, { what: "unreachable" as const, with: [other] }, { what: "mute" as const }, { what: "paused" as const }, { what: "down" as const }, { what: "down" as const }, { what: "unreachable" as const }])
  site(s, one, { fails: [{ from: draw.pick([on(day, "01:00"), on(day, "03:00"), on(day, "02:00")]), until: draw.pick([on(day, "18:00"), on(day, "23:00"), on(day + 1, "12:00")]), ...fault }] })
  const away: Act = { place: { what: ["letters"], ...(draw.chance(50) ? { "not-in": [here] } : { in: [there] }), copies: "all", old: "moves" } }
  s.orders.leave = order(here, { to: ["firm"], demands: [away], timeline: [{ issued: on(0), due: on(day - 1) }, ...(draw.chance(75) ? [{ lifted: draw.pick([on(day, "06:00"), on(day, "12:00"), on(day + 1)]) }] : [])] })
  s.answers.obey = answer("leave", draw.chance(75) ? {} : { when: on(day, "06:00"), do: [away] })
}
