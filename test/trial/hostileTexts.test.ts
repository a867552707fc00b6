/** Texts that would act on a browser, a spreadsheet or a terminal are shown and do nothing. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { place } from "../cli/spawned.ts"
import { hostile } from "./hostile.ts"

const { dir, situs, file } = place()

test("No text of a file gets markup, a request, a formula or a control code into what is written", () => {
  file("case.yaml", hostile())
  const run = situs("run", "case.yaml")
  expect(run.status).toBe(0)
  const folder = join(dir(), "out/small")
  // The scenario that the page carries is data: no browser runs it, and no mark of markup is in it.
  const carried = /<script type="application\/json" id="situs-origin">[^<]*<\/script>/
  const page = readFileSync(join(folder, "report.html"), "utf8")
  expect(page).toMatch(carried)
  const html = page.replace(carried, "")
  expect(html).toContain("default-src 'none'")
  expect(html).not.toMatch(/<script|<img|href="javascript/i)
  const pages = [run.stdout, html, readFileSync(join(folder, "report.md"), "utf8")]
  for (const page of pages) expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
  // A page shows a part of a long word and says how long it is; the data has all of it.
  for (const page of pages.slice(1)) expect(page).not.toContain("N".repeat(300))
  const tables = readdirSync(join(folder, "data")).filter((name) => name.endsWith(".csv")).map((name) => readFileSync(join(folder, "data", name), "utf8"))
  for (const table of tables) expect(table).not.toMatch(/(^|[,\n])"?[=+@]/)
  expect(tables.join("")).toContain("N".repeat(10_000))
})

test("The same file gives the same bytes in another time zone, locale and folder", () => {
  const home = situs("run", "small.yaml", "--json").stdout
  const before = { TZ: process.env.TZ, LC_ALL: process.env.LC_ALL, LANG: process.env.LANG }
  try {
    Object.assign(process.env, { TZ: "America/St_Johns", LC_ALL: "tr_TR.UTF-8", LANG: "ur_PK.UTF-8" })
    expect(situs("run", join(dir(), "small.yaml"), "--json").stdout).toBe(home)
  } finally {
    for (const [name, value] of Object.entries(before)) if (value === undefined) delete process.env[name]
      else process.env[name] = value
  }
})
