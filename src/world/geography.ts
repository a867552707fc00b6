/** Where places lie and how far they are apart. Own sine: the last bits of the platform's may differ between engines. */
import type { Gazetteer } from "../model/gazetteer.ts"
import type { Place } from "../model/places.ts"
import type { Scenario } from "../model/scenario.ts"
import type { Clock } from "./zones.ts"

/** A country or a territory of one. */
export interface PlaceRow {
  readonly code: string
  readonly country: string
  readonly lat: number
  readonly lon: number
  /** Offsets of the local clock from UTC [min], each until an instant [ms since the start]. */
  readonly untilMs: Float64Array
  readonly offsetMin: Float64Array
}

export interface Coordinates {
  readonly lat: number
  readonly lon: number
}

/** A scenario names a place that no gazetteer knows. */
export class UnknownPlace extends Error {
  readonly _tag = "UnknownPlace"
  constructor(readonly place: string, readonly path: string) {
    super(`${path}: no place called "${place}" is known; write { lat: …, lon: … } instead`)
  }
}

export function coordinatesOf(place: Place | undefined, country: string, path: string, gazetteer: Gazetteer): Coordinates {
  if (place === undefined) return { lat: 0, lon: 0 }
  if (typeof place !== "string") return place
  const found = gazetteer(place, country)
  if (found === undefined) throw new UnknownPlace(place, path)
  return { lat: found.lat, lon: found.lon }
}

/** All countries of the file with their territories, countries first. `XX` is always there. */
export function placesOf(scenario: Scenario, clock: Clock, gazetteer: Gazetteer): ReadonlyArray<PlaceRow> {
  const rows: Array<PlaceRow> = []
  const add = (code: string, country: string, at: Coordinates) => rows.push({ code, country, lat: at.lat, lon: at.lon, ...clock.offsetsOf(code) })
  const entries = Object.entries(scenario.countries)
  for (const [code, country] of entries) add(code, code, coordinatesOf(country.place, code, `countries.${code}.place`, gazetteer))
  if (scenario.countries.XX === undefined) add("XX", "XX", { lat: 0, lon: 0 })
  for (const [code, country] of entries)
    for (const [territory, t] of Object.entries(country.territories ?? {}))
      add(territory, code, coordinatesOf(t.place ?? country.place, code, `countries.${code}.territories.${territory}.place`, gazetteer))
  return rows
}

const RADIUS_KM = 6371
const RAD = Math.PI / 180

/** Distances worked out before: the arc sine below is slow, and the same few places are asked again and again. */
const KNOWN = new Map<string, number>()
const KNOWN_MAX = 4096

/** Great-circle distance [km], whole kilometres. */
export function distanceKm(a: Coordinates, b: Coordinates): number {
  const pair = `${a.lat} ${a.lon} ${b.lat} ${b.lon}`
  const known = KNOWN.get(pair)
  if (known !== undefined) return known
  if (KNOWN.size === KNOWN_MAX) KNOWN.clear()
  const km = greatCircleKm(a, b)
  KNOWN.set(pair, km)
  return km
}

function greatCircleKm(a: Coordinates, b: Coordinates): number {
  const s1 = sine(((b.lat - a.lat) * RAD) / 2)
  const s2 = sine(((b.lon - a.lon) * RAD) / 2)
  const h = Math.min(1, s1 * s1 + sine(Math.PI / 2 - a.lat * RAD) * sine(Math.PI / 2 - b.lat * RAD) * s2 * s2)
  return Math.round(2 * RADIUS_KM * arcsine(Math.sqrt(h)))
}

/** Sine for |x| up to pi, by its series after folding into [-pi/2, pi/2]. */
function sine(x: number): number {
  let y = x
  if (y > Math.PI / 2) y = Math.PI - y
  if (y < -Math.PI / 2) y = -Math.PI - y
  let term = y
  let sum = y
  for (let k = 1; k < 12; k++) {
    term *= (-y * y) / (2 * k * (2 * k + 1))
    sum += term
  }
  return sum
}

/** Arc sine for y in [0, 1], by bisection on the sine. */
function arcsine(y: number): number {
  let low = 0
  let high = Math.PI / 2
  for (let k = 0; k < 52; k++) {
    const middle = (low + high) / 2
    if (sine(middle) < y) low = middle
    else high = middle
  }
  return (low + high) / 2
}
