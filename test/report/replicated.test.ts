import { beforeAll, describe, expect, test } from "vitest"
import { type Sample, pooled, sampleOf } from "../../src/analysis/replications.ts"
import { student95 } from "../../src/cli/student.ts"
import type { Result } from "../../src/model/result.ts"
import { reportFiles } from "../../src/report/folder.ts"
import { claimWords, runs, shareWords } from "../../src/report/replicated.ts"
import { summary } from "../../src/report/summary.ts"
import { fixture } from "./fixture.ts"
import { replicaOf } from "./replicas.ts"

let four: Result
beforeAll(async () => {
  four = pooled(replicaOf(0), [0, 1, 2, 3].map((n): Sample => sampleOf(replicaOf(n))), await student95())
})

describe("A report of several runs", () => {
  test("says how many there were, of one that it has no interval, and which it was", () => {
    expect(runs(fixture())).toBe("1 run, no interval")
    expect(runs(replicaOf(7))).toBe("1 run (replication 7), no interval")
    for (const name of ["report.md", "report.html"]) expect(reportFiles(four).get(name)).toContain("4 runs of each variant: counts and tables of the first, verdicts and intervals over all")
  })

  test("says in how many runs a promise or claim came out so, and which run gave the witness", () => {
    const page = reportFiles(four).get("report.md") ?? ""
    expect(page).toContain("as-announced in 1 of 4 runs")
    expect(page).toContain("What happened: seen in 2. It was seen first in replication 2.")
    expect(page).toContain("broken in 1 of 4 runs")
    expect(page).toContain("replication 3: 3 of 14,006 messages")
    expect(page).toMatch(/undetermined in 1 of 4 runs: nothing was attempted/)
  })

  test("gives shares, claims and differences with their intervals", () => {
    const page = reportFiles(four).get("report.md") ?? ""
    expect(page).toMatch(/of 100: mean 99\.[89], 95 %: 99\.6 to 100/)
    expect(page).toMatch(/mean 0\.8 messages, 95 %: 0 messages to 3\.1 messages/)
    expect(page).toMatch(/−[\d,]+ ±3/)
  })

  test("is told on one screen, the number of runs at each breach", () => {
    const screen = summary(four, { width: 100, colour: false, stats: { messages: 10, events: 20 } }).replace(/\s+/g, " ")
    expect(screen).toContain("X4 in 1 of 4 runs in as-announced")
    expect(screen).toContain("residents-lose in 1 of 4 runs")
    expect(screen).toContain("in all variants and runs")
  })

  test("is made again with the same number of runs, or the same run", () => {
    expect(reportFiles(four).get("report.md")).toContain("--seed 1 --replications 4")
    expect(reportFiles(replicaOf(7)).get("report.md")).toContain("--seed 1 --replication 7")
  })
})

describe("An interval in words", () => {
  const claim = (unit: string, mean: number, low: number, high: number) => claimWords({ ...fixture().variants[2].claims[0], unit, estimate: { mean, low, high, runs: 5 } })

  test("has the unit that suits its size", () => {
    expect(claim("people", 1200, 1000, 1400)).toBe("mean 1,200 people, 95 %: 1,000 people to 1,400 people")
    expect(claim("ms", 10_800_000, 9_000_000, 12_600_000)).toBe("mean 3 h, 95 %: 2.5 h to 3.5 h")
    expect(claim("ms since 1970", 0, 0, 86_400_000)).toBe("mean 1970-01-01 00:00, 95 %: 1970-01-01 00:00 to 1970-01-02 00:00")
    expect(claim("", 3, 3, 3)).toBe("3 in each of 5 runs")
  })

  test("is none where there is none", () => {
    expect(shareWords({ mean: 0.5, low: null, high: null, runs: 1 })).toBe(undefined)
    expect(shareWords({ mean: null, low: null, high: null, runs: 0 })).toBe(undefined)
  })
})
