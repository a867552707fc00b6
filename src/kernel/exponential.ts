// HOT
/**
 * The exponential and its inverse, made of the four operations alone, which IEEE 754 rounds the same everywhere. Those of
 * JavaScript engines differ in their last bits, and with them a trace would.
 */
/** ln 2 in two parts; the first has 21 zero bits at its end, so that it times an exponent is exact. */
const LN2_HI = 0.693147180369123816490
const LN2_LO = 1.90821492927058770002e-10

const double = new Float64Array(1)
const half = new Int32Array(double.buffer)
/** Which half holds sign and exponent: the second on little-endian machines. */
const HIGH = new Uint8Array(Int32Array.of(1).buffer)[0] === 1 ? 1 : 0
const LOW = 1 - HIGH

/** The natural logarithm, within 1 unit in the last place. As Math.log at 0 (-Infinity), below 0 (NaN) and Infinity. */
export function ln(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x === Infinity ? Infinity : NaN
  // x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)); a subnormal is scaled up first.
  const subnormal = x < 2 ** -1022
  double[0] = subnormal ? x * 2 ** 54 : x
  const high = half[HIGH]
  // 0x95f64 is what lifts a mantissa at or above sqrt(2) into the next exponent.
  const over = ((high & 0xfffff) + 0x95f64) & 0x100000
  const k = (high >> 20) - 1023 + (over >> 20) - (subnormal ? 54 : 0)
  half[HIGH] = (high & 0xfffff) | (over ^ 0x3ff00000)
  const f = double[0] - 1
  // ln(1 + f) = 2 artanh(s), s = f / (2 + f), and |s| < 0.1716: twelve terms leave less than 2^-60.
  const s = f / (2 + f)
  const z = s * s
  let r = 2 / 25
  r = r * z + 2 / 23
  r = r * z + 2 / 21
  r = r * z + 2 / 19
  r = r * z + 2 / 17
  r = r * z + 2 / 15
  r = r * z + 2 / 13
  r = r * z + 2 / 11
  r = r * z + 2 / 9
  r = r * z + 2 / 7
  r = r * z + 2 / 5
  r = (r * z + 2 / 3) * z
  // 2 artanh(s) = 2 s + s r, and 2 s = f - s f: what is rounded stays small beside f.
  const square = 0.5 * f * f
  return k * LN2_HI - (square - (s * (square + r) + k * LN2_LO) - f)
}

/** The exponential, within 1 unit in the last place of a normal number. Infinity above 709.78, 0 below -745.13. */
export function exp(x: number): number {
  if (x !== x) return NaN
  if (x > 709.782712893384) return Infinity
  if (x < -745.1332191019412) return 0
  const k = Math.floor(x / (LN2_HI + LN2_LO) + 0.5)
  const high = x - k * LN2_HI
  const low = k * LN2_LO
  const r = high - low
  // |r| < 0.347: the terms up to r^14 leave less than 2^-60.
  let p = 1 / 87178291200
  p = p * r + 1 / 6227020800
  p = p * r + 1 / 479001600
  p = p * r + 1 / 39916800
  p = p * r + 1 / 3628800
  p = p * r + 1 / 362880
  p = p * r + 1 / 40320
  p = p * r + 1 / 5040
  p = p * r + 1 / 720
  p = p * r + 1 / 120
  p = p * r + 1 / 24
  p = p * r + 1 / 6
  p = p * r + 1 / 2
  // The first two terms are added last, with what r lost in rounding.
  const lost = high - r - low
  const y = 1 + (r + (p * r * r + lost))
  return k > 1000 ? y * powerOfTwo(1000) * powerOfTwo(k - 1000) : k < -1000 ? y * powerOfTwo(k + 1000) * powerOfTwo(-1000) : y * powerOfTwo(k)
}

/** 2^k exactly, for k in [-1022, 1023]. */
function powerOfTwo(k: number): number {
  half[HIGH] = (1023 + k) << 20
  half[LOW] = 0
  return double[0]
}
