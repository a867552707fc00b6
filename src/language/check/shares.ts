/** Shares that must add up to the whole. */
import type { Key } from "../origins.ts"
import type { Check } from "./check.ts"

/** Rounding of shares that are written exactly. */
const TOLERANCE = 1e-9

/** Tells if the shares do not add up to 100 %. `rests`: what the sum rests on, if it is more than what stands at `keys`. */
export function checkSum(check: Check, keys: ReadonlyArray<Key>, shares: ReadonlyArray<number>, what: string, rests: ReadonlyArray<ReadonlyArray<Key>> = []): void {
  const sum = shares.reduce((a, b) => a + b, 0)
  if (Math.abs(sum - 1) <= TOLERANCE) return
  const list = shares.length > 1 ? ` (${shares.map(percent).join(" + ")})` : ""
  check.error(keys, `${what} add up to ${percent(sum)}${list}`, { expected: "100 % in all", rests })
}

export function percent(share: number): string {
  return `${Number((share * 100).toFixed(9))} %`
}
