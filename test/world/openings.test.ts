import { describe, expect, it } from "vitest"
import { isOpenedAs, openedSince, openingsIn, withOpenings } from "../../src/world/openings.ts"
import { inEffect, MAIL, type Parts, played, plansOf, refusedOf, type Section, sumOf } from "./smallWorld.ts"

const NEW = { home: "PK", count: 40, use: { mail: "100 %" }, "takes-up": { chat: "30 % per day" }, reach: { wifi: "100 %" }, writes: { "per-day": 10, to: { old: "100 %" } } }
const OLD = { home: "PK", count: 20, use: { mail: "100 %", chat: "100 %" }, reach: { wifi: "100 %" }, writes: { "per-day": 10, to: { old: "100 %" } } }
const SERVICES = { mail: { ...MAIL, waits: {} }, chat: { ...MAIL, waits: {} } }
const parts = (of: Section, what: unknown = "chat"): Parts => ({ services: SERVICES, people: { fresh: NEW, old: OLD }, orders: { x: inEffect("PK", "2015-03-06", [{ block: { what, at: "national-internet", of } }]) } })
const hit = (of: Section, what?: unknown) => {
  const { record } = played(parts(of, what))
  const lost = (service: string, cohort: string, since: boolean) => sumOf(record, refusedOf, (row, group) => row.service === service && group.cohort === cohort && (group.opened?.chat !== undefined) === since) > 0
  return { record, oldChat: lost("chat", "old", false), firstChat: lost("chat", "fresh", false), laterChat: lost("chat", "fresh", true), mail: lost("mail", "old", false) || lost("mail", "fresh", false) || lost("mail", "fresh", true) }
}

describe("An account's opening", () => {
  it("is told apart by the last of the instants asked for, and is before all where it came with the file", () => {
    expect([openedSince([10, 20], 5), openedSince([10, 20], 10), openedSince([10, 20], 25), openedSince([], 5)]).toEqual([undefined, 10, 20, undefined])
    const at = (ms: number | undefined): { readonly opened: Readonly<Record<string, number>> } => ({ opened: ms === undefined ? {} : { chat: ms } })
    const after = { afterMs: 10 } as never
    const before = { beforeMs: 20 } as never
    expect([undefined, 0, 10, 20].map((ms) => [isOpenedAs(after, at(ms), "chat"), isOpenedAs(before, at(ms), "chat")])).toEqual([[false, true], [false, true], [true, true], [true, false]])
    expect([isOpenedAs(after, at(10), "mail"), isOpenedAs(before, at(20), "mail"), isOpenedAs(after, at(10), undefined)]).toEqual([false, true, true])
    expect([isOpenedAs(withOpenings({ opened: { after: { kind: "never" } } }, () => undefined).opened as never, at(1e12), "chat"), isOpenedAs(undefined, {}, "chat")]).toEqual([false, true])
  })

  it("asked for before the run begins is asked for at its beginning", () => {
    expect(openingsIn([{ opened: { afterMs: -5, beforeMs: Number.POSITIVE_INFINITY } }, { not: 3 }])).toEqual([0])
  })

  it("after a date takes those who took it up since, of that service alone", () => {
    const { oldChat, firstChat, laterChat, mail, record } = hit({ opened: { after: "2015-03-04" } })
    expect({ oldChat, firstChat, laterChat, mail }).toEqual({ oldChat: false, firstChat: false, laterChat: true, mail: false })
    expect(new Set(record.groups.filter((g) => g.cohort === "fresh").map((g) => g.opened?.chat === undefined)).size).toBe(2)
  })

  it("before a date takes everybody else who has one", () => {
    const { oldChat, firstChat, laterChat } = hit({ opened: { before: "2015-03-04" } })
    expect({ oldChat, firstChat, laterChat }).toEqual({ oldChat: true, firstChat: true, laterChat: false })
  })

  it("is that of the service whose message it is, where an act is on all traffic", () => {
    const { oldChat, laterChat, mail } = hit({ opened: { after: "2015-03-04" } }, "data")
    expect({ oldChat, laterChat, mail }).toEqual({ oldChat: false, laterChat: true, mail: false })
  })

  it("may be dated by a step, which two variants have at two instants", () => {
    const plan = plansOf({ early: parts({ opened: { after: "orders.x" } }), late: { ...parts({ opened: { after: "orders.x" } }), orders: { x: inEffect("PK", "2015-03-05", [{ block: { what: "chat", at: "national-internet", of: { opened: { after: "orders.x" } } } }]) } } })
    expect(plan.openings.length).toBe(2)
    expect(plan.acts.length).toBe(2)
    expect(plansOf({ one: parts({ home: "PK" }) }).openings).toEqual([])
  })
})
