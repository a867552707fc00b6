/** The hunt for a mutant: worlds one after the other from a seed on, as a search for a breach of its promise has them, until that breaks; then that world made small. Bundled with the mutant in it. */
import { betweenRuns } from "../../src/check/betweenRuns.ts"
import { halfway } from "../../src/check/halfway.ts"
import { play } from "../../src/check/play.ts"
import { again, type Failure, search } from "../../src/check/search.ts"
import { reduced, type Reduced } from "../../src/check/smallest.ts"
import { story } from "../../src/check/story.ts"
import type { Outcome, Trial } from "../../src/check/trial.ts"
import { worldOf } from "../../src/check/worlds.ts"
import { BETWEEN_RUNS } from "../../src/invariants/betweenRuns.ts"
import type { Scenario } from "../../src/model/scenario.ts"

export interface Hunt {
  readonly promise: string
  /** Number of the first world. */
  readonly seed: number
  readonly worldsMax: number
  /** Trials played at most to make the world small; 0: it is left as it was found. */
  readonly shrinkPlaysMax: number
}

/** What came of a hunt. */
export interface Hunted {
  readonly seed: number
  /** Worlds played until the promise broke, that one too; undefined: it did not. */
  readonly worlds: number | undefined
  /** In how many of the worlds each other promise broke, and in how many the engine gave up. */
  readonly others: Readonly<Record<string, number>>
  /** The first sentence with which the engine gave up. */
  readonly gaveUp: string | undefined
  readonly small: Small | undefined
}

/** The world that is left. */
export interface Small {
  readonly events: number
  /** No single piece of it can be spared. */
  readonly minimal: boolean
  readonly plays: number
  readonly story: ReadonlyArray<string>
}

export function hunt({ promise, seed, shrinkPlaysMax, worldsMax }: Hunt): Hunted {
  const others: Record<string, number> = {}
  let gaveUp: string | undefined
  for (let i = 0; i < worldsMax; i++) {
    const trial = worldOf(seed + i, { leaning: [promise] })
    const { broken, says } = promise in BETWEEN_RUNS ? searched(trial, seed + i, promise) : judged(trial)
    gaveUp ??= says
    const caught = broken.find((failure) => idOf(failure) === promise)
    for (const failure of broken) if (failure !== caught) others[idOf(failure)] = (others[idOf(failure)] ?? 0) + 1
    if (caught !== undefined) return { seed, worlds: i + 1, others, gaveUp, small: shrinkPlaysMax === 0 ? undefined : smallOf(trial, caught, shrinkPlaysMax) }
  }
  return { seed, worlds: undefined, others, gaveUp, small: undefined }
}

interface Judged {
  readonly broken: ReadonlyArray<Failure>
  readonly says: string | undefined
}

function judged(trial: Trial): Judged {
  let outcome: Outcome
  try {
    outcome = play(trial, { probes: false })
  } catch (thrown) {
    const says = thrown instanceof Error ? thrown.message : String(thrown)
    return { broken: [{ kind: "crashed", says }], says }
  }
  return { broken: outcome.promises.flatMap(({ id, verdict, witness }): ReadonlyArray<Failure> => (verdict === "broken" ? [{ kind: "broken", promise: id, says: witness ?? "" }] : [])), says: undefined }
}

const OPTIONS = { play, resumed: halfway, between: betweenRuns }

/** A search of this world alone, which is compared with other runs of it. */
function searched(trial: Trial, number: number, promise: string): Judged {
  const one = search({ ...OPTIONS, seed: number, runs: 1, trialOf: () => trial, promises: [promise], failuresMax: Number.MAX_SAFE_INTEGER, shrinkPlaysMax: 0 })
  while (one.advance(1)) void 0
  const broken = one.report().found.map(({ failure }) => failure)
  return { broken, says: broken.find((failure) => failure.kind === "crashed")?.says }
}

/** What a failure counts for: the id of the promise, or its kind. */
function idOf(failure: Failure): string {
  return failure.kind === "crashed" ? "gave up" : failure.promise
}

function smallOf(trial: Trial, failure: Failure, budget: number): Small {
  const fails = (smaller: Trial) => again(smaller, failure, OPTIONS) !== undefined
  const found: Reduced = reduced(trial, fails, budget)
  return { events: eventsOf(found.trial.scenario), minimal: found.minimal, plays: found.plays, story: story(found.trial.scenario, again(found.trial, failure, OPTIONS) ?? failure) }
}

/** What happens in a world: steps of orders, answers, events, journeys, failures, starts and stops of sites. */
function eventsOf({ answers, events, orders, people, sites }: Scenario): number {
  const count = (lists: ReadonlyArray<ReadonlyArray<unknown> | undefined>) => lists.reduce((sum, list) => sum + (list?.length ?? 0), 0)
  const steps = count(Object.values(orders).map((order) => order.timeline))
  const journeys = count(Object.values(people).flatMap(({ moves, present, trips, travels }) => [trips, moves, travels, present === undefined ? [] : [present]]))
  const faults = count(Object.values(sites).flatMap(({ fails, starts, stops }) => [fails, starts === undefined ? [] : [starts], stops === undefined ? [] : [stops]]))
  return steps + Object.keys(answers).length + Object.keys(events).length + journeys + faults
}
