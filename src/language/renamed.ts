/** A scenario file's text with another id: what one's own file begins with. */
import { isMap, isScalar, parseDocument } from "yaml"

/** The text with `id`; comments, order and line ends stay as they are. @throws where the text has no id: a scenario has one. */
export function renamed(text: string, id: string): string {
  const root = parseDocument(text).contents
  const value = isMap(root) ? root.get("id", true) : undefined
  if (!isScalar(value) || !value.range) throw new Error("a scenario has an id")
  const [from, until] = value.range
  return text.slice(0, from) + id + text.slice(until)
}
