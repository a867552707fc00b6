// HOT
/** Who has mail with whom: of each cohort, who wrote to, or got mail from, people of a group by a service, by the slot in which it was sent. */
import { Members } from "../kernel/members.ts"
import { RowTable } from "../kernel/table.ts"
import type { World } from "./world.ts"

export class Contacts {
  /** (cohort, service, other group, 1 wrote | 0 got, sent slot), and which of the cohort did. */
  private readonly kinds = new RowTable(5)
  private readonly members = new Members(1)

  constructor(private readonly w: World) {}

  /** The row of a group's people who wrote to another, or got mail from it, that was sent in a slot. */
  row(group: number, service: number, other: number, wrote: 0 | 1, sentSlot: number): number {
    const { first, people, row } = this.w.cohortOf(group)
    const before = this.kinds.size
    const at = this.kinds.intern(row, service, other, wrote, sentSlot)
    if (at === before) this.members.open(first, people)
    return at
  }

  add(row: number, person: number): void {
    this.members.add(row, person, 1)
  }

  /** Visits those of a group now who wrote to another by a service, or got mail from it, that was sent in a slot. */
  each(group: number, service: number, other: number, wrote: 0 | 1, sentSlot: number, visit: (person: number) => void): void {
    const row = this.kinds.find(this.w.cohortOf(group).row, service, other, wrote, sentSlot)
    if (row < 0) return
    this.members.each(row, (person) => {
      if (this.w.persons.group(person) === group) visit(person)
    })
  }

  /** Distinct people of a group now who have mail of a service that was sent in some slots. */
  people(group: number, service: number, sentSlots: ReadonlySet<number>): number {
    const cohort = this.w.cohortOf(group)
    const met = new Uint8Array(cohort.people)
    for (let row = 0; row < this.kinds.size; row++) {
      if (this.kinds.key(row, 0) !== cohort.row || this.kinds.key(row, 1) !== service || !sentSlots.has(this.kinds.key(row, 4))) continue
      this.members.each(row, (person) => {
        if (this.w.persons.group(person) === group) met[person - cohort.first] = 1
      })
    }
    return met.reduce((sum, one) => sum + one, 0)
  }

  save(): unknown {
    return [this.kinds.save(), this.members.save()]
  }

  restore(state: never): void {
    const [kinds, members] = state as [never, never]
    this.kinds.restore(kinds)
    this.members.restore(members)
  }
}
