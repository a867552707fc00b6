/** From the records of the variants that were run to result.json, and what it means for whoever called. */
import type { Change } from "../model/comparison.ts"
import type { Assumptions, Evidence, SourceRow } from "../model/evidence.ts"
import type { Result } from "../model/result.ts"
import type { Scenario } from "../model/scenario.ts"
import type { RunRecord } from "../world/record.ts"
import { changesOf, type Difference } from "./changes.ts"
import { claimsOf } from "./claims.ts"
import type { DailyWindows, InstantMs } from "./claimwindow.ts"
import { comparisonsOf } from "./compare.ts"
import { conclusionsOf } from "./conclusions.ts"
import { effectSampleOf, effectsOf } from "./effects.ts"
import { groupSumsOf, peopleThereOf } from "./groupsums.ts"
import { isoUtc, isoUtcOrNull } from "./isotime.ts"
import { isReached } from "./precision.ts"
import type { Run } from "./question.ts"
import { runId } from "./replications.ts"
import { referenceOf } from "./selector.ts"
import { type TurningPoint, turningPointOf } from "./summary.ts"
import { variantResult } from "./variant.ts"
import { counted, settledMs, weekly } from "./warmup.ts"

/** A variant with what it gave. */
export interface VariantRun {
  readonly variantId: string
  readonly title: string
  /** The scenario as the variant has it. */
  readonly scenario: Scenario
  readonly record: RunRecord
  /** The variant's own clock, where it differs. */
  readonly instantMs?: InstantMs
  /** The clocks of places, for claims on a time of every day. */
  readonly dailyWindows: DailyWindows
}

export interface ResultInput {
  readonly file: {
    readonly id: string
    readonly title: string
    readonly question?: string | undefined
    readonly hash: string
    readonly from: string
    readonly until: string
    /** Default: what any of the records is about; where that is nothing, the first country. */
    readonly about?: ReadonlyArray<string> | undefined
    /** Default: `no-order` if it was run, else `as-happened`, else the first. */
    readonly baseline?: string | undefined
    /** What a variant differs in from the file; undefined: it is the file as it stands. */
    readonly differenceOf?: (variantId: string) => Difference | undefined
  }
  readonly engineVersion: string
  readonly seed: number
  readonly replications: number
  /** Which replication the runs are of; default 0. */
  readonly replication?: number
  readonly assumptions: { readonly counts: Assumptions; readonly evidence: ReadonlyArray<Evidence> }
  /** In the order in which the result lists them; at least one. */
  readonly runs: ReadonlyArray<VariantRun>
  readonly instantMs: InstantMs
}

/** The result of a scenario's variants. Pure: no clock, no file, no chance. */
export function buildResult(input: ResultInput): Result {
  const { file } = input
  const warmMs = input.runs[0].scenario["warm-up"]
  const runs = warmMs === undefined ? input.runs : input.runs.map((run) => ({ ...run, record: counted(run.record, warmMs) }))
  const named = file.about ?? [...new Set(runs.flatMap((run) => run.record.about))]
  // Where nobody orders anything people are told by the first country, so that they are told at all.
  const about = named.length > 0 ? named : Object.keys(runs[0].scenario.countries).slice(0, 1)
  const asked: ReadonlyArray<Run> = runs.map(({ variantId, scenario, record, instantMs, dailyWindows }) => ({ id: variantId, scenario, record, reference: referenceOf(scenario, about), instantMs: instantMs ?? input.instantMs, dailyWindows }))
  const first = runs[0].record
  const baseline = baselineOf(file.baseline ?? runs[0].scenario.baseline, runs)
  const turn = commonTurn(runs)
  const replication = input.replication ?? 0
  const variants = asked.map((run, n) => variantResult(run, runs[n].title, changesFor(run.id, file.differenceOf), turningPointOf(run.record) ?? dividedAt(run.record, turn), claimsOf(run, asked), replication))
  return {
    schemaVersion: 1,
    run: { id: runId(file.hash, input.seed, input.replications, replication), scenarioHash: file.hash, engineVersion: input.engineVersion, seed: input.seed, replications: input.replications, replication, precision: null },
    scenario: {
      id: file.id,
      title: file.title,
      question: file.question ?? null,
      about: [...about],
      from: file.from,
      until: file.until,
      startsAt: isoUtc(first.epochMs, 0),
      endsAt: isoUtc(first.epochMs, first.horizonMs),
      baseline: baseline.variantId,
      ...(warmMs === undefined ? {} : { warmUp: { until: isoUtc(first.epochMs, warmMs), settledAt: isoUtcOrNull(first.epochMs, settledMs(weekly(baseline.record))) } })
    },
    variants,
    comparisons: comparisonsOf({ id: baseline.variantId, record: baseline.record }, runs.map(({ variantId, record }) => ({ id: variantId, record }))),
    effects: effectsBetween(asked.find((run) => run.id === baseline.variantId)!, asked),
    conclusions: conclusionsOf(variants, about),
    sensitivity: null,
    assumptions: assumptionsOf(input.assumptions.counts),
    evidence: input.assumptions.evidence.map(evidenceOf),
    sources: sourcesOf(runs[0].scenario)
  }
}

/**
 * 0: nothing came out other than the file expects. 1: a claim is broken (a known miss that now holds too), or a promise
 * whose breach no claim of its variant expects. 2: neither, but a claim is undetermined, or the precision that was asked
 * for is not reached.
 */
export function exitCodeOf(result: Result): 0 | 1 | 2 {
  let undetermined = result.run.precision !== null && !isReached(result.run.precision)
  for (const variant of result.variants) {
    for (const claim of variant.claims) {
      if (claim.verdict === "broken") return 1
      if (claim.verdict === "undetermined") undetermined = true
    }
    const expected = new Set(variant.claims.filter((claim) => claim.expectsBroken).map((claim) => claim.promise))
    if (variant.invariants.some((promise) => promise.verdict === "broken" && !expected.has(promise.id))) return 1
  }
  return undetermined ? 2 : 0
}

function baselineOf(wanted: string | undefined, runs: ReadonlyArray<VariantRun>): VariantRun {
  for (const id of [wanted, "no-order", "as-happened"]) {
    const found = runs.find((run) => run.variantId === id)
    if (found !== undefined) return found
  }
  return runs[0]
}

/** Of one run; its estimates have no interval, so that no quantile is asked for. */
function effectsBetween(baseline: Run, runs: ReadonlyArray<Run>): Result["effects"] {
  const before = { sums: groupSumsOf(baseline.record, baseline.reference), people: peopleThereOf(baseline.record, baseline.reference) }
  const sample = effectSampleOf(before, runs.filter((run) => run !== baseline).map((run) => ({ variant: run.id, sums: groupSumsOf(run.record, run.reference) })))
  return effectsOf([sample], { baseline: baseline.id, student: () => Number.NaN })
}

function changesFor(id: string, differenceOf: (variantId: string) => Difference | undefined = () => undefined): ReadonlyArray<Change> {
  const [own, asHappened] = [differenceOf(id), differenceOf("as-happened")]
  return own === undefined || asHappened === undefined ? [] : changesOf(own, asHappened)
}

/** A variant without orders of its own is divided where the others are: at the latest of their turning points. */
function commonTurn(runs: ReadonlyArray<VariantRun>): TurningPoint {
  const turns = runs.map((run) => turningPointOf(run.record)).filter((turn) => turn !== undefined)
  return turns.reduce<TurningPoint>((latest, turn) => (turn.atMs > latest.atMs ? turn : latest), { atMs: 0, what: "start" })
}

/** The last cut of a run's tables until then: a variant with people of its own is not cut where the others are, and there nothing turns in it. */
function dividedAt(record: RunRecord, turn: TurningPoint): TurningPoint {
  return { ...turn, atMs: Math.max(0, ...record.slots.map((slot) => slot.fromMs).filter((fromMs) => fromMs <= turn.atMs)) }
}

function assumptionsOf(counts: Assumptions): Assumptions {
  const { total, stated, inferred, unverified, judgement, unknown, ungraded, withSource } = counts
  return { total, stated, inferred, unverified, judgement, unknown, ungraded, withSource }
}

function evidenceOf({ path, value, sources, grade, range, otherwise, note }: Evidence): Evidence {
  return { path, value, sources: [...sources], grade, range, otherwise, note }
}

function sourcesOf(scenario: Scenario): ReadonlyArray<SourceRow> {
  return Object.entries(scenario.sources).map(([id, source]) => ({ id, title: source.title, url: source.url ?? null, date: source.date ?? null, kind: source.kind }))
}
