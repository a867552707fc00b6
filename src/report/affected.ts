/** Who is affected: real people by status, in the baseline and over the options. */
import type { EffectMeasure, GroupEffect } from "../model/comparison.ts"
import type { Result, Status } from "../model/result.ts"
import { NAME_MAX } from "./alike.ts"
import { type Block, type Cell, table, text } from "./document.ts"
import { baselineOf, greatestOf, options, peopleOf, quantityOf } from "./effect.ts"
import { joined, type Words } from "./quantity.ts"
import { statusNoun } from "./who.ts"
import { BRIEF, counted, grouped, shortened } from "./words.ts"

/** What a row tells of its people; reading is told by cohort, since who was where is not known of copies. */
const TOLD = { peopleWithoutService: "Without service#", hoursWithoutService: "Person-hours without#" } as const satisfies Partial<Record<EffectMeasure, string>>
/** Rows that a sheet has room for: those with most people affected. */
const ROWS_MAX = 5
const COHORTS_MAX = 3

export function affected(result: Result): ReadonlyArray<Block> {
  const rows = result.effects.filter((row) => row.by === "status" && row.measure in TOLD)
  if (rows.length === 0) return [text("Nothing is compared, so that no group's loss or gain is told here; the chapter on groups has the messages of each.")]
  const groups = [...grouped(rows, (row) => JSON.stringify([row.about, row.group])).values()].filter((own) => own.some((row) => row.people > 0))
  const touched = groups.filter((own) => own.some(isTouched)).sort((a, b) => mostOf(b) - mostOf(a))
  const states = new Set(rows.map((row) => row.about)).size
  if (touched.length === 0) return [text(`0 people of ${counted(groups.length, "status", "statuses")} are without service at any time, in any variant.`), text(readers(result))]
  const rest = groups.length - Math.min(touched.length, ROWS_MAX)
  return [
    table(
      `Real people under each status they had: in ${shortened(baselineOf(result), NAME_MAX)}; least to most over ${counted(options(result).length, "option")}${rest === 0 ? "" : ` (${counted(rest, "status", "statuses")} not shown: ${touched.length > ROWS_MAX ? "see the chapter on groups" : "0 in every variant"})`}`,
      ["Who", "People#", ...Object.values(TOLD)],
      touched.slice(0, ROWS_MAX).map((own) => line(own, states > 1))
    ),
    text(readers(result))
  ]
}

function isTouched({ baselineValue, value }: GroupEffect): boolean {
  return value.mean !== 0 || baselineValue.mean !== 0
}

/** Whose content is read, cohort by cohort: the most over all variants. */
function readers(result: Result): Words {
  const rows = result.effects.filter((row) => row.by === "cohort" && row.measure === "peopleRead" && isTouched(row))
  const most = [...grouped(rows, (row) => row.group).values()].flatMap((own) => greatestOf(own) ?? []).sort((a, b) => (b.row[b.part].mean ?? 0) - (a.row[a.part].mean ?? 0))
  if (most.length === 0) return "Content read: of nobody, in any variant."
  const said = most.slice(0, COHORTS_MAX).flatMap(({ part, row, variant }, i): ReadonlyArray<Words> => [i === 0 ? "" : "; ", [quantityOf(row, part, BRIEF) ?? "not known", " of ", peopleOf(row, BRIEF)], ` ${shortened(row.group, NAME_MAX)} (${shortened(variant, NAME_MAX)})`])
  return joined("Content read, by cohort, the most over all variants: ", ...said, most.length > COHORTS_MAX ? `; ${counted(most.length - COHORTS_MAX, "more cohort")}.` : ".")
}

function mostOf(rows: ReadonlyArray<GroupEffect>): number {
  return Math.max(...rows.filter((row) => row.unit === "people").map((row) => Math.max(row.value.mean ?? 0, row.baselineValue.mean ?? 0)))
}

function line(rows: ReadonlyArray<GroupEffect>, named: boolean): ReadonlyArray<Cell> {
  const [{ about, group }] = rows
  const cells = (Object.keys(TOLD) as ReadonlyArray<EffectMeasure>).map((measure): Cell => ({ text: [range(rows.filter((row) => row.measure === measure))] }))
  return [statusNoun(group as Status, named && about !== null ? [about] : []), { text: [[peopleOf(rows[0], BRIEF)]] }, ...cells]
}

/** `0; 0 to 2.91M`: the baseline, then over the options. */
function range(rows: ReadonlyArray<GroupEffect>): Words {
  const known = rows.filter((row) => row.value.mean !== null).sort((a, b) => (a.value.mean ?? 0) - (b.value.mean ?? 0))
  if (known.length === 0) return "not known"
  const base = quantityOf(known[0], "baselineValue", BRIEF)
  const [least, most] = [known[0], known[known.length - 1]].map((row) => quantityOf(row, "value", BRIEF))
  if (base === undefined || least === undefined || most === undefined) return "not known"
  return joined([base], "; ", [least], ...(least.value === most.value ? [] : [" to ", [most]]))
}
