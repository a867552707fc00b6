/** The life of a message: attempt, relay, mailbox, delivery. Gates are asked at the instant at which the message gets there. */
import { hashString, uniform } from "../kernel/rng.ts"
import { exponentialOf } from "../kernel/sample.ts"
import { certain, type Obstacle } from "./gates.ts"
import { passes } from "./leaks.ts"
import { alternatives } from "./journeys.ts"
import { NONE, Stage } from "./messages.ts"
import { NO_CAUSE } from "./record.ts"
import { ACCOUNT_ENDED, REASON_ROW, REASONS } from "./reasons.ts"
import type { Verdict } from "./verdicts.ts"
import { Kind, type World } from "./world.ts"

const PURPOSE = { senders: hashString("sender"), thin: hashString("hour"), cohort: hashString("recipient cohort"), recipient: hashString("recipient"), up: hashString("access up"), down: hashString("access down") }

/** A candidate of a stream: it becomes an attempt with the rate of the local hour. */
export function attemptNext(w: World, stream: number): void {
  const s = w.streams[stream]
  const now = w.nowMs
  const nextMs = now + w.streamRngs[stream].exponential() / s.ratePerMs
  if (nextMs < w.plan.horizonMs) w.calendar.schedule(nextMs, Kind.ATTEMPT, stream, 0)
  const number = w.streamCounts[stream]++
  const key = w.draw(s.key, number, 0)
  const slot = s.slots[s.senders.pick(uniform(w.draw(key, PURPOSE.senders, 0)))]
  const sender = w.slotPerson[w.slotFirst[s.cohort] + slot]
  if (w.exists[sender] === 0) return
  if (uniform(w.draw(key, PURPOSE.thin, 0)) >= s.hours[localHour(w, w.place[sender], now)]) return
  if (isSilent(w, s.cohort, now)) return
  const product = productNow(w, sender, s.product)
  if (product === NONE) return
  const recipient = recipientOf(w, stream, key, sender, product)
  if (recipient === NONE) return
  w.counters[3]++
  begin(w, { stream, number, key, sender, recipient, product })
}

interface Beginning {
  readonly stream: number
  readonly number: number
  readonly key: number
  readonly sender: number
  readonly recipient: number
  readonly product: number
}

function begin(w: World, b: Beginning): void {
  const m = w.messages.alloc()
  const msgs = w.messages
  msgs.stage[m] = Stage.AT_CLIENT
  msgs.sender[m] = b.sender
  msgs.recipient[m] = b.recipient
  msgs.product[m] = b.product
  msgs.stream[m] = b.stream
  msgs.number[m] = b.number
  msgs.key[m] = b.key
  msgs.outRow[m] = w.outRow(w.situation[b.sender], b.product)
  msgs.inRow[m] = NONE
  msgs.tries[m] = 0
  msgs.probes[m] = 0
  msgs.probe[m] = NONE
  msgs.timer[m] = NONE
  msgs.inNetwork[m] = 0
  msgs.stored[m] = 0
  msgs.reason[m] = NONE
  msgs.cause[m] = NO_CAUSE
  msgs.sentSlot[m] = w.slot
  msgs.firstMs[m] = w.nowMs
  w.outcomes.attempted.add(msgs.outRow[m], 1)
  w.outcomes.countPerson(msgs.outRow[m], b.sender, 1)
  w.watch?.attempted(m)
  attempt(w, m)
}

/** One try from the client. */
export function attempt(w: World, m: number): void {
  const msgs = w.messages
  const sender = msgs.sender[m]
  const product = msgs.product[m]
  msgs.tries[m]++
  w.trace?.({ kind: "attempt", atMs: w.nowMs, message: m, tries: msgs.tries[m] })
  noteUse(w, sender)
  if ((w.denied[sender] & (1 << product)) !== 0) return refuse(w, m, NOT_INSTALLABLE, [])
  const elsewhere = w.place[sender] !== w.place[msgs.recipient[m]] && countryOf(w, sender) !== countryOf(w, msgs.recipient[m])
  let situation = w.situation[sender]
  let verdict = w.verdicts.sender(situation, product, elsewhere)
  let stop = verdict.clear ? undefined : stopper(w, verdict, m, sender, msgs.recipient[m])
  if (stop !== undefined) {
    for (const other of alternatives(w, sender)) {
      const again = w.verdicts.sender(other, product, elsewhere)
      if ((again.clear ? undefined : stopper(w, again, m, sender, msgs.recipient[m])) === undefined) {
        situation = other
        verdict = again
        stop = undefined
        break
      }
    }
  }
  if (stop !== undefined) return refuse(w, m, stop, verdict.obstacles)
  msgs.stage[m] = Stage.TO_RELAY
  const access = verdict.accessMs * exponentialOf(uniform(w.draw(msgs.key[m], PURPOSE.up, msgs.tries[m])))
  const atMs = throughRelay(w, verdict.relaySite, w.nowMs + verdict.delayMs + access + slowedMs(w, verdict, m, sender))
  w.trace?.({ kind: "passed", atMs: w.nowMs, message: m, relaySite: verdict.relaySite })
  w.calendar.schedule(atMs, Kind.RELAY, m, 0)
}

const NOT_INSTALLABLE: Obstacle = { kind: "refuse", reason: "not-installable", act: NO_CAUSE, point: "account", country: "", carrier: undefined, leaks: [], conditions: undefined, first: undefined, bitsPerSecond: 0 }

/** The first obstacle that this try does not get past. */
export function stopper(w: World, verdict: Verdict, m: number, person: number, other: number): Obstacle | undefined {
  for (const obstacle of verdict.obstacles) {
    if (obstacle.kind === "slow") continue
    if (certain(obstacle) || !passes(w, obstacle, m, person, other)) return obstacle
  }
  return undefined
}

function refuse(w: World, m: number, obstacle: Obstacle, all: ReadonlyArray<Obstacle>): void {
  const msgs = w.messages
  const waits = w.plan.services[w.plan.products[msgs.product[m]].service].waits
  const nextMs = w.nowMs + waits.retryMs
  const final = nextMs > msgs.firstMs[m] + waits.clientMs
  msgs.reason[m] = REASON_ROW[obstacle.reason]
  msgs.cause[m] = obstacle.act
  w.digest.mix(REASON_ROW[obstacle.reason])
  w.watch?.refused(m, obstacle, final)
  w.trace?.({ kind: "refused", atMs: w.nowMs, message: m, obstacle, others: all.filter((o) => o !== obstacle), final })
  if (!final) {
    msgs.stage[m] = Stage.AT_CLIENT
    w.calendar.schedule(nextMs, Kind.RETRY, m, 0)
    return
  }
  w.outcomes.refuse(msgs.outRow[m], REASON_ROW[obstacle.reason], obstacle.act)
  msgs.free(m)
}

/** A slow point lets the message's bytes through at its rate. */
function slowedMs(w: World, verdict: Verdict, m: number, person: number): number {
  let ms = 0
  const service = w.plan.services[w.plan.products[w.messages.product[m]].service]
  const bits = (service.classes.find((c) => c.form === "content")?.sizeBytes ?? 0) * 8
  for (const obstacle of verdict.obstacles) if (obstacle.kind === "slow" && !passes(w, obstacle, m, person, w.messages.recipient[m])) ms += (bits / obstacle.bitsPerSecond) * 1000
  return ms
}

/** A relay of finite capacity serves one after another. */
function throughRelay(w: World, site: number, atMs: number): number {
  if (site < 0 || w.plan.sites[site].secondsPerMessage === 0) return atMs
  const done = Math.max(atMs, w.relayFreeMs[site]) + w.plan.sites[site].secondsPerMessage * 1000
  w.relayFreeMs[site] = done
  return done
}

/** At the relay. The sender's side is asked once more: the rules may have changed on the way. */
export function atRelay(w: World, m: number): void {
  const msgs = w.messages
  const sender = msgs.sender[m]
  const account = w.verdicts.account(w.situation[sender], msgs.product[m])
  if (account !== undefined) return refuse(w, m, account, [account])
  const service = w.plan.products[msgs.product[m]].service
  const relaySite = w.verdicts.relayOf(w.group[sender], service)
  const down = w.verdicts.relayObstacle(relaySite)
  if (down !== undefined) return refuse(w, m, down, [])
  accept(w, m)
}

function accept(w: World, m: number): void {
  const msgs = w.messages
  const recipient = msgs.recipient[m]
  msgs.acceptedMs[m] = w.nowMs
  msgs.inRow[m] = w.outRow(w.situation[recipient], msgs.product[m])
  w.outcomes.accepted.add(msgs.outRow[m], 1)
  w.outcomes.addressed.add(msgs.inRow[m], 1)
  if (w.outcomes.firstAccepted.get(msgs.outRow[m]) === 0) w.outcomes.firstAccepted.set(msgs.outRow[m], w.nowMs + 1)
  msgs.stage[m] = Stage.WAITS_AT_RELAY
  w.watch?.accepted(m)
  w.trace?.({ kind: "accepted", atMs: w.nowMs, message: m })
  w.readers.passed(m)
  toMailbox(w, m)
}

/** From the relay into the recipient's mailbox, or into the queue before it. */
export function toMailbox(w: World, m: number): void {
  const msgs = w.messages
  const recipient = msgs.recipient[m]
  const account = w.verdicts.account(w.situation[recipient], msgs.product[m])
  if (account !== undefined && ACCOUNT_ENDED.has(account.reason)) return bounce(w, m, account.reason, account.act)
  const service = w.plan.products[msgs.product[m]].service
  const box = w.verdicts.mailbox(w.group[recipient], service)
  const stop = box.clear ? undefined : stopper(w, box, m, recipient, msgs.sender[m])
  if (stop !== undefined) {
    if (stop.reason === "no-legal-place") {
      const choice = w.plan.scenario.choices["no-legal-place"]
      if (choice === "refuse") return bounce(w, m, "no-legal-place", stop.act)
      if (choice === "violate-and-report") return store(w, m)
    }
    return wait(w, m, Stage.WAITS_AT_RELAY, stop)
  }
  store(w, m)
}

function store(w: World, m: number): void {
  w.messages.stored[m] = 1
  w.stock.add(m)
  toDevice(w, m, false)
}

/** Towards the device: mail of one person and product keeps its order. */
export function toDevice(w: World, m: number, promoted: boolean): void {
  const msgs = w.messages
  const recipient = msgs.recipient[m]
  const stop = deviceStop(w, m)
  const joins = !promoted && w.waitHead[recipient] !== NONE && hasWaiting(w, recipient, msgs.product[m])
  if (stop !== undefined || joins) return wait(w, m, Stage.WAITS_FOR_DEVICE, stop)
  const verdict = receiverOf(w, m)
  msgs.stage[m] = Stage.TO_DEVICE
  const at = recipient * w.plan.products.length + msgs.product[m]
  const access = verdict.accessMs * exponentialOf(uniform(w.draw(msgs.key[m], PURPOSE.down, 0)))
  const atMs = Math.max(w.nowMs + verdict.delayMs + access + slowedMs(w, verdict, m, recipient), w.lastDeliveryMs[at])
  w.lastDeliveryMs[at] = atMs
  w.calendar.schedule(atMs, Kind.DELIVER, m, 0)
}

function receiverOf(w: World, m: number): Verdict {
  const msgs = w.messages
  const recipient = msgs.recipient[m]
  return w.verdicts.receiver(w.situation[recipient], msgs.product[m], countryOf(w, msgs.sender[m]) !== countryOf(w, recipient))
}

/** What keeps a message from its recipient's device now: his account, or his way. */
function deviceStop(w: World, m: number): Obstacle | undefined {
  const msgs = w.messages
  const recipient = msgs.recipient[m]
  if ((w.denied[recipient] & (1 << msgs.product[m])) !== 0) return NOT_INSTALLABLE
  const account = w.verdicts.account(w.situation[recipient], msgs.product[m])
  if (account !== undefined) return account
  const verdict = receiverOf(w, m)
  const stop = verdict.clear ? undefined : stopper(w, verdict, m, recipient, msgs.sender[m])
  if (stop === undefined) return undefined
  for (const other of alternatives(w, recipient)) {
    const again = w.verdicts.receiver(other, msgs.product[m], countryOf(w, msgs.sender[m]) !== countryOf(w, recipient))
    if ((again.clear ? undefined : stopper(w, again, m, recipient, msgs.sender[m])) === undefined) return undefined
  }
  return stop
}

/** At the device. */
export function deliver(w: World, m: number): void {
  const msgs = w.messages
  const stop = deviceStop(w, m)
  if (stop !== undefined) {
    if (ACCOUNT_ENDED.has(stop.reason)) return bounce(w, m, stop.reason, stop.act)
    return wait(w, m, Stage.WAITS_FOR_DEVICE, stop)
  }
  w.outcomes.delivered.add(msgs.outRow[m], 1)
  w.outcomes.gotDelivered.add(msgs.inRow[m], 1)
  w.outcomes.delay(msgs.outRow[m], w.nowMs - msgs.firstMs[m])
  w.digest.mix(msgs.key[m])
  w.watch?.delivered(m)
  w.trace?.({ kind: "delivered", atMs: w.nowMs, message: m })
  msgs.free(m)
}

/** Stands in the recipient's queue until its limit. */
function wait(w: World, m: number, stage: number, stop: Obstacle | undefined): void {
  const msgs = w.messages
  const recipient = msgs.recipient[m]
  if (stop !== undefined && stage === Stage.WAITS_FOR_DEVICE && ACCOUNT_ENDED.has(stop.reason)) return bounce(w, m, stop.reason, stop.act)
  msgs.stage[m] = stage
  if (stop !== undefined) {
    msgs.reason[m] = REASON_ROW[stop.reason]
    msgs.cause[m] = stop.act
  }
  msgs.previous[m] = w.waitTail[recipient]
  msgs.next[m] = NONE
  if (w.waitTail[recipient] === NONE) w.waitHead[recipient] = m
  else msgs.next[w.waitTail[recipient]] = m
  w.waitTail[recipient] = m
  w.trace?.({ kind: "waits", atMs: w.nowMs, message: m, where: stage === Stage.WAITS_AT_RELAY ? "relay" : "device", obstacle: stop })
  w.watch?.waits(m)
  startLimit(w, m)
  if (stop !== undefined && !certain(stop)) planProbe(w, m)
}

const PROBES_MS = [300_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000, 21_600_000]

function probeAfterMs(probes: number): number {
  return PROBES_MS[Math.min(probes, PROBES_MS.length - 1)]
}

/** The limit that holds where it waits: the recipient's network takes so many for so long, the relay holds for its time. */
function startLimit(w: World, m: number): void {
  const msgs = w.messages
  const service = w.plan.services[w.plan.products[msgs.product[m]].service]
  const { relayMs, networkMessages, networkMs } = service.waits
  let limitMs = relayMs
  if (msgs.stage[m] === Stage.WAITS_FOR_DEVICE && networkMessages > 0) {
    const at = msgs.recipient[m] * w.plan.products.length + msgs.product[m]
    if (w.inNetwork[at] < networkMessages) {
      w.inNetwork[at]++
      msgs.inNetwork[m] = 1
      limitMs = networkMs
    } else if (service.mailbox !== undefined) limitMs = Number.POSITIVE_INFINITY
  }
  const atMs = w.nowMs + limitMs
  msgs.timer[m] = atMs < w.plan.horizonMs ? w.calendar.schedule(atMs, Kind.EXPIRE, m, 0) : NONE
}

/** Takes a message out of its queue; the next of the same product may enter the network. */
function leaveQueue(w: World, m: number): void {
  const msgs = w.messages
  const recipient = msgs.recipient[m]
  const before = msgs.previous[m]
  const after = msgs.next[m]
  if (before === NONE) w.waitHead[recipient] = after
  else msgs.next[before] = after
  if (after === NONE) w.waitTail[recipient] = before
  else msgs.previous[after] = before
  w.calendar.cancel(msgs.timer[m])
  w.calendar.cancel(msgs.probe[m])
  msgs.timer[m] = NONE
  msgs.probe[m] = NONE
  if (msgs.inNetwork[m] === 0) return
  msgs.inNetwork[m] = 0
  w.inNetwork[recipient * w.plan.products.length + msgs.product[m]]--
  for (let n = w.waitHead[recipient]; n !== NONE; n = msgs.next[n])
    if (msgs.product[n] === msgs.product[m] && msgs.stage[n] === Stage.WAITS_FOR_DEVICE && msgs.inNetwork[n] === 0) {
      w.calendar.cancel(msgs.timer[n])
      startLimit(w, n)
      return
    }
}

/** The limit of a queue has passed. */
export function expire(w: World, m: number): void {
  const msgs = w.messages
  msgs.timer[m] = NONE
  leaveQueue(w, m)
  const then = w.plan.services[w.plan.products[msgs.product[m]].service].waits.then
  const reason = msgs.reason[m] === NONE ? "waited-too-long" : REASONS[msgs.reason[m]]
  if (then === "bounce") return bounce(w, m, reason, msgs.cause[m])
  w.outcomes.expired.add(msgs.outRow[m], 1)
  w.outcomes.gotExpired.add(msgs.inRow[m], 1)
  w.watch?.expired(m)
  w.trace?.({ kind: "expired", atMs: w.nowMs, message: m, reason: msgs.reason[m], cause: msgs.cause[m] })
  msgs.free(m)
}

function bounce(w: World, m: number, reason: (typeof REASONS)[number], cause: number): void {
  const msgs = w.messages
  w.outcomes.bounce(msgs.outRow[m], msgs.inRow[m], REASON_ROW[reason], cause)
  w.digest.mix(~REASON_ROW[reason])
  w.watch?.bounced(m, cause)
  w.trace?.({ kind: "bounced", atMs: w.nowMs, message: m, reason: REASON_ROW[reason], cause })
  msgs.free(m)
}

/** A message that waits behind a leak, or for an instant, tries again by itself. */
export function probe(w: World, m: number): void {
  w.messages.probe[m] = NONE
  if (!goesOn(w, m)) planProbe(w, m)
}

function planProbe(w: World, m: number): void {
  const atMs = w.nowMs + probeAfterMs(w.messages.probes[m]++)
  if (atMs < w.plan.horizonMs) w.messages.probe[m] = w.calendar.schedule(atMs, Kind.PROBE, m, 0)
}

/** Tries a person's waiting mail again, oldest first: the rules, or where he is, have changed. */
export function wake(w: World, person: number): void {
  const msgs = w.messages
  let m = w.waitHead[person]
  while (m !== NONE) {
    const after = msgs.next[m]
    goesOn(w, m)
    m = after
  }
}

/** Leaves its queue and goes on, if nothing keeps it there any more. */
function goesOn(w: World, m: number): boolean {
  if (!canGoOn(w, m)) return false
  const atRelayStill = w.messages.stage[m] === Stage.WAITS_AT_RELAY
  leaveQueue(w, m)
  if (atRelayStill) toMailbox(w, m)
  else toDevice(w, m, true)
  return true
}

function canGoOn(w: World, m: number): boolean {
  const msgs = w.messages
  const account = w.verdicts.account(w.situation[msgs.recipient[m]], msgs.product[m])
  if (account !== undefined && ACCOUNT_ENDED.has(account.reason)) return true
  if (msgs.stage[m] === Stage.WAITS_FOR_DEVICE) return deviceStop(w, m) === undefined
  const box = w.verdicts.mailbox(w.group[msgs.recipient[m]], w.plan.products[msgs.product[m]].service)
  return box.clear || stopper(w, box, m, msgs.recipient[m], msgs.sender[m]) === undefined
}

function hasWaiting(w: World, person: number, product: number): boolean {
  const msgs = w.messages
  for (let m = w.waitHead[person]; m !== NONE; m = msgs.next[m]) if (msgs.product[m] === product && msgs.stage[m] === Stage.WAITS_FOR_DEVICE) return true
  return false
}

function recipientOf(w: World, stream: number, key: number, sender: number, product: number): number {
  const s = w.streams[stream]
  const u = uniform(w.draw(key, PURPOSE.cohort, 0))
  let at = 0
  let sum = s.targetShares[0]
  while (u >= sum && at < s.targets.length - 1) sum += s.targetShares[++at]
  const target = s.targets[at]
  const first = Math.floor(uniform(w.draw(key, PURPOSE.recipient, 0)) * target.slots.length)
  for (let i = 0; i < target.slots.length; i++) {
    const slot = target.slots[(first + i) % target.slots.length]
    const person = w.slotPerson[w.slotFirst[target.cohort] + slot]
    if (person !== sender && w.exists[person] === 1 && (w.uses[person] & (1 << product)) !== 0) return person
  }
  return NONE
}

/** The product that a person now uses for what he would have written by this one: a habit may have shifted. */
function productNow(w: World, person: number, product: number): number {
  const shifted = w.redirect[person * w.plan.products.length + product]
  if (shifted !== NONE) return shifted
  return ((w.uses[person] | w.denied[person]) & (1 << product)) !== 0 ? product : NONE
}

function localHour(w: World, place: number, atMs: number): number {
  const { untilMs, offsetMin } = w.plan.places[place]
  let i = 0
  while (i < untilMs.length - 1 && atMs >= untilMs[i]) i++
  const localMs = atMs + w.plan.clock.epochMs + offsetMin[i] * 60_000
  const dayMs = localMs - Math.floor(localMs / 86_400_000) * 86_400_000
  return Math.floor(dayMs / 3_600_000)
}

function isSilent(w: World, cohort: number, atMs: number): boolean {
  const spans = w.silences[cohort]
  for (let i = 0; i < spans.length; i += 2) if (atMs >= spans[i] && atMs < spans[i + 1]) return true
  return false
}

/** A SIM that was silent for long registers anew with its next use. */
function noteUse(w: World, person: number): void {
  if (w.silenceResetMs < Number.POSITIVE_INFINITY && w.nowMs - w.lastTryMs[person] > w.silenceResetMs) w.registeredMs[person] = w.nowMs
  w.lastTryMs[person] = w.nowMs
}

function countryOf(w: World, person: number): string {
  return w.plan.places[w.place[person]].country
}
