/** Every file of a result folder but its manifest: what the report writes, the tables once more for programs, and the scenario. */
import { datapackage, type Measured } from "../report/datapackage.ts"
import { reportFiles } from "../report/folder.ts"
import { tableParquet } from "../report/parquet.ts"
import { dictionary, tables } from "../report/tables.ts"
import type { Result } from "../model/result.ts"
import type { Origin } from "./asked.ts"
import { keptOf, SCENARIO } from "./manifest.ts"
import { record } from "./record.ts"

export function filesOf(result: Result, origin: Origin, extra: Omit<NonNullable<Parameters<typeof reportFiles>[1]>, "origin">): ReadonlyMap<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>(reportFiles(result, { ...extra, origin, catalogue: record }))
  const own = tables(result)
  const all = [...own, dictionary(own)]
  for (const table of all) files.set(`data/${table.name}.parquet`, tableParquet(table, `Simulation, not measurement. Run ${result.run.id}, Situs ${result.run.engineVersion}.`))
  const fileOf = (name: string): Measured => {
    const content = files.get(`data/${name}`)
    if (content === undefined) throw new Error(`a table has no file ${name}`)
    return keptOf(content)
  }
  files.set("data/datapackage.json", datapackage(result, all, fileOf))
  return files.set(SCENARIO, origin.scenario)
}
