import { afterEach, expect, it, vi } from "vitest"
import { NO_CAUSE } from "../../src/world/record.ts"
import { Stock } from "../../src/world/stock.ts"
import { judged, world } from "./planted.ts"

/** The clock of Paris is four days ahead; there an act has mail kept for three days that its service keeps for one. */
const HELD = world({
  classes: "{ content: { kept: berlin, keys: provider, for: 1 day } }",
  more: "events: { hold: { by: company, when: 2020-01-01, do: [{ keep: { what: mail.content, in: FR, for: 3 days } }] }, mark: { by: company, when: 2020-01-04, do: [{ erase: { what: mail.content, in: CH } }] } }"
}).replace("FR, operator: company, roles: [mailbox, backup] }", "FR, operator: company, roles: [mailbox, backup], fails: [{ what: clock, off: 4 days, from: 2020-01-02, until: 2020-01-06 }] }")

afterEach(() => {
  vi.restoreAllMocks()
})

it("R7 holds where a duty keeps backups by true time, and is broken where the site's clock has them deleted", () => {
  const clean = judged(HELD)
  expect([clean.of("R7").verdict, clean.broken]).toEqual(["held", []])
  vi.spyOn(Stock.prototype, "overBy").mockImplementation(() => NO_CAUSE)
  const found = judged(HELD)
  expect(found.of("R7").verdict, found.text).toBe("broken")
  expect(found.of("R7").witness).toMatch(/backup copies of mail.content of .* were gone from paris in FR by 2020-01-0.*, since their time was over by its clock; a duty to keep holds them there still/)
})
