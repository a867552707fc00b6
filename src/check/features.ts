/** Features: what a generated world may have at all. Each world first draws which (*swarm*), so that some are rich in a few and poor in the rest. */
import type { Draw } from "./draw.ts"

export const FEATURES = [
  // Who and where.
  "union", "territories", "declared", "customer-server", "partner", "capacity", "failures", "wiped", "restored", "clock", "site-dates",
  // How sites are faulty.
  "paused", "deaf", "mute", "parted", "slow", "lossy", "doubling",
  // Services.
  "copies", "limited", "features", "options", "queues", "waits", "circuit", "signalling", "key-reach", "stores",
  // People.
  "roaming", "also", "vpn", "trips", "travels", "stays", "moves", "silent", "other-states", "segments",
  // What is ordered and done.
  "gates", "leaks", "daily", "selectors", "ladders", "demands", "answers", "opens", "keys", "placement", "retention", "accounts", "machines", "habits", "questions", "uptake", "exits", "steps", "late", "sanctions", "events",
  // What is chosen.
  "choices", "plots"
] as const
export type Feature = (typeof FEATURES)[number]

/** How many of 100 features a world has: some worlds are poor, some rich. */
const DENSITIES = [15, 30, 45, 70]

export function featuresOf(draw: Draw): ReadonlySet<Feature> {
  const density = draw.pick(DENSITIES)
  return new Set(FEATURES.filter(() => draw.chance(density)))
}
