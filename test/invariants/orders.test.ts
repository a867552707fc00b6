import { afterEach, describe, expect, it, vi } from "vitest"
import type * as Effects from "../../src/world/effects.ts"
import type * as Subjects from "../../src/world/subjects.ts"
import type * as Offers from "../../src/world/offers.ts"
import type * as Gates from "../../src/world/gates.ts"
import type * as Rulebook from "../../src/world/rulebook.ts"
import type { Plan } from "../../src/world/plan.ts"
import type { Rule } from "../../src/world/rules.ts"
import { KeyHolders } from "../../src/world/keyHolders.ts"
import { Messages } from "../../src/world/messages.ts"
import { Stock } from "../../src/world/stock.ts"
import { judged, world } from "./planted.ts"

const fault = vi.hoisted(() => ({ name: "" }))
afterEach(() => {
  fault.name = ""
  vi.restoreAllMocks()
})

vi.mock("../../src/world/subjects.ts", async (original) => {
  const real = await original<typeof Subjects>()
  const matchOf: typeof Subjects.matchOf = (of, subject, issuer, country) => {
    if (fault.name === "gates overlook whom an act means") return true
    if (fault.name === "gates overlook where people are" && Array.isArray(of)) return real.matchOf(of.map(({ present: _, ...clause }) => clause), subject, issuer, country)
    return real.matchOf(of, subject, issuer, country)
  }
  return { ...real, matchOf }
})

vi.mock("../../src/world/offers.ts", async (original) => {
  const real = await original<typeof Offers>()
  const stoppedObstacle: typeof Offers.stoppedObstacle = (book, plan, service, line, country) => real.stoppedObstacle(book, plan, service, fault.name === "what a carrier stops is stopped for all" ? { ...line, simCarrier: service.spec.carriers?.[0] } : line, country)
  return { ...real, stoppedObstacle }
})

vi.mock("../../src/world/gates.ts", async (original) => {
  const real = await original<typeof Gates>()
  const obstaclesOn: typeof Gates.obstaclesOn = (crossings, rules, evasions, traffic, atMs) => {
    const changed = (to: Partial<Rule>) => rules.map((rule) => ({ ...rule, ...to }))
    const seen = fault.name === "gates do not tell products apart" ? changed({ what: ["all"] }) : fault.name === "a measure stands in every country" ? changed({ places: [], carrier: undefined }) : fault.name === "a measure stands at the next point too" ? changed({ at: ["gateway", "national-internet"] }) : rules
    return real.obstaclesOn(crossings, seen, evasions, traffic, atMs)
  }
  return { ...real, obstaclesOn }
})

vi.mock("../../src/world/rulebook.ts", async (original) => {
  const real = await original<typeof Rulebook>()
  const accountObstacle: typeof Rulebook.accountObstacle = (standing, subject, product) => {
    const found = real.accountObstacle(standing, subject, product)
    return fault.name === "an account's obstacle names no act" && found !== undefined ? { ...found, act: -1 } : found
  }
  return { ...real, accountObstacle }
})

vi.mock("../../src/world/effects.ts", async (original) => {
  const real = await original<typeof Effects>()
  const togglesOf: typeof Effects.togglesOf = (plan, acts) => {
    const shifted = (on: boolean, ms: number) => real.togglesOf(plan, acts).map((t) => (t.on === on && t.what !== "notice" ? { ...t, atMs: t.atMs + ms } : t)).sort((a, b) => a.atMs - b.atMs)
    if (fault.name === "acts begin six hours early") return shifted(true, -6 * 3_600_000)
    if (fault.name === "acts end six hours late") return shifted(false, 6 * 3_600_000)
    return real.togglesOf(plan, acts)
  }
  return { ...real, togglesOf }
})

const order = "open-mail: { by: DE, kind: bulk-access, to: company, demands: [{ open: { what: mail.content, span: from-now, to: DE } }], timeline: [{ issued: 2020-01-02, due: 2020-01-03 }] }"
const exit = (old: string, more = "") => `orders:
  ${order}
answers:
  leave: { by: company, to: open-mail, kind: exit, when: orders.open-mail.in-effect, notice: 2020-01-03, do: [{ exit: { what: mail, of: { account: DE }, old: ${old} } }] }
${more}`
const CLASSES = "{ content: { kept: { DE: berlin, FR: paris, others: bern }, keys: provider } }"
const ERASED = world({ classes: CLASSES, more: exit("erased") })
const MOVED = world({ classes: CLASSES, more: exit("moves") })
const OWN = world({ classes: "{ content: { kept: { DE: own, others: bern }, keys: customer } }", sites: "  own: { place: Berlin, country: DE, operator: customer, roles: [mailbox, keys] }", more: exit("erased") })
const BASELINE = "variants:\n  no-order: { without: [block-mail] }"
const block = (act: string, more = "") => `orders:
  block-mail: { by: DE, kind: network-block, through: { others: obeys, one: obeys }, does: [{ block: { ${act} } }], timeline: [{ in-effect: 2020-01-03 }, { lifted: 2020-01-05 }] }
${more}`
const BLOCK = world({ classes: CLASSES, more: block("what: mail, at: gateway, of: { home: DE }", BASELINE) })
const TWO = `  germans: { home: DE, count: 12, segment: enterprise, use: { mail: 100 %, chat: 100 % }, reach: { local-sim: 100 % }, writes: { per-day: 6, to: { germans: 50 %, guests: 50 % } } }
  guests: { home: FR, present: { in: DE, count: 8, nights: 30 }, use: { mail: 100 %, chat: 100 % }, reach: { local-breakout: 100 % }, writes: { per-day: 6, to: { guests: 70 %, germans: 30 % } } }`
const CHAT = `  chat: { provider: company, relay: bern, classes: { content: { kept: bern, keys: provider } } }`
const NARROW = world({ classes: CLASSES, people: TWO, service: CHAT, more: block("what: mail, at: gateway, of: { segment: enterprise }", BASELINE) })
const HERE = world({ classes: CLASSES, people: TWO.replace("  guests:", "  away: { home: DE, count: 8, use: { mail: 100 % }, reach: { home-routed: 100 % }, writes: { per-day: 6, to: { away: 100 % } }, trips: [{ to: FR, from: 2020-01-02, until: 2020-01-06 }] }\n  guests:"), service: CHAT, more: block("what: mail, at: gateway, of: { present: DE }", BASELINE) })
const AWAY = HERE.replace("home-routed", "local-breakout").replace("of: { present: DE }", "of: { home: DE }")
const CALLS = world({
  classes: CLASSES,
  service: "  calls: { carriers: [one, two], path: circuit, classes: { call: { kept: none, keys: carrier } } }",
  people: ["germans: { home: DE", "french: { home: FR"].map((who) => `  ${who}, count: 8, use: { calls: 100 % }, reach: { local-sim: 100 % }, writes: { per-day: 6, to: { ${who.slice(0, who.indexOf(":"))}: 100 % } } }`).join("\n"),
  more: "events:\n  off: { by: one, when: 2020-01-03, do: [stop: { at: calls }] }"
})
const WIFI = BLOCK.replace("local-sim: 100 %", "local-sim: 50 %, wifi: 50 %")

describe("X1: after an exit nothing of the provider's lies in the market", () => {
  it("holds where copies are erased or moved, and customers' own servers stay", () => {
    for (const text of [ERASED, MOVED, OWN]) {
      const clean = judged(text)
      expect(clean.of("X1")).toMatchObject({ verdict: "held" })
      expect(clean.broken, clean.text).toEqual([])
    }
  })

  it("is broken alone when an erasing exit erases nothing", () => {
    vi.spyOn(Stock.prototype, "erase").mockImplementation(() => undefined)
    const found = judged(ERASED)
    expect(found.broken, found.text).toEqual(["X1"])
    expect(found.of("X1").witness).toMatch(/^\d+ copies of mail\.content of germans lie at berlin in DE at 2020-.*, after leave\/do\/exit \(answer leave\)/)
  })

  it("is infeasible, with its reason, where nothing elsewhere can take the copies or the line is too slow", () => {
    const nowhere = judged(world({ classes: "{ content: { kept: berlin, keys: provider } }", more: exit("moves") }).replace("roles: [relay, mailbox]", "roles: [relay]").replace(/^ {2}paris.*$/m, ""))
    expect(nowhere.of("X1")).toMatchObject({ verdict: "infeasible" })
    expect(nowhere.of("X1").witness).toMatch(/the provider has no site elsewhere that runs/)
    const slow = judged(MOVED.replace("roles: [mailbox, backup] }", "roles: [mailbox, backup], capacity: 1 bit/s }"))
    expect(slow.of("X1")).toMatchObject({ verdict: "infeasible" })
    expect(slow.of("X1").witness).toMatch(/they are on their way/)
    expect(slow.broken, slow.text).toEqual([])
  })

  it("holds where the provider's keys go along, to where the exit says or he is besides, and partners keep nothing for him", () => {
    const keys = "{ content: { kept: bern, keys: { by: provider, in: DE } } }"
    for (const old of ["erased", "moves"]) {
      const clean = judged(world({ classes: keys, more: exit(old) }))
      expect(clean.of("X1")).toMatchObject({ verdict: "held" })
      expect(clean.broken, clean.text).toEqual([])
      const hosted = judged(world({ classes: "{ content: { kept: { DE: hall, FR: hall, others: bern }, keys: provider } }", sites: "  hall: { place: Berlin, country: DE, operator: partner, roles: [mailbox] }", more: exit(old) }))
      expect(hosted.of("X1"), hosted.text).toMatchObject({ verdict: "held" })
      expect(hosted.broken, hosted.text).toEqual([])
    }
  })

  it("asks nothing of a service that who has left buys later", () => {
    const bought = world({ classes: "{ content: { kept: berlin, keys: provider } }", more: `events:
  leave: { by: buyer, when: 2020-01-02, do: [{ exit: { of: { account: DE }, old: erased } }] }
  sale: { when: 2020-01-03, do: [{ transfer: { at: mail, to: buyer } }] }` }).replace("company: { seat: CH", "buyer: { seat: FR }\n  company: { seat: CH")
    const clean = judged(bought)
    expect(clean.of("X1")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
  })

  it("holds where two exits leave one market for places that differ: each will do", () => {
    const two = `${exit("moves").replace("old: moves", "old: moves, at: paris")}  go: { by: company, to: open-mail, kind: exit, when: 2020-01-05, do: [{ exit: { what: mail, of: { present: DE }, old: moves, at: bern } }] }`
    const clean = judged(world({ classes: "{ content: { kept: { DE: berlin, FR: berlin, others: bern }, keys: provider } }", more: two }))
    expect(clean.of("X1")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
  })

  it("asks copies to go elsewhere where the market of the place that the exit states has been left too", () => {
    const text = world({ classes: "{ content: { kept: berlin, keys: provider } }", more: exit("moves, at: paris", "  go: { by: company, to: open-mail, kind: exit, when: 2020-01-03, do: [{ exit: { of: { account: FR }, old: erased } }] }") })
    const clean = judged(text)
    expect(clean.of("X1")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
    vi.spyOn(Stock.prototype, "send").mockImplementation(() => undefined)
    expect(judged(text).of("X1").witness).toMatch(/copies of mail\.content of germans lie at berlin in DE/)
  })

  it("is broken where the engine leaves the provider's keys in the market, whatever the words say", () => {
    vi.spyOn(KeyHolders.prototype, "at").mockImplementation(() => [{ name: "company", kind: "provider", country: "DE", site: undefined, sinceMs: 0, cause: -1, isCopy: false, isPlaced: false }])
    const found = judged(world({ classes: "{ content: { kept: bern, keys: { by: provider, in: DE } } }", more: exit("erased") }))
    expect(found.of("X1").witness).toMatch(/^keys of mail\.content of germans are with company in DE at/)
  })

  it("is infeasible where the provider's keys come back to the market by an act's own words, and names the act", () => {
    const found = judged(world({ classes: "{ content: { kept: bern, keys: { by: provider, in: DE } } }", more: exit("erased", "  carry: { by: company, to: open-mail, kind: relocate, when: 2020-01-05, do: [{ move-keys: { what: mail.content, in: DE } }] }") }))
    expect(found.of("X1")).toMatchObject({ verdict: "infeasible" })
    expect(found.of("X1").witness).toMatch(/^keys of mail\.content of germans are with company in DE at .*: carry\/do\/move-keys \(answer carry\) has them there by its own words/)
    const carried = judged(world({ classes: "{ content: { kept: bern, keys: { by: provider, in: DE } } }", more: exit("erased", "  carry: { by: company, to: open-mail, kind: relocate, when: 2020-01-03, do: [{ move-keys: { what: mail.content, in: CH } }] }") }))
    expect(carried.broken, carried.text).toEqual([])
    const opener = judged(world({ classes: "{ content: { kept: bern, keys: provider }, backup: { kept: bern, keys: provider, opened-by: content } }", more: exit("erased", "  carry: { by: company, to: open-mail, kind: relocate, when: 2020-01-05, do: [{ move-keys: { what: mail.content, in: DE } }] }") }))
    expect(opener.broken, opener.text).toEqual([])
  })
})

describe("X4: an act changes nothing outside its scope", () => {
  it("holds for a suspension of whoever has an option, which is withdrawn from people who are elsewhere or on another line", () => {
    const vault = (from: string) => world({
      classes: "{ content: { kept: bern, keys: provider } }\n    options: { vault: { changes: { content.keys: user } } }",
      people: "  germans: { home: DE, count: 12, use: { mail: 100 % }, options: { mail.vault: 50 % }, reach: { local-sim: 100 % }, writes: { per-day: 6, to: { germans: 100 % } } }",
      more: `events:
  less: { by: company, when: 2020-01-02, do: [{ withdraw: { what: mail.vault, of: { ${from} } } }] }
  off: { by: company, when: 2020-01-03, do: [{ suspend: { of: { option: vault } } }] }`
    })
    for (const from of ["present: FR", "access: wifi"]) {
      const clean = judged(vault(from))
      expect(clean.of("X4").exercised, from).toBeGreaterThan(0)
      expect(clean.broken, clean.text).toEqual([])
    }
    expect(judged(vault("present: DE")).of("X4").exercised).toBe(0)
  })

  it("tells an option that one of two services has withdrawn from one that both have", () => {
    const vault = "options: { vault: { changes: { content.keys: user } } }"
    const taken = (what: string) => world({
      classes: `{ content: { kept: bern, keys: provider } }\n    ${vault}`,
      service: `  chat: { provider: company, relay: bern, classes: { content: { kept: bern, keys: provider } }, ${vault} }`,
      people: "  germans: { home: DE, count: 12, use: { mail: 100 % }, options: { vault: 50 % }, reach: { local-sim: 100 % }, writes: { per-day: 6, to: { germans: 100 % } } }",
      more: `events:
  less: { by: company, when: 2020-01-02, do: [{ withdraw: { what: ${what} } }] }
  off: { by: company, when: 2020-01-03, do: [{ suspend: { of: { option: vault } } }] }`
    })
    const clean = judged(taken("chat.vault"))
    expect(clean.of("X4").exercised).toBeGreaterThan(0)
    expect(clean.broken, clean.text).toEqual([])
    expect(judged(taken("[mail.vault, chat.vault]")).of("X4").exercised).toBe(0)
    fault.name = "gates overlook whom an act means"
    const found = judged(taken("[mail.vault, chat.vault]"))
    expect(found.broken, found.text).toEqual(["X4"])
    expect(found.of("X4").witness).toMatch(/its words do not mean germans/)
  })

  it("holds for a block of one service for some people, and where one of its carriers stops it", () => {
    for (const text of [NARROW, HERE, CALLS]) {
      const clean = judged(text)
      expect(clean.of("X4")).toMatchObject({ verdict: "held" })
      expect(clean.broken, clean.text).toEqual([])
    }
  })

  it.each([
    ["gates overlook whom an act means", () => NARROW, /refused a message of mail by guests#\d+ .*\(blocked at gateway in DE\); its words do not mean guests in DE on local-breakout/],
    ["gates overlook where people are", () => HERE, /refused a message of mail by away#\d+ .*; its words do not mean away in FR on home-routed/],
    ["gates do not tell products apart", () => NARROW, /refused a message of chat by germans#\d+ .*; it does not name chat/],
    ["what a carrier stops is stopped for all", () => CALLS, /refused a message of calls by french#\d+ .*\(service-stopped at relay-ingress in FR\); one carried it out, and the line is of two/],
    ["a measure stands in every country", () => AWAY, /refused a message of mail by away#\d+ .* \(blocked at gateway in FR\); it stands in DE/],
    ["a measure stands at the next point too", () => WIFI, /refused a message of mail by germans#\d+ .* \(blocked at national-internet in DE\); it stands at gateway/]
  ])("is broken alone when %s", (name, text, witness) => {
    fault.name = name
    const found = judged(text())
    expect(found.broken, found.text).toEqual(["X4"])
    expect(found.of("X4").witness).toMatch(witness)
  })
})

describe("X5: no effect before its date, none after its end", () => {
  it("holds for a block that is imposed and lifted", () => {
    const clean = judged(BLOCK)
    expect(clean.of("X5")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
  })

  it.each(["acts begin six hours early", "acts end six hours late"])("is broken alone when %s", (name) => {
    fault.name = name
    const found = judged(BLOCK)
    expect(found.broken, found.text).toEqual(["X5"])
    expect(found.of("X5").witness).toMatch(/^block-mail\/does\/block \(order block-mail\) had a consequence at 2020-.*; it is in force from 2020-01-02T23:00:00.* to 2020-01-04T23:00:00/)
  })

  it("is broken alone when an act outlives its order in the plan", () => {
    const longer = (plan: Plan): Plan => {
      const stretched = <T extends { readonly intervals: Plan["acts"][number]["intervals"] }>(of: T): T => ({ ...of, intervals: of.intervals.map((i) => ({ ...i, untilMs: i.untilMs + 6 * 3_600_000 })) })
      const rules = plan.rules.map(stretched)
      return { ...plan, rules, acts: plan.acts.map((act) => ({ ...stretched(act), rules: rules.filter((r) => r.act === act.row) })) }
    }
    const found = judged(BLOCK, longer)
    expect(found.broken, found.text).toEqual(["X5"])
    expect(found.of("X5").witness).toMatch(/its order was in effect from/)
  })

  it("is broken alone when an act goes on while its order is stayed, and after that again", () => {
    const stayed = BLOCK.replace("{ lifted: 2020-01-05 }", "{ stayed: 2020-01-04, until: 2020-01-04 }, { lifted: 2020-01-06 }")
    expect(judged(stayed).of("X5")).toMatchObject({ verdict: "held" })
    const through = (plan: Plan): Plan => {
      const whole = <T extends { readonly intervals: Plan["acts"][number]["intervals"] }>(of: T): T => ({ ...of, intervals: [{ fromMs: of.intervals[0].fromMs, untilMs: of.intervals.at(-1)!.untilMs }] })
      const rules = plan.rules.map(whole)
      return { ...plan, rules, acts: plan.acts.map((act) => ({ ...whole(act), rules: rules.filter((r) => r.act === act.row) })) }
    }
    const found = judged(stayed, through)
    expect(found.broken, found.text).toEqual(["X5"])
    expect(found.of("X5").witness).toMatch(/had a consequence at 2020-01-0[34]T.*; its order was in effect from 2020-01-02T23:00:00.* to 2020-01-03T23:00:00.*, from 2020-01-04T23:00:00/)
  })
})

describe("E1: every consequence cites the act behind it", () => {
  it("holds for refusals and bounces", () => {
    expect(judged(ERASED).of("E1")).toMatchObject({ verdict: "held" })
    expect(judged(BLOCK).of("E1")).toMatchObject({ verdict: "held" })
  })

  it("is broken alone when an act has lost its order", () => {
    const found = judged(BLOCK, (plan) => ({ ...plan, acts: plan.acts.map((act) => ({ ...act, order: undefined })) }))
    expect(found.broken, found.text).toEqual(["E1"])
    expect(found.of("E1").witness).toMatch(/^block-mail\/does\/block \(of nobody\) had a consequence at 2020-.*, and no order, answer or event is behind it/)
  })

  it("is broken alone when an account's obstacle names no act", () => {
    fault.name = "an account's obstacle names no act"
    const found = judged(ERASED)
    expect(found.broken, found.text).toEqual(["E1"])
    expect(found.of("E1").witness).toMatch(/^a message of mail by germans#\d+ was refused as market-left at 2020-.*, and no act is named/)
  })

  it("is broken alone when what comes back because of an act names none", () => {
    const waits = BLOCK.replace("at-relay: 2 days", "at-relay: 6 h")
    expect(judged(waits).of("E1")).toMatchObject({ verdict: "held" })
    vi.spyOn(Messages.prototype, "cause").mockReturnValue(-1)
    const found = judged(waits)
    expect(found.broken, found.text).toEqual(["E1"])
    expect(found.of("E1").witness).toMatch(/^a message of mail by \w+#\d+ came back as blocked at 2020-.*, and no act is named/)
  })
})

describe("E3: every change of place has a cause", () => {
  it("holds for copies that an exit moves", () => {
    const clean = judged(MOVED)
    expect(clean.of("E3")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
  })

  it("is broken alone when a move forgets why copies leave", () => {
    const change = Stock.prototype.change
    vi.spyOn(Stock.prototype, "change").mockImplementation(function (this: Stock, row, by) {
      change.call(this, row, by, -1)
    })
    const found = judged(MOVED)
    expect(found.broken, found.text).toEqual(["E3"])
    expect(found.of("E3").witness).toMatch(/^\d+ primary copies of mail\.content of (germans|french) left berlin in DE at 2020-.*, and no act is the cause/)
  })
})
