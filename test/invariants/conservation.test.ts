import { afterEach, describe, expect, it, vi } from "vitest"
import type * as Messaging from "../../src/world/messaging.ts"
import { Outcomes } from "../../src/world/outcomes.ts"
import { judged, world } from "./planted.ts"

const fault = vi.hoisted(() => ({ name: "" }))
afterEach(() => {
  fault.name = ""
  vi.restoreAllMocks()
})

vi.mock("../../src/world/messaging.ts", async (original) => {
  const real = await original<typeof Messaging>()
  const deliver: typeof Messaging.deliver = (w, m) => {
    const seventh = w.messages.number(m) % 7 === 6
    if (fault.name === "a message is dropped on its last leg" && seventh) return w.messages.free(m)
    if (fault.name === "a mailbox stores a message again" && seventh) w.stock.add(m)
    real.deliver(w, m)
    if (fault.name === "a device shows a message again" && seventh) w.watch?.delivered(m)
  }
  return { ...real, deliver }
})

const CLASSES = "{ content: { kept: bern, keys: provider } }"
const QUIET = world({ classes: CLASSES, more: "" })
/** Mail comes back from an account that has left, is refused at the account, and expires. */
const LIVELY = world({
  classes: CLASSES,
  more: `answers:
  leave: { by: company, to: open-mail, kind: exit, when: orders.open-mail.in-effect, do: [{ exit: { what: mail, of: { account: FR }, old: erased } }] }
orders:
  open-mail: { by: FR, kind: bulk-access, to: company, demands: [{ open: { what: mail.content, span: from-now, to: FR } }], timeline: [{ issued: 2020-01-02, due: 2020-01-03 }] }
  cut: { by: DE, kind: network-block, through: { others: obeys, one: obeys }, does: [{ block: { what: data, at: gateway } }], timeline: [{ in-effect: 2020-01-02 }, { lifted: 2020-01-02 12:00 }] }`
})

describe("C1: no accepted message is lost", () => {
  it("every accepted message ends or is in flight", () => {
    const clean = judged(LIVELY)
    expect(clean.of("C1")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
  })

  it("is broken alone when messages are dropped on the last leg, and names one", () => {
    fault.name = "a message is dropped on its last leg"
    const found = judged(QUIET)
    expect(found.broken, found.text).toEqual(["C1"])
    expect(found.of("C1").witness).toMatch(/^message (germans|french)\/mail\/\d+ was accepted; by 2020-.* it is gone/)
  })
})

describe("C2: a delivered message is visible once", () => {
  it("is counted for each delivery", () => {
    const clean = judged(QUIET)
    expect(clean.of("C2")).toMatchObject({ verdict: "held" })
    expect(clean.of("C2").exercised).toBeGreaterThan(500)
  })

  it("is broken alone when a device shows a message again", () => {
    fault.name = "a device shows a message again"
    const found = judged(QUIET)
    expect(found.broken, found.text).toEqual(["C2"])
    expect(found.of("C2").witness).toMatch(/^message (germans|french)\/mail\/\d+ became visible twice at 2020-/)
  })
})

describe("C2: a mailbox has a message once", () => {
  it("is broken alone when a mailbox stores a message again", () => {
    fault.name = "a mailbox stores a message again"
    const found = judged(QUIET)
    expect(found.broken, found.text).toEqual(["C2"])
    expect(found.of("C2").witness).toMatch(/^\d+ messages lie in the mailboxes of (germans|french) by mail at 2020-.*, and \d+ were accepted for them/)
  })
})

describe("C7: the balance of the tables", () => {
  it("holds with refusals, bounces and messages in flight", () => {
    const clean = judged(LIVELY)
    expect(clean.of("C7")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
  })

  it("is broken alone when refusals are not counted", () => {
    vi.spyOn(Outcomes.prototype, "refuse").mockImplementation(() => undefined)
    const found = judged(LIVELY)
    expect(found.broken, found.text).toEqual(["C7"])
    expect(found.of("C7").witness).toMatch(/the tables have \d+ attempted = \d+ refused \+ \d+ accepted \+ \d+ under way, which is not so/)
  })

  it("is broken alone when a bounce is written to the row of another pair", () => {
    const bounce = Outcomes.prototype.bounce
    vi.spyOn(Outcomes.prototype, "bounce").mockImplementation(function (this: Outcomes, row, inRow, reason, act) {
      bounce.call(this, row === 0 ? 1 : 0, inRow, reason, act)
    })
    const found = judged(LIVELY)
    expect(found.broken, found.text).toEqual(["C7"])
    expect(found.of("C7").witness).toMatch(/of (germans|french) in (DE|FR) by mail, the tables have/)
  })

  it("is broken alone when recipients' rows do not count what came back", () => {
    const bounce = Outcomes.prototype.bounce
    vi.spyOn(Outcomes.prototype, "bounce").mockImplementation(function (this: Outcomes, row, inRow, reason, act) {
      bounce.call(this, row, inRow, reason, act)
      this.gotBounced.add(inRow, -1)
    })
    const found = judged(LIVELY)
    expect(found.broken, found.text).toEqual(["C7"])
    expect(found.of("C7").witness).toMatch(/addressed to the recipients/)
  })
})
