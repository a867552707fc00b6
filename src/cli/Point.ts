/** One run of a study: a scenario file with some of its open values set, and with fewer simulated people. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import type { ScenarioFile, Setting } from "../language/file.ts"
import type { Work } from "../run/Replications.ts"
import { type Observed, observedOf } from "../sensitivity/observed.ts"
import { thinned } from "../sensitivity/thinning.ts"
import { type Part, reader, type ReplicaJob, replica, replicaWork } from "./Replica.ts"

export interface PointJob extends ReplicaJob {
  /** What is set beyond `set`. */
  readonly settings: ReadonlyArray<Setting>
  /** One in so many simulated people is taken. */
  readonly thinning: number
}

/** The work of a thread. It gives nothing where no file can have these values together. */
export const pointWork = (): Work<PointJob, Observed | undefined> => {
  const fileOf = reader()
  return Effect.fn("Point.work")(function* (job, onMessages) {
    const file = fileAt(fileOf(job), job)
    if (file === undefined) return undefined
    const { result } = yield* replica(file, job, (step) => onMessages(step.messages)).pipe(
      // A breach of the engine has to be found again: the seed and the replication alone do not lead there.
      Effect.catchAllCause((cause) => (Cause.isInterruptedOnly(cause) ? Effect.interrupt : Effect.fail(new Error(`${Cause.pretty(cause)}\nwith ${whereOf(job)}`))))
    )
    return observedOf(result)
  })
}

/** What is set at a point, as a command line says it. */
function whereOf({ settings, thinning }: PointJob): string {
  return `${settings.map(({ path, value }) => `--set '${path}=${String(value)}'`).join(" ")}, one in ${thinning} simulated people`
}

/** The file of a point. People are thinned by what it sets, where it sets how many there are. */
export function fileAt(file: ScenarioFile, { settings, thinning }: Pick<PointJob, "settings" | "thinning">): ScenarioFile | undefined {
  const fewer = thinned(file.base.people, thinning)
  const isApart = fewer.some(({ path }) => settings.some((one) => one.path === path))
  const read = settings.length === 0 && fewer.length === 0 ? { ok: true as const, file } : file.withSets(isApart ? settings : [...settings, ...fewer])
  if (!read.ok) return undefined
  return isApart ? fileAt(read.file, { settings: [], thinning }) : read.file
}

/** Whatever a thread may be asked. */
export const threadWork = (): Work<ReplicaJob | PointJob, Part | Observed | undefined> => {
  const [points, replicas] = [pointWork(), replicaWork()]
  return (job, onMessages) => ("settings" in job ? points(job, onMessages) : replicas(job, onMessages))
}
