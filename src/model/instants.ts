/** When something happens, as a scenario file says it: a date, a clock time, or a step of an order or answer. */
import { ParseResult, Schema } from "effect"
import { type Lapse, NO_LAPSE, parseLapse } from "./units.ts"

/** A calendar day `YYYY-MM-DD`. Whether its start or its end is meant depends on the word that it stands behind. */
export const CalendarDate = Schema.String.pipe(
  Schema.filter((text) => isCalendarDate(text) || `a date such as 2015-12-30; not "${text}"`)
).annotations({ identifier: "CalendarDate", description: "A calendar day, YYYY-MM-DD.", jsonSchema: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" } })

export type Instant =
  | { readonly kind: "never" }
  | { readonly kind: "date"; readonly date: string; readonly plus: Lapse }
  | { readonly kind: "clock"; readonly date: string; readonly minute: number; readonly zone: string | undefined; readonly plus: Lapse }
  | { readonly kind: "ref"; readonly of: "orders" | "answers" | "events"; readonly id: string; readonly step: string | undefined; readonly plus: Lapse }

export function isCalendarDate(text: string): boolean {
  const m = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (m === null) return false
  const [y, mo, d] = [Number(m[1]), Number(m[2]), Number(m[3])]
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return mo >= 1 && mo <= 12 && d >= 1 && d <= days[mo - 1]
}

export function parseInstant(text: string): Instant | undefined {
  const trimmed = text.trim()
  if (trimmed === "never") return { kind: "never" }
  const plusAt = trimmed.indexOf(" + ")
  const head = plusAt < 0 ? trimmed : trimmed.slice(0, plusAt).trim()
  const plus = plusAt < 0 ? NO_LAPSE : parseLapse(trimmed.slice(plusAt + 3))
  if (plus === undefined) return undefined
  if (isCalendarDate(head)) return { kind: "date", date: head, plus }
  const clock = /^(\d{4}-\d\d-\d\d)[ T](\d\d):(\d\d)(?: (\S+))?$/.exec(head)
  if (clock !== null) {
    const minute = Number(clock[2]) * 60 + Number(clock[3])
    if (!isCalendarDate(clock[1]) || minute > 1440 || Number(clock[3]) > 59) return undefined
    return { kind: "clock", date: clock[1], minute, zone: clock[4], plus }
  }
  const ref = /^(orders|answers|events)\.([a-z0-9][a-z0-9-]*)(?:\.([a-z0-9][a-z0-9-]*))?$/.exec(head)
  if (ref !== null) return { kind: "ref", of: ref[1] as "orders" | "answers" | "events", id: ref[2], step: ref[3], plus }
  return undefined
}

export function printInstant(i: Instant): string {
  if (i.kind === "never") return "never"
  const plus = i.plus.businessDays > 0 ? ` + ${i.plus.businessDays} business days` : i.plus.ms > 0 ? ` + ${i.plus.ms} ms` : ""
  if (i.kind === "date") return i.date + plus
  if (i.kind === "clock") return `${i.date} ${String(Math.floor(i.minute / 60)).padStart(2, "0")}:${String(i.minute % 60).padStart(2, "0")}${i.zone === undefined ? "" : ` ${i.zone}`}${plus}`
  return `${i.of}.${i.id}${i.step === undefined ? "" : `.${i.step}`}${plus}`
}

const isInstant = (u: unknown): u is Instant => typeof u === "object" && u !== null && "kind" in u
const InstantValue: Schema.Schema<Instant> = Schema.declare(isInstant, { identifier: "InstantValue" })

/** The ways to write an instant. */
export const INSTANT_FORMS: Readonly<Record<string, string>> = {
  "2015-12-30": "The start of that day on the clock of the order's issuer (of a cohort: of its home; else of the file's first country). In `due`, `until` and `to` its end.",
  "2015-12-30 15:00": "A time of day on that clock.",
  "2015-12-30 15:00 UTC": "A time of day in UTC.",
  "2015-12-30 15:00 Europe/Paris": "A time of day on a clock that is named.",
  "orders.an-order": "When an order first takes effect.",
  "orders.an-order.due": "A step of an order, by its word or its id; `due` is the deadline then in force.",
  "answers.an-answer": "When an answer is given.",
  "events.an-event": "When an event happens.",
  "orders.an-order.in-effect + 14 h": "So long after any of these; business days are the issuer's.",
  never: "It does not come."
}

/** An instant: `2015-12-30`, `2019-11-16 15:00 UTC`, `orders.X.STEP + 14 h`, `never`. */
export const InstantText = Schema.transformOrFail(Schema.String, InstantValue, {
  strict: true,
  decode: (text, _, ast) => {
    const instant = parseInstant(text)
    if (instant === undefined && /^\d{4}-\d\d-\d\d[ T]\d:\d\d/.test(text.trim())) return ParseResult.fail(new ParseResult.Type(ast, text, `two digits for the hour: ${text.trim().replace(/[ T]/, " 0")}; not "${text}"`))
    return instant === undefined
      ? ParseResult.fail(new ParseResult.Type(ast, text, `an instant such as 2015-12-30, "2019-11-16 15:00 UTC", orders.X.in-effect, "orders.X.due + 14 h" or never; not "${text}"`))
      : ParseResult.succeed(instant)
  },
  encode: (i) => ParseResult.succeed(printInstant(i))
}).annotations({ identifier: "Instant", description: "A date, a clock time with or without a zone, or a step of an order or answer; each may be followed by \"+ 14 h\"." })
