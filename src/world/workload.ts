/** Who writes when to whom: a stream of attempts for each cohort and product. It knows no rule, so every variant sees the same. */
import { assert } from "../kernel/assert.ts"
import { exp } from "../kernel/exponential.ts"
import { begun, hash4, hashString } from "../kernel/rng.ts"
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
  /** What a hash of the key and a number begins with. */
  readonly begun: number
  /** Slots of the cohort whose person uses the product, or may come to; undefined: all. And how they are drawn. */
  readonly slots: Int32Array | undefined
  readonly senders: Alias
  /** Candidates a millisecond: the rate at the busiest hour. */
  readonly ratePerMs: number
  /** By local hour, the part of the candidates that become attempts. */
  readonly hours: Float64Array
  readonly targets: ReadonlyArray<Target>
  /** For each target, the shares of it and those before it together; and where in it to begin to look, by the first bits of a uniform number. */
  readonly shareSums: Float64Array
  readonly guide: Int32Array
}

export interface Target {
  readonly cohort: number
  readonly count: number
  /** undefined: all of the cohort. */
  readonly slots: Int32Array | undefined
}

/** Cells of a stream's guide to its targets. */
export const GUIDE_CELLS = 64

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
  const users = new Users(plan)
  plan.cohorts.forEach((cohort, c) => {
    const writes = cohort.spec.writes
    if (writes === undefined) return
    for (const product of plan.products) {
      const perDay = perDayOf(cohort, product)
      const count = users.count(c, product)
      const targets = targetsOf(plan, cohort, product, users)
      if (perDay === 0 || count === 0 || targets.length === 0) continue
      const shape = typeof writes.hours === "object" ? writes.hours : HOURS[writes.hours ?? "always"]
      const mean = shape.reduce((a, b) => a + b, 0) / 24
      const peak = shape.reduce((a, b) => Math.max(a, b), 0)
      assert(mean > 0, "people write at some hour")
      const key = hash4(cohort.key, hashString(product.name), hashString("writes"), 0)
      streams.push({
        row: streams.length,
        cohort: c,
        product: product.row,
        key,
        begun: begun(key),
        slots: users.slots(c, product),
        senders: users.senders(c, product, writes.tail ?? "even"),
        ratePerMs: (perDay * count * (peak / mean)) / DAY_MS,
        hours: Float64Array.from(shape, (x) => x / peak),
        targets: targets.map(([target]) => target),
        ...guided(targets.map(([, share]) => share))
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

/** Slots of a cohort whose people use a product from the start, or may take it up or be shifted to it later: worked out once, since all streams share them. */
class Users {
  private readonly found = new Map<string, Int32Array | undefined>()
  private readonly drawn = new Map<string, Alias>()

  constructor(private readonly plan: Plan) {}

  /** undefined: all slots. */
  slots(c: number, product: Product): Int32Array | undefined {
    const key = `${c} ${product.row}`
    if (!this.found.has(key)) this.found.set(key, this.find(c, product))
    return this.found.get(key)
  }

  count(c: number, product: Product): number {
    return this.slots(c, product)?.length ?? this.plan.cohorts[c].slots
  }

  senders(c: number, product: Product, tail: "heavy" | "even"): Alias {
    const slots = this.slots(c, product)
    const key = `${c} ${slots === undefined ? "all" : product.row} ${tail}`
    let found = this.drawn.get(key)
    if (found === undefined) this.drawn.set(key, (found = new Alias(weightsOf(this.plan.cohorts[c], slots, tail))))
    return found
  }

  private find(c: number, product: Product): Int32Array | undefined {
    const { plan } = this
    const cohort = plan.cohorts[c]
    if (couldTakeUp(plan, cohort, plan.services[product.service].name)) return undefined
    const slots = new Int32Array(cohort.slots)
    let count = 0
    for (let slot = 0; slot < cohort.slots; slot++) if ((plan.people.uses[cohort.first + slot * cohort.staysPerSlot] & (1 << product.row)) !== 0) slots[count++] = slot
    return count === cohort.slots ? undefined : slots.slice(0, count)
  }
}

/** Sums of shares, added up in their order, and a guide that is exact: in a cell no share before it can be meant. */
function guided(shares: ReadonlyArray<number>): { readonly shareSums: Float64Array; readonly guide: Int32Array } {
  const shareSums = Float64Array.from(shares)
  for (let i = 1; i < shareSums.length; i++) shareSums[i] += shareSums[i - 1]
  return { shareSums, guide: Int32Array.from({ length: GUIDE_CELLS }, (_, cell) => Math.max(0, Math.min(shareSums.findIndex((sum) => sum > cell / GUIDE_CELLS) >>> 0, shareSums.length - 1))) }
}

function couldTakeUp(plan: Plan, cohort: CohortRow, service: string): boolean {
  if (cohort.spec["takes-up"]?.[service] !== undefined) return true
  return plan.shifts.some((shift) => shift.habit === "use" && shift.to === service && shift.from === undefined && (shift.people.includes(cohort.name) || shift.people.includes("all")))
}

/** Weights of mean 1 in even quantiles of a lognormal, dealt out by a keyed permutation. */
function weightsOf(cohort: CohortRow, slots: Int32Array | undefined, tail: "heavy" | "even"): Float64Array {
  const count = slots?.length ?? cohort.slots
  const weights = new Float64Array(count).fill(1)
  if (tail === "even") return weights
  const u = spreadOf(cohort, "tail")
  let total = 0
  for (let i = 0; i < count; i++) total += weights[i] = exp(HEAVY_SIGMA * normalQuantile(u[slots === undefined ? i : slots[i]]))
  for (let i = 0; i < count; i++) weights[i] *= count / total
  return weights
}

/** Cohorts written to, those of them who use the service; without `to`, everybody in proportion to the users' real numbers. */
function targetsOf(plan: Plan, cohort: CohortRow, product: Product, users: Users): ReadonlyArray<readonly [Target, number]> {
  const to = cohort.spec.writes!.to
  const found = plan.cohorts.flatMap((target, t) => {
    const [slots, count] = [users.slots(t, product), users.count(t, product)]
    const share = to === undefined ? count * target.weight : (to[target.name] ?? 0)
    return count === 0 || share === 0 ? [] : [[{ cohort: t, count, slots }, share] as const]
  })
  const total = found.reduce((sum, [, share]) => sum + share, 0)
  return found.map(([target, share]) => [target, share / total] as const)
}
