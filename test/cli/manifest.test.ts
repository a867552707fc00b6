import { describe, expect, it } from "vitest"
import about from "../../package.json" with { type: "json" }
import { sha256, withManifest } from "../../src/cli/manifest.ts"

const origin = { scenario: "case", scenarioHash: "abc", seed: 7, replications: 1, replication: 0, variants: ["as-happened"], set: [] }
const manifestOf = (files: ReadonlyMap<string, string>) => JSON.parse(withManifest(files, origin).get("manifest.json") ?? "") as Readonly<Record<string, unknown>>

describe("Manifest", () => {
  const files = new Map([["result.json", "{}\n"], ["data/a.csv", "ü\n"]])

  it("has the size and hash of every file", () => {
    expect(manifestOf(files).files).toEqual({
      "data/a.csv": { bytes: 3, sha256: sha256("ü\n") },
      "result.json": { bytes: 3, sha256: "ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356" }
    })
  })

  it("says from what the result came: scenario, seed, engine, Node, tz data", () => {
    expect(manifestOf(files)).toMatchObject({ kind: "situs-result", scenario: "case", scenarioHash: "abc", seed: 7, engineVersion: about.version, nodeVersion: process.version })
    expect(manifestOf(files).timeZoneData).toMatch(/^\d{4}[a-z]$/)
  })

  it("is the same for the same result, in whatever order its files come", () => {
    const turned = new Map([...files].reverse())
    expect(withManifest(turned, origin).get("manifest.json")).toBe(withManifest(files, origin).get("manifest.json"))
  })
})
