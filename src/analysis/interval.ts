/** Mean and 95 % interval of a number over independent runs. */
import type { Estimate } from "../model/replicated.ts"
import { tidy } from "./question.ts"

/** The quantile at 0.975 of Student's t with so many degrees of freedom (at least 1). */
export type Student95 = (degrees: number) => number

/** What the number cannot be below or above: an interval is cut there. */
export interface Bounds {
  readonly least?: number
  readonly most?: number
}

/**
 * The estimate from one value of each run; runs without a value are left out. One run has no interval, and equal values have
 * one without width. The order of the runs does not matter, to the last bit.
 */
export function estimateOf(values: ReadonlyArray<number | null>, student: Student95, bounds: Bounds = {}): Estimate {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b)
  const runs = known.length
  if (runs === 0) return { mean: null, low: null, high: null, runs }
  const [first, last] = [known[0], known[runs - 1]]
  if (runs === 1) return { mean: first, low: null, high: null, runs }
  if (first === last) return { mean: first, low: first, high: first, runs }
  // Differences to the least value keep instants, which are large, from losing their last digits.
  const mean = first + known.reduce((sum, value) => sum + (value - first), 0) / runs
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (runs - 1)
  const half = student(runs - 1) * Math.sqrt(variance / runs)
  return { mean: tidy(mean), low: tidy(Math.max(mean - half, bounds.least ?? Number.NEGATIVE_INFINITY)), high: tidy(Math.min(mean + half, bounds.most ?? Number.POSITIVE_INFINITY)), runs }
}

/** The estimate of differences. With the two sides swapped it is the same with the other sign, to the last bit. */
export function differenceEstimateOf(differences: ReadonlyArray<number>, student: Student95): Estimate {
  const sorted = [...differences].sort((a, b) => a - b)
  const lean = sorted.map((value, n) => value + sorted[sorted.length - 1 - n]).find((sum) => sum !== 0)
  if (lean === undefined || lean > 0) {
    const { mean, low, high, runs } = estimateOf(sorted, student)
    // Evenly about 0: a rounded sum could lean.
    return lean === undefined && runs > 1 && high !== null ? { mean: 0, low: negative(high), high, runs } : { mean, low, high, runs }
  }
  const { mean, low, high, runs } = estimateOf(sorted.map(negative), student)
  return { mean: mean === null ? null : negative(mean), low: high === null ? null : negative(high), high: low === null ? null : negative(low), runs }
}

/** How much more it is than before, the same with the other sign where the two are swapped. */
export function differenceOf(after: number, before: number): number {
  return after < before ? negative(tidy(before - after)) : tidy(after - before)
}

/** 0 of 0, not -0. */
function negative(value: number): number {
  return 0 - value
}

/** The estimate of one run. */
export function single(value: number | null): Estimate {
  return { mean: value, low: null, high: null, runs: value === null ? 0 : 1 }
}
