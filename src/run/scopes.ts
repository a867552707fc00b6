/** Whom a variant's acts reach: in whose way some act stands at some instant. Trips and acts alone decide it, so a run without messages tells. */
import type { Scopes } from "../invariants/scope.ts"
import { togglesOf } from "../world/effects.ts"
import { planUptake } from "../world/habits.ts"
import { settle } from "../world/journeys.ts"
import type { Plan } from "../world/plan.ts"
import { World } from "../world/world.ts"
import { advance, end } from "./simulate.ts"

export function scopesOf(plan: Plan, baseline: string): Scopes {
  const w = new World(plan)
  w.silent = true
  // A copy is kept only where it is gone back to: of ten million people it is gigabytes.
  const fresh = plan.variants.length === 1 ? undefined : w.save()
  const touched = new Map<string, Int32Array>()
  for (const variant of plan.variants) {
    if (fresh !== undefined) w.restore(fresh)
    w.newEpoch(0)
    settle(w)
    planUptake(w)
    for (const _ of advance(w, togglesOf(plan, variant), plan.horizonMs, variant.id, Number.MAX_SAFE_INTEGER)) void _
    end(w)
    touched.set(variant.id, w.touched.slice())
  }
  const base = touched.get(baseline)
  const reached = new Map<string, Int32Array>()
  for (const [id, bits] of touched) reached.set(id, base === undefined ? bits : bits.map((b, person) => b | base[person]))
  return { variants: plan.variants.map((v) => v.id), reached }
}
