/**
 * `situs/testing`: worlds for property tests, and a way to hold them to a promise. It works in any test runner; fast-check, which draws the
 * worlds, is the one that the test has installed.
 */
import * as fc from "fast-check"
import { FEATURES as ALL_FEATURES } from "../check/features.ts"
import { reduced } from "../check/smallest.ts"
import { worldOf } from "../check/worlds.ts"
import { PROMISES as ALL_PROMISES } from "../invariants/promise.ts"
import { DrawnWorld, drawnOf, GENERATED } from "./drawn.ts"
import { featuresIn } from "./featureNames.ts"
import { statedWorld, variedWorlds } from "./fileWorlds.ts"
import { held, SHRINK_PLAYS } from "./held.ts"
import { NotHeld } from "./notHeld.ts"
import { Played } from "./played.ts"
import { enginePromises, ownPromise } from "./promised.ts"
import type { Checkable, Held, HeldOptions, PromiseOf, Run, VariationsOptions, World, Worlds, WorldsOptions } from "./surface.ts"

export type * from "./surface.ts"
export { NotHeld }

/** What generated worlds may have: words for `with` and `without` of `worlds`. */
export const FEATURES: ReadonlyArray<string> = ALL_FEATURES

/** The promises of the engine: what each says, by its id. */
export const PROMISES: Readonly<Record<string, string>> = ALL_PROMISES

/** Whole worlds by chance: states, networks, companies, sites, services, people, orders, answers, faults. @fails TypeError where there is no such feature */
export function worlds(options: WorldsOptions = {}): Worlds {
  const chosen = { with: featuresIn(options.with), without: featuresIn(options.without) }
  return numbers().map((number) => new DrawnWorld(`generated world ${number}`, GENERATED, number, worldOf(number, chosen)))
}

/** Worlds out of a scenario file: one of its variants with other days, faults of sites, trips, values within stated ranges, and chance. @fails Error where the file is no scenario, or no world can be made of it */
export function variations(file: string | URL, options: VariationsOptions = {}): Worlds {
  return numbers().map(variedWorlds(file, options.variants))
}

/** One world: a variant of a scenario file as it is stated. What `assertHeld` has found is read so. @fails Error where the file is no scenario, or has no such variant */
export function world(file: string | URL, variant = "as-happened"): World {
  return statedWorld(file, variant)
}

/** Plays a world. Its tables are made when they are first asked for. @fails TypeError where the world is none of this package's */
export function play(one: World): Run {
  return new Played(drawnOf(one))
}

/** A promise of your own: the rows of a run that it is about, and what holds of each. Without a row it was not exercised. */
export function promise<Row>(says: string, of: PromiseOf<Row>): Checkable {
  return ownPromise(says, of)
}

/** Promises of the engine by their ids, each of which must be exercised; without ids all of them. @fails TypeError where there is no such promise */
export function builtIn(...ids: ReadonlyArray<string>): Checkable {
  return enginePromises(ids)
}

/**
 * Plays worlds and holds each to a promise. The first that breaks it is made as small as it can be, and written as a scenario file.
 * @fails NotHeld where one breaks it; and where nothing is known: it was stopped, worlds were skipped, or none exercised the promise
 */
export function assertHeld(drawn: Worlds | World, promised: Checkable, options: HeldOptions = {}): Held {
  return held(drawn, promised, options)
}

/** The smallest world that still fails; `plays`: worlds played for it at most. For properties that you write with fast-check alone. @fails TypeError as `play` does */
export function smallest(one: World, fails: (world: World) => boolean, plays = SHRINK_PLAYS): World {
  const from = drawnOf(one)
  return from.as(reduced(from.trial, (trial) => fails(from.as(trial)), plays).trial)
}

/** Each number as likely as any other: a small one is no simpler world. */
function numbers(): fc.Arbitrary<number> {
  return fc.noBias(fc.noShrink(fc.integer({ min: 0, max: 2 ** 32 - 1 })))
}
