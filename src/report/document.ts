/** A report before it is Markdown or HTML: chapters of plain texts, lists, tables and figures. Nothing in it is escaped yet. */
import type { Figure } from "./figures/figure.ts"
import type { Words } from "./quantity.ts"

export interface Chapter {
  /** Anchor: lower-case letters, digits and hyphens, chosen here and never by a scenario. */
  readonly id: string
  readonly title: string
  readonly blocks: ReadonlyArray<Block>
}

export type Block =
  | { readonly kind: "text"; readonly text: Words }
  | { readonly kind: "lead"; readonly text: Words }
  /** A heading within a chapter. */
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "list"; readonly items: ReadonlyArray<Words> }
  /** Blocks that stand side by side where there is room for it. */
  | { readonly kind: "beside"; readonly left: ReadonlyArray<Block>; readonly right: ReadonlyArray<Block> }
  | { readonly kind: "command"; readonly text: string }
  | { readonly kind: "figure"; readonly figure: Figure }
  /** A table that a screen shows on demand; paper and Markdown have it. */
  | { readonly kind: "folded"; readonly table: Table }
  | ({ readonly kind: "table" } & Table)

export interface Table {
  readonly caption: string
  readonly columns: ReadonlyArray<Column>
  readonly rows: ReadonlyArray<ReadonlyArray<Cell>>
}

export interface Column {
  readonly name: string
  readonly numeric?: boolean
  /** Holds sentences: gets room. */
  readonly wide?: boolean
}

/** A cell: a text, or lines of text with an address or a tone. A tone only repeats what the text says. */
export type Cell = string | { readonly text: string | ReadonlyArray<Words>; readonly href?: string | undefined; readonly tone?: Tone }
export type Tone = "bad" | "good" | "quiet"

/** A paragraph. */
export function text(words: Words): Block {
  return { kind: "text", text: words }
}

/** A heading within a chapter. */
export function heading(words: string): Block {
  return { kind: "heading", text: words }
}

/** A table; a column whose name ends in `#` is numeric, in `~` wide. Without rows it is the sentence that says so. */
export function table(caption: string, columns: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<Cell>>, none = "There is none."): Block {
  if (rows.length === 0) return text(`${caption}: ${none}`)
  return { kind: "table", caption, columns: columns.map(column), rows }
}

function column(name: string): Column {
  if (name.endsWith("#")) return { name: name.slice(0, -1), numeric: true }
  return name.endsWith("~") ? { name: name.slice(0, -1), wide: true } : { name }
}

/** The lines of a cell, whatever its kind. */
export function cellLines(cell: Cell): ReadonlyArray<Words> {
  const words = typeof cell === "string" ? cell : cell.text
  return typeof words === "string" ? [words] : words
}

const SIGNS: Readonly<Record<string, readonly [sign: string, tone: Tone]>> = {
  held: ["✓", "good"],
  keeps: ["✓", "good"],
  broken: ["✗", "bad"],
  loses: ["✗", "bad"],
  infeasible: ["✗", "bad"],
  partly: ["◐", "bad"],
  "known-miss": ["!", "quiet"],
  undetermined: ["?", "quiet"],
  prediction: ["…", "quiet"],
  "not-exercised": ["–", "quiet"],
  silent: ["–", "quiet"]
}

/** A verdict's word with a sign before it, what else the line says, and further lines. */
export function verdictCell(verdict: string, more = "", ...lines: ReadonlyArray<string>): Cell {
  const [sign, tone] = SIGNS[verdict] ?? ["", "quiet"]
  return { text: [`${sign} ${verdict.replace("-", " ")}${more}`.trim(), ...lines], tone }
}
