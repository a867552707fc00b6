import fc from "fast-check"
import { expect, test } from "vitest"
import { embed, embedded } from "../../src/report/embedded.ts"
import { html } from "../../src/report/html.ts"
import { fixture, HOSTILE } from "./fixture.ts"

const PAGE = html(fixture())

test("A page gives back whatever it carries, and shows nothing of it", () => {
  const hostile = { ...HOSTILE, ends: "</script></body><!-- <script>", acting: "\u202e\u0000\u2028" }
  expect(embedded(embed(PAGE, hostile))).toEqual(hostile)
  expect(embed(PAGE, hostile).replace(/<script type="application\/json".*?<\/script>\n/s, "")).toBe(PAGE)
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(embedded(embed(PAGE, value))).toEqual(JSON.parse(JSON.stringify(value)))
    })
  )
})

test("The block is data: one line, of a type that no browser runs, that nothing in it can end", () => {
  const page = embed(PAGE, { text: "</script>\r\n<script>alert(1)</script>\u202e" })
  const [, block] = /<script type="application\/json" id="situs-origin">([^<]*)<\/script>\n<\/body>/.exec(page) ?? expect.fail("no block")
  expect(block).toMatch(/^[\x20-\x7e]*$/)
  expect(page.match(/<script/g)?.length).toBe(1)
})

test("A page without a block, or with one that is no JSON, carries nothing", () => {
  expect(embedded(PAGE)).toBeUndefined()
  expect(embedded(embed(PAGE, { a: 1 }).replace("\"a\"", "\"a"))).toBeUndefined()
})
