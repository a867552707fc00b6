// HOT
/** The hour of the day in each place, now: worked out anew when the hour is over or the clocks change. */
import type { Plan } from "./plan.ts"
import { Counter } from "./world.ts"
import { HOUR_MS, MINUTE_MS } from "./zones.ts"

export class Hours {
  private readonly hour: Int32Array
  /** From when on, and until when, the hour is the one noted [ms]. */
  private readonly fromMs: Float64Array
  private readonly untilMs: Float64Array

  constructor(private readonly plan: Plan, private readonly counters: Float64Array) {
    this.hour = new Int32Array(plan.places.length)
    this.fromMs = new Float64Array(plan.places.length).fill(Infinity)
    this.untilMs = new Float64Array(plan.places.length)
  }

  of(place: number): number {
    const nowMs = this.counters[Counter.NOW_MS]
    // Time goes back when another future is gone on with.
    if (nowMs < this.fromMs[place] || nowMs >= this.untilMs[place]) this.renew(place)
    return this.hour[place]
  }

  private renew(place: number): void {
    const atMs = this.counters[Counter.NOW_MS]
    const { untilMs, offsetMin } = this.plan.places[place]
    let i = 0
    while (i < untilMs.length - 1 && atMs >= untilMs[i]) i++
    // Whole milliseconds, so that every sum is exact: when an hour ends must not hang on when it was asked for.
    const shiftMs = this.plan.clock.epochMs + offsetMin[i] * MINUTE_MS
    const hours = Math.floor((Math.floor(atMs) + shiftMs) / HOUR_MS)
    this.hour[place] = ((hours % 24) + 24) % 24
    this.fromMs[place] = atMs
    this.untilMs[place] = Math.min((hours + 1) * HOUR_MS - shiftMs, i < untilMs.length - 1 ? untilMs[i] : Infinity)
  }
}
