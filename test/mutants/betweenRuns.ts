/** Mutants of what differs between runs that are to be the same. */
import type { Mutant } from "./mutant.ts"

export const BETWEEN_RUNS: ReadonlyArray<Mutant> = [
  {
    id: "flag-lost-in-a-snapshot",
    title: "A message that waits when a run is stopped has lost why it waits when the run goes on",
    file: "src/world/messages.ts",
    find: "rows: this.ints.slice(0, this.used * ROW)",
    replace: "rows: this.ints.slice(0, this.used * ROW).map((word, at) => (at % ROW === 13 ? word & ((1 << REASON_SHIFT) - 1) : word))",
    promise: "M6"
  },
  {
    id: "chance-of-trips-not-saved",
    title: "A snapshot has no room for the chance of trips: it goes on as the world that is at hand has it",
    file: "src/world/world.ts",
    find: ", ...this.streamRngs, ...this.tripRngs]",
    replace: ", ...this.streamRngs]",
    promise: "M6"
  },
  {
    id: "one-list-for-all-runs",
    title: "What waits behind a leak takes its times from one list for all runs, each from where the last one stopped",
    file: "src/world/queues.ts",
    find: "PROBES_MS[Math.min(w.messages.probes(m), PROBES_MS.length - 1)]",
    replace: "PROBES_MS[PROBES_MS.push(PROBES_MS.shift()!) - 1]",
    promise: "M1"
  }
]
