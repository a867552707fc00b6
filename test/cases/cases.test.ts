/** Hard cases of the language, each a whole small file whose claims say what the model's page says must follow. */
import * as Effect from "effect/Effect"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { buildResult, exitCodeOf } from "../../src/analysis/result.ts"
import { evidenceOf } from "../../src/cli/evidence.ts"
import { printDiagnostics } from "../../src/language/diagnostics.ts"
import { readScenario } from "../../src/language/file.ts"
import type { Result } from "../../src/model/result.ts"
import { locate } from "../../src/run/Gazetteer.ts"
import * as Simulator from "../../src/run/Simulator.ts"
import { zones } from "../../src/run/Zones.ts"
import { aboutOf } from "../../src/world/plan.ts"

const FOLDER = import.meta.dirname
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".yaml"))

describe("A hard case", () => {
  it.each(files)("%s holds its claims and promises, and its numbers balance", async (name) => {
    const read = readScenario(readFileSync(join(FOLDER, name)), name, locate, zones)
    expect(read.ok ? "" : printDiagnostics(read.text, read.diagnostics)).toBe("")
    if (!read.ok) return
    const { file } = read
    const output = await Effect.runPromise(Simulator.run(file, { variants: undefined, seed: file.base.seed }))
    const { title, question, from, until, baseline, seed } = file.base
    const result = buildResult({
      file: { id: file.id, title, question, hash: file.hash, from, until, about: aboutOf(file.base), baseline },
      engineVersion: "test",
      seed,
      replications: 1,
      assumptions: evidenceOf(file.assumptions),
      runs: output.runs,
      instantMs: output.instantMs
    })
    expect(unexpected(result)).toEqual([])
    expect(exitCodeOf(result)).toBe(0)
    expect(unbalanced(result)).toEqual([])
  })
})

/** Claims that do not hold, and promises that are broken though no claim says so. */
function unexpected(result: Result): ReadonlyArray<string> {
  const asked = new Set(result.variants.flatMap((variant) => variant.claims.map((claim) => claim.promise)))
  return result.variants.flatMap((variant) => [
    ...variant.claims.filter((claim) => claim.verdict !== "held" && claim.verdict !== "prediction").map((claim) => `${variant.id}: ${claim.id}: ${claim.verdict}; observed ${claim.observed}, expected ${claim.expected}`),
    ...variant.invariants.filter((promise) => promise.verdict === "broken" && !asked.has(promise.id)).map((promise) => `${variant.id}: ${promise.id} is broken; ${promise.witness}`)
  ])
}

/** Rows in which messages appear or vanish. */
function unbalanced(result: Result): ReadonlyArray<unknown> {
  return result.variants.flatMap((variant) =>
    variant.outcomes.filter((row) => {
      const refused = Object.values(row.refused).reduce((sum, n) => sum + n, 0)
      return row.attempted !== refused + row.accepted + row.underWay || row.accepted !== row.delivered + row.bounced + row.expired + row.erased + row.inFlight
    })
  )
}
