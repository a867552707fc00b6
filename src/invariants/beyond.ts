/** Mail that was delivered beyond the reach of acts: what of a run is compared with another. It judges nothing. */
import { assert } from "../kernel/assert.ts"
import type { World } from "../world/world.ts"
import { Neighbours } from "./neighbours.ts"
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
  private readonly neighbours: Neighbours
  /** By cohort of the recipient and product: the set of those whose mail may stand beside his. */
  private readonly sets = new Map<number, number>()

  /** Without scopes, whom acts reach is said when `sumsLate` is asked. */
  constructor(private readonly w: World, private readonly scopes: Scopes | undefined) {
    this.told = scopes === undefined ? new LateSums() : new ScopeSums(scopes, w.plan.people.count, w.plan.products.length)
    this.passedOver = this.told instanceof ScopeSums ? new PassedOver(w, this.told) : undefined
    this.neighbours = new Neighbours(w)
  }

  waits(m: number): void {
    this.neighbours.waits(m)
  }

  delivered(m: number): void {
    const { messages, plan } = this.w
    if (messages.firstMs(m) >= plan.horizonMs - LATE_MS) return
    const [sender, recipient, product, key] = [messages.sender(m), messages.recipient(m), messages.product(m), messages.key(m)]
    const { told } = this
    const isBeside = this.neighbours.has(m)
    if (told instanceof LateSums) told.add(sender, recipient, product, key, isBeside)
    else told.add(sender, recipient, product, key, this.passedOver!.of(m, isBeside ? this.beside(told, recipient, product) : 0))
  }

  private beside(told: ScopeSums, recipient: number, product: number): number {
    const { plan } = this.w
    const at = plan.people.cohort[recipient] * plan.products.length + product
    let set = this.sets.get(at)
    if (set === undefined) {
      set = 0
      for (const person of this.neighbours.of(recipient, product)) set = told.joined(set, person, product)
      this.sets.set(at, set)
    }
    return set
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
    return (reached) => {
      const isBesideReached = (recipient: number, product: number) => {
        for (const person of this.neighbours.of(recipient, product)) if ((reached[person] & (1 << product)) !== 0) return true
        return false
      }
      return { sumsOf: () => ({ beyond: told.of(reached, "beyond", isBesideReached), beside: told.of(reached, "beside", isBesideReached) }) }
    }
  }

  save(): unknown {
    return { told: this.told instanceof LateSums ? this.told.copy() : this.told.save(), neighbours: this.neighbours.save() }
  }

  restore(state: unknown): void {
    const { neighbours, told } = state as { told: unknown; neighbours: unknown }
    this.neighbours.restore(neighbours)
    this.sets.clear()
    if (this.told instanceof LateSums) this.told.restore(told as LateSums)
    else this.told.restore(told)
  }
}
