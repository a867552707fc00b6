/** Acts of orders, answers and events with their dates: what is carried out, by whom, from when to when. */
import { type Act, type Rung, type Verb, verbOf } from "../model/acts.ts"
import type { Instant } from "../model/instants.ts"
import type { Order } from "../model/orders.ts"
import type { Scenario } from "../model/scenario.ts"
import type { DatedAct } from "./docket.ts"
import type { Reply } from "./docketAnswers.ts"
import type { Course } from "./docketCourse.ts"
import type { Start } from "./docketCourt.ts"
import { bodyOf, carriedOut, complied, contributes, type Forum, sameJson } from "./docketDemands.ts"
import { ALWAYS, intersect, type Interval, union } from "./docketIntervals.ts"
import type { Obeying } from "./docketCarriers.ts"
import { nearestSources, sourcesOf } from "./docketSources.ts"
import { carriersAt, carriersOf, type Sale } from "./owners.ts"

/** A dated act, and what it is sorted by among those of one instant and rank. */
export interface Dated {
  readonly act: DatedAct
  readonly seq: number
  readonly row: number
}

/** What the dating of acts looks up. */
export interface Register {
  readonly scenario: Scenario
  /** Networks that have changed hands. */
  readonly sales: ReadonlyArray<Sale>
  readonly obeying: Obeying
  readonly forumOf: (course: Course) => Forum
  /** The instant of an `until`, on the clock of a place [ms]; Infinity where it never comes. */
  readonly closesMs: (until: Instant, place: string) => number
}

/** What an order itself has carried out: `does`, `else`, and the rungs that were climbed. */
export function actsOfOrder(course: Course, register: Register): ReadonlyArray<Dated> {
  const dated: Array<Dated> = []
  for (const { slot, order, span } of piecesOf(course)) {
    const verb = verbOf(slot.act)
    const start = slot.group === "does" ? course.effectStart : slot.group === "else" ? course.elseStart : course.rungStarts[slot.group]
    if (start === undefined) continue
    const inForce = intersect(course.enforced.intervals(), [{ fromMs: start.atMs, untilMs: Infinity }])
    const isOnce = ONCE.has(verb) && !isLimit(slot.act)
    const whole = LASTS.has(verb) ? lasting(inForce) : isOnce ? [...lasting(inForce, inForce.at(-1)?.untilMs)] : inForce
    // What a stay does not undo goes on as it was worded until the order is in force again.
    const worded = isOnce || LASTS.has(verb) ? { fromMs: nextWithin(inForce, span.fromMs), untilMs: nextWithin(inForce, span.untilMs) } : span
    const intervals = intersect(whole, [worded])
    if (intervals.length === 0) continue
    const places = placesOf(slot.act, course.issuer, register.scenario)
    const carriers = OWN_HAND.has(verb) ? undefined : register.obeying(course, order, whole, places, verb === "close-to-new" ? storesOf(register.scenario) : [])?.map((c) => ({ ...c, intervals: intersect(c.intervals, [worded]) })).filter((c) => c.intervals.length > 0)
    dated.push({
      seq: start.seq,
      row: course.row,
      act: {
        path: slot.path,
        act: slot.act,
        verb,
        order: course.id,
        issuer: course.issuer,
        by: [],
        inPlaces: places,
        intervals,
        ...(carriers === undefined ? {} : { carriers }),
        lets: letsOf(course),
        extent: order.extent,
        ...closing(slot.act, course.issuer, register),
        rank: rankOf(start, intervals),
        source: sourcesOf(slot.act, slot.source, course.states, start.atMs),
        covers: []
      }
    })
  }
  return dated
}

/** What answers and events do, `comply` told in full. */
export function actsOfReplies(replies: ReadonlyArray<Reply>, register: Register): ReadonlyArray<Dated> {
  const names = new Map<string, Names>()
  return replies.flatMap((reply) => {
    const key = `${reply.section}.${reply.id}`
    const own = names.get(key) ?? new Names()
    names.set(key, own)
    return actsOfReply(reply, register, own)
  })
}

function actsOfReply(reply: Reply, register: Register, names: Names): ReadonlyArray<Dated> {
  const start = reply.start
  if (start === undefined) return []
  const { scenario } = register
  const held = [{ fromMs: start.atMs, untilMs: reply.endMs }]
  const carriers = [...new Set(reply.by.flatMap((party) => carriersOf(party, carriersAt(scenario.carriers, register.sales, start.atMs))))]
  // Who has sold all his networks does nothing at any.
  const atNone = carriers.length === 0 && reply.by.some((party) => carriersOf(party, scenario.carriers).length > 0)
  return joined(slotsOfReply(reply, start, names)).flatMap(({ slot, course, orders, extent, span }) => {
    const verb = verbOf(slot.act)
    const free = orders.length === 0 || !(ENDS_WITH_ORDER.has(verb) || isLimit(slot.act)) ? [ALWAYS] : union(orders.flatMap((order) => order.free.intervals()))
    const intervals = intersect(intersect(held, free), [span])
    if (intervals.length === 0) return []
    const covers = reply.to.filter((order) => order.met && contributes(order.order.demands ?? [], slot.act, register.forumOf(order))).map((order) => order.id)
    const act: DatedAct = {
      path: slot.path,
      act: slot.act,
      verb,
      ...(course === undefined ? {} : { order: course.id, issuer: course.issuer }),
      ...(reply.section === "answers" ? { answer: reply.id } : { event: reply.id }),
      by: reply.by,
      inPlaces: placesOf(slot.act, course?.issuer, scenario),
      intervals,
      ...(carriers.length === 0 && !atNone ? {} : { carriers: carriers.map((carrier) => ({ carrier, intervals, share: 1 })) }),
      lets: [],
      extent,
      ...closing(slot.act, course?.issuer ?? Object.keys(scenario.countries)[0], register),
      ...(reply.noticeMs === undefined ? {} : { noticeMs: reply.noticeMs }),
      rank: rankOf(start, intervals),
      source: sourcesOf(slot.act, reply.source, reply.citesOrder ? (course?.states ?? []) : [], start.atMs),
      covers
    }
    return [{ act, seq: start.seq, row: reply.row }]
  })
}

/** A market left stays left until an act of its own revokes it. */
const LASTS: ReadonlySet<Verb> = new Set(["exit", "shut-down"])
/** Done once: a stay after it does not undo it, and its end does not repeat it. */
const ONCE: ReadonlySet<Verb> = new Set(["seize", "transfer", "start", "stop", "erase", "give-keys", "move-keys", "rotate-keys", "destroy-keys", "shift", "restore"])
/** Never carried out through anybody. */
const OWN_HAND: ReadonlySet<Verb> = new Set(["seize", "sanction", "ask", "shift"])
/** What an answer does for as long as an order that it answers stands; everything else that it does lasts. */
const ENDS_WITH_ORDER: ReadonlySet<Verb> = new Set(["open", "block", "slow", "evade", "filter", "suspend", "close-to-new", "keep"])

/** Whoever has an app store from which some service is obtained. */
function storesOf({ services }: Scenario): ReadonlyArray<string> {
  return [...new Set(Object.values(services).flatMap(({ stores = [] }) => (Array.isArray(stores) ? (stores as ReadonlyArray<string>) : Object.keys(stores))))]
}

/** An erasure of what is older than a time goes on for as long as it is in force; one without a time is done once. */
function isLimit(act: Act): boolean {
  return act.erase?.for !== undefined
}

interface Slot {
  readonly path: string
  readonly act: Act
  readonly group: "does" | "else" | number
  readonly source: ReadonlyArray<string>
}

/** An act of an order as one version of it words it, for the span in which it does. */
interface Piece {
  readonly slot: Slot
  readonly order: Order
  readonly span: Interval
}

/** An amendment divides the acts whose words it changes, and leaves the others whole: how far the order reaches is a word of access alone. */
function piecesOf(course: Course): ReadonlyArray<Piece> {
  const pieces: Array<Piece> = []
  for (const [i, { fromMs, order }] of course.versions.entries()) {
    const span = { fromMs, untilMs: course.versions[i + 1]?.fromMs ?? Infinity }
    for (const slot of slotsOfOrder(course.id, order)) {
      const last = pieces.findLastIndex((piece) => piece.slot.path === slot.path)
      const same = last >= 0 && pieces[last].span.untilMs === fromMs && (slot.act.open === undefined || pieces[last].order.extent === order.extent) && sameJson(pieces[last].order.through, order.through) && sameJson(pieces[last].slot.act, slot.act)
      if (same) pieces[last] = { ...pieces[last], span: { fromMs: pieces[last].span.fromMs, untilMs: span.untilMs } }
      else pieces.push({ slot, order, span })
    }
  }
  return pieces
}

function slotsOfOrder(id: string, order: Order): ReadonlyArray<Slot> {
  const names = new Names()
  const slots: Array<Slot> = []
  const add = (acts: ReadonlyArray<Act>, group: Slot["group"], prefix: string, source: ReadonlyArray<string>) => {
    for (const act of acts.flatMap((one) => carriedOut([one]))) if (act.comply === undefined) slots.push({ path: names.next(`${id}/${prefix}/${act.id ?? verbOf(act)}`), act, group, source })
  }
  const whole = order.source ?? []
  add(order.does ?? [], "does", "does", whole)
  let rungCount = 0
  for (const item of order.else ?? []) {
    if (isRung(item)) add(item.do, rungCount++, item.id === undefined ? "else" : `else/${item.id}`, nearestSources(item, whole))
    else add([item], "else", "else", whole)
  }
  return slots
}

function isRung(item: Rung | Act): item is Rung {
  return "after" in item
}

interface ReplyPiece {
  readonly slot: Slot
  /** The order that the act answers, and all whose end it waits for. */
  readonly course: Course | undefined
  readonly orders: ReadonlyArray<Course>
  /** How far the order then reached. */
  readonly extent: Order["extent"]
  readonly span: Interval
}

function slotsOfReply(reply: Reply, start: Start, names: Names): ReadonlyArray<ReplyPiece> {
  const pieces: Array<ReplyPiece> = []
  const slot = (act: Act, name: string | undefined, within: Names): Slot => ({ path: within.next(`${reply.id}/do/${name ?? act.id ?? verbOf(act)}`), act, group: "does", source: [] })
  for (const act of carriedOut(reply.acts)) {
    if (act.comply === undefined) {
      const [course] = reply.to
      const own = { slot: slot(act, undefined, names), course, orders: reply.to }
      // Only access reaches farther where the order comes to; what is done once is not done again for that.
      if (course === undefined || act.open === undefined) pieces.push({ ...own, extent: course?.versions.findLast(({ fromMs }) => fromMs <= start.atMs)?.order.extent ?? "world", span: ALWAYS })
      else for (const { order, span } of wordingsOf(course)) pieces.push({ ...own, extent: order.extent, span })
      continue
    }
    for (const course of reply.to) {
      if (course.endMs <= start.atMs) continue
      const before = names.copy()
      for (const { order, span } of wordingsOf(course)) {
        // Complying follows what is demanded as it changes; each wording takes the same names.
        const within = before.copy()
        for (const one of complied(order.demands ?? [], act.comply.only)) pieces.push({ slot: slot(one, act.id, within), course, orders: [course], extent: order.extent, span })
        names.take(within)
      }
    }
  }
  return pieces
}

function wordingsOf(course: Course): ReadonlyArray<{ readonly order: Order; readonly span: Interval }> {
  return course.versions.map(({ fromMs, order }, i) => ({ order, span: { fromMs, untilMs: course.versions[i + 1]?.fromMs ?? Infinity } }))
}

/** Joins adjoining spans of the same act. */
function joined(pieces: ReadonlyArray<ReplyPiece>): ReadonlyArray<ReplyPiece> {
  const whole: Array<ReplyPiece> = []
  for (const piece of pieces) {
    const last = whole.findLastIndex((one) => one.slot.path === piece.slot.path)
    const before = whole[last]
    if (before !== undefined && before.span.untilMs === piece.span.fromMs && (before.extent === piece.extent || piece.slot.act.open === undefined) && sameJson(before.slot.act, piece.slot.act)) whole[last] = { ...before, span: { fromMs: before.span.fromMs, untilMs: piece.span.untilMs } }
    else whole.push(piece)
  }
  return whole
}

/** Paths given so far: the second of a name is `name#2`. */
class Names {
  readonly #counts: Map<string, number>
  constructor(counts: ReadonlyMap<string, number> = new Map()) {
    this.#counts = new Map(counts)
  }
  next(name: string): string {
    const count = (this.#counts.get(name) ?? 0) + 1
    this.#counts.set(name, count)
    return count === 1 ? name : `${name}#${count}`
  }
  copy(): Names {
    return new Names(this.#counts)
  }
  take(other: Names): void {
    for (const [name, count] of other.#counts) this.#counts.set(name, Math.max(count, this.#counts.get(name) ?? 0))
  }
}

function lasting(intervals: ReadonlyArray<Interval>, untilMs = Infinity): ReadonlyArray<Interval> {
  return intervals.length === 0 ? [] : [{ fromMs: intervals[0].fromMs, untilMs }]
}

/** The first instant from another one on that lies within intervals. */
function nextWithin(intervals: ReadonlyArray<Interval>, atMs: number): number {
  const next = intervals.find(({ untilMs }) => untilMs > atMs)
  return next === undefined ? Infinity : Math.max(next.fromMs, atMs)
}

/** `in` of the act, else the issuer; a site stands for its country, a union for its members, and `all` for no limit. */
function placesOf(act: Act, issuer: string | undefined, scenario: Scenario): ReadonlyArray<string> {
  const stated = bodyOf(act).in ?? issuer ?? "all"
  const places = typeof stated === "string" ? [stated] : stated
  return places.includes("all") ? [] : [...new Set(places.flatMap((place) => scenario.countries[place]?.members ?? [scenario.sites[place]?.country ?? place]))]
}

function closing(act: Act, place: string, register: Register): { readonly closesMs?: number } {
  const until = act.ask?.until
  return until === undefined ? {} : { closesMs: register.closesMs(until, place) }
}

function letsOf(course: Course): DatedAct["lets"] {
  return course.lets.map(({ lets, fromMs, untilMs }) => ({ lets, fromMs, untilMs: Math.min(untilMs, course.endMs) })).filter((easing) => easing.fromMs < easing.untilMs)
}

/** An act that a stay held back begins by itself, when that ends. */
function rankOf(start: Start, intervals: ReadonlyArray<Interval>): 0 | 1 | 2 {
  return intervals[0].fromMs === start.atMs ? start.rank : 2
}
