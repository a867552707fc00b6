/** Where copies may lie: the places that a file states, changed by the rules that operators adopted. */
import { operatorOf, providerOf } from "./holdings.ts"
import { NONE } from "./messages.ts"
import type { ActPlan } from "./plan.ts"
import { type ClassRow, byRegion, type ServiceRow } from "./products.ts"
import type { CopyKind, Group } from "./record.ts"
import { NO_CAUSE } from "./record.ts"
import type { Reason } from "./reasons.ts"
import { exitFrom, inPlaces, inService, isHeldForProvider, leavesMarket, marketOf, matchesGroup, relaySiteOf, siteState, type Standing } from "./rulebook.ts"
import type { SiteRow } from "./sites.ts"
import { mailboxOwner, type Subject } from "./subjects.ts"

/** Where a copy of a class goes now. `site` is -1 where the class keeps none, or where `reason` says why none can be had. */
export interface Placed {
  readonly site: number
  readonly kept: "site" | "none" | "at-relay"
  readonly reason: Reason | undefined
  readonly cause: number
  /** An act has a say in it: it places the copy, keeps a site from taking it that could, or has started the site. */
  readonly ruled: boolean
}

/** One condition on where a class may lie. */
interface Requirement {
  readonly act: ActPlan
  readonly allows: (site: SiteRow) => boolean
  readonly prefers: ReadonlyArray<string>
}

const ROLE_OF: Readonly<Record<CopyKind, ReadonlyArray<string>>> = {
  primary: ["mailbox", "backup", "index", "log"],
  replica: ["mailbox", "backup"],
  backup: ["backup", "mailbox"],
  index: ["index", "mailbox"],
  log: ["log", "mailbox"],
  cache: ["cache", "relay", "mailbox"],
  queue: ["relay"],
  capture: [],
  revived: ["mailbox", "backup"]
}

/** Comes over the networks, from wherever it lies. */
export const ANYWHERE = -2

/**
 * `ruler`: under whose rules it lies, if not under its owner's. What an option of the owner's keeps, and what is on a customer's own server,
 * stays the owner's. `from`: the site from which it moves, or ANYWHERE; NONE: it is new mail, and comes from the relay, which may stand beside the mailbox.
 */
export function placeOf(standing: Standing, cls: ClassRow, kind: CopyKind, subject: Subject, ruler: Subject = subject, from = NONE): Placed {
  const { plan } = standing
  const spec = statedFor(cls, kind)
  const siteOf = (name: string) => plan.sites.find((s) => s.name === name)
  const [own, ruled] = [subject, ruler].map((one) => (spec === undefined ? "none" : byRegion(spec.where, one.group.account)))
  const isCustomers = [own, ruled].some((name) => siteOf(name)?.operatorKind === "customer")
  const named = (spec === undefined ? undefined : keptByOption(standing, cls, kind, subject)) ?? (isCustomers ? own : ruled)
  const isStated = spec === undefined || spec.kind === kind
  const isNowhere = named === "none" || named === "at-relay"
  if (isNowhere && isStated) return { site: -1, kept: named, reason: undefined, cause: NO_CAUSE, ruled: false }
  const stated = isNowhere ? undefined : siteOf(named)!
  // What a duty alone has made goes to no customer's own server.
  const base = stated === undefined || (stated.operatorKind === "customer" && !isStated) ? ownSite(standing, cls, kind) : stated
  if (base === undefined) return { site: -1, kept: "none", reason: undefined, cause: NO_CAUSE, ruled: false }
  // A customer's own server is not the provider's: no placement moves it.
  if (base.operatorKind === "customer") return reachable(standing, [base], cls, kind, subject, NO_CAUSE, from)
  const requirements = requirementsOn(standing, cls, kind, ruler, base)
  const under = (rules: ReadonlyArray<Requirement>) => candidates(standing, cls, kind, base, rules, ruler, from).filter((site) => rules.every((r) => r.allows(site)))
  // What could go nowhere else comes to a market that is to be left until it is left.
  const inForce = requirements.filter((r) => r.act.act.exit === undefined || standing.isOn(r.act))
  const found = under(requirements)
  // What is stated to lie elsewhere finds no stand-in there either.
  const all = found.filter((site) => site === base || !isBeingLeft(standing, plan.services[cls.service], site))
  const rules = all.length > 0 ? requirements : inForce
  const allowed = all.length > 0 ? all : under(inForce)
  const cause = rules.length > 0 ? rules[rules.length - 1].act.row : NO_CAUSE
  if (allowed.length === 0) return { site: -1, kept: "site", reason: "no-legal-place", cause, ruled: true }
  return { ...reachable(standing, allowed, cls, kind, subject, cause, from), ...(requirements.length > 0 || all.length < found.length ? { ruled: true } : {}) }
}

/** The first of the provider's own sites that can hold a kind of copy. */
function ownSite(standing: Standing, cls: ClassRow, kind: CopyKind): SiteRow | undefined {
  const service = standing.plan.services[cls.service]
  return standing.plan.sites.find((site) => site.spec.roles.some((role) => ROLE_OF[kind].includes(role)) && operatorOf(standing, site.row, { service, cls, kind }) === providerOf(standing, service))
}

/** What the file says of a kind of copy. Of a backup that a duty alone has made it says nothing: as to where such a one may be besides it counts as a first copy would. */
function statedFor(cls: ClassRow, kind: CopyKind): ClassRow["kept"][number] | undefined {
  return cls.kept.find((k) => k.kind === kind) ?? cls.kept.at(0)
}

/** Whether the rules adopted let a copy lie at a site. */
export function mayLieAt(standing: Standing, cls: ClassRow, kind: CopyKind, subject: Subject, site: SiteRow): boolean {
  const stated = byRegion(statedFor(cls, kind)!.where, subject.group.account)
  const base = standing.plan.sites.find((s) => s.name === stated)
  return requirementsOn(standing, cls, kind, subject, base).every((r) => r.allows(site))
}

/** Where mail goes: where the rules have it; against them all, if that is the choice where they leave no place, to where the file has it, if that can be had. */
export function chosenPlace(standing: Standing, cls: ClassRow, kind: CopyKind, lawful: Placed, owner: Group, ruler: Group): Placed {
  const { plan } = standing
  if (lawful.reason !== "no-legal-place" || plan.scenario.choices["no-legal-place"] !== "violate-and-report") return lawful
  const stated = plan.sites.find((site) => site.name === byRegion(statedFor(cls, kind)!.where, ruler.account))
  return stated === undefined ? { ...lawful, reason: "mailbox-unreachable" } : reachable(standing, [stated], cls, kind, mailboxOwner(owner), lawful.cause, NONE)
}

/** The first that runs, serves the service still and can be reached: over the networks, or from the relay beside it. */
function reachable(standing: Standing, sites: ReadonlyArray<SiteRow>, cls: ClassRow, kind: CopyKind, subject: Subject, cause: number, from: number): Placed {
  const service = standing.plan.services[cls.service]
  const left = (site: SiteRow) => exitFrom(standing, site, service)
  const relay = from === NONE ? relaySiteOf(standing, service, subject) : NONE
  let passedOver = false
  for (const site of sites) {
    const { up, reached, startedBy, cause: stoppedBy } = siteState(standing, site.row, { service, cls, kind })
    const serves = relay === site.row ? up : reached && comesTo(standing, from, relay, site.row)
    if (serves && left(site) === NO_CAUSE) return { site: site.row, kept: "site", reason: undefined, cause, ruled: passedOver || startedBy !== NO_CAUSE }
    passedOver ||= stoppedBy >= 0 || left(site) !== NO_CAUSE
  }
  const first = siteState(standing, sites[0].row, { service, cls, kind })
  const ruled = sites.some((site) => siteState(standing, site.row, { service, cls, kind }).cause >= 0 || left(site) !== NO_CAUSE)
  return { site: -1, kept: "site", reason: "mailbox-unreachable", cause: first.up ? left(sites[0]) : first.cause, ruled }
}

/** Sites in the order in which they are tried: those an act names, the stated one, its replicas; where a rule says where it lies, or forbids one of these, whatever the operator has. */
function candidates(standing: Standing, cls: ClassRow, kind: CopyKind, base: SiteRow, rules: ReadonlyArray<Requirement>, subject: Subject, from: number): ReadonlyArray<SiteRow> {
  const { plan } = standing
  const preferred = rules.flatMap((r) => r.prefers).map((name) => plan.sites.find((s) => s.name === name))
  const copies = standIns(standing, cls, kind, subject)
  const service = plan.services[cls.service]
  const operator = operatorOf(standing, base.row, { service, cls, kind })
  const provider = providerOf(standing, service)
  // What forbids none of the stated places opens no other, but to what lies where it forbids.
  const stated = [base, ...copies, ...(from < 0 ? [] : [plan.sites[from]])]
  const requirements = rules.filter((rule) => opensOthers(rule, stated))
  const others =
    requirements.length === 0
      ? []
      : plan.sites.filter((s) => ([operator, provider].includes(operatorOf(standing, s.row, { service, cls, kind })) || s.operatorKind === "partner") && s.operatorKind !== "customer" && s.spec.roles.some((role) => ROLE_OF[kind].includes(role)))
  return [...new Set([...preferred, base, ...copies, ...others])].filter((s): s is SiteRow => s !== undefined)
}

/** Sites that the file states for replicas and backups: they stand in for that of a first copy. */
function standIns({ plan }: Standing, cls: ClassRow, kind: CopyKind, subject: Subject): ReadonlyArray<SiteRow> {
  const others = kind === "primary" ? cls.kept.filter((k) => k.kind === "replica" || k.kind === "backup") : []
  return others.flatMap((k) => plan.sites.filter((site) => site.name === byRegion(k.where, subject.group.account)))
}

/** Whether a rule lets copies lie elsewhere than where that is stated: it says where they lie, or forbids one of these places. */
function opensOthers({ act, allows }: Pick<Requirement, "act" | "allows">, stated: ReadonlyArray<SiteRow>): boolean {
  const { place } = act.act
  return place?.["not-in"] === undefined || place.in !== undefined || !stated.every(allows)
}

/** `base`: the site that is stated for it; undefined: none is. */
function requirementsOn(standing: Standing, cls: ClassRow, kind: CopyKind, subject: Subject, base: SiteRow | undefined): ReadonlyArray<Requirement> {
  const { plan } = standing
  const service = plan.services[cls.service]
  const found: Array<Requirement> = []
  // What is stated to lie elsewhere stays there.
  const isLeft = (act: ActPlan) => leavesFrom(standing, act, service) && (base === undefined || isInMarket(act, base))
  const places = placesOfExits(standing, service, isLeft)
  const stated = places.bind ? [...(base === undefined ? [] : [base]), ...standIns(standing, cls, kind, subject), ...plan.sites.filter((site) => places.names.includes(site.name))] : []
  let isFree = !places.bind
  for (const act of standing.begun()) {
    const place = act.act.place
    if (place !== undefined && standing.isOn(act) && (place.copies === "all" || kind === "primary") && placeNames(place.what, service.name, cls.name) && matchesGroup(act, place.of, inService(subject, service.name))) {
      const allows = (site: SiteRow) => inPlaces(place.in, site.country) && !(place["not-in"]?.some((p) => p === site.country) ?? false) && (place.at?.includes(site.name) ?? true)
      found.push({ act, allows, prefers: place.at ?? [] })
      isFree ||= opensOthers({ act, allows }, stated)
    }
    // What a partner holds for the provider in the market leaves it too, for the place that the exit states. Where a rule opens others, that place is the first that is tried, and no more. An exit that erases takes nothing elsewhere: who has his mailbox there is without it.
    if (isLeft(act)) found.push({ act, allows: (site) => !isInMarket(act, site) && (isFree || places.names.includes(site.name)), prefers: places.names })
  }
  return found
}

/** The places that exits state for what leaves with them: of several each will do. One that has been left too is none any more, and an exit that states none lets it go anywhere: then they are the first that are tried, and bind nothing. */
function placesOfExits(standing: Standing, service: ServiceRow, isLeft: (act: ActPlan) => boolean): { readonly names: ReadonlyArray<string>; readonly bind: boolean } {
  const stated: Array<string> = []
  let isFree = false
  for (const act of standing.begun()) {
    if (act.act.exit === undefined || !isLeft(act)) continue
    if (act.act.exit.at === undefined) isFree = true
    else stated.push(...act.act.exit.at)
  }
  const names = stated.filter((name) => standing.plan.sites.some((site) => site.name === name && exitFrom(standing, site, service) === NO_CAUSE))
  return { names, bind: !isFree && names.length > 0 }
}

/** Whether an act is the exit of a service's provider from a market, whose copies leave since its notice. */
function leavesFrom(standing: Standing, act: ActPlan, service: ServiceRow): boolean {
  return act.act.exit?.old === "moves" && standing.isNoticed(act) && leavesMarket(standing, act) && act.by.includes(providerOf(standing, service, act.startMs) ?? "")
}

function isInMarket(act: ActPlan, site: SiteRow): boolean {
  return isHeldForProvider(site) && marketOf(act).includes(site.country)
}

/** Whether notice has been given that a site's market is left. */
export function isBeingLeft(standing: Standing, service: ServiceRow, site: SiteRow): boolean {
  for (const act of standing.begun()) if (leavesFrom(standing, act, service) && isInMarket(act, site)) return true
  return false
}

/** `service` stands for all its classes; `service.relay` for none. */
export function placeNames(what: ReadonlyArray<string>, service: string, cls: string): boolean {
  return what.some((word) => word === service || word === `${service}.${cls}`)
}

/** An option may say where its people's copies are kept: `content.kept`. */
function keptByOption(standing: Standing, cls: ClassRow, kind: CopyKind, subject: Subject): string | undefined {
  if (kind !== "primary") return undefined
  const service = standing.plan.services[cls.service]
  for (const [name, option] of Object.entries(service.spec.options ?? {}))
    if (hasOption(subject.group.options, service.name, name) && typeof option.changes[`${cls.name}.kept`] === "string") return option.changes[`${cls.name}.kept`] as string
  return undefined
}

export function hasOption(options: ReadonlyArray<string>, service: string, option: string): boolean {
  return options.includes(option) || options.includes(`${service}.${option}`)
}

/** Whether what moves, or what the relay sends, gets to a site; without a relay, what anybody sends. */
function comesTo(standing: Standing, from: number, relay: number, site: number): boolean {
  if (from >= 0) return standing.faults.isOpenBetween(from, site)
  return relay < 0 ? standing.faults.hears(site) : !standing.isCutOff(relay) && standing.faults.carries(relay, site)
}
