import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Cohort } from "../../src/model/people.ts"
import { PEOPLE_LEAST, thinned } from "../../src/sensitivity/thinning.ts"
import { cohortsOf } from "../../src/world/population.ts"
import { DAY_MS } from "../../src/world/zones.ts"
import { fileOf, RANGES } from "./files.ts"

const { base } = fileOf(RANGES)
const withPeople = (cohort: Cohort) => ({ ...base, people: { some: cohort } })
/** A cohort with what thinning sets. */
function set(cohort: Cohort, of: number): Cohort {
  const { present, ...rest } = cohort
  let out = { ...rest, ...(present === undefined ? {} : { present }) } as Cohort
  for (const { path, value } of thinned({ some: cohort }, of)) {
    const word = path.replace("people.some.", "")
    out = word.startsWith("present.") ? { ...out, present: { ...out.present!, [word.replace("present.", "")]: value as number } } : { ...out, [word]: value as number }
  }
  return out
}
const rowOf = (cohort: Cohort) => cohortsOf(withPeople(cohort), 30 * DAY_MS, 1, 0)[0]

const townsfolk = base.people.townsfolk
const many = fc.integer({ min: 1, max: 400 })
const cohorts: fc.Arbitrary<Cohort> = fc
  .record({ count: fc.option(many, { nil: undefined }), real: fc.option(fc.integer({ min: 1, max: 5000 }), { nil: undefined }), there: fc.option(many, { nil: undefined }), stock: fc.option(fc.integer({ min: 1, max: 900 }), { nil: undefined }), isPresent: fc.boolean() })
  .map(({ count, isPresent, real, stock, there }) => {
    const { count: _count, "stands-for": _real, ...rest } = townsfolk
    const present = isPresent ? { present: { in: "FR", nights: 7, ...(stock === undefined ? {} : { stock }), ...(there === undefined ? {} : { count: there }) } } : {}
    return { ...rest, ...(count === undefined ? {} : { count }), ...(real === undefined ? {} : { "stands-for": real }), ...present } as Cohort
  })

describe("Thinning", () => {
  it("keeps the real people of every cohort and how they come and go, and has fewer simulated ones, but not below a few", () => {
    fc.assert(
      fc.property(cohorts, fc.integer({ min: 1, max: 60 }), (cohort, of) => {
        const [before, after] = [rowOf(cohort), rowOf(set(cohort, of))]
        expect(after.slots * after.weight).toBeCloseTo(before.slots * before.weight, 6)
        expect(after.residence).toBe(before.residence)
        expect(after.slots).toBe(Math.min(before.slots, Math.max(PEOPLE_LEAST, Math.round(before.slots / of))))
        // Of those who are away by turns the same part is, to a person.
        if (before.residence === "rotating") expect(Math.abs(after.away - (before.away * after.slots) / before.slots)).toBeLessThan(1.001)
      }),
      { numRuns: 2000 }
    )
  })

  it("sets nothing where one in one is taken, or a cohort is small already", () => {
    expect(thinned(base.people, 1)).toEqual([])
    expect(thinned({ few: { ...townsfolk, count: PEOPLE_LEAST } }, 10)).toEqual([])
  })

  it("gives a file that can be read", () => {
    const file = fileOf(RANGES)
    const read = file.withSets(thinned(base.people, 8))
    expect(read.ok && Object.values(read.file.base.people).map((cohort) => [cohort.count, cohort["stands-for"]])).toEqual([[5, 4000], [5, 40]])
  })
})
