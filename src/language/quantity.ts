/** The kinds of plain values that can be put on one scale: a number, a share, a duration, a date, each with its place on it. */
import { isCalendarDate } from "../model/instants.ts"
import { parseDurationMs } from "../model/units.ts"

export interface Quantity {
  readonly kind: "number" | "share" | "duration" | "date"
  readonly at: number
}

/** The value as a quantity; undefined where it is a word or a structure. */
export function quantityOf(value: unknown): Quantity | undefined {
  if (typeof value === "number") return { kind: "number", at: value }
  if (typeof value !== "string") return undefined
  const text = value.trim()
  const share = /^(-?\d+(?:\.\d+)?) ?%(?: (?:per|a) [a-z]+)?$/.exec(text)
  if (share !== null) return { kind: "share", at: Number(share[1]) / 100 }
  if (isCalendarDate(text)) return { kind: "date", at: Date.parse(text) }
  const ms = parseDurationMs(text)
  return ms === undefined ? undefined : { kind: "duration", at: ms }
}
