import { afterEach, describe, expect, it, vi } from "vitest"
import type * as Custody from "../../src/world/custody.ts"
import { judged, world } from "./planted.ts"

const fault = vi.hoisted(() => ({ name: "" }))
afterEach(() => {
  fault.name = ""
})

vi.mock("../../src/world/custody.ts", async (original) => {
  const real = await original<typeof Custody>()
  const holdersOf: typeof Custody.holdersOf = (standing, cls, a, b, sentMs) => {
    const seen = fault.name === "what is destroyed is kept in a drawer" ? (Object.create(standing, { begun: { value: () => [...standing.begun()].filter((act) => act.verb !== "destroy-keys") } }) as typeof standing) : standing
    const holders = real.holdersOf(seen, cls, a, b, sentMs)
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

describe("K3: destroyed keys are gone", () => {
  it("nobody has what opens older mail", () => {
    const clean = judged(KEYS)
    expect(clean.of("K3")).toMatchObject({ verdict: "held" })
    expect(clean.of("K3").exercised).toBeGreaterThan(0)
  })

  it("is broken alone when what is destroyed is kept in a drawer", () => {
    fault.name = "what is destroyed is kept in a drawer"
    const found = judged(KEYS)
    expect(found.broken, found.text).toEqual(["K3"])
    expect(found.of("K3").witness).toMatch(/^company has keys of mail\.content of french at .* that open what was written before gone\/do\/destroy-keys \(event gone\) destroyed them/)
  })
})
