import { expect, test } from "vitest"
import type { Result } from "../../src/model/result.ts"
import { affected } from "../../src/report/affected.ts"
import { answer } from "../../src/report/answer.ts"
import { findings } from "../../src/report/finding.ts"
import { plain } from "../../src/report/quantity.ts"
import { fixture } from "./fixture.ts"

const said = (result: Result) => answer(result, findings(result)).map(plain)

test("The answer is two sentences: people without service, and people who are read, over all options", () => {
  expect(said(fixture())).toEqual([
    "Of 4,000 people, 0 are without service at some time in the baseline (no-order); 2 of 4 options have more, by +4,000 each, 2 have as many; at most 4,000 of 4,000 residents, 4,000 of 4,000 residents abroad, 1,000 of 4,000 visitors.",
    "Of the same people, a state reads or has content of 0 in the baseline; 1 of 4 options has more, by +2,400 (comply-bulk), 3 have as many; a state has metadata in 1 of 5 variants."
  ])
})

test("Who is without service is told of the variant where most are, though it is the baseline", () => {
  const result = fixture()
  const turned = (row: Result["effects"][number]): Result["effects"][number] => ({ ...row, baselineValue: row.value, value: row.baselineValue, difference: { ...row.difference, mean: 0 - row.difference.mean! } })
  const worst = result.effects.filter((row) => row.variant === "as-announced").map(turned)
  expect(plain(answer({ ...result, effects: worst }, findings(result))[0])).toContain("; at most 4,000 of 4,000 residents, 4,000 of 4,000 residents abroad.")
  const read = worst.map((row) => (row.by === "cohort" && row.measure === "peopleRead" && row.group === worst.find(({ by }) => by === "cohort")!.group ? { ...row, baselineValue: { ...row.value, mean: 30 }, value: { ...row.value, mean: 2 } } : row))
  expect(JSON.stringify(affected({ ...result, effects: read }))).toMatch(/the most over all variants: .*"baselineValue\.mean".*\(no-order\)/)
})

test("It stays as long with twelve options as with four", () => {
  const base = fixture()
  const option = base.effects.filter((row) => row.variant === "isp-block")
  const many = Array.from({ length: 12 }, (_, n) => `option-${n}`)
  const result: Result = { ...base, variants: [base.variants[0], ...many.map((id) => ({ ...base.variants[3], id }))], effects: many.flatMap((variant) => option.map((row) => ({ ...row, variant }))) }
  for (const sentence of said(result)) expect(sentence.length).toBeLessThan(300)
})

test("Every number of it says where it stands in the data", () => {
  const quantities = answer(fixture(), findings(fixture())).flatMap((words) => (typeof words === "string" ? [] : words)).flatMap((part) => (typeof part === "string" ? [] : [part]))
  expect(quantities.length).toBeGreaterThanOrEqual(5)
  for (const { at, value } of quantities) {
    const rows = fixture().effects.filter((row) => Object.entries(at.row).every(([column, text]) => String(row[column as keyof typeof row] ?? "") === text))
    expect(rows.length).toBe(1)
    const [first, second] = at.column.split(".") as [keyof (typeof rows)[0], string | undefined]
    expect(second === undefined ? rows[0][first] : (rows[0][first] as unknown as Record<string, number>)[second]).toBe(value)
  }
})

test("One variant alone without an act, a deadline or an order is told of the whole run, since nothing turned", () => {
  const [variant] = fixture().variants
  const alone = (what: string) => said({ ...fixture(), effects: [], variants: [{ ...variant, turningPoint: { ...variant.turningPoint, what } }] })[0]
  expect(alone("deadline")).toMatch(/^In no-order nobody loses service after the turning point: 100 % of [\d,]+ messages are accepted\.$/)
  expect(alone("start")).toMatch(/^In no-order nobody loses service in the whole run: 100 % of [\d,]+ messages are accepted\.$/)
})
