/** Whom the share of a shift takes: exact quotas over a keyed permutation, among those of a cohort who are alike in the habit as the run begins. */
import { hash4, hashString } from "../kernel/rng.ts"
import { permuted } from "../kernel/sample.ts"
import type { ActPlan, Plan } from "./plan.ts"
import { type CohortRow, evenly } from "./population.ts"
import { isSameOption } from "./subjects.ts"

/** For a shift, an evenly spread uniform number of each slot of a cohort. Whoever comes into a slot has that of those before him there. */
export function quotasOf(plan: Plan, act: ActPlan, cohort: CohortRow): Float64Array {
  const order = permuted(cohort.slots, hash4(cohort.key, hashString(`shift ${act.path}`), 0, 0))
  const kindOf = kindsFor(plan, act)
  const counts = new Map<number, number>()
  const u = new Float64Array(cohort.slots)
  const personOf = (slot: number) => cohort.first + slot * cohort.staysPerSlot
  for (const slot of order) {
    const kind = kindOf(personOf(slot))
    const rank = counts.get(kind) ?? 0
    counts.set(kind, rank + 1)
    u[slot] = rank
  }
  for (let slot = 0; slot < cohort.slots; slot++) u[slot] = evenly(u[slot], counts.get(kindOf(personOf(slot)))!)
  return u
}

/** A number for what a person has of a habit as the run begins: of those who have it that a share is of, as of the others, exactly that share is taken. */
function kindsFor(plan: Plan, act: ActPlan): (person: number) => number {
  const { people } = plan
  const shift = act.act.shift!
  const words = [shift.from, shift.to].map(String)
  const numbered = (...has: ReadonlyArray<boolean>) => has.reduce((number, one, i) => number + (one ? 1 << i : 0), 0)
  switch (shift.habit) {
    case "use": {
      const bits = words.map((word) => plan.products.reduce((sum, product) => (product.name === word ? sum | (1 << product.row) : sum), 0))
      return (person) => numbered(...bits.map((bit) => (people.uses[person] & bit) !== 0))
    }
    case "reach":
      return (person) => numbered(...words.map((word) => people.lineSpecs[people.spec[person]].mode === word))
    case "vpn":
      return (person) => numbered(people.vpn[person] >= 0)
    case "options":
      return (person) => numbered(...words.map((word) => plan.groups.traits[people.group[person]].options.some((option) => isSameOption(option, word))))
    case "presence":
      return (person) => people.home[person]
  }
}
