/** Failing worlds made small: what is left fails, and nothing of it can be spared. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { isReadable } from "../../src/check/readable.ts"
import { removals } from "../../src/check/removals.ts"
import { isMinimal, reduced, smallest } from "../../src/check/smallest.ts"
import type { Trial } from "../../src/check/trial.ts"
import { without } from "../../src/check/without.ts"
import type { Scenario } from "../../src/model/scenario.ts"
import { worlds } from "../world/randomWorlds.ts"
import { scenarioOf } from "../world/smallWorld.ts"

const trials = worlds.map((parts): Trial => ({ scenario: scenarioOf(parts), seed: 1 })).filter(({ scenario }) => isReadable(scenario))

/** Facts of a scenario that may together be what fails. */
const FACTS: Readonly<Record<string, (scenario: Scenario) => boolean>> = {
  "an order blocks": ({ orders }) => Object.values(orders).some((order) => order.does?.some((act) => act.block !== undefined)),
  "an order blocks with a selector": ({ orders }) => Object.values(orders).some((order) => order.does?.some((act) => act.block?.of !== undefined)),
  "something is placed": ({ events }) => Object.values(events).some((event) => event.do.some((act) => act.place !== undefined)),
  "a site is seized": ({ events }) => Object.values(events).some((event) => event.do.some((act) => act.seize !== undefined)),
  "people stay": ({ people }) => Object.values(people).some((cohort) => cohort.present !== undefined),
  "three people live there": ({ people }) => Object.values(people).some((cohort) => (cohort.count ?? 0) >= 3),
  "two use one service": ({ people }) => Object.values(people).filter((cohort) => cohort.use.mail !== undefined).length > 1,
  "a backup is kept": ({ services }) => Object.values(services).some((service) => Object.values(service.classes).some((one) => one.copies?.backup !== undefined)),
  "a site fails": ({ sites }) => Object.values(sites).some((site) => (site.fails ?? []).length > 0),
  "messages bounce": ({ choices }) => choices["no-legal-place"] === "refuse",
  "it lasts four days": ({ from, until }) => Date.parse(until) - Date.parse(from) >= 4 * 86_400_000
}
const failing = fc.tuple(trials, fc.subarray(Object.keys(FACTS), { minLength: 1, maxLength: 4 })).filter(([trial, facts]) => facts.every((fact) => FACTS[fact](trial.scenario)))
const having = (facts: ReadonlyArray<string>) => (trial: Trial) => facts.every((fact) => FACTS[fact](trial.scenario))

/** A naive twin: takes out one piece after the other until none can be spared. */
function naive(trial: Trial, fails: (trial: Trial) => boolean): Trial {
  for (const path of removals(trial.scenario)) {
    const next = { ...trial, scenario: without(trial.scenario, [path]) }
    if (isReadable(next.scenario) && fails(next)) return naive(next, fails)
  }
  return trial
}

const pieces = (trial: Trial) => removals(trial.scenario).length

describe("The smallest world", () => {
  test("fails, can be read, spares nothing, and is over many worlds no larger than what a naive reduction leaves", () => {
    const sizes = { ours: 0, naive: 0 }
    fc.assert(
      fc.property(failing, ([trial, facts]) => {
        const fails = having(facts)
        const { trial: small, minimal } = reduced(trial, fails, 10_000)
        expect(fails(small) && isReadable(small.scenario)).toBe(true)
        expect(minimal).toBe(true)
        expect(isMinimal(small, fails)).toBe(true)
        expect(pieces(small)).toBeLessThanOrEqual(pieces(trial))
        sizes.ours += pieces(small)
        sizes.naive += pieces(naive(trial, fails))
      }),
      { seed: 7, numRuns: 12 }
    )
    expect(sizes.ours).toBeLessThanOrEqual(sizes.naive)
  })

  test("is the same each time", () => {
    fc.assert(
      fc.property(failing, ([trial, facts]) => {
        expect(smallest(trial, having(facts), 500)).toEqual(smallest(trial, having(facts), 500))
      }),
      { seed: 8, numRuns: 10 }
    )
  })

  test("still fails where the budget ends first, and is called minimal only where it is", () => {
    let unfinished = 0
    fc.assert(
      fc.property(failing, fc.integer({ min: 0, max: 12 }), ([trial, facts], budget) => {
        let played = 0
        const found = reduced(trial, (t) => ++played > 0 && having(facts)(t), budget)
        expect(played).toBeLessThanOrEqual(budget)
        expect(having(facts)(found.trial)).toBe(true)
        expect(found.plays).toBe(played)
        if (played === budget) expect(found.minimal).toBe(false)
        if (found.minimal) expect(isMinimal(found.trial, having(facts))).toBe(true)
        else unfinished++
      }),
      { seed: 9, numRuns: 20 }
    )
    expect(unfinished).toBeGreaterThan(10)
  })

  test("keeps its seed", () => {
    const [trial] = fc.sample(trials, { seed: 3, numRuns: 1 })
    expect(smallest({ ...trial, seed: 77 }, () => true, 1000).seed).toBe(77)
  })
})

describe("A scenario without one of its pieces", () => {
  test("names nothing that is gone: a file can state it, unless what is left cannot do without the piece", () => {
    let all = 0
    let unreadable = 0
    for (const { scenario } of fc.sample(trials, { seed: 11, numRuns: 15 })) {
      for (const path of removals(scenario).filter(([section, ...rest]) => rest.length === 1 && section !== "countries")) {
        all++
        if (!isReadable(without(scenario, [path]))) unreadable++
      }
    }
    expect(all).toBeGreaterThan(200)
    expect(unreadable).toBe(0)
  })
})
