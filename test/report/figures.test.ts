import { expect, test } from "vitest"
import { acceptedFigure, figureSvg, figureTable } from "../../src/report/figures.ts"
import { findings } from "../../src/report/finding.ts"
import { fixture, hostileFixture } from "./fixture.ts"

const FIGURE = acceptedFigure(fixture(), findings(fixture())) ?? expect.fail("no figure")
const SVG = figureSvg(FIGURE, "f")

test("The figure has a bar for each row of its table, with the row's share", () => {
  const bars = [...SVG.matchAll(/<rect class="mark"[^>]* width="([\d.]+)"[^>]*><title>([^<]*)<\/title>/g)]
  const rows = figureTable(FIGURE).rows
  expect(bars.length).toBe(rows.length)
  const track = Number(/<rect class="track"[^>]* width="([\d.]+)"/.exec(SVG)?.[1])
  FIGURE.marks.forEach((mark, i) => {
    expect(Number(bars[i][1]) / track).toBeCloseTo(mark.accepted / mark.attempted, 2)
    expect(bars[i][2]).toBe(`${rows[i][0]}, ${rows[i][1]}: ${rows[i][4]}`)
  })
})

test("The figure says what it is, that it is simulated, and of which run", () => {
  expect(SVG).toContain("<title id=\"f-title\">Share of attempted messages accepted")
  expect(SVG).toMatch(/<desc id="f-desc">Of \d+ bars, /)
  expect(SVG).toContain(">SIMULATED<")
  expect(SVG).toContain("run r-1f2e3d4c")
})

test("The same result draws the same bytes, and hostile names draw as text", () => {
  expect(figureSvg(acceptedFigure(fixture(), findings(fixture())) ?? expect.fail("no figure"), "f")).toBe(SVG)
  const hostile = hostileFixture()
  expect(figureSvg(acceptedFigure(hostile, findings(hostile)) ?? expect.fail("no figure"), "f")).not.toMatch(/<script|onmouseover="/)
})

test("Without a message there is no figure", () => {
  const { variants, ...rest } = fixture()
  const silent = { ...rest, variants: variants.map((v) => ({ ...v, summary: [] })) }
  expect(acceptedFigure(silent, findings(silent))).toBeUndefined()
})

test("A figure of one column is as wide as the words above it and below it", () => {
  const [mark] = FIGURE.marks
  const width = Number(/ width="(\d+)"/.exec(figureSvg({ ...FIGURE, marks: [mark] }, "f"))?.[1])
  expect(width).toBeGreaterThanOrEqual(190 + 6 * "share of attempted messages that were accepted".length)
  expect(width).toBeGreaterThanOrEqual(6 * FIGURE.caption.length)
})
