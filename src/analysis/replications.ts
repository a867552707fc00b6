/**
 * One result from the replications of a run. Counts and tables are those of the first; what chance decides gets an interval
 * over all, and a verdict is the worst of them. The order in which replications come in does not matter.
 */
import type { Conclusion } from "../model/comparison.ts"
import type { ClaimRuns, Fingerprint, PromiseRuns } from "../model/replicated.ts"
import type { ClaimVerdict, Comparison, InvariantVerdict, Outcome, Result, ShareRow, VariantResult } from "../model/result.ts"
import { pooledConclusions } from "./conclusions.ts"
import { type EffectSample, effectsOf, sampleOfEffects } from "./effects.ts"
import { differenceEstimateOf, estimateOf, single, type Student95 } from "./interval.ts"
import { compareText } from "./tableorder.ts"

/** What pooling needs of one replication: plain data, so that a thread can send it; rows by key. */
export interface Sample {
  readonly replication: number
  readonly variants: ReadonlyArray<VariantSample>
  /** Differences to the baseline. */
  readonly differences: Column
  readonly effects: EffectSample
  readonly conclusions: ReadonlyArray<Conclusion>
}

interface VariantSample {
  readonly id: string
  readonly delivered: Column
  readonly shares: { readonly accepted: Column; readonly delivered: Column }
  readonly invariants: ReadonlyArray<InvariantVerdict>
  /** In the file's order, which is that of every replication. */
  readonly claims: ReadonlyArray<ClaimSample>
  readonly fingerprint: Fingerprint
}

type ClaimSample = Pick<ClaimVerdict, "verdict" | "observed" | "value" | "note">

/** A value for each key. Two lists take a fraction of what a list of pairs takes. */
interface Column {
  readonly keys: ReadonlyArray<string>
  readonly values: ReadonlyArray<number | null>
}

/** The sample of a result of one run. */
export function sampleOf(result: Result): Sample {
  return {
    replication: result.run.replication,
    variants: result.variants.map((variant) => ({
      id: variant.id,
      delivered: columnOf(variant.outcomes, outcomeKey, (row) => row.deliveryRatio.mean),
      shares: { accepted: columnOf(variant.shares, shareKey, (row) => row.accepted.mean), delivered: columnOf(variant.shares, shareKey, (row) => row.delivered.mean) },
      invariants: variant.invariants,
      claims: variant.claims.map(({ verdict, observed, value, note }) => ({ verdict, observed, value, note })),
      fingerprint: variant.fingerprints[0]
    })),
    differences: columnOf(result.comparisons, comparisonKey, (row) => row.difference.mean),
    effects: sampleOfEffects(result.effects),
    conclusions: result.conclusions
  }
}

/**
 * The result of all replications: `first` is the whole result of the first one, `samples` are those of all, it too, in any
 * order. One sample gives `first` back.
 */
export function pooled(first: Result, samples: ReadonlyArray<Sample>, student: Student95): Result {
  const ordered = [...samples].sort((a, b) => a.replication - b.replication)
  if (ordered.length === 1) return first
  const differences = rowsOf(ordered.map((sample) => sample.differences))
  return {
    ...first,
    run: { ...first.run, id: runId(first.run.scenarioHash, first.run.seed, ordered.length, 0), replications: ordered.length },
    variants: first.variants.map((variant, n) => pooledVariant(variant, ordered.map((sample) => sample.variants[n]), student)),
    comparisons: first.comparisons.map((row): Comparison => {
      // Of whom nobody is there, nothing differs.
      const { mean, low, high } = differenceEstimateOf(differences(comparisonKey(row)).map((value) => value ?? 0), student)
      return { ...row, difference: { mean: mean ?? 0, low, high }, runs: ordered.length }
    }),
    effects: effectsOf(ordered.map((sample) => sample.effects), { baseline: first.scenario.baseline, student }),
    conclusions: pooledConclusions(ordered.map((sample) => sample.conclusions))
  }
}

/** Stands for file, seed and number of runs. A later replication that was run by itself says which. */
export function runId(scenarioHash: string, seed: number, replications: number, replication: number): string {
  return `${scenarioHash.slice(0, 12)}-s${seed}-r${replications}${replication === 0 ? "" : `-n${replication}`}`
}

function pooledVariant(first: VariantResult, samples: ReadonlyArray<VariantSample>, student: Student95): VariantResult {
  const delivered = rowsOf(samples.map((sample) => sample.delivered))
  const accepted = rowsOf(samples.map((sample) => sample.shares.accepted))
  const received = rowsOf(samples.map((sample) => sample.shares.delivered))
  const share = (values: ReadonlyArray<number | null>) => estimateOf(values, student, { least: 0, most: 1 })
  return {
    ...first,
    outcomes: first.outcomes.map((row) => ({ ...row, deliveryRatio: share(delivered(outcomeKey(row))) })),
    invariants: pooledPromises(samples.map((sample) => sample.invariants)),
    claims: first.claims.map((claim, n) => pooledClaim(claim, samples.map((sample) => sample.claims[n]), samples.map((sample) => sample.fingerprint.replication), student)),
    shares: first.shares.map((row) => ({ ...row, accepted: share(accepted(shareKey(row))), delivered: share(received(shareKey(row))) })),
    fingerprints: samples.map((sample) => sample.fingerprint)
  }
}

const PROMISE_BADNESS = ["broken", "infeasible", "held", "not-exercised"] as const
const CLAIM_BADNESS = ["broken", "undetermined", "known-miss", "prediction", "held"] as const

/** A promise that any replication checked is in the result: a breach is never lost. */
function pooledPromises(samples: ReadonlyArray<ReadonlyArray<InvariantVerdict>>): ReadonlyArray<InvariantVerdict> {
  const byId = new Map<string, Array<InvariantVerdict>>()
  for (const promise of samples.flat()) byId.set(promise.id, [...(byId.get(promise.id) ?? []), promise])
  return [...byId.values()]
    .map((own) => {
      const worst = worstOf(own, PROMISE_BADNESS)
      return { ...worst, exercised: own.reduce((sum, one) => sum + one.exercised, 0), runs: promiseRuns(own.map((one) => one.verdict)) }
    })
    .sort((a, b) => compareText(a.id, b.id))
}

function pooledClaim(first: ClaimVerdict, samples: ReadonlyArray<ClaimSample>, replications: ReadonlyArray<number>, student: Student95): ClaimVerdict {
  const worst = worstOf(samples, CLAIM_BADNESS)
  return {
    ...first,
    ...worst,
    replication: replications[samples.indexOf(worst)],
    estimate: estimateOf(samples.map((sample) => sample.value), student, { least: 0 }),
    runs: claimRuns(samples.map((sample) => sample.verdict))
  }
}

/** The first of the worst. */
function worstOf<Row extends { readonly verdict: V }, V extends string>(rows: ReadonlyArray<Row>, badness: ReadonlyArray<V>): Row {
  return rows.reduce((worst, row) => (badness.indexOf(row.verdict) < badness.indexOf(worst.verdict) ? row : worst))
}

/** In how many runs a promise came out how. */
export function promiseRuns(verdicts: ReadonlyArray<InvariantVerdict["verdict"]>): PromiseRuns {
  const number = (verdict: InvariantVerdict["verdict"]) => verdicts.filter((one) => one === verdict).length
  return { held: number("held"), broken: number("broken"), notExercised: number("not-exercised"), infeasible: number("infeasible") }
}

/** In how many runs a claim came out how. */
export function claimRuns(verdicts: ReadonlyArray<ClaimVerdict["verdict"]>): ClaimRuns {
  const number = (verdict: ClaimVerdict["verdict"]) => verdicts.filter((one) => one === verdict).length
  return { held: number("held"), broken: number("broken"), undetermined: number("undetermined"), knownMiss: number("known-miss"), prediction: number("prediction") }
}

/** Shares of the messages first tried after the turning point, of people of one cohort, status and service, each with its weight. */
export function sharesOf(summary: VariantResult["summary"]): ReadonlyArray<ShareRow> {
  const sums = new Map<string, { readonly row: VariantResult["summary"][number]; attempted: number; accepted: number; delivered: number }>()
  for (const row of summary) {
    const key = shareKey(row)
    let sum = sums.get(key)
    if (sum === undefined) sums.set(key, (sum = { row, attempted: 0, accepted: 0, delivered: 0 }))
    for (const name of ["attempted", "accepted", "delivered"] as const) sum[name] += row[name] * row.weight
  }
  return [...sums.values()].map(({ row, attempted, accepted, delivered }) => ({
    about: row.about,
    cohort: row.cohort,
    status: row.status,
    service: row.service,
    accepted: single(attempted === 0 ? null : accepted / attempted),
    delivered: single(attempted === 0 ? null : delivered / attempted)
  }))
}

function columnOf<Row>(rows: ReadonlyArray<Row>, key: (row: Row) => string, value: (row: Row) => number | null): Column {
  return { keys: rows.map(key), values: rows.map(value) }
}

/** The values of a key, one of each column in their order; null in a column that does not have it. */
function rowsOf(columns: ReadonlyArray<Column>): (key: string) => ReadonlyArray<number | null> {
  const rows = new Map<string, Array<number | null>>()
  columns.forEach(({ keys, values }, n) => {
    keys.forEach((key, at) => {
      let row = rows.get(key)
      if (row === undefined) rows.set(key, (row = columns.map(() => null)))
      row[n] = values[at]
    })
  })
  return (key) => rows.get(key) ?? []
}

function outcomeKey(row: Outcome): string {
  return [row.about, row.cohort, row.status, row.present, row.access, row.vpn ?? "", row.service, row.window.from, row.weight].join("\u0001")
}

function shareKey(row: { readonly about: string; readonly cohort: string; readonly status: string; readonly service: string }): string {
  return [row.about, row.cohort, row.status, row.service].join("\u0001")
}

function comparisonKey(row: Comparison): string {
  return [row.variant, row.measure, row.cohort].join("\u0001")
}
