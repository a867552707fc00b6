import * as Effect from "effect/Effect"
import { expect, it } from "vitest"
import { run } from "../../src/run/Simulator.ts"
import { good, readText, SAMPLE, withFault } from "../language/sample.ts"

it("A variant in another world than the baseline's says so where it could not be compared; its verdict stays", async () => {
  const file = good(readText(withFault("  no-order: { without: open-bes }", "  no-order: { without: open-bes }\n  fewer: { set: [{ path: people.visitors.present.nights, was: 10, becomes: 5 }] }")))
  const { runs } = await Effect.runPromise(run(file, { variants: ["as-happened", "fewer"], seed: 1 }))
  const of = (variant: string, id: string) => runs.find((r) => r.variantId === variant)!.record.promises.find((p) => p.id === id)!
  expect(of("fewer", "X3")).toMatchObject({ verdict: "not-exercised", witness: "not compared with no-order: its world differs from the baseline's (people)" })
  expect(of("fewer", "X4").witness).toContain("its world differs from the baseline's (people)")
  expect(of("as-happened", "X3").witness).toBeUndefined()
})

it("Messages and events are counted once for each past, at every size of slices", async () => {
  const file = good(readText(SAMPLE))
  const sums = async (options: { readonly alone: boolean; readonly sliceEvents?: number }) => {
    const { runs, stats } = await Effect.runPromise(run(file, { variants: undefined, seed: 1, ...options }))
    const attempted = runs.map((r) => r.record.outcomes.reduce((sum, row) => sum + row.attempted, 0))
    const events = runs.map((r) => r.record.fingerprint.events)
    return { messages: stats.messages, events: stats.events, attempted: attempted.reduce((a, b) => a + b, 0), all: events.reduce((a, b) => a + b, 0), most: Math.max(...events) }
  }
  const alone = await sums({ alone: true })
  expect([alone.messages, alone.events]).toEqual([alone.attempted, alone.all])
  const [large, small] = [await sums({ alone: false }), await sums({ alone: false, sliceEvents: 97 })]
  expect([large.messages, large.events]).toEqual([small.messages, small.events])
  expect(large.events).toBeLessThan(alone.events)
  expect(large.events).toBeGreaterThanOrEqual(large.most)
})
