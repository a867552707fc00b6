/** Distinct people behind rows of outcomes: whoever is counted in several rows counts once. */
import type { RunRecord } from "../world/record.ts"

/** As what somebody is counted in a row: he wrote, a probe of his would have been refused, he was there. */
export const SEEN = { wrote: 1, without: 2, there: 4 } as const
export type Seen = keyof typeof SEEN

const NO_SUM = -1

/** Distinct simulated people of each sum that outcomes go into. `sumOf`: the sum of each outcome row, or -1. */
export function distinctBySum(record: RunRecord, sumOf: Int32Array, sums: number, seen: Seen): Int32Array {
  const bit = SEEN[seen]
  const starts = new Int32Array(sums + 1)
  let last = 0
  const eachMeant = (visit: (sum: number, person: number) => void) =>
    record.seen.each((outcome, person, how) => {
      if ((how & bit) !== 0 && sumOf[outcome] !== NO_SUM) visit(sumOf[outcome], person)
    })
  eachMeant((sum, person) => {
    last = Math.max(last, person)
    starts[sum + 1]++
  })
  for (let s = 0; s < sums; s++) starts[s + 1] += starts[s]
  const people = new Int32Array(starts[sums])
  const next = starts.slice()
  eachMeant((sum, person) => {
    people[next[sum]++] = person
  })
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
  const counted = new Set<number>()
  let sum = 0
  record.seen.each((outcome, person, how) => {
    const weight = weightOf[outcome]
    if (weight === 0 || (how & SEEN[seen]) === 0 || counted.has(person)) return
    counted.add(person)
    sum += weight
  })
  return sum
}
