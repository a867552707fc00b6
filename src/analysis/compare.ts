/** What a variant changes: its difference to the baseline, cohort by cohort, over the whole run. */
import { COMPARED, type Comparison } from "../model/result.ts"
import type { RunRecord } from "../world/record.ts"
import { disclosedByGroup } from "./disclosed.ts"
import { differenceOf } from "./interval.ts"
import { compareText } from "./tableorder.ts"

type Compared = (typeof COMPARED)[number]
export interface ComparedRun {
  readonly id: string
  readonly record: RunRecord
}

/** One pair of runs has no interval. Both runs see the same people attempt the same messages, so a difference is not chance. */
export function comparisonsOf(baseline: ComparedRun, others: ReadonlyArray<ComparedRun>): ReadonlyArray<Comparison> {
  const base = totals(baseline.record)
  return others
    .filter((other) => other.id !== baseline.id)
    .flatMap((other) => {
      const now = totals(other.record)
      const cohorts = [...new Set([...base.keys(), ...now.keys()])].sort(compareText)
      return COMPARED.flatMap((measure) =>
        cohorts.map((cohort) => ({
          baseline: baseline.id,
          variant: other.id,
          measure,
          cohort,
          difference: { mean: differenceOf(now.get(cohort)?.[measure] ?? 0, base.get(cohort)?.[measure] ?? 0), low: null, high: null },
          runs: 1
        }))
      )
    })
}

/** Simulated messages and person-hours of each cohort. Disclosed: of the forms content and metadata, of each message the class of which most is. */
function totals(record: RunRecord): Map<string, { [M in Compared]: number }> {
  const out = new Map<string, { [M in Compared]: number }>()
  for (const group of record.groups) if (!out.has(group.cohort)) out.set(group.cohort, { accepted: 0, delivered: 0, refused: 0, hoursWithoutService: 0, disclosed: 0 })
  for (const row of record.outcomes) {
    const sum = out.get(record.groups[record.situations[row.situation].group].cohort)!
    sum.accepted += row.accepted
    sum.delivered += row.delivered
    for (const { messages } of row.refused) sum.refused += messages
    sum.hoursWithoutService += row.hoursWithout
  }
  for (const [group, messages] of disclosedByGroup(record)) out.get(record.groups[group].cohort)!.disclosed += messages
  return out
}
