import { expect, test } from "vitest"
import type { GroupEffect } from "../../src/model/comparison.ts"
import type { Result } from "../../src/model/result.ts"
import type { Flip } from "../../src/model/sensitivity.ts"
import { type Block, cellLines } from "../../src/report/document.ts"
import { findings } from "../../src/report/finding.ts"
import { groups } from "../../src/report/groups.ts"
import { pageOne } from "../../src/report/page.ts"
import { plain, type Quantity, type Words } from "../../src/report/quantity.ts"
import { tableCsv, tables } from "../../src/report/tables.ts"
import { sensitivityOf } from "./compared.ts"
import { fixture } from "./fixture.ts"
import { parse } from "./readcsv.ts"

const page = (result: Result) => pageOne(result, findings(result)).blocks
const texts = (result: Result) => page(result).flatMap(wordsOf).map(plain)

function wordsOf(block: Block): ReadonlyArray<Words> {
  switch (block.kind) {
    case "beside":
      return [...block.left, ...block.right].flatMap(wordsOf)
    case "list":
      return block.items
    case "table":
      return [block.caption, ...block.rows.flatMap((row) => row.flatMap(cellLines))]
    case "figure": case "folded":
      return []
    default:
      return [block.text]
  }
}

test("Page 1 has two sentences, a table, a figure, and nothing on maps", () => {
  const kinds = page(fixture()).map((block) => block.kind)
  expect(kinds).toEqual(["lead", "lead", "table", "figure", "folded", "beside"])
})

test("Every number of page 1 that says where it stands is there, in the CSV", () => {
  for (const result of [fixture(), { ...fixture(), variants: fixture().variants.slice(0, 1), effects: [] }]) {
    const quantities = page(result).flatMap(wordsOf).flatMap((words): ReadonlyArray<Quantity> => (typeof words === "string" ? [] : words.filter((part) => typeof part !== "string")))
    expect(quantities.length).toBeGreaterThan(3)
    for (const { at, value } of quantities) {
      const [head, ...rows] = parse(tableCsv(tables(result).find((table) => table.name === at.table) ?? expect.fail(at.table)))
      const cell = (row: ReadonlyArray<string>, column: string) => row[head.indexOf(column)] ?? expect.fail(`no column ${column}`)
      const own = rows.filter((row) => Object.entries(at.row).every(([column, text]) => cell(row, column) === text))
      const sum = own.reduce((total, row) => total + at.column.split("*").reduce((product, column) => product * Number(cell(row, column)), 1), 0)
      expect(own.length).toBeGreaterThan(0)
      expect(sum).toBe(value)
    }
  }
})

test("Options that come to the same share a row, and a table of many rows tells differences alone", () => {
  const rows = (result: Result) => page(result).flatMap((block) => (block.kind === "table" ? block.rows.map((row) => cellLines(row[0]).map(plain).join()) : []))
  expect(rows(fixture())).toEqual(["no-order (baseline), as-happened", "as-announced", "isp-block", "comply-bulk"])
  const many = Array.from({ length: 20 }, (_, n) => `option-${n}`)
  const option = fixture().effects.filter((row) => row.variant === "isp-block")
  const effects = many.flatMap((variant, n) => option.map((row) => ({ ...row, variant, value: { ...row.value, mean: (row.value.mean ?? 0) + n } })))
  const result: Result = { ...fixture(), variants: [fixture().variants[0], ...many.map((id) => ({ ...fixture().variants[3], id }))], effects }
  expect(rows(result).length).toBe(11)
  expect(texts(result).some((text) => text.includes("10 more rows under Trade-offs"))).toBe(true)
})

test("Without a sensitivity page 1 says so, and gives the command", () => {
  expect(texts(fixture())).toContain("No sensitivity was run, so that which assumptions matter most is not known; 2 values of 6 have an open range. This tells:")
  expect(texts(fixture())).toContain("npx --no-install situs compare scenarios/order-and-answers.yaml --sensitivity")
})

test("Where no value has an open range there is nothing to vary, and it says so", () => {
  const closed = { ...fixture(), evidence: fixture().evidence.map((row) => ({ ...row, range: null })) }
  expect(texts(closed)).toContain("0 of 6 values have an open range, so that none can be varied within one: which assumptions matter most is not known.")
})

test("Where nobody is without service, nobody is listed as affected by it", () => {
  const kept = fixture().effects.map((row) => (row.measure === "peopleWithoutService" || row.measure === "hoursWithoutService" ? { ...row, value: row.baselineValue, difference: { ...row.difference, mean: 0 } } : row))
  expect(texts({ ...fixture(), effects: kept })).toContain("0 people of 4 statuses are without service at any time, in any variant.")
  expect(texts({ ...fixture(), effects: kept })[0]).toContain("each of 4 options has as many")
})

test("A file of one variant tells who loses service and what is read, with numbers", () => {
  const one = fixture().variants.filter((variant) => variant.id === "comply-bulk")
  expect(texts({ ...fixture(), variants: one, effects: [] }).slice(0, 2)).toEqual([
    "In comply-bulk nobody loses service after the turning point: 100 % of 570,595 messages are accepted.",
    "A state reads or has, a message counting at each of its ends: PK content of 92,570 of bbm.content and PK metadata of 160,020 of bes.metadata."
  ])
})

test("The assumptions that matter most are those that drive most outcomes, then those that flip a conclusion; each says how far it moves what, and where it flips", () => {
  const said = texts({ ...fixture(), sensitivity: sensitivityOf() }).filter((text) => / \(open: /.test(text))
  expect(said).toEqual([
    "carriers.alpha.share, 38 % (open: 30 % to 45 %): messages accepted, isp-block minus no-order, by 12,000 on average over values of the others; no value in its range flips a conclusion.",
    "people.staff.count, 5000 (open: 4000 to 6000): messages accepted, isp-block minus no-order, from −500,000 to −400,000; at 4,500 people [4,400 to 4,600 people] \"Everybody keeps service.\" begins to hold in isp-block, in 3 of 3 runs."
  ])
})

test("A flip of a day or a minute is told as that day, or minute", () => {
  const said = (unit: string, mean: number) => texts({ ...fixture(), sensitivity: { ...sensitivityOf(), flips: sensitivityOf().flips.map((row) => ({ ...row, unit, at: { mean, low: mean - 2, high: mean + 2, runs: 3 } })) } }).find((text) => / \(open: 4000/.test(text))
  expect(said("min after 2022-03-20 14:45", 232)).toContain("at 2022-03-20 18:37 [2022-03-20 18:35 to 2022-03-20 18:39] ")
  expect(said("days after 2022-02-27", 3)).toContain("at 2022-03-02 [2022-02-28 to 2022-03-04] ")
  expect(said("h", 3)).toContain("at 3 h [1 to 5 h] ")
})

test("Under the assumptions page 1 says of how many runs and people their numbers are", () => {
  const said = (thinning: number) => texts({ ...fixture(), sensitivity: { ...sensitivityOf(), thinning } })
  expect(said(1)).toContain("Over 1 run: not the numbers of the table.")
  expect(said(22)).toContain("Over 1 run of 1 in 22 simulated people: not the numbers of the table.")
})

test("On the sheet a conclusion stands without the rule that decides it; a claim, whose words are the file's, keeps its colon", () => {
  const says = (conclusion: string) => texts({ ...fixture(), sensitivity: { ...sensitivityOf(), flips: sensitivityOf().flips.map((row) => ({ ...row, conclusion, says: "Residents lose service: of their messages at least 99 in 100." })) } }).find((text) => / \(open: 4000/.test(text))
  expect(says("loses:resident")).toContain('"Residents lose service" begins to hold')
  expect(says("claim:residents")).toContain('"Residents lose service: of their messages at least 99 in 100." begins to hold')
})

test("The evidence strip adds up to all values, and names what nothing rests on", () => {
  const strip = texts(fixture()).find((text) => text.includes("values of the file:")) ?? expect.fail("no strip")
  expect(strip).toBe("6 values of the file: 0 law or court text, 0 company or authority statement, 3 press reports, 2 author's judgement, 1 unknown and assumed.")
})

test("A group of which some runs have more and others as much less stands in the table of its grouping", () => {
  const even = fixture().effects.map((row): GroupEffect => ({ ...row, difference: { ...row.difference, mean: 0, low: -3, high: 3, runs: 2 }, more: row.by === "status" && row.group === "visitor" && row.measure === "accepted" ? 1 : 0, less: row.by === "status" && row.group === "visitor" && row.measure === "accepted" ? 1 : 0 }))
  const rows = groups({ ...fixture(), effects: even }).flatMap((block) => (block.kind === "table" ? block.rows : []))
  expect([rows.length > 0, new Set(rows.map((row) => row[1]))]).toEqual([true, new Set(["visitors"])])
})

test("The chapter on groups says that options attempt the same messages only where they do", () => {
  const said = (effects: Result["effects"]) => plain(groups({ ...fixture(), effects }).flatMap(wordsOf)[0])
  expect(said(fixture().effects)).toContain("Both see the same people attempt the same messages.")
  const other = fixture().effects.map((row): GroupEffect => (row.variant === "isp-block" && row.measure === "attempted" ? { ...row, less: 1 } : row))
  expect(said(other)).toContain("In 1 of 4 options people attempt more or fewer messages than in the baseline (isp-block), and part of its differences is of that.")
})

test("A flip at which all runs agree, or of which there is one, is told as well as bisection has narrowed it down, and has no direction where the first run does not decide it", () => {
  const said = (more: Partial<Flip>) => texts({ ...fixture(), sensitivity: { ...sensitivityOf(), flips: sensitivityOf().flips.map((row): Flip => ({ ...row, ...more })) } }).find((text) => / \(open: 4000/.test(text))
  expect(said({ at: { mean: 4500, low: 4500, high: 4500, runs: 3 } })).toContain('at 4,500 people [4,390 to 4,610 people] "Everybody keeps service." begins to hold in isp-block')
  expect(said({ at: { mean: 4500, low: null, high: null, runs: 1 }, base: null })).toContain('at 4,500 people [4,390 to 4,610 people] "Everybody keeps service." turns over in isp-block')
})

test("A grouping in which no option differs says in which measures: others are not told of it", () => {
  const base = fixture()
  const still = base.effects.map((row) => ({ ...row, value: row.baselineValue, difference: { ...row.difference, mean: 0, low: null, high: null }, more: 0, less: 0 }))
  const said = groups({ ...base, effects: still }).flatMap(wordsOf).map(plain)
  expect(said.find((text) => text.startsWith("By status: "))).toMatch(/no option differs from it in people without service at some time, person-hours without service, messages accepted, people whose content a state reads or has and messages disclosed to a state\.$/)
})
