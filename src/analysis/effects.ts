/** What options change for each group of people: option minus baseline, pair by pair of runs with the same chance. */
import { EFFECTS, type EffectMeasure, GROUPED_BY, type GroupEffect } from "../model/comparison.ts"
import type { GroupName, GroupSum } from "./groupsums.ts"
import { differenceEstimateOf, differenceOf, estimateOf, type Student95 } from "./interval.ts"
import { compareText } from "./tableorder.ts"

/** The sums of one replication, compact enough to be sent between threads. */
export interface EffectSample {
  /** Group and measure, as `keyOf` writes them. */
  readonly keys: ReadonlyArray<string>
  /** Real people of each key's group in the baseline. */
  readonly people: ReadonlyArray<number>
  readonly baseline: ReadonlyArray<number>
  readonly options: ReadonlyArray<{ readonly variant: string; readonly values: ReadonlyArray<number> }>
}

const MEASURES = Object.keys(EFFECTS) as ReadonlyArray<EffectMeasure>

/** What a run of the baseline gives. */
export interface Before {
  readonly sums: ReadonlyArray<GroupSum>
  readonly people: ReadonlyArray<GroupName & { readonly people: number }>
}

/** The sample of one replication's variants. A group that a variant does not know has nothing of anything there. */
export function effectSampleOf(baseline: Before, options: ReadonlyArray<{ readonly variant: string; readonly sums: ReadonlyArray<GroupSum> }>): EffectSample {
  const people = new Map(baseline.people.map((group) => [groupKey(group), group.people]))
  const columns = [baseline.sums, ...options.map(({ sums }) => sums)].map((rows) => new Map(rows.flatMap((row) => [...row.sums].map(([measure, value]) => [keyOf(row, measure), value] as const))))
  const keys = [...new Set(columns.flatMap((column) => [...column.keys()]))]
  const values = columns.map((column) => keys.map((key) => column.get(key) ?? 0))
  return { keys, people: keys.map((key) => people.get(groupKey(parsed(key).name)) ?? 0), baseline: values[0], options: options.map(({ variant }, n) => ({ variant, values: values[n + 1] })) }
}

/** The sample behind the rows of one run. */
export function sampleOfEffects(rows: ReadonlyArray<GroupEffect>): EffectSample {
  const variants = [...new Set(rows.map((row) => row.variant))]
  const first = rows.filter((row) => row.variant === variants[0])
  return {
    keys: first.map((row) => keyOf(row, row.measure)),
    people: first.map((row) => row.people),
    baseline: first.map((row) => row.baselineValue.mean ?? 0),
    options: variants.map((variant) => ({ variant, values: rows.filter((row) => row.variant === variant).map((row) => row.value.mean ?? 0) }))
  }
}

/** What is known of a comparison besides its runs. */
export interface Compared {
  readonly baseline: string
  readonly student: Student95
}

/** Rows over all replications, in one order whatever the order of the samples' keys. At least one sample; all have the same options. */
export function effectsOf(samples: ReadonlyArray<EffectSample>, { baseline, student }: Compared): ReadonlyArray<GroupEffect> {
  const places = samples.map((sample) => new Map(sample.keys.map((key, at) => [key, at])))
  const groups = [...new Set(samples.flatMap((sample) => sample.keys))].map((key) => ({ key, ...parsed(key) })).sort(inOrder)
  const column = (key: string, valuesOf: (sample: EffectSample) => ReadonlyArray<number>) => samples.map((sample, n) => valuesOf(sample)[places[n].get(key) ?? -1] ?? 0)
  return samples[0].options.flatMap(({ variant }, option) =>
    groups.map(({ key, name, measure }): GroupEffect => {
      const before = column(key, (sample) => sample.baseline)
      const after = column(key, (sample) => sample.options[option].values)
      const differences = after.map((value, n) => differenceOf(value, before[n]))
      return {
        baseline,
        variant,
        ...name,
        measure,
        unit: EFFECTS[measure],
        // Over the same runs as the numbers that it is the denominator of.
        people: estimateOf(column(key, (sample) => sample.people), student).mean ?? 0,
        baselineValue: estimateOf(before, student, { least: 0 }),
        value: estimateOf(after, student, { least: 0 }),
        difference: differenceEstimateOf(differences, student),
        more: differences.filter((difference) => difference > 0).length,
        less: differences.filter((difference) => difference < 0).length
      }
    })
  )
}

/** A group by its name: no name of a scenario holds this character. */
export function groupKey({ about, by, group }: GroupName): string {
  return [by, about ?? "", group].join("\u0001")
}

function keyOf(name: GroupName, measure: EffectMeasure): string {
  return `${groupKey(name)}\u0001${measure}`
}

function parsed(key: string): { readonly name: GroupName; readonly measure: EffectMeasure } {
  const [by, about, group, measure] = key.split("\u0001")
  return { name: { by: GROUPED_BY.find((one) => one === by)!, about: about === "" ? null : about, group }, measure: MEASURES.find((one) => one === measure)! }
}

function inOrder(a: ReturnType<typeof parsed>, b: ReturnType<typeof parsed>): number {
  return (
    GROUPED_BY.indexOf(a.name.by) - GROUPED_BY.indexOf(b.name.by) ||
    compareText(a.name.about ?? "", b.name.about ?? "") ||
    compareText(a.name.group, b.name.group) ||
    MEASURES.indexOf(a.measure) - MEASURES.indexOf(b.measure)
  )
}
