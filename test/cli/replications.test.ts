/** Several replications with the program itself, on threads of its bundle. */
import { type ChildProcess, spawn } from "node:child_process"
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import type { Result } from "../../src/model/result.ts"
import { SMALL } from "./small.ts"
import { place } from "./spawned.ts"

const { program, dir, situs, below } = place()
const resultIn = (out: string) => JSON.parse(readFileSync(join(dir(), out, "small/result.json"), "utf8")) as Result

describe("situs run --replications", () => {
  it("writes the same bytes with 1, 2 and 3 workers", () => {
    for (const workers of [1, 2, 3]) expect(situs("run", "small.yaml", "--replications", "5", "--workers", String(workers), "--out", `out${workers}`, "--quiet").status).toBe(0)
    expect(Object.keys(below("out1")).length).toBeGreaterThan(20)
    expect(below("out2")).toEqual(below("out1"))
    expect(below("out3")).toEqual(below("out1"))
  })

  it("begins with what one run gives, and each replication can be run by itself", () => {
    situs("run", "small.yaml", "--replications", "3", "--out", "all", "--quiet", "--set", "people.friends.writes.per-day=4")
    const all = resultIn("all")
    expect(all.run).toMatchObject({ replications: 3, replication: 0 })
    for (const replication of [0, 1, 2]) {
      expect(situs("run", "small.yaml", "--replication", String(replication), "--out", `one${replication}`, "--quiet", "--set", "people.friends.writes.per-day=4").status).toBe(0)
      const one = resultIn(`one${replication}`)
      expect(one.run).toMatchObject({ replications: 1, replication })
      expect(one.variants.map((variant) => variant.fingerprints)).toEqual(all.variants.map((variant) => [variant.fingerprints[replication]]))
    }
    const first = resultIn("one0")
    expect(all.variants.map((variant) => variant.readers)).toEqual(first.variants.map((variant) => variant.readers))
    expect(new Set(all.variants[0].fingerprints.map((print) => print.digest)).size).toBe(3)
  })

  it("gives intervals, verdicts of all runs, and says how many there were", () => {
    const run = situs("run", "small.yaml", "--replications", "4", "--workers", "2")
    expect(run.status).toBe(0)
    expect(run.stdout).toContain("4 runs of each variant")
    const result = resultIn("out")
    const claim = result.variants[0].claims.find((one) => one.id === "friends-keep")
    expect(claim?.runs.held).toBe(4)
    expect(claim?.estimate.runs).toBe(4)
    expect(claim!.estimate.low! < claim!.estimate.mean! && claim!.estimate.mean! < claim!.estimate.high!).toBe(true)
    const refused = result.comparisons.find((one) => one.measure === "refused" && one.cohort === "townsfolk")
    expect(refused?.runs).toBe(4)
    expect(refused!.difference.low! > 0 && refused!.difference.low! < refused!.difference.high!).toBe(true)
    const page = readFileSync(join(dir(), "out/small/report.md"), "utf8")
    for (const words of ["4 runs of each variant", "in 4 of 4 runs", "95 %:"]) expect(page).toContain(words)
  })

  it("stops within a second on Ctrl-C, whenever it comes, with 130 and nothing written", async () => {
    situs("run", "small.yaml", "--quiet")
    const earlier = below("out")
    writeFileSync(join(dir(), "small.yaml"), SMALL.replaceAll("count: 40", "count: 20000").replaceAll("until: 2020-01-31", "until: 2020-12-31"))
    for (const [workers, afterMs] of [[2, 300], [2, 2500], [1, 2500]] as const) {
      const child = spawn(process.execPath, [program, "run", "small.yaml", "--replications", "40", "--workers", String(workers)], { cwd: dir() })
      await new Promise((resolve) => setTimeout(resolve, afterMs))
      expect(child.exitCode).toBe(null)
      const fromMs = performance.now()
      child.kill("SIGINT")
      expect(await ended(child)).toBe(130)
      expect([workers, afterMs, performance.now() - fromMs < 1000]).toEqual([workers, afterMs, true])
      expect(existsSync(`/proc/${child.pid}`)).toBe(false)
    }
    expect(below("out")).toEqual(earlier)
    expect(readdirSync(join(dir(), "out"))).toEqual(["small"])
  })
})

/** The code as a shell tells it: 130 too for a program that the signal ends before it listens. */
function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("exit", (code, signal) => resolve(signal === "SIGINT" ? 130 : code)))
}
