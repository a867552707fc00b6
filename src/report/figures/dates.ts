/** When orders and answers changed something: numbers at upright lines, and what they stand for. */
import type { VariantResult } from "../../model/result.ts"
import { counted, distinct, grouped, instant } from "../words.ts"

/** An upright line of one panel, with the number of what happened. */
export interface Dated {
  readonly at: number
  readonly number: number
}

interface Happened {
  readonly what: string
  readonly at: string
}

/** Names that one picture explains. */
const NAMES_MAX = 20

/** Orders, answers and events at the starts of windows; when a carrier begins to obey is left out. */
function happened(variant: VariantResult): ReadonlyArray<Happened> {
  return variant.windows.flatMap((window) => window.starts.filter((start) => !start.includes(".through.")).map((start) => ({ what: nameOf(start), at: window.from })))
}

/** `orders.X.issued` as `X issued`, `answers.Y` as `answer Y`. */
function nameOf(start: string): string {
  const [kind, id, ...steps] = start.split(".")
  return kind === "orders" ? `${id} ${steps.join(" ")}` : `${kind === "answers" ? "answer" : kind === "events" ? "event" : kind} ${id}`
}

/** The lines of each variant, and the list of what the numbers stand for, in the order in which it first happened. */
export function datesOf(variants: ReadonlyArray<VariantResult>): { readonly lines: (variant: VariantResult) => ReadonlyArray<Dated>; readonly key: ReadonlyArray<string> } {
  const all = variants.flatMap(happened).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const names = [...grouped(all, (one) => one.what)].slice(0, NAMES_MAX)
  const numbers = new Map(names.map(([what], i) => [what, i + 1]))
  const left = distinct(all.map((one) => one.what)).length - names.length
  const key = names.map(([what, own]) => {
    const at = distinct(own.map((one) => one.at))
    return `${numbers.get(what)} ${what} ${instant(at[0]).slice(0, 16)}${at.length === 1 ? "" : `, ${counted(at.length - 1, "more date")}`}`
  })
  return {
    lines: (variant) => happened(variant).flatMap(({ at, what }) => (numbers.has(what) ? [{ at: Date.parse(at), number: numbers.get(what)! }] : [])),
    key: left === 0 ? key : [...key, `${counted(left, "further name")} without a number`]
  }
}
