/**
 * Whom and what a selector means, answered on the tables of a run. A table may know less than the selector asks (who reads
 * is counted by people, not by where they then were): such a row is UNSURE, and the caller decides with and without it.
 */
import type { Of, OfClause } from "../model/acts.ts"
import type { Status } from "../model/result.ts"
import type { Scenario } from "../model/scenario.ts"
import type { Group, RunRecord, Situation } from "../world/record.ts"
import { callsOf } from "./calls.ts"

export const NO = 0
export const YES = 1
export const UNSURE = 2
export type Match = typeof NO | typeof YES | typeof UNSURE

/** What a selector's words are relative to. */
export interface Reference {
  /** States relative to which people are resident, visitor, abroad; with several, any of them. */
  readonly about: ReadonlyArray<string>
  /** Whether a place lies in what a code names: the same, a territory of it, a member of the union. */
  readonly covers: (code: string, place: string) => boolean
  /** Services whose messages are calls and short messages. */
  readonly calls: ReadonlySet<string>
}

export function referenceOf(scenario: Scenario, about: ReadonlyArray<string>): Reference {
  const members = new Map<string, ReadonlyArray<string>>()
  for (const [code, country] of Object.entries(scenario.countries)) if (country.members !== undefined) members.set(code, country.members)
  const covers = (code: string, place: string): boolean =>
    code === place || place.startsWith(`${code}-`) || (members.get(code)?.some((member) => member === place || place.startsWith(`${member}-`)) ?? false)
  return { about, covers, calls: callsOf(scenario) }
}

/** Where somebody stands to a state: by home and place, at an instant. */
export function statusOf(group: Group, situation: Situation, state: string, covers: Reference["covers"]): Status {
  const lives = covers(state, group.homeCountry)
  const present = covers(state, situation.present)
  return lives ? (present ? "resident" : "abroad") : present ? "visitor" : "other"
}

/**
 * Whether people are meant by an `of`. Without a situation, the other end or the service whose account is asked about, what
 * depends on it is UNSURE; so is what no table records (since-arrival).
 */
export function matches(of: Of | undefined, group: Group, situation: Situation | undefined, reference: Reference, other?: Group, service?: string): Match {
  if (of === undefined || of === "all") return YES
  let best: Match = NO
  for (const clause of of) {
    const match = matchesClause(clause, group, situation, reference, other, service)
    if (match === YES) return YES
    if (match === UNSURE) best = UNSURE
  }
  return best
}

/** For each group, by service: whether all, none or some of where its people were are meant. */
export function groupMatches(of: Of | undefined, record: RunRecord, reference: Reference): (service: string) => Uint8Array {
  return byService(of, (service) => groupsMeant(of, record, reference, service))
}

function groupsMeant(of: Of | undefined, record: RunRecord, reference: Reference, service: string | undefined): Uint8Array {
  const out = new Uint8Array(record.groups.length).fill(NO)
  const seen = new Uint8Array(record.groups.length)
  record.situations.forEach((situation) => {
    const match = matches(of, record.groups[situation.group], situation, reference, undefined, service)
    out[situation.group] = seen[situation.group] === 0 || out[situation.group] === match ? match : UNSURE
    seen[situation.group] = 1
  })
  record.groups.forEach((group, row) => {
    if (seen[row] === 0) out[row] = matches(of, group, undefined, reference, undefined, service)
  })
  return out
}

export function situationMatches(of: Of | undefined, record: RunRecord, reference: Reference): (service: string) => Uint8Array {
  return byService(of, (service) => Uint8Array.from(record.situations, (situation) => matches(of, record.groups[situation.group], situation, reference, undefined, service)))
}

/** Which service it is matters only where an account, or having no option, is asked about; a feature's account is its service's. */
function byService<T>(of: Of | undefined, make: (service: string | undefined) => T): (service: string) => T {
  if (!/"opened":|"option":\[[^\]]*"no"/.test(JSON.stringify(of ?? null))) {
    const all = make(undefined)
    return () => all
  }
  const known = new Map<string, T>()
  return (product) => {
    const [service] = product.split(".")
    const found = known.get(service) ?? make(service)
    known.set(service, found)
    return found
  }
}

/** Whom an `of` means at the other end, where it says nothing about this one; undefined where it does. */
export function otherEndOnly(of: Of | undefined): Of | undefined {
  if (of === undefined || of === "all") return undefined
  const out: Array<OfClause> = []
  for (const clause of of) {
    const keys = Object.keys(clause).filter((key) => clause[key as keyof OfClause] !== undefined)
    const end = clause["other-end"]
    if (end === undefined || keys.length !== 1) return undefined
    out.push(...end)
  }
  return out
}

/** Classes and features of services that a `what` may name. */
export type ServiceWords = Scenario["services"]

/** Whether messages of a service (`bes`, or `bes.calls` for a feature) are meant by a `what`. A class cannot be told apart in messages: `bes.content` means those of `bes`. */
export function whatMessages(what: ReadonlyArray<string> | undefined, service: string, services: ServiceWords): boolean {
  if (what === undefined) return true
  const [name] = service.split(".")
  return what.some((word) => {
    if (word === service || word === name) return true
    if (isTraffic(word)) return trafficMatches(word, name, services)
    const [head, part] = word.split(".")
    return head === service && part !== undefined && services[head]?.classes[part] !== undefined
  })
}

/** Whether copies, keys or readers of a class of a service are meant by a `what`. */
export function whatClass(what: ReadonlyArray<string> | undefined, service: string, dataClass: string, services: ServiceWords): boolean {
  if (what === undefined) return true
  const [name] = service.split(".")
  return what.some((word) => word === service || word === name || word === `${service}.${dataClass}` || word === `${name}.${dataClass}` || (isTraffic(word) && trafficMatches(word, name, services)))
}

/** Words of a `what` that name nothing in the scenario. */
export function unknownWhat(what: ReadonlyArray<string> | undefined, services: ServiceWords): ReadonlyArray<string> {
  return (what ?? []).filter((word) => {
    if (isTraffic(word)) return false
    const [head, part] = word.split(".")
    const service = services[head]
    return service === undefined || (part !== undefined && service.classes[part] === undefined && !(service.features ?? []).includes(part) && service.options?.[part] === undefined)
  })
}

/** Options of services that a `what` names, as `service.option`. */
export function optionsIn(what: ReadonlyArray<string> | undefined, services: ServiceWords): ReadonlyArray<string> {
  return (what ?? []).filter((word) => {
    const [head, part] = word.split(".")
    return part !== undefined && services[head]?.options?.[part] !== undefined
  })
}

const TRAFFIC = ["all", "data", "voice", "sms"] as const
function isTraffic(word: string): boolean {
  return (TRAFFIC as ReadonlyArray<string>).includes(word)
}

function trafficMatches(word: string, name: string, services: ServiceWords): boolean {
  const path = services[name]?.path ?? "relay"
  switch (word) {
    case "all": return true
    case "voice": return path === "circuit"
    case "sms": return path === "signalling"
    default: return path === "relay" || path === "open-web"
  }
}

/** Several keys: all of them. NO beats UNSURE: what one key excludes is out whatever the others say. */
function matchesClause(clause: OfClause, group: Group, situation: Situation | undefined, reference: Reference, other: Group | undefined, service: string | undefined): Match {
  let all: Match = YES
  for (const key of Object.keys(clause) as Array<keyof OfClause>) {
    if (clause[key] === undefined) continue
    const match = matchesKey(key, clause, group, situation, reference, other, service)
    if (match === NO) return NO
    if (match === UNSURE) all = UNSURE
  }
  return all
}

function matchesKey(key: keyof OfClause, clause: OfClause, group: Group, situation: Situation | undefined, reference: Reference, other: Group | undefined, service: string | undefined): Match {
  const { covers } = reference
  switch (key) {
    case "people": return any(clause.people, (word) => word === group.cohort)
    case "home": return any(clause.home, (code) => covers(code, group.home) || covers(code, group.homeCountry))
    case "citizen": return any(clause.citizen, (code) => covers(code, group.citizen))
    case "account": return any(clause.account, (code) => covers(code, group.account))
    case "store": return any(clause.store, (code) => covers(code, group.store))
    case "segment": return any(clause.segment, (word) => word === group.segment)
    case "plan": return any(clause.plan, (word) => word === group.plan)
    case "list": return any(clause.list, (word) => group.lists.includes(word))
    case "option": return any(clause.option, (word) => (word === "no" ? !group.options.some((have) => service === undefined || !have.includes(".") || have.startsWith(`${service}.`)) : group.options.some((have) => sameOption(have, word))))
    case "uses": return any(clause.uses, (word) => group.uses.includes(word))
    case "accepts": return any(clause.accepts, (word) => acceptsMatches(word, group.accepts))
    case "since-arrival": return UNSURE
    case "opened": return service === undefined ? UNSURE : openedMatches(clause.opened, group.opened?.[service])
    case "other-end": return other === undefined ? UNSURE : matches(clause["other-end"], other, undefined, reference, undefined, service)
    default: return situation === undefined ? UNSURE : matchesPlace(key, clause, group, situation, reference)
  }
}

/** Dates of openings, resolved for the run that is asked [simulated ms]. */
export type Opened = NonNullable<OfClause["opened"]> & { readonly afterMs?: number; readonly beforeMs?: number }

/** Whether an account was opened as asked; `sinceMs` undefined: before the run. */
function openedMatches(asked: OfClause["opened"], sinceMs = Number.NEGATIVE_INFINITY): Match {
  const { afterMs, beforeMs } = asked as Opened
  if (asked?.after !== undefined && afterMs === undefined) return UNSURE
  if (asked?.before !== undefined && beforeMs === undefined) return UNSURE
  return sinceMs >= (afterMs ?? Number.NEGATIVE_INFINITY) && (beforeMs === undefined || beforeMs === Number.POSITIVE_INFINITY || sinceMs < beforeMs) ? YES : NO
}

/** Keys that depend on where somebody and on which line. */
function matchesPlace(key: keyof OfClause, clause: OfClause, group: Group, situation: Situation, reference: Reference): Match {
  const { about, covers } = reference
  switch (key) {
    case "sim": return any(clause.sim, (word) => simMatches(word, group, situation, covers))
    case "carrier": return any(clause.carrier, (word) => word === situation.carrier)
    case "access": return any(clause.access, (word) => word === situation.access)
    case "vpn": return any(clause.vpn, (word) => vpnMatches(word, situation.vpn, covers))
    case "exit": return any(clause.exit, (code) => (situation.exit !== undefined && covers(code, situation.exit)) || (situation.vpn !== undefined && covers(code, situation.vpn)))
    case "present": return any(clause.present, (code) => covers(code, situation.place) || covers(code, situation.present))
    case "status": return any(clause.status, (word) => about.some((state) => statusOf(group, situation, state, covers) === word))
    default: throw new Error(`the selector ${key} is not known`)
  }
}

function simMatches(word: string, group: Group, situation: Situation, covers: Reference["covers"]): boolean {
  switch (word) {
    case "all": return true
    case "own": return situation.lineSim === situation.present
    case "foreign": return situation.lineSim !== undefined && situation.lineSim !== situation.present
    default: return covers(word, situation.lineSim ?? group.sim)
  }
}

function vpnMatches(word: string | boolean, exit: string | undefined, covers: Reference["covers"]): boolean {
  if (word === true || word === "yes") return exit !== undefined
  if (word === false || word === "no" || word === "none") return exit === undefined
  return exit !== undefined && covers(word, exit)
}

/** YAML 1.2 reads yes and no as words. */
function acceptsMatches(word: string | boolean, accepts: ReadonlyArray<string>): boolean {
  if (word === true || word === "yes") return accepts.length > 0
  if (word === false || word === "no" || word === "none") return accepts.length === 0
  return accepts.some((have) => sameOption(have, word))
}

/** `bes.vault` and `vault` are the same option where one of them does not name its service. */
function sameOption(have: string, word: string): boolean {
  return have === word || have.endsWith(`.${word}`) || word.endsWith(`.${have}`)
}

function any<A>(words: ReadonlyArray<A> | undefined, test: (word: A) => boolean): Match {
  return words !== undefined && words.some(test) ? YES : NO
}
