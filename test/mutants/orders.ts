/** Mutants of whom, what and when acts reach. */
import type { Mutant } from "./mutant.ts"

export const ORDERS: ReadonlyArray<Mutant> = [
  {
    id: "held-mailbox-stays-behind",
    title: "An exit moves what is in use: what a duty holds in the market stays there",
    file: "src/world/effects.ts",
    find: "w.stock.send([...new Set([...own, ...stopped])],",
    replace: "w.stock.send([...new Set([...own, ...stopped])].filter((row) => !w.stock.isHeld(row)),",
    promise: "X2"
  }
]
