/** C3 and C4: what becomes visible was sent so, and in the order in which it was accepted from one sender to one mailbox. */
import type { World } from "../world/world.ts"
import { Check } from "./promise.ts"

/** Pairs of a sender and a mailbox whose last delivery is remembered at most: what overtakes does so soon, and more would not fit into a processor's memory. */
const PAIRS_MOST = 32_768
/** A pair is three int32: sender, mailbox, and the number of what was delivered last. */
const WIDTH = 3
/** Stands for a message that was erased. */
const ERASED = -1

export class Sequence {
  readonly checks = { C3: new Check("C3"), C4: new Check("C4") }
  /** By row of the world's messages: a hash of what was sent, from whom to whom; and its number among all accepted, from 1 on. */
  private identity = new Uint16Array(1024)
  private number = new Int32Array(1024)
  private accepts = 0
  private readonly pairs: Int32Array
  private readonly mask: number

  /** `c6`: what was erased is not seen later. */
  constructor(private readonly w: World, private readonly c6: Check) {
    let pairs = 64
    while (pairs < Math.min(PAIRS_MOST, 8 * w.plan.people.count)) pairs *= 2
    this.mask = pairs - 1
    this.pairs = new Int32Array(pairs * WIDTH)
  }

  attempted(m: number): void {
    if (m >= this.identity.length) this.grow(m + (m >> 5) + 1024)
    this.identity[m] = this.identityOf(m)
    this.number[m] = 0
  }

  accepted(m: number): void {
    this.accepts = (this.accepts + 1) | 0
    this.number[m] = this.accepts
  }

  erased(m: number): void {
    this.c6.exercised++
    this.number[m] = ERASED
  }

  delivered(m: number): void {
    const { messages, productCount } = this.w
    const { C3, C4 } = this.checks
    C4.exercised++
    const sender = messages.sender(m)
    const mailbox = messages.recipient(m) * productCount + messages.product(m)
    if (this.identity[m] !== this.identityOf(m)) C4.witness ??= `${this.nameOf(m)} became visible at ${this.nowText()}, and was not sent so: by another, to another or as another message`
    const number = this.number[m]
    if (number === ERASED) this.c6.witness ??= `${this.nameOf(m)} became visible at ${this.nowText()}, after it had been erased`
    if (number <= 0) return
    const at = (hashOf(sender, mailbox) & this.mask) * WIDTH
    const { pairs } = this
    if (pairs[at] === sender && pairs[at + 1] === mailbox && pairs[at + 2] !== 0) {
      C3.exercised++
      if (((number - pairs[at + 2]) | 0) < 0) C3.witness ??= `${this.nameOf(m)} became visible at ${this.nowText()}, after one that its sender wrote to the same mailbox later`
    }
    pairs[at] = sender
    pairs[at + 1] = mailbox
    pairs[at + 2] = number
    // It can be seen again, and then it is C2's.
    this.number[m] = 0
  }

  /** Who wrote what to whom, in one word. */
  private identityOf(m: number): number {
    const { messages } = this.w
    const word = messages.key(m) ^ Math.imul(messages.sender(m), 0x9e3779b1) ^ Math.imul(messages.recipient(m), 0x85ebca77) ^ messages.product(m)
    return (word ^ (word >>> 16)) & 0xffff
  }

  private nameOf(m: number): string {
    const { messages, plan } = this.w
    const cohort = plan.cohorts[plan.people.cohort[messages.sender(m)]]
    return `a message of ${plan.products[messages.product(m)].name} by ${cohort.name}#${messages.sender(m) - cohort.first}`
  }

  private nowText(): string {
    return this.w.plan.clock.iso(this.w.nowMs)
  }

  private grow(size: number): void {
    const more = [new Uint16Array(size), new Int32Array(size)] as const
    more[0].set(this.identity)
    more[1].set(this.number)
    ;[this.identity, this.number] = more
  }

  save(): unknown {
    const used = this.w.messages.used
    return { identity: this.identity.slice(0, used), number: this.number.slice(0, used), accepts: this.accepts, pairs: this.pairs.slice() }
  }

  restore(state: unknown): void {
    const s = state as { identity: Uint16Array; number: Int32Array; accepts: number; pairs: Int32Array }
    if (s.identity.length > this.identity.length) this.grow(s.identity.length)
    this.identity.set(s.identity)
    this.number.set(s.number)
    this.accepts = s.accepts
    this.pairs.set(s.pairs)
  }
}

function hashOf(sender: number, mailbox: number): number {
  const h = Math.imul(sender, 0x9e3779b1) ^ Math.imul(mailbox, 0x85ebca77)
  return h ^ (h >>> 15)
}
