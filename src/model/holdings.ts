/** What a name in an act on sites, carriers, services or providers means, and the words for what a site does. */
import type { Scenario } from "./scenario.ts"

/** Roles of machines that an act at a site can mean by themselves. */
export const ROLES: ReadonlyArray<string> = ["relay", "mailbox", "backup", "index", "log", "keys", "cache"]

export type Holding = "site" | "carrier" | "service" | "provider"

/** The first of a site, a carrier's network, a service and a provider that has the name: a service goes before the company of the same name. */
export function holdingOf(scenario: Pick<Scenario, "sites" | "carriers" | "services" | "providers">, name: string): Holding | undefined {
  if (scenario.sites[name] !== undefined) return "site"
  if (scenario.carriers[name] !== undefined) return "carrier"
  if (scenario.services[name] !== undefined) return "service"
  return scenario.providers[name] === undefined ? undefined : "provider"
}
