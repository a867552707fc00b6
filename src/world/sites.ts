/** Sites as rows: machines in one place, truly in a country, run by somebody. */
import { hash4, hashString, uniform } from "../kernel/rng.ts"
import type { Gazetteer } from "../model/gazetteer.ts"
import { JURISDICTIONS } from "../model/ids.ts"
import type { Fault, Site } from "../model/places.ts"
import type { Scenario } from "../model/scenario.ts"
import type { Carriers } from "./carriers.ts"
import { type Coordinates, coordinatesOf } from "./geography.ts"
import type { Backup } from "./backups.ts"
import type { SiteFault } from "./faults.ts"
import { plainInstantMs } from "./instants.ts"
import type { Interval } from "./docketIntervals.ts"
import type { Clock } from "./zones.ts"

export type OperatorKind = "provider" | "partner" | "carrier" | "customer" | "state"

export interface SiteRow extends Coordinates {
  readonly row: number
  readonly name: string
  readonly spec: Site
  readonly country: string
  readonly operator: string
  readonly operatorKind: OperatorKind
  /** Fixed carrier by which it is connected. */
  readonly carrier: string | undefined
  /** When it has broken down, when it runs and cannot be reached over any network, and when by its own dates it does not run [ms]. */
  readonly failing: ReadonlyArray<Interval>
  readonly cutOff: ReadonlyArray<Interval>
  readonly off: ReadonlyArray<Interval>
  /** When its disks have been lost, and it is down; instants at which its first copies are set back to their backups; when its clock is so far ahead [ms]. */
  readonly wiped: ReadonlyArray<Interval>
  readonly setBack: ReadonlyArray<number>
  /** Those of them at which it is set back to an old backup. */
  readonly backups: ReadonlyArray<Backup>
  readonly clocks: ReadonlyArray<Interval & { readonly offMs: number }>
  /** All else that is wrong with it. */
  readonly faults: ReadonlyArray<SiteFault>
  readonly secondsPerMessage: number
  readonly bitsPerSecond: number
}

export function sitesOf(scenario: Scenario, clock: Clock, carriers: Carriers, gazetteer: Gazetteer): ReadonlyArray<SiteRow> {
  return Object.entries(scenario.sites).map(([name, spec], row) => {
    const at = coordinatesOf(spec.place ?? scenario.countries[spec.country]?.place, spec.country, `sites.${name}.place`, gazetteer)
    const faults = faultsOf(name, spec, clock, Object.keys(scenario.sites))
    const off: Array<Interval> = []
    if (spec.starts !== undefined) off.push({ fromMs: Number.NEGATIVE_INFINITY, untilMs: plainInstantMs(clock, spec.starts, "start", spec.country) })
    if (spec.stops !== undefined) off.push({ fromMs: plainInstantMs(clock, spec.stops, "start", spec.country), untilMs: Number.POSITIVE_INFINITY })
    return {
      row,
      name,
      spec,
      country: spec.country,
      operator: spec.operator,
      operatorKind: operatorKindOf(spec.operator, scenario),
      lat: at.lat,
      lon: at.lon,
      carrier: carriers.pick(spec.country, "fixed", uniform(hash4(hashString(name), hashString("carrier"), 0, 0))),
      failing: intervalsOf(faults, "down", "wiped"),
      cutOff: intervalsOf(faults, "unreachable"),
      off,
      wiped: intervalsOf(faults, "wiped"),
      setBack: intervalsOf(faults, "restored").map(({ fromMs }) => fromMs),
      backups: faults.flatMap(({ what, fromMs, ageMs }) => (what === "restored" && ageMs > 0 ? [{ madeMs: fromMs - ageMs, backMs: fromMs }] : [])),
      clocks: faults.flatMap(({ what, fromMs, untilMs, offMs }) => (what === "clock" ? [{ fromMs, untilMs, offMs }] : [])),
      faults: faults.filter(({ what, with: others }) => HINDERING.has(what) || others.length > 0),
      secondsPerMessage: spec.capacity?.messagesPerSecond === undefined ? 0 : 1 / spec.capacity.messagesPerSecond,
      bitsPerSecond: spec.capacity?.bitsPerSecond ?? Number.POSITIVE_INFINITY
    }
  })
}

/** Faults by which a site hinders what passes it, besides a breakdown and a cut. */
const HINDERING: ReadonlySet<Fault> = new Set<Fault>(["paused", "deaf", "mute", "slow", "lossy", "doubling"])

/** The number of a fault among those of its kind at the site is part of its key: others beside it change no draw. */
function faultsOf(name: string, spec: Site, clock: Clock, sites: ReadonlyArray<string>): ReadonlyArray<SiteFault> {
  const fails = spec.fails ?? []
  return fails.map((f, i) => ({
    what: f.what,
    fromMs: plainInstantMs(clock, f.from, "start", spec.country),
    untilMs: f.until === undefined ? Number.POSITIVE_INFINITY : plainInstantMs(clock, f.until, "end", spec.country),
    with: (f.with ?? []).map((other) => sites.indexOf(other)).filter((row) => row >= 0),
    addsMs: f.adds ?? 0,
    offMs: f.off ?? 0,
    ageMs: f.age ?? 0,
    share: f.share ?? 1,
    key: hash4(hashString(name), hashString(f.what), fails.slice(0, i).filter((other) => other.what === f.what).length, 0)
  }))
}

function intervalsOf(faults: ReadonlyArray<SiteFault>, ...what: ReadonlyArray<Fault>): ReadonlyArray<Interval> {
  return faults.flatMap((fault) => (what.includes(fault.what) && fault.with.length === 0 ? [{ fromMs: fault.fromMs, untilMs: fault.untilMs }] : []))
}

export function operatorKindOf(operator: string, scenario: Pick<Scenario, "providers" | "carriers">): OperatorKind {
  if (operator === "customer") return "customer"
  if (operator in scenario.providers) return "provider"
  if (operator in scenario.carriers) return "carrier"
  return JURISDICTIONS.has(operator) ? "state" : "partner"
}

/** The same seen from a service: a company that is not its provider is a partner. */
export function kindSeenFrom(provider: string | undefined, operator: string, scenario: Pick<Scenario, "providers" | "carriers">): OperatorKind {
  const kind = operatorKindOf(operator, scenario)
  return kind === "provider" && operator !== provider ? "partner" : kind
}
