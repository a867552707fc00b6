/** What README and docs/testing.md say of `situs/testing`: the ten lines run as they stand, in a folder where the packed program is installed. */
import { execFileSync, spawnSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import * as testing from "../../src/testing/testing.ts"
import { bundled } from "../cli/bundle.ts"
import { ABROAD, AT_HOME } from "./architecture.ts"

const root = join(import.meta.dirname, "../..")
const readme = readFileSync(join(root, "README.md"), "utf8")
const page = readFileSync(join(root, "docs/testing.md"), "utf8")
const lines = /<!-- own promise -->\n\n```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? ""

describe("The ten lines of the README", () => {
  let folder: string
  beforeAll(() => {
    bundled()
    folder = mkdtempSync(join(tmpdir(), "situs-own-"))
    execFileSync("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], { cwd: root, stdio: "pipe" })
    const installed = join(folder, "node_modules/situs")
    mkdirSync(installed, { recursive: true })
    execFileSync("tar", ["-xzf", readdirSync(folder).find((name) => name.endsWith(".tgz"))!, "-C", "node_modules/situs", "--strip-components=1"], { cwd: folder })
    for (const name of ["vitest", "fast-check"]) symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name), "dir")
    writeFileSync(join(folder, "mail.test.ts"), lines)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const tested = (scenario: string) => {
    writeFileSync(join(folder, "my-case.yaml"), scenario)
    const { VITEST: _1, VITEST_MODE: _2, VITEST_WORKER_ID: _3, NODE_ENV: _4, SITUS_TEST_REPORT: _5, ...env } = process.env
    return spawnSync(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), "run", "--no-color"], { cwd: folder, encoding: "utf8", env: { ...env, NO_COLOR: "1" } })
  }

  it("are ten at most, and stand in docs/testing.md too", () => {
    expect(lines.trimEnd().split("\n").filter((line) => line !== "").length).toBeLessThanOrEqual(10)
    expect(page).toContain(lines)
  })

  it("pass on an architecture that keeps mail at home", () => {
    const { status, stderr, stdout } = tested(AT_HOME)
    expect(`${stderr}${status}`).toBe("0")
    expect(stdout).toContain("1 passed")
  })

  it("fail on one that backs it up abroad, with the path of the smallest such world and the line that plays it again", () => {
    const { status, stderr, stdout } = tested(ABROAD)
    expect(status).toBe(1)
    const said = `${stdout}${stderr}`
    expect(said).toContain("Broken: No copy of enterprise mail ever lies outside its customer's country.")
    const [, file] = /file: (out\/found\/\S+\.yaml)/.exec(said)!
    expect(said).toContain(`again: situs run ${file}`)
    expect(existsSync(join(folder, file))).toBe(true)
    const again = spawnSync(process.execPath, ["node_modules/situs/dist/situs.js", "run", file, "--json"], { cwd: folder, encoding: "utf8" })
    const { variants } = JSON.parse(again.stdout) as { readonly variants: ReadonlyArray<{ readonly atRest: ReadonlyArray<{ readonly site: string; readonly kind: string }> }> }
    expect(variants[0].atRest.some(({ kind, site }) => kind === "backup" && site === "lyon")).toBe(true)
  })
})

describe("docs/testing.md", () => {
  it("has a heading for every export, and no other", () => {
    const headings = [...page.matchAll(/^### `(\w+)`$/gm)].map(([, name]) => name)
    expect(headings.sort()).toEqual(Object.keys(testing).sort())
  })

  it("names every field of what is given and taken", () => {
    const surface = readFileSync(join(root, "src/testing/surface.ts"), "utf8")
    const fieldsOf = (name: string) => [...(new RegExp(`export interface ${name}(?:<\\w+>)? \\{([\\s\\S]*?)\\n\\}`).exec(surface)?.[1] ?? "").matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, field]) => field)
    for (const name of ["World", "WorldsOptions", "VariationsOptions", "Checkable", "Judgement", "PromiseOf", "HeldOptions", "Held", "Run", "Copies"]) {
      const fields = fieldsOf(name)
      expect(fields.length, name).toBeGreaterThan(0)
      for (const field of fields) expect(page, `${name}.${field}`).toMatch(new RegExp(`\\b${field}\\b`))
    }
  })
})
