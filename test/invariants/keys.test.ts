import { afterEach, describe, expect, it, vi } from "vitest"
import { Readers } from "../../src/world/readers.ts"
import type * as Custody from "../../src/world/custody.ts"
import type * as Taps from "../../src/world/taps.ts"
import type { World } from "../../src/world/world.ts"
import { judged, world } from "./planted.ts"

const fault = vi.hoisted(() => ({ name: "" }))
afterEach(() => {
  fault.name = ""
  vi.restoreAllMocks()
})

vi.mock("../../src/world/taps.ts", async (original) => {
  const real = await original<typeof Taps>()
  const tapMatches: typeof Taps.tapMatches = (w, act, situation, product) => {
    if (fault.name === "an order of access takes everybody") return true
    if (fault.name === "an order of access takes those abroad too") return w.situations.subject(situation).group.homeCountry === act.issuer
    return real.tapMatches(w, act, situation, product)
  }
  return { ...real, tapMatches }
})

vi.mock("../../src/world/custody.ts", async (original) => {
  const real = await original<typeof Custody>()
  const opensFor: typeof Custody.opensFor = (holders, name) => real.opensFor(holders, name) ?? (fault.name === "without the key there is clear text" ? holders[0] : undefined)
  const holdersOf: typeof Custody.holdersOf = (standing, ...rest) => real.holdersOf(fault.name === "rotating changes nothing" ? (Object.create(standing, { begun: { value: () => [...standing.begun()].filter((act) => act.verb !== "rotate-keys") } }) as typeof standing) : standing, ...rest)
  return { ...real, opensFor, holdersOf }
})

const order = (of: string) => `orders:
  open-mail: { by: DE, kind: bulk-access, to: company, demands: [{ open: { what: [mail.content, mail.metadata], of: ${of}, span: from-now, to: DE } }], timeline: [{ issued: 2020-01-02, due: 2020-01-03 }] }
answers:
  yield: { by: company, to: open-mail, kind: comply, when: orders.open-mail.due, do: [comply] }`
const people = `  germans: { home: DE, count: 12, use: { mail: 100 % }, reach: { home-routed: 100 % }, writes: { per-day: 8, to: { germans: 60 %, french: 40 % } }, trips: [{ to: FR, from: 2020-01-04, until: 2020-01-05 }] }
  french: { home: FR, count: 12, use: { mail: 100 % }, reach: { wifi: 100 % }, writes: { per-day: 6, to: { french: 70 %, germans: 30 % } } }`
const OPEN = world({ classes: "{ content: { kept: bern, keys: provider }, metadata: { kept: bern, keys: nobody } }", people, more: order("{ account: DE }") })
const PRESENT = world({ classes: "{ content: { kept: bern, keys: provider }, metadata: { kept: bern, keys: nobody } }", people, more: order("{ present: DE }") })
const CLOSED = world({ classes: "{ content: { kept: bern, keys: user }, metadata: { kept: bern, keys: nobody } }", people, more: order("{ account: DE }") })
const ESCROW = world({
  classes: "{ content: { kept: bern, keys: customer }, metadata: { kept: bern, keys: nobody } }",
  people,
  more: `${order("{ account: DE }")}
  escrow: { by: customer, to: open-mail, kind: comply, when: 2020-01-05, do: [{ give-keys: { what: mail.content, of: { account: DE }, to: DE } }] }`
})
const MAILBOX = world({
  classes: "{ mailbox: { kept: bern, keys: customer } }",
  people,
  more: `${order("{ account: DE }").replace("[mail.content, mail.metadata]", "mail.mailbox")}
  escrow: { by: customer, to: open-mail, kind: comply, when: 2020-01-05, do: [{ give-keys: { what: mail.mailbox, of: { account: DE }, to: DE } }] }`
})

describe("K1: nobody reads what no act gave him", () => {
  it("an order of access takes its targets and whoever writes with them", () => {
    for (const text of [OPEN, PRESENT, CLOSED, ESCROW]) {
      const clean = judged(text)
      expect(clean.of("K1")).toMatchObject({ verdict: "held" })
      expect(clean.broken, clean.text).toEqual([])
    }
  })

  it("is broken alone when everybody is taken", () => {
    fault.name = "an order of access takes everybody"
    const found = judged(OPEN)
    expect(found.broken, found.text).toEqual(["K1"])
    expect(found.of("K1").witness).toMatch(/^DE got \d+ messages of mail\.(content|metadata) between french and french as .*, by yield\/.*open.* \(answer yield\), which does not give it/)
  })

  it("is broken alone when an order on those present takes people while they are abroad", () => {
    fault.name = "an order of access takes those abroad too"
    const found = judged(PRESENT)
    expect(found.broken, found.text).toEqual(["K1"])
  })
})

const RECORDED = world({
  classes: "{ content: { kept: bern, keys: provider }, metadata: { kept: bern, keys: nobody } }",
  people: people.replace("count: 12, use", "count: 12, vpn: { share: 50 %, exit: FR }, use"),
  more: `orders:
  record: { by: DE, kind: bulk-access, through: { others: obeys }, does: [{ open: { what: mail, at: national-internet, span: from-now, to: DE } }], timeline: [{ in-effect: 2020-01-02 }] }`
})

describe("K1: who has no option", () => {
  it("is also he from whom it has been withdrawn, and who has another service's", () => {
    const taken = world({
      classes: "{ content: { kept: bern, keys: provider } }\n    options: { vault: { changes: { content.keys: user } } }",
      service: "  chat: { provider: company, relay: bern, classes: { content: { kept: bern, keys: provider } }, options: { veil: { changes: { content.keys: user } } } }",
      people: people.replace("use: { mail: 100 % }", "options: { mail.vault: 100 % }, use: { mail: 100 % }").replace("12, use: { mail: 100 % }, reach: { wifi", "12, options: { chat.veil: 100 % }, use: { mail: 100 %, chat: 100 % }, reach: { wifi"),
      more: `events:
  less: { by: company, when: 2020-01-03, do: [{ withdraw: { what: mail.vault } }] }
  tap: { by: company, when: 2020-01-04, do: [{ open: { what: mail.content, of: { option: no }, span: from-now, to: DE } }] }`
    })
    const clean = judged(taken)
    expect(clean.of("K1")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
  })
})

describe("K1: what is recorded crosses the point", () => {
  it("holds of whoever has one end there, outside of a tunnel", () => {
    const clean = judged(RECORDED)
    expect(clean.of("K1")).toMatchObject({ verdict: "held" })
    expect(clean.of("K1").exercised).toBeGreaterThan(0)
    expect(clean.broken, clean.text).toEqual([])
  })

  it("is broken alone when bytes are recorded wherever they pass", () => {
    fault.name = "an order of access takes everybody"
    const found = judged(RECORDED)
    expect(found.broken, found.text).toEqual(["K1"])
  })
})

describe("K1: what is stored is its owner's", () => {
  const STORED = world({
    classes: "{ content: { kept: bern, keys: provider } }",
    people,
    more: `events:
  warrant: { by: company, when: 2020-01-04, do: [{ open: { what: mail.content, of: { account: DE }, in: CH, via: company, span: stored, to: CH } }] }`
  })

  it("an act on somebody's mailbox gives what was written to him", () => {
    const clean = judged(STORED)
    expect(clean.of("K1")).toMatchObject({ verdict: "held" })
    expect(clean.of("K1").exercised).toBeGreaterThan(0)
  })

  it("is broken alone when what he wrote is taken out of the mailboxes of others", () => {
    const { take } = Readers.prototype
    vi.spyOn(Readers.prototype, "take").mockImplementation(function (this: Readers, act) {
      const { stock, plan } = (this as unknown as { w: World }).w
      take.call(this, act, stock.select((_site, _owner, _cls, _kind, other) => plan.groups.rows[other].account === "DE"))
    })
    const found = judged(STORED)
    expect(found.broken, found.text).toEqual(["K1"])
  })
})

describe("K4: what needs a refused key falls back to nothing", () => {
  it("stays cipher text and is counted", () => {
    const clean = judged(CLOSED)
    expect(clean.of("K4")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
  })

  it("knows the keys that an exit has taken to the site that is then seized", () => {
    const seized = (exit: string) => world({
      classes: "{ content: { kept: bern, keys: { by: provider, in: DE } } }",
      people,
      more: `orders:
  take: { by: CH, kind: seizure, does: [{ seize: { at: bern } }], timeline: [{ in-effect: 2020-01-05 }] }
events:
  leave: { by: company, when: 2020-01-03, do: [{ exit: { of: { account: DE }, old: moves${exit} } }] }`
    })
    // By its words; or since its owner has no seat left.
    for (const text of [seized(", at: bern"), seized("").replace("company: { seat: CH, established: [CH, DE, FR] }", "company: { seat: DE }").replace(/^ {2}(paris|berlin):.*$/gm, "")]) {
      const clean = judged(text)
      expect(clean.of("K4")).toMatchObject({ verdict: "held" })
      expect(clean.of("K4").exercised).toBeGreaterThan(0)
      expect(clean.broken, clean.text).toEqual([])
    }
  })

  it("is broken alone when without the key there is clear text", () => {
    fault.name = "without the key there is clear text"
    const found = judged(CLOSED)
    expect(found.broken, found.text).toEqual(["K4"])
    expect(found.of("K4").witness).toMatch(/^DE got \d+ messages of mail\.content .* as content .*; the keys of mail\.content are with user, and nobody gave one/)
  })

  it("is broken when keys are seized where an exit would have taken them, of which there is but notice", () => {
    fault.name = "without the key there is clear text"
    const found = judged(world({
      classes: "{ content: { kept: bern, keys: { by: provider, in: DE } } }",
      people,
      more: `orders:
  take: { by: CH, kind: seizure, does: [{ seize: { at: bern } }], timeline: [{ in-effect: 2020-01-04 }] }
answers:
  leave: { by: company, to: take, kind: exit, when: 2020-01-06, notice: 2020-01-03, do: [{ exit: { of: { account: DE }, old: moves, at: bern } }] }`
    }))
    expect(found.of("K4").witness).toMatch(/^CH got \d+ messages of mail\.content .*; the keys of mail\.content are with provider, and nobody gave one/)
  })
})

describe("K4: copies of keys open nothing that is sent after these were rotated", () => {
  const ROTATED = world({
    classes: "{ content: { kept: bern, keys: customer } }",
    people,
    more: `${order("all").replace("[mail.content, mail.metadata]", "mail.content")}
events:
  escrow: { by: customer, when: 2020-01-04, do: [{ give-keys: { what: mail.content, to: DE } }] }
  anew: { by: customer, when: 2020-01-05, do: [{ rotate-keys: { what: mail.content } }] }`
  })

  it("what comes is cipher text again", () => {
    const clean = judged(ROTATED)
    expect(clean.of("K4")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
  })

  it("is broken alone when rotating changes nothing", () => {
    fault.name = "rotating changes nothing"
    const found = judged(ROTATED)
    expect(found.broken, found.text).toEqual(["K4"])
  })
})

describe("K5: a surrendered key opens old copies too", () => {
  it("what was kept as cipher text is reported as readable", () => {
    const clean = judged(ESCROW)
    expect(clean.of("K5")).toMatchObject({ verdict: "held" })
    expect(clean.of("K5").exercised).toBeGreaterThan(0)
    expect(judged(CLOSED).of("K5")).toMatchObject({ verdict: "not-exercised", exercised: 0 })
  })

  it("asks of mailboxes only what lies in those whose key was given", () => {
    const clean = judged(MAILBOX)
    expect(clean.of("K5"), clean.text).toMatchObject({ verdict: "held" })
    expect(clean.of("K5").exercised).toBeGreaterThan(0)
    vi.spyOn(Readers.prototype as unknown as { openCaptured: () => void }, "openCaptured").mockImplementation(() => undefined)
    expect(judged(MAILBOX).broken).toEqual(["K5"])
  })

  it("is broken alone when the key opens only what comes after it", () => {
    vi.spyOn(Readers.prototype as unknown as { openCaptured: () => void }, "openCaptured").mockImplementation(() => undefined)
    const found = judged(ESCROW)
    expect(found.broken, found.text).toEqual(["K5"])
    expect(found.of("K5").witness).toMatch(/^DE has the keys of mail\.content since 2020-01-04T23:00:00.* by escrow\/do\/give-keys \(answer escrow\), and of \d+ messages .* that it kept as cipher text 0 are reported as readable/)
  })

  it("asks nothing of what an option has left under its users' keys", () => {
    const vaults = world({
      classes: "{ content: { kept: bern, keys: provider }, backup: { kept: bern, keys: provider, opened-by: content } }",
      service: "    options: { vault: { changes: { content.keys: user } } }",
      people: people.replaceAll("count: 12,", "count: 12, options: { vault: 100 % },"),
      more: `orders:
  record: { by: DE, kind: bulk-access, through: { others: obeys }, does: [{ open: { what: mail, at: national-internet, span: from-now, to: DE } }], timeline: [{ in-effect: 2020-01-02 }] }
events:
  given: { by: company, when: 2020-01-04, do: [{ give-keys: { what: mail.content, to: DE } }] }
  own: { by: company, when: 2020-01-03, do: [{ move-keys: { what: mail.backup, to: company } }] }`
    })
    const clean = judged(vaults)
    expect(clean.broken, clean.text).toEqual([])
    expect(clean.of("K5").verdict).toBe("not-exercised")
  })

  it("asks of what an option may have left under other keys only where both have been given", () => {
    const given = (keys: string) => judged(world({
      classes: "{ content: { kept: bern, keys: provider }, backup: { kept: bern, keys: provider, opened-by: content } }",
      service: `    options: { vault: { changes: { content.keys: ${keys} } } }`,
      people: people.replaceAll("count: 12,", "count: 12, options: { vault: 100 % },"),
      more: `orders:
  record: { by: DE, kind: bulk-access, through: { others: obeys }, does: [{ open: { what: mail.backup, at: national-internet, span: from-now, to: DE } }], timeline: [{ in-effect: 2020-01-02 }] }
events:
  off: { by: company, when: 2020-01-02, do: [{ withdraw: { what: mail.vault, of: { account: CH } } }] }
  given: { by: company, when: 2020-01-04, do: [{ give-keys: { what: mail.content, to: DE } }] }`
    }))
    const left = given("user")
    expect(left.broken, left.text).toEqual([])
    expect(left.of("K5").verdict).toBe("not-exercised")
    const both = given("[user, provider]")
    expect(both.broken, both.text).toEqual([])
    expect(both.of("K5").verdict).toBe("held")
  })

  it("asks nothing of what its giver has only from himself, or of somebody else", () => {
    const given = (more: string) => judged(world({
      classes: "{ content: { kept: bern, keys: user } }",
      people,
      more: `orders:
  record: { by: DE, kind: bulk-access, through: { others: obeys }, does: [{ open: { what: mail, at: national-internet, span: from-now, to: DE } }], timeline: [{ in-effect: 2020-01-02 }] }
events:
  given: { by: company, when: 2020-01-05, do: [{ give-keys: { what: mail.content, of: { account: DE }, to: DE } }] }
${more}`
    }))
    const own = (by: string, of: string, day = 4) => `  before: { by: ${by}, when: 2020-01-0${day}, do: [{ give-keys: { what: mail.content, of: { account: ${of} }, to: company } }] }`
    for (const more of [own("company", "DE"), own("user", "FR"), own("user", "DE", 6)]) {
      const clean = given(more)
      expect(clean.broken, clean.text).toEqual([])
      expect(clean.of("K5").verdict, more).toBe("not-exercised")
    }
    expect(given(own("user", "DE")).of("K5").verdict).toBe("held")
  })

  it("asks nothing of keys that were sold before their old owner gave them", () => {
    const sold = world({
      classes: "{ content: { kept: bern, keys: provider } }",
      people,
      more: `orders:
  record: { by: DE, kind: bulk-access, through: { others: obeys }, does: [{ open: { what: mail, at: national-internet, span: from-now, to: DE } }], timeline: [{ in-effect: 2020-01-02 }] }
events:
  sale: { by: company, when: 2020-01-03, do: [{ transfer: { at: mail, to: buyer } }] }
  given: { by: company, when: 2020-01-04, do: [{ give-keys: { what: mail.content, to: DE } }] }`
    }).replace("providers:", "providers:\n  buyer: { seat: FR }")
    const clean = judged(sold)
    expect(clean.broken, clean.text).toEqual([])
    expect(clean.of("K5").verdict).toBe("not-exercised")
  })

  it("is opened as far as the key reaches: an organisation's for all of its people, a device's for what is on it", () => {
    const reaching = (onePer: string, of: string) => world({
      classes: `{ content: { kept: bern, keys: { by: [user, customer], one-per: ${onePer} } } }`,
      people: `  germans: { home: DE, segment: enterprise, organisation: firm, count: 6, use: { mail: 100 % }, reach: { home-routed: 100 % }, writes: { per-day: 8, to: { germans: 60 %, french: 40 % } }, trips: [{ to: FR, from: 2020-01-04, until: 2020-01-05 }] }
  french: { home: FR, segment: enterprise, organisation: firm, count: 6, use: { mail: 100 % }, reach: { wifi: 100 % }, writes: { per-day: 6, to: { french: 100 % } } }
  neighbours: { home: FR, count: 6, use: { mail: 100 % }, reach: { wifi: 100 % }, writes: { per-day: 6, to: { neighbours: 100 % } } }`,
      more: `${order("all").replace("[mail.content, mail.metadata]", "mail.content")}
  escrow: { by: customer, to: open-mail, kind: comply, when: 2020-01-05, do: [{ give-keys: { what: mail.content, of: ${of}, to: DE } }] }
events:
  handsets: { when: 2020-01-06, do: [{ shift: { people: germans, habit: reach, to: wifi, share: 100 % } }] }`
    })
    const opened = [["account", "{ people: germans }"], ["organisation", "{ people: germans }"], ["device", "{ people: germans }"], ["device", "{ people: germans, present: FR }"], ["service", "{ people: germans }"]].map(([onePer, of]) => {
      const clean = judged(reaching(onePer, of))
      expect(clean.broken, clean.text).toEqual([])
      expect(clean.of("K5").verdict).toBe("held")
      return clean.of("K5").exercised
    })
    const [account, organisation, device, there, service] = opened
    expect(organisation).toBeGreaterThan(account)
    expect(service).toBeGreaterThan(organisation)
    expect([device <= account, there <= device]).toEqual([true, true])
  })
})
