/** Whether a scenario, as it is decoded, is one that a file can state; and the plain tree that a file of it has. */
import { Either, Schema } from "effect"
import { checkScenario } from "../language/check.ts"
import { Origins, type RawMap } from "../language/origins.ts"
import { Scenario } from "../model/scenario.ts"

const encode = Schema.encodeEither(Scenario)

/** The tree that a file has: undefined where no file can say it. */
export function rawOf(scenario: Scenario): RawMap | undefined {
  const encoded = encode(scenario)
  return Either.isRight(encoded) ? bare(encoded.right as unknown as RawMap) : undefined
}

/** Whether a file that states it holds no error. Places and zones are not looked up. */
export function isReadable(scenario: Scenario): boolean {
  const raw = rawOf(scenario)
  if (raw === undefined) return false
  const problems = checkScenario({ scenario, tree: raw, origins: new Origins(), raw, part: "file", gazetteer: undefined, zones: undefined, left: [] })
  return problems.every((problem) => problem.severity !== "error")
}

/** Without keys that have no value. */
function bare<T>(value: T): T {
  if (Array.isArray(value)) return value.map(bare) as T
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : [[key, bare(one)]]))) as T
}
