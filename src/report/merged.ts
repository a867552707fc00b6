/** Rows of a table over all variants: what is the same in several stands once and names them. */
import type { Result, VariantResult } from "../model/result.ts"
import type { Cell } from "./document.ts"
import { distinct, grouped } from "./words.ts"

export type Line = ReadonlyArray<Cell>

/** The lines of every variant, each after the variants that have it (`all` where none lacks it), in the order of their first. */
export function merged(result: Result, lines: (variant: VariantResult) => ReadonlyArray<Line>): ReadonlyArray<Line> {
  const all = result.variants.flatMap((variant) => lines(variant).map((line) => ({ line, variant: variant.id })))
  return [...grouped(all, ({ line }) => JSON.stringify(line)).values()].map((own) => {
    const variants = distinct(own.map((o) => o.variant))
    return [variants.length === result.variants.length ? "all" : variants.join(", "), ...own[0].line]
  })
}
