/** Promises on messages: C1, C2, C7. The onlooker keeps its own books, message by message, and compares them with the world's. */
import { Column } from "../kernel/columns.ts"
import { Entry, Ledger, type LedgerState } from "../kernel/ledger.ts"
import { Stage } from "../world/messages.ts"
import type { Stored } from "../world/watch.ts"
import type { World } from "../world/world.ts"
import { Check } from "./promise.ts"

/** What has been told of the message in a row. */
const Told = { NOTHING: 0, UNDER_WAY: 1, ACCEPTED: 2, SEEN: 3, ENDED: 4, ERASED: 5 } as const
/** How many numbers the equations are about. */
const WORDS = 15

export class Conservation {
  readonly checks = { C1: new Check("C1"), C2: new Check("C2"), C7: new Check("C7") }
  /** By row of the world's messages: what has been told, and which message it was: its stream and number. */
  private told = new Uint8Array(1024)
  private stream = new Uint16Array(1024)
  private number = new Int32Array(1024)
  /** By row of the tables: messages under way and in flight by what was told; in flight by the recipient's row. */
  private readonly ledger = new Ledger(4)
  private readonly underWay = new Entry(this.ledger, 0)
  private readonly inFlight = new Entry(this.ledger, 1)
  private readonly inFlightTo = new Entry(this.ledger, 2)
  /** By the recipient's row: messages ever accepted. */
  private readonly acceptedTo = new Entry(this.ledger, 3)
  /** By cohort of the owners and service: first copies in mailboxes by what was told. */
  private readonly lying: Float64Array
  private readonly cohortOf = new Map<string, number>()
  /** What the equations are about, of one row and of all: of no meaning between calls. */
  private readonly row = new Float64Array(WORDS)
  private readonly sums = new Float64Array(WORDS)
  /** By row of senders, at the instant at which they are compared. */
  private readonly refusedOf = new Column()
  private readonly bouncedOf = new Column()

  constructor(private readonly w: World) {
    const { cohorts, services } = w.plan
    this.lying = new Float64Array(cohorts.length * services.length)
    for (const [i, { name }] of cohorts.entries()) this.cohortOf.set(name, i)
  }

  attempted(m: number): void {
    if (m >= this.told.length) this.grow(m + (m >> 5) + 1024)
    this.lost(m)
    const { messages } = this.w
    this.told[m] = Told.UNDER_WAY
    this.stream[m] = messages.stream(m)
    this.number[m] = messages.number(m)
    this.ledger.ensure(messages.outRow(m) + 1)
    this.underWay.add(messages.outRow(m), 1)
  }

  refused(m: number): void {
    this.told[m] = Told.ENDED
    this.underWay.add(this.w.messages.outRow(m), -1)
  }

  accepted(m: number): void {
    const { messages } = this.w
    this.checks.C1.exercised++
    this.told[m] = Told.ACCEPTED
    this.underWay.add(messages.outRow(m), -1)
    this.inFlight.add(messages.outRow(m), 1)
    this.ledger.ensure(messages.inRow(m) + 1)
    this.inFlightTo.add(messages.inRow(m), 1)
    this.acceptedTo.add(messages.inRow(m), 1)
  }

  delivered(m: number): void {
    this.checks.C2.exercised++
    // What was erased and is seen all the same breaks C6.
    if (this.told[m] !== Told.ACCEPTED && this.told[m] !== Told.ERASED) this.checks.C2.witness ??= `${this.nameOf(m)} became visible ${this.told[m] === Told.SEEN ? "twice" : "though it had not been accepted, or had ended"} at ${this.nowText()}`
    this.ended(m, Told.SEEN)
  }

  bounced(m: number): void {
    this.ended(m, Told.ENDED)
  }

  expired(m: number): void {
    this.ended(m, Told.ENDED)
  }

  erased(m: number): void {
    this.ended(m, Told.ERASED)
  }

  stored({ class: row, copies, group, kind }: Stored): void {
    const { services, classes } = this.w.plan
    const { service } = classes[row]
    if (kind === "primary" && services[service].mailbox?.row === row) this.lying[this.atOf(group, service)] += copies
  }

  private atOf(group: number, service: number): number {
    const { groups, services } = this.w.plan
    return this.cohortOf.get(groups.rows[group].cohort)! * services.length + service
  }

  private ended(m: number, how: number): void {
    if (this.told[m] === Told.ACCEPTED) {
      this.inFlight.add(this.w.messages.outRow(m), -1)
      this.inFlightTo.add(this.w.messages.inRow(m), -1)
    }
    this.told[m] = how
  }

  /** C1 goes by the messages: whatever was accepted and has not ended is there. C7 goes by the tables. */
  boundary(): void {
    const { messages, nowMs, plan } = this.w
    for (let m = 0; m < messages.used; m++) if (messages.stage(m) < Stage.WAITS_AT_RELAY || messages.stream(m) !== this.stream[m] || messages.number(m) !== this.number[m]) this.lost(m)
    this.balance(nowMs >= plan.horizonMs)
    if (nowMs >= plan.horizonMs) this.once()
  }

  /** A message has one first copy at most: in the mailboxes of a cohort lie no more than were accepted for its people. */
  private once(): void {
    const { outcomes, plan, situations } = this.w
    const accepted = new Float64Array(this.lying.length)
    for (let r = 0; r < outcomes.rows.size; r++) accepted[this.atOf(situations.group(outcomes.rows.key(r, 0)), plan.products[outcomes.rows.key(r, 1)].service)] += this.acceptedTo.get(r)
    this.lying.forEach((copies, at) => {
      if (copies <= accepted[at]) return
      const [cohort, service] = [plan.cohorts[Math.floor(at / plan.services.length)], plan.services[at % plan.services.length]]
      this.checks.C2.witness ??= `${copies} messages lie in the mailboxes of ${cohort.name} by ${service.name} at ${this.nowText()}, and ${accepted[at]} were accepted for them`
    })
  }

  /** The row holds no accepted message any more: none may have been there. */
  private lost(m: number): void {
    if (this.told[m] === Told.ACCEPTED) this.checks.C1.witness ??= `${this.nameOf(m)} was accepted; by ${this.nowText()} it is gone, neither delivered nor bounced, expired or erased`
  }

  /** Both equations over all rows of senders, and what recipients' rows say; at the end for each row, hence for each pair of countries. */
  private balance(byRow: boolean): void {
    const { outcomes: o } = this.w
    const size = o.rows.size
    this.ledger.ensure(size)
    const { bouncedOf, refusedOf, row, sums } = this
    refusedOf.fill(0)
    bouncedOf.fill(0)
    for (let i = 0; i < o.refusals.size; i++) refusedOf.add(o.refusals.key(i, 0), o.refused.get(i))
    for (let i = 0; i < o.returns.size; i++) bouncedOf.add(o.returns.key(i, 0), o.bounced.get(i))
    sums.fill(0)
    for (let r = 0; r < size; r++) {
      this.readRow(r)
      for (let i = 0; i < WORDS; i++) sums[i] += row[i]
    }
    this.equations(sums, -1, sums[0] > 0 ? 1 : 0)
    for (let r = 0; byRow && r < size; r++) {
      this.readRow(r)
      this.equations(row, r, 0)
    }
  }

  private readRow(r: number): void {
    const { outcomes: o } = this.w
    const { row } = this
    row[0] = o.attempted.get(r)
    row[1] = this.refusedOf.get(r)
    row[2] = o.accepted.get(r)
    row[3] = this.underWay.get(r)
    row[4] = o.delivered.get(r)
    row[5] = this.bouncedOf.get(r)
    row[6] = o.expired.get(r)
    row[7] = o.erased.get(r)
    row[8] = this.inFlight.get(r)
    row[9] = o.addressed.get(r)
    row[10] = o.gotDelivered.get(r)
    row[11] = o.gotBounced.get(r)
    row[12] = o.gotExpired.get(r)
    row[13] = o.gotErased.get(r)
    row[14] = this.inFlightTo.get(r)
  }

  private equations(n: Float64Array, row: number, times: number): void {
    const { C7 } = this.checks
    const where = () => `at ${this.nowText()}${row < 0 ? "" : `, of ${this.rowText(row)},`}`
    if (n[0] === n[1] + n[2] + n[3] && n[2] === n[4] + n[5] + n[6] + n[7] + n[8] && n[9] === n[10] + n[11] + n[12] + n[13] + n[14]) {
      C7.exercised += 3 * times
      return
    }
    C7.holds(n[0] === n[1] + n[2] + n[3], () => `${where()} the tables have ${n[0]} attempted = ${n[1]} refused + ${n[2]} accepted + ${n[3]} under way, which is not so`, times)
    C7.holds(n[2] === n[4] + n[5] + n[6] + n[7] + n[8], () => `${where()} the tables have ${n[2]} accepted = ${n[4]} delivered + ${n[5]} bounced + ${n[6]} expired + ${n[7]} erased + ${n[8]} in flight, which is not so`, times)
    C7.holds(n[9] === n[10] + n[11] + n[12] + n[13] + n[14], () => `${where()} the tables have ${n[9]} addressed to the recipients = ${n[10]} delivered + ${n[11]} bounced + ${n[12]} expired + ${n[13]} erased + ${n[14]} in flight, which is not so`, times)
  }

  private rowText(row: number): string {
    const { outcomes, situations, plan } = this.w
    const { group, place } = situations.subject(outcomes.rows.key(row, 0))
    return `${group.cohort} in ${place!.code} by ${plan.products[outcomes.rows.key(row, 1)].name}`
  }

  private nameOf(m: number): string {
    const { streams, plan } = this.w
    const stream = streams[this.stream[m]]
    return `message ${plan.cohorts[stream.cohort].name}/${plan.products[stream.product].name}/${this.number[m]}`
  }

  private nowText(): string {
    return this.w.plan.clock.iso(this.w.nowMs)
  }

  private grow(size: number): void {
    const more = [new Uint8Array(size), new Uint16Array(size), new Int32Array(size)] as const
    more[0].set(this.told)
    more[1].set(this.stream)
    more[2].set(this.number)
    ;[this.told, this.stream, this.number] = more
  }

  save(): unknown {
    const used = this.w.messages.used
    return { told: this.told.slice(0, used), stream: this.stream.slice(0, used), number: this.number.slice(0, used), ledger: this.ledger.save(), lying: this.lying.slice() }
  }

  restore(state: unknown): void {
    const s = state as { told: Uint8Array; stream: Uint16Array; number: Int32Array; ledger: LedgerState; lying: Float64Array }
    if (s.told.length > this.told.length) this.grow(s.told.length)
    this.told.fill(Told.NOTHING)
    this.told.set(s.told)
    this.stream.set(s.stream)
    this.number.set(s.number)
    this.ledger.restore(s.ledger)
    this.lying.set(s.lying)
  }
}
