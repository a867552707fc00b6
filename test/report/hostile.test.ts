/** A hostile text in every string of a result, whoever wrote it: on the page, in Markdown and in each figure it is text. */
import { expect, test } from "vitest"
import type { Result } from "../../src/model/result.ts"
import { chapters } from "../../src/report/chapters.ts"
import { html } from "../../src/report/html.ts"
import { markdown } from "../../src/report/markdown.ts"
import { sensitivityOf } from "./compared.ts"
import { fixture, HOSTILE } from "./fixture.ts"

const TEXTS = Object.values(HOSTILE)
/** Words of the format itself: a result with others is none. */
const CLOSED = new Set(["verdict", "level", "form", "status", "access", "kind", "holderKind", "operator", "measure", "by", "reason", "state", "demand", "outcome", "grade", "unit"])
/** Of these only some are closed: who gave an answer is a name. */
const OPEN = new Set(["answers", "orders", "sources"])

/** Equal strings stay equal, so that rows still belong together; each gets one text, the next one at the next turn. */
function hostile(turn: number): Result {
  const given = new Map<string, string>()
  const texted = (text: string): string => {
    if (!given.has(text)) given.set(text, `${text}${TEXTS[(given.size + turn) % TEXTS.length]}`)
    return given.get(text) ?? text
  }
  const walk = (value: unknown, key: string, within: string): unknown => {
    if (typeof value === "string") return /^\d{4}-\d\d-\d\dT/.test(value) || (CLOSED.has(key) && !(OPEN.has(within) && key !== "state" && key !== "demand")) ? value : texted(value)
    if (Array.isArray(value)) return value.map((item) => walk(item, key === "by" && typeof item === "string" ? "names" : key, within))
    if (typeof value !== "object" || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, name, Array.isArray(item) ? name : key)]))
  }
  return walk({ ...fixture(), sensitivity: sensitivityOf() }, "", "") as Result
}

test.each(TEXTS.map((_, turn) => turn))("No text becomes a tag, an attribute, a link or a code that acts (turn %i)", (turn) => {
  const result = hostile(turn)
  const page = html(result)
  expect(page).not.toMatch(/<script|onmouseover="|href="(?!#|https?:\/\/)/)
  for (const text of [page, markdown(result)]) expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069]/)
  expect(markdown(result).replace(/<br>/g, "").replace(/\]\(<https?:[^>]*>\)/g, "")).not.toMatch(/<[a-z/!]|(?<!\\)\]\(/i)
  expect(page.length).toBeLessThan(12_000_000)
})

test("The figures of a hostile result hold text alone", () => {
  const figures = TEXTS.flatMap((_, turn) => chapters(hostile(turn)).flatMap((chapter) => chapter.blocks.flatMap((block) => (block.kind === "figure" ? [block.figure] : []))))
  expect(figures.length).toBeGreaterThan(3 * TEXTS.length)
  for (const figure of figures) {
    const svg = figure.svg("f")
    expect([...new Set([...svg.matchAll(/<([a-zA-Z]+)/g)].map(([, name]) => name))].filter((name) => !["svg", "title", "desc", "text", "tspan", "g", "rect", "line", "path", "circle", "defs", "pattern", "clipPath", "polygon", "polyline"].includes(name))).toEqual([])
    expect(svg).not.toMatch(/onmouseover="|href/)
  }
})
