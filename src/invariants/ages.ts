/** R1 over time: while an act lets nothing grow older than a time, nothing older lies where it says. Read from the acts' own words. */
import type { ActPlan } from "../world/plan.ts"
import type { ClassRow } from "../world/products.ts"
import type { Group } from "../world/record.ts"
import type { SiteRow } from "../world/sites.ts"
import type { World } from "../world/world.ts"
import { DAY_MS } from "../world/zones.ts"
import type { Check } from "./promise.ts"
import { actText, classText, isAsleep, isHeldNow, meansOwner, meansSite, namesClass } from "./words.ts"

export function tooOld(w: World, check: Check): void {
  const { plan, stock } = w
  const standing = [...w.begun()].filter((act) => w.isOn(act))
  for (const act of standing) {
    const longest = act.act.erase?.for
    if (longest === undefined) continue
    for (let row = 0; row < stock.rows.size; row++) {
      const [count, site, cls, group, day] = [stock.counts.get(row), plan.sites[stock.siteOf(row)], stock.classOf(row), plan.groups.rows[stock.ownerOf(row)], stock.dayOfRow(row)]
      // Of a day's copies the oldest were written as it began.
      if (count <= 0 || w.nowMs - day * DAY_MS <= longest || !means(w, act, cls, group, site)) continue
      if (isHeldNow(w, { class: cls.row, group: stock.ownerOf(row) }, site, day)) continue
      const what = `${count} copies of ${classText(plan, cls)} of ${group.cohort} of the day from ${plan.clock.iso(day * DAY_MS)} on lie at ${site.name} in ${site.country} at ${plan.clock.iso(w.nowMs)}, older than ${actText(act)} lets them grow`
      if (isAsleep(w, site)) check.conflict ??= `${what}: the site is down`
      else check.holds(false, () => what, 0)
    }
  }
}

/** Whether what an act erases is meant: the class, its owner, and the place. */
function means(w: World, act: ActPlan, cls: ClassRow, group: Group, site: SiteRow): boolean {
  const body = act.act.erase!
  const his = site.operatorKind !== "customer" || act.by.length === 0 || act.by.includes("customer")
  return meansSite(w, act, site) && his && namesClass(body.what, w.plan.services[cls.service].name, cls.name) && meansOwner(body.of, group)
}
