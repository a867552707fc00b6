import { readFileSync } from "node:fs"
import { Effect, Either } from "effect"
import { describe, expect, it } from "vitest"
import { columnsOf } from "../../src/analysis/cell.ts"
import { nobody } from "../../src/invariants/nobody.ts"
import type { ScenarioFile } from "../../src/language/file.ts"
import type { NumberStory } from "../../src/model/story.ts"
import type { Outcome, VariantResult } from "../../src/model/result.ts"
import * as Numbers from "../../src/run/Numbers.ts"
import { itineraryOf } from "../../src/run/personTrace.ts"
import { simulate } from "../../src/run/simulate.ts"
import { planWith } from "../../src/run/Traces.ts"
import { PEOPLE, RECEIVED, SENT, wantedNumber } from "../../src/run/wantedNumber.ts"
import { flip, played, scenarioIn } from "../analysis/realrun.ts"

/** Several numbers of a variant, counted in one run. */
function counted(file: ScenarioFile, id: string, asked: ReadonlyArray<string>): ReadonlyArray<NumberStory> {
  const planned = planWith(file, id, { seed: 1 })
  let watches: ReadonlyArray<ReturnType<typeof Numbers.watchOf>> = []
  const steps = simulate(planned.plan, [planned.variant], {
    sliceEvents: 100_000,
    judge: (w) => {
      watches = asked.map((text) => {
        const wanted = wantedNumber(text)
        if (typeof wanted === "string") throw new Error(wanted)
        const span = Numbers.spanOf(wanted, planned)
        if (typeof span === "string") throw new Error(span)
        return Numbers.watchOf(w, planned, wanted, span, columnsOf)
      })
      const judges = watches.map((watch) => watch.judge)
      const all = { ...nobody() }
      for (const what of ["attempted", "refused", "accepted", "delivered", "bounced", "expired", "erased", "stood", "read"] as const)
        Object.assign(all, { [what]: (...told: ReadonlyArray<never>) => judges.forEach((judge) => (judge[what] as ((...args: ReadonlyArray<never>) => void) | undefined)?.(...told)) })
      return all
    },
    finished: () => watches.forEach((watch) => watch.finish())
  })
  for (const _ of steps) void _
  return watches.map((watch) => watch.story)
}

/** A row's own name, column by column, as its table has it. */
function nameOf(row: Outcome): string {
  const columns = { about: row.about, cohort: row.cohort, status: row.status, present: row.present, access: row.access, vpn: row.vpn ?? "", service: row.service, "window.id": row.window.id }
  return Object.entries(columns).map(([column, value]) => `${column}=${value}`).join(", ")
}

function valueOf(row: Outcome, measure: string): number {
  if (measure === "refused") return Object.values(row.refused).reduce((sum, n) => sum + n, 0)
  const [head, inner] = measure.split(".")
  return inner === undefined ? (row as unknown as Record<string, number>)[head] : (row.received as unknown as Record<string, number>)[inner]
}

/** A row in seven, those in which something went wrong, and those in which somebody lost time. */
function rowsToAsk(variant: VariantResult): ReadonlyArray<Outcome> {
  const [about] = variant.outcomes.map((row) => row.about)
  return variant.outcomes.filter((row, i) => row.about === about && (i % 7 === 0 || row.causes.length > 1 || row.bounced > 0 || row.expired > 0 || row.erased > 0)).slice(0, 15)
}

const MEASURES = [...SENT, ...RECEIVED, ...PEOPLE]
const CASES = [["all-effects.yaml", "as-happened"], ["evacuation.yaml", "not-evacuated"], ["leak.yaml", "by-line"], ["across-the-deadline.yaml", "as-happened"], ["vpn-exit.yaml", "as-happened"]] as const

/** Taps, keys that come later, seizures of mailboxes and of queues, two acts that take the same. */
const READ = ["two-carriers-take-the-same", "one-key-for-the-world", "how-far-a-key-reaches", "relay-seized", "sold-and-seized", "warrant-and-the-act", "carriers-record-one-by-one"]

describe("A number counted event by event", () => {
  for (const [name, id] of CASES)
    it(`is that of the tables, in every measure of rows of ${name}`, async () => {
      const file = flip(name)
      const { result } = await played(file, [id])
      const variant = result.variants.find((one) => one.id === id)!
      const asked = rowsToAsk(variant).flatMap((row) => MEASURES.map((measure) => ({ row, measure, text: `${measure} of ${nameOf(row)}` })))
      const stories = counted(file, id, asked.map(({ text }) => text))
      const wrong = asked.flatMap(({ measure, row, text }, i) => (stories[i].simulated === valueOf(row, measure) ? [] : [`${text}: ${stories[i].simulated}, the table has ${valueOf(row, measure)}`]))
      expect(wrong).toEqual([])
      const told = new Set(asked.filter(({ measure, row }) => valueOf(row, measure) > 0).map(({ measure }) => measure))
      for (const measure of ["attempted", "accepted", "delivered", "people", "hoursPresent", "received.addressed"]) expect(told).toContain(measure)
    })

  it("is that of the effects in real people, by every grouping, and its difference", async () => {
    const file = flip("all-effects.yaml")
    const { result } = await played(file, ["as-happened"])
    const rows = result.effects.filter(({ by, measure, variant }) => variant === "as-happened" && (by === "everybody" || by === "cohort" || (measure !== "disclosed" && measure !== "peopleRead")))
    const asked = rows.map(({ about, by, group, measure }) => `${measure} of by=${by}, group=${group}${about === null ? "" : `, about=${about}`}`)
    const [baseline] = rows.map((row) => row.baseline)
    const [before, after] = [counted(file, baseline, asked), counted(file, "as-happened", asked)]
    const wrong = rows.flatMap((row, i) => (before[i].real === row.baselineValue.mean && after[i].real === row.value.mean ? [] : [`${asked[i]}: ${before[i].real} and ${after[i].real}, the table has ${row.baselineValue.mean} and ${row.value.mean}`]))
    expect(wrong).toEqual([])
    expect(new Set(rows.map((row) => row.by)).size).toBe(7)
    expect(rows.filter((row) => row.difference.mean !== 0).length).toBeGreaterThan(10)
  })

  for (const name of READ)
    it(`is that of the tables of readers, and of people read, in ${name}`, async () => {
      const file = scenarioIn(readFileSync(`test/cases/${name}.yaml`, "utf8"))
      const { result } = await played(file, ["as-happened"])
      const { readers } = result.variants.find((one) => one.id === "as-happened")!
      const rows = readers.filter((row) => row.level !== "exposed").slice(0, 24)
      const named = rows.map((row) => `of authority=${row.authority}, level=${row.level}, basis=${row.basis}, service=${row.service}, class=${row.class}, form=${row.form}, cohort=${row.cohort}`)
      const messages = counted(file, "as-happened", named.flatMap((text) => [`messages ${text}`, `again ${text}`]))
      expect(messages.map((story) => story.simulated)).toEqual(rows.flatMap((row) => [row.messages, row.again]))
      expect(rows.length).toBeGreaterThan(0)
      expect(rows.some((row) => row.again > 0)).toBe(name === "two-carriers-take-the-same")
      const effects = result.effects.filter(({ measure, variant }) => variant === "as-happened" && (measure === "disclosed" || measure === "peopleRead"))
      const stories = counted(file, "as-happened", effects.map(({ by, group, measure }) => `${measure} of by=${by}, group=${group}`))
      expect(effects.map(({ by, group, measure }, i) => `${measure} ${by} ${group}: ${stories[i].real}`)).toEqual(effects.map(({ by, group, measure, value }) => `${measure} ${by} ${group}: ${value.mean}`))
    })

  it("of refusals is told by reason and act, as the table of causes has it", async () => {
    const file = flip("all-effects.yaml")
    const { result } = await played(file, ["as-happened"])
    const causes = result.variants.find((one) => one.id === "as-happened")!.outcomes.flatMap((row) => row.causes.filter((cause) => cause.act !== null).map((cause) => ({ row, cause }))).filter((_, i) => i % 5 === 0).slice(0, 25)
    const stories = counted(file, "as-happened", causes.map(({ cause, row }) => `${cause.outcome} of ${nameOf(row)}, reason=${cause.reason}, act=${cause.act}`))
    expect(stories.map((story) => story.simulated)).toEqual(causes.map(({ cause }) => cause.messages))
    expect(new Set(causes.map(({ cause }) => cause.reason)).size).toBeGreaterThan(2)
    for (const [i, { parts }] of stories.entries()) expect(parts).toMatchObject([{ name: causes[i].cause.reason, act: { path: causes[i].cause.act }, simulated: causes[i].cause.messages }])
  })

  it("of hours without service names people whose own stories have these hours", () => {
    const file = flip("across-the-deadline.yaml")
    const { plan, variant } = planWith(file, "as-happened", { seed: 1 })
    const [story] = counted(file, "as-happened", ["hoursWithoutService"])
    expect(story.people.length).toBeGreaterThan(3)
    for (const { amount, id } of story.people) {
      const [cohort, n] = id.split("#")
      const { spans } = itineraryOf(plan, variant, plan.cohorts.find((c) => c.name === cohort)!.first + Number(n))
      const hours = spans.reduce((sum, span) => sum + span.share * (span.until.ms - span.from.ms), 0) / 3_600_000
      expect(amount).toBeCloseTo(hours, 3)
    }
  })
})

describe("A number that nothing is called by", () => {
  const refusal = async (text: string, name = "all-effects.yaml") => Either.getOrThrow(Either.flip(await Effect.runPromise(Effect.either(Numbers.count(flip(name), text, { variant: "as-happened", baseline: "as-happened" }, columnsOf, { seed: 1 }))))).message
  it("is refused with what is known, and what may have been meant", async () => {
    expect(await refusal("acepted of cohort=clients")).toMatch(/no measure is called "acepted"; known: attempted, .*; did you mean "accepted"\?/)
    expect(await refusal("accepted of kohort=clients")).toMatch(/no number is asked for by "kohort"; known: about, .*; did you mean "cohort"\?/)
    expect(await refusal("accepted of cohort=client")).toMatch(/no row has cohort=client; known: .*; did you mean "clients"\?/)
    expect(await refusal("accepted of status=residents")).toContain('did you mean "resident"?')
    expect(await refusal("accepted of cohort")).toContain("one is COLUMN=VALUE")
    expect(await refusal("accepted of reason=blocked")).toContain("reason is asked of what was refused or bounced")
    expect(await refusal("accepted of group=visitor")).toContain("by and group go together")
    expect(await refusal("accepted of window=w9999")).toContain("no row has window.id=w9999; known: w0, w1")
    expect(await refusal("accepted of from=2015-01-01")).toContain("the tables are not cut at from=2015-01-01; they are at 20")
    expect(await refusal("accepted of cohort=clients, cohort=clients")).toContain("cohort is given twice")
    expect(await refusal("how many?")).toContain("is no number: one is called MEASURE of COLUMN=VALUE")
  })
})
