/** A run stopped between two events, good to go on from in another process; and what then takes the place of a run from the start. */
import type { Judge } from "../invariants/judge.ts"
import { assert } from "../kernel/assert.ts"
import { togglesOf } from "../world/effects.ts"
import type { Plan, VariantPlan } from "../world/plan.ts"
import { Counter, World, type WorldState } from "../world/world.ts"
import { type Interned, internAll, internedOf } from "./interned.ts"
import { advance, type Course, end, type Options, partingOf, type Step, start } from "./simulate.ts"

export interface Stopped {
  /** How many of the variant's toggles have happened. */
  readonly toggles: number
  readonly interned: Interned
  readonly state: WorldState
}

/** A variant's world under way, by itself. */
export interface UnderWay {
  readonly w: World
  readonly judge: Judge
  readonly course: Course
  readonly toggles: number
}

/** A variant at its start. */
export function started(plan: Plan, variant: VariantPlan, judgeOf: Options["judge"]): UnderWay {
  const under = fresh(plan, variant, judgeOf)
  start(under.w)
  return { ...under, toggles: 0 }
}

/** A variant where it was stopped, in a plan compiled from the same file, variants and seed. @fails Bug where the state is another plan's. */
export function resumed(plan: Plan, variant: VariantPlan, stopped: Stopped, judgeOf: Options["judge"]): UnderWay {
  const under = fresh(plan, variant, judgeOf)
  assert(stopped.toggles <= under.course.toggles.length, "no more has happened than happens in a run")
  internAll(under.w, stopped.interned)
  under.w.restore(stopped.state)
  return { ...under, toggles: stopped.toggles }
}

function fresh(plan: Plan, variant: VariantPlan, judgeOf: Options["judge"]) {
  const w = new World(plan)
  const judge = judgeOf(w)
  w.watch = judge
  return { w, judge, course: { variant, toggles: togglesOf(plan, variant) } }
}

/** Runs until the world has handled so many events in all. Gives undefined where the run has fewer: it is over then. */
export function* stop({ w, course, toggles }: UnderWay, events: number, sliceEvents: number): Generator<Step, Stopped | undefined, void> {
  assert(events >= w.counters[Counter.EVENTS], "a run stops ahead")
  const at = yield* advance(w, course.toggles, w.plan.horizonMs, course.variant.id, sliceEvents, toggles, events)
  return at === undefined ? undefined : { toggles: at, interned: internedOf(w), state: w.save() }
}

/** Runs to the end. */
export function* goOn({ w, judge, course, toggles }: UnderWay, { finished, sliceEvents }: Options): Generator<Step, void, void> {
  yield* advance(w, course.toggles, w.plan.horizonMs, course.variant.id, sliceEvents, toggles)
  end(w)
  finished(w, course.variant, judge)
}

/** Runs a variant from its start where it is simulated beside another, by itself: the past that they share counts with the other. */
export function* beside(under: UnderWay, other: VariantPlan, options: Options): Generator<Step, void, void> {
  const { w, course } = under
  const shared = partingOf([course, { variant: other, toggles: togglesOf(w.plan, other) }], 0, w.plan.horizonMs)
  for (const step of advance(w, course.toggles.slice(0, shared.next), shared.untilMs, course.variant.id, options.sliceEvents)) yield { ...step, again: true }
  yield* goOn({ ...under, toggles: shared.next }, options)
}
