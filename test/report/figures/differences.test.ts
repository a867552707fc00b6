import { describe, expect, it } from "vitest"
import type { Result } from "../../../src/model/result.ts"
import { differencesFigure } from "../../../src/report/figures/differences.ts"
import { tornadoFigures } from "../../../src/report/figures/tornado.ts"
import { fixture } from "../fixture.ts"
import { effect, swing, withSwings } from "./drawn.ts"

const compared = (runs: number, effects: Result["effects"]): Result => ({ ...fixture(), run: { ...fixture().run, replications: runs }, effects })
const number = (svg: string, pattern: RegExp) => Number(pattern.exec(svg)?.[1])

describe("Options minus the baseline", () => {
  it("stand right of the line of no difference where they are more, and left where they are less, as far as they differ", () => {
    const figure = differencesFigure(compared(4, [effect("isp-block", "accepted", 1000, -400, 100), effect("comply-bulk", "accepted", 1000, 200, 50)]))!
    const svg = figure.svg("f")
    const zero = number(svg, /class="zero" x1="([\d.]+)"/)
    const [less, more] = [...svg.matchAll(/<circle class="mark" cx="([\d.]+)"/g)].map((m) => Number(m[1]))
    expect((zero - less) / (more - zero)).toBeCloseTo(2, 1)
    const [low, high] = [...svg.matchAll(/<line class="ink" x1="([\d.]+)" y1="([\d.]+)" x2="([\d.]+)" y2="\2"/g)].map((m) => [Number(m[1]), Number(m[3])])[0]
    expect((high - low) / (zero - less)).toBeCloseTo(200 / 400, 1)
    expect(figure.table.rows.map((row) => row.slice(1, 5))).toEqual([["isp-block", "−400", "−500", "−300"], ["comply-bulk", "+200", "+150", "+250"]])
    expect(figure.description).toContain("4 runs of each variant: points are means, bars 95 % intervals")
  })

  it("of one run are points without an interval, and the picture says so", () => {
    const figure = differencesFigure(compared(1, [effect("isp-block", "accepted", 1000, -400)]))!
    expect(figure.svg("f")).not.toContain('class="ink"')
    expect(figure.svg("f")).toContain("1 run of each variant: points, without an interval.")
  })

  it("that differ in no run are named, and not drawn; where none differs there is no figure", () => {
    const figure = differencesFigure(compared(4, [effect("isp-block", "disclosed", 0, 5, 1), effect("comply-bulk", "disclosed", 0, 0, 0)]))!
    expect(figure.marks).toBe(1)
    expect(figure.description).toContain("0 in every run: comply-bulk")
    expect(differencesFigure(compared(4, [effect("isp-block", "disclosed", 0, 0, 0)]))).toBeUndefined()
    expect(differencesFigure(compared(1, []))).toBeUndefined()
  })
})

describe("A tornado", () => {
  it("ranks values by how far the outcome goes, and leaves out those that do not move it", () => {
    const [figure, ...others] = tornadoFigures(withSwings(fixture(), [swing("isp-block", "accepted", "still", 10, 10, 10), swing("isp-block", "accepted", "weak", 9, 10, 12), swing("isp-block", "accepted", "strong", 4, 10, 11), swing("comply-bulk", "accepted", "weak", 10, 10, 11)]))
    expect(others).toEqual([])
    expect(figure.table.rows.map((row) => [row[0], row[1], row[3], row[5]])).toEqual([["strong", "low", "4", "−6"], ["strong", "high", "11", "+1"], ["weak", "low", "9", "−1"], ["weak", "high", "12", "+2"]])
    expect(figure.title).toContain("isp-block minus no-order")
    expect(figure.description).toContain("Of 3 open values, each varied by itself, 2 values move it.")
  })

  it("is not drawn where nothing was varied, or nothing moves", () => {
    expect(tornadoFigures(fixture())).toEqual([])
    expect(tornadoFigures(withSwings(fixture(), [swing("isp-block", "accepted", "still", 1, 1, 1)]))).toEqual([])
  })
})
