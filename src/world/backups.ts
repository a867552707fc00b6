/**
 * Old backups: what first copies lay at a site as one was made. Set back to it, the site has these again, also what has been deleted or
 * has moved on since: that lies there as a copy beside the mail, `revived`. What came later is missing.
 */
import { Column } from "../kernel/columns.ts"
import { RowTable } from "../kernel/table.ts"
import type { Plan } from "./plan.ts"
import { BY_BACKUP } from "./record.ts"
import { COPY_KINDS } from "./stock.ts"
import type { World } from "./world.ts"

/** A backup, and when its site is set back to it [ms]. */
export interface Backup {
  readonly madeMs: number
  readonly backMs: number
}

export class Backups {
  private readonly backups: ReadonlyArray<Backup & { readonly site: number }>
  /** (backup, row of the stock); how many copies it has of these, and how many of them have left the site since. */
  private readonly rows = new RowTable(2)
  private readonly had = new Column()
  private readonly left = new Column()
  /** Whether any site is ever set back to one. */
  readonly any: boolean

  constructor(plan: Plan, private readonly w: World) {
    this.backups = plan.sites.flatMap((site) => site.backups.map((backup) => ({ ...backup, site: site.row })))
    this.any = this.backups.length > 0
  }

  /** At the end of an instant: backups are made of what lies there. */
  make(): void {
    const { restores, stock, nowMs } = this.w
    for (const [i, { site, madeMs }] of this.backups.entries()) {
      if (madeMs !== nowMs) continue
      for (let row = 0; row < stock.rows.size; row++) if (stock.counts.get(row) > 0 && restores.isBackedUp(row, site)) this.had.set(this.rows.intern(i, row), stock.counts.get(row))
    }
  }

  /** Copies of a row go, the oldest first, or such as have gone come there again. */
  changed(row: number, by: number): void {
    for (let i = 0; i < this.backups.length; i++) {
      const at = this.rows.find(i, row)
      if (at >= 0) this.left.set(at, Math.max(0, this.left.get(at) - by))
    }
  }

  /** A site is set back: to an old backup, or to what its backups hold now. */
  setBack(site: number): void {
    const { restores, nowMs } = this.w
    const backup = this.backups.findIndex((one) => one.site === site && one.backMs === nowMs)
    const old = this.oldOf(backup)
    const still = new Map(old.map(({ row, had, gone }) => [row, had - gone]))
    restores.reset(site, (row) => still.get(row) ?? 0)
    for (const { row, gone, missing } of old) this.bringBack(row, gone, missing)
  }

  /** Rows of which a backup has copies: how many, how many of them have gone, and how many of its copies are missing with the disks. */
  private oldOf(backup: number) {
    const found: Array<{ readonly row: number; readonly had: number; readonly gone: number; readonly missing: number }> = []
    for (let i = 0; i < this.rows.size; i++) {
      if (this.rows.key(i, 0) !== backup) continue
      const [row, had] = [this.rows.key(i, 1), this.had.get(i)]
      found.push({ row, had, gone: Math.min(had, this.left.get(i)), missing: this.w.restores.gone.get(row) })
    }
    return found
  }

  /** Of what has gone that is mail again which is missing and belongs here; the rest is no mail that anybody waits for. */
  private bringBack(row: number, gone: number, missing: number): void {
    const { restores, stock } = this.w
    const again = restores.isAtHome(row) && stock.overBy(row) === undefined ? Math.min(gone, missing) : 0
    if (again > 0) restores.regain(row, again)
    const [site, owner, other, cls, bin] = [stock.siteOf(row), stock.ownerOf(row), stock.otherOf(row), stock.classOf(row), stock.binOf(row)]
    const there = stock.rows.find(site, owner, other, cls.row, COPY_KINDS.indexOf("revived"), bin)
    const more = gone - again - (there < 0 ? 0 : stock.counts.get(there))
    if (more > 0) stock.put(site, owner, other, cls, "revived", bin, more, BY_BACKUP)
  }

  private parts() {
    return [this.rows, this.had, this.left]
  }

  save(): unknown {
    return this.parts().map((part) => part.save())
  }

  restore(state: never): void {
    this.parts().forEach((part, i) => part.restore((state as ReadonlyArray<never>)[i]))
  }
}
