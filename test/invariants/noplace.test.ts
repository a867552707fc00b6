import { afterEach, describe, expect, it, vi } from "vitest"
import type * as Placement from "../../src/world/placement.ts"
import { judged, world } from "./planted.ts"

const fault = vi.hoisted(() => ({ name: "" }))
afterEach(() => {
  fault.name = ""
})

vi.mock("../../src/world/placement.ts", async (original) => {
  const real = await original<typeof Placement>()
  const placeOf: typeof Placement.placeOf = (standing, cls, kind, subject, ruler) => {
    const placed = real.placeOf(standing, cls, kind, subject, ruler)
    if (fault.name === "a prohibition opens stand-ins" && placed.reason === "mailbox-unreachable" && [...standing.begun()].some((act) => standing.isOn(act) && act.act.place?.["not-in"] !== undefined)) return { ...placed, site: standing.plan.sites.findIndex((s) => s.name === "berlin"), reason: undefined }
    if (placed.reason !== "no-legal-place") return placed
    const prohibited = [...standing.begun()].some((act) => standing.isOn(act) && act.act.place?.["not-in"] !== undefined)
    const bern = { ...placed, site: standing.plan.sites.findIndex((s) => s.name === "bern"), reason: undefined }
    if (fault.name === "what may lie nowhere lies where it did") return kind === "primary" ? bern : placed
    return fault.name === "a prohibition undoes the rules before it" && prohibited ? bern : placed
  }
  return { ...real, placeOf }
})

const nowhere = (choice: string, more = "") => world({
  classes: "{ content: { kept: bern, keys: provider } }",
  more: `choices: { no-legal-place: ${choice} }
events:
  first: { when: 2020-01-03, do: [{ place: { what: mail.content, of: { account: FR }, in: FR } }] }
  second: { when: 2020-01-04, do: [{ place: { what: mail.content, of: { account: FR }, in: DE } }] }
  end: { when: 2020-01-05, do: [{ place: { what: mail.content, of: { account: FR }, not-in: CH } }] }
${more}`
})
/** Nobody writes: what is asked of placement is all that happens. */
const SILENT = nowhere("wait").replace(/, writes: [^\n]*? \} \}$/gm, " }")

describe("R11: where no legal place is left the stated choice is applied", () => {
  it("mail waits, comes back, or is kept and reported", () => {
    for (const choice of ["wait", "refuse", "violate-and-report"]) {
      const clean = judged(nowhere(choice))
      expect(clean.of("R11"), choice).toMatchObject({ verdict: "held" })
      expect(clean.broken, clean.text).toEqual([])
      expect(clean.of("R1").verdict, choice).toBe(choice === "violate-and-report" ? "infeasible" : "held")
    }
  })

  it("no promise breaks where mail waits for a site that is down, and its last legal place goes", () => {
    const late = nowhere("refuse").replace("roles: [relay, mailbox] }", "roles: [relay, mailbox], fails: [{ from: 2020-01-03, until: 2020-01-05, what: down }] }")
    const clean = judged(late)
    expect(clean.broken, clean.text).toEqual([])
  })

  it("is broken alone when what may lie nowhere lies where it did", () => {
    fault.name = "what may lie nowhere lies where it did"
    const found = judged(nowhere("wait"))
    expect(found.broken, found.text).toEqual(["R11"])
    expect(found.of("R11").witness).toMatch(/^a message of mail of \w+ to french was delivered at .*, through a mailbox that may lie nowhere, and the choice is wait/)
  })
})

describe("R13: a further prohibition adds no legal place", () => {
  it("is asked for when a prohibition begins", () => {
    const clean = judged(nowhere("wait"))
    expect(clean.of("R13")).toMatchObject({ verdict: "held" })
    expect(judged(world({ classes: "{ content: { kept: bern, keys: provider } }", more: "" })).of("R13").verdict).toBe("not-exercised")
  })

  it("holds where what waits for a site that has stopped, since notice is given of an exit, may stay until that once the site is forbidden", () => {
    const clean = judged(world({
      classes: "{ content: { kept: bern, keys: provider } }",
      more: `orders:
  open-mail: { by: CH, kind: bulk-access, to: company, demands: [{ open: { what: mail.content, span: from-now, to: CH } }], timeline: [{ issued: 2020-01-02, due: 2020-01-05 }] }
answers:
  leave: { by: company, to: open-mail, kind: exit, when: orders.open-mail.due, notice: 2020-01-02, do: [{ exit: { of: { account: CH }, old: moves } }] }
events:
  end: { when: 2020-01-04, do: [{ place: { what: mail.content, not-in: DE, copies: all } }] }`
    }).replace(/^ {2}paris.*$/m, "").replace("DE, operator: company, roles: [mailbox, backup] }", "DE, operator: company, roles: [mailbox, backup], stops: 2020-01-03 }"))
    expect(clean.of("R13")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
  })

  it("is broken alone when a prohibition undoes the rules before it", () => {
    fault.name = "a prohibition undoes the rules before it"
    const found = judged(SILENT)
    expect(found.broken, found.text).toEqual(["R13"])
    expect(found.of("R13").witness).toMatch(/^the mailbox of french by mail may lie nowhere at .*, and with end\/do\/place \(event end\), which forbids CH, it may lie at bern/)
  })

  it("is broken alone when it lets another site stand in for a stated one that is down and that it allows", () => {
    const down = world({
      classes: "{ content: { kept: bern, keys: provider } }",
      sites: "  geneva: { place: Bern, country: CH, operator: company, roles: [mailbox] }",
      more: "events:\n  never-there: { when: 2020-01-02, do: [{ place: { what: mail.content, not-in: FR } }] }\n  off: { when: 2020-01-03, do: [{ stop: { at: bern, what: mailbox } }] }"
    })
    const clean = judged(down)
    expect(clean.broken, clean.text).toEqual([])
    fault.name = "a prohibition opens stand-ins"
    const found = judged(down.replace(/, writes: [^\n]*? \} \}$/gm, " }"))
    expect(found.broken, found.text).toEqual(["R13"])
    expect(found.of("R13").witness).toMatch(/^the mailbox of germans by mail is nowhere to be had at .*, and with never-there\/do\/place \(event never-there\), which forbids FR, it lies at berlin/)
  })
})
