/** A study of a file's open values: which runs it asks for, batch by batch, and the tables that come of them. */
import { estimateOf, type Student95 } from "../analysis/interval.ts"
import { tidy } from "../analysis/question.ts"
import { keyOf } from "../analysis/tableorder.ts"
import { hash4, hashString } from "../kernel/rng.ts"
import type { Result } from "../model/result.ts"
import type { Indices, Screening, Sensitivity, Swing } from "../model/sensitivity.ts"
import type { Factors, Varied } from "./factors.ts"
import { endsOf, flipsOf } from "./flips.ts"
import { MATTERS, methodOf } from "./method.ts"
import { elementaryEffects, ranked, screened, type Trajectory, trajectories } from "./morris.ts"
import { type Concluded, type Outcome, observedOf, valueIn, verdictIn } from "./observed.ts"
import { type Asking, type Point, Runs } from "./runs.ts"
import { design, type Index, type Row, sobolIndices } from "./sobol.ts"

export interface Study {
  readonly factors: Factors
  readonly seed: number
  /** Trajectories of the screening; as many runs are at each value of a swing and of a search for flips. */
  readonly trajectories: number
  /** Base sample of the Sobol indices; 0: none. */
  readonly sobol: number
  /** One in so many simulated people is taken. */
  readonly thinning: number
  /** The comparison with all of them, at the values of the file. */
  readonly whole: Pick<Result, "effects" | "conclusions">
  readonly student: Student95
}

export function* studied(study: Study): Asking<Sensitivity> {
  const { factors, student } = study
  const { varied } = factors
  const runs = new Runs(varied.map(({ scale }) => scale))
  const replications = study.trajectories
  if (varied.length === 0) return told(study, runs, [], {})
  const walks = trajectories(study.trajectories, varied.map(({ scale }) => scale.snap), hash4(study.seed, hashString("screening"), 0, 0))
  yield* runs.ask([...endsOf({ runs, varied, replications }), ...walks.flatMap((walk, replication) => walk.points.map((positions) => ({ positions, replication })))])
  const base = runs.at(runs.alone(undefined, undefined, 0))
  const outcomes = base?.outcomes ?? []
  const screening = screeningOf(varied, walks, runs, outcomes)
  const { other, same } = comparedToWhole(study, named(study, runs))
  const flips = yield* flipsOf({ runs, varied, conclusions: same, replications, student })
  const indices = study.sobol === 0 ? [] : yield* indicesOf(study, runs, outcomes, screening)
  return told(study, runs, other, { screening, swings: swingsOf(study, runs, outcomes), flips, indices })
}

function told(study: Study, runs: Runs, other: ReadonlyArray<Concluded>, tables: Partial<Pick<Sensitivity, "screening" | "indices" | "swings" | "flips">>): Sensitivity {
  const { factors, thinning } = study
  return {
    method: methodOf(study, runs, other),
    runs: runs.asked,
    thinning,
    factors: factors.varied.map(({ row }) => row),
    left: [...factors.left],
    screening: tables.screening ?? [],
    indices: tables.indices ?? [],
    swings: tables.swings ?? [],
    flips: tables.flips ?? []
  }
}

/** Every conclusion that a run of one value at a time, or the whole one, names, as the first thinned run judges it: a state that reads only at an end of some range has none at the values of the file. */
function named({ factors: { varied }, trajectories: replications, whole }: Study, runs: Runs): ReadonlyArray<Concluded> {
  const base = runs.at(runs.alone(undefined, undefined, 0))
  const all = [...endsOf({ runs, varied, replications }).map((point) => runs.at(point)), observedOf(whole)].flatMap((gave) => gave?.conclusions ?? [])
  const firsts = new Map<string, Concluded>()
  for (const one of [...(base?.conclusions ?? []), ...all]) if (!firsts.has(keyOf(one.variant, one.id))) firsts.set(keyOf(one.variant, one.id), { ...one, verdict: verdictIn(base, one) })
  return [...firsts.values()]
}

/** Conclusions that the first thinned run judges as the first whole one does, and the others: of those no flip is told. */
function comparedToWhole({ whole }: Study, conclusions: ReadonlyArray<Concluded>): { readonly same: ReadonlyArray<Concluded>; readonly other: ReadonlyArray<Concluded> } {
  const all = observedOf(whole)
  const isSame = (one: Concluded) => verdictIn(all, one) === one.verdict
  return { same: conclusions.filter(isSame), other: conclusions.filter((one) => !isSame(one)) }
}

/** An outcome that nothing moves is left out. */
function screeningOf(varied: ReadonlyArray<Varied>, walks: ReadonlyArray<Trajectory>, runs: Runs, outcomes: ReadonlyArray<Outcome>): ReadonlyArray<Screening> {
  return outcomes.flatMap((outcome) => {
    const effects = elementaryEffects(walks, varied.length, (replication, n) => valueIn(runs.at({ positions: walks[replication].points[n], replication }), outcome))
    const rows = effects.map(screened)
    if (rows.every((row) => row.meanAbsolute === 0)) return []
    const ranks = ranked(rows.map((row) => row.meanAbsolute))
    return rows.map((row, n): Screening => ({
      variant: outcome.variant,
      measure: outcome.measure,
      factor: varied[n].row.path,
      unit: outcome.unit,
      meanAbsolute: tidy(row.meanAbsolute),
      mean: tidy(row.mean),
      sigma: tidy(row.sigma),
      trajectories: row.effects,
      rank: ranks[n]
    }))
  })
}

/** Likewise. */
function swingsOf({ factors, student, trajectories: replications }: Study, runs: Runs, outcomes: ReadonlyArray<Outcome>): ReadonlyArray<Swing> {
  const { varied } = factors
  return outcomes.flatMap((outcome) => {
    const values = (factor: number, position: number | undefined) => Array.from({ length: replications }, (_, replication) => valueIn(runs.at(runs.alone(factor, position, replication)), outcome))
    const rows = varied.map((factor, n) => ({ factor, low: values(n, 0), file: values(n, undefined), high: values(n, 1) }))
    const moves = rows.some(({ file, high, low }) => file.some((value, n) => value !== low[n] || value !== high[n]))
    return moves ? rows.map(({ factor, file, high, low }): Swing => ({ variant: outcome.variant, measure: outcome.measure, factor: factor.row.path, unit: outcome.unit, atLow: estimateOf(low, student), atValue: estimateOf(file, student), atHigh: estimateOf(high, student) })) : []
  })
}

/** Of the factors that matter to any outcome; the others keep the value of the file. All runs have the same chance, so that the variance is that of the values alone. */
function* indicesOf(study: Study, runs: Runs, outcomes: ReadonlyArray<Outcome>, screening: ReadonlyArray<Screening>): Asking<ReadonlyArray<Indices>> {
  const { varied } = study.factors
  const chosen = chosenOf(varied, screening)
  const seed = hash4(study.seed, hashString("indices"), 0, 0)
  const rows = design(study.sobol, chosen.map((n) => varied[n].scale.snap), seed)
  const pointOf = (positions: ReadonlyArray<number>): Point => ({ positions: varied.map((_, n) => (chosen.includes(n) ? positions[chosen.indexOf(n)] : undefined)), replication: 0 })
  yield* runs.ask(rows.flatMap(({ a, b, mixed }) => [a, b, ...mixed].map(pointOf)))
  return outcomes.flatMap((outcome) => {
    const given = rows.flatMap(({ a, b, mixed }): ReadonlyArray<Row<number>> => {
      const [first, second, ...rest] = [a, b, ...mixed].map((positions) => valueIn(runs.at(pointOf(positions)), outcome))
      const known = rest.filter((value) => value !== null)
      return first === null || second === null || known.length < rest.length ? [] : [{ a: first, b: second, mixed: known }]
    })
    const indices = sobolIndices(given, seed)
    if (indices === undefined) return []
    const estimate = ({ high, low, value }: Index) => ({ mean: tidy(value), low: low === null ? null : tidy(low), high: high === null ? null : tidy(high), runs: given.length })
    return chosen.map((n, at): Indices => ({ variant: outcome.variant, measure: outcome.measure, factor: varied[n].row.path, first: estimate(indices.first[at]), total: estimate(indices.total[at]), base: given.length }))
  })
}

function chosenOf(varied: ReadonlyArray<Varied>, screening: ReadonlyArray<Screening>): ReadonlyArray<number> {
  const largest = new Map<string, number>()
  const outcomeOf = (row: Screening) => `${row.variant}\u0001${row.measure}`
  for (const row of screening) largest.set(outcomeOf(row), Math.max(largest.get(outcomeOf(row)) ?? 0, row.meanAbsolute))
  const mattering = new Set(screening.filter((row) => row.meanAbsolute > 0 && row.meanAbsolute >= MATTERS * (largest.get(outcomeOf(row)) ?? 0)).map((row) => row.factor))
  return varied.flatMap(({ row }, n) => (mattering.has(row.path) ? [n] : []))
}
