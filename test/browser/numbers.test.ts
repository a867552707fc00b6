/** A reader takes ten numbers off page 1, finds each in the CSV, and is led from it to events by `explain`. */
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { bundled } from "../cli/bundle.ts"
import { parse } from "../report/readcsv.ts"
import { CHROMIUM, launch, needed } from "./chromium.ts"
import { CASE, write, type Written } from "./reports.ts"

/** A number as the page's source says it: what is shown, and the place in data/ that it has. */
interface Taken {
  readonly shown: string
  readonly value: string
  readonly table: string
  readonly row: Readonly<Record<string, string>>
  readonly column: string
}

const TAKE = `[...document.querySelectorAll("#page-1 data")].map((e) => ({ shown: e.textContent, value: e.getAttribute("value"), table: e.dataset.table, row: JSON.parse(e.dataset.row), column: e.dataset.column }))`

let written: Written
let page1: ReadonlyArray<Taken> = []

beforeAll(async () => {
  if (CHROMIUM === undefined) return
  written = write(["case"])
  const browser = await launch()
  const page = await browser.newPage()
  await page.goto(pathToFileURL(join(written.folder("case"), "report.html")).href)
  page1 = await page.evaluate<ReadonlyArray<Taken>>(TAKE)
  await browser.close()
}, 240_000)

afterAll(() => written?.remove())

/** The cells of a column in the rows of a table that have these values. */
function cells({ column, row, table }: Taken): ReadonlyArray<string> {
  const [head, ...rows] = parse(readFileSync(join(written.folder("case"), "data", `${table}.csv`), "utf8"))
  return rows.filter((cell) => Object.entries(row).every(([name, value]) => cell[head.indexOf(name)] === value)).map((cell) => cell[head.indexOf(column)])
}

/** Ten numbers that are not 0, of as many measures and columns as there are: of each pair the last one that the page shows, then earlier ones. */
function ten(): ReadonlyArray<Taken> {
  const places = new Map(page1.filter((one) => one.table === "effects" && Number(one.value) !== 0).map((one) => [JSON.stringify([one.row, one.column]), one]))
  const kinds = new Map<string, Array<Taken>>()
  for (const one of places.values()) {
    const kind = `${one.row.measure} ${one.column}`
    kinds.set(kind, [one, ...(kinds.get(kind) ?? [])])
  }
  const rounds = Math.max(...[...kinds.values()].map((own) => own.length))
  return Array.from({ length: rounds }, (_, round) => [...kinds.values()].flatMap((own) => own.slice(round, round + 1))).flat().slice(0, 10)
}

const plain = (text: string): string => text.replace(/\s+/g, " ")
const numberIn = (text: string | undefined): string => (text ?? "").replaceAll(",", "").replace("−", "-").replace(/[+±]/, "")

/** What `explain` counts for a number of data/effects.csv. */
function explained({ column, row }: Taken): string {
  const { about, baseline, by, group, measure, variant } = row
  const wanted = `${column === "people" ? "people" : measure} of by=${by}, group=${group}${about === "" ? "" : `, about=${about}`}`
  const ofBaseline = column === "people" || column === "baselineValue.mean"
  const told = plain(execFileSync(process.execPath, [bundled(), "explain", CASE, "--variant", ofBaseline ? baseline : variant, "--baseline", baseline, "--number", wanted], { encoding: "utf8" }))
  const real = /weight says: ([\d,.]+) (?:messages?|people|person|person-hours) of real people/.exec(told)?.[1]
  const difference = /Option minus baseline: \S+ [a-z-]+, (\S+) (?:messages?|people|person|person-hours) of real people/.exec(told)?.[1]
  expect(told).toMatch(/--(message|person) \S+/)
  return numberIn(column === "difference.mean" ? difference : real)
}

describe("Ten numbers of page 1", () => {
  it("are each in the CSV, digit for digit, as every number that says where it stands", (context) => {
    needed(context)
    expect(page1.length).toBeGreaterThan(20)
    const wrong = page1.flatMap((one) => (JSON.stringify(cells(one)) === JSON.stringify([one.value]) ? [] : [`${one.shown} (${one.value}) of ${JSON.stringify(one.row)} ${one.column}: ${cells(one).join(" ")}`]))
    expect(wrong).toEqual([])
  })

  it("are counted again by explain, event by event, and come out the same to the last digit", { timeout: 240_000 }, (context) => {
    needed(context)
    const taken = ten()
    expect(taken.length).toBe(10)
    expect(new Set(taken.map((one) => one.row.measure)).size).toBeGreaterThan(3)
    expect(new Set(taken.map((one) => one.column))).toEqual(new Set(["people", "baselineValue.mean", "value.mean", "difference.mean"]))
    expect(taken.map((one) => `${one.row.variant} ${one.row.measure} ${one.row.group} ${one.column}: ${explained(one)}`)).toEqual(taken.map((one) => `${one.row.variant} ${one.row.measure} ${one.row.group} ${one.column}: ${one.value}`))
  })
})
