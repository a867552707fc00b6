/** docs/language.md says what the language is: its fragments are read, and no word of the model is missing. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { parse } from "yaml"
import { readScenario } from "../../src/language/file.ts"
import { POINTS, VERBS } from "../../src/model/acts.ts"
import { MEASURES } from "../../src/model/claims.ts"
import { DEFAULTS } from "../../src/model/defaults.ts"
import { AnswerKind, OrderKind, STEPS } from "../../src/model/orders.ts"
import { ACCESS_MODES, Cohort, Segment } from "../../src/model/people.ts"
import { Scenario } from "../../src/model/scenario.ts"
import { KeyUnit, Waits } from "../../src/model/services.ts"
import { locate } from "../../src/run/Gazetteer.ts"
import { zones } from "../../src/run/Zones.ts"
import { completed } from "./fragments.ts"

const docs = join(import.meta.dirname, "../../docs")
const text = readFileSync(join(docs, "language.md"), "utf8")
const words = new Set(text.match(/[a-z][a-z-]*/g))

// The fragments of writing-scenarios.md are one file: writing.test.ts runs it.
const pages = readdirSync(docs, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md") && name !== "writing-scenarios.md")
const fragments = pages.flatMap((name) => [...readFileSync(join(docs, name), "utf8").matchAll(/^(\S.*)\n\n```yaml\n([\s\S]*?)```/gm)].map(([, title, yaml]) => ({ title: `${name}: ${title}`, yaml })))

describe("A fragment of the docs", () => {
  it.each(fragments)("is read: $title", ({ yaml }) => {
    const fragment = parse(yaml) as Record<string, Record<string, unknown>>
    const whole = fragment.situs === undefined ? completed(fragment) : yaml
    const read = readScenario(new TextEncoder().encode(whole), "fragment.yaml", locate, zones)
    expect(read.ok ? "" : read.text).toBe("")
  })

  it("is every yaml block, with a sentence before it", () => {
    expect(fragments.length).toBe(pages.map((name) => readFileSync(join(docs, name), "utf8").split("```yaml").length - 1).reduce((a, b) => a + b, 0))
    expect(fragments.length).toBeGreaterThan(12)
  })
})

describe("The page of the language", () => {
  it.each([
    ["sections", Object.keys(Scenario.fields)],
    ["words of people", Object.keys(Cohort.fields)],
    ["verbs", VERBS],
    ["points", POINTS],
    ["steps", STEPS],
    ["measures", MEASURES],
    ["access modes", ACCESS_MODES],
    ["kinds of orders", OrderKind.literals],
    ["kinds of answers", AnswerKind.literals],
    ["segments", Segment.literals],
    ["reach of keys", KeyUnit.literals],
    ["waits", Object.keys(Waits.fields)]
  ] as const)("has all %s", (_, expected) => {
    expect(expected.filter((word) => !words.has(word))).toEqual([])
  })

  it("states the defaults that the engine has", () => {
    expect(text).toContain(`\`retry\` ${DEFAULTS.retryMs / 60_000} min`)
    expect(text).toContain(`\`size\` ${DEFAULTS.contentBytes / 1000} kB`)
    expect(text).toContain(`\`contacts\` ${DEFAULTS.metadataBytes} B`)
  })

  const order = (more: object) => ({ orders: { one: { by: "RU", kind: "blackout", timeline: [{ "in-effect": "2018-01-01" }], ...more } } })
  const act = (one: object) => order({ does: [one] })
  it.each([
    ["`in` of `suspend` and `filter` of a class", act({ filter: { what: "chat.content", in: "RU" } })],
    ["`in: others` of `suspend`", act({ suspend: { what: "chat", in: "others" } })]
  ])("says rightly that it is refused: %s", (words, fragment) => {
    const read = readScenario(new TextEncoder().encode(completed(fragment as never)), "fragment.yaml", locate, zones)
    expect([text.includes(words), read.ok, read.ok ? "" : read.text.includes("not built yet")]).toEqual([true, false, true])
  })
})
