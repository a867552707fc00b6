import { Schema } from "effect"
import fc from "fast-check"
import { beforeAll, describe, expect, test } from "vitest"
import type { Student95 } from "../../src/analysis/interval.ts"
import { pooled, runId, type Sample, sampleOf } from "../../src/analysis/replications.ts"
import { exitCodeOf } from "../../src/analysis/result.ts"
import { student95 } from "../../src/cli/student.ts"
import { Result } from "../../src/model/result.ts"
import { reportFiles } from "../../src/report/folder.ts"
import { fixture } from "../report/fixture.ts"
import { replicaOf } from "../report/replicas.ts"

let student: Student95
beforeAll(async () => {
  student = await student95()
})

const samples = (count: number): ReadonlyArray<Sample> => Array.from({ length: count }, (_, n) => sampleOf(replicaOf(n)))
const pool = (count: number) => pooled(replicaOf(0), samples(count), student)
const variantOf = (result: Result, id: string) => result.variants.find((variant) => variant.id === id)!

const numbersIn = (value: unknown): ReadonlyArray<number> => (typeof value === "number" ? [value] : typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [])

describe("Several replications", () => {
  test("make a result that the schema describes, without NaN or Infinity", () => {
    for (const count of [2, 3, 10]) {
      const result = pool(count)
      expect(() => Schema.decodeUnknownSync(Result, { onExcessProperty: "error" })(result)).not.toThrow()
      expect(numbersIn(result).filter((value) => !Number.isFinite(value))).toEqual([])
      expect([...reportFiles(result).values()].join()).not.toMatch(/NaN|Infinity|undefined/)
    }
  })

  test("of which there is one are that one", () => {
    expect(pool(1)).toEqual(fixture())
  })

  test("keep counts and tables of the first, and say how many there were", () => {
    const [one, many] = [fixture(), pool(4)]
    expect(many.run).toEqual({ ...one.run, id: runId(one.run.scenarioHash, 1, 4, 0), replications: 4 })
    const tables = (result: Result) => result.variants.map(({ outcomes, invariants: _, claims: __, shares: ___, fingerprints: ____, ...rest }) => ({ ...rest, outcomes: outcomes.map(({ deliveryRatio: _____, ...row }) => row) }))
    expect(tables(many)).toEqual(tables(one))
    expect(variantOf(many, "no-order").fingerprints.map((one) => [one.replication, one.digest])).toEqual([0, 1, 2, 3].map((n) => [n, n === 0 ? "d1gest-no-order" : `d1gest-no-order-${n}`]))
  })

  test("give ratios and shares an interval; runs in which nothing was attempted are left out and counted", () => {
    const many = pool(4)
    // The second replica attempted nothing in the first row, as replicaOf says.
    expect(variantOf(many, "no-order").outcomes[0].deliveryRatio.runs).toBe(3)
    const ratio = variantOf(many, "no-order").outcomes[1].deliveryRatio
    expect(ratio.runs).toBe(4)
    expect(ratio.low! < ratio.mean! && ratio.mean! < ratio.high! && ratio.high! <= 1).toBe(true)
    expect(variantOf(many, "no-order").shares[0].accepted.runs).toBe(4)
  })

  test("compare variants pair by pair", () => {
    const row = pool(4).comparisons.find((one) => one.variant === "as-announced" && one.measure === "refused" && one.cohort === "staff")!
    expect(row.runs).toBe(4)
    // The replicas lose 0, 1, 2 and 3 messages more than the first.
    const first = fixture().comparisons.find((one) => one.variant === "as-announced" && one.measure === "refused" && one.cohort === "staff")!.difference.mean
    expect(row.difference.mean).toBe(first + 1.5)
    expect(row.difference.low! < first && first + 3 < row.difference.high!).toBe(true)
  })

  test("take the worst verdict, with the replication, the witness and the number that gave it", () => {
    const announced = variantOf(pool(4), "as-announced")
    expect(announced.invariants.find((one) => one.id === "X4")).toEqual({ id: "X4", verdict: "broken", exercised: 4 * 31, witness: "seen in 2", runs: { held: 3, broken: 1, notExercised: 0, infeasible: 0 }, replication: 2 })
    const lose = announced.claims.find((one) => one.id === "residents-lose")!
    expect([lose.verdict, lose.observed, lose.value, lose.replication]).toEqual(["broken", "3 of 14,006 messages", 3, 3])
    expect(lose.runs).toEqual({ held: 3, broken: 1, undetermined: 0, knownMiss: 0, prediction: 0 })
    expect(lose.estimate).toMatchObject({ mean: 0.75, low: 0, runs: 4 })
    const keep = announced.claims.find((one) => one.id === "guests-keep")!
    expect([keep.verdict, keep.replication, keep.runs.undetermined]).toEqual(["undetermined", 1, 1])
  })

  test("end with the code of the worst run", () => {
    const held = { ...fixture(), variants: fixture().variants.filter((variant) => variant.id === "as-announced") }
    expect(exitCodeOf(held)).toBe(0)
    const of = (count: number) => exitCodeOf({ ...pool(count), variants: pool(count).variants.filter((variant) => variant.id === "as-announced") })
    expect([of(1), of(2), of(3)]).toEqual([0, 2, 1])
  })

  test("give the same bytes in whatever order they are done", () => {
    const all = samples(5)
    const files = [...reportFiles(pooled(replicaOf(0), all, student))]
    fc.assert(
      fc.property(fc.shuffledSubarray([...all], { minLength: all.length }), (shuffled) => {
        expect([...reportFiles(pooled(replicaOf(0), shuffled, student))]).toEqual(files)
      }),
      { numRuns: 8 }
    )
  })

  test("may come in other numbers without changing what they have in common", () => {
    const estimates = (order: ReadonlyArray<number>) => {
      const renumbered = order.map((from, to): Sample => ({ ...sampleOf(replicaOf(from)), replication: to }))
      const { variants, comparisons } = pooled(replicaOf(0), renumbered, student)
      return [variants.map((variant) => [variant.outcomes.map((row) => row.deliveryRatio), variant.shares, variant.claims.map((claim) => [claim.verdict, claim.estimate, claim.runs]), variant.invariants.map((one) => [one.verdict, one.runs])]), comparisons]
    }
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (order) => {
        expect(estimates(order)).toEqual(estimates([0, 1, 2, 3, 4]))
      }),
      { numRuns: 12 }
    )
  })
})
