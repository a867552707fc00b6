/** What others get: the packed program, installed where nothing else is, and the list of what it is made of. */
import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import about from "../package.json" with { type: "json" }
import { bundled } from "./cli/bundle.ts"
import { SMALL } from "./cli/small.ts"

const root = join(import.meta.dirname, "..")
const text = (file: string) => readFileSync(join(root, file), "utf8")

describe("docs/dependencies.md", () => {
  const rows = [...text("docs/dependencies.md").matchAll(/^\| (\S+) \| (\d\S*) \| ([^|]+) \| ([^|]+) \|$/gm)].map(([, name, version, licence, why]) => ({ name, version, licence, why }))

  it("lists exactly the packages of package.json, with their versions", () => {
    expect(Object.fromEntries(rows.map((row) => [row.name, row.version]))).toEqual({ ...about.devDependencies, ...("dependencies" in about ? (about.dependencies as object) : {}) })
  })

  it("states the licence that each installed package states", () => {
    const stated = rows.map((row) => [row.name, (JSON.parse(text(`node_modules/${row.name}/package.json`)) as { readonly license: string }).license])
    expect(rows.map((row) => [row.name, row.licence])).toEqual(stated)
  })

  it("says why each is there", () => {
    expect(rows.filter((row) => row.why.trim().length < 5)).toEqual([])
  })
})

describe("package-lock.json", () => {
  it("names no host", () => {
    expect(text("package-lock.json")).not.toMatch(/"resolved": "https?:/)
  })
})

describe("The packed program", () => {
  let folder: string
  let packed: ReadonlyArray<string>

  beforeAll(() => {
    bundled()
    folder = mkdtempSync(join(tmpdir(), "situs-package-"))
    // The bundle is there already: `prepare` is not run once more.
    const answer = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], { cwd: root, encoding: "utf8" })
    packed = filesOf(JSON.parse(answer))
    mkdirSync(join(folder, "empty"))
    const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"))
    execFileSync("npm", ["install", join(folder, tarball ?? ""), "--offline", "--no-audit", "--no-fund"], { cwd: join(folder, "empty"), encoding: "utf8", stdio: "pipe" })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it("holds the program, its data, licences and catalogue, and no source or test", () => {
    for (const name of ["dist/situs.js", "dist/cities.pbf", "dist/LICENSES.txt", "LICENSE", "CITATION.cff", "package.json"]) expect(packed).toContain(name)
    expect(packed.filter((name) => name.startsWith("scenarios/") && name.endsWith(".yaml")).length).toBeGreaterThan(0)
    expect(packed.filter((name) => /^(src|test|node_modules|out|\.ci)\//.test(name))).toEqual([])
  })

  it("runs a scenario file from an empty folder, without the checkout and without a network", () => {
    const empty = join(folder, "empty")
    writeFileSync(join(empty, "my.yaml"), SMALL)
    const run = spawnSync("npx", ["--no-install", "situs", "run", "my.yaml"], { cwd: empty, encoding: "utf8" })
    expect(`${run.stderr}${run.status}`).toBe("0")
    expect(run.stdout).toContain("out/small/report.html")
    expect(readdirSync(join(empty, "out/small")).sort()).toEqual(["data", "manifest.json", "report.html", "report.md", "result.json", "scenario.yaml"])
  })

  it("lists its catalogue", () => {
    const list = spawnSync("npx", ["--no-install", "situs", "list", "--json"], { cwd: join(folder, "empty"), encoding: "utf8" })
    expect(list.status).toBe(0)
    expect((JSON.parse(list.stdout) as ReadonlyArray<unknown>).length).toBeGreaterThan(0)
  })
})

/** `npm pack --json` gives a list of packages, or since npm 11.x a record of them by name. */
function filesOf(answer: unknown): ReadonlyArray<string> {
  const [first] = Object.values(answer as Readonly<Record<string, { readonly files: ReadonlyArray<{ readonly path: string }> }>>)
  return first.files.map((file) => file.path)
}
