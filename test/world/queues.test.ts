import { describe, expect, it } from "vitest"
import { DAY, firstOf, HOUR, inEffect, MAIL, type Parts, planOf, type Section, Stepped } from "./smallWorld.ts"

const MIN = 60_000
const WAITS = { "at-client": { for: "30 min", retry: "10 min" }, "at-relay": "10 min", "at-network": { messages: 5, for: "7 days" } }
const BUFFERED = { ...MAIL, waits: WAITS }
const QUEUED = { ...MAIL, classes: { content: { kept: "at-relay", keys: "provider" } }, waits: WAITS }
const PEOPLE = { residents: { home: "PK", count: 2, use: { mail: "100 %" }, reach: { wifi: "100 %" } }, friends: { home: "GB", count: 3, use: { mail: "100 %" }, reach: { wifi: "100 %" } } }
const wall = (timeline: ReadonlyArray<Section>, body: Section = {}) => inEffect("PK", "2015-03-02", [{ block: { what: "mail", at: "national-internet", ...body } }], { timeline })
const staged = (parts: Parts) => {
  const stage = new Stepped(planOf({ until: "2015-03-25", people: PEOPLE, ...parts }))
  return { stage, resident: firstOf(stage.plan, "residents"), friend: firstOf(stage.plan, "friends") }
}
const firm = (when: string, act: Section) => ({ by: "firm", when, do: [act] })

describe("The queue before the device", () => {
  it("takes five for seven days; the rest lies in the mailbox and moves up; all in order once the wall falls", () => {
    const { stage, resident, friend } = staged({ services: { mail: BUFFERED }, orders: { wall: wall([{ "in-effect": "2015-03-02" }, { lifted: "2015-03-12" }]) } })
    const keys = Array.from({ length: 8 }, (_, i) => stage.send(friend, resident, HOUR + i * MIN))
    stage.until(7 * DAY + 2 * HOUR)
    expect(keys.map((key) => stage.last(key).kind)).toEqual([...new Array(5).fill("bounced"), ...new Array(3).fill("waits")])
    const bouncedAt = stage.told.filter((t) => t.kind === "bounced").map((t) => Math.round((t.atMs - 7 * DAY) / MIN))
    expect(bouncedAt).toEqual([60, 61, 62, 63, 64])
    stage.until(11 * DAY)
    expect(stage.told.filter((t) => t.kind === "delivered").map((t) => t.key)).toEqual(keys.slice(5))
  })

  it("of those that moved up holds them for seven days from then", () => {
    const { stage, resident, friend } = staged({ services: { mail: BUFFERED }, orders: { wall: wall([{ "in-effect": "2015-03-02" }]) } })
    const keys = Array.from({ length: 6 }, (_, i) => stage.send(friend, resident, HOUR + i * MIN))
    stage.until(20 * DAY)
    expect(Math.round((stage.last(keys[5]).atMs - 14 * DAY) / MIN)).toBe(60)
  })

  it("of a service without mailboxes takes five, and holds the others at the relay for ten minutes", () => {
    const { stage, resident, friend } = staged({ services: { mail: QUEUED }, orders: { wall: wall([{ "in-effect": "2015-03-02" }]) } })
    const keys = Array.from({ length: 8 }, (_, i) => stage.send(friend, resident, HOUR + i * 1000))
    stage.until(2 * HOUR)
    expect(keys.map((key) => stage.last(key).kind)).toEqual([...new Array(5).fill("waits"), ...new Array(3).fill("bounced")])
    const limit = stage.last(keys[7]).atMs - stage.told.find((t) => t.key === keys[7] && t.kind === "accepted")!.atMs
    expect(limit).toBeCloseTo(10 * MIN, 6)
  })

  it("counts each product for itself", () => {
    const { stage, resident, friend } = staged({ services: { mail: QUEUED, chat: QUEUED }, people: { ...PEOPLE, residents: { ...PEOPLE.residents, use: { mail: "100 %", chat: "100 %" } }, friends: { ...PEOPLE.friends, use: { mail: "100 %", chat: "100 %" } } }, orders: { wall: wall([{ "in-effect": "2015-03-02" }], { what: "data" }) } })
    const keys = Array.from({ length: 10 }, (_, i) => stage.send(friend, resident, HOUR + i * 1000, i % 2))
    stage.until(2 * HOUR)
    expect(keys.every((key) => stage.last(key).kind === "waits")).toBe(true)
  })

  it("expires what has waited too long where the service says so, and bounces it where not", () => {
    const fate = (then: Section) => {
      const { stage, resident, friend } = staged({ services: { mail: { ...QUEUED, waits: { "at-relay": "10 min", ...then } } }, orders: { wall: wall([{ "in-effect": "2015-03-02" }]) } })
      const key = stage.send(friend, resident, HOUR)
      stage.until(2 * HOUR)
      return stage.story(key)
    }
    expect(fate({ then: "expire" })).toEqual(["attempt", "passed", "accepted", "stored", "waits at device", "expired"])
    expect(fate({})).toEqual(["attempt", "passed", "accepted", "stored", "waits at device", "bounced"])
  })
})

describe("The queue before the mailbox", () => {
  const WORK = { ...MAIL, classes: { content: { kept: { PK: "premises", others: "london" }, keys: "customer" } }, waits: WAITS }
  it("holds for ten minutes at the relay, in order, what the recipient's server cannot take", () => {
    const { stage, resident, friend } = staged({ services: { mail: WORK }, orders: { wall: wall([{ "in-effect": "2015-03-02" }, { lifted: "2015-03-03" }]) } })
    const keys = [60, 18, 5, 4, 3].map((minute) => stage.send(friend, resident, DAY - minute * MIN))
    stage.until(2 * DAY)
    expect(keys.map((key) => stage.story(key).slice(2).join(", "))).toEqual([...new Array(2).fill("accepted, waits at relay, bounced"), ...new Array(3).fill("accepted, waits at relay, stored, delivered")])
    expect(stage.told.filter((t) => t.kind === "delivered").map((t) => t.key)).toEqual(keys.slice(2))
  })

  it("waits, refuses or violates, as the scenario chooses, where there is no legal place", () => {
    const fate = (choice: string) => {
      const { stage, resident, friend } = staged({ services: { mail: { ...MAIL, waits: { "at-relay": "1 day" } } }, choices: { "no-legal-place": choice }, events: { rule: firm("2015-03-02", { place: { what: "mail.content", of: { home: "PK" }, "not-in": ["PK", "GB", "AE"] } }) } })
      const key = stage.send(friend, resident, HOUR)
      stage.until(3 * DAY)
      return [stage.story(key).slice(3).join(), stage.told.find((t) => t.key === key && t.kind === "waits")?.reason]
    }
    expect(fate("wait")).toEqual(["waits at relay,bounced", "no-legal-place"])
    expect(fate("refuse")).toEqual(["bounced", undefined])
    expect(fate("violate-and-report")).toEqual(["stored,delivered", undefined])
  })
})

describe("A suspended person's mail", () => {
  it("stays and waits, and is delivered in order after he is restored", () => {
    const { stage, resident, friend } = staged({ services: { mail: { ...MAIL, waits: {} } }, events: { off: firm("2015-03-03", { suspend: { what: "mail", of: { home: "PK" } } }), on: firm("2015-03-06", { restore: { what: "mail", of: { home: "PK" } } }) } })
    const keys = [25, 26, 27].map((hour) => stage.send(friend, resident, hour * HOUR))
    const own = stage.send(resident, friend, 30 * HOUR)
    stage.until(4 * DAY - 1)
    expect(keys.map((key) => stage.story(key).at(-1))).toEqual(["waits at device", "waits at device", "waits at device"])
    expect(stage.last(own)).toMatchObject({ kind: "refused", reason: "account-suspended", act: "off/do/suspend" })
    stage.until(5 * DAY)
    expect(stage.told.filter((t) => t.kind === "delivered").map((t) => t.key)).toEqual(keys)
  })
})

describe("Mail to somebody who has left", () => {
  const exit = (what: ReadonlyArray<string>, more: Section = {}) => firm("2015-03-03", { exit: { what, of: { account: "PK" }, ...more } })
  it("bounces at once, also what waits then and what is on its way, and no copy of it stays", () => {
    const { stage, resident, friend } = staged({ services: { mail: { ...MAIL, waits: {} } }, orders: { wall: wall([{ "in-effect": "2015-03-02" }]) }, events: { leave: exit(["mail"]) } })
    const [waiting, after, under] = [stage.send(friend, resident, HOUR), stage.send(friend, resident, 25 * HOUR), stage.send(friend, resident, DAY - 20)]
    stage.until(2 * DAY)
    expect(stage.story(waiting)).toEqual(["attempt", "passed", "accepted", "stored", "waits at device", "bounced"])
    expect(stage.last(waiting).atMs).toBe(DAY)
    expect(stage.story(after)).toEqual(["attempt", "passed", "accepted", "bounced"])
    expect(stage.last(after)).toMatchObject({ act: "leave/do/exit" })
    expect(stage.story(under).at(-1)).toBe("bounced")
    stage.w.stock.flush()
    expect(stage.w.stock.select(() => true)).toEqual([])
  })

  it("tells a market that is left from a product that is withdrawn", () => {
    const reason = (what: ReadonlyArray<string>) => {
      const { stage, resident, friend } = staged({ services: { mail: MAIL, chat: MAIL }, events: { leave: exit(what) } })
      const key = stage.send(resident, friend, 25 * HOUR)
      stage.until(2 * DAY)
      return stage.last(key).reason
    }
    expect(reason(["mail"])).toBe("product-withdrawn")
    expect(reason(["mail", "chat"])).toBe("market-left")
  })
})

describe("Mail behind a leak", () => {
  const leaky = (timeline: ReadonlyArray<Section> = [{ "in-effect": "2015-03-02" }]) => wall(timeline, { leak: { share: "40 %", by: "attempt" } })

  it("tries again by itself, and comes in the order of each sender", () => {
    const { stage, resident, friend } = staged({ services: { mail: { ...MAIL, waits: {} } }, orders: { wall: leaky() } })
    const keys = Array.from({ length: 40 }, (_, i) => stage.send(friend + (i % 2), resident, HOUR + i * 7 * MIN))
    stage.until(15 * DAY)
    const delivered = stage.told.filter((t) => t.kind === "delivered").map((t) => keys.indexOf(t.key))
    expect(delivered).toHaveLength(40)
    for (const sender of [0, 1]) {
      const own = delivered.filter((i) => i % 2 === sender)
      expect(own).toEqual([...own].sort((a, b) => a - b))
    }
  })

  it("does not hold up what others write, whom nothing stops", () => {
    const { stage, resident, friend } = staged({ services: { mail: { ...MAIL, waits: {} } }, people: { ...PEOPLE, relatives: { ...PEOPLE.friends, home: "AE" } }, orders: { wall: wall([{ "in-effect": "2015-03-02" }], { of: { "other-end": { home: "GB" } } }) } })
    const stopped = stage.send(friend, resident, HOUR)
    const free = stage.send(firstOf(stage.plan, "relatives"), resident, 2 * HOUR)
    stage.until(3 * HOUR)
    expect(stage.last(stopped).kind).toBe("waits")
    expect(stage.last(free).kind).toBe("delivered")
  })
})

describe("Mail that waits while its copies are erased", () => {
  const people = { residents: { home: "PK", count: 2, use: { mail: "100 %" }, reach: { wifi: "100 %" } }, friends: { home: "GB", count: 1, use: { mail: "100 %" }, reach: { wifi: "100 %" } } }
  const staged = (erase: Section) => {
    const stage = new Stepped(planOf({ services: { mail: { ...MAIL, waits: {} } }, people, events: { off: firm("2015-03-02", { suspend: { of: { home: "PK" } } }), gone: firm("2015-03-04", { erase }), on: firm("2015-03-05", { restore: {} }) } }))
    return { stage, key: stage.send(firstOf(stage.plan, "friends"), 0, HOUR) }
  }

  it("is erased with them, and counted as that", () => {
    const { stage, key } = staged({ what: "mail", of: { home: "PK" } })
    stage.until(3.5 * DAY)
    expect(stage.last(key).kind).toBe("erased")
    const erased = (column: { get(row: number): number }) => Array.from({ length: stage.w.outcomes.rows.size }, (_, row) => column.get(row)).reduce((a, b) => a + b, 0)
    expect([erased(stage.w.outcomes.erased), erased(stage.w.outcomes.gotErased), stage.w.messages.live]).toEqual([1, 1, 0])
  })

  it("is erased with them where its account ends and is given back at the same instant, whether or not he can have it then", () => {
    for (const more of [{}, { off: firm("2015-03-02", { suspend: { of: { home: "PK" } } }) }]) {
      const wall = { by: "PK", kind: "network-block", does: [{ block: { what: "mail", at: "fixed" } }], timeline: [{ "in-effect": "2015-03-01" }, { lifted: "2015-03-04" }] }
      const stage = new Stepped(planOf({ services: { mail: { ...MAIL, waits: {} } }, people, orders: { wall }, events: { ...more, end: { by: "firm", when: "2015-03-04", do: [{ "shut-down": { old: "erased" } }, { restore: { of: { account: "PK" } } }] } } }))
      const key = stage.send(firstOf(stage.plan, "friends"), 0, HOUR)
      stage.until(5 * DAY)
      expect([stage.last(key).kind, stage.w.messages.live]).toEqual(["erased", 0])
    }
  })

  it("is delivered after a restoration where others' copies, or those elsewhere, were erased", () => {
    for (const erase of [{ what: "mail", of: { home: "GB" } }, { what: "mail", of: { home: "PK" }, in: "PK" }]) {
      const { stage, key } = staged(erase)
      stage.until(5 * DAY)
      expect(stage.last(key).kind).toBe("delivered")
    }
  })
})
