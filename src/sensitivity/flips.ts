/** At which value of a factor a conclusion turns over: both ends and the middle are tried, and where they differ it is bisected, run by run. */
import { estimateOf, type Student95 } from "../analysis/interval.ts"
import { tidy } from "../analysis/question.ts"
import type { Flip } from "../model/sensitivity.ts"
import { type Bracket, bisected, brackets, together, type Verdict } from "./bisect.ts"
import type { Varied } from "./factors.ts"
import { type Concluded, verdictIn } from "./observed.ts"
import type { Asking, Point, Runs } from "./runs.ts"

export interface FlipSearch {
  readonly runs: Runs
  readonly varied: ReadonlyArray<Varied>
  /** Those that are looked at. */
  readonly conclusions: ReadonlyArray<Concluded>
  readonly replications: number
  readonly student: Student95
}

/** A bracket is halved until it is as narrow as this part of the range. */
export const TOLERANCE = 1 / 32

/** Positions of a factor that are tried: both ends, the value of the file, and where that is an end or beyond, the middle. */
export function triedOf({ scale }: Varied): ReadonlyArray<number> {
  const middle = scale.value > 0 && scale.value < 1 ? scale.value : scale.snap(0.5)
  return [...new Set([0, middle, 1, ...(scale.value >= 0 && scale.value <= 1 ? [scale.value] : [])])].sort((a, b) => a - b)
}

/** Points that the rows begin with. */
export function endsOf({ replications, runs, varied }: Pick<FlipSearch, "replications" | "runs" | "varied">): ReadonlyArray<Point> {
  return each(replications).flatMap((replication) => [
    runs.alone(undefined, undefined, replication),
    ...varied.flatMap((factor, n) => triedOf(factor).map((position) => runs.alone(n, position, replication)))
  ])
}

/** A place where a conclusion turns over in one run. */
interface Search {
  readonly factor: number
  readonly conclusion: Concluded
  readonly replication: number
  /** Places between tried values in which it does; this is the nearest to the value of the file. */
  readonly places: number
  readonly start: Bracket
}

/** One row for each conclusion that some value of a factor turns over, and for each factor one row on all the others. */
export function* flipsOf(search: FlipSearch): Asking<ReadonlyArray<Flip>> {
  const { conclusions, replications, runs, varied } = search
  yield* runs.ask(endsOf(search))
  const found = varied.flatMap((factor, n) => conclusions.flatMap((conclusion) => each(replications).flatMap((replication) => started(search, factor, n, conclusion, replication))))
  const left = yield* narrowed(runs, varied, found)
  return varied.flatMap((factor, n) => {
    const rows = conclusions.flatMap((conclusion) => {
      const own = found.flatMap((one, at) => (one.factor === n && one.conclusion === conclusion ? [{ ...one, end: left[at] }] : []))
      return own.length === 0 ? [] : [flipOf(search, factor, conclusion, own)]
    })
    return [...rows, ...othersOf(search, factor, n, rows.length)]
  })
}

function started({ runs }: FlipSearch, factor: Varied, n: number, conclusion: Concluded, replication: number): ReadonlyArray<Search> {
  const places = brackets(triedOf(factor).map((position) => [position, verdictIn(runs.at(runs.alone(n, position, replication)), conclusion)]))
  if (places.length === 0) return []
  const far = ({ high, low }: Bracket) => Math.max(0, low - factor.scale.value, factor.scale.value - high)
  const start = places.reduce((nearest, place) => (far(place) < far(nearest) ? place : nearest))
  return [{ factor: n, conclusion, replication, places: places.length, start }]
}

/** All searches in step, so that those that try the same value share a run. */
function* narrowed(runs: Runs, varied: ReadonlyArray<Varied>, searches: ReadonlyArray<Search>): Asking<ReadonlyArray<Bracket>> {
  const rounds = together(searches.map((search) => trying(search, varied[search.factor])))
  for (let step = rounds.next(); ; ) {
    if (step.done === true) return step.value
    const gave = yield* runs.ask(step.value.map(({ position, search }) => runs.alone(search.factor, position, search.replication)))
    step = rounds.next(step.value.map(({ search }, n) => verdictIn(gave[n], search.conclusion)))
  }
}

function* trying(search: Search, { scale }: Varied): Generator<{ readonly search: Search; readonly position: number }, Bracket, Verdict> {
  const steps = bisected(search.start, { snap: scale.snap, tolerance: TOLERANCE })
  for (let step = steps.next(); ; ) {
    if (step.done === true) return step.value
    step = steps.next(yield { search, position: step.value })
  }
}

function flipOf({ replications, runs, student }: FlipSearch, { row, scale }: Varied, conclusion: Concluded, own: ReadonlyArray<Search & { readonly end: Bracket }>): Flip {
  const number = (position: number) => tidy(scale.number(position))
  const notes = [
    ...(scale.unit.includes(" after ") ? [`In the first run in which it does, it turns over between ${String(scale.write(own[0].end.low))} and ${String(scale.write(own[0].end.high))}.`] : []),
    ...(own.some((one) => one.places > 1) ? ["It turns over more than once between the values tried; this is the place nearest to the value of the file."] : []),
    ...(own.some(({ end }) => end.high - end.low > TOLERANCE && scale.snap((end.low + end.high) / 2) > end.low && scale.snap((end.low + end.high) / 2) < end.high) ? ["Nearer to that place it is not decided."] : [])
  ]
  return {
    factor: row.path,
    variant: conclusion.variant,
    conclusion: conclusion.id,
    says: conclusion.says,
    base: verdictIn(runs.at(runs.alone(undefined, undefined, 0)), conclusion),
    flips: true,
    at: estimateOf(own.map(({ end }) => (scale.number(end.low) + scale.number(end.high)) / 2), student, { least: scale.number(0), most: scale.number(1) }),
    from: Math.min(...own.map(({ end }) => number(end.low))),
    to: Math.max(...own.map(({ end }) => number(end.high))),
    unit: scale.unit,
    runs: own.length,
    of: replications,
    note: notes.length === 0 ? null : notes.join(" ")
  }
}

/** That nothing in a range turns the other conclusions over is an answer too: one row for all of them. */
function othersOf({ conclusions, replications, runs }: FlipSearch, factor: Varied, n: number, flipping: number): ReadonlyArray<Flip> {
  const tried = triedOf(factor)
  const decided = conclusions.filter((conclusion) => each(replications).some((replication) => tried.filter((position) => verdictIn(runs.at(runs.alone(n, position, replication)), conclusion) !== null).length > 1))
  const [others, open] = [decided.length - flipping, conclusions.length - decided.length]
  if (others === 0 && flipping > 0) return []
  const row: Flip = {
    factor: factor.row.path,
    variant: "all",
    conclusion: flipping === 0 ? "all" : "others",
    says: `${flipping === 0 ? "" : "The other "}${others} conclusion${others === 1 ? "" : "s"}`,
    base: null,
    flips: false,
    at: { mean: null, low: null, high: null, runs: 0 },
    from: null,
    to: null,
    unit: factor.scale.unit,
    runs: 0,
    of: replications,
    note: `Of ${tried.length} values tried (${tried.map((position) => String(position === factor.scale.value ? factor.row.value : factor.scale.write(position))).join(", ")}) none turns ${others === 1 ? "it" : "any of them"} over.${open === 0 ? "" : ` Beside ${others === 1 ? "it" : "them"} ${open} ${open === 1 ? "is" : "are"} not decided by the runs.`}`
  }
  return [row]
}

function each(count: number): ReadonlyArray<number> {
  return Array.from({ length: count }, (_, n) => n)
}
