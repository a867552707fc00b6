import { afterEach, describe, expect, it, vi } from "vitest"
import { Calendar } from "../../src/kernel/calendar.ts"
import type * as Erasure from "../../src/world/erasure.ts"
import { Messages } from "../../src/world/messages.ts"
import { Kind } from "../../src/world/world.ts"
import { judged, world } from "./planted.ts"

const fault = vi.hoisted(() => ({ name: "" }))
afterEach(() => {
  fault.name = ""
  vi.restoreAllMocks()
})

/** All rows as an act began to erase, how many copies each had, and when that was. */
const gone: Array<readonly [row: number, copies: number, atMs: number]> = []

vi.mock("../../src/world/erasure.ts", async (original) => {
  const real = await original<typeof Erasure>()
  const eraseWhat: typeof Erasure.eraseWhat = (w, act) => {
    gone.length = 0
    for (let row = 0; row < w.stock.rows.size; row++) gone.push([row, w.stock.counts.get(row), w.nowMs])
    real.eraseWhat(w, act)
  }
  const eraseRows: typeof Erasure.eraseRows = (w, rows, act, forget) => {
    if (fault.name !== "" && act.act.place !== undefined) for (const row of rows) gone.push([row, w.stock.counts.get(row), w.nowMs])
    return real.eraseRows(w, rows, act, forget)
  }
  const eraseOld: typeof Erasure.eraseOld = (w) => {
    real.eraseOld(w)
    if (!w.silent && fault.name === "an old backup is restored" && gone[0]?.[2] < w.nowMs) for (const [row, copies] of gone.splice(0)) if (w.stock.counts.get(row) === 0) w.stock.change(row, copies, -1)
  }
  return { ...real, eraseWhat, eraseRows, eraseOld }
})

const CLASSES = "{ content: { kept: bern, keys: provider } }"
const people = `  germans: { home: DE, count: 3, use: { mail: 100 % }, reach: { local-sim: 100 % }, writes: { per-day: 2000, to: { french: 100 % } } }
  french: { home: FR, count: 1, use: { mail: 100 % }, reach: { wifi: 100 % } }`
const BUSY = world({ classes: CLASSES, people, more: "" }).replace("2020-01-07", "2020-01-03")
const QUIET = world({ classes: CLASSES, more: "" })

describe("C3: mail of one sender to one mailbox keeps its order", () => {
  it("is exercised where several are in flight, and held", () => {
    const clean = judged(BUSY)
    expect(clean.of("C3")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
  })

  it("is broken alone when later mail passes what is on its last leg", () => {
    const { scheduleAt } = Calendar.prototype
    let legs = 0
    vi.spyOn(Calendar.prototype, "scheduleAt").mockImplementation(function (this: Calendar, times, at, kind, a, b) {
      return kind === Kind.DELIVER && legs++ % 7 === 0 ? scheduleAt.call(this, Float64Array.of(times[at] + 600_000), 0, kind, a, b) : scheduleAt.call(this, times, at, kind, a, b)
    })
    const found = judged(BUSY)
    expect(found.broken, found.text).toEqual(["C3"])
    expect(found.of("C3").witness).toMatch(/^a message of mail by germans#\d became visible at .*, after one that its sender wrote to the same mailbox later/)
  })
})

describe("C4: nothing is seen that was not sent", () => {
  it("is counted for each delivery", () => {
    const clean = judged(QUIET)
    expect(clean.of("C4")).toMatchObject({ verdict: "held" })
    expect(clean.of("C4").exercised).toBe(clean.of("C2").exercised)
  })

  it("is broken alone when a message turns into another on its way", () => {
    const setStored = Messages.prototype.setStored
    vi.spyOn(Messages.prototype, "setStored").mockImplementation(function (this: Messages, m) {
      setStored.call(this, m)
      if (this.number(m) % 7 === 6) (this as unknown as { ints: Int32Array }).ints[m * 14 + 11] ^= 1
    })
    const found = judged(QUIET)
    expect(found.broken, found.text).toEqual(["C4"])
    expect(found.of("C4").witness).toMatch(/became visible at .*, and was not sent so/)
  })
})

describe("C6: deleted stays deleted", () => {
  const ERASED = world({
    classes: CLASSES,
    more: `orders:
  cut: { by: FR, kind: network-block, through: { others: obeys }, does: [{ block: { what: mail, at: [fixed, national-internet] } }], timeline: [{ in-effect: 2020-01-02 }, { lifted: 2020-01-03 12:00 }] }
events:
  gone: { when: 2020-01-03, do: [{ erase: { what: mail.content, of: { account: FR }, in: CH } }] }`
  })

  it("what was erased in a mailbox and in a queue is seen no more", () => {
    const clean = judged(ERASED)
    expect(clean.of("C6")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
  })

  it("is broken alone when an old backup is restored", () => {
    fault.name = "an old backup is restored"
    const found = judged(ERASED)
    expect(found.broken, found.text).toEqual(["C6"])
    expect(found.of("C6").witness).toMatch(/^\d+ copies of mail\.content of french lie at bern in CH at .* that were written before all was erased there/)
  })

  it("is told of what lies under one's rules, whatever lies there under another's", () => {
    const ruled = world({
      classes: CLASSES,
      more: `choices: { cross-border-message: sender-home }
events:
  rule: { when: 2020-01-03, do: [{ place: { what: mail.content, of: { home: FR }, not-in: CH, old: erased } }] }`
    })
    const clean = judged(ruled)
    expect(clean.of("C6")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
    fault.name = "an old backup is restored"
    const found = judged(ruled)
    expect(found.broken, found.text).toContain("C6")
    expect(found.of("C6").witness).toMatch(/^\d+ copies of mail\.content of .* lie at bern in CH at .* that were written before all was erased there/)
  })
})
