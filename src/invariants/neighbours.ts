/** Whose mail may stand beside a message in its recipient's network: one that takes so many leaves the rest outside, which waits for another time. */
import { RowTable } from "../kernel/table.ts"
import { Stage } from "../world/messages.ts"
import type { World } from "../world/world.ts"

export class Neighbours {
  /** (sender, recipient, product) of mail that has waited for such a network, inside or outside. */
  private readonly waited = new RowTable(3)

  constructor(private readonly w: World) {}

  waits(m: number): void {
    const { messages, plan } = this.w
    const product = messages.product(m)
    if (messages.stage(m) === Stage.WAITS_FOR_DEVICE && plan.services[plan.products[product].service].waits.networkMessages > 0) this.waited.intern(messages.sender(m), messages.recipient(m), product)
  }

  /** Whether a message has any: until something of its sender waits for its recipient, it passes all others by. */
  has(m: number): boolean {
    const { messages } = this.w
    return this.waited.find(messages.sender(m), messages.recipient(m), messages.product(m)) >= 0
  }

  /** Whoever may write to people of a recipient's cohort by a product: the same people in all variants. */
  *of(recipient: number, product: number): Iterable<number> {
    const { plan, streams } = this.w
    const cohort = plan.people.cohort[recipient]
    for (const stream of streams) {
      if (stream.product !== product || stream.targets.every((target) => target.cohort !== cohort)) continue
      const { first, people } = plan.cohorts[stream.cohort]
      for (let person = first; person < first + people; person++) yield person
    }
  }

  save(): unknown {
    return this.waited.save()
  }

  restore(state: unknown): void {
    this.waited.restore(state as never)
  }
}
