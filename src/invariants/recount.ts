/** E2 and L4: totals are counted again from what was told, one by one; and no client tries beyond what its service says. */
import { FORMS, LEVELS } from "../world/readers.ts"
import type { Reading } from "../world/watch.ts"
import type { World } from "../world/world.ts"
import { Check } from "./promise.ts"

/** What is counted of a product's messages. */
const WORDS = ["attempted", "refused", "accepted", "delivered", "bounced", "expired", "erased"] as const
const [ATTEMPTED, REFUSED, ACCEPTED, DELIVERED, BOUNCED, EXPIRED, ERASED] = WORDS.keys()
const WIDTH = WORDS.length

export class Recount {
  readonly checks = { E2: new Check("E2"), L4: new Check("L4") }
  /** By product, what was told of its messages. */
  private readonly told: Float64Array
  /** By level and form, messages that were told as read, once for each end. */
  private readonly read: Float64Array

  constructor(private readonly w: World) {
    this.told = new Float64Array(w.plan.products.length * WIDTH)
    this.read = new Float64Array(LEVELS.length * FORMS.length)
  }

  attempted(m: number): void {
    this.told[this.w.messages.product(m) * WIDTH + ATTEMPTED]++
  }

  /** A refusal ends a message, or is followed by another try within the time that its service gives a client. The last try too came within it. */
  refused(m: number, final: boolean): void {
    const { messages, plan, nowMs } = this.w
    this.tried(m)
    if (final) {
      this.told[messages.product(m) * WIDTH + REFUSED]++
      return
    }
    const { waits } = plan.services[plan.products[messages.product(m)].service]
    this.checks.L4.exercised++
    if (nowMs - messages.firstMs(m) > waits.clientMs) this.checks.L4.witness ??= this.triesText(m)
  }

  /** Between two tries lies the time that its service says, so there cannot have been more of them. */
  private tried(m: number): void {
    const { messages, plan } = this.w
    const { clientMs, retryMs } = plan.services[plan.products[messages.product(m)].service].waits
    if ((messages.tries(m) - 1) * retryMs > clientMs) this.checks.L4.witness ??= this.triesText(m)
  }

  accepted(m: number): void {
    this.tried(m)
    this.told[this.w.messages.product(m) * WIDTH + ACCEPTED]++
  }

  delivered(m: number): void {
    this.told[this.w.messages.product(m) * WIDTH + DELIVERED]++
  }

  bounced(m: number): void {
    this.told[this.w.messages.product(m) * WIDTH + BOUNCED]++
  }

  expired(m: number): void {
    this.told[this.w.messages.product(m) * WIDTH + EXPIRED]++
  }

  erased(m: number): void {
    this.told[this.w.messages.product(m) * WIDTH + ERASED]++
  }

  /** Where both ends are of one group it is told once and counts twice. */
  reads(reading: Reading): void {
    this.read[LEVELS.indexOf(reading.level) * FORMS.length + FORMS.indexOf(reading.form)] += reading.messages * (reading.group === reading.otherGroup ? 2 : 1)
  }

  /** The tables are compared when the run is over. */
  boundary(): void {
    if (this.w.nowMs < this.w.plan.horizonMs) return
    this.messages()
    this.readings()
  }

  private messages(): void {
    const { outcomes: o, plan } = this.w
    const table = new Float64Array(this.told.length)
    const productOf = (row: number) => o.rows.key(row, 1) * WIDTH
    for (let r = 0; r < o.rows.size; r++) {
      const at = productOf(r)
      table[at + ATTEMPTED] += o.attempted.get(r)
      table[at + ACCEPTED] += o.accepted.get(r)
      table[at + DELIVERED] += o.delivered.get(r)
      table[at + EXPIRED] += o.expired.get(r)
      table[at + ERASED] += o.erased.get(r)
    }
    for (let i = 0; i < o.refusals.size; i++) table[productOf(o.refusals.key(i, 0)) + REFUSED] += o.refused.get(i)
    for (let i = 0; i < o.returns.size; i++) table[productOf(o.returns.key(i, 0)) + BOUNCED] += o.bounced.get(i)
    for (const product of plan.products) {
      const [theirs, mine] = [table, this.told].map((all) => all.subarray(product.row * WIDTH, (product.row + 1) * WIDTH))
      // What does not even balance is C7's.
      const balanced = [theirs, mine].map((n) => [n[ATTEMPTED] - n[REFUSED] - n[ACCEPTED], n[ACCEPTED] - n[DELIVERED] - n[BOUNCED] - n[EXPIRED] - n[ERASED]].join())
      const wrong = balanced[0] === balanced[1] ? mine.findIndex((n, i) => n !== theirs[i]) : -1
      this.checks.E2.holds(wrong < 0, () => `the tables have ${theirs[wrong]} messages of ${product.name} ${WORDS[wrong]}; counted one by one they are ${mine[wrong]}`, mine[ATTEMPTED])
    }
  }

  private readings(): void {
    const { readers } = this.w
    const table = new Float64Array(this.read.length)
    for (let row = 0; row < readers.rows.size; row++) {
      const kind = readers.rows.key(row, 0)
      const level = readers.kinds.key(kind, 1)
      if (LEVELS[level] !== "exposed") table[level * FORMS.length + readers.kinds.key(kind, 4)] += readers.messages.get(row)
    }
    this.read.forEach((mine, at) => this.checks.E2.holds(mine === table[at], () => `the tables have ${table[at]} messages ${LEVELS[Math.floor(at / FORMS.length)]} as ${FORMS[at % FORMS.length]}; counted as they were told they are ${mine}`, mine))
  }

  private triesText(m: number): string {
    const { messages, plan } = this.w
    const cohort = plan.cohorts[plan.people.cohort[messages.sender(m)]]
    const { clientMs, retryMs } = plan.services[plan.products[messages.product(m)].service].waits
    return `a message of ${plan.products[messages.product(m)].name} by ${cohort.name}#${messages.sender(m) - cohort.first} is tried again at ${plan.clock.iso(this.w.nowMs)} after ${messages.tries(m)} tries since ${plan.clock.iso(messages.firstMs(m))}; its client tries every ${retryMs / 60_000} min for ${clientMs / 60_000} min`
  }

  save(): unknown {
    return [this.told.slice(), this.read.slice()]
  }

  restore(state: unknown): void {
    const [told, read] = state as [Float64Array, Float64Array]
    this.told.set(told)
    this.read.set(read)
  }
}
