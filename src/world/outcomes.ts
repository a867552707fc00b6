// HOT
/** Counts of what became of messages, by the sender's situation at the first try, and by the recipient's at acceptance. */
import { Column } from "../kernel/columns.ts"
import { Histogram } from "../kernel/histogram.ts"
import { Entry, Ledger } from "../kernel/ledger.ts"
import { Members } from "../kernel/members.ts"
import { RowTable } from "../kernel/table.ts"

/** As what a person is counted in a row. */
export const WROTE = 1
export const WITHOUT = 2
export const THERE = 4

export class Outcomes {
  /** Rows by (situation, product, slot). */
  readonly rows: RowTable
  private readonly ledger: Ledger
  readonly attempted: Entry
  readonly accepted: Entry
  readonly delivered: Entry
  readonly expired: Entry
  readonly erased: Entry
  /** Instant of the first acceptance [ms] + 1; 0: none. */
  readonly firstAccepted: Entry
  readonly addressed: Entry
  readonly gotDelivered: Entry
  readonly gotExpired: Entry
  readonly gotBounced: Entry
  readonly gotErased: Entry
  readonly people: Entry
  readonly hoursWithout: Entry
  readonly hoursPresent: Entry
  readonly peopleWithout: Entry
  /** (row, reason, act + 1) of final refusals and of bounces. */
  readonly refusals = new RowTable(3)
  readonly refused = new Column()
  readonly returns = new RowTable(3)
  readonly bounced = new Column()
  readonly delays = new Histogram()
  /** Who is counted in a row already, as what. */
  readonly seen = new Members(4)

  /** Room for so many rows at first. */
  constructor(capacity = 1024) {
    this.rows = new RowTable(3, capacity)
    this.ledger = new Ledger(16, capacity)
    this.attempted = new Entry(this.ledger, 0)
    this.accepted = new Entry(this.ledger, 1)
    this.delivered = new Entry(this.ledger, 2)
    this.expired = new Entry(this.ledger, 3)
    this.erased = new Entry(this.ledger, 4)
    this.firstAccepted = new Entry(this.ledger, 5)
    this.addressed = new Entry(this.ledger, 6)
    this.gotDelivered = new Entry(this.ledger, 7)
    this.gotExpired = new Entry(this.ledger, 8)
    this.gotBounced = new Entry(this.ledger, 9)
    this.gotErased = new Entry(this.ledger, 10)
    this.people = new Entry(this.ledger, 11)
    this.hoursWithout = new Entry(this.ledger, 12)
    this.hoursPresent = new Entry(this.ledger, 13)
    this.peopleWithout = new Entry(this.ledger, 14)
  }

  /** The row of a situation, product and slot; its people are among `count` from `first` on. */
  row(situation: number, product: number, slot: number, first: number, count: number): number {
    const row = this.rows.intern(situation, product, slot)
    if (row === this.ledger.rows) {
      this.ledger.ensure(row + 1)
      this.seen.open(first, count)
    }
    return row
  }

  slotOf(row: number): number {
    return this.rows.key(row, 2)
  }

  countPerson(row: number, person: number, how: number): void {
    const fresh = this.seen.add(row, person, how)
    if (fresh === 0) return
    if ((fresh & WROTE) !== 0) this.people.add(row, 1)
    if ((fresh & WITHOUT) !== 0) this.peopleWithout.add(row, 1)
  }

  refuse(row: number, reason: number, act: number): void {
    this.refused.add(this.refusals.intern(row, reason, act + 1), 1)
  }

  bounce(row: number, inRow: number, reason: number, act: number): void {
    this.bounced.add(this.returns.intern(row, reason, act + 1), 1)
    this.gotBounced.add(inRow, 1)
  }

  private parts() {
    return [this.rows, this.ledger, this.refusals, this.refused, this.returns, this.bounced, this.delays, this.seen]
  }

  save(): ReadonlyArray<unknown> {
    return this.parts().map((part) => part.save())
  }

  restore(state: ReadonlyArray<unknown>): void {
    this.parts().forEach((part, i) => (part.restore as (s: unknown) => void)(state[i]))
  }
}
