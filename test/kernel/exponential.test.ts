import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Digest } from "../../src/kernel/digest.ts"
import { exp, ln } from "../../src/kernel/exponential.ts"

/** Distance of two doubles in units in the last place of the second. */
function ulps(x: number, y: number): number {
  if (x === y) return 0
  const power = Math.max(-1022, Math.floor(Math.log2(Math.abs(y))))
  return Math.abs(x - y) / 2 ** (power - 52)
}

// Math.log and Math.exp are themselves within 1 unit in the last place.
const anyPositive = fc.double({ min: 5e-324, max: Number.MAX_VALUE, noNaN: true })
const nearOne = fc.double({ min: 0.5, max: 2, noNaN: true })

describe("ln", () => {
  it("is within 2 units in the last place of Math.log, over all positive doubles", () => {
    fc.assert(fc.property(fc.oneof(anyPositive, nearOne), (x) => {
      expect(ulps(ln(x), Math.log(x))).toBeLessThanOrEqual(2)
    }), { numRuns: 20_000, seed: 1 })
  })

  it("is within 2 units in the last place on a fine grid around the edges of its reduction", () => {
    for (const centre of [1, Math.SQRT1_2, Math.SQRT2, 2, 0.5, 2 ** -1022]) {
      for (let i = -2000; i <= 2000; i++) {
        const x = centre * (1 + i * 2 ** -40)
        expect(ulps(ln(x), Math.log(x))).toBeLessThanOrEqual(2)
      }
    }
  })

  it("gives the exact values and the limits of Math.log", () => {
    expect([ln(1), ln(0), ln(-0), ln(Infinity)]).toEqual([0, -Infinity, -Infinity, Infinity])
    expect([ln(-1), ln(NaN), ln(-Infinity)]).toEqual([NaN, NaN, NaN])
    expect(ln(Math.E)).toBe(1)
    expect(ln(5e-324)).toBe(Math.log(5e-324))
  })

  it("gives the bits that every recorded fingerprint hangs on", () => {
    const digest = new Digest()
    for (let i = 1; i < 20_000; i++) digest.mixDouble(ln(i * i * i * 1.7e-9))
    expect(digest.hex()).toBe("7ab0fd9ec3beaf9c")
    expect([ln(2), ln(10), ln(0.3), ln(1 - 2 ** -53), ln(1e-300), ln(123456789.123)]).toEqual([0.6931471805599453, 2.302585092994046, -1.2039728043259361, -1.1102230246251565e-16, -690.7755278982137, 18.631401767164316])
  })
})

describe("exp", () => {
  it("is within 2 units in the last place of Math.exp, subnormal results included", () => {
    fc.assert(
      fc.property(fc.oneof(fc.double({ min: -746, max: 710, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })), (x) => {
        const y = Math.exp(x)
        if (y === Infinity || y === 0) expect(exp(x)).toBe(y)
        else expect(ulps(exp(x), y)).toBeLessThanOrEqual(2)
      }),
      { numRuns: 20_000, seed: 2 }
    )
  })

  it("gives the exact values and the limits of Math.exp", () => {
    expect([exp(0), exp(-0), exp(-Infinity), exp(Infinity), exp(710), exp(-746)]).toEqual([1, 1, 0, Infinity, Infinity, 0])
    expect(exp(NaN)).toBe(NaN)
    expect(exp(709.782712893384)).toBeLessThan(Infinity)
    expect(exp(-745.1332191019411)).toBe(5e-324)
  })

  it("is the inverse of ln", () => {
    fc.assert(fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
      expect(Math.abs(ln(exp(x)) - x)).toBeLessThan(1e-15 * Math.max(1, Math.abs(x)))
    }), { numRuns: 5000, seed: 3 })
  })

  it("gives the bits that every recorded fingerprint hangs on", () => {
    const digest = new Digest()
    for (let i = 1; i < 20_000; i++) digest.mixDouble(exp((i - 10_000) * 0.0709))
    expect(digest.hex()).toBe("b61e5ab9e7b2632f")
    expect([exp(1), exp(-1), exp(0.5), exp(-20.25), exp(100.1), exp(-740)]).toEqual([2.7182818284590455, 0.36787944117144233, 1.6487212707001282, 1.6052280551856116e-9, 2.9708288895158073e+43, 4.2e-322])
  })
})
