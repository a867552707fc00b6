/** What worlds have more often where a promise is asked for by name. */
import { describe, expect, it } from "vitest"
import { ASKED_PLOTS } from "../../src/check/askedPlots.ts"
import { FEATURES } from "../../src/check/features.ts"
import { LEANINGS, leaningOf } from "../../src/check/leanings.ts"
import { play } from "../../src/check/play.ts"
import { PLOTS } from "../../src/check/plots.ts"
import { isReadable } from "../../src/check/readable.ts"
import { search } from "../../src/check/search.ts"
import { plotted, worldOf } from "../../src/check/worlds.ts"
import { BETWEEN_RUNS } from "../../src/invariants/betweenRuns.ts"
import { PROMISES } from "../../src/invariants/promise.ts"

const numbers = (count: number) => [...Array(count).keys()]

describe("A leaning", () => {
  it("is to plots and features that there are, for promises that there are", () => {
    const known = new Set([...Object.keys(PROMISES), ...Object.keys(BETWEEN_RUNS)])
    expect(Object.keys(LEANINGS).filter((id) => !known.has(id))).toEqual([])
    for (const [id, { features, plots }] of Object.entries(LEANINGS)) {
      expect(plots.filter((plot) => PLOTS[plot] === undefined && ASKED_PLOTS[plot] === undefined), id).toEqual([])
      expect(features.filter((feature) => !FEATURES.includes(feature)), id).toEqual([])
    }
  })

  it("to a plot of its own gives worlds that a file can state, in which no promise breaks", () => {
    for (const plot of Object.keys(ASKED_PLOTS)) {
      for (const number of numbers(4)) {
        const trial = plotted(number, plot)
        expect(isReadable(trial.scenario), `${plot} ${number}`).toBe(true)
        expect(play(trial, { probes: false }).promises.filter(({ verdict }) => verdict === "broken"), `${plot} ${number}`).toEqual([])
      }
    }
  }, 120_000)

  it("leaves every world as it is where no promise is asked for", () => {
    for (const number of numbers(40)) expect(worldOf(number, { leaning: [] })).toEqual(worldOf(number))
  })

  it("leaves some worlds as they are, and is the same each time", () => {
    const same = numbers(200).filter((number) => JSON.stringify(worldOf(number, { leaning: ["X6"] })) === JSON.stringify(worldOf(number)))
    expect(same.length).toBeGreaterThan(30)
    expect(same.length).toBeLessThan(80)
    for (const number of numbers(20)) expect(worldOf(number, { leaning: ["X6", "R9"] })).toEqual(worldOf(number, { leaning: ["X6", "R9"] }))
  })

  it("is shared out among the promises that are asked for", () => {
    const plots = numbers(300).map((number) => leaningOf(number, ["X6", "R11"])?.plot)
    for (const plot of ["keepAgainstErase", "nowhere"]) expect(plots.filter((one) => one === plot).length).toBeGreaterThan(60)
  })

  it("does not bring in what a world is to be without", () => {
    for (const number of numbers(60)) expect(worldOf(number, { leaning: ["X6"], without: ["plots"] }).scenario.orders).not.toHaveProperty("keep")
  })

  it("puts a promise to the test in more worlds", () => {
    for (const id of ["X6", "K5"] as const) {
      const exercised = (leaning: ReadonlyArray<string>) => numbers(30).filter((number) => play(worldOf(number, { leaning }), { probes: false }).promises.some((promise) => promise.id === id && promise.exercised > 0)).length
      expect(exercised([id]), id).toBeGreaterThan(exercised([]))
    }
  }, 120_000)

  it("is what a search for a promise has, and one for all has not", () => {
    const asked: Array<ReadonlyArray<string> | undefined> = []
    const trialOf = (number: number, wanted?: { readonly leaning: ReadonlyArray<string> }) => {
      asked.push(wanted?.leaning)
      return worldOf(number, wanted)
    }
    for (const promises of [["X6"], undefined]) {
      const one = search({ seed: 1, runs: 1, trialOf, play, ...(promises === undefined ? {} : { promises }), failuresMax: 1, shrinkPlaysMax: 0 })
      while (one.advance(1)) void 0
    }
    expect(asked).toEqual([["X6"], undefined])
  })
})
