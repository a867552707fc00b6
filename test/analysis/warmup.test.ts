import { describe, expect, it } from "vitest"
import { settledMs, weekly } from "../../src/analysis/warmup.ts"
import { SMALL } from "../cli/small.ts"
import { played, scenarioIn } from "./realrun.ts"

const WEEK_MS = 7 * 86_400_000
/** Ninety-one days less the hour of summer time, mail kept for three weeks, and a block in March. */
const LONG = SMALL.replace("until: 2020-01-31", "until: 2020-03-31").replace("keys: provider }", "keys: provider, for: 21 days }").replaceAll("2020-01-1", "2020-03-1")
const warmed = (text: string, warmUp: string) => scenarioIn(text.replace("until:", `warm-up: ${warmUp}\nuntil:`))
const sumOf = (rows: ReadonlyArray<{ readonly attempted: number }>) => rows.reduce((sum, row) => sum + row.attempted, 0)

describe("A warm-up", () => {
  it("leaves what was first tried in it out of tables and effects, and changes nothing of the run", async () => {
    const [whole, part] = [await played(scenarioIn(LONG)), await played(warmed(LONG, "28 days"))]
    expect(part.result.variants.map((variant) => variant.fingerprint)).toEqual(whole.result.variants.map((variant) => variant.fingerprint))
    const [all, counted] = [whole, part].map(({ result }) => sumOf(result.variants[0].outcomes))
    // 400 messages a day for 91 days, of which 63 count: six standard deviations of a Poisson number are 6 times its root.
    expect(Math.abs(all - 91 * 400)).toBeLessThan(6 * Math.sqrt(91 * 400))
    expect(Math.abs(counted - 63 * 400)).toBeLessThan(6 * Math.sqrt(63 * 400))
    const tried = (result: typeof part.result) => result.effects.find((row) => row.by === "everybody" && row.measure === "attempted")!.value.mean
    expect(tried(part.result)).toBe(counted)
    expect(tried(whole.result)).toBe(all)
    // What befell them in March is the same.
    const refused = (result: typeof part.result) => result.effects.find((row) => row.by === "everybody" && row.measure === "refused")!.difference.mean
    expect(refused(part.result)).toBe(refused(whole.result))
    expect(whole.result.scenario.warmUp).toBeUndefined()
  })

  it("is told with the week by which what lies at rest had settled: here not before mail is first erased", async () => {
    const { output, result } = await played(warmed(LONG, "28 days"))
    const series = weekly(output.runs.find((run) => run.variantId === "no-order")!.record)
    expect(series).toHaveLength(12)
    expect(series[0] < series[1] && series[1] < series[2]).toBe(true)
    const { settledAt, until } = result.scenario.warmUp!
    expect(until).toBe("2020-01-28T23:00:00.000Z")
    expect(Date.parse(settledAt!)).toBe(Date.parse("2019-12-31T23:00:00Z") + settledMs(series)!)
    // Not before mail is first erased; by chance it may be told of a later week.
    expect(settledAt! >= "2020-01-21T23:00:00.000Z").toBe(true)
  })

  it("is refused where it is as long as the run", () => {
    expect(() => warmed(SMALL, "31 days")).toThrow("the warm-up is as long as the run: nothing would count")
    expect(warmed(SMALL, "29 days").base["warm-up"]).toBe(29 * 86_400_000)
  })
})

describe("The week by which a series has settled", () => {
  it("is the first of the steady part", () => {
    expect(settledMs([10, 20, 30, 31, 29, 30, 31, 29, 30, 31])).toBe(3 * WEEK_MS)
    expect(settledMs([30, 31, 29, 30, 31, 29, 30, 31])).toBe(WEEK_MS)
  })

  it("is not told of a series that goes on growing, or is short", () => {
    expect(settledMs([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toBeUndefined()
    expect(settledMs([5, 5, 5, 5, 5, 5, 5])).toBeUndefined()
  })
})
