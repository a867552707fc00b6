/** What options change for each group of people and each country: option minus baseline, in real people. */
import type { GroupEffect } from "../model/comparison.ts"
import type { Result, Status } from "../model/result.ts"
import { type Block, type Cell, heading, table, text } from "./document.ts"
import { baselineOf, differenceWords, MEASURES, OUTCOMES } from "./effect.ts"
import { runs } from "./replicated.ts"
import { BRIEF, count, counted, firstFew, grouped, listed } from "./words.ts"
import { statusNoun } from "./who.ts"

/** Groupings in the order in which they are told, each with the head of its column. */
const GROUPINGS = {
  status: "Status",
  cohort: "Cohort",
  home: "Home",
  present: "Country where they are",
  segment: "Segment",
  access: "Way to the network"
} as const satisfies Partial<Record<GroupEffect["by"], string>>
type Grouping = keyof typeof GROUPINGS

export function groups(result: Result): ReadonlyArray<Block> {
  if (result.effects.length === 0) return [text("There is no other variant to compare with, so that there are no differences by group.")]
  return [
    text(`Option minus ${baselineOf(result)}, over the whole run: messages, person-hours and people are real ones. ${attempts(result)} A message counts at each of its ends. ${capital(runs(result))}${result.run.replications === 1 ? "" : "; behind ± half of the 95 % interval over the runs, without ± where each run has the same"}. People are those who use a service and were in the group at some instant, each once: visitors who follow one another add up to more than there are at a time, and who changes status, country or way counts under each, so that groups may add up to more than everybody. Groups that an option leaves as they are have no row; a measure that is not told of a grouping has an empty cell.`),
    ...(Object.keys(GROUPINGS) as ReadonlyArray<Grouping>).flatMap((by) => grouping(result, by))
  ]
}

/** Whether a difference is of what befalls the same messages; an option that sets or shifts what people do has others. */
function attempts({ effects }: Result): string {
  const all = effects.filter((row) => row.by === "everybody" && row.measure === "attempted")
  const others = all.filter((row) => row.more + row.less > 0).map((row) => row.variant)
  if (others.length === 0) return "Both see the same people attempt the same messages."
  return `In ${count(others.length)} of ${counted(all.length, "option")} people attempt more or fewer messages than in the baseline (${firstFew(others, 4)}), and part of its differences is of that.`
}

function grouping(result: Result, by: Grouping): ReadonlyArray<Block> {
  const rows = result.effects.filter((row) => row.by === by)
  if (rows.length === 0) return []
  const measures = OUTCOMES.filter((measure) => rows.some((row) => row.measure === measure))
  const lines = [...grouped(rows, (row) => JSON.stringify([row.variant, row.about, row.group])).values()]
  // More in some runs and as much less in others has the mean 0, and is a difference.
  const changed = lines.filter((own) => own.some((row) => row.more + row.less > 0))
  const states = new Set(rows.map((row) => row.about)).size
  const caption = `By ${GROUPINGS[by].toLowerCase()}: option minus ${baselineOf(result)} (${counted(lines.length - changed.length, "row")} of ${count(lines.length)} without any difference left out)`
  const content = table(
    caption,
    ["Option", GROUPINGS[by], "People in the baseline#", ...measures.map((measure) => `${MEASURES[measure]}#`)],
    changed.map((own): ReadonlyArray<Cell> => [
      own[0].variant,
      nameOf(own[0], states > 1),
      count(Math.round(own[0].people)),
      ...measures.map((measure): Cell => {
        const row = own.find((one) => one.measure === measure)
        return row === undefined ? "" : { text: [differenceWords(row, BRIEF)] }
      })
    ]),
    `no option differs from it in ${listed(measures.map((measure) => MEASURES[measure].toLowerCase()))}.`
  )
  return [heading(`By ${GROUPINGS[by].toLowerCase()}`), content]
}

function nameOf({ about, by, group }: GroupEffect, named: boolean): string {
  return by === "status" ? statusNoun(group as Status, named && about !== null ? [about] : []) : group
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
