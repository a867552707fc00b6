/** What a file states at one place, in words: `block (what: bes, at: subscription)` rather than braces and quotes. */
import { listed } from "./words.ts"

/** A value as `changes` has it: a text, or JSON of a list or of what has fields. */
export function statedWords(value: string): string {
  const first = value.charAt(0)
  if (first !== "[" && first !== "{") return value
  try {
    return words(JSON.parse(value))
  } catch {
    // A text of the file that only begins like JSON stands as it is.
    return value
  }
}

function words(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : listed(value.map(words))
  if (typeof value !== "object" || value === null) return String(value)
  const fields = Object.entries(value).map(([key, inner]) => (isPlain(inner) ? `${key}: ${words(inner)}` : `${key} (${words(inner)})`))
  return fields.length === 0 ? "nothing" : fields.join(", ")
}

/** A name, a number or a list of such needs no brackets. */
function isPlain(value: unknown): boolean {
  return Array.isArray(value) ? value.every((one) => typeof one !== "object") : typeof value !== "object" || value === null
}
