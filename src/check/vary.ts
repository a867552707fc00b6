/**
 * Worlds out of a scenario file: one of its variants as it stands, with fewer simulated people, and by chance other days, faults of
 * sites, trips, other values within what the file marks as a range, and another seed. A change that no file could state is left out.
 */
import { Schema } from "effect"
import { isBackedUp } from "../language/check/faults.ts"
import type { ScenarioFile } from "../language/file.ts"
import { hashString } from "../kernel/rng.ts"
import type { Gazetteer } from "../model/gazetteer.ts"
import type { Cohort } from "../model/people.ts"
import type { Place, SiteFailure } from "../model/places.ts"
import { Scenario } from "../model/scenario.ts"
import { DAY_MS, HOUR_MS } from "../world/zones.ts"
import { Draw } from "./draw.ts"
import { isInstant, type Key, listOf, mapOf, type Path, type Tree } from "./gone.ts"
import { isReadable, rawOf } from "./readable.ts"
import { dayAfter, daysBetween, put } from "./simpler.ts"
import type { Trial } from "./trial.ts"
import { mended } from "./without.ts"

/** Worlds of a file by number, and the variants that no world can be made of. */
export interface Varied {
  readonly trialOf: (number: number) => Trial | undefined
  readonly variants: ReadonlyArray<string>
  readonly leftOut: ReadonlyArray<string>
}

/** Messages of a world, about: people are simulated in so small a number. A promise needs no more, and a search needs many worlds. */
const MESSAGES = 5000
/** Days by which a date may move where the file does not say between which it lies. */
const DAYS = 3

const VARY = hashString("vary")

export function varied(file: ScenarioFile, gazetteer: Gazetteer): Varied {
  const bases = file.variantIds.map((id) => ({ id, scenario: prepared(file.base, file.variant(id)!.scenario, gazetteer) }))
  const readable = bases.filter(({ scenario }) => isReadable(scenario))
  const ranges = file.assumptions.flatMap(({ keys, range, value }) => (range === undefined ? [] : [{ keys, range, value }]))
  return {
    variants: readable.map(({ id }) => id),
    leftOut: bases.filter((base) => !readable.includes(base)).map(({ id }) => id),
    trialOf: (number) => {
      if (readable.length === 0) return undefined
      const draw = new Draw(number | 0, VARY)
      let { scenario } = draw.pick(readable)
      for (const one of draw.some(ranges, 0, 2)) scenario = withRange(scenario, one, draw)
      for (const path of draw.some(dates(scenario), 0, 3)) scenario = moved(scenario, path, draw)
      for (let i = draw.below(3); i > 0; i--) scenario = failing(scenario, draw)
      for (let i = draw.below(3); i > 0; i--) scenario = travelling(scenario, draw)
      return { scenario, seed: draw.word() >>> 0 }
    }
  }
}

/** The variant by itself: what is off is gone, what is on happens, places are coordinates, people are few. */
export function prepared(base: Scenario, variant: Scenario, gazetteer: Gazetteer): Scenario {
  const happens = <T extends object>(section: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(section).map(([id, one]) => [id, { ...one, hypothetical: false }]))
  const alone = { ...variant, claims: [], variants: {}, orders: happens(variant.orders), answers: happens(variant.answers), events: happens(variant.events) }
  const { baseline: _baseline, ...whole } = mended(base as unknown as Tree, alone as unknown as Tree) as unknown as Scenario
  return few(located(whole as Scenario, gazetteer))
}

function located(scenario: Scenario, gazetteer: Gazetteer): Scenario {
  const at = (place: Place | undefined, country: string): { readonly place?: Place } => {
    if (typeof place !== "string") return place === undefined ? {} : { place }
    const town = gazetteer(place, country)
    return town === undefined ? {} : { place: { lat: town.lat, lon: town.lon } }
  }
  const placed = <T extends { readonly place?: Place | undefined }>({ place, ...rest }: T, country: string): T => ({ ...rest, ...at(place, country) }) as unknown as T
  const countries = Object.entries(scenario.countries).map(([code, country]) => {
    const territories = country.territories === undefined ? {} : { territories: Object.fromEntries(Object.entries(country.territories).map(([part, one]) => [part, placed(one, code)])) }
    return [code, { ...placed(country, code), ...territories }]
  })
  return { ...scenario, countries: Object.fromEntries(countries), sites: Object.fromEntries(Object.entries(scenario.sites).map(([id, site]) => [id, placed(site, site.country)])) }
}

/** Fewer simulated people for the same real ones. */
function few(scenario: Scenario): Scenario {
  const days = daysBetween(scenario.from, scenario.until) + 1
  const expected = Object.values(scenario.people).reduce((sum, cohort) => sum + days * simulatedOf(cohort) * perDay(cohort), 0)
  const factor = Math.min(1, MESSAGES / Math.max(1, expected))
  const fewer = (count: number, least: number) => Math.min(count, Math.max(least, Math.round(count * factor)))
  const people = Object.entries(scenario.people).map(([id, cohort]): [string, Cohort] => {
    const count = cohort.count ?? (cohort.present?.count === undefined ? simulatedOf(cohort) : undefined)
    const real = cohort["stands-for"] ?? (cohort.count === undefined ? cohort.present?.stock : undefined) ?? count ?? cohort.present?.count
    const present = cohort.present?.count === undefined ? {} : { present: { ...cohort.present, count: fewer(cohort.present.count, 1) } }
    return [id, { ...cohort, ...(count === undefined ? {} : { count: fewer(count, 3) }), ...(real === undefined ? {} : { "stands-for": real }), ...present }]
  })
  return factor === 1 ? scenario : { ...scenario, people: Object.fromEntries(people) }
}

function simulatedOf({ count, present, "stands-for": real }: Cohort): number {
  return count ?? present?.count ?? Math.max(1, Math.round(present?.stock ?? real ?? 1))
}

function perDay({ use, writes }: Cohort): number {
  const rate = writes?.["per-day"] ?? 0
  if (typeof rate === "number") return rate * Object.values(use).reduce((sum, share) => sum + share, 0)
  return Object.entries(rate).reduce((sum, [word, each]) => sum + each * (use[word.split(".")[0]] ?? 0), 0)
}

/** The scenario where a file could state it, else the one before. */
function ifReadable(next: Scenario | undefined, before: Scenario): Scenario {
  return next !== undefined && isReadable(next) ? next : before
}

interface Range {
  readonly keys: ReadonlyArray<Key>
  readonly range: readonly [unknown, unknown]
  readonly value: unknown
}

/** Another value within the range. Where shares must add up, the one beside it gives or takes. */
function withRange(scenario: Scenario, { keys, range, value }: Range, draw: Draw): Scenario {
  const raw = rawOf(scenario)
  const next = between(range[0], range[1], draw)
  if (raw === undefined || next === undefined || valueAt(raw, keys) === undefined) return scenario
  const changed = replaced(raw, keys, next)
  const first = decoded(changed)
  if (first !== undefined && isReadable(first)) return first
  const [share, was] = [percentOf(next), percentOf(value)]
  const beside = valueAt(raw, keys.slice(0, -1))
  const other = Object.entries(mapOf(beside)).find(([key, one]) => key !== keys[keys.length - 1] && percentOf(one) !== undefined)
  if (share === undefined || was === undefined || other === undefined) return scenario
  const given = percentOf(other[1])! + was - share
  return given < 0 || given > 100 ? scenario : ifReadable(decoded(replaced(changed, [...keys.slice(0, -1), other[0]], `${Number(given.toFixed(6))} %`)), scenario)
}

function percentOf(value: unknown): number | undefined {
  const found = typeof value === "string" ? /^(\d+(?:\.\d+)?) ?%$/.exec(value) : null
  return found === null ? undefined : Number(found[1])
}

/** Dates between dates, numbers between numbers, with one unit where they have one; else one of the two ends. */
export function between(low: unknown, high: unknown, draw: Draw): unknown {
  if (typeof low === "number" && typeof high === "number") return Number.isInteger(low) && Number.isInteger(high) ? draw.between(Math.min(low, high), Math.max(low, high)) : Number((low + ((high - low) * draw.below(101)) / 100).toFixed(6))
  if (typeof low !== "string" || typeof high !== "string") return draw.pick([low, high])
  if (isDate(low) && isDate(high)) return dayAfter(low, draw.between(0, Math.max(0, daysBetween(low, high))))
  const [a, b] = [low, high].map((text) => /^(-?\d+(?:\.\d+)?)( ?\D*)$/.exec(text))
  if (a === null || b === null || a[2] !== b[2]) return draw.pick([low, high])
  return `${String(between(Number(a[1]), Number(b[1]), draw))}${a[2]}`
}

const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text)

function decoded(raw: unknown): Scenario | undefined {
  const read = Schema.decodeUnknownEither(Scenario)(raw)
  return read._tag === "Right" ? read.right : undefined
}

function valueAt(tree: unknown, keys: ReadonlyArray<Key>): unknown {
  return keys.reduce((node, key) => (typeof node === "object" && node !== null ? (node as Tree)[key] : undefined), tree)
}

function replaced(node: unknown, keys: ReadonlyArray<Key>, value: unknown): unknown {
  if (keys.length === 0) return value
  const [key, ...rest] = keys
  if (Array.isArray(node)) return node.map((item, i) => (i === key ? replaced(item, rest, value) : item))
  return { ...mapOf(node), [key]: replaced(mapOf(node)[key], rest, value) }
}

/** Where the dates stand at which something happens. */
function dates(scenario: Scenario): ReadonlyArray<Path> {
  const found: Array<Path> = []
  const walk = (value: unknown, path: Path): void => {
    if (isInstant(value)) {
      if (value.kind === "date" || value.kind === "clock") found.push(path)
    } else if (Array.isArray(value)) listOf(value).forEach((item, i) => walk(item, [...path, i]))
    else for (const [key, one] of Object.entries(mapOf(value))) walk(one, [...path, key])
  }
  for (const section of ["sites", "people", "orders", "answers", "events"] as const) walk(scenario[section], [section])
  return found
}

/** A date some days sooner or later: within its range, where a step has one. */
function moved(scenario: Scenario, path: Path, draw: Draw): Scenario {
  const instant = mapOf(valueAt(scenario, path))
  const range = listOf(mapOf(valueAt(scenario, path.slice(0, -1))).range)
  const within = range.length === 2 && range.every((end) => typeof end === "string" && isDate(end)) ? String(between(range[0], range[1], draw)) : dayAfter(String(instant.date), draw.between(-DAYS, DAYS))
  return ifReadable(put(scenario, path, { ...instant, date: within }), scenario)
}

/** Something is wrong with a site for some hours. */
function failing(scenario: Scenario, draw: Draw): Scenario {
  const ids = Object.keys(scenario.sites)
  if (ids.length === 0) return scenario
  const id = draw.pick(ids)
  const days = daysBetween(scenario.from, scenario.until)
  const day = draw.between(0, days)
  const clock = (after: number, hour: number) => ({ kind: "clock" as const, date: dayAfter(scenario.from, after), minute: 60 * hour, zone: "UTC", plus: { ms: 0, businessDays: 0 } })
  const from = clock(day, draw.below(12))
  const span = { from, until: clock(day + draw.below(3), 12 + draw.below(12)) }
  const others = ids.filter((other) => other !== id)
  const kinds: ReadonlyArray<SiteFailure> = [
    ...(["down", "unreachable", "paused", "deaf", "mute", "wiped"] as const).map((what) => ({ ...span, what })),
    ...(others.length === 0 ? [] : [{ ...span, what: draw.pick(["unreachable", "deaf", "mute"] as const), with: [draw.pick(others)] }]),
    { ...span, what: "slow", adds: draw.pick([HOUR_MS / 6, HOUR_MS]), ...(draw.chance(50) ? { share: 0.5 } : {}) },
    { ...span, what: "lossy", share: draw.pick([0.2, 0.5]) },
    { ...span, what: "doubling", share: 0.5 },
    { ...span, what: "clock", off: draw.pick([-DAY_MS, -HOUR_MS, HOUR_MS, DAY_MS]) },
    ...(isBackedUp(scenario, id) ? [{ from, what: "restored" as const, ...(draw.chance(50) ? { age: draw.pick([DAY_MS, 2 * DAY_MS]) } : {}) }] : [])
  ]
  const fault = draw.pick(kinds)
  return ifReadable(put(scenario, ["sites", id, "fails"], [...(scenario.sites[id].fails ?? []), fault]), scenario)
}

/** People go to another country for some days, by the ways that they have, or by Wi-Fi. */
function travelling(scenario: Scenario, draw: Draw): Scenario {
  const ids = Object.entries(scenario.people).filter(([, cohort]) => cohort.present === undefined).map(([id]) => id)
  const places = Object.entries(scenario.countries).filter(([, country]) => country.timezone !== undefined).map(([code]) => code)
  if (ids.length === 0 || places.length === 0) return scenario
  const [id, to] = [draw.pick(ids), draw.pick(places)]
  const day = draw.between(0, daysBetween(scenario.from, scenario.until))
  const date = (after: number) => ({ kind: "date" as const, date: dayAfter(scenario.from, after), plus: { ms: 0, businessDays: 0 } })
  const trip = { to, from: date(day), until: date(day + draw.between(0, 6)), ...(draw.chance(50) ? {} : { reach: { wifi: 1 } }) }
  return ifReadable(put(scenario, ["people", id, "trips"], [...(scenario.people[id].trips ?? []), trip]), scenario)
}
