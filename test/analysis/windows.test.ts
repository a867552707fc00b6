import { describe, expect, it } from "vitest"
import { windowsOf } from "../../src/analysis/windows.ts"
import { DAY, recordOf, scenarioOf } from "./handmade.ts"

const [life] = recordOf().orders

describe("Windows", () => {
  it("say what happens at their start, carriers that begin to obey and steps that change no state too", () => {
    const turns = [{ what: "upheld", atMs: 5 * DAY }, { what: "through.two", atMs: 10 * DAY }, { what: "through.three", atMs: 10 * DAY }]
    const record = recordOf({ windowCutsMs: [0, 5 * DAY, 10 * DAY, 30 * DAY], orders: [{ ...life, states: [{ state: "in-effect", atMs: 0, source: [] }], dueMs: undefined, turns }], answers: [] })
    expect(windowsOf(record, scenarioOf()).rows.map(({ starts }) => starts)).toEqual([[`orders.${life.id}.in-effect`], [`orders.${life.id}.upheld`], [`orders.${life.id}.through.three`, `orders.${life.id}.through.two`]])
  })
})
