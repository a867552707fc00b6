/** docs/writing-scenarios.md: its fragments are a whole scenario, which comes out as the page says. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { exitCodeOf } from "../../src/analysis/result.ts"
import { readScenario } from "../../src/language/file.ts"
import { locate } from "../../src/run/Gazetteer.ts"
import { zones } from "../../src/run/Zones.ts"
import { changed, played } from "../scenarios/stage.ts"

const text = readFileSync(join(import.meta.dirname, "../../docs/writing-scenarios.md"), "utf8")
const whole = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml).join("\n")
const read = readScenario(new TextEncoder().encode(whole), "spain-telegram-2024.yaml", locate, zones)

describe("The page on writing scenarios", () => {
  it("has ten steps, whose fragments are one scenario without an ungraded number", () => {
    expect(text.match(/^## \d+\. /gm)).toHaveLength(10)
    if (!read.ok) throw new Error(read.text)
    expect(read.file.notes).toEqual([])
    expect(read.file.assumptions.filter((one) => one.grade === "ungraded")).toEqual([])
  })

  it("the scenario ends with exit code 0, and its last --set turns an answer over", async () => {
    if (!read.ok) throw new Error(read.text)
    const { result } = await played(read.file)
    expect(result.variants.flatMap((variant) => variant.claims.filter((claim) => claim.verdict !== "held" && claim.verdict !== "prediction"))).toEqual([])
    expect(exitCodeOf(result)).toBe(0)
    const { result: turned } = await played(changed(read.file, { "people.visitors.reach": { "local-breakout": "100 %" } }), ["carried-out"])
    const visitors = turned.variants.find((variant) => variant.id === "carried-out")!.summary.filter((row) => row.status === "visitor")
    expect(visitors.map((row) => row.verdict)).toEqual(["loses"])
  })
})
