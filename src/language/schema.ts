/** The JSON Schema of a scenario file, for editors: the words of the model with their meanings, each value in its plain or its long form. */
import { JSONSchema } from "effect"
import { Scenario } from "../model/scenario.ts"
import { LONG_FORM, type Word, wordsOf } from "../model/word.ts"
import { CARRIED } from "./unwrap.ts"

/** The schema as the text of `scenarios/scenario.schema.json`, with a line end. */
export function schemaText(): string {
  return `${JSON.stringify(scenarioSchema(), null, 1)}\n`
}

type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [key: string]: Json }
type JsonMap = { readonly [key: string]: Json }

/** Keys that have no long form: they say how well something is known, or name and describe it. */
const PLAIN = new Set(["source", "grade", "note", "range", "or", "id", "title", "question", "says", "hypothetical", "path", "was", "becomes", "set", "read", "expect"])

const LONG_FORM_REF: JsonMap = { $ref: "#/$defs/LongForm" }

export function scenarioSchema(): JsonMap {
  const made = JSONSchema.make(Scenario, { target: "jsonSchema2020-12" }) as unknown as JsonMap
  const { $schema, $defs, ...root } = made
  const words = new Map(wordsOf(Scenario.ast).map((word) => [`${word.owner} ${word.word}`, word]))
  const defs = Object.fromEntries(Object.entries($defs as JsonMap).map(([name, schema]) => [name, new Writer($defs as JsonMap, words, name).whole(schema as JsonMap)]))
  const said = (key: string) => (defs.Leak as { readonly properties: JsonMap }).properties[key]
  const whole = { ...defs, LongForm: longForm(said("source"), said("grade"), said("note")) }
  // No title: an editor would put it above every hover text.
  return { $schema, description: (($defs as JsonMap).Scenario as JsonMap).description, ...root, $defs: once(whole) }
}

/** `{ value, … }`. It has no description of its own, so that an editor shows that of the key. */
function longForm(source: Json, grade: Json, note: Json): JsonMap {
  const other = { type: "object", required: ["value"], properties: { value: { description: "What that source says." }, source, grade, note }, additionalProperties: false }
  return {
    type: "object",
    required: ["value"],
    properties: {
      value: { description: LONG_FORM.value[0] },
      range: { description: LONG_FORM.range[0], type: "array", minItems: 2, maxItems: 2, items: { description: "A value in its plain form." } },
      "±": { description: LONG_FORM["±"][0] },
      or: { description: LONG_FORM.or[0], type: "array", items: { description: "What another source says.", ...other } },
      source,
      grade,
      note
    },
    additionalProperties: false
  }
}

/**
 * Rewrites what Effect makes of the words. An editor looks for a description in the innermost schema that matches a value first; so a
 * kind of value has none where a key has one, and a key's stands beside its `$ref` or `anyOf`.
 */
class Writer {
  private readonly defs: JsonMap
  /** Every word, by its owner and itself. */
  private readonly words: ReadonlyMap<string, Word>
  private readonly owner: string

  constructor(defs: JsonMap, words: ReadonlyMap<string, Word>, owner: string) {
    this.defs = defs
    this.words = words
    this.owner = owner
  }

  /** A definition. Keys of the file itself have no long form. */
  whole(schema: JsonMap): JsonMap {
    return this.value(schema, this.owner === "Scenario", this.descriptionOf(schema))
  }

  /** A schema without its own description. `plain`: what is in it has no long form; `says`: description of the key that it stands behind. */
  private value(schema: JsonMap, plain: boolean, says: string): JsonMap {
    const out: Record<string, Json> = {}
    for (const [key, item] of Object.entries(schema)) {
      if (key === "description" || key === "title") continue
      if (key === "properties") out[key] = this.properties(item as JsonMap, plain)
      else if (key === "patternProperties") out[key] = Object.fromEntries(Object.entries(item as JsonMap).map(([pattern, entry]) => [pattern, this.entry(entry as JsonMap, plain, says)]))
      else if (key === "additionalProperties" && isMap(item)) out[key] = this.entry(item, plain, says)
      else if (key === "propertyNames" && isMap(item)) out[key] = described(this.descriptionOf(item), this.value(item, true, ""))
      else if (key === "items" && isMap(item)) out[key] = described(this.descriptionOf(item) || says, this.value(item, true, says))
      else if (key === "prefixItems") out[key] = (item as ReadonlyArray<JsonMap>).map((one) => described(this.descriptionOf(one) || says, this.value(one, true, says)))
      else if (key === "anyOf") out[key] = (item as ReadonlyArray<JsonMap>).map((one) => this.value(one, plain, says))
      else if (key === "allOf") Object.assign(out, ...(item as ReadonlyArray<JsonMap>).map((one) => this.value(one, plain, says)))
      else out[key] = item
    }
    return out
  }

  /** Every key of a mapping admits the long form; a mapping with a share admits the share's range. */
  private properties(properties: JsonMap, plain: boolean): JsonMap {
    const out: Record<string, Json> = {}
    for (const [key, value] of Object.entries(properties)) out[key] = this.key(key, value as JsonMap, plain || PLAIN.has(key))
    const { range, or, "±": spread } = longForm({}, {}, {}).properties as JsonMap
    return properties.share === undefined ? out : { ...out, range, or: { description: (or as JsonMap).description, $ref: "#/$defs/LongForm/properties/or" }, "±": spread }
  }

  private key(name: string, schema: JsonMap, plain: boolean): JsonMap {
    const word = this.words.get(`${this.owner} ${name}`)
    if (word === undefined) return either(this.value(schema, plain, ""), plain)
    const says = word.unit === "" ? word.meaning : `${word.meaning} [${word.unit}]`
    const value = this.value(schema, plain, says)
    return { ...described(says, either(CARRIED.has(name) ? withEvidence(value) : value, plain)), examples: [word.example as Json] }
  }

  /** What stands behind a name that the file gives: a mapping says what it is, anything else what its key says. */
  private entry(schema: JsonMap, plain: boolean, says: string): JsonMap {
    const own = this.isMapping(schema) || says === "" ? this.descriptionOf(schema) : says
    return described(own, either(this.value(schema, plain, own), plain))
  }

  private descriptionOf(schema: JsonMap): string {
    if (typeof schema.description === "string") return schema.description
    return typeof schema.$ref === "string" ? this.descriptionOf(this.defs[schema.$ref.slice("#/$defs/".length)] as JsonMap) : ""
  }

  private isMapping(schema: JsonMap): boolean {
    return typeof schema.$ref === "string" ? this.isMapping(this.defs[schema.$ref.slice("#/$defs/".length)] as JsonMap) : schema.properties !== undefined
  }
}

/** A mapping of names in which `source`, `grade` and `note` are none. */
function withEvidence({ patternProperties, ...rest }: JsonMap): JsonMap {
  const words = Object.fromEntries(["source", "grade", "note"].map((key) => [key, { $ref: `#/$defs/LongForm/properties/${key}` }]))
  return { ...rest, properties: words, additionalProperties: Object.values(patternProperties as JsonMap)[0] }
}

function described(says: string, schema: JsonMap): JsonMap {
  return says === "" ? schema : { description: says, ...schema }
}

/** The plain form or the long one. */
function either(schema: JsonMap, plain: boolean): JsonMap {
  if (plain || Object.keys(schema).length === 0) return schema
  return { anyOf: [...(Array.isArray(schema.anyOf) && Object.keys(schema).length === 1 ? (schema.anyOf as ReadonlyArray<Json>) : [schema]), LONG_FORM_REF] }
}

/** Keys that stand in several mappings alike are written once. */
function once(defs: JsonMap): JsonMap {
  const counts = new Map<string, number>()
  const named = new Map<string, string>()
  eachKey(defs, (_, text) => counts.set(text, (counts.get(text) ?? 0) + 1))
  const shared: Record<string, Json> = {}
  eachKey(defs, (key, text) => {
    if ((counts.get(text) ?? 0) < 2 || text.length < 120 || named.has(text)) return
    const name = [`${key}`, ...Array.from({ length: 20 }, (_, i) => `${key}-${i + 2}`)].find((one) => shared[one] === undefined && defs[one] === undefined) as string
    named.set(text, name)
    shared[name] = JSON.parse(text) as Json
  })
  const linked = (value: Json, isKey: boolean): Json => {
    if (Array.isArray(value)) return value.map((one) => linked(one as Json, false))
    if (!isMap(value)) return value
    const name = isKey ? named.get(JSON.stringify(value)) : undefined
    return name === undefined ? inside(value, linked) : { $ref: `#/$defs/${name}` }
  }
  const inner = (value: Json) => inside(value as JsonMap, linked)
  return Object.fromEntries([...Object.entries(defs), ...Object.entries(shared)].map(([name, value]) => [name, inner(value)]))
}

/** A schema with its parts rewritten; those under `properties` are keys. */
function inside(schema: JsonMap, part: (value: Json, isKey: boolean) => Json): JsonMap {
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, key === "examples" ? value : key === "properties" ? Object.fromEntries(Object.entries(value as JsonMap).map(([name, one]) => [name, part(one, true)])) : part(value, false)]))
}

function eachKey(value: Json, visit: (key: string, text: string) => void): void {
  if (Array.isArray(value)) for (const one of value) eachKey(one as Json, visit)
  else if (isMap(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (key === "properties") for (const [name, one] of Object.entries(item as JsonMap)) visit(name, JSON.stringify(one))
      if (key !== "examples") eachKey(item, visit)
    }
  }
}

function isMap(value: Json): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
