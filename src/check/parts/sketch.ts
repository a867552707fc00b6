/** A world while it is drawn: sections that the parts fill one after the other, and what they know of each other. */
import { JURISDICTIONS } from "../../model/ids.ts"
import { type Instant, parseInstant } from "../../model/instants.ts"
import type { Site } from "../../model/places.ts"
import type { Scenario } from "../../model/scenario.ts"
import type { Draw } from "../draw.ts"
import type { Feature } from "../features.ts"

/** A section that is being filled. */
export type Section<K extends "countries" | "carriers" | "providers" | "sites" | "services" | "people" | "orders" | "answers" | "events"> = Record<string, Scenario[K][string]>

export interface Sketch {
  readonly draw: Draw
  readonly has: (feature: Feature) => boolean
  /** States that hold people, sites and carriers. */
  readonly codes: ReadonlyArray<string>
  /** A union of the first two of them, if there is one. */
  readonly union: string | undefined
  readonly countries: Section<"countries">
  readonly carriers: Section<"carriers">
  readonly providers: Section<"providers">
  readonly sites: Section<"sites">
  readonly services: Section<"services">
  readonly people: Section<"people">
  readonly orders: Section<"orders">
  readonly answers: Section<"answers">
  readonly events: Section<"events">
  /** What a plot chooses itself. */
  readonly choices: { -readonly [K in "no-legal-place" | "cross-border-message" | "keep-or-erase"]?: Scenario["choices"][K] }
}

/** The first states of the list in the order of their codes: which ones they are means nothing. */
const STATES = [...JURISDICTIONS].filter((code) => code !== "XX" && code !== "EU").sort().slice(0, 3)
export const UNION = "EU"
/** Everybody's states; the declared elsewhere is one of them. */
export const CODES: ReadonlyArray<string> = [...STATES, "XX"]

/** A Friday to a Tuesday; in the night to the third day the clocks of half of Europe go forward. */
export const DAYS = ["2015-03-27", "2015-03-28", "2015-03-29", "2015-03-30", "2015-03-31"] as const
export const FIRST_DAY = DAYS[0]
export const LAST_DAY = DAYS[4]
/** Days before the run and in it on which something can happen, and hours: few, so that they coincide. */
const ACT_DAYS = ["2015-03-20", ...DAYS.slice(0, 4)]
const HOURS = ["", "", " 06:00", " 12:00", " 12:00 UTC", " 18:00"]

const KNOWN = new Map<string, Instant>()
export function instant(text: string): Instant {
  const known = KNOWN.get(text)
  if (known !== undefined) return known
  const parsed = parseInstant(text)!
  KNOWN.set(text, parsed)
  return parsed
}

/** Something happens on a day, mostly within the run. */
export function someDay(draw: Draw): number {
  return draw.chance(8) ? 0 : draw.between(1, 4)
}

/** That day's start, or one of few hours of it; `day` counts from 0, the day before the run. */
export function onDay(draw: Draw, day: number, exact = false): Instant {
  return instant(`${ACT_DAYS[Math.min(day, ACT_DAYS.length - 1)]}${exact ? "" : draw.pick(HOURS)}`)
}

/** A site that runs all the time: without the dates between which it was drawn to run. */
export function undated({ starts: _starts, stops: _stops, ...site }: Site): Site {
  return site
}

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

export function idsOf(section: Readonly<Record<string, unknown>>): ReadonlyArray<string> {
  return Object.keys(section)
}
