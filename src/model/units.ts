/** Quantities as a scenario file writes them ("10 min", "38 %"), decoded to bare numbers in base units. */
import { ParseResult, Schema } from "effect"

/** Annotation key: the unit of a quantity; it feeds the glossary, axis labels and the CSV dictionary. */
export const Unit: unique symbol = Symbol.for("situs/Unit")
/** Annotation key: an example of a value, as a file writes it. */
export const Example: unique symbol = Symbol.for("situs/Example")

const MS: Record<string, number> = {
  ms: 1,
  s: 1000,
  second: 1000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  day: 86_400_000,
  night: 86_400_000,
  week: 604_800_000,
  month: 30 * 86_400_000,
  year: 365 * 86_400_000
}

/** Milliseconds of "10 min", "7 days", "12 h"; undefined where it is no duration. */
export function parseDurationMs(text: string): number | undefined {
  const m = /^(\d+(?:\.\d+)?) ?([a-z]+)$/.exec(text.trim())
  if (m === null) return undefined
  const unit = MS[m[2]] ?? MS[m[2].replace(/s$/, "")]
  return unit === undefined ? undefined : Number(m[1]) * unit
}

/** A span of time [ms]. */
export const Duration = Schema.transformOrFail(Schema.String, Schema.Number, {
  strict: true,
  decode: (text, _, ast) => {
    const ms = parseDurationMs(text)
    return ms === undefined
      ? ParseResult.fail(new ParseResult.Type(ast, text, `a duration such as "10 min", "12 h", "7 days"; not "${text}"`))
      : ParseResult.succeed(ms)
  },
  encode: (ms) => ParseResult.succeed(`${ms} ms`)
}).annotations({ identifier: "Duration", description: "A span of time: a number and ms, s, min, h, days, weeks, months (30 days) or years (365 days).", [Unit]: "ms", [Example]: "10 min" })

/** A span of time ahead or behind [ms]. */
export const Offset = Schema.transformOrFail(Schema.String, Schema.Number, {
  strict: true,
  decode: (text, _, ast) => {
    const [, sign, span] = /^([+-]?)(.*)$/s.exec(text.trim())!
    const ms = parseDurationMs(span)
    return ms === undefined
      ? ParseResult.fail(new ParseResult.Type(ast, text, `a duration ahead or behind, such as "5 min" or "-2 h"; not "${text}"`))
      : ParseResult.succeed(sign === "-" ? -ms : ms)
  },
  encode: (ms) => ParseResult.succeed(`${ms} ms`)
}).annotations({ identifier: "Offset", description: "A span of time ahead, or behind with a minus.", [Unit]: "ms", [Example]: "-2 h" })

/** A span that may count business days of the issuer: "5 business days". */
export interface Lapse {
  readonly ms: number
  readonly businessDays: number
}
export const NO_LAPSE: Lapse = { ms: 0, businessDays: 0 }

export function parseLapse(text: string): Lapse | undefined {
  const m = /^(\d+) business days?$/.exec(text.trim())
  if (m !== null) return { ms: 0, businessDays: Number(m[1]) }
  const ms = parseDurationMs(text)
  return ms === undefined ? undefined : { ms, businessDays: 0 }
}

const LapseValue = Schema.Struct({ ms: Schema.Number, businessDays: Schema.Number })
export const LapseText = Schema.transformOrFail(Schema.String, LapseValue, {
  strict: true,
  decode: (text, _, ast) => {
    const lapse = parseLapse(text)
    return lapse === undefined
      ? ParseResult.fail(new ParseResult.Type(ast, text, `a duration such as "15 days" or "5 business days"; not "${text}"`))
      : ParseResult.succeed(lapse)
  },
  encode: (l) => ParseResult.succeed(l.businessDays > 0 ? `${l.businessDays} business days` : `${l.ms} ms`)
}).annotations({ identifier: "Lapse", description: "A span of time, or a number of business days of the issuer.", [Example]: "5 business days" })

/** A part of a whole [1], between 0 and 1. Written "38 %". */
export const Share = Schema.transformOrFail(Schema.Union(Schema.String, Schema.Number), Schema.Number, {
  strict: true,
  decode: (value, _, ast) => {
    const fail = (why: string) => ParseResult.fail(new ParseResult.Type(ast, value, why))
    if (typeof value === "number") return value === 0 || value === 1 || (value > 0 && value < 1) ? ParseResult.succeed(value) : fail(`a share such as "30 %"; ${value} is over 1: did you mean "${value} %"?`)
    const m = /^(\d+(?:\.\d+)?) ?%$/.exec(value.trim())
    if (m === null) return fail(`a share such as "30 %"; not "${value}"`)
    const share = Number(m[1]) / 100
    return share > 1 ? fail(`a share of at most 100 %; not "${value}"`) : ParseResult.succeed(share)
  },
  encode: (share) => ParseResult.succeed(`${share * 100} %`)
}).annotations({ identifier: "Share", description: "A part of a whole, such as \"38 %\".", [Unit]: "1", [Example]: "38 %" })

const SIZE: Record<string, number> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 }

/** A size [bytes]. Written "20 kB". */
export const Size = Schema.transformOrFail(Schema.String, Schema.Number, {
  strict: true,
  decode: (text, _, ast) => {
    const m = /^(\d+(?:\.\d+)?) ?(B|kB|MB|GB|TB)$/.exec(text.trim())
    return m === null
      ? ParseResult.fail(new ParseResult.Type(ast, text, `a size such as "20 kB"; not "${text}"`))
      : ParseResult.succeed(Number(m[1]) * SIZE[m[2]])
  },
  encode: (bytes) => ParseResult.succeed(`${bytes} B`)
}).annotations({ identifier: "Size", description: "A size in B, kB, MB, GB or TB (decimal).", [Unit]: "B", [Example]: "20 kB" })

const BITS: Record<string, number> = { bit: 1, kbit: 1e3, Mbit: 1e6, Gbit: 1e9, Tbit: 1e12 }

/** What a site can do in a second: messages through a relay, bits of a move. `undefined`: no limit stated. */
export interface Throughput {
  readonly messagesPerSecond: number | undefined
  readonly bitsPerSecond: number | undefined
}
const ThroughputValue = Schema.Struct({
  messagesPerSecond: Schema.UndefinedOr(Schema.Number),
  bitsPerSecond: Schema.UndefinedOr(Schema.Number)
})
export const Capacity = Schema.transformOrFail(Schema.Union(Schema.String, Schema.Array(Schema.String)), ThroughputValue, {
  strict: true,
  decode: (value, _, ast) => {
    const out: { messagesPerSecond: number | undefined; bitsPerSecond: number | undefined } = { messagesPerSecond: undefined, bitsPerSecond: undefined }
    for (const text of typeof value === "string" ? [value] : value) {
      const m = /^(\d+(?:\.\d+)?) ?(messages|bit|kbit|Mbit|Gbit|Tbit)\/s$/.exec(text.trim())
      if (m === null || Number(m[1]) <= 0) return ParseResult.fail(new ParseResult.Type(ast, value, `a capacity such as "2000 messages/s" or "1 Gbit/s"; not "${text}"`))
      if (m[2] === "messages") out.messagesPerSecond = Number(m[1])
      else out.bitsPerSecond = Number(m[1]) * BITS[m[2]]
    }
    return ParseResult.succeed(out)
  },
  encode: (c) => ParseResult.succeed([...(c.messagesPerSecond === undefined ? [] : [`${c.messagesPerSecond} messages/s`]), ...(c.bitsPerSecond === undefined ? [] : [`${c.bitsPerSecond} bit/s`])])
}).annotations({ identifier: "Capacity", description: "\"2000 messages/s\" through a relay, \"1 Gbit/s\" of a move, or a list of both.", [Example]: ["2000 messages/s", "1 Gbit/s"] })

/** A data rate [bit/s]. Written "64 kbit/s". */
export const DataRate = Schema.transformOrFail(Schema.String, Schema.Number, {
  strict: true,
  decode: (text, _, ast) => {
    const m = /^(\d+(?:\.\d+)?) ?(bit|kbit|Mbit|Gbit|Tbit)\/s$/.exec(text.trim())
    return m === null || Number(m[1]) <= 0
      ? ParseResult.fail(new ParseResult.Type(ast, text, `a data rate such as "64 kbit/s"; not "${text}"`))
      : ParseResult.succeed(Number(m[1]) * BITS[m[2]])
  },
  encode: (bits) => ParseResult.succeed(`${bits} bit/s`)
}).annotations({ identifier: "DataRate", description: "A data rate, such as \"64 kbit/s\".", [Unit]: "bit/s", [Example]: "64 kbit/s" })

/** A clock window of every day, "01:00-06:00", in minutes after midnight; it may wrap past midnight. */
export const Daily = Schema.transformOrFail(Schema.String, Schema.Struct({ fromMin: Schema.Number, untilMin: Schema.Number }), {
  strict: true,
  decode: (text, _, ast) => {
    const m = /^(\d\d):(\d\d) ?- ?(\d\d):(\d\d)$/.exec(text.trim())
    const fromMin = m === null ? -1 : Number(m[1]) * 60 + Number(m[2])
    const untilMin = m === null ? -1 : Number(m[3]) * 60 + Number(m[4])
    if (/^\d:|- ?\d:/.test(text.trim())) return ParseResult.fail(new ParseResult.Type(ast, text, `two digits for the hour: ${text.trim().replace(/(^|- ?)(\d:)/g, "$10$2")}; not "${text}"`))
    return fromMin < 0 || fromMin >= 1440 || untilMin > 1440 || fromMin === untilMin
      ? ParseResult.fail(new ParseResult.Type(ast, text, `a daily window such as "01:00-06:00"; not "${text}"`))
      : ParseResult.succeed({ fromMin, untilMin })
  },
  encode: (d) => ParseResult.succeed(`${clock(d.fromMin)}-${clock(d.untilMin)}`)
}).annotations({ identifier: "Daily", description: "A window of every day on the clock of the place, such as \"01:00-06:00\".", [Example]: "01:00-06:00" })

function clock(min: number): string {
  return `${String(Math.floor(min / 60)).padStart(2, "0")}:${String(min % 60).padStart(2, "0")}`
}

/** How often people newly take something up [share of the people without it, a day]. Written "1 % per day". */
export const UptakeRate = Schema.transformOrFail(Schema.String, Schema.Number, {
  strict: true,
  decode: (text, _, ast) => {
    const m = /^(\d+(?:\.\d+)?) ?% (?:per|a) (day|week|month|year)$/.exec(text.trim())
    return m === null
      ? ParseResult.fail(new ParseResult.Type(ast, text, `a rate such as "1 % per day"; not "${text}"`))
      : ParseResult.succeed(Number(m[1]) / 100 / (MS[m[2]] / MS.day))
  },
  encode: (rate) => ParseResult.succeed(`${rate * 100} % per day`)
}).annotations({ identifier: "UptakeRate", description: "A share of those without it that takes it up, such as \"1 % per day\".", [Unit]: "1/day", [Example]: "1 % per day" })
