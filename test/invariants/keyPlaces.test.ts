import { afterEach, describe, expect, it, vi } from "vitest"
import type * as Custody from "../../src/world/custody.ts"
import { KeyHolders } from "../../src/world/keyHolders.ts"
import { judged, world } from "./planted.ts"

const fault = vi.hoisted(() => ({ name: "" }))
afterEach(() => {
  fault.name = ""
  vi.restoreAllMocks()
})

vi.mock("../../src/world/custody.ts", async (original) => {
  const real = await original<typeof Custody>()
  const holdersOf: typeof Custody.holdersOf = (standing, cls, a, b, sentMs) => {
    const seen = fault.name === "what is destroyed is kept in a drawer" ? (Object.create(standing, { begun: { value: () => [...standing.begun()].filter((act) => act.verb !== "destroy-keys") } }) as typeof standing) : standing
    const holders = real.holdersOf(seen, cls, a, b, sentMs)
    if (fault.name === "what is moved stays too") return [...holders, ...real.holdersOf(Object.create(standing, { begun: { value: () => [] } }) as typeof standing, cls, a, b, sentMs)]
    return fault.name === "keys follow their owner's account" ? holders.map((h) => (h.kind === "provider" ? { ...h, country: b.account } : h)) : holders
  }
  return { ...real, holdersOf }
})

const KEYS = world({
  classes: "{ content: { kept: bern, keys: provider }, drafts: { kept: bern, keys: { by: [customer], in: FR } } }",
  more: `events:
  escrow: { when: 2020-01-03, do: [{ give-keys: { what: mail.drafts, of: { account: DE }, to: DE } }] }
  away: { when: 2020-01-04, do: [{ move-keys: { what: mail.content, to: company, in: DE } }] }
  gone: { when: 2020-01-05, do: [{ destroy-keys: { what: mail.content, of: { account: FR } } }] }`
})

/** What was stored is opened after its keys were destroyed, and of one class before. */
const READ = world({
  classes: "{ content: { kept: bern, keys: provider }, drafts: { kept: bern, keys: customer } }",
  more: `events:
  early: { by: company, when: 2020-01-03, do: [{ open: { what: mail.content, in: CH, via: company, span: stored, to: CH } }] }
  gone: { by: company, when: 2020-01-05, do: [{ destroy-keys: { what: mail.content } }] }
  late: { by: company, when: 2020-01-06, do: [{ open: { what: mail.content, in: CH, via: company, span: stored, to: CH } }] }
  away: { by: customer, when: 2020-01-04, do: [{ move-keys: { what: mail.drafts, of: { account: DE }, to: user } }] }`
})

describe("K2: keys are where the file or an act has put them", () => {
  it("at a holder's seat, in a stated country, or where they were moved", () => {
    const clean = judged(KEYS)
    expect(clean.of("K2")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
  })

  it("is broken alone when keys follow their owner's account", () => {
    fault.name = "keys follow their owner's account"
    const found = judged(KEYS)
    expect(found.broken, found.text).toEqual(["K2"])
    expect(found.of("K2").witness).toMatch(/^keys of mail\.content of \w+ are with company in (DE|FR) at .*; neither the file nor an act has put them there/)
  })
})

describe("K2: keys that were moved are with nobody else", () => {
  it("who has moved his keys to another has them no more", () => {
    const clean = judged(READ)
    expect(clean.of("K2")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
  })

  it("is broken alone when what is moved stays too", () => {
    fault.name = "what is moved stays too"
    const found = judged(READ.replace(/ {2}gone: .*\n/, ""))
    expect(found.broken, found.text).toEqual(["K2"])
    expect(found.of("K2").witness).toMatch(/^customer has keys of mail\.drafts of germans at .*, which away\/do\/move-keys \(event away\) has moved away from it/)
  })
})

describe("K3: destroyed keys open nothing", () => {
  it("is broken alone when what was known of holders before is believed after it", () => {
    vi.spyOn(KeyHolders.prototype, "renew").mockImplementation(() => undefined)
    const found = judged(READ.replace(/ {2}away: .*/, ""))
    expect(found.broken, found.text).toEqual(["K3"])
    expect(found.of("K3").witness).toMatch(/^CH reads mail\.content between \w+ and \w+ at 2020-01-0.* that was written before gone\/do\/destroy-keys \(event gone\) destroyed its keys; no copy of them had been given away/)
  })
})

describe("K3: destroyed keys are gone", () => {
  it("nobody has what opens older mail", () => {
    const clean = judged(KEYS)
    expect(clean.of("K3")).toMatchObject({ verdict: "held" })
    expect(clean.of("K3").exercised).toBeGreaterThan(0)
  })

  const given = (acts: string) => world({ classes: "{ content: { kept: bern, keys: provider } }", more: `events:\n  gone: { by: company, when: 2020-01-04, do: [{ destroy-keys: { what: mail.content } }] }\n${acts}` })

  it("a copy given away before is passed on after it", () => {
    const clean = judged(given(`  give: { by: company, when: 2020-01-03, do: [{ give-keys: { what: mail.content, to: CH } }] }
  copy: { by: CH, when: 2020-01-05, do: [{ give-keys: { what: mail.content, to: DE } }] }
  move: { by: DE, when: 2020-01-06, do: [{ move-keys: { what: mail.content, to: FR } }] }`))
    expect(clean.of("K3")).toMatchObject({ verdict: "held" })
    expect(clean.of("K3").exercised).toBeGreaterThan(0)
    expect(clean.broken, clean.text).toEqual([])
  })

  it("what its holder has given to himself is no copy given away", () => {
    const own = given("  own: { by: company, when: 2020-01-03, do: [{ give-keys: { what: mail.content, to: company } }] }")
    expect(judged(own).of("K3")).toMatchObject({ verdict: "held" })
    fault.name = "what is destroyed is kept in a drawer"
    expect(judged(own).broken).toEqual(["K3"])
  })

  it("is broken alone when what is destroyed is kept in a drawer", () => {
    fault.name = "what is destroyed is kept in a drawer"
    const found = judged(KEYS)
    expect(found.broken, found.text).toEqual(["K3"])
    expect(found.of("K3").witness).toMatch(/^company has keys of mail\.content of french at .* that open what was written before gone\/do\/destroy-keys \(event gone\) destroyed them/)
  })
})
