/** What the checks of all sections share: the scenario, the names that exist in its file, and where findings go. */
import type { Gazetteer } from "../../model/gazetteer.ts"
import type { Scenario } from "../../model/scenario.ts"
import { codeHint } from "../codes.ts"
import { didYouMean, listed, nearest } from "../nearest.ts"
import { SUBDIVISIONS } from "../../model/ids.ts"
import { isMap, type Key, type Origins, type RawMap, valueAt } from "../origins.ts"
import { type Problem, pathText } from "../problem.ts"

export interface Checked {
  readonly scenario: Scenario
  /** The tree that was decoded. */
  readonly tree: RawMap
  readonly origins: Origins
  /** The whole tree of the file, hypothetical parts too: what it names exists, though a variant may have it switched off. */
  readonly raw: RawMap
  readonly part: "file" | "variant"
  readonly gazetteer: Gazetteer | undefined
  readonly zones: ReadonlySet<string> | undefined
  /** Paths of the language that were left out since they are broken: nothing is told that rests on them. */
  readonly left: ReadonlyArray<string>
}

export interface More {
  readonly expected?: string | undefined
  readonly hint?: string | undefined
  readonly on?: "key" | "value"
  readonly rests?: ReadonlyArray<ReadonlyArray<Key>>
}

/** Traffic that no service is named for. */
const TRAFFIC = ["all", "data", "voice", "sms", "international"]

type Section = "sources" | "countries" | "carriers" | "providers" | "sites" | "services" | "people" | "orders" | "answers" | "events" | "variants"

export class Check {
  readonly problems: Problem[] = []
  readonly scenario: Scenario
  private readonly names = new Map<Section, ReadonlySet<string>>()
  constructor(readonly input: Checked) {
    this.scenario = input.scenario
  }

  /** The names of a section, as the whole file has them. */
  known(section: Section): ReadonlySet<string> {
    const cached = this.names.get(section)
    if (cached !== undefined) return cached
    const both = [this.input.raw[section], this.input.tree[section]].flatMap((map) => (isMap(map) ? Object.keys(map) : []))
    const names = new Set(both)
    this.names.set(section, names)
    return names
  }

  error(keys: ReadonlyArray<Key>, message: string, more: More = {}): void {
    this.tell("error", keys, message, more)
  }

  note(keys: ReadonlyArray<Key>, message: string, more: More = {}): void {
    this.tell("note", keys, message, more)
  }

  /** A name that must be one of those known; `what` says of what. */
  name(keys: ReadonlyArray<Key>, name: string, what: string, known: Iterable<string>, on: "key" | "value" = "value"): boolean {
    const names = new Set(known)
    if (names.has(name)) return true
    this.error(keys, `there is no ${what} "${name}"`, { expected: `one of: ${listed(names)}`, hint: didYouMean(name, names), on })
    return false
  }

  /** A country that must be described: it holds people, SIMs, sites or packets. Territories stand for their country. */
  country(keys: ReadonlyArray<Key>, code: string, holds: string, on: "key" | "value" = "value"): boolean {
    const known = this.known("countries")
    const state = code.slice(0, 2)
    if (!known.has(state)) {
      this.error(keys, `"${state}" is not in countries, and ${holds}`, { expected: `one of: ${listed(known)}`, hint: codeHint(state, known) ?? `add ${state}: { timezone: ..., place: ... } to countries`, on })
      return false
    }
    return this.territory(keys, code, on)
  }

  /** A territory that is declared, or has an ISO 3166-2 code. */
  territory(keys: ReadonlyArray<Key>, code: string, on: "key" | "value" = "value"): boolean {
    if (code.length === 2 || SUBDIVISIONS.has(code)) return true
    const declared = Object.values(this.scenario.countries).flatMap((c) => Object.keys(c.territories ?? {}))
    if (declared.includes(code)) return true
    const siblings = [...SUBDIVISIONS].filter((s) => s.startsWith(code.slice(0, 3)))
    this.error(keys, `there is no territory "${code}"`, { expected: "an ISO 3166-2 code, or one declared in the territories of its country", hint: didYouMean(code, [...declared, ...siblings]), on, rests: [["countries", code.slice(0, 2)]] })
    return false
  }

  /** Providers and carriers. */
  parties(): ReadonlySet<string> {
    return new Set([...this.known("providers"), ...this.known("carriers")])
  }

  /** Target lists that cohorts are on. */
  lists(): ReadonlySet<string> {
    return new Set(Object.values(this.scenario.people).flatMap((cohort) => cohort.list ?? []))
  }

  /** Options of services, alone and behind their service. */
  options(): ReadonlySet<string> {
    return new Set(Object.entries(this.scenario.services).flatMap(([id, service]) => Object.keys(service.options ?? {}).flatMap((option) => [option, `${id}.${option}`])))
  }

  /** `vault` or `messenger.vault`. */
  option(keys: ReadonlyArray<Key>, name: string, on: "key" | "value" = "value", more: Iterable<string> = []): void {
    this.name(keys, name, "option", [...this.options(), ...more], on)
  }

  /** What people can be asked: an option, a service, or what an act of the file asks for. */
  asked(keys: ReadonlyArray<Key>, name: string): void {
    const asks = new Set<string>()
    const walk = (node: unknown): void => {
      if (Array.isArray(node)) node.forEach(walk)
      else if (isMap(node)) {
        for (const [key, value] of Object.entries(node)) {
          if (key === "ask" && isMap(value) && typeof value.for === "string") asks.add(value.for)
          walk(value)
        }
      }
    }
    for (const section of ["orders", "answers", "events"]) walk(this.input.raw[section])
    const people = Object.values(this.scenario.people).flatMap((cohort) => (typeof cohort.accepts === "object" ? Object.keys(cohort.accepts) : []))
    // What an act asks for defines itself, unless an option of nearly that name makes it a slip.
    if (asks.has(name) && nearest(name, this.options()) === undefined) return
    this.name(keys, name, "option or question", [...this.options(), ...this.known("services"), ...people, ...(keys.includes("ask") ? [] : asks)])
  }

  /** A service, `service.class`, `service.feature`, `service.option`, `service.relay`, or traffic of a kind. */
  word(keys: ReadonlyArray<Key>, word: string, verb = ""): void {
    if (TRAFFIC.includes(word)) return
    const [service, ...rest] = word.split(".")
    const services = this.known("services")
    if (!services.has(service)) {
      const whole = this.words()
      this.error(keys, `"${word}" names nothing`, { expected: `a service (${listed(services)}), service.class, service.feature, service.option, or ${verb === "open" || verb === "place" ? "service.relay" : TRAFFIC.join(", ")}`, hint: didYouMean(word, whole) })
      return
    }
    const parts = rest.join(".")
    const described = this.scenario.services[service]
    if (parts === "" || described === undefined) return
    const known = [...Object.keys(described.classes), ...(described.features ?? []), ...Object.keys(described.options ?? {}), "relay"]
    if (!known.includes(parts)) this.error(keys, `the service ${service} has no "${parts}"`, { expected: `one of: ${listed(known)}`, hint: didYouMean(parts, known), rests: [["services", service]] })
  }

  private words(): ReadonlyArray<string> {
    return [...TRAFFIC, ...Object.entries(this.scenario.services).flatMap(([id, s]) => [id, ...[...Object.keys(s.classes), ...(s.features ?? []), ...Object.keys(s.options ?? {})].map((part) => `${id}.${part}`)])]
  }

  /** An IANA time zone, as far as a table of zones is at hand. */
  zone(keys: ReadonlyArray<Key>, name: string): void {
    const zones = this.input.zones
    if (zones === undefined || zones.has(name)) return
    this.error(keys, `there is no time zone "${name}"`, { expected: "an IANA time zone, such as Europe/Paris or UTC", hint: didYouMean(name, zones) })
  }

  /** Path of a list's entry; of the value itself where it was written without a list. */
  entry(keys: ReadonlyArray<Key>, row: number, single: boolean): ReadonlyArray<Key> {
    return row < 0 || (single && !Array.isArray(valueAt(this.input.tree, keys))) ? keys : [...keys, row]
  }

  private tell(severity: "error" | "note", keys: ReadonlyArray<Key>, message: string, more: More): void {
    const paths = [keys, ...(more.rests ?? [])].map((k) => pathText(this.input.tree, k))
    if (paths.some((path) => this.input.left.some((left) => touches(path, left)))) return
    this.problems.push({ severity, keys, on: more.on ?? "value", message, expected: more.expected, hint: more.hint })
  }
}

/** Whether one path leads to the other or to something above it. */
function touches(a: string, b: string): boolean {
  return a === b || a === "" || b === "" || begins(a, b) || begins(b, a)
}

function begins(path: string, start: string): boolean {
  return path.startsWith(start) && (path[start.length] === "." || path[start.length] === "[")
}
