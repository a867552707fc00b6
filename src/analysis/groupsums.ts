/** What people of each group did and what befell them in one run, in real people: sums that a comparison takes differences of. */
import { type EffectMeasure, type GROUPED_BY, type GroupEffect } from "../model/comparison.ts"
import type { OutcomeRow, RunRecord } from "../world/record.ts"
import { type Way, wayOf } from "./calls.ts"
import { disclosedByGroup } from "./disclosed.ts"
import { distinctBySum, type Seen } from "./distinct.ts"
import { peopleReadOf } from "./peopleread.ts"
import { tidy } from "./question.ts"
import { type Reference, statusOf } from "./selector.ts"

/** A group of people: by what, relative to which state, which one. */
export type GroupName = Pick<GroupEffect, "by" | "about" | "group">

export interface GroupSum extends GroupName {
  /** A measure that a run does not tell by this grouping is left out. */
  readonly sums: ReadonlyMap<EffectMeasure, number>
}

/** A way to name the group of a row's people. */
interface Grouping {
  readonly by: (typeof GROUPED_BY)[number]
  readonly about: string | null
  readonly nameOf: (row: OutcomeRow) => string
  /** Where the name does not depend on where they are: name of the people of a group. */
  readonly ofPeople: ((group: number) => string) | undefined
}

/** Sums of every grouping, in the order of the rows. Whose content is read is told of people, not of where they were: by status, place and way to the network it is left out. */
export function groupSumsOf(record: RunRecord, reference: Reference): ReadonlyArray<GroupSum> {
  const disclosed = disclosedByGroup(record)
  const read = peopleReadOf(record)
  return groupingsOf(record, reference).flatMap((grouping) => {
    const { about, by, ofPeople } = grouping
    const groups = new Map<string, Map<EffectMeasure, ByWeight>>()
    const sumsOf = (group: string) => groups.get(group) ?? groups.set(group, emptySums(ofPeople !== undefined)).get(group)!
    for (const row of record.outcomes) addRow(sumsOf(grouping.nameOf(row)), row, record.groups[record.situations[row.situation].group].weight)
    for (const { group, people, weight } of distinctPeople(record, grouping, "without")) add(sumsOf(group), "peopleWithoutService", people, weight)
    if (ofPeople !== undefined) {
      for (const [group, messages] of disclosed) add(sumsOf(ofPeople(group)), "disclosed", messages, record.groups[group].weight)
      for (const [group, people] of read) add(sumsOf(ofPeople(group)), "peopleRead", people, record.groups[group].weight)
    }
    return [...groups].map(([group, sums]): GroupSum => ({ by, about, group, sums: new Map([...sums].map(([measure, sum]) => [measure, realOf(sum)])) }))
  })
}

/** Real people of each group who were there at some instant of the run: whoever came and went counts. */
export function peopleThereOf(record: RunRecord, reference: Reference): ReadonlyArray<GroupName & { readonly people: number }> {
  return groupingsOf(record, reference).flatMap((grouping) => {
    const groups = new Map<string, ByWeight>()
    for (const { group, people, weight } of distinctPeople(record, grouping, "there")) addTo(groups.get(group) ?? groups.set(group, new Map()).get(group)!, people, weight)
    return [...groups].map(([group, people]) => ({ by: grouping.by, about: grouping.about, group, people: realOf(people) }))
  })
}

/** What is counted of simulated people, by the real ones that each stands for. */
type ByWeight = Map<number, number>

/** Multiplied last, in the order of the weights: so the sum has the same last bits whatever order the rows come in. */
function realOf(sums: ByWeight): number {
  return tidy([...sums].sort(([a], [b]) => a - b).reduce((all, [weight, sum]) => all + weight * sum, 0))
}

function groupingsOf(record: RunRecord, reference: Reference): ReadonlyArray<Grouping> {
  const situation = (row: OutcomeRow) => record.situations[row.situation]
  const lasting = (by: Grouping["by"], ofPeople: (group: number) => string): Grouping => ({ by, about: null, nameOf: (row) => ofPeople(situation(row).group), ofPeople })
  const passing = (by: Grouping["by"], about: string | null, nameOf: Grouping["nameOf"]): Grouping => ({ by, about, nameOf, ofPeople: undefined })
  return [
    lasting("everybody", () => "all"),
    lasting("cohort", (group) => record.groups[group].cohort),
    lasting("home", (group) => record.groups[group].home),
    lasting("segment", (group) => record.groups[group].segment ?? "none"),
    ...reference.about.map((state) => passing("status", state, (row) => statusOf(record.groups[situation(row).group], situation(row), state, reference.covers))),
    passing("present", null, (row) => situation(row).place),
    passing("access", null, (row) => wayName(wayOf(reference.calls, record.groups[situation(row).group], situation(row), row.service)))
  ]
}

function wayName({ access, vpn }: Way): string {
  return vpn === undefined ? access : `${access}, vpn ${vpn}`
}

function emptySums(ofPeople: boolean): Map<EffectMeasure, ByWeight> {
  const measures: ReadonlyArray<EffectMeasure> = ["attempted", "accepted", "delivered", "refused", "hoursWithoutService", "peopleWithoutService", ...(ofPeople ? (["disclosed", "peopleRead"] as const) : [])]
  return new Map(measures.map((measure) => [measure, new Map<number, number>()]))
}

function addRow(sums: Map<EffectMeasure, ByWeight>, row: OutcomeRow, weight: number): void {
  add(sums, "attempted", row.attempted, weight)
  add(sums, "accepted", row.accepted, weight)
  add(sums, "delivered", row.delivered, weight)
  for (const { messages } of row.refused) add(sums, "refused", messages, weight)
  add(sums, "hoursWithoutService", row.hoursWithout, weight)
}

function add(sums: Map<EffectMeasure, ByWeight>, measure: EffectMeasure, more: number, weight: number): void {
  addTo(sums.get(measure)!, more, weight)
}

function addTo(sums: ByWeight, more: number, weight: number): void {
  sums.set(weight, (sums.get(weight) ?? 0) + more)
}

/** Distinct simulated people of each group and weight: a person has one weight for good. */
function distinctPeople(record: RunRecord, { nameOf }: Grouping, seen: Seen): ReadonlyArray<{ readonly group: string; readonly weight: number; readonly people: number }> {
  const cells = new Map<string, { readonly at: number; readonly group: string; readonly weight: number }>()
  const cellOf = record.outcomes.map((row) => {
    const { weight } = record.groups[record.situations[row.situation].group]
    const group = nameOf(row)
    const key = `${weight} ${group}`
    const cell = cells.get(key) ?? { at: cells.size, group, weight }
    cells.set(key, cell)
    return cell.at
  })
  const numbers = distinctBySum(record, Int32Array.from(cellOf), cells.size, seen)
  return [...cells.values()].map(({ at, group, weight }) => ({ group, weight, people: numbers[at] }))
}
