/** Worlds out of a scenario file on disk. */
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { isReadable } from "../check/readable.ts"
import { prepared, varied } from "../check/vary.ts"
import { readScenario, type ScenarioFile } from "../language/file.ts"
import { didYouMean } from "../language/nearest.ts"
import { locate } from "../run/Gazetteer.ts"
import { zones } from "../run/Zones.ts"
import { DrawnWorld } from "./drawn.ts"

/** The worlds of a file by number. @fails Error where the file cannot be read, is no scenario, or has no variant that stands by itself */
export function variedWorlds(file: string | URL, variants: ReadonlyArray<string> | undefined): (number: number) => DrawnWorld {
  const path = pathOf(file)
  const scenario = scenarioIn(path)
  const wanted = variants ?? scenario.variantIds
  for (const id of wanted) known(scenario, id)
  const { leftOut, trialOf } = varied({ ...scenario, variantIds: wanted }, locate)
  if (variants !== undefined && leftOut.length > 0) throw new Error(`${path}: no world can be made of ${leftOut.join(", ")}`)
  if (leftOut.length === wanted.length) throw new Error(`${path}: no world can be made of any variant of it`)
  return (number) => new DrawnWorld(`${path}, variation ${number}`, scenario.id, number, trialOf(number)!)
}

/** One variant of a file, with as few people as its variations have, and the file's seed. @fails as `variedWorlds` does */
export function statedWorld(file: string | URL, variant: string): DrawnWorld {
  const path = pathOf(file)
  const read = scenarioIn(path)
  known(read, variant)
  const scenario = prepared(read.base, read.variant(variant)!.scenario, locate)
  if (!isReadable(scenario)) throw new Error(`${path}: no world can be made of ${variant}`)
  return new DrawnWorld(`${path}, ${variant}`, read.id, 0, { scenario, seed: read.base.seed })
}

function pathOf(file: string | URL): string {
  return typeof file === "string" ? file : fileURLToPath(file)
}

function scenarioIn(path: string): ScenarioFile {
  const read = readScenario(readFileSync(path), path, locate, zones)
  if (!read.ok) throw new Error(`no scenario file: ${path}\n${read.text}`)
  return read.file
}

function known(file: ScenarioFile, variant: string): void {
  if (!file.variantIds.includes(variant)) throw new Error(`${file.name} has no variant "${variant}"; ${didYouMean(variant, file.variantIds) ?? `known: ${file.variantIds.join(", ")}`}`)
}
