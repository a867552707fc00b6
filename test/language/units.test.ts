/** The small parts of the way from text to words, each by itself. */
import { createHash } from "node:crypto"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { canonicalJson } from "../../src/language/canonical.ts"
import { codeHint } from "../../src/language/codes.ts"
import { printDiagnostics, visible } from "../../src/language/diagnostics.ts"
import { editDistance, nearest } from "../../src/language/nearest.ts"
import { sha256 } from "../../src/language/sha256.ts"
import { plusMinus } from "../../src/language/unwrap.ts"
import { invalidUtf8At } from "../../src/language/utf8.ts"

describe("sha256", () => {
  it("agrees with Node on texts of every length around a block", () => {
    for (let n = 0; n < 140; n++) expect(sha256("é".repeat(n))).toBe(createHash("sha256").update("é".repeat(n)).digest("hex"))
  })
})

describe("invalidUtf8At", () => {
  it("agrees with the platform on which bytes are UTF-8", () => {
    const byte = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0x80, 0xbf, 0xc0, 0xc2, 0xe0, 0xed, 0xf0, 0xf4, 0xf5))
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 6 }), (list) => {
        const bytes = new Uint8Array(list)
        let valid = true
        try {
          new TextDecoder("utf-8", { fatal: true }).decode(bytes)
        } catch {
          valid = false
        }
        expect(invalidUtf8At(bytes) < 0).toBe(valid)
      }),
      { seed: 7, numRuns: 3000 }
    )
  })
})

describe("nearest", () => {
  it("finds the word that was meant, and none where none is near", () => {
    expect(nearest("raech", ["reach", "writes"])).toBe("reach")
    expect(nearest("bse", ["bis", "bes"])).toBe("bes")
    expect(nearest("bulk", ["wifi", "satellite"])).toBeUndefined()
  })
  it("counts a swap of neighbours as one edit", () => {
    expect([editDistance("abcd", "abdc"), editDistance("kitten", "sitting"), editDistance("", "abc")]).toEqual([1, 3, 3])
  })
})

describe("codeHint", () => {
  it.each([["uk", "GB"], ["PAK", "PK"], ["Germany", "DE"], ["pk", "PK"], ["PX", "PK"]])("%s is meant for %s", (text, code) => {
    expect(codeHint(text, ["PK", "GB"])).toBe(`did you mean "${code}"?`)
  })
})

describe("plusMinus", () => {
  it.each([
    ["10 ± 2", 10, [8, 12]],
    ["38 ± 3 %", "38 %", ["35 %", "41 %"]],
    ["38 % ± 3 %", "38 %", ["35 %", "41 %"]],
    ["10 min ± 2 min", "10 min", ["8 min", "12 min"]],
    ["0.3 ± 0.1", 0.3, [0.2, 0.4]]
  ])("%s is a value and its range", (text, value, range) => {
    expect(plusMinus(text)).toEqual({ value, range })
  })
  it("is nothing else", () => {
    for (const text of ["a ± b", "10", "10 min ± 2 %", "10 frogs ± 2"]) expect(plusMinus(text)).toBeUndefined()
  })
})

it("canonicalJson does not depend on the order of keys", () => {
  expect(canonicalJson({ b: [1, { d: "x", c: true }], a: 2 })).toBe(canonicalJson({ a: 2, b: [1, { c: true, d: "x" }] }))
})

describe("printDiagnostics", () => {
  const at = (text: string, column: number, length = 1) => printDiagnostics(text, [{ severity: "error", file: "f.yaml", line: 1, column, length, path: "", message: "wrong", expected: "right", hint: 'did you mean "x"?' }])
  it("prints place, line, caret, what was expected and what was meant", () => {
    expect(at("home: PX", 7, 2)).toBe('f.yaml:1:7: wrong\n    1 | home: PX\n      |       ^^\n  expected right\n  did you mean "x"?')
  })
  it("sets the caret under wide characters, after tabs and marks", () => {
    const caret = (text: string, column: number) => (at(text, column).split("\n")[2] ?? "").indexOf("^") - "      | ".length
    expect(caret("日本: x", 5)).toBe(6)
    expect(caret("\ta: x", 5)).toBe(5)
    expect(caret("e\u0301a: x", 6)).toBe(4)
  })
  it("cuts a long line around the caret", () => {
    const [, line, caret] = at(`${"a".repeat(300)}X${"b".repeat(300)}`, 301).split("\n")
    expect(line.length).toBeLessThan(130)
    expect(line[caret.indexOf("^")]).toBe("X")
  })
  it("shows control characters instead of sending them", () => {
    expect(at("a\u001b[31m\u202e: x", 1)).toContain("a\\x1b[31m\\u202e: x")
    expect(visible("\u0007")).toBe("\\x07")
  })
})
