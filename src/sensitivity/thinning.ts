/**
 * A file with fewer simulated people for the same real ones: of each cohort one in so many, with so many times the weight. It is
 * said by settings, so that whatever the file means by a number of people holds.
 */
import type { Setting } from "../language/file.ts"
import type { Cohort } from "../model/people.ts"

/** No cohort is thinned below so many: of four people a share is right to an eighth of them, since quotas are exact. */
export const PEOPLE_LEAST = 4

/** What is set so that one in `of` is simulated; nothing for 1. */
export function thinned(people: Readonly<Record<string, Cohort>>, of: number): ReadonlyArray<Setting> {
  const fewer = (count: number) => Math.min(count, Math.max(PEOPLE_LEAST, Math.round(count / of)))
  return Object.entries(people).flatMap(([name, cohort]) => {
    const now = present(cohort, fewer) ?? settled(cohort, fewer)
    return Object.entries(now).flatMap(([word, value]) => (value === wordOf(cohort, word) ? [] : [{ path: `people.${name}.${word}`, value }]))
  })
}

/** Real people are written out where they were those simulated. */
function settled({ count, "stands-for": real }: Cohort, fewer: (count: number) => number): Readonly<Record<string, number>> {
  const simulated = count ?? Math.max(1, Math.round(real ?? 1))
  return fewer(simulated) === simulated ? {} : { count: fewer(simulated), "stands-for": real ?? simulated }
}

/** Of people who are somewhere for a while; undefined for others. What is left out of a file is as the world takes it. */
function present({ count, present, "stands-for": real }: Cohort, fewer: (count: number) => number): Readonly<Record<string, number>> | undefined {
  if (present === undefined) return undefined
  const there = present.count
  if (there !== undefined && (count === undefined || count <= there)) {
    if (fewer(there) === there) return {}
    return { "present.count": fewer(there), ...(count === undefined ? {} : { count: Math.min(count, fewer(there)) }), "present.stock": present.stock ?? there }
  }
  if (count === undefined) {
    const stock = Math.max(1, Math.round(present.stock ?? 1))
    return fewer(stock) === stock ? {} : { "present.count": fewer(stock) }
  }
  if (fewer(count) === count) return {}
  // By turns some of all people are away, of whom as large a part is thinned (one stays behind, else all were away); a stock above their number is what they are a sample of.
  if (there !== undefined) return { count: fewer(count), "present.count": Math.min(fewer(count) - 1, Math.max(1, Math.round((there * fewer(count)) / count))), "stands-for": real ?? count }
  const stock = present.stock ?? count
  return { count: fewer(count), "present.stock": stock, ...(real === undefined && stock < count ? { "stands-for": count } : {}) }
}

function wordOf(cohort: Cohort, word: string): unknown {
  if (word === "count") return cohort.count
  if (word === "stands-for") return cohort["stands-for"]
  return word === "present.count" ? cohort.present?.count : cohort.present?.stock
}
