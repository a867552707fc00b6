/** Values of a scenario made simpler one at a time: one person, whole days near the start, all of a share, a shorter run. */
import { Schema } from "effect"
import { Choices } from "../model/orders.ts"
import type { Scenario } from "../model/scenario.ts"
import { DAY_MS } from "../world/zones.ts"
import { isInstant, listOf, mapOf, type Path, type Tree } from "./gone.ts"

/** A place of a scenario where a simpler value may stand, and the simpler values for what stands there now, the simplest first. */
export interface Slot {
  readonly path: Path
  readonly simpler: (scenario: Scenario) => ReadonlyArray<Scenario>
}

/** Every place with a value that may be simpler. */
export function slotsOf(scenario: Scenario): ReadonlyArray<Slot> {
  const found: Array<Slot> = [horizon]
  walk(scenario as unknown as Tree, [], (path, value) => {
    const values = simplerOf(path, value)
    if (values !== undefined) found.push({ path, simpler: (now) => values(at(now, path), now).map((next) => put(now, path, next)) })
  })
  return found
}

/** One person less, or a choice as it is where nothing is chosen: what counts as a piece, and is none of the tree. */
export function lessened(scenario: Scenario): ReadonlyArray<Scenario> {
  const persons = Object.entries(scenario.people).flatMap(([id, { count, present }]) => [
    ...(count !== undefined && count > 1 ? [put(scenario, ["people", id, "count"], count - 1)] : []),
    ...(present?.count !== undefined && present.count > 1 ? [put(scenario, ["people", id, "present", "count"], present.count - 1)] : [])
  ])
  const choices = Object.entries(CHOSEN).filter(([key, value]) => mapOf(scenario.choices)[key] !== value).map(([key, value]) => put(scenario, ["choices", key], value))
  return [...persons, ...choices]
}

const CHOSEN = Schema.decodeSync(Choices)({})

type Simpler = (value: unknown, scenario: Scenario) => ReadonlyArray<unknown>

/** Words that say what holds anyway. */
const USUAL: Readonly<Record<string, unknown>> = { extent: "territory", match: "name", tail: "even", hours: "always" }
/** Shares that may be all or nothing. */
const WHOLE = new Set(["use", "options", "vpn", "leak", "shift", "trips", "accepts"])

function simplerOf(path: Path, value: unknown): Simpler | undefined {
  const key = String(path[path.length - 1])
  const only = onlyOf(path, value)
  if (only !== undefined) return (now) => (onlyOf(path, now) === undefined ? [] : [onlyOf(path, now)])
  if (isInstant(value)) return path[0] === "claims" || value.kind === "never" || value.kind === "ref" ? undefined : earlier
  if (key === "count") return fewer
  if (key === "per-day" || path[path.length - 2] === "per-day") return typeof value === "number" ? (now) => [1, Math.round(Number(now) / 2)].filter((next) => next > 0 && next < Number(now)) : undefined
  if (typeof value === "number" && value > 0 && value < 1 && path.some((word) => WHOLE.has(String(word)))) return (now) => (now === 1 ? [] : [1])
  if (path[0] === "orders" && path[2] === "through" && path.length === 4 && typeof value === "object") return (now) => (now === "obeys" ? [] : ["obeys"])
  if (path[0] === "sites" && path[2] === "fails" && path.length === 4) return brokenDown
  return USUAL[key] !== undefined && typeof value === "string" ? (now) => (now === USUAL[key] ? [] : [USUAL[key]]) : undefined
}

/** The one value of a record that is the same for everybody, such as a site for all regions. */
function onlyOf(path: Path, value: unknown): unknown {
  const key = String(path[path.length - 1])
  const names = Object.keys(mapOf(value))
  const byRegion = key === "relay" || key === "kept" || path[path.length - 2] === "copies"
  if (names.length !== 1 || !(byRegion || key === "per-day")) return undefined
  return byRegion || !names[0].includes(".") ? mapOf(value)[names[0]] : undefined
}

/** A fault that is a plain breakdown. */
const brokenDown: Simpler = (fault) => {
  const { from, until, what } = mapOf(fault)
  return what === "down" || until === undefined ? [] : [{ from, until, what: "down" }]
}

const fewer: Simpler = (value) => [1, Math.ceil(Number(value) / 2)].filter((next, i, all) => next < Number(value) && all.indexOf(next) === i)

/** Nearer to the first day; without a time of day. */
const earlier: Simpler = (value, { from }) => {
  const instant = mapOf(value)
  const days = daysBetween(from, String(instant.date))
  const date = (after: number) => dayAfter(from, after)
  const kept = { kind: "date", plus: { ms: 0, businessDays: 0 } }
  const plus = mapOf(instant.plus)
  const sooner = [1, Math.ceil(days / 2), days - 1].filter((next, i, all) => next >= 1 && next < days && all.indexOf(next) === i)
  return [
    ...sooner.map((after) => ({ ...kept, date: date(after) })),
    ...(instant.kind === "clock" ? [{ ...kept, date: instant.date }, ...sooner.map((after) => ({ ...instant, date: date(after) }))] : []),
    ...(plus.ms !== 0 || plus.businessDays !== 0 ? [{ ...instant, plus: { ms: 0, businessDays: 0 } }] : [])
  ]
}

/** A shorter run. */
const horizon: Slot = {
  path: ["until"],
  simpler: (now) => {
    const days = daysBetween(now.from, now.until)
    return [1, Math.ceil(days / 2), days - 1].filter((next, i, all) => next >= 1 && next < days && all.indexOf(next) === i).map((after) => ({ ...now, until: dayAfter(now.from, after) }))
  }
}

export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / DAY_MS)
}

/** The day so many days after a day, YYYY-MM-DD. */
export function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)
}

function walk(value: unknown, path: Path, visit: (path: Path, value: unknown) => void): void {
  if (path.length > 0) visit(path, value)
  if (isInstant(value) || typeof value !== "object" || value === null || path[0] === "variants" || path[0] === "sources") return
  if (Array.isArray(value)) listOf(value).forEach((item, i) => walk(item, [...path, i], visit))
  else for (const [key, one] of Object.entries(value)) walk(one, [...path, key], visit)
}

function at(tree: unknown, path: Path): unknown {
  return path.reduce((node, key) => (typeof node === "object" && node !== null ? (node as Tree)[key] : undefined), tree)
}

/** A copy with another value at a path. */
export function put(scenario: Scenario, path: Path, value: unknown): Scenario {
  const copied = (node: unknown, depth: number): unknown => {
    if (depth === path.length) return value
    const next = copied((node as Tree)[path[depth]], depth + 1)
    if (Array.isArray(node)) return node.map((item, i) => (i === path[depth] ? next : item))
    return { ...(node as Tree), [path[depth]]: next }
  }
  return copied(scenario, 0) as Scenario
}
