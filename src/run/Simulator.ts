/** Scenario files run with all their variants: plans are compiled, simulated in slices, and told as records. */
import * as Effect from "effect/Effect"
import { claimCutsMs, type DailyWindows, type InstantMs, warmUpCutsMs } from "../analysis/claimwindow.ts"
import { compared, type Outside, Promises } from "../invariants/promises.ts"
import { scopesOf } from "./scopes.ts"
import type { ScenarioFile } from "../language/file.ts"
import type { SnapshotInvalid } from "../model/errors.ts"
import type { Scenario } from "../model/scenario.ts"
import { instantMs } from "../world/docketInstants.ts"
import { finish } from "../world/finish.ts"
import { aboutOf, clockPlaceOf, compile, type Plan, type PlanInput, type VariantPlan, WORLD_SECTIONS, worldOf } from "../world/plan.ts"
import type { RunRecord } from "../world/record.ts"
import { Counter } from "../world/world.ts"
import { Clock } from "../world/zones.ts"
import { locate } from "./Gazetteer.ts"
import { type Options, type Step, simulate } from "./simulate.ts"
import type { Snapshot } from "./Snapshots.ts"
import { beside, goOn, resumed, started, stop, type UnderWay } from "./stopped.ts"

export interface RunOptions {
  /** Ids to run; undefined: all. The baseline is run too, since promises compare with it. */
  readonly variants: ReadonlyArray<string> | undefined
  readonly seed: number
  readonly replication?: number
  readonly sliceEvents?: number
  /** Run each variant from the start instead of sharing pasts. */
  readonly alone?: boolean
  /** The snapshot that the one variant of `variants` goes on from; it is of this file, seed and replication. */
  readonly resume?: Snapshot
  readonly onProgress?: OnProgress
}

export type OnProgress = (progress: { readonly variant: string; readonly simulatedMs: number; readonly horizonMs: number; readonly messages: number }) => void

export interface VariantRun {
  readonly variantId: string
  readonly title: string
  readonly scenario: Scenario
  readonly record: RunRecord
  /** Instants of claims, with the steps of this variant's orders. */
  readonly instantMs: InstantMs
  readonly dailyWindows: DailyWindows
}

export interface RunOutput {
  readonly runs: ReadonlyArray<VariantRun>
  readonly instantMs: InstantMs
  /** Messages and events simulated, shared pasts once; the time that it took [ms]. */
  readonly stats: { readonly messages: number; readonly events: number; readonly elapsedMs: number }
}

const SLICE_EVENTS = 65_536

/** Name of the variant that others are compared with. */
export function baselineOf(file: ScenarioFile): string {
  return file.base.baseline ?? (file.variantIds.includes("no-order") ? "no-order" : "as-happened")
}

/** Runs the variants. @fails SnapshotInvalid where what is gone on from is no state of this run */
export const run = Effect.fn("Simulator.run")(function* (file: ScenarioFile, options: RunOptions) {
  const startedMs = performance.now()
  const baseline = baselineOf(file)
  const ids = idsOf(file, options.variants)
  const runs = new Map<string, VariantRun>()
  const stats = { messages: 0, events: 0 }
  for (const plan of plansOf(file, ids, options)) {
    const outside = new Map<string, Outside>()
    const scopes = scopesOf(plan, baseline)
    const simulation: Options = {
      sliceEvents: options.sliceEvents ?? SLICE_EVENTS,
      alone: options.alone,
      judge: (w) => new Promises(w, scopes),
      finished: (w, variant, judge) => {
        const judged = judge as Promises
        const record = finish(w, variant, judged.verdicts(variant))
        outside.set(variant.id, judged.outside())
        runs.set(variant.id, { variantId: variant.id, title: variant.title, scenario: variant.scenario, record, instantMs: instantsOf(plan, variant.id), dailyWindows: dailyWindowsOf(plan.clock) })
      }
    }
    const late = plan.variants.find((variant) => variant.id === options.resume?.identity.variant)
    if (options.resume === undefined || late === undefined) yield* drive(simulate(plan, plan.variants, simulation), plan, stats, options)
    else {
      yield* drive(goOn(yield* restored(plan, late, options.resume, simulation), simulation), plan, stats, options)
      for (const other of plan.variants) if (other !== late) yield* drive(beside(started(plan, other, simulation.judge), late, simulation), plan, stats, options)
    }
    for (const variant of plan.variants) {
      const found = runs.get(variant.id)!
      const more = compared(outside.get(variant.id)!, outside.get(baseline), variant.id, baseline, differencesOf(file, variant.scenario, baseline))
      runs.set(variant.id, { ...found, record: { ...found.record, promises: [...found.record.promises, ...more].sort((a, b) => (a.id < b.id ? -1 : 1)) } })
    }
  }
  const ordered = ids.map((id) => runs.get(id)!)
  const output: RunOutput = { runs: ordered, instantMs: ordered[0].instantMs, stats: { ...stats, elapsedMs: performance.now() - startedMs } }
  return output
})

export interface StopOptions {
  readonly variant: string
  readonly seed: number
  readonly replication: number
  /** Events after which it stops, counted from the start of the run. */
  readonly events: number
  readonly resume?: Snapshot
  readonly sliceEvents?: number
  readonly onProgress?: OnProgress
}

/** Runs one variant until it has handled so many events; `stopped` is undefined where the run ends before. @fails SnapshotInvalid as `run` does */
export const stopAt = Effect.fn("Simulator.stopAt")(function* (file: ScenarioFile, options: StopOptions) {
  // The plan is that of a whole run of the variant: its baseline has a part in what is told apart.
  const plan = plansOf(file, idsOf(file, [options.variant]), options).find((one) => one.variants.some((variant) => variant.id === options.variant))!
  const variant = plan.variants.find((one) => one.id === options.variant)!
  const scopes = scopesOf(plan, baselineOf(file))
  const judge: Options["judge"] = (w) => new Promises(w, scopes)
  const under = options.resume === undefined ? started(plan, variant, judge) : yield* restored(plan, variant, options.resume, { judge })
  const stopped = yield* drive(stop(under, options.events, options.sliceEvents ?? SLICE_EVENTS), plan, { messages: 0, events: 0 }, options)
  return { stopped, events: under.w.counters[Counter.EVENTS], simulatedMs: under.w.nowMs, simulatedAt: plan.clock.iso(under.w.nowMs) }
})

/** The world that a snapshot tells of. What is no state of this plan's breaks an assertion, or is no state at all. */
const restored = (plan: Plan, variant: VariantPlan, snapshot: Snapshot, { judge }: Pick<Options, "judge">): Effect.Effect<UnderWay, SnapshotInvalid> =>
  Effect.try({
    try: () => resumed(plan, variant, snapshot.take(), judge),
    catch: () => snapshot.unfit("the state in it is not one of this scenario's", "a snapshot of the same file, as the same version of Situs wrote it")
  })

/** The variants that are run, in the file's order. */
function idsOf(file: ScenarioFile, wanted: ReadonlyArray<string> = file.variantIds): ReadonlyArray<string> {
  return file.variantIds.filter((id) => id === baselineOf(file) || wanted.includes(id))
}

/** Runs the plain loop slice by slice; between slices the fibre may be interrupted, and others have their turn. */
const drive = Effect.fn("Simulator.drive")(function* <A>(steps: Generator<Step, A, void>, plan: Plan, stats: { messages: number; events: number }, options: { readonly onProgress?: OnProgress }) {
  let [messages, events] = [0, 0]
  for (;;) {
    const next = steps.next()
    if (next.done === true) return next.value
    const step = next.value
    // A past that was gone back to has been counted already: the step that begins a future tells where it is.
    if (step.again !== true) {
      stats.messages += Math.max(0, step.messages - messages)
      stats.events += Math.max(0, step.events - events)
    }
    messages = step.messages
    events = step.events
    options.onProgress?.({ variant: step.variant, simulatedMs: step.simulatedMs, horizonMs: plan.horizonMs, messages: stats.messages })
    yield* Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))
  }
})

/** Sections in which a variant's world is another than the baseline's. */
function differencesOf(file: ScenarioFile, scenario: Scenario, baseline: string): ReadonlyArray<string> {
  const base = file.variant(baseline)!.scenario
  return WORLD_SECTIONS.filter((section) => JSON.stringify(scenario[section]) !== JSON.stringify(base[section]))
}

/** Variants whose people, places and services are equal share a plan. */
export function plansOf(file: ScenarioFile, ids: ReadonlyArray<string>, options: { readonly seed: number; readonly replication?: number }): ReadonlyArray<Plan> {
  const families = new Map<string, Array<PlanInput["variants"][number]>>()
  for (const id of ids) {
    const { title, scenario } = file.variant(id)!
    const key = worldOf(scenario)
    families.set(key, [...(families.get(key) ?? []), { id, title: title ?? id, scenario }])
  }
  const named = file.variantIds.map((id) => file.variant(id)!.scenario)
  return [...families.values()].map((variants) => compile({ variants, named, gazetteer: locate, seed: options.seed, replication: options.replication ?? 0, cutsMs: [...claimCuts(file.base), ...warmUpCutsMs(file.base)] }))
}

/** Claims' windows cut the tables; what refers to a step is cut there by the docket. */
function claimCuts(scenario: Scenario): ReadonlyArray<number> {
  const clock = new Clock(scenario)
  return claimCutsMs(scenario, aboutOf(scenario), (instant, edge) => (instant.kind === "ref" ? undefined : instantMs(instant, edge, clockPlaceOf(scenario), clock, new Map())), dailyWindowsOf(clock))
}

function dailyWindowsOf(clock: Clock): DailyWindows {
  return (place, fromMin, untilMin, fromMs, untilMs) => clock.dailyWindows(place, fromMin, untilMin, fromMs, untilMs)
}

function instantsOf(plan: Plan, id: string): InstantMs {
  const variant = plan.variants.find((v) => v.id === id)!
  return (instant, edge) => instantMs(instant, edge, clockPlaceOf(variant.scenario), plan.clock, variant.docket.happened)
}
