/** How to cite a run, and how to run it again and compare. */
import type { Result } from "../model/result.ts"
import { type Block, heading, text } from "./document.ts"

/** As CITATION.cff names them. */
export const AUTHORS = "The Situs authors"
/** Digits of a hash that tell a file from all others that one would cite beside it. */
const HASH_LENGTH = 12

/** One line, in the order of the seventh edition of the APA's manual; the page's own date is none, for a run has no date. */
export function cite(result: Result): string {
  const { run, scenario } = result
  return `${AUTHORS}. Situs (version ${run.engineVersion}) [Computer software]. Simulation of scenario ${scenario.id} (hash ${run.scenarioHash.slice(0, HASH_LENGTH)}), seed ${run.seed}, run ${run.id}. Simulation, not measurement.`
}

export function citation(result: Result): ReadonlyArray<Block> {
  const { run, scenario } = result
  const key = `situs-${run.id.replace(/[^A-Za-z0-9-]/g, "")}`
  return [
    heading("Citation"),
    text(cite(result)),
    { kind: "command", text: `@software{${key}, author = {{${AUTHORS}}}, title = {Situs}, version = {${plainId(run.engineVersion)}}, note = {Simulation of scenario ${plainId(scenario.id)}, hash ${run.scenarioHash.slice(0, HASH_LENGTH)}, seed ${run.seed}, run ${plainId(run.id)}}}` }
  ]
}

/** What ends a field of BibTeX has no place in one. */
function plainId(id: string): string {
  return id.replace(/[^\w.:-]/g, "")
}
