/** Promises between runs: no run by itself can tell whether they hold. `situs check` plays worlds again in other ways and compares; a result of one run does not speak of them. */
export const BETWEEN_RUNS = {
  M1: "The same seed gives the same trace.",
  M2: "Another code for a country changes nothing but that code.",
  M3: "In worlds without calendar rules, all times so many times as long change no verdict.",
  M4: "What nobody uses changes nothing by being there.",
  M6: "Stopped at any event and gone on with from its snapshot, a run has the same trace."
} as const
export type BetweenRunsId = keyof typeof BETWEEN_RUNS
