import { describe, expect, test } from "vitest"
import { addDelays, type DelayBins, delayQuantileMs } from "../../src/analysis/delay.ts"

const bins = (...list: ReadonlyArray<readonly [number, number]>): DelayBins => {
  const out: DelayBins = new Map()
  addDelays(out, list)
  return out
}

describe("delayQuantileMs", () => {
  test("lies in the bin that holds the message", () => {
    const delays = bins([0, 50], [320, 49], [640, 1])
    expect(delayQuantileMs(delays, 0.5)).toBeCloseTo(2 ** (1 / 32), 3)
    expect(delayQuantileMs(delays, 0.95)).toBeGreaterThan(1024)
    expect(delayQuantileMs(delays, 0.95)).toBeLessThan(1047)
    expect(delayQuantileMs(delays, 1)).toBeCloseTo(2 ** (641 / 32), 0)
  })

  test("is nothing without messages, and does not care for their order", () => {
    expect(delayQuantileMs(bins(), 0.5)).toBe(undefined)
    expect(delayQuantileMs(bins([7, 0]), 0.5)).toBe(undefined)
    expect(delayQuantileMs(bins([640, 1], [0, 3]), 0.9)).toBe(delayQuantileMs(bins([0, 3], [640, 1]), 0.9))
  })

  test("rises with the share", () => {
    const delays = bins([3, 2], [40, 5], [41, 1], [300, 9])
    const values = [0, 0.1, 0.3, 0.5, 0.7, 0.9, 1].map((share) => delayQuantileMs(delays, share)!)
    expect(values).toEqual([...values].sort((a, b) => a - b))
  })
})
