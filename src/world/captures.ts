/** Cipher text that an act took as it passed, or found at rest, and keeps: a key that comes later opens it. */
import { Column } from "../kernel/columns.ts"
import { Members } from "../kernel/members.ts"
import { RowTable } from "../kernel/table.ts"
import type { World } from "./world.ts"

export class Captures {
  /** (act, class, sender's group, recipient's, sent slot, what else was read of it), how many, and whether a key has opened it. */
  readonly rows = new RowTable(6)
  readonly counts = new Column()
  private readonly opened = new Column()
  /** What else was read of the same messages as they passed: (set of kinds, slot). */
  private readonly origins = new RowTable(2)
  /** (act, class, sender's group, recipient's, sent slot), and by pair the senders and the recipients whose mail it is. */
  private readonly pairs = new RowTable(5)
  private readonly people = new Members(1)

  constructor(private readonly w: World) {}

  pair(act: number, cls: number, sender: number, recipient: number, sentSlot: number): number {
    const before = this.pairs.size
    const pair = this.pairs.intern(act, cls, sender, recipient, sentSlot)
    if (pair === before) for (const { first, people } of [this.w.cohortOf(sender), this.w.cohortOf(recipient)]) this.people.open(first, people)
    return pair
  }

  addSender(pair: number, person: number): void {
    this.people.add(2 * pair, person, 1)
  }

  addRecipient(pair: number, person: number): void {
    this.people.add(2 * pair + 1, person, 1)
  }

  /** Messages of a pair; `set`: the kinds that were readable of them in the slot, or -1. */
  keep(pair: number, count: number, set = -1): void {
    const [act, cls, sender, recipient, sentSlot] = [0, 1, 2, 3, 4].map((i) => this.pairs.key(pair, i))
    this.counts.add(this.rows.intern(act, cls, sender, recipient, sentSlot, set < 0 ? 0 : this.origins.intern(set, this.w.slot) + 1), count)
  }

  isOpened(row: number): boolean {
    return this.opened.get(row) === 1
  }

  open(row: number): void {
    this.opened.set(row, 1)
  }

  /** What was readable of a row's messages as they passed, and in which slot. */
  originOf(row: number): { readonly set: number; readonly slot: number } | undefined {
    const origin = this.rows.key(row, 5) - 1
    return origin < 0 ? undefined : { set: this.origins.key(origin, 0), slot: this.origins.key(origin, 1) }
  }

  /** Everybody whose mail is in a row. */
  each(row: number, visit: (person: number) => void): void {
    const pair = this.pairs.find(this.rows.key(row, 0), this.rows.key(row, 1), this.rows.key(row, 2), this.rows.key(row, 3), this.rows.key(row, 4))
    this.people.each(2 * pair, visit)
    this.people.each(2 * pair + 1, visit)
  }

  parts() {
    return [this.rows, this.counts, this.opened, this.origins, this.pairs, this.people]
  }
}
