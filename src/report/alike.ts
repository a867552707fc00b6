/** Variants that come to the same in every outcome of page 1: they share a row and a bar. */
import type { Result } from "../model/result.ts"
import { baselineOf, effectOf, OUTCOMES, options } from "./effect.ts"
import { firstFew, grouped, shortened } from "./words.ts"

export interface Alike {
  /** In the order of the result; the baseline's own are first. */
  readonly variants: ReadonlyArray<string>
  readonly hasBaseline: boolean
  /** An option whose rows stand for all of them; of the baseline alone undefined. */
  readonly option: string | undefined
}

/** A sheet has room for so many rows; the chapter on trade-offs has all. */
export const ROWS_MAX = 11
/** Longer names would take a second line of a row. */
export const NAME_MAX = 24

export function alike(result: Result): ReadonlyArray<Alike> {
  const baseline = baselineOf(result)
  const [any = ""] = options(result)
  const keyOf = (variant: string) => {
    const numbers = OUTCOMES.map((measure) => {
      const row = effectOf(result, variant === baseline ? any : variant, measure)
      return variant === baseline ? [row?.baselineValue, 0] : [row?.value, row?.difference.mean]
    })
    return JSON.stringify(numbers)
  }
  return [...grouped([baseline, ...options(result)], keyOf).values()].map((variants) => ({ variants, hasBaseline: variants.includes(baseline), option: variants.find((id) => id !== baseline) }))
}

/** `as-happened, from-monday`; the baseline is called so. */
export function nameOf({ hasBaseline, variants }: Alike, most: number): string {
  const names = variants.map((id, n) => `${shortened(id, NAME_MAX)}${hasBaseline && n === 0 ? " (baseline)" : ""}`)
  return names.length <= most ? names.join(", ") : firstFew(names, most)
}
