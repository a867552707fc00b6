import fc from "fast-check"
import { expect, test } from "vitest"
import { csv } from "../../src/report/csv.ts"
import { parse } from "./readcsv.ts"

test("Lines end in CR LF and quotes are doubled", () => {
  expect(csv(["a", "b"], [["x,y", "say \"hi\""], [1, undefined]])).toBe("a,b\r\n\"x,y\",\"say \"\"hi\"\"\"\r\n1,\r\n")
})

test("A cell that looks like a formula gets a leading apostrophe", () => {
  for (const text of ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", " =1", "＝1", "'=1"]) {
    expect(parse(csv(["h"], [[text]]))[1][0].startsWith("'")).toBe(true)
  }
})

test("A negative number stays a number", () => {
  expect(csv(["n"], [[-1.5], [Number.NaN], [Number.POSITIVE_INFINITY]])).toBe("n\r\n-1.5\r\n\r\n\r\n")
})

test("Every table of printable texts is read back by an RFC 4180 reader", () => {
  const text = fc.string({ unit: fc.constantFrom("a", ",", "\"", "'", ";", "é", "=", "1"), maxLength: 8 })
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (rows) => {
      const back = parse(csv(["x", "y"], rows))
      expect(back.length).toBe(rows.length + 1)
      rows.forEach((row, i) => expect(back[i + 1].map((c) => c.replace(/^'(?='*\s*[=+\-@])/, ""))).toEqual(row))
    })
  )
})

test("A column's name is guarded as a cell is", () => {
  expect(parse(csv(["=a", "b,c"], []))[0]).toEqual(["'=a", "b,c"])
})
