/** Answers to orders, and events that nobody ordered: when each comes, and whether the answers meet what is demanded. */
import type { Act } from "../model/acts.ts"
import type { Instant } from "../model/instants.ts"
import { NO_LAPSE } from "../model/units.ts"
import type { Scenario } from "../model/scenario.ts"
import { type Agenda, ANSWER, ENDING } from "./docketAgenda.ts"
import type { Docket } from "./docket.ts"
import type { Course } from "./docketCourse.ts"
import type { Start } from "./docketCourt.ts"
import { carriedOut, complied, type Forum, meets } from "./docketDemands.ts"
import { type Chronicle, instantMs } from "./docketInstants.ts"
import { carriersOf } from "./owners.ts"
import type { Clock } from "./zones.ts"

/** An answer or an event on its way. */
export interface Reply {
  readonly id: string
  readonly section: "answers" | "events"
  readonly kind: string
  readonly by: ReadonlyArray<string>
  /** Orders that it answers and that are there; none for an event. */
  readonly to: ReadonlyArray<Course>
  readonly acts: ReadonlyArray<Act>
  readonly source: ReadonlyArray<string>
  /** What its order cites stands behind it too: not where it is hypothetical, or graded by itself, without a source. */
  readonly citesOrder: boolean
  readonly notice: Instant | undefined
  /** Clock of its dates. */
  readonly place: string
  readonly row: number
  /** When it came; undefined while it has not. */
  start: Start | undefined
  endMs: number
  noticeMs: number | undefined
}

/** Puts answers and events on the agenda. An answer whose orders are all switched off never comes. */
export function replies(scenario: Scenario, courses: ReadonlyMap<string, Course>, agenda: Agenda, chronicle: Chronicle): ReadonlyArray<Reply> {
  const home = Object.keys(scenario.countries)[0] ?? "UTC"
  const all: Array<Reply> = []
  const add = (reply: Omit<Reply, "row" | "start" | "endMs" | "noticeMs">, when: Instant | undefined, until: Instant | undefined) => {
    const row = courses.size + all.length
    const full: Reply = { ...reply, row, start: undefined, endMs: Infinity, noticeMs: undefined }
    all.push(full)
    if (when === undefined) return
    chronicle.schedule(when, "start", reply.place, ANSWER, row, () => come(full, agenda, chronicle))
    if (until !== undefined) chronicle.schedule(until, "end", reply.place, ENDING, row, () => end(full, agenda))
  }
  for (const [id, answer] of Object.entries(scenario.answers)) {
    const to = (answer.to ?? []).flatMap((order) => courses.get(order) ?? [])
    const off = answer.to !== undefined && to.length === 0
    for (const part of answer.when === undefined ? partsOf(to, answer.do) : [{ to, acts: answer.do }]) {
      const reply = { id, section: "answers" as const, kind: answer.kind, by: answer.by, ...part, source: answer.source ?? [], citesOrder: answer.source !== undefined || (answer.grade === undefined && answer.hypothetical !== true), notice: answer.notice, place: part.to[0]?.issuer ?? home }
      add(reply, off ? undefined : (answer.when ?? defaultWhen(part.to[0])), answer.until)
    }
  }
  for (const [id, event] of Object.entries(scenario.events)) {
    add({ id, section: "events", kind: "event", by: event.by ?? [], to: [], acts: event.do, source: event.source ?? [], citesOrder: false, notice: undefined, place: home }, event.when, event.until)
  }
  return all
}

/** An answer without an instant of its own complies with each of its orders when that comes to it; what else it does comes with the first of the list. */
function partsOf(to: ReadonlyArray<Course>, acts: ReadonlyArray<Act>): ReadonlyArray<Pick<Reply, "to" | "acts">> {
  const complying = acts.filter((act) => act.comply !== undefined)
  if (to.length < 2 || complying.length === 0) return [{ to, acts }]
  const others = acts.filter((act) => act.comply === undefined)
  return [...(others.length === 0 ? [] : [{ to, acts: others }]), ...to.map((one) => ({ to: [one], acts: complying }))]
}

/** Each answer and event once, by when the first part of it came. */
export function comings(all: ReadonlyArray<Reply>): Docket["answers"] {
  const first = new Map<string, Docket["answers"][number]>()
  for (const { section, id, kind, start, by, noticeMs } of all) {
    const before = first.get(`${section}.${id}`)?.atMs
    if (first.has(`${section}.${id}`) && (start === undefined || (before !== undefined && before <= start.atMs))) continue
    first.set(`${section}.${id}`, { id, kind, atMs: start?.atMs, by, ...(noticeMs === undefined ? {} : { noticeMs }) })
  }
  return [...first.values()]
}

/** When answers were announced: told once all has happened, since a notice may hang on that. */
export function settleNotices(all: ReadonlyArray<Reply>, clock: Clock, chronicle: Chronicle): void {
  for (const reply of all) if (reply.notice !== undefined) reply.noticeMs = instantMs(reply.notice, "start", reply.place, clock, chronicle.happened)
}

/** An order's deadline, else its first effect. */
function defaultWhen(course: Course | undefined): Instant | undefined {
  if (course === undefined) return undefined
  const due = course.order.timeline.some((step) => step.due !== undefined)
  return { kind: "ref", of: "orders", id: course.id, step: due ? "due" : "in-effect", plus: NO_LAPSE }
}

function come(reply: Reply, agenda: Agenda, chronicle: Chronicle): void {
  if (reply.endMs < Infinity) return
  reply.start = { atMs: agenda.nowMs, rank: agenda.rank, seq: agenda.seq }
  chronicle.tell(`${reply.section}.${reply.id}`)
  for (const course of reply.to) course.recheck()
}

function end(reply: Reply, agenda: Agenda): void {
  reply.endMs = agenda.nowMs
  for (const course of reply.to) course.recheck()
}

/**
 * Whether the answers that have come and still hold meet all demands of an order. Each addressee must do all that is demanded; where none is
 * named (or only `others`), whoever answers may. An owner answers for the carriers that are his then.
 */
export function isMet(course: Course, all: ReadonlyArray<Reply>, forum: Forum, carriersAtMs: (atMs: number) => Scenario["carriers"]): boolean {
  const { demands = [], to = [] } = course.order
  if (demands.length === 0) return false
  const answers = all.filter((reply) => reply.start !== undefined && reply.endMs === Infinity && reply.to.includes(course))
  const done = (by: string | undefined) => answers.filter((reply) => by === undefined || reply.by.some((party) => party === by || carriersOf(party, carriersAtMs(reply.start!.atMs)).includes(by))).flatMap((reply) => doneFor(course, reply))
  const addressees = to.filter((word) => word !== "others" && word !== "all")
  return (addressees.length === 0 ? [undefined] : addressees).every((addressee) => meets(demands, done(addressee), forum))
}

/** What an answer does about one order as it now stands, `comply` told in full. */
function doneFor(course: Course, reply: Reply): ReadonlyArray<Act> {
  return carriedOut(reply.acts).flatMap((act) => (act.comply === undefined ? [act] : complied(course.order.demands ?? [], act.comply.only)))
}
