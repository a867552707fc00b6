import { afterEach, describe, expect, it, vi } from "vitest"
import type * as AtRest from "../../src/world/atRest.ts"
import type * as Rulebook from "../../src/world/rulebook.ts"
import type { CopyKind } from "../../src/world/record.ts"
import { Stock } from "../../src/world/stock.ts"
import { judged, world } from "./planted.ts"

const fault = vi.hoisted(() => ({ name: "" }))
afterEach(() => {
  fault.name = ""
  vi.restoreAllMocks()
})

vi.mock("../../src/world/atRest.ts", async (original) => {
  const real = await original<typeof AtRest>()
  const atRestOf: typeof AtRest.atRestOf = (w) => {
    const rows = real.atRestOf(w)
    if (fault.name === "the ledger keeps the seller's name") return rows.map(({ operator: _, ...row }) => row)
    if (fault.name === "the ledger has backups where their mailbox is") return rows.map((row) => (row.kind === "backup" ? { ...row, site: "bern" } : row))
    return rows
  }
  return { ...real, atRestOf }
})

vi.mock("../../src/world/rulebook.ts", async (original) => {
  const real = await original<typeof Rulebook>()
  const relaySiteOf: typeof Rulebook.relaySiteOf = (standing, service, subject) => {
    const site = real.relaySiteOf(standing, service, subject)
    return fault.name === "the relay stays where it was" ? standing.plan.sites.findIndex((s) => s.name === "bern") : site
  }
  return { ...real, relaySiteOf }
})

const SOLD = world({
  classes: "{ content: { kept: bern, copies: { backup: berlin }, keys: provider } }",
  more: `events:
  sale: { when: 2020-01-03, do: [{ transfer: { at: berlin, to: buyer } }] }
  later: { when: 2020-01-05, do: [{ place: { what: mail.content, of: { account: FR }, in: FR, old: moves } }] }`
}).replace("company: { seat: CH", "buyer: { seat: DE }\n  company: { seat: CH")

const RELAY = world({
  classes: "{ content: { kept: bern, keys: provider } }",
  sites: "  strasbourg: { place: Paris, country: FR, operator: company, roles: [relay] }",
  more: `events:
  go: { when: 2020-01-03, do: [{ place: { what: mail.relay, of: { account: FR }, in: FR } }] }`
})

const FAULTY = world({
  classes: "{ content: { kept: bern, copies: { backup: berlin }, keys: provider } }",
  more: `orders:
  halt: { by: CH, kind: seizure, through: { others: obeys }, does: [{ stop: { at: bern } }], timeline: [{ in-effect: 2020-01-04 }, { lifted: 2020-01-04 12:00 }] }
events:
  go: { when: 2020-01-03, do: [{ place: { what: mail.content, of: { account: FR }, in: FR, old: moves } }] }`
}).replace("FR, operator: company, roles: [mailbox, backup] }", "FR, operator: company, roles: [mailbox, backup], capacity: 10 kbit/s }")

describe("C8: the ledger of countries equals a recount", () => {
  it("of every copy at rest", () => {
    for (const text of [SOLD, RELAY, FAULTY]) {
      const clean = judged(text)
      expect(clean.of("C8")).toMatchObject({ verdict: "held" })
      expect(clean.broken, clean.text).toEqual([])
    }
  })

  it("is broken alone when the ledger has backups where their mailbox is", () => {
    fault.name = "the ledger has backups where their mailbox is"
    const found = judged(FAULTY)
    expect(found.broken, found.text).toEqual(["C8"])
    expect(found.of("C8").witness).toMatch(/the ledger has \d+ backup copies of mail\.content in (CH|DE); counted as they came and went there are \d+/)
  })
})

describe("R12: what another operator has is counted as his", () => {
  it("once a site has been handed over", () => {
    const clean = judged(SOLD)
    expect(clean.of("R12")).toMatchObject({ verdict: "held" })
    expect(judged(FAULTY).of("R12").verdict).toBe("not-exercised")
  })

  it("where a company sells one service to itself and another to somebody else at one instant", () => {
    const both = "{ transfer: { at: chat, to: company } }, { transfer: { at: mail, to: buyer } }"
    const acts = (when: string) => world({
      classes: "{ content: { kept: bern, keys: provider } }",
      service: "  chat: { provider: company, relay: bern, classes: { metadata: { kept: bern, keys: nobody } } }",
      more: `events:\n  sale: { when: ${when}, do: [${both}] }`
    }).replace("company: { seat: CH", "buyer: { seat: DE }\n  company: { seat: CH")
    for (const when of ["2020-01-01", "2020-01-03"]) {
      const clean = judged(acts(when))
      expect(clean.of("R12")).toMatchObject({ verdict: "held" })
      expect(clean.broken, clean.text).toEqual([])
    }
  })

  it("is broken alone when the ledger keeps the seller's name", () => {
    fault.name = "the ledger keeps the seller's name"
    const found = judged(SOLD)
    expect(found.broken, found.text).toEqual(["R12"])
    expect(found.of("R12").witness).toMatch(/copies of mail\.content at berlin in DE are counted at .* as with company; by the acts begun buyer has them/)
  })
})

describe("R3: what is in transit obeys the rules for relays", () => {
  it("mail passes where an act has placed its relay", () => {
    const clean = judged(RELAY)
    expect(clean.of("R3")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
  })

  it("is broken alone when the relay stays where it was", () => {
    fault.name = "the relay stays where it was"
    const found = judged(RELAY)
    expect(found.broken, found.text).toEqual(["R3"])
    expect(found.of("R3").witness).toMatch(/^mail of french by mail passes the relay bern in CH at .*; go\/do\/place \(event go\) requires FR/)
  })

  it("is infeasible where no relay stands where it is to be", () => {
    expect(judged(RELAY.replace("in: FR } }]", "in: DE } }]")).of("R3")).toMatchObject({ verdict: "infeasible" })
  })

  it("is infeasible where what a site relays has been sold as the rule begins, and nothing else there has", () => {
    const sold = (what: string) => RELAY.replace("company: { seat: CH", "buyer: { seat: DE }\n  company: { seat: CH").replace("events:", `events:\n  sale: { when: 2020-01-03, do: [{ transfer: { at: strasbourg, what: ${what}, to: buyer } }] }`)
    expect(["relay", "mail.relay", "mail", "mailbox"].map((what) => judged(sold(what)).of("R3").verdict)).toEqual(["infeasible", "infeasible", "infeasible", "held"])
  })
})

describe("R10 and L2: relocations end complete", () => {
  it("copies arrive before they leave, and every move ends", () => {
    const clean = judged(FAULTY)
    for (const id of ["R10", "L2", "X7"]) expect(clean.of(id), id).toMatchObject({ verdict: "held" })
  })

  it("copies that come back as an exit moves others of the same owner's, which lie under another's rules, are none of these", () => {
    const shut = "{ block: { what: mail, at: gateway } }"
    const clean = judged(world({
      classes: "{ content: { kept: berlin, keys: provider } }",
      more: `choices: { cross-border-message: sender-home }
events:
  dark: { by: DE, when: 2020-01-02, do: [${shut}] }
  stay: { when: 2020-01-02, do: [{ place: { what: mail.content, of: { home: DE }, in: DE, old: stays } }] }
  leave: { by: company, when: 2020-01-03, do: [{ exit: { of: { account: DE }, old: moves } }] }`
    }))
    expect(clean.of("R10")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
  })

  it("R10 is broken alone when what moves is gone before it arrives", () => {
    const { put } = Stock.prototype
    let kept: Parameters<Stock["put"]> | undefined
    vi.spyOn(Stock.prototype, "put").mockImplementation(function (this: Stock, ...words) {
      const moving = this.moves.some((m) => m.endMs !== undefined && m.endMs === (this as unknown as { w: { nowMs: number } }).w.nowMs && m.cause === words[7])
      if (!moving) return put.apply(this, words)
      if (words[6] > 0) {
        kept = words
        return
      }
      put.apply(this, words)
      if (kept !== undefined) put.apply(this, kept)
      kept = undefined
    })
    const found = judged(FAULTY)
    expect(found.broken, found.text).toEqual(["R10"])
    expect(found.of("R10").witness).toMatch(/^\d+ primary copies of mail\.content of french left bern in CH at .* by go\/do\/place \(event go\), and \d+ of them had arrived nowhere/)
  })

  it("R10 is broken alone when a backup that has moved floats where it was; a first copy that does is there twice, which breaks C2 as well", () => {
    const { change } = Stock.prototype
    const brokenBy = (kind: CopyKind) => {
      vi.spyOn(Stock.prototype, "change").mockImplementation(function (this: Stock, row, by, cause) {
        if (by >= 0 || this.kindOf(row) !== kind || !this.moves.some((m) => m.endMs !== undefined && m.cause === cause)) change.call(this, row, by, cause)
      })
      return judged(FAULTY).broken
    }
    expect([brokenBy("backup"), brokenBy("primary")]).toEqual([["R10"], ["C2", "R10"]])
  })

  it("what comes to the old place after a move there has ended, since the new one has been sold, is none of what was to move", () => {
    const sale = "  sale: { when: 2020-01-03 00:10, do: [{ transfer: { at: paris, to: buyer } }] }\n  gone: { when: 2020-01-03 00:10, do: [{ erase: {} }] }"
    const clean = judged(`${FAULTY.trimEnd()}\n${sale}\nchoices: { no-legal-place: violate-and-report }\n`.replace("company: { seat: CH", "buyer: { seat: DE }\n  company: { seat: CH").replace("copies: { backup: berlin }, ", ""))
    expect(clean.of("R10"), clean.text).toMatchObject({ verdict: "held" })
  })

  it("L2 is broken alone when a move does not end", () => {
    vi.spyOn(Stock.prototype, "endMove").mockImplementation(() => undefined)
    const found = judged(FAULTY)
    expect(found.broken, found.text).toEqual(["L2"])
    expect(found.of("L2").witness).toMatch(/^the move of \d+ primary copies of mail\.content of french from bern in CH to (lyon|paris) in FR .* was to end at .*, and has not at /)
  })
})

describe("X7: stop and restart give everything back", () => {
  it("is broken alone when a stop wipes what lies there", () => {
    const { renew } = Stock.prototype
    vi.spyOn(Stock.prototype, "renew").mockImplementation(function (this: Stock) {
      renew.call(this)
      const { w } = this as unknown as { w: { plan: { acts: ReadonlyArray<{ verb: string; row: number }> }; actOn: Uint8Array } }
      for (const act of w.plan.acts) if (act.verb === "stop" && w.actOn[act.row] === 1) this.erase(this.select((site) => site === 0), act.row)
    })
    const found = judged(FAULTY)
    expect(found.broken, found.text).toEqual(["X7"])
    expect(found.of("X7").witness).toMatch(/copies of mail\.content of \w+ left bern in CH at .*, because of halt\/does\/stop \(order halt\)/)
  })
})
