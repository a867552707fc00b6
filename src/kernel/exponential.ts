// HOT
/**
 * The exponential and its inverse, made of the four operations alone, which IEEE 754 rounds the same everywhere. Those of
 * JavaScript engines differ in their last bits, and with them a trace would.
 */
/** 2^-1022, the smallest normal double, and 2^54. */
const NORMAL_MIN = 2.2250738585072014e-308
const TWO_54 = 18014398509481984
/** ln 2 in two parts; the first has 21 zero bits at its end, so that it times an exponent is exact. */
const LN2_HI = 0.693147180369123816490
const LN2_LO = 1.90821492927058770002e-10

/**
 * What goes into a function and what comes out. A double handed over in a call that is not inlined is boxed; so the exported
 * functions are short, to be inlined wherever there is room, and the long ones read and write it here.
 */
const double = new Float64Array(1)
const half = new Int32Array(double.buffer)
/** Which half holds sign and exponent: the second on little-endian machines. */
const HIGH = new Uint8Array(Int32Array.of(1).buffer)[0] === 1 ? 1 : 0

/** The natural logarithm, within 1 unit in the last place. As Math.log at 0 (-Infinity), below 0 (NaN) and Infinity. */
export function ln(x: number): number {
  double[0] = x
  lnInPlace()
  return double[0]
}

/** The same of `at[0]`, in its place. */
export function lnInto(at: Float64Array): void {
  double[0] = at[0]
  lnInPlace()
  at[0] = double[0]
}

/** The exponential, within 1 unit in the last place of a normal number. Infinity above 709.78, 0 below -745.13. */
export function exp(x: number): number {
  double[0] = x
  expInPlace()
  return double[0]
}

/** 2^-e by e + 1022, from e = -1022 to 1024: each half of the one before, which is exact. */
const SCALE = new Float64Array(2047)
SCALE[0] = 4.49423283715579e307
for (let i = 1; i < SCALE.length; i++) SCALE[i] = SCALE[i - 1] * 0.5

function lnInPlace(): void {
  const x = double[0]
  if (!(x > 0 && x < Infinity)) {
    double[0] = x === 0 ? -Infinity : x === Infinity ? Infinity : NaN
    return
  }
  // x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)); a subnormal is scaled up first.
  const subnormal = x < NORMAL_MIN
  const y = subnormal ? x * TWO_54 : x
  double[0] = y
  const high = half[HIGH]
  // 0x95f64 is what lifts a mantissa at or above sqrt(2) into the next exponent.
  const over = ((high & 0xfffff) + 0x95f64) & 0x100000
  const exponent = (high >> 20) - 1023 + (over >> 20)
  const k = exponent - (subnormal ? 54 : 0)
  // Times a power of two, which is exact: to write the exponent into half a double and read the whole back stalls the processor.
  const f = y * SCALE[exponent + 1022] - 1
  // ln(1 + f) = 2 artanh(s), s = f / (2 + f), and |s| < 0.1716: twelve terms leave less than 2^-60. Even and odd powers of
  // z are summed apart, so that the processor can do both at once.
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const odd = z * (2 / 3 + w * (2 / 7 + w * (2 / 11 + w * (2 / 15 + w * (2 / 19 + w * (2 / 23))))))
  const even = w * (2 / 5 + w * (2 / 9 + w * (2 / 13 + w * (2 / 17 + w * (2 / 21 + w * (2 / 25))))))
  // 2 artanh(s) = 2 s + s r, and 2 s = f - s f: what is rounded stays small beside f.
  const square = 0.5 * f * f
  double[0] = k * LN2_HI - (square - (s * (square + (even + odd)) + k * LN2_LO) - f)
}

function expInPlace(): void {
  const x = double[0]
  if (!(x > -745.1332191019412 && x < 709.7827128933841)) {
    double[0] = x > 0 ? Infinity : x < 0 ? 0 : NaN
    return
  }
  const k = Math.floor(x / (LN2_HI + LN2_LO) + 0.5)
  const high = x - k * LN2_HI
  const low = k * LN2_LO
  const r = high - low
  const w = r * r
  // |r| < 0.347: the terms up to r^14 leave less than 2^-60.
  const even = 1 / 2 + w * (1 / 24 + w * (1 / 720 + w * (1 / 40320 + w * (1 / 3628800 + w * (1 / 479001600 + w / 87178291200)))))
  const odd = 1 / 6 + w * (1 / 120 + w * (1 / 5040 + w * (1 / 362880 + w * (1 / 39916800 + w / 6227020800))))
  // The first two terms are added last, with what r lost in rounding.
  const lost = high - r - low
  const y = 1 + (r + (w * (even + r * odd) + lost))
  // 2^k may lie outside the doubles where y 2^k does not: in two steps then.
  const near = k > 1000 ? 1000 : k < -1000 ? -1000 : k
  half[1 - HIGH] = 0
  half[HIGH] = (1023 + k - near) << 20
  const rest = double[0]
  half[HIGH] = (1023 + near) << 20
  double[0] = y * rest * double[0]
}
