/** What nobody can read off a report. */
import type { Result } from "../model/result.ts"
import type { Block } from "./document.ts"
import { evidenceCounts } from "./strip.ts"
import { count, counted, distinct, percentOf } from "./words.ts"

/** The three of page 1: what the numbers rest on, what an interval is of, what was not put to the test. */
export function threeLimits(result: Result): ReadonlyArray<string> {
  const judged = evidenceCounts(result).find(([name]) => name === "author's judgement")?.[1] ?? 0
  const ids = distinct(result.variants.flatMap((variant) => variant.invariants.map((one) => one.id)))
  const exercised = new Set(result.variants.flatMap((variant) => variant.invariants.filter((one) => one.verdict !== "not-exercised").map((one) => one.id)))
  return [
    `Nothing was observed: who acts how is an input, and ${percentOf(judged, result.evidence.length)} values are the author's judgement.`,
    result.run.replications === 1 ? "1 run of each variant: no number has an interval; a difference may be chance." : `Intervals are over ${counted(result.run.replications, "run")}: of chance within the model, not of values that the file has wrong.`,
    `${count(ids.length - exercised.size)} of ${counted(ids.length, "promise")} came up in no variant: not tested.`
  ]
}

/** All of them. */
export function limits(result: Result): ReadonlyArray<Block> {
  const { total, withSource } = result.assumptions
  const [, chance, untested] = threeLimits(result)
  return [
    {
      kind: "list",
      items: [
        "It is a simulation of a file, not a measurement and not a forecast: every number follows from what the file says, and nothing was observed.",
        `${percentOf(withSource, total)} values have a source; what the other values ought to be, Situs does not know.`,
        chance,
        untested,
        "Whether an order, an answer or a disclosure is lawful, proportionate or wise.",
        "What a state reads by means that no act of the file describes, and what the parties agreed without saying so.",
        "How people's demand reacts: they go on attempting the same messages, unless the file says that a habit changes.",
        "Anything on a single real person: cohorts are alike by assumption, and one simulated person may stand for many.",
        "Outcomes are not weighed against each other: how many hours of one person's service another person's confidentiality is worth is for readers.",
        "A promise that was not exercised was not tested. An undetermined claim is neither true nor false."
      ]
    }
  ]
}
