/** Whatever is done to a file's text, reading it ends with a scenario or with errors that have a place. */
import fc from "fast-check"
import { expect, it } from "vitest"
import { readScenario } from "../../src/language/file.ts"
import { FILE, readText, SAMPLE } from "./sample.ts"

const LINES = SAMPLE.split("\n")
const lineRow = fc.nat({ max: LINES.length - 2 })
const spot = fc.nat({ max: SAMPLE.length - 1 })

/** Edits that people make by mistake. */
const edit = fc.oneof(
  lineRow.map((row) => LINES.filter((_, i) => i !== row).join("\n")),
  lineRow.map((row) => [...LINES.slice(0, row + 1), ...LINES.slice(row)].join("\n")),
  fc.tuple(lineRow, lineRow).map(([a, b]) => LINES.map((line, i) => (i === a ? LINES[b] : i === b ? LINES[a] : line)).join("\n")),
  fc.tuple(spot, fc.integer({ min: 1, max: 30 })).map(([at, length]) => SAMPLE.slice(0, at) + SAMPLE.slice(at + length)),
  fc.tuple(spot, fc.constantFrom("x", " ", "\n", ":", "{", "}", "[", "]", "#", "&a ", "*a ", "%", "'", '"', "\t", "-", "null", "~", "__proto__: 1")).map(([at, text]) => SAMPLE.slice(0, at) + text + SAMPLE.slice(at)),
  fc.tuple(spot, fc.constantFrom("1", "true", "[]", "{}", "never", "none", "-1", "1e999", "2015-02-30")).map(([at, text]) => {
    const end = /[,}\]\n]/.exec(SAMPLE.slice(at))?.index ?? 0
    return `${SAMPLE.slice(0, at)}${text}${SAMPLE.slice(at + end)}`
  })
)

function told(read: ReturnType<typeof readText>): void {
  if (read.ok) {
    expect(read.file.variantIds[0]).toBe("as-happened")
    return
  }
  const errors = read.diagnostics.filter((d) => d.severity === "error")
  expect(errors).not.toEqual([])
  for (const d of errors) {
    expect(d.line).toBeGreaterThan(0)
    expect(d.column).toBeGreaterThan(0)
    expect(d.message).not.toContain("undefined")
    expect(d.message).not.toContain("readonly ")
  }
  expect(read.text).toContain(FILE)
}

it("a mistake in a valid file never throws", () => {
  fc.assert(
    fc.property(edit, (text) => told(readText(text))),
    { seed: 2015, numRuns: 250 }
  )
}, 120_000)

it("bytes at random never throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => told(readScenario(bytes, FILE))),
    { seed: 2016, numRuns: 300 }
  )
}, 60_000)
