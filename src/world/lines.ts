/** A line: the mode and the SIM by which a person reaches the network where he is, and the points that its packets cross. */
import type { Point } from "../model/acts.ts"
import type { AccessMode } from "../model/people.ts"
import type { Coordinates, PlaceRow } from "./geography.ts"
import { distanceKm } from "./geography.ts"

export interface Line {
  readonly mode: AccessMode
  /** Country of the SIM; undefined on fixed lines and Wi-Fi. */
  readonly sim: string | undefined
  /** Carrier that issued the SIM, and the one whose network serves the line where the person is. */
  readonly simCarrier: string | undefined
  readonly servingCarrier: string | undefined
  /** Country of the hub or of the satellite's gateway. */
  readonly exit: string | undefined
  readonly vpn: string | undefined
}

/** One point on a way, in the order of crossing. */
export interface Crossing {
  readonly point: Point
  readonly country: string
  /** Territory (or country) of the device where the point stands with it. */
  readonly place: string
  readonly carrier: string | undefined
  /** Inside a VPN tunnel, or inside the tunnel of an exchange: nothing can be told apart there. */
  readonly hidden: "vpn" | "ipx" | undefined
  /** A national network that the device or a customer's server stands behind (not the relay's). */
  readonly accessSide: boolean
  /** The way has crossed a border before, or crosses one after, this point (in the tunnel: the tunnel does). */
  readonly international: boolean
}

export interface Way {
  readonly crossings: ReadonlyArray<Crossing>
  /** Places between which the packets travel, first the device's. */
  readonly via: ReadonlyArray<string>
}

type Draft = { -readonly [K in keyof Crossing]: Crossing[K] }

/** From a device to a relay in `relayCountry`. */
export function wayToRelay(line: Line, place: PlaceRow, relayCountry: string): Way {
  const draft: Array<Draft> = []
  const via = [place.code]
  const egress = accessPart(line, place, draft, via)
  let from = egress.country
  let tunnelEnd = 0
  if (line.vpn !== undefined) {
    const tunnelled = draft.length
    if (from !== line.vpn) borders(draft, from, line.vpn, egress.carrier)
    for (const crossing of draft) crossing.hidden ??= "vpn"
    markInternational(draft, 0, tunnelled === draft.length)
    tunnelEnd = draft.length
    push(draft, "national-internet", line.vpn, line.vpn, undefined, { accessSide: true })
    via.push(line.vpn)
    from = line.vpn
  }
  thenOn(draft, from, relayCountry, line.vpn === undefined ? egress.carrier : undefined)
  markInternational(draft, tunnelEnd, false)
  return { crossings: draft, via }
}

/** From a customer's server (or a provider's site) in `country` to a relay. */
export function wayOfServer(country: string, carrier: string | undefined, relayCountry: string): Way {
  const draft: Array<Draft> = []
  push(draft, "fixed", country, country, carrier)
  push(draft, "national-internet", country, country, carrier, { accessSide: true })
  thenOn(draft, country, relayCountry, carrier)
  markInternational(draft, 0, false)
  return { crossings: draft, via: [country] }
}

/** Voice and SMS: no packet network; the border only if the other end is elsewhere. */
export function wayOfCircuit(line: Line, homeSim: string, place: PlaceRow, elsewhere: boolean): Way {
  const draft: Array<Draft> = []
  const sim = line.sim ?? homeSim
  push(draft, "subscription", sim, sim, line.simCarrier)
  push(draft, "radio", place.country, place.code, line.servingCarrier)
  push(draft, "attach", place.country, place.code, line.servingCarrier)
  if (elsewhere) push(draft, "border", place.country, place.country, line.servingCarrier)
  for (const crossing of draft) crossing.international = elsewhere
  return { crossings: draft, via: [place.code] }
}

/** The points of the access mode; returns where and through whom its packets enter a national network. */
function accessPart(line: Line, place: PlaceRow, draft: Array<Draft>, via: Array<string>): { readonly country: string; readonly carrier: string | undefined } {
  const v = place.country
  if (line.mode === "wifi" || line.mode === "fixed-wireless") {
    push(draft, "fixed", v, place.code, line.servingCarrier)
    push(draft, "national-internet", v, v, line.servingCarrier, { accessSide: true })
    return { country: v, carrier: line.servingCarrier }
  }
  if (line.mode === "satellite") {
    const gateway = line.exit ?? v
    push(draft, "satellite", gateway, gateway, line.servingCarrier)
    push(draft, "national-internet", gateway, gateway, line.servingCarrier, { accessSide: true })
    via.push(gateway)
    return { country: gateway, carrier: line.servingCarrier }
  }
  const s = line.sim ?? v
  push(draft, "subscription", s, s, line.simCarrier)
  push(draft, "radio", v, place.code, line.servingCarrier)
  push(draft, "attach", v, place.code, line.servingCarrier)
  const x = line.mode === "home-routed" ? s : line.mode === "hub-breakout" ? (line.exit ?? s) : v
  const carrier = x === v ? line.servingCarrier : line.mode === "home-routed" ? line.simCarrier : undefined
  if (x !== v) {
    push(draft, "exchange", v, v, line.servingCarrier, { hidden: "ipx" })
    push(draft, "exchange", x, x, carrier, { hidden: "ipx" })
    via.push(x)
  }
  // Gateways and national networks serve the whole country: an act in a territory reaches them by the device's place (of: present).
  push(draft, "gateway", x, x, carrier)
  push(draft, "national-internet", x, x, carrier, { accessSide: true })
  return { country: x, carrier }
}

function thenOn(draft: Array<Draft>, from: string, relay: string, carrier: string | undefined): void {
  if (from !== relay) {
    borders(draft, from, relay, carrier)
    push(draft, "national-internet", relay, relay, undefined)
  }
  push(draft, "relay-ingress", relay, relay, undefined)
}

function borders(draft: Array<Draft>, from: string, to: string, carrier: string | undefined): void {
  push(draft, "border", from, from, carrier)
  push(draft, "border", to, to, undefined)
}

function push(draft: Array<Draft>, point: Point, country: string, place: string, carrier: string | undefined, extra: { readonly hidden?: "ipx"; readonly accessSide?: boolean } = {}): void {
  draft.push({ point, country, place, carrier, hidden: extra.hidden, accessSide: extra.accessSide ?? false, international: false })
}

/** Exchange legs are no border. */
function markInternational(draft: Array<Draft>, from: number, domestic: boolean): void {
  const crosses = !domestic && draft.slice(from).some((c) => c.point === "border")
  for (let i = from; i < draft.length; i++) draft[i].international = crosses
}

/** Least one-way delay of a wired way: half of 25 ms + 0.017 ms/km [fit over 59,887 city pairs, 2020]. */
const WIRED_MS = 12.5
const WIRED_MS_PER_KM = 0.0085
/** Mean one-way delay of the access itself [ms; author's judgement], by mode. */
export const ACCESS_MS: Readonly<Record<AccessMode, number>> = { "local-sim": 35, "home-routed": 65, "local-breakout": 45, "hub-breakout": 60, wifi: 12, "fixed-wireless": 20, satellite: 300 }

/** One-way propagation over the places of a way, in order [ms]. */
export function propagationMs(stops: ReadonlyArray<Coordinates>): number {
  let km = 0
  for (let i = 1; i < stops.length; i++) km += distanceKm(stops[i - 1], stops[i])
  return WIRED_MS + WIRED_MS_PER_KM * km
}
