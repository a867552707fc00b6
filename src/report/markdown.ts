/** report.md: the chapters as GitHub's Markdown. Texts of the scenario stay texts. */
import type { Result } from "../model/result.ts"
import { chapters } from "./chapters.ts"
import { type Block, type Cell, cellLines, type Table } from "./document.ts"
import type { Work } from "./folder.ts"
import type { CaseHistory } from "./history.ts"
import { plain, type Words } from "./quantity.ts"
import { runs } from "./replicated.ts"
import { escapeMarkdown, visible } from "./visible.ts"

export function markdown(result: Result, work?: Work, catalogue?: ReadonlyArray<CaseHistory>): string {
  const { scenario, run } = result
  return `${[
    `# ${escapeMarkdown(scenario.question ?? scenario.title)}`,
    `**Simulation, not measurement.** ${escapeMarkdown(scenario.title)} · scenario ${escapeMarkdown(scenario.id)} · run ${escapeMarkdown(run.id)} · ${runs(result)}`,
    ...chapters(result, work, catalogue).flatMap((chapter) => [`## ${chapter.title}`, ...chapter.blocks.map(block)])
  ].join("\n\n")}\n`
}

function block(content: Block): string {
  switch (content.kind) {
    case "lead":
      return `**${words(content.text)}**`
    case "text":
      return words(content.text)
    case "heading":
      return `### ${words(content.text)}`
    case "list":
      return content.items.map((item) => `- ${words(item)}`).join("\n")
    case "beside":
      return [...content.left, ...content.right].map(block).join("\n\n")
    case "command":
      return `    ${visible(content.text)}`
    case "figure":
      return `${escapeMarkdown(content.figure.title)}. ${escapeMarkdown(content.figure.description)}`
    case "folded":
      return table(content.table)
    case "table":
      return table(content)
  }
}

function table(content: Table): string {
  const line = (cells: ReadonlyArray<string>) => `| ${cells.join(" | ")} |`
  return [
    `*${escapeMarkdown(content.caption)}*`,
    "",
    line(content.columns.map((column) => escapeMarkdown(column.name))),
    line(content.columns.map((column) => (column.numeric === true ? "---:" : "---"))),
    ...content.rows.map((row) => line(row.map(cell)))
  ].join("\n")
}

function cell(content: Cell): string {
  const lines = cellLines(content).map(words).join("<br>")
  const href = typeof content === "string" ? undefined : webAddress(content.href)
  return href === undefined ? lines : `[${lines}](<${href}>)`
}

function words(text: Words): string {
  return escapeMarkdown(plain(text))
}

/** An address that a page may link to: http or https and nothing that ends the link early. */
export function webAddress(href: string | undefined): string | undefined {
  return href !== undefined && /^https?:\/\/[\x21-\x7e]+$/.test(href) && !/[<>"'`\\|]/.test(href) && href.length <= 2000 ? href : undefined
}
