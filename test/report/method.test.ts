import { expect, test } from "vitest"
import { oddItems } from "../../src/report/odd.ts"
import { stressItems } from "../../src/report/stressDes.ts"
import { fixture } from "./fixture.ts"

test("Every item of STRESS-DES is answered, or open with what is missing", () => {
  for (const item of stressItems(fixture())) expect([item.answer, item.open].filter((text) => text !== undefined && text.length > 20).length, item.item).toBe(1)
  expect(stressItems(fixture()).filter((item) => item.open !== undefined).map((item) => item.item)).toEqual(["2.1 Base model overview diagram", "4.3 Estimation approach"])
})

test("Estimation is answered where there are several runs, with the precision that was asked and reached", () => {
  const estimation = (run: object) => stressItems({ ...fixture(), run: { ...fixture().run, replications: 20, ...run } }).find((item) => item.item.startsWith("4.3"))?.answer
  expect(estimation({})).toContain("20 runs of each variant")
  expect(estimation({})).toContain("chosen by the user")
  expect(estimation({ precision: { asked: 0.01, reached: 0.0084, widest: { variant: "isp-block", measure: "accepted" } } })).toContain("at most 1.00 in 100 of the larger of difference and baseline; reached: 0.84 in 100, the widest for messages accepted in isp-block.")
})

test("Validation is open where no claim says held or not", () => {
  const { variants, ...rest } = fixture()
  const open = stressItems({ ...rest, variants: variants.map((v) => ({ ...v, claims: v.claims.filter((claim) => claim.verdict === "prediction") })) }).filter((item) => item.open !== undefined)
  expect(open.map((item) => item.item)).toContain("Validation against data")
})

test("The ODD summary has its three parts in order, with numbers of the result", () => {
  const items = oddItems(fixture())
  expect([...new Set(items.map((item) => item.part))]).toEqual(["Overview", "Design concepts", "Details"])
  expect(items.find((item) => item.item.startsWith("Entities"))?.says).toContain("4 cohorts with 1,600 simulated people who stand for 16,000 real ones at a time (one for 5 to 20), of whom, and of those who come after them, 4,000 people use a service over the run;")
})
