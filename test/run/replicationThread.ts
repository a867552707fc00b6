/** A worker thread of the tests: its jobs count, wait, spin, break, or end the thread. */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeWorkerRunner from "@effect/platform-node/NodeWorkerRunner"
import * as Effect from "effect/Effect"
import { type Job, serve, type Work } from "../../src/run/Replications.ts"

export interface Errand extends Job {
  readonly what: "count" | "wait" | "spin" | "break" | "exit"
  /** How long it takes [ms]. */
  readonly ms: number
}

/** Gives the square of the replication's number. */
export const errand: Work<Errand, number> = (job, onMessages) =>
  Effect.gen(function* () {
    if (job.what === "break") return yield* Effect.die(new Error("the ledger does not add up"))
    if (job.what === "exit") process.exit(3)
    if (job.what === "wait") yield* Effect.never
    for (const endMs = performance.now() + job.ms; performance.now() < endMs; ) {
      // One that never yields is ended all the same.
      if (job.what === "count") yield* Effect.sleep(1)
    }
    onMessages(10)
    return job.replication ** 2
  })

if (process.argv.includes("serve")) NodeRuntime.runMain(NodeWorkerRunner.launch(serve(errand)).pipe(Effect.provide(NodeWorkerRunner.layer)))
