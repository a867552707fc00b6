/** Text of strangers (ids, titles, sources) as something that a reader sees and no terminal, browser or spreadsheet obeys. */

/**
 * The text on one line, with every character that acts instead of showing (control codes, direction overrides, invisible marks)
 * written out: ESC becomes [U+001B], a right-to-left override [U+202E].
 */
export function visible(text: string): string {
  if (PLAIN.test(text)) return text
  return text.replace(/\p{Surrogate}/gu, "\ufffd").replace(/\s*[\r\n]+\s*/g, " ").replace(ACTING, writtenOut).trim()
}

/** Most texts: printable ASCII without a space at either end. */
const PLAIN = /^(?:[!-~](?:[ -~]*[!-~])?)?$/

/** Longest word (what has no space in it) and longest text that a page shows; data files carry all of it [characters]. */
const WORD_LENGTH_MAX = 200
const TEXT_LENGTH_MAX = 4000

/** The visible text, with what would burst a page cut; a cut says how long it was. */
export function shown(text: string): string {
  const words = visible(text).replace(LONG_WORD, (word) => cut(word, WORD_LENGTH_MAX))
  return cut(words, TEXT_LENGTH_MAX)
}

const LONG_WORD = new RegExp(`\\S{${WORD_LENGTH_MAX + 1},}`, "gu")

function cut(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text
  const characters = Array.from(text)
  return characters.length <= lengthMax ? text : `${characters.slice(0, lengthMax).join("")}… (cut: ${characters.length} characters)`
}

/** DEL and C1 controls, direction marks and overrides, zero-width space and no-break space, interlinear marks, tag characters. ZWJ and ZWNJ stay: scripts need them. */
const ABOVE_C0 = String.raw`\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}`
const ACTING = new RegExp(String.raw`[\u0000-\u001f${ABOVE_C0}]`, "gu")
const ACTING_IN_JSON = new RegExp(`[${ABOVE_C0}]`, "gu")

function writtenOut(character: string): string {
  const code = character.codePointAt(0) as number
  if (code === 9) return " "
  return `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`
}

/** JSON text in which the same characters stand as escapes (JSON itself escapes C0): it reads back to the same value. */
export function escapeActing(json: string): string {
  return json.replace(ACTING_IN_JSON, (character) => [...Array(character.length).keys()].map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`).join(""))
}

/** Text for an element or a quoted attribute of HTML or SVG. */
export function escapeHtml(text: string): string {
  return shown(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}

/** JSON, whole, for a quoted attribute that a program reads: it reads back to the same value. */
export function escapeAttribute(json: string): string {
  return escapeActing(json).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}

/** Text for a line or a table cell of Markdown: nothing in it is markup, neither Markdown's nor HTML's. */
export function escapeMarkdown(text: string): string {
  return shown(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_{}[\]|~#$]/g, (c) => `\\${c}`)
    .replace(/^([-+=]|\d+[.)](?=\s|$))/, (m) => (m.length === 1 ? `\\${m}` : `${m.slice(0, -1)}\\${m.slice(-1)}`))
    .replace(/(https?|ftp|mailto|javascript|data):/gi, (m) => `${m.slice(0, -1)}&#58;`)
}
