/** What is kept of a case that was played: verdicts, and what of the vocabulary it reached. Committed as docs/catalogue.json, from which pages are made. */
import { readFileSync } from "node:fs"
import { EFFECTS_OF } from "../../src/model/acts.ts"
import type { Result } from "../../src/model/result.ts"
import type { ScenarioFile } from "../../src/language/file.ts"
import { stepWord } from "../../src/model/orders.ts"
import type { Keys } from "../../src/model/services.ts"
import type { Played } from "./stage.ts"

/** What a file can reach, in the order of the coverage page. */
export const AXES = ["order", "answer", "access", "custody", "key", "effect", "act", "point", "step", "measure"] as const
export type Axis = (typeof AXES)[number]
export type Reached = Readonly<Record<Axis, ReadonlyArray<string>>>

export interface CaseRecord {
  /** Simulated in all variants, a shared past once [messages]. */
  readonly messages: number
  /** One row for each claim and variant; what a miss says stands beside what came out. */
  readonly claims: ReadonlyArray<{ readonly claim: string; readonly variant: string; readonly verdict: string; readonly observed: string; readonly why?: string; readonly says?: string }>
  /** Promises that were put to the test in some variant, and the worst that came of it. */
  readonly promises: Readonly<Record<string, string>>
  readonly conflicts: ReadonlyArray<{ readonly variant: string; readonly at: string; readonly text: string; readonly choice: string }>
  readonly reached: Reached
}

export const RECORD_PATH = "docs/catalogue.json"

export function committedRecord(): Readonly<Record<string, CaseRecord>> {
  return JSON.parse(readFileSync(RECORD_PATH, "utf8")) as Readonly<Record<string, CaseRecord>>
}

/** As it is committed: a claim and a conflict a line each, so that a difference can be read. */
export function recordText(record: Readonly<Record<string, CaseRecord>>): string {
  const list = (rows: ReadonlyArray<unknown>) => (rows.length === 0 ? "[]" : `[\n${rows.map((row) => `   ${JSON.stringify(row)}`).join(",\n")}\n  ]`)
  const cases = Object.entries(record).map(([id, { claims, conflicts, messages, promises, reached: words }]) => {
    const axes = Object.entries(words).map(([axis, found]) => `   ${JSON.stringify(axis)}: ${JSON.stringify(found)}`).join(",\n")
    return ` ${JSON.stringify(id)}: {\n  "messages": ${messages},\n  "claims": ${list(claims)},\n  "promises": ${JSON.stringify(promises)},\n  "conflicts": ${list(conflicts)},\n  "reached": {\n${axes}\n  }\n }`
  })
  return `{\n${cases.join(",\n")}\n}\n`
}

const MISSES: ReadonlySet<string> = new Set(["known-miss", "broken"])

/** What is kept of a run. */
export function recordOf({ file, output, result }: Played): CaseRecord {
  const worst = new Map<string, string>()
  for (const { id, verdict } of result.variants.flatMap((variant) => variant.invariants)) if (verdict !== "not-exercised" && worst.get(id) !== "broken") worst.set(id, verdict)
  return {
    messages: output.stats.messages,
    claims: result.variants.flatMap((variant) => variant.claims.map(({ id, note, observed, says, verdict }) => ({ claim: id, variant: variant.id, verdict, observed, ...(note === null ? {} : { why: note }), ...(MISSES.has(verdict) ? { says } : {}) }))),
    promises: Object.fromEntries([...worst].sort(([a], [b]) => (a < b ? -1 : 1))),
    conflicts: result.variants.flatMap((variant) => variant.conflicts.map(({ at, choice, text }) => ({ variant: variant.id, at, text, choice }))),
    reached: reached(file, result)
  }
}

function reached(file: ScenarioFile, { variants }: Result): Reached {
  const played = variants.map(({ id }) => file.variant(id)!.scenario)
  const acts = variants.flatMap((variant) => variant.acts.map((act) => act.verb))
  const came = (order: string) => variants.some((variant) => variant.orders.some((life) => life.id === order && life.states.length > 0))
  const orders = played.flatMap((scenario) => Object.entries(scenario.orders).filter(([id]) => came(id)).map(([, order]) => order))
  return {
    order: distinct(orders.map((order) => order.kind)),
    answer: distinct(variants.flatMap((variant) => variant.answers.filter((one) => one.at !== null && played.some((scenario) => one.id in scenario.answers)).map((one) => one.kind))),
    access: distinct(variants.flatMap((variant) => variant.outcomes.filter((row) => row.attempted > 0).flatMap((row) => [row.access, ...(row.vpn === null ? [] : ["vpn"])]))),
    custody: distinct(variants.flatMap((variant) => variant.keys.map((row) => row.holderKind))),
    key: distinct(played.flatMap((scenario) => Object.values(scenario.services).flatMap((service) => Object.values(service.classes).map((one) => reachOf(one.keys))))),
    effect: distinct(acts.flatMap((verb) => EFFECTS_OF[verb as keyof typeof EFFECTS_OF] ?? [])),
    act: distinct(acts),
    point: distinct([...orders.flatMap((order) => pointsIn([order.demands, order.does, order.else])), ...played.flatMap((scenario) => Object.values({ ...scenario.answers, ...scenario.events }).flatMap((one) => pointsIn(one.do)))]),
    // An order that has an end of its own expires without a step of the record.
    step: distinct([...orders.flatMap((order) => order.timeline.map(stepWord)), ...variants.flatMap((variant) => variant.orders.flatMap((life) => life.states.map((one) => one.state)))]),
    measure: distinct(file.base.claims.flatMap((claim) => claim.measure ?? []))
  }
}

const distinct = (words: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(words)].sort()

/** What one key of a class opens. */
function reachOf(keys: Keys): string {
  if (keys === "global") return "service"
  return typeof keys === "object" && "by" in keys ? (keys["one-per"] ?? "account") : "account"
}

function pointsIn(value: unknown): ReadonlyArray<string> {
  if (Array.isArray(value)) return value.flatMap(pointsIn)
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => ((key === "block" || key === "slow" || key === "open" || key === "close-to-new") && typeof item === "object" && item !== null && "at" in item ? (item.at as ReadonlyArray<string>) : pointsIn(item)))
}
