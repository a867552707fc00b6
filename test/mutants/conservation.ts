/** Mutants of messages and copies lost, doubled, miscounted or out of order. */
import type { Mutant } from "./mutant.ts"

export const CONSERVATION: ReadonlyArray<Mutant> = []
