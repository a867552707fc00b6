/** What options change for groups of people, against naive counts. */
import fc from "fast-check"
import { beforeAll, describe, expect, test } from "vitest"
import { type EffectSample, effectsOf, sampleOfEffects } from "../../src/analysis/effects.ts"
import { differenceEstimateOf, type Student95 } from "../../src/analysis/interval.ts"
import { buildResult, type ResultInput } from "../../src/analysis/result.ts"
import { student95 } from "../../src/cli/student.ts"
import type { EffectMeasure, GroupEffect } from "../../src/model/comparison.ts"
import type { Result } from "../../src/model/result.ts"
import type { RunRecord } from "../../src/world/record.ts"
import { dailyWindows, instantMs, quietRecord, reader, recordOf, scenarioOf } from "./handmade.ts"

let student: Student95
beforeAll(async () => {
  student = await student95()
})

function resultOf(records: ReadonlyArray<RunRecord>): Result {
  const scenario = scenarioOf()
  const input: ResultInput = {
    file: { id: "handmade", title: "Made by hand", hash: "h", from: "2020-01-01", until: "2020-01-30" },
    engineVersion: "test", seed: 1, replications: 1,
    assumptions: { counts: { total: 0, stated: 0, inferred: 0, unverified: 0, judgement: 0, unknown: 0, ungraded: 0, withSource: 0 }, evidence: [] },
    runs: records.map((record) => ({ variantId: record.variant, title: record.variant, scenario, record, dailyWindows })),
    instantMs
  }
  return buildResult(input)
}
const told = (rows: ReadonlyArray<GroupEffect>, by: string, measure: EffectMeasure) => Object.fromEntries(rows.filter((row) => row.by === by && row.measure === measure).map((row) => [row.group, [row.baselineValue.mean, row.value.mean, row.difference.mean]]))

describe("Effects of one run", () => {
  const { effects } = resultOf([quietRecord(), recordOf()])

  test("count real people and messages, by everybody and by each group", () => {
    // 100 residents for 10 each write 100 chats and 50 mails in each of three slots; in two of them the chats are refused.
    expect(told(effects, "cohort", "accepted")).toEqual({ residents: [4500, 2500, -2000], visitors: [201, 181, -20], friends: [90, 90, 0] })
    expect(told(effects, "everybody", "accepted")).toEqual({ all: [4791, 2771, -2020] })
    expect(told(effects, "cohort", "hoursWithoutService")).toMatchObject({ residents: [0, 4800, 4800] })
    expect(told(effects, "home", "refused")).toEqual({ NO: [0, 2000, 2000], SE: [0, 20, 20] })
    expect(told(effects, "segment", "refused")).toEqual({ enterprise: [0, 2000, 2000], consumer: [0, 20, 20] })
    expect(told(effects, "status", "refused")).toEqual({ resident: [0, 2000, 2000], visitor: [0, 20, 20], other: [0, 0, 0] })
    expect(told(effects, "present", "refused")).toEqual({ NO: [0, 2020, 2020], SE: [0, 0, 0] })
    expect(told(effects, "access", "refused")).toEqual({ "local-sim": [0, 2000, 2000], "home-routed": [0, 0, 0], wifi: [0, 20, 20] })
  })

  test("count each person once: the same 60 residents are without service in two slots, each for ten", () => {
    expect(told(effects, "everybody", "peopleWithoutService")).toEqual({ all: [0, 600, 600] })
    expect(told(effects, "status", "peopleWithoutService")).toMatchObject({ resident: [0, 600, 600], visitor: [0, 0, 0] })
  })

  test("tell disclosed messages and people read of lasting groups alone", () => {
    // Of four contents and six metadata of a message the greater number; three people behind the contents.
    expect(told(effects, "cohort", "disclosed")).toMatchObject({ visitors: [0, 6, 6], residents: [0, 0, 0] })
    expect(told(effects, "cohort", "peopleRead")).toMatchObject({ visitors: [0, 3, 3], residents: [0, 0, 0] })
    for (const by of ["status", "present", "access"]) for (const measure of ["disclosed", "peopleRead"] as const) expect(told(effects, by, measure)).toEqual({})
  })

  test("give the people of a group who were there, and say more or less", () => {
    const rows = effects.filter((row) => row.by === "cohort" && row.measure === "accepted")
    expect(rows.map((row) => [row.group, row.people, row.more, row.less])).toEqual([["friends", 20, 0, 0], ["residents", 1000, 0, 1], ["visitors", 50, 0, 1]])
    expect(effects.every((row) => row.difference.low === null && row.difference.runs === 1)).toBe(true)
  })
})

describe("People read", () => {
  const readBy = (list: ReadonlyArray<readonly [authority: string, level: "readable" | "disclosed" | "openable", form: "content" | "metadata", person: number]>): RunRecord["readBy"] => ({
    each: (visit) => list.forEach(([authority, level, form, person]) => visit(reader({ authority, level, form }), person))
  })
  const rows = (list: ReadonlyArray<readonly [authority: string, level: "readable" | "disclosed" | "openable", form: "content" | "metadata", messages: number]>) => list.map(([authority, level, form, messages]) => reader({ authority, level, form, messages }))
  const peopleRead = (record: RunRecord) => told(resultOf([quietRecord(), record]).effects, "everybody", "peopleRead").all[1]

  test("are counted once over states and levels; metadata and keys alone read nobody", () => {
    const readers = rows([["NO", "readable", "content", 9], ["SE", "readable", "content", 9], ["NO", "disclosed", "content", 9], ["NO", "disclosed", "metadata", 9], ["NO", "openable", "content", 9]])
    expect(peopleRead(recordOf({ readers, readBy: readBy([["NO", "readable", "content", 1], ["NO", "disclosed", "content", 1], ["SE", "readable", "content", 1], ["SE", "readable", "content", 2], ["NO", "disclosed", "metadata", 3], ["NO", "openable", "content", 4]]) }))).toBe(2)
  })

  test("are at most as many as messages, where it is not known whose they were", () => {
    const four = readBy([1, 2, 3, 4].map((person) => ["NO", "readable", "content", person] as const))
    expect(peopleRead(recordOf({ readers: rows([["NO", "readable", "content", 3], ["NO", "disclosed", "content", 2]]), readBy: four }))).toBe(3)
    expect(peopleRead(recordOf({ readers: rows([["NO", "readable", "content", 3], ["SE", "readable", "content", 9]]), readBy: four }))).toBe(3)
  })
})

const GROUPS = ["everybody\u0001\u0001all", "cohort\u0001\u0001a", "cohort\u0001\u0001b", "status\u0001NO\u0001resident"]
const MEASURES = ["accepted", "peopleRead"]
const sample: fc.Arbitrary<EffectSample> = fc.uniqueArray(fc.constantFrom(...GROUPS.flatMap((group) => MEASURES.map((measure) => `${group}\u0001${measure}`)))).chain((keys) => {
  const column = fc.array(fc.nat(3), { minLength: keys.length, maxLength: keys.length })
  return fc.record({ keys: fc.constant(keys), people: column, baseline: column, options: fc.tuple(column, column).map(([x, y]) => [{ variant: "x", values: x }, { variant: "y", values: y }]) })
})
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value))

describe("Effects of many runs", () => {
  const compared = () => ({ baseline: "base", student })

  test("agree with a naive count of each group's pairs, whatever groups a run knows", () => {
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1, maxLength: 5 }), (samples) => {
        const rows = effectsOf(samples, compared())
        const keys = new Set(samples.flatMap((one) => one.keys))
        expect(rows.length).toBe(2 * keys.size)
        for (const row of rows) {
          const key = [row.by, row.about ?? "", row.group, row.measure].join("\u0001")
          const pairs = samples.map((one) => {
            const at = one.keys.indexOf(key)
            return at < 0 ? [0, 0] : [one.baseline[at], one.options.find((option) => option.variant === row.variant)!.values[at]]
          })
          const mean = pairs.reduce((sum, [before, after]) => sum + after - before, 0) / pairs.length
          expect(row.difference.mean).toBeCloseTo(mean, 5)
          expect([row.more, row.less]).toEqual([pairs.filter(([before, after]) => after > before).length, pairs.filter(([before, after]) => after < before).length])
          expect([row.difference.runs, row.value.runs]).toEqual([samples.length, samples.length])
          // The denominator is of the same runs as the numbers.
          expect(row.people).toBeCloseTo(samples.reduce((sum, one) => sum + (one.people[one.keys.indexOf(key)] ?? 0), 0) / samples.length, 5)
        }
      })
    )
  })

  test("turn around with baseline and option: every sign, interval and count, and nothing else", () => {
    const decimals = fc.array(fc.tuple(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.double({ min: 0, max: 1e9, noNaN: true })), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(decimals, (pairs) => {
        const of = ([before, after]: readonly [number, number]): EffectSample => ({ keys: [`${GROUPS[0]}\u0001accepted`], people: [7], baseline: [before], options: [{ variant: "x", values: [after] }] })
        const [one] = effectsOf(pairs.map(of), compared())
        const [other] = effectsOf(pairs.map(([before, after]) => of([after, before])), compared())
        const minus = (n: number | null) => (n === null ? null : 0 - n)
        const { difference, baselineValue, value, less, more, ...rest } = one
        expect(plain(other)).toEqual(plain({ ...rest, baselineValue: value, value: baselineValue, more: less, less: more, difference: { ...difference, mean: minus(difference.mean), low: minus(difference.high), high: minus(difference.low) } }))
      })
    )
  })

  test("do not depend on the order of a sample's keys, and come back from rows of one run", () => {
    fc.assert(
      fc.property(sample, (one) => {
        const turned: EffectSample = { keys: [...one.keys].reverse(), people: [...one.people].reverse(), baseline: [...one.baseline].reverse(), options: one.options.map(({ variant, values }) => ({ variant, values: [...values].reverse() })) }
        const rows = effectsOf([one], compared())
        expect(effectsOf([turned], compared())).toEqual(rows)
        if (rows.length > 0) expect(effectsOf([sampleOfEffects(rows)], compared())).toEqual(rows)
      })
    )
  })
})

test("A difference's interval is the mirror of the other way around", () => {
  expect(differenceEstimateOf([4, 2, 5, 4], student)).toEqual({ mean: 3.75, low: 1.747755, high: 5.752245, runs: 4 })
  expect(differenceEstimateOf([-4, -2, -5, -4], student)).toEqual({ mean: -3.75, low: -5.752245, high: -1.747755, runs: 4 })
  // Evenly about 0, where a rounded mean would lean to one side.
  const even = differenceEstimateOf([999999999.9999975, 0, -999999999.9999975], student)
  expect([even.mean, even.low]).toEqual([0, -(even.high ?? Number.NaN)])
  expect(differenceEstimateOf([0, 0], student)).toEqual({ mean: 0, low: 0, high: 0, runs: 2 })
})
