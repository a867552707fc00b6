/** A raw tree as one text, the same however the file was laid out: keys sorted, no spaces, comments and long forms gone. */
import { isList, isMap } from "./origins.ts"

export function canonicalJson(value: unknown): string {
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`
  if (isMap(value)) return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`).join(",")}}`
  return JSON.stringify(value)
}
