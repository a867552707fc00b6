import { describe, expect, it } from "vitest"
import { DAY, HOUR, MAIL, type Parts, planOf, type Section, Stepped } from "./smallWorld.ts"

const KEPT = { classes: { content: { kept: "london", keys: "provider" } } }
const PEOPLE = { residents: { home: "PK", count: 2, use: { mail: "100 %" }, reach: { wifi: "100 %" } }, guests: { home: "GB", count: 2, use: { mail: "100 %" }, reach: { wifi: "100 %" } } }
const firm = (when: string, ...acts: ReadonlyArray<Section>) => ({ by: "firm", when, do: acts })
const staged = (parts: Parts) => new Stepped(planOf({ until: "2015-03-20", services: { mail: { ...MAIL, ...KEPT } }, people: PEOPLE, ...parts }))

/** So many messages from one resident to the other, and from guest to guest, a minute apart from an hour on. */
function mailed(stage: Stepped, count: number, fromMs = HOUR): Stepped {
  for (let i = 0; i < count; i++) for (const person of [0, 2]) stage.send(person, person + 1, fromMs + i * 60_000)
  return stage
}

/** "owner site class kind" to copies. */
function lies(stage: Stepped, atMs: number): Record<string, number> {
  stage.until(atMs)
  stage.w.stock.flush()
  const { rows, counts } = stage.w.stock
  const found: Record<string, number> = {}
  for (let row = 0; row < rows.size; row++) {
    if (counts.get(row) === 0) continue
    const key = [stage.plan.groups.rows[rows.key(row, 1)].cohort, stage.plan.sites[rows.key(row, 0)].name, stage.plan.classes[rows.key(row, 3)].name, ["primary", "replica", "backup", "index", "log", "cache"][rows.key(row, 4)]].join(" ")
    found[key] = (found[key] ?? 0) + counts.get(row)
  }
  return found
}

describe("A message's copies", () => {
  it("lie where each kind of each class belongs, by the recipient's account region", () => {
    const services = { mail: { ...MAIL, classes: { content: { kept: { PK: "karachi", others: "london" }, copies: { backup: "dubai", index: { GB: "london", others: "none" } }, keys: "provider" }, metadata: { kept: "london", keys: "nobody" }, call: { kept: "none", keys: "user" } } } }
    expect(lies(mailed(staged({ services }), 3), DAY)).toEqual({
      "residents karachi content primary": 3,
      "residents dubai content backup": 3,
      "residents london metadata primary": 3,
      "guests london content primary": 3,
      "guests dubai content backup": 3,
      "guests london content index": 3,
      "guests london metadata primary": 3
    })
  })

  it("of a class withdrawn come to be no more", () => {
    const services = { mail: { ...MAIL, classes: { content: { kept: "london", keys: "provider" }, backup: { kept: "dubai", keys: "user" } } } }
    const stage = mailed(mailed(staged({ services, events: { off: firm("2015-03-03", { withdraw: { what: "mail.backup", of: { home: "PK" } } }) } }), 2), 2, 25 * HOUR)
    expect(lies(stage, 2 * DAY)).toMatchObject({ "residents dubai backup primary": 2, "guests dubai backup primary": 4, "residents london content primary": 4 })
  })
})

describe("A move", () => {
  const sites = (capacity?: unknown) => ({ london: { country: "GB", operator: "firm", roles: ["relay", "mailbox"], ...(capacity === undefined ? {} : { capacity }) }, karachi: { country: "PK", operator: "firm", roles: ["mailbox"] } })
  const move = (old: string, more: Section = {}) => ({ move: firm("2015-03-03", { place: { what: "mail.content", of: { account: "PK" }, in: "PK", old, ...more } }) })

  it("without a limit of capacity is done at once, with start and end; others' copies stay", () => {
    const stage = mailed(staged({ sites: sites(), events: move("moves") }), 10)
    expect(lies(stage, DAY - 1)).toEqual({ "residents london content primary": 10, "guests london content primary": 10 })
    expect(lies(stage, DAY + 1)).toEqual({ "residents karachi content primary": 10, "guests london content primary": 10 })
    expect(stage.finish().moves).toMatchObject([{ fromSite: "london", toSite: "karachi", copies: 10, startMs: DAY, endMs: DAY }])
  })

  it("takes the time that its bytes take at the sites' capacity; until its end the copies are where they were, at no instant nowhere (R10)", () => {
    // Ten messages of 20 kB: 1.6 Mbit at 100 bit/s.
    const stage = mailed(staged({ sites: sites("100 bit/s"), events: move("moves") }), 10)
    const tookMs = (1_600_000 / 100) * 1000
    expect(lies(stage, DAY + tookMs - 1)).toMatchObject({ "residents london content primary": 10 })
    expect(lies(stage, DAY + tookMs + 1)).toEqual({ "residents karachi content primary": 10, "guests london content primary": 10 })
    expect(stage.finish().moves).toMatchObject([{ startMs: DAY, endMs: DAY + tookMs }])
  })

  it("begun while another goes over the same link waits for its turn: they share the capacity", () => {
    const events = { first: firm("2015-03-03", { place: { what: "mail.content", of: { account: "PK" }, in: "PK", old: "moves" } }), second: firm("2015-03-03 01:00", { place: { what: "mail.content", of: { account: "GB" }, in: "PK", old: "moves" } }) }
    const stage = mailed(staged({ sites: sites("100 bit/s"), events }), 10)
    const tookMs = (1_600_000 / 100) * 1000
    expect(stage.finish().moves).toMatchObject([{ startMs: DAY, endMs: DAY + tookMs }, { startMs: DAY + HOUR, endMs: DAY + 2 * tookMs }])
  })

  it("stands still while one of its ends is down or cut off, each instant once: faults that overlap make it late by what they take together", () => {
    // Ten messages take 16 000 s; the site is down for ten days in all, the other end cut off for the last six of them and two more.
    const fails = [{ from: "2015-03-03 01:00", until: "2015-03-08 01:00" }, { from: "2015-03-05 01:00", until: "2015-03-13 01:00" }, { from: "2015-03-06 01:00", until: "2015-03-07 01:00", what: "unreachable" }]
    const { london, karachi } = sites("100 bit/s")
    const late = { london: { ...london, fails: [{ from: "2015-03-07 01:00 UTC", until: "2015-03-15 01:00 UTC", what: "unreachable" }] }, karachi: { ...karachi, fails: fails.map((fault) => ({ ...fault, from: `${fault.from} UTC`, until: `${fault.until} UTC` })) } }
    const events = { move: firm("2015-03-03 00:00 UTC", { place: { what: "mail.content", of: { account: "PK" }, in: "PK", old: "moves" } }) }
    const [move] = mailed(staged({ sites: late, events }), 10).finish().moves
    expect((move.endMs! - move.startMs) / HOUR).toBeCloseTo(16_000 / 3600 + 12 * 24, 6)
  })

  it("not done by the end of the run has no end", () => {
    const stage = mailed(staged({ sites: sites("1 bit/s"), events: move("moves") }), 10)
    expect(stage.finish().moves).toMatchObject([{ endMs: undefined, copies: 10 }])
  })

  it("leaves old copies where they are, or erases them, where the act says so; new ones go to the new place", () => {
    expect(lies(mailed(mailed(staged({ sites: sites(), events: move("stays") }), 2), 3, 25 * HOUR), 2 * DAY)).toMatchObject({ "residents london content primary": 2, "residents karachi content primary": 3 })
    expect(lies(mailed(mailed(staged({ sites: sites(), events: move("erased") }), 2), 3, 25 * HOUR), 2 * DAY)).toEqual({ "residents karachi content primary": 3, "guests london content primary": 5 })
  })

  it("to where a later rule forbids is rolled back, and goes where it may", () => {
    const three = { ...sites("100 bit/s"), dubai: { country: "AE", operator: "firm", roles: ["mailbox"] } }
    const not = { not: firm("2015-03-03 02:00", { place: { what: "mail.content", of: { account: "PK" }, in: "AE", old: "moves" } }) }
    const stage = mailed(staged({ sites: three, events: { first: firm("2015-03-03", { place: { what: "mail.content", of: { account: "PK" }, "not-in": "GB", old: "moves" } }), ...not } }), 10)
    expect(lies(stage, 3 * DAY)).toEqual({ "residents dubai content primary": 10, "guests london content primary": 10 })
    expect(stage.finish().moves.map((m) => [m.toSite, m.copies])).toEqual([["karachi", 0], ["dubai", 10]])
  })

  it("that cannot be made yet, for the new place does not run, erases old copies all the same where the act says so; a move is made once it runs", () => {
    const down = { karachi: { country: "PK", operator: "firm", roles: ["mailbox"], fails: [{ from: "2015-03-02", until: "2015-03-12" }] } }
    const at = (old: string) => lies(mailed(staged({ sites: { ...sites(), ...down }, events: move(old) }), 4), 2 * DAY)
    expect(at("erased")).toEqual({ "guests london content primary": 4 })
    expect(at("moves")).toEqual({ "residents london content primary": 4, "guests london content primary": 4 })
    expect(lies(mailed(staged({ sites: { ...sites(), ...down }, events: move("moves") }), 4), 12 * DAY)).toEqual({ "residents karachi content primary": 4, "guests london content primary": 4 })
  })

  it("takes what lies where a rule forbids it to any lawful place, while the stated one is down; new mail waits for that (R13)", () => {
    const three = { london: { ...sites().london, fails: [{ from: "2015-03-05", until: "2015-03-09" }] }, karachi: sites().karachi, dubai: { country: "AE", operator: "firm", roles: ["relay", "mailbox"] } }
    const events = { away: { ...move("moves").move, until: "2015-03-05" }, back: firm("2015-03-06", { place: { what: "mail.content", of: { account: "PK" }, "not-in": "PK", old: "moves" } }) }
    const stage = staged({ sites: three, events, services: { mail: { ...MAIL, ...KEPT, relay: "dubai" } } })
    mailed(stage, 4)
    stage.send(0, 1, 7.5 * DAY)
    expect(lies(stage, 3 * DAY)).toMatchObject({ "residents karachi content primary": 4 })
    expect(lies(stage, 6 * DAY)["residents dubai content primary"]).toBe(4)
    expect(lies(stage, 9 * DAY)).toMatchObject({ "residents dubai content primary": 4, "residents london content primary": 1 })
  })

  it("under way is not begun anew by a second act for the same place", () => {
    const events = { ...move("moves"), again: firm("2015-03-03 12:00", { place: { what: "mail.content", of: { account: "PK" }, in: "PK", old: "moves" } }) }
    const record = mailed(staged({ sites: sites("10 bit/s"), events }), 10).finish()
    expect(record.moves.reduce((sum, m) => sum + m.copies, 0)).toBe(10)
  })
})

describe("What is kept for a time", () => {
  const services = (kept: string) => ({ mail: { ...MAIL, classes: { content: { kept: "london", keys: "provider" }, metadata: { kept: "london", keys: "nobody", for: kept } } } })
  // Copies are looked over at each change of the rules or tables.
  const marks = Array.from({ length: 15 }, (_, i) => `2015-03-${String(i + 3).padStart(2, "0")}`)

  it("is gone once that has passed since the day on which it was written, the rest stays", () => {
    const stage = mailed(staged({ services: services("3 days"), marks }), 5)
    expect(lies(stage, 3.9 * DAY)["residents london metadata primary"]).toBe(5)
    expect(lies(stage, 4.1 * DAY)).toEqual({ "residents london content primary": 5, "guests london content primary": 5 })
  })

  it("is kept longer where an order keeps it, at a place of the provider's, and of those whom it names", () => {
    const events = { keep: firm("2015-03-02", { keep: { what: "mail.metadata", of: { home: "PK" }, in: "PK", for: "8 days" } }) }
    const stage = mailed(staged({ services: services("3 days"), marks, events }), 5)
    expect(lies(stage, DAY)).toMatchObject({ "residents london metadata primary": 5, "residents karachi metadata backup": 5 })
    expect(lies(stage, 4.1 * DAY)).toEqual({ "residents london content primary": 5, "guests london content primary": 5, "residents karachi metadata backup": 5 })
    expect(lies(stage, 9.1 * DAY)["residents karachi metadata backup"]).toBeUndefined()
  })
})

describe("A duty to keep", () => {
  const marks = Array.from({ length: 15 }, (_, i) => `2015-03-${String(i + 3).padStart(2, "0")}`)
  const keep = (body: Section = {}, when = "2015-03-02") => firm(when, { keep: { what: "mail.content", of: { home: "PK" }, in: "PK", for: "8 days", ...body } })
  const kept = "residents karachi content backup"

  it("lets go after its time what only it has kept, though the service keeps its own for good", () => {
    const stage = mailed(staged({ marks, events: { keep: keep() } }), 5)
    expect(lies(stage, 8.9 * DAY)).toEqual({ "residents london content primary": 5, [kept]: 5, "guests london content primary": 5 })
    expect(lies(stage, 9.1 * DAY)).toEqual({ "residents london content primary": 5, "guests london content primary": 5 })
  })

  it("against a rule of placement keeps all the same, unless the choice is to erase", () => {
    const events = { rule: firm("2015-03-02", { place: { what: "mail.content", "not-in": "PK" } }), keep: keep() }
    const at = (choice: string) => lies(mailed(staged({ marks, events, choices: { "keep-or-erase": choice } }), 5), 3 * DAY)[kept]
    expect([at("keep"), at("erase")]).toEqual([5, undefined])
  })

  it("that ends lets go at that instant what has grown too old for another act", () => {
    const order = { hold: { by: "PK", kind: "retention", to: "firm", demands: [{ keep: { what: "mail.content", in: "GB" } }], timeline: [{ issued: "2015-03-01" }, { withdrawn: "2015-03-10" }] } }
    const parts = { orders: order, answers: { holds: { by: "firm", to: "hold", kind: "comply", when: "2015-03-02", do: ["comply"] } }, events: { limit: firm("2015-03-02", { erase: { what: "mail.content", for: "2 days" } }) } }
    const stage = mailed(staged(parts), 5)
    expect(lies(stage, 7 * DAY)["residents london content primary"]).toBe(5)
    expect(lies(stage, 8.1 * DAY)["residents london content primary"]).toBeUndefined()
  })

  it("that ends lets go at that instant what a rule on places has had gone meanwhile, and sends off what one has had moved", () => {
    const order = { hold: { by: "PK", kind: "retention", to: "firm", demands: [{ keep: { what: "mail.content", of: { home: "PK" }, in: "PK", for: "12 days" } }], timeline: [{ issued: "2015-03-01" }, { withdrawn: "2015-03-10" }] } }
    const at = (old: string, ms: number) => {
      const events = { rule: firm("2015-03-05", { place: { what: "mail", in: "GB", copies: "all", old } }) }
      return Object.entries(lies(mailed(staged({ orders: order, answers: { holds: { by: "firm", to: "hold", kind: "comply", when: "2015-03-02", do: ["comply"] } }, events }), 5), ms)).filter(([where]) => where.startsWith("residents") && where.endsWith("backup"))
    }
    for (const old of ["erased", "moves"]) expect(at(old, 7 * DAY)).toEqual([[kept, 5]])
    expect(at("erased", 8.1 * DAY)).toEqual([])
    expect(at("moves", 8.1 * DAY)).toEqual([["residents london content backup", 5]])
  })

  it("without a time keeps for as long as it stands", () => {
    const order = { hold: { by: "PK", kind: "retention", to: "firm", demands: [{ keep: { what: "mail.content", of: { home: "PK" } } }], timeline: [{ issued: "2015-03-01" }, { withdrawn: "2015-03-10" }] } }
    const stage = mailed(staged({ marks, orders: order, answers: { holds: { by: "firm", to: "hold", kind: "comply", when: "2015-03-02", do: ["comply"] } } }), 5)
    expect(lies(stage, 7.9 * DAY)[kept]).toBe(5)
    expect(lies(stage, 8.1 * DAY)[kept]).toBeUndefined()
  })

  it("holds longer for those whom the longer one selects alone, and two of them keep one copy", () => {
    const events = { keep: keep({ of: undefined, for: "3 days" }), longer: keep() }
    const stage = mailed(staged({ marks, events }), 5)
    expect(lies(stage, 3.9 * DAY)).toMatchObject({ [kept]: 5, "guests karachi content backup": 5 })
    expect(lies(stage, 4.1 * DAY)).toMatchObject({ [kept]: 5 })
    expect(lies(stage, 4.1 * DAY)["guests karachi content backup"]).toBeUndefined()
  })

  it("takes a partner's site or one for logs or indexes too, the first that runs; a customer's own never, and where there is none it keeps nothing", () => {
    const london = { country: "GB", operator: "firm", roles: ["relay", "mailbox"] }
    const where = (sites: Section) => Object.keys(lies(mailed(staged({ marks, events: { keep: keep() }, sites: { london, ...sites } }), 5), 2 * DAY)).filter((key) => key.endsWith("backup"))
    expect(where({ depot: { country: "PK", operator: "partner", roles: ["index"] } })).toEqual(["residents depot content backup"])
    expect(where({ gone: { country: "PK", operator: "firm", roles: ["backup"], stops: "2015-03-01" }, depot: { country: "PK", operator: "firm", roles: ["log"] } })).toEqual(["residents depot content backup"])
    expect(where({ premises: { country: "PK", operator: "customer", roles: ["mailbox"] }, relay: { country: "PK", operator: "firm", roles: ["relay"] } })).toEqual([])
  })

  it("adds none where the service's own backup lies there, and holds that one longer", () => {
    const services = { mail: { ...MAIL, classes: { content: { kept: "london", copies: { backup: "karachi" }, keys: "provider", for: "2 days" } } } }
    const stage = mailed(staged({ marks, services, events: { keep: keep() } }), 5)
    expect(lies(stage, 2 * DAY)[kept]).toBe(5)
    expect(lies(stage, 4 * DAY)).toEqual({ [kept]: 5 })
    expect(lies(stage, 9.1 * DAY)).toEqual({})
  })
})

describe("Mail that comes back because its recipient's account has ended", () => {
  const off = () => ({ wall: { by: "PK", kind: "network-block", through: { others: "obeys", "pk-fixed": "obeys" }, does: [{ block: { what: "mail", at: "national-internet" } }], timeline: [{ "in-effect": "2015-03-02 01:30" }] } })
  const withdraw = firm("2015-03-04", { withdraw: { what: "mail", of: { home: "PK" } } })
  const services = { mail: { ...MAIL, ...KEPT, waits: { "at-relay": "10 days" } } }

  it("leaves no copy: what had been delivered before stays", () => {
    const stage = staged({ services, orders: off(), events: { withdraw } })
    // Two are read before the wall, three from abroad wait behind it.
    for (const atMs of [0, 60_000]) stage.send(2, 0, atMs)
    for (const atMs of [6, 7, 8]) stage.send(2, 0, atMs * HOUR)
    expect(lies(stage, DAY)).toEqual({ "residents london content primary": 5 })
    expect(lies(stage, 2 * DAY + HOUR)).toEqual({ "residents london content primary": 2 })
  })

  it("leaves none where its copies have moved meanwhile, nor where erasure or a duty's end has taken them before", () => {
    const move = (old: string) => firm("2015-03-03", { place: { what: "mail.content", of: { account: "PK" }, in: "PK", old } })
    const left = (event: Section) => {
      const stage = staged({ services, orders: off(), events: { event, withdraw } })
      for (const atMs of [6, 7, 8]) stage.send(2, 0, atMs * HOUR)
      return lies(stage, 2 * DAY + HOUR)
    }
    expect(left(move("moves"))).toEqual({})
    expect(left(move("erased"))).toEqual({})
    expect(left(move("stays"))).toEqual({})
  })
})

describe("Erasure", () => {
  const erase = firm("2015-03-04", { erase: { what: "mail.content", of: { home: "PK" } } })
  it("takes the copies of whom it names, everywhere or where it says, once", () => {
    const stage = mailed(mailed(staged({ events: { erase } }), 3), 2, 50 * HOUR)
    expect(lies(stage, 3 * DAY)).toEqual({ "residents london content primary": 2, "guests london content primary": 5 })
    const elsewhere = mailed(staged({ events: { erase: firm("2015-03-04", { erase: { what: "mail.content", in: "PK" } }) } }), 3)
    expect(lies(elsewhere, 3 * DAY)).toEqual({ "residents london content primary": 3, "guests london content primary": 3 })
  })

  it("against a duty to keep is decided by the scenario's choice", () => {
    const keep = firm("2015-03-02", { keep: { what: "mail.content", of: { home: "PK" }, in: "GB", for: "30 days" } })
    const left = (choice: string) => lies(mailed(staged({ choices: { "keep-or-erase": choice }, events: { keep, erase } }), 3), 3 * DAY)["residents london content primary"]
    expect(left("keep")).toBe(3)
    expect(left("erase")).toBeUndefined()
  })

  it("leaves a customer's own server alone, unless he erases himself", () => {
    const services = { mail: { ...MAIL, classes: { content: { kept: { PK: "premises", others: "london" }, keys: "customer" } } } }
    expect(lies(mailed(staged({ services, events: { erase } }), 3), 3 * DAY)["residents premises content primary"]).toBe(3)
    expect(lies(mailed(staged({ services, events: { erase: { ...erase, by: "customer" } } }), 3), 3 * DAY)["residents premises content primary"]).toBeUndefined()
  })
})

describe("Copies at rest in a record", () => {
  it("are noted at the end of each slot, with their bytes, a relay's queue among them", () => {
    const stage = mailed(staged({ marks: ["2015-03-04"], services: { mail: { ...MAIL, waits: {}, classes: { content: { kept: "at-relay", keys: "provider" } } } }, orders: { wall: { by: "PK", kind: "network-block", through: { "pk-fixed": { from: "2015-03-02 02:00" } }, does: [{ block: { what: "mail", at: "national-internet" } }], timeline: [{ "in-effect": "2015-03-02" }] } } }), 0)
    stage.send(2, 0, 5 * HOUR)
    const rows = stage.finish().atRest.filter((row) => row.kind === "queue")
    expect(rows.map((row) => [row.atMs / DAY, row.site, row.copies, row.bytes])).toEqual([...new Set(rows.map((row) => row.atMs))].map((ms) => [ms / DAY, "london", 1, 20_000]))
    expect(rows.some((row) => row.atMs === 2 * DAY)).toBe(true)
  })
})

describe("Exits", () => {
  it("and shutdowns: after a shutdown everywhere copies stay on the stopped disks, unless erased", () => {
    const gone = (old?: string) => lies(mailed(staged({ answers: { end: { by: "firm", kind: "shut-down", when: "2015-03-04", do: [{ "shut-down": old === undefined ? {} : { old } }] } } }), 3), 3 * DAY)
    expect(gone()).toEqual({ "residents london content primary": 3, "guests london content primary": 3 })
    expect(gone("erased")).toEqual({})
  })
})

describe("What is in a market that is left", () => {
  it("goes to another site where the one at which it belongs does not answer", () => {
    const mute = { fails: [{ from: "2015-03-04", until: "2015-03-08", what: "mute" }] }
    const sites = { london: { country: "GB", operator: "firm", roles: ["relay", "mailbox"], ...mute }, dubai: { country: "AE", operator: "firm", roles: ["mailbox"] }, karachi: { country: "PK", operator: "firm", roles: ["backup"] } }
    const events = { hold: firm("2015-03-02", { keep: { what: "mail.content", in: "PK", for: "12 days" } }), gone: firm("2015-03-06", { exit: { of: { account: "PK" }, old: "moves" } }) }
    const stage = mailed(staged({ sites, events }), 2)
    expect(lies(stage, 3 * DAY)).toMatchObject({ "residents karachi content backup": 2, "guests karachi content backup": 2 })
    expect(lies(stage, 5 * DAY)).toMatchObject({ "residents dubai content backup": 2, "guests dubai content backup": 2 })
  })

  it("leaves as soon as a site elsewhere runs, whatever stopped it", () => {
    const two = { london: { country: "GB", operator: "firm", roles: ["relay", "mailbox"] }, dubai: { country: "AE", operator: "firm", roles: ["mailbox"] } }
    const events = { off: firm("2015-03-02", { stop: { at: "dubai" } }), gone: firm("2015-03-04", { exit: { of: { account: "GB" }, old: "moves" } }), on: firm("2015-03-06", { start: { at: "dubai" } }) }
    const stage = mailed(staged({ sites: two, events }), 1)
    expect(Object.keys(lies(stage, 3 * DAY)).every((row) => row.includes("london"))).toBe(true)
    expect(Object.keys(lies(stage, 5 * DAY)).every((row) => row.includes("dubai"))).toBe(true)
  })
})
