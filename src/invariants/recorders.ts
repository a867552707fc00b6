/** K1 of points: whether bytes of a line can be recorded at the points that an act names, by what each mode crosses in which country. Read apart from the ways. */
import type { AccessMode } from "../model/people.ts"
import type { ActPlan } from "../world/plan.ts"
import type { Line } from "../world/lines.ts"

const CELLULAR: ReadonlySet<AccessMode> = new Set(["local-sim", "home-routed", "local-breakout", "hub-breakout"])

/** Somebody's device, where it is, on its line; and where the relay stands that it talks to. */
interface Recorded {
  readonly country: string
  readonly line: Line
  readonly relayCountry: string | undefined
}

/** Whether an act's points are met in one of its places. Between the device and the exit of a tunnel nothing can be told apart. An act without points takes what its addressee has. */
export function canRecord(act: ActPlan, recorded: Recorded): boolean {
  const points = act.act.open!.at
  if (points === undefined || act.inPlaces.length === 0) return true
  const countries = act.inPlaces.map((place) => place.slice(0, 2))
  return points.some((point) => countries.some((country) => meets(point, country, recorded)))
}

function meets(point: string, country: string, { country: there, line, relayCountry }: Recorded): boolean {
  const open = line.vpn === undefined
  switch (point) {
    case "subscription":
      return open && line.sim === country
    case "radio":
    case "attach":
      return open && CELLULAR.has(line.mode) && there === country
    case "relay-ingress":
      return relayCountry === country
    default:
      return country === relayCountry || country === line.vpn || (open && [there, line.sim, line.exit].includes(country))
  }
}
