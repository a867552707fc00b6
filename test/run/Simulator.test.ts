import * as Effect from "effect/Effect"
import { expect, it } from "vitest"
import { run } from "../../src/run/Simulator.ts"
import { good, readText, withFault } from "../language/sample.ts"

it("A variant in another world than the baseline's says so where it could not be compared; its verdict stays", async () => {
  const file = good(readText(withFault("  no-order: { without: open-bes }", "  no-order: { without: open-bes }\n  fewer: { set: [{ path: people.visitors.present.nights, was: 10, becomes: 5 }] }")))
  const { runs } = await Effect.runPromise(run(file, { variants: ["as-happened", "fewer"], seed: 1 }))
  const of = (variant: string, id: string) => runs.find((r) => r.variantId === variant)!.record.promises.find((p) => p.id === id)!
  expect(of("fewer", "X3")).toMatchObject({ verdict: "not-exercised", witness: "not compared with no-order: its world differs from the baseline's (people)" })
  expect(of("fewer", "X4").witness).toContain("its world differs from the baseline's (people)")
  expect(of("as-happened", "X3").witness).toBeUndefined()
})
