/** A canary: a world in a hundred breaks a promise on purpose. Alarms arrive, at about that rate, and say which. */
import { describe, expect, it } from "vitest"
import { play } from "../../src/check/play.ts"
import { search, verdictOf } from "../../src/check/search.ts"
import type { Outcome, Trial } from "../../src/check/trial.ts"
import { worldOf } from "../../src/check/worlds.ts"
import { hash4, uniform } from "../../src/kernel/rng.ts"

const WORLDS = 3000
const RATE = 0.01
/** Greatest chance of a false alarm that the bounds leave, at both ends together. */
const FALSE_ALARM = 1e-6

/** Whether the world with a number is one of those in which the canary sings: by a hash, so that no seed is favoured. */
const sings = (number: number) => uniform(hash4(number, 0xca2a71, 0, 0)) < RATE
const dead = (outcome: Outcome, message: string): Outcome => ({ ...outcome, promises: outcome.promises.map((one) => (one.id === "C1" ? { ...one, verdict: "broken", witness: message } : one)) })

/** Chance of at most `k` of `n`, each with chance `p`: the exact sum. */
function atMost(k: number, n: number, p: number): number {
  let term = (1 - p) ** n
  let sum = term
  for (let i = 1; i <= k; i++) {
    term *= ((n - i + 1) / i) * (p / (1 - p))
    sum += term
  }
  return sum
}

/** A world that is played once for all: what the search makes of verdicts is asked, not the engine. */
const world = worldOf(1)
const plain: Outcome = play(world)
const numberOf = (trial: Trial) => Number(trial.scenario.id.slice("world-".length))
const numbered = (number: number): Trial => ({ ...world, scenario: { ...world.scenario, id: `world-${number}` } })
const canary = (trial: Trial) => (sings(numberOf(trial)) ? dead(plain, `world ${numberOf(trial)} broke it on purpose`) : plain)

describe("The canary", () => {
  const searching = search({ seed: 1, runs: WORLDS, trialOf: numbered, play: canary, failuresMax: Number.MAX_SAFE_INTEGER, shrinkPlaysMax: 0 })
  while (searching.advance(1000)) void 0
  const report = searching.report()
  const alarms = report.promises.find(({ id }) => id === "C1")!.worlds.broken

  it("is heard in about one world of a hundred, by an exact binomial bound", () => {
    expect(alarms).toBeGreaterThan(0)
    expect(atMost(alarms, WORLDS, RATE)).toBeGreaterThan(FALSE_ALARM / 2)
    expect(1 - atMost(alarms - 1, WORLDS, RATE)).toBeGreaterThan(FALSE_ALARM / 2)
  })

  it("is heard each time that it sings, and never otherwise", () => {
    expect(alarms).toBe(Array.from({ length: WORLDS }, (_, i) => 1 + i).filter(sings).length)
    expect(report.played).toBe(WORLDS)
  })

  it("makes the search fail, with the promise, the number and the witness of the first world", () => {
    expect(verdictOf(report, undefined)).toBe("broken")
    const first = report.found.find(({ failure }) => failure.kind === "broken")!
    expect(sings(first.number)).toBe(true)
    expect(first.failure).toMatchObject({ promise: "C1", says: `world ${first.number} broke it on purpose` })
  })

  it("would not be taken for a rate of none, or of three in a hundred", () => {
    expect(atMost(0, WORLDS, RATE)).toBeLessThan(FALSE_ALARM)
    expect(atMost(alarms, WORLDS, RATE * 3)).toBeLessThan(FALSE_ALARM)
  })
})
