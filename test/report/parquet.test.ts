import { parquetMetadata, parquetReadObjects } from "hyparquet"
import { expect, test } from "vitest"
import type { Result } from "../../src/model/result.ts"
import type { CellType } from "../../src/report/columns.ts"
import { tableParquet } from "../../src/report/parquet.ts"
import { dictionary, type DataTable, tableCsv, tables } from "../../src/report/tables.ts"
import { fixture, hostileFixture } from "./fixture.ts"
import { parse } from "./readcsv.ts"

const allOf = (result: Result): ReadonlyArray<DataTable> => [...tables(result), dictionary(tables(result))]
const bytesOf = (table: DataTable) => tableParquet(table, "a run")
const bufferOf = (table: DataTable): ArrayBuffer => bytesOf(table).slice().buffer as ArrayBuffer

/** A value that was read, as the CSV writes it; a null and an empty text are both an empty cell there. */
function asCell(value: unknown): string {
  if (value === null || value === undefined) return ""
  return value instanceof Date ? value.toISOString() : String(value)
}
/** A cell without the apostrophe that guards it from spreadsheets. */
const unguarded = (cell: string) => cell.replace(/^'(?='*\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/, "")

test.each([["a result", fixture()], ["a result of hostile texts", hostileFixture()]])("Another program reads every cell of every table of %s back as the CSV has it", async (_, result) => {
  for (const table of allOf(result)) {
    const rows = await parquetReadObjects({ file: bufferOf(table) })
    const [header, ...lines] = parse(tableCsv(table))
    expect(rows.length, table.name).toBe(lines.length)
    rows.forEach((row, i) => {
      const cells = lines[i].map((cell, at) => (table.columns[at].kind === "text" || table.columns[at].kind === "list" ? unguarded(cell) : cell))
      expect(header.map((name) => asCell(row[unguarded(name)])), `${table.name}, row ${i + 1}`).toEqual(cells)
    })
  }
})

const STORED: Readonly<Record<CellType["kind"], unknown>> = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  list: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  number: { type: "DOUBLE" },
  boolean: { type: "BOOLEAN" },
  instant: { type: "INT64", converted_type: "TIMESTAMP_MILLIS" }
}

test("Every column is stored as what it is, with or without rows", () => {
  const kinds = new Set<string>()
  for (const table of allOf(fixture())) {
    const [, ...columns] = parquetMetadata(bufferOf(table)).schema
    expect(columns.map((column) => column.name)).toEqual(table.columns.map((column) => column.name))
    table.columns.forEach((column, i) => expect(columns[i], `${table.name}/${column.name}`).toMatchObject(STORED[column.kind] as object))
    for (const column of table.columns) kinds.add(column.kind)
  }
  expect(kinds.size).toBe(Object.keys(STORED).length)
  expect(tables(fixture()).some((table) => table.rows.length === 0)).toBe(true)
})

test("The same table gives the same bytes", () => {
  for (const table of tables(fixture())) expect(Buffer.from(bytesOf(table)).equals(bytesOf(tables(fixture()).find((one) => one.name === table.name) ?? expect.fail(table.name))), table.name).toBe(true)
})
