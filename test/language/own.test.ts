import { describe, expect, it } from "vitest"
import { parse, stringify } from "yaml"
import { readText, SAMPLE } from "./sample.ts"

type Tree = Record<string, unknown>

/** What is said of a file in which parties do something by themselves: two companies with a service each, one of them also a store. */
const told = (by: string | ReadonlyArray<string>, act: unknown, more: Tree = {}): string => {
  const tree = parse(SAMPLE) as Tree
  const sample = (tree.services as Record<string, Tree>).bes
  tree.providers = { ...(tree.providers as Tree), maker: { seat: "GB" }, shop: { seat: "GB" } }
  tree.services = { bes: sample, chat: { ...sample, provider: "maker", relay: "hall", classes: { content: { kept: "hall", keys: "user" } }, features: ["calls"], stores: "shop", uptake: "store" } }
  tree.sites = { ...(tree.sites as Tree), hall: { country: "GB", operator: "maker", roles: ["relay", "mailbox"] } }
  tree.answers = { does: { by, to: "open-bes", kind: "refuse", when: "2015-09-01", do: [act] } }
  tree.variants = {}
  tree.claims = []
  const read = readText(stringify({ ...tree, ...more }))
  return read.ok ? "" : read.text
}

describe("Who answers", () => {
  it("leaves with, takes away, hides, closes and sells what is his", () => {
    for (const act of [{ exit: { what: "bes", of: { account: "PK" } } }, { withdraw: { what: "bes" } }, { suspend: { what: "bes" } }, { "close-to-new": { what: "bes" } }, { evade: { what: "bes", leak: { share: "10 %", by: "line" } } }, { transfer: { at: "bes", to: "maker" } }, { "shut-down": {} }]) expect(told("rim", act), JSON.stringify(act)).toBe("")
  })

  it("does none of it to another's, and is told what is his", () => {
    for (const act of [{ exit: { what: "chat", of: { account: "PK" } } }, { withdraw: { what: "chat.calls" } }, { filter: { what: "chat.calls" } }, { suspend: { what: "chat" } }, { "close-to-new": { what: "chat" } }, { evade: { what: "chat", leak: { share: "10 %", by: "line" } } }, { "shut-down": { what: "chat" } }]) {
      expect(told("rim", act), JSON.stringify(act)).toMatch(/answers\.does\.do\.\S+what: rim cannot \S+ chat(\.calls)?: chat is maker's[\s\S]*one of: bes/)
    }
    expect(told("rim", { transfer: { at: "chat", to: "shop" } })).toContain("chat is maker's")
    expect(told("rim", { "any-of": [{ refuse: {} }, { withdraw: { what: "chat" } }] })).toContain("chat is maker's")
  })

  it("may answer with somebody whose it is, and with what an act of the file has given him", () => {
    expect(told(["rim", "maker"], { withdraw: { what: "chat" } })).toBe("")
    const answers = { sells: { by: "maker", kind: "unknown", when: "2015-08-01", do: [{ transfer: { at: "chat", to: "rim" } }] }, does: { by: "rim", kind: "exit", when: "2015-09-01", do: [{ exit: { what: "chat" } }] } }
    expect(told("rim", {}, { answers })).toBe("")
  })

  it("closes to new people what is had from his store or shop; a carrier's network may spare what others block", () => {
    expect(told("shop", { "close-to-new": { what: "chat" } })).toBe("")
    expect(told("shop", { withdraw: { what: "chat" } })).toContain("chat is maker's")
    expect(told("mobilink", { "close-to-new": { what: "chat" } })).toBe("")
    expect(told("mobilink", { evade: { what: "chat", leak: { share: "100 %", by: "line" } } })).toBe("")
    expect(told("mobilink", { exit: { what: "chat" } })).toContain("chat is maker's")
  })

  it("may be anybody whom the file does not describe", () => {
    expect(told("customer", { withdraw: { what: "chat" } })).toBe("")
  })
})

describe("A shutdown", () => {
  it("is everywhere and for everybody: whom it means, and where copies go, is an exit's", () => {
    expect(told("rim", { "shut-down": { of: { home: "PK" } } })).toMatch(/shut-down\.of: a shutdown is everywhere, for everybody[\s\S]*exit/)
    expect(told("rim", { "shut-down": { at: "slough" } })).toContain("a shutdown moves no copies")
    expect(told("rim", { "shut-down": { of: "all", old: "erased" } })).toBe("")
  })
})
