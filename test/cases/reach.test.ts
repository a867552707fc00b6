/** What cannot be acted on is refused. */
import { describe, expect, it } from "vitest"
import { parse, stringify } from "yaml"
import { readText, SAMPLE } from "../language/sample.ts"

type Tree = Record<string, Record<string, Record<string, unknown>>>

const told = (change: (tree: Tree) => void): string => {
  const tree = parse(SAMPLE) as Tree
  change(tree)
  const read = readText(stringify(tree))
  return read.ok ? "" : read.text
}
const orders = (does: unknown) => told((tree) => void (tree.orders["open-bes"].else = [does]))

describe("A state", () => {
  it("has no points in another country", () => {
    expect(orders({ block: { what: "bes", at: "border", in: "GB" } })).toContain("PK has no points in GB")
    expect(orders({ block: { what: "bes", at: "border", in: "PK" } })).toBe("")
  })
  it("seizes and stops no site of another country", () => {
    expect(orders({ seize: { at: "slough" } })).toContain("slough lies in GB, where PK cannot act by its own hand")
    expect(orders({ stop: { at: "slough" } })).toContain("slough lies in GB")
  })
})

describe("A name", () => {
  it.each([["variants", "all"], ["variants", "as-happened"], ["services", "data"], ["people", "all"], ["carriers", "others"], ["providers", "customer"], ["sites", "none"]])("in %s is not the word %s", (section, word) => {
    expect(told((tree) => void (tree[section][word] = Object.values(tree[section])[0]))).toContain(`"${word}" is a word of the language`)
  })
})

describe("At a point", () => {
  it("that no packet crosses nothing is blocked, and nothing is obtained at one that is no store", () => {
    expect(orders({ block: { what: "bes", at: "stores" } })).toContain("no packet crosses the stores")
    expect(orders({ "close-to-new": { what: "bes", at: "border" } })).toContain("nothing is obtained at border")
    expect(orders({ "close-to-new": { what: "bes", at: "stores" } })).toBe("")
  })
  it("keys move to somebody or to somewhere", () => {
    expect(orders({ "move-keys": { what: "bes.content" } })).toContain("says neither to whom nor where")
  })
})
