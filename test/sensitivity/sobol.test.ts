import { describe, expect, it } from "vitest"
import { design, sobolIndices } from "../../src/sensitivity/sobol.ts"

const asIs = (position: number) => position
const indicesOf = (f: (x: ReadonlyArray<number>) => number, factors: number, base: number, seed: number) => {
  const rows = design(base, Array.from({ length: factors }, () => asIs), seed)
  return sobolIndices(rows.map(({ a, b, mixed }) => ({ a: f(a), b: f(b), mixed: mixed.map(f) })), seed)!
}

/** Ishigami's function with a = 7 and b = 0.1 on three uniform angles from -π to π, and its published indices. */
const ishigami = (x: ReadonlyArray<number>) => {
  const [p, q, r] = x.map((u) => Math.PI * (2 * u - 1))
  return Math.sin(p) + 7 * Math.sin(q) ** 2 + 0.1 * r ** 4 * Math.sin(p)
}
const FIRST = [0.3139, 0.4424, 0]
const TOTAL = [0.5576, 0.4424, 0.2437]

describe("Sobol indices", () => {
  it("of Ishigami's function are the published ones", () => {
    // Base 8192: over 200 seeds the first-order estimates have standard errors of at most 0.0113, the total ones of 0.0143; with
    // four of them as tolerance, six comparisons fail by chance once in 2,600.
    const { first, total } = indicesOf(ishigami, 3, 8192, 1)
    first.forEach(({ value }, n) => {
      expect(Math.abs(value - FIRST[n])).toBeLessThan(0.046)
    })
    total.forEach(({ value }, n) => {
      expect(Math.abs(value - TOTAL[n])).toBeLessThan(0.058)
    })
  })

  it("have intervals that cover the published ones about as often as they say", () => {
    // 60 seeds of 6 intervals. With a coverage of 95 %, 60 draws fall below 51 in one case of 1,000.
    const covered = [0, 0, 0, 0, 0, 0]
    for (let seed = 1; seed <= 60; seed++) {
      const { first, total } = indicesOf(ishigami, 3, 256, seed)
      ;[...first, ...total].forEach(({ high, low }, n) => {
        const known = [...FIRST, ...TOTAL][n]
        if (low! <= known && known <= high!) covered[n]++
      })
    }
    for (const times of covered) expect(times).toBeGreaterThanOrEqual(51)
  })

  it("of a sum are the factors' parts of its variance, the same first and total", () => {
    // Variances 9/12, 4/12, 0: parts 9/13, 4/13, 0. Tolerance: four standard errors at base 4096, which are at most 0.0164 and 0.0128 over 200 seeds.
    const { first, total } = indicesOf(([a, b]) => 1e6 + 3 * a + 2 * b, 3, 4096, 2)
    ;[9 / 13, 4 / 13, 0].forEach((part, n) => {
      expect(Math.abs(first[n].value - part)).toBeLessThan(0.066)
      expect(Math.abs(total[n].value - part)).toBeLessThan(0.052)
    })
    expect(total[2].value).toBe(0)
  })

  it("of a product of centred factors are all interaction", () => {
    // Four standard errors, 0.0274 and 0.0238 over 200 seeds.
    const { first, total } = indicesOf(([a, b]) => (a - 0.5) * (b - 0.5), 2, 4096, 3)
    for (const { value } of first) expect(Math.abs(value)).toBeLessThan(0.11)
    for (const { value } of total) expect(Math.abs(value - 1)).toBeLessThan(0.096)
  })

  it("of what does not vary are none", () => {
    const rows = design(16, [asIs], 1)
    expect(sobolIndices(rows.map(() => ({ a: 4, b: 4, mixed: [4] })), 1)).toBeUndefined()
    expect(sobolIndices([{ a: 1, b: 2, mixed: [2] }], 1)).toBeUndefined()
  })

  it("of few rows have no interval", () => {
    const { first } = indicesOf(([a]) => a, 1, 4, 1)
    expect(first[0]).toMatchObject({ low: null, high: null })
  })

  it("rest on a design whose first rows do not depend on its size, and whose mixed points take one column out of B", () => {
    const rows = design(5, [asIs, asIs, asIs], 9)
    expect(design(3, [asIs, asIs, asIs], 9)).toEqual(rows.slice(0, 3))
    for (const { a, b, mixed } of rows) mixed.forEach((point, factor) => expect(point).toEqual(a.map((position, n) => (n === factor ? b[n] : position))))
  })
})
