/** A scenario file played in process: read, changed by `--set`, simulated and judged as the command line does it. */
import { readFileSync } from "node:fs"
import { basename } from "node:path"
import { Effect } from "effect"
import { buildResult } from "../../src/analysis/result.ts"
import { evidenceOf } from "../../src/cli/evidence.ts"
import { readScenario, type Read, type ScenarioFile } from "../../src/language/file.ts"
import type { Claim } from "../../src/model/claims.ts"
import type { Result } from "../../src/model/result.ts"
import { locate } from "../../src/run/Gazetteer.ts"
import * as Simulator from "../../src/run/Simulator.ts"
import { zones } from "../../src/run/Zones.ts"

export interface Played {
  readonly file: ScenarioFile
  readonly output: Simulator.RunOutput
  readonly result: Result
}

export const PAKISTAN = "scenarios/pakistan-blackberry-2015.yaml"

export function opened(path: string, edit: (text: string) => string = (text) => text): ScenarioFile {
  return filed(readScenario(new TextEncoder().encode(edit(readFileSync(path, "utf8"))), basename(path), locate, zones))
}

/** The file with other values, as `--set PATH=VALUE` gives them. */
export function changed(file: ScenarioFile, sets: Readonly<Record<string, unknown>>): ScenarioFile {
  return filed(file.withSets(Object.entries(sets).map(([path, value]) => ({ path, value }))))
}

function filed(read: Read): ScenarioFile {
  if (!read.ok) throw new Error(read.text)
  return read.file
}

/** `alone`: each variant from the start, without a shared past. */
export async function played(file: ScenarioFile, variants?: ReadonlyArray<string>, alone = false): Promise<Played> {
  const output = await Effect.runPromise(Simulator.run(file, { variants, seed: file.base.seed, alone }))
  return { file, output, result: judged(file, output) }
}

/** What claims say of runs; `claims` instead of the file's own. */
export function judged(file: ScenarioFile, output: Simulator.RunOutput, claims?: ReadonlyArray<Claim>): Result {
  const { base } = file
  return buildResult({
    file: { id: file.id, title: base.title, question: base.question, hash: file.hash, from: base.from, until: base.until, about: base.about, baseline: base.baseline },
    engineVersion: "test",
    seed: base.seed,
    replications: 1,
    assumptions: evidenceOf(file.assumptions),
    runs: claims === undefined ? output.runs : output.runs.map((run) => ({ ...run, scenario: { ...run.scenario, claims } })),
    instantMs: output.instantMs
  })
}

/** Verdicts of a claim, by variant. */
export function verdictsOf(result: Result, claim: string): Readonly<Record<string, string>> {
  return Object.fromEntries(result.variants.flatMap((variant) => variant.claims.filter((one) => one.id === claim).map((one) => [variant.id, one.verdict])))
}
