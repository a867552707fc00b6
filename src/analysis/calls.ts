/** Calls and short messages go over the mobile network, on whatever line a person has his data: tables count them there. */
import type { Scenario } from "../model/scenario.ts"
import type { Group, Situation } from "../world/record.ts"

/** By what mode and through which tunnel the messages of a service go, of people in a situation. */
export type Way = Pick<Situation, "access" | "vpn">

/** Services that cross no packet network. */
export function callsOf(scenario: Scenario): ReadonlySet<string> {
  return new Set(Object.entries(scenario.services).flatMap(([name, { path }]) => (path === "circuit" || path === "signalling" ? [name] : [])))
}

/** Who has no SIM in his line calls by the one that he has besides: at home a local one, elsewhere one from home. */
export function wayOf(calls: ReadonlySet<string>, group: Group, situation: Situation, service: string): Way {
  if (!calls.has(service.split(".")[0])) return situation
  if (situation.lineSim !== undefined) return { access: situation.access, vpn: undefined }
  return { access: group.sim === situation.present ? "local-sim" : "home-routed", vpn: undefined }
}
