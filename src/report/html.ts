/** report.html: the chapters as one file that needs no network and no script, light and dark, on screen and on A4. */
import { sha256 } from "../language/sha256.ts"
import type { Result } from "../model/result.ts"
import { chapters } from "./chapters.ts"
import { type Block, type Cell, cellLines, type Chapter, type Table } from "./document.ts"
import type { Figure } from "./figures/figure.ts"
import type { Work } from "./folder.ts"
import type { CaseHistory } from "./history.ts"
import { webAddress } from "./markdown.ts"
import { plain, type Quantity, type Words } from "./quantity.ts"
import { runs } from "./replicated.ts"
import { STYLE } from "./style.ts"
import { escapeAttribute, escapeHtml } from "./visible.ts"
import { shortened } from "./words.ts"

export function html(result: Result, work?: Work, catalogue?: ReadonlyArray<CaseHistory>): string {
  const { scenario, run } = result
  const [first, ...rest] = chapters(result, work, catalogue)
  const question = escapeHtml(shortened(scenario.question ?? scenario.title, QUESTION_MAX))
  return `${[
    "<!doctype html>",
    "<html lang=\"en\">",
    "<head>",
    "<meta charset=\"utf-8\">",
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${styleHash()}'">`,
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
    "<meta name=\"color-scheme\" content=\"light dark\">",
    "<meta name=\"referrer\" content=\"no-referrer\">",
    `<title>${question} · simulation, not measurement</title>`,
    `<style>${STYLE}</style>`,
    "</head>",
    "<body>",
    "<a class=\"skip\" href=\"#contents\">To the contents</a>",
    "<main>",
    `<section id="${first.id}" aria-labelledby="${first.id}-question">`,
    "<header>",
    "<p class=\"stamp\">Simulation, not measurement</p>",
    `<h1 id="${first.id}-question">${question}</h1>`,
    `<p class="about">${escapeHtml(shortened(scenario.title, QUESTION_MAX))}</p>`,
    `<p class="about">Scenario ${escapeHtml(shortened(scenario.id, 60))} · ${escapeHtml(scenario.from)} to ${escapeHtml(scenario.until)} · run ${escapeHtml(run.id)} · ${run.replications === 1 ? runs(result) : `${run.replications} runs of each variant`} · times are UTC</p>`,
    "</header>",
    `<h2 id="${first.id}-head">${escapeHtml(first.title)}</h2>`,
    ...blocks(first.blocks, first.id),
    "</section>",
    `<nav id="contents" aria-labelledby="contents-head"><h2 id="contents-head">Contents</h2><ol>${rest.map((chapter) => `<li><a href="#${chapter.id}">${escapeHtml(chapter.title)}</a></li>`).join("")}</ol></nav>`,
    ...rest.map(section),
    "</main>",
    `<footer><p>Simulated by Situs ${escapeHtml(run.engineVersion)}, seed ${run.seed}, scenario hash <code>${escapeHtml(run.scenarioHash)}</code>. Simulation, not measurement.</p></footer>`,
    "</body>",
    "</html>"
  ].join("\n")}\n`
}

/** A sheet has room for a question of so many characters; the chapter on it has the whole. */
const QUESTION_MAX = 240

/** The one style sheet that the page's policy lets in, by its hash. */
function styleHash(): string {
  const bytes = sha256(STYLE).match(/../g)?.map((byte) => Number.parseInt(byte, 16)) ?? []
  return `sha256-${btoa(String.fromCharCode(...bytes))}`
}

function section(chapter: Chapter): string {
  return [`<section id="${chapter.id}" aria-labelledby="${chapter.id}-head">`, `<h2 id="${chapter.id}-head">${escapeHtml(chapter.title)}</h2>`, ...blocks(chapter.blocks, chapter.id), "</section>"].join("\n")
}

function blocks(all: ReadonlyArray<Block>, id: string): ReadonlyArray<string> {
  return all.map((content, i) => block(content, `${id}-${i + 1}`))
}

function block(content: Block, id: string): string {
  switch (content.kind) {
    case "lead":
      return `<p class="lead">${words(content.text)}</p>`
    case "text":
      return `<p>${words(content.text)}</p>`
    case "heading":
      return `<h3>${words(content.text)}</h3>`
    case "list":
      return `<ul>${content.items.map((item) => `<li>${words(item)}</li>`).join("")}</ul>`
    case "beside":
      return `<div class="beside">\n<div>\n${blocks(content.left, `${id}-l`).join("\n")}\n</div>\n<div>\n${blocks(content.right, `${id}-r`).join("\n")}\n</div>\n</div>`
    case "command":
      return `<pre><code>${escapeHtml(content.text)}</code></pre>`
    case "figure":
      return figure(content.figure, id)
    case "folded":
      return `<details><summary>${words(content.table.caption)}</summary>\n${table(content.table, id)}\n</details>`
    case "table":
      return table(content, id)
  }
}

function figure(content: Figure, id: string): string {
  return [
    "<figure>",
    `<div class="scroll" role="region" aria-label="${escapeHtml(named("Figure", id, content.title))}" tabindex="0">${content.svg(id)}</div>`,
    `<figcaption>${words(beginning(content.description))}</figcaption>`,
    "</figure>"
  ].join("\n")
}

/** Under a figure stands so much of what its description says, which is whole in the figure itself, and number by number in the table [characters]. */
const CAPTION_MAX = 320

/** Whole sentences, or parts that a semicolon ends. */
function beginning(description: string): string {
  if (description.length <= CAPTION_MAX) return description
  const end = Math.max(...[". ", "; "].map((mark) => description.lastIndexOf(mark, CAPTION_MAX - 1)))
  return end <= 0 ? description : `${description.slice(0, end)}. The table has the rest.`
}

/** What a region to scroll in is called: by its place too, since a figure that is drawn in parts has one title. */
function named(kind: string, id: string, title: string): string {
  return `${kind} ${id.replaceAll("-", " ")}: ${title}`
}

/** Longer tables scroll on a screen, under their column heads. */
const ROWS_AT_ONCE = 30
/** Tables of so few columns fit a telephone: they need no region to scroll in. */
const NARROW = 2

/** A table scrolls within itself and can be reached by keyboard; on paper all of it is there. */
function table(content: Table, id: string): string {
  const tall = content.rows.length > ROWS_AT_ONCE
  const fits = content.columns.length <= NARROW && !tall
  return [
    fits ? "<div class=\"fits\">" : `<div class="scroll${tall ? " tall" : ""}" role="region" aria-label="${escapeHtml(named("Table", id, plain(content.caption)))}" tabindex="0">`,
    "<table>",
    `<caption><span>${words(content.caption)}</span></caption>`,
    `<thead><tr>${content.columns.map((column) => `<th scope="col"${classed(column.numeric === true && "number", column.wide === true && "wide")}>${escapeHtml(column.name)}</th>`).join("")}</tr></thead>`,
    "<tbody>",
    ...content.rows.map((row) => `<tr>${row.map((cell, i) => tableCell(cell, i === 0, content.columns[i]?.numeric === true)).join("")}</tr>`),
    "</tbody>",
    "</table>",
    "</div>"
  ].join("\n")
}

function tableCell(cell: Cell, first: boolean, numeric: boolean): string {
  const lines = cellLines(cell)
  const inside = lines.map(words).join("<br>")
  const href = typeof cell === "string" ? undefined : webAddress(cell.href)
  const alone = lines.length === 1 ? plain(lines[0]) : undefined
  const short = alone !== undefined && (INSTANT.test(alone) || (first && alone.length <= SHORT_NAME))
  const attribute = classed(numeric && "number", short && "short", typeof cell !== "string" && cell.tone)
  const inner = href === undefined ? inside : `<a href="${escapeHtml(href)}" rel="noreferrer">${inside}</a>`
  return first ? `<th scope="row"${attribute}>${inner}</th>` : `<td${attribute}>${inner}</td>`
}

/** A row's name of at most so many characters stays on one line. */
const SHORT_NAME = 20
const INSTANT = /^\d{4}-\d\d-\d\d( \d\d:\d\d\S*)?$/

/** Text of an element; a number stays with its percent sign, and says where it comes from where that is known. */
function words(text: Words): string {
  if (typeof text !== "string") return text.map((part) => (typeof part === "string" ? escaped(part) : quantity(part))).join("")
  return escaped(text)
}

/** Spaces at the ends of a part of a text are between words. */
function escaped(text: string): string {
  const [, before, middle, after] = /^( ?)(.*?)( ?)$/s.exec(text) as unknown as ReadonlyArray<string>
  return `${before}${escapeHtml(middle).replace(/(\d) %/g, "$1&nbsp;%")}${after}`
}

function quantity({ at, shown, value }: Quantity): string {
  return `<data value="${String(value)}" data-table="${at.table}" data-row="${escapeAttribute(JSON.stringify(at.row))}" data-column="${escapeAttribute(at.column)}">${escapeHtml(shown)}</data>`
}

/** The attribute for the classes that hold. */
function classed(...names: ReadonlyArray<string | false | undefined>): string {
  const held = names.filter((name) => typeof name === "string")
  return held.length === 0 ? "" : ` class="${held.join(" ")}"`
}
