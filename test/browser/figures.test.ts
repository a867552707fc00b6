/** Figures as a browser draws them: no word runs into another or out of the picture, whatever a scenario's author calls things. */
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Result } from "../../src/model/result.ts"
import { FIGURE_STYLE } from "../../src/report/figures/look.ts"
import { spacetimeFigure } from "../../src/report/figures/spacetime.ts"
import { STYLE } from "../../src/report/style.ts"
import { end, messageOf, refused } from "../analysis/explainstory.ts"
import { figures, full } from "../report/figures/drawn.ts"
import { HOSTILE, hostileFixture } from "../report/fixture.ts"
import { CHROMIUM, launch, needed } from "./chromium.ts"

let browser: Browser
beforeAll(async () => {
  if (CHROMIUM !== undefined) browser = await launch()
})
afterAll(async () => {
  if (CHROMIUM !== undefined) await browser.close()
})

/** The hostile result with the effects and swings of the full one, under the widest letters. */
function hostile(): Result {
  const wide = `${HOSTILE.override} ${"W".repeat(300)}`
  const { effects, sensitivity } = full()
  if (sensitivity === null) throw new Error("the full result has been varied")
  const named = (path: string) => `${path}.${wide}`
  return {
    ...hostileFixture(),
    effects: effects.map((row) => ({ ...row, variant: `${row.variant} ${wide}` })),
    sensitivity: { ...sensitivity, factors: sensitivity.factors.map((row) => ({ ...row, path: named(row.path), high: HOSTILE.formula })), swings: sensitivity.swings.map((row) => ({ ...row, factor: named(row.factor) })) }
  }
}

const way = spacetimeFigure(messageOf([refused(0, 1, false), refused(9, 2, true)], { id: HOSTILE.long, sender: { ...end("folk#1"), place: HOSTILE.script } }), { engineVersion: "0.1.0", runId: "r" })
const page = (result: Result) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>f</title><style>${STYLE}${FIGURE_STYLE}</style><body>${[...figures(result), way].map((figure, i) => `<div class="scroll">${figure.svg(`f${i}`)}</div>`).join("")}</body></html>`

/** Run in the page: how many texts there are, and which are cut or run into another; a unit of the picture is no fault. */
const AMISS = `(() => {
  const wrong = []
  let count = 0
  for (const svg of document.querySelectorAll("svg.figure")) {
    const view = svg.getBoundingClientRect()
    const unit = view.width / 688
    const texts = [...svg.querySelectorAll("text")].map((text) => ({ says: text.lastChild.textContent, at: text.getBoundingClientRect() }))
    count += texts.length
    texts.forEach(({ at, says }, i) => {
      if (at.left < view.left - 1 || at.right > view.right + 1 || at.top < view.top - 1 || at.bottom > view.bottom + 1) wrong.push("cut: " + says)
      for (const other of texts.slice(i + 1)) if (at.left < other.at.right - unit && other.at.left < at.right - unit && at.top + 2 * unit < other.at.bottom - 2 * unit && other.at.top + 2 * unit < at.bottom - 2 * unit) wrong.push(says + " over " + other.says)
    })
  }
  return { texts: count, wrong }
})()`

/** What is amiss with the words of the pictures on a page. */
async function amiss(result: Result, look: { readonly width: number; readonly scheme: "light" | "dark"; readonly media: "screen" | "print"; readonly letters: string }): Promise<{ readonly texts: number; readonly wrong: ReadonlyArray<string> }> {
  const tab = await browser.newPage({ viewport: { width: look.width, height: 900 }, colorScheme: look.scheme })
  await tab.emulateMedia({ media: look.media, colorScheme: look.scheme })
  await tab.setContent(page(result))
  await tab.addStyleTag({ content: `html{font-size:${look.letters}}` })
  const found = await tab.evaluate<{ readonly texts: number; readonly wrong: ReadonlyArray<string> }>(AMISS)
  await tab.close()
  return found
}

describe("The words of a figure", () => {
  for (const [name, result] of [["a usual result", full], ["a hostile one", hostile]] as const) {
    it(`of ${name} stay apart and within it, on narrow and wide screens, on paper, in large letters`, async (context) => {
      needed(context)
      for (const look of [{ width: 320, scheme: "dark", media: "screen", letters: "16px" }, { width: 800, scheme: "light", media: "screen", letters: "16px" }, { width: 760, scheme: "light", media: "print", letters: "16px" }, { width: 800, scheme: "light", media: "screen", letters: "28px" }] as const) {
        const { texts, wrong } = await amiss(result(), look)
        expect(texts).toBeGreaterThan(150)
        expect(wrong).toEqual([])
      }
    }, 60_000)
  }

  it("that do run into one another, or out of it, are found", async (context) => {
    needed(context)
    const [first] = figures(full())
    const tab = await browser.newPage()
    const moved = (kind: string, x: number) => (svg: string) => svg.replace(new RegExp(`(<text class="${kind}" x=")[^"]*`, "g"), (_, before: string) => `${before}${x}`)
    await tab.setContent(`<style>${STYLE}${FIGURE_STYLE}</style>${moved("name", 640)(moved("head", 1)(first.svg("f")))}`)
    expect((await tab.evaluate<{ readonly wrong: ReadonlyArray<string> }>(AMISS)).wrong.join("; ")).toMatch(/residents over visitors.*cut: no-order/)
    await tab.close()
  })

  it("grow with a reader's letters", async (context) => {
    needed(context)
    const heights: Array<number> = []
    for (const letters of ["16px", "24px"]) {
      const tab = await browser.newPage({ viewport: { width: 800, height: 900 } })
      await tab.setContent(page(full()))
      await tab.addStyleTag({ content: `html{font-size:${letters}}` })
      heights.push(await tab.evaluate<number>('document.querySelector("svg.figure text").getBoundingClientRect().height'))
      await tab.close()
    }
    expect(heights[1] / heights[0]).toBeCloseTo(1.5, 1)
  })
})
