import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { scenarioSchema, schemaText } from "../../src/language/schema.ts"
import { Scenario } from "../../src/model/scenario.ts"
import { wordsOf } from "../../src/model/word.ts"

type Node = { readonly [key: string]: unknown }

const schema = scenarioSchema() as { readonly $defs: Readonly<Record<string, Node>> }
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value)
const keysOf = (name: string) => schema.$defs[name].properties as Readonly<Record<string, unknown>>

/** A schema as an editor sees it: what a `$ref` leads to, under what stands beside it. */
function resolved(node: Node): Node {
  if (typeof node.$ref !== "string") return node
  const { $ref, ...beside } = node
  const target = $ref.slice(2).split("/").reduce<unknown>((at, key) => (at as Node)[key], schema)
  return { ...resolved(target as Node), ...beside }
}

/** Every part of the schema that can be come to from its root, each once, with the way to it. */
function reachable(): ReadonlyArray<{ readonly path: string; readonly node: Node; readonly isKey: boolean }> {
  const found: Array<{ readonly path: string; readonly node: Node; readonly isKey: boolean }> = []
  const seen = new Set<string>()
  const walk = (value: unknown, path: string, isKey: boolean): void => {
    if (Array.isArray(value)) return value.forEach((one) => walk(one, path, false))
    if (!isNode(value)) return
    found.push({ path, node: resolved(value), isKey })
    if (typeof value.$ref === "string" && seen.has(value.$ref)) return
    if (typeof value.$ref === "string") seen.add(value.$ref)
    for (const [key, part] of Object.entries(resolved(value))) {
      if (key === "properties" || key === "patternProperties") for (const [name, one] of Object.entries(part as Node)) walk(one, `${path}.${name || "*"}`, true)
      else if (key !== "examples") walk(part, path, key === "items" || key === "additionalProperties")
    }
  }
  walk({ $ref: "#/$defs/Scenario" }, "", false)
  return found
}

it("the committed schema is the one that the words of the model give", () => {
  expect(readFileSync(join(import.meta.dirname, "../../scenarios/scenario.schema.json"), "utf8")).toBe(schemaText())
})

it("every value admits its plain and its long form, names and prose only the plain one", () => {
  expect(keysOf("Carrier").share).toMatchObject({ anyOf: [{ $ref: "#/$defs/Share" }, { $ref: "#/$defs/LongForm" }] })
  expect(JSON.stringify(resolved(keysOf("Carrier").grade as Node))).not.toContain("LongForm")
  expect(schema.$defs.LongForm).toMatchObject({ required: ["value"], additionalProperties: false })
  expect(keysOf("Leak")).toHaveProperty("range")
})

it("every reference of the schema leads to a definition", () => {
  const text = schemaText()
  const { $defs } = JSON.parse(text) as { readonly $defs: Readonly<Record<string, unknown>> }
  for (const [, name] of text.matchAll(/"#\/\$defs\/([^"/]+)/g)) expect(Object.keys($defs)).toContain(name)
})

it("every key and entry that can be written has a hover text", () => {
  const keys = reachable().filter((one) => one.isKey)
  expect(keys.length).toBeGreaterThan(250)
  expect(keys.filter(({ node }) => typeof node.description !== "string" || node.description === "").map(({ path }) => path)).toEqual([])
})

it("every named value has a hover text", () => {
  const enums = reachable().filter(({ node }) => node.enum !== undefined)
  expect(enums.length).toBeGreaterThan(30)
  expect(enums.filter(({ node }) => (node.enumDescriptions as ReadonlyArray<string> | undefined)?.filter((text) => text !== "").length !== (node.enum as ReadonlyArray<string>).length).map(({ path }) => path)).toEqual([])
})

it("an editor finds the text of a key before any other: what matches the value itself has none", () => {
  const inner = reachable().flatMap(({ path, node }) => ["anyOf", "allOf", "oneOf"].flatMap((word) => (node[word] as ReadonlyArray<Node> | undefined ?? []).map((one) => ({ path, one: resolved(one) }))))
  expect(schema).not.toHaveProperty("title")
  expect(inner.filter(({ one }) => one.description !== undefined || one.title !== undefined).map(({ path }) => path)).toEqual([])
})

it("every word of the model is a key of the schema, with its meaning, unit and example", () => {
  const wrong = wordsOf(Scenario.ast).filter(({ owner, word, meaning, unit, example }) => {
    const key = reachableIn(schema.$defs[owner], word)
    return key?.description !== (unit === "" ? meaning : `${meaning} [${unit}]`) || JSON.stringify(key.examples) !== JSON.stringify([example])
  })
  expect(wrong.map(({ owner, word }) => `${owner}.${word}`)).toEqual([])
})

/** A key of a definition: its own, or that of one of its forms. */
function reachableIn(node: Node, key: string): Node | undefined {
  const own = (node.properties as Readonly<Record<string, Node>> | undefined)?.[key]
  if (own !== undefined) return resolved(own)
  return (node.anyOf as ReadonlyArray<Node> | undefined)?.map((one) => reachableIn(one, key)).find((one) => one !== undefined)
}
