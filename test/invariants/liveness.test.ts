import { afterEach, describe, expect, it, vi } from "vitest"
import type * as Placement from "../../src/world/placement.ts"
import type * as Queues from "../../src/world/queues.ts"
import { judged, world } from "./planted.ts"

const fault = vi.hoisted(() => ({ name: "" }))
afterEach(() => {
  fault.name = ""
})

vi.mock("../../src/world/queues.ts", async (original) => {
  const real = await original<typeof Queues>()
  const wake: typeof Queues.wake = (w, person) => (fault.name === "nobody wakes what waits" ? undefined : real.wake(w, person))
  return { ...real, wake }
})

vi.mock("../../src/world/placement.ts", async (original) => {
  const real = await original<typeof Placement>()
  const failed = new Set<number>()
  const placeOf: typeof Placement.placeOf = (standing, cls, kind, subject, ruler) => {
    const placed = real.placeOf(standing, cls, kind, subject, ruler)
    if (placed.reason === "mailbox-unreachable") failed.add(cls.row)
    return fault.name === "what was down is never tried again" && failed.has(cls.row) ? { ...placed, site: -1, reason: "mailbox-unreachable" } : placed
  }
  return { ...real, placeOf }
})

const HEALED = world({
  classes: "{ content: { kept: { FR: lyon, others: bern }, keys: provider } }",
  sites: "  lyon: { place: Paris, country: FR, operator: company, roles: [mailbox], fails: [{ from: 2020-01-03, until: 2020-01-03, what: down }] }",
  more: ""
})

describe("L1: accepted mail becomes visible once nothing keeps it", () => {
  it("within the bound after the fault has healed", () => {
    const clean = judged(HEALED)
    expect(clean.of("L1")).toMatchObject({ verdict: "held" })
    expect(clean.of("L1").exercised).toBeGreaterThan(10)
    expect(clean.broken, clean.text).toEqual([])
  })

  it("is broken alone when nobody wakes what waits", () => {
    fault.name = "nobody wakes what waits"
    const found = judged(HEALED.replace("at-relay: 2 days", "at-relay: 30 days"))
    expect(found.broken, found.text).toEqual(["L1"])
    expect(found.of("L1").witness).toMatch(/^a message of mail to french#\d+, sent at 2020-01-0.*, is not visible at .*; nothing has stood in its way since 2020-01-03T23:00:00/)
  })
})

describe("L1 and a slow line", () => {
  /** At 0.1 bit/s a message of 20 kB takes 18 days for each point, whatever is lifted meanwhile. */
  const slow = (end: string) => world({
    classes: "{ content: { kept: bern, keys: provider } }",
    more: `orders:
  wall: { by: FR, kind: network-block, through: { others: obeys }, does: [{ block: { what: mail, at: national-internet } }], timeline: [{ in-effect: 2020-01-01 }, { eased: 2020-01-02, lets: { rate: 0.1 bit/s } }, { lifted: ${end} }] }`
  })

  it("the bound is that of the line on which mail set out, not of what stands later", () => {
    const clean = judged(slow("2020-01-03"))
    expect(clean.broken, clean.text).toEqual([])
    expect(clean.of("L1").verdict).toBe("not-exercised")
  })

  it("is asked for once mail on the slow line must have come", () => {
    expect(judged(slow("2020-01-03").replace("0.1 bit/s", "20 bit/s")).of("L1")).toMatchObject({ verdict: "held" })
  })
})

describe("L5: an unavailable mailbox comes back", () => {
  it("when its site runs again", () => {
    expect(judged(HEALED).of("L5")).toMatchObject({ verdict: "held" })
  })

  it("is broken when what was down is never tried again", () => {
    fault.name = "what was down is never tried again"
    const found = judged(HEALED.replace("at-relay: 2 days", "at-relay: 1 h"))
    expect(found.broken, found.text).toEqual(["L5"])
    expect(found.of("L5").witness).toMatch(/^lyon runs again at 2020-01-03T23:00:00.*, and the mailbox of french for mail\.content cannot be had \(mailbox-unreachable\)/)
  })
})
