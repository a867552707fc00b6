// HOT
/** Counts of what became of messages, by the sender's situation at the first try, and by the recipient's at acceptance. */
import { Column, IntColumn } from "../kernel/columns.ts"
import { RowTable } from "../kernel/table.ts"

/** Bins of the delay in an octave; bin b holds [2^(b/32), 2^((b+1)/32)) ms, from 1 ms. */
export const DELAY_BINS_PER_OCTAVE = 32

/** As what a person is counted in a row. */
export const WROTE = 1
export const WITHOUT = 2
export const THERE = 4

export class Outcomes {
  /** Rows by (situation, product, slot). */
  readonly rows = new RowTable(3, 1024)
  readonly attempted = new Column()
  readonly accepted = new Column()
  readonly delivered = new Column()
  readonly expired = new Column()
  readonly erased = new Column()
  readonly people = new Column()
  readonly hoursWithout = new Column()
  readonly hoursPresent = new Column()
  readonly peopleWithout = new Column()
  /** Instant of the first acceptance [ms] + 1; 0: none. */
  readonly firstAccepted = new Column()
  readonly addressed = new Column()
  readonly gotDelivered = new Column()
  readonly gotExpired = new Column()
  readonly gotBounced = new Column()
  readonly gotErased = new Column()
  /** (row, reason, act + 1) of final refusals and of bounces. */
  readonly refusals = new RowTable(3)
  readonly refused = new Column()
  readonly returns = new RowTable(3)
  readonly bounced = new Column()
  /** (row, bin) of delays. */
  readonly delayBins = new RowTable(2, 4096)
  readonly delays = new Column()
  /** (row, person): who is counted in a row already, as what. */
  readonly seen = new RowTable(2, 4096)
  readonly seenHow = new IntColumn()

  countPerson(row: number, person: number, how: number): void {
    const at = this.seen.intern(row, person)
    const before = this.seenHow.get(at)
    const fresh = how & ~before
    if (fresh === 0) return
    this.seenHow.set(at, before | how)
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

  delay(row: number, ms: number): void {
    this.delays.add(this.delayBins.intern(row, delayBin(ms)), 1)
  }

  private parts() {
    return [this.rows, this.attempted, this.accepted, this.delivered, this.expired, this.erased, this.people, this.hoursWithout, this.hoursPresent, this.peopleWithout, this.firstAccepted, this.addressed, this.gotDelivered, this.gotExpired, this.gotBounced, this.gotErased, this.refusals, this.refused, this.returns, this.bounced, this.delayBins, this.delays, this.seen, this.seenHow]
  }

  save(): ReadonlyArray<unknown> {
    return this.parts().map((part) => part.save())
  }

  restore(state: ReadonlyArray<unknown>): void {
    this.parts().forEach((part, i) => (part.restore as (s: unknown) => void)(state[i]))
  }
}

const OCTAVE = new Float64Array(DELAY_BINS_PER_OCTAVE)
{
  // 2^(k/32) by repeated multiplication with the 32nd root of two: the same bits everywhere.
  let x = 1
  for (let k = 0; k < DELAY_BINS_PER_OCTAVE; k++) {
    OCTAVE[k] = x
    x *= 1.0218971486541166
  }
}

/** Bin of a delay; under 1 ms: bin 0. */
function delayBin(ms: number): number {
  let octave = 0
  let x = ms
  while (x >= 2) {
    x *= 0.5
    octave++
  }
  let k = DELAY_BINS_PER_OCTAVE - 1
  while (k > 0 && x < OCTAVE[k]) k--
  return octave * DELAY_BINS_PER_OCTAVE + k
}
