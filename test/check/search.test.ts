/** A search over generated worlds, with an engine as it is and with a fault planted in it. */
import * as Effect from "effect/Effect"
import fc from "fast-check"
import { afterEach, describe, expect, it, vi } from "vitest"
import type { Between } from "../../src/check/betweenRuns.ts"
import { foundId, foundScenario, foundText } from "../../src/check/found.ts"
import { halfway } from "../../src/check/halfway.ts"
import { play } from "../../src/check/play.ts"
import { isReadable } from "../../src/check/readable.ts"
import { type Found, type Play, search, type SearchOptions, type SearchReport, verdictOf } from "../../src/check/search.ts"
import { isMinimal } from "../../src/check/smallest.ts"
import { story } from "../../src/check/story.ts"
import { worldOf } from "../../src/check/worlds.ts"
import { readScenario } from "../../src/language/file.ts"
import { run } from "../../src/run/Simulator.ts"
import type * as Placement from "../../src/world/placement.ts"

/** Whether a mailbox that cannot be reached is put wherever something runs. */
const planted = vi.hoisted(() => ({ on: false }))
afterEach(() => {
  planted.on = false
})

vi.mock("../../src/world/placement.ts", async (original) => {
  const real = await original<typeof Placement>()
  const placeOf: typeof Placement.placeOf = (standing, cls, kind, subject, ruler) => {
    const placed = real.placeOf(standing, cls, kind, subject, ruler)
    return planted.on && placed.reason === "mailbox-unreachable" ? { ...placed, site: standing.plan.sites.length - 1, reason: undefined } : placed
  }
  return { ...real, placeOf }
})

const OPTIONS: SearchOptions = { seed: 1, runs: 30, trialOf: worldOf, play, failuresMax: 1, shrinkPlaysMax: 600 }

function searched(options: Partial<SearchOptions>): SearchReport {
  const one = search({ ...OPTIONS, ...options })
  while (one.advance(10));
  return one.report()
}

/** Promises as they come out, but one of them broken where a world is so. */
const breaking = (id: string, is: (number: number) => boolean): Play => {
  let number = 0
  return (trial, options) => {
    const outcome = play(trial, options)
    return is(++number) ? { ...outcome, promises: outcome.promises.map((one) => (one.id === id ? { ...one, verdict: "broken" as const, witness: "as it was planted" } : one)) } : outcome
  }
}

/** Worlds, and the numbers that were asked for. */
function watched() {
  const seen: Array<number> = []
  const trialOf = (number: number) => {
    seen.push(number)
    return worldOf(number)
  }
  return { seen, trialOf }
}

describe("A search", () => {
  it("plays every world, and counts in how many each promise came out how", () => {
    const report = searched({ runs: 40 })
    expect(report.found).toEqual([])
    expect(report).toMatchObject({ status: "ended", played: 40, discarded: 0, repeated: 2 })
    for (const { id, worlds } of report.promises) expect(Object.values(worlds).reduce((a, b) => a + b, 0)).toBe(id === "M1" ? 2 : 40)
    const c1 = report.promises.find(({ id }) => id === "C1")!
    expect(c1.exercised).toBeGreaterThan(100)
    expect(verdictOf(report, undefined)).toBe("held")
    expect(verdictOf(report, ["C1"])).toBe("held")
  })

  it("gives the same report each time, whatever the size of its slices", () => {
    const whole = searched({})
    const one = search(OPTIONS)
    while (one.advance(1));
    expect(one.report()).toEqual(whole)
  })

  it("that is asked for one promise passes over the breach of others", () => {
    const report = searched({ promises: ["R4"], play: breaking("C1", () => true) })
    expect(report.found).toEqual([])
    expect(report.promises.map(({ id }) => id)).toEqual(["R4"])
  })

  it("begins with a world at its own number", () => {
    const { seen, trialOf } = watched()
    searched({ seed: 17, runs: 3, trialOf })
    expect(seen).toEqual([17, 18, 19])
  })

  it("wraps round where the numbers end", () => {
    const { seen, trialOf } = watched()
    searched({ seed: 2 ** 32 - 1, runs: 2, trialOf })
    expect(seen).toEqual([2 ** 32 - 1, 0])
  })
})

describe("A pass", () => {
  it("is none where the search was stopped before its end, though nothing broke", () => {
    const one = search({ ...OPTIONS, runs: 30 })
    expect(one.advance(10)).toBe(true)
    expect(one.report()).toMatchObject({ status: "unfinished", found: [] })
    expect(verdictOf(one.report(), undefined)).toBe("undetermined")
    expect(verdictOf(search(OPTIONS).report(), undefined)).toBe("undetermined")
  })

  it("is what fast-check makes of a run that its time limit ended before the failing world: the search does not leave the verdict to it", () => {
    let worlds = 0
    const slow = fc.property(fc.nat(), () => {
      for (const endMs = performance.now() + 40; performance.now() < endMs; );
      return ++worlds < 100
    })
    expect(fc.check(slow, { interruptAfterTimeLimit: 20, numRuns: 200 })).toMatchObject({ failed: false, interrupted: true })
  })

  it("is none where a world could not be made", () => {
    const report = searched({ trialOf: (number) => (number === 7 ? undefined : worldOf(number)) })
    expect(report).toMatchObject({ status: "ended", played: 29, discarded: 1 })
    expect(verdictOf(report, undefined)).toBe("undetermined")
  })

  it("is none where nothing was exercised, or not what was asked for", () => {
    const never: Play = (trial, options) => ({ ...play(trial, options), promises: play(trial, options).promises.map((one) => ({ ...one, exercised: 0, verdict: "not-exercised" as const })) })
    expect(verdictOf(searched({ runs: 3, play: never }), undefined)).toBe("undetermined")
    const report = searched({ runs: 3, promises: ["C1", "R4"], play: (trial, options) => ({ ...play(trial, options), promises: play(trial, options).promises.map((one) => (one.id === "R4" ? { ...one, exercised: 0, verdict: "not-exercised" as const } : one)) }) })
    expect(verdictOf(report, ["C1", "R4"])).toBe("undetermined")
    expect(verdictOf(report, ["C1"])).toBe("held")
  })

  it("is none where the engine gave up on a world, once for each kind", () => {
    let plays = 0
    const giving: Play = (trial, options) => {
      // The first world is played three times.
      if (++plays > 5) throw new Error(`nothing stands at row ${plays}`)
      return play(trial, options)
    }
    const report = searched({ play: giving, failuresMax: 3, shrinkPlaysMax: 0 })
    expect(report.found.map(({ failure }) => failure.kind)).toEqual(["crashed"])
    expect(report.found[0].number).toBe(4)
    expect(verdictOf(report, undefined)).toBe("broken")
  })
})

describe("The same world", () => {
  it("that is another when it is played again is a failure of its own kind", () => {
    let plays = 0
    const drifting: Play = (trial, options) => ({ ...play(trial, options), messages: ++plays })
    const report = searched({ runs: 1, play: drifting, shrinkPlaysMax: 0 })
    expect(report.found.map(({ failure }) => failure)).toMatchObject([{ kind: "differs", promise: "M1", how: "played again" }])
  })

  it("that is another in other slices, or from its snapshot, is told so", () => {
    const slicing: Play = (trial, options) => ({ ...play(trial, options), messages: options?.sliceEvents ?? 0 })
    expect(searched({ runs: 1, play: slicing, shrinkPlaysMax: 0 }).found[0].failure).toMatchObject({ how: "played in other slices" })
    const resumed = () => ({ events: 1, draws: 1, digest: "another" })
    expect(searched({ runs: 1, resumed, shrinkPlaysMax: 0 }).found[0].failure).toMatchObject({ promise: "M6", how: "gone on from a snapshot" })
  })

  it("that another must come out alike to, and does not, breaks the promise between them; which one is asked goes by the world", () => {
    const between: Between = (promise) => ({ asked: true, differs: `${promise} differs` })
    const report = searched({ runs: 61, between, failuresMax: 9, shrinkPlaysMax: 0 })
    const failures = report.found.map(({ failure }) => failure)
    expect(failures.map((failure) => failure.kind === "differs" && failure.promise).sort()).toEqual(["M2", "M3", "M4"])
    for (const { failure, number } of report.found) expect(searched({ runs: 1, seed: number, between, shrinkPlaysMax: 0 }).found.map((one) => one.failure)).toEqual([failure])
    expect(report.promises.filter(({ id }) => /^M/.test(id)).map(({ exercised, id }) => `${id} ${exercised}`)).toEqual(["M1 4", "M2 1", "M3 2", "M4 1"])
  })

  it("is compared in every world where a promise between runs is asked for by name, and undetermined where no world had what it is about", () => {
    const asked: Array<string> = []
    const between: Between = (promise) => ({ asked: asked.push(promise) > 0 })
    const named = searched({ runs: 7, promises: ["M2", "M4"], between })
    expect(asked).toEqual(Array.from({ length: 7 }, () => ["M2", "M4"]).flat())
    expect([named.repeated, verdictOf(named, ["M2", "M4"])]).toEqual([7, "held"])
    const never = searched({ runs: 3, promises: ["M2"], between: () => ({ asked: false }) })
    expect(verdictOf(never, ["M2"])).toBe("undetermined")
    expect(verdictOf(searched({ runs: 3, promises: ["R1"], between }), ["R1"])).toBe("held")
  })

  it("is the same from a snapshot half way", () => {
    for (let number = 0; number < 15; number++) {
      const trial = worldOf(number)
      const { fingerprint } = play(trial)
      expect(halfway(trial, Math.floor(fingerprint.events / 2))).toEqual(fingerprint)
    }
  })
})

describe("A fault in the engine", () => {
  it("is found, made small, told, and written as a file on which `situs run` breaks the same promise with the same chance", async () => {
    planted.on = true
    const report = searched({ seed: 1, runs: 2000, promises: ["R4"], shrinkPlaysMax: 3000 })
    expect(report.status).toBe("enough")
    expect(verdictOf(report, ["R4"])).toBe("broken")
    const [found] = report.found as [Found]
    expect(found.failure).toMatchObject({ kind: "broken", promise: "R4" })
    const { trial, minimal } = found.reduced
    expect(minimal && isReadable(trial.scenario)).toBe(true)
    expect(isMinimal(trial, (one) => play(one, { probes: false }).promises.some(({ id, verdict }) => id === "R4" && verdict === "broken"))).toBe(true)

    const told = story(trial.scenario, found.failure)
    expect(told.join("\n")).toMatch(/1 person|people/)
    expect(told.join("\n")).toMatch(/stop of site-|is (down|unreachable) from|runs no longer|runs from/)
    expect(told.slice(-2)[0]).toBe("R4 says: No fault leads a copy outside: it becomes unavailable, never misplaced.")
    expect(told.slice(-1)[0]).toMatch(/^It breaks: ./)

    const text = foundText(found, [...told, "", "Again: situs run it.yaml"])
    const read = readScenario(new TextEncoder().encode(text), "it.yaml")
    expect(read.ok ? "" : read.text).toBe("")
    if (!read.ok) return
    expect(read.file.id).toBe(foundId(found))
    expect(text).toContain("# R4 says: No fault")
    const { runs } = await Effect.runPromise(run(read.file, { variants: undefined, seed: read.file.base.seed }))
    const { record } = runs.find(({ variantId }) => variantId === "as-happened")!
    expect(record.promises.find(({ id }) => id === "R4")).toMatchObject({ verdict: "broken" })
    expect(record.fingerprint).toEqual(play(trial).fingerprint)
  })
})

describe("A found file", () => {
  it("states exactly the world, with the variant that promises compare with, and runs with the same fingerprint and verdicts", async () => {
    for (let number = 0; number < 20; number++) {
      const trial = worldOf(number)
      if (!isReadable(trial.scenario)) continue
      const found: Found = { failure: { kind: "broken", promise: "X3", says: "planted" }, number, trial, reduced: { trial, plays: 0, minimal: false } }
      const read = readScenario(new TextEncoder().encode(foundText(found, [])), "x.yaml")
      expect(read.ok ? "" : read.text).toBe("")
      if (!read.ok) return
      expect(plain(read.file.base)).toEqual(plain(foundScenario(found)))
      const { runs } = await Effect.runPromise(run(read.file, { variants: undefined, seed: read.file.base.seed }))
      const { record } = runs.find(({ variantId }) => variantId === "as-happened")!
      const outcome = play(trial, { probes: false })
      expect(record.fingerprint).toEqual(outcome.fingerprint)
      expect(verdicts(record.promises)).toEqual(verdicts(outcome.promises))
    }
  })
})

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const verdicts = (promises: ReadonlyArray<{ readonly id: string; readonly verdict: string }>) => Object.fromEntries(promises.map(({ id, verdict }) => [id, verdict]))
