/** When a claim looks: its window and the time in which what it reads was sent, in simulated time. */
import type { Of } from "../model/acts.ts"
import type { Claim } from "../model/claims.ts"
import type { Instant } from "../model/instants.ts"
import type { Scenario } from "../model/scenario.ts"
import type { RunRecord, Slot } from "../world/record.ts"
import { type Match, NO, type Opened, UNSURE, YES } from "./selector.ts"

/** Simulated instant [ms] of a date (its start or its end), a clock time, or a reference that is known beforehand; undefined: it never comes. */
export type InstantMs = (instant: Instant, edge: "start" | "end") => number | undefined

/** Stretches between two instants [ms] in which the clock of a place reads a time of the day. */
export type DailyWindows = (place: string, fromMin: number, untilMin: number, fromMs: number, untilMs: number) => ReadonlyArray<readonly [fromMs: number, untilMs: number]>

/** From `fromMs` on, until `untilMs` and not in it [ms]; of it only the stretches of every day, where it is daily. */
export interface ClaimWindow {
  readonly fromMs: number
  readonly untilMs: number
  readonly daily?: ReadonlyArray<readonly [fromMs: number, untilMs: number]> | undefined
}

/** How often tables are cut where a file claims a steady state, so that it can be checked [ms]. */
export const WEEK_MS = 7 * 86_400_000

/** The end of the warm-up, and that of each week, in a file that claims a steady state [ms]; none in others. */
export function warmUpCutsMs({ from, until, "warm-up": warmMs }: Scenario): ReadonlyArray<number> {
  if (warmMs === undefined) return []
  const weeks = Math.ceil((Date.parse(until) - Date.parse(from)) / WEEK_MS)
  return [warmMs, ...Array.from({ length: weeks }, (_, n) => (n + 1) * WEEK_MS)]
}

/** How long a window is [ms]. */
export function lengthOf(window: ClaimWindow): number {
  return window.daily === undefined ? window.untilMs - window.fromMs : window.daily.reduce((ms, [from, until]) => ms + until - from, 0)
}

/**
 * Instants at which the slots of a record must be cut so that every row falls wholly into or out of every claim's windows
 * [ms, ascending]. What refers to a step of an order is cut there by the engine anyway.
 */
export function claimCutsMs(scenario: Scenario, about: ReadonlyArray<string>, instantMs: InstantMs, dailyWindows: DailyWindows): ReadonlyArray<number> {
  const cuts = new Set<number>()
  const cut = (atMs: number | undefined) => {
    if (atMs !== undefined && Number.isFinite(atMs) && atMs > 0) cuts.add(atMs)
  }
  for (const claim of scenario.claims) {
    for (const [instant, edge] of edgesOf(claim)) cut(instantMs(instant, edge))
    if (claim.daily === undefined) continue
    const known = (instant: Instant | undefined, edge: "start" | "end") => (instant === undefined ? undefined : instantMs(instant, edge))
    const fromMs = Math.max(0, known(claim.after, "start") ?? 0, known(claim.during?.from, "start") ?? 0)
    const untilMs = Math.min(known(claim.before, "start") ?? Infinity, known(claim.during?.until, "end") ?? Infinity)
    if (fromMs >= untilMs) continue
    for (const place of placesOf(claim.of, about)) for (const stretch of dailyWindows(place, claim.daily.fromMin, claim.daily.untilMin, fromMs, untilMs)) stretch.forEach(cut)
  }
  return [...cuts].sort((a, b) => a - b)
}

/**
 * The window of a claim in one run, or why it has none. `after` is from a day's start, `before` until a day's start, `during`
 * to its last day's end. A daily window runs on the clock of the country in which `of` says that people are, else of the
 * first state that the file is about.
 */
export function windowOf(claim: Claim, of: Of | undefined, run: { readonly record: RunRecord; readonly reference: { readonly about: ReadonlyArray<string> }; readonly instantMs: InstantMs; readonly dailyWindows: DailyWindows }): ClaimWindow | string {
  const { record, instantMs } = run
  const found = {
    after: atMs(claim.after, "start", record, instantMs),
    from: atMs(claim.during?.from, "start", record, instantMs),
    before: atMs(claim.before, "start", record, instantMs),
    until: atMs(claim.during?.until, "end", record, instantMs)
  }
  if (found.after === "never" || found.from === "never") return "its window never begins in this variant"
  const fromMs = Math.max(0, found.after ?? 0, found.from ?? 0)
  const untilMs = Math.min(record.horizonMs, ...[found.before, found.until].filter((end) => typeof end === "number"))
  if (fromMs >= untilMs) return "its window is empty or lies outside the run"
  if (claim.daily === undefined) return { fromMs, untilMs }
  const places = placesOf(of, run.reference.about)
  if (places.length === 0) return "its daily window has no clock: the file is about no state"
  if (places.length > 1) return `its daily window would run on the clocks of ${places.join(" and ")}: one claim for each tells`
  const daily = run.dailyWindows(places[0], claim.daily.fromMin, claim.daily.untilMin, fromMs, untilMs)
  return daily.length === 0 ? "its daily window never opens within its window" : { fromMs, untilMs, daily }
}

/** Places on whose clocks a daily window runs. */
function placesOf(of: Of | undefined, about: ReadonlyArray<string>): ReadonlyArray<string> {
  const named = of === undefined || of === "all" ? [] : of.flatMap((clause) => clause.present ?? [])
  return named.length > 0 ? [...new Set(named)] : about.slice(0, 1)
}

/** When the messages that it reads were sent; undefined: at any time. */
export function sentOf(claim: Claim, record: RunRecord, instantMs: InstantMs): ClaimWindow | undefined | string {
  if (claim.sent === undefined) return undefined
  const from = atMs(claim.sent.from, "start", record, instantMs)
  const until = atMs(claim.sent.until, "end", record, instantMs)
  if (from === "never") return "what it reads was never sent in this variant"
  const fromMs = from ?? 0
  const untilMs = typeof until === "number" ? until : record.horizonMs
  return fromMs < untilMs ? { fromMs, untilMs } : "the time in which its messages were sent is empty"
}

/** Whom a claim means, with the instants before and after which accounts were opened as they are in one run; one that never comes is Infinity. */
export function datedOf(of: Of | undefined, record: RunRecord, instantMs: InstantMs): Of | undefined {
  if (of === undefined || of === "all") return of
  const dated = (key: string, instant: Instant | undefined) => (instant === undefined ? {} : { [`${key}Ms`]: resolve(instant, "start", record, instantMs) ?? Number.POSITIVE_INFINITY })
  const within = <T extends { readonly opened?: Opened | undefined }>(clause: T): T => (clause.opened === undefined ? clause : { ...clause, opened: { ...clause.opened, ...dated("after", clause.opened.after), ...dated("before", clause.opened.before) } })
  return of.map((clause) => (clause["other-end"] === undefined ? within(clause) : { ...within(clause), "other-end": clause["other-end"].map(within) }))
}

/** For each slot: wholly in the window, out of it, or across its edge (UNSURE). Without a window all are in. */
export function slotMask(slots: ReadonlyArray<Slot>, window: ClaimWindow | undefined): ReadonlyArray<Match> {
  return slots.map(({ fromMs, untilMs }) => {
    if (window === undefined) return YES
    const stretches = window.daily ?? [[window.fromMs, window.untilMs] as const]
    if (stretches.some(([from, until]) => fromMs >= from && untilMs <= until)) return YES
    return stretches.every(([from, until]) => untilMs <= from || fromMs >= until) ? NO : UNSURE
  })
}

function edgesOf(claim: Claim): ReadonlyArray<readonly [Instant, "start" | "end"]> {
  const edges: Array<readonly [Instant | undefined, "start" | "end"]> = [
    [claim.after, "start"], [claim.before, "start"], [claim.during?.from, "start"], [claim.during?.until, "end"], [claim.sent?.from, "start"], [claim.sent?.until, "end"]
  ]
  return edges.filter((edge): edge is readonly [Instant, "start" | "end"] => edge[0] !== undefined)
}

function atMs(instant: Instant | undefined, edge: "start" | "end", record: RunRecord, instantMs: InstantMs): number | undefined | "never" {
  return instant === undefined ? undefined : (resolve(instant, edge, record, instantMs) ?? "never")
}

/** What a run has seen goes before what was known beforehand: a deadline may have been postponed, an effect may never have come. */
function resolve(instant: Instant, edge: "start" | "end", record: RunRecord, instantMs: InstantMs): number | undefined {
  if (instant.kind === "never") return undefined
  if (instant.kind !== "ref" || instant.plus.businessDays > 0) return instantMs(instant, edge)
  if (instant.of !== "orders") {
    const happened = record.answers.find((answer) => answer.id === instant.id)
    return happened === undefined ? instantMs(instant, edge) : plus(happened.atMs, instant.plus.ms)
  }
  const order = record.orders.find((life) => life.id === instant.id)
  if (order === undefined) return undefined
  if (instant.step === undefined || instant.step === "in-effect") return plus(order.effect[0]?.[0], instant.plus.ms)
  if (instant.step === "due") return plus(order.dueMs, instant.plus.ms)
  const entered = order.states.find((step) => step.state === instant.step)
  return entered === undefined ? instantMs(instant, edge) : plus(entered.atMs, instant.plus.ms)
}

function plus(baseMs: number | undefined, ms: number): number | undefined {
  return baseMs === undefined ? undefined : baseMs + ms
}
