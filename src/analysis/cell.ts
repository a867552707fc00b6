/** What the columns of the tables say of people, so that whoever counts one by one can tell which row they are counted in. */
import type { Scenario } from "../model/scenario.ts"
import type { Group, Situation } from "../world/record.ts"
import { wayOf } from "./calls.ts"
import { referenceOf, statusOf } from "./selector.ts"

/** People in a situation who use a service (`bes`, or `bes.calls`). */
export interface Cell {
  readonly group: Group
  readonly situation: Situation
  readonly service: string
}

export interface Columns {
  /** Value of a column of outcomes, empty where its cell is; `about`: the state relative to which a status is meant. */
  readonly valueOf: (column: string, cell: Cell, about: string | undefined) => string | undefined
  /** Group of a row of effects that is `by` something. */
  readonly groupOf: (by: string, cell: Cell, about: string | undefined) => string | undefined
}

export function columnsOf(scenario: Scenario, about: ReadonlyArray<string>): Columns {
  const { calls, covers } = referenceOf(scenario, about)
  const valueOf: Columns["valueOf"] = (column, { group, service, situation }, state) => {
    const way = wayOf(calls, group, situation, service)
    switch (column) {
      case "about": return state
      case "cohort": return group.cohort
      case "home": return group.home
      case "segment": return group.segment ?? "none"
      case "status": return state === undefined ? undefined : statusOf(group, situation, state, covers)
      case "present": return situation.present
      case "access": return way.access
      case "vpn": return way.vpn ?? ""
      case "service": return service
      default: return undefined
    }
  }
  const groupOf: Columns["groupOf"] = (by, cell, state) => {
    switch (by) {
      case "everybody": return "all"
      // Effects are told by territory, outcomes by country.
      case "present": return cell.situation.place
      case "access": {
        const { access, vpn } = wayOf(calls, cell.group, cell.situation, cell.service)
        return vpn === undefined ? access : `${access}, vpn ${vpn}`
      }
      default: return valueOf(by, cell, state)
    }
  }
  return { valueOf, groupOf }
}
