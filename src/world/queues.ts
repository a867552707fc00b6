/** Queues: mail that waits for its mailbox or its recipient's device, the limits of waiting, and what wakes it. */
import { assert } from "../kernel/assert.ts"
import { certain, type Obstacle } from "./gates.ts"
import { NONE, Stage } from "./messages.ts"
import { bounce, deviceStop, isCircuit, mailboxOf, stopper, toDevice, toMailbox } from "./messaging.ts"
import { ACCOUNT_ENDED, REASON_ROW, REASONS } from "./reasons.ts"
import { endErased } from "./restores.ts"
import { Kind, type World } from "./world.ts"

/** Stands in the recipient's queue until its limit. */
export function wait(w: World, m: number, stage: number, stop: Obstacle | undefined): void {
  const msgs = w.messages
  assert(stage === Stage.WAITS_AT_RELAY || stage === Stage.WAITS_FOR_DEVICE, "what waits does so at the relay or for the device")
  const recipient = msgs.recipient(m)
  // A call whose other end is cut off between its acceptance and the ringing is over.
  if (stop !== undefined && stage === Stage.WAITS_FOR_DEVICE && (ACCOUNT_ENDED.has(stop.reason) || isCircuit(w, m))) return bounce(w, m, stop.reason, stop.act)
  msgs.setStage(m, stage)
  if (stop !== undefined) {
    msgs.setReason(m, REASON_ROW[stop.reason], stop.act)
  }
  join(w, m, recipient)
  if (stage === Stage.WAITS_AT_RELAY) w.persons.addWaitsAtRelay(recipient, 1)
  w.trace?.({ kind: "waits", atMs: w.nowMs, message: m, where: stage === Stage.WAITS_AT_RELAY ? "relay" : "device", obstacle: stop })
  w.watch?.waits(m)
  startLimit(w, m)
  if (stop !== undefined && !certain(stop)) planProbe(w, m)
}

/** Joins a person's queue in the order of acceptance: what was on its way when the door closed comes before what came later. */
function join(w: World, m: number, recipient: number): void {
  const msgs = w.messages
  let before = w.persons.waitTail(recipient)
  while (before !== NONE && msgs.isBefore(m, before)) before = msgs.previous(before)
  const after = before === NONE ? w.persons.waitHead(recipient) : msgs.next(before)
  msgs.setPrevious(m, before)
  msgs.setNext(m, after)
  if (before === NONE) w.persons.setWaitHead(recipient, m)
  else msgs.setNext(before, m)
  if (after === NONE) w.persons.setWaitTail(recipient, m)
  else msgs.setPrevious(after, m)
}

/** How long a message that waits behind a leak, or for an instant, rests before it tries again [ms; author's judgement]; the last for every further time. */
const PROBES_MS = [300_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000, 21_600_000]

/** The limit that holds where it waits: the recipient's network takes so many for so long, the relay holds for its time. */
function startLimit(w: World, m: number): void {
  const msgs = w.messages
  const service = w.plan.services[w.plan.products[msgs.product(m)].service]
  const { relayMs, networkMessages, networkMs } = service.waits
  let limitMs = relayMs
  if (msgs.stage(m) === Stage.WAITS_FOR_DEVICE && networkMessages > 0) {
    const at = msgs.recipient(m) * w.productCount + msgs.product(m)
    if (w.inNetwork[at] < networkMessages) {
      w.inNetwork[at]++
      msgs.setInNetwork(m, true)
      limitMs = networkMs
    } else if (service.mailbox !== undefined) limitMs = Number.POSITIVE_INFINITY
  }
  w.dueMs[0] = w.nowMs + limitMs
  msgs.setTimer(m, w.dueMs[0] < w.plan.horizonMs ? w.calendar.scheduleAt(w.dueMs, 0, Kind.EXPIRE, m, 0) : NONE)
}

/** Takes a message out of its queue; the next of the same product may enter the network. */
export function leaveQueue(w: World, m: number): void {
  const msgs = w.messages
  assert(msgs.stage(m) === Stage.WAITS_AT_RELAY || msgs.stage(m) === Stage.WAITS_FOR_DEVICE, "what leaves a queue stands in one")
  const recipient = msgs.recipient(m)
  const before = msgs.previous(m)
  const after = msgs.next(m)
  if (before === NONE) w.persons.setWaitHead(recipient, after)
  else msgs.setNext(before, after)
  if (after === NONE) w.persons.setWaitTail(recipient, before)
  else msgs.setPrevious(after, before)
  if (msgs.stage(m) === Stage.WAITS_AT_RELAY) w.persons.addWaitsAtRelay(recipient, -1)
  w.calendar.cancel(msgs.timer(m))
  w.calendar.cancel(msgs.probe(m))
  msgs.setTimer(m, NONE)
  msgs.setProbe(m, NONE)
  if (!msgs.isInNetwork(m)) return
  msgs.setInNetwork(m, false)
  w.inNetwork[recipient * w.productCount + msgs.product(m)]--
  for (let n = w.persons.waitHead(recipient); n !== NONE; n = msgs.next(n))
    if (msgs.product(n) === msgs.product(m) && msgs.stage(n) === Stage.WAITS_FOR_DEVICE && !msgs.isInNetwork(n)) {
      w.calendar.cancel(msgs.timer(n))
      startLimit(w, n)
      return
    }
}

/** The limit of a queue has passed. */
export function expire(w: World, m: number): void {
  const msgs = w.messages
  const recipient = msgs.recipient(m)
  msgs.setTimer(m, NONE)
  leaveQueue(w, m)
  const then = w.plan.services[w.plan.products[msgs.product(m)].service].waits.then
  const reason = msgs.reason(m) === NONE ? "waited-too-long" : REASONS[msgs.reason(m)]
  if (then === "bounce") bounce(w, m, reason, msgs.cause(m))
  else {
    w.outcomes.expired.add(msgs.outRow(m), 1)
    w.outcomes.gotExpired.add(msgs.inRow(m), 1)
    w.watch?.expired(m)
    w.trace?.({ kind: "expired", atMs: w.nowMs, message: m, reason: msgs.reason(m), cause: msgs.cause(m) })
    msgs.free(m)
  }
  wake(w, recipient)
}

/** A message that waits behind a leak, or for an instant, tries again by itself; then those behind it may. */
export function probe(w: World, m: number): void {
  const recipient = w.messages.recipient(m)
  w.messages.setProbe(m, NONE)
  if (goesOn(w, m)) wake(w, recipient)
}

function planProbe(w: World, m: number): void {
  w.dueMs[0] = w.nowMs + PROBES_MS[Math.min(w.messages.probes(m), PROBES_MS.length - 1)]
  w.messages.addProbe(m)
  if (w.dueMs[0] < w.plan.horizonMs) w.messages.setProbe(m, w.calendar.scheduleAt(w.dueMs, 0, Kind.PROBE, m, 0))
}

/** Tries a person's waiting mail again, oldest first: the rules, where he is, or what was before it have changed. */
export function wake(w: World, person: number): void {
  const msgs = w.messages
  let m = w.persons.waitHead(person)
  while (m !== NONE) {
    const after = msgs.next(m)
    goesOn(w, m)
    m = after
  }
}

/** Leaves its queue and goes on, if nothing keeps it there any more. */
function goesOn(w: World, m: number): boolean {
  const msgs = w.messages
  const atRelayStill = msgs.stage(m) === Stage.WAITS_AT_RELAY
  const stop = stopNow(w, m)
  const isOver = stop !== undefined && isDecided(w, stop)
  if (msgs.isLast(m) && !isOver) return goErased(w, m)
  if (stop !== undefined && !isOver) {
    // What keeps it now is why it will come back, not what kept it first.
    msgs.setReason(m, REASON_ROW[stop.reason], stop.act)
    // What is behind another does not set out yet: it is not lost on the way.
    if (!certain(stop) && msgs.probe(m) === NONE && !(stop.reason === "lost-on-the-way" && isBehind(w, m, atRelayStill))) planProbe(w, m)
    return false
  }
  if (stop === undefined && isBehind(w, m, atRelayStill)) return false
  leaveQueue(w, m)
  if (atRelayStill) toMailbox(w, m)
  else toDevice(w, m)
  return true
}

/** Its account had ended as its copies went, and was given back at the same instant: nothing is left that could be sent. */
function goErased(w: World, m: number): boolean {
  const cause = w.messages.lastCause(m)
  leaveQueue(w, m)
  endErased(w, m, cause)
  return true
}

/** What nobody waits for: the account has ended, or no legal place is left and the choice is to refuse. */
function isDecided(w: World, stop: Obstacle): boolean {
  return ACCOUNT_ENDED.has(stop.reason) || (stop.reason === "no-legal-place" && w.plan.scenario.choices["no-legal-place"] === "refuse")
}

/** What keeps a message in its queue now. */
function stopNow(w: World, m: number): Obstacle | undefined {
  const msgs = w.messages
  if (msgs.stage(m) === Stage.WAITS_FOR_DEVICE) return deviceStop(w, m)
  const account = w.verdicts.account(w.persons.situation(msgs.recipient(m)), msgs.product(m))
  if (account !== undefined && ACCOUNT_ENDED.has(account.reason)) return account
  return stopper(w, mailboxOf(w, m), m, msgs.recipient(m), msgs.sender(m))
}

/** Whether mail of the same sender, accepted before, still waits: order is kept for each sender and mailbox. Before the mailbox only what waits there counts. */
export function isBehind(w: World, m: number, beforeMailbox: boolean): boolean {
  const msgs = w.messages
  // A long queue for a device is not walked through for every message that comes to the mailbox.
  if (beforeMailbox && w.persons.waitsAtRelay(msgs.recipient(m)) === 0) return false
  for (let n = w.persons.waitHead(msgs.recipient(m)); n !== NONE && msgs.isBefore(n, m); n = msgs.next(n))
    if (msgs.sender(n) === msgs.sender(m) && msgs.product(n) === msgs.product(m) && (!beforeMailbox || msgs.stage(n) === Stage.WAITS_AT_RELAY)) return true
  return false
}
