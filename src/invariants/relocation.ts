/** R10, L2, C6 and X7: copies that move arrive before they are gone, moves end, what was erased does not come back, and a standstill takes nothing. */
import { Column, IntColumn } from "../kernel/columns.ts"
import { RowTable } from "../kernel/table.ts"
import { Stage } from "../world/messages.ts"
import type { Move } from "../world/moves.ts"
import { BY_BACKUP, BY_LOSS, BY_RESTORE } from "../world/record.ts"
import type { ActPlan } from "../world/plan.ts"
import { COPY_KINDS, dayOfBin } from "../world/stock.ts"
import type { Stored } from "../world/watch.ts"
import type { World } from "../world/world.ts"
import { DAY_MS } from "../world/zones.ts"
import { Check } from "./promise.ts"
import { actText, classText, erases, isDown, isHeldNow, refusedBy, rulerOf } from "./words.ts"

/** Acts by which something stands still for a while, and goes on. */
const STANDSTILLS: ReadonlySet<string> = new Set(["stop", "start", "suspend", "restore"])

export class Relocation {
  readonly checks = { R10: new Check("R10"), L2: new Check("L2"), C6: new Check("C6"), X7: new Check("X7") }
  /** (site, owner's group, class, kind, group under whose rules they lie), and how many copies lie there by what was told. */
  private readonly held = new RowTable(5)
  private readonly counts = new Column()
  /** By row of `held`: how many of them came with new mail, or out of an old backup, since the last boundary, and were told at this one. */
  private readonly fresh = new Column()
  /** By row of `held`: 1 + the slot since which nothing that is older lies there, for it was erased, and how much of it was still on its way; 0: nothing was. */
  private readonly erasedSlot = new IntColumn()
  private readonly lateMost = new Column()
  /** By row of `held`: the first day whose mail a duty held there as all else was erased. */
  private readonly heldFrom = new Column(8, Number.POSITIVE_INFINITY)
  /** Rows of `held` from which copies were erased since the last boundary. */
  private readonly erasing = new Set<number>()
  /** Copies that came by moves that end at this instant and have not left yet: (owner's group, other's, class, kind). */
  private readonly landed = new RowTable(4)
  private readonly landedCounts = new Column()
  private landedMs = -1
  /** Moves before this one had all ended at the last boundary [row, ms]. */
  private settled = 0
  private lastMs = -1
  private readonly asksDown: boolean
  private readonly wasDown: Uint8Array

  constructor(private readonly w: World) {
    const { plan } = w
    this.asksDown = plan.sites.some((site) => site.failing.length + site.off.length + site.cutOff.length + site.faults.length > 0) || plan.acts.some((act) => STANDSTILLS.has(act.verb))
    this.wasDown = new Uint8Array(plan.sites.length)
  }

  stored(stored: Stored, cause: number): void {
    const ruler = rulerOf(this.w.plan, stored.group, stored.other)
    const row = this.held.intern(stored.site, stored.group, stored.class, COPY_KINDS.indexOf(stored.kind), ruler)
    this.counts.add(row, stored.copies)
    // What lost disks held has not moved. That a move names no act is E3's.
    if (cause === BY_LOSS) return
    if (cause === BY_RESTORE) return this.restored(stored, row)
    if (cause === BY_BACKUP) return this.broughtBack(stored, row)
    const move = this.moveOf(stored, ruler, cause)
    if (move !== undefined) return this.moved(stored, row, this.w.plan.acts[move.cause])
    if (stored.copies > 0) this.fresh.add(row, stored.copies)
    if (cause < 0) return
    const act = this.w.plan.acts[cause]
    if (stored.copies < 0 && STANDSTILLS.has(act.verb)) this.checks.X7.witness ??= `${-stored.copies} ${this.textOf(stored)} left ${this.siteText(stored.site)} at ${this.nowText()}, because of ${actText(act)}`
    if (stored.copies < 0 && erasesAll(act)) {
      this.checks.C6.exercised -= stored.copies
      this.erasing.add(row)
    }
  }

  /** What an old backup brings back is older, and asked for in `revivals`. */
  private broughtBack(stored: Stored, row: number): void {
    this.erasedSlot.set(row, 0)
    this.fresh.add(row, stored.copies)
  }

  /** What was lost elsewhere and is made again here may be older than what was erased here; so may what a duty has held, which was lost as the rest was erased. */
  private restored(stored: Stored, row: number): void {
    if (dayOfBin(stored.bin) >= this.heldFrom.get(row)) return this.erasedSlot.set(row, 0)
    const isTheirs = (m: Move) => m.lostAt >= 0 && m.lostAt !== stored.site && m.toSite === stored.site && m.endMs === this.w.nowMs && m.group === stored.group && m.class === stored.class
    if (this.w.stock.moves.some(isTheirs)) this.erasedSlot.set(row, 0)
  }

  /** The move that ends now and began or ends at the site. */
  private moveOf(stored: Stored, ruler: number, cause: number): Move | undefined {
    const { moves } = this.w.stock
    const end = stored.copies > 0 ? "toSite" : "fromSite"
    // What lies under another's rules is of another move, or comes back as this one ends. What was given up carries nothing.
    for (let i = moves.length - 1; i >= this.settled; i--) {
      const m = moves[i]
      if (m.lostAt < 0 && m.copies > 0 && (cause < 0 || m.cause === cause) && m.endMs === this.w.nowMs && m[end] === stored.site && m.group === stored.group && (m.ruler < 0 ? m.group : m.ruler) === ruler && m.class === stored.class && COPY_KINDS[m.kind] === stored.kind) return m
    }
    return undefined
  }

  /** What leaves has arrived before: at no instant is it nowhere. */
  private moved(stored: Stored, row: number, act: ActPlan): void {
    if (this.landedMs !== this.w.nowMs) this.land()
    this.landedMs = this.w.nowMs
    const at = this.landed.intern(stored.group, stored.other, stored.class, COPY_KINDS.indexOf(stored.kind))
    this.landedCounts.add(at, stored.copies)
    // What has moved here may be older than what was erased here.
    if (stored.copies > 0) this.erasedSlot.set(row, 0)
    if (stored.copies < 0) this.checks.R10.holds(this.landedCounts.get(at) >= 0, () => `${-stored.copies} ${this.textOf(stored)} left ${this.siteText(stored.site)} at ${this.nowText()} by ${actText(act)}, and ${-this.landedCounts.get(at)} of them had arrived nowhere`, -stored.copies)
  }

  /** All that arrived has left where it was. */
  private land(): void {
    for (let at = 0; at < this.landed.size; at++) {
      const copies = this.landedCounts.get(at)
      if (copies > 0) this.checks.R10.witness ??= `${copies} copies of ${classText(this.w.plan, this.w.plan.classes[this.landed.key(at, 2)])} of ${this.w.plan.groups.rows[this.landed.key(at, 0)].cohort} arrived at ${this.w.plan.clock.iso(this.landedMs)} and still lie where they came from`
    }
    this.landed.clear()
    this.landedCounts.fill(0)
  }

  boundary(): void {
    this.land()
    this.landedMs = -1
    this.moves()
    this.returned()
    this.erasures()
    if (this.asksDown) this.standstills()
  }

  /** A move whose last byte has arrived has ended, and nothing that was to move is left. */
  private moves(): void {
    const { stock, plan, nowMs } = this.w
    const { moves } = stock
    let ended = true
    for (let i = this.settled; i < moves.length; i++) {
      const m = moves[i]
      const text = () => `${m.copies} ${COPY_KINDS[m.kind]} copies of ${classText(plan, plan.classes[m.class])} of ${plan.groups.rows[m.group].cohort} from ${this.siteText(m.fromSite)} to ${this.siteText(m.toSite)} by ${m.lostAt < 0 ? actText(plan.acts[m.cause]) : "what makes them again"}`
      if (m.endMs === undefined) {
        ended = false
        if (m.dueMs < nowMs) this.checks.L2.witness ??= `the move of ${text()} was to end at ${plan.clock.iso(m.dueMs)}, and has not at ${this.nowText()}`
        continue
      }
      if (m.endMs > this.lastMs) this.checks.L2.exercised++
      // What others are made of stays. A move that was given up carries nothing. Under the rules of who wrote it the rest may be another's.
      if (m.lostAt < 0 && m.copies > 0 && !plan.sendersRule && m.endMs > this.lastMs) {
        const left = this.held.find(m.fromSite, m.group, m.class, m.kind, m.group)
        this.checks.R10.holds(left < 0 || this.counts.get(left) <= this.freshAfter(m, left) || this.returns(m) || this.counts.get(left) <= this.heldAt(m), () => `the move of ${text()} ended at ${plan.clock.iso(m.endMs!)}, and ${this.counts.get(left)} still lie where they were`, m.copies)
      }
      if (ended) this.settled = i + 1
    }
    this.lastMs = nowMs
    this.fresh.fill(0)
  }

  /** Backups at the place that a move left that a duty in force holds there. */
  private heldAt(m: Move): number {
    const { stock, plan } = this.w
    let copies = 0
    for (let row = 0; row < stock.rows.size; row++)
      if (stock.siteOf(row) === m.fromSite && stock.ownerOf(row) === m.group && stock.classOf(row).row === m.class && stock.kindOf(row) === "backup" && COPY_KINDS[m.kind] === "backup" && isHeldNow(this.w, m, plan.sites[m.fromSite], stock.dayOfRow(row))) copies += stock.counts.get(row)
    return copies
  }

  /** Mail that came to the old place since a move has ended: whether it may lie there is asked in R1. */
  private freshAfter(m: Move, row: number): number {
    return m.endMs! < this.w.nowMs ? this.fresh.get(row) : 0
  }

  /** Whether copies may come to the old place once more at the instant at which the move ends. */
  private returns(m: Move): boolean {
    const { stock, plan } = this.w
    const act = plan.acts[m.cause]
    const isRefused = act.act.place !== undefined && refusedBy(act, plan.sites[m.fromSite], plan.sites[m.fromSite].country) !== undefined
    return !isRefused || !this.w.isOn(act) || stock.moves.some((other) => other !== m && other.toSite === m.fromSite && other.group === m.group && other.class === m.class && other.kind === m.kind)
  }

  /** What was erased is gone for good: of what is older no more lies there than was still on its way. */
  private returned(): void {
    const { stock, plan } = this.w
    let asked = false
    for (let row = 0; row < this.erasedSlot.length; row++) asked ||= this.erasedSlot.get(row) > 0
    if (!asked) return
    const older = new Float64Array(this.held.size)
    for (let row = 0; row < stock.rows.size; row++) {
      const copies = stock.counts.get(row)
      const at = copies <= 0 ? -1 : this.held.find(stock.siteOf(row), stock.ownerOf(row), stock.classOf(row).row, stock.rows.key(row, 4), rulerOf(plan, stock.ownerOf(row), stock.otherOf(row)))
      if (at >= 0 && stock.slotOfRow(row) < this.erasedSlot.get(at) - 1) older[at] += copies
    }
    older.forEach((copies, at) => {
      if (copies <= this.lateMost.get(at)) return
      this.checks.C6.witness ??= `${copies} copies of ${classText(plan, plan.classes[this.held.key(at, 2)])} of ${plan.groups.rows[this.held.key(at, 1)].cohort} lie at ${this.siteText(this.held.key(at, 0))} at ${this.nowText()} that were written before all was erased there; ${this.lateMost.get(at)} were on their way then`
    })
  }

  /** Where an act has erased all that there was, it is noted since when, and what may come late. */
  private erasures(): void {
    if (this.erasing.size === 0) return
    const { messages, persons, plan, slot } = this.w
    for (const row of this.erasing) {
      if (this.counts.get(row) !== 0) continue
      let late = 0
      const [group, service] = [this.held.key(row, 1), plan.classes[this.held.key(row, 2)].service]
      // Somebody may come to be of the group later: all of the cohort count.
      const { cohort } = plan.groups.rows[group]
      for (let m = 0; m < messages.used; m++) if (messages.stage(m) !== Stage.FREE && plan.products[messages.product(m)].service === service && plan.groups.rows[persons.group(messages.recipient(m))].cohort === cohort) late++
      this.erasedSlot.set(row, slot + 1)
      this.lateMost.set(row, late)
      this.heldFrom.set(row, this.firstHeld(row))
    }
    this.erasing.clear()
  }

  /** The first day whose mail a duty now holds that is to lie there; infinite where none is held. */
  private firstHeld(row: number): number {
    const [site, copies] = [this.w.plan.sites[this.held.key(row, 0)], { group: this.held.key(row, 1), class: this.held.key(row, 2) }]
    for (let day = 0; day * DAY_MS <= this.w.nowMs; day++) if (isHeldNow(this.w, copies, site, day)) return day
    return Number.POSITIVE_INFINITY
  }

  /** What lay at a site when it stood still lies there when it runs again, but for what acts took meanwhile. */
  private standstills(): void {
    for (const site of this.w.plan.sites) {
      const down = isDown(this.w, site)
      if (this.wasDown[site.row] === 1 && !down) this.restarted(site.row)
      this.wasDown[site.row] = down ? 1 : 0
    }
  }

  private restarted(site: number): void {
    const { stock } = this.w
    let [found, told] = [0, 0]
    for (let row = 0; row < stock.rows.size; row++) if (stock.siteOf(row) === site) found += stock.counts.get(row)
    for (let row = 0; row < this.held.size; row++) if (this.held.key(row, 0) === site) told += this.counts.get(row)
    this.checks.X7.holds(found >= told, () => `${this.siteText(site)} runs again at ${this.nowText()} with ${found} copies; it had ${told}`, told)
  }

  /** Mail that waits outlasts what stands still: it comes back when its time is over, not before. */
  bounced(m: number, cause: number): void {
    if (cause < 0 || !STANDSTILLS.has(this.w.plan.acts[cause].verb)) return
    const { messages, plan, nowMs } = this.w
    const { spec, waits } = plan.services[plan.products[messages.product(m)].service]
    if (spec.path === "circuit") return
    this.checks.X7.exercised++
    const limitMs = waits.networkMessages > 0 ? Math.min(waits.relayMs, waits.networkMs) : waits.relayMs
    if (nowMs - messages.firstMs(m) < limitMs) this.checks.X7.witness ??= `a message of ${plan.products[messages.product(m)].name} came back at ${this.nowText()} because of ${actText(plan.acts[cause])}, before its time of waiting was over`
  }

  private textOf(stored: Stored): string {
    const { plan } = this.w
    return `${stored.kind} copies of ${classText(plan, plan.classes[stored.class])} of ${plan.groups.rows[stored.group].cohort}`
  }

  private siteText(row: number): string {
    const site = this.w.plan.sites[row]
    return `${site.name} in ${site.country}`
  }

  private nowText(): string {
    return this.w.plan.clock.iso(this.w.nowMs)
  }

  private parts() {
    return [this.held, this.counts, this.fresh, this.erasedSlot, this.lateMost, this.heldFrom, this.landed, this.landedCounts]
  }

  save(): unknown {
    return { parts: this.parts().map((part) => part.save()), erasing: Int32Array.from(this.erasing), landedMs: this.landedMs, settled: this.settled, lastMs: this.lastMs, wasDown: this.wasDown.slice() }
  }

  restore(state: unknown): void {
    const s = state as { parts: ReadonlyArray<unknown>; erasing: Int32Array; landedMs: number; settled: number; lastMs: number; wasDown: Uint8Array }
    this.parts().forEach((part, i) => (part.restore as (s: unknown) => void)(s.parts[i]))
    this.erasing.clear()
    for (const row of s.erasing) this.erasing.add(row)
    this.landedMs = s.landedMs
    this.settled = s.settled
    this.lastMs = s.lastMs
    this.wasDown.set(s.wasDown)
  }
}

/** An act that takes all there is of somebody's at a place, whatever its age. */
function erasesAll(act: ActPlan): boolean {
  return erases(act) && act.act.erase?.for === undefined
}
