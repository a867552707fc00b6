import { expect, test } from "vitest"
import type { Result } from "../../src/model/result.ts"
import { outcomes } from "../../src/report/service.ts"
import { fixture } from "./fixture.ts"

const hoursOf = (result: Result) => {
  const block = outcomes(result).find((b) => b.kind === "table" && b.caption.startsWith("Time without service"))
  return block?.kind === "table" ? block.rows : expect.fail("no table of hours")
}

test("At least so many people are without service as on the way that has most of them: who changes his way counts once", () => {
  const { variants, ...rest } = fixture()
  const blocked = variants.find((v) => v.id === "isp-block")!
  const [first] = blocked.outcomes.filter((row) => row.hoursWithoutService > 0)
  const way = (access: typeof first.access, vpn: string | null, people: number) => ({ ...first, access, vpn, peopleWithoutService: people, weight: 1000 })
  const rows = hoursOf({ ...rest, variants: [{ ...blocked, outcomes: [way("local-sim", null, 40), way("local-sim", "NL", 13), way("wifi", null, 5)] }] } as Result)
  expect(rows.map((row) => row[3])).toEqual(["at least 40,000"])
})

const cellsOf = (change: (row: Result["variants"][number]["summary"][number]) => object) => {
  const { variants, ...rest } = fixture()
  const blocked = variants.find((v) => v.id === "isp-block")!
  const block = outcomes({ ...rest, variants: [{ ...blocked, summary: blocked.summary.slice(0, 1).map((row) => ({ ...row, ...change(row) })) }] }).find((b) => b.kind === "table" && b.caption.startsWith("Messages accepted"))
  return block?.kind === "table" ? JSON.stringify(block.rows) : expect.fail("no table")
}

test("A loss that fewer than a hundred simulated messages decide says by how many", () => {
  expect(cellsOf(() => ({ attemptedMeanwhile: 40 }))).toContain("decided by 40 simulated messages")
  expect(cellsOf(() => ({ attemptedMeanwhile: 100 }))).not.toContain("decided by")
})

test("Who keeps sending and does not get what is sent to him is told so", () => {
  expect(cellsOf(() => ({ verdict: "keeps", addressed: 200, received: 150 }))).toContain("receives 75 % of 2,000")
  expect(cellsOf(() => ({ verdict: "keeps", addressed: 200, received: 199 }))).not.toContain("receives")
})

test("Variants with different turning points are said to have different windows", () => {
  const { variants, ...rest } = fixture()
  const text = (result: Result) => JSON.stringify(outcomes(result)[0])
  expect(text(fixture())).not.toContain("different windows")
  expect(text({ ...rest, variants: variants.map((v, n) => (n === 0 ? { ...v, turningPoint: { at: "2015-07-23T19:00:00.000Z", what: "effect" } } : v)) })).toContain("2 different windows, so that the denominators of variants differ")
})
