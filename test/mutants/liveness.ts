/** Mutants of what waits, tries again, moves and comes back. */
import type { Mutant } from "./mutant.ts"

export const LIVENESS: ReadonlyArray<Mutant> = []
