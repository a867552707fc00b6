/** A handful of mutants is hunted for: the promise of each catches it, and what it is caught by can be told. */
import { beforeAll, describe, expect, it } from "vitest"
import { type Caught, hunted } from "./hunters.ts"
import { type Mutant, mutated } from "./mutant.ts"
import { SHORT } from "./seeds.ts"
import { TABLE } from "./table.ts"

/** Of different promises, and caught in few worlds. */
const HANDFUL = ["guard-checks-its-own-setting", "record-in-the-default-region", "hint-at-rest-abroad", "left-behind-by-a-move"]
const mutants = TABLE.filter(({ id }) => HANDFUL.includes(id))
const harmless: Mutant = { id: "harmless", title: "A comment is gone", file: "src/world/crossing.ts", find: "/** Mail between people of two homes: under whose rules it is kept is the file's choice. */", replace: "", promise: "R1" }

describe("A hunt", () => {
  let found: ReadonlyArray<Caught> = []
  let spared: ReadonlyArray<Caught> = []
  beforeAll(async () => {
    found = await hunted(mutants, { workers: 2, seeds: SHORT.seeds.slice(0, 1), worldsMax: 1000, shrinkPlaysMax: 400 })
    spared = await hunted([harmless], { workers: 1, seeds: SHORT.seeds.slice(0, 1), worldsMax: 50, shrinkPlaysMax: 400 })
  })

  it("catches each of a handful of mutants by the promise that it names", () => {
    expect(mutants.length).toBe(HANDFUL.length)
    expect(found.map(({ mutant, hunted: [one] }) => [mutant.id, one.worlds !== undefined])).toEqual(mutants.map(({ id }) => [id, true]))
  })

  it("leaves a small world in which that promise breaks", () => {
    for (const { hunted: [one], mutant } of found) {
      expect(one.small?.events).toBeLessThanOrEqual(6)
      expect(one.small?.story.some((line) => line.startsWith(`${mutant.promise} says:`))).toBe(true)
    }
  })

  it("finds nothing where nothing is planted", () => {
    expect(spared[0].hunted[0]).toEqual({ seed: 1, others: {} })
  })
})

describe("A mutant", () => {
  it("whose text is not there, or there twice, is refused with its name, file and text", () => {
    expect(() => mutated({ ...harmless, find: "nowhere to be found" })).toThrow("mutant harmless: src/world/crossing.ts has the text to replace 0 times instead of once: nowhere to be found")
    expect(() => mutated({ ...harmless, find: "ruling" }, "ruling ruling")).toThrow("2 times instead of once")
  })

  it("in who judges, or in more than one line, is refused", () => {
    expect(() => mutated({ ...harmless, file: "src/invariants/residency.ts" })).toThrow("is no file of src/kernel or src/world")
    expect(() => mutated({ ...harmless, find: "a\nb" }, "a\nb")).toThrow("more than one line")
  })
})
