import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Bug } from "../../src/kernel/assert.ts"
import { Digest } from "../../src/kernel/digest.ts"
import { Stream } from "../../src/kernel/rng.ts"
import { Alias, exponentialOf, normalQuantile, permuted } from "../../src/kernel/sample.ts"

describe("exponentialOf", () => {
  it("inverts the distribution and is finite for every uniform number", () => {
    expect(exponentialOf(0)).toBe(0)
    expect(exponentialOf(1 - 2 ** -53)).toBeCloseTo(53 * Math.LN2, 12)
    fc.assert(fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (u) => {
      expect(Math.abs(exponentialOf(u) + Math.log(1 - u))).toBeLessThan(1e-13)
    }), { seed: 1 })
  })
})

describe("normalQuantile", () => {
  it("gives the published quantiles", () => {
    // Roots of the distribution function at 40 digits.
    const known: [number, number][] = [
      [0.25, -0.6744897501960817], [0.001, -3.090232306167813], [1e-20, -9.262340089798407574],
      [0.975, 1.959963984540054], [0.995, 2.5758293035489004], [0.9999, 3.719016485455709], [1e-100, -21.273453560965324]
    ]
    for (const [p, x] of known) expect(Math.abs(normalQuantile(p) - x) / Math.abs(x)).toBeLessThan(2e-15)
    expect(normalQuantile(0.5)).toBe(0)
  })

  it("is the inverse of the integrated density", () => {
    // Simpson's rule over the density, 0 to x, is exact to 1e-13 here.
    const density = (x: number) => Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI)
    const below = (x: number) => {
      const n = 2000
      let sum = density(0) + density(x)
      for (let i = 1; i < n; i++) sum += density((i * x) / n) * (i % 2 === 1 ? 4 : 2)
      return 0.5 + (sum * x) / n / 3
    }
    for (let p = 0.0005; p < 1; p += 0.0005) expect(Math.abs(below(normalQuantile(p)) - p)).toBeLessThan(1e-13)
  })

  it("rises, and mirrors about one half", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 20 - 1 }), (i) => {
      const p = i / 2 ** 20
      expect(normalQuantile(1 - p)).toBe(-normalQuantile(p))
      expect(normalQuantile(p)).toBeGreaterThan(normalQuantile((i - 1) / 2 ** 20))
    }), { numRuns: 2000, seed: 2 })
  })

  it("gives the bits that every recorded fingerprint hangs on", () => {
    const digest = new Digest()
    for (let i = 1; i < 20_000; i++) digest.mixDouble(normalQuantile(i / 20_000))
    for (let i = 1; i < 300; i++) digest.mixDouble(normalQuantile(1 / (i * i * i * i * i * i * i)))
    expect(digest.hex()).toBe("d5f6b5b1f1fd7dde")
  })

  it("is finite at 0 and 1, which uniform numbers can reach, and refuses what is no probability", () => {
    expect(normalQuantile(0)).toBeLessThan(-8)
    expect(normalQuantile(1)).toBeGreaterThan(8)
    expect(Number.isFinite(normalQuantile(0)) && Number.isFinite(normalQuantile(1))).toBe(true)
    for (const p of [-0.1, 1.1, NaN]) expect(() => normalQuantile(p)).toThrow(Bug)
  })
})

const weights = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5 }), fc.double({ min: 1e-9, max: 1e9, noNaN: true })), { minLength: 1, maxLength: 40, size: "max" })
  .filter((list) => list.some((w) => w > 0))

describe("Alias", () => {
  it("gives each index its weight, summed from the table, to 1e-12", () => {
    fc.assert(fc.property(weights, (list) => {
      const alias = new Alias(list)
      const total = list.reduce((x, y) => x + y, 0)
      list.forEach((w, i) => expect(Math.abs(alias.probability(i) - w / total)).toBeLessThan(1e-12))
    }), { numRuns: 1000, seed: 1 })
  })

  it("never picks an index of weight 0, and always one that is there", () => {
    fc.assert(fc.property(weights, fc.integer({ min: 0, max: 2 ** 32 - 1 }), (list, k) => {
      expect(list[new Alias(list).pick(k * 2 ** -32)]).toBeGreaterThan(0)
    }), { numRuns: 2000, seed: 2 })
  })

  it("picks at evenly spread uniform numbers as often as its table says", () => {
    const list = [5, 0, 1, 3, 0.5, 12]
    const alias = new Alias(list)
    const n = 600_000
    const counts = new Float64Array(list.length)
    for (let i = 0; i < n; i++) counts[alias.pick((i + 0.5) / n)]++
    list.forEach((_, i) => expect(Math.abs(counts[i] / n - alias.probability(i))).toBeLessThan(list.length * 2 / n))
  })

  it("picks in proportion when driven by a stream", () => {
    // Four counts at 4 sigma: false alarm 3e-4 in all, with this fixed seed either always or never.
    const alias = new Alias([1, 2, 3, 4])
    const stream = new Stream(3, 4)
    const n = 200_000
    const counts = new Float64Array(4)
    for (let i = 0; i < n; i++) counts[alias.pick(stream.uniform())]++
    for (let i = 0; i < 4; i++) {
      const p = (i + 1) / 10
      expect(Math.abs(counts[i] / n - p)).toBeLessThan(4 * Math.sqrt(p * (1 - p) / n))
    }
  })

  it("refuses weights that are negative, not finite, all 0 or none", () => {
    for (const list of [[1, -1], [NaN], [Infinity], [0, 0], []]) expect(() => new Alias(list)).toThrow(Bug)
    expect(() => new Alias([1, 2]).pick(1)).toThrow(Bug)
  })
})

describe("permuted", () => {
  it("is a permutation", () => {
    fc.assert(fc.property(fc.nat(300), fc.integer(), (n, key) => {
      expect([...permuted(n, key)].sort((x, y) => x - y)).toEqual(Array.from({ length: n }, (_, i) => i))
    }), { seed: 1 })
  })

  it("keeps the order of those that were there when it grows", () => {
    fc.assert(fc.property(fc.nat(200), fc.nat(200), fc.integer(), (n, more, key) => {
      expect([...permuted(n + more, key)].filter((i) => i < n)).toEqual([...permuted(n, key)])
    }), { seed: 2 })
  })

  it("gives the order that every recorded fingerprint hangs on", () => {
    expect([...permuted(12, 7)]).toEqual([1, 8, 4, 9, 5, 6, 11, 3, 0, 2, 7, 10])
  })

  it("puts each index at each rank as often as any other", () => {
    // Chi-square over 6 x 6 ranks of 24,000 keys, 25 degrees of freedom; 57.9 is exceeded with probability 2e-4.
    const counts = new Float64Array(36)
    for (let key = 0; key < 24_000; key++) permuted(6, key).forEach((index, rank) => { counts[index * 6 + rank]++ })
    let chi = 0
    for (const count of counts) chi += (count - 4000) ** 2 / 4000
    expect(chi).toBeLessThan(57.9)
  })
})
