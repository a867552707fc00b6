/** What a page carries to be verified by itself: a block of data that no browser runs or shows, and no Content-Security-Policy concerns. */
import { escapeActing } from "./visible.ts"

const OPENING = "<script type=\"application/json\" id=\"situs-origin\">"
const CLOSING = "</script>"
const BODY_END = "</body>"

/** The page with the value in it. Nothing in the block can end it: `<` stands as an escape. */
export function embed(page: string, value: unknown): string {
  const at = page.lastIndexOf(BODY_END)
  if (at < 0) throw new Error("a page has a body")
  const json = escapeActing(JSON.stringify(value)).replaceAll("<", "\\u003c")
  return `${page.slice(0, at)}${OPENING}${json}${CLOSING}\n${page.slice(at)}`
}

/** The value in a page; undefined where it has none that can be read. */
export function embedded(page: string): unknown {
  const from = page.lastIndexOf(OPENING)
  const until = page.indexOf(CLOSING, from)
  if (from < 0 || until < 0) return undefined
  try {
    return JSON.parse(page.slice(from + OPENING.length, until))
  } catch {
    return undefined
  }
}
