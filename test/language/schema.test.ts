import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { scenarioSchema, schemaText } from "../../src/language/schema.ts"

it("the committed schema is the one that the words of the model give", () => {
  expect(readFileSync(join(import.meta.dirname, "../../scenarios/scenario.schema.json"), "utf8")).toBe(schemaText())
})

it("every value admits its plain and its long form, names and prose only the plain one", () => {
  const { $defs } = scenarioSchema() as { readonly $defs: Readonly<Record<string, { readonly properties: Readonly<Record<string, unknown>> }>> }
  expect($defs.Carrier.properties.share).toEqual({ anyOf: [{ $ref: "#/$defs/Share" }, { $ref: "#/$defs/LongForm" }] })
  expect($defs.Carrier.properties.grade).toEqual({ $ref: "#/$defs/Grade" })
  expect($defs.LongForm).toMatchObject({ required: ["value"], additionalProperties: false })
  expect($defs.Leak.properties).toHaveProperty("range")
})

it("every reference of the schema leads to a definition", () => {
  const text = schemaText()
  const { $defs } = JSON.parse(text) as { readonly $defs: Readonly<Record<string, unknown>> }
  for (const [, name] of text.matchAll(/"#\/\$defs\/([^"]+)"/g)) expect(Object.keys($defs)).toContain(name)
})
