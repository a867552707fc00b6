/** The tables of data/: every list of a result as flat columns, read off the Schema, so that file and dictionary cannot differ. */
import { SchemaAST } from "effect"
import { Result, VariantResult } from "../model/result.ts"
import { Sensitivity } from "../model/sensitivity.ts"
import { columnsOf, type DataColumn, elementOf, propertyOf, rowSays, TEXT, typeText } from "./columns.ts"
import { csv, type CsvCell } from "./csv.ts"
import { objectShape } from "./json.ts"
import { sum } from "./words.ts"

/** A table of data/: its columns and its rows, each row as deep as the result has it. */
export interface DataTable {
  /** File name without `.csv`. */
  readonly name: string
  /** What a row of it is. */
  readonly says: string
  readonly columns: ReadonlyArray<DataColumn>
  readonly rows: ReadonlyArray<Row>
}

type Row = Readonly<Record<string, unknown>>

/** Every table of a result, also those without rows, in a fixed order. */
export function tables(result: Result): ReadonlyArray<DataTable> {
  const ofVariants = VARIANT_TABLES.map((spec) => {
    const rows = result.variants.flatMap((variant) => rowsAt(variant, spec.path).map((row): Row => ({ ...row, variant: variant.id })))
    return { name: spec.name, says: spec.says, columns: [VARIANT_COLUMN, ...spec.columns], rows }
  })
  const variants = result.variants.map((variant): Row => ({ ...variant, variant: variant.id }))
  return [
    { name: "run", says: "The run: its id, seed and scenario. One row.", columns: columnsOf(Result.ast, ["run", "scenario", "schemaVersion"]), rows: [result as unknown as Row] },
    { name: "variants", says: "A variant that was simulated.", columns: [VARIANT_COLUMN, ...columnsOf(VariantResult.ast, ["title", "turningPoint", "cameAgain", "fingerprint"])], rows: variants },
    ...ofVariants,
    ...RESULT_TABLES.map((spec) => ({ name: spec.name, says: spec.says, columns: spec.columns, rows: spec.rows(result) }))
  ]
}

/** The text of a table's file. */
export function tableCsv(table: DataTable): string {
  return csv(table.columns.map((c) => c.name), table.rows.map((row) => table.columns.map((column) => cellOf(row, column))))
}

/** What stands in a column of a row. */
export function cellOf(row: Row, { path }: DataColumn): CsvCell {
  return flat(at(row, path))
}

/** The table of data/dictionary.csv: a line for every column of every table. */
export function dictionary(all: ReadonlyArray<DataTable>): DataTable {
  const rows = all.flatMap((table) => table.columns.map((column): Row => ({ table: table.name, column: column.name, type: typeText(column), unit: column.unit, meaning: column.meaning })))
  return { name: "dictionary", says: "A column of a table.", columns: DICTIONARY, rows }
}

/** The text of data/dictionary.csv. */
export function dictionaryCsv(all: ReadonlyArray<DataTable>): string {
  return tableCsv(dictionary(all))
}

const DICTIONARY: ReadonlyArray<DataColumn> = (
  [["table", "Table: the file's name without .csv."], ["column", "Column."], ["type", "How its cells read."], ["unit", "Unit of its numbers; empty for a text."], ["meaning", "What it says."]] as const
).map(([name, meaning]) => ({ name, ...TEXT, unit: "", meaning, path: [name] }))

const VARIANT_COLUMN: DataColumn = { name: "variant", ...TEXT, mayBeEmpty: false, unit: "", meaning: "Variant.", path: ["variant"] }

/** Key under which a row of an inner list carries the row that it stands in. */
const OUTER = "outer row"

/** File name and list of a variant; a list within a row is a table of its own, with the columns that name the row. */
const VARIANT_TABLES = [
  variantTable("changes", ["changes"]),
  variantTable("summary", ["summary"]),
  variantTable("shares", ["shares"]),
  variantTable("people", ["people"]),
  variantTable("new-people", ["newPeople"]),
  variantTable("windows", ["windows"]),
  variantTable("outcomes", ["outcomes"]),
  variantTable("causes", ["outcomes", "causes"], ["about", "cohort", "status", "present", "access", "vpn", "service", "window"]),
  variantTable("at-rest", ["atRest"]),
  variantTable("readers", ["readers"]),
  variantTable("keys", ["keys"]),
  variantTable("moves", ["moves"]),
  variantTable("losses", ["losses"]),
  variantTable("sites", ["sites"]),
  variantTable("orders", ["orders"]),
  variantTable("order-states", ["orders", "states"], ["id"]),
  variantTable("order-breach", ["orders", "breach"], ["id"]),
  variantTable("order-effect", ["orders", "effect"], ["id"]),
  variantTable("invariants", ["invariants"]),
  variantTable("claims", ["claims"]),
  variantTable("acts", ["acts"]),
  variantTable("answers", ["answers"]),
  variantTable("sanctions", ["sanctions"]),
  variantTable("conflicts", ["conflicts"]),
  variantTable("fingerprints", ["fingerprints"])
]

/** Tables of the run as a whole. */
const RESULT_TABLES = [
  resultTable("comparisons", ["comparisons"], (r) => r.comparisons),
  resultTable("effects", ["effects"], (r) => r.effects),
  resultTable("conclusions", ["conclusions"], (r) => r.conclusions),
  { name: "sensitivity", says: "How the sensitivity was told; no row where it was not asked for.", columns: columnsOf(Sensitivity.ast, ["method", "runs", "thinning", "left"]), rows: ({ sensitivity }: Result) => (sensitivity === null ? [] : [sensitivity as unknown as Row]) },
  sensitivityTable("sensitivity-factors", "factors"),
  sensitivityTable("sensitivity-screening", "screening"),
  sensitivityTable("sensitivity-indices", "indices"),
  sensitivityTable("sensitivity-swings", "swings"),
  sensitivityTable("flips", "flips"),
  resultTable("assumptions", ["evidence"], (r) => r.evidence),
  resultTable("assumption-grades", ["assumptions"], (r) => [r.assumptions]),
  resultTable("sources", ["sources"], (r) => r.sources)
]

function variantTable(name: string, path: ReadonlyArray<string>, keys: ReadonlyArray<string> = []) {
  const [list, inner] = path
  const row = elementOf(propertyOf(VariantResult.ast, list).type)
  if (inner === undefined) return { name, says: rowSays(row), path, columns: columnsOf(row) }
  const innerRow = elementOf(propertyOf(row, inner).type)
  const own = columnsOf(innerRow)
  const outer = columnsOf(row, keys).map((column) => ({ ...column, path: [OUTER, ...column.path] }))
  return { name, says: rowSays(innerRow), path, columns: [...outer, ...own] }
}

function rowsAt(variant: VariantResult, [list, inner]: ReadonlyArray<string>): ReadonlyArray<Row> {
  const rows = (variant as unknown as Record<string, ReadonlyArray<Row>>)[list]
  return inner === undefined ? rows : rows.flatMap((row) => (row[inner] as ReadonlyArray<Row>).map((own): Row => ({ ...own, [OUTER]: row })))
}

function resultTable(name: string, [property]: ReadonlyArray<string>, rows: (result: Result) => ReadonlyArray<object>) {
  const ast = propertyOf(Result.ast, property).type
  const shape = objectShape(ast)
  const row = shape !== undefined && SchemaAST.isTupleType(shape) ? elementOf(ast) : ast
  return { name, says: rowSays(row), columns: columnsOf(row), rows: (result: Result) => rows(result) as ReadonlyArray<Row> }
}

/** Empty where the sensitivity was not asked for. */
function sensitivityTable(name: string, list: "factors" | "screening" | "indices" | "swings" | "flips") {
  const row = elementOf(propertyOf(Sensitivity.ast, list).type)
  return { name, says: rowSays(row), columns: columnsOf(row), rows: (result: Result) => (result.sensitivity?.[list] ?? []) as ReadonlyArray<Row> }
}

function at(row: Row, path: ReadonlyArray<string>): unknown {
  let value: unknown = row
  for (const [i, key] of path.entries()) {
    if (Array.isArray(value) && !/^\d+$/.test(key)) return value.map((entry: Row) => at(entry, path.slice(i)))
    value = value === null || typeof value !== "object" ? undefined : (value as Record<string, unknown>)[key]
  }
  return value
}

function flat(value: unknown): CsvCell {
  if (Array.isArray(value)) return value.map((entry) => (Array.isArray(entry) ? entry.join(", ") : entry)).join("; ")
  if (value !== null && typeof value === "object") return sum(Object.values(value), Number)
  return value as CsvCell
}

