/** M6: stopped at any event and gone on with from a file, a run is the same: its fingerprint and every number of its result. */
import { readdirSync } from "node:fs"
import { join } from "node:path"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { ScenarioFile } from "../../src/language/file.ts"
import { plansOf } from "../../src/run/Simulator.ts"
import { advance } from "../../src/run/simulate.ts"
import { started } from "../../src/run/stopped.ts"
import { NONE, Stage } from "../../src/world/messages.ts"
import type { World } from "../../src/world/world.ts"
import { changed, opened, PAKISTAN } from "../scenarios/stage.ts"
import { blind } from "../world/smallWorld.ts"
import { folder, halted, ran, wentOn } from "./halted.ts"

const dir = folder()
const path = join(dir, "run.situsnap")

async function expectSame(open: () => ScenarioFile, variant: string, stops: (events: number) => ReadonlyArray<number>): Promise<void> {
  const whole = await ran(open(), variant)
  for (const events of stops(whole.events)) {
    await halted(open(), variant, events, path)
    const gone = await wentOn(open(), variant, path)
    expect(JSON.stringify(gone.result) === JSON.stringify(whole.result) ? "the same" : gone.result.variants.map((one) => one.fingerprint), `${variant}, stopped after ${events} events`).toBe("the same")
    expect(gone.stats).toEqual(whole.stats)
  }
}

describe("A run that goes on from a snapshot has the result of one that was never stopped", () => {
  for (const name of readdirSync("test/flips").sort()) {
    it(`for every variant of ${name}, at any event`, async () => {
      const open = () => opened(join("test/flips", name))
      for (const variant of open().variantIds) {
        const shares = fc.sample(fc.double({ min: 0, max: 1, noNaN: true }), { seed: 17, numRuns: 2 })
        await expectSame(open, variant, (events) => [0, events, ...shares.map((share) => Math.floor(share * events))])
      }
    })
  }

  it("in the case of 2015, around its deadline, for several variants", async () => {
    const open = () => changed(opened(PAKISTAN), { from: "2015-12-27", until: "2016-01-04" })
    await expectSame(open, "as-announced", (events) => [Math.floor(events / 3), Math.floor(events * 0.9)])
    for (const variant of ["comply-bulk", "include-roamers"]) await expectSame(open, variant, (events) => [Math.floor(events * 0.7)])
  }, 180_000)

  it("also where somebody goes abroad as a service is withdrawn, after each of the events", async () => {
    await expectSame(() => opened("scenarios/found/X3-200005786.yaml"), "as-happened", (events) => Array.from({ length: events + 1 }, (_, i) => i))
  })

  it("with other values and another seed set", async () => {
    const open = () => changed(opened("test/flips/leak.yaml"), { seed: 99, "people.residents.count": 90 })
    await expectSame(open, "by-line", (events) => [events >> 1])
  })

  it("also where people on a line that nobody had before change their ways once more", async () => {
    const open = () => changed(opened("test/flips/all-effects.yaml"), { "events.to-a-dish.do.shift.to": "fixed-wireless", "events.around.when": "2015-03-06", "events.around.do.shift.people": "patient" })
    const plan = plansOf(open(), ["as-happened"], { seed: 1 })[0]
    const lines = (w: World) => w.lineSpecs.length
    const before = lines(started(plan, plan.variants[0], blind).w)
    const events = firstWhere(open(), (w) => lines(w) > before)
    expect(events).toBeGreaterThan(0)
    // All who shift have done so by then.
    await expectSame(open, "as-happened", () => [Number(events) + 500])
  })

  for (const name of ["one-key-for-the-world", "vpn-grows-and-shrinks", "market-left-with-a-slow-move", "leaky-block-and-neighbours", "local-operator-with-keys"]) {
    it(`also where a state knows more than where it is: ${name}`, async () => {
      const open = () => opened(`test/cases/${name}.yaml`)
      await expectSame(open, "as-happened", (events) => [Math.floor(events * 0.6), events])
    })
  }
})

/** What may be under way where a run stops. */
const UNDER_WAY: Readonly<Record<string, (w: World) => boolean>> = {
  "mail waits for its device": (w) => someMessage(w, (m) => w.messages.stage(m) === Stage.WAITS_FOR_DEVICE),
  "mail waits at its relay": (w) => someMessage(w, (m) => w.messages.stage(m) === Stage.WAITS_AT_RELAY),
  "a message tries again": (w) => someMessage(w, (m) => w.messages.stage(m) === Stage.AT_CLIENT),
  "a probe is planned": (w) => someMessage(w, (m) => w.messages.probe(m) !== NONE),
  "copies are on their way": (w) => w.stock.moves.some((move) => move.endMs === undefined),
  "keys are surrendered": (w) => w.begun().some((act) => act.verb === "give-keys" && w.isOn(act)),
  "cipher text is kept": (w) => w.readers.captures.rows.size > 0,
  "habits have shifted": (w) => w.begun().some((act) => act.act.shift !== undefined),
  "somebody took up what he had not": (w) => w.newPeopleRows.size > 0,
  "people are away": (w) => w.away.some((trips) => trips > 0)
}

describe("A run that is stopped while", () => {
  const files = [...readdirSync("test/flips").map((name) => join("test/flips", name)), ...["market-left-with-a-slow-move", "migration-to-a-readable-service", "leaky-block-and-neighbours"].map((name) => `test/cases/${name}.yaml`)].sort()
  for (const [says, is] of Object.entries(UNDER_WAY)) {
    it(`${says} goes on the same`, async () => {
      const found = files.flatMap((name) => {
        const events = firstWhere(opened(name), is)
        return events === undefined ? [] : [{ name, events }]
      })
      expect(found.length).toBeGreaterThan(0)
      for (const { name, events } of found.slice(0, 2)) await expectSame(() => opened(name), "as-happened", () => [events + 1])
    })
  }
})

/** The event, of every 50th, at which something is so first. */
function firstWhere(file: ScenarioFile, is: (w: World) => boolean): number | undefined {
  const plan = plansOf(file, ["as-happened"], { seed: file.base.seed })[0]
  const { w, course } = started(plan, plan.variants[0], blind)
  for (const step of advance(w, course.toggles, plan.horizonMs, "", 50)) if (is(w)) return step.events
  return undefined
}

function someMessage(w: World, is: (m: number) => boolean): boolean {
  for (let m = 0; m < w.messages.used; m++) if (w.messages.stage(m) !== Stage.FREE && is(m)) return true
  return false
}
