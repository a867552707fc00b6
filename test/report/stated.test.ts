import { expect, test } from "vitest"
import { statedWords } from "../../src/report/stated.ts"

test("A list and what has fields are told without braces and quotes, what lies within in brackets", () => {
  expect(statedWords('[{"block":{"what":["bes","bbm"],"at":"subscription"}}]')).toBe("block (what: bes and bbm, at: subscription)")
  expect(statedWords('[{"any-of":[{"open":{"of":{"present":"PK"},"to":"PK"}},{"place":{"in":"PK"}}]}]')).toBe("any-of (open (of (present: PK), to: PK) and place (in: PK))")
  expect(statedWords('{"mobilink":"obeys","ufone":0.5}')).toBe("mobilink: obeys, ufone: 0.5")
  expect([statedWords("[]"), statedWords("{}")]).toEqual(["an empty list", "nothing"])
})

test("What is a text stays so, even one that begins like JSON", () => {
  for (const text of ["never", "2015-12-31", "38 %", "[not JSON", "{neither", ""]) expect(statedWords(text)).toBe(text)
})
