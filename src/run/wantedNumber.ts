/** A number of the tables, asked for as `MEASURE of COLUMN=VALUE, COLUMN=VALUE`, in the words of their columns. */
import { didYouMean, listed } from "../language/nearest.ts"
import { ACCESS_MODES } from "../model/people.ts"
import { GROUPED_BY } from "../model/comparison.ts"
import { REASONS, Status } from "../model/result.ts"
import { authorityOf } from "../world/taps.ts"
import type { Planned } from "./Traces.ts"

/** What is counted, with its unit. Of messages by their senders; by their recipients; of people; of what states have. */
export const SENT = ["attempted", "refused", "accepted", "underWay", "delivered", "bounced", "expired", "erased", "inFlight"] as const
export const RECEIVED = ["received.addressed", "received.delivered", "received.bounced", "received.expired", "received.erased", "received.inFlight"] as const
export const PEOPLE = ["people", "peopleWithoutService", "hoursWithoutService", "hoursPresent"] as const
/** Of `readers`: messages, each at either end, and those that an earlier act has taken already; of `effects`: what all states have. */
export const READ = ["messages", "again", "disclosed", "peopleRead"] as const
export type Measure = (typeof SENT)[number] | (typeof RECEIVED)[number] | (typeof PEOPLE)[number] | (typeof READ)[number]
const MEASURES: ReadonlyArray<Measure> = [...SENT, ...RECEIVED, ...PEOPLE, ...READ]
/** Names of other tables for the same. */
const ALSO: Readonly<Record<string, Measure>> = { addressed: "received.addressed", received: "received.delivered" }

/** Columns that tell whose it is, and when. Those of `effects` are `by`, `about` and `group`. */
const CELL = ["about", "cohort", "home", "segment", "status", "present", "access", "vpn", "service", "by", "group"] as const
const TIME = ["window.id", "from", "to"] as const
/** Columns of `causes`. */
const CAUSE = ["reason", "act", "order", "answer"] as const
/** Columns of `readers`. */
const READING = ["authority", "level", "basis", "class", "form"] as const
const COLUMNS = [...CELL, ...TIME, ...CAUSE, ...READING] as const
/** What is read is told of people, whole and over the whole run: not of where they then were. */
const OF_READ: ReadonlySet<Column> = new Set(["cohort", "home", "segment", "service", "by", "group", "act", "order", ...READING])
const BY_READ: ReadonlySet<string> = new Set(["everybody", "cohort", "home", "segment"])
export type Column = (typeof COLUMNS)[number]
export type CellColumn = (typeof CELL)[number]

export interface WantedNumber {
  readonly measure: Measure
  readonly where: ReadonlyMap<Column, string>
}

/** What a text asks for, or one sentence on why it asks for nothing. */
export function wantedNumber(text: string): WantedNumber | string {
  const parts = /^\s*([\w.]+)\s*(?:\bof\b([\s\S]*))?$/.exec(text)
  if (parts === null) return `"${text}" is no number: one is called MEASURE of COLUMN=VALUE, COLUMN=VALUE, as in ${EXAMPLE}`
  const measure = MEASURES.find((one) => one === parts[1]) ?? ALSO[parts[1]]
  if (measure === undefined) return ended(`no measure is called "${parts[1]}"; known: ${listed(MEASURES, MEASURES.length)}`, didYouMean(parts[1], MEASURES))
  const where = new Map<Column, string>()
  // A comma within a value is followed by no column's name and "=".
  for (const condition of (parts[2] ?? "").split(/,(?=\s*[\w.]+\s*=)/)) {
    if (condition.trim() === "") continue
    const [, name, value] = /^\s*([\w.]+)\s*=\s*([\s\S]*?)\s*$/.exec(condition) ?? [undefined, condition.trim(), undefined]
    if (value === undefined) return `"${name}" is no condition: one is COLUMN=VALUE, as in ${EXAMPLE}`
    const column = COLUMNS.find((one) => one === name || (one === "window.id" && name === "window"))
    if (column === undefined) return ended(`no number is asked for by "${name}"; known: ${listed(COLUMNS, COLUMNS.length)}`, didYouMean(name, COLUMNS))
    if (where.has(column)) return `${column} is given twice`
    where.set(column, value)
  }
  return misfit({ measure, where }) ?? { measure, where }
}

export function isRead(measure: Measure): measure is (typeof READ)[number] {
  return READ.some((one) => one === measure)
}

/** Levels that events tell of. */
const LEVELS = ["openable", "readable", "disclosed"] as const

/** The words in which it is asked for, as a shell takes them between quotes. */
export function spelled({ measure, where }: WantedNumber): string {
  return where.size === 0 ? measure : `${measure} of ${[...where].map(([column, value]) => `${column}=${value}`).join(", ")}`
}

const EXAMPLE = "'accepted of cohort=residents, status=abroad'"

const ended = (...parts: ReadonlyArray<string | undefined>): string => parts.filter((part) => part !== undefined).join("; ")

/** Why columns do not go together. */
function misfit({ measure, where }: WantedNumber): string | undefined {
  if (isRead(measure)) {
    const other = [...where.keys()].find((column) => !OF_READ.has(column)) ?? (BY_READ.has(where.get("by") ?? "everybody") ? undefined : `by=${where.get("by")}`)
    if (other !== undefined) return `what states read is told of people, whole and over the whole run, not by ${other}; known: ${listed(OF_READ, OF_READ.size)}`
    if ((measure === "messages" || measure === "again") && !where.has("level")) return `a message that is disclosed is readable too: ask for one level, level=${LEVELS.join(" or level=")}`
    if (where.get("level") === "exposed") return "what lies exposed is counted by copies, and no event tells of it: see data/at-rest.csv"
  }
  const reading = READING.find((column) => where.has(column))
  if (reading !== undefined && !isRead(measure)) return `${reading} is asked of what states read (${READ.join(", ")}), not of "${measure}"`
  const cause = CAUSE.find((column) => where.has(column) && !(isRead(measure) && OF_READ.has(column)))
  if (cause !== undefined && measure !== "refused" && measure !== "bounced") return `${cause} is asked of what was refused or bounced, not of "${measure}"`
  if (where.has("by") !== where.has("group") && where.get("by") !== "everybody") return "by and group go together, as in data/effects.csv: by=status, group=visitor"
  if (where.has("window.id") && (where.has("from") || where.has("to"))) return "a window, or from and to, not both"
  return undefined
}

/** Values that a run has in a column; undefined where it is not known beforehand. */
export type Values = (column: Column) => ReadonlyArray<string> | undefined

export function valuesOf({ about, plan, variant }: Planned, windows: ReadonlyArray<string>, by: string | undefined): Values {
  const distinct = (names: ReadonlyArray<string>) => [...new Set(names)]
  const cohorts = plan.cohorts.map(({ name }) => name)
  const countries = distinct(plan.places.map(({ country }) => country))
  const homes = distinct(plan.groups.rows.map(({ home }) => home))
  const segments = distinct(plan.groups.rows.map(({ segment }) => segment ?? "none"))
  const acts = variant.acts.map((row) => plan.acts[row])
  const named = (what: "order" | "answer") => distinct(acts.flatMap((act) => act[what] ?? []))
  const groups: Readonly<Record<string, ReadonlyArray<string>>> = { everybody: ["all"], cohort: cohorts, home: homes, segment: segments, status: Status.literals, present: plan.places.map(({ code }) => code) }
  const known: Readonly<Partial<Record<Column, ReadonlyArray<string>>>> = {
    about, cohort: cohorts, home: homes, segment: segments, status: Status.literals, present: countries, access: ACCESS_MODES, vpn: ["", ...countries],
    service: plan.products.map(({ name }) => name), by: GROUPED_BY, ...(by === undefined ? {} : { group: groups[by] }), "window.id": windows, reason: REASONS, act: acts.map(({ path }) => path), order: named("order"), answer: named("answer"),
    authority: distinct([...plan.states, ...acts.flatMap((act) => (act.act.open === undefined && act.act.seize === undefined ? [] : [authorityOf(act)]))]), level: [...LEVELS, "exposed"],
    basis: ["territory", ...acts.map(({ path }) => path)], class: distinct(plan.classes.map(({ name }) => name)), form: ["content", "metadata", "ciphertext"]
  }
  return (column) => known[column]
}

/** Why a run has no such row: a value that none of its rows has. */
export function unknownValue({ where }: WantedNumber, values: Values): string | undefined {
  for (const [column, value] of where) {
    const known = values(column)
    if (known === undefined || known.includes(value)) continue
    return ended(`no row has ${column}=${value}; known: ${listed(known.map((one) => (one === "" ? "(empty)" : one)), 24)}`, didYouMean(value, known))
  }
  const about = values("about") ?? []
  const relative = where.has("status") || where.get("by") === "status"
  if (relative && !where.has("about") && about.length > 1) return `a status is meant relative to a state: about=${about.join(" or about=")}`
  return undefined
}
