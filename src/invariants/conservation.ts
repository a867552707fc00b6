/** Promises on messages: C1, C2, C7. The onlooker keeps its own books, by the keys of messages, and compares them with the world's. */
import { hash4 } from "../kernel/rng.ts"
import { Stage } from "../world/messages.ts"
import type { World } from "../world/world.ts"
import { Check } from "./promise.ts"

/** Counts of the onlooker: what the balance is made of. */
const BOOKS = ["attempted", "refused", "accepted", "delivered", "bounced", "expired"] as const
type Book = (typeof BOOKS)[number]

export class Conservation {
  readonly checks = { C1: new Check("C1"), C2: new Check("C2"), C7: new Check("C7") }
  private readonly counts = new Float64Array(BOOKS.length)
  /** Sum (modulo 2^32) of the keys of messages accepted and not yet ended. */
  private readonly open = new Int32Array(1)
  /** For each row of the world's messages: its message has been seen by its recipient. */
  private seen = new Uint8Array(1024)

  constructor(private readonly w: World) {}

  attempted(m: number): void {
    this.count("attempted")
    if (m >= this.seen.length) {
      const more = new Uint8Array(m * 2)
      more.set(this.seen)
      this.seen = more
    }
    this.seen[m] = 0
  }

  refused(): void {
    this.count("refused")
  }

  accepted(m: number): void {
    this.count("accepted")
    this.open[0] += this.keyOf(m)
  }

  delivered(m: number): void {
    this.count("delivered")
    this.checks.C2.holds(this.seen[m] === 0, () => `${this.nameOf(m)} became visible twice`)
    this.seen[m] = 1
    this.open[0] -= this.keyOf(m)
  }

  bounced(m: number): void {
    this.count("bounced")
    this.open[0] -= this.keyOf(m)
  }

  expired(m: number): void {
    this.count("expired")
    this.open[0] -= this.keyOf(m)
  }

  boundary(): void {
    const { messages, outcomes } = this.w
    const live = new Int32Array(1)
    for (let m = 0; m < messages.used; m++) if (messages.stage[m] >= Stage.WAITS_AT_RELAY) live[0] += this.keyOf(m)
    const at = () => this.w.plan.clock.iso(this.w.nowMs)
    this.checks.C1.holds(live[0] === this.open[0], () => `at ${at()} the accepted messages that have not ended are not those that are in flight`, this.counts[BOOKS.indexOf("accepted")] > 0 ? 1 : 0)
    const sum = (column: { readonly length: number; get(i: number): number }) => {
      let total = 0
      for (let i = 0; i < column.length; i++) total += column.get(i)
      return total
    }
    const world: Record<Book, number> = { attempted: sum(outcomes.attempted), refused: sum(outcomes.refused), accepted: sum(outcomes.accepted), delivered: sum(outcomes.delivered), bounced: sum(outcomes.bounced), expired: sum(outcomes.expired) }
    for (const book of BOOKS) {
      const mine = this.counts[BOOKS.indexOf(book)]
      this.checks.C7.holds(world[book] === mine, () => `at ${at()} the tables count ${world[book]} ${book}, the events ${mine}`, book === "attempted" && mine > 0 ? 1 : 0)
    }
    const got = sum(outcomes.gotDelivered) + sum(outcomes.gotBounced) + sum(outcomes.gotExpired)
    this.checks.C7.holds(got === world.delivered + world.bounced + world.expired, () => `at ${at()} what senders' rows count as ended is not what recipients' rows count`, 0)
  }

  private count(book: Book): void {
    this.counts[BOOKS.indexOf(book)]++
  }

  private keyOf(m: number): number {
    return hash4(this.w.messages.key[m], this.w.messages.number[m], this.w.messages.sender[m], this.w.messages.recipient[m])
  }

  private nameOf(m: number): string {
    const { messages, streams, plan } = this.w
    const stream = streams[messages.stream[m]]
    return `message ${plan.cohorts[stream.cohort].name}/${plan.products[stream.product].name}/${messages.number[m]}`
  }

  save(): unknown {
    return [this.counts.slice(), this.open.slice(), this.seen.slice()]
  }

  restore(state: unknown): void {
    const [counts, open, seen] = state as [Float64Array, Int32Array, Uint8Array]
    this.counts.set(counts)
    this.open.set(open)
    this.seen = seen.slice()
  }
}
