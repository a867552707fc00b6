import { Schema } from "effect"
import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import { stringify } from "yaml"
import { AS_HAPPENED, NO_ORDER, play } from "../../src/check/play.ts"
import type { Trial } from "../../src/check/trial.ts"
import { worldOf } from "../../src/check/worlds.ts"
import { Scenario } from "../../src/model/scenario.ts"
import { run } from "../../src/run/Simulator.ts"
import { good, readText } from "../language/sample.ts"

/** The trial as a file, run as a user runs it. */
async function asFile({ scenario, seed }: Trial) {
  const orders = Object.keys(scenario.orders)
  const text = stringify({ ...Schema.encodeSync(Scenario)(scenario), variants: orders.length === 0 ? {} : { [NO_ORDER]: { without: orders } } })
  const { runs } = await Effect.runPromise(run(good(readText(text)), { variants: undefined, seed }))
  return runs.find(({ variantId }) => variantId === AS_HAPPENED)!.record
}

describe("A trial that is played", () => {
  it("gives the fingerprint and the verdicts of its file when that is run", async () => {
    for (let number = 0; number < 20; number++) {
      const trial = worldOf(number)
      const [outcome, record] = [play(trial), await asFile(trial)]
      expect(outcome.fingerprint).toEqual(record.fingerprint)
      expect(outcome.promises).toEqual(record.promises.filter(({ id }) => outcome.promises.some((verdict) => verdict.id === id)))
    }
  })

  it("gives the same verdicts where whom acts reach is found by a run of its own", () => {
    for (let number = 0; number < 60; number++) {
      const trial = worldOf(number)
      const [late, first] = [play(trial, { probes: false }), play(trial, { probes: false, scopesFirst: true })]
      expect(late).toEqual(first)
    }
  })

  it("is the same in slices of any size, with no shared past, and unseen by probes", () => {
    for (let number = 200; number < 225; number++) {
      const trial = worldOf(number)
      const plain = play(trial)
      expect(play(trial, { sliceEvents: 7 })).toEqual(plain)
      expect(play(trial, { alone: true })).toEqual(plain)
      expect({ ...play(trial, { probes: false }), probes: plain.probes }).toEqual(plain)
    }
  })

  it("leaves out what is hypothetical, and what answers nothing but that", () => {
    const trial = [...Array(200).keys()].map((number) => worldOf(number)).find(({ scenario }) => Object.keys(scenario.answers).length > 0)!
    const { scenario, seed } = trial
    const orders = Object.fromEntries(Object.entries(scenario.orders).map(([id, order]) => [id, { ...order, hypothetical: true }]))
    const bare = play({ scenario: { ...scenario, orders }, seed })
    expect(bare.fingerprint).toEqual(play({ scenario: { ...scenario, orders: {}, answers: {} }, seed }).fingerprint)
  })
})
