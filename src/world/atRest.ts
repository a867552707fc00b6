/** What lies at rest at an instant: copies by site, owner's group, class, kind and slot of sending, queues of relays among them. */
import { Column } from "../kernel/columns.ts"
import { RowTable } from "../kernel/table.ts"
import { operatorOf, providerOf } from "./holdings.ts"
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

/** Who runs the site now, and whose the service is, where that is not who the file says. */
function rowOf(w: World, [site, group, clsRow, kind, sentSlot]: ReadonlyArray<number>, copies: number): AtRestRow {
  const cls = w.plan.classes[clsRow]
  const service = w.plan.services[cls.service]
  const operator = operatorOf(w, site, { service, cls, kind: COPY_KINDS[kind] })
  const provider = providerOf(w, service)
  return {
    atMs: w.nowMs,
    site: w.plan.sites[site].name,
    operator: operator === w.plan.sites[site].operator ? undefined : operator,
    provider: provider === service.spec.provider ? undefined : provider,
    group,
    otherGroup: NONE,
    service: service.name,
    class: cls.name,
    kind: COPY_KINDS[kind],
    sentSlot,
    copies,
    bytes: copies * cls.sizeBytes
  }
}
