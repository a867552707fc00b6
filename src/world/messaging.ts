// HOT
/** The life of a message: attempt, relay, mailbox, delivery. Gates are asked at the instant at which the message gets there. */
import { assert } from "../kernel/assert.ts"
import { hashString } from "../kernel/rng.ts"
import { exponentialInto } from "../kernel/sample.ts"
import { mailboxAnswers, relayAnswers, waitsOutPause } from "./acknowledgements.ts"
import { certain, type Obstacle, refusal } from "./gates.ts"
import { passes } from "./leaks.ts"
import { alternatives } from "./journeys.ts"
import { NONE, Stage } from "./messages.ts"
import { isBehind, wait } from "./queues.ts"
import { ACCOUNT_ENDED, REASON_ROW, REASONS } from "./reasons.ts"
import { endErased } from "./restores.ts"
import { takeBack } from "./returns.ts"
import type { MailboxVerdict, Verdict } from "./verdicts.ts"
import { Counter, Kind, type World } from "./world.ts"

const PURPOSE = { up: hashString("access up"), down: hashString("access down") }

/** One try from the client. */
export function attempt(w: World, m: number): void {
  const msgs = w.messages
  assert(msgs.stage(m) === Stage.AT_CLIENT, "what is tried waits at its client")
  const sender = msgs.sender(m)
  const product = msgs.product(m)
  msgs.addTry(m)
  w.trace?.({ kind: "attempt", atMs: w.nowMs, message: m, tries: msgs.tries(m) })
  noteUse(w, sender)
  if ((w.persons.denied(sender) & (1 << product)) !== 0) return refuse(w, m, notInstallable(w, sender, product), NOTHING)
  const recipient = msgs.recipient(m)
  const elsewhere = !inOneCountry(w, sender, recipient)
  const verdict = w.verdicts.sender(w.persons.situation(sender), product, elsewhere)
  const stop = stopper(w, verdict, m, sender, recipient)
  if (stop === undefined) return goOut(w, m, verdict)
  const others = alternatives(w, sender)
  for (let i = 0; i < others.length; i++) {
    const again = w.verdicts.sender(others[i], product, elsewhere)
    if (stopper(w, again, m, sender, recipient) === undefined) return goOut(w, m, again)
  }
  refuse(w, m, stop, verdict.obstacles)
}

/** The sender's side lets it pass. A circuit has no store: where the other end cannot be reached now, there is no call. */
function goOut(w: World, m: number, verdict: Verdict): void {
  const stop = isCircuit(w, m) ? deviceStop(w, m) : undefined
  if (stop !== undefined) return refuse(w, m, stop, NOTHING)
  send(w, m, verdict)
}

export function isCircuit(w: World, m: number): boolean {
  return (w.circuits & (1 << w.messages.product(m))) !== 0
}

/** On its way to the relay. */
function send(w: World, m: number, verdict: Verdict): void {
  const msgs = w.messages
  msgs.setStage(m, Stage.TO_RELAY)
  addWayMs(w, m, verdict, msgs.sender(m), w.draw(msgs.key(m), PURPOSE.up, msgs.tries(m)))
  const site = verdict.relaySite
  w.trace?.({ kind: "passed", atMs: w.nowMs, message: m, relaySite: site })
  w.calendar.scheduleAt(w.dueMs, 0, Kind.RELAY, m, site >= 0 && w.serviceMs[site] > 0 ? site : NONE)
}

/** A relay of finite capacity serves one message after another, in the order in which they get to it. */
function queueAtRelay(w: World, m: number, site: number): void {
  w.relayFreeMs[site] = Math.max(w.nowMs, w.relayFreeMs[site]) + w.serviceMs[site]
  w.calendar.scheduleAt(w.relayFreeMs, site, Kind.RELAY, m, NONE)
}

/** When it has gone its way: propagation, the access network's delay by a hash, and what a slow point on it takes. */
function addWayMs(w: World, m: number, verdict: Verdict, person: number, hash: number): void {
  exponentialInto(w.dueMs, hash)
  w.dueMs[0] = w.nowMs + verdict.delayMs + verdict.accessMs * w.dueMs[0]
  if (!verdict.clear) addSlowMs(w, verdict, m, person)
}

function notInstallable(w: World, person: number, product: number): Obstacle {
  const act = w.deniedBy[person * w.productCount + product]
  return w.notInstallable.get(act) ?? w.notInstallable.set(act, refusal("not-installable", act, "account", ""))
}

const NOTHING: ReadonlyArray<Obstacle> = []

/** The first obstacle that this try does not get past. */
export function stopper(w: World, verdict: Verdict, m: number, person: number, other: number): Obstacle | undefined {
  if (verdict.clear) return undefined
  const { obstacles } = verdict
  for (let i = 0; i < obstacles.length; i++) {
    const obstacle = obstacles[i]
    if (obstacle.kind !== "refuse") continue
    if (certain(obstacle) || !passes(w, obstacle, m, person, other)) return obstacle
  }
  return undefined
}

function refuse(w: World, m: number, obstacle: Obstacle, all: ReadonlyArray<Obstacle>): void {
  const msgs = w.messages
  const waits = w.plan.services[w.plan.products[msgs.product(m)].service].waits
  const nextMs = w.nowMs + waits.retryMs
  const final = nextMs > msgs.firstMs(m) + waits.clientMs
  msgs.setReason(m, REASON_ROW[obstacle.reason], obstacle.act)
  w.digest.mix(REASON_ROW[obstacle.reason])
  w.watch?.refused(m, obstacle, final)
  if (w.trace !== undefined) traceRefused(w, m, obstacle, all, final)
  if (!final) {
    msgs.setStage(m, Stage.AT_CLIENT)
    w.dueMs[0] = nextMs
    w.calendar.scheduleAt(w.dueMs, 0, Kind.RETRY, m, 0)
    return
  }
  w.outcomes.refuse(msgs.outRow(m), REASON_ROW[obstacle.reason], obstacle.act)
  msgs.free(m)
}

/** Apart: where a closure takes a function's own words along, room for them is made at every call. */
function traceRefused(w: World, m: number, obstacle: Obstacle, all: ReadonlyArray<Obstacle>, final: boolean): void {
  w.trace?.({ kind: "refused", atMs: w.nowMs, message: m, obstacle, others: all.filter((o) => o !== obstacle), final })
}

/** A slow point lets the message's bytes through at its rate, or takes so much longer. */
function addSlowMs(w: World, verdict: Verdict, m: number, person: number): void {
  const bits = contentBytes(w, m) * 8
  const { obstacles } = verdict
  let ms = 0
  for (let i = 0; i < obstacles.length; i++) {
    const obstacle = obstacles[i]
    if (obstacle.kind !== "slow" || passes(w, obstacle, m, person, w.messages.recipient(m))) continue
    if (obstacle.addsMs > 0) ms += obstacle.addsMs
    else ms += (bits / obstacle.bitsPerSecond) * 1000
  }
  w.dueMs[0] += ms
}

function contentBytes(w: World, m: number): number {
  const { classes } = w.plan.services[w.plan.products[w.messages.product(m)].service]
  for (let i = 0; i < classes.length; i++) if (classes[i].form === "content") return classes[i].sizeBytes
  return 0
}

/** At the relay; `queue` is its site where it serves one after another. The sender's side is asked once more: the rules may have changed on the way. */
export function atRelay(w: World, m: number, queue: number): void {
  const msgs = w.messages
  assert(msgs.stage(m) === Stage.TO_RELAY, "what gets to the relay was on its way there")
  if (w.faults.any && waitsOutPause(w, m, queue)) return
  if (queue !== NONE) return queueAtRelay(w, m, queue)
  const stop = w.verdicts.atRelay(w.persons.situation(msgs.sender(m)), msgs.product(m)) ?? (isCircuit(w, m) ? deviceStop(w, m) : undefined)
  if (stop !== undefined) return refuse(w, m, stop, NOTHING)
  accept(w, m)
}

function accept(w: World, m: number): void {
  const msgs = w.messages
  const recipient = msgs.recipient(m)
  msgs.accept(m, w.outRow(w.persons.situation(recipient), msgs.product(m)))
  w.outcomes.accepted.add(msgs.outRow(m), 1)
  w.outcomes.addressed.add(msgs.inRow(m), 1)
  if (w.outcomes.firstAccepted.isZero(msgs.outRow(m))) w.outcomes.firstAccepted.set(msgs.outRow(m), w.nowMs + 1)
  w.watch?.accepted(m)
  w.trace?.({ kind: "accepted", atMs: w.nowMs, message: m })
  w.readers.passed(m)
  if (w.faults.any) relayAnswers(w, m)
  toMailbox(w, m)
}

/** From the relay into the recipient's mailbox, or into the queue before it. */
export function toMailbox(w: World, m: number): void {
  const msgs = w.messages
  const recipient = msgs.recipient(m)
  const account = w.verdicts.account(w.persons.situation(recipient), msgs.product(m))
  if (account !== undefined && ACCOUNT_ENDED.has(account.reason)) return bounce(w, m, account.reason, account.act)
  const box = mailboxOf(w, m)
  const stop = stopper(w, box, m, recipient, msgs.sender(m))
  if (stop !== undefined) {
    if (stop.reason === "no-legal-place" && w.plan.scenario.choices["no-legal-place"] === "refuse") return bounce(w, m, "no-legal-place", stop.act)
    return wait(w, m, Stage.WAITS_AT_RELAY, stop)
  }
  if (isBehind(w, m, true)) return wait(w, m, Stage.WAITS_AT_RELAY, undefined)
  store(w, m)
}

/** What stands in the way to the mailbox of a message. */
export function mailboxOf(w: World, m: number): MailboxVerdict {
  const from = w.persons.group(w.messages.sender(m))
  const to = w.persons.group(w.messages.recipient(m))
  const service = w.plan.products[w.messages.product(m)].service
  return w.plan.sendersRule ? w.verdicts.mailboxFrom(w.flows.of(from, to, service), from, to, service) : w.verdicts.mailbox(to, service)
}

function store(w: World, m: number): void {
  w.messages.setStored(m)
  w.stock.add(m)
  if (w.faults.any) mailboxAnswers(w, m)
  toDevice(w, m)
}

/** Towards the device: mail of one person and product keeps its order. */
export function toDevice(w: World, m: number): void {
  const msgs = w.messages
  const recipient = msgs.recipient(m)
  const stop = deviceStop(w, m)
  if (stop !== undefined || isBehind(w, m, false)) return wait(w, m, Stage.WAITS_FOR_DEVICE, stop)
  const verdict = receiverOf(w, m)
  msgs.setStage(m, Stage.TO_DEVICE)
  const at = recipient * w.productCount + msgs.product(m)
  addWayMs(w, m, verdict, recipient, w.draw(msgs.key(m), PURPOSE.down, 0))
  if (w.faults.any && msgs.isStored(m)) addMailboxMs(w, m)
  w.lastDeliveryMs[at] = Math.max(w.dueMs[0], w.lastDeliveryMs[at])
  w.calendar.scheduleAt(w.lastDeliveryMs, at, Kind.DELIVER, m, 0)
}

/** A slow mailbox gives mail out late. */
function addMailboxMs(w: World, m: number): void {
  const box = mailboxOf(w, m)
  if (!box.clear) addSlowMs(w, box, m, w.messages.recipient(m))
}

function receiverOf(w: World, m: number): Verdict {
  const msgs = w.messages
  const recipient = msgs.recipient(m)
  return w.verdicts.receiver(w.persons.situation(recipient), msgs.product(m), !inOneCountry(w, msgs.sender(m), recipient))
}

/** What keeps a message from its recipient's device now: his account, or his way. */
export function deviceStop(w: World, m: number): Obstacle | undefined {
  const msgs = w.messages
  const recipient = msgs.recipient(m)
  const product = msgs.product(m)
  if ((w.persons.denied(recipient) & (1 << product)) !== 0) return notInstallable(w, recipient, product)
  if (w.verdicts.isOpen(w.persons.situation(recipient), product, !inOneCountry(w, msgs.sender(m), recipient))) return undefined
  const account = w.verdicts.account(w.persons.situation(recipient), product)
  if (account !== undefined) return account
  const verdict = receiverOf(w, m)
  const stop = stopper(w, verdict, m, recipient, msgs.sender(m))
  if (stop === undefined) return undefined
  const others = alternatives(w, recipient)
  for (let i = 0; i < others.length; i++) {
    const again = w.verdicts.receiver(others[i], msgs.product(m), !inOneCountry(w, msgs.sender(m), recipient))
    if (stopper(w, again, m, recipient, msgs.sender(m)) === undefined) return undefined
  }
  return stop
}

/** At the device. */
export function deliver(w: World, m: number): void {
  const msgs = w.messages
  assert(msgs.stage(m) === Stage.TO_DEVICE, "what gets to the device was on its way there")
  const stop = deviceStop(w, m)
  if (stop !== undefined) {
    if (ACCOUNT_ENDED.has(stop.reason)) return bounce(w, m, stop.reason, stop.act)
    return turnBack(w, m, stop)
  }
  if (isBehind(w, m, false)) return turnBack(w, m, undefined)
  const at = msgs.recipient(m) * w.productCount + msgs.product(m)
  // What it would overtake is to arrive by then.
  if (w.nowMs <= w.overtakesMs[at] && overtakes(w, m)) return comeAfter(w, m, at)
  w.outcomes.delivered.add(msgs.outRow(m), 1)
  w.outcomes.gotDelivered.add(msgs.inRow(m), 1)
  w.dueMs[0] = w.nowMs - msgs.firstMs(m)
  w.outcomes.delays.addAt(msgs.outRow(m), w.dueMs)
  w.digest.mix(msgs.key(m))
  w.watch?.delivered(m)
  w.trace?.({ kind: "delivered", atMs: w.nowMs, message: m })
  msgs.free(m)
}

/** It found its device shut: it waits, and what went out after it may come before it. */
function turnBack(w: World, m: number, stop: Obstacle | undefined): void {
  if (w.messages.isLast(m)) return endErased(w, m, w.messages.lastCause(m))
  const at = w.messages.recipient(m) * w.productCount + w.messages.product(m)
  w.overtakesMs[at] = w.lastDeliveryMs[at]
  wait(w, m, Stage.WAITS_FOR_DEVICE, stop)
}

/** It comes after what is on its way, and what it would have gone before comes after it. */
function comeAfter(w: World, m: number, at: number): void {
  w.overtakesMs[at] = w.lastDeliveryMs[at]
  w.calendar.scheduleAt(w.lastDeliveryMs, at, Kind.DELIVER, m, 0)
}

/** Whether mail of the same sender and mailbox, accepted before, is on its way to the device once more. */
function overtakes(w: World, m: number): boolean {
  const msgs = w.messages
  for (let n = 0; n < msgs.used; n++)
    if (msgs.stage(n) === Stage.TO_DEVICE && msgs.recipient(n) === msgs.recipient(m) && msgs.sender(n) === msgs.sender(m) && msgs.product(n) === msgs.product(m) && msgs.isBefore(n, m)) return true
  return false
}

/** Sent back. Of mail to an account that has ended no copy stays. */
export function bounce(w: World, m: number, reason: (typeof REASONS)[number], cause: number): void {
  const msgs = w.messages
  if (msgs.isStored(m) && ACCOUNT_ENDED.has(reason) && !msgs.isLast(m)) takeBack(w, m, cause)
  msgs.setReason(m, REASON_ROW[reason], cause)
  w.outcomes.bounce(msgs.outRow(m), msgs.inRow(m), REASON_ROW[reason], cause)
  w.digest.mix(~REASON_ROW[reason])
  w.watch?.bounced(m, cause)
  w.trace?.({ kind: "bounced", atMs: w.nowMs, message: m, reason: REASON_ROW[reason], cause })
  msgs.free(m)
}

/** A use breaks a silence. */
function noteUse(w: World, person: number): void {
  if (w.silentMs.length === 0) return
  for (let i = 0; i < w.silentMs.length; i++) if (w.nowMs - w.lastTryMs[person] > w.silentMs[i]) w.wokeMs.setFrom(person * w.silentMs.length + i, w.counters, Counter.NOW_MS)
  w.lastTryMs[person] = w.nowMs
}

function inOneCountry(w: World, a: number, b: number): boolean {
  const here = w.persons.place(a)
  const there = w.persons.place(b)
  return here === there || w.countryOf[here] === w.countryOf[there]
}
