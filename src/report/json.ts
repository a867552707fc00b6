/** result.json: the keys in the order in which the Schema declares them, one row of a table a line. Same result, same bytes. */
import { SchemaAST } from "effect"
import { Result } from "../model/result.ts"
import { escapeActing } from "./visible.ts"

/** The file's text. Characters that act instead of showing stand as `\uXXXX`, so that a terminal may print it. */
export function resultJson(result: Result): string {
  const ordered = inOrder(Result.ast, result) as Record<string, unknown>
  return `${escapeActing(printed(ordered, ""))}\n`
}

/** The value with every object's keys in the Schema's order; keys of a record (by reason) in the alphabet's. */
function inOrder(ast: SchemaAST.AST, value: unknown): unknown {
  if (value === null || typeof value !== "object") return value
  const shape = objectShape(ast)
  if (Array.isArray(value)) {
    const element = shape !== undefined && SchemaAST.isTupleType(shape) ? shape.rest[0]?.type : undefined
    return element === undefined ? value : value.map((v) => inOrder(element, v))
  }
  const object = value as Record<string, unknown>
  if (shape === undefined || !SchemaAST.isTypeLiteral(shape) || shape.propertySignatures.length === 0) {
    return Object.fromEntries(Object.keys(object).sort().map((key) => [key, object[key]]))
  }
  const out: Record<string, unknown> = {}
  for (const property of shape.propertySignatures) {
    const name = String(property.name)
    if (object[name] !== undefined) out[name] = inOrder(property.type, object[name])
  }
  return out
}

/** The struct, record or list behind refinements and `or null`. */
export function objectShape(ast: SchemaAST.AST): SchemaAST.TypeLiteral | SchemaAST.TupleType | undefined {
  if (SchemaAST.isTypeLiteral(ast) || SchemaAST.isTupleType(ast)) return ast
  if (SchemaAST.isRefinement(ast)) return objectShape(ast.from)
  if (SchemaAST.isUnion(ast)) return ast.types.map(objectShape).find((shape) => shape !== undefined)
  return undefined
}

/** Objects spread over lines, but a row of a list stands on one; variants are spread too. */
function printed(value: unknown, indent: string, spread = true): string {
  const deeper = `${indent}  `
  if (!spread || value === null || typeof value !== "object") return JSON.stringify(value)
  if (Array.isArray(value)) {
    if (value.every((v) => typeof v !== "object")) return JSON.stringify(value)
    return `[\n${value.map((v) => `${deeper}${printed(v, deeper, isVariant(v))}`).join(",\n")}\n${indent}]`
  }
  const entries = Object.entries(value)
  return entries.length === 0 ? "{}" : `{\n${entries.map(([k, v]) => `${deeper}${JSON.stringify(k)}: ${printed(v, deeper)}`).join(",\n")}\n${indent}}`
}

function isVariant(value: unknown): boolean {
  return typeof value === "object" && value !== null && "outcomes" in value
}
