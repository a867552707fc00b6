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
const resultOf = (more: Partial<Result>, run: Partial<Result["run"]> = {}): Result => ({ ...one, scenario: { ...one.scenario, baseline: "no-order" }, run: { ...one.run, replications: 12, ...run }, effects, conclusions: [], ...more })
const words = (text: string) => text.replace(/\s+/g, " ")

describe("The screen of a comparison", () => {
  const conclusions = [conclusion("loses:resident", 12, 12), conclusion("keeps-all", 0, 12), conclusion("loses:visitor", 0, 0), conclusion("claim:a", 12, 12), conclusion("claim:b", 3, 12), conclusion("promise:R1", 12, 12), conclusion("keeps-all", 12, 12, "no-order")]
  const screen = comparisonScreen(resultOf({ conclusions }), { width: 100, colour: false })

  test("has a line for each option and headline outcome, with interval and baseline, and names what is 0 in both", () => {
    expect(words(screen)).toContain("messages accepted −1,417 [−1,442 to −1,392]; baseline 12,405")
    expect(words(screen)).toContain("person-hours without service +6,720 in each of 12 runs; baseline 0")
    expect(words(screen)).toContain("0 with it and in the baseline: messages that a state has, people whose content a state reads or has")
    expect(words(screen)).toContain("stay messages accepted 0 in each of 12 runs; baseline 12,405")
  })

  test("says in how many runs conclusions hold, and leaves out what no run decides", () => {
    expect(words(screen)).toContain("loses:resident in 12 of 12 runs · keeps-all in 0 of 12 runs")
    expect(screen).not.toContain("loses:visitor")
    expect(words(screen)).toContain("1 of 2 claims held in every run; claim:b in 3 of 12 runs")
    expect(words(screen)).toContain("baseline: no-order keeps-all in 12 of 12 runs")
  })

  test("says what precision was asked, reached, and where it is widest", () => {
    const precision = (reached: number | null) => words(comparisonScreen(resultOf({}, { precision: { asked: 0.01, reached, widest: { variant: "leave", measure: "accepted" } } }), { width: 100, colour: false }))
    expect(precision(0.008)).toContain("Precision reached in 12 runs")
    expect(precision(0.02)).toContain("Precision not reached in 12 runs, the most that were allowed")
    expect(precision(0.02)).toContain("Widest: messages accepted, leave.")
    expect(screen).not.toContain("Precision")
  })

  test("keeps within its width, shows acting characters as text and is plain without colour", () => {
    const hostile = comparisonScreen(resultOf({ effects: effects.map((row) => ({ ...row, variant: "\u001b[31mred" })), conclusions }), { width: 60, colour: false })
    expect(hostile).not.toContain("\u001b")
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
