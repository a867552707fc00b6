import { join } from "node:path"
import { NodeContext } from "@effect/platform-node"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { Follower } from "../../src/run/follower.ts"
import { Narrator } from "../../src/run/narrator.ts"
import * as ScenarioFiles from "../../src/run/ScenarioFiles.ts"
import { plansOf } from "../../src/run/Simulator.ts"
import { simulate } from "../../src/run/simulate.ts"
import { COPY_KINDS } from "../../src/world/stock.ts"
import type { World } from "../../src/world/world.ts"

/** Follows every message of a variant, and keeps the totals that the engine itself tells. */
async function followAll(name: string, id: string) {
  const file = await Effect.runPromise(ScenarioFiles.load(join(import.meta.dirname, name)).pipe(Effect.provide(NodeContext.layer)))
  const [plan] = plansOf(file, [id], { seed: 1 })
  const [variant] = plan.variants
  const disclosed: Record<string, number> = {}
  let world!: World
  let follower!: Follower
  for (const _ of simulate(plan, [variant], {
    sliceEvents: 4096,
    alone: true,
    finished: () => undefined,
    judge: (w) => {
      world = w
      follower = new Follower(w, new Narrator(w, variant))
      const read = follower.read.bind(follower)
      follower.read = (reading) => {
        read(reading)
        if (reading.level !== "disclosed") return
        const cls = plan.classes[reading.class]
        const key = `${plan.acts[reading.act].path} ${plan.services[cls.service].name}.${cls.name} ${reading.form}`
        // The engine counts a message under both its ends' groups, once where they are one.
        disclosed[key] = (disclosed[key] ?? 0) + reading.messages * (reading.group === reading.otherGroup ? 1 : 0.5)
      }
      return follower
    },
    trace: () => (event) => {
      if (event.kind !== "arrives") follower.told(event)
    }
  }));
  return { world, follower, disclosed }
}

const sums = <T>(items: ReadonlyArray<T>, key: (item: T) => string, value: (item: T) => number): Record<string, number> => {
  const all: Record<string, number> = {}
  for (const item of items) if (value(item) > 0) all[key(item)] = (all[key(item)] ?? 0) + value(item)
  return all
}

describe("Follower of every message", () => {
  it.each([
    ["../flips/all-effects.yaml", "as-happened"],
    ["../flips/evacuation.yaml", "as-happened"],
    ["../flips/evacuation.yaml", "not-evacuated"]
  ])("finds in %s, %s, the copies that the stock has, site by site", async (name, id) => {
    const { world: w, follower } = await followAll(name, id)
    const rows = Array.from({ length: w.stock.rows.size }, (_, row) => row)
    const stocked = sums(rows, (row) => `${w.plan.sites[w.stock.rows.key(row, 0)].name} ${w.plan.services[w.plan.classes[w.stock.rows.key(row, 3)].service].name}.${w.plan.classes[w.stock.rows.key(row, 3)].name} ${COPY_KINDS[w.stock.rows.key(row, 4)]}`, (row) => w.stock.counts.get(row))
    const followed = sums(follower.copies.filter((c) => c.end === undefined), (c) => `${c.at.site} ${c.service}.${c.class} ${c.kind}`, (c) => c.messages)
    expect(Object.keys(followed).length).toBeGreaterThan(0)
    expect(followed).toEqual(stocked)
  })
  it.each([["../flips/all-effects.yaml", "as-happened"]])("finds in %s what the engine counts as disclosed, act by act", async (name, id) => {
    const { follower, disclosed } = await followAll(name, id)
    const followed = sums(follower.readings.filter((r) => r.how === "taken"), (r) => `${r.act?.path} ${r.service}.${r.class} ${r.form}`, (r) => r.messages)
    expect(Object.keys(followed).length).toBeGreaterThan(1)
    expect(followed).toEqual(disclosed)
  })
})
