/** Round instants of a time axis, in UTC, found without a clock, a locale or a time zone of the machine. */

/** An instant [ms since 1970] and its label. */
export interface Tick {
  readonly at: number
  readonly label: string
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Distances between ticks: of hours and days [ms], then of months. */
const SPANS: ReadonlyArray<number> = [HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 3 * DAY, 5 * DAY, 7 * DAY, 14 * DAY]
const MONTHS: ReadonlyArray<number> = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200]

/** At most `most` round instants from `from` to `to`, each with a label that tells as much as their distance asks for. */
export function ticksOf(from: number, to: number, most: number): ReadonlyArray<Tick> {
  for (const span of SPANS) {
    const first = Math.ceil(from / span)
    const last = Math.floor(to / span)
    if (last - first < most) return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * span).map((at) => ({ at, label: labelOf(at, span < DAY ? "hour" : "day") }))
  }
  for (const months of MONTHS) {
    const first = Math.ceil(monthOf(from) / months)
    const last = Math.floor(monthOf(to) / months)
    const all = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => Date.UTC(0, (first + i) * months - MONTHS_TO_YEAR_ZERO)).filter((at) => at >= from && at <= to)
    if (all.length <= most) return all.map((at) => ({ at, label: labelOf(at, months < 12 ? "month" : "year") }))
  }
  return []
}

/** Date.UTC takes a year of 0 for 1900. */
const MONTHS_TO_YEAR_ZERO = 1900 * 12

function monthOf(at: number): number {
  const date = new Date(at)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

function labelOf(at: number, unit: "hour" | "day" | "month" | "year"): string {
  const iso = new Date(at).toISOString()
  switch (unit) {
    case "hour": return iso.slice(5, 16).replace("T", " ")
    case "day": return iso.slice(0, 10)
    case "month": return iso.slice(0, 7)
    case "year": return iso.slice(0, 4)
  }
}
