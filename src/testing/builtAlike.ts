/**
 * Whether a smaller world is still built as the one that it was made of. A promise about an architecture is broken by any world without the
 * backup that keeps it: what is left of sites and services must be as it was, or the smallest world tells of another architecture.
 */
import type { Scenario } from "../model/scenario.ts"

export function isBuiltAlike(smaller: Scenario, whole: Scenario): boolean {
  const sites = Object.entries(smaller.sites).every(([id, site]) => same(built(site), built(whole.sites[id])))
  const services = Object.entries(smaller.services).every(([id, service]) => same(service, whole.services[id]))
  const choices = same(smaller.choices, whole.choices)
  return sites && services && choices
}

/** A site without its faults: those happen. */
function built({ fails: _fails, ...site }: Scenario["sites"][string]): unknown {
  return site
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
