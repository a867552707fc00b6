/** What stands in the way of a situation's messages, worked out once in an epoch: from its device, to its device, to its mailbox. */
import { accountObstacle, asOffered, inService, relaySiteOf, type SiteState, type Standing, siteState } from "./rulebook.ts"
import { certain, type Obstacle, obstaclesOn, refusal, type Traffic } from "./gates.ts"
import { ACCESS_MS, propagationMs, type Way, wayOfCircuit, wayOfServer, wayToRelay } from "./lines.ts"
import { ruling } from "./crossing.ts"
import { hindrances } from "./faults.ts"
import { chosenPlace, type Placed, placeOf } from "./placement.ts"
import { keeps, mayBeErased } from "./duty.ts"
import { stoppedObstacle, subscriptionObstacle } from "./offers.ts"
import { Memo } from "./memo.ts"
import type { ActPlan, Plan } from "./plan.ts"
import { byRegion, type ServiceRow } from "./products.ts"
import type { Reason } from "./reasons.ts"
import type { Rule } from "./rules.ts"
import type { Situations } from "./situations.ts"
import { mailboxOwner, type Subject } from "./subjects.ts"

export interface Verdict {
  readonly obstacles: ReadonlyArray<Obstacle>
  /** Index of the first that stops every message, or -1. */
  readonly stops: number
  /** Nothing at all stands in the way; some act does, or has moved or started the relay. */
  readonly clear: boolean
  readonly acted: boolean
  /** Least one-way delay, and the mean of the access' own [ms]. */
  readonly delayMs: number
  readonly accessMs: number
  readonly relaySite: number
}

export interface MailboxVerdict extends Verdict {
  readonly placed: Placed | undefined
  /** The mailbox is on the customer's own server. */
  readonly atCustomer: boolean
}

/** The standing acts and the rules in force, oldest act first. */
export interface Book extends Standing {
  readonly situations: Situations
  rulesInForce(): ReadonlyArray<Rule>
  readonly epochMs: number
}

export class Verdicts {
  /** By situation, product and whether the other end is elsewhere. */
  private readonly senders = new Memo<Verdict>()
  private readonly receivers = new Memo<Verdict>()
  /** By group and service; accounts by situation and product, null: in service. */
  private readonly boxes = new Memo<MailboxVerdict>()
  /** By flow, of mail that lies under the rules of who wrote it. */
  private readonly crossing = new Memo<MailboxVerdict>()
  private readonly boxesActed = new Memo<boolean>()
  private readonly accounts = new Memo<Obstacle | null>()
  private readonly atRelays = new Memo<Obstacle | null>()
  private readonly open = new Memo<boolean>()
  private readonly relays = new Memo<number>()
  private readonly sites = new Memo<SiteState>()
  private readonly services = new Memo<Obstacle | null>()
  private rules: ReadonlyArray<Rule> = []
  private evasions: ReadonlyArray<ActPlan> = []
  private readonly productCount: number
  private readonly serviceCount: number

  constructor(private readonly plan: Plan, private readonly book: Book) {
    this.productCount = plan.products.length
    this.serviceCount = plan.services.length
  }

  /** Forgets what held in the last epoch. */
  renew(): void {
    for (const memo of [this.senders, this.receivers, this.boxes, this.crossing, this.boxesActed, this.accounts, this.atRelays, this.open, this.relays, this.sites, this.services]) memo.clear()
    this.rules = this.book.rulesInForce()
    this.evasions = this.plan.acts.filter((act) => act.act.evade !== undefined && this.book.isOn(act))
  }

  account(situation: number, product: number): Obstacle | undefined {
    const at = situation * this.productCount + product
    const found = this.accounts.get(at)
    return (found === undefined ? this.accounts.set(at, accountObstacle(this.book, asOffered(this.book, this.book.situations.subject(situation)), this.plan.products[product]) ?? null) : found) ?? undefined
  }

  /** What stands in the way at the relay, of what a situation's people send: the account, asked once more, and the relay itself. */
  atRelay(situation: number, product: number): Obstacle | undefined {
    const at = situation * this.productCount + product
    const found = this.atRelays.get(at)
    return (found === undefined ? this.atRelays.set(at, this.makeAtRelay(situation, product) ?? null) : found) ?? undefined
  }

  /** Whether nothing at all keeps mail at the relay from a situation's devices, the account included. */
  isOpen(situation: number, product: number, elsewhere: boolean): boolean {
    const at = (situation * this.productCount + product) * 2 + (elsewhere ? 1 : 0)
    return this.open.get(at) ?? this.open.set(at, this.account(situation, product) === undefined && this.receiver(situation, product, elsewhere).clear)
  }

  /** From the device through account, access, relay and, for a customer's service, the sender's own server. */
  sender(situation: number, product: number, elsewhere: boolean): Verdict {
    const at = (situation * this.productCount + product) * 2 + (elsewhere ? 1 : 0)
    return this.senders.get(at) ?? this.senders.set(at, this.makeSender(situation, product, elsewhere))
  }

  /** From the relay to the device; the account is asked apart. */
  receiver(situation: number, product: number, elsewhere: boolean): Verdict {
    const at = (situation * this.productCount + product) * 2 + (elsewhere ? 1 : 0)
    return this.receivers.get(at) ?? this.receivers.set(at, this.makeReceiver(situation, product, elsewhere))
  }

  mailbox(group: number, service: number): MailboxVerdict {
    const at = group * this.serviceCount + service
    return this.boxes.get(at) ?? this.boxes.set(at, this.makeMailbox(group, service))
  }

  /** Of mail from one group to another, whose number is the flow's. */
  mailboxFrom(flow: number, from: number, to: number, service: number): MailboxVerdict {
    const ruler = ruling(this.plan, to, from)
    if (ruler === to) return this.mailbox(to, service)
    return this.crossing.get(flow) ?? this.crossing.set(flow, this.makeMailbox(to, service, ruler))
  }

  /** Whether some act has a say in the mailbox of a group, or in where mail to it lies under the rules of whoever may write it. */
  isMailboxActed(group: number, service: number): boolean {
    const at = group * this.serviceCount + service
    return this.boxesActed.get(at) ?? this.boxesActed.set(at, this.findActed(group, service))
  }

  private findActed(group: number, service: number): boolean {
    const isActed = ({ acted, placed }: MailboxVerdict) => acted || placed?.ruled === true
    if (isActed(this.mailbox(group, service)) || this.areOthersActed(group, service)) return true
    if (!this.plan.sendersRule || this.book.begun()[Symbol.iterator]().next().done === true) return false
    // Whoever does not use the service yet may come to it.
    return this.plan.groups.rows.some((_writer, from) => ruling(this.plan, group, from) !== group && isActed(this.makeMailbox(group, service, from)))
  }

  /** Where disks are lost, what is made again hangs on a mailbox's other copies: whether some act has a say in these. */
  private areOthersActed(group: number, service: number): boolean {
    const { mailbox } = this.plan.services[service]
    if (mailbox === undefined || !this.plan.sites.some((site) => site.wiped.length + site.setBack.length > 0)) return false
    const owner = this.plan.groups.rows[group]
    for (const act of this.book.begun()) if (act.act.keep !== undefined && this.book.isOn(act) && keeps(this.book, act, mailbox, owner)) return true
    return mailbox.kept.some(({ kind }) => {
      if (kind !== "replica" && kind !== "backup") return false
      const placed = placeOf(this.book, mailbox, kind, mailboxOwner(owner))
      return placed.ruled || mayBeErased(this.book, mailbox, owner, placed.site < 0 ? undefined : this.plan.sites[placed.site])
    })
  }

  relayOf(group: number, service: number): number {
    const at = group * this.serviceCount + service
    return this.relays.get(at) ?? this.relays.set(at, relaySiteOf(this.book, this.plan.services[service], mailboxOwner(this.plan.groups.rows[group])))
  }

  private makeSender(situation: number, product: number, elsewhere: boolean): Verdict {
    const account = this.account(situation, product)
    // Where a site hears and does not speak, or the other way round, the way up is another than the way down.
    const device = this.book.faults.any ? this.makeWay(situation, product, elsewhere, "to") : this.receiver(situation, product, elsewhere)
    const group = this.book.situations.group(situation)
    const service = this.plan.products[product].service
    const own = this.mailbox(group, service)
    const server = own.atCustomer ? own.obstacles : []
    return verdictOf([...(account === undefined ? [] : [account]), ...device.obstacles, ...server], device)
  }

  private relayState(relaySite: number, service: ServiceRow): SiteState | undefined {
    if (relaySite < 0) return undefined
    const at = relaySite * this.serviceCount + service.row
    return this.sites.get(at) ?? this.sites.set(at, siteState(this.book, relaySite, { service, kind: "relay" }))
  }

  /**
   * What stands in the way at the relay itself, on the way to it or from it: it does not run, or no network leads there. What gets to one
   * that stands still for a while, or does not speak, is with it: nobody answers, and nobody is refused.
   */
  relayObstacle(relaySite: number, service: ServiceRow, leg: "to" | "from" = "to"): Obstacle | undefined {
    const state = this.relayState(relaySite, service)
    if (state === undefined) return undefined
    const { faults } = this.book
    const stop = (reason: Reason) => refusal(reason, state.cause, "relay-ingress", this.plan.sites[relaySite].country)
    if (!state.up && !state.paused) return stop("relay-down")
    if (this.book.isCutOff(relaySite) || (leg === "to" ? !faults.hears(relaySite) : !faults.speaks(relaySite) && !state.paused)) return stop("relay-unreachable")
    if (state.paused) return { ...stop("relay-paused"), kind: leg === "to" ? "hold" : "refuse" }
    return leg === "from" || faults.speaks(relaySite) ? undefined : { ...stop("relay-unreachable"), kind: "hold" }
  }

  /** What stands in the way of a situation's line where a service as a whole has been stopped: its relays, whether or not they run, serve it no more. */
  private serviceObstacle(service: ServiceRow, situation: number, country: string): Obstacle | undefined {
    const line = this.book.situations.lineOf(situation)
    const at = line * this.serviceCount + service.row
    const found = this.services.get(at)
    const stopped = found === undefined ? this.services.set(at, stoppedObstacle(this.book, this.plan, service, this.book.situations.lines[line], country) ?? null) : found
    return stopped === null || stopped.country === country ? (stopped ?? undefined) : { ...stopped, country }
  }

  private makeAtRelay(situation: number, product: number): Obstacle | undefined {
    const { situations } = this.book
    const service = this.plan.services[this.plan.products[product].service]
    const relay = this.relayObstacle(this.relayOf(situations.group(situation), service.row), service, "to")
    const down = relay?.kind === "refuse" ? relay : undefined
    const stopped = this.serviceObstacle(service, situation, this.plan.places[situations.place(situation)].country)
    // A line that is spared at the device is spared here.
    return this.account(situation, product) ?? (stopped !== undefined && certain(stopped) ? stopped : down)
  }

  private makeReceiver(situation: number, product: number, elsewhere: boolean): Verdict {
    return this.makeWay(situation, product, elsewhere, "from")
  }

  /** Between a device and the relay, one way or the other. */
  private makeWay(situation: number, product: number, elsewhere: boolean, leg: "to" | "from"): Verdict {
    const { situations } = this.book
    const subject = asOffered(this.book, situations.subject(situation))
    const line = situations.line(situation)
    const service = this.plan.services[this.plan.products[product].service]
    const relaySite = this.relayOf(situations.group(situation), service.row)
    const accessMs = ACCESS_MS[line.mode]
    const place = this.plan.places[situations.place(situation)]
    const others = subscriptionObstacle(this.plan, service, line, place.country)
    const atOnce = others === undefined ? [] : [others]
    if (service.spec.path === "circuit" || service.spec.path === "signalling") {
      const way = wayOfCircuit(line, subject.group.sim, place, elsewhere)
      const stopped = this.serviceObstacle(service, situation, place.country)
      return verdictOf([...atOnce, ...this.obstacles(way, product, subject, relaySite, false), ...(stopped === undefined ? [] : [stopped])], { delayMs: 0, accessMs, relaySite: -1 })
    }
    const relay = relaySite < 0 ? undefined : this.plan.sites[relaySite]
    const way = wayToRelay(line, place, relay?.country ?? "XX")
    const stops = [...way.via.map((code) => this.plan.places[this.plan.placeIndex.get(code)!]), ...(relay === undefined ? [] : [relay])]
    const down = this.serviceObstacle(service, situation, relay?.country ?? place.country) ?? this.relayObstacle(relaySite, service, leg)
    const faulty = relay === undefined ? [] : hindrances(this.book.faults, relay, "relay-ingress", leg)
    const isMoved = relay !== undefined && relay.name !== byRegion(service.spec.relay!, subject.group.account)
    const acted = isMoved || (this.relayState(relaySite, service)?.startedBy ?? -1) >= 0
    return verdictOf([...atOnce, ...this.obstacles(way, product, subject, relaySite, false), ...(down === undefined ? [] : [down]), ...faulty], { delayMs: propagationMs(stops), accessMs, relaySite, acted })
  }

  private makeMailbox(group: number, service: number, ruler = group): MailboxVerdict {
    const row = this.plan.services[service]
    const relaySite = this.relayOf(group, service)
    if (row.mailbox === undefined) return verdictOf([], { delayMs: 0, accessMs: 0, relaySite })
    const subject: Subject = mailboxOwner(this.plan.groups.rows[group])
    const placed = placeOf(this.book, row.mailbox, "primary", subject, mailboxOwner(this.plan.groups.rows[ruler]))
    const goes = chosenPlace(this.book, row.mailbox, "primary", placed, subject.group, this.plan.groups.rows[ruler])
    // Mail of others may lie elsewhere, where it lies under their rules.
    const lies = goes.site < 0 || this.plan.sendersRule ? undefined : this.plan.sites[goes.site]
    const open = { delayMs: 0, accessMs: 0, relaySite, acted: mayBeErased(this.book, row.mailbox, subject.group, lies) }
    // Who sends through a server of his own is without service while it does not run.
    const stated = this.plan.sites.find((s) => s.name === byRegion(row.mailbox!.spec.kept, subject.group.account))
    if (goes.reason !== undefined) return verdictOf([refusal(goes.reason, goes.cause, "mailbox", "")], open, placed, stated?.operatorKind === "customer")
    if (goes.site < 0) return verdictOf([], open, placed)
    const site = this.plan.sites[goes.site]
    const atCustomer = site.operatorKind === "customer"
    const relay = relaySite < 0 ? undefined : this.plan.sites[relaySite]
    if (relay?.row === site.row) return verdictOf([], open, placed, atCustomer)
    const faulty = [...(relay === undefined ? [] : hindrances(this.book.faults, relay, "mailbox", "from")), ...hindrances(this.book.faults, site, "mailbox", "to")]
    if (relay === undefined) return verdictOf(faulty, open, placed, atCustomer)
    const way = wayOfServer(site.country, site.carrier, relay.country)
    const there: Subject = { group: subject.group, place: this.plan.places[this.plan.placeIndex.get(site.country)!], line: undefined, service: undefined }
    const obstacles = this.obstacles(way, row.products[0].row, there, relaySite, !atCustomer).map((o): Obstacle => ({ ...o, reason: "mailbox-unreachable" }))
    return verdictOf([...obstacles, ...faulty], { ...open, delayMs: propagationMs([relay, site]) }, placed, atCustomer)
  }

  private obstacles(way: Way, product: number, subject: Subject, relaySite: number, namedHidden: boolean): ReadonlyArray<Obstacle> {
    const traffic: Traffic = {
      product: this.plan.products[product],
      services: this.plan.services,
      subject: inService(subject, this.plan.services[this.plan.products[product].service].name),
      relaySite: relaySite < 0 ? undefined : this.plan.sites[relaySite].name,
      relayOf: (other) => this.plan.sites[relaySiteOf(this.book, other, mailboxOwner(subject.group))]?.name,
      namedHidden
    }
    return obstaclesOn(way.crossings, this.rules, this.evasions, traffic, this.book.epochMs)
  }
}

interface Base {
  readonly delayMs: number
  readonly accessMs: number
  readonly relaySite: number
  readonly acted?: boolean
}

/** Written out whole, whether or not it is a mailbox's: verdicts are made at every instant at which something begins or ends. */
function verdictOf(obstacles: ReadonlyArray<Obstacle>, { delayMs, accessMs, relaySite, acted }: Base, placed?: Placed, atCustomer = false): MailboxVerdict {
  return { obstacles, stops: obstacles.findIndex(certain), clear: obstacles.length === 0, acted: acted === true || obstacles.some((o) => o.act >= 0), delayMs, accessMs, relaySite, placed, atCustomer }
}
