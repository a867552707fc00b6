/** The table of mutants is well-formed, and nothing of it is in what users get. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { transformSync } from "esbuild"
import { beforeAll, describe, expect, it } from "vitest"
import { BETWEEN_RUNS } from "../../src/invariants/betweenRuns.ts"
import { PROMISES } from "../../src/invariants/promise.ts"
import { bundled } from "../cli/bundle.ts"
import { mutated, problemOf } from "./mutant.ts"
import { TABLE } from "./table.ts"

const root = join(import.meta.dirname, "../..")
const textOf = (file: string) => readFileSync(join(root, file), "utf8")

describe("The table of mutants", () => {
  it("plants each in one line of the engine that is there exactly once", () => {
    expect(TABLE.flatMap((mutant) => problemOf(mutant) ?? [])).toEqual([])
  })

  it("has each id, and each planted bug, once", () => {
    const ids = TABLE.map(({ id }) => id)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i || !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id))).toEqual([])
    const bugs = TABLE.map(({ file, find, replace }) => `${file}: ${find} -> ${replace}`)
    expect(bugs.filter((bug, i) => bugs.indexOf(bug) !== i)).toEqual([])
  })

  it("names promises that there are, and has a mutant for each", () => {
    const named = new Set(TABLE.map(({ promise }) => promise))
    const all = Object.keys({ ...PROMISES, ...BETWEEN_RUNS })
    expect([...named].filter((id) => !all.includes(id))).toEqual([])
    expect(all.filter((id) => !named.has(id))).toEqual([])
  })

  it("has at least 48 of them, at least 12 after public failures", () => {
    expect(TABLE.length).toBeGreaterThanOrEqual(48)
    const after = TABLE.flatMap(({ after: failure }) => failure ?? [])
    expect(after.length).toBeGreaterThanOrEqual(12)
    expect(after.filter(({ title, url }) => title.length < 10 || !/^https:\/\/\S+$/.test(url))).toEqual([])
  })

  it("has bugs that are programs, and titles that are sentences without their full stop", () => {
    expect(TABLE.filter((mutant) => transformSync(mutated(mutant), { loader: "ts" }).code === transformSync(textOf(mutant.file), { loader: "ts" }).code).map(({ id }) => id)).toEqual([])
    expect(TABLE.filter(({ title }) => !/^[A-Z].*[^.]$/.test(title)).map(({ id }) => id)).toEqual([])
  })
})

describe("The bundle that users get", () => {
  let bundle = ""
  beforeAll(() => {
    bundle = readFileSync(bundled(), "utf8")
  })

  it("has no mutant's id", () => {
    expect(TABLE.filter(({ id }) => bundle.includes(id)).map(({ id }) => id)).toEqual([])
  })

  it("has no mutant's line, where the module is that it would stand in", () => {
    expect(TABLE.filter((mutant) => plantedLines(mutant.file, mutated(mutant)).some((line) => moduleIn(bundle, mutant.file).includes(line))).map(({ id }) => id)).toEqual([])
  })

  it("has the lines that the mutants change", () => {
    const changed = TABLE.filter((mutant) => plantedLines(mutant.file, textOf(mutant.file), mutated(mutant)).some((line) => moduleIn(bundle, mutant.file).includes(line)))
    // Else its absence would say nothing of the planted ones. A few lines the bundler may have written otherwise.
    expect(changed.length).toBeGreaterThanOrEqual(TABLE.length * 0.9)
  })
})

/** Lines of a module's code that another text of it has not. */
function plantedLines(file: string, text: string, other = textOf(file)): ReadonlyArray<string> {
  const lines = (ts: string) => transformSync(ts, { loader: "ts", target: "node20", format: "esm" }).code.split("\n").map(plain)
  const known = new Set(lines(other))
  return lines(text).filter((line) => line.length > 12 && !known.has(line))
}

/** The part of a bundle that comes from a file, line by line. */
function moduleIn(bundle: string, file: string): ReadonlyArray<string> {
  const from = bundle.indexOf(`\n// ${file}\n`)
  if (from < 0) throw new Error(`the bundle has no module ${file}`)
  const until = bundle.indexOf("\n// ", from + 2)
  return bundle.slice(from, until < 0 ? undefined : until).split("\n").map(plain)
}

/** A line without indentation, and without the numbers by which a bundler tells names apart. */
function plain(line: string): string {
  return line.trim().replace(/([A-Za-z_$])\d+\b/g, "$1")
}
