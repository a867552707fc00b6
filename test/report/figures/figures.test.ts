import { execFileSync } from "node:child_process"
import { join } from "node:path"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { standalone } from "../../../src/report/figures/figure.ts"
import { hostileFixture } from "../fixture.ts"
import { figures, full, worlds } from "./drawn.ts"
import { digestOf } from "./elsewhere.ts"

const KINDS = ["accepted", "service", "countries-1", "differences", "tornado-1", "tornado-2", "at-rest", "flow-1", "people"]
const marksIn = (svg: string) => [...svg.matchAll(/<(?:path|rect|circle|line) class="mark[ "]/g)].length

describe("Every figure", () => {
  const all = figures(full())

  it("is drawn where there is something to draw", () => {
    expect(all.map((figure) => figure.id)).toEqual(expect.arrayContaining(KINDS))
  })

  it("of any small result has as many marks as its table has rows, and no number that is none", () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(worlds, (result) => {
        for (const figure of figures(result)) {
          seen.add(figure.id)
          const svg = figure.svg("f")
          expect([figure.id, marksIn(svg)]).toEqual([figure.id, figure.table.rows.length])
          expect(figure.marks).toBe(figure.table.rows.length)
          expect(`${svg} ${figure.title} ${figure.description} ${JSON.stringify(figure.table)}`).not.toMatch(/NaN|Infinity|undefined|\[object/)
        }
      }),
      { seed: 6, numRuns: 120 }
    )
    expect([...seen]).toEqual(expect.arrayContaining(["accepted", "service", "countries-1", "differences", "tornado-1", "at-rest", "flow-1"]))
  })

  it("has a title, a description with numbers, the word SIMULATED, and the run to cite, within the picture", () => {
    for (const figure of all) {
      const svg = figure.svg("f")
      expect(svg).toMatch(/<title id="f-title">.+<\/title>\n<desc id="f-desc">[^<]*\d[^<]*<\/desc>/)
      expect(svg).toContain('aria-labelledby="f-title f-desc"')
      expect(svg).toContain(">SIMULATED</text>")
      expect(svg.replace(/<\/text><text[^>]*>/g, " ")).toContain("Simulated, not measured: Situs 0.1.0, scenario order-and-answers, run r-1f2e3d4c.")
      expect(figure.table.caption).not.toBe("")
    }
  })

  it("of a sensitivity says of how many runs and people it is: else its numbers are taken for those of page 1", () => {
    const result = full()
    const thinned = figures({ ...result, sensitivity: result.sensitivity === null ? null : { ...result.sensitivity, thinning: 22 } }).find((figure) => figure.id === "tornado-1")
    expect(thinned?.description).toMatch(/Outcome with the values of the file, over \d+ runs? of 1 in 22 simulated people: /)
    expect(thinned?.svg("f").replace(/<\/text>\s*<text[^>]*>/g, " ")).toContain("of 1 in 22 simulated people")
  })

  it("of people without a bar of any length names no variant as the one with the longest", () => {
    const result = full()
    const unread = { ...result, effects: result.effects.map((row) => (row.measure === "peopleRead" ? { ...row, value: { ...row.value, mean: 0 }, baselineValue: { ...row.baselineValue, mean: 0 } } : row)) }
    const said = figures(unread).find((figure) => figure.id === "people")?.description
    expect(said).toMatch(/people without service at some time, [\d.]+ % of [\d,]+ in (?!every bar)/)
    expect(said).toMatch(/people whose content a state reads or has, 0 % of [\d,]+ in every bar\.$/)
  })

  it("says nothing of what ought to be", () => {
    for (const figure of all) expect(`${figure.svg("f")} ${figure.description}`).not.toMatch(/\b(should|must)\b/)
  })

  it("has a size that grows with a reader's letters, and no colour of its own", () => {
    for (const figure of all) {
      expect(figure.svg("f")).toMatch(/^<svg class="figure"[^>]* width="43rem" height="[\d.]+rem"/)
      expect(figure.svg("f")).not.toMatch(/(fill|stroke)="(?!evenodd)/)
    }
  })

  it("has room on a sheet of A4, with a dozen variants that all differ too", () => {
    const result = full()
    const variants = Array.from({ length: 12 }, (_, i) => ({ ...result.variants[i % 5], id: `variant-${i}`, atRest: result.variants[4].atRest.map((row, n) => ({ ...row, country: `C${n % 7}`, copies: row.copies + 1000 * i * n })), readers: Array.from({ length: 40 }, (_, n) => ({ ...result.variants[4].readers[1], class: `class-${n}`, messages: 100 * n + i + 1 })) }))
    const effects = result.effects.filter((row) => row.variant === "as-announced").flatMap((row) => variants.map(({ id }, i) => ({ ...row, variant: id, difference: { ...row.difference, mean: (row.difference.mean ?? 0) - i - 1 } })))
    const many = figures({ ...result, variants, effects })
    expect(many.map((figure) => figure.id)).toEqual(expect.arrayContaining(KINDS.filter((id) => id !== "people")))
    for (const figure of [...all, ...many]) expect([figure.id, Number(/ height="([\d.]+)rem"/.exec(figure.svg("f"))?.[1]) < 63]).toEqual([figure.id, true])
  })

  it("shows hostile names as text, cut where they are long, whole in its title", () => {
    const hostile = figures(hostileFixture())
    expect(hostile.length).toBeGreaterThan(3)
    for (const figure of hostile) {
      expect(figure.svg("f")).not.toMatch(/<script|<img|onmouseover="|[\u202a-\u202e\u001b]|=HYPERLINK\("/)
      expect(standalone(figure)).not.toMatch(/<script/)
      for (const [, shown] of figure.svg("f").matchAll(/<text[^>]*>(?:<title>[^<]*<\/title>)?([^<]*)</g)) expect(shown.length).toBeLessThan(700)
    }
  })

  it("is the same to the byte in another time zone and another language", () => {
    const script = `import { digestOf } from ${JSON.stringify(join(import.meta.dirname, "elsewhere.ts"))}; console.log(digestOf())`
    const elsewhere = execFileSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], { encoding: "utf8", env: { ...process.env, TZ: "Asia/Kathmandu", LANG: "ar_EG.UTF-8", LC_ALL: "ar_EG.UTF-8" } })
    expect(elsewhere.trim()).toBe(digestOf())
  })
})

describe("A figure by itself", () => {
  it("brings its colours, light and dark, and a page behind it", () => {
    const file = standalone(figures(full())[0])
    expect(file).toMatch(/^<svg /)
    expect(file).toContain("prefers-color-scheme:dark")
    expect(file).toContain('<rect class="page"')
  })
})
