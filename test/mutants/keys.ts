/** Mutants of who holds keys, who can read, what is told of it. */
import type { Mutant } from "./mutant.ts"

export const KEYS: ReadonlyArray<Mutant> = []
