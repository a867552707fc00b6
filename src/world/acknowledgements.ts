// HOT
/**
 * Acknowledgements: a relay answers the client, a mailbox the relay. Without an answer the message is sent again, and a site drops what it
 * has: what comes twice is taken once.
 */
import { hashString, uniform } from "../kernel/rng.ts"
import { NONE, Stage } from "./messages.ts"
import { mailboxOf } from "./messaging.ts"
import { Counter, Kind, type World } from "./world.ts"

const PURPOSE = { relay: hashString("relay answers"), mailbox: hashString("mailbox answers"), twice: hashString("comes twice") }
/** How long after a message its double comes, and a relay waits for the answer of a mailbox before it sends again [ms; author's judgement]. */
const DOUBLE_MS = 1000
const AGAIN_MS = 300_000

/** A relay that stands still holds what gets to it until it goes on; one of finite capacity begins to serve it then. */
export function waitsOutPause(w: World, m: number, queue: number): boolean {
  const site = w.verdicts.relayOf(w.persons.group(w.messages.sender(m)), serviceOf(w, m))
  if (site < 0 || !w.faults.isPaused(site)) return false
  w.calendar.scheduleAt(w.faults.pausedUntilMs, site, Kind.RELAY, m, queue)
  return true
}

/** The relay has taken a message, and answers. */
export function relayAnswers(w: World, m: number): void {
  const site = w.verdicts.relayOf(w.persons.group(w.messages.sender(m)), serviceOf(w, m))
  if (site < 0) return
  if (!w.faults.speaks(site) || isLost(w, m, site, PURPOSE.relay)) clientTriesAgain(w, m)
  else if (comesTwice(w, m, site, PURPOSE.relay)) comeDouble(w, m, Kind.RELAY_AGAIN)
}

/** The client has no answer: it tries again for as long as it ever does. */
function clientTriesAgain(w: World, m: number): void {
  const { waits } = w.plan.services[serviceOf(w, m)]
  w.dueMs[0] = w.nowMs + waits.retryMs
  if (w.dueMs[0] <= w.messages.firstMs(m) + waits.clientMs) w.calendar.scheduleAt(w.dueMs, 0, Kind.RELAY_AGAIN, m, w.messages.key(m))
}

/** The mailbox has taken a message, and answers the relay. On one site there is nothing between them. */
export function mailboxAnswers(w: World, m: number): void {
  const box = mailboxOf(w, m)
  const site = box.placed?.site ?? NONE
  if (site < 0 || site === box.relaySite) return
  const isAnswered = box.relaySite < 0 || w.faults.carries(site, box.relaySite)
  if (!isAnswered || isLost(w, m, site, PURPOSE.mailbox)) relaySendsAgain(w, m)
  else if (comesTwice(w, m, site, PURPOSE.mailbox)) comeDouble(w, m, Kind.MAILBOX_AGAIN)
}

function relaySendsAgain(w: World, m: number): void {
  w.dueMs[0] = w.nowMs + AGAIN_MS
  w.calendar.scheduleAt(w.dueMs, 0, Kind.MAILBOX_AGAIN, m, w.messages.key(m))
}

function comeDouble(w: World, m: number, kind: number): void {
  w.dueMs[0] = w.nowMs + DOUBLE_MS
  w.calendar.scheduleAt(w.dueMs, 0, kind, m, w.messages.key(m))
}

/** A message comes once more to its relay or its mailbox, which has it or has had it: it is dropped. Its row may have another by now. */
export function drop(w: World, m: number, key: number, kind: number): void {
  const msgs = w.messages
  w.counters[Counter.AGAIN]++
  w.digest.mix(key)
  if (msgs.stage(m) < Stage.WAITS_AT_RELAY || msgs.key(m) !== key) return
  w.watch?.cameAgain?.(m)
  // It has not been answered yet.
  if (kind === Kind.RELAY_AGAIN) {
    const site = w.verdicts.relayOf(w.persons.group(msgs.sender(m)), serviceOf(w, m))
    if (site >= 0 && !w.faults.speaks(site)) clientTriesAgain(w, m)
  } else {
    const box = mailboxOf(w, m)
    const site = box.placed?.site ?? NONE
    if (site >= 0 && box.relaySite >= 0 && site !== box.relaySite && !w.faults.carries(site, box.relaySite)) relaySendsAgain(w, m)
  }
}

/** An answer is lost like any message that a lossy site sends. */
function isLost(w: World, m: number, site: number, purpose: number): boolean {
  const lossy = w.faults.of(site, "lossy")
  for (let i = 0; i < lossy.length; i++) if (uniform(w.draw(w.messages.key(m) ^ lossy[i].key, purpose, 0)) < lossy[i].share) return true
  return false
}

function comesTwice(w: World, m: number, site: number, purpose: number): boolean {
  const doubling = w.faults.of(site, "doubling")
  for (let i = 0; i < doubling.length; i++) if (uniform(w.draw(w.messages.key(m) ^ doubling[i].key, PURPOSE.twice, purpose)) < doubling[i].share) return true
  return false
}

function serviceOf(w: World, m: number): number {
  return w.plan.products[w.messages.product(m)].service
}
