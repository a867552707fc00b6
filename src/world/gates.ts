/** Gates: whether traffic may pass the points of a way, and which act stops it. */
import type { OfClause } from "../model/acts.ts"
import type { Lets } from "../model/orders.ts"
import type { Crossing } from "./lines.ts"
import type { ActPlan } from "./plan.ts"
import type { Product, ServiceRow } from "./products.ts"
import type { Reason } from "./reasons.ts"
import { type Rule, TRAFFIC } from "./rules.ts"
import { type Condition, type Match, matchesClause, matchOf, type Subject } from "./subjects.ts"

export interface Leak {
  readonly share: number
  /** `try`: as an attempt, but what waits tries again when its own time has come, and whatever else wakes it before finds what was drawn last. */
  readonly by: Rule["leaks"][number]["by"] | "try"
  readonly key: number
  /** What must hold of the instant or the other end for it to leak; undefined: nothing. */
  readonly conditions?: ReadonlyArray<Condition> | undefined
}

/** Something that stands in a message's way. Certain where it has neither leaks nor conditions. `hold`: it goes on, and nobody answers. */
export interface Obstacle {
  readonly kind: "refuse" | "slow" | "hold"
  readonly reason: Reason
  readonly act: number
  readonly point: string
  readonly country: string
  readonly carrier: string | undefined
  readonly leaks: ReadonlyArray<Leak>
  readonly conditions: ReadonlyArray<Condition> | undefined
  /** Conditions of which one must hold besides: those of whom an eased order lets pass at a rate. */
  readonly eased?: ReadonlyArray<Condition> | undefined
  readonly first: Rule["first"]
  readonly bitsPerSecond: number
  /** What it takes longer, whatever its size; 0: it takes its time by its rate [ms]. */
  readonly addsMs: number
}

export function certain(obstacle: Obstacle): boolean {
  return obstacle.kind === "refuse" && obstacle.leaks.length === 0 && obstacle.conditions === undefined && obstacle.first === undefined
}

export function refusal(reason: Reason, act: number, point: string, country: string): Obstacle {
  return { kind: "refuse", reason, act, point, country, carrier: undefined, leaks: [], conditions: undefined, first: undefined, bitsPerSecond: 0, addsMs: 0 }
}

/** What the gates look at besides the crossing. */
export interface Traffic {
  readonly product: Product
  readonly services: ReadonlyArray<ServiceRow>
  readonly subject: Subject
  /** Name of the relay's site, for blocks by address: they take whatever shares it. */
  readonly relaySite: string | undefined
  readonly relayOf: (service: ServiceRow) => string | undefined
  /** A provider's own site is cut off only where all traffic is. */
  readonly namedHidden: boolean
}

/** All obstacles on a way: the points in the order of crossing, at each the oldest act first. */
export function obstaclesOn(crossings: ReadonlyArray<Crossing>, rules: ReadonlyArray<Rule>, evasions: ReadonlyArray<ActPlan>, traffic: Traffic, atMs: number): ReadonlyArray<Obstacle> {
  const found: Array<Obstacle> = []
  for (const crossing of crossings) for (const rule of rules) collect(rule, crossing, evasions, traffic, atMs, found)
  return found
}

function collect(rule: Rule, crossing: Crossing, evasions: ReadonlyArray<ActPlan>, traffic: Traffic, atMs: number, found: Array<Obstacle>): void {
  if (!standsAt(rule, crossing)) return
  if (!seesTraffic(rule, crossing, traffic)) return
  const match = matchOf(rule.of, traffic.subject, rule.issuer, crossing.country)
  if (match === false) return
  const excepted = exceptedBy(rule, crossing, traffic)
  const eased = easedBy(rule, crossing, traffic, atMs)
  if (excepted === true || eased.all) return
  const conditions = match === true ? undefined : match
  const spared = excepted === false ? [] : [always(rule, excepted)]
  const gate = (kind: Obstacle["kind"], leaks: ReadonlyArray<Leak>, bitsPerSecond: number, eases?: ReadonlyArray<Condition>): Obstacle => {
    const reason = kind === "slow" && rule.kind !== "slow" ? "throttled" : reasonOf(rule, crossing, traffic.subject)
    return { kind, reason, act: rule.act, point: crossing.point, country: crossing.country, carrier: crossing.carrier, leaks, conditions, eased: eases, first: rule.first, bitsPerSecond, addsMs: 0 }
  }
  if (eased.bitsPerSecond !== undefined) {
    found.push(gate("slow", spared, eased.bitsPerSecond))
    return
  }
  const evaded = rule.match === "traffic" ? [] : evasions.flatMap((act) => leakOf(act, traffic))
  found.push(gate(rule.kind, [...rule.leaks, ...spared, ...eased.leaks, ...evaded], rule.bitsPerSecond))
  for (const slow of eased.slowed) found.push(gate("slow", spared, slow.bitsPerSecond, slow.conditions))
}

/** Everybody of whom conditions hold passes. */
function always(rule: Rule, conditions: ReadonlyArray<Condition>): Leak {
  return { share: 1, by: "line", key: rule.easedKey, conditions }
}

/** What leaks since a provider hops, if it does so for the subject. */
function leakOf(act: ActPlan, traffic: Traffic): ReadonlyArray<Leak> {
  const { what, of, leak } = act.act.evade!
  const match = what.some((word) => names(word, traffic.product, traffic.services)) && matchOf(of, traffic.subject, act.issuer)
  return match === false ? [] : [{ share: leak.share, by: leak.by, key: act.key, ...(match === true ? {} : { conditions: match }) }]
}

/** Whether the rule's points, places and carrier are those of the crossing. A cut border takes its exchange legs too. */
function standsAt(rule: Rule, crossing: Crossing): boolean {
  const point = rule.at.includes(crossing.point) || (crossing.point === "exchange" && rule.at.includes("border") && rule.what.some((word) => TRAFFIC.has(word)))
  if (!point) return false
  if (rule.apart?.includes(crossing.place) === true) return false
  if (rule.places.length > 0 && !rule.places.some((place) => place === "all" || place === crossing.country || place === crossing.place)) return false
  return rule.carrier === undefined || rule.carrier === crossing.carrier || (rule.carrier === "others" && crossing.carrier === undefined)
}

/** Measures on all traffic match whatever crosses; named ones only what the point can tell apart. */
function seesTraffic(rule: Rule, crossing: Crossing, traffic: Traffic): boolean {
  if (rule.what.some((word) => isTraffic(word, crossing, traffic))) return true
  if (traffic.namedHidden) return false
  if (!isNamed(rule, traffic)) return false
  // The subscription and the serving node withhold the service's own access point, tunnel or not.
  if (crossing.point === "subscription" || crossing.point === "attach") return true
  if (crossing.hidden !== undefined && !(crossing.hidden === "vpn" && selectsTunnel(rule))) return false
  return crossing.point !== "national-internet" || crossing.accessSide
}

function isTraffic(word: string, crossing: Crossing, traffic: Traffic): boolean {
  const path = traffic.services[traffic.product.service].spec.path
  if (word === "all") return true
  if (word === "data") return path === "relay" || path === "open-web"
  if (word === "voice") return path === "circuit"
  if (word === "sms") return path === "signalling"
  return word === "international" && (crossing.international || crossing.point === "exchange")
}

function isNamed(rule: Rule, traffic: Traffic): boolean {
  if (rule.what.some((word) => names(word, traffic.product, traffic.services))) return true
  if (rule.match !== "address" || traffic.relaySite === undefined) return false
  return traffic.services.some((service) => traffic.relayOf(service) === traffic.relaySite && rule.what.some((word) => names(word, service.products[0], traffic.services)))
}

/** Whether a word names a product: its service, its feature, or the class that its messages are. */
export function names(word: string, product: Product, services: ReadonlyArray<ServiceRow>): boolean {
  const service = services[product.service]
  if (word === service.name || word === product.name) return true
  // Of the classes only the one that a message itself is, the first with content, stands for the message.
  const body = service.classes.find((c) => c.form === "content")
  return product.feature === undefined && body !== undefined && word === `${service.name}.${body.name}`
}

function selectsTunnel(rule: Rule): boolean {
  return rule.of !== undefined && rule.of !== "all" && rule.of.some((clause: OfClause) => clause.vpn?.some((word) => word !== "no" && word !== false))
}

/**
 * Whether words say what crosses. A point that sees a service by its name, since the rule names it, sees an exception of that name
 * too; where the rule takes all traffic, inside a tunnel no name is seen, and the tunnel itself is traffic.
 */
function tells(words: ReadonlyArray<string>, rule: Rule, crossing: Crossing, traffic: Traffic): boolean {
  if (words.some((word) => isTraffic(word, crossing, traffic))) return true
  if (crossing.hidden !== undefined && rule.what.some((word) => isTraffic(word, crossing, traffic))) return false
  return words.some((word) => names(word, traffic.product, traffic.services))
}

/** Whether the subject's traffic is excepted from a rule, or the conditions under which it is. */
function exceptedBy(rule: Rule, crossing: Crossing, traffic: Traffic): Match {
  const except = rule.except
  if (except === undefined) return false
  const device = traffic.subject.place
  const byWhat = except.what === undefined || tells(except.what, rule, crossing, traffic)
  const byIn = except.in === undefined || except.in.some((place) => place === crossing.country || place === crossing.place || (place === device?.code && device.country === crossing.country))
  return byWhat && byIn && matchOf(except.of, traffic.subject, rule.issuer, crossing.country)
}

/** What an eased order lets pass: everything, everything at a rate [bit/s], or a share; some of it only where the instant or the other end is such. */
interface Eased {
  readonly all: boolean
  readonly bitsPerSecond: number | undefined
  readonly leaks: ReadonlyArray<Leak>
  readonly slowed: ReadonlyArray<{ readonly bitsPerSecond: number; readonly conditions: ReadonlyArray<Condition> }>
}

function easedBy(rule: Rule, crossing: Crossing, traffic: Traffic, atMs: number): Eased {
  const leaks: Array<Leak> = []
  const slowed: Array<Eased["slowed"][number]> = []
  for (const { lets, fromMs, untilMs } of rule.lets) {
    if (atMs < fromMs || atMs >= untilMs) continue
    const what = lets.what === undefined || tells(lets.what, rule, crossing, traffic)
    const device = traffic.subject.place
    const where = lets.in === undefined || lets.in.some((place) => place === crossing.country || place === crossing.place || place === device?.code)
    const match = what && where && matchOf(lets.of, traffic.subject, rule.issuer, crossing.country)
    if (match === false) continue
    if (lets.share === undefined && match === true) return { all: lets.rate === undefined, bitsPerSecond: lets.rate, leaks, slowed }
    if (match === true) leaks.push({ ...shareOf(lets.share!), key: rule.easedKey })
    else {
      leaks.push(lets.share === undefined ? always(rule, match) : { ...shareOf(lets.share), key: rule.easedKey, conditions: match })
      if (lets.share === undefined && lets.rate !== undefined) slowed.push({ bitsPerSecond: lets.rate, conditions: match })
    }
  }
  return { all: false, bitsPerSecond: undefined, leaks, slowed }
}

function shareOf(share: NonNullable<Lets["share"]>): Pick<Leak, "share" | "by"> {
  return typeof share === "number" ? { share, by: "line" } : { share: share.value, by: share.by }
}

function reasonOf(rule: Rule, crossing: Crossing, subject: Subject): Reason {
  if (rule.reason !== undefined) return rule.reason
  if (rule.kind === "slow") return "throttled"
  if (rule.first !== undefined) return "waiting-period"
  if (crossing.point === "subscription") return "not-provisioned"
  const sim = subject.line?.sim
  return crossing.point === "attach" && sim !== undefined && sim !== crossing.country ? "roamer-barred" : "blocked"
}

/** Whether the other end of a message, or the instant, fulfils one of the conditions; the time since the arrival lies in an array [ms]. */
export function conditionsHold(conditions: ReadonlyArray<Condition> | undefined, otherEnd: Subject | undefined, sinceArrivalMs: Float64Array, issuer: string | undefined, service?: string): boolean {
  if (conditions === undefined) return true
  for (let i = 0; i < conditions.length; i++) {
    const c = conditions[i]
    if ((c.sinceArrivalMs === undefined || sinceArrivalMs[0] < c.sinceArrivalMs) && (c.otherEnd === undefined || (otherEnd !== undefined && matchesAny(c.otherEnd, otherEnd, issuer, service)))) return true
  }
  return false
}

function matchesAny(clauses: NonNullable<Condition["otherEnd"]>, subject: Subject, issuer: string | undefined, service: string | undefined): boolean {
  for (let i = 0; i < clauses.length; i++) if (matchesClause(clauses[i], subject, issuer, undefined, service)) return true
  return false
}

