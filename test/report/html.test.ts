import { createHash } from "node:crypto"
import { expect, test } from "vitest"
import { chapters } from "../../src/report/chapters.ts"
import { html } from "../../src/report/html.ts"
import { escapeHtml } from "../../src/report/visible.ts"
import { fixture, HOSTILE, hostileFixture } from "./fixture.ts"

const PAGE = html(fixture())
const HOSTILE_PAGE = html(hostileFixture())

test("The page needs no network and no script, and its policy lets in its own style sheet alone", () => {
  const [, style] = /<style>([\s\S]*?)<\/style>/.exec(PAGE) ?? expect.fail("no style sheet")
  expect(PAGE).toContain(`content="default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'"`)
  expect(PAGE.match(/<style/g)?.length).toBe(1)
  expect(PAGE).not.toMatch(/ style="/)
  for (const page of [PAGE, HOSTILE_PAGE]) {
    const names = new Set(tags(page).map((tag) => tag.name))
    for (const name of ["script", "link", "img", "iframe", "object", "embed", "base", "form", "image", "use", "video", "audio"]) expect(names.has(name), name).toBe(false)
    expect(page).not.toMatch(/url\(|@import/)
  }
})

test("Every tag is one that the report writes, with attributes that it writes", () => {
  const allowed = new Set(["lang", "charset", "http-equiv", "content", "name", "class", "href", "id", "aria-label", "aria-labelledby", "role", "tabindex", "scope", "rel", "viewBox", "width", "height", "xmlns", "x", "y", "text-anchor", "value", "data-table", "data-row", "data-column"])
  const [outside, inside] = [HOSTILE_PAGE.replace(/<svg[\s\S]*?<\/svg>/g, ""), [...HOSTILE_PAGE.matchAll(/<svg[\s\S]*?<\/svg>/g)].join("")]
  for (const tag of tags(inside)) for (const attribute of tag.attributes.keys()) expect(attribute, tag.name).not.toMatch(/^on|href|style/)
  for (const tag of tags(outside)) for (const attribute of tag.attributes.keys()) expect(allowed.has(attribute), `${tag.name} ${attribute}`).toBe(true)
})

test("Tags are closed in the order in which they were opened", () => {
  for (const page of [PAGE, HOSTILE_PAGE]) {
    const open: Array<string> = []
    for (const [, closing, name, rest] of page.replace(/<style>[\s\S]*?<\/style>/, "").matchAll(/<(\/?)([a-z0-9]+)((?:[^>"]|"[^"]*")*)>/gi)) {
      if (["meta", "br"].includes(name) || rest.endsWith("/")) continue
      if (closing === "") open.push(name)
      else expect(open.pop()).toBe(name)
    }
    expect(open).toEqual([])
  }
})

test("Links lead to chapters of the page or to http sources, nowhere else", () => {
  const ids = new Set(tags(HOSTILE_PAGE).map((tag) => tag.attributes.get("id")))
  for (const page of [PAGE, HOSTILE_PAGE]) {
    for (const tag of tags(page)) {
      const href = tag.attributes.get("href")
      if (href !== undefined) expect(href.startsWith("#") ? ids.has(href.slice(1)) : /^https?:\/\//.test(href), href).toBe(true)
    }
  }
  expect(PAGE).toContain("href=\"https://www.dawn.com/news/1196212\"")
})

test("Anchors are unique and every label points at one", () => {
  const all = tags(PAGE).flatMap((tag) => tag.attributes.get("id") ?? [])
  expect(new Set(all).size).toBe(all.length)
  for (const tag of tags(PAGE)) for (const id of (tag.attributes.get("aria-labelledby") ?? "").split(" ").filter((word) => word !== "")) expect(all).toContain(id)
})

test("Every table has a caption, and scopes for its heads", () => {
  const all = PAGE.split("<table>").slice(1)
  expect(all.length).toBeGreaterThan(15)
  for (const table of all) {
    expect(table.trimStart().startsWith("<caption>")).toBe(true)
    expect(table.split("</table>")[0]).not.toMatch(/<th(?![^>]*scope=)(?!ead)/)
  }
})

test("Landmarks are there once each", () => {
  for (const name of ["nav", "main", "footer", "h1"]) expect(tags(PAGE).filter((tag) => tag.name === name).length, name).toBe(1)
})

test("Headings go down one level at a time", () => {
  let level = 0
  for (const [, next] of PAGE.matchAll(/<h([1-6])[ >]/g)) {
    expect(Number(next)).toBeLessThanOrEqual(level + 1)
    level = Number(next)
  }
})

test("A number of page 1 says in which table, row and column it stands", () => {
  const page = PAGE.slice(PAGE.indexOf("<section id=\"page-1\""), PAGE.indexOf("<nav"))
  const numbers = tags(page).filter((tag) => tag.name === "data")
  expect(numbers.length).toBeGreaterThan(20)
  for (const { attributes } of numbers) {
    expect(Number.isFinite(Number(attributes.get("value")))).toBe(true)
    expect(attributes.get("data-table")).toBe("effects")
    expect(Object.keys(JSON.parse((attributes.get("data-row") ?? "").replace(/&#34;/g, "\"")) as object)).toEqual(["baseline", "variant", "by", "about", "group", "measure"])
  }
})

test("A hostile text stands on the page as text", () => {
  expect(HOSTILE_PAGE).toContain(escapeHtml(HOSTILE.script))
  expect(HOSTILE_PAGE).toContain(escapeHtml(HOSTILE.formula))
  expect(HOSTILE_PAGE).toContain("[U+001B][31mred[U+001B][2J[U+009B]1m")
  expect(HOSTILE_PAGE).toContain("safe[U+202E]gpj.exe")
  expect(HOSTILE_PAGE).toContain("(cut: 10000 characters)")
  expect(HOSTILE_PAGE).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
})

test("The page is the same for the same result, and has every chapter", () => {
  expect(html(fixture())).toBe(PAGE)
  for (const chapter of chapters(fixture())) expect(PAGE).toContain(`<section id="${chapter.id}"`)
})

interface Tag {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
}

function tags(page: string): ReadonlyArray<Tag> {
  return [...page.matchAll(/<([a-z0-9]+)((?:[^>"]|"[^"]*")*)>/gi)].map(([, name, rest]) => ({
    name: name.toLowerCase(),
    attributes: new Map([...rest.matchAll(/([a-zA-Z-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]))
  }))
}

test("Under a figure stands the beginning of a long description, ended between sentences; the figure has all of it", () => {
  const captions = [...PAGE.matchAll(/<desc[^>]*>([\s\S]*?)<\/desc>[\s\S]*?<figcaption>([\s\S]*?)<\/figcaption>/g)].map(([, all, shown]) => [all, shown.replaceAll("&nbsp;", " ")])
  expect(captions.length).toBeGreaterThan(2)
  expect(captions.some(([all]) => all.length > 700)).toBe(true)
  for (const [all, shown] of captions) {
    const [, begins] = /^([\s\S]*?)(?:\. The table has the rest\.)?$/.exec(shown) ?? []
    expect(all.startsWith(begins ?? "?")).toBe(true)
    if (all.length > 700) expect(shown).toMatch(/The table has the rest\.$/)
  }
})
