/** The clocks of the world: calendar dates and clock times of a place as simulated milliseconds, from a pinned copy of the tz database. */
import moment from "moment-timezone"
import { assert } from "../kernel/assert.ts"
import type { Scenario } from "../model/scenario.ts"

/** Version of the tz database that offsets come from, such as "2026f". */
export const TZDATA_VERSION: string = moment.tz.dataVersion
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/** A place whose clock nobody can tell: no such zone, or a country of several zones that states none. */
export class UnknownZone extends Error {
  override readonly name = "UnknownZone"
  readonly place: string
  constructor(place: string, why: string) {
    super(why)
    this.place = place
  }
}

/** Offsets of a place over the run: row i holds until `untilMs[i]` [ms, simulated], the last without end; `offsetMin` [min] is added to UTC. */
export interface Offsets {
  readonly untilMs: Float64Array
  readonly offsetMin: Float64Array
}

/**
 * Simulated time (0: `scenario.from` begins on the clock of the file's first country) against the clocks of places. A place is a country, a
 * territory (its own zone, else its country's), or the name of an IANA zone. A country that states no zone has the one of the tz database
 * if there is but one that matters in the run; `XX` and unions have UTC.
 *
 * A clock time that a clock skips is the instant of the jump, one that it shows twice is the first: so a day starts at its first instant,
 * and later times never come before earlier ones.
 * @fails UnknownZone
 */
export class Clock {
  /** UTC [ms since 1970] of simulated 0. */
  readonly epochMs: number
  /** Simulated end of the run: the end of the day `scenario.until` [ms]. */
  readonly horizonMs: number
  readonly #countries: Scenario["countries"]
  readonly #zones = new Map<string, Zone>()
  readonly #utcFromMs: number
  readonly #utcUntilMs: number

  constructor(scenario: Pick<Scenario, "countries" | "from" | "until">) {
    const home = Object.keys(scenario.countries)[0] ?? "UTC"
    this.#countries = scenario.countries
    this.#utcFromMs = wallOf(scenario.from, 0) - DAY_MS
    this.#utcUntilMs = wallOf(scenario.until, 0) + 2 * DAY_MS
    this.epochMs = utcOf(this.#zone(home), wallOf(scenario.from, 0))
    this.horizonMs = this.endOfDay(scenario.until, home)
  }

  /** The countries that the scenario describes. */
  get countryCodes(): ReadonlyArray<string> {
    return Object.keys(this.#countries)
  }

  /** Territories of a country that state a clock of their own. */
  territoriesWithClock(country: string): ReadonlyArray<string> {
    return Object.entries(this.#countries[country]?.territories ?? {}).flatMap(([code, territory]) => (territory.timezone === undefined ? [] : [code]))
  }

  /** First instant of a calendar day at a place [ms]. */
  startOfDay(date: string, place: string): number {
    return this.at(date, 0, place)
  }

  /** End of a calendar day at a place: the first instant of the next day [ms]. */
  endOfDay(date: string, place: string): number {
    return this.at(date, 1440, place)
  }

  /** Instant at which the clock of a place or zone shows the minute of the day [ms]; 1440 is the end of the day. */
  at(date: string, minute: number, zoneOrPlace: string): number {
    return utcOf(this.#zone(zoneOrPlace), wallOf(date, minute)) - this.epochMs
  }

  /** Offsets of a place over the run. */
  offsetsOf(place: string): Offsets {
    const zone = this.#zone(place)
    const first = segmentOf(zone, this.epochMs)
    const last = segmentOf(zone, this.epochMs + this.horizonMs)
    const untilMs = Float64Array.from({ length: last - first + 1 }, (_, i) => (first + i === last ? Infinity : zone.untilUtcMs[first + i] - this.epochMs))
    return { untilMs, offsetMin: Float64Array.from(untilMs, (_, i) => zone.offsetMs[first + i] / MINUTE_MS) }
  }

  /** Whole minutes since midnight on the clock of a place, 0 to 1439. */
  localMinuteOfDay(place: string, atMs: number): number {
    const wallMs = this.#wall(place, atMs)
    return Math.floor((wallMs - Math.floor(wallMs / DAY_MS) * DAY_MS) / MINUTE_MS)
  }

  /** Calendar day `YYYY-MM-DD` on the clock of a place. */
  localDate(place: string, atMs: number): string {
    return dateOf(Math.floor(this.#wall(place, atMs) / DAY_MS))
  }

  /**
   * The earliest instant by which so many business days of a country have passed [ms]: days of its weekend (Saturday and Sunday unless it
   * says otherwise) and its holidays do not count; a day begun counts from its hour to the same hour of the next one. Infinity if no such
   * day comes within ten years.
   */
  addBusinessDays(fromMs: number, count: number, country: string): number {
    if (count <= 0) return fromMs
    const wallMs = this.#wall(country, fromMs)
    let day = Math.floor(wallMs / DAY_MS)
    let minute = (wallMs - day * DAY_MS) / MINUTE_MS
    const lastDay = day + 3653
    if (!this.#isBusinessDay(day, country)) minute = 0
    let left = count
    for (; day <= lastDay; day++) {
      if (!this.#isBusinessDay(day, country)) continue
      if (left === 0) return this.at(dateOf(day), minute, country)
      left--
      if (left === 0 && minute === 0) return this.endOfDay(dateOf(day), country)
    }
    return Infinity
  }

  /** ISO 8601 in UTC, such as "2015-12-30T19:00:00Z". */
  iso(atMs: number): string {
    return new Date(this.epochMs + atMs).toISOString().replace(".000Z", "Z")
  }

  /**
   * Intervals in [fromMs, untilMs) in which the clock of a place reads a time in [fromMin, untilMin) [min]; past midnight where `untilMin` is
   * the smaller. Summer time moves them, may cut one short, or show one twice. Infinite bounds are those of the run.
   */
  dailyWindows(place: string, fromMin: number, untilMin: number, fromMs: number, untilMs: number): ReadonlyArray<readonly [fromMs: number, untilMs: number]> {
    const zone = this.#zone(place)
    const fromUtc = this.epochMs + (fromMs === -Infinity ? 0 : fromMs)
    const untilUtc = this.epochMs + (untilMs === Infinity ? this.horizonMs : untilMs)
    const readings = untilMin > fromMin ? [[fromMin, untilMin]] : [[0, untilMin], [fromMin, 1440]]
    const windows: Array<[number, number]> = []
    for (let s = segmentOf(zone, fromUtc), startUtc = fromUtc; startUtc < untilUtc; startUtc = zone.untilUtcMs[s++]) {
      const endUtc = Math.min(untilUtc, zone.untilUtcMs[s])
      for (let day = Math.floor((startUtc + zone.offsetMs[s]) / DAY_MS); day * DAY_MS - zone.offsetMs[s] < endUtc; day++) {
        for (const [from, until] of readings) {
          const a = Math.max(startUtc, day * DAY_MS + from * MINUTE_MS - zone.offsetMs[s]) - this.epochMs
          const b = Math.min(endUtc, day * DAY_MS + until * MINUTE_MS - zone.offsetMs[s]) - this.epochMs
          if (a >= b) continue
          const last = windows.at(-1)
          if (last !== undefined && last[1] === a) last[1] = b
          else windows.push([a, b])
        }
      }
    }
    return windows
  }

  /** Why the clock of a place cannot be told, as a sentence; undefined where it can. */
  problem(place: string): string | undefined {
    const zone = this.#find(place)
    return typeof zone === "string" ? zone : undefined
  }

  #wall(place: string, atMs: number): number {
    const zone = this.#zone(place)
    const utcMs = this.epochMs + atMs
    return utcMs + zone.offsetMs[segmentOf(zone, utcMs)]
  }

  #isBusinessDay(day: number, country: string): boolean {
    const { weekend = ["Sat", "Sun"], holidays = [] } = this.#countries[country] ?? {}
    return !weekend.includes(WEEKDAYS[(((day + 4) % 7) + 7) % 7]) && !holidays.includes(dateOf(day))
  }

  #zone(place: string): Zone {
    const known = this.#zones.get(place)
    if (known !== undefined) return known
    const zone = this.#find(place)
    if (typeof zone === "string") throw new UnknownZone(place, zone)
    this.#zones.set(place, zone)
    return zone
  }

  #find(place: string): Zone | string {
    if (!/^[A-Z]{2}(-[A-Z0-9]{1,8})?$/.test(place)) return zoneNamed(place) ?? `the tz database (${TZDATA_VERSION}) has no zone "${place}"; zones have names such as Europe/Paris or UTC`
    const code = place.slice(0, 2)
    const stated = this.#countries[code]?.territories?.[place]?.timezone ?? this.#countries[code]?.timezone
    if (stated !== undefined) return zoneNamed(stated) ?? `the tz database (${TZDATA_VERSION}) has no zone "${stated}", which ${place} states`
    if (code === "XX" || code === "EU" || this.#countries[code]?.members !== undefined) return zoneNamed("UTC") ?? "the tz database has no UTC"
    const names: ReadonlyArray<string> = moment.tz.zonesForCountry(code) ?? []
    const zones = names.map((name) => zoneNamed(name)).filter((zone) => zone !== undefined)
    if (zones.length === 0) return `the tz database (${TZDATA_VERSION}) knows no zone of ${code}: say its timezone in countries.${code}`
    if (zones.every((zone) => this.#agree(zones[0], zone))) return zones[0]
    return `${code} has several time zones (${names.slice(0, 4).join(", ")}${names.length > 4 ? ", …" : ""}): say which in countries.${code}.timezone`
  }

  #agree(one: Zone, other: Zone): boolean {
    const changes = [this.#utcFromMs, ...one.untilUtcMs, ...other.untilUtcMs].filter((utcMs) => utcMs >= this.#utcFromMs && utcMs < this.#utcUntilMs)
    return changes.every((utcMs) => one.offsetMs[segmentOf(one, utcMs)] === other.offsetMs[segmentOf(other, utcMs)])
  }
}

/** Segment i holds from `untilUtcMs[i - 1]` (the first: always) to `untilUtcMs[i]`; the last never ends. `offsetMs` is added to UTC. */
interface Zone {
  readonly untilUtcMs: ReadonlyArray<number>
  readonly offsetMs: ReadonlyArray<number>
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const

/** Zones that have been asked for: the package has some six hundred. */
const NAMED = new Map<string, Zone>()

function zoneNamed(name: string): Zone | undefined {
  const known = NAMED.get(name)
  if (known !== undefined) return known
  const found = readZone(name)
  if (found !== undefined) NAMED.set(name, found)
  return found
}

function readZone(name: string): Zone | undefined {
  const zone = moment.tz.zone(name === "Z" ? "UTC" : name)
  if (zone === null || zone === undefined) return undefined
  // The package counts offsets westward, and old local mean times in fractions of a minute.
  return { untilUtcMs: zone.untils.map((until, i) => (i === zone.untils.length - 1 ? Infinity : until)), offsetMs: zone.offsets.map((westMin) => 0 - Math.round(westMin * MINUTE_MS)) }
}

function segmentOf(zone: Zone, utcMs: number): number {
  let low = 0
  let high = zone.untilUtcMs.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (utcMs < zone.untilUtcMs[middle]) high = middle
    else low = middle + 1
  }
  return low
}

function utcOf(zone: Zone, wallMs: number): number {
  // No clock is a day off: what ended a day before cannot be meant.
  for (let s = segmentOf(zone, wallMs - DAY_MS); s < zone.untilUtcMs.length; s++) {
    const utcMs = wallMs - zone.offsetMs[s]
    if (utcMs < zone.untilUtcMs[s]) return s > 0 ? Math.max(utcMs, zone.untilUtcMs[s - 1]) : utcMs
  }
  assert(false, "the last segment of a zone never ends")
  return 0
}

/** What a clock shows, as if it were UTC [ms]. */
function wallOf(date: string, minute: number): number {
  const [year, month, day] = date.split("-").map(Number)
  return Date.UTC(year, month - 1, day) + minute * MINUTE_MS
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}
