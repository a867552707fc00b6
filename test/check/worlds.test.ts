import { Schema } from "effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { stringify } from "yaml"
import { Draw } from "../../src/check/draw.ts"
import { FEATURES, featuresOf } from "../../src/check/features.ts"
import { NO_ORDER } from "../../src/check/play.ts"
import { worldOf, worlds } from "../../src/check/worlds.ts"
import { readScenario } from "../../src/language/file.ts"
import { Scenario } from "../../src/model/scenario.ts"

const encode = Schema.encodeSync(Scenario)
const decode = Schema.decodeUnknownSync(Scenario)
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe("A generated world", () => {
  it("is a file without errors, with its orders and without", () => {
    for (let number = 0; number < 80; number++) {
      const { scenario } = worldOf(number)
      const orders = Object.keys(scenario.orders)
      const text = stringify({ ...encode(scenario), ...(orders.length === 0 ? {} : { variants: { [NO_ORDER]: { without: orders } } }) })
      const read = readScenario(new TextEncoder().encode(text), `${number}.yaml`)
      expect(read.ok ? "" : `world ${number}: ${read.text}`).toBe("")
    }
  })

  it("comes back from its file as it was", () => {
    for (let number = 0; number < 80; number++) {
      const { scenario } = worldOf(number)
      expect(plain(decode(plain(encode(scenario))))).toEqual(plain(scenario))
    }
  })

  it("is the same whenever its number is asked for", () => {
    for (let number = 0; number < 50; number++) expect(worldOf(number)).toEqual(worldOf(number))
  })

  it("has the features that are asked for, and none that are not wanted", () => {
    for (let number = 0; number < 60; number++) {
      expect(worldOf(number, { with: ["union"] }).scenario.countries.EU).toBeDefined()
      expect(worldOf(number, { without: ["failures", "wiped", "restored", "clock", "paused", "deaf", "mute", "parted", "slow", "lossy", "doubling", "plots"] }).scenario.sites).not.toHaveProperty("site-0.fails")
    }
  })

  it("comes from fast-check by a number of its seed", () => {
    const [one, same] = [1, 2].map(() => fc.sample(worlds(), { seed: 7, numRuns: 3 }))
    expect(one).toEqual(same)
    expect(one[0]).not.toEqual(one[1])
  })
})

it("Each pair of features occurs, and each occurs without the other", () => {
  const seen = new Set<string>()
  for (let number = 0; number < 3000; number++) {
    const features = featuresOf(new Draw(number, 1))
    for (const a of FEATURES) for (const b of FEATURES) if (features.has(a)) seen.add(`${a} ${features.has(b) ? "with" : "without"} ${b}`)
  }
  const missing = FEATURES.flatMap((a) => FEATURES.filter((b) => b !== a).flatMap((b) => [`${a} with ${b}`, `${a} without ${b}`])).filter((pair) => !seen.has(pair))
  expect(missing).toEqual([])
})
