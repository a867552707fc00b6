/** What happens when acts begin and end. Their toggles stand outside the calendar: at one instant they go before trips and messages. */
import { assert } from "../kernel/assert.ts"
import { hashString } from "../kernel/rng.ts"
import { exitFrom, inPlaces, isHeldForProvider, leavesMarket, marketOf, matchesGroup, reachesBeyond, servicesOfAct, siteState } from "./rulebook.ts"
import { beginAsk, beginShift, takeUpDenied } from "./habits.ts"
import { eraseOld, eraseRows, eraseWhat, isRevived } from "./erasure.ts"
import { hasDuties, isHeld, isKeptHere } from "./holds.ts"
import { handsOver, operatorOf, providerOf, seizes, type Use } from "./holdings.ts"
import type { Interval } from "./docketIntervals.ts"
import { ruling } from "./crossing.ts"
import { countTime } from "./journeys.ts"
import { NONE } from "./messages.ts"
import { wake } from "./queues.ts"
import { stall } from "./moves.ts"
import { isBeingLeft, mayLieAt, placeNames } from "./placement.ts"
import { type ActPlan, type Plan, turnsOf, type VariantPlan } from "./plan.ts"
import type { ClassRow } from "./products.ts"
import { type CopyKind, NO_CAUSE } from "./record.ts"
import { getsTo, ownerOf, placeOfRow, relocate, relocateLate } from "./relocation.ts"
import type { SiteRow } from "./sites.ts"
import { COPY_KINDS } from "./stock.ts"
import { mailboxOwner } from "./subjects.ts"
import { Counter, CUT_OFF, FAILING, OFF_BY_DATE, type World } from "./world.ts"
import { DAY_MS } from "./zones.ts"

export interface Toggle {
  /** When it happens in the run (never before 0), and when in truth [ms]. */
  readonly atMs: number
  readonly trueMs: number
  /** Lifting goes before imposing at one instant. */
  readonly on: boolean
  readonly rank: number
  readonly what: "act" | "rule" | "notice" | "failure" | "cut" | "fault" | "date" | "look" | "close" | "reach" | "wipe" | "backup" | "reset" | "clock"
  readonly row: number
}

/** All toggles of a variant's acts, and of how far its orders reach, over the run, in order. Toggles of the sites belong to every run. */
export function togglesOf(plan: Plan, variant: Pick<VariantPlan, "acts" | "reaches">): ReadonlyArray<Toggle> {
  const toggles: Array<Toggle> = []
  const add = (what: Toggle["what"], row: number, fromMs: number, untilMs: number, rank: number) => {
    if (untilMs <= 0 || fromMs >= plan.horizonMs) return
    toggles.push({ what, row, on: true, atMs: Math.max(0, fromMs), trueMs: fromMs, rank })
    if (untilMs < plan.horizonMs) toggles.push({ what, row, on: false, atMs: untilMs, trueMs: untilMs, rank })
  }
  for (const row of variant.reaches) for (const { fromMs, untilMs } of plan.reaches[row].intervals) add("reach", row, fromMs, untilMs, 0)
  for (const row of variant.acts) {
    const act = plan.acts[row]
    for (const interval of act.intervals) add("act", row, interval.fromMs, interval.untilMs, act.rank)
    // Said before it is done: only copies that an exit moves begin then.
    if ((act.verb === "exit" || act.verb === "shut-down") && act.noticeMs !== undefined && act.noticeMs < act.startMs) add("notice", row, act.noticeMs, Number.POSITIVE_INFINITY, act.rank)
    if (act.closesMs !== undefined && act.closesMs > act.startMs) add("close", row, act.closesMs, Number.POSITIVE_INFINITY, 2)
    for (const rule of act.rules) for (const interval of rule.intervals) add("rule", rule.row, interval.fromMs, interval.untilMs, act.rank)
    for (const { fromMs, untilMs } of turnsOf(act)) add("look", row, fromMs, untilMs, act.rank)
    for (const eased of act.lets) add("look", row, eased.fromMs, eased.untilMs, act.rank)
  }
  for (const site of plan.sites) {
    for (const f of site.failing) add("failure", site.row, f.fromMs, f.untilMs, 0)
    for (const c of site.cutOff) add("cut", site.row, c.fromMs, c.untilMs, 0)
    for (const f of site.faults) add("fault", site.row, f.fromMs, f.untilMs, 0)
    for (const o of site.off) add("date", site.row, o.fromMs, o.untilMs, 0)
    for (const w of site.wiped) add("wipe", site.row, w.fromMs, w.untilMs, 0)
    for (const { madeMs } of site.backups) add("backup", site.row, madeMs, Number.POSITIVE_INFINITY, 0)
    for (const atMs of site.setBack) add("reset", site.row, atMs, Number.POSITIVE_INFINITY, 0)
    for (const c of site.clocks) add("clock", site.row, c.fromMs, c.untilMs, 0)
  }
  return toggles.sort((a, b) => a.atMs - b.atMs || Number(a.on) - Number(b.on) || a.trueMs - b.trueMs || a.rank - b.rank || order(a) - order(b) || a.row - b.row)
}

/** Rules come into force before the act's own consequences are drawn. */
function order(toggle: Toggle): number {
  return toggle.what === "act" ? 1 : 0
}

/** An instant: time is counted as it was, then what ends, ends, and what begins, begins. Where anything does, it is concluded after the trips of that instant. */
export function happen(w: World, toggles: ReadonlyArray<Toggle>, atMs: number, slotEnds: boolean): void {
  w.counters[Counter.NOW_MS] = atMs
  for (let person = 0; person < w.plan.people.count; person++) if (w.persons.exists(person)) countTime(w, person)
  w.stock.flush()
  eraseOld(w)
  w.readers.flush()
  if (slotEnds) nextSlot(w)
  for (const toggle of toggles) {
    flip(w, toggle)
    w.newEpoch(atMs)
    if (toggle.on && isFault(toggle)) standStill(w, toggle)
    if (toggle.on && toggle.what === "wipe") w.restores.wipe(toggle.row)
    if (toggle.on && toggle.what === "reset") w.backups.setBack(toggle.row)
    if (toggle.what === "act" && toggle.on) begin(w, w.plan.acts[toggle.row])
    if (toggle.what === "close" && w.actOn[toggle.row] === 1) beginAsk(w, w.plan.acts[toggle.row])
    if (toggle.what === "notice" && toggle.on) leaveMarket(w, w.plan.acts[toggle.row], false)
    if (opens(w, toggle)) takeUpDenied(w)
    if (toggle.what === "reach" && toggle.on) w.readers.exposeAll()
    w.digest.mix(keyOf(w.plan, toggle) ^ (toggle.on ? 1 : 0))
  }
  if (toggles.length > 0) {
    w.newEpoch(atMs)
    moveLate(w)
    eraseOld(w)
    w.restores.settle()
    // What a duty held where it was lost may have been made again where none does.
    if (hasDuties(w)) leaveLate(w)
    w.counters[Counter.INSTANT] = 1
    return
  }
  // What a duty has held long enough goes where the rules have it.
  if (hasDuties(w)) moveLate(w)
  close(w)
}

/** Everybody has gone who goes at an instant at which something began or ended: mail that waits is tried as things stand now. */
export function conclude(w: World): void {
  w.counters[Counter.INSTANT] = 0
  for (let person = 0; person < w.plan.people.count; person++) if (w.persons.waitHead(person) !== NONE) wake(w, person)
  close(w)
}

function close(w: World): void {
  w.backups.make()
  w.watch?.boundary()
}

function isFault({ what }: Toggle): boolean {
  return what === "failure" || what === "cut" || what === "fault"
}

/** What was closed to new people, or a store that was stopped, may be open again. */
function opens(w: World, { what, on, row }: Toggle): boolean {
  if (what !== "act" && what !== "look") return false
  const { verb } = w.plan.acts[row]
  if (verb === "close-to-new") return !on
  return (verb === "stop" ? !on : verb === "start" && on) && w.plan.services.some((s) => s.stores.length > 0)
}

/** A toggle's mark in the trace: by the names in the file, since row numbers depend on which variants a plan has. */
function keyOf(plan: Plan, toggle: Toggle): number {
  if (toggle.what === "cut") return hashString(`${plan.sites[toggle.row].name} cut off`)
  if (toggle.what === "fault") return hashString(`${plan.sites[toggle.row].name} faulty`)
  if (toggle.what === "failure" || toggle.what === "date") return hashString(plan.sites[toggle.row].name)
  if (toggle.what === "wipe" || toggle.what === "backup" || toggle.what === "reset" || toggle.what === "clock") return hashString(`${plan.sites[toggle.row].name} ${toggle.what}`)
  if (toggle.what === "reach") return hashString(`${plan.reaches[toggle.row].order} reaches ${plan.reaches[toggle.row].extent}`)
  const act = plan.acts[toggle.what === "rule" ? plan.rules[toggle.row].act : toggle.row]
  return act.key ^ hashString(`${toggle.what} ${toggle.what === "rule" ? (plan.rules[toggle.row].carrier ?? "") : ""}`)
}

function nextSlot(w: World): void {
  if (!w.silent) w.stock.snapshot()
  w.counters[Counter.SLOT]++
  w.outRowCache.fill(NONE)
}

function flip(w: World, toggle: Toggle): void {
  const { what, row, on } = toggle
  if (what === "rule") w.ruleOn[row] = on ? 1 : 0
  else if (what === "reach") w.reachOn[row] = on ? 1 : 0
  else if (what === "failure") mark(w, toggle, FAILING, w.plan.sites[row].failing)
  else if (what === "cut") mark(w, toggle, CUT_OFF, w.plan.sites[row].cutOff)
  else if (what === "date") mark(w, toggle, OFF_BY_DATE, w.plan.sites[row].off)
  else if (what === "notice") {
    w.noticed[row] = 1
    w.enter(row)
  } else if (what === "act") {
    w.actOn[row] = on ? 1 : 0
    if (on) w.enter(row)
  }
}

/** A mark of a site: of two times that overlap the end of the first lifts nothing. */
function mark(w: World, { row, on, atMs }: Toggle, bit: number, spans: ReadonlyArray<Interval>): void {
  const is = on || spans.some(({ fromMs, untilMs }) => fromMs < atMs && atMs < untilMs)
  w.siteFailed[row] = is ? w.siteFailed[row] | bit : w.siteFailed[row] & ~bit
}

/** What an act does once, at its beginning. What it makes of the rules is read from the acts that stand. */
function begin(w: World, act: ActPlan): void {
  const body = act.act
  switch (act.verb) {
    case "place":
      return relocate(w, act)
    case "exit":
    case "shut-down":
      turnBack(w, act)
      return leaveMarket(w, act, true)
    case "open":
      if (body.open!.span !== "from-now") w.readers.take(act, openedRows(w, act))
      return
    case "seize":
      return seize(w, act)
    case "erase":
      return eraseWhat(w, act)
    case "give-keys":
    case "move-keys":
    case "rotate-keys":
    case "destroy-keys":
      return w.readers.keysChanged()
    case "transfer":
      return handsOver(w, act) ? w.readers.keysChanged() : undefined
    case "shift":
      return beginShift(w, act)
    case "ask":
      return beginAsk(w, act)
    case "block":
    case "slow":
    case "evade":
    case "suspend":
    case "restore":
    case "close-to-new":
    case "withdraw":
    case "filter":
    case "start":
    case "stop":
    case "keep":
    case "sanction":
      return
    case "comply":
    case "refuse":
    case "any-of":
      assert(false, "what is to be complied with, refused or chosen is resolved before a run")
  }
}

/** While a site is down or cut off, nothing moves from it or to it. */
function standStill(w: World, { row, what, atMs }: Toggle): void {
  const { failing, cutOff, faults } = w.plan.sites[row]
  const within = <T extends Interval>(spans: ReadonlyArray<T>) => spans.filter((span) => span.fromMs <= atMs && atMs < span.untilMs)
  if (what !== "fault") return stall(w, row, Math.max(...within(what === "cut" ? cutOff : failing).map((span) => span.untilMs)))
  for (const fault of within(faults)) if (STALLING.has(fault.what)) stall(w, row, fault.untilMs, fault.with.length === 0 ? undefined : fault.with)
}

/** What is not acknowledged does not go on: a line that carries one way alone moves nothing. */
const STALLING: ReadonlySet<string> = new Set(["paused", "deaf", "mute", "unreachable"])

function moveLate(w: World): void {
  relocateLate(w)
  leaveLate(w)
}

function leaveLate(w: World): void {
  for (const act of w.begun()) {
    const old = (act.act.exit ?? act.act["shut-down"])?.old
    if (act.act.exit !== undefined && old === "moves" && w.isNoticed(act)) leaveMarket(w, act, w.isOn(act))
    // What a duty had held goes as that ends, or as it is moved away; what came later is of people to whom the service was given back.
    if (old === "erased" && w.isOn(act) && (hasDuties(w) || w.backups.any)) eraseLeft(w, act, (row) => isRevived(w, row) || (hasDuties(w) && w.stock.dayOfRow(row) * DAY_MS < act.startMs))
  }
}

/**
 * From the notice of a market's exit on, copies leave the sites that will stop, whosesoever they are, and those that others hold
 * there for its provider. At the exit itself the copies of the accounts that leave move too, or are erased, and the keys go along;
 * customers' own servers stay as they are, and what a duty holds is not erased, nor moved from sites that go on.
 */
function leaveMarket(w: World, act: ActPlan, atExit: boolean): void {
  const { old } = (act.act.exit ?? act.act["shut-down"])!
  if (old === "erased") {
    if (!atExit) return
    eraseLeft(w, act, () => true)
    return w.readers.keysChanged()
  }
  if (act.act["shut-down"] !== undefined) return
  const { stops, leaves } = leavingWith(w, act)
  const own = atExit ? w.stock.select(leaves).filter((row) => !isKeptHere(w, row)) : []
  const targets = new Map([...new Set([...own, ...w.stock.select(stops)])].map((row) => [row, exitTarget(w, act, row)]))
  // What it has no place for that can be got to now goes where a rule has sent it, and goes on to no place that it had before.
  const sent = [...targets.keys()].filter((row) => getsTo(w, row, targets.get(row)!) || !w.stock.isMoving(row, act.row))
  w.stock.send(sent, (row) => targets.get(row)!, act.row)
  if (atExit) w.readers.keysChanged()
}

/** What is on its way to where sites stop with an exit stays where it lies, or goes elsewhere: it would come to a market that has been left. */
function turnBack(w: World, act: ActPlan): void {
  const { stops } = leavingWith(w, act)
  w.stock.rollBack(({ toSite, group, class: row, kind }) => stops(toSite, group, w.plan.classes[row], COPY_KINDS[kind]))
}

/** What an exit or a shutdown erases is gone, as far as no duty holds it and a test selects it. */
function eraseLeft(w: World, act: ActPlan, test: (row: number) => boolean): void {
  const { stops, leaves } = leavingWith(w, act)
  const isMeant: Leaving["stops"] = (...of) => stops(...of) || leaves(...of)
  const isGone = (row: number) => !isHeld(w, row) && test(row)
  eraseRows(w, w.stock.select(isMeant).filter(isGone), act, () => w.restores.forget(w.restores.select(isMeant).filter(isGone)))
}

/** Whether copies lie at a site that stops with an exit, and whether they are of accounts that leave. */
interface Leaving {
  readonly stops: (site: number, owner: number, cls: ClassRow, kind: CopyKind) => boolean
  readonly leaves: Leaving["stops"]
}

function leavingWith(w: World, act: ActPlan): Leaving {
  const exit = (act.act.exit ?? act.act["shut-down"])!
  const left = servicesOfAct(w, act, exit.what)
  const market = act.act.exit !== undefined && leavesMarket(w, act) ? marketOf(act) : []
  const providers = (site: number) => w.plan.sites[site].operatorKind !== "customer"
  const serves = (site: number, cls: ClassRow, kind: CopyKind) => act.by.includes(operatorOf(w, site, { service: w.plan.services[cls.service], cls, kind }, act.startMs)) || (isHeldForProvider(w.plan.sites[site]) && act.by.includes(providerOf(w, w.plan.services[cls.service], act.startMs) ?? ""))
  return {
    stops: (site, _owner, cls, kind) => providers(site) && market.includes(w.plan.sites[site].country) && serves(site, cls, kind),
    leaves: (site, owner, cls) => providers(site) && left.some((s) => s.row === cls.service) && matchesGroup(act, exit.of, ownerOf(w, owner, cls))
  }
}

/** Where an exit sends a copy: the first of the places that it states which can take it; where it states none, or their markets have been left too, where the rules would now put it, else another running site of the provider's where they let it lie. */
function exitTarget(w: World, act: ActPlan, row: number): number {
  const use = useOfRow(w, row)
  const isLeft = (site: SiteRow) => exitFrom(w, site, use.service) !== NO_CAUSE
  const stated = (act.act.exit?.at ?? []).flatMap((name) => w.plan.sites.filter((site) => site.name === name && !isLeft(site)))
  if (stated.length > 0) return openTarget(w, row, stated)
  const market = marketOf(act)
  const ruled = placeOfRow(w, row)
  const isOut = ruled >= 0 && !market.includes(w.plan.sites[ruled].country)
  const here = w.stock.siteOf(row)
  if (isOut && getsTo(w, row, ruled)) return ruled
  const ruler = mailboxOwner(w.plan.groups.rows[ruling(w.plan, w.stock.ownerOf(row), w.stock.otherOf(row))])
  // Whose machines they are leaves here; whose the service is may have left elsewhere.
  const allowed = (s: SiteRow) => !isLeft(s) && !isBeingLeft(w, use.service, s) && siteState(w, s.row, use).reached && w.faults.isOpenBetween(here, s.row) && mayLieAt(w, w.stock.classOf(row), w.stock.kindOf(row), ruler, s)
  const other = w.plan.sites.findIndex((s) => act.by.includes(operatorOf(w, s.row)) && !market.includes(s.country) && s.spec.roles.some((r) => r === "mailbox" || r === "backup") && allowed(s))
  // What can go nowhere now waits for where it belongs.
  return other < 0 && isOut ? ruled : other
}

/** The first of the sites that an exit states which runs, and where a rule in force lets such copies lie; one that they get to now goes first. Those in markets that are being left are none, where another is lawful. */
function openTarget(w: World, row: number, stated: ReadonlyArray<SiteRow>): number {
  const [use, ruler] = [useOfRow(w, row), w.plan.groups.rows[ruling(w.plan, w.stock.ownerOf(row), w.stock.otherOf(row))]]
  const lawful = stated.filter((site) => mayLieAt(w, w.stock.classOf(row), w.stock.kindOf(row), mailboxOwner(ruler), site))
  const lasting = lawful.filter((site) => !isBeingLeft(w, use.service, site))
  const open = (lasting.length > 0 ? lasting : lawful).filter((site) => siteState(w, site.row, use).up)
  return (open.find((site) => getsTo(w, row, site.row)) ?? open.at(0))?.row ?? NONE
}

/** Copies that a holder can hand over: on sites that he runs, in the places that the act names. */
function openedRows(w: World, act: ActPlan): ReadonlyArray<number> {
  const open = act.act.open!
  const places = open.in ?? act.inPlaces
  const via = open.via ?? act.by
  return ownedRows(w, act, open.of, (cls) => open.what === undefined || open.what.includes("all") || placeNames(open.what, w.plan.services[cls.service].name, cls.name)).filter((row) => {
    const site = w.stock.siteOf(row)
    const operator = operatorOf(w, site, useOfRow(w, row))
    const beyond = open.in === undefined && reachesBeyond(w.plan, act, w.plan.groups.rows[w.stock.ownerOf(row)])
    return (beyond || inPlaces(places.length === 0 ? undefined : places, w.plan.sites[site].country)) && (via.length === 0 || via.includes(operator) || via.includes(w.plan.sites[site].operatorKind))
  })
}

function seize(w: World, act: ActPlan): void {
  const falls = (site: number, cls: ClassRow, kind: CopyKind) => seizes(w, act, w.plan.sites[site], { service: w.plan.services[cls.service], cls, kind })
  w.readers.take(act, w.stock.select((site, _owner, cls, kind) => falls(site, cls, kind)))
  w.readers.takeQueue(act, (site, cls) => falls(site, cls, "queue"))
  w.readers.keysChanged()
}

function useOfRow(w: World, row: number): Use {
  const cls = w.stock.classOf(row)
  return { service: w.plan.services[cls.service], cls, kind: w.stock.kindOf(row) }
}

/** Rows with copies of classes that a test names, of owners whom the act selects. */
function ownedRows(w: World, act: ActPlan, of: Parameters<typeof matchesGroup>[1], named: (cls: ClassRow) => boolean): ReadonlyArray<number> {
  return w.stock.select((_site, owner, cls) => named(cls) && matchesGroup(act, of, ownerOf(w, owner, cls)))
}
