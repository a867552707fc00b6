/** One replication of a scenario file with its variants: simulated, judged, and told as a result. */
import * as Effect from "effect/Effect"
import { buildResult } from "../analysis/result.ts"
import { type Sample, sampleOf } from "../analysis/replications.ts"
import type { ScenarioFile, Setting } from "../language/file.ts"
import { readScenario } from "../language/file.ts"
import type { Result } from "../model/result.ts"
import { learn, locate, type Looked } from "../run/Gazetteer.ts"
import type { Job, Work } from "../run/Replications.ts"
import * as Simulator from "../run/Simulator.ts"
import type { Snapshot } from "../run/Snapshots.ts"
import { zones } from "../run/Zones.ts"
import { aboutOf } from "../world/plan.ts"
import { evidenceOf } from "./evidence.ts"
import type { Step } from "./progress.ts"
import { settingOf } from "./settings.ts"
import { engineVersion } from "./version.ts"

export interface Asked {
  /** Undefined: all of them. */
  readonly variants: ReadonlyArray<string> | undefined
  readonly seed: number
  readonly replication: number
  /** Variant that the others are compared with; undefined: the file's baseline. */
  readonly baseline?: string | undefined
}

/** The result of one replication of a file, and what it took; `resume`: its one variant goes on from there. */
export const replica = Effect.fn("Replica.replica")(function* (file: ScenarioFile, { variants, seed, replication, baseline }: Asked, onStep: (step: Step) => void, resume?: Snapshot) {
  const output = yield* Simulator.run(file, { variants: variants === undefined || baseline === undefined ? variants : [...variants, baseline], seed, replication, resume, onProgress: onStep })
  const { base } = file
  const result: Result = buildResult({
    file: { id: file.id, title: base.title, question: base.question, hash: file.hash, from: base.from, until: base.until, about: aboutOf(base), baseline: baseline ?? base.baseline, differenceOf: file.variant },
    engineVersion,
    seed,
    replications: 1,
    replication,
    assumptions: evidenceOf(file.assumptions),
    runs: output.runs,
    instantMs: output.instantMs
  })
  return { result, stats: output.stats }
})

/** A replication as a thread is asked for it: the file's text, since what was read from it cannot be sent. */
export interface ReplicaJob extends Job, Asked {
  readonly name: string
  readonly text: string
  /** `--set` arguments, as they were given. */
  readonly set: ReadonlyArray<string>
  /** Where its places lie. */
  readonly towns: ReadonlyArray<Looked>
}

/** What is kept of a replication: the first one whole, of the others what intervals and verdicts need. */
export interface Part {
  readonly sample: Sample
  readonly whole: Result | undefined
  readonly messages: number
  readonly events: number
}

/** The work of a thread. It reads a file once for all replications of it. */
export const replicaWork = (): Work<ReplicaJob, Part> => {
  const fileOf = reader()
  return Effect.fn("Replica.work")(function* (job, onMessages) {
    const { result, stats } = yield* replica(fileOf(job), job, (step) => onMessages(step.messages))
    const part: Part = { sample: sampleOf(result), whole: job.replication === 0 ? result : undefined, messages: stats.messages, events: stats.events }
    return part
  })
}

/** Reads the file of a job, once for all that ask for it one after the other. */
export function reader(): (job: ReplicaJob) => ScenarioFile {
  let last: { readonly key: string; readonly file: ScenarioFile } | undefined
  return (job) => {
    const key = JSON.stringify([job.name, job.text, job.set])
    learn(job.towns)
    if (last?.key !== key) last = { key, file: read(job) }
    return last.file
  }
}

/** The file has been read without an error where the job comes from: an error here is a bug. */
function read(job: ReplicaJob): ScenarioFile {
  const first = readScenario(new TextEncoder().encode(job.text), job.name, locate, zones)
  if (!first.ok) throw new Error(first.text)
  const settings = job.set.map(settingOf).filter((setting): setting is Setting => typeof setting !== "string")
  if (settings.length === 0) return first.file
  const second = first.file.withSets(settings)
  if (!second.ok) throw new Error(second.text)
  return second.file
}
