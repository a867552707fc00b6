/** A trial played: its world compiled, simulated with and without its orders, and judged by all promises as it stands. */
import { assert } from "../kernel/assert.ts"
import type { Beyond, Sums } from "../invariants/beyond.ts"
import { compared, type Outside, Promises } from "../invariants/promises.ts"
import type { Scenario } from "../model/scenario.ts"
import type { Scopes } from "../invariants/scope.ts"
import { scopesOf } from "../run/scopes.ts"
import { simulate } from "../run/simulate.ts"
import { compile, type Plan, type VariantPlan } from "../world/plan.ts"
import type { PromiseVerdict } from "../world/record.ts"
import { fingerprintOf } from "../world/finish.ts"
import { Counter, type World } from "../world/world.ts"
import { Onlooker } from "./onlooker.ts"
import { Probes } from "./probes.ts"
import type { Outcome, Trial } from "./trial.ts"

export interface PlayOptions {
  /** Events in a slice; a world must not care. */
  readonly sliceEvents?: number
  /** Each variant from the start, instead of a shared past. */
  readonly alone?: boolean
  /** Whether probes are asked: they cost about a tenth. Left out: yes. */
  readonly probes?: boolean
  /** Whom acts reach is found by a run without messages first, as a whole run does it. Left out: where it must. */
  readonly scopesFirst?: boolean
}

/** Names of the two variants: the world as it stands, and without its orders and what answers them alone. */
export const AS_HAPPENED = "as-happened"
export const NO_ORDER = "no-order"

/** Plays a trial. What is wrong with the scenario, or with the engine, is thrown as it is. @fails UnreadableOrder, UnknownPlace, UnknownZone, Bug */
export function play(trial: Trial, options: PlayOptions = {}): Outcome {
  const plan = planOf(trial)
  const scopes = comesToServices(plan) || options.scopesFirst === true ? scopesOf(plan, plan.variants.length > 1 ? NO_ORDER : AS_HAPPENED) : undefined
  const probing = options.probes !== false
  let real: Seen | undefined
  let bare: Compared | undefined
  const steps = simulate(plan, plan.variants, {
    sliceEvents: options.sliceEvents ?? Number.MAX_SAFE_INTEGER,
    alone: options.alone,
    judge: (w) => new Onlooker(probing ? new Probes(w, new Promises(w, scopes)) : new Promises(w, scopes)),
    finished: (w, variant, judge) => {
      if (variant.id === AS_HAPPENED) real = seenOf(w, judge as Onlooker, scopes, variant)
      else bare = comparedOf(w, (judge as Onlooker).beyond, scopes)
    }
  })
  for (const _ of steps) if (scopes === undefined && real?.reachesAll === true) break
  assert(real !== undefined, "the world as it stands is played")
  const { messages, fingerprint, outside, probes, touched, verdicts } = real
  const reached = touched.map((bits, person) => bits | (bare?.touched[person] ?? 0))
  const more = compared(outside(reached), (bare ?? real).outside(reached), AS_HAPPENED, bare === undefined ? AS_HAPPENED : NO_ORDER)
  return { promises: [...verdicts, ...more].sort((a, b) => (a.id < b.id ? -1 : 1)), fingerprint, messages, probes }
}

/** Where acts bring people to a service, who is passed over must be asked in the run, by what is known before. */
function comesToServices(plan: Plan): boolean {
  return plan.shifts.some(({ habit }) => habit === "use")
}

/** The plan of both variants; of the world alone, where nothing is ordered. */
export function planOf({ scenario, seed }: Trial): Plan {
  const real = switched(scenario, false)
  const variants = [{ id: AS_HAPPENED, title: AS_HAPPENED, scenario: real }]
  if (Object.keys(real.orders).length > 0) variants.push({ id: NO_ORDER, title: NO_ORDER, scenario: switched(scenario, true) })
  return compile({ variants, gazetteer: () => undefined, seed, replication: 0, cutsMs: [] })
}

/** The scenario without what is hypothetical and, if so, without all orders. Answers all of whose orders are off are off too. */
function switched(scenario: Scenario, ordersOff: boolean): Scenario {
  const orders = ordersOff ? {} : stated(scenario.orders)
  const answered = Object.entries(stated(scenario.answers)).filter(([, { to = [] }]) => to.length === 0 || to.some((id) => id in orders))
  return { ...scenario, orders, answers: Object.fromEntries(answered), events: stated(scenario.events) }
}

function stated<T extends { readonly hypothetical: boolean }>(section: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  const entries = Object.entries(section)
  return entries.some(([, one]) => one.hypothetical) ? Object.fromEntries(entries.filter(([, one]) => !one.hypothetical)) : section
}

/** What of a variant is compared with another. */
interface Compared {
  readonly outside: (reached: Int32Array) => Sums
  /** Bits of the products in which some act stood in a person's way. */
  readonly touched: Int32Array
}

/** The world as it stands, judged. */
interface Seen extends Compared {
  readonly outside: (reached: Int32Array) => Outside
  /** An act stood in the way of everybody who writes: nothing is left to compare with the world without orders. */
  readonly reachesAll: boolean
  readonly verdicts: ReadonlyArray<PromiseVerdict>
  readonly fingerprint: Outcome["fingerprint"]
  readonly messages: number
  readonly probes: ReadonlySet<string>
}

/** The world goes on to another variant: what is told of this one is told now. */
function seenOf(w: World, { judge, promises }: Onlooker, scopes: Scopes | undefined, plan: VariantPlan): Seen {
  const early = scopes === undefined ? undefined : promises.outside()
  return { outside: early === undefined ? promises.outsideLate() : () => early, touched: w.touched.slice(), reachesAll: reachesAll(w), verdicts: judge.verdicts(plan), fingerprint: fingerprintOf(w), messages: w.counters[Counter.MESSAGES], probes: judge instanceof Probes ? judge.reached(plan) : NONE }
}

function comparedOf(w: World, beyond: Beyond, scopes: Scopes | undefined): Compared {
  const early = scopes === undefined ? undefined : beyond.sums()
  return { outside: early === undefined ? beyond.sumsLate() : () => early, touched: w.touched.slice() }
}

/** By the product in which somebody writes: in each of them an act must stand in his way. */
function reachesAll({ plan, streams, touched }: World): boolean {
  const writesIn = new Map<number, number>()
  for (const { cohort, product } of streams) writesIn.set(cohort, (writesIn.get(cohort) ?? 0) | (1 << product))
  return touched.every((bits, person) => ((writesIn.get(plan.people.cohort[person]) ?? 0) & ~bits) === 0)
}

const NONE: ReadonlySet<string> = new Set()
