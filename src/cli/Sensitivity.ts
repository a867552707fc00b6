/** The sensitivity of a comparison: its runs on worker threads, on as many as there are with the same outcome. */
import * as Effect from "effect/Effect"
import type { ScenarioFile } from "../language/file.ts"
import type { Result } from "../model/result.ts"
import type { Sensitivity } from "../model/sensitivity.ts"
import { looked } from "../run/Gazetteer.ts"
import * as Replications from "../run/Replications.ts"
import { factorsOf, type Factors } from "../sensitivity/factors.ts"
import type { Observed } from "../sensitivity/observed.ts"
import type { Point } from "../sensitivity/runs.ts"
import { type Study, studied } from "../sensitivity/study.ts"
import type { Depth } from "./asked.ts"
import { type PointJob, pointWork } from "./Point.ts"
import type { Replications as Told } from "./progress.ts"
import type { ReplicaJob } from "./Replica.ts"
import { student95 } from "./student.ts"

/** With so many messages in a run of all variants it takes about two seconds of one core: more simulated people than that are thinned. */
const MESSAGES = 200_000

/** Of the file that `job` names, compared whole in `whole`, a run of which had so many messages. */
export const sensitivity = Effect.fn("Sensitivity.sensitivity")(function* (
  file: ScenarioFile,
  job: Omit<ReplicaJob, "replication" | "towns">,
  { depth, messages, onStep, whole, workers }: { readonly depth: Depth; readonly messages: number; readonly whole: Result; readonly workers: number; readonly onStep: (told: Told) => void }
) {
  const factors = factorsOf(file)
  const thinning = Math.max(1, Math.round(messages / MESSAGES))
  const study: Study = { factors, ...depth, seed: job.seed, thinning, whole, student: yield* Effect.promise(student95) }
  const towns = looked()
  let of = 0
  const asking = (): Replications.Asking<PointJob, Observed | undefined, Sensitivity> =>
    jobsOf(study, (points) => {
      of += points.length
      return points.map((point) => ({ ...job, towns, replication: point.replication, settings: settingsOf(factors, point), thinning }))
    })
  return yield* Replications.rounds(asking, { workers, work: pointWork(), onProgress: (done, messages) => onStep({ done, of, what: "runs of the sensitivity", messages }) })
})

function* jobsOf(study: Study, jobs: (points: ReadonlyArray<Point>) => ReadonlyArray<PointJob>): Replications.Asking<PointJob, Observed | undefined, Sensitivity> {
  const steps = studied(study)
  let step = steps.next()
  while (step.done !== true) step = steps.next(yield jobs(step.value))
  return step.value
}

function settingsOf({ varied }: Factors, { positions }: Point): PointJob["settings"] {
  return varied.flatMap((factor, n) => {
    const position = positions[n]
    return position === undefined ? [] : factor.settings(position)
  })
}
