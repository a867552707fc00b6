/** Claims that a screen would only count: predictions with the number that came out, and misses that the file knows of. */
import type { ClaimVerdict, Result } from "../model/result.ts"
import { claimWords } from "./replicated.ts"
import { distinct, firstFew, grouped } from "./words.ts"

/** A line of a screen. */
export interface OpenClaim {
  readonly label: string
  readonly text: string
}

const PREDICTIONS_MAX = 5
const MISSES_MAX = 3
/** A line for each number that came out of such a claim, with the variants in which it did: `linesMax` at most. */
export function openClaims(result: Result, linesMax: number): ReadonlyArray<OpenClaim> {
  const predictions = lines(result, "prediction", "predicted", Math.min(PREDICTIONS_MAX, linesMax))
  return [...predictions, ...lines(result, "known-miss", "known miss", Math.min(MISSES_MAX, linesMax - predictions.length))]
}

/** What came out stands first, since a screen cuts what is too long at its end; a claim's sentence stands at its first number. */
function lines(result: Result, verdict: ClaimVerdict["verdict"], label: string, most: number): ReadonlyArray<OpenClaim> {
  const own = result.variants.flatMap((variant) => variant.claims.filter((claim) => claim.verdict === verdict).map((claim) => ({ claim, variant: variant.id, value: claimWords(claim) ?? claim.observed })))
  const alike = [...grouped(own, ({ claim, value }) => JSON.stringify([claim.id, value])).values()]
  return alike.slice(0, Math.max(0, most)).map((verdicts, i) => {
    const { claim, value } = verdicts[0]
    const says = claim.id === alike[i - 1]?.[0].claim.id ? "" : `: ${claim.says}`
    const expected = verdict === "known-miss" ? `, expected ${claim.expected}` : ""
    return { label: i === 0 ? label : "", text: `${value} in ${firstFew(distinct(verdicts.map(({ variant }) => variant)), 2)}${expected}${says}` }
  })
}
