import { describe, expect, it } from "vitest"
import type { CopyKind } from "../../src/world/record.ts"
import { DAY, HOUR, inEffect, MAIL, type Parts, planOf, type Section, Stepped, sumOf } from "./smallWorld.ts"

/** Mail of London with a replica in Dubai and a backup in Karachi, over lines on which a move takes a while. */
const SITES = {
  london: { country: "GB", operator: "firm", roles: ["relay", "mailbox", "log", "keys"], capacity: "8 kbit/s" },
  karachi: { country: "PK", operator: "firm", roles: ["mailbox", "backup", "index"], capacity: "8 kbit/s" },
  dubai: { country: "AE", operator: "firm", roles: ["relay", "mailbox", "backup"], capacity: "8 kbit/s" },
  premises: { country: "GB", operator: "customer", roles: ["mailbox", "keys"] }
}
const CONTENT = { kept: "london", keys: "provider", copies: { backup: "karachi" } }
const service = (content: Section, more: Section = {}) => ({ mail: { ...MAIL, relay: "dubai", classes: { content }, ...more } })
/** Three who write ten messages a day each. */
const PEOPLE = { residents: { home: "PK", count: 3, use: { mail: "100 %" }, reach: { wifi: "100 %" }, writes: { "per-day": 10 } } }
const fails = (...faults: ReadonlyArray<Section>) => ({ ...SITES, london: { ...SITES.london, fails: faults } })
const wiped = { what: "wiped", from: "2015-03-03 12:00 UTC", until: "2015-03-04 12:00 UTC" }
const staged = (parts: Parts) => new Stepped(planOf({ services: service(CONTENT), people: PEOPLE, sites: fails(wiped), ...parts }))
/** The run begins at midnight in Karachi. */
const WIPED = 41 * HOUR
const site = (stage: Stepped, name: string) => stage.plan.sites.findIndex((s) => s.name === name)
const lying = (stage: Stepped, name: string, kind: CopyKind = "primary") => {
  const { stock } = stage.w
  let copies = 0
  for (let row = 0; row < stock.rows.size; row++) if (stock.siteOf(row) === site(stage, name) && stock.kindOf(row) === kind) copies += stock.counts.get(row)
  return copies
}
const missing = (stage: Stepped) => stage.w.restores.gone.save().reduce((sum, n) => sum + n, 0)
const told = (stage: Stepped) => stage.w.restores.losses.map((loss) => [stage.plan.sites[loss.site].name, loss.copies])

describe("A wiped site", () => {
  it("is down, holds nothing, and has its mail again from the backup once it runs, at the sites' capacity", () => {
    const stage = staged({}).until(WIPED + HOUR)
    const held = missing(stage)
    expect([lying(stage, "london"), held > 20, lying(stage, "karachi", "backup") >= held]).toEqual([0, true, true])
    stage.until(WIPED + 23 * HOUR)
    expect([lying(stage, "london"), missing(stage), stage.w.stock.moves]).toEqual([0, held, []])
    stage.until(WIPED + DAY + HOUR)
    const [move] = stage.w.stock.moves
    expect([missing(stage), move.copies, move.fromSite, move.toSite, move.cause]).toEqual([0, held, site(stage, "karachi"), site(stage, "london"), -1])
    // 20 kB each over 8 kbit/s.
    expect(move.endMs! - move.startMs).toBeCloseTo(held * 20_000, 3)
    expect(stage.finish().moves[0].restores).toBe(true)
    expect([lying(stage, "london") >= held, told(stage)]).toEqual([true, []])
  })

  it("loses mail of which there is no other copy: told by site, and gone for who still waited for it", () => {
    const orders = { shut: inEffect("PK", "2015-03-02", [{ block: { what: "mail", at: "fixed", match: "name" } }]) }
    const friends = { home: "GB", count: 2, use: { mail: "100 %" }, reach: { wifi: "100 %" } }
    const stage = staged({ orders, services: service({ kept: "london", keys: "provider" }, { waits: { "at-relay": "5 days" } }), people: { ...PEOPLE, friends } }).until(HOUR)
    const [writer, reader] = ["friends", "residents"].map((name) => stage.plan.cohorts.find((c) => c.name === name)!.first)
    const key = stage.send(writer, reader, 2 * HOUR)
    stage.until(WIPED - HOUR)
    expect(stage.story(key).at(-1)).toBe("waits at device")
    const record = stage.finish()
    expect(stage.story(key).at(-1)).toBe("erased")
    expect(record.losses.map((row) => [row.site, row.class, row.kind, row.copies])).toEqual([["london", "content", "primary", 1]])
    expect([sumOf(record, (row) => row.erased), missing(stage)]).toEqual([1, 0])
  })

  it("has its mail made again where an act has placed it meanwhile, before it runs", () => {
    const events = { home: { by: "firm", when: "2015-03-03 18:00 UTC", do: [{ place: { what: "mail", in: "AE", copies: "primary", old: "stays" } }] } }
    const stage = staged({ events }).until(WIPED + 23 * HOUR)
    expect([lying(stage, "london"), missing(stage), lying(stage, "dubai") > 20]).toEqual([0, 0, true])
  })

  it("has what a duty had kept there made again where a rule has it, once its time for that is over", () => {
    const sites = { ...SITES, karachi: { ...SITES.karachi, fails: [wiped] } }
    const hold = { by: "firm", when: "2015-03-02", do: [{ keep: { what: "mail.content", in: "PK", for: "1 day" } }] }
    const rule = { by: "firm", when: "2015-03-03 18:00 UTC", do: [{ place: { what: "mail.content", in: ["GB", "AE"], old: "moves" } }] }
    const services = service({ kept: "london", keys: "provider", for: "5 days" })
    const stage = staged({ sites, services, events: { hold, rule } }).until(WIPED + DAY + HOUR)
    // What was written on the first day is held no more as the site runs again, what was on the second is until the third ends.
    const days = (name: string) => stage.w.stock.select((at, _owner, _cls, kind) => at === site(stage, name) && kind === "backup").map((row) => stage.w.stock.dayOfRow(row))
    expect([days("karachi"), days("london"), missing(stage)]).toEqual([[1], [0], 0])
  })

  it("gets back nothing of what an act has erased meanwhile, nor of what is too old by then", () => {
    const gone = { by: "firm", when: "2015-03-03 18:00 UTC", do: [{ erase: { what: "mail.content", in: "GB" } }] }
    const erased = staged({ events: { gone } }).until(WIPED + 26 * HOUR)
    expect([missing(erased), erased.w.stock.moves, told(erased)]).toEqual([0, [], []])
    const short = staged({ services: service({ ...CONTENT, for: "1 day" }) }).until(WIPED + DAY + HOUR)
    const before = short.w.stock.moves.reduce((sum, move) => sum + move.copies, 0)
    const whole = staged({}).until(WIPED + DAY + HOUR).w.stock.moves.reduce((sum, move) => sum + move.copies, 0)
    expect([before < whole, told(short)]).toEqual([true, []])
  })

  it("that is the backup gets its copies from the first ones; what a wipe breaks off under way has not arrived", () => {
    const sites = { ...SITES, karachi: { ...SITES.karachi, fails: [wiped] } }
    const stage = staged({ sites }).until(WIPED + HOUR)
    const held = missing(stage)
    stage.until(WIPED + 3 * DAY)
    expect([held > 20, missing(stage), lying(stage, "karachi", "backup") >= held, lying(stage, "london") >= held]).toEqual([true, 0, true, true])
    const twice = { ...SITES, london: { ...SITES.london, fails: [wiped, { what: "wiped", from: "2015-03-04 12:02 UTC", until: "2015-03-05" }] } }
    const again = staged({ sites: twice }).until(WIPED + DAY + 3 * HOUR)
    expect(again.w.stock.moves.map((move) => [move.copies, move.endMs === undefined])).toEqual([[0, false]])
    again.until(5 * DAY)
    expect([missing(again), again.w.stock.moves[1].copies >= held, told(again)]).toEqual([0, true, []])
  })

  it("that loses more while its copies are being made again gets that after them", () => {
    const sites = { ...fails(wiped, { what: "restored", from: "2015-03-04 14:00 UTC" }), karachi: { ...SITES.karachi, capacity: "400 bit/s" } }
    const stage = staged({ sites }).until(WIPED + DAY + 3 * HOUR)
    const [move] = stage.w.stock.moves
    expect([stage.w.stock.moves.length, missing(stage) > move.copies]).toEqual([1, true])
    stage.until(WIPED + 2 * DAY)
    expect([stage.w.stock.moves.length, missing(stage), told(stage)]).toEqual([2, 0, []])
  })

  it("that is a relay loses what waits at it, but for what a customer's own server sent", () => {
    const sites = { ...SITES, london: { ...SITES.london, fails: [{ what: "down", from: "2015-03-03", until: "2015-03-04" }] }, dubai: { ...SITES.dubai, fails: [{ ...wiped, until: "2015-03-03 13:00 UTC" }] } }
    const kept = { GB: "premises", others: "london" }
    const services = service({ kept, keys: "provider" }, { waits: { "at-relay": "5 days" } })
    const stage = new Stepped(planOf({ sites, services, people: { residents: { home: "PK", count: 2, use: { mail: "100 %" }, reach: { wifi: "100 %" } }, staff: { home: "GB", count: 1, use: { mail: "100 %" }, reach: { wifi: "100 %" } } } })).until(DAY + HOUR)
    const [resident, staff] = [0, 2]
    const lost = stage.send(resident, 1, 34 * HOUR)
    const spared = stage.send(staff, 1, 34 * HOUR)
    stage.until(WIPED - HOUR)
    expect([lost, spared].map((key) => stage.story(key).at(-1))).toEqual(["waits at relay", "waits at relay"])
    const record = stage.finish()
    expect([lost, spared].map((key) => stage.story(key).at(-1))).toEqual(["erased", "delivered"])
    expect(record.losses.map((row) => [row.site, row.kind, row.copies])).toEqual([["dubai", "queue", 1]])
  })
})

describe("A site that is set back to its backup", () => {
  it("has its first copies made anew from there, and loses what only it had", () => {
    const restored = { what: "restored", from: "2015-03-03 12:00 UTC" }
    const stage = staged({ sites: fails(restored) }).until(WIPED + HOUR)
    const [move] = stage.w.stock.moves
    expect([stage.w.stock.moves.length, move.fromSite, move.toSite, missing(stage) + lying(stage, "london") > 20]).toEqual([1, site(stage, "karachi"), site(stage, "london"), true])
    stage.finish()
    expect([missing(stage), told(stage)]).toEqual([0, []])
    const gone = { by: "firm", when: "2015-03-03 06:00 UTC", do: [{ erase: { what: "mail.content", in: "PK" } }] }
    const less = staged({ sites: fails(restored), events: { gone } }).until(WIPED + 2 * HOUR)
    expect(told(less).map(([name, copies]) => [name, Number(copies) > 0])).toEqual([["london", true]])
  })

  it("has all of it made again where some is made of a backup that lacks what came while it was down, and the rest of a replica", () => {
    const sites = { london: { ...SITES.london, capacity: undefined, fails: [{ what: "restored", from: "2015-03-03 12:00 UTC" }] }, karachi: { ...SITES.karachi, capacity: undefined, fails: [{ what: "down", from: "2015-03-02", until: "2015-03-02 12:00 UTC" }] }, dubai: SITES.dubai }
    const one = (home: string, count: number) => ({ home, count, use: { mail: "100 %" }, reach: { wifi: "100 %" } })
    const people = { reader: one("PK", 1), first: one("GB", 1), second: one("AE", 1), third: one("PK", 1) }
    const stage = staged({ sites, people, services: service({ kept: "london", keys: "provider", copies: { replica: "london", backup: "karachi" } }) })
    // Karachi has none of the first and the third one's, and half of the second one's.
    for (const [writer, hour] of [[1, 6], [2, 7], [3, 8], [2, 26]]) stage.send(writer, 0, hour * HOUR)
    stage.until(WIPED + HOUR)
    expect([lying(stage, "karachi", "backup"), lying(stage, "london"), missing(stage), told(stage)]).toEqual([1, 4, 0, []])
  })
})

describe("A site whose clock is wrong", () => {
  const clock = (off: string) => fails({ what: "clock", off, from: "2015-03-02", until: "2015-03-08" })
  const at = (parts: Parts) => lying(new Stepped(planOf({ services: service({ kept: "london", keys: "provider", for: "2 days" }), people: PEOPLE, ...parts }, 1, 0, [0, DAY, 2 * DAY, 3 * DAY, 4 * DAY, 5 * DAY, 7 * DAY])).until(4 * DAY + HOUR), "london")

  it("deletes by its own clock, and keeps what a duty says for its true time", () => {
    const right = at({ sites: SITES })
    expect([at({ sites: clock("1 day") }) < right, at({ sites: clock("-1 day") }) > right]).toEqual([true, true])
    const keep = { by: "firm", when: "2015-03-02", do: [{ keep: { what: "mail.content", in: "PK", for: "3 days" } }] }
    const karachi = (off: string) => ({ ...SITES, karachi: { ...SITES.karachi, fails: [{ what: "clock", off, from: "2015-03-02", until: "2015-03-08" }] } })
    const kept = (sites: Section) => {
      const stage = new Stepped(planOf({ services: service({ kept: "london", keys: "provider", for: "1 day" }), people: PEOPLE, sites, events: { keep } }, 1, 0, [0, DAY, 2 * DAY, 3 * DAY, 4 * DAY, 7 * DAY])).until(4 * DAY + HOUR)
      return lying(stage, "karachi", "backup")
    }
    expect([kept(SITES) > 0, kept(karachi("3 days")) === kept(SITES)]).toEqual([true, true])
  })

  it("erases by an act's limit on true time", () => {
    const limit = { by: "firm", when: "2015-03-02", do: [{ erase: { what: "mail.content", in: "GB", for: "2 days" } }] }
    const services = service({ kept: "london", keys: "provider" })
    expect([at({ sites: clock("-1 day"), services, events: { limit } }), at({ sites: clock("1 day"), services, events: { limit } })]).toEqual([at({ sites: SITES, services, events: { limit } }), at({ sites: SITES, services, events: { limit } })])
  })
})
