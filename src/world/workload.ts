/** Who writes when to whom: a stream of attempts for each cohort and product. It knows no rule, so every variant sees the same. */
import { assert } from "../kernel/assert.ts"
import { exp } from "../kernel/exponential.ts"
import { hash4, hashString } from "../kernel/rng.ts"
import { Alias, normalQuantile } from "../kernel/sample.ts"
import type { Plan } from "./plan.ts"
import { type CohortRow, spreadOf } from "./population.ts"
import type { Product } from "./products.ts"
import { DAY_MS } from "./zones.ts"

export interface WorkStream {
  readonly row: number
  readonly cohort: number
  readonly product: number
  readonly key: number
  /** Slots of the cohort whose person uses the product, or may come to, and how they are drawn. */
  readonly slots: Int32Array
  readonly senders: Alias
  /** Candidates a millisecond: the rate at the busiest hour. */
  readonly ratePerMs: number
  /** By local hour, the part of the candidates that become attempts. */
  readonly hours: Float64Array
  readonly targets: ReadonlyArray<Target>
  readonly targetShares: ReadonlyArray<number>
}

export interface Target {
  readonly cohort: number
  readonly slots: Int32Array
}

/** Spread of how much people write: sigma of a lognormal. CollegeMsg: median 14, p99 443 gives ln(443/14)/2.326. */
const HEAVY_SIGMA = 1.485

/** Relative rate by local hour [author's judgement]. */
const HOURS = {
  always: new Array<number>(24).fill(1),
  waking: [0.1, 0.05, 0.05, 0.05, 0.05, 0.2, 0.6, 1, 1.2, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.4, 1.5, 1.6, 1.6, 1.5, 1, 0.4],
  office: [0.05, 0.05, 0.05, 0.05, 0.05, 0.1, 0.3, 0.8, 1.8, 2.4, 2.5, 2.3, 1.8, 2.1, 2.4, 2.4, 2.2, 1.6, 0.9, 0.5, 0.4, 0.3, 0.2, 0.1]
} as const

export function workloadOf(plan: Plan): ReadonlyArray<WorkStream> {
  const streams: Array<WorkStream> = []
  plan.cohorts.forEach((cohort, c) => {
    const writes = cohort.spec.writes
    if (writes === undefined) return
    for (const product of plan.products) {
      const perDay = perDayOf(cohort, product)
      const slots = slotsOf(plan, c, product)
      const targets = targetsOf(plan, cohort, product)
      if (perDay === 0 || slots.length === 0 || targets.length === 0) continue
      const shape = typeof writes.hours === "object" ? writes.hours : HOURS[writes.hours ?? "always"]
      const mean = shape.reduce((a, b) => a + b, 0) / 24
      const peak = shape.reduce((a, b) => Math.max(a, b), 0)
      assert(mean > 0, "people write at some hour")
      streams.push({
        row: streams.length,
        cohort: c,
        product: product.row,
        key: hash4(cohort.key, hashString(product.name), hashString("writes"), 0),
        slots,
        senders: new Alias(weightsOf(cohort, slots, writes.tail ?? "even")),
        ratePerMs: (perDay * slots.length * (peak / mean)) / DAY_MS,
        hours: Float64Array.from(shape, (x) => x / peak),
        targets: targets.map(([target]) => target),
        targetShares: targets.map(([, share]) => share)
      })
    }
  })
  return streams
}

/** `per-day` is for each service used; a feature writes only where it is named. */
function perDayOf(cohort: CohortRow, product: Product): number {
  const perDay = cohort.spec.writes!["per-day"]
  if (typeof perDay === "number") return product.feature === undefined ? perDay : 0
  return (perDay as Readonly<Record<string, number>>)[product.name] ?? 0
}

/** Slots whose people use the product from the start, or may take it up or be shifted to it later. */
function slotsOf(plan: Plan, c: number, product: Product): Int32Array {
  const cohort = plan.cohorts[c]
  const service = plan.services[product.service].name
  const open = couldTakeUp(plan, cohort, service)
  const slots: Array<number> = []
  for (let slot = 0; slot < cohort.slots; slot++) if (open || (plan.people.uses[cohort.first + slot * cohort.staysPerSlot] & (1 << product.row)) !== 0) slots.push(slot)
  return Int32Array.from(slots)
}

function couldTakeUp(plan: Plan, cohort: CohortRow, service: string): boolean {
  if (cohort.spec["takes-up"]?.[service] !== undefined) return true
  return plan.acts.some((act) => act.act.shift?.habit === "use" && act.act.shift.to === service && act.act.shift.from === undefined && (act.act.shift.people.includes(cohort.name) || act.act.shift.people.includes("all")))
}

/** Weights of mean 1 in even quantiles of a lognormal, dealt out by a keyed permutation. */
function weightsOf(cohort: CohortRow, slots: Int32Array, tail: "heavy" | "even"): Float64Array {
  const weights = new Float64Array(slots.length).fill(1)
  if (tail === "even") return weights
  const u = spreadOf(cohort, "tail")
  let total = 0
  for (let i = 0; i < slots.length; i++) total += weights[i] = exp(HEAVY_SIGMA * normalQuantile(u[slots[i]]))
  for (let i = 0; i < slots.length; i++) weights[i] *= slots.length / total
  return weights
}

/** Cohorts written to, those of them who use the service; without `to`, everybody in proportion to the users' real numbers. */
function targetsOf(plan: Plan, cohort: CohortRow, product: Product): ReadonlyArray<readonly [Target, number]> {
  const to = cohort.spec.writes!.to
  const found = plan.cohorts.flatMap((target, t) => {
    const slots = slotsOf(plan, t, product)
    const share = to === undefined ? slots.length * target.weight : (to[target.name] ?? 0)
    return slots.length === 0 || share === 0 ? [] : [[{ cohort: t, slots }, share] as const]
  })
  const total = found.reduce((sum, [, share]) => sum + share, 0)
  return found.map(([target, share]) => [target, share / total] as const)
}
