import { describe, expect, it } from "vitest"
import { junit } from "../../src/check/junit.ts"
import type { Found, SearchReport } from "../../src/check/search.ts"
import { worldOf } from "../../src/check/worlds.ts"

const none = { held: 0, broken: 0, infeasible: 0, "not-exercised": 0 }
const trial = worldOf(1)
const found: Found = { failure: { kind: "broken", promise: "R4", says: "a copy <of \"x\"> & more\u0007" }, number: 9, trial, reduced: { trial, plays: 3, minimal: true } }
const report: SearchReport = {
  seed: 1,
  runs: 10,
  played: 10,
  discarded: 0,
  status: "ended",
  messages: 100,
  repeated: 1,
  promises: [
    { id: "C1", exercised: 5, worlds: { ...none, held: 10 } },
    { id: "R4", exercised: 2, worlds: { ...none, held: 9, broken: 1 } },
    { id: "X1", exercised: 0, worlds: { ...none, "not-exercised": 10 } }
  ],
  probes: [],
  found: [found]
}
const xml = (change: Partial<SearchReport> = {}) => junit({ ...report, ...change }, "worlds of a & b", ({ failure }) => [failure.says, "again: situs run x.yaml"])
const cases = (text: string) => Object.fromEntries([...text.matchAll(/<testcase classname="situs.check" name="(\S+)[^>]*>(<(\w+[-\w]*))?/g)].map(([, name, , inner]) => [name, inner]))

describe("JUnit of a search", () => {
  it("has one case for each promise: passed, failed, or skipped where it was never exercised", () => {
    const text = xml()
    expect(cases(text)).toEqual({ C1: "system-out", R4: "failure", X1: "skipped", Every: "system-out" })
    expect(text).toContain('<testsuites name="situs check" tests="4" failures="1" errors="0" skipped="1">')
  })

  it("says what broke and how to see it again, with nothing in it that XML does not have", () => {
    const text = xml()
    expect(text).toContain('message="R4 breaks: No fault leads a copy outside: it becomes unavailable, never misplaced."')
    expect(text).toContain("a copy &lt;of &quot;x&quot;&gt; &amp; more\nagain: situs run x.yaml</failure>")
    expect(text).toContain('name="worlds of a &amp; b"')
    expect(text).not.toContain("\u0007")
  })

  it("of a search that was stopped passes no promise", () => {
    const text = xml({ status: "unfinished", played: 4, found: [] })
    expect(cases(text)).toMatchObject({ C1: "error", R4: "error", X1: "error", Every: "error" })
  })

  it("of worlds that could not be made has an error", () => {
    expect(cases(xml({ discarded: 1, found: [] }))).toMatchObject({ Every: "error" })
  })

  it("tells a promise between runs by its id, and a world on which the engine gave up apart from promises", () => {
    const differs: Found = { ...found, failure: { kind: "differs", promise: "M2", how: "played with another code for a country", says: "5 events, 6 events" } }
    const crashed: Found = { ...found, failure: { kind: "crashed", says: "no such row" } }
    const count = { id: "M2", exercised: 3, worlds: { held: 2, broken: 1, infeasible: 0, "not-exercised": 0 } }
    expect(cases(xml({ promises: [count], found: [differs, crashed] }))).toEqual({ M2: "failure", Every: "failure" })
    expect(cases(xml({ promises: [count], found: [] }))).toEqual({ M2: "system-out", Every: "system-out" })
  })
})
