/** Whether what came out is what a claim expects. */
import type { Expect, Quantity } from "../model/expect.ts"
import type { InstantMs } from "./claimwindow.ts"
import type { Observation } from "./observation.ts"

export type Judgement = { readonly word: "held" | "broken" } | { readonly word: "undetermined"; readonly why: string }

/** What an expectation may need besides the observation itself. */
export interface Company {
  /** The entries of the list in `of` or `what`, for `in this order` and `equal`. */
  readonly entries: ReadonlyArray<Observation>
  /** The same measure in another variant; a sentence where it was not run. */
  readonly inVariant: (variant: string) => Observation | string
  readonly instantMs: InstantMs
}

export function judge(expect: Expect, o: Observation, company: Company): Judgement {
  const nobody = [o, ...company.entries].find((one) => one.nobody !== undefined)?.nobody
  if (nobody !== undefined) return undetermined(nobody)
  switch (expect.kind) {
    case "none": return o.idle !== undefined ? undetermined(o.idle) : say(!isSome(o))
    case "some": return o.idle !== undefined ? undetermined(o.idle) : say(isSome(o))
    case "all": return judgeAll(o)
    case "at-least": return judgeNumber(o, o.value, expect.value, "start", company, (observed, wanted) => observed >= wanted - EPSILON)
    case "at-most": return judgeNumber(o, o.most, expect.value, "end", company, (observed, wanted) => observed <= wanted + EPSILON)
    case "between": return both(judge({ kind: "at-least", value: expect.low }, o, company), judge({ kind: "at-most", value: expect.high }, { ...o, most: o.value }, company))
    case "plus-minus": return judgeSpread(o, expect.value, expect.by, company)
    case "in-order": return judgeList(company.entries, (a, b) => a < b - EPSILON)
    case "equal": return judgeList(company.entries, (a, b, unit) => Math.abs(a - b) <= (unit === "share" ? SHARE_POINT : EPSILON))
    case "more-than-in": case "less-than-in": case "same-as-in": return judgeVariant(expect.kind, expect.variant, o, company)
    case "never-state": return o.unit !== "words" ? undetermined(`"never ${expect.state}" is about the measure \`state\``) : say(!o.words.includes(expect.state) && !o.standing.includes(expect.state))
    case "value": return judgeValue(o, expect.value, company)
    case "unknown": return undetermined("it expects no verdict")
  }
}

const EPSILON = 1e-6
/** Shares are equal where they print alike: to a tenth of a percentage point. */
const SHARE_POINT = 0.001

function isSome(o: Observation): boolean {
  if (o.unit === "words") return o.words.length > 0
  return o.unit === "instant" ? o.value !== undefined : (o.most ?? 0) > 0
}

function say(holds: boolean): Judgement {
  return { word: holds ? "held" : "broken" }
}

function undetermined(why: string): Judgement {
  return { word: "undetermined", why }
}

function both(a: Judgement, b: Judgement): Judgement {
  return a.word !== "held" ? a : b
}

/** Nothing to be a share of gives no verdict. Of what failed, what the run's end cuts short has not been let through either. */
function judgeAll(o: Observation): Judgement {
  if (o.idle !== undefined) return undetermined(o.idle)
  if (o.total === undefined) return undetermined("`all` has nothing that it is of")
  if (o.total === 0) return undetermined("there is nothing that it could be all of")
  const value = o.value ?? 0
  return say(value > 0 && value + o.undecided >= o.total - EPSILON)
}

function judgeNumber(o: Observation, value: number | undefined, wanted: Quantity, edge: "start" | "end", company: Company, test: (observed: number, wanted: number) => boolean): Judgement {
  const scaled = onScaleOf(o, value, wanted, edge, company)
  return typeof scaled === "object" ? scaled.judgement : say(test(scaled(0), scaled(1)))
}

/** [observed, wanted] on one scale, or the verdict where there is none. */
type Scaled = ((which: 0 | 1) => number) | { readonly judgement: Judgement }

function onScaleOf(o: Observation, value: number | undefined, wanted: Quantity, edge: "start" | "end", company: Company): Scaled {
  const give = (observed: number, limit: number): Scaled => (which) => (which === 0 ? observed : limit)
  if (wanted.kind === "instant") {
    if (o.unit !== "instant") return mismatch(o, "a date")
    const limit = company.instantMs(wanted.instant, edge)
    if (limit === undefined) return { judgement: undetermined("the expected date never comes") }
    return value === undefined ? (o.idle === undefined ? { judgement: say(false) } : { judgement: undetermined(o.idle) }) : give(value, limit)
  }
  if (o.unit === "instant" || o.unit === "words") return mismatch(o, "a number")
  if (wanted.kind === "duration") return o.unit !== "ms" ? mismatch(o, "a duration") : value === undefined ? { judgement: undetermined(o.idle ?? "there is nothing to measure") } : give(value, wanted.ms)
  if (wanted.unit === "%") {
    if (o.idle !== undefined) return { judgement: undetermined(o.idle) }
    if (o.total === undefined) return { judgement: undetermined("% has nothing that it is of") }
    return o.total === 0 ? { judgement: undetermined("there is nothing that it could be a share of") } : give((100 * (value ?? 0)) / o.total, wanted.value)
  }
  if (o.unit === "ms" && wanted.value !== 0) return mismatch(o, "a number without a unit of time")
  if (o.unit === "currency" && wanted.unit !== "" && o.currency !== "" && wanted.unit !== o.currency) return mismatch(o, wanted.unit)
  if (o.unit !== "currency" && wanted.unit !== "" && wanted.unit !== o.unit && `${wanted.unit}s` !== o.unit) return mismatch(o, wanted.unit)
  return value === undefined ? { judgement: undetermined(o.idle ?? "there is nothing to measure") } : give(value, wanted.value)
}

function mismatch(o: Observation, wanted: string): Scaled {
  const given = o.unit === "ms" ? "a duration" : o.unit === "instant" ? "an instant" : o.unit === "words" ? "a word" : o.unit === "currency" ? `an amount in ${o.currency}` : `a number of ${o.unit}`
  return { judgement: undetermined(`it expects ${wanted}; the measure gives ${given}`) }
}

/** `100 ± 5 %` is five in a hundred of the value, `40 % ± 5 %` are points. */
function judgeSpread(o: Observation, value: Quantity, by: Quantity, company: Company): Judgement {
  if (value.kind === "instant") {
    if (by.kind !== "duration") return undetermined("a date is spread by a duration")
    const low = company.instantMs(value.instant, "start")
    const high = company.instantMs(value.instant, "end")
    if (o.unit !== "instant" || low === undefined || high === undefined) return undetermined("it expects a date; the measure gives none")
    return o.value === undefined ? (o.idle === undefined ? say(false) : undetermined(o.idle)) : say(o.value >= low - by.ms && o.value <= high + by.ms)
  }
  const width = value.kind === "duration" ? (by.kind === "duration" ? by.ms : by.kind === "number" && by.unit === "%" ? (value.ms * by.value) / 100 : undefined) : by.kind !== "number" ? undefined : by.unit === "%" && value.unit !== "%" ? (value.value * by.value) / 100 : by.value
  if (width === undefined) return undetermined("its spread has another unit than its value")
  return judgeNumber(o, o.value, value, "start", company, (observed, wanted) => Math.abs(observed - wanted) <= width + EPSILON)
}

/** Messages and people are compared by their shares where they have any (groups differ in size), all else by its value. */
function judgeList(entries: ReadonlyArray<Observation>, test: (a: number, b: number, unit: "share" | "value") => boolean): Judgement {
  if (entries.length < 2) return undetermined("it compares the entries of a list in `of` or `what`; there is no list")
  const shares = entries.every((o) => (o.unit === "messages" || o.unit === "people") && o.total !== undefined)
  const idle = entries.find((o) => o.idle !== undefined || (shares && o.total === 0))
  if (idle !== undefined) return undetermined(idle.idle ?? "an entry has nothing that it could be a share of")
  const values = entries.map((o) => (shares ? (o.value ?? 0) / o.total! : o.value))
  if (values.some((value) => value === undefined)) return undetermined("an entry of its list has nothing to measure")
  return say(values.slice(1).every((value, n) => test(values[n]!, value!, shares ? "share" : "value")))
}

/** By value, not by share: the same people attempt the same messages in every variant. */
function judgeVariant(kind: "more-than-in" | "less-than-in" | "same-as-in", variant: string, o: Observation, company: Company): Judgement {
  const other = company.inVariant(variant)
  if (typeof other === "string") return undetermined(other)
  if (other.nobody !== undefined) return undetermined(`in ${variant}: ${other.nobody}`)
  if (o.unit === "words") return kind === "same-as-in" ? say(o.words.join() === other.words.join() && o.standing.join() === other.standing.join()) : undetermined("words are not more or less than others")
  // What never came is later than all that did.
  const [a, b] = [o.value ?? Infinity, other.value ?? Infinity]
  if (o.unit !== "instant" && (o.value === undefined || other.value === undefined)) return undetermined(o.idle ?? other.idle ?? "there is nothing to measure")
  if (kind === "same-as-in") return say(a === b || Math.abs(a - b) <= EPSILON)
  return say(kind === "more-than-in" ? a > b + EPSILON && a !== b : a < b - EPSILON && a !== b)
}

/** A number holds to half a unit of what is written (whole units, whole %), a date on its day, a word if it stands when the window ends. */
function judgeValue(o: Observation, wanted: Quantity | string, company: Company): Judgement {
  if (typeof wanted === "string") {
    if (wanted === "never" && o.unit === "instant") return o.idle !== undefined ? undetermined(o.idle) : say(o.value === undefined)
    if (o.unit === "words") return say(o.standing.includes(wanted))
    if (o.unit === "holders") return say(o.standing.length > 0 && o.standing.every((holder) => holder.split(":").includes(wanted)))
    return undetermined(`it expects the word "${wanted}"; the measure gives ${o.unit === "instant" ? "an instant" : "a number"}`)
  }
  if (wanted.kind === "instant") return both(judge({ kind: "at-least", value: wanted }, o, company), judge({ kind: "at-most", value: wanted }, o, company))
  const half = wanted.kind === "duration" ? wanted.ms * 0.005 : 0.5
  const exact = (wanted.kind === "duration" ? wanted.ms : wanted.value) === 0
  return judgeNumber(o, exact ? o.most : o.value, wanted, "start", company, (observed, limit) => Math.abs(observed - limit) <= (exact ? EPSILON : half))
}
