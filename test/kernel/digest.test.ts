import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Digest } from "../../src/kernel/digest.ts"

function digestOf(...words: number[]): string {
  const digest = new Digest()
  for (const word of words) digest.mix(word)
  return digest.hex()
}

function doubleDigest(x: number): string {
  const digest = new Digest()
  digest.mixDouble(x)
  return digest.hex()
}

describe("Digest", () => {
  it("gives the digests that every recorded fingerprint hangs on", () => {
    expect([digestOf(), digestOf(0), digestOf(1, 2, 3), doubleDigest(0.1), doubleDigest(-1e300)]).toEqual(["7112419814312341", "fcf7a86ca469c8f1", "3dd68ca405ef207d", "7201048fca595186", "58c29c8423552043"])
  })

  it("takes an int32 and a double from where it lies as if they were handed over one after the other", () => {
    for (const x of [-1e300, 0, -0, NaN, 0.1]) {
      const [both, each] = [new Digest(), new Digest()]
      both.mixBoth(-5, Float64Array.of(7, x), 1)
      each.mix(-5)
      each.mixDouble(x)
      expect(both.hex()).toBe(each.hex())
    }
  })

  it("is 16 hexadecimal digits, and reading it changes nothing", () => {
    const digest = new Digest()
    digest.mix(5)
    expect(digest.hex()).toMatch(/^[0-9a-f]{16}$/)
    expect(digest.hex()).toBe(digest.hex())
    digest.mix(6)
    expect(digest.hex()).toBe(digestOf(5, 6))
  })

  it("tells order, length and every bit of a word apart", () => {
    fc.assert(fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 20 }), fc.nat(31), fc.nat(), (words, bit, at) => {
      const i = at % words.length
      const whole = digestOf(...words)
      expect(digestOf(...words.map((word, j) => (j === i ? word ^ (1 << bit) : word)))).not.toBe(whole)
      expect(digestOf(...words, 0)).not.toBe(whole)
      if (words[0] !== words[i]) {
        const swapped = [...words]
        swapped[0] = words[i]
        swapped[i] = words[0]
        expect(digestOf(...swapped)).not.toBe(whole)
      }
    }), { numRuns: 2000, seed: 1 })
  })

  it("has no collision among 90,000 neighbouring short traces", () => {
    const whole = new Set<string>()
    const first = new Set<string>()
    for (let a = 0; a < 300; a++) for (let b = 0; b < 300; b++) {
      const hex = digestOf(a, b)
      whole.add(hex)
      first.add(hex.slice(0, 8))
    }
    expect(whole.size).toBe(90_000)
    // Of 90,000 random 32-bit halves 0.94 pairs collide; more than 8 does with probability 1e-6.
    expect(first.size).toBeGreaterThan(90_000 - 8)
  })

  it("takes doubles to the last bit, 0 apart from -0, every NaN alike", () => {
    expect(doubleDigest(0.1 + 0.2)).not.toBe(doubleDigest(0.3))
    expect(doubleDigest(0)).not.toBe(doubleDigest(-0))
    const odd = new Float64Array(new Int32Array([1, 0x7ff80001]).buffer)[0]
    expect(doubleDigest(odd)).toBe(doubleDigest(NaN))
  })

  it("goes on from a saved state", () => {
    const digest = new Digest()
    digest.mix(1)
    const state = digest.save()
    digest.mix(2)
    const after = digest.hex()
    digest.restore(state)
    digest.mix(2)
    expect(digest.hex()).toBe(after)
  })
})
