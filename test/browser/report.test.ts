/** report.html as readers open it: on a desk, by night, on a phone, on paper, by keyboard, read out. */
import { mkdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { CHROMIUM, launch, needed } from "./chromium.ts"
import { COLOURED, CUT, MADE_OF, type MadeOf, NOT_REACHED, PAGE_1_ALONE, SIZES, type Sizes, smallerThan, UNFOLD, VIOLATIONS, WATCH_FOCUS } from "./looks.ts"
import { REPORTS, type ReportName, write, type Written } from "./reports.ts"

const SHOTS = join(import.meta.dirname, "../../out/screenshots")
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8")
/** What a sheet of A4 holds within the margins that the style sheet sets [CSS pixels]: 210 - 28 by 297 - 28 mm. */
const SHEET = { width: 688, height: 1017 }

let written: Written
let browser: Browser

beforeAll(async () => {
  if (CHROMIUM === undefined) return
  mkdirSync(SHOTS, { recursive: true })
  written = write(REPORTS)
  browser = await launch()
}, 240_000)

afterAll(async () => {
  await browser?.close()
  written?.remove()
})

/** The report on a page of its own, which is closed afterwards. */
async function open<A>(name: ReportName, options: BrowserContextOptions, look: (page: Page) => Promise<A>, before?: (page: Page) => void): Promise<A> {
  const context = await browser.newContext(options)
  try {
    const page = await context.newPage()
    before?.(page)
    await page.goto(pathToFileURL(join(written.folder(name), "report.html")).href)
    return await look(page)
  } finally {
    await context.close()
  }
}

const shot = (page: Page, name: string) => page.screenshot({ path: join(SHOTS, `${name}.png`) })

/** Sheets that it is printed on. */
async function pagesOf(page: Page): Promise<number> {
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1")
  return [...pdf.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length
}

for (const name of REPORTS) {
  describe(`The report of the ${name} run`, () => {
    it("asks for nothing but itself, and breaks no rule of its own policy", async (context) => {
      needed(context)
      const [requests, errors]: [Array<string>, Array<string>] = [[], []]
      const asked = await open(name, {}, async (page) => {
        await page.waitForLoadState("networkidle")
        return page.url()
      }, (page) => {
        page.on("request", (request) => requests.push(request.url()))
        page.on("console", (message) => errors.push(message.text()))
        page.on("pageerror", (error) => errors.push(error.message))
        page.on("dialog", (dialog) => void errors.push(dialog.message()))
      })
      expect(requests).toEqual([asked])
      expect(errors).toEqual([])
    })

    it("keeps to the contrast and landmark rules of axe-core, light and dark, and on a phone", async (context) => {
      needed(context)
      for (const [colorScheme, width] of [["light", 1280], ["dark", 1280], ["light", 390]] as const) {
        // The rules are a script, which the page's policy forbids: in this context alone it is set aside.
        const found = await open(name, { colorScheme, viewport: { width, height: 1000 }, bypassCSP: true }, async (page) => {
          await page.evaluate(UNFOLD)
          await page.evaluate(AXE)
          return page.evaluate<ReadonlyArray<string>>(VIOLATIONS)
        })
        expect(found, `${colorScheme}, ${width} px wide`).toEqual([])
      }
    })

    it("does not scroll sideways as a whole, 320 px wide", async (context) => {
      needed(context)
      const wide = await open(name, { viewport: { width: 320, height: 640 } }, async (page) => {
        await page.evaluate(UNFOLD)
        return page.evaluate<number>("document.documentElement.scrollWidth")
      })
      expect(wide).toBeLessThanOrEqual(320)
    })

    it("follows the size of letters that its reader has set", async (context) => {
      needed(context)
      const stuck = await open(name, { viewport: { width: 1280, height: 1000 } }, async (page) => {
        const before = await page.evaluate<Sizes>(SIZES)
        const session = await page.context().newCDPSession(page)
        await session.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } })
        const after = await page.evaluate<Sizes>(SIZES)
        expect(after.length).toBe(before.length)
        return new Set(before.flatMap(([element, size], i) => (after[i][1] >= 1.5 * size ? [] : [`${element}: ${size} px, then ${after[i][1]} px`])))
      })
      expect([...stuck]).toEqual([])
    })

    it("lets the keyboard reach all that scrolls", async (context) => {
      needed(context)
      const missed = await open(name, { viewport: { width: 800, height: 900 } }, async (page) => {
        await page.evaluate(UNFOLD)
        const most = await page.evaluate<number>(WATCH_FOCUS)
        for (let i = 0; i < most; i++) await page.keyboard.press("Tab")
        return page.evaluate<ReadonlyArray<string>>(NOT_REACHED)
      })
      expect(missed).toEqual([])
    })

    it("has a page 1 that is one sheet of A4, whole, in grey, in letters of 7.5 points or more", async (context) => {
      needed(context)
      await open(name, { viewport: SHEET, colorScheme: "dark" }, async (page) => {
        await page.emulateMedia({ media: "print" })
        expect(await page.evaluate(CUT)).toEqual([])
        expect(await page.evaluate(smallerThan(7.5))).toEqual([])
        expect(await page.evaluate(COLOURED)).toEqual([])
        expect(await pagesOf(page)).toBeGreaterThan(1)
        await page.evaluate(PAGE_1_ALONE)
        await shot(page, `${name}-page-1`)
        expect(await pagesOf(page)).toBe(1)
      })
    })

    it("is kept as screenshots: by day, by night, on a phone", async (context) => {
      needed(context)
      await open(name, { colorScheme: "light", viewport: { width: 1280, height: 1600 } }, (page) => shot(page, `${name}-light`))
      await open(name, { colorScheme: "dark", viewport: { width: 1280, height: 1600 } }, (page) => shot(page, `${name}-dark`))
      await open(name, { colorScheme: "light", viewport: { width: 320, height: 1600 } }, (page) => shot(page, `${name}-phone`))
    })
  })
}

describe("Hostile texts", () => {
  it("show as text: no element, no handler and no address comes of them", async (context) => {
    needed(context)
    const look = (page: Page) => page.evaluate<MadeOf>(MADE_OF)
    const [usual, seen] = [await open("case", {}, look), await open("hostile", {}, look)]
    expect(seen.elements.filter((name) => !usual.elements.includes(name))).toEqual([])
    expect(seen.handlers).toEqual([])
    expect(seen.addresses.filter((address) => !address.startsWith("#"))).toEqual([])
    expect(seen.says).toContain("<script>alert(1)</script>")
    expect(seen.says).toContain('=HYPERLINK("http://a.example","x")')
  })
})
