/** A world with more in it that nobody uses: what has no part in anything. */
import type { Scenario } from "../model/scenario.ts"
import { PRODUCTS_MAX } from "../world/people.ts"
import { unnamedCodes } from "./renamed.ts"
import type { Trial } from "./trial.ts"

/** What the names of all of it begin with. */
export const UNUSED = "unused"

/**
 * A source that nothing cites; a state with a network that is nobody's; a company there with a site of its own and a service that only a
 * cohort uses which lives there, writes nothing, and uses nothing else, so that nobody writes to it; an order and an event that are
 * hypothetical. Countries come last, since a file's first one gives the clock; the rest comes first, so that every row behind it has another
 * number. Undefined where the scenario has such names itself, or as many services as there may be.
 */
export function withUnused(trial: Trial): { readonly trial: Trial; readonly code: string } | undefined {
  const { scenario } = trial
  const text = JSON.stringify(scenario)
  const products = Object.values(scenario.services).reduce((sum, { features }) => sum + 1 + (features?.length ?? 0), 0)
  if (text.includes(`"${UNUSED}`) || products >= PRODUCTS_MAX) return undefined
  const [code] = unnamedCodes(scenario)
  const never = { kind: "date", date: scenario.from, plus: { ms: 0, businessDays: 0 } } as const
  const more: Partial<Scenario> = {
    sources: { [UNUSED]: { title: "Cited by nothing", kind: "text" }, ...scenario.sources },
    countries: { ...scenario.countries, [code]: { timezone: "UTC", place: { lat: -50, lon: -70 } } },
    carriers: { [`${UNUSED}-carrier`]: { country: code, kind: "mobile", share: 1 }, [`${UNUSED}-fixed`]: { country: code, kind: "fixed", share: 1 }, ...scenario.carriers },
    providers: { [`${UNUSED}-company`]: { seat: code }, ...scenario.providers },
    sites: { [`${UNUSED}-site`]: { country: code, operator: `${UNUSED}-company`, roles: ["relay", "mailbox"] }, ...scenario.sites },
    services: { [`${UNUSED}-service`]: { provider: `${UNUSED}-company`, path: "relay", relay: `${UNUSED}-site`, classes: { content: { kept: `${UNUSED}-site`, keys: "user" } } }, ...scenario.services },
    // What everybody is asked, or takes to, they would too.
    people: /"(shift|ask)":/.test(text) ? scenario.people : { [`${UNUSED}-people`]: { home: code, count: 1, use: { [`${UNUSED}-service`]: 1 }, reach: { wifi: 1 } }, ...scenario.people },
    orders: { [`${UNUSED}-order`]: { by: code, kind: "blackout", extent: "territory", hypothetical: true, does: [{ block: { what: ["all"], at: ["national-internet"], match: "name" } }], timeline: [{ "in-effect": never }] }, ...scenario.orders },
    events: { [`${UNUSED}-event`]: { when: never, do: [{ stop: { at: [`${UNUSED}-site`] } }], hypothetical: true }, ...scenario.events },
  }
  return { trial: { ...trial, scenario: { ...scenario, ...more } }, code }
}
