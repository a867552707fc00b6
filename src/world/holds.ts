/** What duties to keep hold: copies that nothing erases where they lie, and backups among them that no rule moves, until the duty's time for them is over. */
import { heldUntilMs, keeps, keepsAt } from "./duty.ts"
import type { ClassRow } from "./products.ts"
import type { World } from "./world.ts"

/** Whether a duty in force holds the copies of a row of the stock where they lie: whatever erases leaves them. */
export function isHeld(w: World, row: number): boolean {
  const { stock } = w
  return stock.duties.length > 0 && isHeldAt(w, stock.classOf(row), stock.ownerOf(row), stock.siteOf(row), stock.dayOfRow(row))
}

/** The same of what was written to an owner on a day of the run, wherever it is counted. */
export function isHeldAt(w: World, cls: ClassRow, owner: number, site: number, day: number): boolean {
  return w.nowMs < heldUntilMs(w, w.stock.duties, cls, w.plan.groups.rows[owner], w.plan.sites[site], day)
}

/** Whether they are backups that are held, the service's own or made for a duty: what moves elsewhere leaves these. First copies may go where a rule has them. */
export function isKeptHere(w: World, row: number): boolean {
  return w.stock.kindOf(row) === "backup" && isHeld(w, row)
}

/** Whether a duty has held them, or made them, and holds them no more. */
export function isLetGo(w: World, row: number): boolean {
  if (isHeld(w, row)) return false
  const { stock, plan } = w
  const [cls, owner, site] = [stock.classOf(row), plan.groups.rows[stock.ownerOf(row)], plan.sites[stock.siteOf(row)]]
  return stock.isKeptByDuty(row) || w.begun().some((act) => act.act.keep !== undefined && keepsAt(act, site) && keeps(w, act, cls, owner))
}

/** Whether a duty to keep has begun; it may have ended. */
export function hasDuties(w: World): boolean {
  return w.begun().some((act) => act.act.keep !== undefined)
}
