import { expect, test } from "vitest"
import { brief, signedBrief, tellingApart } from "../../../src/report/figures/brief.ts"

test("Three digits and a unit tell a number, which what rounds up to the next unit is told in", () => {
  expect([0, 9999, 10_000, 999_499, 999_500, -3_430_000, 7_601_954_778, 1e12].map(brief)).toEqual(["0", "9,999", "10.0k", "999k", "1.00M", "−3.43M", "7.60bn", "1.00tn"])
  expect([-0.01, 0, 12, -12].map(signedBrief)).toEqual(["0", "0", "+12", "−12"])
})

test("Values that three digits would tell alike are told whole", () => {
  expect([41_863_220, 41_863_577].map(tellingApart([41_863_220, 41_863_577]))).toEqual(["41,863,220", "41,863,577"])
  expect(tellingApart([1e6, 2e6, 2e6])(1e6)).toBe("1.00M")
})
