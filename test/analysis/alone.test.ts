/** A variant's part of a result is the same whichever others were run with it, and byte for byte at every run. */
import { describe, expect, test } from "vitest"
import type { VariantResult } from "../../src/model/result.ts"
import { baselineOf } from "../../src/run/Simulator.ts"
import { flip, played } from "./realrun.ts"

const FLIPS = ["all-effects.yaml", "evacuation.yaml", "across-the-deadline.yaml"]


/** What one variant gave by itself: how often promises were looked at depends on how finely the run was cut, comparing claims on who else ran, a turning point that it lacks on the others'. */
function own({ claims, invariants, turningPoint, summary, shares, people, ...rest }: VariantResult, hasTurn: boolean): unknown {
  return {
    ...rest,
    invariants: invariants.map(({ id, verdict }) => ({ id, verdict })),
    claims: claims.filter((claim) => !/ in [a-z]/.test(claim.expected)),
    ...(hasTurn ? { turningPoint, summary, shares, people } : {})
  }
}

describe("a variant's part of the result", () => {
  test.each(FLIPS)("is the same alone and with all others (%s)", async (name) => {
    const file = flip(name)
    const whole = (await played(file)).result
    for (const id of file.variantIds) {
      const alone = (await played(file, [id])).result
      expect(alone.variants.map((variant) => variant.id).sort()).toEqual([...new Set([baselineOf(file), id])].sort())
      const [mine, its] = [alone, whole].map((result) => result.variants.find((variant) => variant.id === id)!)
      const hasTurn = its.orders.some((order) => order.due !== null || order.effect.length > 0)
      expect(own(mine, hasTurn)).toEqual(own(its, hasTurn))
    }
  })

  test("is the same byte for byte at every run", async () => {
    const file = flip(FLIPS[0])
    expect(JSON.stringify((await played(file)).result)).toBe(JSON.stringify((await played(file)).result))
  })
})
