/** One world of a search, and what came of it. */
import type { Scenario } from "../model/scenario.ts"
import type { PromiseVerdict, RunRecord } from "../world/record.ts"

/** A scenario as it is decoded, and the seed of its chance. */
export interface Trial {
  readonly scenario: Scenario
  readonly seed: number
}

/** Verdicts of all promises, and what else a search counts. */
export interface Outcome {
  readonly promises: ReadonlyArray<PromiseVerdict>
  readonly fingerprint: RunRecord["fingerprint"]
  readonly messages: number
  /** Names of the probes ("sometimes") that the world reached. */
  readonly probes: ReadonlySet<string>
}
