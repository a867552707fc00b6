import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { parse } from "yaml"
import { AUTHORS, citation, cite } from "../../src/report/citation.ts"
import { fixture } from "./fixture.ts"

const CFF = parse(readFileSync("CITATION.cff", "utf8")) as { readonly title: string; readonly license: string; readonly authors: ReadonlyArray<{ readonly name: string }> }

test("A citation names the authors and the title that CITATION.cff names", () => {
  expect(CFF.authors.map((author) => author.name)).toEqual([AUTHORS])
  expect(cite(fixture()).startsWith(`${AUTHORS}. ${CFF.title} (version `)).toBe(true)
})

test("It tells the run, the seed, the version and the scenario's hash, in words and as BibTeX", () => {
  const said = JSON.stringify(citation(fixture()))
  for (const text of ["r-1f2e3d4c", "seed 1", "0.1.0", "9c1185a5c5e9", "order-and-answers"]) expect(said.split(text).length, text).toBeGreaterThan(2)
})

test("Nothing of a name ends a field of BibTeX", () => {
  const result = fixture()
  const [, entry] = citation({ ...result, run: { ...result.run, id: "x}}, url = {" }, scenario: { ...result.scenario, id: "a}b" } }).flatMap((block) => (block.kind === "command" ? ["", block.text] : []))
  expect(entry.match(/\{/g)?.length).toBe(entry.match(/\}/g)?.length)
  expect(entry).not.toContain("url =")
})
