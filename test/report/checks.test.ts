import { expect, test } from "vitest"
import { claims, promises } from "../../src/report/checks.ts"
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

test("An instant in what a claim observed is told as elsewhere on the page", () => {
  const { variants, ...rest } = fixture()
  const moot = [{ ...variants.flatMap((variant) => variant.claims)[0], observed: "issued, then in-breach until 2016-07-14T04:00:00.000Z" }]
  const told = JSON.stringify(claims({ ...rest, variants: [{ ...variants[0], claims: moot }] }))
  expect(told).toContain("in-breach until 2016-07-14 04:00 UTC")
  expect(told).not.toContain("04:00:00.000Z")
})
