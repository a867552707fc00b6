/**
 * Sites that are set back to an old backup: books for C1 and C6. What lay there as the backup was made lies there again, and nothing else. That
 * something comes back which an act had erased is by the file, and is told.
 */
import { Column } from "../kernel/columns.ts"
import { RowTable, type RowTableState } from "../kernel/table.ts"
import { BY_BACKUP, BY_LOSS, BY_RESTORE } from "../world/record.ts"
import type { Stored } from "../world/watch.ts"
import type { World } from "../world/world.ts"
import type { Check } from "./promise.ts"
import { actText, classText, erases } from "./words.ts"

export class Revivals {
  readonly checks = {}
  /** (site, owner's group, other's, class, bin) of first copies that have backups: how many lie there by what was told, and how many that a backup has brought back. */
  private readonly rows = new RowTable(5)
  private readonly lying = new Column()
  private readonly revived = new Column()
  /** 1 + the last act that has erased of a row, and when [ms]. */
  private readonly erasedBy = new Column()
  private readonly erasedMs = new Column()
  /** (site, when it is set back, row), and how many copies lay there as the backup was made. */
  private readonly backups = new RowTable(3)
  private readonly had = new Column()
  /** By row, at this instant: how many lie there once the disks have been touched; what acts or their class' own time have taken, and moves have brought. */
  private readonly touched = new Map<number, number>()
  private readonly taken = new Map<number, number>()
  private readonly brought = new Map<number, number>()
  /** Rows of which an older backup had brought something back before: of these nothing is asked. */
  private readonly blurred = new Set<number>()
  private atMs = -1
  private readonly isAsked: boolean

  constructor(private readonly w: World, private readonly c1: Check, private readonly c6: Check) {
    this.isAsked = w.plan.sites.some((site) => site.backups.length > 0)
  }

  stored({ site, group, other, class: cls, kind, bin, copies }: Stored, cause: number): void {
    if (!this.isAsked || (kind !== "primary" && kind !== "revived") || this.w.plan.classes[cls].spec.copies?.backup === undefined) return
    if (this.atMs !== this.w.nowMs) this.turn()
    const row = this.rows.intern(site, group, other, cls, bin)
    const all = this.lying.get(row) + this.revived.get(row)
    if (cause === BY_LOSS || cause === BY_BACKUP) {
      if (!this.touched.has(row) && this.revived.get(row) > 0) this.blurred.add(row)
      this.touched.set(row, (this.touched.get(row) ?? all) + copies)
    } else if (copies < 0 ? cause >= 0 || this.w.plan.classes[cls].spec.for !== undefined : this.arrives(site, cause)) {
      const book = copies < 0 ? this.taken : this.brought
      book.set(row, (book.get(row) ?? 0) + Math.abs(copies))
    }
    if (kind === "revived") this.revived.add(row, copies)
    else this.lying.add(row, copies)
    if (copies >= 0 || cause < 0 || kind !== "primary" || !erases(this.w.plan.acts[cause])) return
    this.erasedBy.set(row, cause + 1)
    this.erasedMs.set(row, this.w.nowMs)
  }

  /** Whether copies come by a move, and not as new mail. */
  private arrives(site: number, cause: number): boolean {
    return this.w.stock.moves.some((move) => move.toSite === site && move.endMs === this.w.nowMs && (cause === BY_RESTORE ? move.lostAt >= 0 : move.cause === cause))
  }

  boundary(): void {
    if (!this.isAsked) return
    const { nowMs, plan } = this.w
    if (this.atMs !== nowMs) this.turn()
    for (const site of plan.sites)
      for (const { madeMs, backMs } of site.backups) {
        if (backMs === nowMs && nowMs < plan.horizonMs) this.compare(site.row, madeMs)
        if (madeMs === nowMs) this.note(site.row, backMs)
      }
  }

  /** What is of one instant is of no other. */
  private turn(): void {
    this.atMs = this.w.nowMs
    this.touched.clear()
    this.taken.clear()
    this.brought.clear()
    this.blurred.clear()
  }

  private note(site: number, backMs: number): void {
    for (let row = 0; row < this.rows.size; row++) if (this.rows.key(row, 0) === site) this.had.set(this.backups.intern(site, backMs, row), this.lying.get(row))
  }

  private compare(site: number, madeMs: number): void {
    const { nowMs, plan } = this.w
    const isAlone = plan.sites[site].setBack.filter((ms) => ms === nowMs).length === 1
    for (let row = 0; row < this.rows.size; row++) {
      if (this.rows.key(row, 0) !== site) continue
      const text = () => `of ${classText(plan, plan.classes[this.rows.key(row, 3)])} of ${plan.groups.rows[this.rows.key(row, 1)].cohort} lie at ${plan.sites[site].name}, which was set back at ${plan.clock.iso(nowMs)} to a backup of ${plan.clock.iso(madeMs)}`
      const revived = this.revived.get(row)
      const act = this.erasedMs.get(row) >= madeMs ? this.erasedBy.get(row) - 1 : -1
      if (revived > 0 && act >= 0) this.c6.conflict ??= `${revived} copies ${text()}; ${actText(plan.acts[act])} had erased them`
      const isBlurred = this.touched.has(row) ? this.blurred.has(row) : revived > 0
      if (isAlone && !isBlurred) this.judge(row, text)
    }
  }

  /** Whether as many lie there as the backup had. What moves have brought at this instant came later; what acts or its own time have taken may have gone before or later. */
  private judge(row: number, text: () => string): void {
    const at = this.backups.find(this.rows.key(row, 0), this.w.nowMs, row)
    const had = at < 0 ? 0 : this.had.get(at)
    const least = this.touched.get(row) ?? this.lying.get(row) + this.revived.get(row) - (this.brought.get(row) ?? 0)
    const most = this.touched.get(row) ?? least + (this.taken.get(row) ?? 0)
    this.c6.holds(least <= had, () => `${least} copies ${text()}; it had ${had}`, 0)
    this.c1.holds(most >= had, () => `${most} copies ${text()}; it had ${had}`, 0)
  }

  private tables() {
    return [this.rows, this.backups]
  }

  private columns() {
    return [this.lying, this.revived, this.erasedBy, this.erasedMs, this.had]
  }

  save(): unknown {
    return { tables: this.tables().map((table) => table.save()), columns: this.columns().map((column) => column.save()) }
  }

  restore(state: unknown): void {
    const s = state as { tables: ReadonlyArray<RowTableState>; columns: ReadonlyArray<Float64Array> }
    this.tables().forEach((table, i) => table.restore(s.tables[i]))
    this.columns().forEach((column, i) => column.restore(s.columns[i]))
  }
}
