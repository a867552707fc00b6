import { describe, expect, it } from "vitest"
import type { RunRecord } from "../../src/world/record.ts"
import { firstOf, HOUR, inEffect, type Parts, planOf, type Section, Stepped } from "./smallWorld.ts"

const KEPT = { kept: { PK: "karachi", others: "london" } }
const service = (keys: unknown, more: Section = {}) => ({ provider: "firm", relay: "london", classes: { content: { ...KEPT, keys }, metadata: { ...KEPT, keys: "nobody" } }, ...more })
const PEOPLE = { residents: { home: "PK", count: 2, use: { mail: "100 %" }, reach: { wifi: "100 %" } }, friends: { home: "GB", count: 2, use: { mail: "100 %" }, reach: { wifi: "100 %" } }, others: { home: "GB", count: 2, use: { mail: "100 %" }, reach: { wifi: "100 %" } } }
const open = (when: string, body: Section = {}) => ({ by: "firm", when, do: [{ open: { what: "mail", of: { home: "PK" }, span: "from-now", to: "PK", ...body } }] })
/** Nobody gives what he does not hold. */
const keys = (when: string, verb: string, body: Section = {}) => ({ by: ["firm", "user"], when, do: [{ [verb]: { what: "mail.content", to: "PK", ...body } }] })
const seizure = (from: string, at: string) => inEffect("PK", from, [{ seize: { at } }], { kind: "seizure" })

/** Ten messages from friends to residents, five among the others, each day from the first on, an hour apart; three days. */
function record(parts: Parts & { readonly keys?: unknown }): RunRecord {
  const { keys: holder = "provider", ...rest } = parts
  const stage = new Stepped(planOf({ about: "PK", services: { mail: service(holder) }, people: PEOPLE, ...rest }))
  const [residents, friends, others] = ["residents", "friends", "others"].map((name) => firstOf(stage.plan, name))
  for (let day = 0; day < 3; day++) {
    stage.until(day * 24 * HOUR + HOUR / 2)
    for (let i = 0; i < 10; i++) stage.send(friends + (i % 2), residents, (day * 24 + 1 + i) * HOUR)
    for (let i = 0; i < 5; i++) stage.send(others, others + 1, (day * 24 + 1 + i) * HOUR)
  }
  return stage.finish()
}

/** "cohort form: messages" of a level for an authority, added up. */
function read(r: RunRecord, level: string, cls = "content", authority = "PK"): ReadonlyArray<string> {
  const sums = new Map<string, number>()
  for (const row of r.readers) {
    if (row.level !== level || row.class !== cls || row.authority !== authority) continue
    const key = `${r.groups[row.group].cohort} ${row.form}`
    sums.set(key, (sums.get(key) ?? 0) + row.messages)
  }
  return [...sums].map(([key, n]) => `${key}: ${n}`).sort()
}
const DAY2 = { at: 24 * HOUR }

describe("What nobody ordered", () => {
  it("is read by nobody; what lies in a state is exposed to it, as cipher text where the key is elsewhere", () => {
    const r = record({})
    for (const level of ["readable", "disclosed", "openable"]) expect(read(r, level)).toEqual([])
    expect(read(r, "exposed")).toEqual(["friends ciphertext: 30", "residents ciphertext: 30"])
    expect(read(r, "exposed", "metadata")).toEqual(["friends metadata: 30", "residents metadata: 30"])
    expect(read(record({ services: { mail: { ...service("provider"), classes: { content: { kept: "london", keys: "provider" } } } } }), "exposed")).toEqual([])
  })

  it("is exposed as content where copy and key both lie there, or the text is clear", () => {
    expect(read(record({ keys: { by: "provider", in: "karachi" } }), "exposed")).toEqual(["friends content: 30", "residents content: 30"])
    expect(read(record({ keys: "nobody" }), "exposed")).toEqual(["friends content: 30", "residents content: 30"])
    expect(read(record({ keys: "user" }), "exposed")).toEqual(["friends content: 30", "residents content: 30"])
  })
})

describe("Who is read", () => {
  it("is as many people as the table says, each once, of those who are not only exposed", () => {
    const r = record({ events: { open: open("2015-03-03"), keys: keys("2015-03-04", "give-keys") } })
    const keyOf = ({ authority, class: of, form, group, level, service }: Pick<RunRecord["readerPeople"][number], "authority" | "class" | "form" | "group" | "level" | "service">) => [authority, level, service, of, form, group].join()
    const people = new Map<string, Array<number>>()
    r.readBy.each((kind, person) => people.set(keyOf(kind), [...(people.get(keyOf(kind)) ?? []), person]))
    const counted = r.readerPeople.filter((row) => row.level !== "exposed")
    expect(counted.filter((row) => row.level === "readable" && row.class === "content").length).toBeGreaterThan(0)
    expect(counted.map((row) => [keyOf(row), people.get(keyOf(row))?.length])).toEqual(counted.map((row) => [keyOf(row), row.people]))
    for (const each of people.values()) expect(new Set(each).size).toBe(each.length)
  })
})

describe("Access from now on, through the provider", () => {
  it("gives what passes from then on, of both ends, each under his own cohort", () => {
    const r = record({ events: { open: open("2015-03-03") } })
    expect(read(r, "disclosed")).toEqual(["friends content: 20", "residents content: 20"])
    expect(read(r, "readable")).toEqual(["friends content: 20", "residents content: 20"])
    expect(read(r, "disclosed", "metadata")).toEqual(["friends metadata: 20", "residents metadata: 20"])
    expect(Math.min(...r.readers.filter((x) => x.level === "disclosed").map((x) => x.firstMs))).toBeGreaterThanOrEqual(DAY2.at)
    expect(r.readerPeople.filter((p) => p.level === "readable" && p.class === "content").map((p) => `${r.groups[p.group].cohort} ${p.people}`).sort()).toEqual(["friends 2", "residents 1"])
  })

  it("gives cipher text where the provider has no key, and it is not readable", () => {
    const r = record({ keys: "user", events: { open: open("2015-03-03") } })
    expect(read(r, "disclosed")).toEqual(["friends ciphertext: 20", "residents ciphertext: 20"])
    expect(read(r, "readable")).toEqual([])
    expect(read(r, "readable", "metadata")).toEqual(["friends metadata: 20", "residents metadata: 20"])
  })

  it("of one class gives that class alone", () => {
    const r = record({ events: { open: open("2015-03-03", { what: "mail.metadata" }) } })
    expect(read(r, "disclosed")).toEqual([])
    expect(read(r, "disclosed", "metadata")).toHaveLength(2)
  })

  it("ends with its order", () => {
    const order = { by: "PK", kind: "bulk-access", to: "firm", demands: [{ open: { what: "mail", of: { home: "PK" }, span: "from-now", to: "PK" } }], timeline: [{ issued: "2015-03-02", due: "2015-03-02" }, { withdrawn: "2015-03-04" }] }
    const r = record({ orders: { order }, answers: { yes: { by: "firm", to: "order", kind: "comply", do: ["comply"] } } })
    expect(read(r, "disclosed")).toEqual(["friends content: 10", "residents content: 10"])
    expect(new Set(r.readers.filter((x) => x.level === "disclosed").map((x) => r.acts[x.cause].path))).toEqual(new Set(["yes/do/open"]))
  })
})

describe("Bytes recorded at a point", () => {
  const recorder = (at: string, body: Section = {}) => ({ orders: { tap: inEffect("PK", "2015-03-03", [{ open: { what: "mail", span: "from-now", via: at, ...body } }], { kind: "bulk-access" }) } })
  it("are cipher text, and only of whom the point sees", () => {
    const r = record(recorder("national-internet"))
    expect(read(r, "disclosed")).toEqual(["friends ciphertext: 20", "residents ciphertext: 20"])
    expect(read(r, "readable")).toEqual([])
    expect(read(record(recorder("attach")), "disclosed")).toEqual([])
    expect(read(record({ ...recorder("national-internet"), people: { ...PEOPLE, residents: { ...PEOPLE.residents, vpn: { share: "100 %", exit: "GB" } } } }), "disclosed")).toEqual([])
  })

  it("at the serving node are those of home-routed people too", () => {
    const people = { ...PEOPLE, residents: { ...PEOPLE.residents, home: "GB", reach: { "local-sim": "100 %" }, trips: [{ to: "PK", from: "2015-03-02", until: "2015-03-07", reach: { "home-routed": "100 %" } }] } }
    expect(read(record({ ...recorder("attach"), people }), "disclosed")).toEqual(["friends ciphertext: 20", "residents ciphertext: 20"])
    expect(read(record({ ...recorder("national-internet"), people }), "disclosed")).toEqual([])
  })
})

describe("A key that comes later", () => {
  it("opens the cipher text that was kept, from the day on which it comes", () => {
    const r = record({ keys: "user", events: { open: open("2015-03-03"), give: keys("2015-03-04", "give-keys", { of: { home: "PK" } }) } })
    expect(read(r, "disclosed")).toEqual(["friends ciphertext: 10", "friends content: 10", "residents ciphertext: 10", "residents content: 10"])
    expect(read(r, "readable")).toEqual(["friends content: 20", "residents content: 20"])
    expect(Math.min(...r.readers.filter((x) => x.level === "readable" && x.class === "content").map((x) => x.firstMs))).toBe(48 * HOUR)
  })

  it("opens none of it where each session has a key of its own", () => {
    const r = record({ keys: { by: "user", "one-per": "session" }, events: { open: open("2015-03-03"), give: keys("2015-03-04", "give-keys", { of: { home: "PK" } }) } })
    expect(read(r, "readable")).toEqual(["friends content: 10", "residents content: 10"])
  })

  it("that its giver does not hold opens nothing", () => {
    const r = record({ keys: "user", events: { open: open("2015-03-03"), give: { by: "firm", when: "2015-03-04", do: [{ "give-keys": { what: "mail.content", to: "PK" } }] } } })
    expect(read(r, "readable")).toEqual([])
    expect(read(r, "openable")).toEqual([])
  })

  it("without a copy makes openable, not readable", () => {
    const r = record({ keys: "user", events: { give: keys("2015-03-03", "give-keys", { of: { home: "PK" } }) } })
    expect(read(r, "openable")).toEqual(["friends content: 30", "residents content: 30"])
    expect(read(r, "readable")).toEqual([])
  })

  it("of the whole service makes the world's messages openable, an escrow only those of its users", () => {
    const all = record({ keys: "global", events: { give: keys("2015-03-03", "give-keys", { of: { home: "PK" } }) } })
    expect(read(all, "openable")).toEqual(["friends content: 30", "others content: 30", "residents content: 30"])
  })
})

describe("What is stored", () => {
  it("is handed over at once by whoever has it, as it lies then", () => {
    const r = record({ events: { open: open("2015-03-04", { span: "stored" }) } })
    expect(read(r, "readable")).toEqual(["friends content: 20", "residents content: 20"])
    expect(read(record({ events: { open: open("2015-03-04", { span: "stored", in: "GB" }) } }), "readable")).toEqual([])
    expect(read(record({ events: { open: open("2015-03-04", { span: "stored", via: "customer" }) } }), "readable")).toEqual([])
  })

  it("and what comes are told apart: `all` gives both", () => {
    expect(read(record({ events: { open: open("2015-03-04", { span: "all" }) } }), "readable")).toEqual(["friends content: 30", "residents content: 30"])
  })
})

describe("A seizure", () => {
  it("yields cipher text where the key lies elsewhere, content where it lies in the machines, and nothing of another site", () => {
    const raid = { orders: { raid: seizure("2015-03-04", "karachi") } }
    const r = record(raid)
    expect(read(r, "disclosed")).toEqual(["friends ciphertext: 20", "residents ciphertext: 20"])
    expect(read(r, "readable")).toEqual([])
    expect(read(r, "readable", "metadata")).toEqual(["friends metadata: 20", "residents metadata: 20"])
    expect(read(record({ ...raid, keys: { by: "provider", in: "karachi" } }), "readable")).toEqual(["friends content: 20", "residents content: 20"])
    expect(read(record({ orders: { raid: seizure("2015-03-04", "premises") } }), "disclosed")).toEqual([])
  })

  it("is of those whose mail still lies there: of whose mail was erased before, not", () => {
    const wipe = { wipe: { by: "firm", when: "2015-03-04", do: [{ erase: { what: "mail", in: "PK" } }] } }
    const stage = new Stepped(planOf({ about: "PK", services: { mail: service("nobody") }, people: PEOPLE, events: wipe, orders: { raid: seizure("2015-03-05", "karachi") } }))
    const [residents, friends] = ["residents", "friends"].map((name) => firstOf(stage.plan, name))
    stage.send(friends, residents, HOUR)
    stage.until(49 * HOUR)
    stage.send(friends + 1, residents + 1, 50 * HOUR)
    const r = stage.finish()
    expect(read(r, "readable")).toEqual(["friends content: 1", "residents content: 1"])
    const people = (level: string) => r.readerPeople.filter((p) => p.level === level && p.class === "content").map((p) => `${r.groups[p.group].cohort} ${p.people}`).sort()
    expect(people("readable")).toEqual(["friends 1", "residents 1"])
    expect(people("exposed")).toEqual(["friends 2", "residents 2"])
  })

  it("of a relay yields what queues in it then: of an empty queue nothing", () => {
    const services = { mail: { provider: "firm", relay: "london", classes: { content: { kept: "at-relay", keys: { by: "provider", in: "london" } } } } }
    const raid = { raid: inEffect("GB", "2015-03-05", [{ seize: { at: "london" } }], { kind: "seizure" }) }
    const wall = { wall: inEffect("PK", "2015-03-02", [{ block: { what: "mail", at: "national-internet" } }]) }
    expect(read(record({ services, orders: raid }), "disclosed", "content", "GB")).toEqual([])
    expect(read(record({ services, orders: { ...raid, ...wall } }), "readable", "content", "GB")).toEqual(["friends content: 30", "residents content: 30"])
  })

  it("then a key: cipher text that was seized opens on the day the key comes", () => {
    const r = record({ keys: "user", orders: { raid: seizure("2015-03-04", "karachi") }, events: { give: keys("2015-03-05", "give-keys", { of: { home: "PK" } }) } })
    expect(read(r, "readable")).toEqual(["friends content: 20", "residents content: 20"])
    expect(Math.min(...r.readers.filter((x) => x.level === "readable" && x.class === "content").map((x) => x.firstMs))).toBe(72 * HOUR)
  })
})

describe("An order that nobody obeys", () => {
  const ABROAD = { mail: { ...service("provider"), classes: { content: { kept: "london", keys: "provider" } } } }
  const warrant = (extent: string, ...steps: ReadonlyArray<Section>) => ({ services: ABROAD, orders: { warrant: { by: "PK", kind: "stored-data", to: "firm", extent, demands: [{ open: { what: "mail.content", in: "all", span: "stored", to: "PK" } }], timeline: [{ issued: "2015-03-03", due: "2015-03-20" }, ...steps] } } })
  const exposed = (parts: Parts) => record(parts).readers.filter((row) => row.level === "exposed" && row.authority === "PK" && row.form === "content")
  const messages = (parts: Parts) => exposed(parts).reduce((sum, row) => sum + row.messages, 0)

  it("exposes by extent world what whoever is established in the state has abroad, from its issue on, older copies too", () => {
    expect(exposed(warrant("territory"))).toEqual([])
    expect(Math.min(...exposed(warrant("world")).map((row) => row.firstMs))).toBe(24 * HOUR)
    expect(messages(warrant("world"))).toBe(3 * (10 + 5) * 2)
  })

  it("exposes nothing new while it is stayed, after it is narrowed, and once it has ended", () => {
    for (const step of [{ stayed: "2015-03-04" }, { amended: "2015-03-04", set: { extent: "territory" } }, { withdrawn: "2015-03-04" }]) expect(messages(warrant("world", step))).toBe(2 * (10 + 5) * 2)
    expect(messages(warrant("territory", { amended: "2015-03-04", set: { extent: "world" } }))).toBe(3 * (10 + 5) * 2)
  })

  it("exposes by extent nationals what is kept of the state's own citizens", () => {
    expect(messages(warrant("nationals"))).toBe(3 * 10 * 2)
  })
})

describe("A move into a state", () => {
  it("exposes what is moved, from the move on", () => {
    const services = { mail: { ...service("provider"), classes: { content: { kept: "london", keys: "provider" } } } }
    const move = { move: { by: "firm", when: "2015-03-04", do: [{ place: { what: "mail.content", of: { account: "PK" }, in: "PK", old: "moves" } }] } }
    const r = record({ services, events: move })
    expect(read(r, "exposed")).toEqual(["friends ciphertext: 30", "residents ciphertext: 30"])
    expect(Math.min(...r.readers.filter((x) => x.level === "exposed").map((x) => x.firstMs))).toBe(48 * HOUR)
    expect(read(record({ services, events: { move: { by: "firm", when: "2015-03-04", do: [{ place: { what: "mail.content", of: { account: "PK" }, in: "PK", old: "stays" } }] } } }), "exposed")).toEqual(["friends ciphertext: 10", "residents ciphertext: 10"])
  })
})
