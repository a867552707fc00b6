/**
 * When a statistical check sounds: at a bound that a right program crosses with the chance FALSE_ALARM, were its seed drawn
 * anew. docs/queueing.md adds the checks up.
 */
import { normalQuantile } from "../../src/kernel/sample.ts"

/** Chance of each check to sound though nothing is wrong. */
export const FALSE_ALARM = 1e-6

/** Bound of a normal score, two-sided: 4.892. */
export const Z_MAX = normalQuantile(1 - FALSE_ALARM / 2)

/**
 * Bound of the score of a mean over customers who queue. Cycles are skewed, and an error estimated from them is small where
 * the mean is: by Cornish and Fisher's expansion one in a million of these scores lies beyond -5.0 to -6.3 (docs/queueing.md).
 */
export const Z_QUEUE_MAX = 7

/** Bound of `ksScore`: Massart's constant in the inequality of Dvoretzky, Kiefer and Wolfowitz, good at every sample size. */
export const KS_MAX = Math.sqrt(Math.log(2 / FALSE_ALARM) / 2)

/** Distance from what is expected, in standard errors. */
export function score(observed: number, expected: number, error: number): number {
  return (observed - expected) / error
}

/** Root of the sample's size times the largest distance between its distribution and the one given (Kolmogorov, Smirnov). */
export function ksScore(sample: Float64Array, below: (x: number) => number): number {
  const sorted = sample.slice().sort()
  let worst = 0
  sorted.forEach((x, i) => {
    const p = below(x)
    worst = Math.max(worst, p - i / sorted.length, (i + 1) / sorted.length - p)
  })
  return worst * Math.sqrt(sorted.length)
}

/** Sum of squared distances of counts from their means, each over its mean: chi-square with one degree of freedom a count. */
export function chiSquare(counts: ArrayLike<number>, means: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < counts.length; i++) sum += (counts[i] - means[i]) ** 2 / means[i]
  return sum
}

/**
 * Chance that chi-square with an even number of degrees of freedom is at least x: that of a Poisson count of mean x / 2 below
 * half of them, a finite sum. Counts with known means keep their degree each, so that the number can be even.
 */
export function chiSquareTail(x: number, degrees: number): number {
  if (degrees % 2 !== 0) throw new Error("the finite sum needs an even number of degrees of freedom")
  const half = x / 2
  let logTerm = -half
  let sum = 0
  for (let k = 0; k < degrees / 2; k++) {
    sum += Math.exp(logTerm)
    logTerm += Math.log(half) - Math.log(k + 1)
  }
  return Math.min(1, sum)
}

/** Chance of something at least as far out on either side. */
export function chiSquareChance(x: number, degrees: number): number {
  const tail = chiSquareTail(x, degrees)
  return 2 * Math.min(tail, 1 - tail)
}
