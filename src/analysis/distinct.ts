/** Distinct people behind rows of outcomes: whoever is counted in several rows counts once. */
import type { RunRecord } from "../world/record.ts"

/** As what somebody is counted in a row: he wrote, a probe of his would have been refused, he was there. */
export const SEEN = { wrote: 1, without: 2, there: 4 } as const
export type Seen = keyof typeof SEEN

const NO_SUM = -1

/** Distinct simulated people of each sum that outcomes go into. `sumOf`: the sum of each outcome row, or -1. */
export function distinctBySum(record: RunRecord, sumOf: Int32Array, sums: number, seen: Seen): Int32Array {
  const { outcome, person, how } = record.seen
  const bit = SEEN[seen]
  const starts = new Int32Array(sums + 1)
  const meant = (i: number) => (how[i] & bit) !== 0 && sumOf[outcome[i]] !== NO_SUM
  let last = 0
  for (let i = 0; i < outcome.length; i++) {
    last = Math.max(last, person[i])
    if (meant(i)) starts[sumOf[outcome[i]] + 1]++
  }
  for (let s = 0; s < sums; s++) starts[s + 1] += starts[s]
  const people = new Int32Array(starts[sums])
  const next = starts.slice()
  for (let i = 0; i < outcome.length; i++) if (meant(i)) people[next[sumOf[outcome[i]]]++] = person[i]
  // The sum that each person was counted in last: sums come one after the other.
  const counted = new Int32Array(last + 1).fill(NO_SUM)
  const distinct = new Int32Array(sums)
  for (let s = 0; s < sums; s++) {
    for (let i = starts[s]; i < starts[s + 1]; i++) {
      if (counted[people[i]] === s) continue
      counted[people[i]] = s
      distinct[s]++
    }
  }
  return distinct
}

/** Distinct real people in some rows: each simulated one with the weight of the row in which he is met first. `weightOf`: by outcome row, 0 where it is not meant. */
export function distinctReal(record: RunRecord, weightOf: Float64Array, seen: Seen): number {
  const { outcome, person, how } = record.seen
  const counted = new Set<number>()
  let sum = 0
  for (let i = 0; i < outcome.length; i++) {
    const weight = weightOf[outcome[i]]
    if (weight === 0 || (how[i] & SEEN[seen]) === 0 || counted.has(person[i])) continue
    counted.add(person[i])
    sum += weight
  }
  return sum
}
