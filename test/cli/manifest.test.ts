import { describe, expect, it } from "vitest"
import about from "../../package.json" with { type: "json" }
import { shaped } from "../../src/cli/asked.ts"
import { Manifest, SCENARIO, sha256, type Source, withManifest } from "../../src/cli/manifest.ts"

const source: Source = { scenario: "case", scenarioFile: SCENARIO, scenarioHash: "abc", scenarioHashWithDefaults: "def", command: "run", seed: 7, replications: 1, replication: 0, variants: null, set: [], simulated: ["as-happened"] }
const manifestOf = (files: ReadonlyMap<string, string>) => JSON.parse(withManifest(files, source).get("manifest.json") ?? "") as Readonly<Record<string, unknown>>

describe("Manifest", () => {
  const files = new Map([["result.json", "{}\n"], ["data/a.csv", "ü\n"]])

  it("has the size and hash of every file", () => {
    expect(manifestOf(files).files).toEqual({
      "data/a.csv": { bytes: 3, sha256: sha256("ü\n") },
      "result.json": { bytes: 3, sha256: "ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356" }
    })
  })

  it("says from what the result came: scenario, what was asked, engine, Node, tz data", () => {
    expect(manifestOf(files)).toMatchObject({ kind: "situs-result", ...source, engineVersion: about.version, engineCommit: null, nodeVersion: process.version })
    expect(manifestOf(files).timeZoneData).toMatch(/^\d{4}[a-z]$/)
  })

  it("is read back as what it is, and nothing with other keys is", () => {
    expect(shaped(Manifest, manifestOf(files))).toEqual(manifestOf(files))
    expect(shaped(Manifest, { ...manifestOf(files), more: 1 })).toBeUndefined()
    expect(shaped(Manifest, { ...manifestOf(files), seed: "7" })).toBeUndefined()
  })

  it("is the same for the same result, in whatever order its files come", () => {
    const turned = new Map([...files].reverse())
    expect(withManifest(turned, source).get("manifest.json")).toBe(withManifest(files, source).get("manifest.json"))
  })
})
