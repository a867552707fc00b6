/** Promises of docs/promises.md in worlds drawn at random: whatever is ordered and answered, none is broken. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { compared, type Outside, Promises } from "../../src/invariants/promises.ts"
import { scopesOf } from "../../src/run/scopes.ts"
import { simulate } from "../../src/run/simulate.ts"
import type { PromiseVerdict } from "../../src/world/record.ts"
import { worlds } from "./randomWorlds.ts"
import { type Parts, plansOf } from "./smallWorld.ts"

function verdictsIn(parts: Parts, seed: number): ReadonlyArray<PromiseVerdict> {
  const plan = plansOf({ "no-order": { ...parts, orders: {}, events: {} }, "as-happened": parts }, seed)
  const scopes = scopesOf(plan, "no-order")
  const outside = new Map<string, Outside>()
  const verdicts: Array<PromiseVerdict> = []
  const steps = simulate(plan, plan.variants, {
    sliceEvents: 100_000,
    judge: (w) => new Promises(w, scopes),
    finished: (_, variant, judge) => {
      const judged = judge as Promises
      verdicts.push(...judged.verdicts(variant))
      outside.set(variant.id, judged.outside())
    }
  })
  for (const _ of steps) void _
  return [...verdicts, ...compared(outside.get("as-happened")!, outside.get("no-order"), "as-happened", "no-order")]
}

describe("Promises in random worlds", () => {
  it("are not broken, and most of them are put to the test", () => {
    const exercised = new Set<string>()
    fc.assert(
      fc.property(worlds, fc.integer({ min: 1, max: 999 }), (parts, seed) => {
        const verdicts = verdictsIn(parts, seed)
        for (const v of verdicts) if (v.exercised > 0) exercised.add(v.id)
        expect(verdicts.filter((v) => v.verdict === "broken").map((v) => `${v.id}: ${v.witness}`)).toEqual([])
      }),
      { seed: 8, numRuns: 40 }
    )
    for (const id of ["R1", "C1", "C2", "C7", "K1", "X1", "X3", "X5", "E1", "E3"]) expect([...exercised], id).toContain(id)
  })
})
