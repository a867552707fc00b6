/** docs/mutants.md is of the table as it is now. */
import { existsSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { figuresIn, PAGE, pageOf } from "./record.ts"
import { FULL } from "./seeds.ts"
import { TABLE } from "./table.ts"

describe("docs/mutants.md", () => {
  const page = existsSync(PAGE) ? readFileSync(PAGE, "utf8") : ""
  const figures = figuresIn(page)

  it("has each mutant of the table with its diff, and no other", () => {
    expect(page).toBe(pageOf(TABLE, figures))
  })

  it("has figures of each from twenty seeds, and each was caught from every one of them", () => {
    const isCaught = (line = "") => {
      const [, caught, seeds] = /^Caught from (\d+) of (\d+) seeds: /.exec(line) ?? []
      return seeds !== undefined && caught === seeds && Number(seeds) >= FULL.seeds.length
    }
    expect(TABLE.filter(({ id }) => !isCaught(figures.get(id))).map(({ id }) => id)).toEqual([])
  })
})
