/** Where copies that must be kept can lie: sites of the provider or of a partner, with machines that hold copies. */
import { JURISDICTIONS } from "./ids.ts"
import type { ByRegion } from "./services.ts"
import type { Scenario } from "./scenario.ts"

/** What a duty to keep says of the place: countries (undefined: anywhere) and sites. */
export interface Keeping {
  readonly in: ReadonlyArray<string> | undefined
  readonly at: ReadonlyArray<string> | undefined
}

/** Roles of machines that hold copies. */
export const KEEPS: ReadonlyArray<string> = ["mailbox", "backup", "index", "log"]

/** Whether a site can hold what must be kept of a service: in one of the places, run by its provider, by who answers, or by a partner. `operator`, `provider`: whose both are now. */
export function canKeep(scenario: Scenario, site: string, service: string, keeping: Keeping, by: ReadonlyArray<string>, operator: string = scenario.sites[site].operator, provider: string | undefined = scenario.services[service].provider): boolean {
  const { country, roles } = scenario.sites[site]
  if (operator === "customer" || !(keeping.at?.includes(site) ?? true) || !roles.some((role) => KEEPS.includes(role))) return false
  if (!(keeping.in?.some((place) => place === "all" || place.slice(0, 2) === country) ?? true)) return false
  return operator === provider || by.includes(operator) || isPartner(scenario, operator) || keeping.at !== undefined || statesSite(scenario, service, site)
}

/** Services of which an act keeps something: all where it names none. */
export function servicesKept(scenario: Scenario, what: ReadonlyArray<string> | undefined): ReadonlyArray<string> {
  return Object.keys(scenario.services).filter((service) => what === undefined || what.some((word) => word === "all" || word === service || word.startsWith(`${service}.`)))
}

/** Services of which nothing can be kept in the places, for no site there could hold it. */
export function servicesWithoutPlace(scenario: Scenario, what: ReadonlyArray<string> | undefined, keeping: Keeping, by: ReadonlyArray<string>): ReadonlyArray<string> {
  return servicesKept(scenario, what).filter((service) => !Object.keys(scenario.sites).some((site) => canKeep(scenario, site, service, keeping, by)))
}

/** Countries that the words of `in` stand for: a site its country, a union its members; undefined: everywhere. */
export function countriesIn(scenario: Scenario, words: ReadonlyArray<string> | undefined, issuer: string | undefined): ReadonlyArray<string> | undefined {
  const stated = words ?? (issuer === undefined ? ["all"] : [issuer])
  return stated.includes("all") ? undefined : [...new Set(stated.flatMap((word) => scenario.countries[word]?.members ?? [scenario.sites[word]?.country ?? word]))]
}

/** Neither a provider nor a carrier that the file describes, nor a state. */
function isPartner(scenario: Scenario, operator: string): boolean {
  return scenario.providers[operator] === undefined && scenario.carriers[operator] === undefined && !JURISDICTIONS.has(operator)
}

/** Whether the file itself has copies of the service there. */
function statesSite(scenario: Scenario, service: string, site: string): boolean {
  const names = (where: ByRegion | undefined): ReadonlyArray<string> => (where === undefined ? [] : typeof where === "string" ? [where] : Object.values(where))
  return Object.values(scenario.services[service].classes).some((cls) => [cls.kept, ...Object.values(cls.copies ?? {})].some((where) => names(where as ByRegion | undefined).includes(site)))
}
