/** Replications of the fixture: the first is the fixture, each other differs a little, and some break what the first holds. */
import { single } from "../../src/analysis/interval.ts"
import { claimRuns, promiseRuns } from "../../src/analysis/replications.ts"
import type { ClaimVerdict, Result, VariantResult } from "../../src/model/result.ts"
import { fixture } from "./fixture.ts"

/** What replication `n` might have given. */
export function replicaOf(n: number): Result {
  const one = fixture()
  if (n === 0) return one
  return {
    ...one,
    run: { ...one.run, id: `${one.run.id}-n${n}`, replication: n },
    variants: one.variants.map((variant) => replicated(variant, n)),
    comparisons: one.comparisons.map((row) => ({ ...row, difference: { ...row.difference, mean: row.difference.mean + (row.measure === "refused" ? n : -n) } })),
    effects: one.effects.map((row) => (row.variant === "isp-block" && row.measure === "accepted" ? { ...row, value: single((row.value.mean ?? 0) - n), difference: single((row.difference.mean ?? 0) - n) } : row))
  }
}

function replicated(variant: VariantResult, n: number): VariantResult {
  const less = (ratio: number | null) => (ratio === null ? null : ratio * (1 - n / 1000))
  return {
    ...variant,
    outcomes: variant.outcomes.map((row, at) => (at === 0 && n === 1 ? { ...row, attempted: 0, deliveryRatio: single(null) } : { ...row, deliveryRatio: single(less(row.deliveryRatio.mean)) })),
    shares: variant.shares.map((row) => ({ ...row, accepted: single(less(row.accepted.mean)), delivered: single(less(row.delivered.mean)) })),
    invariants: variant.invariants.map((one) => (variant.id === "as-announced" && one.id === "X4" && n === 2 ? { ...one, verdict: "broken" as const, witness: "seen in 2", runs: promiseRuns(["broken"]), replication: n } : { ...one, replication: n })),
    claims: variant.claims.map((claim) => ({ ...claim, ...claimed(claim, n), replication: n })),
    fingerprints: variant.fingerprints.map((print) => ({ ...print, replication: n, digest: `${print.digest}-${n}` }))
  }
}

function claimed({ id }: ClaimVerdict, n: number): Partial<ClaimVerdict> {
  if (id === "residents-lose" && n === 3) return { verdict: "broken", observed: "3 of 14,006 messages", value: 3, estimate: single(3), runs: claimRuns(["broken"]) }
  if (id === "guests-keep" && n === 1) return { verdict: "undetermined", observed: "nothing", value: null, estimate: single(null), runs: claimRuns(["undetermined"]), note: "nothing was attempted" }
  return {}
}
