/** docs/result.md: every field of result.json, from its Schemas. */
import type { SchemaAST } from "effect"
import { Result } from "../../src/model/result.ts"
import { type Field, fieldsOf, structOf } from "./annotated.ts"
import { opening, page, table } from "./markdown.ts"

export function resultPage(): string {
  const root = structOf(Result.ast)
  if (root === undefined) throw new Error("result.json is an object")
  return page(
    opening("result.json", "src/model/result.ts", "What a run gives out, field by field. Keys stand in this order; no key is ever left out unless it is marked so; what is not known is null, in a table an empty cell. Counts are of simulated people and messages: `weight` says how many real people one stands for. Times are ISO 8601 UTC. The same tables lie in `data/*.csv`, whose columns `data/dictionary.csv` explains."),
    sectionsOf("result.json", "", root)
  )
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
