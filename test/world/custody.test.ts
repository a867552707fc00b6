import { describe, expect, it } from "vitest"
import { holdersOf } from "../../src/world/custody.ts"
import { DAY, HOUR, inEffect, type Parts, planOf, type Section, Stepped } from "./smallWorld.ts"

const KEPT = { kept: "london" }
const SERVICES = {
  mail: {
    provider: "firm",
    relay: "london",
    classes: {
      content: { ...KEPT, keys: "provider" },
      session: { ...KEPT, keys: { by: ["user", "provider"], "one-per": "session" } },
      global: { ...KEPT, keys: "global" },
      box: { ...KEPT, keys: { by: "provider", in: "karachi" } },
      backup: { ...KEPT, keys: "user", "opened-by": "content" },
      metadata: { ...KEPT, keys: "nobody" },
      attachment: { ...KEPT, keys: "customer" }
    },
    options: { secret: { changes: { "content.keys": { by: "user", "one-per": "session" }, "backup.keys": "user", "box.keys": "user" } } }
  }
}
const PEOPLE = {
  residents: { home: "PK", count: 2, use: { mail: "100 %" }, reach: { wifi: "100 %" } },
  friends: { home: "GB", count: 2, use: { mail: "100 %" }, reach: { wifi: "100 %" } },
  careful: { home: "PK", count: 2, use: { mail: "100 %" }, options: { secret: "100 %" }, reach: { wifi: "100 %" } }
}
type Cohort = keyof typeof PEOPLE
const does = (by: string | undefined, when: string, ...acts: ReadonlyArray<Section>) => ({ ...(by === undefined ? {} : { by }), when, do: acts })

/** Holders of a class's keys between two cohorts, of what was sent at an hour, as they are at another. */
function holders(cls: string, events: Section, options: { readonly a?: Cohort; readonly b?: Cohort; readonly sent?: number; readonly now?: number; readonly orders?: Section } = {}): ReadonlyArray<string> {
  const { a = "residents", b = "residents", sent = 100, now = 120 } = options
  const plan = planOf({ services: SERVICES, people: PEOPLE, events, orders: options.orders ?? {} } as Parts)
  const stage = new Stepped(plan).until(now * HOUR)
  const group = (cohort: Cohort) => plan.groups.rows.find((g) => g.cohort === cohort)!
  return [...new Set(holdersOf(stage.w, plan.classes.find((c) => c.name === cls)!, group(a), group(b), sent * HOUR).map((h) => `${h.name}${h.country === undefined ? "" : `@${h.country}`}`))].sort()
}
const FIRM = ["firm@GB"]

describe("Before any act", () => {
  it("keys are where the file says: with the user at home, at the holder's seat, at a site, with nobody", () => {
    expect(holders("content", {})).toEqual(FIRM)
    expect(holders("session", {})).toEqual(["firm@GB", "user@PK"])
    expect(holders("box", {})).toEqual(["firm@PK"])
    expect(holders("metadata", {})).toEqual(["nobody"])
    expect(holders("attachment", {}, { a: "residents", b: "friends" })).toEqual(["customer@GB", "customer@PK"])
  })

  it("a class that another opens has that one's holders too", () => {
    expect(holders("backup", {})).toEqual(["firm@GB", "user@PK"])
  })
})

describe("An option", () => {
  it("holds between two people who both have it", () => {
    expect(holders("content", {}, { a: "careful", b: "careful" })).toEqual(["user@PK"])
    expect(holders("content", {}, { a: "careful", b: "residents" })).toEqual(FIRM)
    expect(holders("content", {}, { a: "residents", b: "careful" })).toEqual(FIRM)
  })

  it("for a person's own store is enough that he has it", () => {
    expect(holders("box", {}, { a: "careful", b: "careful" })).toEqual(["user@PK"])
  })

  it("that is withdrawn holds no more", () => {
    expect(holders("content", { off: does("firm", "2015-03-03", { withdraw: { what: "mail.secret" } }) }, { a: "careful", b: "careful" })).toEqual(FIRM)
    expect(holders("content", { off: does("firm", "2015-03-03", { withdraw: { what: "mail.secret" } }), on: does("firm", "2015-03-04", { restore: { what: "mail.secret" } }) }, { a: "careful", b: "careful" })).toEqual(["user@PK"])
  })
})

describe("A copy of a key", () => {
  const give = (what: string, of?: unknown) => ({ give: does("firm", "2015-03-04", { "give-keys": { what, to: "PK", ...(of === undefined ? {} : { of }) } }) })

  it("opens what is sent later and what was sent before (K5)", () => {
    expect(holders("content", give("mail.content"))).toEqual(["PK@PK", ...FIRM])
    expect(holders("content", give("mail.content"), { sent: 1 })).toEqual(["PK@PK", ...FIRM])
    expect(holders("content", give("mail.content"), { sent: 1, now: 10 })).toEqual(FIRM)
  })

  it("of a session opens nothing older than the grant", () => {
    expect(holders("session", give("mail.session"))).toEqual(["PK@PK", "firm@GB", "user@PK"])
    expect(holders("session", give("mail.session"), { sent: 1 })).toEqual(["firm@GB", "user@PK"])
  })

  it("of the whole service opens everybody's, whomever it was asked for", () => {
    expect(holders("global", give("mail.global", { home: "PK" }), { a: "friends", b: "friends" })).toContain("PK@PK")
    expect(holders("content", give("mail.content", { home: "PK" }), { a: "friends", b: "friends" })).toEqual(FIRM)
  })

  it("of some people's opens theirs and that of whoever writes with them", () => {
    expect(holders("content", give("mail.content", { home: "PK" }), { a: "friends", b: "residents" })).toContain("PK@PK")
    expect(holders("content", give("mail.content", { home: "PK" }), { a: "residents", b: "friends" })).toContain("PK@PK")
  })

  it("opens the classes that this one opens", () => {
    expect(holders("backup", give("mail.content"))).toContain("PK@PK")
  })
})

describe("Keys that move", () => {
  const move = { move: does("firm", "2015-03-04", { "move-keys": { what: "mail.content", to: "user" } }) }

  it("leave their holder", () => {
    expect(holders("content", move)).toEqual(["user@PK"])
    expect(holders("content", { move: does("firm", "2015-03-04", { "move-keys": { what: "mail.content", in: "PK" } }) })).toEqual(["firm@PK"])
  })

  it("are destroyed where they are, and rotated there too", () => {
    expect(holders("content", { ...move, end: does("firm", "2015-03-05", { "destroy-keys": { what: "mail.content" } }) }, { sent: 1 })).toEqual([])
    expect(holders("content", { ...move, anew: does("firm", "2015-03-05", { "rotate-keys": { what: "mail.content" } }) })).toEqual(["user@PK"])
  })
})

describe("Rotation", () => {
  it("locks a copy given away out of what is sent later, not of what was sent before", () => {
    const events = { give: does("firm", "2015-03-03", { "give-keys": { what: "mail.content", to: "PK" } }), anew: does("firm", "2015-03-05", { "rotate-keys": { what: "mail.content" } }) }
    expect(holders("content", events, { sent: 100 })).toEqual(FIRM)
    expect(holders("content", events, { sent: 30 })).toEqual(["PK@PK", ...FIRM])
  })
})

describe("Destruction", () => {
  const end = { end: does("firm", "2015-03-05", { "destroy-keys": { what: "mail.content" } }) }
  it("leaves nobody a key to what was sent before, and new keys to what comes (K3)", () => {
    expect(holders("content", end, { sent: 1 })).toEqual([])
    expect(holders("content", end, { sent: 100 })).toEqual(FIRM)
  })

  it("does not undo a copy given away before", () => {
    expect(holders("content", { give: does("firm", "2015-03-03", { "give-keys": { what: "mail.content", to: "PK" } }), ...end }, { sent: 1 })).toEqual(["PK@PK"])
  })

  it("takes what a holder has given to himself: none of it was given away", () => {
    const own = { own: does("firm", "2015-03-03", { "give-keys": { what: "mail.content", to: "firm", in: "karachi" } }) }
    expect(holders("content", own, { sent: 1 })).toEqual(["firm@GB", "firm@PK"])
    expect(holders("content", { ...own, ...end }, { sent: 1 })).toEqual([])
  })

  it("leaves a copy that was given away, whoever has it since", () => {
    const give = { give: does("firm", "2015-03-03", { "give-keys": { what: "mail.content", to: "GB" } }) }
    const move = (when: string) => ({ move: does("GB", when, { "move-keys": { what: "mail.content", to: "PK" } }) })
    expect(holders("content", { ...give, ...move("2015-03-04"), ...end }, { sent: 1 })).toEqual(["PK@PK"])
    expect(holders("content", { ...give, ...end, ...move("2015-03-06") }, { sent: 1, now: 150 })).toEqual(["PK@PK"])
    expect(holders("content", { ...give, ...move("2015-03-04"), anew: does("firm", "2015-03-05", { "rotate-keys": { what: "mail.content" } }) })).toEqual(FIRM)
  })
})

describe("A seizure", () => {
  const seize = (at: string) => ({ orders: { raid: inEffect("PK", "2015-03-04", [{ seize: { at } }], { kind: "seizure" }) } })
  it("takes the keys that lie in the machines, and no others", () => {
    expect(holders("box", {}, seize("karachi"))).toEqual(["PK@PK", "firm@PK"])
    expect(holders("content", {}, seize("karachi"))).toEqual(FIRM)
    expect(holders("box", {}, { ...seize("premises") })).toEqual(["firm@PK"])
  })

  it("finds no keys that have been moved away, and those that have been moved there", () => {
    expect(holders("box", { away: does("firm", "2015-03-03", { "move-keys": { what: "mail.box", to: "firm", in: "london" } }) }, seize("karachi"))).toEqual(FIRM)
    expect(holders("content", { near: does("firm", "2015-03-03", { "move-keys": { what: "mail.content", to: "firm", in: "karachi" } }) }, seize("karachi"))).toEqual(["PK@PK", "firm@PK"])
    expect(holders("content", { late: does("firm", "2015-03-05", { "move-keys": { what: "mail.content", to: "firm", in: "karachi" } }) }, seize("karachi"))).toEqual(["firm@PK"])
  })
})

describe("A company with keys", () => {
  const providers = { firm: { seat: "GB", established: ["GB", "PK"] }, trustee: { seat: "GB" } }
  const kinds = (events: Section, content: unknown = "provider") => {
    const services = { mail: { ...SERVICES.mail, classes: { ...SERVICES.mail.classes, content: { ...KEPT, keys: content } } } }
    const keys = new Stepped(planOf({ providers, services, people: PEOPLE, events } as Parts)).finish().keys
    return [...new Set(keys.filter((k) => k.class === "content" && k.holder !== "user" && k.endMs === undefined).map((k) => `${k.holder}: ${k.holderKind}`))].sort()
  }

  it("that is not the service's provider is a partner", () => {
    expect(kinds({})).toEqual(["firm: provider"])
    expect(kinds({}, ["provider", "trustee"])).toEqual(["firm: provider", "trustee: partner"])
    expect(kinds({ move: does("firm", "2015-03-04", { "move-keys": { what: "mail.content", to: "trustee" } }) })).toEqual(["trustee: partner"])
  })

  it("is its provider from when it has bought the service, and the seller then a partner", () => {
    expect(kinds({ sale: does("firm", "2015-03-04", { transfer: { at: "mail", to: "trustee" } }) })).toEqual(["trustee: provider"])
    expect(kinds({ sale: does("firm", "2015-03-04", { transfer: { at: "mail", to: "trustee" } }) }, "firm")).toEqual(["firm: partner"])
  })
})

describe("Keys told in a record", () => {
  it("have a holder, a place, a beginning and an end", () => {
    const stage = new Stepped(planOf({ services: SERVICES, people: PEOPLE, events: { give: does("firm", "2015-03-04", { "give-keys": { what: "mail.content", to: "PK" } }) } } as Parts))
    const keys = stage.finish().keys.filter((k) => k.class === "content" && k.service === "mail")
    expect(keys.some((k) => k.holder === "PK" && k.holderKind === "state" && k.startMs === 2 * DAY && k.endMs === undefined)).toBe(true)
    expect(keys.some((k) => k.holder === "firm" && k.country === "GB" && k.startMs <= 0)).toBe(true)
  })
})

describe("A market's exit", () => {
  const exit = (more: Section = {}, when = "2015-03-04") => ({ leave: { by: "firm", when, do: [{ exit: { of: { account: "PK" }, ...more } }] } })
  it("takes the provider's keys that are in the market along: to the stated place, else to his seat; others' stay", () => {
    expect(holders("box", exit())).toEqual(["firm@GB"])
    expect(holders("box", exit({ old: "moves", at: "dubai" }))).toEqual(["firm@AE"])
    expect(holders("content", exit({ old: "moves", at: "dubai" }))).toEqual(FIRM)
    expect(holders("session", exit())).toEqual(["firm@GB", "user@PK"])
  })

  it("is not come back to by keys that are bought back from who has his seat there", () => {
    const sale = (day: string, by: string, to: string) => does(by, `2015-03-${day}`, { transfer: { at: "mail", to } })
    const events = { ...exit(), sold: sale("05", "firm", "PK"), bought: sale("06", "PK", "firm") }
    expect(holders("content", events, { sent: 150, now: 80 })).toEqual(["PK@PK"])
    expect(holders("content", events, { sent: 150, now: 120 })).toEqual(FIRM)
  })

  it("takes them from the exit on, not from its notice; an exit of a product alone takes none", () => {
    expect(holders("box", exit(), { now: 47 })).toEqual(["firm@PK"])
    expect(holders("box", exit(), { now: 49 })).toEqual(["firm@GB"])
    const carried = { ...does("firm", "2015-03-03", { "move-keys": { what: "mail.content", in: "karachi" } }) }
    expect(holders("content", { carried, ...exit() }, { now: 47 })).toEqual(["firm@PK"])
    expect(holders("content", { carried, ...exit() })).toEqual(FIRM)
  })
})

describe("Keys that come to a party after it has left its seat's market", () => {
  const gone = does("firm", "2015-03-03", { exit: { of: { account: "GB" }, old: "moves", at: "dubai" } })
  it("come to where the exit has taken the others, unless the act says where", () => {
    expect(holders("content", { gone })).toEqual(["firm@AE"])
    expect(holders("content", { gone, copy: does("firm", "2015-03-04", { "give-keys": { what: "mail.content", to: "firm" } }) })).toEqual(["firm@AE"])
    expect(holders("content", { gone, move: does("firm", "2015-03-04", { "move-keys": { what: "mail.content", to: "firm" } }) })).toEqual(["firm@AE"])
    expect(holders("content", { gone, move: does("firm", "2015-03-04", { "move-keys": { what: "mail.content", in: "karachi" } }) })).toEqual(["firm@PK"])
  })
})
