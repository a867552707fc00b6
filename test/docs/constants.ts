/** The constants of the engine: what a scenario file does not say and the source does. Each is found in the source word for word. */

export interface Constant {
  readonly file: string
  /** As it stands in the source. */
  readonly code: string
  readonly value: string
  readonly unit: string
  readonly says: string
  readonly basis: string
}

const JUDGEMENT = "author's judgement"
const LIMIT = "limit of the implementation"
const DEFINED = "definition"

/** They move results. */
export const PHYSICS: ReadonlyArray<Constant> = [
  { file: "src/world/lines.ts", code: "const WIRED_MS = 12.5", value: "12.5", unit: "ms one way", says: "least delay of a wired way, whatever its length", basis: "half of 25 ms: fit of least round trips over 59,887 city pairs of data-centre hosts, 2020; median error 22 %" },
  { file: "src/world/lines.ts", code: "const WIRED_MS_PER_KM = 0.0085", value: "0.0085", unit: "ms/km one way", says: "delay for each kilometre of great circle between the places of a way", basis: "half of 0.0170 ms/km, the same fit" },
  { file: "src/world/geography.ts", code: "const RADIUS_KM = 6371", value: "6371", unit: "km", says: "radius of the earth, taken as a sphere", basis: "mean radius" },
  ...(["local-sim", "home-routed", "local-breakout", "hub-breakout", "wifi", "fixed-wireless", "satellite"] as const).map((mode, i): Constant => {
    const value = ["35", "65", "45", "60", "12", "20", "300"][i]
    return { file: "src/world/lines.ts", code: `${mode.includes("-") ? `"${mode}"` : mode}: ${value}`, value, unit: "ms one way", says: `mean delay of the access by ${mode}; each message's is exponential`, basis: JUDGEMENT }
  }),
  { file: "src/world/workload.ts", code: "const HEAVY_SIGMA = 1.485", value: "1.485", unit: "1 (sigma of ln)", says: "`tail: heavy`: how unevenly people write, a lognormal with mean 1", basis: "CollegeMsg, 193 days, 1,350 senders: median 14, 99th percentile 443, ln(443/14) / 2.326" },
  { file: "src/world/workload.ts", code: "waking: [0.1, 0.05, 0.05, 0.05, 0.05, 0.2, 0.6, 1, 1.2, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.4, 1.5, 1.6, 1.6, 1.5, 1, 0.4]", value: "0.1 0.05 0.05 0.05 0.05 0.2 0.6 1 1.2 1.3 … 1.3 1.4 1.5 1.6 1.6 1.5 1 0.4", unit: "relative rate", says: "`hours: waking`: by hour of the local clock, from 0 h", basis: JUDGEMENT },
  { file: "src/world/workload.ts", code: "office: [0.05, 0.05, 0.05, 0.05, 0.05, 0.1, 0.3, 0.8, 1.8, 2.4, 2.5, 2.3, 1.8, 2.1, 2.4, 2.4, 2.2, 1.6, 0.9, 0.5, 0.4, 0.3, 0.2, 0.1]", value: "0.05 0.05 0.05 0.05 0.05 0.1 0.3 0.8 1.8 2.4 2.5 2.3 1.8 2.1 2.4 2.4 2.2 1.6 0.9 0.5 0.4 0.3 0.2 0.1", unit: "relative rate", says: "`hours: office`; weekdays and weekends alike", basis: JUDGEMENT },
  { file: "src/world/workload.ts", code: "always: new Array<number>(24).fill(1)", value: "1 in each hour", unit: "relative rate", says: "`hours: always`, the default", basis: DEFINED },
  { file: "src/model/defaults.ts", code: "contentBytes: 20_000", value: "20,000", unit: "B", says: "size of a copy of a class with content, where the file states none", basis: JUDGEMENT },
  { file: "src/model/defaults.ts", code: "metadataBytes: 500", value: "500", unit: "B", says: "the same, of metadata, provenance, profile and contacts", basis: JUDGEMENT },
  { file: "src/model/defaults.ts", code: "retryMs: 300_000", value: "5", unit: "min", says: "how often a client tries again while it waits", basis: JUDGEMENT },
  { file: "src/world/queues.ts", code: "const PROBES_MS = [300_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000, 21_600_000]", value: "5, 15, 30 min, 1, 2, 4, 6 h, then each 6 h", unit: "", says: "back-off of a queued message behind a leak or a condition", basis: JUDGEMENT },
  { file: "src/world/acknowledgements.ts", code: "const DOUBLE_MS = 1000", value: "1000", unit: "ms", says: "how long after a message its double comes to a site that is `doubling`", basis: JUDGEMENT },
  { file: "src/world/acknowledgements.ts", code: "const AGAIN_MS = 300_000", value: "5", unit: "min", says: "how long a relay waits for the answer of a mailbox before it sends again", basis: JUDGEMENT },
  { file: "src/world/leaks.ts", code: "const CONNECTION_MS = 3_600_000", value: "1", unit: "h", says: "a *connection* (unit of a leak): a person and product for so long", basis: JUDGEMENT },
  { file: "src/world/sanctions.ts", code: "month: 30 * DAY_MS", value: "30", unit: "days", says: "a month of a fine `per: month`", basis: DEFINED },
  { file: "src/model/units.ts", code: "month: 30 * 86_400_000", value: "30", unit: "days", says: "a month in a file; a year is 365 days", basis: DEFINED },
  { file: "src/world/journeys.ts", code: "(365 * DAY_MS)", value: "365", unit: "days", says: "the year of `trips-per-year`", basis: DEFINED },
  { file: "src/analysis/summary.ts", code: "const FEW = 0.01", value: "1", unit: "%", says: "*keeps*: acts refused fewer; *loses*: no more were accepted", basis: "a message that is tried again elsewhere, or after a trip, may fare otherwise than its row" },
  { file: "src/invariants/beyond.ts", code: "const LATE_MS = 3_600_000", value: "1", unit: "h", says: "X3 and X4 leave out messages first tried so shortly before the end", basis: JUDGEMENT }
]

/** They cut or bound what is told or simulated. */
export const BOUNDS: ReadonlyArray<Constant> = [
  { file: "src/kernel/histogram.ts", code: "const BINS_PER_OCTAVE = 32", value: "32", unit: "bins an octave, from 1 ms", says: "resolution of delays: quantiles within 2.2 %", basis: DEFINED },
  { file: "src/world/stock.ts", code: "const BIN_DAYS = 8192", value: "8,192", unit: "days", says: "longest run in which copies kept for a time are told apart by day", basis: LIMIT },
  { file: "src/world/people.ts", code: "const PRODUCTS_MAX = 31", value: "31", unit: "services and features", says: "most in a scenario", basis: `${LIMIT}: bits of an int32` },
  { file: "src/world/tapBits.ts", code: "const TAPS_MAX = 31", value: "31", unit: "acts of access", says: "most in effect at a time", basis: `${LIMIT}: bits of an int32` },
  { file: "src/world/population.ts", code: "const PEOPLE_MAX = 20_000_000", value: "20,000,000", unit: "people", says: "most simulated", basis: "memory of an ordinary machine" },
  { file: "src/world/docketAgenda.ts", code: "const HAPPENINGS_MAX = 100_000", value: "100,000", unit: "steps", says: "most in the lives of all orders; beyond it they set each other off for ever", basis: LIMIT },
  { file: "src/kernel/calendar.ts", code: "const RECORD_BITS = 24", value: "2^24", unit: "events", says: "most pending at a time", basis: LIMIT },
  { file: "src/kernel/calendar.ts", code: "const AT_INSTANT_MAX = 10_000_000", value: "10,000,000", unit: "events", says: "most at one instant; beyond it time stands still", basis: LIMIT },
  { file: "src/world/messages.ts", code: "const TRIES_MAX = 65_535", value: "65,535", unit: "tries", says: "most counted of a message; it goes on trying", basis: `${LIMIT}: 16 bits` },
  { file: "src/world/messages.ts", code: "const STREAMS_MAX = 65_536", value: "65,536", unit: "streams of attempts", says: "most in a scenario", basis: `${LIMIT}: 16 bits` },
  { file: "src/world/messages.ts", code: "const ACTS_MAX = (1 << (32 - CAUSE_SHIFT)) - 2", value: "32,766", unit: "acts", says: "most in a scenario with its variants", basis: `${LIMIT}: 15 bits` },
  { file: "src/world/people.ts", code: "const WORDS_MAX = 32_767", value: "32,767", unit: "places; cohorts; kinds of lines", says: "most in a scenario, of each", basis: `${LIMIT}: 15 bits` },
  { file: "src/run/Simulator.ts", code: "const SLICE_EVENTS = 65_536", value: "65,536", unit: "events", says: "between two looks at whether to stop; changes no result", basis: "Ctrl-C feels immediate" },
  { file: "src/language/document.ts", code: "const BYTES_MAX = 5 * 1024 * 1024", value: "5", unit: "MiB", says: "largest scenario file", basis: LIMIT }
]

/** Names of constants in the engine that are no assumption: units, codes, mathematics, bookkeeping, and tables whose entries are told one by one. */
export const PLAIN: ReadonlySet<string> = new Set(["ABSENT", "ANYWHERE", "NONE", "NORMAL_MIN", "TWO_54", "LN2_HI", "LN2_LO", "GOLDEN", "TWO_32", "TWO_MINUS_32", "TWO_MINUS_54", "RANK", "NOW", "SEQUENCE", "AT_INSTANT", "DUE", "GENERATION_MASK", "RESTING_MIN", "HOUR_MS", "FAILING", "OFF_BY_DATE", "CUT_OFF", "USED", "FIRST_FREE", "LIVE", "EVERY_PRODUCT", "NO_CAUSE", "BY_BACKUP", "BY_LOSS", "BY_RESTORE", "STEP", "DEADLINE", "ANSWER", "ENDING", "RESUMPTION", "CONSEQUENCE", "RUNG", "MINUTE_MS", "DAY_MS", "WROTE", "WITHOUT", "THERE", "RECORDS_MAX", "RECORD_MASK", "ACCESS_MS", "PER_MS", "ACCEPTED", "ROW", "ROW_SHIFT", "GROWTH_SHIFT", "STORED", "IN_CELL", "IN_NETWORK", "REASON_SHIFT", "CAUSE_SHIFT", "ENTRY_BITS", "FACTORS", "GUIDE_CELLS", "DIRECT_MAX", "OCTAVES", "FAR", "DEAD_MIN", "KNOWN_MAX", "FEW", "SLOTS_NEXT", "ROWS_NEXT", "LAST"])
