/** The types that a test sees are those of result.json, and the declarations that are packed are enough to compile a test of somebody's own. */
import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from "vitest"
import type * as Machines from "../../src/model/machines.ts"
import type * as Result from "../../src/model/result.ts"
import * as testing from "../../src/testing/testing.ts"
import { bundled } from "../cli/bundle.ts"

const root = join(import.meta.dirname, "../..")

describe("Rows that a test sees", () => {
  it("are rows of result.json, field by field", () => {
    expectTypeOf<testing.AtRest>().toEqualTypeOf<Result.AtRest>()
    expectTypeOf<testing.Outcome>().toEqualTypeOf<Result.Outcome>()
    expectTypeOf<testing.Reader>().toEqualTypeOf<Result.Reader>()
    expectTypeOf<testing.KeyHolder>().toEqualTypeOf<Result.KeyHolder>()
    expectTypeOf<testing.Move>().toEqualTypeOf<Machines.Move>()
    expectTypeOf<testing.Loss>().toEqualTypeOf<Machines.Loss>()
    expectTypeOf<testing.SiteState>().toEqualTypeOf<Machines.SiteState>()
    expectTypeOf<testing.OrderLife>().toEqualTypeOf<Result.OrderLife>()
    expectTypeOf<testing.ActRow>().toEqualTypeOf<Result.ActRow>()
    expectTypeOf<testing.ConflictRow>().toEqualTypeOf<Result.ConflictRow>()
    expectTypeOf<testing.InvariantVerdict["verdict"]>().toEqualTypeOf<Result.InvariantVerdict["verdict"]>()
  })
})

describe("The declarations that are packed", () => {
  let folder: string
  beforeAll(() => {
    bundled()
    folder = mkdtempSync(join(tmpdir(), "situs-types-"))
    mkdirSync(join(folder, "node_modules"))
    writeFileSync(join(folder, "package.json"), `{ "type": "module" }`)
    symlinkSync(root, join(folder, "node_modules/situs"), "dir")
    symlinkSync(join(root, "node_modules/fast-check"), join(folder, "node_modules/fast-check"), "dir")
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const USE = `import * as fc from "fast-check"
import { assertHeld, builtIn, type Checkable, type Copies, FEATURES, type Held, NotHeld, play, promise, PROMISES, smallest, variations, world, worlds } from "situs/testing"

const home: Checkable = promise("At home", { about: (run) => run.copies.filter((copy: Copies) => copy.kind === "primary"), holds: (copy, run) => copy.country === copy.home || run.messages === 0 })
const one: Held = assertHeld(variations(new URL("file:///my.yaml"), { variants: ["as-happened"] }), home, { runs: 3, seed: 2, path: "1", limitMs: 1000, shrinkPlays: 10, out: "out" })
assertHeld(world("my.yaml", "no-order"), builtIn("R1"))
fc.assert(fc.property(worlds({ with: ["trips"], without: ["exits"] }), (drawn) => play(drawn).outcomes.every(({ accepted, attempted, refused }) => accepted + (refused.blocked ?? 0) <= attempted)))
const less: string = smallest(world("my.yaml"), (drawn) => play(drawn).invariants.some(({ verdict }) => verdict === "broken"), 20).text
const words: ReadonlyArray<string> = [...FEATURES, ...Object.values(PROMISES), less, String(one.exercised)]
export const why = (thrown: unknown) => (thrown instanceof NotHeld ? [thrown.verdict, thrown.file, thrown.world?.name, ...words] : [])
`

  const compiled = (text: string, ...options: ReadonlyArray<string>): string => {
    writeFileSync(join(folder, "my.ts"), text)
    try {
      return execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "my.ts", "--ignoreConfig", "--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom", "--types", "", "--module", "nodenext", ...options], { cwd: folder, encoding: "utf8" })
    } catch (error) {
      return (error as { readonly stdout: string }).stdout
    }
  }

  it("compile a file that uses all that is exported, without types of Node or of the engine", () => {
    expect(compiled(USE)).toBe("")
  })

  it("refuse what is not there", () => {
    expect(compiled(USE.replace("copy.country", "copy.cuontry"))).toContain("Property 'cuontry' does not exist")
    expect(compiled(USE.replace("limitMs: 1000", "limit: 1000"))).toContain("'limit' does not exist")
  })

  it("name fast-check alone, and every export of the module", () => {
    const text = readFileSync(join(root, "dist/testing.d.ts"), "utf8")
    expect([...text.matchAll(/from "([^"]+)"/g)].map(([, name]) => name)).toEqual(["fast-check"])
    const values = [...text.matchAll(/^export declare (?:const|function|class) (\w+)/gm)].map(([, name]) => name)
    expect(values.sort()).toEqual(Object.keys(testing).sort())
  })
})
