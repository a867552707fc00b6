import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Bracket, bisected, brackets, together, type Verdict } from "../../src/sensitivity/bisect.ts"

const asIs = (position: number) => position
const searched = (f: (x: number) => Verdict, start: Bracket, tolerance = 1 / 1024, snap = asIs) => {
  const steps = bisected(start, { snap, tolerance })
  let tries = 0
  for (let step = steps.next(); ; step = steps.next(f(step.value))) {
    if (step.done === true) return { ...step.value, tries }
    tries++
  }
}

describe("Bisection", () => {
  it("closes in on a known root as far as it is asked to", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), fc.boolean(), (root, rising) => {
        const { atLow, high, low, tries } = searched((x) => x >= root === rising, { low: 0, high: 1, atLow: !rising })
        expect(low <= root && root <= high).toBe(true)
        expect(high - low).toBeLessThanOrEqual(1 / 1024)
        expect({ atLow, tries }).toEqual({ atLow: !rising, tries: 10 })
      })
    )
  })

  it("finds nothing to search where all values tried agree", () => {
    expect(brackets([[0, true], [0.4, true], [1, true]])).toEqual([])
    expect(brackets([[0, null], [1, true]])).toEqual([])
  })

  it("tells each pair of neighbours that differ, undecided ones passed over", () => {
    expect(brackets([[1, true], [0, true], [0.5, false]])).toEqual([{ low: 0, high: 0.5, atLow: true }, { low: 0.5, high: 1, atLow: false }])
    expect(brackets([[0, true], [0.5, null], [1, false]])).toEqual([{ low: 0, high: 1, atLow: true }])
  })

  it("finds one of several roots", () => {
    const roots = [0.2, 0.55, 0.8]
    const { high, low } = searched((x) => roots.filter((root) => root <= x).length % 2 === 1, { low: 0, high: 1, atLow: false })
    expect(roots.filter((root) => low <= root && root <= high)).toHaveLength(1)
  })

  it("ends with a bracket whose ends differ, however noisy the verdicts are", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (noise) => {
        const seen = new Map<number, Verdict>([[0, true], [1, false]])
        let n = 0
        const { high, low } = searched((x) => seen.set(x, noise[n++]).get(x)!, { low: 0, high: 1, atLow: true })
        expect([seen.get(low), seen.get(high)]).toEqual([true, false])
        expect(high - low).toBeLessThanOrEqual(1 / 1024)
      })
    )
  })

  it("stops at neighbouring whole numbers, and where a verdict is undecided", () => {
    const tens = (x: number) => Math.round(10 * x) / 10
    const { high, low } = searched((x) => x >= 0.34, { low: 0, high: 1, atLow: false }, 1 / 1024, tens)
    expect([low, high]).toEqual([0.3, 0.4])
    expect(searched(() => null, { low: 0, high: 1, atLow: true })).toMatchObject({ low: 0, high: 1, tries: 1 })
  })

  it("of several searches asks for all of a round at once", () => {
    const search = function* (): Generator<number, Bracket, Verdict> {
      return yield* bisected({ low: 0, high: 1, atLow: false }, { snap: asIs, tolerance: 1 / 8 })
    }
    const roots = [0.1, 0.6]
    const rounds = together(roots.map(() => search()))
    const asked: Array<ReadonlyArray<number>> = []
    let step = rounds.next()
    while (step.done !== true) {
      asked.push(step.value)
      step = rounds.next(step.value.map((x, n) => x >= roots[n]))
    }
    expect(asked).toEqual([[0.5, 0.5], [0.25, 0.75], [0.125, 0.625]])
    expect(step.value.map(({ low, high }) => [low, high])).toEqual([[0, 0.125], [0.5, 0.625]])
  })
})
