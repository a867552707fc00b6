/** Rows of a table over all variants: what is the same in several stands once and names them. */
import type { Result, VariantResult } from "../model/result.ts"
import type { Cell } from "./document.ts"
import { distinct, grouped } from "./words.ts"

export type Line = ReadonlyArray<Cell>

/** The lines of every variant, each after the variants that have it, in the order of their first. */
export function merged(result: Result, lines: (variant: VariantResult) => ReadonlyArray<Line>): ReadonlyArray<Line> {
  const all = result.variants.flatMap((variant) => lines(variant).map((line) => ({ line, variant: variant.id })))
  return [...grouped(all, ({ line }) => JSON.stringify(line)).values()].map((own) => {
    const variants = distinct(own.map((o) => o.variant))
    return [named(variants, result.variants.map((v) => v.id)), ...own[0].line]
  })
}

/** `all`, `all but a, b` where few lack it, else their names. */
function named(variants: ReadonlyArray<string>, all: ReadonlyArray<string>): string {
  const without = all.filter((id) => !variants.includes(id))
  if (without.length === 0) return "all"
  return without.length * 2 < variants.length ? `all but ${without.join(", ")}` : variants.join(", ")
}
