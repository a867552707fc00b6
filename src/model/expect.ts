/** What a claim expects, read from its words: `none`, `at least 99 %`, `in this order`, `less than in no-order`, a plain value. */
import { isCalendarDate } from "./instants.ts"
import { parseDurationMs } from "./units.ts"

/** A number in an expectation: bare, a share [1], a span [ms] or a calendar day. */
export type Bound =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "share"; readonly value: number }
  | { readonly kind: "duration"; readonly value: number }
  | { readonly kind: "date"; readonly date: string }

export type Expectation =
  | { readonly kind: "none" | "some" | "all" | "unknown" | "in-this-order" | "equal" }
  | { readonly kind: "at-least" | "at-most" | "is"; readonly bound: Bound }
  | { readonly kind: "between"; readonly low: Bound; readonly high: Bound }
  | { readonly kind: "around"; readonly bound: Bound; readonly spread: Bound }
  | { readonly kind: "more-than-in" | "less-than-in" | "same-as-in"; readonly variant: string }
  | { readonly kind: "never"; readonly state: string }
  | { readonly kind: "word"; readonly word: string }

export const EXPECTED = 'none, some, all, "at least 99 %", "at most 3", "2 to 5", "10 ± 2", in this order, equal, more than in V, less than in V, same as in V, never STATE, unknown, or a plain value'

const WORDS: Record<string, Expectation["kind"] & ("none" | "some" | "all" | "unknown" | "in-this-order" | "equal")> = {
  none: "none",
  some: "some",
  all: "all",
  unknown: "unknown",
  "in this order": "in-this-order",
  equal: "equal"
}

/** The expectation of a claim; undefined where its words are none. A word of letters and hyphens alone is a state or a verdict. */
export function parseExpect(value: unknown): Expectation | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? { kind: "is", bound: { kind: "number", value } } : undefined
  if (typeof value === "boolean") return { kind: "word", word: value ? "yes" : "no" }
  if (typeof value !== "string") return undefined
  const text = value.trim().replace(/\s+/g, " ")
  if (Object.hasOwn(WORDS, text)) return { kind: WORDS[text] }
  const compared = /^(more|less|same) (than|as) in ([a-z0-9][a-z0-9-]*)$/.exec(text)
  if (compared !== null && (compared[1] === "same") === (compared[2] === "as")) return { kind: `${compared[1]}-${compared[2]}-in` as "more-than-in" | "less-than-in" | "same-as-in", variant: compared[3] }
  const never = /^never ([a-z][a-z-]*)$/.exec(text)
  if (never !== null) return { kind: "never", state: never[1] }
  const limit = /^at (least|most) (.+)$/.exec(text)
  if (limit !== null) {
    const bound = parseBound(limit[2])
    return bound === undefined ? undefined : { kind: limit[1] === "least" ? "at-least" : "at-most", bound }
  }
  const bound = parseBound(text)
  if (bound !== undefined) return { kind: "is", bound }
  return parseTwo(text) ?? (/^[a-z][a-z-]*$/.test(text) ? { kind: "word", word: text } : undefined)
}

/** `x to y` and `x ± y`; the first may leave its unit to the second. */
function parseTwo(text: string): Expectation | undefined {
  const two = /^(.+?) ?(to|±) ?(.+)$/.exec(text)
  if (two === null) return undefined
  const right = parseBound(two[3])
  const left = parseBound(two[1])
  if (left === undefined || right === undefined) return undefined
  const unit = /^-?\d+(?:\.\d+)? ?(\D*)$/.exec(two[3])?.[1] ?? ""
  const same = left.kind === "number" && right.kind !== "number" ? parseBound(`${two[1]} ${unit}`) : left
  if (two[2] === "±") {
    if (same?.kind === "date" ? right.kind !== "duration" : same?.kind !== right.kind) return undefined
    return same === undefined ? undefined : { kind: "around", bound: same, spread: right }
  }
  return same !== undefined && same.kind === right.kind && orderOf(same) <= orderOf(right) ? { kind: "between", low: same, high: right } : undefined
}

function orderOf(bound: Bound): number {
  return bound.kind === "date" ? Date.parse(bound.date) : bound.value
}

function parseBound(text: string): Bound | undefined {
  const trimmed = text.trim()
  if (/^-?\d+(?:\.\d+)?$/.test(trimmed)) return { kind: "number", value: Number(trimmed) }
  const share = /^(-?\d+(?:\.\d+)?) ?%$/.exec(trimmed)
  if (share !== null) return { kind: "share", value: Number(share[1]) / 100 }
  if (isCalendarDate(trimmed)) return { kind: "date", date: trimmed }
  const ms = parseDurationMs(trimmed)
  return ms === undefined ? undefined : { kind: "duration", value: ms }
}
