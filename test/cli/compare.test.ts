/** `situs compare` with the program itself. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { shareOf } from "../../src/cli/Compare.ts"
import type { Result } from "../../src/model/result.ts"
import { place } from "./spawned.ts"

const { dir, situs, below } = place()
const resultIn = (out: string) => JSON.parse(readFileSync(join(dir(), out, "small/result.json"), "utf8")) as Result

describe("situs compare", () => {
  it("prints option minus baseline with intervals, conclusions in k of n runs, and the way to the page", () => {
    const compared = situs("compare", "small.yaml", "--workers", "2")
    expect(compared.status).toBe(0)
    for (const words of ['Option minus baseline "no-order"', "over 10 pairs of runs", "no-order (baseline): keeps-all in 10 of 10 runs", "2 of 2 claims held in every run", "report.html"]) expect(compared.stdout.replace(/\s+/g, " ")).toContain(words)
    const result = resultIn("out")
    const lost = result.effects.find((row) => row.by === "everybody" && row.measure === "accepted")!
    expect(lost).toMatchObject({ baseline: "no-order", variant: "as-happened", less: 10, more: 0 })
    const [low, high] = [lost.difference.low!, lost.difference.high!]
    expect(low < high && high < 0).toBe(true)
    const shown = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ",")
    expect(compared.stdout).toContain(`−${shown(Math.round(-lost.difference.mean!))} ±${shown(Math.ceil((high - low) / 2 - 1e-9))} `)
    expect(result.conclusions.find((row) => row.variant === "as-happened" && row.id === "loses:resident")).toMatchObject({ yes: 10, runs: 10 })
  })

  it("is a run of as many replications in everything that both give", () => {
    situs("compare", "small.yaml", "--quiet", "--out", "compared")
    situs("run", "small.yaml", "--replications", "10", "--quiet", "--out", "ran")
    const [compared, ran] = [below("compared"), below("ran")]
    const other = Object.keys(ran).filter((name) => compared[name] !== ran[name])
    // The manifest and the page say which command it was.
    expect(other.filter((name) => !/manifest\.json|report\.(html|md|pdf)$/.test(name))).toEqual([])
    expect(Object.keys(compared)).toEqual(Object.keys(ran))
  })

  it("swaps sign, interval and counts of runs with another baseline, and changes nothing else", () => {
    situs("compare", "small.yaml", "--quiet", "--out", "one")
    situs("compare", "small.yaml", "--baseline", "as-happened", "--quiet", "--out", "other")
    const [{ comparisons, effects, scenario, ...rest }, swapped] = [resultIn("one"), resultIn("other")]
    const { comparisons: back, effects: turned, scenario: told, ...same } = swapped
    expect(same).toEqual(rest)
    expect(told).toEqual({ ...scenario, baseline: "as-happened" })
    const minus = <E extends { readonly mean: number | null; readonly low: number | null; readonly high: number | null }>(one: E) => ({ ...one, mean: negative(one.mean), low: negative(one.high), high: negative(one.low) })
    expect(back).toEqual(comparisons.map((row) => ({ ...row, baseline: row.variant, variant: row.baseline, difference: minus(row.difference) })))
    // Who was there is counted in the baseline: here nobody comes or goes because of the order.
    expect(turned).toEqual(effects.map((row) => ({ ...row, baseline: row.variant, variant: row.baseline, baselineValue: row.value, value: row.baselineValue, difference: minus(row.difference), more: row.less, less: row.more })))
    expect(effects.some((row) => row.difference.mean !== 0 && row.difference.low !== row.difference.high)).toBe(true)
  })

  it("tells the command that gives it again, and is verified with what was asked", () => {
    situs("compare", "small.yaml", "--baseline", "as-happened", "--variants", "no-order", "--set", "people.friends.count=30", "--precision", "50%", "--quiet")
    expect(readFileSync(join(dir(), "out/small/report.md"), "utf8")).toContain("situs compare scenarios/small.yaml --variants no-order --baseline as-happened --precision 0.5 --set people.friends.count=30 --seed 1 --replications 10")
    expect(situs("verify", "out/small", "--quiet").status).toBe(0)
  })

  it("goes on in batches until the precision is reached, with the same bytes at any number of workers", () => {
    const few = situs("compare", "small.yaml", "--precision", "0.2%", "--workers", "1", "--out", "out1")
    expect(few.status).toBe(0)
    expect(few.stdout).toContain("Precision reached in 22 runs")
    situs("compare", "small.yaml", "--precision", "0.2%", "--workers", "3", "--quiet", "--out", "out3")
    expect(below("out3")).toEqual(below("out1"))
    const { run } = resultIn("out1")
    expect(run).toMatchObject({ replications: 22, precision: { asked: 0.002, widest: { measure: "accepted", variant: "as-happened" } } })
    expect(run.precision!.reached! <= 0.002).toBe(true)
  })

  it("ends with 2 where the precision is not reached in the runs that are allowed, and says how far it came", () => {
    const cut = situs("compare", "small.yaml", "--precision", "0.01%", "--replications", "12")
    expect(cut.status).toBe(2)
    expect(cut.stdout.replace(/\s+/g, " ")).toMatch(/Precision not reached in 12 runs.*Widest: messages accepted, as-happened/)
    expect(resultIn("out").run.replications).toBe(12)
  })
})

const negative = (n: number | null) => (n === null ? null : n === 0 ? 0 : -n)

describe("A precision", () => {
  it("is a percentage or a share of at most a half", () => {
    expect(["1%", "0.5 %", "0.01", ".02", "50%"].map(shareOf)).toEqual([0.01, 0.005, 0.01, 0.02, 0.5])
    for (const text of ["", "0", "0%", "51%", "1", "-1%", "1e-2", "a", "1 percent", "%"]) expect([text, shareOf(text)]).toEqual([text, null])
  })
})
