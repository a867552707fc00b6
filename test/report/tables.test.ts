import { SchemaAST } from "effect"
import { expect, test } from "vitest"
import { Result } from "../../src/model/result.ts"
import { dictionaryCsv, tableCsv, tables } from "../../src/report/tables.ts"
import { parse } from "./readcsv.ts"
import { fixture, hostileFixture } from "./fixture.ts"

const ALL = tables(fixture())

test("The dictionary has every column of every file, with its type and meaning", () => {
  const [, ...lines] = parse(dictionaryCsv(ALL))
  const described = new Map(lines.map(([table, column, type, , meaning]) => [`${table}/${column}`, { type, meaning }]))
  for (const table of ALL) {
    const [header] = parse(tableCsv(table))
    for (const column of header) {
      const entry = described.get(`${table.name}/${column}`)
      expect(entry, `${table.name}/${column}`).toBeDefined()
      expect(entry?.type, `${table.name}/${column}`).not.toBe("")
      expect(entry?.meaning, `${table.name}/${column}`).not.toBe("")
    }
  }
  expect(lines.length).toBe(ALL.reduce((n, table) => n + table.columns.length, 0))
})

test("Every value of result.json has a column", () => {
  const columns = ALL.reduce((names, table) => names.add(table.name), new Set<string>())
  expect(columns.size).toBe(ALL.length)
  const keys = new Set(ALL.flatMap((table) => table.columns.flatMap((column) => column.path)))
  expect(namesOf(Result.ast).filter((name) => !keys.has(name) && !LISTS.has(name))).toEqual([])
})

/** Keys that hold a table, not a value. */
const LISTS = new Set(["variants", "outcomes", "causes", "atRest", "readers", "keys", "moves", "losses", "sites", "orders", "states", "breach", "effect", "invariants", "claims", "acts", "answers", "sanctions", "conflicts", "people", "newPeople", "summary", "shares", "fingerprints", "windows", "comparisons", "changes", "effects", "conclusions", "sensitivity", "factors", "screening", "indices", "swings", "flips", "assumptions", "evidence", "otherwise", "sources"])

test("Every row of a list is a line of its file", () => {
  const lines = (name: string) => parse(tableCsv(ALL.find((t) => t.name === name) ?? expect.fail(name))).length - 1
  const { variants, comparisons, evidence, sources } = fixture()
  const total = (of: (v: (typeof variants)[number]) => number) => variants.reduce((n, v) => n + of(v), 0)
  expect(lines("outcomes")).toBe(total((v) => v.outcomes.length))
  expect(lines("causes")).toBe(total((v) => v.outcomes.reduce((n, row) => n + row.causes.length, 0)))
  expect(lines("order-states")).toBe(total((v) => v.orders.reduce((n, row) => n + row.states.length, 0)))
  expect(lines("variants")).toBe(variants.length)
  expect([lines("run"), lines("comparisons"), lines("assumptions"), lines("sources")]).toEqual([1, comparisons.length, evidence.length, sources.length])
})

test("What other sources say of a value stands in the value's row, with their notes", () => {
  const rows = parse(tableCsv(ALL.find((t) => t.name === "assumptions") ?? expect.fail("assumptions")))
  const of = (path: string) => Object.fromEntries(rows[0].map((name, i) => [name, (rows.find((row) => row[0] === path) ?? expect.fail(path))[i]]))
  expect(of("people.staff.count")).toMatchObject({ "otherwise.value": "3000", "otherwise.sources": "tech", "otherwise.grade": "", "otherwise.note": "counted in December", note: "" })
  expect(of("carriers.alpha.share")).toMatchObject({ "otherwise.value": "", note: "33.42 million lines, of all kinds" })
})

test("Numbers that depend on chance keep all their digits and times stay ISO", () => {
  const outcomes = parse(tableCsv(ALL.find((t) => t.name === "outcomes") ?? expect.fail("outcomes")))
  const at = (column: string) => outcomes[0].indexOf(column)
  const row = outcomes.find((r) => r[0] === "isp-block" && r[at("access")] === "local-breakout" && r[at("window.id")] === "w2")
  const own = fixture().variants.find((v) => v.id === "isp-block")?.outcomes.find((o) => o.access === "local-breakout" && o.window.id === "w2")
  expect(Number(row?.[at("deliveryRatio.mean")])).toBe(own?.deliveryRatio.mean)
  expect(row?.[at("window.from")]).toBe("2015-12-30T19:00:00.000Z")
  expect(row?.[at("refused.blocked")]).toBe(String(own?.refused.blocked))
})

test("A hostile text is one cell of a line with the right number of cells, and no formula", () => {
  for (const table of tables(hostileFixture())) {
    const rows = parse(tableCsv(table))
    for (const row of rows) {
      expect(row.length, table.name).toBe(table.columns.length)
      for (const cell of row) if (!/^-?\d/.test(cell)) expect(cell, table.name).not.toMatch(/^\s*[=+\-@]/)
    }
  }
})

/** Every property name of a Schema, at any depth, that is no reason of a record by reason. */
function namesOf(ast: SchemaAST.AST): Array<string> {
  if (SchemaAST.isRefinement(ast)) return namesOf(ast.from)
  if (SchemaAST.isUnion(ast)) return ast.types.flatMap(namesOf)
  if (SchemaAST.isTupleType(ast)) return [...ast.elements, ...ast.rest].flatMap((element) => namesOf(element.type))
  if (!SchemaAST.isTypeLiteral(ast)) return []
  return ast.propertySignatures.flatMap((property) => [String(property.name), ...namesOf(property.type)])
}
