/** Copies at rest: counts by site, mailbox owner, other end, class, kind and bin of sending. Messages are added in cells that are poured out at each boundary. */
import { assert } from "../kernel/assert.ts"
import { Column } from "../kernel/columns.ts"
import { RowTable } from "../kernel/table.ts"
import { NONE, Stage } from "./messages.ts"
import { type Placed, placeOf } from "./placement.ts"
import type { Plan } from "./plan.ts"
import { byRegion, type ClassRow } from "./products.ts"
import { type AtRestRow, type CopyKind, NO_CAUSE } from "./record.ts"
import { classWithdrawn, inPlaces, matchesGroup, operatorOf } from "./rulebook.ts"
import { placeNames } from "./placement.ts"
import { Kind, type World } from "./world.ts"
import { DAY_MS } from "./zones.ts"

export const COPY_KINDS: ReadonlyArray<CopyKind> = ["primary", "replica", "backup", "index", "log", "cache", "queue", "capture"]
/** A bin of sending: the slot, and the day where some class is kept for a time only. */
const BIN_DAYS = 8192

export interface Move {
  readonly fromSite: number
  readonly toSite: number
  readonly group: number
  readonly class: number
  readonly kind: number
  readonly copies: number
  readonly startMs: number
  readonly endMs: number | undefined
  readonly cause: number
}

/** First and last instant [ms]. */
export type Span = readonly [firstMs: number, lastMs: number]

export class Stock {
  private readonly cells = new RowTable(4)
  private readonly cellCounts = new Column()
  private readonly cellFirst = new Column()
  private readonly cellLast = new Column()
  readonly rows = new RowTable(6)
  readonly counts = new Column()
  moves: ReadonlyArray<Move> = []
  atRest: ReadonlyArray<AtRestRow> = []
  private placed = new Map<number, Placed>()
  private readonly byDay: boolean

  constructor(private readonly plan: Plan, private readonly w: World) {
    this.byDay = plan.classes.some((c) => c.spec.for !== undefined)
  }

  renew(): void {
    this.placed = new Map()
  }

  /** A message has come into its recipient's mailbox. */
  add(m: number): void {
    const { messages, group } = this.w
    const day = this.byDay ? Math.floor(messages.firstMs[m] / DAY_MS) : 0
    const bin = messages.sentSlot[m] * BIN_DAYS + day
    const cell = this.cells.intern(group[messages.recipient[m]], group[messages.sender[m]], this.plan.products[messages.product[m]].service, bin)
    if (this.cellCounts.get(cell) === 0) this.cellFirst.set(cell, this.w.nowMs)
    this.cellCounts.add(cell, 1)
    this.cellLast.set(cell, this.w.nowMs)
    if (this.w.trace !== undefined) {
      const box = this.w.verdicts.mailbox(group[messages.recipient[m]], this.plan.products[messages.product[m]].service)
      this.w.trace({ kind: "stored", atMs: this.w.nowMs, message: m, site: box.placed?.site ?? NONE, bin })
    }
  }

  place(group: number, cls: ClassRow, kind: CopyKind): Placed {
    const key = (group * this.plan.classes.length + cls.row) * COPY_KINDS.length + COPY_KINDS.indexOf(kind)
    let found = this.placed.get(key)
    if (found === undefined) this.placed.set(key, (found = placeOf(this.w, cls, kind, { group: this.plan.groups.rows[group], place: undefined, line: undefined })))
    return found
  }

  /** Pours the cells of this epoch out into rows: the rules under which they were filled still hold. */
  flush(): void {
    for (let cell = 0; cell < this.cells.size; cell++) {
      const count = this.cellCounts.get(cell)
      if (count === 0) continue
      const [owner, other, service, bin] = [0, 1, 2, 3].map((i) => this.cells.key(cell, i))
      const during: Span = [this.cellFirst.get(cell), this.cellLast.get(cell)]
      for (const cls of this.plan.services[service].classes) this.pour(cls, owner, other, bin, count, during)
    }
    this.cells.clear()
    this.cellCounts.fill(0)
    this.purge()
  }

  private pour(cls: ClassRow, owner: number, other: number, bin: number, count: number, during: Span): void {
    const subject = { group: this.plan.groups.rows[owner], place: undefined, line: undefined }
    if (classWithdrawn(this.w, cls, subject)) return
    for (const { kind, where } of cls.kept) {
      const placed = this.place(owner, cls, kind)
      let site = placed.site
      if (placed.reason === "no-legal-place" && this.plan.scenario.choices["no-legal-place"] === "violate-and-report") site = this.plan.sites.findIndex((s) => s.name === byRegion(where, subject.group.account))
      if (site >= 0) this.put(site, owner, other, cls, kind, bin, count, placed.cause, during)
    }
    for (const act of this.w.begun()) {
      const keep = act.act.keep
      if (keep === undefined || !this.w.isOn(act) || !placeNames(keep.what ?? [], this.plan.services[cls.service].name, cls.name) || !matchesGroup(act, keep.of, subject)) continue
      const site = this.keptAt(act.act.keep!, cls)
      if (site >= 0) this.put(site, owner, other, cls, "backup", bin, count, act.row, during)
    }
  }

  /** A site of the provider's, or of a partner, where a copy that has to be kept can lie. */
  private keptAt(keep: NonNullable<Plan["acts"][number]["act"]["keep"]>, cls: ClassRow): number {
    const provider = this.plan.services[cls.service].spec.provider
    return this.plan.sites.findIndex((s) => (keep.at?.includes(s.name) ?? true) && inPlaces(keep.in, s.country) && (s.operator === provider || s.operatorKind === "partner") && s.spec.roles.some((r) => r === "backup" || r === "mailbox" || r === "log"))
  }

  /** Puts copies somewhere, or (negative) takes them away: now, or as they came in, from the first to the last. */
  put(site: number, owner: number, other: number, cls: ClassRow, kind: CopyKind, bin: number, count: number, cause: number, during: Span = [this.w.nowMs, this.w.nowMs]): void {
    const row = this.rows.intern(site, owner, other, cls.row, COPY_KINDS.indexOf(kind), bin)
    this.counts.add(row, count)
    assert(this.counts.get(row) >= 0, "there are no fewer than zero copies")
    this.w.watch?.stored({ site, group: owner, class: cls.row, kind, copies: count }, cause)
    if (count > 0) this.w.readers.expose(row, during)
  }

  /** Copies kept for a time only are gone once it has passed, unless an order keeps them. */
  private purge(): void {
    if (!this.byDay) return
    for (let row = 0; row < this.rows.size; row++) {
      const cls = this.plan.classes[this.rows.key(row, 3)]
      const count = this.counts.get(row)
      if (count === 0 || cls.spec.for === undefined) continue
      const keptMs = COPY_KINDS[this.rows.key(row, 4)] === "backup" ? this.longestKeep(cls, cls.spec.for) : cls.spec.for
      if (((this.rows.key(row, 5) % BIN_DAYS) + 1) * DAY_MS + keptMs <= this.w.nowMs) this.change(row, -count, NO_CAUSE)
    }
  }

  private longestKeep(cls: ClassRow, ms: number): number {
    let longest = ms
    for (const act of this.w.begun()) if (act.act.keep !== undefined && this.w.isOn(act) && placeNames(act.act.keep.what ?? [], this.plan.services[cls.service].name, cls.name)) longest = Math.max(longest, act.act.keep.for ?? ms)
    return longest
  }

  change(row: number, by: number, cause: number): void {
    const [site, owner, other, cls, kind, bin] = [0, 1, 2, 3, 4, 5].map((i) => this.rows.key(row, i))
    this.put(site, owner, other, this.plan.classes[cls], COPY_KINDS[kind], bin, by, cause)
  }

  /** Rows with copies that a test selects. */
  select(test: (site: number, owner: number, cls: ClassRow, kind: CopyKind) => boolean): ReadonlyArray<number> {
    const found: Array<number> = []
    for (let row = 0; row < this.rows.size; row++)
      if (this.counts.get(row) > 0 && test(this.rows.key(row, 0), this.rows.key(row, 1), this.plan.classes[this.rows.key(row, 3)], COPY_KINDS[this.rows.key(row, 4)])) found.push(row)
    return found
  }

  erase(rows: ReadonlyArray<number>, cause: number): void {
    for (const row of rows) this.change(row, -this.counts.get(row), cause)
  }

  /** Sends copies to where `target` says, at the sites' capacity; what has no target stays. */
  send(rows: ReadonlyArray<number>, target: (row: number) => number, cause: number): void {
    const loads = new Map<string, { from: number; to: number; group: number; class: number; kind: number; copies: number }>()
    for (const row of rows) {
      const from = this.rows.key(row, 0)
      const to = target(row)
      this.giveUp(row, to)
      // What is on its way there already is carried once.
      if (to < 0 || to === from || this.isMovingTo(row, to)) continue
      const key = [from, to, this.rows.key(row, 1), this.rows.key(row, 3), this.rows.key(row, 4)].join()
      const load = loads.get(key) ?? { from, to, group: this.rows.key(row, 1), class: this.rows.key(row, 3), kind: this.rows.key(row, 4), copies: 0 }
      load.copies += this.counts.get(row)
      loads.set(key, load)
    }
    // One link carries the loads between two sites one after another.
    const freeAtMs = new Map<string, number>()
    for (const load of loads.values()) {
      const link = `${load.from} ${load.to}`
      const bits = load.copies * this.plan.groups.rows[load.group].weight * this.plan.classes[load.class].sizeBytes * 8
      const rate = Math.min(this.plan.sites[load.from].bitsPerSecond, this.plan.sites[load.to].bitsPerSecond)
      const endMs = (freeAtMs.get(link) ?? this.w.nowMs) + (rate === Number.POSITIVE_INFINITY ? 0 : (bits / rate) * 1000)
      freeAtMs.set(link, endMs)
      this.moves = [...this.moves, { fromSite: load.from, toSite: load.to, group: load.group, class: load.class, kind: load.kind, copies: load.copies, startMs: this.w.nowMs, endMs: undefined, cause }]
      if (endMs <= this.w.nowMs) this.endMove(this.moves.length - 1)
      else if (endMs < this.plan.horizonMs) this.w.calendar.schedule(endMs, Kind.MOVE_END, this.moves.length - 1, 0)
    }
  }

  /** The last byte has arrived: what is still at the old place is deleted there. */
  endMove(index: number): void {
    const move = this.moves[index]
    if (move.endMs !== undefined) return
    this.moves = this.moves.map((m, i) => (i === index ? { ...m, endMs: this.w.nowMs } : m))
    for (let row = 0; row < this.rows.size; row++) {
      const same = this.rows.key(row, 0) === move.fromSite && this.rows.key(row, 1) === move.group && this.rows.key(row, 3) === move.class && this.rows.key(row, 4) === move.kind
      const count = this.counts.get(row)
      if (!same || count === 0) continue
      this.put(move.toSite, move.group, this.rows.key(row, 2), this.plan.classes[move.class], COPY_KINDS[move.kind], this.rows.key(row, 5), count, move.cause)
      this.change(row, -count, move.cause)
    }
  }

  private isMovingTo(row: number, to: number): boolean {
    return this.moves.some((m) => m.toSite === to && this.isUnderWay(m, row))
  }

  /** A move to where the copies are no longer meant to go is rolled back: nothing has come of it. */
  private giveUp(row: number, to: number): void {
    if (this.moves.some((m) => m.toSite !== to && this.isUnderWay(m, row))) this.moves = this.moves.map((m) => (m.toSite !== to && this.isUnderWay(m, row) ? { ...m, copies: 0, endMs: this.w.nowMs } : m))
  }

  private isUnderWay(m: Move, row: number): boolean {
    return m.endMs === undefined && m.fromSite === this.rows.key(row, 0) && m.group === this.rows.key(row, 1) && m.class === this.rows.key(row, 3) && m.kind === this.rows.key(row, 4)
  }

  /** Whether a copy of this kind is on its way elsewhere. */
  isMoving(site: number, group: number, cls: number, kind: number): boolean {
    return this.moves.some((m) => m.endMs === undefined && m.fromSite === site && m.group === group && m.class === cls && m.kind === kind)
  }

  slotOfRow(row: number): number {
    return Math.floor(this.rows.key(row, 5) / BIN_DAYS)
  }

  /** Notes what lies where now. */
  snapshot(): void {
    const sums = new Map<string, { row: AtRestRow; copies: number }>()
    const add = (site: number, group: number, cls: ClassRow, kind: CopyKind, sentSlot: number, copies: number) => {
      const key = [site, group, cls.row, kind, sentSlot].join()
      const found = sums.get(key)
      if (found !== undefined) found.copies += copies
      else sums.set(key, { copies, row: { atMs: this.w.nowMs, site: this.plan.sites[site].name, ...this.transferred(site), group, otherGroup: NONE, service: this.plan.services[cls.service].name, class: cls.name, kind, sentSlot, copies: 0, bytes: 0 } })
    }
    for (let row = 0; row < this.rows.size; row++) {
      const copies = this.counts.get(row)
      if (copies > 0) add(this.rows.key(row, 0), this.rows.key(row, 1), this.plan.classes[this.rows.key(row, 3)], COPY_KINDS[this.rows.key(row, 4)], this.slotOfRow(row), copies)
    }
    this.eachQueued((m, site, cls) => add(site, this.w.group[this.w.messages.recipient[m]], cls, "queue", this.w.messages.sentSlot[m], 1))
    const sizeOf = (r: AtRestRow) => this.plan.classes.find((c) => c.name === r.class && this.plan.services[c.service].name === r.service)!.sizeBytes
    this.atRest = [...this.atRest, ...[...sums.values()].map(({ row, copies }) => ({ ...row, copies, bytes: copies * sizeOf(row) }))]
  }

  private transferred(site: number): Pick<AtRestRow, "operator"> {
    const operator = operatorOf(this.w, site)
    return operator === this.plan.sites[site].operator ? {} : { operator }
  }

  /** Messages that wait at a relay without lying in a mailbox: a relay's queue holds copies too. */
  eachQueued(visit: (m: number, site: number, cls: ClassRow) => void): void {
    const { messages } = this.w
    for (let m = 0; m < messages.used; m++) {
      if (messages.stage[m] !== Stage.WAITS_AT_RELAY && messages.stage[m] !== Stage.WAITS_FOR_DEVICE) continue
      const service = this.plan.services[this.plan.products[messages.product[m]].service]
      if (messages.stored[m] === 1 && service.mailbox !== undefined) continue
      const site = this.w.verdicts.relayOf(this.w.group[messages.recipient[m]], service.row)
      const body = service.classes.find((c) => c.form === "content")
      if (site >= 0 && body !== undefined) visit(m, site, body)
    }
  }

  save(): unknown {
    return { cells: this.cells.save(), cellCounts: this.cellCounts.save(), rows: this.rows.save(), counts: this.counts.save(), moves: this.moves, atRest: this.atRest }
  }

  restore(state: never): void {
    const s = state as { cells: never; cellCounts: never; rows: never; counts: never; moves: ReadonlyArray<Move>; atRest: ReadonlyArray<AtRestRow> }
    this.cells.restore(s.cells)
    this.cellCounts.restore(s.cellCounts)
    this.rows.restore(s.rows)
    this.counts.restore(s.counts)
    this.moves = s.moves
    this.atRest = s.atRest
  }
}
