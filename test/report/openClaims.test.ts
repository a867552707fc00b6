import { expect, test } from "vitest"
import type { Result } from "../../src/model/result.ts"
import { openClaims } from "../../src/report/openClaims.ts"
import { fixture } from "./fixture.ts"

test("Predictions and known misses stand on a line each, with what came out first", () => {
  expect(openClaims(fixture(), 44)).toEqual([
    { label: "predicted", text: "0 messages in as-happened: What the state got for rescinding" },
    { label: "known miss", text: "12 messages in isp-block, expected none: An old forecast" }
  ])
})

test("Variants with the same number share a line, and there are five predictions and three misses at most", () => {
  const { variants, ...rest } = fixture()
  const many = variants.flatMap((v) => Array.from({ length: 9 }, (_, i) => ({ ...v, id: `${v.id}-${i}`, claims: v.claims.flatMap((claim) => [{ ...claim }, { ...claim, id: `${claim.id}-${i}` }]) })))
  const lines = openClaims({ ...rest, variants: many } as Result, 44)
  expect(lines[0]).toEqual({ label: "predicted", text: "0 messages in as-happened-0, as-happened-1 and 7 more: What the state got for rescinding" })
  expect(lines.map(({ label }) => label)).toEqual(["predicted", "", "", "", "", "known miss", "", ""])
  expect(openClaims({ ...rest, variants: many } as Result, 6)).toHaveLength(6)
  expect(openClaims({ ...rest, variants: many } as Result, 0)).toEqual([])
})
