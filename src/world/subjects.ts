/** Whom a selector (`of`) matches. A situation decides most keys; what only an instant or the other end decides is left as a condition. */
import type { Of, OfClause } from "../model/acts.ts"
import type { Group } from "./record.ts"
import type { Line } from "./lines.ts"
import { isOpenedAs } from "./openings.ts"
import type { PlaceRow } from "./geography.ts"

/** Who is asked about: a mailbox owner (no place, no line) or a person somewhere on a line. */
export interface Subject {
  readonly group: Group
  readonly place: PlaceRow | undefined
  readonly line: Line | undefined
  /** Name of the service at hand, whose account is asked about; undefined: none in particular. */
  readonly service?: string | undefined
}

/** The owner of a mailbox of a service, wherever he is: what lies somewhere is his wherever he goes. */
export function mailboxOwner(group: Group, service?: string): Subject {
  return { group, place: undefined, line: undefined, service }
}

/** What remains to be asked of the instant, time since arrival, and of the message, its other end. */
export interface Condition {
  readonly sinceArrivalMs: number | undefined
  readonly otherEnd: ReadonlyArray<OfClause> | undefined
}

/** `true`, `false`, or the conditions of which any one must hold. */
export type Match = boolean | ReadonlyArray<Condition>

export function matchOf(of: Of | undefined, subject: Subject, issuer: string | undefined, pointCountry?: string): Match {
  if (of === undefined || of === "all") return true
  let conditions: Array<Condition> | undefined
  for (const clause of of) {
    if (!matchesClause(clause, subject, issuer, pointCountry)) continue
    if (clause["since-arrival"] === undefined && clause["other-end"] === undefined) return true
    conditions ??= []
    conditions.push({ sinceArrivalMs: clause["since-arrival"], otherEnd: clause["other-end"] })
  }
  return conditions ?? false
}

/** Whether the keys of a clause that a situation decides all match. It is asked of each message where the other end counts, and makes no garbage. */
export function matchesClause(clause: OfClause, subject: Subject, issuer: string | undefined, pointCountry?: string, service = subject.service): boolean {
  const { group, place, line } = subject
  return (
    means(clause.people, group.cohort) &&
    means(clause.home, group.home, group.homeCountry) &&
    means(clause.citizen, group.citizen) &&
    means(clause.account, group.account) &&
    means(clause.store, group.store) &&
    means(clause.segment, group.segment) &&
    means(clause.plan, group.plan) &&
    meansOneOf(clause.list, group.lists) &&
    matchesOption(clause.option, group, service) &&
    meansOneOf(clause.uses, group.uses) &&
    matchesAccepts(clause.accepts, group) &&
    means(clause.status, statusOf(group.homeCountry, place?.country, issuer)) &&
    means(clause.present, place?.code, place?.country) &&
    means(clause.access, line?.mode) &&
    means(clause.carrier, line?.simCarrier, line?.servingCarrier) &&
    means(clause.exit, line?.exit, line?.vpn) &&
    matchesVpn(clause.vpn, line) &&
    matchesSim(clause.sim, subject, pointCountry) &&
    isOpenedAs(clause.opened, group, service)
  )
}

function means(words: ReadonlyArray<string> | undefined, value: string | undefined, other?: string): boolean {
  if (words === undefined) return true
  for (let i = 0; i < words.length; i++) if (words[i] === "all" || words[i] === value || words[i] === other) return true
  return false
}

function meansOneOf(words: ReadonlyArray<string> | undefined, values: ReadonlyArray<string>): boolean {
  if (words === undefined) return true
  for (let i = 0; i < words.length; i++) if (words[i] === "all" || values.includes(words[i])) return true
  return false
}

/** `bes.vault` and `vault` are the same option where one of them does not name its service. */
export function isSameOption(have: string, word: string): boolean {
  return have === word || have.endsWith(`.${word}`) || word.endsWith(`.${have}`)
}

export type Status = "resident" | "visitor" | "abroad" | "other"

/** Relative to a state, resident lives and is there, visitor lives elsewhere and is there, abroad lives there and is elsewhere. */
export function statusOf(home: string, present: string | undefined, state: string | undefined): Status | undefined {
  if (state === undefined || present === undefined) return undefined
  if (home === state) return present === state ? "resident" : "abroad"
  return present === state ? "visitor" : "other"
}

/** `no`: none of the options of the service at hand; one that does not name its service may be any's. */
function matchesOption(words: ReadonlyArray<string> | undefined, group: Group, service: string | undefined): boolean {
  return words === undefined || meansOption(words, group.options, service)
}

/** Apart: where a closure takes a function's own words along, room for them is made at every call. */
function meansOption(words: ReadonlyArray<string>, options: ReadonlyArray<string>, service: string | undefined): boolean {
  const ofService = (have: string) => service === undefined || !have.includes(".") || have.startsWith(`${service}.`)
  return words.some((word) => word === "all" || (word === "no" ? !options.some(ofService) : options.some((have) => isSameOption(have, word))))
}

function matchesAccepts(words: ReadonlyArray<string | boolean> | undefined, { accepts }: Group): boolean {
  if (words === undefined) return true
  for (let i = 0; i < words.length; i++) {
    const word = words[i]
    if (word === "yes" || word === true ? accepts.length > 0 : word === "no" || word === false ? accepts.length === 0 : accepts.includes(word)) return true
  }
  return false
}

function matchesVpn(words: ReadonlyArray<string | boolean> | undefined, line: Line | undefined): boolean {
  if (words === undefined) return true
  const vpn = line?.vpn
  for (let i = 0; i < words.length; i++) {
    const word = words[i]
    if (word === "yes" || word === true ? vpn !== undefined : word === "no" || word === false ? line !== undefined && vpn === undefined : vpn === word) return true
  }
  return false
}

/**
 * At a point the line's SIM counts, and a line without one has none; `own` and `foreign` are relative to the point's country.
 * Elsewhere people are meant, who have their SIM on Wi-Fi too; there the country is the one where they are.
 */
function matchesSim(words: ReadonlyArray<string> | undefined, subject: Subject, pointCountry: string | undefined): boolean {
  if (words === undefined) return true
  const sim = pointCountry === undefined ? (subject.line?.sim ?? subject.group.sim) : subject.line === undefined ? subject.group.sim : subject.line.sim
  const country = pointCountry ?? subject.place?.country
  for (let i = 0; i < words.length; i++) {
    const word = words[i]
    if (word === "all") return true
    if (sim !== undefined && (word === "own" ? sim === country : word === "foreign" ? sim !== country : sim === word)) return true
  }
  return false
}
