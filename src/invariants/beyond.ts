/** Mail that was delivered beyond the reach of acts: what of a run is compared with another. It judges nothing. */
import { assert } from "../kernel/assert.ts"
import type { World } from "../world/world.ts"
import { PassedOver } from "./passedOver.ts"
import { LateSums, ScopeSums, type Scopes, type Sum } from "./scope.ts"

/** Of a finished run, by variant whose acts are meant: mail between people whom none reaches, and in products in which none does. */
export interface Sums {
  readonly sumsOf: (variant: string) => { readonly beyond: Sum; readonly beside: Sum }
}

/** Mail first tried within this time of the end may differ in what is still under way. */
const LATE_MS = 3_600_000

export class Beyond {
  private readonly told: ScopeSums | LateSums
  private readonly passedOver: PassedOver | undefined

  /** Without scopes, whom acts reach is said when `sumsLate` is asked. */
  constructor(private readonly w: World, private readonly scopes: Scopes | undefined) {
    this.told = scopes === undefined ? new LateSums() : new ScopeSums(scopes, w.plan.people.count, w.plan.products.length)
    this.passedOver = this.told instanceof ScopeSums ? new PassedOver(w, this.told) : undefined
  }

  delivered(m: number): void {
    const { messages, plan } = this.w
    if (messages.firstMs(m) < plan.horizonMs - LATE_MS) this.told.add(messages.sender(m), messages.recipient(m), messages.product(m), messages.key(m), this.passedOver === undefined ? 0 : this.passedOver.of(m))
  }

  /** As it is now. */
  sums(): Sums {
    const { told, scopes } = this
    assert(told instanceof ScopeSums && scopes !== undefined, "scopes are known before the run")
    const found = new Map(scopes.variants.map((id) => [id, { beyond: told.of(id, "beyond"), beside: told.of(id, "beside") }]))
    return { sumsOf: (variant) => found.get(variant)! }
  }

  /** The same where no scopes were given: `reached` has, for each person, bits of the products in which some act reaches him in any of the variants compared. */
  sumsLate(): (reached: Int32Array) => Sums {
    assert(this.told instanceof LateSums, "scopes are known after the run")
    const told = this.told.copy()
    return (reached) => ({ sumsOf: () => ({ beyond: told.of(reached, "beyond"), beside: told.of(reached, "beside") }) })
  }

  save(): unknown {
    return this.told instanceof LateSums ? this.told.copy() : this.told.save()
  }

  restore(state: unknown): void {
    if (this.told instanceof LateSums) this.told.restore(state as LateSums)
    else this.told.restore(state)
  }
}
