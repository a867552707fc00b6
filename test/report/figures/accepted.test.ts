import { expect, test } from "vitest"
import { acceptedBars, acceptedFigure, figureOfBars } from "../../../src/report/figures/accepted.ts"
import { findings } from "../../../src/report/finding.ts"
import { fixture } from "../fixture.ts"

const BARS = acceptedBars(fixture(), findings(fixture())) ?? expect.fail("no bars")
const FIGURE = figureOfBars(BARS)
const SVG = FIGURE.svg("f")

test("A bar is as long as the share that its row of the table tells", () => {
  const bars = [...SVG.matchAll(/<rect class="mark"[^>]* width="([\d.]+)"[^>]*><title>([^<]*)<\/title>/g)]
  const track = Number(/<rect class="track"[^>]* width="([\d.]+)"/.exec(SVG)?.[1])
  expect(bars.length).toBe(FIGURE.table.rows.length)
  BARS.bars.forEach((bar, i) => {
    expect(Number(bars[i][1]) / track).toBeCloseTo(bar.accepted / bar.attempted, 3)
    const [variant, who, , , share] = FIGURE.table.rows[i]
    expect(bars[i][2]).toBe(`${variant}, ${who}: ${share}`)
  })
})

test("The description counts the bars of nothing and of everything", () => {
  const none = BARS.bars.filter((bar) => bar.accepted === 0).length
  expect(none).toBeGreaterThan(0)
  expect(FIGURE.description).toContain(`Of ${BARS.bars.length} bars, ${none} say that nothing was accepted`)
})

test("Without a message there is no figure", () => {
  const result = fixture()
  const silent = { ...result, variants: result.variants.map((v) => ({ ...v, summary: [] })) }
  expect(acceptedFigure(silent, findings(silent))).toBeUndefined()
})

test("Bars of variants that count over different times say so, in picture and description; others do not", () => {
  const said = "each counts from its turning point to the end of the effect that follows it."
  const even = { ...BARS, bars: BARS.bars.map((bar) => ({ ...bar, attempted: 1000, accepted: 500 })) }
  const uneven = { ...even, bars: even.bars.map((bar, i) => (i === 0 ? { ...bar, attempted: 800 } : bar)) }
  const drawn = (bars: typeof BARS) => figureOfBars(bars).svg("f").replace(/<desc[^>]*>.*?<\/desc>/, "").replace(/<\/text><text[^>]*>/g, " ")
  expect([figureOfBars(even).description.endsWith(said), figureOfBars(uneven).description.endsWith(said)]).toEqual([false, true])
  expect([drawn(even).includes("Variants differ"), drawn(uneven).includes("Variants differ")]).toEqual([false, true])
})
