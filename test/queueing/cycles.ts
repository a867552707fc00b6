/**
 * Means over customers who follow one another, with their standard error from cycles: what happens between two customers who
 * found nobody is independent of what was before (regenerative simulation; Crane and Iglehart 1975).
 */
export interface Estimate {
  readonly mean: number
  readonly error: number
  readonly cycles: number
}

/** The mean of a value over all whole cycles. The last cycle may have been cut off and is left out. */
export function estimate(begins: ArrayLike<number>, valueOf: (customer: number) => number): Estimate {
  let [cycles, sum, size, sums, sizes, both] = [0, 0, 0, 0, 0, 0]
  let [total, customers] = [0, 0]
  for (let i = 0; i < begins.length; i++) {
    if (begins[i] === 1 && customers > 0) {
      cycles++
      sum += total
      size += customers
      sums += total * total
      sizes += customers * customers
      both += total * customers
      total = 0
      customers = 0
    }
    total += valueOf(i)
    customers++
  }
  const mean = sum / size
  // Cycles differ from what their size lets expect by total - mean x size, whose mean is 0.
  const spread = sums - 2 * mean * both + mean * mean * sizes
  return { mean, error: Math.sqrt(spread * (cycles / (cycles - 1))) / size, cycles }
}
