/** What is erased: at once by an act that says no time, and whatever has grown older than the time that one says, for as long as it stands. */
import { erases, holdsOf, keeps, keepsAt } from "./duty.ts"
import { NONE } from "./messages.ts"
import type { ActPlan } from "./plan.ts"
import type { ClassRow } from "./products.ts"
import { NO_CAUSE } from "./record.ts"
import { eraseQueued } from "./queues.ts"
import type { World } from "./world.ts"
import { DAY_MS } from "./zones.ts"

/** Copies that are to be gone, and mail that waits among them: what is erased is not delivered later. */
export function eraseWhat(w: World, act: ActPlan): void {
  if (act.act.erase!.for !== undefined) return eraseOld(w)
  const holds = holdsOf(w)
  const isGone = (siteRow: number, owner: number, cls: ClassRow): boolean => {
    const [site, group] = [w.plan.sites[siteRow], w.plan.groups.rows[owner]]
    return erases(w, act, cls, group, site) && !holds.some((hold) => keeps(w, hold, cls, group) && keepsAt(hold, site))
  }
  w.stock.erase(w.stock.select(isGone), act.row)
  w.restores.forget(w.restores.select(isGone))
  eraseQueued(w, (m) => {
    const lying = lyingAt(w, m)
    return lying !== undefined && isGone(lying.site, lying.owner, lying.cls) ? act.row : NO_CAUSE
  })
}

/** What is older than an act in force lets it grow goes, and mail that waits with it. */
export function eraseOld(w: World): void {
  if (!w.stock.hasLimits()) return
  w.stock.purge()
  eraseQueued(w, (m) => {
    const lying = lyingAt(w, m)
    if (lying === undefined || w.standsStill(lying.site)) return NO_CAUSE
    const { goneMs, cause } = w.stock.limitAt(lying.cls, lying.owner, lying.site, Math.floor(w.messages.firstMs(m) / DAY_MS))
    return goneMs < w.nowMs ? cause : NO_CAUSE
  })
}

/** The mailbox in which a message lies that waits for its recipient's device. */
function lyingAt(w: World, m: number): { readonly site: number; readonly owner: number; readonly cls: ClassRow } | undefined {
  const cls = w.plan.services[w.plan.products[w.messages.product(m)].service].mailbox
  if (cls === undefined || !w.messages.isStored(m)) return undefined
  const owner = w.persons.group(w.messages.recipient(m))
  const { site } = w.stock.placeFrom(owner, w.persons.group(w.messages.sender(m)), cls, "primary")
  return site === NONE ? undefined : { site, owner, cls }
}
