/** How many people a file simulates: no more than the memory of an ordinary machine holds. */
import type { Cohort } from "../../model/people.ts"
import type { Check } from "./check.ts"

/** More simulated people are refused when a run begins. */
const PEOPLE_MAX = 20_000_000

/** Tells of the cohort at which they become too many. */
export function checkCrowd(check: Check): void {
  const { from, until, people } = check.scenario
  const days = Math.max(0, (Date.parse(until) - Date.parse(from)) / 86_400_000 + 1)
  let sum = 0
  for (const [id, cohort] of Object.entries(people)) {
    sum += simulated(cohort, days)
    if (sum <= PEOPLE_MAX) continue
    check.error(["people", id, ...(cohort.count === undefined ? [] : ["count"])], `${sum.toLocaleString("en-GB")} people to simulate are too many`, {
      expected: `at most ${PEOPLE_MAX.toLocaleString("en-GB")} in all cohorts: count simulates so many, stands-for says how many they are`
    })
    return
  }
}

/** People who stay for some nights are each replaced by another. */
function simulated({ count, present, ...cohort }: Cohort, days: number): number {
  if (present === undefined) return count ?? cohort["stands-for"] ?? 1
  const slots = present.count ?? count ?? present.stock ?? 1
  return Math.max(count ?? 0, slots) * (count === undefined && present.nights !== undefined ? Math.ceil(days / present.nights) + 1 : 1)
}
