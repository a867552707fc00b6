/** Generated pages are as the sources now give them, and say something of everything. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { PROMISES, type PromiseId } from "../../src/invariants/promise.ts"
import { REASONS } from "../../src/model/result.ts"
import { REASONS as GIVEN } from "../../src/world/reasons.ts"
import { PAGES } from "./pages.ts"
import { CHECKED, checkedIn } from "./promisesPage.ts"
import { resultPage } from "./resultPage.ts"
import { REASON_MEANINGS, WORDS } from "./words.ts"

const root = join(import.meta.dirname, "../..")

describe("a generated page", () => {
  it.each(PAGES)("$path is as `npm run docs` writes it", ({ path, text }) => {
    expect(readFileSync(join(root, path), "utf8")).toBe(text())
  })
})

it("every reason code has a meaning, and no other word has one", () => {
  expect(Object.keys(REASON_MEANINGS).sort()).toEqual([...REASONS].sort())
  expect(GIVEN.filter((code) => !(code in REASON_MEANINGS))).toEqual([])
})

it("a word of the glossary stands there once", () => {
  expect(new Set(WORDS.map(([word]) => word)).size).toBe(WORDS.length)
})

it("every promise has its formal line and names the file that checks it", () => {
  expect(Object.keys(CHECKED)).toEqual(Object.keys(PROMISES))
  expect(Object.keys(CHECKED).filter((id) => checkedIn(id as PromiseId) === "")).toEqual([])
})

it("every value of result.json says what it means", () => {
  const rows = [...resultPage().matchAll(/^\| `([^`]+)` \| (.*?) \| (.*?) \| (.*) \|$/gm)]
  expect(rows.length).toBeGreaterThan(150)
  // An object's own fields speak for it.
  expect(rows.filter(([, , type, , meaning]) => meaning === "" && type !== "object" && type !== "list").map(([, name]) => name)).toEqual([])
})
