/**
 * Intervals of differences hold what they promise: on a case whose expected difference is known in closed form, simulated as any other,
 * and under the rule by which `--precision` stops.
 */
import { beforeAll, describe, expect, test } from "vitest"
import { type EffectSample, effectSampleOf, effectsOf } from "../../src/analysis/effects.ts"
import { groupSumsOf } from "../../src/analysis/groupsums.ts"
import { estimateOf, type Student95 } from "../../src/analysis/interval.ts"
import { following, isReached, precisionOf, RUNS_MAX } from "../../src/analysis/precision.ts"
import { referenceOf } from "../../src/analysis/selector.ts"
import { student95 } from "../../src/cli/student.ts"
import { nobody } from "../../src/invariants/nobody.ts"
import { hash4, uniform } from "../../src/kernel/rng.ts"
import { plansOf } from "../../src/run/Simulator.ts"
import { simulate } from "../../src/run/simulate.ts"
import { finish } from "../../src/world/finish.ts"
import type { RunRecord } from "../../src/world/record.ts"
import { scenarioIn } from "./realrun.ts"

let student: Student95
beforeAll(async () => {
  student = await student95()
})

/** Four people write 5 messages a day each for four days, as a Poisson process: 80 in the mean. The block refuses each of them in 70 of 100 cases, and the first try decides. */
const LEAKS = `situs: 1
id: leaks
title: A block that leaks
from: 2020-01-01
until: 2020-01-04
grade: judgement
countries: { DE: { timezone: UTC, place: Berlin } }
carriers: { one: { country: DE, share: 100 % } }
providers: { firm: { seat: DE, established: [DE] } }
sites: { berlin: { place: Berlin, country: DE, operator: firm, roles: [relay, mailbox] } }
services: { chat: { provider: firm, relay: berlin, classes: { content: { kept: berlin, keys: provider } } } }
people: { folk: { home: DE, count: 4, use: { chat: 100 % }, reach: { local-sim: 100 % }, writes: { per-day: 5, to: { folk: 100 % } } } }
orders:
  block-chat:
    by: DE
    kind: network-block
    through: { one: obeys }
    does: [{ block: { what: chat, at: national-internet, leak: { share: 30 %, by: attempt } } }]
    timeline: [{ in-effect: 2020-01-01 }]
variants: { no-order: { without: [block-chat] } }
`
const ATTEMPTED = 4 * 5 * 4
const DIFFERENCE = -0.7 * ATTEMPTED
const file = scenarioIn(LEAKS)

/** One replication as the program simulates it, without promises. */
function sampleOf(replication: number): EffectSample {
  const records = new Map<string, RunRecord>()
  for (const plan of plansOf(file, file.variantIds, { seed: 1, replication })) for (const _ of simulate(plan, plan.variants, { sliceEvents: 65_536, judge: nobody, finished: (w, variant) => records.set(variant.id, finish(w, variant, [])) })) void _
  const sums = (id: string) => groupSumsOf(records.get(id)!, referenceOf(file.variant(id)!.scenario, ["DE"]))
  return effectSampleOf({ sums: sums("no-order"), people: [] }, [{ variant: "as-happened", sums: sums("as-happened") }])
}

const compared = () => ({ baseline: "no-order", student })
const accepted = (samples: ReadonlyArray<EffectSample>) => effectsOf(samples, compared()).find((row) => row.by === "everybody" && row.measure === "accepted")!

describe("Intervals of a comparison", () => {
  // 200 experiments of 10 pairs. Covered 95 of 100 times their number is binomial: below 179 or above 198 of 200 in fewer than 1 of 500 test suites, whatever the seed; the seed is fixed.
  test("hold the known difference in 95 of 100 experiments of 10 pairs", () => {
    const samples = Array.from({ length: 2000 }, (_, replication) => sampleOf(replication))
    let covered = 0
    for (let n = 0; n < samples.length; n += 10) {
      const { difference, more, less } = accepted(samples.slice(n, n + 10))
      if (difference.low! <= DIFFERENCE && DIFFERENCE <= difference.high!) covered++
      expect([more, less]).toEqual([0, 10])
    }
    expect(covered).toBeGreaterThanOrEqual(179)
    expect(covered).toBeLessThanOrEqual(198)
    // Four standard errors of the mean of 2,000 Poisson numbers with the mean 56: false alarm 1 in 15,000.
    const all = accepted(samples)
    expect(Math.abs(all.difference.mean! - DIFFERENCE)).toBeLessThan(4 * Math.sqrt(-DIFFERENCE / samples.length))
    expect(Math.abs(all.baselineValue.mean! - ATTEMPTED)).toBeLessThan(4 * Math.sqrt(ATTEMPTED / samples.length))
  }, 120_000)
})

/** The same numbers drawn without an engine: a Poisson process by exponential gaps, each message refused in 70 of 100 cases. */
function drawn(experiment: number, run: number): EffectSample {
  let [before, after] = [0, 0]
  for (let at = 0, n = 0; ; n++) {
    at -= Math.log(1 - uniform(hash4(7, experiment, run, 2 * n)))
    if (at > ATTEMPTED) break
    before++
    if (uniform(hash4(7, experiment, run, 2 * n + 1)) < 0.3) after++
  }
  return { keys: ["everybody\u0001\u0001all\u0001accepted"], people: [4], baseline: [before], options: [{ variant: "as-happened", values: [after] }] }
}

describe("The rule by which --precision stops", () => {
  /** Experiments that stop by the rule: how many intervals hold the difference, and after how many runs they stopped. */
  function stopped(asked: number, experiments: number): { readonly covered: number; readonly runs: number; readonly reached: number } {
    const gave = { covered: 0, runs: 0, reached: 0 }
    for (let experiment = 0; experiment < experiments; experiment++) {
      const samples: Array<EffectSample> = []
      for (;;) {
        const until = following(samples.length, RUNS_MAX)
        while (samples.length < until) samples.push(drawn(experiment, samples.length))
        if (until === RUNS_MAX || isReached(precisionOf(effectsOf(samples, compared()), asked))) break
      }
      const { low, high } = estimateOf(samples.map((sample) => sample.options[0].values[0] - sample.baseline[0]), student)
      if (low! <= DIFFERENCE && DIFFERENCE <= high!) gave.covered++
      gave.runs += samples.length / experiments
      if (samples.length < RUNS_MAX) gave.reached++
    }
    return gave
  }

  // Of 4,000 experiments each 95.2, 94.1 and 94.0 of 100 intervals held it where 10, 5 and 3 % were asked for, after 10, 19 and 47 runs in
  // the mean: looking at intervals to decide when to stop costs up to one in a hundred. Covered 94 of 100 times, fewer than 1841 or more
  // than 1913 of 2,000 come in fewer than 1 of 500 test suites, whatever the seed; the seed is fixed.
  test("keeps at least 92 of 100 intervals true, and stops when it may", () => {
    const { covered, reached, runs } = stopped(0.05, 2000)
    expect(covered).toBeGreaterThanOrEqual(1841)
    expect(covered).toBeLessThanOrEqual(1913)
    expect(reached).toBe(2000)
    expect(runs > 15 && runs < 22).toBe(true)
  }, 120_000)
})
