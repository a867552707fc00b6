import { expect, test } from "vitest"
import { differenceOf, missing } from "../../src/cli/difference.ts"

const between = (file: string, expected: string | Uint8Array, found: string | Uint8Array) => differenceOf(file, expected, Buffer.from(found))

test("Files of the same bytes do not differ", () => {
  expect(between("a.json", "{}", "{}")).toBeUndefined()
  expect(between("a.parquet", Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBeUndefined()
})

test("JSON differs at a path that jq takes, in the order of what was expected", () => {
  const expected = JSON.stringify({ run: { id: "a" }, variants: [{ rows: [{ n: 1, "a b": null }] }] })
  expect(between("r.json", expected, expected.replace("1", "2"))).toEqual({ file: "r.json", at: "variants[0].rows[0].n", expected: "1", found: "2" })
  expect(between("r.json", expected, expected.replace("null", "[]"))).toMatchObject({ at: 'variants[0].rows[0]["a b"]', expected: "null", found: "[]" })
  expect(between("r.json", expected, expected.replace('"id":"a"', ""))?.at).toBe("run.id")
  expect(between("r.json", expected, expected.replace('"n":1', '"n":1,"more":2'))).toMatchObject({ at: "variants[0].rows[0].more", expected: "nothing", found: "2" })
  expect(between("r.json", "[1,2]", "[1]")).toMatchObject({ at: "[1]", expected: "2", found: "nothing" })
})

test("JSON that says the same in other words, or is none, differs at line and column", () => {
  expect(between("r.json", '{\n "a": 1\n}', '{\n "a": 1.0\n}')).toMatchObject({ at: "line 2, column 8", expected: "\"a\": 1", found: "\"a\": 1.0" })
  expect(between("r.json", '{"a":1}', '{"a":1')).toMatchObject({ at: "line 1, column 7", found: '{"a":1' })
})

test("A table differs at its row and the name of its column, whatever its cells hold", () => {
  const expected = "id,says,n\r\na,\"one, \"\"two\"\"\r\nthree\",4\r\nb,,5\r\n"
  expect(between("t.csv", expected, expected.replace("5", "6"))).toEqual({ file: "t.csv", at: "row 2, column n", expected: "5", found: "6" })
  expect(between("t.csv", expected, expected.replace("three", "four"))).toMatchObject({ at: "row 1, column says", expected: '"one, ""two"" three"', found: '"one, ""two"" four"' })
  expect(between("t.csv", expected, expected.replace("b,,", "b,x,"))).toMatchObject({ at: "row 2, column says", expected: "an empty cell", found: "x" })
  expect(between("t.csv", expected, `${expected}c,d,7\r\n`)).toMatchObject({ at: "row 3, column id", expected: "the end of the file", found: "c" })
  expect(between("t.csv", expected, expected.replace("says", "told"))).toMatchObject({ at: "the header, column 2", expected: "says", found: "told" })
})

test("Other texts differ at line and column, counted in characters, others at a byte", () => {
  expect(between("r.md", "one\n😀 two\n", "one\n😀 too\n")).toEqual({ file: "r.md", at: "line 2, column 4", expected: "😀 two", found: "😀 too" })
  expect(between("r.md", "one\n", "one\n\n")).toMatchObject({ at: "line 2, column 1", expected: "the end of the file", found: "the end of the line" })
  expect(between("t.parquet", Uint8Array.of(1, 2, 3), Uint8Array.of(1, 9))).toMatchObject({ at: "byte 2", expected: "0x02", found: "0x09" })
  expect(between("t.parquet", Uint8Array.of(1, 2, 3), Uint8Array.of(1, 2))).toMatchObject({ at: "byte 3", expected: "0x03", found: "the end, after 2 bytes" })
})

test("What was found is shown and never obeyed, and cut where it is long", () => {
  const shown = between("r.md", "a", `\u001b[31m\u202e${"x".repeat(500)}`)
  expect(shown?.found).toMatch(/^\[U\+001B\]\[31m\[U\+202E\]x{1,80}…$/)
  expect(between("r.md", "a\ufffd", Buffer.from([0x61, 0xff]))?.at).toBe("byte 2")
})

test("A file that is one too many, or missing, is told as such", () => {
  expect([missing("a", "expected").found, missing("a", "found").expected]).toEqual(["a file", "a file"])
})

test("What looks alike in words differs at a byte", () => {
  expect(between("a.csv", "a,b\r\n1,2\r\n", "a,b\n1,2\r\n")).toEqual({ file: "a.csv", at: "byte 4", expected: "0x0d", found: "0x0a" })
})
