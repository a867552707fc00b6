/**
 * The table of mutants: bugs planted in the engine one at a time, each with the promise that must catch it. Who judges is tested by them.
 *
 * How to write one:
 * - Put a row into the file of its family, or a new family's file of at most 400 lines into TABLE below.
 * - `file` is one of src/kernel or src/world, never of src/invariants: bugs are planted in what is judged. `find` stands there exactly
 *   once, within one line; `replace` changes one condition or one line. It must type-check by eye, and never throw by itself.
 * - Plant what a hurried engineer would write: a condition forgotten, a default taken, the wrong one of two names. Not `if (false)`.
 * - `title` says what the engine then does wrong. `after` is a public failure that it is like: its own page, which you have read.
 * - `promise` is what the bug breaks by the promise's own sentence, decided before the hunt. Another promise that breaks too does not
 *   count. Where the promise does not catch what breaks it, the judge or the generator is too weak: mend that, not the row.
 * - `npm run check:mutants -- --only ID,ID` hunts for your rows from 3 seeds and tells what was caught, in which world, how small, and
 *   its story; what else broke stands behind it. A row is good if it is caught within 5,000 worlds of each seed; most should take 30.
 * - `npm run check:mutants -- --full --only ID,ID` hunts from 20 seeds and writes these rows into docs/mutants.md; without --only, all.
 */
import { BETWEEN_RUNS } from "./betweenRuns.ts"
import { CONSERVATION } from "./conservation.ts"
import { EVIDENCE } from "./evidence.ts"
import { KEYS } from "./keys.ts"
import { LIVENESS } from "./liveness.ts"
import type { Mutant } from "./mutant.ts"
import { ORDERS } from "./orders.ts"
import { RESIDENCY } from "./residency.ts"

export const TABLE: ReadonlyArray<Mutant> = [...RESIDENCY, ...KEYS, ...CONSERVATION, ...ORDERS, ...LIVENESS, ...EVIDENCE, ...BETWEEN_RUNS]
