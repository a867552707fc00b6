import { expect, it } from "vitest"
import { play } from "../../src/check/play.ts"
import { PROBES } from "../../src/check/probes.ts"
import { worldOf } from "../../src/check/worlds.ts"

/** A probe that one world in a hundred reaches is missed by all of so many once in a thousand million times. */
const WORLDS = 2100

it("Every probe is reached", () => {
  const reached = new Set<string>()
  for (let number = 0; number < WORLDS && reached.size < Object.keys(PROBES).length; number++) for (const probe of play(worldOf(number)).probes) reached.add(probe)
  expect(Object.keys(PROBES).filter((probe) => !reached.has(probe))).toEqual([])
})
