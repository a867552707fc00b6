/** Messages that count in more than one row of what is read: several acts took them, or several classes of them were read. */
import { Column } from "../kernel/columns.ts"
import { RowTable } from "../kernel/table.ts"

export class ReadTwice {
  /** A set of kinds of one level and group is the set before it with one kind more: (set + 1, kind). */
  private readonly sets = new RowTable(2)
  /** (set, slot, sent slot, kind opened + 1, slot of that) with messages: read so as they passed, and opened later. */
  readonly rows = new RowTable(5)
  readonly messages = new Column()

  /** `kinds`: (authority, level, cause, class, form, group). */
  constructor(private readonly kinds: RowTable) {}

  /** Messages between two groups that count in all these kinds as they pass, at one end and the other. By level: the set of those at the sender's. */
  passed(kinds: ReadonlyArray<readonly [sender: number, recipient: number]>, slot: number, sentSlot: number, messages: number): ReadonlyMap<number, number> {
    const sets = new Map<number, number>()
    for (const level of new Set(kinds.map(([one]) => this.kinds.key(one, 1)))) {
      const own = kinds.filter(([one]) => this.kinds.key(one, 1) === level)
      sets.set(level, this.setOf(own.map(([one]) => one)))
      if (own.length < 2) continue
      for (const end of [0, 1]) this.messages.add(this.rows.intern(this.setOf(own.map((pair) => pair[end])), slot, sentSlot), messages)
    }
    return sets
  }

  /** Of messages that counted in a set as they passed a key has opened what was closed: they count in one kind more, at either end. */
  opened(set: number, slot: number, sentSlot: number, kinds: readonly [sender: number, recipient: number], nowSlot: number, messages: number): void {
    for (const kind of kinds) {
      const group = this.kinds.key(kind, 5)
      const own = this.kindsIn(set).map((one) => this.kinds.intern(this.kinds.key(one, 0), this.kinds.key(one, 1), this.kinds.key(one, 2), this.kinds.key(one, 3), this.kinds.key(one, 4), group))
      this.messages.add(this.rows.intern(this.setOf(own), slot, sentSlot, kind + 1, nowSlot), messages)
    }
  }

  private setOf(kinds: ReadonlyArray<number>): number {
    return kinds.reduce((set, kind) => this.sets.intern(set + 1, kind), -1)
  }

  /** The kinds of a row, as its messages passed. */
  kindsOf(row: number): ReadonlyArray<number> {
    return this.kindsIn(this.rows.key(row, 0))
  }

  private kindsIn(of: number): ReadonlyArray<number> {
    const kinds: Array<number> = []
    for (let set = of; set >= 0; set = this.sets.key(set, 0) - 1) kinds.unshift(this.sets.key(set, 1))
    return kinds
  }

  parts() {
    return [this.sets, this.rows, this.messages]
  }
}
