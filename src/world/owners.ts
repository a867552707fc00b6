/** Who stands behind a carrier: an owner answers for the networks that are his, and obeys with them. */
import type { Scenario } from "../model/scenario.ts"

/** Networks that a party runs: itself, if it is a carrier, and those that it owns, also through others. */
export function carriersOf(party: string, carriers: Scenario["carriers"]): ReadonlyArray<string> {
  const found = new Set([party])
  // A set goes on to what is added while it is walked: owners of owners end where nobody new is found.
  for (const owner of found) for (const [id, carrier] of Object.entries(carriers)) if (carrier.owner === owner) found.add(id)
  return [...found].filter((id) => carriers[id] !== undefined)
}
