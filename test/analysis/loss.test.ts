import { describe, expect, it } from "vitest"
import type { Fate } from "../../src/analysis/fate.ts"
import { lossOf } from "../../src/analysis/loss.ts"
import { DAY, recordOf } from "./handmade.ts"

/** What of so many messages an act refused, slot by slot of ten days; `none`: nobody tried. */
type Told = ReadonlyArray<"none" | readonly [refused: number, of: number]>

function lossIn(told: Told, turns: ReadonlyArray<readonly [what: string, day: number]> = [], startDay = 0) {
  const record = recordOf({
    horizonMs: told.length * 10 * DAY,
    slots: told.map((_, slot) => ({ fromMs: slot * 10 * DAY, untilMs: (slot + 1) * 10 * DAY })),
    acts: recordOf().acts.map((act) => ({ ...act, startMs: startDay * DAY, endMs: told.length * 10 * DAY })),
    orders: recordOf().orders.map((order) => ({ ...order, turns: turns.map(([what, day]) => ({ what, atMs: day * DAY })) }))
  })
  const bySlot = new Map(told.flatMap((one, slot): ReadonlyArray<readonly [number, Fate]> => {
    if (one === "none") return []
    const [refused, attempted] = one
    return [[slot, { attempted, accepted: attempted - refused, delivered: 0, addressed: 0, received: 0, causes: new Map(refused === 0 ? [] : [["blocked", { reason: "blocked", cause: 0, messages: refused }]]) }]]
  }))
  const loss = lossOf(record, bySlot, 0, record.horizonMs)
  return loss === undefined ? "none" : `${loss.fromMs / DAY} to ${loss.untilMs === undefined ? "the end" : loss.untilMs / DAY}, ${loss.stretches}`
}

describe("A loss through which a part leaks", () => {
  it("begins with its act though of the first few messages all passed", () => {
    expect(lossIn([[0, 40], [0, 1], [4, 5], [4, 5]], [["in-effect", 10]], 10)).toBe("10 to the end, 1")
    expect(lossIn([[0, 40], "none", [0, 1], "none", [4, 5]], [["in-effect", 10]], 10)).toBe("10 to the end, 1")
  })
  it("begins where so many passed that it was not there before", () => {
    expect(lossIn([[0, 40], [0, 9], [4, 5], [4, 5]], [["in-effect", 10]], 10)).toBe("20 to the end, 1")
  })
  it("begins where its order changed, however few passed before", () => {
    expect(lossIn([[0, 40], [0, 1], [4, 5], [4, 5]], [["in-effect", 10], ["through.a-carrier", 20]], 10)).toBe("20 to the end, 1")
  })
  it("is one stretch though a few pass between, and two where the order was eased then", () => {
    const told: Told = [[4, 5], [0, 1], [4, 5], "none"]
    expect(lossIn(told)).toBe("0 to the end, 1")
    expect(lossIn(told, [["extended", 10]])).toBe("0 to the end, 1")
    expect(lossIn(told, [["eased", 10], ["eased.until", 20]])).toBe("0 to the end, 2")
  })
  it("takes all or nothing where nothing leaks", () => {
    expect(lossIn([[5, 5], [0, 1], [5, 5]])).toBe("0 to the end, 2")
  })
})

describe("A loss after which nobody tries for a while", () => {
  it("ends with what changed meanwhile, where service is there behind that", () => {
    expect(lossIn([[5, 5], "none", "none", [0, 9]], [["lifted", 20]])).toBe("0 to 20, 1")
    expect(lossIn([[5, 5], "none", "none", [0, 9]])).toBe("0 to 30, 1")
  })
  it("goes on to the end where nobody tries any more", () => {
    expect(lossIn([[5, 5], "none", "none"], [["eased", 20]])).toBe("0 to the end, 1")
  })
})
