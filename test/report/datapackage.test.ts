/** The descriptor against the rules of the profile as it is published, and every cell of every CSV against the descriptor. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { beforeAll, describe, expect, it } from "vitest"
import type { Result } from "../../src/model/result.ts"
import { filesOf } from "../../src/cli/files.ts"
import { sha256 } from "../../src/cli/manifest.ts"
import { replica } from "../../src/cli/Replica.ts"
import { readScenario } from "../../src/language/file.ts"
import { locate } from "../../src/run/Gazetteer.ts"
import { zones } from "../../src/run/Zones.ts"
import * as Effect from "effect/Effect"
import { SMALL } from "../cli/small.ts"
import { fixture, hostileFixture } from "./fixture.ts"
import { parse } from "./readcsv.ts"

interface Field {
  readonly name: string
  readonly type: string
  readonly format?: string
  readonly description: string
  readonly unit?: string
  readonly constraints?: { readonly required?: boolean; readonly enum?: ReadonlyArray<string>; readonly minimum?: number }
}
interface Resource {
  readonly profile: string
  readonly name: string
  readonly path: string
  readonly format: string
  readonly mediatype: string
  readonly encoding: string
  readonly bytes: number
  readonly hash: string
  readonly schema: { readonly fields: ReadonlyArray<Field>; readonly missingValues: ReadonlyArray<string>; readonly primaryKey?: string; readonly foreignKeys?: ReadonlyArray<{ readonly fields: string; readonly reference: { readonly resource: string; readonly fields: string } }> }
  readonly parquet: { readonly path: string; readonly bytes: number; readonly hash: string }
}
interface Descriptor {
  readonly [key: string]: unknown
  readonly resources: ReadonlyArray<Resource>
}

const folderOf = (result: Result) => filesOf(result, { kind: "situs-origin", engineVersion: "0", asked: { command: "run", seed: 1, replications: 1, replication: 0, variants: null, set: [] }, scenario: "situs: 1\n" }, {})
const run = async (text: string, name: string): Promise<Result> => {
  const read = readScenario(new TextEncoder().encode(text), name, locate, zones)
  if (!read.ok) throw new Error(read.text)
  return (await Effect.runPromise(replica(read.file, { variants: undefined, seed: 1, replication: 0 }, () => undefined))).result
}
const catalogue = (id: string) => readFileSync(join(import.meta.dirname, "../../scenarios", `${id}.yaml`), "utf8")

const CASES = ["made by hand", "hostile", "small", "iran-telegram-2018", "kazakhstan-web-2019"] as const
const folders = new Map<string, ReadonlyMap<string, string | Uint8Array>>()
beforeAll(async () => {
  folders.set("made by hand", folderOf(fixture()))
  folders.set("hostile", folderOf(hostileFixture()))
  folders.set("small", folderOf(await run(SMALL, "small.yaml")))
  for (const id of ["iran-telegram-2018", "kazakhstan-web-2019"]) folders.set(id, folderOf(await run(catalogue(id), `${id}.yaml`)))
}, 120_000)

const folder = (name: string) => folders.get(name) ?? expect.fail(name)
const descriptorOf = (name: string): Descriptor => JSON.parse(String(folder(name).get("data/datapackage.json")))

/** Cells that a type reads, by the letter of the standard. */
const READS: Readonly<Record<string, (cell: string) => boolean>> = {
  string: () => true,
  number: (cell) => /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(cell),
  boolean: (cell) => cell === "true" || cell === "false",
  // %Y-%m-%dT%H:%M:%S.%fZ
  datetime: (cell) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}Z$/.test(cell) && !Number.isNaN(Date.parse(cell))
}

describe.each(CASES)("The data package of a result: %s", (name) => {
  it("has what the profile of a tabular data package asks for", () => {
    const whole = descriptorOf(name)
    expect(whole).toMatchObject({ profile: "tabular-data-package", id: expect.any(String), title: expect.any(String), description: expect.stringContaining("Simulation, not measurement."), version: expect.stringMatching(/^\d+\.\d+\.\d+/) })
    if (name !== "hostile") expect(whole.name).toMatch(/^[-a-z0-9._/]+$/)
    expect(whole).not.toHaveProperty("created")
    for (const licence of whole.licenses as ReadonlyArray<Record<string, string>>) expect(licence).toEqual({ name: expect.stringMatching(/^[-A-Za-z0-9._]+$/), title: expect.any(String), path: expect.stringMatching(/^https:/) })
    for (const source of whole.sources as ReadonlyArray<Record<string, string>>) {
      expect(source.title).not.toBe("")
      if ("path" in source) expect(source.path).toMatch(/^https?:\/\//)
    }
    expect(new Set(whole.resources.map((one) => one.name)).size).toBe(whole.resources.length)
    for (const one of whole.resources) {
      expect(one).toMatchObject({ profile: "tabular-data-resource", name: expect.stringMatching(/^[-a-z0-9._/]+$/), path: `${one.name}.csv`, format: "csv", mediatype: "text/csv", encoding: "utf-8" })
      expect(one.schema.missingValues).toEqual([""])
      expect(new Set(one.schema.fields.map((field) => field.name)).size).toBe(one.schema.fields.length)
      for (const field of one.schema.fields) {
        expect(Object.keys(READS), `${one.name}/${field.name}`).toContain(field.type)
        expect(field.description, `${one.name}/${field.name}`).not.toBe("")
      }
    }
  })

  it("lists every file of data/ with its size and hash", () => {
    const files = folder(name)
    const listed = new Map(descriptorOf(name).resources.flatMap((one) => [one, one.parquet]).map(({ bytes, hash, path }) => [`data/${path}`, { bytes, hash }]))
    const lies = new Map([...files].filter(([file]) => file.startsWith("data/") && file !== "data/datapackage.json").map(([file, content]) => [file, { bytes: Buffer.byteLength(content), hash: `sha256:${sha256(content)}` }]))
    expect([...listed].sort()).toEqual([...lies].sort())
  })

  it("has a field for every column, in order, that every cell conforms to", () => {
    for (const { name: table, path, schema } of descriptorOf(name).resources) {
      const [header, ...rows] = parse(String(folder(name).get(`data/${path}`)))
      expect(header, table).toEqual(schema.fields.map((field) => field.name))
      for (const row of rows) schema.fields.forEach((field, i) => expect(faultOf(field, row[i]), `${table}/${field.name}: ${row[i]}`).toBeUndefined())
    }
  })

  it("leads every row of a variant to its variant", () => {
    const { resources } = descriptorOf(name)
    const column = (table: string, field: string) => {
      const [header, ...rows] = parse(String(folder(name).get(`data/${table}.csv`)))
      return rows.map((row) => row[header.indexOf(field)])
    }
    const leading = resources.filter((one) => one.schema.foreignKeys !== undefined)
    expect(leading.length).toBeGreaterThan(20)
    for (const { name: table, schema } of leading) for (const { fields, reference } of schema.foreignKeys ?? []) {
      expect(resources.find((one) => one.name === reference.resource)?.schema.primaryKey).toBe(reference.fields)
      if (name !== "hostile") expect(column(reference.resource, reference.fields), table).toEqual(expect.arrayContaining([...new Set(column(table, fields))]))
    }
  })
})

function faultOf({ constraints, type }: Field, cell: string): string | undefined {
  if (cell === "") return constraints?.required === true ? "is required" : undefined
  if (!READS[type](cell)) return `is no ${type}`
  if (constraints?.enum !== undefined && !constraints.enum.includes(cell)) return "is none of the words"
  return constraints?.minimum !== undefined && Number(cell) < constraints.minimum ? "is too small" : undefined
}

describe("Constraints", () => {
  it("are asked of columns of every type", () => {
    const fields = descriptorOf("small").resources.flatMap((one) => one.schema.fields)
    for (const type of ["number", "boolean", "datetime"]) expect(fields.some((field) => field.type === type && field.constraints?.required === true), type).toBe(true)
    expect(fields.some((field) => field.constraints?.enum?.includes("held") === true && field.constraints.required === true)).toBe(true)
    expect(fields.some((field) => field.constraints?.minimum === 0)).toBe(true)
    expect(fields.some((field) => field.unit === "messages")).toBe(true)
    expect(fields.some((field) => field.type === "datetime" && field.constraints?.required === undefined)).toBe(true)
  })

  it("that a cell breaks are told", () => {
    const number: Field = { name: "n", type: "number", description: "", constraints: { required: true, minimum: 0 } }
    expect([faultOf(number, ""), faultOf(number, "x"), faultOf(number, "-1"), faultOf(number, "1e+21")]).toEqual(["is required", "is no number", "is too small", undefined])
    expect(faultOf({ name: "w", type: "string", description: "", constraints: { enum: ["a"] } }, "b")).toBe("is none of the words")
    expect(faultOf({ name: "t", type: "datetime", description: "" }, "2020-01-01")).toBe("is no datetime")
  })
})
