// HOT
/** Sampling from distributions, by functions whose every bit is the same on every machine. */
import { assert } from "./assert.ts"
import { ln, lnInto } from "./exponential.ts"
import { hash4, uniform } from "./rng.ts"

/** The exponential number of mean 1 at a uniform u in [0, 1), by inversion. */
export function exponentialOf(u: number): number {
  return 0 - ln(1 - u) // 0, not -0, at u = 0
}

/** The same at the uniform number of a hash, written into `out[0]`: a double given back in a call that is not inlined is boxed. */
export function exponentialInto(out: Float64Array, hash: number): void {
  out[0] = 1 - uniform(hash)
  lnInto(out)
  out[0] = 0 - out[0]
}

/**
 * The quantile of the standard normal distribution at p in [0, 1], relative error about 1e-16 (Wichura's AS 241, 1988). A
 * uniform number can be exactly 0: p of 0 and 1 are taken as 2^-54 and 1 - 2^-53, so that a sample is always finite.
 * @fails Bug where p is outside [0, 1]
 */
export function normalQuantile(p: number): number {
  assert(p >= 0 && p <= 1, "a probability lies between 0 and 1")
  const q = p - 0.5
  if (q >= -0.425 && q <= 0.425) {
    const r = 0.180625 - q * q
    return (q * (((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r + 6.7265770927008700853e4) * r + 4.5921953931549871457e4) * r + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r + 1.3314166789178437745e2) * r + 3.387132872796366608)) /
      (((((((5.226495278852854561e3 * r + 2.8729085735721942674e4) * r + 3.930789580009271061e4) * r + 2.1213794301586595867e4) * r + 5.3941960214247511077e3) * r + 6.871870074920579083e2) * r + 4.2313330701600911252e1) * r + 1)
  }
  const tail = q < 0 ? (p === 0 ? TWO_MINUS_54 : p) : p === 1 ? 2 * TWO_MINUS_54 : 1 - p
  const size = normalTail(Math.sqrt(-ln(tail)))
  return q < 0 ? -size : size
}

const TWO_MINUS_54 = 1 / 18014398509481984

/** AS 241 beyond 0.425 from the middle; t is the root of minus the logarithm of the tail. */
function normalTail(t: number): number {
  if (t <= 5) {
    const r = t - 1.6
    return (((((((7.7454501427834140764e-4 * r + 2.27238449892691845833e-2) * r + 2.4178072517745061177e-1) * r + 1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.7694972214606914055) * r + 4.6303378461565452959) * r + 1.42343711074968357734) /
      (((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 1.51986665636164571966e-2) * r + 1.4810397642748007459e-1) * r + 6.8976733498510000455e-1) * r + 1.6763848301838038494) * r + 2.05319162663775882187) * r + 1)
  }
  const r = t - 5
  return (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.2426609473880784386e-3) * r + 2.6532189526576123093e-2) * r + 2.9656057182850489123e-1) * r + 1.7848265399172913358) * r + 5.4637849111641143699) * r + 6.6579046435011037772) /
    (((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r + 7.868691311456132591e-4) * r + 1.48753612908506148525e-2) * r + 1.3692988092273580531e-1) * r + 5.9983220655588793769e-1) * r + 1)
}

/** A table by which one uniform number picks an index in proportion to its weight, in constant time (Walker, Vose). */
export class Alias {
  /** How many indices there are. */
  readonly size: number
  /** Of each column the part that it keeps and the index that has the rest, side by side: both are asked for together. */
  private readonly columns: Float64Array
  private readonly at = new Float64Array(1)

  /** @fails Bug where a weight is negative or not finite, or none is above 0 */
  constructor(weights: ArrayLike<number>) {
    const n = weights.length
    let total = 0
    for (let i = 0; i < n; i++) {
      assert(weights[i] >= 0 && weights[i] < Infinity, "a weight is finite and not negative")
      total += weights[i]
    }
    assert(total > 0 && total < Infinity, "weights have a finite sum above 0")
    this.size = n
    this.columns = new Float64Array(2 * n)
    this.build(weights, total)
  }

  /** The index at a uniform u in [0, 1). One number serves for both steps: its whole part picks a column, the rest a side. */
  pick(u1: number): number {
    this.at[0] = u1
    return this.pickInPlace()
  }

  /** Apart, so that `pick` is short, is inlined where it is called, and its double is not boxed. */
  private pickInPlace(): number {
    const x = this.at[0] * this.size
    const column = x | 0
    assert(x >= 0 && column < this.size, "a uniform number lies in [0, 1)")
    return x - column < this.columns[2 * column] ? column : this.columns[2 * column + 1] | 0
  }

  /** The probability with which the table gives an index, summed from the table itself. */
  probability(index: number): number {
    let sum = 0
    for (let column = 0; column < this.size; column++) {
      if (column === index) sum += this.columns[2 * column]
      if (this.columns[2 * column + 1] === index) sum += 1 - this.columns[2 * column]
    }
    return sum / this.size
  }

  /** Fills each column up to 1: a light index keeps its part, a heavy one gives the rest. */
  private build(weights: ArrayLike<number>, total: number): void {
    const n = this.size
    const left = new Float64Array(n)
    const light = new Int32Array(n)
    const heavy = new Int32Array(n)
    let lightCount = 0
    let heavyCount = 0
    for (let i = n - 1; i >= 0; i--) {
      left[i] = (weights[i] / total) * n
      if (left[i] < 1) light[lightCount++] = i
      else heavy[heavyCount++] = i
    }
    while (lightCount > 0 && heavyCount > 0) {
      const small = light[--lightCount]
      const large = heavy[heavyCount - 1]
      this.columns[2 * small] = left[small]
      this.columns[2 * small + 1] = large
      left[large] = left[large] + left[small] - 1
      if (left[large] < 1) {
        heavyCount--
        light[lightCount++] = large
      }
    }
    // Whatever is left over is full, but for rounding: what is heavy or light by less than 1e-12 counts as 1.
    while (heavyCount > 0) this.columns[2 * heavy[--heavyCount]] = 1
    while (lightCount > 0) this.columns[2 * light[--lightCount]] = 1
  }
}

/** Purpose of the hashes that rank a permutation, so that no other use of the same key meets them. */
const RANK = 0x72616e6b

/** So few are sorted by insertion: to count 256 bytes four times takes longer. */
const FEW = 64

function sortedFew(hash: Int32Array, order: Int32Array): Int32Array {
  for (let i = 1; i < order.length; i++) {
    const one = order[i]
    const own = hash[one] >>> 0
    let place = i
    for (; place > 0 && hash[order[place - 1]] >>> 0 > own; place--) order[place] = order[place - 1]
    order[place] = one
  }
  return order
}

/**
 * A keyed random permutation of 0 .. n-1: entry r is the index of rank r. Ranks come from a hash of (key, index), ties from
 * the index: with a larger n, those that were there keep their order among themselves.
 */
export function permuted(n: number, key: number): Int32Array {
  assert(Number.isInteger(n) && n >= 0, "a permutation has a whole number of entries")
  const hash = new Int32Array(n)
  let order = new Int32Array(n)
  let next = new Int32Array(n)
  for (let i = 0; i < n; i++) {
    hash[i] = hash4(key, i, RANK, 0)
    order[i] = i
  }
  if (n <= FEW) return sortedFew(hash, order)
  // A radix sort, byte by byte: stable, linear, and no comparison function whose sort an engine may choose.
  const start = new Int32Array(257)
  for (let shift = 0; shift < 32; shift += 8) {
    start.fill(0)
    for (let i = 0; i < n; i++) start[((hash[i] >>> shift) & 255) + 1]++
    for (let byte = 0; byte < 256; byte++) start[byte + 1] += start[byte]
    for (let i = 0; i < n; i++) next[start[(hash[order[i]] >>> shift) & 255]++] = order[i]
    const swap = order
    order = next
    next = swap
  }
  return order
}
