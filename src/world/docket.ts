/** The docket: the lives of all orders and what is carried out because of them, resolved when a scenario is compiled. No chance of the world moves it. */
import type { Act, Verb } from "../model/acts.ts"
import type { Order } from "../model/orders.ts"
import type { Scenario } from "../model/scenario.ts"
import { actsOfOrder, actsOfReplies, type Dated, type Register } from "./docketActs.ts"
import { Agenda } from "./docketAgenda.ts"
import { accountsForCitizens } from "./citizenship.ts"
import { comings, isMet, replies, settleNotices } from "./docketAnswers.ts"
import { carryingTurns, type Carrying, type Draw, obeying } from "./docketCarriers.ts"
import { type Conflict, conflictsOf } from "./docketConflicts.ts"
import { Course } from "./docketCourse.ts"
import { salesIn } from "./docketSales.ts"
import { carriersAt } from "./owners.ts"
import type { Court, Easing } from "./docketCourt.ts"
import { Chronicle, type Happened, instantMs } from "./docketInstants.ts"
import { intersect, type Interval } from "./docketIntervals.ts"
import type { OrderLife } from "./record.ts"
import type { Clock } from "./zones.ts"

/** An act as it is carried out. Instants are simulated [ms], negative before the run; an interval without an end ends at Infinity. */
export interface DatedAct {
  /** `open-bes/else/block`, `leave/do/exit`: with the act's id instead of its verb if it has one, `#2` for the second of a name. */
  readonly path: string
  readonly act: Act
  /** Never comply, refuse or any-of: those are told as what they do. */
  readonly verb: Verb
  /** The order that it belongs to, or that its answer answers (first). */
  readonly order?: string
  readonly answer?: string
  readonly event?: string
  /** The state behind the order, also behind what an answer to it does. */
  readonly issuer?: string
  /** Who answers; nobody where a state's own order, or an event without anybody, does it. */
  readonly by: ReadonlyArray<string>
  /** `in` of the act, else the issuer; a site stands for its country, a union for its members. Empty: everywhere. */
  readonly inPlaces: ReadonlyArray<string>
  /** When it is in force, sorted; at least one. What happens once happens at the beginning of the first. */
  readonly intervals: ReadonlyArray<Interval>
  /** Who carries it out, each at its own times: those named in `through` that obey, or the carriers that answer. Undefined: everybody at the point. `others`: lines of which no carrier is known. */
  readonly carriers?: ReadonlyArray<Carrying>
  /** What passes again, in this order only. */
  readonly lets: ReadonlyArray<Readonly<Easing>>
  readonly extent: Order["extent"]
  readonly noticeMs?: number
  /** When a question closes: who has not answered by then is taken to have answered as its default says. Infinity: never. */
  readonly closesMs?: number
  /** At one instant: 0 recorded steps, 1 answers and events, 2 what follows by itself. */
  readonly rank: 0 | 1 | 2
  readonly source: ReadonlyArray<string>
  /** Orders whose demand it meets, or helps to meet. */
  readonly covers: ReadonlyArray<string>
}

/** How far beyond its territory an order reaches while it is issued and neither stayed, put off nor ended. */
export interface DatedReach {
  readonly order: string
  readonly issuer: string
  readonly extent: Order["extent"]
  readonly intervals: ReadonlyArray<Interval>
}

export interface Docket {
  /** By first start, rank, and course of things. */
  readonly acts: ReadonlyArray<DatedAct>
  readonly lives: ReadonlyArray<OrderLife>
  /** Answers and events; `atMs` undefined: it never came. */
  readonly answers: ReadonlyArray<{ readonly id: string; readonly kind: string; readonly atMs: number | undefined; readonly by: ReadonlyArray<string>; readonly noticeMs?: number }>
  readonly conflicts: ReadonlyArray<Conflict>
  /** Orders in force that reach what is kept abroad, whether or not anybody obeys them. */
  readonly reaches: ReadonlyArray<DatedReach>
  /** Changes of orders, dates of answers, and when carriers begin and cease to carry an act out, inside the run; sorted, each once. */
  readonly cutsMs: ReadonlyArray<number>
  /** For instants that refer to orders, answers and events (`instantMs` of docketInstants.ts). */
  readonly happened: Happened
}

/**
 * Lives through the orders, answers and events of one variant, up to the end of the run. `draw` gives a number in [0, 1) that hangs on its
 * words alone; it decides how late carriers obey.
 * @fails UnreadableOrder, UnknownZone
 */
export function docket(scenario: Scenario, clock: Clock, draw: Draw): Docket {
  const agenda = new Agenda(clock.horizonMs)
  const chronicle = new Chronicle(clock, agenda)
  const courses = new Map<string, Course>()
  const forumOf = (course: Course) => ({ issuer: course.issuer, services: scenario.services, sites: scenario.sites })
  const court: Court = { clock, agenda, chronicle, isMet: (course) => isMet(course, all, forumOf(course), (atMs) => carriersAt(scenario.carriers, salesIn(courses.values(), all, scenario), atMs)) }
  for (const [id, order] of Object.entries(scenario.orders)) courses.set(id, new Course(id, order, courses.size, court))
  const orders = [...courses.values()]
  const all = replies(scenario, courses, agenda, chronicle)
  for (const course of orders) course.begin()
  agenda.work()

  for (const { id, dueMs } of orders) if (dueMs !== undefined && !chronicle.happened.has(`orders.${id}.due`)) chronicle.happened.set(`orders.${id}.due`, dueMs)
  settleNotices(all, clock, chronicle)
  const sales = salesIn(orders, all, scenario)
  const register: Register = { scenario, sales, obeying: obeying(scenario, clock, chronicle.happened, draw, sales), forumOf, closesMs: (until, place) => instantMs(until, "end", place, clock, chronicle.happened) ?? Number.POSITIVE_INFINITY }
  const dated = [...orders.flatMap((course) => actsOfOrder(course, register)), ...actsOfReplies(all, register)]
  const came = all.flatMap((reply) => (reply.section === "answers" && reply.start !== undefined ? [reply.start.atMs, reply.endMs] : []))
  const turns = [...orders.flatMap(ownTurns).map(({ atMs }) => atMs), ...came, ...dated.flatMap(({ act }) => [...(act.closesMs === undefined ? [] : [act.closesMs]), ...carryingTurns(act).map(({ atMs }) => atMs)])]
  return {
    acts: dated.sort(byCourse).map(({ act }) => act),
    lives: orders.map((course) => ({ ...course.life([...new Set(all.filter((reply) => reply.start !== undefined && reply.to.includes(course)).map((reply) => reply.id))], clock.horizonMs), turns: [...ownTurns(course), ...throughOf(course, dated)] })),
    answers: comings(all),
    conflicts: [...conflictsOf(orders, all, scenario), ...accountsForCitizens(dated.map(({ act }) => act), scenario)].sort((a, b) => a.atMs - b.atMs),
    reaches: orders.flatMap(reachesOf),
    cutsMs: [...new Set(turns)].filter((ms) => ms > 0 && ms < clock.horizonMs).sort((a, b) => a - b),
    happened: chronicle.happened
  }
}

type Turns = NonNullable<OrderLife["turns"]>

function ownTurns(course: Course): Turns {
  return [...course.turns, ...course.rungStarts.map(({ atMs }) => ({ what: "else", atMs }))]
}

/** Carriers that begin or cease to carry the order out at instants of their own. */
function throughOf(course: Course, dated: ReadonlyArray<Dated>): Turns {
  const own = new Set(ownTurns(course).map(({ atMs }) => atMs))
  const carried = dated.flatMap(({ act }) => (act.order === course.id && act.answer === undefined ? carryingTurns(act) : []))
  return carried.filter(({ atMs }) => !own.has(atMs)).map(({ carrier, atMs }) => ({ what: `through.${carrier}`, atMs }))
}

function reachesOf({ id, issuer, issuedMs, free, versions }: Course): ReadonlyArray<DatedReach> {
  if (issuedMs === undefined) return []
  return versions.flatMap(({ fromMs, order: { extent } }, i) => {
    const intervals = intersect(free.intervals(), [{ fromMs: Math.max(issuedMs, fromMs), untilMs: versions[i + 1]?.fromMs ?? Infinity }])
    return extent === "territory" || intervals.length === 0 ? [] : [{ order: id, issuer, extent, intervals }]
  })
}

function byCourse(a: Dated, b: Dated): number {
  const [x, y] = [a.act, b.act]
  return x.intervals[0].fromMs - y.intervals[0].fromMs || x.rank - y.rank || a.seq - b.seq || a.row - b.row
}
