/** Scenario files for tests of sensitivities: the small one of the command line with ranges in it. */
import { readScenario, type ScenarioFile } from "../../src/language/file.ts"
import { locate } from "../../src/run/Gazetteer.ts"
import { zones } from "../../src/run/Zones.ts"
import { SMALL } from "../cli/small.ts"

/** Four ranges: of real people, of a share beside another, of messages a day, of a date. */
export const RANGES = SMALL.replace(
  "count: 40, use: { chat: 100 % }, reach: { local-sim: 100 % }, writes: { per-day: 5, to: { townsfolk: 50 %, friends: 50 % } }",
  "count: 40, stands-for: { value: 4000, range: [2000, 9000] }, use: { chat: 100 % }, reach: { local-sim: { value: 60 %, range: [20 %, 100 %], source: book }, wifi: 30 %, satellite: { share: 10 %, exit: FR } }, writes: { per-day: { value: 5, range: [2, 9] }, to: { townsfolk: 50 %, friends: 50 % } }"
).replace("{ lifted: 2020-01-17, source: book }", "{ lifted: 2020-01-17, range: [2020-01-12, 2020-01-20], source: book }")

export function fileOf(text: string): ScenarioFile {
  const read = readScenario(new TextEncoder().encode(text), "small.yaml", locate, zones)
  if (!read.ok) throw new Error(read.text)
  return read.file
}
