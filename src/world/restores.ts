/**
 * What disks held that were lost, or set back to a backup: counted until it is made again out of other copies of the same mail, is given
 * up, or is lost since there is no other. What an act erases, what grows too old and what comes back meanwhile is given up: it does not return.
 */
import { assert } from "../kernel/assert.ts"
import { Column, IntColumn } from "../kernel/columns.ts"
import { ruling } from "./crossing.ts"
import { keptAt } from "./duty.ts"
import { isHeldAt } from "./holds.ts"
import { NONE, Stage } from "./messages.ts"
import type { Load, Move } from "./moves.ts"
import { ANYWHERE, mayLieAt, placeOf } from "./placement.ts"
import type { Plan } from "./plan.ts"
import type { ClassRow, ServiceRow } from "./products.ts"
import { leaveQueue } from "./queues.ts"
import { BY_BACKUP, BY_LOSS, BY_RESTORE, type CopyKind, NO_CAUSE } from "./record.ts"
import { siteState } from "./rulebook.ts"
import { COPY_KINDS } from "./stock.ts"
import { mailboxOwner } from "./subjects.ts"
import type { World } from "./world.ts"

/** Copies that are lost for good, of a group's people. */
export interface Loss {
  readonly atMs: number
  readonly site: number
  readonly group: number
  readonly class: number
  readonly kind: number
  readonly copies: number
}

export class Restores {
  /** By row of the stock: copies that lay there and are neither made again nor given up; and 1 where they were set back to a backup. */
  readonly gone = new Column()
  private readonly setBack = new IntColumn()
  losses: ReadonlyArray<Loss> = []
  private readonly canLose: boolean

  constructor(private readonly plan: Plan, private readonly w: World) {
    this.canLose = plan.sites.some((site) => site.wiped.length + site.setBack.length > 0)
  }

  /** All that lies on a site's disks is gone: copies, what waits in its queues, and what is on its way from there or to there. */
  wipe(site: number): void {
    const { stock } = this.w
    stock.rollBack((move) => move.fromSite === site || move.toSite === site)
    for (let row = 0; row < stock.rows.size; row++) if (stock.siteOf(row) === site) this.take(row, 0)
    this.loseQueue(site)
  }

  /** First copies at a site are as its backup has them: those of classes that have backups are made anew from these, but for those of a row that stay as they are. */
  reset(site: number, stays: (row: number) => number): void {
    const { stock } = this.w
    stock.rollBack((move) => move.fromSite === site && COPY_KINDS[move.kind] === "primary" && move.lostAt === NONE && hasBackups(this.plan.classes[move.class]))
    for (let row = 0; row < stock.rows.size; row++) if (this.isBackedUp(row, site)) this.take(row, 1, stays(row))
  }

  /** Whether a row is of first copies at a site that have backups. */
  isBackedUp(row: number, site: number): boolean {
    const { stock } = this.w
    return stock.siteOf(row) === site && stock.kindOf(row) === "primary" && hasBackups(stock.classOf(row))
  }

  private take(row: number, setBack: number, stays = 0): void {
    const { stock } = this.w
    const copies = stock.counts.get(row) - stays
    if (copies === 0) return
    // What an old backup had brought back is not missed.
    if (stock.kindOf(row) !== "revived") {
      this.gone.add(row, copies)
      this.setBack.set(row, setBack)
    }
    stock.change(row, -copies, BY_LOSS)
  }

  /** Whether what is missing of a row belongs where it lay. */
  isAtHome(row: number): boolean {
    return this.targetOf(row, new Map()) === this.w.stock.siteOf(row)
  }

  /** An old backup has copies of a row that are missing. */
  regain(row: number, copies: number): void {
    this.gone.add(row, -copies)
    this.w.stock.change(row, copies, BY_BACKUP)
  }

  /** Rows of which something is to be made again that a test selects: the stock's own test. */
  select(test: Parameters<World["stock"]["select"]>[0]): ReadonlyArray<number> {
    return this.canLose ? this.w.stock.select(test, this.gone) : []
  }

  /** What is to be gone does not come back. Gives the rows. */
  forget(rows: ReadonlyArray<number>): ReadonlyArray<number> {
    for (const row of rows) this.gone.set(row, 0)
    return rows
  }

  /** One of the copies that are to be made again is not: its message has come back. Whether there was one. */
  forgetOne(row: number): boolean {
    const copies = row < 0 || !this.canLose ? 0 : this.gone.get(row)
    if (copies > 0) this.gone.set(row, copies - 1)
    return copies > 0
  }

  /** Something has begun or ended: what has had its time is given up, what has no other copy is lost, and the rest is made again where it can be. */
  settle(): void {
    if (!this.canLose) return
    const { stock } = this.w
    for (let row = 0; row < this.gone.length; row++) if (this.gone.get(row) > 0 && stock.overBy(row) !== undefined) this.gone.set(row, 0)
    this.lose()
    this.makeAgain()
  }

  /** Of what no other copy is left the rest is lost, and mail that waits for its recipient with it. */
  private lose(): void {
    const { stock } = this.w
    // What one row can be made of is not there for another of the same mail and kind.
    const promised = new Map<string, number>()
    for (let row = 0; row < this.gone.length; row++) {
      const gone = this.gone.get(row)
      if (gone === 0) continue
      const key = [1, 2, 3, 4, 5].map((word) => stock.rows.key(row, word)).join()
      const left = this.sourcesOf(row).reduce((sum, source) => sum + stock.counts.get(source), 0) - (promised.get(key) ?? 0)
      const kept = Math.min(gone, Math.max(0, left))
      promised.set(key, (promised.get(key) ?? 0) + kept)
      if (kept === gone) continue
      this.gone.set(row, kept)
      this.note(stock.siteOf(row), stock.ownerOf(row), stock.classOf(row), stock.kindOf(row), gone - kept)
      this.loseWaiting(row, gone - kept)
    }
  }

  /** Rows of which a row's copies can be made again, what comes first standing first: a search index or a record of what passed makes no mail. */
  private sourcesOf(row: number): ReadonlyArray<number> {
    const { stock } = this.w
    const kind = stock.kindOf(row)
    const others: ReadonlyArray<CopyKind> = kind !== "primary" ? ["primary", "replica", "backup"] : this.setBack.get(row) === 1 ? ["backup", "replica"] : ["replica", "backup"]
    const at = (one: CopyKind, site: number) => stock.rows.find(site, stock.ownerOf(row), stock.otherOf(row), stock.classOf(row).row, COPY_KINDS.indexOf(one), stock.binOf(row))
    return others.flatMap((one) => this.plan.sites.flatMap((site) => {
      const found = at(one, site.row)
      return found >= 0 && found !== row && stock.counts.get(found) > 0 ? [found] : []
    }))
  }

  /** Mail of a mailbox that waits for its recipient, the oldest first: its copies were the last. What has gone out to him may still arrive. */
  private loseWaiting(row: number, copies: number): void {
    const { stock, messages, persons } = this.w
    const cls = stock.classOf(row)
    if (stock.kindOf(row) !== "primary" || this.plan.services[cls.service].mailbox !== cls) return
    const alike = [stock.ownerOf(row), stock.otherOf(row)].map((group) => this.plan.groups.alike(group))
    const found: Array<number> = []
    for (let m = 0; m < messages.used; m++) {
      const isOut = messages.stage(m) === Stage.WAITS_FOR_DEVICE || messages.stage(m) === Stage.TO_DEVICE
      if (!isOut || !messages.isStored(m) || messages.isLast(m) || this.plan.products[messages.product(m)].service !== cls.service || stock.binOfMail(m) !== stock.binOf(row)) continue
      if (alike[0].includes(persons.group(messages.recipient(m))) && alike[1].includes(persons.group(messages.sender(m)))) found.push(m)
    }
    found.sort((a, b) => (messages.isBefore(a, b) ? -1 : 1))
    for (const m of found.slice(0, copies)) loseMessage(this.w, m)
  }

  /** Mail that waits at a wiped relay. What its sender's own server sent, that one sends again: the relay has not acknowledged that it arrived. */
  private loseQueue(site: number): void {
    const { messages, persons, verdicts } = this.w
    for (let m = 0; m < messages.used; m++) {
      const stage = messages.stage(m)
      const service = this.plan.services[this.plan.products[messages.product(m)].service]
      if (stage < Stage.WAITS_AT_RELAY || messages.isLast(m) || (messages.isStored(m) && service.mailbox !== undefined)) continue
      const to = persons.group(messages.recipient(m))
      if (verdicts.relayOf(to, service.row) !== site || verdicts.mailbox(persons.group(messages.sender(m)), service.row).atCustomer) continue
      const body = bodyOf(service)
      if (stage !== Stage.TO_DEVICE && body !== undefined) this.note(site, to, body, "queue", 1)
      loseMessage(this.w, m)
    }
  }

  private note(site: number, group: number, cls: ClassRow, kind: CopyKind, copies: number): void {
    const loss: Loss = { atMs: this.w.nowMs, site, group, class: cls.row, kind: COPY_KINDS.indexOf(kind), copies }
    const isSame = (one: Loss) => one.atMs === loss.atMs && one.site === site && one.group === group && one.class === cls.row && one.kind === loss.kind
    const known = this.losses.findIndex(isSame)
    this.losses = known < 0 ? [...this.losses, loss] : this.losses.map((one, i) => (i === known ? { ...one, copies: one.copies + copies } : one))
  }

  /** Sends other copies to where those that are gone belong by today's rules; a move to where they belong no more is rolled back. */
  private makeAgain(): void {
    const { stock } = this.w
    const loads = new Map<string, Load>()
    const targets = this.targets()
    stock.rollBack((m) => this.isInVain(m, targets))
    for (const [row, to] of targets) {
      let need = this.gone.get(row)
      if (to < 0 || stock.isOffLine(to) || stock.moves.some((m) => m.endMs === undefined && m.toSite === to && this.isFor(m, row))) continue
      for (const source of this.sourcesOf(row)) {
        const from = stock.siteOf(source)
        const copies = Math.min(need, stock.counts.get(source))
        const isOpen = from === to || this.w.faults.isOpenBetween(from, to)
        if (copies === 0 || !isOpen || !siteState(this.w, from, { service: this.plan.services[stock.classOf(row).service], cls: stock.classOf(row), kind: stock.kindOf(source) }).reached) continue
        const load: Load = { fromSite: from, toSite: to, group: stock.ownerOf(row), ruler: stock.rulerOf(row), class: stock.classOf(row).row, kind: stock.rows.key(row, 4), copies: 0, cause: NO_CAUSE, lostAt: stock.siteOf(row), madeOf: stock.rows.key(source, 4), makes: [] }
        const key = Object.values(load).join()
        const known = loads.get(key) ?? load
        loads.set(key, { ...known, copies: known.copies + copies, makes: [...known.makes, [row, copies]] })
        need -= copies
      }
    }
    for (const load of loads.values()) stock.ship(load)
  }

  /** By row of which something is missing: where that belongs now. Of the same people's mail what was written on one day may belong elsewhere than what was on another. */
  private targets(): ReadonlyMap<number, number> {
    const known = new Map<string, number>()
    const targets = new Map<number, number>()
    for (let row = 0; row < this.gone.length; row++) if (this.gone.get(row) > 0) targets.set(row, this.targetOf(row, known))
    return targets
  }

  /** Whether a move brings nothing that belongs where it goes, or that waits for a fault there to be over. */
  private isInVain(move: Move, targets: ReadonlyMap<number, number>): boolean {
    const theirs = [...targets].filter(([row]) => this.isFor(move, row))
    return theirs.length > 0 && theirs.every(([, to]) => to !== move.toSite && (to >= 0 || !this.w.stock.isOffLine(move.toSite)))
  }

  private isFor(move: Move, row: number): boolean {
    return move.makes.some(([made]) => made === row)
  }

  /**
   * Where copies that are gone belong now; NONE: nowhere that can be had. Who has lost his disks gets his copies once he runs again: no
   * stand-in takes them, as none takes those of a site that is merely down. Where an act has placed them elsewhere they go there at once.
   */
  private targetOf(row: number, known: Map<string, number>): number {
    const { stock } = this.w
    const [cls, kind, duty] = [stock.classOf(row), stock.kindOf(row), stock.dutyOf(row)]
    const [owner, ruler] = [stock.ownerOf(row), ruling(this.plan, stock.ownerOf(row), stock.otherOf(row))]
    const [his, rules] = [owner, ruler].map((group) => mailboxOwner(this.plan.groups.rows[group]))
    if (duty !== undefined) {
      if (!this.w.isOn(duty)) return NONE
      const at = keptAt(this.w, duty, cls, rules.group)
      const there = at === NONE ? stock.siteOf(row) : at
      // What is held no more, and may lie there no more, goes where it would have moved by now.
      if (isHeldAt(this.w, cls, owner, there, stock.dayOfRow(row)) || mayLieAt(this.w, cls, kind, rules, this.plan.sites[there])) return at
    }
    const key = [owner, ruler, cls.row, kind].join()
    const found = known.get(key)
    if (found !== undefined) return found
    const isBack: World = Object.create(this.w, { isFailing: { value: (site: number) => this.w.isFailing(site) && !this.isWiped(site) } })
    const { site } = placeOf(isBack, cls, kind, his, rules, ANYWHERE)
    const target = site < 0 || this.isWiped(site) ? NONE : site
    known.set(key, target)
    return target
  }

  private isWiped(site: number): boolean {
    const { nowMs } = this.w
    return this.plan.sites[site].wiped.some(({ fromMs, untilMs }) => fromMs <= nowMs && nowMs < untilMs)
  }

  /** The last byte of copies that are made again has arrived; what they were made of stays. What has been given up meanwhile is not among them. */
  arrive(index: number): void {
    const { stock } = this.w
    const move = stock.moves[index]
    let copies = 0
    const targets = this.targets()
    for (const [row, sent] of move.makes) {
      if (targets.get(row) !== move.toSite) continue
      if (stock.overBy(row) !== undefined) {
        this.gone.set(row, 0)
        continue
      }
      const source = stock.rows.find(move.fromSite, stock.ownerOf(row), stock.otherOf(row), move.class, move.madeOf, stock.binOf(row))
      const made = Math.min(this.gone.get(row), sent, source < 0 ? 0 : stock.counts.get(source))
      if (made === 0) continue
      this.gone.add(row, -made)
      const there = stock.putAt(move.toSite, row, made, BY_RESTORE)
      // Where it lies now it may be too old, though it was not where it was lost.
      if (stock.hasLimits()) stock.purgeRow(there)
      copies += made
    }
    assert(copies <= move.copies, "no more is made again than was sent")
    stock.moves = stock.moves.map((m, i) => (i === index ? { ...m, copies } : m))
    // What was lost since it was sent off, or belongs elsewhere since, has waited for it.
    if (move.startMs < this.w.nowMs) this.makeAgain()
  }

  private parts() {
    return [this.gone, this.setBack]
  }

  save(): unknown {
    return { parts: this.parts().map((part) => part.save()), losses: this.losses }
  }

  restore(state: never): void {
    const s = state as { parts: ReadonlyArray<never>; losses: ReadonlyArray<Loss> }
    this.parts().forEach((part, i) => part.restore(s.parts[i]))
    this.losses = s.losses
  }
}

function hasBackups(cls: ClassRow): boolean {
  return cls.kept.some(({ kind }) => kind === "backup")
}

function bodyOf(service: ServiceRow): ClassRow | undefined {
  return service.classes.find((cls) => cls.form === "content")
}

/** The last copy of an accepted message is gone. What is on its way to the device can still arrive. */
export function loseMessage(w: World, m: number): void {
  if (w.messages.stage(m) === Stage.TO_DEVICE) return w.messages.setLast(m, BY_LOSS)
  leaveQueue(w, m)
  endErased(w, m, BY_LOSS)
}

/** Nothing is left of it, because of an act or of lost disks: it ends. What found its device shut has nothing to be sent from again. */
export function endErased(w: World, m: number, cause: number): void {
  const { messages, outcomes } = w
  outcomes.erased.add(messages.outRow(m), 1)
  outcomes.gotErased.add(messages.inRow(m), 1)
  w.digest.mix(cause === BY_LOSS ? ~messages.key(m) : messages.key(m) ^ w.plan.acts[cause].key)
  w.watch?.erased(m, cause)
  w.trace?.({ kind: "erased", atMs: w.nowMs, message: m, reason: messages.reason(m), cause })
  messages.free(m)
}
