import { afterEach, describe, expect, it, vi } from "vitest"
import type * as Placement from "../../src/world/placement.ts"
import type * as Journeys from "../../src/world/journeys.ts"
import { Stock } from "../../src/world/stock.ts"
import { judged, world } from "./planted.ts"

/** The condition that is changed in the engine, for as long as a test has it so. */
const fault = vi.hoisted(() => ({ name: "" }))
afterEach(() => {
  fault.name = ""
  vi.restoreAllMocks()
})

vi.mock("../../src/world/placement.ts", async (original) => {
  const real = await original<typeof Placement>()
  const placeOf: typeof Placement.placeOf = (standing, cls, kind, subject, ruler) => {
    const placed = real.placeOf(standing, cls, kind, subject, fault.name === "who wrote it is overlooked" && kind === "primary" ? subject : ruler)
    const sites = standing.plan.sites
    switch (fault.name) {
      case "a rule of placement is overlooked":
        return kind === "primary" ? { ...placed, site: sites.findIndex((s) => s.name === "berlin") } : placed
      case "a replica is put where there is room":
        return kind === "replica" ? { ...placed, site: sites.findIndex((s) => s.name === "berlin") } : placed
      case "the place of an exit is overlooked":
        return placed.ruled ? { ...placed, site: sites.findIndex((s) => s.name === "bern") } : placed
      case "backups are forgotten by rules":
        return kind === "backup" ? { ...placed, site: sites.findIndex((s) => s.name === "berlin") } : placed
      case "whatever runs is good enough":
        return placed.reason === "mailbox-unreachable" ? { ...placed, site: sites.findIndex((s) => s.name === "berlin"), reason: undefined } : placed
      case "the declared country counts": {
        const declared = sites.map((site) => ({ ...site, country: site.spec.declared ?? site.country }))
        return real.placeOf(Object.create(standing, { plan: { value: { ...standing.plan, sites: declared } } }), cls, kind, subject)
      }
      default:
        return placed
    }
  }
  return { ...real, placeOf }
})

vi.mock("../../src/world/journeys.ts", async (original) => {
  const real = await original<typeof Journeys>()
  const startDatedTrip: typeof Journeys.startDatedTrip = (w, row) => {
    real.startDatedTrip(w, row)
    if (fault.name !== "the account follows the traveller") return
    for (let person = 0; person < w.plan.people.count; person++) {
      const traits = w.plan.groups.traits[w.persons.group(person)]
      const account = w.plan.places[w.persons.place(person)].country
      if (account !== traits.account) w.persons.setGroup(person, w.plan.groups.intern({ ...traits, account }, 1))
    }
  }
  return { ...real, startDatedTrip }
})

/** Rows of the sites of small worlds, and of the second act of one with two. */
const [BERN, PARIS, SECOND] = [0, 2, 1]

const RULE = world({
  classes: "{ content: { kept: { DE: berlin, FR: berlin, others: bern }, copies: { backup: berlin }, keys: provider } }",
  more: `events:
  go: { when: 2020-01-03, do: [{ place: { what: mail.content, of: { account: FR }, in: FR, old: moves } }] }`
})

const SENDERS = world({
  classes: "{ content: { kept: bern, copies: { backup: berlin }, keys: provider } }",
  more: `choices: { cross-border-message: sender-home }
events:
  go: { when: 2020-01-03, do: [{ place: { what: mail.content, of: { account: FR }, in: FR, old: moves } }] }`
})

const DOWN = world({
  classes: "{ content: { kept: { FR: lyon, others: bern }, keys: provider } }",
  sites: "  lyon: { place: Paris, country: FR, operator: company, roles: [mailbox], fails: [{ from: 2020-01-03, until: 2020-01-03, what: down }] }",
  more: ""
})

const DECLARED = world({
  classes: "{ content: { kept: { FR: branch, others: bern }, keys: provider } }",
  sites: "  branch: { place: Berlin, country: DE, declared: FR, operator: company, roles: [mailbox] }",
  more: `events:
  go: { when: 2020-01-03, do: [{ place: { what: mail.content, of: { account: FR }, not-in: DE } }] }`
})

const REPLICA = RULE.replace("backup: berlin", "replica: paris")

const BACKUP = world({ classes: "{ content: { kept: bern, copies: { backup: paris }, keys: provider } }", more: "" })

const TRIP = world({
  classes: "{ content: { kept: { FR: paris, DE: berlin, others: bern }, keys: provider } }",
  people: `  germans: { home: DE, count: 12, use: { mail: 100 % }, reach: { home-routed: 100 % }, writes: { per-day: 8, to: { germans: 100 % } }, trips: [{ to: FR, from: 2020-01-03, until: 2020-01-04 }] }`,
  more: ""
})

describe("R1: copies lie where the rules in force allow", () => {
  it("a rule of placement is obeyed by what comes and by what lies there", () => {
    const clean = judged(RULE)
    expect(clean.of("R1")).toMatchObject({ verdict: "held" })
    expect(clean.broken).toEqual([])
  })

  it("is broken alone when the engine overlooks a rule of placement", () => {
    fault.name = "a rule of placement is overlooked"
    const found = judged(RULE)
    expect(found.broken, found.text).toEqual(["R1"])
    expect(found.of("R1").witness).toMatch(/^\d+ primary copies of mail\.content of french .* berlin in DE .*; go\/do\/place \(event go\) requires FR/)
  })

  it("the rules for who wrote it are obeyed, where the file's choice has them hold between two homes", () => {
    const clean = judged(SENDERS)
    expect(clean.of("R1")).toMatchObject({ verdict: "held" })
    expect(clean.broken).toEqual([])
  })

  it("is broken alone when the engine overlooks who wrote it", () => {
    fault.name = "who wrote it is overlooked"
    const found = judged(SENDERS)
    expect(found.broken, found.text).toEqual(["R1"])
    expect(found.of("R1").witness).toMatch(/^\d+ primary copies of mail\.content of germans .*; go\/do\/place \(event go\) requires FR/)
  })

  it("has no legal state where two rules leave first copies no place, though one of them has moved backups to another", () => {
    const rules = (copies: string) => world({
      classes: "{ content: { kept: berlin, copies: { backup: berlin }, keys: provider } }",
      more: `choices: { no-legal-place: violate-and-report }
events:
  home: { when: 2020-01-03, do: [{ place: { what: mail, in: DE, copies: ${copies}, old: stays } }] }
  away: { when: 2020-01-03, do: [{ place: { what: mail, not-in: DE, copies: all, old: moves } }] }`
    })
    for (const copies of ["primary", "all"]) {
      const clean = judged(rules(copies))
      expect(clean.broken, clean.text).toEqual([])
      expect(clean.of("R1").verdict).toBe("infeasible")
    }
  })

  it("asks nobody to take copies who has bought the machines under them, where he runs no site that is stated for them", () => {
    const sold = world({
      classes: "{ content: { kept: berlin, keys: provider } }",
      more: `events:
  near: { by: company, when: 2020-01-02, do: [{ place: { what: mail, in: [CH, FR], old: moves } }] }
  there: { by: company, when: 2020-01-03, do: [{ place: { what: mail, in: FR, old: moves } }] }
  sale: { when: 2020-01-04, do: [{ transfer: { at: bern, to: other } }] }`
    }).replace("FR, operator: company", "FR, operator: other").replace("providers:", "providers:\n  other: { seat: FR }")
    const clean = judged(sold)
    expect(clean.broken, clean.text).toEqual([])
    expect(clean.of("R1").exercised).toBeGreaterThan(0)
  })

  describe("where two exits leave one market", () => {
    const exits = (one: string, down = "") => world({
      classes: "{ content: { kept: berlin, keys: provider } }",
      more: `orders:
  open-mail: { by: DE, to: company, kind: bulk-access, timeline: [{ in-effect: 2020-01-02 }] }
answers:
  leave: { by: company, to: open-mail, kind: exit, when: 2020-01-05, notice: 2020-01-02, do: [{ exit: { of: { account: DE }, old: moves${one} } }, { exit: { of: { account: DE }, old: moves, at: paris } }] }`
    }).replace("FR, operator: company, roles: [mailbox, backup]", `$&${down}`)

    it("new mail goes anywhere else once the place of one cannot be had and the other states none", () => {
      const clean = judged(exits("", ", fails: [{ from: 2020-01-03, until: 2020-01-03, what: down }]"))
      expect(clean.of("R1")).toMatchObject({ verdict: "held" })
      expect(clean.broken, clean.text).toEqual([])
    })

    it("is broken when new mail goes past the places that both state, and R4 once the stated site has stopped", () => {
      fault.name = "the place of an exit is overlooked"
      const found = judged(exits(", at: paris"))
      expect(found.broken, found.text).toEqual(["R1", "R4"])
      expect(found.of("R1").witness).toMatch(/came to bern in CH .*leave\/do\/exit#2 \(answer leave\) moves it elsewhere/)
    })

    it("R4 is broken, once the stated site has stopped, when one sends copies past its own place, though the other states none", () => {
      const { send } = Stock.prototype
      vi.spyOn(Stock.prototype, "send").mockImplementation(function (this: Stock, rows, target, cause) {
        send.call(this, rows, (row) => (cause === SECOND && target(row) === PARIS ? BERN : target(row)), cause)
      })
      const found = judged(exits(""))
      expect(found.broken, found.text).toEqual(["R4"])
      expect(found.of("R4").witness).toMatch(/came to bern in CH .*leave\/do\/exit#2 \(answer leave\) moves it elsewhere/)
    })
  })

  describe("where notice has been given that a market is left, and another exit sends copies there", () => {
    const exits = (at: string) => world({
      classes: "{ content: { kept: bern, keys: provider } }",
      more: `orders:
  open-mail: { by: DE, to: company, kind: bulk-access, timeline: [{ in-effect: 2020-01-04 }] }
  open-more: { by: FR, to: company, kind: bulk-access, timeline: [{ in-effect: 2020-01-07 }] }
answers:
  leave: { by: company, to: open-mail, kind: exit, do: [{ exit: { old: moves${at} } }] }
  follow: { by: company, to: open-more, kind: exit, notice: 2020-01-02, do: [{ exit: { of: { account: FR }, old: moves } }] }`
    })

    it("they may come, where it states no other place", () => {
      const clean = judged(exits(", at: paris"))
      expect(clean.of("R1")).toMatchObject({ verdict: "held" })
      expect(clean.broken, clean.text).toEqual([])
    })

    it("they go to another that it states, though that stands behind", () => {
      const clean = judged(exits(", at: [paris, berlin]"))
      expect(clean.broken, clean.text).toEqual([])
    })

    it("is broken, and X1 once that market has been left, where it states another too, or none", () => {
      const { send } = Stock.prototype
      vi.spyOn(Stock.prototype, "send").mockImplementation(function (this: Stock, rows, target, cause) {
        send.call(this, rows, (row) => (cause === 0 ? PARIS : target(row)), cause)
      })
      for (const at of [", at: [berlin, paris]", ""]) {
        const found = judged(exits(at))
        expect(found.broken, found.text).toEqual(["R1", "X1"])
        expect(found.of("R1").witness).toMatch(/came to paris in FR .*follow\/do\/exit \(answer follow\) has given notice that it leaves FR/)
      }
    })
  })

  it("is not exercised where nothing is kept", () => {
    const nothing = judged(world({ classes: "{ content: { kept: none, keys: user } }", more: "" }))
    expect(nothing.of("R1")).toMatchObject({ verdict: "not-exercised", exercised: 0 })
    for (const promise of ["R4", "R5", "R6", "R9", "K1", "K4", "K5", "X1", "X3", "X4", "X5", "E1", "E3"]) expect(nothing.of(promise).verdict, promise).toBe("not-exercised")
  })
})

describe("R2 and R7: every kind of copy obeys", () => {
  it("replicas by themselves, backups as what they are of", () => {
    const [replica, backup] = [judged(REPLICA), judged(RULE)]
    expect(replica.of("R2")).toMatchObject({ verdict: "held" })
    expect(backup.of("R7")).toMatchObject({ verdict: "held" })
    expect([replica.of("R7").verdict, backup.of("R2").verdict]).toEqual(["not-exercised", "not-exercised"])
    expect([...replica.broken, ...backup.broken]).toEqual([])
  })

  it("R2 is broken alone when a replica is put where there is room", () => {
    fault.name = "a replica is put where there is room"
    const found = judged(REPLICA)
    expect(found.broken, found.text).toEqual(["R2"])
    expect(found.of("R2").witness).toMatch(/^\d+ replica copies of mail\.content of \w+ .*berlin in DE/)
  })

  it("R7 is broken alone when backups are forgotten by rules", () => {
    fault.name = "backups are forgotten by rules"
    const found = judged(RULE)
    expect(found.broken, found.text).toEqual(["R7"])
    expect(found.of("R7").witness).toMatch(/^\d+ backup copies of mail\.content of french .* berlin in DE .*; go\/do\/place \(event go\) requires FR/)
  })
})

describe("R4: no fault leads a copy outside", () => {
  it("mail waits while its mailbox is down", () => {
    const clean = judged(DOWN)
    expect(clean.of("R4")).toMatchObject({ verdict: "held" })
    expect(clean.broken).toEqual([])
  })

  it("is broken alone when mail goes to whatever runs", () => {
    fault.name = "whatever runs is good enough"
    const found = judged(DOWN)
    expect(found.broken, found.text).toEqual(["R4"])
    expect(found.of("R4").witness).toMatch(/copies of mail\.content of french came to berlin in DE .*, while lyon is down; lyon is stated for it/)
  })
})

describe("R5: the true country counts", () => {
  it("a site in a forbidden country gets nothing, whatever it declares", () => {
    const clean = judged(DECLARED)
    expect(clean.of("R5")).toMatchObject({ verdict: "held" })
    expect(clean.broken).toEqual([])
  })

  it("is broken alone when the declared country is read instead", () => {
    fault.name = "the declared country counts"
    const found = judged(DECLARED)
    expect(found.broken, found.text).toEqual(["R5"])
    expect(found.of("R5").witness).toMatch(/came to branch in DE .*, which declares FR; go\/do\/place \(event go\) forbids DE/)
  })
})

describe("R6: there is no default country", () => {
  it("every copy lies in a country that the file describes", () => {
    const clean = judged(BACKUP)
    expect(clean.of("R6")).toMatchObject({ verdict: "held" })
    expect(clean.broken).toEqual([])
  })

  it("is broken alone when a site's country becomes one that nothing describes", () => {
    const found = judged(BACKUP, (plan) => ({ ...plan, sites: plan.sites.map((s) => (s.name === "paris" ? { ...s, country: "FX" } : s)) }))
    expect(found.broken, found.text).toEqual(["R6"])
    expect(found.of("R6").witness).toMatch(/came to paris in FR .*, a country that the file does not describe: FX/)
  })
})

describe("R9: travel alone moves nothing", () => {
  it("a traveller's mailbox stays where it is", () => {
    const clean = judged(TRIP)
    expect(clean.of("R9")).toMatchObject({ verdict: "held" })
    expect(clean.broken).toEqual([])
  })

  it("is broken alone when the account follows the traveller", () => {
    fault.name = "the account follows the traveller"
    const found = judged(TRIP)
    expect(found.broken, found.text).toEqual(["R9"])
    expect(found.of("R9").witness).toMatch(/^the mailbox of germans#\d+ was at berlin and is at paris at .*; no rule changed, he only went from DE to FR/)
  })
})
