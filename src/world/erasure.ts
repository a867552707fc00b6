/** What is erased: at once by an act that says no time, and whatever has grown older than the time that one says, for as long as it stands. */
import { erases } from "./duty.ts"
import { isHeld, isHeldAt } from "./holds.ts"
import { NONE } from "./messages.ts"
import type { ActPlan } from "./plan.ts"
import type { ClassRow } from "./products.ts"
import { NO_CAUSE } from "./record.ts"
import { eraseQueued } from "./queues.ts"
import type { World } from "./world.ts"
import { DAY_MS } from "./zones.ts"

/** Copies that are to be gone and that no duty holds, and mail that waits among them: what is erased is not delivered later. */
export function eraseWhat(w: World, act: ActPlan): void {
  if (act.act.erase!.for !== undefined) return eraseOld(w)
  const isMeant = (site: number, owner: number, cls: ClassRow): boolean => erases(w, act, cls, w.plan.groups.rows[owner], w.plan.sites[site])
  const isGone = (row: number): boolean => !isHeld(w, row)
  w.stock.erase(w.stock.select(isMeant).filter(isGone), act.row)
  w.restores.forget(w.restores.select(isMeant).filter(isGone))
  eraseQueued(w, (m) => {
    const lying = lyingAt(w, m)
    return lying !== undefined && isMeant(lying.site, lying.owner, lying.cls) && !isHeldAt(w, lying.cls, lying.owner, lying.site, dayOf(w, m)) ? act.row : NO_CAUSE
  })
}

/** What is older than an act in force lets it grow goes, and mail that waits with it. */
export function eraseOld(w: World): void {
  if (!w.stock.hasLimits()) return
  w.stock.purge()
  eraseQueued(w, (m) => {
    const lying = lyingAt(w, m)
    if (lying === undefined || w.standsStill(lying.site)) return NO_CAUSE
    const { goneMs, cause } = w.stock.limitAt(lying.cls, lying.owner, lying.site, dayOf(w, m))
    return goneMs < w.nowMs ? cause : NO_CAUSE
  })
}

function dayOf(w: World, m: number): number {
  return Math.floor(w.messages.firstMs(m) / DAY_MS)
}

/** The mailbox in which a message lies that waits for its recipient's device. */
function lyingAt(w: World, m: number): { readonly site: number; readonly owner: number; readonly cls: ClassRow } | undefined {
  const cls = w.plan.services[w.plan.products[w.messages.product(m)].service].mailbox
  if (cls === undefined || !w.messages.isStored(m)) return undefined
  const owner = w.persons.group(w.messages.recipient(m))
  const { site } = w.stock.placeFrom(owner, w.persons.group(w.messages.sender(m)), cls, "primary")
  return site === NONE ? undefined : { site, owner, cls }
}
