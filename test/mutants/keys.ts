/** Mutants of who holds keys, who can read, what is told of it. */
import type { Mutant } from "./mutant.ts"

export const KEYS: ReadonlyArray<Mutant> = [
  {
    id: "numbers-that-mean-two",
    title: "When people of a new group are met, pairs of groups keep the numbers that they had: after that two pairs have one number",
    file: "src/world/keyHolders.ts",
    find: "if (groups.rows.length !== this.groups) this.known.clear()",
    replace: "if (this.groups === 0) this.known.clear()",
    promise: "K4"
  }
]
