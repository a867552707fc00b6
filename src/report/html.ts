/** report.html: the chapters as one file that needs no network and no script, light and dark, on screen and on A4. */
import type { Result } from "../model/result.ts"
import { chapters } from "./chapters.ts"
import { type Block, type Cell, cellLines, type Chapter, type Table } from "./document.ts"
import { type Figure, figureSvg } from "./figures.ts"
import type { Work } from "./folder.ts"
import { webAddress } from "./markdown.ts"
import { STYLE } from "./style.ts"
import { runs } from "./replicated.ts"
import { escapeHtml } from "./visible.ts"

export function html(result: Result, work?: Work): string {
  const { scenario, run } = result
  const all = chapters(result, work)
  const question = escapeHtml(scenario.question ?? scenario.title)
  return `${[
    "<!doctype html>",
    "<html lang=\"en\">",
    "<head>",
    "<meta charset=\"utf-8\">",
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
    "<meta name=\"color-scheme\" content=\"light dark\">",
    "<meta name=\"referrer\" content=\"no-referrer\">",
    `<title>${question} · simulation, not measurement</title>`,
    `<style>${STYLE}</style>`,
    "</head>",
    "<body>",
    "<a class=\"skip\" href=\"#answer\">To the answer</a>",
    "<header>",
    "<p class=\"stamp\">Simulation, not measurement</p>",
    `<h1>${question}</h1>`,
    `<p class="about">${escapeHtml(scenario.title)}</p>`,
    `<p class="about">Scenario ${escapeHtml(scenario.id)} · ${escapeHtml(scenario.from)} to ${escapeHtml(scenario.until)} · run ${escapeHtml(run.id)} · ${runs(result)}</p>`,
    "</header>",
    `<nav aria-label="Chapters"><ul>${all.map((chapter) => `<li><a href="#${chapter.id}">${escapeHtml(chapter.title)}</a></li>`).join("")}</ul></nav>`,
    "<main>",
    ...all.map(section),
    "</main>",
    `<footer><p>Simulated by Situs ${escapeHtml(run.engineVersion)}, seed ${run.seed}, scenario hash <code>${escapeHtml(run.scenarioHash)}</code>. Simulation, not measurement.</p></footer>`,
    "</body>",
    "</html>"
  ].join("\n")}\n`
}

function section(chapter: Chapter): string {
  const blocks = chapter.blocks.map((content, i) => block(content, `${chapter.id}-${i + 1}`))
  return [`<section id="${chapter.id}" aria-labelledby="${chapter.id}-head">`, `<h2 id="${chapter.id}-head">${escapeHtml(chapter.title)}</h2>`, ...blocks, "</section>"].join("\n")
}

function block(content: Block, id: string): string {
  switch (content.kind) {
    case "lead":
      return `<p class="lead">${words(content.text)}</p>`
    case "text":
      return `<p>${words(content.text)}</p>`
    case "list":
      return `<ul>${content.items.map((item) => `<li>${words(item)}</li>`).join("")}</ul>`
    case "command":
      return `<pre tabindex="0"><code>${escapeHtml(content.text)}</code></pre>`
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
    `<div class="scroll" role="region" aria-label="Figure" tabindex="0">${figureSvg(content, id)}</div>`,
    `<figcaption>${escapeHtml(content.title)}. ${escapeHtml(content.description)}</figcaption>`,
    "</figure>"
  ].join("\n")
}

/** Longer tables scroll on a screen, under their column heads. */
const ROWS_AT_ONCE = 30

/** A table scrolls within itself and can be reached by keyboard; on paper all of it is there. */
function table(content: Table, id: string): string {
  return [
    `<div class="scroll${content.rows.length > ROWS_AT_ONCE ? " tall" : ""}" role="region" aria-labelledby="${id}-caption" tabindex="0">`,
    "<table>",
    `<caption id="${id}-caption">${escapeHtml(content.caption)}</caption>`,
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
  const short = lines.length === 1 && (INSTANT.test(lines[0]) || (first && lines[0].length <= SHORT_NAME))
  const attribute = classed(numeric && "number", short && "short", typeof cell !== "string" && cell.tone)
  const inner = href === undefined ? inside : `<a href="${escapeHtml(href)}" rel="noreferrer">${inside}</a>`
  return first ? `<th scope="row"${attribute}>${inner}</th>` : `<td${attribute}>${inner}</td>`
}

/** A row's name of at most so many characters stays on one line. */
const SHORT_NAME = 20
const INSTANT = /^\d{4}-\d\d-\d\d( \d\d:\d\d\S*)?$/

/** Text of an element; a number stays with its percent sign. */
function words(text: string): string {
  return escapeHtml(text).replace(/(\d) %/g, "$1&nbsp;%")
}

/** The attribute for the classes that hold. */
function classed(...names: ReadonlyArray<string | false | undefined>): string {
  const held = names.filter((name) => typeof name === "string")
  return held.length === 0 ? "" : ` class="${held.join(" ")}"`
}
