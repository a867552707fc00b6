/** Runs in which one number of the tables is counted again, event by event: of a variant, and of the one that it is compared with. */
import * as Effect from "effect/Effect"
import { listed } from "../language/nearest.ts"
import type { ScenarioFile } from "../language/file.ts"
import { UnknownSubject } from "../model/errors.ts"
import type { Scenario } from "../model/scenario.ts"
import type { NumberStory } from "../model/story.ts"
import { windowCutsOf } from "../world/finish.ts"
import type { Plan } from "../world/plan.ts"
import type { Group, Situation } from "../world/record.ts"
import type { World } from "../world/world.ts"
import { NumberWatch } from "./numberWatch.ts"
import { ReadingWatch } from "./readingWatch.ts"
import { simulate } from "./simulate.ts"
import { alone, drive, type Planned, planWith, type TraceOptions } from "./Traces.ts"
import { type CellColumn, isRead, spelled, unknownValue, valuesOf, type WantedNumber, wantedNumber } from "./wantedNumber.ts"

/** What the columns of the tables say of people: see `columnsOf` in analysis. */
export interface Columns {
  readonly valueOf: (column: string, cell: Cell, about: string | undefined) => string | undefined
  readonly groupOf: (by: string, cell: Cell, about: string | undefined) => string | undefined
}
interface Cell {
  readonly group: Group
  readonly situation: Situation
  readonly service: string
}
export type ColumnsOf = (scenario: Scenario, about: ReadonlyArray<string>) => Columns

export interface CountedNumber {
  /** The number as it was asked for. */
  readonly asked: string
  readonly option: NumberStory
  /** In the variant that it is compared with, unless it is that one. */
  readonly baseline: NumberStory | undefined
  /** Why it is compared with none, where that is not plain. */
  readonly note: string | undefined
}

/** A stretch of time between two cuts of the tables [ms]. */
export type Span = readonly [fromMs: number, untilMs: number]

/**
 * The number that a text asks for.
 * @fails UnknownSubject where the text asks for nothing that the tables have
 */
export const count = Effect.fn("Numbers.count")(function* (file: ScenarioFile, text: string, { baseline, variant: id }: Variants, columnsOf: ColumnsOf, options: TraceOptions) {
  const wanted = wantedNumber(text)
  if (typeof wanted === "string") return yield* new UnknownSubject({ says: wanted })
  const planned = planWith(file, id, options)
  const span = spanOf(wanted, planned)
  if (typeof span === "string") return yield* new UnknownSubject({ says: span })
  const option = yield* counted(planned, wanted, span, columnsOf, options)
  const told: CountedNumber = { asked: spelled(wanted), option, baseline: undefined, note: undefined }
  const other = planWith(file, baseline, options)
  if (id === baseline) return told
  if (!span.every((ms) => other.plan.cutsMs.includes(ms))) return { ...told, note: `the tables of ${baseline} are not cut at the edges of this window` }
  return { ...told, baseline: yield* counted(other, wanted, span, columnsOf, options) }
})

/** A variant, and the one that it is compared with. */
export interface Variants {
  readonly variant: string
  readonly baseline: string
}

const counted = Effect.fn("Numbers.counted")(function* (planned: Planned, wanted: WantedNumber, span: Span, columnsOf: ColumnsOf, options: TraceOptions) {
  let watch!: NumberWatch | ReadingWatch
  const steps = simulate(planned.plan, [planned.variant], { ...alone, judge: (w) => (watch = watchOf(w, planned, wanted, span, columnsOf)).judge, finished: () => watch.finish() })
  yield* drive(steps, planned.plan, options, () => false)
  return watch.story
})

export function watchOf(w: World, { about, variant }: Planned, wanted: WantedNumber, span: Span, columnsOf: ColumnsOf): NumberWatch | ReadingWatch {
  if (isRead(wanted.measure)) return new ReadingWatch(w, variant, wanted)
  return new NumberWatch(w, variant, wanted, meantBy(w, about, wanted, span, columnsOf(variant.scenario, about)))
}

/** Whether a row of the tables is asked for; what is asked of a situation is asked once. */
function meantBy(w: World, about: ReadonlyArray<string>, { where }: WantedNumber, [fromMs, untilMs]: Span, columns: Columns) {
  const { cutsMs, groups, places, products } = w.plan
  const slots = cutsMs.map((cut) => fromMs <= cut && cut < untilMs)
  const conditions = [...where].filter((condition): condition is [CellColumn, string] => !OF_NO_CELL.has(condition[0]))
  const state = where.get("about") ?? (about.length === 1 ? about[0] : undefined)
  const known = new Map<number, boolean>()
  const isMeant = (s: number, product: number): boolean => {
    const line = w.situations.line(s)
    const place = places[w.situations.place(s)]
    const group = groups.rows[w.situations.group(s)]
    const cell: Cell = { group, service: products[product].name, situation: { group: w.situations.group(s), present: place.country, place: place.code, access: line.mode, lineSim: line.sim, carrier: line.servingCarrier, exit: line.exit, vpn: line.vpn } }
    return conditions.every(([column, value]) => value === (column === "group" ? columns.groupOf(where.get("by") ?? "everybody", cell, state) : columns.valueOf(column, cell, state)))
  }
  return (s: number, product: number, slot: number): boolean => {
    if (!slots[slot]) return false
    const at = s * products.length + product
    const found = known.get(at)
    if (found !== undefined) return found
    const meant = isMeant(s, product)
    known.set(at, meant)
    return meant
  }
}

/** Columns that say when or why, and the one that only says what a group is. */
const OF_NO_CELL: ReadonlySet<string> = new Set(["by", "window.id", "from", "to", "reason", "act", "order", "answer"])

/** The time that is asked for: the whole run, a window of the variant, or from one cut of the tables to another. Else why the tables have no such row. */
export function spanOf(wanted: WantedNumber, planned: Planned): Span | string {
  const { plan, variant } = planned
  const { where } = wanted
  const windowCuts = windowCutsOf(plan, variant)
  const unknown = unknownValue(wanted, valuesOf(planned, windowCuts.slice(0, -1).map((_, n) => `w${n}`), where.get("by")))
  if (unknown !== undefined) return unknown
  const window = where.get("window.id")
  if (window !== undefined) return [windowCuts[Number(window.slice(1))], windowCuts[Number(window.slice(1)) + 1]]
  const span: Array<number> = []
  for (const [column, otherwise] of [["from", 0], ["to", plan.horizonMs]] as const) {
    const text = where.get(column)
    const ms = text === undefined ? otherwise : plan.cutsMs.find((cut) => isInstant(plan, cut, text))
    if (ms === undefined) return `the tables are not cut at ${column}=${text}; they are at ${listed(plan.cutsMs.map((cut) => isoOf(plan, cut)), 24)}`
    span.push(ms)
  }
  const [fromMs, untilMs] = span
  return fromMs < untilMs ? [fromMs, untilMs] : `from=${where.get("from")} is not before to=${where.get("to")}`
}

const isoOf = (plan: Plan, atMs: number): string => new Date(Math.round(plan.clock.epochMs + atMs)).toISOString()
const isInstant = (plan: Plan, atMs: number, text: string): boolean => /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z)?$/.test(text) && Date.parse(text) === Math.round(plan.clock.epochMs + atMs)
