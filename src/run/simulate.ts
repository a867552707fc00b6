/** The seam between a plan and its records: a plain loop in slices of events, and the tree of pasts that variants share. */
import type { Judge } from "../invariants/judge.ts"
import { dispatchAll } from "../world/dispatch.ts"
import { happen, type Toggle, togglesOf } from "../world/effects.ts"
import { planUptake } from "../world/habits.ts"
import { settle } from "../world/journeys.ts"
import type { Plan, VariantPlan } from "../world/plan.ts"
import { type WorldState, Counter, Kind, World } from "../world/world.ts"

/** What a slice has reached. */
export interface Step {
  readonly variant: string
  readonly simulatedMs: number
  readonly messages: number
  readonly events: number
  /** Goes through a past that has been counted with another variant's. */
  readonly again?: boolean
}

export interface Options {
  /** Events in a slice: between two slices the caller may stop, or tell how far it is. */
  readonly sliceEvents: number
  readonly judge: (w: World) => Judge
  /** Called with the finished world of a variant, before the next one goes on. */
  readonly finished: (w: World, variant: VariantPlan, judge: Judge) => void
  /** Run each variant from the start, for comparison with shared pasts. */
  readonly alone?: boolean
  /** Tells of every event, in one variant's future. */
  readonly trace?: (w: World) => World["trace"]
}

/** Runs variants of a plan. Their common past is simulated once; they part where the first effect differs. */
export function* simulate(plan: Plan, variants: ReadonlyArray<VariantPlan>, options: Options): Generator<Step, void, void> {
  const courses = variants.map((variant) => ({ variant, toggles: togglesOf(plan, variant) }))
  const w = new World(plan)
  const judge = options.judge(w)
  w.watch = judge
  const groups = options.alone === true ? courses.map((course) => [course]) : [courses]
  // A copy is as large as the world itself: none is made that nobody goes back to.
  const fresh = groups.length > 1 ? w.save() : undefined
  for (const [i, group] of groups.entries()) {
    if (i > 0 && fresh !== undefined) w.restore(fresh)
    w.trace = options.trace?.(w)
    start(w)
    yield* branch(w, judge, group, 0, options)
  }
}

export function start(w: World): void {
  w.newEpoch(0)
  settle(w)
  for (const stream of w.streams) w.calendar.schedule(w.streamRngs[stream.row].exponential() / stream.ratePerMs, Kind.ATTEMPT, stream.row, 0)
  planUptake(w)
}

/** A variant, and what begins and ends in it. */
export interface Course {
  readonly variant: VariantPlan
  readonly toggles: ReadonlyArray<Toggle>
}

function* branch(w: World, judge: Judge, courses: ReadonlyArray<Course>, from: number, options: Options): Generator<Step, void, void> {
  const { untilMs, next } = partingOf(courses, from, w.plan.horizonMs)
  const name = courses.length === 1 ? courses[0].variant.id : `${courses.length} variants`
  // Where a future begins: what it goes on from has been counted.
  yield stepOf(w, name, w.nowMs)
  yield* advance(w, courses[0].toggles.slice(from, next), untilMs, name, options.sliceEvents)
  if (courses.length === 1 || untilMs >= w.plan.horizonMs) {
    end(w)
    for (const course of courses) options.finished(w, course.variant, judge)
    return
  }
  const groups = partedAt(courses, next, untilMs)
  let state: WorldState | undefined = groups.length > 1 ? w.save() : undefined
  for (const [i, group] of groups.entries()) {
    if (i > 0 && state !== undefined) w.restore(state)
    // Nobody goes back to it once the last future has begun.
    if (i === groups.length - 1) state = undefined
    yield* branch(w, judge, group, next, options)
  }
}

/** How many toggles the courses share, and the instant at which they part. */
export function partingOf(courses: ReadonlyArray<Course>, from: number, horizonMs: number): { readonly untilMs: number; readonly next: number } {
  const [first, ...others] = courses
  if (others.length === 0) return { untilMs: horizonMs, next: first.toggles.length }
  let next = from
  while (next < first.toggles.length && others.every((course) => next < course.toggles.length && same(course.toggles[next], first.toggles[next]))) next++
  const untilMs = Math.min(horizonMs, ...courses.map((course) => course.toggles[next]?.atMs ?? Number.POSITIVE_INFINITY))
  // What they share of the instant itself comes after the parting: an instant is one whole.
  while (next > from && first.toggles[next - 1].atMs >= untilMs) next--
  return { untilMs, next }
}

function same(a: Toggle, b: Toggle): boolean {
  return a.what === b.what && a.row === b.row && a.on === b.on && a.atMs === b.atMs
}

/** Courses that go on alike at the instant of parting stay together. */
function partedAt(courses: ReadonlyArray<Course>, next: number, atMs: number): ReadonlyArray<ReadonlyArray<Course>> {
  const groups = new Map<string, Array<Course>>()
  for (const course of courses) {
    const key = course.toggles.slice(next).filter((t) => t.atMs <= atMs).map((t) => `${t.what} ${t.row} ${t.on}`).join()
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [course])
    else group.push(course)
  }
  return [...groups.values()]
}

/**
 * Runs until (and not at) an instant, from the toggle with the index `from` on; or stops before it, once the world has handled
 * `stopEvents` events. Gives how many toggles had happened where it stopped, else undefined.
 */
export function* advance(w: World, toggles: ReadonlyArray<Toggle>, untilMs: number, name: string, sliceEvents: number, from = 0, stopEvents = Number.POSITIVE_INFINITY): Generator<Step, number | undefined, void> {
  let at = from
  let budget = Math.min(sliceEvents, stopEvents - w.counters[Counter.EVENTS])
  for (;;) {
    const cutMs = w.plan.cutsMs[w.slot + 1]
    const boundaryMs = Math.min(at < toggles.length ? toggles[at].atMs : Number.POSITIVE_INFINITY, cutMs < w.plan.horizonMs ? cutMs : Number.POSITIVE_INFINITY)
    w.limitMs[0] = Math.min(boundaryMs, untilMs)
    budget = dispatchAll(w, budget)
    if (budget === 0) {
      yield stepOf(w, name, w.nowMs)
      budget = Math.min(sliceEvents, stopEvents - w.counters[Counter.EVENTS])
      if (budget === 0) return at
    } else {
      if (boundaryMs >= untilMs) break
      let end = at
      while (end < toggles.length && toggles[end].atMs === boundaryMs) end++
      happen(w, toggles.slice(at, end), boundaryMs, cutMs === boundaryMs)
      at = end
    }
  }
  yield stepOf(w, name, Math.min(untilMs, w.plan.horizonMs))
  return undefined
}

function stepOf(w: World, variant: string, simulatedMs: number): Step {
  return { variant, simulatedMs, messages: w.counters[Counter.MESSAGES], events: w.counters[Counter.EVENTS] }
}

/** The end of the run: time is counted to it, and what lies where is noted. */
export function end(w: World): void {
  happen(w, [], w.plan.horizonMs, true)
}
