/**
 * Worlds held to a promise: fast-check draws them, each is played and judged, and the first that breaks it is made as small as it can be
 * and written as a scenario file. What was interrupted, skipped, or never came to what the promise is about does not pass.
 */
import * as fc from "fast-check"
import { setting } from "../check/story.ts"
import { reduced, type Reduced } from "../check/smallest.ts"
import type { Trial } from "../check/trial.ts"
import { isBuiltAlike } from "./builtAlike.ts"
import { DrawnWorld, drawnOf } from "./drawn.ts"
import { NotHeld } from "./notHeld.ts"
import { Played } from "./played.ts"
import type { Checkable, Held, HeldOptions, Judgement, World, Worlds } from "./surface.ts"
import { writeFound } from "./writeFound.ts"

const RUNS = 100
const SEED = 1
/** Worlds played at most to make a failing one smaller, where a test does not say. */
export const SHRINK_PLAYS = 600
const OUT = "out/found"

/** @fails NotHeld where a world breaks the promise, or where that stayed undetermined */
export function held(worlds: Worlds | World, promise: Checkable, options: HeldOptions): Held {
  const one = worlds instanceof DrawnWorld
  const count = new Count(promise)
  const { path, limitMs } = options
  const global = fc.readConfigureGlobal()
  const seed = options.seed ?? global.seed ?? SEED
  const runs = one ? 1 : (options.runs ?? global.numRuns ?? RUNS)
  const drawn = one ? fc.constant<World>(worlds) : (worlds as Worlds)
  const details = fc.check(
    fc.property(drawn, (world) => count.take(drawnOf(world))),
    { seed, numRuns: runs, endOnFailure: true, markInterruptAsFailure: true, ...(path === undefined ? {} : { path }), ...(limitMs === undefined ? {} : { interruptAfterTimeLimit: limitMs }) }
  )
  if (count.failed !== undefined) throw broken(promise, count.failed, { at: count.worlds, seed, path: details.counterexamplePath ?? undefined, one }, options)
  const why = details.interrupted ? `it was stopped after ${count.worlds} of ${runs} worlds` : count.worlds < runs || details.failed ? `${count.worlds} of ${runs} worlds were played; the others were skipped${causeOf(details.errorInstance)}` : count.vacuous()
  if (why !== undefined) throw new NotHeld("undetermined", `Undetermined: ${sentence(promise.says)}\n${sentence(why)} That is no pass.`, undefined, undefined)
  return { worlds: count.worlds, exercisedWorlds: count.exercisedWorlds, exercised: [...count.exercised.values()].reduce((sum, n) => sum + n, 0) }
}

const causeOf = (thrown: unknown): string => (thrown instanceof Error ? ` (${thrown.message})` : "")

interface Failed {
  readonly world: DrawnWorld
  readonly judgement: Sentence
}

interface Sentence {
  readonly kind: "broken" | "gave-up"
  readonly which: string | undefined
  readonly says: string
}

/** What the worlds played so far have come to. */
class Count {
  worlds = 0
  exercisedWorlds = 0
  failed: Failed | undefined
  /** By name, of one promise by the empty one. */
  readonly exercised = new Map<string, number>()

  constructor(private readonly promise: Checkable) {}

  /** Whether the promise is not broken in a world. */
  take(world: DrawnWorld): boolean {
    const { exercised, failure } = verdictOf(world, this.promise)
    this.worlds++
    const counts = Object.entries(typeof exercised === "number" ? { "": exercised } : exercised)
    for (const [name, n] of counts) this.exercised.set(name, (this.exercised.get(name) ?? 0) + n)
    if (counts.some(([, n]) => n > 0)) this.exercisedWorlds++
    if (failure !== undefined) this.failed = { world, judgement: failure }
    return failure === undefined
  }

  /** Why the worlds tell nothing, if they do not. */
  vacuous(): string | undefined {
    const never = [...this.exercised].filter(([, n]) => n === 0).map(([name]) => name)
    if (never.length === 0 && this.exercised.size > 0) return undefined
    const what = never.filter((name) => name !== "").join(", ")
    return `none of ${this.worlds} worlds exercised ${what === "" ? "it" : what}: there was nothing that it is about`
  }
}

/** A promise that throws is broken, as an assertion of a test's own would be; one that skips (`fc.pre`) was not exercised. */
function verdictOf(world: DrawnWorld, promise: Checkable): { readonly exercised: Judgement["exercised"]; readonly failure?: Sentence } {
  let run: Played
  try {
    run = new Played(world)
    // What the engine gives up on is told apart from what a promise throws.
    void run.fingerprint
  } catch (thrown) {
    return { exercised: 0, failure: { kind: "gave-up", which: undefined, says: wordsOf(thrown) } }
  }
  try {
    const { broken, exercised, which } = promise.judge(run)
    return broken === undefined ? { exercised } : { exercised, failure: { kind: "broken", which, says: broken } }
  } catch (thrown) {
    if (fc.PreconditionFailure.isFailure(thrown)) return { exercised: 0 }
    return { exercised: 1, failure: { kind: "broken", which: undefined, says: wordsOf(thrown) } }
  }
}

const wordsOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

/** Where a failing world was found. */
interface Found {
  readonly at: number
  readonly seed: number
  readonly path: string | undefined
  /** The one world that was given. */
  readonly one: boolean
}

function broken(promise: Checkable, { judgement, world }: Failed, found: Found, options: HeldOptions): NotHeld {
  const again = (trial: Trial): Sentence | undefined => {
    const { failure } = verdictOf(world.as(trial), promise)
    return failure !== undefined && failure.kind === judgement.kind && failure.which === judgement.which ? failure : undefined
  }
  const whole = world.isGenerated || promise.spares === "all"
  const small = reduced(world.trial, (trial) => (whole || isBuiltAlike(trial.scenario, world.trial.scenario)) && again(trial) !== undefined, options.shrinkPlays ?? SHRINK_PLAYS)
  const last = again(small.trial) ?? judgement
  const says = [
    ...setting(small.trial.scenario),
    ...(last.kind === "gave-up" ? [`The engine gives up on it: ${last.says}`] : [`${sentence(promise.says)} That breaks: ${stopped(last.says)}`])
  ]
  const where = found.one ? world.name : `world ${found.at} (${world.name})`
  const asFound = found.one || found.path === undefined ? [] : [`as it was found: assertHeld(…, …, { seed: ${found.seed}, path: "${found.path}", runs: 1 })`]
  const { file, lines } = writeFound({ world: world.as(small.trial), title: sentence(promise.says), story: says, asFound, out: options.out ?? OUT })
  const text = [`${last.kind === "gave-up" ? "The engine gives up" : "Broken"}: ${sentence(promise.says)}`, `In ${where}; ${sizeWords(small, whole)}:`, ...says.map((line) => `  - ${line}`), ...lines].join("\n")
  return new NotHeld("broken", text, file, world.as(small.trial))
}

const sentence = (text: string): string => stopped(`${text.slice(0, 1).toUpperCase()}${text.slice(1)}`)
const stopped = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

function sizeWords({ minimal, plays }: Reduced, whole: boolean): string {
  return `made smaller in ${plays} plays, and ${!minimal ? "it may be larger than it must be" : whole ? "nothing of it can be spared" : "nothing that happens in it can be spared"}`
}
