/** report.md: the chapters as GitHub's Markdown. Texts of the scenario stay texts. */
import type { Result } from "../model/result.ts"
import { chapters } from "./chapters.ts"
import { type Block, type Cell, cellLines, type Table } from "./document.ts"
import type { Work } from "./folder.ts"
import { runs } from "./replicated.ts"
import { escapeMarkdown, visible } from "./visible.ts"

export function markdown(result: Result, work?: Work): string {
  const { scenario, run } = result
  return `${[
    `# ${escapeMarkdown(scenario.question ?? scenario.title)}`,
    `**Simulation, not measurement.** ${escapeMarkdown(scenario.title)} · scenario ${escapeMarkdown(scenario.id)} · run ${escapeMarkdown(run.id)} · ${runs(result)}`,
    ...chapters(result, work).flatMap((chapter) => [`## ${chapter.title}`, ...chapter.blocks.map(block)])
  ].join("\n\n")}\n`
}

function block(content: Block): string {
  switch (content.kind) {
    case "lead":
      return `**${escapeMarkdown(content.text)}**`
    case "text":
      return escapeMarkdown(content.text)
    case "list":
      return content.items.map((item) => `- ${escapeMarkdown(item)}`).join("\n")
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
  const words = cellLines(content).map(escapeMarkdown).join("<br>")
  const href = typeof content === "string" ? undefined : webAddress(content.href)
  return href === undefined ? words : `[${words}](<${href}>)`
}

/** An address that a page may link to: http or https and nothing that ends the link early. */
export function webAddress(href: string | undefined): string | undefined {
  return href !== undefined && /^https?:\/\/[\x21-\x7e]+$/.test(href) && !/[<>"'`\\|]/.test(href) && href.length <= 2000 ? href : undefined
}
