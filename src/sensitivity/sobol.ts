/**
 * Sobol indices: how much of an outcome's variance is due to a factor by itself (first) and to it with whatever it acts together
 * with (total). Saltelli's design: two independent samples A and B, and A with one column out of B, factor by factor.
 */
import { Stream } from "../kernel/rng.ts"

/** A row of the design: positions in A, in B, and in A with the column of each factor out of B. */
export interface Row<P> {
  readonly a: P
  readonly b: P
  readonly mixed: ReadonlyArray<P>
}

export interface Index {
  readonly value: number
  /** 95 % interval; null where there are too few rows. */
  readonly low: number | null
  readonly high: number | null
}

export interface SobolIndices {
  readonly first: ReadonlyArray<Index>
  readonly total: ReadonlyArray<Index>
}

/** Uniform positions from a keyed stream; the first rows do not depend on how many there are. */
export function design(base: number, snaps: ReadonlyArray<(position: number) => number>, seed: number): ReadonlyArray<Row<ReadonlyArray<number>>> {
  return Array.from({ length: base }, (_, n) => {
    const chance = new Stream(seed, n)
    const [a, b] = [0, 1].map(() => snaps.map((snap) => snap(chance.uniform())))
    return { a, b, mixed: snaps.map((_, factor) => a.map((position, at) => (at === factor ? b[at] : position))) }
  })
}

/** Resamples of the rows that an interval is taken from. */
const RESAMPLES = 1000
/** With fewer rows a resample is too often of one row alone. */
const ROWS_LEAST = 8

/**
 * First-order indices by Saltelli's estimator of 2010, total ones by Jansen's; the interval is that of the percentiles of a
 * bootstrap over rows. Undefined where the outcome does not vary. Nothing is cut at 0 or 1: what lies beyond tells of too small a sample.
 */
export function sobolIndices(rows: ReadonlyArray<Row<number>>, seed: number): SobolIndices | undefined {
  if (rows.length < 2) return undefined
  const factors = rows[0].mixed.length
  const found = estimated(rows, factors)
  if (found === undefined) return undefined
  const chance = new Stream(seed, rows.length)
  const resampled: Array<Estimated> = []
  for (let n = 0; rows.length >= ROWS_LEAST && n < RESAMPLES; n++) {
    const one = estimated(rows.map(() => rows[Math.floor(chance.uniform() * rows.length)]), factors)
    if (one !== undefined) resampled.push(one)
  }
  const index = (which: keyof Estimated) => (value: number, factor: number): Index => ({ value, ...interval(resampled.map((one) => one[which][factor])) })
  return { first: found.first.map(index("first")), total: found.total.map(index("total")) }
}

interface Estimated {
  readonly first: ReadonlyArray<number>
  readonly total: ReadonlyArray<number>
}

function estimated(rows: ReadonlyArray<Row<number>>, factors: number): Estimated | undefined {
  const count = rows.length
  // Around the mean, so that a large constant costs the estimates nothing.
  const mean = rows.reduce((sum, { a, b }) => sum + a + b, 0) / (2 * count)
  const variance = rows.reduce((sum, { a, b }) => sum + (a - mean) * (a - mean) + (b - mean) * (b - mean), 0) / (2 * count)
  if (variance === 0) return undefined
  const each = (term: (row: Row<number>, mixed: number) => number) => Array.from({ length: factors }, (_, factor) => rows.reduce((sum, row) => sum + term(row, row.mixed[factor]), 0) / (count * variance))
  return { first: each(({ a, b }, mixed) => (b - mean) * (mixed - a)), total: each(({ a }, mixed) => ((a - mixed) * (a - mixed)) / 2) }
}

function interval(values: ReadonlyArray<number>): { readonly low: number | null; readonly high: number | null } {
  if (values.length === 0) return { low: null, high: null }
  const sorted = [...values].sort((x, y) => x - y)
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]
  return { low: at(0.025), high: at(0.975) }
}
