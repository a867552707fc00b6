/** M2, M3 and M4 in generated worlds, and with faults planted in the engine that only a comparison of runs can show. */
import { afterEach, describe, expect, it, vi } from "vitest"
import { betweenRuns, type Comparison } from "../../src/check/betweenRuns.ts"
import { foundText } from "../../src/check/found.ts"
import { play } from "../../src/check/play.ts"
import { search } from "../../src/check/search.ts"
import { story } from "../../src/check/story.ts"
import { worldOf } from "../../src/check/worlds.ts"
import { BETWEEN_RUNS } from "../../src/invariants/betweenRuns.ts"
import { PROMISES } from "../../src/invariants/promise.ts"
import type * as Geography from "../../src/world/geography.ts"
import type * as Placement from "../../src/world/placement.ts"
import type * as Zones from "../../src/world/zones.ts"

/** Which fault is in the engine. */
const planted = vi.hoisted(() => ({ fault: "" }))
afterEach(() => {
  planted.fault = ""
})

vi.mock("../../src/world/geography.ts", async (original) => {
  const real = await original<typeof Geography>()
  // A state late in the alphabet lies in the ocean.
  const placesOf: typeof Geography.placesOf = (...args) => real.placesOf(...args).map((place) => (planted.fault === "code" && place.country > "M" ? { ...place, lat: -60, lon: -150 } : place))
  return { ...real, placesOf }
})

vi.mock("../../src/world/placement.ts", async (original) => {
  const real = await original<typeof Placement>()
  // What has no place goes to whatever stands first in the file.
  const placeOf: typeof Placement.placeOf = (standing, cls, kind, subject, ruler, far) => {
    const placed = real.placeOf(standing, cls, kind, subject, ruler, far)
    return planted.fault === "first" && placed.reason !== undefined ? { ...placed, site: 0, reason: undefined } : placed
  }
  return { ...real, placeOf }
})

vi.mock("../../src/world/zones.ts", async (original) => {
  const real = await original<typeof Zones>()
  // A run is never longer than six days.
  class Clock extends real.Clock {
    constructor(...args: ConstructorParameters<typeof Zones.Clock>) {
      super(...args)
      if (planted.fault === "span") Object.defineProperty(this, "horizonMs", { value: Math.min(this.horizonMs, 6 * real.DAY_MS) })
    }
  }
  return { ...real, Clock }
})

const COMPARISONS: ReadonlyArray<Comparison> = ["M2", "M3", "M4"]

describe("Promises between runs", () => {
  it("have sentences, and ids that no promise of a run has", () => {
    expect(Object.keys(BETWEEN_RUNS)).toEqual(["M1", "M2", "M3", "M4", "M6"])
    for (const id of Object.keys(BETWEEN_RUNS)) expect(PROMISES).not.toHaveProperty(id)
  })

  it.each(COMPARISONS)("%s holds in generated worlds, and each has what it is about, M3 apart", (id) => {
    for (let number = 300; number < 325; number++) {
      const trial = worldOf(number)
      const compared = betweenRuns(id, trial, play(trial))
      expect([number, compared.differs]).toEqual([number, undefined])
      expect(compared.asked || id === "M3").toBe(true)
    }
  })
})

describe("A fault that no run by itself shows", () => {
  const searched = (fault: string, id: Comparison) => {
    planted.fault = fault
    const one = search({ seed: 1, runs: 200, trialOf: worldOf, play, between: betweenRuns, promises: [id], failuresMax: 1, shrinkPlaysMax: 40 })
    while (one.advance(20));
    return one.report()
  }

  it.each([["code", "M2", "is called"], ["span", "M3", "all times are 2 times as long"], ["first", "M4", "before:"]] as const)("(%s) breaks %s, and is made small, told and written like every other", (fault, id, words) => {
    const [found] = searched(fault, id).found
    expect(found.failure).toMatchObject({ kind: "differs", promise: id })
    expect(found.failure.says).toContain(words)
    expect(JSON.stringify(found.reduced.trial.scenario).length).toBeLessThan(JSON.stringify(found.trial.scenario).length)
    const told = story(found.reduced.trial.scenario, found.failure)
    expect(told.slice(-2)[0]).toBe(`${id} says: ${BETWEEN_RUNS[id]}`)
    expect(foundText(found, told)).toMatch(new RegExp(`^id: found-${id.toLowerCase()}-\\d+$`, "m"))
  })
})
