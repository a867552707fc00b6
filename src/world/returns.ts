/** What a message that comes back leaves in mailboxes: nothing, but for what a duty holds. */
import { isHeld } from "./holds.ts"
import type { CopyKind } from "./record.ts"
import { COPY_KINDS } from "./stock.ts"
import type { World } from "./world.ts"

/** A message comes back from the mailbox in which it lay: its copies go, from wherever they are by now; what is gone already is gone. What a duty keeps stays if keeping is chosen. */
export function takeBack(w: World, m: number, cause: number): void {
  const to = w.persons.group(w.messages.recipient(m))
  const from = w.persons.group(w.messages.sender(m))
  if (isTaken(w, m, to, from, cause)) return
  // Either may have been of another group then.
  for (const owner of w.plan.groups.alike(to)) for (const other of w.plan.groups.alike(from)) if ((owner !== to || other !== from) && isTaken(w, m, owner, other, cause)) return
}

/** Takes the copies of a message between two groups, if they have any. */
function isTaken(w: World, m: number, owner: number, other: number, cause: number): boolean {
  const { service } = w.plan.products[w.messages.product(m)]
  const bin = w.stock.binOfMail(m)
  return (w.messages.isInCell(m) && w.stock.takeFromCell(owner, other, service, bin)) || takeFromRows(w, [owner, other, service, bin], cause)
}

/** Takes the copies of one message of an owner's out of the rows; whether there were any. */
function takeFromRows(w: World, [owner, other, service, bin]: readonly [owner: number, other: number, service: number, bin: number], cause: number): boolean {
  const { stock, plan, restores } = w
  // What was lost with its disks is not made again.
  const isKept = (row: number) => stock.isKeptByDuty(row) && isHeld(w, row)
  const isForgotten = (rows: ReadonlyArray<number>) => rows.some((row) => row >= 0 && !isKept(row) && restores.forgetOne(row))
  let taken = false
  for (const cls of plan.services[service].classes)
    for (const kind of new Set<CopyKind>([...cls.kept.map((k) => k.kind), "backup"])) {
      const rows = plan.sites.map((s) => stock.rows.find(s.row, owner, other, cls.row, COPY_KINDS.indexOf(kind), bin)).filter((row) => row >= 0 && stock.counts.get(row) > 0)
      const here = stock.placeFrom(owner, other, cls, kind).site
      taken ||= rows.length > 0
      if (rows.length === 0) taken = isForgotten(plan.sites.map((s) => stock.rows.find(s.row, owner, other, cls.row, COPY_KINDS.indexOf(kind), bin))) || taken
      for (const own of [true, false]) {
        const found = rows.filter((row) => !stock.isKeptByDuty(row) === own)
        const row = found.find((r) => stock.siteOf(r) === here) ?? found[0]
        if (row !== undefined && !isKept(row)) stock.change(row, -1, cause)
      }
    }
  return taken
}
