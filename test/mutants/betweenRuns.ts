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
  },
  {
    id: "chance-by-the-homes-code",
    title: "What chance a cohort has is drawn from the code of its home besides its own name",
    file: "src/world/population.ts",
    find: "key: hash4(seed, replication, hashString(name), 0)",
    replace: "key: hash4(seed, replication, hashString(name), hashString(JSON.stringify(spec.home)))",
    promise: "M2"
  },
  {
    id: "clock-of-the-first-in-the-alphabet",
    title: "Dates are told by the clock of the country whose code comes first in the alphabet, not of the file's first one",
    file: "src/world/zones.ts",
    find: "const home = Object.keys(scenario.countries)[0] ?? \"UTC\"",
    replace: "const home = Object.keys(scenario.countries).sort()[0] ?? \"UTC\"",
    promise: "M2"
  },
  {
    id: "a-minute-between-messages",
    title: "A stream that has written takes a minute off before the time to its next message begins, however often it writes",
    file: "src/world/arrivals.ts",
    find: "dueMs[0] = w.nowMs + dueMs[0] / s.ratePerMs",
    replace: "dueMs[0] = w.nowMs + 60_000 + dueMs[0] / s.ratePerMs",
    promise: "M3"
  },
  {
    id: "silent-for-hours-more",
    title: "Who has been silent takes three hours more to begin again, however long he was silent",
    file: "src/world/arrivals.ts",
    find: "if (w.nowMs >= spans[i] && w.nowMs < spans[i + 1]) return true",
    replace: "if (w.nowMs >= spans[i] && w.nowMs < spans[i + 1] + 10_800_000) return true",
    promise: "M3"
  },
  {
    id: "chance-by-the-row",
    title: "What chance a cohort has is drawn from its row in the file, not from its name: another before it changes it",
    file: "src/world/population.ts",
    find: "key: hash4(seed, replication, hashString(name), 0)",
    replace: "key: hash4(seed, replication, rows.length, 0)",
    promise: "M4"
  },
  {
    id: "writing-by-the-products-row",
    title: "When people write is drawn from the number that a service has among all, not from its name",
    file: "src/world/workload.ts",
    find: "const key = hash4(cohort.key, hashString(product.name), hashString(\"writes\"), 0)",
    replace: "const key = hash4(cohort.key, product.row, hashString(\"writes\"), 0)",
    promise: "M4"
  }
]
