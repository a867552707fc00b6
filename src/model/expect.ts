/** What a claim expects, as a file writes it: "none", "at least 99 %", "3 h to 5 h", "more than in no-order", a plain value. */
import { type Instant, parseInstant } from "./instants.ts"
import { parseDurationMs } from "./units.ts"

/** A number with its unit ("%" for shares, a currency, or nothing), a duration [ms], or an instant (a date). */
export type Quantity =
  | { readonly kind: "number"; readonly value: number; readonly unit: string }
  | { readonly kind: "duration"; readonly ms: number }
  | { readonly kind: "instant"; readonly instant: Instant }

export type Expect =
  | { readonly kind: "none" | "some" | "all" | "in-order" | "equal" | "unknown" }
  | { readonly kind: "at-least" | "at-most"; readonly value: Quantity }
  | { readonly kind: "between"; readonly low: Quantity; readonly high: Quantity }
  /** `by` in the unit of `value`; in % of it where only `by` has one. */
  | { readonly kind: "plus-minus"; readonly value: Quantity; readonly by: Quantity }
  | { readonly kind: "more-than-in" | "less-than-in" | "same-as-in"; readonly variant: string }
  | { readonly kind: "never-state"; readonly state: string }
  /** A plain value: a quantity, or a word (a state, a holder, a verdict). */
  | { readonly kind: "value"; readonly value: Quantity | string }

const WORDS: Record<string, Expect> = {
  none: { kind: "none" },
  some: { kind: "some" },
  all: { kind: "all" },
  "in this order": { kind: "in-order" },
  equal: { kind: "equal" },
  unknown: { kind: "unknown" }
}

/** The expectation, undefined where the text is none. */
export function parseExpect(raw: unknown): Expect | undefined {
  if (typeof raw === "boolean") return { kind: "value", value: raw ? "yes" : "no" }
  if (typeof raw === "number") return Number.isFinite(raw) ? { kind: "value", value: { kind: "number", value: raw, unit: "" } } : undefined
  if (typeof raw !== "string") return undefined
  const text = raw.trim().replace(/\s+/g, " ")
  if (text === "") return undefined
  if (Object.hasOwn(WORDS, text)) return WORDS[text]
  return bound(text) ?? inVariant(text) ?? range(text) ?? plain(text)
}

function bound(text: string): Expect | undefined {
  const m = /^at (least|most) (.+)$/.exec(text)
  const value = m === null ? undefined : parseQuantity(m[2])
  return m === null || value === undefined ? undefined : { kind: m[1] === "least" ? "at-least" : "at-most", value }
}

function inVariant(text: string): Expect | undefined {
  const m = /^(more than|less than|same as) in ([a-z0-9][a-z0-9-]*)$/.exec(text)
  if (m !== null) return { kind: m[1] === "more than" ? "more-than-in" : m[1] === "less than" ? "less-than-in" : "same-as-in", variant: m[2] }
  const never = /^never ([a-z-]+)$/.exec(text)
  return never === null ? undefined : { kind: "never-state", state: never[1] }
}

function range(text: string): Expect | undefined {
  const between = /^(.+) to (.+)$/.exec(text)
  if (between !== null) {
    const high = parseQuantity(between[2])
    const low = high === undefined ? undefined : parseQuantity(withUnitOf(between[1], between[2]))
    return low === undefined || high === undefined || low.kind !== high.kind ? undefined : { kind: "between", low, high }
  }
  const spread = /^(.+?) ?(?:±|\+-|\+\/-) ?(.+)$/.exec(text)
  if (spread === null) return undefined
  const by = parseQuantity(spread[2])
  const value = parseQuantity(spread[1])
  if (by?.kind === "duration") {
    const about = parseQuantity(withUnitOf(spread[1], spread[2]))
    return about === undefined || about.kind === "number" ? undefined : { kind: "plus-minus", value: about, by }
  }
  return value === undefined || by === undefined ? undefined : { kind: "plus-minus", value, by }
}

/** Anything that reads like a spoilt form of the above is no plain value. */
function plain(text: string): Expect | undefined {
  if (/^(at|more|less|same|in|never)\b/.test(text) && text !== "in-effect" && text !== "in-breach" && text !== "never") return undefined
  const value = parseQuantity(text)
  if (value !== undefined) return { kind: "value", value }
  return /^[\w.:-]+$/.test(text) ? { kind: "value", value: text } : undefined
}

/** "30 to 40 %" means 30 % to 40 %. */
function withUnitOf(text: string, other: string): string {
  const unit = /^[\d.,]+ ?([^\d\s].*)$/.exec(other)
  return unit !== null && /^[\d.,]+$/.test(text) ? `${text} ${unit[1]}` : text
}

/** "99 %", "1,234", "3 h", "2015-12-30", "800000 RUB", "500 RUB each" (what each of several people pays); undefined where it is none. */
export function parseQuantity(text: string): Quantity | undefined {
  const trimmed = text.trim()
  const ms = parseDurationMs(trimmed)
  if (ms !== undefined) return { kind: "duration", ms }
  const m = /^(-?\d+(?:,\d{3})*(?:\.\d+)?) ?(%|[A-Z]{3} each|[A-Za-z][A-Za-z-]*)?$/.exec(trimmed)
  if (m !== null) return { kind: "number", value: Number(m[1].replaceAll(",", "")), unit: m[2] ?? "" }
  const instant = parseInstant(trimmed)
  return instant === undefined || instant.kind === "never" ? undefined : { kind: "instant", instant }
}
