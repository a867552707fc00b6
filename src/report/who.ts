/** Whom a finding concerns, in as few words as say exactly that: "all residents", "visitors on wifi", "staff abroad: bes". */
import type { Status, SummaryRow } from "../model/result.ts"
import { distinct, grouped, listed } from "./words.ts"

/** Whose service a row is about, by which way; `about`: relative to which state, where there are several. */
export type Cell = Pick<SummaryRow, "cohort" | "status" | "access" | "vpn" | "service"> & { readonly about?: string }

/** In the order in which a page names them. */
export const STATUSES: ReadonlyArray<Status> = ["resident", "abroad", "visitor", "other"]

/** What people of a status are called; with states, those of these alone. */
export function statusNoun(status: Status, states: ReadonlyArray<string> = []): string {
  if (status === "other") return "people elsewhere"
  if (status === "abroad") return `${statusNoun("resident", states)} abroad`
  return `${status}s${states.length === 0 ? "" : ` ${status === "visitor" ? "in" : "of"} ${listed(states)}`}`
}

/**
 * Phrases that together name exactly `cells`, given that `everyone` are all there are. A dimension (cohort, service, way) is
 * only named where it does not cover everything that the status or cohort has; so is the state where there are several.
 */
export function phrases(cells: ReadonlyArray<Cell>, everyone: ReadonlyArray<Cell>): ReadonlyArray<string> {
  if (cells.length === 0) return ["nobody"]
  if (keysOf(cells).size === keysOf(everyone).size) return ["everybody"]
  return STATUSES.flatMap((status) => {
    const own = cells.filter((cell) => cell.status === status)
    return own.length === 0 ? [] : ofStates(status, own, everyone.filter((cell) => cell.status === status))
  })
}

/** States of whose people the same is to be said, together; none is named where it is said of all. */
function ofStates(status: Status, cells: ReadonlyArray<Cell>, everyone: ReadonlyArray<Cell>): ReadonlyArray<string> {
  const all = grouped(everyone, (cell) => cell.about ?? "")
  if (all.size < 2 || status === "other") return ofStatus(status, cells, everyone)
  const said = new Map<string, Array<string>>()
  for (const [state, own] of grouped(cells, (cell) => cell.about ?? "")) for (const phrase of ofStatus(status, own, all.get(state)!)) said.set(phrase, [...(said.get(phrase) ?? []), state])
  return [...said].map(([phrase, states]) => (states.length === all.size ? phrase : phrase.replace(statusNoun(status), () => statusNoun(status, states))))
}

/** How people reach the network: `wifi`, `local-sim with VPN`. */
export function wayOf(cell: Pick<SummaryRow, "access" | "vpn">): string {
  return cell.vpn === null ? cell.access : `${cell.access} with VPN`
}

/** A cohort with its status, as a row of a table: `staff, abroad`; with the state that it is meant for where there are several. */
export function groupName(cell: Pick<SummaryRow, "cohort" | "status" | "about">, states: ReadonlyArray<string>): string {
  return `${cell.cohort}, ${cell.status}${states.length > 1 ? ` (${cell.about})` : ""}`
}

function ofStatus(status: Status, cells: ReadonlyArray<Cell>, everyone: ReadonlyArray<Cell>): ReadonlyArray<string> {
  const noun = statusNoun(status)
  if (keysOf(cells).size === keysOf(everyone).size) return [`all ${noun}`]
  const ofServices = boxes(cells, everyone)
  if (ofServices !== undefined) return [`${noun}${ofServices}`]
  const ofCohorts = grouped(everyone, (cell) => cell.cohort)
  const said = new Map<string, Array<string>>()
  for (const [cohort, own] of grouped(cells, (cell) => cell.cohort)) {
    const phrase = boxes(own, ofCohorts.get(cohort) ?? own) ?? ""
    said.set(phrase, [...(said.get(phrase) ?? []), cohort])
  }
  return [...said].map(([phrase, cohorts]) => `${noun} (${cohorts.join(", ")})${phrase}`)
}

/**
 * One box, or the boxes of the services that share their ways: `: bis and bbm + bes on wifi`. Undefined where cohorts differ, so
 * that not even a service alone is a box; within one cohort it always is.
 */
function boxes(cells: ReadonlyArray<Cell>, everyone: ReadonlyArray<Cell>): string | undefined {
  const whole = box(cells, everyone)
  if (whole !== undefined) return whole
  const ofServices = grouped(everyone, (cell) => cell.service)
  const said = new Map<string, Array<string>>()
  for (const [service, own] of grouped(cells, (cell) => cell.service)) {
    const ways = box(own, ofServices.get(service) ?? own)
    if (ways === undefined) return undefined
    said.set(ways, [...(said.get(ways) ?? []), service])
  }
  return `: ${[...said].map(([ways, services]) => `${listed(services)}${ways}`).join(" + ")}`
}

/** `: bes on wifi` where the cells are all that the services and ways named have in `everyone`; undefined where they are not. */
function box(cells: ReadonlyArray<Cell>, everyone: ReadonlyArray<Cell>): string | undefined {
  const services = new Set(cells.map((cell) => cell.service))
  const ways = new Set(cells.map(wayOf))
  const inside = everyone.filter((cell) => services.has(cell.service) && ways.has(wayOf(cell)))
  if (keysOf(inside).size !== keysOf(cells).size) return undefined
  const named = services.size === new Set(everyone.map((cell) => cell.service)).size ? "" : `: ${listed([...services])}`
  return `${named}${waysOf(cells, everyone.filter((cell) => services.has(cell.service)))}`
}

function waysOf(cells: ReadonlyArray<Cell>, everyone: ReadonlyArray<Cell>): string {
  const ways = distinct(cells.map(wayOf))
  return ways.length === new Set(everyone.map(wayOf)).size ? "" : ` on ${listed(ways)}`
}

function keysOf(cells: ReadonlyArray<Cell>): ReadonlySet<string> {
  return new Set(cells.map((cell) => JSON.stringify([cell.about, cell.status, cell.cohort, cell.service, wayOf(cell)])))
}
