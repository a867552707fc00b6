/** data/datapackage.json: the tables of data/ for programs, as a Tabular Data Package (version 1 of the Frictionless standard). */
import type { Result } from "../model/result.ts"
import type { DataColumn } from "./columns.ts"
import { webAddress } from "./markdown.ts"
import type { DataTable } from "./tables.ts"
import { escapeActing } from "./visible.ts"

/** Size [B] and SHA-256 [hexadecimal] of a file. */
export interface Measured {
  readonly bytes: number
  readonly sha256: string
}

/** The descriptor's text; `fileOf` tells of `NAME.csv` and `NAME.parquet`. No time of writing stands in it, since its bytes are compared. */
export function datapackage(result: Result, all: ReadonlyArray<DataTable>, fileOf: (name: string) => Measured): string {
  const { run, scenario, sources } = result
  const descriptor = {
    profile: "tabular-data-package",
    name: scenario.id,
    id: run.id,
    title: scenario.title,
    description: `Simulation, not measurement. ${scenario.question ?? scenario.title} Scenario ${scenario.id}, hash ${run.scenarioHash}, seed ${run.seed}, ${run.replications} run${run.replications === 1 ? "" : "s"} of each variant.`,
    version: run.engineVersion,
    licenses: [{ name: "MIT", title: "MIT License", path: "https://opensource.org/licenses/MIT" }],
    sources: [{ title: "GeoNames: coordinates of places, CC BY 4.0", path: "https://www.geonames.org" }, ...sources.map(sourceOf)],
    resources: all.map((table) => resourceOf(table, fileOf))
  }
  return `${escapeActing(JSON.stringify(descriptor, undefined, 2))}\n`
}

function sourceOf({ title, url }: Result["sources"][number]): object {
  const path = webAddress(url ?? undefined)
  return { title, ...(path === undefined ? {} : { path }) }
}

function resourceOf(table: DataTable, fileOf: (name: string) => Measured): object {
  const file = (name: string) => {
    const { bytes, sha256 } = fileOf(name)
    return { path: name, bytes, hash: `sha256:${sha256}` }
  }
  const isOfVariants = table.columns.some(({ name }) => name === VARIANT)
  return {
    profile: "tabular-data-resource",
    name: table.name,
    ...file(`${table.name}.csv`),
    description: table.says,
    format: "csv",
    mediatype: "text/csv",
    encoding: "utf-8",
    dialect: { delimiter: ",", lineTerminator: "\r\n", quoteChar: "\"", doubleQuote: true, header: true },
    schema: {
      fields: table.columns.map(fieldOf),
      missingValues: [""],
      ...(table.name === VARIANTS ? { primaryKey: VARIANT } : isOfVariants ? { foreignKeys: [{ fields: VARIANT, reference: { resource: VARIANTS, fields: VARIANT } }] } : {})
    },
    // The same rows once more, typed; the standard leaves other keys to whoever writes them.
    parquet: file(`${table.name}.parquet`)
  }
}

const VARIANTS = "variants"
const VARIANT = "variant"

/** All instants are in UTC, with milliseconds. */
const INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"
const TYPES: Readonly<Record<DataColumn["kind"], object>> = {
  text: { type: "string" },
  list: { type: "string" },
  number: { type: "number" },
  boolean: { type: "boolean" },
  instant: { type: "datetime", format: INSTANT }
}

function fieldOf({ choices, kind, mayBeEmpty, meaning, minimum, name, unit }: DataColumn): object {
  const constraints = { ...(mayBeEmpty ? {} : { required: true }), ...(choices === undefined ? {} : { enum: choices }), ...(minimum === undefined ? {} : { minimum }) }
  return {
    name,
    ...TYPES[kind],
    description: kind === "list" ? `${meaning} Several are parted by semicolons.` : meaning,
    ...(unit === "" ? {} : { unit }),
    ...(Object.keys(constraints).length === 0 ? {} : { constraints })
  }
}
