/** A variant's part of a result is the same whichever others were run with it, and byte for byte at every run. */
import { readdirSync, readFileSync } from "node:fs"
import { Effect } from "effect"
import { describe, expect, test } from "vitest"
import { buildResult } from "../../src/analysis/result.ts"
import { readScenario, type ScenarioFile } from "../../src/language/file.ts"
import type { Result, VariantResult } from "../../src/model/result.ts"
import { locate } from "../../src/run/Gazetteer.ts"
import { baselineOf, run } from "../../src/run/Simulator.ts"
import { zones } from "../../src/run/Zones.ts"
import { aboutOf } from "../../src/world/plan.ts"

const FLIPS = ["all-effects.yaml", "evacuation.yaml", "across-the-deadline.yaml"].filter((name) => readdirSync("test/flips").includes(name))

function open(name: string): ScenarioFile {
  const read = readScenario(readFileSync(`test/flips/${name}`), name, locate, zones)
  if (!read.ok) throw new Error(read.text)
  return read.file
}

async function resultOf(file: ScenarioFile, variants?: ReadonlyArray<string>): Promise<Result> {
  const output = await Effect.runPromise(run(file, { variants, seed: 1 }))
  const { base } = file
  return buildResult({
    file: { id: file.id, title: base.title, hash: file.hash, from: base.from, until: base.until, about: aboutOf(base), baseline: base.baseline },
    engineVersion: "test",
    seed: 1,
    replications: 1,
    assumptions: { counts: { total: 0, stated: 0, inferred: 0, unverified: 0, judgement: 0, unknown: 0, ungraded: 0, withSource: 0 }, evidence: [] },
    runs: output.runs,
    instantMs: output.instantMs
  })
}

/** What one variant gave by itself: how often promises were looked at depends on how finely the run was cut, comparing claims on who else ran, a turning point that it lacks on the others'. */
function own({ claims, invariants, turningPoint, summary, people, ...rest }: VariantResult, hasTurn: boolean): unknown {
  return {
    ...rest,
    invariants: invariants.map(({ id, verdict }) => ({ id, verdict })),
    claims: claims.filter((claim) => !/ in [a-z]/.test(claim.expected)),
    ...(hasTurn ? { turningPoint, summary, people } : {})
  }
}

describe("a variant's part of the result", () => {
  test.each(FLIPS)("is the same alone and with all others (%s)", async (name) => {
    const file = open(name)
    const whole = await resultOf(file)
    for (const id of file.variantIds) {
      const alone = await resultOf(file, [id])
      expect(alone.variants.map((variant) => variant.id).sort()).toEqual([...new Set([baselineOf(file), id])].sort())
      const [mine, its] = [alone, whole].map((result) => result.variants.find((variant) => variant.id === id)!)
      const hasTurn = its.orders.some((order) => order.due !== null || order.effect.length > 0)
      expect(own(mine, hasTurn)).toEqual(own(its, hasTurn))
    }
  })

  test("is the same byte for byte at every run", async () => {
    const file = open(FLIPS[0])
    expect(JSON.stringify(await resultOf(file))).toBe(JSON.stringify(await resultOf(file)))
  })
})
