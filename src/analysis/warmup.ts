/**
 * The start of a run in a file that claims a steady state: what is first tried in it is simulated and not counted, and whether
 * it is long enough is checked by what lies at rest week by week.
 */
import type { RunRecord } from "../world/record.ts"
import { WEEK_MS } from "./claimwindow.ts"

/** The record without what was first tried before the warm-up's end. What states read of older mail stays: it is what a steady state has in store. */
export function counted(record: RunRecord, warmMs: number): RunRecord {
  const isWarm = record.outcomes.map((row) => record.slots[row.slot].untilMs <= warmMs)
  let kept = 0
  const places = isWarm.map((warm) => (warm ? undefined : kept++))
  return {
    ...record,
    windowCutsMs: [...new Set([...record.windowCutsMs, warmMs])].sort((a, b) => a - b),
    outcomes: record.outcomes.filter((_, n) => !isWarm[n]),
    seen: {
      each: (visit) =>
        record.seen.each((outcome, person, how) => {
          const place = places[outcome]
          if (place !== undefined) visit(place, person, how)
        })
    }
  }
}

/** Copies at rest at the end of each week, of real people. */
export function weekly(record: RunRecord): ReadonlyArray<number> {
  const sums = new Map<number, number>()
  for (const { atMs, copies, group } of record.atRest) if (atMs > 0 && atMs % WEEK_MS === 0) sums.set(atMs, (sums.get(atMs) ?? 0) + copies * record.groups[group].weight)
  return Array.from({ length: Math.floor(record.horizonMs / WEEK_MS) }, (_, n) => sums.get((n + 1) * WEEK_MS) ?? 0)
}

/** Fewer weeks do not tell growth from chance. */
const WEEKS_LEAST = 8

/** End of the first week that belongs to the steady part of a series of weeks [ms], by the least marginal standard error (MSER, White 1997); undefined where that is not in its first half. */
export function settledMs(series: ReadonlyArray<number>): number | undefined {
  if (series.length < WEEKS_LEAST) return undefined
  const errors = series.map((_, dropped) => marginalError(series.slice(dropped)))
  const half = Math.floor(series.length / 2)
  // The last few weeks are alike by chance: there the rule does not look, but a least at its edge is none.
  const best = errors.slice(0, half + 1).reduce((least, error, n, all) => (error < all[least] ? n : least), 0)
  return best === half ? undefined : (best + 1) * WEEK_MS
}

function marginalError(part: ReadonlyArray<number>): number {
  const mean = part.reduce((sum, value) => sum + value, 0) / part.length
  return part.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (part.length * part.length)
}
