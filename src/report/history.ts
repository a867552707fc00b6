/** Checks against history: what the file's claims came to, and those of every case of the catalogue, misses included. */
import type { Result } from "../model/result.ts"
import { claims } from "./checks.ts"
import { type Block, type Cell, heading, table, text } from "./document.ts"
import { count, counted, percentOf, sum } from "./words.ts"

/** What a case of the catalogue came to when it was last run for the record. */
export interface CaseHistory {
  readonly id: string
  readonly held: number
  readonly missed: number
  readonly broken: number
  readonly undetermined: number
  readonly prediction: number
  /** What the record says, what the run says, and why. */
  readonly misses: ReadonlyArray<{ readonly claim: string; readonly variant: string; readonly says: string; readonly observed: string; readonly why: string }>
}

export function history(result: Result, catalogue: ReadonlyArray<CaseHistory> | undefined): ReadonlyArray<Block> {
  return [heading("Claims of this case"), ...claims(result), heading("Claims of the whole catalogue"), ...(catalogue === undefined ? [text("The catalogue's record was not at hand.")] : ofCatalogue(catalogue))]
}

function ofCatalogue(catalogue: ReadonlyArray<CaseHistory>): ReadonlyArray<Block> {
  const total = (name: "held" | "missed" | "broken" | "undetermined" | "prediction") => sum(catalogue, (one) => one[name])
  const decided = total("held") + total("missed") + total("broken")
  const misses = catalogue.flatMap((one) => one.misses.map((miss): ReadonlyArray<Cell> => [one.id, `${miss.claim}: ${miss.says}`, miss.observed, miss.why]))
  return [
    text(`Of ${counted(catalogue.length, "case")} that come with this version, each run with its own seed: ${percentOf(total("held"), decided)} verdicts that say held or not are held; ${count(total("missed"))} are known misses, ${count(total("broken"))} broken; beside them ${count(total("undetermined"))} undetermined and ${count(total("prediction"))} predictions, which have no verdict. Claims were written by the authors of the cases, many of them after the fact: what held is no measure of how a forecast would do.`),
    table("Where record and model differ", ["Case", "On record~", "The run says~", "Why~"], misses, "nowhere."),
    {
      kind: "folded",
      table: {
        caption: "Verdicts of the catalogue, case by case",
        columns: [{ name: "Case" }, ...["Held", "Known misses", "Broken", "Undetermined", "Predictions"].map((name) => ({ name, numeric: true }))],
        rows: catalogue.map((one): ReadonlyArray<Cell> => [one.id, count(one.held), count(one.missed), count(one.broken), count(one.undetermined), count(one.prediction)])
      }
    }
  ]
}
