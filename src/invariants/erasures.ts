/** C6 of mail that waits: once an act has erased copies in a mailbox, no more mail of it waits for its reader than copies are left there. */
import { Column } from "../kernel/columns.ts"
import { RowTable } from "../kernel/table.ts"
import { Stage } from "../world/messages.ts"
import { BY_BACKUP, BY_LOSS, BY_RESTORE } from "../world/record.ts"
import type { Stored } from "../world/watch.ts"
import type { World } from "../world/world.ts"
import type { Check } from "./promise.ts"
import { actText, classText, erases } from "./words.ts"

export class Erasures {
  readonly checks = {}
  /** (owner's group, other's, class, bin), and how many first copies lie anywhere by what was told, or are missing with their disks. */
  private readonly rows = new RowTable(4)
  private readonly lying = new Column()
  private readonly missing = new Column()
  /** Rows of which an act has erased copies since the last boundary, and the act. */
  private readonly erased = new Map<number, number>()
  private readonly isErasing: boolean

  constructor(private readonly w: World, private readonly c6: Check) {
    this.isErasing = w.plan.acts.some(erases)
  }

  stored({ kind, class: cls, group, other, bin, copies }: Stored, cause: number): void {
    const { classes, services } = this.w.plan
    if (!this.isErasing || kind !== "primary" || services[classes[cls].service].mailbox?.row !== cls) return
    const row = this.rows.intern(group, other, cls, bin)
    this.lying.add(row, copies)
    if (cause === BY_LOSS || cause === BY_RESTORE || cause === BY_BACKUP) this.missing.add(row, -copies)
    if (copies < 0 && cause >= 0 && erases(this.w.plan.acts[cause])) this.erased.set(row, cause)
  }

  boundary(): void {
    for (const [row, act] of this.erased) this.ask(row, act)
    this.erased.clear()
  }

  /** Under which of their groups people's mail lies is not known once they have been elsewhere: all are counted. */
  private ask(row: number, act: number): void {
    const { plan } = this.w
    const [group, other, cls, bin] = [0, 1, 2, 3].map((word) => this.rows.key(row, word))
    // What has had its class' own time meanwhile waits with the network that took it.
    if (plan.classes[cls].spec.for !== undefined) return
    const [owners, others] = [plan.groups.alike(group), plan.groups.alike(other)]
    let left = 0
    for (const one of owners)
      for (const from of others) {
        const at = this.rows.find(one, from, cls, bin)
        if (at >= 0) left += this.lying.get(at) + this.missing.get(at)
      }
    const waiting = this.waiting(owners, others, cls, bin)
    this.c6.holds(waiting <= left, () => `${waiting} messages of ${classText(plan, plan.classes[cls])} to ${plan.groups.rows[group].cohort} wait for their readers at ${plan.clock.iso(this.w.nowMs)}, and ${left} copies of them are left since ${actText(plan.acts[act])}`, waiting)
  }

  /** Mail that has been in its mailbox since before this instant and waits for its device. */
  private waiting(owners: ReadonlyArray<number>, others: ReadonlyArray<number>, cls: number, bin: number): number {
    const { messages, persons, plan, stock } = this.w
    let waiting = 0
    for (let m = 0; m < messages.used; m++) {
      if (messages.stage(m) !== Stage.WAITS_FOR_DEVICE || !messages.isStored(m) || messages.isInCell(m)) continue
      if (plan.services[plan.products[messages.product(m)].service].mailbox?.row !== cls || stock.binOfMail(m) !== bin) continue
      if (owners.includes(persons.group(messages.recipient(m))) && others.includes(persons.group(messages.sender(m)))) waiting++
    }
    return waiting
  }

  private parts() {
    return [this.rows, this.lying, this.missing]
  }

  save(): unknown {
    return { parts: this.parts().map((part) => part.save()), erased: [...this.erased].flat() }
  }

  restore(state: unknown): void {
    const s = state as { parts: ReadonlyArray<unknown>; erased: ReadonlyArray<number> }
    this.parts().forEach((part, i) => (part.restore as (s: unknown) => void)(s.parts[i]))
    this.erased.clear()
    for (let i = 0; i < s.erased.length; i += 2) this.erased.set(s.erased[i], s.erased[i + 1])
  }
}
