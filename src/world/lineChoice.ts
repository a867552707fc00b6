/** The line that a person has where he is: his usual mode, made definite by SIM, carriers, exit and VPN. */
import type { Line } from "./lines.ts"
import type { Plan } from "./plan.ts"
import type { LineSpec } from "./population.ts"

export function keyOfLine(line: Line): string {
  return `${line.mode}|${line.sim ?? ""}|${line.simCarrier ?? ""}|${line.servingCarrier ?? ""}|${line.exit ?? ""}|${line.vpn ?? ""}`
}

/** @param vpn place index of the VPN's exit, or -1 */
export function lineOf(plan: Pick<Plan, "people" | "carriers" | "cohorts" | "places">, person: number, spec: LineSpec, place: number, vpn: number): Line {
  const { people, carriers, cohorts, places } = plan
  const here = places[place].country
  const cohort = cohorts[people.cohort[person]].spec
  const among = spec.carriers ?? (cohort.carriers as LineSpec["carriers"])
  const tunnel = vpn < 0 ? undefined : places[vpn].country
  if (spec.mode === "wifi" || spec.mode === "fixed-wireless") {
    const kind = spec.mode === "wifi" ? "fixed" : "fixed-wireless"
    return { mode: spec.mode, sim: undefined, simCarrier: undefined, servingCarrier: carriers.pick(here, kind, people.fixedU(person), among), exit: undefined, vpn: tunnel }
  }
  if (spec.mode === "satellite") {
    const gateway = spec.exit ?? here
    return { mode: "satellite", sim: undefined, simCarrier: undefined, servingCarrier: carriers.pick(gateway, "satellite", people.fixedU(person), among), exit: gateway, vpn: tunnel }
  }
  const home = places[people.home[person]].country
  // A local SIM without a country of its own is one of the country where he then is.
  const own = spec.sim ?? (spec.mode === "local-sim" ? here : (cohort.sim ?? home))
  // What leaves through a hub does so at home too: by a travel SIM of the hub's country, where no other is named.
  const hub = spec.mode === "hub-breakout" && spec.exit !== here ? spec.exit : undefined
  const sim = own === here && spec.sim === undefined && hub !== undefined ? hub : own
  const simCarrier = carriers.pick(sim, "mobile", people.mobileU(person), among)
  if (sim === here && hub === undefined) return { mode: "local-sim", sim, simCarrier, servingCarrier: simCarrier, exit: undefined, vpn: tunnel }
  const servingCarrier = sim === here ? simCarrier : carriers.pick(here, "mobile", people.visitedU(person))
  const mode = spec.mode === "local-sim" ? "home-routed" : spec.mode
  return { mode, sim, simCarrier, servingCarrier, exit: mode === "hub-breakout" ? (spec.exit ?? sim) : undefined, vpn: tunnel }
}
