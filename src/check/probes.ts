/**
 * Probes: what should come about *sometimes*, or the worlds are too tame to say anything. They look on beside the promises, disturb nothing,
 * and tell of the world as it stands, not of the world without its orders.
 */
import type { Judge } from "../invariants/judge.ts"
import type { Promises } from "../invariants/promises.ts"
import { certain, type Obstacle } from "../world/gates.ts"
import { NONE, Stage } from "../world/messages.ts"
import type { VariantPlan } from "../world/plan.ts"
import { byRegion } from "../world/products.ts"
import { NO_CAUSE, type PromiseVerdict } from "../world/record.ts"
import { siteState } from "../world/rulebook.ts"
import type { Reading, Stored } from "../world/watch.ts"
import type { World } from "../world/world.ts"
import { FaultProbes } from "./probedFaults.ts"
import { probeLives } from "./probedLives.ts"
import { LossProbes } from "./probedLosses.ts"

/** What each probe says: it was so at least once. */
export const PROBES = {
  "refused-then-accepted": "A message was refused, tried again, and was accepted.",
  "gave-up-after-tries": "A client gave up after several tries.",
  "refused-abroad": "Somebody was refused while he was in another country than his home.",
  "refused-by-home-abroad": "Somebody was refused abroad by a point in his own country.",
  "accepted-from-abroad": "A message from somebody abroad was accepted.",
  "two-ways-differ": "In one place one way to the network was refused a service while another passed.",
  "other-line-helped": "A message passed on another line when the usual one was refused.",
  "leaked": "A message got past a block that leaks.",
  "slowed": "A message passed a point that slows it.",
  "behind-tunnel": "Somebody behind a VPN passed while an act stood in the way of others in his country.",
  "suspended-mail-waits": "Mail waited for somebody whose account was suspended.",
  "restored-mail-arrives": "Mail that had waited for a suspended account was delivered.",
  "passed-what-waits": "Mail was delivered past earlier mail of its sender by another part of the service, which an act kept waiting.",
  "waited-behind": "Mail waited for nothing else than earlier mail of its sender.",
  "market-left-bounces": "Mail to an account of a market that was left bounced.",
  "not-installable": "Somebody was refused a service that he could not newly obtain.",
  "relay-down": "A message was refused since its relay did not run.",
  "own-server-unreachable": "A message was refused since the sender's own server could not be reached.",
  "waited-at-relay": "A message waited before its mailbox.",
  "waited-for-device": "A message waited for its recipient's device.",
  "delivered-after-wait": "A message was delivered after it had waited.",
  "expired": "A message waited too long and expired.",
  "bounced-after-wait": "A message waited too long and bounced.",
  "crossed-border-while-waiting": "A traveller crossed a border while his message waited.",
  "relay-stopped-after-accepting": "A message was accepted, and its relay did not run while it was still in flight.",
  "no-legal-place": "No site was allowed to keep somebody's mail.",
  "crossing-under-senders-rules": "Mail between two homes lay under the rules of who wrote it.",
  "stand-in-took-mail": "Mail came to lie at a stand-in while its stated site could not be had.",
  "declared-elsewhere": "Copies came to lie at a site that declares another country than its own.",
  "kept-by-duty": "A copy was made because an act has it kept.",
  "erased-by-act": "Copies were erased because of an act.",
  "erased-unread": "Mail that waited for its reader was erased by a rule on places.",
  "aged-out": "Copies that are kept for a time only were gone after it.",
  "move-took-time": "Copies were on the move while time passed.",
  "move-rolled-back": "A move was given up since the copies were no longer meant to go there.",
  "site-failed-during-move": "A site failed or was cut off while copies moved from it or to it.",
  "order-ended-during-move": "An order ended while a move because of it was under way.",
  "disks-lost": "A site lost its disks, and copies on them.",
  "made-again": "Copies were made again out of others after disks were lost or set back.",
  "mail-lost": "Mail was lost for want of another copy.",
  "restored-under-other-rules": "Copies were made again under other rules than those under which they were lost.",
  "erased-while-missing": "What was missing was erased, grew too old or came back before it was made again.",
  "deleted-copies-revived": "A site was set back to an old backup, and copies lay there again that an act had erased.",
  "moved-copies-wiped": "Disks were lost that held copies which an act had moved there, or was moving.",
  "failure-while-missing": "A further site failed while copies that another had lost were not made again yet.",
  "deleted-by-wrong-clock": "A site whose clock was wrong deleted what was too old by it.",
  "try-lost": "A try was lost on the way.",
  "relay-unreachable": "A message was refused since nothing gets to its relay.",
  "sent-again": "Mail waited whose way to the mailbox loses messages, and was sent again.",
  "came-twice": "A message came once more to a site that had it, and was dropped.",
  "taken-unanswered": "A relay that does not speak took a message.",
  "held-by-pause": "A message came to a relay that stood still, and was accepted when it went on.",
  "overtaken": "A slow relay let a later message be accepted before an earlier one of the same sender.",
  "visible-after-fault": "Mail that a fault had held up became visible.",
  "relay-apart-at-deadline": "A relay was paused, deaf, mute or parted from others when a deadline passed unmet.",
  "parted-during-move": "Copies were on their way while one end was paused, deaf, mute or parted from others.",
  "abroad-while-parted": "Somebody was abroad while a site was paused, deaf, mute or parted from others.",
  "mail-came-during-move": "A message was accepted while older mail of its recipient's kind was on the move.",
  "site-failed-as-act-began": "A site failed or was cut off at the instant at which an act began.",
  "failure-while-exit-stands": "A site was down while an exit stood.",
  "read-content": "An authority could read content.",
  "had-ciphertext": "An authority had bytes that it could not open.",
  "openable": "An authority could open messages by a key.",
  "read-metadata": "An authority could read who wrote to whom.",
  "seized-something": "A seizure took copies.",
  "key-given-then-rotated": "A key was given, and the keys were rotated later.",
  "key-given-then-destroyed": "A key was given, and the keys were destroyed later.",
  "acts-coincide": "One act began at the instant at which another ended.",
  "two-begin-together": "Two acts of different orders, answers or events began at one instant.",
  "orders-conflict": "Two orders conflicted, or an order and an answer.",
  "second-rung": "A ladder reached its second rung.",
  "met-in-time": "A demand was met at or before its deadline.",
  "in-breach": "A demand was overdue and not met.",
  "ended-before-effect": "An order ended before it ever took effect.",
  "ended-in-effect": "An order ended that had been in effect.",
  "stayed": "An order was stayed.",
  "postponed": "An order was postponed.",
  "carriers-differ": "One carrier carried an act out at other times than another.",
  "exit-announced": "An exit was announced before it was done.",
  "union-in-effect": "An order of a union took effect.",
  "for-another-state": "An order took effect that carries out another state's request.",
  "reached-abroad": "An order reached what is kept abroad.",
  "stay-replaced": "A visitor went home and another came in his place.",
  "infeasible-R1": "No legal place was left for copies (R1).",
  "infeasible-R3": "No legal place was left for a relay (R3).",
  "infeasible-C1": "No other copy was left of what was lost (C1).",
  "infeasible-X1": "No legal place was left for what an exit should take along (X1).",
  "infeasible-X2": "No legal state was left for residue of what an exit should take along or erase (X2)."
} as const
export type Probe = keyof typeof PROBES

export class Probes implements Judge {
  private readonly found = new Set<string>()
  /** By row of the messages, while one waits: country of its recipient then, and whether his account was suspended. */
  private readonly waiting = new Map<number, { readonly place: number; readonly suspended: boolean }>()
  /** Place and product, with the lines that were refused and that passed there. */
  private readonly refusedAt = new Map<number, number>()
  private standing: ReadonlySet<number> = new Set()
  private readonly losses: LossProbes
  private readonly faults: FaultProbes

  constructor(private readonly w: World, readonly promises: Promises) {
    this.losses = new LossProbes(w, (probe) => this.hit(probe))
    this.faults = new FaultProbes(w, (probe) => this.hit(probe))
  }

  /** Names of what came about, when the world is over. */
  reached(variant: VariantPlan): ReadonlySet<string> {
    probeLives(this.w, variant, (probe) => this.found.add(probe))
    return this.found
  }

  private hit(probe: Probe): void {
    this.found.add(probe)
  }

  attempted(m: number): void {
    this.promises.attempted(m)
  }

  refused(m: number, obstacle: Obstacle, final: boolean): void {
    this.promises.refused(m, obstacle, final)
    this.faults.refused(obstacle)
    const { messages, plan, persons } = this.w
    if (final && messages.tries(m) > 1) this.hit("gave-up-after-tries")
    const sender = messages.sender(m)
    const country = plan.places[persons.place(sender)].country
    const home = plan.places[plan.people.home[sender]].country
    if (country !== home) this.hit("refused-abroad")
    if (country !== home && obstacle.act >= 0 && obstacle.country === home && obstacle.point !== "relay-ingress") this.hit("refused-by-home-abroad")
    if (obstacle.reason === "not-installable") this.hit("not-installable")
    if (obstacle.reason === "relay-down") this.hit("relay-down")
    if (obstacle.reason === "mailbox-unreachable") this.hit("own-server-unreachable")
    this.refusedAt.set(persons.place(sender) * 32 + messages.product(m), persons.situation(sender))
  }

  accepted(m: number): void {
    this.promises.accepted(m)
    this.faults.accepted(m)
    const { messages, plan, persons, verdicts, situations } = this.w
    const sender = messages.sender(m)
    if (messages.tries(m) > 1) this.hit("refused-then-accepted")
    const place = persons.place(sender)
    if (plan.places[place].country !== plan.places[plan.people.home[sender]].country) this.hit("accepted-from-abroad")
    const refused = this.refusedAt.get(place * 32 + messages.product(m))
    const situation = persons.situation(sender)
    if (refused !== undefined && situations.line(refused).mode !== situations.line(situation).mode) this.hit("two-ways-differ")
    if (refused !== undefined && refused !== situation && situations.line(situation).vpn !== undefined && situations.line(refused).vpn === undefined) this.hit("behind-tunnel")
    const recipient = messages.recipient(m)
    const { moves } = this.w.stock
    const service = plan.products[messages.product(m)].service
    if (moves.length > 0 && moves.some((move) => move.endMs === undefined && move.group === persons.group(recipient) && plan.classes[move.class].service === service)) this.hit("mail-came-during-move")
    const elsewhere = plan.places[place].country !== plan.places[persons.place(recipient)].country
    const verdict = verdicts.sender(situation, messages.product(m), elsewhere)
    if (verdict.clear) return
    if (verdict.stops >= 0) this.hit("other-line-helped")
    else if (verdict.obstacles.some((o) => o.kind === "slow")) this.hit("slowed")
    if (verdict.stops < 0 && verdict.obstacles.some((o) => o.kind === "refuse" && o.leaks.length > 0 && !certain(o))) this.hit("leaked")
  }

  waits(m: number): void {
    this.promises.waits(m)
    this.faults.waits(m)
    const { messages, persons, verdicts } = this.w
    this.hit(messages.stage(m) === Stage.WAITS_AT_RELAY ? "waited-at-relay" : "waited-for-device")
    const recipient = messages.recipient(m)
    const suspended = verdicts.account(persons.situation(recipient), messages.product(m))?.reason === "account-suspended"
    if (suspended) this.hit("suspended-mail-waits")
    if (messages.reason(m) === NONE) this.hit("waited-behind")
    if (verdicts.mailbox(persons.group(recipient), this.w.plan.products[messages.product(m)].service).placed?.reason === "no-legal-place") this.hit("no-legal-place")
    this.waiting.set(m, { place: persons.place(recipient), suspended: suspended || this.waiting.get(m)?.suspended === true })
  }

  cameAgain(): void {
    this.faults.cameAgain()
  }

  delivered(m: number): void {
    this.promises.delivered(m)
    this.faults.delivered(m)
    if (this.hasPassed(m)) this.hit("passed-what-waits")
    const waited = this.waiting.get(m)
    if (waited === undefined) return
    this.hit("delivered-after-wait")
    const { messages, persons, plan } = this.w
    if (plan.places[persons.place(messages.recipient(m))].country !== plan.places[waited.place].country) this.hit("crossed-border-while-waiting")
    if (waited.suspended) this.hit("restored-mail-arrives")
    this.waiting.delete(m)
  }

  /** Whether an act keeps earlier mail between the same two waiting, of another part of the same service. */
  private hasPassed(m: number): boolean {
    const { messages, persons, plan } = this.w
    const serviceOf = (n: number) => plan.products[messages.product(n)].service
    for (let n = persons.waitHead(messages.recipient(m)); n !== NONE && messages.isBefore(n, m); n = messages.next(n))
      if (messages.sender(n) === messages.sender(m) && messages.product(n) !== messages.product(m) && serviceOf(n) === serviceOf(m) && messages.cause(n) >= 0) return true
    return false
  }

  bounced(m: number, cause: number): void {
    this.promises.bounced(m, cause)
    const { messages, persons, verdicts } = this.w
    const recipient = messages.recipient(m)
    const account = verdicts.account(persons.situation(recipient), messages.product(m))
    if (account?.reason === "market-left" || account?.reason === "product-withdrawn") this.hit("market-left-bounces")
    else if (verdicts.mailbox(persons.group(recipient), this.w.plan.products[messages.product(m)].service).placed?.reason === "no-legal-place") this.hit("no-legal-place")
    else if (this.waiting.has(m)) this.hit("bounced-after-wait")
    this.waiting.delete(m)
  }

  expired(m: number): void {
    this.promises.expired(m)
    this.hit("expired")
    this.waiting.delete(m)
  }

  erased(m: number, cause: number): void {
    this.promises.erased(m, cause)
    if (cause >= 0 && this.w.plan.acts[cause].verb === "place") this.hit("erased-unread")
    this.waiting.delete(m)
  }

  stored(copies: Stored, cause: number): void {
    this.promises.stored(copies, cause)
    const { plan } = this.w
    this.losses.stored(copies, cause)
    const verb = cause < 0 ? undefined : plan.acts[cause].verb
    if (copies.copies < 0) {
      if (verb === "erase" || (verb === "exit" && plan.acts[cause].act.exit?.old === "erased")) this.hit("erased-by-act")
      if (cause === NO_CAUSE) this.hit("aged-out")
      return
    }
    const site = plan.sites[copies.site]
    if (verb === "keep") this.hit("kept-by-duty")
    if (site.spec.declared !== undefined && site.spec.declared !== site.country) this.hit("declared-elsewhere")
    const cls = plan.classes[copies.class]
    const [owner, writer] = [plan.groups.rows[copies.group], plan.groups.rows[copies.other]]
    if (plan.sendersRule && owner.homeCountry !== writer.homeCountry) this.hit("crossing-under-senders-rules")
    if (cause === NO_CAUSE && copies.kind === "primary" && !plan.sendersRule && byRegion(cls.spec.kept, owner.account) !== site.name) this.hit("stand-in-took-mail")
  }

  read(reading: Reading): void {
    this.promises.read(reading)
    if (reading.level === "openable") this.hit("openable")
    else if (reading.form === "metadata") this.hit("read-metadata")
    else if (reading.form === "ciphertext") this.hit("had-ciphertext")
    else if (reading.level === "readable") this.hit("read-content")
    if (reading.act >= 0 && this.w.plan.acts[reading.act].verb === "seize") this.hit("seized-something")
  }

  boundary(): void {
    this.promises.boundary()
    const { w } = this
    this.moves()
    this.losses.boundary()
    const standing = new Set(w.begun().filter((act) => w.isOn(act)).map((act) => act.row))
    const began = [...standing].filter((row) => !this.standing.has(row))
    const ended = [...this.standing].filter((row) => !standing.has(row))
    const ownerOf = (row: number) => w.plan.acts[row].order ?? w.plan.acts[row].answer ?? w.plan.acts[row].event
    if (began.length > 0 && ended.length > 0) this.hit("acts-coincide")
    this.faults.boundary(began)
    if (began.some((row) => ownerOf(row) !== ownerOf(began[0])) && w.nowMs > 0) this.hit("two-begin-together")
    for (const site of w.plan.sites) {
      const faults = [...site.failing, ...site.cutOff]
      if (began.length > 0 && faults.some(({ fromMs }) => fromMs === w.nowMs)) this.hit("site-failed-as-act-began")
      if ((w.isFailing(site.row) || w.isCutOff(site.row)) && w.begun().some((act) => act.verb === "exit" && w.isOn(act))) this.hit("failure-while-exit-stands")
    }
    this.standing = standing
    this.inFlight()
  }

  private moves(): void {
    const { w } = this
    const underWay = w.stock.moves.filter((move) => move.endMs === undefined)
    for (const move of w.stock.moves) {
      if (move.copies === 0) this.hit("move-rolled-back")
      if ((move.endMs ?? move.dueMs) > move.startMs && move.copies > 0) this.hit("move-took-time")
    }
    if (underWay.some((move) => [move.fromSite, move.toSite].some((site) => w.isFailing(site) || w.isCutOff(site)))) this.hit("site-failed-during-move")
  }

  private inFlight(): void {
    const { messages, plan, persons, verdicts } = this.w
    for (let m = 0; m < messages.used; m++) {
      if (messages.stage(m) < Stage.WAITS_AT_RELAY) continue
      const service = plan.products[messages.product(m)].service
      const relay = verdicts.relayOf(persons.group(messages.recipient(m)), service)
      if (relay >= 0 && !siteState(this.w, relay).up) return this.hit("relay-stopped-after-accepting")
    }
  }

  verdicts(variant: VariantPlan): ReadonlyArray<PromiseVerdict> {
    const verdicts = this.promises.verdicts(variant)
    for (const { id, verdict } of verdicts) if (verdict === "infeasible" && `infeasible-${id}` in PROBES) this.hit(`infeasible-${id}` as Probe)
    return verdicts
  }

  save(): unknown {
    return this.promises.save()
  }

  restore(state: never): void {
    this.promises.restore(state)
  }
}
