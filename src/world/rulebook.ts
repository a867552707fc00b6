/**
 * What the acts begun so far make of the rules: which accounts are in service, what is still offered, which sites and
 * relays run, and who runs them. Everything is a fold over the acts in the order in which they began; nothing else is kept.
 */
import type { Act, Of } from "../model/acts.ts"
import { knowsCitizens } from "./citizenship.ts"
import type { Faults } from "./faults.ts"
import { type Obstacle, names, refusal } from "./gates.ts"
import { meansSite, operatorOf, providerOf, type Use } from "./holdings.ts"
import type { ActPlan, Plan } from "./plan.ts"
import type { ClassRow, Product, ServiceRow } from "./products.ts"
import { byRegion } from "./products.ts"
import { type Group, NO_CAUSE } from "./record.ts"
import { ACCOUNT_ENDED, type Reason } from "./reasons.ts"
import { isSameOption, matchOf, type Subject } from "./subjects.ts"

/** Acts begun, in order, of which those marked in `on` still stand. */
export interface Standing {
  readonly plan: Plan
  begun(): Iterable<ActPlan>
  isOn(act: ActPlan): boolean
  /** An exit whose notice has been given: copies leave from then on. */
  isNoticed(act: ActPlan): boolean
  /** It has broken down by itself. */
  isFailing(site: number): boolean
  /** It runs, and no network leads to it or from it. */
  isCutOff(site: number): boolean
  /** What else is wrong with sites now. */
  readonly faults: Faults
  /** The question that it asks, if it is open until a day, has closed. */
  isClosed(act: ActPlan): boolean
  /** By its own dates it does not run: not yet, or no more. An act can start it. */
  isOffByDate(site: number): boolean
}

/** Whether a site runs, whether it does and can be reached over the networks, the act that stopped it, and the one that started it where by its dates it would not run. */
export interface SiteState {
  readonly up: boolean
  readonly reached: boolean
  /** It would run if it did not stand still for a while. */
  readonly paused: boolean
  readonly cause: number
  readonly startedBy: number
}

/** Services that an act names; those of its provider where it names none. */
export function servicesOfAct(standing: Standing, act: ActPlan, what: ReadonlyArray<string> | undefined): ReadonlyArray<ServiceRow> {
  const { plan } = standing
  if (what !== undefined && !what.includes("all")) return plan.services.filter((s) => what.some((word) => word === s.name || word.startsWith(`${s.name}.`)))
  if (act.by.length === 0) return plan.services
  return plan.services.filter((s) => act.by.includes(providerOf(standing, s, act.startMs) ?? ""))
}

/** An exit from a market takes every product of its provider; one that takes some is a product's. */
export function leavesMarket(standing: Standing, act: ActPlan): boolean {
  const body = act.act.exit ?? act.act["shut-down"]
  if (body === undefined) return false
  const left = servicesOfAct(standing, act, body.what)
  const ownerOf = (s: ServiceRow) => providerOf(standing, s, act.startMs)
  const providers = new Set(left.map(ownerOf))
  return standing.plan.services.every((s) => left.includes(s) || !providers.has(ownerOf(s)))
}

/** Countries whose market an exit leaves: those that its selector names. */
export function marketOf(act: ActPlan): ReadonlyArray<string> {
  const of = act.act.exit?.of
  if (of === undefined || of === "all") return []
  return of.flatMap((clause) => [...(clause.account ?? []), ...(clause.home ?? []), ...(clause.present ?? []), ...(clause.sim ?? [])]).filter((code) => /^[A-Z]{2}$/.test(code))
}

/** Whether a selector can mean a subject: what only an instant or the other end decides may hold. */
export function matchesGroup(act: ActPlan, of: Parameters<typeof matchOf>[0], subject: Subject): boolean {
  return matchOf(of, subject, act.issuer) !== false
}

/** Whether an act's extent reaches, outside its places, what is kept of a group: everybody's by `world`, the issuer's own citizens' by `nationals`. */
export function reachesBeyond(plan: Plan, act: ActPlan, owner: Group): boolean {
  if (act.extent !== "nationals" || act.issuer === undefined) return act.extent === "world"
  return isNational(plan, act.issuer, knowsCitizens(act, plan.scenario) ? owner.citizen : owner.account)
}

/** The same of an order in force: what its issuer could have of whom it can compel, if it chose to. Providers alone are compelled beyond. */
export function orderReaches(plan: Plan, extent: ActPlan["extent"], issuer: string, owner: Group): boolean {
  if (extent !== "nationals") return extent === "world"
  const choice = plan.scenario.choices["knows-citizenship"]
  return isNational(plan, issuer, choice === "no" || choice === false ? owner.account : owner.citizen)
}

function isNational(plan: Plan, state: string, of: string): boolean {
  return of === state || (plan.scenario.countries[state]?.members?.includes(of) ?? false)
}

/** Whether an act on people means the subject: whom it selects and, where it says `in`, only while he is there. A mailbox by itself is nowhere. */
function meansSubject(act: ActPlan, body: { readonly of?: Of | undefined; readonly in?: ReadonlyArray<string> | undefined }, subject: Subject): boolean {
  const there = body.in === undefined || body.in.some((place) => place === "all" || place === subject.place?.code || place === subject.place?.country)
  return there && matchesGroup(act, body.of, subject)
}

/** A subject as an account of a service has it: written out, since to spread an object and then set what it has takes longer than all else here. */
export function inService(of: Subject, service: string): Subject {
  return of.service === service ? of : { group: of.group, place: of.place, line: of.line, service }
}

/** Why the account of a subject is out of service for a product, if it is: the oldest act that still stands. What has ended is suspended no more: the oldest end goes first. */
export function accountObstacle(standing: Standing, of: Subject, product: Product): Obstacle | undefined {
  const { plan } = standing
  const subject = inService(of, plan.services[product.service].name)
  let found: Obstacle | undefined
  let ended: Obstacle | undefined
  const refuse = (reason: Reason, act: ActPlan) => {
    found ??= refusal(reason, act.row, "account", "")
    if (ACCOUNT_ENDED.has(reason)) ended ??= refusal(reason, act.row, "account", "")
  }
  for (const act of standing.begun()) {
    if (!standing.isOn(act)) continue
    const body = act.act
    if (body.exit !== undefined || body["shut-down"] !== undefined) {
      const exit = (body.exit ?? body["shut-down"])!
      const left = servicesOfAct(standing, act, exit.what)
      if (left.some((s) => s.row === product.service) && matchesGroup(act, exit.of, subject)) refuse(leavesMarket(standing, act) ? "market-left" : "product-withdrawn", act)
    } else if (body.suspend !== undefined && meansSubject(act, body.suspend, subject)) {
      const limited = body.suspend.to
      const named = body.suspend.what === undefined ? servicesOfAct(standing, act, undefined).some((s) => s.row === product.service) : body.suspend.what.some((word) => word === "all" || names(word, product, plan.services))
      const kept = limited?.some((word) => names(word, product, plan.services)) ?? false
      if (named && !kept) refuse("account-suspended", act)
    } else if (body.restore !== undefined && meansSubject(act, body.restore, subject)) {
      const given = body.restore.what === undefined ? servicesOfAct(standing, act, undefined).some((s) => s.row === product.service) : body.restore.what.some((word) => word === "all" || names(word, product, plan.services))
      if (given) found = ended = undefined
    } else if (body.withdraw !== undefined && meansSubject(act, body.withdraw, subject)) {
      if (body.withdraw.what.some((word) => names(word, product, plan.services))) refuse(product.feature === undefined ? "product-withdrawn" : "feature-withdrawn", act)
    } else if (body.filter !== undefined && meansSubject(act, body.filter, subject)) {
      if (body.filter.what.some((word) => names(word, product, plan.services))) refuse("filtered", act)
    } else if (body.ask !== undefined && body.ask.default === "suspended" && standing.isClosed(act) && matchesGroup(act, body.ask.of, subject)) {
      if (!subject.group.accepts.some((word) => isSameOption(word, body.ask!.for)) && !subject.group.accepts.includes("all")) refuse("account-suspended", act)
    }
  }
  return ended ?? found
}

/** Whether an option has been withdrawn for a group. */
export function optionWithdrawn(standing: Standing, service: ServiceRow, option: string, subject: Subject): boolean {
  return isWithdrawn(standing, `${service.name}.${option}`, subject)
}

function isWithdrawn(standing: Standing, word: string, of: Subject): boolean {
  const subject = inService(of, word.slice(0, word.indexOf(".")))
  // What people have is kept by their groups, which are told apart by where they are.
  const means = (act: ActPlan, body: { readonly of?: Of | undefined; readonly in?: ReadonlyArray<string> | undefined }) => (body.in === undefined || body.in.some((place) => place === "all" || subject.group.there?.includes(place) === true)) && matchesGroup(act, body.of, subject)
  let withdrawn = false
  for (const act of standing.begun()) {
    if (!standing.isOn(act)) continue
    if (act.act.withdraw !== undefined && act.act.withdraw.what.includes(word) && means(act, act.act.withdraw)) withdrawn = true
    if (act.act.restore?.what?.includes(word) === true && means(act, act.act.restore)) withdrawn = false
  }
  return withdrawn
}

/** A subject with the options that are still offered to him: of those withdrawn no selector finds him. */
export function asOffered(standing: Standing, subject: Subject): Subject {
  const { options } = subject.group
  if (options.length === 0) return subject
  const withdrawn = (option: string) => {
    const offering = standing.plan.services.filter((s) => Object.keys(s.spec.options ?? {}).some((name) => option === name || option === `${s.name}.${name}`))
    return offering.length > 0 && offering.every((s) => optionWithdrawn(standing, s, option.slice(option.lastIndexOf(".") + 1), subject))
  }
  const left = options.filter((option) => !withdrawn(option))
  return left.length === options.length ? subject : { group: { ...subject.group, options: left }, place: subject.place, line: subject.line, service: subject.service }
}

/** Whether a class is no longer offered: no new copies of it come to be. */
export function classWithdrawn(standing: Standing, cls: ClassRow, subject: Subject): boolean {
  return isWithdrawn(standing, `${standing.plan.services[cls.service].name}.${cls.name}`, subject)
}

/** Whether a site runs, all of it or what it does for a service, and the act that stopped it. */
export function siteState(standing: Standing, site: number, use?: Use): SiteState {
  const { plan } = standing
  const row = plan.sites[site]
  let stoppedBy = NO_CAUSE
  let startedBy = NO_CAUSE
  let off = standing.isOffByDate(site)
  for (const act of standing.begun()) {
    if (!standing.isOn(act)) continue
    if (act.act.stop !== undefined && meansSite(standing, act, row, use)) stoppedBy = act.row
    if (act.act.start !== undefined && meansSite(standing, act, row, use)) {
      stoppedBy = NO_CAUSE
      if (off) startedBy = act.row
      off = false
    }
    const own = (act.act.exit !== undefined || act.act["shut-down"] !== undefined) && row.operatorKind !== "customer" && act.by.includes(operatorOf(standing, site, use, act.startMs))
    if (own && act.act.exit !== undefined && leavesMarket(standing, act) && marketOf(act).includes(row.country)) stoppedBy = act.row
    if (own && act.act["shut-down"] !== undefined && leavesMarket(standing, act)) stoppedBy = act.row
  }
  const runs = stoppedBy === NO_CAUSE && !off && !standing.isFailing(site)
  const paused = runs && standing.faults.isPaused(site)
  const up = runs && !paused
  return { up, reached: up && !standing.isCutOff(site), paused, cause: stoppedBy, startedBy }
}

/** Whether a site holds what is the provider's or a partner's there: not a customer's own, nor a state's. */
export function isHeldForProvider(site: { readonly operatorKind: string }): boolean {
  return site.operatorKind !== "customer" && site.operatorKind !== "state"
}

/** The exit because of which a site, whoever runs it, serves the service no more: its provider has left that market. */
export function exitFrom(standing: Standing, site: Plan["sites"][number], service: ServiceRow): number {
  if (!isHeldForProvider(site)) return NO_CAUSE
  for (const act of standing.begun()) if (act.act.exit !== undefined && standing.isOn(act) && act.by.includes(providerOf(standing, service, act.startMs) ?? "") && leavesMarket(standing, act) && marketOf(act).includes(site.country)) return act.row
  return NO_CAUSE
}

/**
 * Site of the relay that a group's messages of a service go through; -1 where there is none. All rules in force hold together: a site that
 * one names, else the stated one, else one stated for another region or another of the operator's, the provider's or a partner's. Where they leave none, the youngest go first.
 */
export function relaySiteOf(standing: Standing, service: ServiceRow, subject: Subject): number {
  const { plan } = standing
  if (service.spec.relay === undefined) return -1
  const stated = plan.sites.findIndex((s) => s.name === byRegion(service.spec.relay!, subject.group.account))
  const user = inService(subject, service.name)
  const rules: Array<NonNullable<Act["place"]>> = []
  for (const act of standing.begun()) {
    const { place } = act.act
    if (place !== undefined && standing.isOn(act) && place.what.includes(`${service.name}.relay`) && matchesGroup(act, place.of, user)) rules.unshift(place)
  }
  if (rules.length === 0 || stated < 0) return stated
  const use: Use = { service, kind: "relay" }
  const runners = [providerOf(standing, service), operatorOf(standing, stated, use)]
  const named = rules.flatMap(({ at }) => at ?? [])
  const regions = typeof service.spec.relay === "string" ? [] : Object.values<string>(service.spec.relay)
  let sites = plan.sites.filter((s) => s.row === stated || (s.spec.roles.includes("relay") && s.operatorKind !== "customer" && (named.includes(s.name) || regions.includes(s.name) || s.operatorKind === "partner" || runners.includes(operatorOf(standing, s.row, use)))))
  for (const body of rules) {
    const left = sites.filter((s) => (body.at?.includes(s.name) ?? true) && inPlaces(body.in, s.country) && !(body["not-in"]?.includes(s.country) ?? false))
    if (left.length > 0) sites = left
  }
  return (sites.find((s) => named.includes(s.name)) ?? sites.find((s) => s.row === stated) ?? sites[0]).row
}

export function inPlaces(places: ReadonlyArray<string> | undefined, country: string): boolean {
  return places === undefined || places.some((place) => place === country || place.slice(0, 2) === country || place === "all")
}
