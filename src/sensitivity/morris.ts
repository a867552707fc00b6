/**
 * Morris screening: trajectories through a grid on which one factor after the other moves by two thirds of its range, and what
 * an outcome does at each step. A mean of few steps ranks the factors; their spread tells of those that act together.
 */
import { Stream } from "../kernel/rng.ts"

/** One walk: each factor moves once. `points[n + 1]` differs from `points[n]` in factor `moved[n]`. */
export interface Trajectory {
  readonly points: ReadonlyArray<ReadonlyArray<number>>
  readonly moved: ReadonlyArray<number>
}

/** Four levels, 0 to 1, and steps of two of them: each level is then reached as often (Morris 1991). */
const LEVELS = 4
const STEP = LEVELS / (2 * (LEVELS - 1))

/** Position of a value that can be stated, by factor. */
export type Snap = (position: number) => number

/** So many walks. The first of them do not depend on how many there are. */
export function trajectories(count: number, snaps: ReadonlyArray<Snap>, seed: number): ReadonlyArray<Trajectory> {
  return Array.from({ length: count }, (_, n) => walk(snaps, new Stream(seed, n)))
}

function walk(snaps: ReadonlyArray<Snap>, chance: Stream): Trajectory {
  const start = snaps.map(() => Math.floor(chance.uniform() * LEVELS) / (LEVELS - 1))
  const moved = shuffled(snaps.length, chance)
  const points = [start]
  for (const factor of moved) {
    const last = points[points.length - 1]
    points.push(last.map((position, n) => (n !== factor ? position : position < 0.5 ? position + STEP : position - STEP)))
  }
  return { points: points.map((point) => point.map((position, n) => snaps[n](Math.min(1, Math.max(0, position))))), moved }
}

function shuffled(count: number, chance: Stream): ReadonlyArray<number> {
  const order = Array.from({ length: count }, (_, n) => n)
  for (let n = count - 1; n > 0; n--) {
    const other = Math.floor(chance.uniform() * (n + 1))
    ;[order[n], order[other]] = [order[other], order[n]]
  }
  return order
}

/** Elementary effects of each factor, over its whole range. `outcome(t, n)`: at point n of trajectory t, null where there is none. */
export function elementaryEffects(walks: ReadonlyArray<Trajectory>, factors: number, outcome: (trajectory: number, point: number) => number | null): ReadonlyArray<ReadonlyArray<number>> {
  const effects = Array.from({ length: factors }, (): Array<number> => [])
  walks.forEach(({ moved, points }, t) => {
    moved.forEach((factor, n) => {
      const [before, after] = [outcome(t, n), outcome(t, n + 1)]
      const step = points[n + 1][factor] - points[n][factor]
      if (before !== null && after !== null && step !== 0) effects[factor].push((after - before) / step)
    })
  })
  return effects
}

export interface Screened {
  /** Mean of the absolute effects: Morris' mu*, after Campolongo. */
  readonly meanAbsolute: number
  readonly mean: number
  /** Standard deviation of the effects; 0 of a single one. */
  readonly sigma: number
  readonly effects: number
}

/** What the elementary effects of one factor come to. */
export function screened(effects: ReadonlyArray<number>): Screened {
  const count = effects.length
  if (count === 0) return { meanAbsolute: 0, mean: 0, sigma: 0, effects: 0 }
  const mean = effects.reduce((sum, effect) => sum + effect, 0) / count
  const squares = effects.reduce((sum, effect) => sum + (effect - mean) * (effect - mean), 0)
  return { meanAbsolute: effects.reduce((sum, effect) => sum + Math.abs(effect), 0) / count, mean, sigma: count === 1 ? 0 : Math.sqrt(squares / (count - 1)), effects: count }
}

/** 1 for the largest; those that are equal share a rank. */
export function ranked(values: ReadonlyArray<number>): ReadonlyArray<number> {
  return values.map((value) => 1 + values.filter((other) => other > value).length)
}
