/**
 * What lost disks held, and what became of it: books for C1 and C6. Mail is lost only where no other copy of it was left, and nothing comes
 * back of what was erased, or has had its time, since its disks were lost.
 */
import { Column } from "../kernel/columns.ts"
import { RowTable, type RowTableState } from "../kernel/table.ts"
import type { ActPlan } from "../world/plan.ts"
import { BY_BACKUP, BY_LOSS, BY_RESTORE, type CopyKind } from "../world/record.ts"
import { COPY_KINDS, dayOfBin } from "../world/stock.ts"
import type { Stored } from "../world/watch.ts"
import type { World } from "../world/world.ts"
import { DAY_MS } from "../world/zones.ts"
import type { Check } from "./promise.ts"
import { classText, erases, isDown, isHeldNow, meansOwner, meansSite, namesClass, namesService, providerNow, refusedBy, rulesOn, siteIn, withRuler } from "./words.ts"

const [PRIMARY, REPLICA, BACKUP] = (["primary", "replica", "backup"] as const).map((kind) => COPY_KINDS.indexOf(kind))

/** Acts that change where copies may lie, or which there are: where one has begun it is not asked whether what is missing comes back. */
const UNSETTLES: ReadonlySet<string> = new Set(["place", "exit", "shut-down", "erase", "stop", "start", "transfer"])

const sum = (column: Column, rows: ReadonlyArray<number>) => rows.reduce((total, row) => total + column.get(row), 0)

export class Losses {
  readonly checks = {}
  /** (owner's group, other's, class, kind, bin, site), and how many copies lie there by what was told; and how many lay on disks that were lost. */
  private readonly rows = new RowTable(6)
  private readonly lying = new Column()
  private readonly missing = new Column()
  /** Acts that have been read. */
  private readonly asked: Uint8Array
  private readonly canLose: boolean
  /** How far a clock of the file is behind at most [ms]. */
  private readonly behindMs: number

  constructor(private readonly w: World, private readonly c1: Check, private readonly c6: Check) {
    const { sites, acts } = w.plan
    this.canLose = sites.some((site) => site.wiped.length + site.setBack.length > 0)
    this.behindMs = Math.max(0, ...sites.flatMap((site) => site.clocks.map(({ offMs }) => -offMs)))
    this.asked = new Uint8Array(acts.length)
  }

  stored(stored: Stored, cause: number): void {
    if (!this.canLose) return
    const row = this.rows.intern(stored.group, stored.other, stored.class, COPY_KINDS.indexOf(stored.kind), stored.bin, stored.site)
    // What an old backup brings back besides is asked for in `revivals`.
    if (cause === BY_RESTORE || (cause === BY_BACKUP && stored.kind === "primary")) this.comesBack(stored)
    this.lying.add(row, stored.copies)
    if (cause === BY_LOSS) this.missing.add(row, -stored.copies)
  }

  /** It was lost, nothing has erased it since, and its time is not over. */
  private comesBack(stored: Stored): void {
    this.readActs()
    const { plan, nowMs } = this.w
    const cls = plan.classes[stored.class]
    const text = () => `${stored.copies} ${stored.kind} copies of ${classText(plan, cls)} of ${plan.groups.rows[stored.group].cohort} were made again at ${plan.sites[stored.site].name} at ${plan.clock.iso(nowMs)}`
    let left = stored.copies
    for (const row of this.rowsOf(stored, COPY_KINDS.indexOf(stored.kind))) {
      const taken = Math.min(left, this.missing.get(row))
      this.missing.add(row, -taken)
      left -= taken
    }
    this.c6.holds(left === 0, () => `${text()}; ${left} of them had been erased since they were lost, or had not been lost`, stored.copies)
    const forMs = cls.spec.for
    if (forMs !== undefined && stored.kind !== "backup") this.c6.holds((dayOfBin(stored.bin) + 1) * DAY_MS + forMs + this.behindMs > nowMs, () => `${text()}, though they are kept for ${forMs / DAY_MS} days only and are older`, 0)
  }

  private rowsOf(of: Pick<Stored, "group" | "other" | "class" | "bin">, kind: number): ReadonlyArray<number> {
    return this.w.plan.sites.map((site) => this.rows.find(of.group, of.other, of.class, kind, of.bin, site.row)).filter((row) => row >= 0)
  }

  /** Of how many messages there are replicas or backups at least: a duty has had another backup made, elsewhere, of what has one already. */
  private othersIn(rows: (kind: number) => ReadonlyArray<number>): number {
    const backups = this.w.plan.sites.map((site) => sum(this.lying, rows(BACKUP).filter((row) => this.rows.key(row, 5) === site.row)))
    const hasDuties = this.w.begun().some((act) => act.act.keep !== undefined)
    return Math.max(sum(this.lying, rows(REPLICA)), hasDuties ? Math.max(...backups) : sum(this.lying, rows(BACKUP)))
  }

  /** The last copy of an accepted message is gone. */
  lost(m: number): void {
    const { messages, persons, plan, stock } = this.w
    const service = plan.services[plan.products[messages.product(m)].service]
    const [owner, other] = [messages.recipient(m), messages.sender(m)].map((person) => persons.group(person))
    const cohort = plan.cohorts[plan.people.cohort[messages.sender(m)]]
    const text = `a message of ${service.name} by ${cohort.name}#${messages.sender(m) - cohort.first} was accepted, and lost with the disks under it by ${plan.clock.iso(this.w.nowMs)}`
    if (service.mailbox === undefined || !messages.isStored(m)) {
      const own = service.mailbox === undefined ? undefined : siteIn(service.mailbox.spec.kept, plan.groups.rows[other].account)
      const sendsAgain = plan.sites.some((site) => site.name === own && site.operatorKind === "customer")
      if (sendsAgain) this.c1.witness ??= `${text}; it had waited at a relay, and its sender's own server had it still`
      else this.c1.conflict ??= `${text}; it had waited at a relay, and nobody else had it`
      return
    }
    // Under which of his groups it lies, or of its sender's, is not known once people have been elsewhere.
    const [cls, bin] = [service.mailbox.row, stock.binOfMail(m)]
    const alike = plan.groups.alike(owner).flatMap((group) => plan.groups.alike(other).map((writer) => ({ group, other: writer, class: cls, bin })))
    const rows = (kind: number) => alike.flatMap((of) => this.rowsOf(of, kind))
    // What came since has copies of its own.
    const others = this.othersIn(rows) - sum(this.lying, rows(PRIMARY))
    const missing = sum(this.missing, rows(PRIMARY))
    if (missing > 0 && others >= missing) this.c1.witness ??= `${text}; ${others} other copies of the like were left, and ${missing} were missing`
    else this.c1.conflict ??= `${text}; no other copy of it was left`
  }

  boundary(): void {
    if (!this.canLose) return
    this.readActs()
    const { plan, stock, epochMs, nowMs } = this.w
    // Without acts of this very instant everything has been as it is now since the epoch began.
    const isCalm = epochMs < nowMs && !plan.sites.some((site) => isDown(this.w, site)) && !this.w.begun().some((act) => UNSETTLES.has(act.verb))
    for (let row = 0; row < this.rows.size; row++) {
      const missing = this.missing.get(row)
      const [group, other, cls, kind, bin, site] = [0, 1, 2, 3, 4, 5].map((word) => this.rows.key(row, word))
      const mine = plan.classes[cls]
      if (missing === 0 || kind !== PRIMARY || plan.services[mine.service].mailbox !== mine) continue
      const rows = (of: number) => this.rowsOf({ group, other, class: cls, bin }, of)
      const others = this.othersIn(rows)
      const text = `${missing} primary copies of ${classText(plan, mine)} of ${plan.groups.rows[group].cohort} were lost with the disks of ${plan.sites[site].name}`
      if (others === 0) this.c1.conflict ??= `${text}; no other copy was left by ${plan.clock.iso(nowMs)}`
      if (!isCalm || mine.spec.for !== undefined || others - sum(this.lying, rows(PRIMARY)) < missing || stock.moves.some((m) => m.lostAt >= 0 && m.endMs === undefined)) continue
      this.c1.witness ??= `${text} and are not made again by ${plan.clock.iso(nowMs)}, though ${others} other copies were left, and all sites have run since ${plan.clock.iso(epochMs)}`
    }
  }

  /** What an act erases while it is missing is not missed any more. */
  private readActs(): void {
    for (const act of this.w.begun()) {
      if (!erases(act) || this.asked[act.row] === 1 || !this.w.isOn(act)) continue
      this.asked[act.row] = 1
      if (act.act.erase?.for !== undefined) continue
      for (let row = 0; row < this.rows.size; row++) if (this.missing.get(row) > 0 && this.isErased(act, row)) this.missing.set(row, 0)
    }
  }

  private isErased(act: ActPlan, row: number): boolean {
    const { plan } = this.w
    const [group, other, cls, kind, bin, at] = [0, 1, 2, 3, 4, 5].map((word) => this.rows.key(row, word))
    const [owner, site, service] = [plan.groups.rows[group], plan.sites[at], plan.services[plan.classes[cls].service]]
    const copies = withRuler(plan, { group, class: cls, kind: COPY_KINDS[kind] as CopyKind }, other)
    const { erase, place } = act.act
    // A first copy may go where a rule has it, while a backup is held.
    const isHeld = (place === undefined || COPY_KINDS[kind] === "backup") && isHeldNow(this.w, { group, class: cls }, site, dayOfBin(bin))
    if (isHeld || site.operatorKind === "customer") return false
    if (erase !== undefined) return meansSite(this.w, act, site) && namesClass(erase.what, service.name, plan.classes[cls].name) && meansOwner(erase.of, owner)
    if (place !== undefined) return rulesOn(plan, act, copies) && refusedBy(act, site, site.country) !== undefined
    const exit = (act.act.exit ?? act.act["shut-down"])!
    const left = act.by.includes(providerNow(this.w, service, act.startMs) ?? "") && namesService(exit.what, service.name)
    return left && meansOwner(exit.of, owner, service.name)
  }

  private parts() {
    return [this.lying, this.missing]
  }

  save(): unknown {
    return { rows: this.rows.save(), parts: this.parts().map((part) => part.save()), asked: this.asked.slice() }
  }

  restore(state: unknown): void {
    const s = state as { rows: RowTableState; parts: ReadonlyArray<Float64Array>; asked: Uint8Array }
    this.rows.restore(s.rows)
    this.parts().forEach((part, i) => part.restore(s.parts[i]))
    this.asked.set(s.asked)
  }
}
