/** Where a site truly is and who runs it, as the tables of copies name it. */
import type { AtRest } from "../model/result.ts"
import type { Scenario } from "../model/scenario.ts"

export interface SiteFacts {
  /** True country; `unknown` where the scenario does not describe the site. */
  readonly country: string
  /** Who runs it, as the scenario names him. */
  readonly operator: string
  readonly operatorKind: AtRest["operator"]
}

/**
 * Facts of a site, seen from a service: another provider than the service's own is a partner. What a state recorded lies
 * at a site that bears the state's code; what waits in a network lies at its carrier. The operator is that of the file,
 * unless a transfer has made it another, and so is whose the service is.
 */
export function siteFacts(scenario: Scenario, site: string, service: string, now: { readonly operator?: string; readonly provider?: string } = {}): SiteFacts {
  const known = scenario.sites[site]
  const operator = now.operator ?? known?.operator
  if (known !== undefined) return { country: known.country, operator, operatorKind: operatorKind(scenario, operator, now.provider ?? scenario.services[service.split(".")[0]]?.provider) }
  const carrier = scenario.carriers[site]
  if (carrier !== undefined) return { country: carrier.country, operator: site, operatorKind: "carrier" }
  if (isState(site)) return { country: site, operator: site, operatorKind: "state" }
  return { country: "unknown", operator: site, operatorKind: "partner" }
}

function operatorKind(scenario: Scenario, operator: string, provider: string | undefined): AtRest["operator"] {
  if (operator === "customer" || operator === "partner" || operator === "carrier" || operator === "provider" || operator === "state") return operator
  if (scenario.carriers[operator] !== undefined) return "carrier"
  if (isState(operator)) return "state"
  return provider === operator ? "provider" : "partner"
}

function isState(word: string): boolean {
  return /^[A-Z]{2}$/.test(word)
}
