import { describe, expect, it } from "vitest"
import { progress } from "../../src/cli/progress.ts"

/** A screen that remembers, and a clock that a test sets. */
function watched(isTTY: boolean, silent = false) {
  const written: Array<string> = []
  let now = 0
  const shown = progress({ isTTY, columns: 60, write: (text) => written.push(text) }, { silent, nowMs: () => now })
  const at = (ms: number, variant: string, messages: number) => {
    now = ms
    shown.step({ variant, simulatedMs: ms, horizonMs: 100_000, messages })
  }
  return { written, at, shown }
}

describe("Progress", () => {
  it("is a line each 5 seconds where it is no terminal", () => {
    const { written, at, shown } = watched(false)
    for (let ms = 0; ms <= 12_000; ms += 500) at(ms, "as-happened", ms)
    shown.done()
    expect(written).toEqual(["as-happened: 5 %, 5,000 messages, 1,000 messages/s\n", "as-happened: 10 %, 10,000 messages, 1,000 messages/s\n"])
  })

  it("is one live line on a terminal, taken away at the end", () => {
    const { written, at, shown } = watched(true)
    at(0, "a", 0)
    at(50, "a", 10)
    at(150, "a", 1_234_567)
    shown.done()
    expect(written.length).toBe(3)
    expect(written[1]).toMatch(/^\r\u001b\[Ka: 0 %, 1,234,567 messages/)
    expect(written[2]).toBe("\r\u001b[K")
    for (const text of written) expect(text.length).toBeLessThan(70)
  })

  it("counts replications, and the messages of all of them, where there are several", () => {
    const written: Array<string> = []
    let now = 0
    const shown = progress({ isTTY: false, write: (text) => written.push(text) }, { silent: false, nowMs: () => now })
    now = 5000
    shown.step({ done: 3, of: 1000, messages: 10_000_000 })
    expect(written).toEqual(["3 of 1,000 replications, 10,000,000 messages, 2,000,000 messages/s\n"])
  })

  it("says nothing where it is not wanted", () => {
    const { written, at, shown } = watched(true, true)
    at(9000, "a", 1)
    shown.done()
    expect(written).toEqual([])
  })
})
