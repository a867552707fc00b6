/** Mutants of whom, what and when acts reach. */
import type { Mutant } from "./mutant.ts"

export const ORDERS: ReadonlyArray<Mutant> = []
