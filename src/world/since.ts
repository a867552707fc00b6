// HOT
/** Since when something is so of each person: kept only where some act of the plan asks for it. */
import type { Plan } from "./plan.ts"

/** Instants [ms] by person, or by person and threshold; -Infinity where it never was, or is not kept. */
export class Since {
  private readonly ms: Float64Array

  constructor(count: number, private readonly kept: boolean) {
    this.ms = new Float64Array(kept ? count : 0).fill(Number.NEGATIVE_INFINITY)
  }

  get(i: number): number {
    return this.kept ? this.ms[i] : Number.NEGATIVE_INFINITY
  }

  /** How long [ms] before the instant that lies in an array, into another one: a double handed back would be boxed. */
  lapseInto(i: number, now: Float64Array, at: number, into: Float64Array): void {
    into[0] = this.kept ? now[at] - this.ms[i] : Number.POSITIVE_INFINITY
  }

  set(i: number, ms: number): void {
    if (this.kept) this.ms[i] = ms
  }

  /** To the instant that lies in an array: a double handed over in a call that is not inlined is boxed. */
  setFrom(i: number, from: Float64Array, at: number): void {
    if (this.kept) this.ms[i] = from[at]
  }

  save(): Float64Array {
    return this.ms.slice()
  }

  restore(state: Float64Array): void {
    this.ms.set(state)
  }
}

/** Whether some rule has a SIM wait for a time after something. */
export function hasWaiting(plan: Plan): boolean {
  return plan.rules.some((rule) => rule.first !== undefined)
}

/** Whether some act selects by the time since an arrival. */
export function asksArrival(plan: Plan): boolean {
  return plan.acts.some((act) => JSON.stringify([act.act, act.lets]).includes('"since-arrival"'))
}
