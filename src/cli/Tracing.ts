/** What `--trace` asks, and the trace files of a result. */
import { FileSystem } from "@effect/platform/FileSystem"
import * as Effect from "effect/Effect"
import type { ScenarioFile } from "../language/file.ts"
import type { Result, VariantResult } from "../model/result.ts"
import { cannot } from "../run/ResultFolders.ts"
import * as TraceFiles from "../run/TraceFiles.ts"
import type { Step } from "./progress.ts"

/** Messages that are told of unless another number is asked for: some twenty megabytes for each variant. And the most: two gigabytes. */
export const MESSAGES_USUAL = 10_000
export const MESSAGES_MAX = 1_000_000

export interface Tracing {
  readonly messagesMax: number
  /** Where the files are written before they go to their place. */
  readonly folder: string
}

/** A folder for traces; it is gone with the scope. @fails CannotWrite */
export const tracing = Effect.fn("Tracing.tracing")(function* (messagesMax: number) {
  const fs = yield* FileSystem
  const made = fs.makeTempDirectory({ prefix: "situs-trace-" }).pipe(Effect.mapError(cannot("trace files")))
  const folder = yield* Effect.acquireRelease(made, (at) => Effect.ignore(fs.remove(at, { recursive: true, force: true })))
  const asked: Tracing = { messagesMax, folder }
  return asked
})

/** The trace files of every variant of a result, by their names in its folder. @fails CannotWrite */
export const traced = (file: ScenarioFile, { run, variants }: Result, { folder, messagesMax }: Tracing, onStep: (step: Step) => void) =>
  TraceFiles.write(file, {
    run: run.id,
    seed: run.seed,
    replication: run.replication,
    variants: variants.map(({ fingerprint, id }) => ({ id, digest: fingerprint.digest })),
    messages: Math.max(...variants.map(attempted)),
    messagesMax,
    folder,
    onProgress: onStep
  }).pipe(Effect.mapError(cannot("trace files")))

/** Where the file is about several states the same messages stand once under each. */
function attempted({ outcomes }: VariantResult): number {
  return outcomes.reduce((sum, row) => (row.about === outcomes[0].about ? sum + row.attempted : sum), 0)
}
