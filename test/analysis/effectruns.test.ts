/** Effects of real runs agree with each other, with the comparisons, with the tables and with claims. */
import { describe, expect, test } from "vitest"
import type { EffectMeasure, GroupEffect } from "../../src/model/comparison.ts"
import type { Result } from "../../src/model/result.ts"
import { SMALL } from "../cli/small.ts"
import { flip, played, scenarioIn } from "./realrun.ts"

const sum = (numbers: ReadonlyArray<number>) => numbers.reduce((total, n) => total + n, 0)
const MESSAGES = ["attempted", "accepted", "delivered", "refused"] as const
const rowsOf = ({ effects }: Result, variant: string, by: string, measure: EffectMeasure, about: string | null = null) => effects.filter((row) => row.variant === variant && row.by === by && row.measure === measure && row.about === about)
const total = (rows: ReadonlyArray<GroupEffect>, part: "value" | "baselineValue" | "difference") => sum(rows.map((row) => row[part].mean!))
const near = (a: number, b: number, what: unknown) => expect([what, Math.abs(a - b) <= 1e-3 * Math.max(1, Math.abs(b) * 1e-6)]).toEqual([what, true])

const CASES = ["all-effects.yaml", "evacuation.yaml", "roaming-mode.yaml", "vpn-exit.yaml"]

describe.each(CASES)("Effects of %s", (name) => {
  const playing = played(flip(name))

  test("add up over cohorts, homes, segments, and for each state over statuses, to everybody's", async () => {
    const { result } = await playing
    const options = [...new Set(result.effects.map((row) => row.variant))]
    expect(options.length).toBeGreaterThan(0)
    for (const variant of options) {
      for (const measure of [...MESSAGES, "hoursWithoutService", "disclosed", "peopleRead", "peopleWithoutService"] as const) {
        const [all] = rowsOf(result, variant, "everybody", measure)
        for (const by of ["cohort", "home", "segment"]) near(total(rowsOf(result, variant, by, measure), "value"), all.value.mean!, [variant, measure, by])
        if (measure === "disclosed" || measure.startsWith("people")) continue
        for (const by of ["present", "access"]) near(total(rowsOf(result, variant, by, measure), "value"), all.value.mean!, [variant, measure, by])
        for (const about of result.scenario.about) near(total(rowsOf(result, variant, "status", measure, about), "value"), all.value.mean!, [variant, measure, about])
      }
    }
  })

  test("agree with the comparisons of simulated people, cohort by cohort", async () => {
    const { result, output } = await playing
    const weights = new Map(output.runs.flatMap(({ record }) => record.groups.map((group) => [group.cohort, group.weight] as const)))
    for (const row of result.comparisons) {
      const [effect] = rowsOf(result, row.variant, "cohort", row.measure).filter((one) => one.group === row.cohort)
      near(effect.difference.mean!, row.difference.mean * weights.get(row.cohort)!, [row.variant, row.measure, row.cohort])
    }
  })

  test("agree with a recount of the table of outcomes, and count no more people than were there", async () => {
    const { result } = await playing
    for (const variant of result.variants.filter((one) => one.id !== result.scenario.baseline)) {
      const rows = variant.outcomes.filter((row) => row.about === result.scenario.about[0])
      const [attempted, accepted, delivered] = (["attempted", "accepted", "delivered"] as const).map((measure) => sum(rows.map((row) => row[measure] * row.weight)))
      const refused = sum(rows.map((row) => sum(Object.values(row.refused)) * row.weight))
      const hoursWithoutService = sum(rows.map((row) => row.hoursWithoutService * row.weight))
      const counted = { attempted, accepted, delivered, refused, hoursWithoutService }
      for (const [measure, value] of Object.entries(counted)) near(rowsOf(result, variant.id, "everybody", measure as EffectMeasure)[0].value.mean!, value, [variant.id, measure])
      for (const row of result.effects.filter((one) => one.variant === variant.id && one.unit === "people" && one.people > 0)) expect([row, row.baselineValue.mean! <= row.people + 1e-6]).toEqual([row, true])
    }
  })

  test("find nobody attempt more or less where nobody's habits are other than in the baseline", async () => {
    const { result, output } = await playing
    const shifts = (id: string) => output.runs.find((run) => run.variantId === id)!.record.acts.some((act) => act.verb === "shift" || act.verb === "ask")
    for (const row of result.effects.filter((one) => one.measure === "attempted" && one.by !== "access" && one.by !== "status" && one.by !== "present")) if (!shifts(row.variant) && !shifts(row.baseline)) expect([row, row.difference.mean]).toEqual([row, 0])
  })

  test("read as many people of a cohort as the table of readers where one authority, service and class is read", async () => {
    const { result } = await playing
    for (const variant of result.variants.filter((one) => one.id !== result.scenario.baseline)) {
      for (const row of rowsOf(result, variant.id, "cohort", "peopleRead")) {
        const read = variant.readers.filter((one) => one.cohort === row.group && one.form === "content" && (one.level === "readable" || one.level === "disclosed"))
        const each = new Map(read.map((one) => [`${one.authority} ${one.service} ${one.class} ${one.weight}`, 0]))
        for (const one of read) each.set(`${one.authority} ${one.service} ${one.class} ${one.weight}`, Math.max(each.get(`${one.authority} ${one.service} ${one.class} ${one.weight}`)!, one.people * one.weight))
        const [least, most] = [Math.max(0, ...each.values()), sum([...each.values()])]
        expect([row, row.value.mean! >= least - 1e-6, row.value.mean! <= most + 1e-6]).toEqual([row, true, true])
      }
    }
  })
})

test("People without service and messages disclosed are those that claims count", async () => {
  const claims = [
    "  - { id: people, says: x, measure: people-without, expect: unknown, grade: unknown }",
    "  - { id: townsfolk, says: x, measure: people-without, of: { people: townsfolk }, expect: unknown, grade: unknown }",
    "  - { id: abroad, says: x, measure: people-without, of: { status: other }, expect: unknown, grade: unknown }",
    "  - { id: disclosed, says: x, measure: disclosed, expect: unknown, grade: unknown }"
  ].join("\n")
  const orders = '  tap:\n    by: DE\n    kind: targeted-interception\n    to: chat-company\n    demands: [{ open: { what: chat.content, of: { present: DE }, span: from-now, to: DE } }]\n    timeline: [{ issued: 2020-01-05, due: 2020-01-06 }]\nanswers:\n  give: { by: chat-company, to: tap, kind: comply, when: 2020-01-06, do: [comply] }\nvariants:\n'
  const file = scenarioIn(`${SMALL.replace("variants:\n", orders).replace("without: [block-chat]", "without: [block-chat, tap]").replaceAll("count: 40", "count: 40, stands-for: 120")}${claims}\n`)
  const { result } = await played(file)
  const value = (id: string) => result.variants.find((one) => one.id === "as-happened")!.claims.find((claim) => claim.id === id)!.value
  const effect = (by: string, group: string, measure: EffectMeasure) => result.effects.find((row) => row.by === by && row.group === group && row.measure === measure)!.value.mean
  expect(effect("everybody", "all", "peopleWithoutService")).toBe(value("people"))
  expect(effect("cohort", "townsfolk", "peopleWithoutService")).toBe(value("townsfolk"))
  expect(effect("status", "other", "peopleWithoutService")).toBe(value("abroad"))
  expect(effect("everybody", "all", "disclosed")).toBe(value("disclosed"))
  expect([value("townsfolk"), value("disclosed")! > 1000, effect("everybody", "all", "peopleRead")]).toEqual([120, true, 240])
})

test("By home, the people of a cohort of several homes are told under each, though nothing in the file asks for it", async () => {
  const homes = SMALL.replace("carriers:\n", "  IT: { timezone: Europe/Rome, place: Rome }\ncarriers:\n  three: { country: IT, share: 100 % }\n").replace("friends: { home: FR", "friends: { home: { FR: 75 %, IT: 25 % }")
  const { result } = await played(scenarioIn(homes))
  expect(rowsOf(result, "as-happened", "home", "peopleWithoutService").map(({ group, people }) => [group, people])).toEqual([["DE", 40], ["FR", 30], ["IT", 10]])
})
