/** Probes. */
import { Promises } from "../invariants/promises.ts"
import type { VariantPlan } from "../world/plan.ts"
import type { World } from "../world/world.ts"
export class Probes extends Promises {
  readonly promises: Promises
  constructor(w: World, promises: Promises) {
    super(w, (promises as never as {scopes: never}).scopes)
    this.promises = promises
  }
  reached(_v: VariantPlan): ReadonlySet<string> { return new Set() }
}
