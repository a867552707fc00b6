/** What becomes of copies that lie elsewhere than the rules on places have them: as a rule begins, and once what stood in the way is over. */
import { ruling } from "./crossing.ts"
import { eraseRows, isRevived } from "./erasure.ts"
import { isKeptHere, isLetGo } from "./holds.ts"
import { mayLieAt, placeNames, placeOf } from "./placement.ts"
import type { ActPlan } from "./plan.ts"
import type { ClassRow } from "./products.ts"
import { inPlaces, matchesGroup } from "./rulebook.ts"
import type { SiteRow } from "./sites.ts"
import { mailboxOwner, type Subject } from "./subjects.ts"
import type { World } from "./world.ts"

/** Copies that lie elsewhere than the rule now says move, stay or are erased. */
export function relocate(w: World, act: ActPlan): void {
  const { old } = act.act.place!
  if (old === "moves") send(w, act, ruledRows(w, act))
  if (old !== "erased") return
  // What is to be gone is gone, whether or not the new place can be had yet.
  clear(w, act, () => true)
  // What is on its way to where it would be so stays where it lies.
  const rows = ruledRows(w, act)
  w.stock.rollBack((move) => !allows(act, w.plan.sites[move.toSite]) && rows.some((row) => w.stock.isOf(move, row)))
}

/** What lies where a rule on places forbids it, or is to be made again there, is gone: of it what a test selects. */
function clear(w: World, act: ActPlan, test: (row: number) => boolean): void {
  eraseRows(w, misplacedRows(w, act).filter(test), act, () => w.restores.forget(misplacedRows(w, act, w.restores.gone).filter(test)))
}

/** Sends copies to where the rules have them; what an exit takes to a place where they let it lie is with that. */
function send(w: World, act: ActPlan, rows: ReadonlyArray<number>): void {
  w.stock.send(rows.filter((row) => !isLeaving(w, row)), (row) => placeOfRow(w, row), act.row)
}

function isLeaving(w: World, row: number): boolean {
  const { stock, plan } = w
  const ruler = mailboxOwner(plan.groups.rows[ruling(plan, stock.ownerOf(row), stock.otherOf(row))])
  return stock.moves.some((m) => m.endMs === undefined && stock.isOf(m, row) && plan.acts[m.cause].act.exit !== undefined && getsTo(w, row, m.toSite) && mayLieAt(w, stock.classOf(row), stock.kindOf(row), ruler, plan.sites[m.toSite]))
}

/** Whether copies of a row are at a site, or get there now. */
export function getsTo({ stock, faults }: World, row: number, to: number): boolean {
  const from = stock.siteOf(row)
  return to >= 0 && (from === to || (!stock.isOffLine(to) && faults.isOpenBetween(from, to)))
}

/** What had nowhere to move to, or could not leave, while a site was stopped, down or cut off, or a rule forbade it, moves once it can. */
export function relocateLate(w: World): void {
  for (const act of w.begun()) {
    const old = act.act.place?.old
    if (old === undefined || old === "stays" || !w.isOn(act)) continue
    if (old === "moves") send(w, act, misplacedRows(w, act))
    // What a duty had held goes as that ends, what comes back at once, and what lies there since it could lie nowhere as soon as it could.
    else clear(w, act, (row) => isRevived(w, row) || isLetGo(w, row) || !isNowhere(w, row))
  }
}

/** Whether the rules in force leave copies no place. */
function isNowhere({ stock }: World, row: number): boolean {
  return stock.placeFrom(stock.ownerOf(row), stock.otherOf(row), stock.classOf(row), stock.kindOf(row)).reason === "no-legal-place"
}

/** Copies that a rule on places is about: not those that a duty in force holds where they are. */
function ruledRows(w: World, act: ActPlan, counts = w.stock.counts): ReadonlyArray<number> {
  const place = act.act.place!
  const named = (cls: ClassRow) => placeNames(place.what, w.plan.services[cls.service].name, cls.name)
  return w.stock.select((_site, owner, cls, kind, other) => named(cls) && (place.copies === "all" || kind === "primary") && matchesGroup(act, place.of, ownerOf(w, ruling(w.plan, owner, other), cls)), counts).filter((row) => !isKeptHere(w, row))
}

/** Those of them that lie where it forbids. */
function misplacedRows(w: World, act: ActPlan, counts = w.stock.counts): ReadonlyArray<number> {
  return ruledRows(w, act, counts).filter((row) => !allows(act, w.plan.sites[w.stock.siteOf(row)]))
}

/** Whether a rule lets copies lie at a site: a customer's own server is none of its business. */
function allows(act: ActPlan, site: SiteRow): boolean {
  const place = act.act.place!
  return site.operatorKind === "customer" || (inPlaces(place.in, site.country) && !(place["not-in"]?.includes(site.country) ?? false) && (place.at?.includes(site.name) ?? true))
}

/** Where copies of a row go now by the rules: their site, or -1. */
export function placeOfRow(w: World, row: number): number {
  const cls = w.stock.classOf(row)
  const kind = w.stock.kindOf(row)
  const [owner, writer, here] = [w.stock.ownerOf(row), w.stock.otherOf(row), w.stock.siteOf(row)]
  const [his, ruler] = [owner, ruling(w.plan, owner, writer)].map((group) => mailboxOwner(w.plan.groups.rows[group]))
  // What a duty alone has made has no place to go home to.
  if (w.stock.isKeptByDuty(row) && mayLieAt(w, cls, kind, ruler, w.plan.sites[here])) return here
  const { site } = w.stock.placeFrom(owner, writer, cls, kind)
  const isApart = site < 0 || w.isCutOff(site) || !w.faults.isOpenBetween(here, site)
  if (site === here || !isApart) return site
  // New mail gets there from the relay beside it; what lies elsewhere goes to another lawful place, or waits.
  const other = placeOf(w, cls, kind, his, ruler, here).site
  return other < 0 ? site : other
}

/** Whose copies they are, as somebody with an account of the service. */
export function ownerOf(w: World, owner: number, cls: ClassRow): Subject {
  return mailboxOwner(w.plan.groups.rows[owner], w.plan.services[cls.service].name)
}
