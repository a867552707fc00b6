import { expect, test } from "vitest"
import { promises } from "../../src/report/checks.ts"
import { fixture, promise } from "./fixture.ts"

test("Promises that could not be compared with the baseline are told with the reason", () => {
  const told = (witness?: string) => {
    const { variants, ...rest } = fixture()
    const [first, ...others] = variants
    const invariants = witness === undefined ? first.invariants : [...first.invariants, promise("X3", "not-exercised", 0, witness)]
    return JSON.stringify(promises({ ...rest, variants: [{ ...first, invariants }, ...others] }))
  }
  expect(told("not compared with no-order: its world differs from the baseline's (people)")).toContain("its world differs from the baseline's (people)")
  expect(told()).not.toContain("could not be compared")
})
