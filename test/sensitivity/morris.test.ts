import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { elementaryEffects, ranked, screened, trajectories } from "../../src/sensitivity/morris.ts"

const asIs = (position: number) => position
const effectsOf = (f: (x: ReadonlyArray<number>) => number, factors: number, count: number, seed = 1) => {
  const walks = trajectories(count, Array.from({ length: factors }, () => asIs), seed)
  return elementaryEffects(walks, factors, (t, n) => f(walks[t].points[n])).map(screened)
}

describe("Morris screening", () => {
  it("moves each factor once in a trajectory, by two thirds of its range, within it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 5 }), fc.nat(), (factors, count, seed) => {
        for (const { moved, points } of trajectories(count, Array.from({ length: factors }, () => asIs), seed)) {
          expect([...moved].sort((a, b) => a - b)).toEqual(Array.from({ length: factors }, (_, n) => n))
          moved.forEach((factor, n) => {
            points[n].forEach((position, at) => {
              const step = Math.abs(points[n + 1][at] - position)
              expect(step).toBeCloseTo(at === factor ? 2 / 3 : 0, 12)
            })
          })
          for (const position of points.flat()) expect(position >= 0 && position <= 1).toBe(true)
        }
      })
    )
  })

  it("keeps the first trajectories where more are asked for", () => {
    const snaps = [asIs, asIs, asIs]
    expect(trajectories(7, snaps, 3).slice(0, 4)).toEqual(trajectories(4, snaps, 3))
  })

  it("gives a linear function its coefficients, without spread", () => {
    const found = effectsOf(([a, b, c]) => 5 + 3 * a - 2 * b + 0 * c, 3, 4)
    expect(found.map((one) => [one.meanAbsolute, one.mean, one.sigma].map((n) => Number(n.toFixed(9))))).toEqual([[3, 3, 0], [2, -2, 0], [0, 0, 0]])
    expect(ranked(found.map((one) => one.meanAbsolute))).toEqual([1, 2, 3])
  })

  it("tells by mu* and sigma of a factor whose effect turns its sign, where mu says little", () => {
    // The effect of a is 4 b - 2: at b of 0, 1/3, 2/3, 1 it is -2, -2/3, 2/3, 2.
    const [a] = effectsOf(([a, b]) => a * (4 * b - 2), 2, 400)
    expect(Math.abs(a.mean)).toBeLessThan(0.3)
    expect(a.meanAbsolute).toBeGreaterThan(1.2)
    expect(a.sigma).toBeGreaterThan(1.3)
  })

  it("ranks the twenty factors of Morris' own function in his three groups", () => {
    // Morris 1991: factors 1 to 10 matter, of them 8 to 10 linearly, the other ten hardly.
    const w = (x: number, n: number) => (n === 2 || n === 4 || n === 6 ? 2 * ((1.1 * x) / (x + 0.1) - 0.5) : 2 * (x - 0.5))
    const f = (x: ReadonlyArray<number>) => {
      const v = x.map(w)
      let sum = 0
      for (let i = 0; i < 10; i++) sum += 20 * v[i]
      for (let i = 0; i < 6; i++) for (let j = i + 1; j < 6; j++) sum -= 15 * v[i] * v[j]
      for (let i = 0; i < 5; i++) for (let j = i + 1; j < 5; j++) for (let k = j + 1; k < 5; k++) sum -= 10 * v[i] * v[j] * v[k]
      sum += 5 * v[0] * v[1] * v[2] * v[3]
      return sum
    }
    const found = effectsOf(f, 20, 20)
    const ranks = ranked(found.map((one) => one.meanAbsolute))
    expect(ranks.slice(0, 10).every((rank) => rank <= 10)).toBe(true)
    for (const n of [7, 8, 9]) expect(found[n].sigma).toBeCloseTo(0, 9)
    for (const n of [0, 1, 2, 3, 4, 5]) expect(found[n].sigma).toBeGreaterThan(10)
  })

  it("takes steps as they are after rounding to values that can be stated", () => {
    const walks = trajectories(6, [(position) => Math.round(position)], 5)
    const [found] = elementaryEffects(walks, 1, (t, n) => 7 * walks[t].points[n][0]).map(screened)
    expect(found).toMatchObject({ meanAbsolute: 7, mean: 7, sigma: 0, effects: 6 })
  })

  it("leaves out steps of which a run is missing", () => {
    const walks = trajectories(3, [asIs, asIs], 1)
    const found = elementaryEffects(walks, 2, (t, n) => (t === 1 && n === 0 ? null : walks[t].points[n][0])).map(screened)
    expect(found.map((one) => one.effects).sort()).toEqual([2, 3])
    expect(screened([])).toEqual({ meanAbsolute: 0, mean: 0, sigma: 0, effects: 0 })
  })
})
