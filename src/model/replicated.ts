/** What several replications give: estimates with an interval, in how many runs a verdict came out, fingerprints. */
import { Schema } from "effect"
import { count, maybeNumber, text } from "./column.ts"

const estimate = (unit: string) => ({
  mean: maybeNumber("Mean over the runs; null where none has a value.", unit),
  low: maybeNumber("Lower end of the 95 % interval (Student's t, cut where nothing can lie); null with one run.", unit),
  high: maybeNumber("Upper end of the 95 % interval; null with one run.", unit),
  runs: count("Runs that it is over: those without a value are left out.", "runs")
})

export const Estimate = Schema.Struct(estimate("1")).annotations({ identifier: "Estimate", description: "A number that comes from chance, with its interval." })
export type Estimate = typeof Estimate.Type

export const MeasureEstimate = Schema.Struct(estimate("unit of the measure")).annotations({ description: "The value over all runs." })

export const PromiseRuns = Schema.Struct({
  held: count("Runs in which it held.", "runs"),
  broken: count("Runs in which it is broken.", "runs"),
  notExercised: count("Runs in which its antecedent never came true.", "runs"),
  infeasible: count("Runs in which no legal place was left.", "runs")
}).annotations({ description: "In how many runs it came out how." })
export type PromiseRuns = typeof PromiseRuns.Type

export const ClaimRuns = Schema.Struct({
  held: count("Runs in which it held.", "runs"),
  broken: count("Runs in which it is broken.", "runs"),
  undetermined: count("Runs that do not decide it.", "runs"),
  knownMiss: count("Runs in which it missed as the file says.", "runs"),
  prediction: count("Runs that gave a number, and no verdict.", "runs")
}).annotations({ description: "In how many runs it came out how." })
export type ClaimRuns = typeof ClaimRuns.Type

export const Fingerprint = Schema.Struct({
  replication: count("Replication, counted from 0.", "1"),
  events: count("Events.", "1"),
  draws: count("Draws of chance.", "1"),
  digest: text("Digest of the trace.")
}).annotations({ identifier: "Fingerprint", description: "What tells a replication of a variant from every other run." })
export type Fingerprint = typeof Fingerprint.Type
