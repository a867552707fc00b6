/** Results of real runs: a scenario's text or file, simulated and judged in process. */
import { readFileSync } from "node:fs"
import { Effect } from "effect"
import { buildResult } from "../../src/analysis/result.ts"
import { readScenario, type ScenarioFile } from "../../src/language/file.ts"
import type { Result } from "../../src/model/result.ts"
import { locate } from "../../src/run/Gazetteer.ts"
import { run, type RunOutput } from "../../src/run/Simulator.ts"
import { zones } from "../../src/run/Zones.ts"
import { aboutOf } from "../../src/world/plan.ts"

export function flip(name: string): ScenarioFile {
  return scenarioIn(readFileSync(`test/flips/${name}`, "utf8"))
}

export function scenarioIn(text: string): ScenarioFile {
  const read = readScenario(new TextEncoder().encode(text), "test.yaml", locate, zones)
  if (!read.ok) throw new Error(read.text)
  return read.file
}

export async function played(file: ScenarioFile, variants?: ReadonlyArray<string>): Promise<{ readonly output: RunOutput; readonly result: Result }> {
  const output = await Effect.runPromise(run(file, { variants, seed: 1 }))
  const { base } = file
  const result = buildResult({
    file: { id: file.id, title: base.title, hash: file.hash, from: base.from, until: base.until, about: aboutOf(base), baseline: base.baseline },
    engineVersion: "test",
    seed: 1,
    replications: 1,
    assumptions: { counts: { total: 0, stated: 0, inferred: 0, unverified: 0, judgement: 0, unknown: 0, ungraded: 0, withSource: 0 }, evidence: [] },
    runs: output.runs,
    instantMs: output.instantMs
  })
  return { output, result }
}
