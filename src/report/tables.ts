/** The tables of data/: every list of a result as flat columns, read off the Schema, so that file and dictionary cannot differ. */
import { Option, SchemaAST } from "effect"
import { Result, VariantResult } from "../model/result.ts"
import { Sensitivity } from "../model/sensitivity.ts"
import { Unit } from "../model/units.ts"
import { csv, type CsvCell } from "./csv.ts"
import { objectShape } from "./json.ts"
import { sum } from "./words.ts"

/** A column: where its value stands in a row, and what the Schema says of it. */
export interface DataColumn {
  readonly name: string
  readonly type: string
  readonly unit: string
  readonly meaning: string
  readonly path: ReadonlyArray<string>
}

/** A table of data/: its columns and its rows, each row as deep as the result has it. */
export interface DataTable {
  /** File name without `.csv`. */
  readonly name: string
  readonly columns: ReadonlyArray<DataColumn>
  readonly rows: ReadonlyArray<Row>
}

type Row = Readonly<Record<string, unknown>>

/** Every table of a result, also those without rows, in a fixed order. */
export function tables(result: Result): ReadonlyArray<DataTable> {
  const ofVariants = VARIANT_TABLES.map((spec) => {
    const rows = result.variants.flatMap((variant) => rowsAt(variant, spec.path).map((row): Row => ({ ...row, variant: variant.id })))
    return { name: spec.name, columns: [VARIANT_COLUMN, ...spec.columns], rows }
  })
  const variants = result.variants.map((variant): Row => ({ ...variant, variant: variant.id }))
  return [
    { name: "run", columns: columnsOf(Result.ast, ["run", "scenario", "schemaVersion"]), rows: [result as unknown as Row] },
    { name: "variants", columns: [VARIANT_COLUMN, ...columnsOf(VariantResult.ast, ["title", "turningPoint", "cameAgain", "fingerprint"])], rows: variants },
    ...ofVariants,
    ...RESULT_TABLES.map((spec) => ({ name: spec.name, columns: spec.columns, rows: spec.rows(result) }))
  ]
}

/** The text of a table's file. */
export function tableCsv(table: DataTable): string {
  return csv(table.columns.map((c) => c.name), table.rows.map((row) => table.columns.map((column) => flat(at(row, column.path)))))
}

/** The text of data/dictionary.csv: a line for every column of every table. */
export function dictionaryCsv(all: ReadonlyArray<DataTable>): string {
  return csv(["table", "column", "type", "unit", "meaning"], all.flatMap((t) => t.columns.map((c) => [t.name, c.name, c.type, c.unit, c.meaning])))
}

const VARIANT_COLUMN: DataColumn = { name: "variant", type: "text", unit: "", meaning: "Variant.", path: ["variant"] }

/** Key under which a row of an inner list carries the row that it stands in. */
const OUTER = "outer row"

/** Lists of rows that stand in the table of what they are about, a column for each of their fields. */
const INLINE = new Set(["otherwise"])

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
  { name: "sensitivity", columns: columnsOf(Sensitivity.ast, ["method", "runs", "thinning", "left"]), rows: ({ sensitivity }: Result) => (sensitivity === null ? [] : [sensitivity as unknown as Row]) },
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
  if (inner === undefined) return { name, path, columns: columnsOf(row) }
  const own = columnsOf(elementOf(propertyOf(row, inner).type))
  const outer = columnsOf(row, keys).map((column) => ({ ...column, path: [OUTER, ...column.path] }))
  return { name, path, columns: [...outer, ...own] }
}

function rowsAt(variant: VariantResult, [list, inner]: ReadonlyArray<string>): ReadonlyArray<Row> {
  const rows = (variant as unknown as Record<string, ReadonlyArray<Row>>)[list]
  return inner === undefined ? rows : rows.flatMap((row) => (row[inner] as ReadonlyArray<Row>).map((own): Row => ({ ...own, [OUTER]: row })))
}

function resultTable(name: string, [property]: ReadonlyArray<string>, rows: (result: Result) => ReadonlyArray<object>) {
  const ast = propertyOf(Result.ast, property).type
  const shape = objectShape(ast)
  return { name, columns: columnsOf(shape !== undefined && SchemaAST.isTupleType(shape) ? elementOf(ast) : ast), rows: (result: Result) => rows(result) as ReadonlyArray<Row> }
}

/** Empty where the sensitivity was not asked for. */
function sensitivityTable(name: string, list: "factors" | "screening" | "indices" | "swings" | "flips") {
  return { name, columns: columnsOf(elementOf(propertyOf(Sensitivity.ast, list).type)), rows: (result: Result) => (result.sensitivity?.[list] ?? []) as ReadonlyArray<Row> }
}

/** The columns of a struct, those of structs within it by `outer.inner`; lists of structs are tables of their own. */
function columnsOf(ast: SchemaAST.AST, only?: ReadonlyArray<string>): ReadonlyArray<DataColumn> {
  return propertiesOf(ast).filter((p) => only === undefined || only.includes(String(p.name))).flatMap((p) => columnsAt(p, [String(p.name)], "", ""))
}

function columnsAt(property: SchemaAST.PropertySignature, path: ReadonlyArray<string>, unitAbove: string, meaningAbove: string): ReadonlyArray<DataColumn> {
  const shape = objectShape(property.type)
  const unit = unitOf(property.type) || unitAbove
  const meaning = `${meaningAbove}${descriptionOf(property)}`
  if (shape === undefined) return [{ name: path.join("."), type: typeOf(property.type), unit, meaning, path }]
  if (SchemaAST.isTypeLiteral(shape)) {
    if (shape.propertySignatures.length === 0) return [{ name: path.join("."), type: "number", unit, meaning: `${meaning} Their sum; by reason: table causes.`, path }]
    return shape.propertySignatures.flatMap((p) => columnsAt(p, [...path, String(p.name)], unit, meaning === "" ? "" : `${meaning} `))
  }
  if (shape.elements.length > 0) return ["low", "high"].map((end, i) => ({ name: `${path.join(".")}.${end}`, type: "text", unit, meaning, path: [...path, String(i)] }))
  const element = elementOf(property.type)
  if (INLINE.has(String(property.name))) return columnsOf(element).map((inner) => ({ ...inner, name: `${path.join(".")}.${inner.name}`, type: "list of texts, by semicolons", meaning: `${meaning} ${inner.meaning} One entry each, in the same order.`, path: [...path, ...inner.path] }))
  return objectShape(element) === undefined ? [{ name: path.join("."), type: "list of texts, by semicolons", unit, meaning, path }] : []
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

function propertiesOf(ast: SchemaAST.AST): ReadonlyArray<SchemaAST.PropertySignature> {
  const shape = objectShape(ast)
  if (shape === undefined || !SchemaAST.isTypeLiteral(shape)) throw new Error("a table's row is a struct")
  return shape.propertySignatures
}

function propertyOf(ast: SchemaAST.AST, name: string): SchemaAST.PropertySignature {
  const property = propertiesOf(ast).find((p) => p.name === name)
  if (property === undefined) throw new Error(`result.json has no "${name}"`)
  return property
}

function elementOf(ast: SchemaAST.AST): SchemaAST.AST {
  const shape = objectShape(ast)
  if (shape === undefined || !SchemaAST.isTupleType(shape) || shape.rest.length !== 1) throw new Error("a table is a list")
  return shape.rest[0].type
}

/** A key's own words go before those of its type. Built-in descriptions ("a string") say nothing and are left out. */
function descriptionOf(property: SchemaAST.PropertySignature): string {
  const words = Option.orElse(SchemaAST.getDescriptionAnnotation(property), () => SchemaAST.getDescriptionAnnotation(unoptional(property.type)))
  return Option.getOrElse(words, () => "").replace(/^an? (string|number|boolean|non-negative number)$/, "")
}

function unitOf(ast: SchemaAST.AST): string {
  return Option.getOrElse(SchemaAST.getAnnotation<string>(unoptional(ast), Unit), () => "")
}

/** `X | undefined` is X that may be left out. */
function unoptional(ast: SchemaAST.AST): SchemaAST.AST {
  if (!SchemaAST.isUnion(ast)) return ast
  const present = ast.types.filter((type) => !SchemaAST.isUndefinedKeyword(type))
  return present.length === 1 && present.length < ast.types.length ? present[0] : ast
}

function typeOf(ast: SchemaAST.AST): string {
  if (unitOf(ast) === "ISO 8601 UTC") return "instant"
  if (SchemaAST.isRefinement(ast)) return typeOf(ast.from)
  if (SchemaAST.isNumberKeyword(ast)) return "number"
  if (SchemaAST.isBooleanKeyword(ast)) return "boolean"
  if (SchemaAST.isLiteral(ast)) return typeof ast.literal === "number" ? "number" : "text"
  if (!SchemaAST.isUnion(ast)) return "text"
  const types = ast.types.filter((type) => !(SchemaAST.isLiteral(type) && type.literal === null) && !SchemaAST.isUndefinedKeyword(type))
  if (types.length > 1 && types.every(SchemaAST.isLiteral)) return `one of: ${types.map((type) => String(type.literal)).join(", ")}`
  const kinds = new Set(types.map(typeOf))
  return kinds.size === 1 ? [...kinds][0] : "text"
}
