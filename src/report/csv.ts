/** Tables as CSV: RFC 4180, UTF-8, one header row, nothing in them that a spreadsheet takes for a formula. */
import { visible } from "./visible.ts"

/** What a cell can hold. An absent value is an empty cell. */
export type CsvCell = string | number | boolean | null | undefined

/** The table as text; lines end in CR LF, the last one too. */
export function csv(header: ReadonlyArray<string>, rows: Iterable<ReadonlyArray<CsvCell>>): string {
  const lines = [line(header)]
  for (const row of rows) lines.push(line(row))
  return `${lines.join("\r\n")}\r\n`
}

function line(cells: ReadonlyArray<CsvCell>): string {
  return cells.map(cell).join(",")
}

function cell(value: CsvCell): string {
  if (value === undefined || value === null) return ""
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : ""
  if (typeof value === "boolean") return String(value)
  const text = guarded(visible(value))
  return /[",\r\n']|^ | $/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text
}

/** A leading apostrophe makes a spreadsheet read text; the full-width signs count as their ASCII twins there.
 * Apostrophes that stand before such a sign already get one more, so that a reader can take off exactly one. */
function guarded(text: string): string {
  return /^'*\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text
}
