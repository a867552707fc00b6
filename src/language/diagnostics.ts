/** What is wrong with a scenario file, or worth a note, and where: one finding, and how a list of them is printed. */

import type { Diagnostic } from "../model/errors.ts"

export type { Diagnostic }

/** Columns of a line that are shown around the caret. */
const WIDTH_MAX = 110

/** `file:line:column: message`, the line, a caret under it, what was expected and what may have been meant, for each finding. */
export function printDiagnostics(text: string, list: ReadonlyArray<Diagnostic>): string {
  const lines = text.split("\n")
  return list.map((one) => printOne(lines, one)).join("\n\n")
}

function printOne(lines: ReadonlyArray<string>, one: Diagnostic): string {
  const where = one.line === 0 ? visible(one.file) : `${visible(one.file)}:${one.line}:${one.column}`
  const out = [`${where}: ${one.severity === "note" ? "note: " : ""}${visible(one.message)}`]
  const line = one.line === 0 ? undefined : lines[one.line - 1]
  if (line !== undefined) out.push(...excerpt(line.replace(/\r$/, ""), one))
  if (one.expected !== undefined) out.push(`  expected ${visible(one.expected)}`)
  if (one.hint !== undefined) out.push(`  ${visible(one.hint)}`)
  return out.join("\n")
}

function excerpt(line: string, one: Diagnostic): [string, string] {
  const shown = Array.from(line, (character) => visible(character, "  "))
  const widths = shown.map(displayWidth)
  const at = Math.min(one.column - 1, shown.length)
  let first = 0
  let before = sum(widths, 0, at)
  while (before > WIDTH_MAX / 2 && sum(widths, first, shown.length) > WIDTH_MAX) before -= widths[first++]
  let last = first
  for (let used = 0; last < shown.length && used + widths[last] <= WIDTH_MAX; last++) used += widths[last]
  const underlined = Math.max(1, sum(widths, at, Math.min(last, at + (one.length ?? 1))))
  const number = String(one.line).padStart(5)
  const lead = first > 0 ? "…" : ""
  return [
    `${number} | ${lead}${shown.slice(first, last).join("")}${last < shown.length ? "…" : ""}`.trimEnd(),
    `${" ".repeat(number.length)} | ${" ".repeat(lead.length + sum(widths, first, at))}${"^".repeat(Math.min(underlined, WIDTH_MAX))}`
  ]
}

function sum(widths: ReadonlyArray<number>, from: number, until: number): number {
  let total = 0
  for (let i = from; i < until; i++) total += widths[i]
  return total
}

/** Control characters, direction marks and lone surrogates written out, so that a file cannot steer the terminal. */
export function visible(text: string, tab = "\\t"): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Surrogate}/gu, (c) => {
    if (c === "\t") return tab
    if (c === "\n") return "\\n"
    const code = c.charCodeAt(0)
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`
  })
}

/** Columns of a terminal that a shown character (or its escape) takes. */
function displayWidth(shown: string): number {
  if (shown.length > 2 || shown === "  ") return shown.length
  const code = shown.codePointAt(0)
  if (code === undefined) return 0
  if (/^\p{Mark}$/u.test(shown)) return 0
  const wide = (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) || (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) || (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60) || (code >= 0xffe0 && code <= 0xffe6) || (code >= 0x1f300 && code <= 0x1faff) || (code >= 0x20000 && code <= 0x3fffd)
  return wide ? 2 : 1
}
