import { describe, expect, it } from "vitest"
import { DAY, HOUR, inEffect, MAIL, type Parts, planOf, type Section, Stepped, sumOf } from "./smallWorld.ts"

const PEOPLE = { home: "PK", count: 200, use: { mail: "100 %" }, reach: { "local-sim": "100 %" } }
const SERVICES = { mail: { ...MAIL, options: { secret: { changes: { "content.keys": "user" } } } }, chat: MAIL }
const event = (when: string, ...acts: ReadonlyArray<Section>) => ({ event: { by: "firm", when, do: acts } })
const shift = (body: Section) => event("2015-03-03", { shift: { people: "residents", share: "100 %", ...body } })
const staged = (events: Section, residents: Section = {}, more: Parts = {}) => new Stepped(planOf({ until: "2015-03-16", services: SERVICES, people: { residents: { ...PEOPLE, ...residents } }, events, ...more }))
const modes = (stage: Stepped) => count(stage.each((p) => stage.w.situations.line(stage.w.persons.situation(p)).mode))
function count(words: ReadonlyArray<string>): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const word of words) sums[word] = (sums[word] ?? 0) + 1
  return sums
}
const users = (stage: Stepped, product: number) => stage.each((p) => stage.w.persons.uses(p)).filter((bits) => (bits & (1 << product)) !== 0).length
const owners = (stage: Stepped, option = "secret") => stage.each((p) => stage.w.persons.group(p)).filter((g) => stage.plan.groups.rows[g].options.includes(option)).length

describe("A shift of reach", () => {
  it("moves a share of people, each at his own instant, evenly over the time", () => {
    const stage = staged(shift({ habit: "reach", to: "wifi", share: "60 %", over: "4 days" }))
    const wifi = (ms: number) => modes(stage.until(ms)).wifi ?? 0
    const steps = [1, 2, 3, 4, 5].map((day) => wifi(day * DAY + 1))
    expect(steps).toEqual([0, 30, 60, 90, 120])
    expect(wifi(12 * DAY)).toBe(120)
  })

  it("takes the same people first when its share is larger", () => {
    const taken = (share: string) => {
      const stage = staged(shift({ habit: "reach", to: "wifi", share })).until(3 * DAY)
      return stage.each((p) => stage.w.situations.line(stage.w.persons.situation(p)).mode)
    }
    const [some, more] = [taken("20 %"), taken("21 %")]
    expect(some.filter((mode) => mode === "wifi")).toHaveLength(40)
    expect(more.filter((mode) => mode === "wifi")).toHaveLength(42)
    some.forEach((mode, p) => mode !== "wifi" || expect(more[p]).toBe("wifi"))
  })

  it("takes its share of those who have the habit that it starts from", () => {
    const stage = staged(shift({ habit: "reach", from: "wifi", to: "satellite", exit: "AE", share: "50 %" }), { reach: { wifi: "30 %", "local-sim": "70 %" } }).until(2 * DAY)
    expect(modes(stage)).toEqual({ satellite: 30, wifi: 30, "local-sim": 140 })
  })

  it("takes only those who have the habit that it starts from", () => {
    const stage = staged(shift({ habit: "reach", from: "wifi", to: "satellite", exit: "AE" }), { reach: { wifi: "30 %", "local-sim": "70 %" } }).until(2 * DAY)
    expect(modes(stage)).toEqual({ satellite: 60, "local-sim": 140 })
  })

  it("outlasts a trip", () => {
    const stage = staged(shift({ habit: "reach", to: "wifi" }), { trips: [{ to: "GB", from: "2015-03-05", until: "2015-03-06" }] })
    expect(modes(stage.until(2 * DAY))).toEqual({ wifi: 200 })
    expect(modes(stage.until(10 * DAY))).toEqual({ wifi: 200 })
  })

  it("reaches those who are away when it comes, once they are home", () => {
    const stage = staged(shift({ habit: "reach", to: "wifi" }), { trips: [{ to: "GB", from: "2015-03-02", until: "2015-03-06", reach: { "home-routed": "100 %" } }] })
    expect(modes(stage.until(2 * DAY))).toEqual({ "home-routed": 200 })
    expect(modes(stage.until(10 * DAY))).toEqual({ wifi: 200 })
  })
})

describe("A shift of VPN", () => {
  const exits = (stage: Stepped) => count(stage.each((p) => stage.w.situations.line(stage.w.persons.situation(p)).vpn ?? "none"))
  it("switches it on, with the exit stated, and off", () => {
    expect(exits(staged(shift({ habit: "vpn", to: "yes", exit: "GB" })).until(2 * DAY))).toEqual({ GB: 200 })
    expect(exits(staged(shift({ habit: "vpn", to: "yes" }), { vpn: { share: "10 %", exit: "AE" } }).until(2 * DAY))).toEqual({ AE: 200 })
    expect(exits(staged(shift({ habit: "vpn", to: "no" }), { vpn: { share: "50 %", exit: "AE" } }).until(2 * DAY))).toEqual({ none: 200 })
  })

  it("brings through what waited behind a wall", () => {
    const wall = { orders: { wall: inEffect("PK", "2015-03-02", [{ block: { what: "mail", at: "national-internet" } }]) }, people: { residents: { ...PEOPLE, count: 2 }, friends: { ...PEOPLE, home: "GB", count: 1 } } }
    const stage = staged(shift({ habit: "vpn", to: "yes", exit: "GB" }), {}, wall)
    const key = stage.send(2, 0, HOUR)
    stage.until(DAY)
    expect(stage.last(key).kind).toBe("waits")
    expect(stage.until(2 * DAY).last(key)).toMatchObject({ kind: "delivered" })
  })
})

describe("A shift of use", () => {
  const WRITES = { writes: { "per-day": { mail: 10 } } }
  it("takes what would have been written by the one service to the other", () => {
    const stage = staged(shift({ habit: "use", from: "mail", to: "chat", share: "100 %" }), WRITES)
    const record = stage.finish()
    const of = (service: string, test: (atMs: number) => boolean) => stage.told.filter((t) => t.kind === "attempt" && stage.plan.products[t.product].name === service && test(t.atMs)).length
    expect(of("chat", (ms) => ms < DAY)).toBe(0)
    expect(of("mail", (ms) => ms > DAY)).toBe(0)
    expect(of("chat", (ms) => ms > DAY)).toBeGreaterThan(20_000)
    expect(record.newPeople.filter((n) => n.service === "chat").reduce((sum, n) => sum + n.people, 0)).toBe(200)
  })

  it("to a service that is closed to new people leaves attempts that are refused as not installable", () => {
    const closed = event("2015-03-02", { "close-to-new": { what: "chat" } })
    const stage = staged({ ...closed, later: shift({ habit: "use", from: "mail", to: "chat" }).event }, { ...WRITES, count: 20 })
    const record = stage.finish()
    const refused = (reason: string) => sumOf(record, (row) => row.refused.filter((r) => r.reason === reason).reduce((sum, r) => sum + r.messages, 0))
    expect(refused("not-installable")).toBeGreaterThan(1000)
    expect(record.newPeople).toEqual([])
  })
})

describe("A shift of options", () => {
  it("switches an option on and off", () => {
    expect(owners(staged(shift({ habit: "options", to: "secret", share: "100 %" })).until(2 * DAY))).toBe(200)
    expect(owners(staged(shift({ habit: "options", from: "secret", to: "no" }), { options: { secret: "50 %" } }).until(2 * DAY))).toBe(0)
  })

  it("of a closed option switches nothing on", () => {
    const stage = staged({ ...event("2015-03-02", { "close-to-new": { what: "mail.secret" } }), later: shift({ habit: "options", to: "secret" }).event }, { options: { secret: "50 %" } })
    expect(owners(stage.until(3 * DAY))).toBe(100)
  })
})

describe("A shift of presence", () => {
  const where = (stage: Stepped) => count(stage.each((p) => stage.plan.places[stage.w.persons.place(p)].code))
  it("takes people elsewhere, and only from where it says", () => {
    expect(where(staged(shift({ habit: "presence", to: "AE", share: "100 %" })).until(2 * DAY))).toEqual({ AE: 200 })
    expect(where(staged(shift({ habit: "presence", from: "GB", to: "AE" })).until(2 * DAY))).toEqual({ PK: 200 })
  })

  it("outlasts a trip's return", () => {
    const stage = staged(shift({ habit: "presence", to: "AE" }), { trips: [{ to: "GB", from: "2015-03-02", until: "2015-03-05" }] })
    expect(where(stage.until(8 * DAY))).toEqual({ AE: 200 })
  })
})

describe("A question", () => {
  const ask = (body: Section, residents: Section = {}) => {
    const order = inEffect("PK", "2015-03-04", [{ ask: { of: { home: "PK" }, for: "secret", ...body } }], { kind: "trust-injection" })
    return staged({}, residents, { orders: { order } })
  }
  it("gives the option to those who accept", () => {
    expect(owners(ask({ default: "refuses" }, { accepts: "30 %" }).until(3 * DAY))).toBe(60)
    expect(owners(ask({ default: "refuses" }, { accepts: { secret: "30 %" } }).until(3 * DAY))).toBe(60)
    expect(owners(ask({ default: "refuses" }, { accepts: { other: "30 %" } }).until(3 * DAY))).toBe(0)
    expect(owners(ask({ default: "accepts" }).until(3 * DAY))).toBe(200)
    expect(owners(ask({ default: "accepts" }).until(1.9 * DAY))).toBe(0)
  })

  it("suspends those who do not answer, where it says so", () => {
    const stage = ask({ default: "suspended" }, { accepts: { secret: "50 %" } }).until(3 * DAY)
    const suspended = stage.each((p) => stage.w.persons.situation(p)).filter((s) => stage.w.verdicts.account(s, 0)?.reason === "account-suspended").length
    expect(suspended).toBe(100)
  })

  it("that is open until a day suspends from that day's end on, and takes the silent to accept then, not before", () => {
    const out = (stage: Stepped) => stage.each((p) => stage.w.persons.situation(p)).filter((s) => stage.w.verdicts.account(s, 0)?.reason === "account-suspended").length
    const stage = ask({ default: "suspended", until: "2015-03-05" }, { accepts: { secret: "50 %" } })
    expect([out(stage.until(3.9 * DAY)), owners(stage), out(stage.until(4.1 * DAY))]).toEqual([0, 100, 100])
    const accepts = ask({ default: "accepts", until: "2015-03-05" })
    expect([owners(accepts.until(3.9 * DAY)), owners(accepts.until(4.1 * DAY))]).toEqual([0, 200])
    expect(out(ask({ default: "suspended", until: "never" }).until(6 * DAY))).toBe(0)
  })
})

describe("Taking up", () => {
  it("happens at its rate among those without: after t days all but exp(-rate t) have it", () => {
    const stage = staged({}, { use: { mail: "100 %", chat: "20 %" }, "takes-up": { chat: "10 % per day" } }).until(10 * DAY)
    const mean = 40 + 160 * (1 - Math.exp(-1))
    // Standard deviation 6; a false alarm under 1 in 10,000.
    expect(Math.abs(users(stage, 1) - mean)).toBeLessThan(25)
  })

  it("of an option switches it on", () => {
    expect(owners(staged({}, { "takes-up": { secret: "100 % per day" } }).until(12 * DAY))).toBe(200)
  })

  it("ends where a service is closed to new people; the installed base goes on", () => {
    const closed = (body: Section) => staged(event("2015-03-07", { "close-to-new": { what: "chat", ...body } }), { use: { mail: "100 %", chat: "20 %" }, "takes-up": { chat: "20 % per day" } })
    const stage = closed({})
    const before = users(stage.until(5 * DAY), 1)
    expect(before).toBeGreaterThan(100)
    expect(users(stage.until(13 * DAY), 1)).toBe(before)
    expect(users(closed({ of: { store: "GB" } }).until(13 * DAY), 1)).toBeGreaterThan(before)
    expect(users(closed({ of: { store: "PK" } }).until(13 * DAY), 1)).toBe(before)
  })

  it("of new people is counted, by slot", () => {
    const record = staged({}, { use: { mail: "100 %", chat: "0 %" }, "takes-up": { chat: "10 % per day" } }, { marks: ["2015-03-05"] }).finish()
    const people = record.newPeople.reduce((sum, n) => sum + n.people, 0)
    expect(people).toBeGreaterThan(100)
    expect(new Set(record.newPeople.map((n) => n.slot))).toEqual(new Set([0, 1]))
  })
})
