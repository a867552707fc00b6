/** The people of a scenario: rows by cohort with what lasts about each of them. Draws are exact quotas over keyed permutations. */
import { assert } from "../kernel/assert.ts"
import { hash4, hashString } from "../kernel/rng.ts"
import { permuted } from "../kernel/sample.ts"
import type { AccessMode, Cohort, Reach, ReachShare } from "../model/people.ts"
import type { Scenario } from "../model/scenario.ts"
import { DAY_MS } from "./zones.ts"

/** A usual way to the network, before it is known where the person is. */
export interface LineSpec {
  readonly mode: AccessMode
  readonly share: number
  readonly sim: string | undefined
  readonly exit: string | undefined
  readonly carriers: ReadonlyArray<string> | Readonly<Record<string, number>> | undefined
}

/**
 * settled: everybody lives at home and may travel. standing: `slots` places abroad, each filled by one person after another,
 * who exists only while there. rotating: a cohort of which `slots` are away at a time, by turns.
 */
export type Residence = "settled" | "standing" | "rotating"

export interface CohortRow {
  readonly row: number
  readonly name: string
  readonly spec: Cohort
  readonly residence: Residence
  readonly first: number
  readonly people: number
  /** People who exist at a time: all, or those in the slots. */
  readonly slots: number
  /** Slots away (`present`). */
  readonly away: number
  readonly staysPerSlot: number
  readonly nightsMs: number
  readonly weight: number
  readonly standsFor: number
  readonly key: number
}

/** More people than this is more than the memory of an ordinary machine holds. */
const PEOPLE_MAX = 20_000_000

export function cohortsOf(scenario: Scenario, horizonMs: number, seed: number, replication: number): ReadonlyArray<CohortRow> {
  const rows: Array<CohortRow> = []
  let first = 0
  for (const [name, spec] of Object.entries(scenario.people)) {
    const size = sizeOf(spec)
    const nightsMs = (spec.present?.nights ?? 0) * DAY_MS
    const staysPerSlot = size.residence === "standing" ? Math.ceil(horizonMs / nightsMs) + 1 : 1
    const people = size.residence === "standing" ? size.slots * staysPerSlot : size.slots
    rows.push({ row: rows.length, name, spec, ...size, first, people, staysPerSlot, nightsMs, weight: size.standsFor / size.slots, key: hash4(seed, replication, hashString(name), 0) })
    first += people
    assert(first <= PEOPLE_MAX, `at most ${PEOPLE_MAX} people can be simulated; use count with stands-for`)
  }
  return rows
}

function sizeOf(spec: Cohort): { readonly residence: Residence; readonly slots: number; readonly away: number; readonly standsFor: number } {
  const { count, present } = spec
  if (present === undefined) {
    const slots = count ?? Math.max(1, Math.round(spec["stands-for"] ?? 1))
    return { residence: "settled", slots, away: 0, standsFor: spec["stands-for"] ?? slots }
  }
  const stock = present.stock ?? present.count ?? count ?? 1
  if (present.count !== undefined && (count === undefined || count <= present.count)) return { residence: "standing", slots: present.count, away: present.count, standsFor: spec["stands-for"] ?? stock }
  if (present.count !== undefined) return { residence: "rotating", slots: count!, away: present.count, standsFor: spec["stands-for"] ?? count! }
  if (count === undefined) return { residence: "standing", slots: Math.max(1, Math.round(stock)), away: Math.max(1, Math.round(stock)), standsFor: spec["stands-for"] ?? stock }
  const away = spec["stands-for"] === undefined ? stock : (stock * count) / spec["stands-for"]
  // Fewer simulated people than the stock: they are a sample of it.
  if (away >= count) return { residence: "standing", slots: count, away: count, standsFor: spec["stands-for"] ?? stock }
  return { residence: "rotating", slots: count, away: Math.max(1, Math.round(away)), standsFor: spec["stands-for"] ?? count }
}

/** For a cause, an evenly spread uniform number of each slot: quotas come out exact, and a changed share moves as few people as it can. */
export function spreadOf(cohort: CohortRow, cause: string): Float64Array {
  return Float64Array.from(ranksOf(cohort, cause), (rank) => evenly(rank, cohort.slots))
}

/** The rank of each slot for a cause. */
export function ranksOf(cohort: CohortRow, cause: string): Int32Array {
  const order = permuted(cohort.slots, hash4(cohort.key, hashString(cause), 0, 0))
  const ranks = new Int32Array(cohort.slots)
  for (let rank = 0; rank < cohort.slots; rank++) ranks[order[rank]] = rank
  return ranks
}

/** The uniform number of a rank: in the middle of its part. */
export function evenly(rank: number, count: number): number {
  return (rank + 0.5) / count
}

export function lineSpecsOf(reach: Reach): ReadonlyArray<LineSpec> {
  const specs: Array<LineSpec> = []
  for (const [mode, entry] of Object.entries(reach)) {
    if (mode === "source" || mode === "grade" || mode === "note" || entry === undefined) continue
    const long = (typeof entry === "object" ? entry : { share: entry }) as Exclude<ReachShare, number>
    specs.push({ mode: mode as AccessMode, share: long.share, sim: long.sim, exit: long.exit, carriers: long.carriers as LineSpec["carriers"] })
  }
  return specs
}

/** What a cohort tries besides its usual line, in order. */
export function alsoOf(cohort: Cohort): ReadonlyArray<LineSpec> {
  if (cohort.also === undefined) return []
  if (Array.isArray(cohort.also)) return cohort.also.map((mode: AccessMode) => ({ mode, share: 1, sim: undefined, exit: undefined, carriers: undefined }))
  return lineSpecsOf(cohort.also as Reach)
}

/** Index of the share of a whole that u falls in; shares that do not fill the whole leave -1. */
export function pickShare(shares: ReadonlyArray<number>, u: number): number {
  let sum = 0
  for (let i = 0; i < shares.length; i++) {
    sum += shares[i]
    if (u < sum) return i
  }
  return sum > 1 - 1e-9 ? shares.length - 1 : -1
}
