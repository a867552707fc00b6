/** Worlds in which a promise once broke: each holds since, and is a test from then on. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import { expect, it } from "vitest"
import { readScenario } from "../../src/language/file.ts"
import { run } from "../../src/run/Simulator.ts"

const folder = join(import.meta.dirname, "../../scenarios/found")
const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".yaml")) : []

it("No promise breaks in a case that was found", async () => {
  for (const name of names) {
    const read = readScenario(readFileSync(join(folder, name)), name)
    expect(read.ok ? "" : read.text).toBe("")
    if (!read.ok) continue
    const { runs } = await Effect.runPromise(run(read.file, { variants: undefined, seed: read.file.base.seed }))
    expect([name, runs.flatMap(({ record, variantId }) => record.promises.filter(({ verdict }) => verdict === "broken").map(({ id, witness }) => `${variantId} ${id}: ${witness}`))]).toEqual([name, []])
  }
})
