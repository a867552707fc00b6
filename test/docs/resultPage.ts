/** docs/result.md: the files of a result, and every field of result.json, from its Schemas. */
import type { SchemaAST } from "effect"
import type { Manifest } from "../../src/cli/manifest.ts"
import { Result } from "../../src/model/result.ts"
import { tables } from "../../src/report/tables.ts"
import { KEYS, KINDS } from "../../src/run/traceWords.ts"
import { fixture } from "../report/fixture.ts"
import { type Field, fieldsOf, structOf } from "./annotated.ts"
import { opening, page, table } from "./markdown.ts"

export function resultPage(): string {
  const root = structOf(Result.ast)
  if (root === undefined) throw new Error("result.json is an object")
  return page(
    opening("result.json", "src/model/result.ts", "What a run gives out, field by field. Keys stand in this order; no key is ever left out unless it is marked so; what is not known is null, in a table an empty cell. Counts are of simulated people and messages: `weight` says how many real people one stands for. Times are ISO 8601 UTC. The same tables lie in `data/*.csv`, whose columns `data/dictionary.csv` explains."),
    files(),
    sectionsOf("result.json", "", root)
  )
}

/** The folder, its tables, manifest and traces. */
function files(): ReadonlyArray<string> {
  return [
    "## Files of a result",
    "",
    ...table(["File", "What it is"], FILES.map(([file, says]) => [`\`${file}\``, says])),
    "`situs verify FOLDER` runs it again and compares all of this byte by byte; `situs verify report.html` does the same with the page alone",
    "([decisions/0027](decisions/0027-verify.md)).",
    "",
    "### Tables of `data/`",
    "",
    ...table(["Table", "What a row is"], tables(fixture()).map(({ name, says }) => [`\`${name}\``, says])),
    "### `manifest.json`",
    "",
    ...table(["Field", "Meaning"], Object.entries(MANIFEST_FIELDS).map(([field, says]) => [`\`${field}\``, says])),
    "### `trace/*.jsonl`",
    "",
    "With `--trace N` each variant is run once more by itself and watched: the trace changes nothing, and a run whose digest is not that of the result ends as a bug. The first line says what it is of, and which share of the messages and people it tells of: all where there are at most N messages, else so large a share that about N of the variant with the most messages are told of, chosen by their keys, so that every variant tells of the same ones. All of a chosen message is told. The last line, of kind `end`, has the number of messages. Every other line has `at`, the instant (ISO 8601 UTC), `variant`, `kind`, and what is known of the rest. Times of `trace/*.chrome.json` are microseconds since the run starts.",
    "",
    ...table(["Kind", "What happened"], Object.entries(KINDS).map(([kind, says]) => [`\`${kind}\``, says])),
    ...table(["Key", "Meaning"], Object.entries(KEYS).map(([key, says]) => [`\`${key}\``, says]))
  ]
}

const FILES: ReadonlyArray<readonly [file: string, says: string]> = [
  ["report.html, report.md", "The report. The page also carries the scenario file and what was asked, as a block of data that no browser runs or shows."],
  ["report.pdf", "The page as Chromium prints it, where one is found; `SITUS_CHROMIUM=PATH` names one, `SITUS_CHROMIUM=` says that none is wanted."],
  ["result.json", "Every number, as described below."],
  ["data/*.csv", "The same as tables: UTF-8, a header, lines that end in CR LF, an empty cell where nothing is known, lists with semicolons, an apostrophe before a text or a column's name that a spreadsheet would take for a formula."],
  ["data/*.parquet", "The same tables, typed: numbers as doubles, instants as milliseconds UTC. Texts have no apostrophe before them."],
  ["data/datapackage.json", "Type, unit, meaning and constraints of each column, size and hash of each table, sources and licence: a Tabular Data Package of the Frictionless standard, version 1."],
  ["data/dictionary.csv", "The same in short, for readers."],
  ["scenario.yaml", "The scenario file as it was read; only a byte order mark is left out."],
  ["manifest.json", "What was asked, by which version, and size and hash of each file."],
  ["trace/VARIANT.jsonl", "With `--trace`: events, one a line."],
  ["trace/VARIANT.chrome.json", "The same in Chrome's trace event format, which opens in Perfetto (ui.perfetto.dev, or any copy of it on your machine): messages by cohort, orders and acts."]
]

const MANIFEST_FIELDS: Readonly<Record<keyof Manifest, string>> = {
  kind: "`situs-result`: the mark of a folder that Situs may write over.",
  schemaVersion: "Version of this format.",
  scenario: "Id of the scenario.",
  scenarioFile: "Its file in the folder.",
  scenarioHash: "SHA-256 of the scenario's canonical JSON, with what was set: `run.scenarioHash`.",
  scenarioHashWithDefaults: "SHA-256 of what `situs validate --expand` prints of it: every default written out, with what was set.",
  command: "`run` or `compare`.",
  seed: "Seed of all chance.",
  replications: "Runs of each variant that were asked for at most.",
  replication: "The first replication, of which the tables are.",
  variants: "Variants that were asked for; null: all.",
  set: "Arguments of `--set`.",
  comparison: "What `compare` was asked: baseline, precision, sensitivity. Left out of a run.",
  trace: "About how many messages of each variant the trace files tell of at most; left out where there are none.",
  simulated: "Variants that were simulated: the baseline is, even where it was not asked for.",
  engineVersion: "Version of Situs.",
  engineCommit: "Commit of its source, `-dirty` behind it where files had been changed since; null where it was not built in a checkout.",
  nodeVersion: "Version of Node.",
  timeZoneData: "Version of the time-zone data.",
  files: "Size and SHA-256 of every other file."
}

/** A table of an object's fields, then one for each list or named object in it. */
function sectionsOf(title: string, says: string, ast: SchemaAST.TypeLiteral): ReadonlyArray<string> {
  const flat = flattened(fieldsOf(ast), "")
  const own = table(["Field", "Type", "Unit", "Meaning"], flat.map(({ path, field }) => [`\`${path}\``, field.type, field.unit, `${field.meaning}${field.optional ? " May be left out." : ""}`]))
  const below = flat.flatMap(({ path, field }) => (field.inner === undefined || !opens(field) ? [] : sectionsOf(`${title === "result.json" ? "" : `${title}.`}${path}[]`, field.meaning, field.inner)))
  return [`## \`${title}\``, "", ...(says === "" ? [] : [says, ""]), ...own, ...below]
}

/** Objects are told in the table of what they stand in; lists of objects have tables of their own. */
function flattened(fields: ReadonlyArray<Field>, prefix: string): ReadonlyArray<{ readonly path: string; readonly field: Field }> {
  return fields.flatMap((field) => {
    const path = `${prefix}${field.name}`
    const own = { path, field }
    return field.inner !== undefined && !opens(field) ? [own, ...flattened(fieldsOf(field.inner), `${path}.`)] : [own]
  })
}

function opens(field: Field): boolean {
  return field.type === "list"
}
