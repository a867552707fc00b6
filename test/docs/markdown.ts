/** Markdown of the generated pages: tables and their cells. */

/** First lines of a generated page: what it is, and that nobody edits it by hand. */
export function opening(title: string, from: string, says: string): ReadonlyArray<string> {
  return [`# ${title}`, "", `<!-- Generated from ${from} by \`npm run docs\`. Do not edit. -->`, "", says, ""]
}

/** A table, with an empty line after it. */
export function table(head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> {
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""]
}

function line(cells: ReadonlyArray<string>): string {
  return `| ${cells.map(cell).join(" | ")} |`
}

function cell(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").replaceAll("|", "\\|")
}

/** Backquoted words in a row. */
export function codes(words: ReadonlyArray<string>): string {
  return words.map((word) => `\`${word}\``).join(" ")
}

/** Text of a page: its lines, one line end at the end. */
export function page(...parts: ReadonlyArray<ReadonlyArray<string>>): string {
  return `${parts.flat().join("\n").trimEnd()}\n`
}
