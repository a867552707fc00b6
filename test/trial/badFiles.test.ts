/** What a stranger gets wrong in a file, told by the program as it is installed. */
import { describe, expect, it } from "vitest"
import { SMALL } from "../cli/small.ts"
import { place } from "../cli/spawned.ts"

const { situs, file, below } = place()

const refused = (content: string) => {
  file("case.yaml", content)
  const told = situs("validate", "case.yaml")
  expect(told.status).toBe(65)
  return told.stderr
}

describe("A file that is no YAML", () => {
  it("is told once where it goes wrong, not again at every word after it", () => {
    const told = refused(SMALL.replace("title: A carrier blocks a chat for a week", 'title: "A "carrier" blocks a chat"'))
    expect(told).toMatch(/case\.yaml:3:\d+: not YAML/)
    expect(told.match(/case\.yaml:/g)).toHaveLength(1)
    expect(told).toContain("needs quotes around it")
    expect(refused(SMALL.replace("sources:\n", "sources: }\n")).match(/case\.yaml:/g)).toHaveLength(1)
  })

  it("has mistakes on different lines told at once", () => {
    const told = refused(SMALL.replace("id: small", 'id: "a" b').replace("question: Who keeps the chat?", 'question: "Who" keeps'))
    expect(told).toContain("case.yaml:2:")
    expect(told).toContain("case.yaml:4:")
  })
})

describe("More people than a machine holds", () => {
  it("are an error of the file at the count that is too large", () => {
    const told = refused(SMALL.replace("count: 40", "count: 4e12"))
    expect(told).toMatch(/case\.yaml:27:\d+: people\.townsfolk\.count: 4,000,000,000,000 people/)
    expect(told).toContain("20,000,000")
    expect(situs("run", "small.yaml", "--set", "people.townsfolk.count=4e12").status).toBe(65)
  })
})

describe("A key that would reach a prototype", () => {
  it.each(["__proto__", "constructor", "prototype"])("is refused as an id, quoted, merged and deep down: %s", (key) => {
    situs("run", "small.yaml", "--quiet")
    const earlier = below("out")
    for (const content of [
      SMALL.replace("  friends: {", `  ${key}: {`),
      SMALL.replace("sources:", `sources:\n  "${key}": { title: x, kind: text }`),
      SMALL.replace("sources:", `sources:\n  <<: { ${key}: { title: x, kind: text } }`),
      SMALL.replace("writes: {", `writes: { ${key}: { x: 1 },`),
      SMALL.replace("{ without: [block-chat] }", `{ set: [{ path: people.friends.use, was: { chat: 100 % }, becomes: { ${key}: { chat: 100 % } } }] }`)
    ]) {
      expect(refused(content)).toMatch(new RegExp(`case\\.yaml:\\d+:\\d+: .*the key "${key}" is not allowed anywhere`))
    }
    expect(situs("run", "small.yaml", "--set", `people.${key}.count=1`).status).toBe(64)
    expect(below("out")).toEqual(earlier)
  })
})

describe("A date that a variant or --set moves", () => {
  const states = (...args: ReadonlyArray<string>) =>
    JSON.parse(situs("run", "case.yaml", "--json", "--quiet", ...args).stdout).variants.map((v: { id: string; orders: ReadonlyArray<{ states: ReadonlyArray<{ state: string; source: ReadonlyArray<string> }> }> }) => [v.id, v.orders[0]?.states.map((s) => [s.state, ...s.source])])

  it("is no longer told with the sources of the date on record", () => {
    file("case.yaml", SMALL.replace("variants:\n", "variants:\n  longer: { set: [{ path: orders.block-chat.timeline.lifted, was: 2020-01-17, becomes: 2020-01-20 }] }\n"))
    const recorded = [["in-effect", "book"], ["lifted", "book"]]
    const moved = [["in-effect", "book"], ["lifted"]]
    expect(states()).toEqual([["as-happened", recorded], ["longer", moved], ["no-order", undefined]])
    expect(states("--variant", "as-happened", "--set", "orders.block-chat.timeline.lifted=2020-01-20")).toContainEqual(["as-happened", moved])
  })
})
