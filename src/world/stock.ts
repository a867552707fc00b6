/** Copies at rest: counts by site, mailbox owner, other end, class, kind and bin of sending. Messages are added in cells that are poured out at each boundary. */
import { assert } from "../kernel/assert.ts"
import { Column, IntColumn } from "../kernel/columns.ts"
import { Entry, Ledger } from "../kernel/ledger.ts"
import { RowTable } from "../kernel/table.ts"
import { atRestOf } from "./atRest.ts"
import { ruling } from "./crossing.ts"
import { Memo } from "./memo.ts"
import { linkFreeMs, type Load, type Move, PLAIN } from "./moves.ts"
import { NONE, Stage } from "./messages.ts"
import { keeps, keptAt, keptForMs, type Limit, limitOf } from "./duty.ts"
import { isHeldAt } from "./holds.ts"
import { chosenPlace, type Placed, placeOf } from "./placement.ts"
import type { ActPlan, Plan } from "./plan.ts"
import type { ClassRow } from "./products.ts"
import { type AtRestRow, type CopyKind, NO_CAUSE } from "./record.ts"
import { classWithdrawn } from "./rulebook.ts"
import { mailboxOwner } from "./subjects.ts"
import { Kind, type World } from "./world.ts"
import { DAY_MS } from "./zones.ts"

export const COPY_KINDS: ReadonlyArray<CopyKind> = ["primary", "replica", "backup", "index", "log", "cache", "queue", "capture", "revived"]
/** A bin of sending is slot * BIN_DAYS + day, the day 0 unless some class is kept for a time only. Days so few leave an int32 room for 2^18 slots. */
const BIN_DAYS = 8192
/** Day of the run on which messages of a bin were written. */
export const dayOfBin = (bin: number): number => bin % BIN_DAYS

const NEVER: Limit = { goneMs: Number.POSITIVE_INFINITY, cause: NO_CAUSE }

/** First and last instant [ms]. */
export type Span = readonly [firstMs: number, lastMs: number]

export class Stock {
  /** Cells of this epoch: (owner's group, other's, service, bin), how many messages, the first and the last instant. */
  private readonly cells = new RowTable(4)
  private readonly cellTimes = new Ledger(4)
  private readonly cellCounts = new Entry(this.cellTimes, 0)
  private readonly cellFirst = new Entry(this.cellTimes, 1)
  private readonly cellLast = new Entry(this.cellTimes, 2)
  /** By flow: the cell of its last message. */
  private readonly lastCell = new IntColumn(16, NONE)
  /** (site, owner's group, other's, class, kind, bin), and how many copies. */
  readonly rows = new RowTable(6)
  readonly counts = new Column()
  /** Act + 1 for whose duty alone a row of backups lies there; 0: the service itself has it there. */
  private readonly keptBy = new IntColumn()
  moves: ReadonlyArray<Move> = []
  atRest: ReadonlyArray<AtRestRow> = []
  private readonly placed = new Memo<Placed>()
  private readonly crossing = new Map<string, Placed>()
  /** By owner's group and class. */
  private readonly withdrawn = new Memo<boolean>()
  /** Acts by which copies are kept besides, and by which none may grow older than a time. */
  duties: ReadonlyArray<ActPlan> = []
  private limits: ReadonlyArray<ActPlan> = []
  private readonly byDay: boolean

  constructor(private readonly plan: Plan, private readonly w: World) {
    this.byDay = plan.classes.some((c) => c.spec.for !== undefined) || plan.acts.some((act) => act.act.keep !== undefined || act.act.erase?.for !== undefined)
    assert(!this.byDay || plan.horizonMs <= BIN_DAYS * DAY_MS, "copies kept for a time are told apart by day in runs of at most 8192 days")
    assert(plan.cutsMs.length * BIN_DAYS <= 0x80000000, "a run is cut into at most 2^18 slots")
  }

  renew(): void {
    this.placed.clear()
    this.crossing.clear()
    this.withdrawn.clear()
    this.duties = this.w.begun().filter((act) => act.act.keep !== undefined && this.w.isOn(act))
    this.limits = this.w.begun().filter((act) => act.act.erase?.for !== undefined && this.w.isOn(act))
  }

  /** A message has come into its recipient's mailbox. */
  add(m: number): void {
    const { messages, persons } = this.w
    const bin = this.binOfMail(m)
    const to = persons.group(messages.recipient(m))
    const from = persons.group(messages.sender(m))
    const { service } = this.plan.products[messages.product(m)]
    const flow = this.w.flows.of(from, to, service)
    let cell = this.lastCell.get(flow)
    if (cell === NONE || this.cells.key(cell, 3) !== bin) {
      cell = this.cells.intern(to, from, service, bin)
      this.cellTimes.ensure(cell + 1)
      this.lastCell.set(flow, cell)
    }
    if (this.cellCounts.get(cell) === 0) this.cellFirst.set(cell, this.w.nowMs)
    this.cellCounts.add(cell, 1)
    this.cellLast.set(cell, this.w.nowMs)
    if (this.w.trace !== undefined) {
      const box = this.w.verdicts.mailboxFrom(flow, from, to, service)
      this.w.trace({ kind: "stored", atMs: this.w.nowMs, message: m, site: box.placed?.site ?? NONE, bin })
    }
  }

  binOfMail(m: number): number {
    const { messages } = this.w
    return this.w.outcomes.slotOf(messages.outRow(m)) * BIN_DAYS + (this.byDay ? Math.floor(messages.firstMs(m) / DAY_MS) : 0)
  }

  /** Takes one message out of a cell, if there is one: its copies have not been made yet. */
  takeFromCell(owner: number, other: number, service: number, bin: number): boolean {
    const cell = this.cells.find(owner, other, service, bin)
    if (cell < 0 || this.cellCounts.get(cell) === 0) return false
    this.cellCounts.add(cell, -1)
    return true
  }

  place(group: number, cls: ClassRow, kind: CopyKind): Placed {
    const key = (group * this.plan.classes.length + cls.row) * COPY_KINDS.length + COPY_KINDS.indexOf(kind)
    return this.placed.get(key) ?? this.placed.set(key, placeOf(this.w, cls, kind, mailboxOwner(this.plan.groups.rows[group])))
  }

  /** Where the copies of mail of another's to an owner go: under the rules of either, as the file chooses. */
  placeFrom(owner: number, writer: number, cls: ClassRow, kind: CopyKind): Placed {
    const ruler = ruling(this.plan, owner, writer)
    if (ruler === owner) return this.place(owner, cls, kind)
    const key = [owner, ruler, cls.row, kind].join()
    const found = this.crossing.get(key) ?? placeOf(this.w, cls, kind, mailboxOwner(this.plan.groups.rows[owner]), mailboxOwner(this.plan.groups.rows[ruler]))
    this.crossing.set(key, found)
    return found
  }

  /** The writer of a row's mail, where it lies under his rules. */
  rulerOf(row: number): number {
    const other = this.otherOf(row)
    return ruling(this.plan, this.ownerOf(row), other) === this.ownerOf(row) ? NONE : other
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
    this.lastCell.fill(NONE)
    this.cellTimes.clear()
    this.w.messages.pour()
    this.purge()
  }

  private pour(cls: ClassRow, owner: number, other: number, bin: number, count: number, during: Span): void {
    if (this.isWithdrawn(cls, owner)) return
    const [his, ruler] = [owner, ruling(this.plan, owner, other)].map((group) => this.plan.groups.rows[group])
    for (const { kind } of cls.kept) {
      const { site, cause } = chosenPlace(this.w, cls, kind, this.placeFrom(owner, other, cls, kind), his, ruler)
      if (site >= 0) this.put(site, owner, other, cls, kind, bin, count, cause, during)
    }
    this.keep(cls, owner, other, bin, count, during)
  }

  private isWithdrawn(cls: ClassRow, owner: number): boolean {
    const at = owner * this.plan.classes.length + cls.row
    return this.withdrawn.get(at) ?? this.withdrawn.set(at, classWithdrawn(this.w, cls, mailboxOwner(this.plan.groups.rows[owner])))
  }

  /** What acts have kept besides: one copy at a site, whatever the number of duties; none where the service has its own backup. */
  private keep(cls: ClassRow, owner: number, other: number, bin: number, count: number, during: Span): void {
    if (this.duties.length === 0) return
    const done = new Set<number>()
    for (const act of this.duties) {
      if (!keeps(this.w, act, cls, this.plan.groups.rows[owner])) continue
      const site = keptAt(this.w, act, cls, this.plan.groups.rows[ruling(this.plan, owner, other)])
      if (site < 0 || done.has(site)) continue
      done.add(site)
      const row = this.rows.intern(site, owner, other, cls.row, COPY_KINDS.indexOf("backup"), bin)
      if (this.counts.get(row) > 0 && this.keptBy.get(row) === 0) continue
      this.keptBy.set(row, act.row + 1)
      this.put(site, owner, other, cls, "backup", bin, count, act.row, during)
    }
  }

  /** Puts copies somewhere, or (negative) takes them away: now, or as they came in, from the first to the last. */
  put(site: number, owner: number, other: number, cls: ClassRow, kind: CopyKind, bin: number, count: number, cause: number, during: Span = [this.w.nowMs, this.w.nowMs]): void {
    const row = this.rows.intern(site, owner, other, cls.row, COPY_KINDS.indexOf(kind), bin)
    this.counts.add(row, count)
    assert(this.counts.get(row) >= 0, "there are no fewer than zero copies")
    this.w.watch?.stored({ site, group: owner, other, class: cls.row, kind, bin, copies: count }, cause)
    if (count > 0) this.w.readers.expose(row, during)
  }

  /** Copies kept for a time only are gone once it has passed, unless an order keeps them, and what has grown too old for an act is. */
  purge(): void {
    if (!this.byDay) return
    for (let row = 0; row < this.rows.size; row++) this.purgeRow(row)
  }

  /** What does not run deletes nothing until it does. */
  purgeRow(row: number): void {
    const count = this.counts.get(row)
    if (count === 0 || this.w.standsStill(this.siteOf(row))) return
    const cause = this.overBy(row)
    if (cause !== undefined) this.change(row, -count, cause)
  }

  /** Why the time of a row's copies is over: because of an act, or of none, as their class' own is; undefined: it is not. */
  overBy(row: number): number | undefined {
    const [cls, owner, site, day] = [this.classOf(row), this.plan.groups.rows[this.ownerOf(row)], this.plan.sites[this.siteOf(row)], this.dayOfRow(row)]
    const kept = keptForMs(this.w, cls, owner, site, this.kindOf(row) === "backup", this.dutyOf(row))
    if ((day + 1) * DAY_MS + kept <= this.w.nowMs) return NO_CAUSE
    const { goneMs, cause } = this.limitAt(cls, this.ownerOf(row), site.row, day)
    return goneMs < this.w.nowMs ? cause : undefined
  }

  /** Since when what was written on a day is too old to lie at a site, for an act in force. */
  limitAt(cls: ClassRow, owner: number, site: number, day: number): Limit {
    if (this.limits.length === 0) return NEVER
    const limit = limitOf(this.w, this.limits, cls, this.plan.groups.rows[owner], this.plan.sites[site], day)
    return limit.cause !== NO_CAUSE && isHeldAt(this.w, cls, owner, site, day) ? NEVER : limit
  }

  hasLimits(): boolean {
    return this.limits.length > 0
  }

  isKeptByDuty(row: number): boolean {
    return this.keptBy.get(row) !== 0
  }

  /** The act for whose duty alone the copies of a row lie there. */
  dutyOf(row: number): ActPlan | undefined {
    return this.keptBy.get(row) === 0 ? undefined : this.plan.acts[this.keptBy.get(row) - 1]
  }

  change(row: number, by: number, cause: number): void {
    this.w.backups.changed(row, by)
    this.put(this.siteOf(row), this.ownerOf(row), this.otherOf(row), this.classOf(row), this.kindOf(row), this.binOf(row), by, cause)
  }

  /** Rows with copies, or by other counts of them, that a test selects. */
  select(test: (site: number, owner: number, cls: ClassRow, kind: CopyKind, other: number) => boolean, counts: Column = this.counts): ReadonlyArray<number> {
    const found: Array<number> = []
    for (let row = 0; row < this.rows.size; row++)
      if (counts.get(row) > 0 && test(this.siteOf(row), this.ownerOf(row), this.classOf(row), this.kindOf(row), this.otherOf(row))) found.push(row)
    return found
  }

  erase(rows: ReadonlyArray<number>, cause: number): void {
    for (const row of rows) this.change(row, -this.counts.get(row), cause)
  }

  /** Sends copies to where `target` says, at the sites' capacity; what has no target stays, and so does what a site that is down or cut off holds or should get. */
  send(rows: ReadonlyArray<number>, target: (row: number) => number, cause: number): void {
    const loads = new Map<string, Load>()
    for (const row of rows) {
      const from = this.siteOf(row)
      const to = target(row)
      this.giveUp(row, to)
      // What is on its way there already is carried once.
      if (to < 0 || to === from || this.isMovingTo(row, to) || this.isOffLine(from) || this.isOffLine(to) || !this.w.faults.isOpenBetween(from, to)) continue
      const load: Load = { fromSite: from, toSite: to, group: this.ownerOf(row), ruler: this.rulerOf(row), class: this.classOf(row).row, kind: this.rows.key(row, 4), copies: 0, cause, ...PLAIN }
      const key = Object.values(load).join()
      loads.set(key, { ...load, copies: (loads.get(key)?.copies ?? 0) + this.counts.get(row) })
    }
    for (const load of loads.values()) this.ship(load)
  }

  /** Sends a load off: it goes after those that are on the same way, at the capacity of both sites. */
  ship(load: Load): void {
    const bits = load.copies * this.plan.groups.rows[load.group].weight * this.plan.classes[load.class].sizeBytes * 8
    const rate = Math.min(this.plan.sites[load.fromSite].bitsPerSecond, this.plan.sites[load.toSite].bitsPerSecond)
    const endMs = rate === Number.POSITIVE_INFINITY ? this.w.nowMs : linkFreeMs(this.moves, load.fromSite, load.toSite, this.w.nowMs) + (bits / rate) * 1000
    this.moves = [...this.moves, { ...load, startMs: this.w.nowMs, dueMs: endMs, stalledMs: this.w.nowMs, endMs: undefined }]
    if (endMs <= this.w.nowMs) this.endMove(this.moves.length - 1)
    else if (endMs < this.plan.horizonMs) this.w.calendar.schedule(endMs, Kind.MOVE_END, this.moves.length - 1, 0)
  }

  isOffLine(site: number): boolean {
    return this.w.standsStill(site) || this.w.isCutOff(site) || !this.w.faults.hears(site) || !this.w.faults.speaks(site)
  }

  /** The last byte has arrived, unless the line stood still meanwhile: what is still at the old place is deleted there. */
  endMove(index: number): void {
    const move = this.moves[index]
    if (move.endMs !== undefined || this.w.nowMs < move.dueMs) return
    this.moves = this.moves.map((m, i) => (i === index ? { ...m, endMs: this.w.nowMs } : m))
    if (move.lostAt !== NONE) return this.w.restores.arrive(index)
    for (let row = 0; row < this.rows.size; row++) {
      const count = this.counts.get(row)
      if (!this.isOf(move, row) || count === 0) continue
      const there = this.putAt(move.toSite, row, count, move.cause)
      this.change(row, -count, move.cause)
      if (this.hasLimits()) this.purgeRow(there)
    }
  }

  /** Copies like those of a row come to lie at a site, for the same duty. Gives their row. */
  putAt(site: number, row: number, count: number, cause: number): number {
    const there = this.rows.intern(site, this.ownerOf(row), this.otherOf(row), this.rows.key(row, 3), this.rows.key(row, 4), this.binOf(row))
    if (this.counts.get(there) === 0) this.keptBy.set(there, this.keptBy.get(row))
    this.change(there, count, cause)
    return there
  }

  private isMovingTo(row: number, to: number): boolean {
    return this.moves.some((m) => m.toSite === to && this.isUnderWay(m, row))
  }

  /** A move to where the copies are no longer meant to go is rolled back: nothing has come of it. One that cannot go on for a fault, with no other site to go to, waits. */
  private giveUp(row: number, to: number): void {
    this.rollBack((m) => m.toSite !== to && this.isUnderWay(m, row) && (to >= 0 || !(this.isOffLine(m.toSite) || !this.w.faults.isOpenBetween(m.fromSite, m.toSite))))
  }

  /** Moves that have not ended and that a test selects come to nothing. */
  rollBack(test: (move: Move) => boolean): void {
    const isOver = (m: Move) => m.endMs === undefined && test(m)
    if (this.moves.some(isOver)) this.moves = this.moves.map((m) => (isOver(m) ? { ...m, copies: 0, endMs: this.w.nowMs } : m))
  }

  private isUnderWay(m: Move, row: number): boolean {
    return m.endMs === undefined && this.isOf(m, row)
  }

  /** Whether a move carries the copies of a row. */
  isOf(m: Move, row: number): boolean {
    return m.lostAt === NONE && m.fromSite === this.siteOf(row) && m.group === this.ownerOf(row) && m.ruler === this.rulerOf(row) && m.class === this.classOf(row).row && m.kind === this.rows.key(row, 4)
  }

  /** Whether the copies of a row are on their way elsewhere, because of another act than one that is left out. */
  isMoving(row: number, but = NO_CAUSE): boolean {
    return this.moves.some((m) => m.cause !== but && this.isUnderWay(m, row))
  }

  siteOf(row: number): number {
    return this.rows.key(row, 0)
  }

  /** Group of the mailbox's owner, and of who wrote to it. */
  ownerOf(row: number): number {
    return this.rows.key(row, 1)
  }

  otherOf(row: number): number {
    return this.rows.key(row, 2)
  }

  classOf(row: number): ClassRow {
    return this.plan.classes[this.rows.key(row, 3)]
  }

  kindOf(row: number): CopyKind {
    return COPY_KINDS[this.rows.key(row, 4)]
  }

  binOf(row: number): number {
    return this.rows.key(row, 5)
  }

  /** Day of the run on which they were written; 0 where days do not matter. */
  dayOfRow(row: number): number {
    return dayOfBin(this.binOf(row))
  }

  /** Slot in which the messages were first tried. */
  slotOfRow(row: number): number {
    return Math.floor(this.binOf(row) / BIN_DAYS)
  }

  /** The row of primary copies beside a row of other ones; NONE where there is none. */
  primaryBeside(row: number): number {
    return this.rows.find(this.siteOf(row), this.ownerOf(row), this.otherOf(row), this.rows.key(row, 3), COPY_KINDS.indexOf("primary"), this.binOf(row))
  }

  /** Notes what lies where now. */
  snapshot(): void {
    this.atRest = [...this.atRest, ...atRestOf(this.w)]
  }

  /** Messages that wait at a relay without lying in a mailbox: a relay's queue holds copies too. */
  eachQueued(visit: (m: number, site: number, cls: ClassRow) => void): void {
    const { messages } = this.w
    for (let m = 0; m < messages.used; m++) {
      if (messages.stage(m) !== Stage.WAITS_AT_RELAY && messages.stage(m) !== Stage.WAITS_FOR_DEVICE) continue
      const service = this.plan.services[this.plan.products[messages.product(m)].service]
      if (messages.isStored(m) && service.mailbox !== undefined) continue
      const site = this.w.verdicts.relayOf(this.w.persons.group(messages.recipient(m)), service.row)
      const body = service.classes.find((c) => c.form === "content")
      if (site >= 0 && body !== undefined) visit(m, site, body)
    }
  }

  private parts = () => [this.cells, this.cellTimes, this.rows, this.counts, this.keptBy]

  save(): unknown {
    return { parts: this.parts().map((p) => p.save()), moves: this.moves, atRest: this.atRest }
  }

  restore(state: never): void {
    const s = state as { parts: ReadonlyArray<never>; moves: ReadonlyArray<Move>; atRest: ReadonlyArray<AtRestRow> }
    this.parts().forEach((p, i) => p.restore(s.parts[i]))
    this.lastCell.fill(NONE)
    this.moves = s.moves
    this.atRest = s.atRest
  }
}
