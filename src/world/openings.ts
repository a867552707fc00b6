/** When people's accounts of a service were opened: before the run, or while it goes on, as far as some selector asks. */
import type { OfClause } from "../model/acts.ts"
import type { Instant } from "../model/instants.ts"
import type { Group } from "./record.ts"

/** What a selector says of an account's opening, with its instants on the simulated clock [ms]; Infinity: one that never comes. */
export type Opening = NonNullable<OfClause["opened"]> & { readonly afterMs?: number; readonly beforeMs?: number }

/** The same words, in which each `opened` has its instants on the simulated clock. */
export function withOpenings<T>(words: T, atMs: (instant: Instant) => number | undefined): T {
  if (!JSON.stringify(words ?? null).includes('"opened":')) return words
  const dated = (key: string, instant: unknown) => (instant === undefined ? {} : { [`${key}Ms`]: atMs(instant as Instant) ?? Number.POSITIVE_INFINITY })
  const within = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(within)
    if (typeof value !== "object" || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, key === "opened" ? { ...entry, ...dated("after", entry.after), ...dated("before", entry.before) } : within(entry)]))
  }
  return within(words) as T
}

/** The instants that dated selectors ask for [ms]. */
export function openingsIn(words: unknown): ReadonlyArray<number> {
  if (Array.isArray(words)) return words.flatMap(openingsIn)
  if (typeof words !== "object" || words === null) return []
  return Object.entries(words).flatMap(([key, entry]) => (key === "opened" ? [(entry as Opening).afterMs, (entry as Opening).beforeMs].filter((ms) => ms !== undefined && Number.isFinite(ms)).map((ms) => Math.max(0, ms!)) : openingsIn(entry)))
}

/** Of the instants asked for, the last that is not after an opening [ms]; undefined: it was before all of them. */
export function openedSince(openings: ReadonlyArray<number>, ms: number): number | undefined {
  return openings.findLast((asked) => asked <= ms)
}

/** Whether a group's accounts of a service were opened as a selector says; without a service, whether some account of theirs was. */
export function isOpenedAs(asked: OfClause["opened"], group: Pick<Group, "opened">, service: string | undefined): boolean {
  return asked === undefined || isOpened(asked as Opening, group.opened ?? {}, service)
}

function isOpened(asked: Opening, opened: NonNullable<Group["opened"]>, service: string | undefined): boolean {
  const { afterMs = Number.NEGATIVE_INFINITY, beforeMs = Number.POSITIVE_INFINITY } = asked
  const fits = (ms = Number.NEGATIVE_INFINITY): boolean => ms >= afterMs && (ms < beforeMs || beforeMs === Number.POSITIVE_INFINITY)
  return service !== undefined ? fits(opened[service]) : fits(undefined) || Object.values(opened).some((ms) => fits(ms))
}
