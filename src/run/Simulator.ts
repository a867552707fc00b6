/** Scenario files run with all their variants: plans are compiled, simulated in slices, and told as records. */
import * as Effect from "effect/Effect"
import { claimCutsMs, type DailyWindows, type InstantMs } from "../analysis/claimwindow.ts"
import { compared, type Outside, Promises } from "../invariants/promises.ts"
import { scopesOf } from "./scopes.ts"
import type { ScenarioFile } from "../language/file.ts"
import type { Scenario } from "../model/scenario.ts"
import { instantMs } from "../world/docketInstants.ts"
import { finish } from "../world/finish.ts"
import { aboutOf, clockPlaceOf, compile, type Plan, type PlanInput, WORLD_SECTIONS, worldOf } from "../world/plan.ts"
import type { RunRecord } from "../world/record.ts"
import { Clock } from "../world/zones.ts"
import { locate } from "./Gazetteer.ts"
import { type Step, simulate } from "./simulate.ts"

export interface RunOptions {
  /** Ids to run; undefined: all. The baseline is run too, since promises compare with it. */
  readonly variants: ReadonlyArray<string> | undefined
  readonly seed: number
  readonly replication?: number
  readonly sliceEvents?: number
  /** Run each variant from the start instead of sharing pasts. */
  readonly alone?: boolean
  readonly onProgress?: (progress: { readonly variant: string; readonly simulatedMs: number; readonly horizonMs: number; readonly messages: number }) => void
}

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

export const run = Effect.fn("Simulator.run")(function* (file: ScenarioFile, options: RunOptions) {
  const startedMs = performance.now()
  const baseline = baselineOf(file)
  const wanted = options.variants ?? file.variantIds
  const ids = file.variantIds.filter((id) => id === baseline || wanted.includes(id))
  const runs = new Map<string, VariantRun>()
  const stats = { messages: 0, events: 0 }
  for (const plan of plansOf(file, ids, options)) {
    const outside = new Map<string, Outside>()
    const scopes = scopesOf(plan, baseline)
    const steps = simulate(plan, plan.variants, {
      sliceEvents: options.sliceEvents ?? SLICE_EVENTS,
      alone: options.alone,
      judge: (w) => new Promises(w, scopes),
      finished: (w, variant, judge) => {
        const judged = judge as Promises
        const record = finish(w, variant, judged.verdicts(variant))
        outside.set(variant.id, judged.outside())
        runs.set(variant.id, { variantId: variant.id, title: variant.title, scenario: variant.scenario, record, instantMs: instantsOf(plan, variant.id), dailyWindows: dailyWindowsOf(plan.clock) })
      }
    })
    yield* drive(steps, plan, stats, options)
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

/** Runs the plain loop slice by slice; between slices the fibre may be interrupted, and others have their turn. */
const drive = Effect.fn("Simulator.drive")(function* (steps: Generator<Step, void, void>, plan: Plan, stats: { messages: number; events: number }, options: RunOptions) {
  let [messages, events] = [0, 0]
  for (;;) {
    const next = steps.next()
    if (next.done === true) break
    const step = next.value
    // A past that was gone back to has been counted already: the step that begins a future tells where it is.
    stats.messages += Math.max(0, step.messages - messages)
    stats.events += Math.max(0, step.events - events)
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
  return [...families.values()].map((variants) => compile({ variants, named, gazetteer: locate, seed: options.seed, replication: options.replication ?? 0, cutsMs: claimCuts(file.base) }))
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
