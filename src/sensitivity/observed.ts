/** What a study looks at in a run: of everybody the numbers of each variant, and each conclusion's yes or no. Plain data, so that a thread can send it. */
import { type EffectMeasure, HEADLINES } from "../model/comparison.ts"
import type { Result } from "../model/result.ts"
import type { Verdict } from "./bisect.ts"

/** A number of a run: of an option its difference to the baseline, of the baseline its own value. */
export interface Outcome {
  readonly variant: string
  readonly measure: EffectMeasure
  readonly unit: string
  readonly value: number
}

export interface Concluded {
  readonly variant: string
  readonly id: string
  readonly says: string
  readonly verdict: Verdict
}

export interface Observed {
  readonly outcomes: ReadonlyArray<Outcome>
  readonly conclusions: ReadonlyArray<Concluded>
}

/** Of a result of one run. */
export function observedOf(result: Pick<Result, "effects" | "conclusions">): Observed {
  const rows = result.effects.filter((row) => row.by === "everybody" && HEADLINES.some((measure) => measure === row.measure))
  const options = rows.flatMap(({ difference, measure, unit, variant }) => outcomeOf(variant, measure, unit, difference.mean))
  const own = rows.filter((row) => row.variant === rows[0].variant).flatMap(({ baseline, baselineValue, measure, unit }) => outcomeOf(baseline, measure, unit, baselineValue.mean))
  return { outcomes: [...own, ...options], conclusions: result.conclusions.map(({ first, id, says, variant }) => ({ variant, id, says, verdict: first })) }
}

function outcomeOf(variant: string, measure: EffectMeasure, unit: string, value: number | null): ReadonlyArray<Outcome> {
  return value === null ? [] : [{ variant, measure, unit, value }]
}

/** The value of an outcome in a run; null where it has none, or could not be made. */
export function valueIn(run: Observed | undefined, { measure, variant }: Pick<Outcome, "measure" | "variant">): number | null {
  return run?.outcomes.find((one) => one.variant === variant && one.measure === measure)?.value ?? null
}

/** A conclusion's verdict in a run. A state that a run does not name as a reader reads nothing in it. */
export function verdictIn(run: Observed | undefined, { id, variant }: Pick<Concluded, "id" | "variant">): Verdict {
  if (run === undefined) return null
  const found = run.conclusions.find((one) => one.variant === variant && one.id === id)
  return found === undefined ? (id.startsWith("reads-") ? false : null) : found.verdict
}
