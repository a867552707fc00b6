/** The JSON Schema of a scenario file, for editors: the words of the model, each value in its plain or its long form. */
import { JSONSchema } from "effect"
import { Scenario } from "../model/scenario.ts"

/** The schema as the text of `scenarios/scenario.schema.json`, with a line end. */
export function schemaText(): string {
  return `${JSON.stringify(scenarioSchema(), null, 2)}\n`
}

type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [key: string]: Json }
type JsonMap = { readonly [key: string]: Json }

/** Keys that have no long form: they say how well something is known, or name and describe it. */
const PLAIN = new Set(["source", "grade", "note", "range", "or", "id", "title", "question", "says", "hypothetical", "path", "was", "becomes", "set", "read", "expect"])

const LONG_FORM: JsonMap = {
  type: "object",
  description: "A value with what its source leaves open, what another source says, and how well it is known.",
  required: ["value"],
  properties: {
    value: { description: "The value that the run takes, in its plain form." },
    range: { type: "array", minItems: 2, maxItems: 2, description: "What the source leaves open: [low, high]. Sweeps draw from it." },
    "±": { description: "The same, as a distance from the value." },
    or: { description: "What other sources say: [{ value, source }].", type: "array", items: { type: "object", required: ["value"], properties: { value: {}, source: { $ref: "#/$defs/Sources" }, grade: { $ref: "#/$defs/Grade" }, note: { type: "string" } }, additionalProperties: false } },
    source: { $ref: "#/$defs/Sources" },
    grade: { $ref: "#/$defs/Grade" },
    note: { type: "string" }
  },
  additionalProperties: false
}

export function scenarioSchema(): JsonMap {
  const made = JSONSchema.make(Scenario, { target: "jsonSchema2020-12" }) as unknown as JsonMap
  const { $schema, $defs, ...root } = made
  const defs = Object.fromEntries(Object.entries($defs as JsonMap).map(([name, schema]) => [name, name === "Scenario" ? schema : withLongForms(schema)]))
  return {
    $schema,
    title: "Situs scenario",
    ...root,
    $defs: { ...defs, Sources: { description: "Id of a source, or several.", anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] }, LongForm: LONG_FORM }
  }
}

/** Every property of every mapping admits the long form; a mapping with a share admits the share's range. */
function withLongForms(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(withLongForms)
  if (typeof schema !== "object" || schema === null) return schema
  const out: Record<string, Json> = {}
  for (const [key, value] of Object.entries(schema)) {
    if (key === "properties") out[key] = propertiesOf(value as JsonMap)
    else if (key === "patternProperties") out[key] = Object.fromEntries(Object.entries(value as JsonMap).map(([pattern, item]) => [pattern, eitherForm(item)]))
    else if (key === "additionalProperties" && typeof value === "object") out[key] = eitherForm(value)
    else out[key] = withLongForms(value)
  }
  return out
}

function propertiesOf(properties: JsonMap): JsonMap {
  const out: Record<string, Json> = {}
  for (const [key, value] of Object.entries(properties)) out[key] = PLAIN.has(key) ? value : eitherForm(value)
  const { range, or, "±": spread } = LONG_FORM.properties as JsonMap
  return properties.share === undefined ? out : { ...out, range, or, "±": spread }
}

function eitherForm(schema: Json): Json {
  return { anyOf: [withLongForms(schema), { $ref: "#/$defs/LongForm" }] }
}
