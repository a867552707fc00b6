import { describe, expect, test } from "vitest"
import { comparisonScreen, differencesScreen } from "../../src/report/comparisonScreen.ts"
import type { GroupEffect } from "../../src/model/comparison.ts"
import type { Result } from "../../src/model/result.ts"
import { fixture } from "./fixture.ts"

const estimate = (mean: number, half: number | null, runs = 12) => ({ mean, low: half === null ? null : mean - half, high: half === null ? null : mean + half, runs })
const effect = (measure: GroupEffect["measure"], before: number, after: number, half: number | null, variant = "leave"): GroupEffect => ({ baseline: "no-order", variant, by: "everybody", about: null, group: "all", measure, unit: "messages", people: 100, baselineValue: estimate(before, half), value: estimate(after, half), difference: estimate(after - before, half), more: 0, less: 12 })
const effects = [effect("accepted", 12_405, 10_988, 25), effect("hoursWithoutService", 0, 6720, 0), effect("disclosed", 0, 0, 0), effect("peopleRead", 0, 0, 0), effect("accepted", 12_405, 12_405, 0, "stay")]
const conclusion = (id: string, yes: number, runs: number, variant = "leave") => ({ variant, id, says: id, yes, runs, first: yes > 0 })
const one = fixture()
const variantsOf = (ids: ReadonlyArray<string>) => ids.map((id) => ({ ...one.variants[0], id }))
const resultOf = (more: Partial<Result>, run: Partial<Result["run"]> = {}): Result => ({ ...one, variants: variantsOf(["no-order", "leave", "stay"]), scenario: { ...one.scenario, baseline: "no-order" }, run: { ...one.run, replications: 12, ...run }, effects, conclusions: [], ...more })
const words = (text: string) => text.replace(/\s+/g, " ")

describe("The screen of a comparison", () => {
  const conclusions = [conclusion("loses:resident", 12, 12), conclusion("keeps-all", 0, 12), conclusion("loses:visitor", 0, 0), conclusion("claim:a", 12, 12), conclusion("claim:b", 3, 12), conclusion("promise:R1", 12, 12), conclusion("keeps-all", 12, 12, "no-order")]
  const screen = comparisonScreen(resultOf({ conclusions }), { width: 100, colour: false })

  test("has a row for each variant with the differences of options, the baseline's own numbers first", () => {
    const rows = screen.split("\n").map((line) => line.trim().split(/ {2,}/))
    expect(rows).toContainEqual(["no-order", "not known", "0", "12,405", "0", "0"])
    expect(rows).toContainEqual(["leave", "not known", "+6,720", "−1,417 ±25", "0", "0"])
    expect(rows).toContainEqual(["stay", "not known", "not known", "0", "not known", "not known"])
  })

  test("stacks tables where the terminal is too narrow for one, and loses no column", () => {
    const narrow = comparisonScreen(resultOf({ conclusions }), { width: 50, colour: false })
    expect(narrow.split("\n").filter((line) => line.startsWith("leave ")).length).toBeGreaterThan(1)
    for (const cell of ["+6,720", "−1,417 ±25"]) expect(narrow).toContain(cell)
  })

  test("fits one screen with a dozen variants, and tells options alike together", () => {
    const ids = Array.from({ length: 11 }, (_, n) => `option-${n}`)
    const many = resultOf({
      effects: ids.flatMap((id) => ["accepted", "hoursWithoutService", "peopleWithoutService", "disclosed", "peopleRead"].map((measure) => effect(measure as GroupEffect["measure"], 12_405, 10_988, 25, id))),
      conclusions: [conclusion("keeps-all", 12, 12, "no-order"), ...ids.map((id, n) => conclusion("keeps-all", n < 2 ? 12 : 0, 12, id))],
      variants: variantsOf(["no-order", ...ids])
    })
    const lines = comparisonScreen(many, { width: 100, colour: false })
    expect(lines.split("\n").length).toBeLessThanOrEqual(44)
    expect(words(lines)).toContain("option-0 and option-1: as in the baseline option-2, option-3")
    expect(words(lines)).toContain("option-9 and option-10: keeps-all in 0 of 12 runs")
  })

  test("says in how many runs the baseline's conclusions hold, and of options those that differ; what no run decides is left out", () => {
    expect(words(screen)).toContain("no-order (baseline): keeps-all in 12 of 12 runs leave: loses:resident in 12 of 12 runs · keeps-all in 0 of 12 runs")
    expect(words(screen)).toContain("1 of 2 claims held in every run, variant by variant; claim:b in 3 of 12 runs in leave")
    expect(words(screen)).toContain("1 of 1 promise held in every run")
  })

  test("says the assumptions that matter most where a sensitivity was run, as page 1 does", () => {
    expect(screen).not.toContain("Assumptions that matter most")
    const none = { method: "", runs: 1, thinning: 1, factors: [], left: [], screening: [], indices: [], swings: [], flips: [] }
    expect(words(comparisonScreen(resultOf({ sensitivity: none }), { width: 100, colour: false }))).toContain("Assumptions that matter most: No value of the file with an open range was varied")
  })

  test("says what precision was asked, reached, and where it is widest", () => {
    const precision = (reached: number | null) => words(comparisonScreen(resultOf({}, { precision: { asked: 0.01, reached, widest: { variant: "leave", measure: "accepted" } } }), { width: 100, colour: false }))
    expect(precision(0.008)).toContain("Precision reached in 12 runs")
    expect(precision(0.02)).toContain("Precision not reached in 12 runs, the most that were allowed")
    expect(precision(0.02)).toContain("Widest: messages accepted, leave.")
    expect(screen).not.toContain("Precision")
  })

  test("keeps within its width, shows acting characters as text and is plain without colour", () => {
    const hostile = comparisonScreen(resultOf({ effects: effects.map((row) => ({ ...row, variant: "\u001b[31mred" })), variants: variantsOf(["no-order", "\u001b[31mred"]), conclusions }), { width: 60, colour: false })
    expect(hostile).not.toContain("\u001b")
    expect(hostile).toContain("[U+001B][31mred")
    const large = effects.map((row) => ({ ...row, difference: estimate(-4_039_010_997, 30_000_000), baselineValue: estimate(7_597_586_524, 1) }))
    for (const width of [60, 100]) for (const line of comparisonScreen(resultOf({ conclusions, effects: large }), { width, colour: false }).split("\n")) expect(line.length).toBeLessThanOrEqual(width)
  })
})

describe("Differences on the screen of a run", () => {
  test("are told of several runs with their intervals, where there are some", () => {
    const said = words(differencesScreen(resultOf({}), 100))
    expect(said).toContain("leave: messages accepted −1,417 [−1,442 to −1,392] · person-hours without service +6,720 in each of 12 runs")
    expect(said).not.toContain("stay")
    expect(differencesScreen(resultOf({}, { replications: 1 }), 100)).toBe("")
    expect(differencesScreen(resultOf({ effects: [effects[4]] }), 100)).toBe("")
  })
})
