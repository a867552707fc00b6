import { describe, expect, it } from "vitest"
import { atRestFigure } from "../../../src/report/figures/atRest.ts"
import { countryFigures } from "../../../src/report/figures/countries.ts"
import { flowFigures } from "../../../src/report/figures/flows.ts"
import { serviceFigure } from "../../../src/report/figures/service.ts"
import { findings } from "../../../src/report/finding.ts"
import { fixture } from "../fixture.ts"

const result = fixture()
const found = findings(result)

describe("Service over time", () => {
  const figure = serviceFigure(result, found) ?? expect.fail("no figure")

  it("has a lane for each group with one fate, as high as its share in each stretch", () => {
    const row = figure.table.rows.find(([variant, who, from]) => variant === "as-announced" && who === "all residents; all residents abroad" && from === "2015-12-30 19:00")
    expect(row?.slice(5)).toEqual(["0", expect.stringMatching(/^0 % of [\d,]+$/)])
    const says = "as-announced, all residents; all residents abroad, 2015-07-23 19:00 to 2015-12-30 19:00: 100 % of"
    const height = (words: string) => Number(new RegExp(`height="([\\d.]+)"><title>${words}`).exec(figure.svg("f"))?.[1])
    expect(height(says)).toBe(24)
    expect(height("as-announced, all residents; all residents abroad, 2015-12-30 19:00 to 2016-01-31 19:00: 0 % of")).toBe(0)
  })

  it("draws variants with the same steps once, names the others, and explains its dates", () => {
    expect(figure.svg("f")).toContain("no-order; the same steps: as-happened and comply-bulk")
    expect(figure.svg("f")).toContain("1 open-bes issued 2015-07-23 19:00")
    expect(figure.description).toContain("no-order (and 2 variants with the same steps): in no stretch below 99 in 100 for any group drawn")
  })
})

describe("Copies at rest", () => {
  it("are those of the baseline and of what ends otherwise, with the difference to it", () => {
    const figure = atRestFigure(result) ?? expect.fail("no figure")
    expect([...new Set(figure.table.rows.map(([variant]) => variant))]).toEqual(["no-order", "comply-bulk"])
    expect(figure.description).toContain("comply-bulk, copies at the end (difference: comply-bulk minus no-order): CA 40,321 (0), PK 99,241 (+8,007).")
  })
})

describe("What a state reads", () => {
  it("has a link for each class, form and level, as wide as its messages are many", () => {
    const [figure, ...others] = flowFigures(result, found)
    expect(others).toEqual([])
    const widths = new Map([...figure.svg("f").matchAll(/<path class="mark link (\w+)"[^>]* stroke-width="([\d.]+)"/g)].map((m) => [m[1], Number(m[2])]))
    // 92,570 messages of content, 160,020 of each other form.
    expect(widths.get("content")! / widths.get("metadata")!).toBeCloseTo(92_570 / 160_020, 2)
    expect(figure.table.rows.map((row) => row[4])).toEqual(["92,570", "160,020", "160,020"])
  })
})

describe("Countries by outcomes", () => {
  it("tell service of people there, reading by the state there, and copies there", () => {
    const all = countryFigures(result, found)
    const rows = all.flatMap((figure) => figure.table.rows)
    expect(rows.find(([variants, country, outcome]) => variants === "as-announced" && country === "PK" && outcome === "service")?.[3]).toMatch(/^[\d.]+ % of [\d,]+ messages accepted$/)
    expect(rows.find(([variants, country, outcome]) => variants === "comply-bulk" && country === "PK" && outcome === "reads")?.[3]).toContain("content of bbm.content, 92,570 messages")
    expect(rows.find(([variants, country, outcome]) => variants === "comply-bulk" && country === "PK" && outcome === "copies")?.[3]).toBe("99,241 copies at 2 sites of customer and state")
    expect(all.every((figure) => figure.table.rows.length % 3 === 0)).toBe(true)
  })
})
