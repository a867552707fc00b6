/** What is erased: at once by an act that says no time, and whatever has grown older than the time that one says, for as long as it stands. */
import { erases } from "./duty.ts"
import { isHeld } from "./holds.ts"
import { Stage } from "./messages.ts"
import { deviceStop } from "./messaging.ts"
import type { ActPlan } from "./plan.ts"
import type { ClassRow } from "./products.ts"
import { leaveQueue } from "./queues.ts"
import { ACCOUNT_ENDED } from "./reasons.ts"
import { NO_CAUSE } from "./record.ts"
import { endErased } from "./restores.ts"
import { COPY_KINDS } from "./stock.ts"
import type { World } from "./world.ts"

/** Copies that are to be gone and that no duty holds, and mail that waits among them: what is erased is not delivered later. */
export function eraseWhat(w: World, act: ActPlan): void {
  if (act.act.erase!.for !== undefined) return eraseOld(w)
  const isMeant = (site: number, owner: number, cls: ClassRow): boolean => erases(w, act, cls, w.plan.groups.rows[owner], w.plan.sites[site])
  const isGone = (row: number): boolean => !isHeld(w, row)
  eraseRows(w, w.stock.select(isMeant).filter(isGone), act, () => w.restores.forget(w.restores.select(isMeant).filter(isGone)))
}

/** An act takes the copies of rows, those that `forget` gives up though they are missing, and mail that waits for its device of which these were the last. */
export function eraseRows(w: World, rows: ReadonlyArray<number>, act: ActPlan, forget: () => ReadonlyArray<number>): void {
  w.stock.erase(rows, act.row)
  const erased = new Set([...rows, ...forget()])
  if (erased.size > 0) eraseWaiting(w, (row) => (erased.has(row) ? act.row : NO_CAUSE))
}

/** What an old backup has brought back: an act that erased it, and stands, does so again. */
export function isRevived(w: World, row: number): boolean {
  return w.stock.kindOf(row) === "revived"
}

/** What is older than an act in force lets it grow goes, and mail that waits with it. */
export function eraseOld(w: World): void {
  if (!w.stock.hasLimits()) return
  w.stock.purge()
  eraseWithAged(w)
}

/** Mail goes that waits for its device, and whose copies have grown too old for an act. */
export function eraseWithAged(w: World): void {
  const { stock } = w
  if (!stock.hasLimits()) return
  eraseWaiting(w, (row) => {
    const site = stock.siteOf(row)
    const { goneMs, cause } = stock.limitAt(stock.classOf(row), stock.ownerOf(row), site, stock.dayOfRow(row))
    return goneMs < w.nowMs && !w.standsStill(site) ? cause : NO_CAUSE
  })
}

/**
 * Mail that waits for its device goes with its copies: where acts took some of what was written between the same people at the same time, no more of it
 * waits than first copies are left, or will be made again. The oldest goes first. `causeOf`: the act that took the copies of a row, or none.
 */
function eraseWaiting(w: World, causeOf: (row: number) => number): void {
  const { messages } = w
  for (const { rows, waiting } of waitingMail(w)) {
    const cause = rows.map(causeOf).find((one) => one !== NO_CAUSE)
    if (cause === undefined) continue
    const left = rows.reduce((sum, row) => sum + w.stock.counts.get(row) + w.restores.gone.get(row), 0)
    if (waiting.length <= left) continue
    waiting.sort((a, b) => (messages.isBefore(a, b) ? -1 : 1))
    for (const m of waiting.slice(0, waiting.length - left)) eraseMessage(w, m, cause)
  }
}

/** Mail of the same people, service and time that is on its way to its device or waits for it, and the rows in which its first copies lie, or lay. */
interface Alike {
  readonly rows: ReadonlyArray<number>
  readonly waiting: Array<number>
}

function waitingMail(w: World): Iterable<Alike> {
  const { messages, persons, plan, stock } = w
  const found = new Map<string, Alike>()
  for (let m = 0; m < messages.used; m++) {
    const stage = messages.stage(m)
    if ((stage !== Stage.WAITS_FOR_DEVICE && stage !== Stage.TO_DEVICE) || !messages.isStored(m) || messages.isInCell(m) || messages.isLast(m)) continue
    const cls = plan.services[plan.products[messages.product(m)].service].mailbox
    if (cls === undefined) continue
    // Either end may have been of another group as it was stored.
    const [owners, others] = [messages.recipient(m), messages.sender(m)].map((person) => plan.groups.alike(persons.group(person)))
    const bin = stock.binOfMail(m)
    const key = [owners[0], others[0], cls.row, bin].join()
    const known = found.get(key)
    if (known !== undefined) known.waiting.push(m)
    else found.set(key, { rows: owners.flatMap((owner) => others.flatMap((other) => rowsOf(w, owner, other, cls, bin))), waiting: [m] })
  }
  return found.values()
}

function rowsOf(w: World, owner: number, other: number, cls: ClassRow, bin: number): ReadonlyArray<number> {
  return w.plan.sites.map((site) => w.stock.rows.find(site.row, owner, other, cls.row, PRIMARY, bin)).filter((row) => row >= 0)
}

const PRIMARY = COPY_KINDS.indexOf("primary")

/** Nothing is left of it. What is on its way may still arrive, and what comes back all the same, since its account has ended, leaves no copy behind. */
function eraseMessage(w: World, m: number, cause: number): void {
  const { messages } = w
  const isOut = messages.stage(m) === Stage.TO_DEVICE
  const stop = isOut ? undefined : deviceStop(w, m)
  if (isOut || (stop !== undefined && ACCOUNT_ENDED.has(stop.reason))) return messages.setLast(m, cause)
  leaveQueue(w, m)
  endErased(w, m, cause)
}
