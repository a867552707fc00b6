/** Every scenario of the catalogue and every flip: it runs, each claim holds or is a known miss, no promise breaks unless a claim says so. */
import { readdirSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { exitCodeOf } from "../../src/analysis/result.ts"
import { acceptedBars } from "../../src/report/figures/accepted.ts"
import { findings } from "../../src/report/finding.ts"
import type { Result } from "../../src/model/result.ts"
import { unreached } from "../docs/coveragePage.ts"
import { committedRuns } from "../docs/runs.ts"
import { AXES, committedRecord, recordOf } from "./record.ts"
import { sizeOf } from "./sizes.ts"
import { changed, opened, PAKISTAN, type Played, played } from "./stage.ts"

const yaml = (folder: string) => readdirSync(folder).filter((name) => name.endsWith(".yaml")).map((name) => `${folder}/${name}`)
const CATALOGUE = yaml("scenarios")
const FILES = [...CATALOGUE, ...yaml("test/flips")]

const DAY_MS = 86_400_000

/** Each file is run once, when the first test asks for it. */
const runs = new Map<string, Promise<Played>>()
function run(path: string): Promise<Played> {
  const found = runs.get(path) ?? played(opened(path))
  runs.set(path, found)
  return found
}

describe.each(FILES)("%s", (path) => {
  it("ends as exit code 0 says", async () => {
    const { result } = await run(path)
    const amiss = result.variants.flatMap((variant) => variant.claims.filter((claim) => !["held", "known-miss", "prediction"].includes(claim.verdict)).map((claim) => `${variant.id} ${claim.id} ${claim.verdict}: ${claim.observed}, expected ${claim.expected}`))
    expect(amiss).toEqual([])
    expect(exitCodeOf(result)).toBe(0)
  }, 300_000)

  it("every promise is held, or not exercised, or a claim expects its breach", async () => {
    const { result } = await run(path)
    const expected = (variant: Result["variants"][number]) => variant.claims.flatMap((claim) => (claim.expectsBroken ? [claim.promise] : []))
    const broken = result.variants.flatMap((variant) => variant.invariants.filter((promise) => promise.verdict !== "held" && promise.verdict !== "not-exercised" && !expected(variant).includes(promise.id)).map((promise) => `${variant.id} ${promise.id} ${promise.verdict}: ${promise.witness}`))
    expect(broken).toEqual([])
  })

  it("states for each of its numbers a source or a grade", () => {
    expect(opened(path).assumptions.filter((one) => one.grade === "ungraded").map((one) => one.path)).toEqual([])
  })
})

describe.each(CATALOGUE)("%s, of the catalogue", (path) => {
  it("comes out as docs/catalogue.json says: otherwise `npm run docs -- --runs` renews it", async () => {
    const played = await run(path)
    expect(recordOf(played)).toEqual(committedRecord()[played.file.id])
  }, 300_000)

  it("is named after its place, service and year, asks a question, and has a counterfactual beside the world without the order", () => {
    const { base, id, variantIds } = opened(path)
    expect(path).toBe(`scenarios/${id}.yaml`)
    expect(id).toMatch(/^[a-z]+(-[a-z]+)+-\d{4}$/)
    expect(base.question).toMatch(/\?$/)
    expect(variantIds).toContain("no-order")
    expect(variantIds.length).toBeGreaterThan(2)
    expect(base.claims.filter((claim) => claim.variant.includes("as-happened")).length).toBeGreaterThan(2)
    expect(base.claims.filter((claim) => claim.variant.some((variant) => variant !== "as-happened" && variant !== "no-order")).length).toBeGreaterThan(0)
  })

  it("cites each of its sources", () => {
    const { base, text } = opened(path)
    expect(Object.keys(base.sources).filter((source) => !new RegExp(`(source|read|[A-Za-z0-9_.-]+):.*\\b${source}\\b`).test(text.replace(new RegExp(`^  ${source}:.*$`, "m"), "")))).toEqual([])
  })
})

describe("The catalogue", () => {
  it("has 29 cases", () => {
    expect(CATALOGUE.length).toBe(29)
  })

  it("keeps no record of a case that is gone", () => {
    expect(Object.keys(committedRecord())).toEqual(CATALOGUE.map((path) => opened(path).id))
  })

  it.each(AXES)("reaches every word of the vocabulary: %s", (axis) => {
    expect(unreached(axis)).toEqual([])
  })
})

describe("Pakistan 2015", () => {
  const file = opened(PAKISTAN)
  const { people, carriers, services } = file.base
  const DEADLINE = "2015-12-30T19:00:00Z"

  it("gives the figure of the README: otherwise `npm run docs -- --runs` renews it", async () => {
    const { result } = await run(PAKISTAN)
    expect(acceptedBars(result, findings(result))?.bars).toEqual(committedRuns().figure.bars)
  })

  it("each group that a claim reads has 30 people present at a time and 1,000 messages after the last deadline", async () => {
    const { output } = await run(PAKISTAN)
    const base = output.runs.find((one) => one.variantId === "no-order")!
    const small = file.base.claims.map((claim) => ({ id: claim.id, ...sizeOf(base, claim, DEADLINE) })).filter(({ people: there, messages }) => there < 30 || messages < 1_000)
    expect(small).toEqual([])
  }, 300_000)

  it("sizes are counted: a cohort of twenty is found too small", async () => {
    const few = changed(file, { from: "2015-12-20", "people.residents-own-key.count": 20 })
    const { output } = await played(few, ["no-order"])
    const claim = few.base.claims.find((one) => one.id === "bulk-own-pin-key-keeps-bbm-closed")!
    expect(sizeOf(output.runs[0], claim, DEADLINE).people).toBe(20)
  }, 180_000)

  it("it simulates its variants' common past once, in fewer than seven million messages", async () => {
    const { output } = await run(PAKISTAN)
    const each = output.runs.map((one) => one.record.outcomes.reduce((sum, row) => sum + row.attempted, 0))
    expect(output.stats.messages).toBeLessThan(7_000_000)
    expect(output.stats.messages).toBeLessThan(0.3 * each.reduce((a, b) => a + b, 0))
  }, 300_000)

  it("before its first effect a variant is the world without the order, row by row", async () => {
    const { output } = await run(PAKISTAN)
    const before = output.runs.map(({ record }) => {
      const past = record.slots.map((slot) => record.epochMs + slot.untilMs <= Date.parse(DEADLINE) - DAY_MS)
      return JSON.stringify(record.outcomes.filter((row) => past[row.slot]).map((row) => [record.situations[row.situation], row.service, record.slots[row.slot], row.attempted, row.accepted, row.delivered, row.bounced, row.received, row.delayBins]))
    })
    expect(before[0].length).toBeGreaterThan(10_000)
    expect(new Set(before).size).toBe(1)
  }, 300_000)

  it("run alone from its start, a variant's trace is the one that it has on the shared past", async () => {
    const short = changed(file, { from: "2015-12-20", until: "2016-01-05", claims: [], "answers.escrow.when": "2016-01-02", "orders.seizure.timeline.in-effect": "2016-01-02" })
    const variants = ["as-announced", "isp-block", "localise"]
    const [shared, alone] = [await played(short, variants), await played(short, variants, true)]
    const traces = ({ output }: Played) => output.runs.map((one) => one.record.fingerprint)
    expect(traces(alone)).toEqual(traces(shared))
    expect(alone.output.stats.messages).toBeGreaterThan(shared.output.stats.messages)
  }, 180_000)

  it("visitors come from four countries or more, and their stock is arrivals times stay", () => {
    const { home, present: stay } = people.visitors
    expect(Object.keys(home as object).length).toBeGreaterThanOrEqual(4)
    const carrying = ((966_000 * stay!.nights) / 365) * 0.02
    expect(carrying - people.delegates.present!.stock!).toBeCloseTo(stay!.stock!, -1)
  })

  it("5,000 enterprise users live in Pakistan", () => {
    const living = [people.residents, people["residents-own-key"], people.targets]
    expect(living.reduce((sum, cohort) => sum + cohort["stands-for"]!, 0)).toBe(5_000)
  })

  it("the three carriers that the notice names alone sell BES in Pakistan", () => {
    const named = ["mobilink", "telenor", "ufone"]
    expect(Object.keys(file.base.orders["open-bes"].through as object).sort()).toEqual(named)
    const sold = Object.entries(people).flatMap(([name, { home, use, reach, carriers: own }]) => {
      if (use.bes === undefined) return []
      const line = reach["local-sim"]
      if (home === "PK") return [[name, own]]
      return people[name].present !== undefined && typeof line === "object" ? [[name, line.carriers]] : []
    })
    expect(sold.map(([name]) => name)).toEqual(["residents", "residents-own-key", "targets", "residents-abroad", "visitors", "missions"])
    for (const [, sellers] of sold) expect([...(sellers as ReadonlyArray<string>)].sort()).toEqual(named)
    expect(Object.values(carriers).filter((one) => one.country === "PK" && one.kind === "mobile")).toHaveLength(5)
  })

  it("all three services go through the same relay addresses", () => {
    expect(new Set(Object.values(services).map((service) => service.relay))).toEqual(new Set(["waterloo"]))
  })
})
