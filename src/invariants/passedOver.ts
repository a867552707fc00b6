/** Who was passed over when a message found its recipient: whoever does not use its service, and might in another variant. */
import { recipientPlace } from "../world/arrivals.ts"
import type { World } from "../world/world.ts"
import type { ScopeSums } from "./scope.ts"

export class PassedOver {
  /** Bits of the products to which acts bring people. */
  private readonly comeTo: number

  constructor(private readonly w: World, private readonly sums: ScopeSums) {
    this.comeTo = w.plan.shifts.reduce((bits, { habit, to }) => (habit === "use" ? w.plan.products.reduce((sum, { name, row }) => (name === to ? sum | (1 << row) : sum), bits) : bits), 0)
  }

  /**
   * Which variants' acts reach any of those passed over: a number of the sums'. Where one of them has come to the service the message
   * goes to him. In both variants they are the same people, up to the first who would be meant in either. `others`: the set that they join.
   */
  of(m: number, others: number): number {
    const { messages, streams, plan } = this.w
    const product = messages.product(m)
    if ((this.comeTo & (1 << product)) === 0) return others
    const recipient = messages.recipient(m)
    const cohort = plan.people.cohort[recipient]
    const { targets } = streams[messages.stream(m)]
    let at = 0
    while (at < targets.length && targets[at].cohort !== cohort) at++
    // Of a service that nobody of the cohort could come to, the places are those of its users.
    if (at === targets.length || targets[at].slots !== undefined) return others
    const { first, staysPerSlot, slots } = plan.cohorts[cohort]
    const last = plan.people.slot(recipient)
    let passed = others
    for (let slot = recipientPlace(this.w, m, targets[at].count); slot !== last; slot = slot + 1 < slots ? slot + 1 : 0)
      for (let stay = 0; stay < staysPerSlot; stay++) passed = this.sums.joined(passed, first + slot * staysPerSlot + stay, product)
    return passed
  }
}
