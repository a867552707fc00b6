/** What nothing carries out yet is refused, not passed over. */
import { describe, expect, it } from "vitest"
import { parse, stringify } from "yaml"
import { readText, SAMPLE } from "../language/sample.ts"

type Tree = Record<string, unknown>

const told = (change: (tree: Tree) => void): string => {
  const tree = parse(SAMPLE) as Tree
  change(tree)
  const read = readText(stringify(tree))
  return read.ok ? "" : read.text
}
const event = (act: unknown) => (tree: Tree) => {
  tree.events = { then: { when: "2015-09-01", do: [act] } }
}

const WORDS: ReadonlyArray<readonly [string, (tree: Tree) => void]> = [
  ["the place of people whose class is filtered", event({ filter: { what: "bes.metadata", in: "PK" } })],
  ["people who are in others", event({ suspend: { what: "bes", in: "others" } })]
]

describe("A word that nothing carries out yet", () => {
  it.each(WORDS)("%s is refused, with its place", (_, change) => {
    expect(told(change)).toMatch(/:\d+:\d+: .*is not built yet: it would have no effect/)
  })
  it("stands alone: the sample without them is read", () => {
    expect(told(() => undefined)).toBe("")
  })
})

describe("A sanction", () => {
  it.each([["500 million RUB"], ["R$ 500,000"], ["1.000.000 EUR"], ["much"]])("of %s is no amount that can be read", (fine) => {
    expect(told(event({ sanction: { fine, of: "rim" } }))).toContain('an amount such as "800000 RUB"')
  })
  it.each([["800000 RUB"], ["1,000,000 EUR"], ["0.5 BTC"], [5000]])("of %s is read", (fine) => {
    expect(told(event({ sanction: { fine, per: "day", of: "rim" } }))).toBe("")
  })
  it("per anything else than hour, day, week or month is refused, and so is a most in another currency", () => {
    expect(told(event({ sanction: { fine: "5 EUR", per: "diem", of: "rim" } }))).toContain("day")
    expect(told(event({ sanction: { fine: "5 EUR", most: "9 USD", of: "rim" } }))).toContain("an amount in EUR")
  })
})

describe("What stops and starts", () => {
  it("may be a site, a carrier or a service, by a name that means one of them", () => {
    expect([told(event({ stop: { at: "mobilink" } })), told(event({ start: { at: ["bes", "slough"] } }))]).toEqual(["", ""])
    expect(told((tree) => {
      ;(tree.sites as Tree).bes = { country: "GB", operator: "rim", roles: ["mailbox"] }
      event({ stop: { at: "bes" } })(tree)
    })).toContain('"bes" is a site, a carrier or a service by the same name')
  })

  it("may be a provider, and changes hands or is seized as a network, a service or a company does", () => {
    expect(["stop", "start"].map((verb) => told(event({ [verb]: { at: "rim" } })))).toEqual(["", ""])
    expect(["mobilink", "bes", "rim", "slough"].map((at) => told(event({ transfer: { at, to: "rim" } })))).toEqual(["", "", "", ""])
    expect(["mobilink", "bes", "rim"].map((at) => told(event({ seize: { at, to: "GB" } })))).toEqual(["", "", ""])
    expect(told(event({ transfer: { at: "bes" } }))).toContain("says not to whom")
    expect(told(event({ seize: { at: "rim" } }))).toContain("says not by which state")
  })

  it("may be a part, where there is one by the words", () => {
    const whole = (verb: string, at: string, what: string) => told(event({ [verb]: { at, what, to: "rim" } }))
    expect([whole("stop", "slough", "relay"), whole("stop", "slough", "bes"), whole("transfer", "slough", "bes.content"), whole("stop", "mobilink", "voice"), whole("stop", "rim", "bes")]).toEqual(["", "", "", "", ""])
    expect(whole("transfer", "mobilink", "bes")).toContain("a network is handed over whole")
    expect(whole("stop", "bes", "bes.content")).toContain("it is meant as a whole")
    expect(whole("stop", "slough", "voice")).toContain('"voice" is no part of what lies or runs there')
    expect(whole("stop", "mobilink", "relay")).toContain("it has no relay")
    expect(whole("stop", "slough", "nothing")).toContain('"nothing" names nothing')
  })

  it("stands where a state has a hand, if it does so itself", () => {
    const by = (state: string, at: string) => told((tree) => {
      tree.orders = { ...(tree.orders as Tree), x: { by: state, kind: "blackout", does: [{ stop: { at } }], timeline: [{ "in-effect": "2015-08-01" }] } }
    })
    expect(by("PK", "mobilink")).toBe("")
    expect([by("GB", "mobilink"), by("PK", "bes")].every((text) => text.includes("cannot act by its own hand"))).toBe(true)
  })
})

describe("The people of territories, plans and owners", () => {
  const section = (tree: Tree, name: string, id: string) => (tree[name] as Record<string, Tree>)[id]
  it("that do not add up, that nobody offers or that are nobody's are told", () => {
    expect(told((tree) => void (section(tree, "countries", "PK").territories = { "PK-PB": { people: "70 %" }, "PK-SD": { people: "40 %" } }))).toContain("hold 110 % of the people of PK")
    expect(told((tree) => void (section(tree, "people", "residents").plan = "by-carrier"))).toContain("no mobile carrier says which plans it offers")
    expect(told((tree) => void (section(tree, "carriers", "mobilink").owner = "somebody"))).toContain('there is no provider or carrier "somebody"')
    expect(told((tree) => void (section(tree, "carriers", "mobilink").owner = "mobilink"))).toContain("is the carrier itself")
  })

  it("are read where they do", () => {
    expect(told((tree) => {
      section(tree, "countries", "PK").territories = { "PK-PB": { people: "70 %" } }
      Object.assign(section(tree, "carriers", "mobilink"), { plans: ["prepaid"], owner: "rim" })
      section(tree, "people", "residents").plan = "by-carrier"
    })).toBe("")
  })
})
