/** The search as a command: in the process itself where the engine has a fault, spawned where it is as it is. */
import { spawn, spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodePath from "@effect/platform-node/NodePath"
import * as NodeWorker from "@effect/platform-node/NodeWorker"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { check, type Request } from "../../src/cli/Check.ts"
import { load } from "../../src/cli/Engine.ts"
import { codeOf } from "../../src/cli/Exits.ts"
import { runFiles } from "../../src/cli/Run.ts"
import type * as Placement from "../../src/world/placement.ts"
import { bundled } from "./bundle.ts"
import { SMALL } from "./small.ts"

const planted = vi.hoisted(() => ({ on: false }))
vi.mock("../../src/world/placement.ts", async (original) => {
  const real = await original<typeof Placement>()
  const placeOf: typeof Placement.placeOf = (standing, cls, kind, subject, ruler) => {
    const placed = real.placeOf(standing, cls, kind, subject, ruler)
    return planted.on && placed.reason === "mailbox-unreachable" ? { ...placed, site: standing.plan.sites.length - 1, reason: undefined } : placed
  }
  return { ...real, placeOf }
})

const TWO_SITES = SMALL.replace("  paris: {", "  far: { place: Paris, country: FR, operator: chat-company, roles: [mailbox] }\n  paris: {").replace("kept: paris", "kept: far")

let dir: string
const path = (name: string) => join(dir, name)
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "situs-check-"))
  writeFileSync(path("small.yaml"), TWO_SITES)
})
afterEach(() => {
  planted.on = false
  rmSync(dir, { recursive: true, force: true })
})

const noThreads = NodeWorker.layer(() => {
  throw new Error("no thread is wanted here")
})

/** Carries a command out and gives its exit code and what it wrote. */
async function did(command: Effect.Effect<void, unknown, Layer.Layer.Success<typeof NodeFileSystem.layer> | Layer.Layer.Success<typeof NodePath.layer> | Layer.Layer.Success<typeof noThreads>>) {
  const out: Array<string> = []
  const into = (lines: Array<string>) => (text: unknown, done?: unknown) => {
    lines.push(String(text))
    if (typeof done === "function") done()
    return true
  }
  const spies = [vi.spyOn(process.stdout, "write").mockImplementation(into(out)), vi.spyOn(process.stderr, "write").mockImplementation(into([]))]
  const exit = await Effect.runPromiseExit(command.pipe(Effect.provide(Layer.mergeAll(NodeFileSystem.layer, NodePath.layer, noThreads))))
  for (const spy of spies) spy.mockRestore()
  return { code: codeOf(exit), out: out.join("") }
}
const checked = (request: Partial<Request>) => did(check(load)({ files: [], promises: [], runs: undefined, seed: 1, junit: undefined, out: dir, json: false, quiet: false, ...request }))
const ran = (file: string) => did(runFiles(load)({ files: [file], variants: [], seed: undefined, replications: 1, stopAt: undefined, snapshot: undefined, resume: undefined, replication: undefined, workers: undefined, set: [], out: dir, trace: undefined, json: true, quiet: true }))

describe("A fault in the engine", () => {
  it("is found in a user's file: told, written smaller, and `situs run` on that file ends with 1 for the same promise", async () => {
    planted.on = true
    const search = await checked({ files: [path("small.yaml")], promises: ["r4"], runs: 60, junit: path("check.xml") })
    expect(search.code).toBe(1)
    const [name, ...others] = readdirSync(path("found"))
    expect([name, others]).toEqual([expect.stringMatching(/^small-r4-\d+\.yaml$/), []])
    const number = /(\d+)\.yaml$/.exec(name)?.[1]
    expect(search.out).toContain("R4 breaks: No fault leads a copy outside")
    expect(search.out).toContain(`again             situs run ${path(`found/${name}`)}`)
    expect(search.out).toContain(`situs check ${path("small.yaml")} --seed ${number} --runs 1 --promise R4`)
    expect(search.out.trim().endsWith("Broken: R4.")).toBe(true)
    expect(readFileSync(path("check.xml"), "utf8")).toContain('failures="1"')

    const text = readFileSync(path(`found/${name}`), "utf8")
    expect(text).toContain(`# Again: situs run ${path(`found/${name}`)}`)
    expect(text.length).toBeLessThan(TWO_SITES.length * 1.2)
    const run = await ran(path(`found/${name}`))
    expect(run.code).toBe(1)
    const { variants } = JSON.parse(run.out) as { readonly variants: ReadonlyArray<{ readonly invariants: ReadonlyArray<{ readonly id: string; readonly verdict: string }> }> }
    expect(variants[0].invariants.find(({ id }) => id === "R4")?.verdict).toBe("broken")

    planted.on = false
    expect((await ran(path(`found/${name}`))).code).toBe(0)
  })

  it("is found again by the line that the search gives, and by its seed alone", async () => {
    planted.on = true
    const first = await checked({ promises: ["R4"], runs: 20, json: true })
    expect(first.code).toBe(1)
    const [found] = (JSON.parse(first.out) as { readonly found: ReadonlyArray<{ readonly check: string; readonly world: number; readonly story: ReadonlyArray<string> }> }).found
    expect(found.check).toBe(`situs check --seed ${found.world} --runs 1 --promise R4`)
    const again = await checked({ promises: ["R4"], seed: found.world, runs: 1, json: true })
    expect((JSON.parse(again.out) as { readonly found: ReadonlyArray<unknown> }).found).toEqual([found])
  })
})

describe("situs check", () => {
  const situs = (...args: ReadonlyArray<string>) => spawnSync(process.execPath, [bundled(), "check", ...args], { cwd: dir, encoding: "utf8" })

  it("ends with 0 where all held, with a table of promises; nothing is written that was not asked for", () => {
    const search = situs("--runs", "12", "--seed", "3", "--promise", "C1,C2", "--promise", "C7")
    expect(search.stderr).toBe("")
    expect(search.status).toBe(0)
    expect(search.stdout).toContain("Generated worlds from seed 3: 12 played")
    expect(search.stdout).toMatch(/\nC1 +[\d,]+ +\d+ +\d+ +\d+ +0 {2}No accepted message is lost\./)
    for (const line of search.stdout.split("\n").slice(1)) expect(line.length).toBeLessThanOrEqual(100)
    expect(readdirSync(dir)).toEqual(["small.yaml"])
  })

  it("ends with 2 where what was asked for was never exercised, and says so to JUnit as skipped", () => {
    const search = situs("small.yaml", "--runs", "2", "--promise", "K5,C1", "--junit", "deep/er/check.xml")
    expect(search.status).toBe(2)
    expect(search.stdout).toContain("Undetermined: never exercised: K5.")
    expect(readFileSync(path("deep/er/check.xml"), "utf8")).toMatch(/name="K5 [^>]*><skipped message="never exercised"\/>/)
  })

  it("prints one object with --json, nothing with --quiet", () => {
    const json = situs("--runs", "3", "--promise", "C1", "--json")
    expect(JSON.parse(json.stdout)).toMatchObject({ seed: 1, runs: 3, played: 3, status: "ended", verdict: "held", found: [] })
    expect(situs("--runs", "3", "--quiet").stdout).toBe("")
  })

  it("refuses what makes no sense, and a file that is not there or has errors", () => {
    expect(situs("--promise", "R99")).toMatchObject({ status: 64, stderr: expect.stringContaining('there is no promise "R99"; did you mean "R9"?') })
    expect(situs("--runs", "0").status).toBe(64)
    expect(situs("small.yaml", "other.yaml").status).toBe(64)
    expect(situs("gone.yaml").status).toBe(66)
    writeFileSync(path("bad.yaml"), "situs: 1\n")
    expect(situs("bad.yaml").status).toBe(65)
    expect(situs("--runs", "2", "--junit", "small.yaml/x.xml").status).toBe(74)
  })

  it("that is interrupted ends with 130, tells what was done, and passes nothing", async () => {
    const child = spawn(process.execPath, [bundled(), "check", "--runs", "1000000", "--promise", "C1", "--junit", "check.xml"], { cwd: dir, env: { ...process.env, CI: "" } })
    const text = { out: "", err: "" }
    child.stdout.on("data", (part) => (text.out += String(part)))
    child.stderr.on("data", (part) => (text.err += String(part)))
    setTimeout(() => child.kill("SIGINT"), 2500)
    const code = await new Promise((resolve) => child.once("exit", (status, signal) => resolve(signal === "SIGINT" ? 130 : status)))
    expect(code).toBe(130)
    expect(text.err).toContain("situs: interrupted")
    expect(text.out).toContain("of 1,000,000 played")
    expect(text.out).toContain("Undetermined: the search did not come to its end.")
    expect(existsSync(path("check.xml"))).toBe(true)
    expect(readFileSync(path("check.xml"), "utf8")).not.toMatch(/name="C1[^>]*><system-out>/)
  })

  it("has its place in the help", () => {
    expect(situs("--help").stdout).toContain("Usage: situs check [OPTIONS] [FILE]")
  })
})
