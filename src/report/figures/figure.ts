/** A figure of a report: a picture drawn as SVG, byte for byte the same everywhere, what it says in numbers, and a table with a row for each of its marks. */
import type { Result } from "../../model/result.ts"
import { type Cell, type Table, table as tableOf } from "../document.ts"
import { escapeHtml, shown } from "../visible.ts"
import { FIGURE_STYLE, PAPER } from "./look.ts"
import { LINE, lines, number, paragraph, WIDTH } from "./pen.ts"

export interface Figure {
  /** Lower-case letters and hyphens, chosen here and never by a scenario. */
  readonly id: string
  readonly title: string
  /** The finding in numbers, for whoever does not see the picture. */
  readonly description: string
  /** The picture as one `<svg>`. Ids within it begin with `idPrefix`, so that a page may hold several. */
  readonly svg: (idPrefix: string) => string
  /** A row for each mark, in the order in which they are drawn. */
  readonly table: Table
  /** Elements of the picture that stand for data; they carry the class `mark`. */
  readonly marks: number
}

/** What stands between title and source: as wide as every figure, so high. */
export interface Drawing {
  readonly height: number
  readonly body: string
}

interface Parts {
  readonly id: string
  readonly title: string
  readonly description: string
  /** What was run by which program: stands in the picture, which readers cut out. */
  readonly source: string
  readonly table: Table
  readonly draw: (idPrefix: string) => Drawing
}

/** The figure, with its title, the word SIMULATED and its source in the picture. */
export function figureOf({ draw, ...said }: Parts): Figure {
  return { id: said.id, title: said.title, description: said.description, table: said.table, marks: said.table.rows.length, svg: (idPrefix) => framed(said, draw(idPrefix), idPrefix) }
}

/** Program, scenario and run: how a picture is cited. */
export function sourceOf({ run, scenario }: Pick<Result, "run" | "scenario">): string {
  return citation(run.engineVersion, scenario.id, run.id)
}

export function citation(engineVersion: string, scenario: string, runId: string): string {
  return `Simulated, not measured: Situs ${engineVersion}, scenario ${shown(scenario)}, run ${runId}.`
}

/** The table of a figure, which has a mark at least. */
export function marksTable(caption: string, columns: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<Cell>>): Table {
  const block = tableOf(caption, columns, rows)
  if (block.kind !== "table") throw new Error(`the figure "${caption}" has no mark`)
  return block
}

const MARGIN = 4
const STAMP_BASELINE = 14
const TITLE_SIZE = 15
const TITLE_LINE = 19

function framed({ description, source, title }: Omit<Parts, "draw">, { body, height: inner }: Drawing, id: string): string {
  const titleLines = lines(title, WIDTH, { size: TITLE_SIZE, bold: true, most: 3 })
  const top = STAMP_BASELINE + TITLE_LINE * titleLines.length + 12
  const foot = paragraph(source, { x: 0, y: top + inner + LINE + 2, width: WIDTH, most: 3, kind: "note" })
  const height = foot.bottom + 6
  const [w, h] = [WIDTH + 2 * MARGIN, Math.ceil(height) + 2 * MARGIN]
  return [
    `<svg class="figure" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="${-MARGIN} ${-MARGIN} ${w} ${h}" width="${number(w / REM)}rem" height="${number(h / REM)}rem" xmlns="http://www.w3.org/2000/svg">`,
    `<title id="${id}-title">${escapeHtml(title)}</title>`,
    `<desc id="${id}-desc">${escapeHtml(description)}</desc>`,
    `<text class="stamp" x="0" y="${STAMP_BASELINE - 2}">SIMULATED</text>`,
    ...titleLines.map((line, i) => `<text class="title" x="0" y="${STAMP_BASELINE + TITLE_LINE * (i + 1) - 2}">${escapeHtml(line)}</text>`),
    `<g transform="translate(0 ${top})">`,
    body,
    "</g>",
    foot.svg,
    "</svg>"
  ].join("\n")
}

/** Units of a picture in the height of a reader's letters: it grows with them. */
const REM = 16

/** The figure as a file of its own, with its colours and a page behind it. */
export function standalone(figure: Figure): string {
  const svg = figure.svg(figure.id)
  const [x, y, width, height] = (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? "").split(" ").map(Number)
  const page = { x: x - PAGE_MARGIN, y: y - PAGE_MARGIN, width: width + 2 * PAGE_MARGIN, height: height + 2 * PAGE_MARGIN }
  return `${svg
    .replace(/viewBox="[^"]*" width="[^"]*" height="[^"]*"/, `viewBox="${page.x} ${page.y} ${page.width} ${page.height}" width="${page.width}" height="${page.height}"`)
    .replace("</desc>", `</desc>\n<style>${PAPER}${FIGURE_STYLE}</style>\n<rect class="page" x="${page.x}" y="${page.y}" width="${page.width}" height="${page.height}"/>`)}\n`
}

const PAGE_MARGIN = 16
