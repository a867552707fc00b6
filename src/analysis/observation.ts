/** What a claim's measure gave in one run: a number of real people, messages, copies, milliseconds, an instant or words; and its text. */

export type ObservedUnit = "messages" | "copies" | "people" | "holders" | "ms" | "instant" | "words" | "currency"

export interface Observation {
  readonly unit: ObservedUnit
  /** At the end of the window, for copies; else over it. Undefined: it never came (instants), nothing to measure (delays), words alone. */
  readonly value: number | undefined
  /** The greatest at any time in the window; `none`, `some` and `at most` are of it. */
  readonly most: number | undefined
  /** What `all` and % are of. */
  readonly total: number | undefined
  /** Part of `total` whose end the run does not see: for `all` of what failed it counts as failed. */
  readonly undecided: number
  /** What the run's end leaves open of these messages, and in which state. */
  readonly left: { readonly messages: number; readonly are: "still under way" | "still in flight" } | undefined
  /** States or holders, in order of time; what holds when the window ends. */
  readonly words: ReadonlyArray<string>
  /** When what a word says ended, where that is no state's beginning [simulated ms]; by the row of the word. */
  readonly untilMs: ReadonlyArray<number | undefined>
  readonly standing: ReadonlyArray<string>
  readonly currency: string
  /** Why the claim was not exercised at all; why no share can be told. */
  readonly nobody: string | undefined
  readonly idle: string | undefined
}

const BLANK: Observation = { unit: "messages", value: undefined, most: undefined, total: undefined, undecided: 0, left: undefined, words: [], untilMs: [], standing: [], currency: "", nobody: undefined, idle: undefined }

/** An observation; `most` is `value` where it is not said. */
export function observation(parts: Partial<Observation> & { readonly unit: ObservedUnit }): Observation {
  return { ...BLANK, most: parts.value, ...parts }
}

/** Nothing in the run answers the question. */
export function notExercised(unit: ObservedUnit, nobody: string): Observation {
  return observation({ unit, nobody })
}

/** Number with unit and denominator: "0 of 1,234 messages (0 %)". Instants as ISO 8601 UTC. */
export function observedText(o: Observation, epochMs: number): string {
  if (o.nobody !== undefined) return "nothing"
  switch (o.unit) {
    case "words": return o.standing.length === 0 && o.words.length === 0 ? "none" : o.words.length > 0 ? o.words.map((word, i) => `${word}${o.untilMs[i] === undefined ? "" : ` until ${isoText(o.untilMs[i], epochMs)}`}`).join(", then ") : o.standing.join(", ")
    case "instant": return o.value === undefined ? "never" : isoText(o.value, epochMs)
    case "ms": return o.value === undefined ? "nothing to measure" : durationText(o.value) + (o.total === undefined ? "" : ` of ${durationText(o.total)} (${shareText(o.value, o.total)})`)
    case "currency": return `${numberText(o.value ?? 0)}${o.currency === "" ? "" : ` ${o.currency}`}`
    default: {
      const value = o.value ?? 0
      const most = o.most !== undefined && o.most > value ? `; ${numberText(o.most)} at most` : ""
      const left = o.left !== undefined && o.left.messages > 0 ? `; ${numberText(o.left.messages)} ${o.left.are} when the run ends` : ""
      return (o.total === undefined ? `${numberText(value)} ${o.unit}` : `${numberText(value)} of ${numberText(o.total)} ${o.unit} (${shareText(value, o.total)})`) + most + left
    }
  }
}

function isoText(atMs: number, epochMs: number): string {
  return new Date(Math.round(epochMs + atMs)).toISOString()
}

/** Name of the unit in a result. */
export function unitText(o: Observation): string {
  switch (o.unit) {
    case "instant": return "ms since 1970"
    case "words": return ""
    case "currency": return o.currency
    default: return o.unit
  }
}

/** Thousands by commas; one decimal where it is no whole number. */
export function numberText(n: number): string {
  const rounded = Math.abs(n) >= 100 ? Math.round(n) : Math.round(n * 10) / 10
  const [whole, part] = String(Math.abs(rounded)).split(".")
  return (rounded < 0 ? "-" : "") + whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part === undefined ? "" : `.${part}`)
}

/** A share in %, which says 0 or 100 only where it is exactly that. */
export function shareText(value: number, total: number): string {
  if (total === 0) return "of none"
  const percent = Math.round((1000 * value) / total) / 10
  if (percent === 100 && value < total) return "> 99.9 %"
  if (percent === 0 && value > 0) return "< 0.1 %"
  return `${percent} %`
}

const STEPS: ReadonlyArray<readonly [ms: number, unit: string]> = [[86_400_000, "days"], [3_600_000, "h"], [60_000, "min"], [1000, "s"], [1, "ms"]]

export function durationText(ms: number): string {
  if (ms === 0) return "0 h"
  const [step, unit] = STEPS.find(([size]) => Math.abs(ms) >= 2 * size) ?? [1, "ms"]
  return `${numberText(ms / step)} ${unit}`
}
