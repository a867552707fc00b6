/** The onlooker that notes every place where copies come to lie while a world runs: a table that is cut at instants would miss what is moved on before the next. */
import type { Judge } from "../invariants/judge.ts"
import { Column } from "../kernel/columns.ts"
import { RowTable } from "../kernel/table.ts"
import { Stage } from "../world/messages.ts"
import { NO_CAUSE } from "../world/record.ts"
import { COPY_KINDS } from "../world/stock.ts"
import type { Stored } from "../world/watch.ts"
import type { World } from "../world/world.ts"

/** Copies of a class and kind, of a group of people, at a site. */
export interface Lay {
  readonly site: number
  readonly group: number
  readonly class: number
  readonly kind: number
  readonly copies: number
  /** The stretch in which the first of them came [ms]: they are told when it ends. */
  readonly fromMs: number
  readonly toMs: number
  /** Row of the act that brought the first. */
  readonly cause: number
}

const QUEUE = COPY_KINDS.indexOf("queue")

export class Book implements Judge {
  private readonly rows = new RowTable(4)
  private readonly counts = new Column()
  private readonly from: Array<number> = []
  private readonly to: Array<number> = []
  private readonly causes: Array<number> = []

  constructor(private readonly w: World) {}

  stored({ class: cls, copies, group, kind, site }: Stored, cause: number): void {
    if (copies > 0) this.note(site, group, cls, COPY_KINDS.indexOf(kind), copies, cause)
  }

  /** What stands before a mailbox lies in its relay's queue; what stands before a device lies in the mailbox, where there is one. */
  waits(m: number): void {
    const { messages, persons, plan, verdicts } = this.w
    const service = plan.services[plan.products[messages.product(m)].service]
    if (messages.isStored(m) && service.mailbox !== undefined) return
    const group = persons.group(messages.recipient(m))
    const site = verdicts.relayOf(group, service.row)
    const body = service.classes.find((cls) => cls.form === "content")
    if (site >= 0 && body !== undefined) this.note(site, group, body.row, QUEUE, 1, NO_CAUSE)
  }

  /** Another relay may have taken over what waits. */
  boundary(): void {
    const { messages, persons, stock } = this.w
    const known = this.rows.size
    stock.eachQueued((m, site, cls) => {
      const group = persons.group(messages.recipient(m))
      const row = this.rows.find(site, group, cls.row, QUEUE)
      if ((row < 0 || row >= known) && messages.stage(m) !== Stage.FREE) this.note(site, group, cls.row, QUEUE, 1, NO_CAUSE)
    })
  }

  private note(site: number, group: number, cls: number, kind: number, copies: number, cause: number): void {
    const known = this.rows.size
    const row = this.rows.intern(site, group, cls, kind)
    if (row === known) {
      this.from.push(this.w.epochMs)
      this.to.push(this.w.nowMs)
      this.causes.push(cause)
    }
    this.counts.add(row, copies)
  }

  /** In the order in which they first came. */
  lays(): ReadonlyArray<Lay> {
    return this.from.map((fromMs, row) => {
      const [site, group, cls, kind] = [0, 1, 2, 3].map((word) => this.rows.key(row, word))
      return { site, group, class: cls, kind, copies: this.counts.get(row), fromMs, toMs: this.to[row], cause: this.causes[row] }
    })
  }

  attempted(): void {}
  refused(): void {}
  accepted(): void {}
  delivered(): void {}
  bounced(): void {}
  expired(): void {}
  erased(): void {}
  read(): void {}

  verdicts(): ReadonlyArray<never> {
    return []
  }

  save(): unknown {
    return { rows: this.rows.save(), counts: this.counts.save(), from: [...this.from], to: [...this.to], causes: [...this.causes] }
  }

  restore(state: never): void {
    const s = state as { rows: ReturnType<RowTable["save"]>; counts: Float64Array; from: ReadonlyArray<number>; to: ReadonlyArray<number>; causes: ReadonlyArray<number> }
    this.rows.restore(s.rows)
    this.counts.restore(s.counts)
    for (const [mine, theirs] of [[this.from, s.from], [this.to, s.to], [this.causes, s.causes]] as const) mine.splice(0, mine.length, ...theirs)
  }
}
