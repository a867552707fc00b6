/** Runs of one variant in which one message or one person is traced, and runs that look for telling ones. */
import * as Effect from "effect/Effect"
import { didYouMean, listed } from "../language/nearest.ts"
import type { ScenarioFile } from "../language/file.ts"
import { UnknownSubject } from "../model/errors.ts"
import type { MessageStory, PersonStory } from "../model/story.ts"
import { aboutOf, type Plan, type VariantPlan } from "../world/plan.ts"
import { workloadOf } from "../world/workload.ts"
import type { World } from "../world/world.ts"
import { MessageTrace, type Wanted } from "./messageTrace.ts"
import { Narrator } from "./narrator.ts"
import { itineraryOf, PersonTrace } from "./personTrace.ts"
import { baselineOf, plansOf } from "./Simulator.ts"
import { type Options, type Step, simulate } from "./simulate.ts"
import { chosen, type Finds, Telling } from "./telling.ts"

export interface TraceOptions {
  readonly seed: number
  readonly replication?: number
  readonly onProgress?: (progress: { readonly variant: string; readonly simulatedMs: number; readonly horizonMs: number; readonly messages: number }) => void
}

const SLICE_EVENTS = 16_384

/**
 * The story of a message in a variant. The run stops as soon as nothing that is still to come concerns it.
 * @fails UnknownSubject where nobody writes that message: it names the nearest that somebody does
 */
export const message = Effect.fn("Traces.message")(function* (file: ScenarioFile, id: string, variantId: string, options: TraceOptions) {
  const { plan, variant } = planWith(file, variantId, options)
  const wanted = messageOf(plan, id)
  if (typeof wanted === "string") return yield* new UnknownSubject({ says: wanted })
  let trace!: MessageTrace
  const steps = simulate(plan, [variant], {
    ...alone,
    judge: (w) => (trace = new MessageTrace(w, variant, wanted)).follower,
    trace: () => trace.sink
  })
  yield* drive(steps, plan, options, () => trace.done)
  trace.stop()
  const story: MessageStory | undefined = trace.story
  if (story === undefined) return yield* new UnknownSubject({ says: unwritten(wanted, trace) })
  return story
})

/**
 * The story of a person in a variant.
 * @fails UnknownSubject where the file has no such person
 */
export const person = Effect.fn("Traces.person")(function* (file: ScenarioFile, id: string, variantId: string, options: TraceOptions) {
  const { plan, variant } = planWith(file, variantId, options)
  const row = personOf(plan, id)
  if (typeof row === "string") return yield* new UnknownSubject({ says: row })
  const itinerary = itineraryOf(plan, variant, row)
  let world!: World
  let trace!: PersonTrace
  const steps = simulate(plan, [variant], {
    ...alone,
    judge: (w) => {
      world = w
      return (trace = new PersonTrace(w, variant, row)).follower
    },
    trace: () => trace.sink
  })
  yield* drive(steps, plan, options, () => false)
  const narrator = new Narrator(world, variant)
  const cohort = plan.cohorts[plan.people.cohort[row]]
  const story: PersonStory = {
    ...narrator.setting,
    id: narrator.personId(row),
    cohort: cohort.name,
    traits: narrator.traits(row),
    standing: cohort.residence === "standing",
    stays: itinerary.stays,
    spans: itinerary.spans,
    counts: trace.counts,
    copies: trace.follower.copies,
    readings: trace.follower.readings
  }
  return story
})

/** Ten telling messages and people of a variant, or of all; of the one that others are compared with only where it has no others, or somebody carries out or answers an order in it. */
export const telling = Effect.fn("Traces.telling")(function* (file: ScenarioFile, variantId: string | undefined, options: TraceOptions) {
  const baseline = baselineOf(file)
  const finds: Finds = new Map()
  for (const plan of plansOf(file, file.variantIds, options)) {
    const variants = plan.variants.filter((v) => (variantId === undefined ? v.id !== baseline || file.variantIds.length === 1 || isMoved(plan, v) : v.id === variantId))
    if (variants.length === 0) continue
    let search!: Telling
    const steps = simulate(plan, variants, {
      sliceEvents: SLICE_EVENTS,
      judge: (w) => (search = new Telling(w, finds)).judge,
      trace: () => search.sink,
      finished: (_, variant) => search.finished(variant)
    })
    yield* drive(steps, plan, options, () => false)
  }
  return chosen(finds)
})

/** Acts of events alone are the course of the world: the variants that are compared with it have them too. */
function isMoved(plan: Plan, variant: VariantPlan): boolean {
  return variant.acts.some((row) => plan.acts[row].order !== undefined)
}

export const alone: Pick<Options, "sliceEvents" | "finished" | "alone"> = { sliceEvents: SLICE_EVENTS, finished: () => undefined, alone: true }

/** A variant of a file, planned. */
export interface Planned {
  readonly plan: Plan
  readonly variant: VariantPlan
  /** States that the file is about. */
  readonly about: ReadonlyArray<string>
}

/** The plan of all variants of a family: in it messages have the numbers that they have in a run of the whole file. */
export function planWith(file: ScenarioFile, variantId: string, options: Pick<TraceOptions, "seed" | "replication">): Planned {
  for (const plan of plansOf(file, file.variantIds, options)) {
    const variant = plan.variants.find((v) => v.id === variantId)
    if (variant !== undefined) return { plan, variant, about: aboutOf(file.base) }
  }
  throw new Error(`no plan has the variant ${variantId}`)
}

/** Slice by slice until it is done; between slices the fibre may be interrupted. */
export const drive = Effect.fn("Traces.drive")(function* (steps: Generator<Step, void, void>, plan: Plan, options: TraceOptions, done: () => boolean) {
  for (;;) {
    const next = steps.next()
    if (next.done === true || done()) return
    const { variant, simulatedMs, messages } = next.value
    options.onProgress?.({ variant, simulatedMs, horizonMs: plan.horizonMs, messages })
    yield* Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))
  }
})

function messageOf(plan: Plan, id: string): Wanted | string {
  const parts = /^([^/]+)\/([^/]+)\/(\d{1,15})$/.exec(id)
  if (parts === null) return `"${id}" is no message: one is called COHORT/SERVICE/NUMBER, as in ${exampleOf(plan)}`
  const [, cohort, service, number] = parts
  const streams = workloadOf(plan).map((s) => ({ row: s.row, cohort: plan.cohorts[s.cohort].name, service: plan.products[s.product].name }))
  const ofCohort = streams.filter((s) => s.cohort === cohort)
  if (ofCohort.length === 0) return noCohort(plan, cohort, [...new Set(streams.map((s) => s.cohort))], "writes messages")
  const stream = ofCohort.find((s) => s.service === service)
  if (stream !== undefined) return { id: `${cohort}/${service}/${Number(number)}`, stream: stream.row, number: Number(number) }
  const services = ofCohort.map((s) => s.service)
  return ended([`${cohort} write nothing by "${service}"; they write by ${listed(services)}`, didYouMean(service, services)])
}

function personOf(plan: Plan, id: string): number | string {
  const parts = /^([^#]+)#(\d{1,15})$/.exec(id)
  if (parts === null) return `"${id}" is no person: one is called COHORT#N, as in ${plan.cohorts[0]?.name ?? "cohort"}#0`
  const cohort = plan.cohorts.find((c) => c.name === parts[1])
  if (cohort === undefined) return noCohort(plan, parts[1], plan.cohorts.map((c) => c.name), "is in the file")
  const n = Number(parts[2])
  if (n < cohort.people) return cohort.first + n
  const turns = cohort.residence === "standing" ? ` (${cohort.slots} at a time, each followed by the next)` : ""
  return `there is no ${id}: people of ${cohort.name} are numbered from ${cohort.name}#0 to ${cohort.name}#${cohort.people - 1}${turns}`
}

function noCohort(plan: Plan, name: string, known: ReadonlyArray<string>, does: string): string {
  const silent = plan.cohorts.some((c) => c.name === name) ? `the cohort "${name}" writes nothing` : `no cohort called "${name}" ${does}`
  return ended([`${silent}; known: ${listed(known)}`, didYouMean(name, known)])
}

const ended = (parts: ReadonlyArray<string | undefined>): string => parts.filter((part) => part !== undefined).join("; ")

function exampleOf(plan: Plan): string {
  const stream = workloadOf(plan)[0]
  return stream === undefined ? "residents/mail/12" : `${plan.cohorts[stream.cohort].name}/${plan.products[stream.product].name}/12`
}

/** Numbers of a stream have gaps: hours in which people write less leave some out. */
function unwritten(wanted: Wanted, { below, above }: MessageTrace): string {
  const name = (number: number) => wanted.id.replace(/\d+$/, String(number))
  if (above >= 0) return `nobody writes ${wanted.id}: numbers have gaps, where the local hour is quiet; the nearest that is written ${below >= 0 ? `are ${name(below)} and` : "is"} ${name(above)}`
  return below >= 0 ? `there is no ${wanted.id}: the last that is written before the run ends is ${name(below)}` : `nobody writes a message of ${wanted.id.replace(/\/\d+$/, "")} in this run`
}
