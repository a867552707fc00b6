/** What lies at rest at an instant: copies by site, owner's group, class, kind and slot of sending, queues of relays among them. */
import { Column } from "../kernel/columns.ts"
import { RowTable } from "../kernel/table.ts"
import { operatorOf, providerOf, type Use } from "./holdings.ts"
import { NONE } from "./messages.ts"
import type { AtRestRow } from "./record.ts"
import { COPY_KINDS } from "./stock.ts"
import type { World } from "./world.ts"

export function atRestOf(w: World): ReadonlyArray<AtRestRow> {
  const { stock } = w
  // (site, owner's group, class, kind, slot of sending), and how many copies.
  const sums = new RowTable(5)
  const counts = new Column()
  for (let row = 0; row < stock.rows.size; row++) {
    const copies = stock.counts.get(row)
    if (copies > 0) counts.add(sums.intern(stock.siteOf(row), stock.ownerOf(row), stock.rows.key(row, 3), stock.rows.key(row, 4), stock.slotOfRow(row)), copies)
  }
  stock.eachQueued((m, site, cls) => counts.add(sums.intern(site, w.persons.group(w.messages.recipient(m)), cls.row, COPY_KINDS.indexOf("queue"), w.outcomes.slotOf(w.messages.outRow(m))), 1))
  return Array.from({ length: sums.size }, (_, i) => rowOf(w, [0, 1, 2, 3, 4].map((word) => sums.key(i, word)), counts.get(i)))
}

function rowOf(w: World, [site, group, clsRow, kind, sentSlot]: ReadonlyArray<number>, copies: number): AtRestRow {
  const cls = w.plan.classes[clsRow]
  return { atMs: w.nowMs, site: w.plan.sites[site].name, ...transferred(w, site, { service: w.plan.services[cls.service], cls, kind: COPY_KINDS[kind] }), group, otherGroup: NONE, service: w.plan.services[cls.service].name, class: cls.name, kind: COPY_KINDS[kind], sentSlot, copies, bytes: copies * cls.sizeBytes }
}

/** Who runs it now, and whose the service is, if that is not who the file says. */
function transferred(w: World, site: number, use: Use): Pick<AtRestRow, "operator" | "provider"> {
  const operator = operatorOf(w, site, use)
  const provider = providerOf(w, use.service)
  return { ...(operator === w.plan.sites[site].operator ? {} : { operator }), ...(provider === use.service.spec.provider ? {} : { provider }) }
}
