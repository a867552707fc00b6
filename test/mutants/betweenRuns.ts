/** Mutants of what differs between runs that are to be the same. */
import type { Mutant } from "./mutant.ts"

export const BETWEEN_RUNS: ReadonlyArray<Mutant> = []
