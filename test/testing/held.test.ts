/** Worlds held to promises: what passes, what breaks and is made small, and what is neither. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { readScenario } from "../../src/language/file.ts"
import { assertHeld, builtIn, type Checkable, type HeldOptions, NotHeld, play, promise, smallest, variations, type World, world, type Worlds, worlds } from "../../src/testing/testing.ts"
import { ABROAD, AT_HOME } from "./architecture.ts"

let folder: string
let atHome: string
let abroad: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "situs-held-"))
  atHome = join(folder, "at-home.yaml")
  abroad = join(folder, "abroad.yaml")
  writeFileSync(atHome, AT_HOME)
  writeFileSync(abroad, ABROAD)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const home = promise("no copy of mail ever lies outside its owner's country", {
  about: (run) => run.copies,
  holds: (copy) => copy.country === copy.home
})

function failing(drawn: Worlds | World, promised: Checkable, options: HeldOptions = {}): NotHeld {
  try {
    assertHeld(drawn, promised, { out: join(folder, "found"), ...options })
  } catch (thrown) {
    if (thrown instanceof NotHeld) return thrown
    throw thrown
  }
  throw new Error("it held")
}

describe("An architecture that keeps its promise", () => {
  it("passes, with the worlds that exercised it", () => {
    const held = assertHeld(variations(atHome), home, { runs: 40 })
    expect(held).toMatchObject({ worlds: 40, exercisedWorlds: 40 })
    expect(held.exercised).toBeGreaterThan(100)
  })

  it("keeps every promise of the engine in its variations", () => {
    expect(assertHeld(variations(atHome), builtIn(), { runs: 20 }).exercised).toBeGreaterThan(1000)
    expect(assertHeld(variations(atHome), builtIn("C1", "R7"), { runs: 5 }).worlds).toBe(5)
  })

  it("plays the same worlds each time, and others with another seed", () => {
    const names = (seed: number) => {
      const seen: Array<string> = []
      assertHeld(variations(atHome), { says: "Something is played", judge: (run) => ({ exercised: seen.push(run.world.name) }) }, { runs: 3, seed })
      return seen
    }
    expect(names(1)).toEqual(names(1))
    expect(names(2)).not.toEqual(names(1))
  })
})

describe("An architecture that breaks a promise", () => {
  it("is told by the smallest world that breaks it, written as a scenario file with the way to see it again", () => {
    const broken = failing(variations(abroad), home)
    const file = broken.file!
    expect(broken.verdict).toBe("broken")
    expect(broken.message).toContain("Broken: No copy of mail ever lies outside its owner's country.")
    expect(broken.message).toMatch(/a copy \(backup\) at lyon \(France\)/)
    expect(broken.message).toContain(`again: situs run ${file}`)
    expect(broken.message).toContain(`as a test: assertHeld(world(${JSON.stringify(file)}), …)`)
    const text = readFileSync(file, "utf8")
    expect(text).toMatch(/^# 2 people \(\w+\) of \w+ use mail/)
    const read = readScenario(readFileSync(file), file)
    expect(read.ok).toBe(true)
    expect(failing(world(file), home).message).toContain('site: "lyon"')
  })

  it("is found again by the seed and the path that are printed", () => {
    const first = failing(variations(abroad), home, { seed: 9 })
    const [, seed, path] = /seed: (\d+), path: "([\d:]+)", runs: 1/.exec(first.message)!
    const again = failing(variations(abroad), home, { seed: Number(seed), path, runs: 1 })
    expect(again.file).toBe(first.file)
    expect(again.world!.text).toBe(first.world!.text)
  })

  it("stays the same architecture while it is made smaller: its sites and services are those of the file", () => {
    const text = failing(variations(abroad), home).world!.text
    expect(text).toMatch(/kept: \{ DE: berlin, FR: paris \}, copies: \{ backup: lyon \}/)
    expect(text).not.toMatch(/^orders:/m)
  })

  it("breaks by what a promise throws too, as an assertion does", () => {
    const thrown = failing(variations(abroad), promise("Nobody writes", { about: (run) => [run.messages], holds: (messages) => void expect(messages).toBe(0) }))
    expect(thrown.message).toMatch(/Nobody writes\. That breaks: expected [\d.]+ to be \+0/)
  })
})

describe("What is no pass", () => {
  const says = (thrown: NotHeld) => [thrown.verdict, thrown.message.split("\n")[1]]

  it("is a promise that none of the worlds exercised", () => {
    const never = promise("No call is kept", { about: (run) => run.copies.filter((copy) => copy.class === "call"), holds: () => false })
    expect(says(failing(variations(atHome), never, { runs: 5 }))).toEqual(["undetermined", "None of 5 worlds exercised it: there was nothing that it is about. That is no pass."])
  })

  it("is a promise of the engine, of several that were named, that no world exercised", () => {
    expect(says(failing(variations(atHome), builtIn("C1", "X1"), { runs: 3 }))).toEqual(["undetermined", "None of 3 worlds exercised X1: there was nothing that it is about. That is no pass."])
  })

  it("is a search that its time limit ended", () => {
    const slow: Checkable = {
      says: "Slow",
      judge: () => {
        for (const endMs = performance.now() + 30; performance.now() < endMs; );
        return { exercised: 1 }
      }
    }
    const [verdict, why] = says(failing(variations(atHome), slow, { runs: 200, limitMs: 60 }))
    expect(verdict).toBe("undetermined")
    expect(why).toMatch(/^It was stopped after \d+ of 200 worlds\. That is no pass\.$/)
  })

  it("is worlds that fast-check was told to skip", () => {
    fc.configureGlobal({ skipAllAfterTimeLimit: 0 })
    try {
      const [verdict, why] = says(failing(variations(atHome), home, { runs: 5 }))
      expect(verdict).toBe("undetermined")
      expect(why).toMatch(/of 5 worlds were played; the others were skipped/)
    } finally {
      fc.resetConfigureGlobal()
    }
  })

  it("is a promise whose every world steps out by fc.pre", () => {
    const stepsOut = promise("Steps out", { about: (run) => run.copies, holds: () => fc.pre(false) })
    expect(says(failing(variations(atHome), stepsOut, { runs: 4 }))).toEqual(["undetermined", "None of 4 worlds exercised it: there was nothing that it is about. That is no pass."])
  })
})

describe("Generated worlds", () => {
  it("are worlds of properties that a test writes with fast-check alone", () => {
    fc.assert(fc.property(worlds({ with: ["trips"], without: ["exits"] }), (one) => play(one).invariants.every(({ verdict }) => verdict !== "broken")), { numRuns: 15, seed: 3 })
  })

  it("print as a scenario file where a property fails", () => {
    const details = fc.check(fc.property(worlds(), () => false), { seed: 1, numRuns: 1 })
    expect(fc.stringify(details.counterexample)).toMatch(/generated world \d+:\nsitus: 1/)
  })

  it("are made smaller as far as a test's own question still fails", () => {
    const one = fc.sample(worlds({ with: ["roaming", "gates"] }), { seed: 5, numRuns: 20 }).find(({ text }) => /^orders:/m.test(text))!
    const small = smallest(one, (less) => play(less).messages > 0, 200)
    // Who writes needs no order.
    expect(small.text).not.toMatch(/^orders:/m)
    expect(small.text.length).toBeLessThan(one.text.length)
    expect(play(small).messages).toBeGreaterThan(0)
  })

  it("say their file exactly: the file plays the same world", () => {
    for (const one of fc.sample(worlds(), { seed: 11, numRuns: 5 })) {
      const file = join(folder, "whole.yaml")
      writeFileSync(file, one.text)
      expect(play(world(file)).fingerprint).toEqual(play(one).fingerprint)
    }
  })
})

describe("What a caller gets wrong", () => {
  it("is told: a feature, a promise, a variant, a file, a world", () => {
    expect(() => worlds({ without: ["exit"] })).toThrow('there is no feature "exit"; did you mean "exits"?')
    expect(() => builtIn("R99")).toThrow('there is no promise "R99"')
    expect(() => variations(atHome, { variants: ["no-oder"] })).toThrow(/has no variant "no-oder"/)
    expect(() => world(atHome, "none")).toThrow(/has no variant "none"/)
    expect(() => variations(join(folder, "nowhere.yaml"))).toThrow(/no such file/)
    const bad = join(folder, "bad.yaml")
    writeFileSync(bad, AT_HOME.replace("kept:", "kpet:"))
    expect(() => variations(bad)).toThrow(/bad\.yaml:\d+:\d+:/)
    expect(() => play({ name: "mine", seed: 1, text: "situs: 1" })).toThrow("a world comes from worlds(), variations() or world()")
  })
})
