import fc from "fast-check"
import { expect, it } from "vitest"
import { BINS_PER_OCTAVE, binOf, Histogram } from "../../src/kernel/histogram.ts"

/** Halve until below two, then compare with each edge. */
function twin(ms: number): number {
  let [octave, x] = [0, ms]
  for (; x >= 2; x *= 0.5) octave++
  let k = BINS_PER_OCTAVE - 1
  const edges = [1]
  for (let i = 1; i < BINS_PER_OCTAVE; i++) edges.push(edges[i - 1] * 1.0218971486541166)
  while (k > 0 && x < edges[k]) k--
  return octave * BINS_PER_OCTAVE + k
}

const duration = fc.oneof(fc.double({ min: 0, max: 4, noNaN: true }), fc.double({ min: 0, max: 1e12, noNaN: true }), fc.integer({ min: 0, max: 1280 }).map((b) => 2 ** (b / 32)), fc.integer({ min: 0, max: 39 }).map((e) => 2 ** e))

it("A duration's bin is that found by halving and comparing", () => {
  fc.assert(fc.property(duration, (ms) => {
    expect(binOf(ms)).toBe(twin(ms))
  }), { numRuns: 3000, seed: 1 })
})

it("A histogram counts each row's durations by bin, and can go back", () => {
  const step = fc.record({ do: fc.constantFrom("add", "add", "add", "save", "restore"), row: fc.nat(90), ms: fc.constantFrom(0, 0.5, 1, 3, 3.01, 70, 1e6, 1e12) })
  fc.assert(fc.property(fc.array(step, { maxLength: 120, size: "max" }), (steps) => {
    const histogram = new Histogram()
    let counts = new Map<string, number>()
    let saved: { state: ReturnType<Histogram["save"]>; counts: typeof counts } | undefined
    for (const { do: what, row, ms } of steps) {
      if (what === "save") saved = { state: histogram.save(), counts: new Map(counts) }
      else if (what === "restore" && saved !== undefined) {
        histogram.restore(saved.state)
        counts = new Map(saved.counts)
      } else if (what === "add") {
        histogram.add(row, ms)
        counts.set(`${row} ${twin(ms)}`, (counts.get(`${row} ${twin(ms)}`) ?? 0) + 1)
      }
    }
    const found = new Map<string, number>()
    for (let row = 0; row < 91; row++) {
      const bins = histogram.bins(row)
      for (const [bin, count] of bins) found.set(`${row} ${bin}`, count)
      expect([...bins].sort(([a], [b]) => a - b)).toEqual(bins)
    }
    expect([...found].sort()).toEqual([...counts].sort())
  }), { numRuns: 150, seed: 1 })
})
