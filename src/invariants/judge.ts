/** What judges a run: an onlooker that gives a verdict on each promise when the run is over. */
import type { VariantPlan } from "../world/plan.ts"
import type { PromiseVerdict } from "../world/record.ts"
import type { Watch } from "../world/watch.ts"

export interface Judge extends Watch {
  verdicts(variant: VariantPlan): ReadonlyArray<PromiseVerdict>
}
