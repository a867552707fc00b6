/** Where two texts of a file part: a value of JSON by its path, a cell of a table by its row and column, else line and column. */
import { shown } from "../report/visible.ts"

export interface Difference {
  readonly file: string
  /** Where in the file; empty where the whole file is meant. */
  readonly at: string
  readonly expected: string
  readonly found: string
}

interface Place {
  readonly at: string
  readonly expected: string
  readonly found: string
}

/** The first difference of a file; undefined where every byte is the same. */
export function differenceOf(file: string, expected: string | Uint8Array, found: Uint8Array): Difference | undefined {
  const wanted = typeof expected === "string" ? Buffer.from(expected) : Buffer.from(expected.buffer, expected.byteOffset, expected.byteLength)
  if (wanted.equals(found)) return undefined
  const place = typeof expected === "string" ? textPlace(file, expected, new TextDecoder("utf-8", { ignoreBOM: true }).decode(found)) : undefined
  // Ends of lines and the like look alike in words: there the bytes tell.
  return { file, ...(place === undefined || place.expected === place.found ? bytePlace(wanted, found) : place) }
}

/** A file that lies there and was not written, or was written and does not. */
export function missing(file: string, which: "expected" | "found"): Difference {
  return which === "expected" ? { file, at: "", expected: "no file of this name", found: "a file" } : { file, at: "", expected: "a file", found: "no file of this name" }
}

function textPlace(file: string, expected: string, found: string): Place | undefined {
  if (expected === found) return undefined
  if (file.endsWith(".json")) {
    const place = jsonPlace(expected, found)
    if (place !== undefined) return place
  }
  return file.endsWith(".csv") ? cellPlace(expected, found) : linePlace(expected, found)
}

/** Undefined where one of them is no JSON, or both say the same in other words. */
function jsonPlace(expected: string, found: string): Place | undefined {
  try {
    return valuePlace(JSON.parse(expected), JSON.parse(found), "")
  } catch {
    return undefined
  }
}

function valuePlace(expected: unknown, found: unknown, path: string): Place | undefined {
  if (Object.is(expected, found)) return undefined
  if (typeof expected !== "object" || typeof found !== "object" || expected === null || found === null || Array.isArray(expected) !== Array.isArray(found)) {
    return { at: path === "" ? "the whole value" : path, expected: told(expected), found: told(found) }
  }
  const [left, right] = [expected as Readonly<Record<string, unknown>>, found as Readonly<Record<string, unknown>>]
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const place = valuePlace(left[key], right[key], stepped(path, key, Array.isArray(expected)))
    if (place !== undefined) return place
  }
  return undefined
}

function stepped(path: string, key: string, isList: boolean): string {
  if (isList) return `${path}[${key}]`
  if (!/^[A-Za-z_]\w*$/.test(key)) return `${path}[${JSON.stringify(key)}]`
  return path === "" ? key : `${path}.${key}`
}

function told(value: unknown): string {
  return value === undefined ? "nothing" : excerpt(JSON.stringify(value))
}

function linePlace(expected: string, found: string): Place {
  const at = partingOf(expected, found)
  const before = expected.slice(0, at)
  const lineFrom = before.lastIndexOf("\n") + 1
  const from = Math.max(lineFrom, at - BEFORE_MAX)
  return { at: `line ${before.split("\n").length}, column ${[...before.slice(lineFrom)].length + 1}`, expected: rest(expected, from), found: rest(found, from) }
}

/** What parts them lies behind the same text, so that a cell begins at the same place in both. */
function cellPlace(expected: string, found: string): Place {
  const at = partingOf(expected, found)
  let [row, column, from, quoted] = [0, 0, 0, false]
  let header: ReadonlyArray<string> = []
  for (let i = 0; i < at; i++) {
    const c = expected[i]
    if (c === "\"") quoted = !quoted
    if (quoted) continue
    if (c === ",") column++
    if (c === "\n") {
      if (row === 0) header = expected.slice(0, i).trim().split(",")
      row++
      column = 0
    }
    if (c === "," || c === "\n") from = i + 1
  }
  const name = row === 0 ? "the header" : `row ${row}`
  return { at: `${name}, column ${header[column] ?? column + 1}`, expected: cellAt(expected, from), found: cellAt(found, from) }
}

function cellAt(text: string, from: number): string {
  if (from >= text.length) return "the end of the file"
  const cell = /^(?:"(?:[^"]|"")*"|[^,\r\n]*)/.exec(text.slice(from, from + CELL_MAX))?.[0] ?? ""
  return cell === "" ? "an empty cell" : excerpt(cell)
}

function bytePlace(expected: Uint8Array, found: Uint8Array): Place {
  const most = Math.min(expected.length, found.length)
  let at = 0
  while (at < most && expected[at] === found[at]) at++
  const byte = (bytes: Uint8Array) => (at < bytes.length ? `0x${bytes[at].toString(16).padStart(2, "0")}` : `the end, after ${bytes.length} bytes`)
  return { at: `byte ${at + 1}`, expected: byte(expected), found: byte(found) }
}

/** Characters shown before the place in a line, of an excerpt in all, and read of a cell. */
const BEFORE_MAX = 20
const EXCERPT_MAX = 80
const CELL_MAX = 4000

function partingOf(a: string, b: string): number {
  const most = Math.min(a.length, b.length)
  let at = 0
  while (at < most && a[at] === b[at]) at++
  return at
}

function rest(text: string, from: number): string {
  if (from >= text.length) return "the end of the file"
  const end = text.indexOf("\n", from)
  return end === from ? "the end of the line" : excerpt(text.slice(from, end < 0 ? undefined : end))
}

/** The beginning of a text, as a reader may see it. */
export function excerpt(text: string): string {
  const cut = text.slice(0, EXCERPT_MAX)
  return `${shown(cut)}${EXCERPT_MAX < text.length ? "…" : ""}`
}
