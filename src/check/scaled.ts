/** A world without calendar rules, and the same with all its times so many times as long. */
import type { Scenario } from "../model/scenario.ts"
import { DAY_MS } from "../world/zones.ts"
import { isInstant, mapOf, type Tree } from "./gone.ts"
import { dayAfter, daysBetween } from "./simpler.ts"
import type { Trial } from "./trial.ts"

/**
 * Everybody's clock is UTC, every day is a business day, no window is daily, people write at all hours; dates are instants. All of these
 * `times` as long after the first day, every span too, and every rate so many times as slow. Ways over networks take as long as before.
 */
export function scaled(trial: Trial, times: number): Trial {
  const { scenario } = trial
  const days = daysBetween(scenario.from, scenario.until) + 1
  const tree = change(scenario as unknown as Tree, { from: scenario.from, times })
  return { ...trial, scenario: { ...(tree as unknown as Scenario), from: scenario.from, until: dayAfter(scenario.from, days * times - 1) } }
}

const DAY_MINUTES = 1440

/** Calendar rules. */
const CALENDAR = new Set(["daily", "weekend", "holidays", "hours"])
/** Behind these a date is the end of its day. */
const ENDS = new Set(["until", "due", "to"])
/** Spans of time, where a number stands behind them; `for` and `silent` mean other things where none does. */
const SPANS = new Set(["for", "retry", "at-client", "at-relay", "over", "adds", "off", "age", "silent", "since-arrival", "after", "nights"])
/** How much in a time: of a record every one of it. */
const RATES = new Set(["per-day", "trips-per-year", "takes-up", "rate", "messagesPerSecond", "bitsPerSecond"])

interface Change {
  readonly from: string
  readonly times: number
}

function change(tree: Tree, how: Change): Tree {
  return Object.fromEntries(Object.entries(tree).flatMap(([key, value]) => (CALENDAR.has(key) ? [] : [[key, valueOf(key, value, how)]])))
}

function valueOf(key: string, value: unknown, how: Change): unknown {
  if (key === "timezone") return "UTC"
  if (isInstant(value)) return instantOf(mapOf(value), ENDS.has(key), how)
  if (typeof value === "number") return SPANS.has(key) ? value * how.times : RATES.has(key) ? value / how.times : value
  if (Array.isArray(value)) return value.map((item: unknown) => valueOf(key, item, how))
  if (typeof value !== "object" || value === null) return value
  if (RATES.has(key)) return Object.fromEntries(Object.entries(value).map(([name, rate]) => [name, Number(rate) / how.times]))
  return isLapse(value) ? lapseOf(value, how) : change(mapOf(value), how)
}

interface Lapse {
  readonly ms: number
  readonly businessDays: number
}

function isLapse(value: object): value is Lapse {
  return "ms" in value && "businessDays" in value
}

function lapseOf({ businessDays, ms }: Lapse, { times }: Change): Lapse {
  return { ms: (ms + businessDays * DAY_MS) * times, businessDays: 0 }
}

function instantOf(instant: Tree, atEnd: boolean, how: Change): Tree {
  if (instant.kind === "never") return instant
  const plus = lapseOf(instant.plus as Lapse, how)
  if (instant.kind === "ref") return { ...instant, plus }
  const day = daysBetween(how.from, String(instant.date))
  const minute = instant.kind === "clock" ? Number(instant.minute) : atEnd ? DAY_MINUTES : 0
  const minutes = (day * DAY_MINUTES + minute) * how.times
  const whole = Math.floor(minutes / DAY_MINUTES)
  return { kind: "clock", date: dayAfter(how.from, whole), minute: minutes - whole * DAY_MINUTES, zone: "UTC", plus }
}
