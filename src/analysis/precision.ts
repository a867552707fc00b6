/** How many replications it takes until differences are known so well as was asked. */
import { type GroupEffect, HEADLINES, type Precision } from "../model/comparison.ts"

/** Fewer replications are no sample: Student's t with 9 degrees of freedom is 2.3, with 4 it is 2.8, with 1 it is 12.7. */
export const RUNS_MIN = 10
/** At 100 an interval is 0.2 standard deviations wide on each side; to halve that takes 400, and so on: more is for who asks for it. */
export const RUNS_MAX = 100

/** After a batch, half as many again: few looks at the intervals, since each look is a chance to stop at one that is narrow by luck. */
export function following(done: number, most: number): number {
  return Math.min(most, done === 0 ? RUNS_MIN : Math.floor(1.5 * done))
}

/**
 * What a comparison has reached: of each option and headline outcome of everybody the half-width of its interval, as a share of the larger
 * of the difference and the baseline's value. What is 0 throughout needs nothing.
 */
export function precisionOf(effects: ReadonlyArray<GroupEffect>, asked: number): Precision {
  let widest: Precision["widest"] = null
  let reached = 0
  for (const { baselineValue, by, difference, measure, variant } of effects) {
    const headline = HEADLINES.find((one) => one === measure)
    if (by !== "everybody" || headline === undefined) continue
    const { high, low, mean } = difference
    if (high === null || low === null) return { asked, reached: null, widest: null }
    const of = Math.max(Math.abs(mean ?? 0), baselineValue.mean ?? 0)
    const share = of === 0 ? 0 : (high - low) / 2 / of
    if (share <= reached) continue
    reached = share
    widest = { variant, measure: headline }
  }
  return { asked, reached: rounded(reached), widest }
}

export function isReached({ asked, reached }: Precision): boolean {
  return reached !== null && reached <= asked
}

/** To a millionth, upwards: it is never told as better than it is. */
function rounded(share: number): number {
  return Math.ceil(share * 1e6) / 1e6
}
