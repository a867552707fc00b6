import { expect, test } from "vitest"
import type { Result } from "../../src/model/result.ts"
import { outcomes } from "../../src/report/service.ts"
import { fixture } from "./fixture.ts"

const hoursOf = (result: Result) => {
  const block = outcomes(result).find((b) => b.kind === "table" && b.caption.startsWith("Time without service"))
  return block?.kind === "table" ? block.rows : expect.fail("no table of hours")
}

test("At least so many people are without service as on the way that has most of them: who changes his way counts once", () => {
  const { variants, ...rest } = fixture()
  const blocked = variants.find((v) => v.id === "isp-block")!
  const [first] = blocked.outcomes.filter((row) => row.hoursWithoutService > 0)
  const way = (access: typeof first.access, vpn: string | null, people: number) => ({ ...first, access, vpn, peopleWithoutService: people, weight: 1000 })
  const rows = hoursOf({ ...rest, variants: [{ ...blocked, outcomes: [way("local-sim", null, 40), way("local-sim", "NL", 13), way("wifi", null, 5)] }] } as Result)
  expect(rows.map((row) => row[3])).toEqual(["at least 40,000"])
})
