/** The columns of tables, read off the Schema: what each is called, how its cells read, its unit and meaning. */
import { Option, SchemaAST } from "effect"
import { Unit } from "../model/units.ts"
import { objectShape } from "./json.ts"

/** A column: where its value stands in a row, and what the Schema says of it. */
export interface DataColumn extends CellType {
  readonly name: string
  readonly unit: string
  readonly meaning: string
  readonly path: ReadonlyArray<string>
}

/** What may stand in a cell. A list is a text, its entries parted by semicolons. */
export interface CellType {
  readonly kind: "text" | "list" | "number" | "boolean" | "instant"
  /** The words that it may be; undefined: any. */
  readonly choices?: ReadonlyArray<string> | undefined
  readonly minimum?: number | undefined
  /** A cell may be empty: null, an empty text or an empty list. */
  readonly mayBeEmpty: boolean
}

export const LIST: CellType = { kind: "list", mayBeEmpty: true }
export const TEXT: CellType = { kind: "text", mayBeEmpty: true }

/** The type in words. */
export function typeText({ choices, kind }: CellType): string {
  if (kind === "list") return "list of texts, by semicolons"
  return choices === undefined ? kind : `one of: ${choices.join(", ")}`
}

/** Lists of rows that stand in the table of what they are about, a column for each of their fields. */
const INLINE = new Set(["otherwise"])

/** The columns of a struct, those of structs within it by `outer.inner`; lists of structs are tables of their own. */
export function columnsOf(ast: SchemaAST.AST, only?: ReadonlyArray<string>): ReadonlyArray<DataColumn> {
  return propertiesOf(ast).filter((p) => only === undefined || only.includes(String(p.name))).flatMap((p) => columnsAt(p, { path: [], unit: "", meaning: "", mayBeEmpty: false }))
}

interface Above {
  readonly path: ReadonlyArray<string>
  readonly unit: string
  readonly meaning: string
  readonly mayBeEmpty: boolean
}

function columnsAt(property: SchemaAST.PropertySignature, above: Above): ReadonlyArray<DataColumn> {
  const shape = objectShape(property.type)
  const path = [...above.path, String(property.name)]
  const name = path.join(".")
  const unit = unitOf(property.type) || above.unit
  const meaning = `${above.meaning}${descriptionOf(property)}`
  const mayBeEmpty = above.mayBeEmpty || property.isOptional || isMissing(property.type)
  if (shape === undefined) {
    const type = typeOf(property.type)
    return [{ name, unit, meaning, path, ...type, mayBeEmpty: mayBeEmpty || type.mayBeEmpty }]
  }
  if (SchemaAST.isTypeLiteral(shape)) {
    if (shape.propertySignatures.length === 0) return [{ name, kind: "number", minimum: 0, mayBeEmpty, unit, meaning: `${meaning} Their sum; by reason: table causes.`, path }]
    return shape.propertySignatures.flatMap((p) => columnsAt(p, { path, unit, meaning: meaning === "" ? "" : `${meaning} `, mayBeEmpty }))
  }
  if (shape.elements.length > 0) return ["low", "high"].map((end, i) => ({ name: `${name}.${end}`, ...TEXT, unit, meaning, path: [...path, String(i)] }))
  const element = elementOf(property.type)
  if (INLINE.has(String(property.name))) return columnsOf(element).map((inner) => ({ name: `${name}.${inner.name}`, ...LIST, unit: inner.unit, meaning: `${meaning} ${inner.meaning} One entry each, in the same order.`, path: [...path, ...inner.path] }))
  return objectShape(element) === undefined ? [{ name, ...LIST, unit, meaning, path }] : []
}

function propertiesOf(ast: SchemaAST.AST): ReadonlyArray<SchemaAST.PropertySignature> {
  const shape = objectShape(ast)
  if (shape === undefined || !SchemaAST.isTypeLiteral(shape)) throw new Error("a table's row is a struct")
  return shape.propertySignatures
}

export function propertyOf(ast: SchemaAST.AST, name: string): SchemaAST.PropertySignature {
  const property = propertiesOf(ast).find((p) => p.name === name)
  if (property === undefined) throw new Error(`result.json has no "${name}"`)
  return property
}

/** What a row is, in the Schema's words. */
export function rowSays(row: SchemaAST.AST): string {
  return Option.getOrElse(SchemaAST.getDescriptionAnnotation(row), () => "")
}

export function elementOf(ast: SchemaAST.AST): SchemaAST.AST {
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

/** `X | null`, or `X | undefined`. */
function isMissing(ast: SchemaAST.AST): boolean {
  return SchemaAST.isUnion(ast) && ast.types.some((type) => isNothing(type))
}

function isNothing(ast: SchemaAST.AST): boolean {
  return SchemaAST.isUndefinedKeyword(ast) || (SchemaAST.isLiteral(ast) && ast.literal === null)
}

function typeOf(ast: SchemaAST.AST): CellType {
  if (unitOf(ast) === "ISO 8601 UTC") return { kind: "instant", mayBeEmpty: isMissing(ast) }
  if (SchemaAST.isRefinement(ast)) {
    const { minimum } = Option.getOrElse(SchemaAST.getJSONSchemaAnnotation(ast), (): { readonly minimum?: unknown } => ({})) as { readonly minimum?: unknown }
    return { ...typeOf(ast.from), ...(typeof minimum === "number" ? { minimum } : {}) }
  }
  if (SchemaAST.isNumberKeyword(ast)) return { kind: "number", mayBeEmpty: false }
  if (SchemaAST.isBooleanKeyword(ast)) return { kind: "boolean", mayBeEmpty: false }
  if (SchemaAST.isLiteral(ast)) return typeof ast.literal === "number" ? { kind: "number", mayBeEmpty: false } : TEXT
  if (!SchemaAST.isUnion(ast)) return TEXT
  const types = ast.types.filter((type) => !isNothing(type))
  if (types.length > 1 && types.every(SchemaAST.isLiteral)) return { kind: "text", choices: types.map((type) => String(type.literal)), mayBeEmpty: isMissing(ast) }
  const [first, ...others] = types.map(typeOf)
  return others.every((other) => other.kind === first.kind) ? { ...first, mayBeEmpty: first.mayBeEmpty || isMissing(ast) } : TEXT
}
