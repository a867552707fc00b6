/** Who stands behind a carrier: an owner answers for the networks that are his, and obeys with them. A transfer gives a network another owner. */
import type { Act } from "../model/acts.ts"
import { holdingOf } from "../model/holdings.ts"
import type { Scenario } from "../model/scenario.ts"

/** Networks that a party runs: itself, if it is a carrier, and those that it owns, also through others. */
export function carriersOf(party: string, carriers: Scenario["carriers"]): ReadonlyArray<string> {
  const found = new Set([party])
  // A set goes on to what is added while it is walked: owners of owners end where nobody new is found.
  for (const owner of found) for (const [id, carrier] of Object.entries(carriers)) if (carrier.owner === owner) found.add(id)
  return [...found].filter((id) => carriers[id] !== undefined)
}

/** A network, or a company with the networks that it owns, goes to another owner. */
export interface Sale {
  readonly atMs: number
  readonly of: string
  readonly to: string
}

/** What of the acts that somebody carries out at an instant sells networks. */
export function salesOf(acts: ReadonlyArray<Act>, atMs: number, scenario: Scenario): ReadonlyArray<Sale> {
  return acts.flatMap(({ transfer }) => {
    const to = transfer?.to
    if (to === undefined || transfer?.what !== undefined) return []
    return transfer!.at.flatMap((of) => (["carrier", "provider"].includes(holdingOf(scenario, of) ?? "") ? [{ atMs, of, to }] : []))
  })
}

/** The carriers with the owners that they have once the sales up to an instant [ms] are done. */
export function carriersAt(carriers: Scenario["carriers"], sales: ReadonlyArray<Sale>, atMs: number): Scenario["carriers"] {
  let now = carriers
  for (const { atMs: soldMs, of, to } of [...sales].sort((a, b) => a.atMs - b.atMs)) {
    if (soldMs > atMs) break
    // Who buys his own network back owns it by himself.
    now = Object.fromEntries(Object.entries(now).map(([id, carrier]) => [id, id === of || carrier.owner === of ? { ...carrier, owner: to === id ? undefined : to } : carrier]))
  }
  return now
}
