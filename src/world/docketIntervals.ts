/** Intervals of simulated time, half open: what is lifted at an instant and what is imposed at it never overlap. */

export interface Interval {
  /** [ms]; negative before the run, -Infinity without a beginning. */
  readonly fromMs: number
  /** [ms]; Infinity without an end. */
  readonly untilMs: number
}

export const ALWAYS: Interval = { fromMs: -Infinity, untilMs: Infinity }

/** What lies in both lists; each is sorted and without overlaps, and so is the result. */
export function intersect(some: ReadonlyArray<Interval>, others: ReadonlyArray<Interval>): ReadonlyArray<Interval> {
  const both: Array<Interval> = []
  for (const a of some) {
    for (const b of others) {
      const fromMs = Math.max(a.fromMs, b.fromMs)
      const untilMs = Math.min(a.untilMs, b.untilMs)
      if (fromMs < untilMs) both.push({ fromMs, untilMs })
    }
  }
  return both
}

/** What lies in any of them, sorted, adjoining intervals joined. */
export function union(intervals: ReadonlyArray<Interval>): ReadonlyArray<Interval> {
  const all: Array<{ fromMs: number; untilMs: number }> = []
  for (const { fromMs, untilMs } of [...intervals].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = all.at(-1)
    if (fromMs >= untilMs) continue
    if (last !== undefined && fromMs <= last.untilMs) last.untilMs = Math.max(last.untilMs, untilMs)
    else all.push({ fromMs, untilMs })
  }
  return all
}

/** What is on and off in turn, told in the order of time; spells without length are forgotten. */
export class Spells {
  readonly #closed: Array<Interval> = []
  #sinceMs: number | undefined

  turn(on: boolean, atMs: number): void {
    if (on === (this.#sinceMs !== undefined)) return
    if (on) {
      const last = this.#closed.at(-1)
      if (last?.untilMs === atMs) this.#sinceMs = this.#closed.pop()?.fromMs
      else this.#sinceMs = atMs
    } else if (this.#sinceMs !== undefined) {
      if (this.#sinceMs < atMs) this.#closed.push({ fromMs: this.#sinceMs, untilMs: atMs })
      this.#sinceMs = undefined
    }
  }

  /** The spells so far; one still going on has no end. */
  intervals(): ReadonlyArray<Interval> {
    return this.#sinceMs === undefined ? this.#closed : [...this.#closed, { fromMs: this.#sinceMs, untilMs: Infinity }]
  }
}
