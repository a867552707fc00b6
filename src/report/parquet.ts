/** A table of data/ as Parquet: the same rows and columns as the CSV, typed. Same table, same bytes. */
import { parquetWriteBuffer } from "hyparquet-writer"
import type { CsvCell } from "./csv.ts"
import type { DataColumn } from "./columns.ts"
import { cellOf, type DataTable } from "./tables.ts"
import { visible } from "./visible.ts"

const TYPES = { text: "STRING", list: "STRING", number: "DOUBLE", boolean: "BOOLEAN", instant: "TIMESTAMP" } as const

/** The file's bytes; `note` stands in its metadata. */
export function tableParquet(table: DataTable, note: string): Uint8Array {
  const columnData = table.columns.map((column) => ({ name: column.name, type: TYPES[column.kind], data: table.rows.map((row) => valueOf(column, cellOf(row, column))) }))
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: "Situs", kvMetadata: [{ key: "situs", value: note }] }))
}

/** What the CSV leaves empty is null. Texts have no guard against formulas: no spreadsheet reads these files as it reads CSV. */
function valueOf({ kind }: DataColumn, cell: CsvCell): string | number | boolean | Date | null {
  if (cell === undefined || cell === null) return null
  switch (kind) {
    case "number":
      return typeof cell === "number" && Number.isFinite(cell) ? cell : null
    case "instant":
      return new Date(String(cell))
    case "boolean":
      return cell === true
    case "text":
    case "list":
      return visible(String(cell))
  }
}
