/** What a source leaves open, as a stretch of a line: position 0 is the lower end of the range, 1 the upper one. */
import { parseDurationMs } from "../model/units.ts"

export interface Scale {
  /** Unit of the numbers; of days and clock times "days after …" and "min after …" the lower end. Empty for a plain number. */
  readonly unit: string
  /** Position of a value that the file can state, the nearest one: whole numbers stay whole, days stay days. */
  readonly snap: (position: number) => number
  /** The value at a snapped position, as a file writes it. */
  readonly write: (position: number) => string | number
  /** The same as a number in `unit`. */
  readonly number: (position: number) => number
  /** Position of the value of the file; it may lie outside the range. */
  readonly value: number
}

/** More decimals than this no source states. */
const DECIMALS = 6
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** A value read: `kind` tells how it is written, `at` where it lies in `unit`. */
interface Reading {
  readonly kind: "number" | "amount" | "date" | "clock"
  readonly at: number
  readonly unit: string
}

/** The scale of a range around a value, or one sentence on why there is none. */
export function scaleOf(value: unknown, range: readonly [unknown, unknown]): Scale | string {
  const readings = [value, ...range].map(readingOf)
  const [middle, low, high] = readings
  if (middle === undefined || low === undefined || high === undefined) return "its range is not of numbers, shares, durations, sizes or dates"
  if (low.kind !== middle.kind || high.kind !== middle.kind) return "the ends of its range are written in another way than its value"
  const [from, to] = [inUnitOf(middle, low), inUnitOf(middle, high)]
  if (from === undefined || to === undefined) return `the ends of its range are not in ${middle.unit === "" ? "plain numbers" : middle.unit}, as its value is`
  if (from >= to) return "both ends of its range are the same"
  const dated = middle.kind === "date" || middle.kind === "clock"
  const whole = dated || (wholeOnly(middle) && [middle.at, from, to].every(Number.isInteger))
  const width = to - from
  const number = (position: number) => (position === 1 ? to : round(from + position * width, whole ? 0 : DECIMALS))
  return {
    unit: dated ? `${middle.kind === "date" ? "days" : "min"} after ${String(range[0])}` : middle.unit,
    snap: (position) => (number(position) - from) / width,
    write: (position) => (position === 0 ? endOf(range[0]) : position === 1 ? endOf(range[1]) : written(middle, number(position))),
    number: (position) => (dated ? number(position) - from : number(position)),
    value: (middle.at - from) / width
  }
}

function endOf(end: unknown): string | number {
  return typeof end === "number" ? end : String(end)
}

function readingOf(value: unknown): Reading | undefined {
  if (typeof value === "number") return { kind: "number", at: value, unit: "" }
  if (typeof value !== "string") return undefined
  const text = value.trim()
  const dated = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)( \S+)?)?$/.exec(text)
  if (dated !== null) {
    const [, day, clock, zone] = dated
    const ms = Date.parse(`${day}T${clock ?? "00:00"}Z`)
    if (Number.isNaN(ms)) return undefined
    return clock === undefined ? { kind: "date", at: ms / DAY_MS, unit: "" } : { kind: "clock", at: ms / MINUTE_MS, unit: zone ?? "" }
  }
  const amount = /^(-?\d+(?:\.\d+)?) ?([^\d\s].*)$/.exec(text)
  return amount === null ? undefined : { kind: "amount", at: Number(amount[1]), unit: amount[2] }
}

/** An end of a range in the unit of the value: durations may be written in another. */
function inUnitOf(value: Reading, end: Reading): number | undefined {
  if (end.unit === value.unit) return end.at
  const [of, one] = [parseDurationMs(`1 ${end.unit}`), parseDurationMs(`1 ${value.unit}`)]
  return of === undefined || one === undefined ? undefined : (end.at * of) / one
}

/** Counts of people, and of business days, of which there are no parts. */
function wholeOnly({ kind, unit }: Reading): boolean {
  return kind === "number" || /^business days?$/.test(unit)
}

function written({ kind, unit }: Reading, at: number): string | number {
  switch (kind) {
    case "number":
      return at
    case "amount":
      return `${at} ${unit}`
    case "date":
      return new Date(at * DAY_MS).toISOString().slice(0, 10)
    case "clock":
      return `${new Date(at * MINUTE_MS).toISOString().slice(0, 16).replace("T", " ")}${unit}`
  }
}

function round(n: number, decimals: number): number {
  return Number(n.toFixed(decimals))
}
