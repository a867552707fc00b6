/** When a claim looks: its window and the time in which what it reads was sent, in simulated time. */
import type { Claim } from "../model/claims.ts"
import type { Instant } from "../model/instants.ts"
import type { Scenario } from "../model/scenario.ts"
import type { RunRecord, Slot } from "../world/record.ts"
import { type Match, NO, UNSURE, YES } from "./selector.ts"

/** Simulated instant [ms] of a date (its start or its end), a clock time, or a reference that is known beforehand; undefined: it never comes. */
export type InstantMs = (instant: Instant, edge: "start" | "end") => number | undefined

/** From `fromMs` on, until `untilMs` and not in it [ms]. */
export interface ClaimWindow {
  readonly fromMs: number
  readonly untilMs: number
}

/**
 * Instants at which the slots of a record must be cut so that every row falls wholly into or out of every claim's windows
 * [ms, ascending]. What refers to a step of an order is cut there by the engine anyway.
 */
export function claimCutsMs(scenario: Scenario, instantMs: InstantMs): ReadonlyArray<number> {
  const cuts = new Set<number>()
  for (const claim of scenario.claims) {
    for (const [instant, edge] of edgesOf(claim)) {
      const atMs = instantMs(instant, edge)
      if (atMs !== undefined && Number.isFinite(atMs) && atMs > 0) cuts.add(atMs)
    }
  }
  return [...cuts].sort((a, b) => a - b)
}

/** The window of a claim in one run, or why it has none. `after` is from a day's start, `before` until a day's start, `during` to its last day's end. */
export function windowOf(claim: Claim, record: RunRecord, instantMs: InstantMs): ClaimWindow | string {
  if (claim.daily !== undefined) return "windows of every day (`daily`) are not measured by claims in this version"
  const found = {
    after: atMs(claim.after, "start", record, instantMs),
    from: atMs(claim.during?.from, "start", record, instantMs),
    before: atMs(claim.before, "start", record, instantMs),
    until: atMs(claim.during?.until, "end", record, instantMs)
  }
  if (found.after === "never" || found.from === "never") return "its window never begins in this variant"
  const fromMs = Math.max(0, found.after ?? 0, found.from ?? 0)
  const untilMs = Math.min(record.horizonMs, ...[found.before, found.until].filter((end) => typeof end === "number"))
  return fromMs < untilMs ? { fromMs, untilMs } : "its window is empty or lies outside the run"
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

/** For each slot: wholly in the window, out of it, or across its edge (UNSURE). Without a window all are in. */
export function slotMask(slots: ReadonlyArray<Slot>, window: ClaimWindow | undefined): ReadonlyArray<Match> {
  return slots.map(({ fromMs, untilMs }) => {
    if (window === undefined) return YES
    if (fromMs >= window.fromMs && untilMs <= window.untilMs) return YES
    return untilMs <= window.fromMs || fromMs >= window.untilMs ? NO : UNSURE
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
