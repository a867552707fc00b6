/** The condition under which an order lifts itself. */
import { type Instant, parseInstant } from "../model/instants.ts"

export type End = { readonly instant: Instant } | { readonly count: number; readonly of: ReadonlyArray<string> }

/** Reads "10 of [a, b, …]", "all of [a, b]", "any of [a, b]" (answers, or `events.x`), or an instant; undefined where it is neither. */
export function readEnd(when: string): End | undefined {
  const instant = parseInstant(when)
  if (instant !== undefined) return { instant }
  const m = /^(\d+|all|any) of \[([^\]]*)\]$/.exec(when.trim())
  if (m === null) return undefined
  const names = m[2].split(",").map((name) => name.trim()).filter((name) => name !== "")
  const count = m[1] === "all" ? names.length : m[1] === "any" ? 1 : Number(m[1])
  return { count, of: names.map((name) => (/^(answers|events)\./.test(name) ? name : `answers.${name}`)) }
}
