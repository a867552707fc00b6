/** The figure of a report: for each variant and status, a bar as long as the share of messages accepted. Drawn as SVG, byte for byte the same. */
import type { Result, Status } from "../model/result.ts"
import { type Table, table } from "./document.ts"
import type { Finding } from "./finding.ts"
import { escapeHtml } from "./visible.ts"
import { STATUSES, statusNoun } from "./who.ts"
import { count, percentOf, sum } from "./words.ts"

/** One bar: messages stand for real ones. */
export interface Mark {
  readonly variant: string
  readonly status: Status
  readonly accepted: number
  readonly attempted: number
}

export interface Figure {
  readonly title: string
  /** The finding in words, for whoever does not see the bars. */
  readonly description: string
  readonly marks: ReadonlyArray<Mark>
  readonly runId: string
  readonly caption: string
}

/** The bars of a result; undefined where nobody tried anything. */
export function acceptedFigure(result: Result, findings: ReadonlyArray<Finding>): Figure | undefined {
  const marks = findings.flatMap((finding) => STATUSES.flatMap((status) => mark(finding, status)))
  if (marks.length === 0) return undefined
  const none = marks.filter((m) => m.accepted === 0)
  const all = marks.filter((m) => m.accepted === m.attempted)
  return {
    title: "Share of attempted messages accepted after the turning point, by variant and status",
    description: `Of ${marks.length} bars, ${none.length} ${none.length === 1 ? "says" : "say"} that nothing was accepted and ${all.length} that everything was.${none.length === 0 ? "" : ` Nothing: ${none.map((m) => `${statusNoun(m.status)} in ${m.variant}`).join(", ")}.`}`,
    marks,
    runId: result.run.id,
    caption: `Situs, scenario ${result.scenario.id}, run ${result.run.id}`
  }
}

/** The table under the figure: a row for each bar. */
export function figureTable(figure: Figure): Table {
  const block = table(
    "Values of the figure: real messages that the simulated ones stand for",
    ["Variant", "Who", "Attempted#", "Accepted#", "Share accepted#"],
    figure.marks.map((m) => [m.variant, statusNoun(m.status), count(m.attempted), count(m.accepted), percentOf(m.accepted, m.attempted)])
  )
  if (block.kind !== "table") throw new Error("a figure has bars")
  return block
}

function mark(finding: Finding, status: Status): ReadonlyArray<Mark> {
  const rows = [...finding.loses, ...finding.partly, finding.keeps].flatMap((fate) => fate.rows).filter((row) => row.status === status)
  const attempted = sum(rows, (row) => row.attempted * row.weight)
  return attempted === 0 ? [] : [{ variant: finding.variant.id, status, accepted: sum(rows, (row) => row.accepted * row.weight), attempted }]
}

const LEFT = 190
const BAR = 84
const NOTE = "share of attempted messages that were accepted"
/** A digit at 12 px, with room to spare in the widest of the system fonts. */
const DIGIT = 6.9
const ROW = 24
const TOP = 54

/** The figure as one `<svg>`; its bars carry the class `mark`. */
export function figureSvg(figure: Figure, id: string): string {
  const variants = [...new Set(figure.marks.map((m) => m.variant))]
  const statuses = STATUSES.filter((status) => figure.marks.some((m) => m.status === status))
  const label = Math.max(...figure.marks.map((m) => percentOf(m.accepted, m.attempted).length), ...statuses.map((status) => statusNoun(status).length - 8))
  const cell = BAR + 24 + Math.ceil(DIGIT * label)
  // Of few bars the words are the widest.
  const width = Math.max(LEFT + cell * statuses.length, LEFT + Math.ceil(DIGIT * NOTE.length), Math.ceil(DIGIT * figure.caption.length))
  const height = TOP + ROW * variants.length + 30
  const heads = statuses.map((status, i) => textAt(LEFT + cell * i, TOP - 14, statusNoun(status), "head"))
  const names = variants.map((variant, i) => textAt(LEFT - 12, TOP + ROW * i + 13, shortened(variant), "name"))
  const bars = figure.marks.map((m) => bar(m, LEFT + cell * statuses.indexOf(m.status), TOP + ROW * variants.indexOf(m.variant)))
  return [
    `<svg class="figure" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" xmlns="http://www.w3.org/2000/svg">`,
    `<title id="${id}-title">${escapeHtml(figure.title)}</title>`,
    `<desc id="${id}-desc">${escapeHtml(figure.description)}</desc>`,
    textAt(0, 16, "SIMULATED", "stamp"),
    textAt(LEFT, 16, NOTE, "note"),
    ...heads,
    ...names,
    ...bars,
    textAt(0, height - 6, figure.caption, "note"),
    "</svg>"
  ].join("\n")
}

function bar(m: Mark, x: number, y: number): string {
  const length = Math.round((10 * BAR * m.accepted) / m.attempted) / 10
  return [
    `<rect class="track" x="${x}" y="${y}" width="${BAR}" height="16"/>`,
    `<rect class="mark" x="${x}" y="${y}" width="${length}" height="16"><title>${escapeHtml(`${m.variant}, ${statusNoun(m.status)}: ${percentOf(m.accepted, m.attempted)}`)}</title></rect>`,
    textAt(x + BAR + 6, y + 13, percentOf(m.accepted, m.attempted), "value")
  ].join("")
}

function textAt(x: number, y: number, words: string, kind: "head" | "name" | "stamp" | "note" | "value"): string {
  return `<text class="${kind}" x="${x}" y="${y}"${kind === "name" ? " text-anchor=\"end\"" : ""}>${escapeHtml(words)}</text>`
}

function shortened(name: string): string {
  const characters = Array.from(name)
  return characters.length <= 22 ? name : `${characters.slice(0, 21).join("")}…`
}
