/** What the Schemas of the model say about themselves: identifier, description, unit, type. */
import { Option, SchemaAST } from "effect"
import { Unit } from "../../src/model/units.ts"

export interface Named {
  readonly name: string
  readonly description: string
  readonly unit: string
}

/** The schema's own name, if it has one. */
export function namedOf(ast: SchemaAST.AST): Named | undefined {
  const name = Option.getOrUndefined(SchemaAST.getIdentifierAnnotation(ast))
  return name === undefined ? undefined : { name, description: descriptionOf(ast), unit: unitOf(ast) }
}

/** Its description; built-in ones ("a string") say nothing and are left out. */
export function descriptionOf(ast: SchemaAST.Annotated): string {
  return Option.getOrElse(SchemaAST.getDescriptionAnnotation(ast), () => "").replace(/^an? (string|number|boolean|non-negative number|positive number|integer)$/, "")
}

export function unitOf(ast: SchemaAST.AST): string {
  return Option.getOrElse(SchemaAST.getAnnotation<string>(ast, Unit), () => "")
}

/** A field of a struct, as a reader sees it; what is inside it is told apart. */
export interface Field {
  readonly name: string
  readonly type: string
  readonly unit: string
  readonly meaning: string
  readonly optional: boolean
  /** The struct of the value, or of each entry of the list. */
  readonly inner: SchemaAST.TypeLiteral | undefined
  /** Identifier of that struct, if it has one. */
  readonly innerName: string | undefined
}

export function fieldsOf(ast: SchemaAST.TypeLiteral): ReadonlyArray<Field> {
  return ast.propertySignatures.map((property) => {
    const type = property.isOptional ? withoutUndefined(property.type) : property.type
    const element = elementOf(type) ?? type
    const inner = structOf(element)
    return {
      name: String(property.name),
      type: typeOf(type),
      unit: unitOf(type),
      meaning: descriptionOf(property) || descriptionOf(type) || descriptionOf(element),
      optional: property.isOptional,
      inner,
      innerName: inner === undefined ? undefined : Option.getOrUndefined(SchemaAST.getIdentifierAnnotation(element))
    }
  })
}

/** The struct behind a schema, if it is one with named fields, or that or null. */
export function structOf(ast: SchemaAST.AST): SchemaAST.TypeLiteral | undefined {
  if (SchemaAST.isUnion(ast)) {
    const present = ast.types.filter((type) => !(SchemaAST.isLiteral(type) && type.literal === null))
    return present.length === 1 && ast.types.length === 2 ? structOf(present[0]) : undefined
  }
  if (SchemaAST.isRefinement(ast)) return structOf(ast.from)
  if (SchemaAST.isTransformation(ast)) return structOf(ast.to)
  return SchemaAST.isTypeLiteral(ast) && ast.propertySignatures.length > 0 ? ast : undefined
}

function elementOf(ast: SchemaAST.AST): SchemaAST.AST | undefined {
  return SchemaAST.isTupleType(ast) && ast.elements.length === 0 && ast.rest.length === 1 ? ast.rest[0].type : undefined
}

function withoutUndefined(ast: SchemaAST.AST): SchemaAST.AST {
  if (!SchemaAST.isUnion(ast)) return ast
  const present = ast.types.filter((type) => !SchemaAST.isUndefinedKeyword(type))
  return present.length === 1 ? present[0] : ast
}

function typeOf(ast: SchemaAST.AST): string {
  if (unitOf(ast) === "ISO 8601 UTC") return SchemaAST.isUnion(ast) ? "instant or null" : "instant"
  if (SchemaAST.isRefinement(ast)) return typeOf(ast.from)
  if (SchemaAST.isTransformation(ast)) return typeOf(ast.to)
  if (SchemaAST.isStringKeyword(ast)) return "text"
  if (SchemaAST.isNumberKeyword(ast)) return "number"
  if (SchemaAST.isBooleanKeyword(ast)) return "boolean"
  if (SchemaAST.isLiteral(ast)) return ast.literal === null ? "null" : typeof ast.literal === "string" ? `\`${ast.literal}\`` : String(ast.literal)
  if (SchemaAST.isUnion(ast)) return unionOf(ast)
  const element = elementOf(ast)
  if (element !== undefined) return structOf(element) === undefined ? `list of ${typeOf(element)}` : "list"
  if (SchemaAST.isTupleType(ast)) return `[${ast.elements.map((one) => typeOf(one.type)).join(", ")}]`
  return structOf(ast) === undefined ? "mapping" : "object"
}

function unionOf(ast: SchemaAST.Union): string {
  const types = ast.types.map(typeOf)
  const literals = types.filter((type) => type.startsWith("`"))
  const others = types.filter((type) => !type.startsWith("`"))
  return [...(literals.length === 0 ? [] : [literals.join(" · ")]), ...new Set(others)].join(" or ")
}
