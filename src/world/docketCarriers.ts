/** Which carriers carry an order out, each at its own time: its `through`. */
import type { Obedience, Order } from "../model/orders.ts"
import type { Scenario } from "../model/scenario.ts"
import type { Course } from "./docketCourse.ts"
import { type Happened, instantMs } from "./docketInstants.ts"
import { intersect, type Interval, union } from "./docketIntervals.ts"
import { carriersAt, carriersOf, type Sale } from "./owners.ts"
import type { Clock } from "./zones.ts"

/** A carrier that obeys, when, and for what share of its lines. */
export interface Carrying {
  readonly carrier: string
  readonly intervals: ReadonlyArray<Interval>
  readonly share: number
}

/** When each carrier begins and ceases to carry an act out [ms]; what has no end, or was before the run for ever, has no instant. */
export function carryingTurns(act: { readonly carriers?: ReadonlyArray<Carrying> }): ReadonlyArray<{ readonly carrier: string; readonly atMs: number }> {
  return (act.carriers ?? []).flatMap(({ carrier, intervals }) => intervals.flatMap(({ fromMs, untilMs }) => [fromMs, untilMs].filter(Number.isFinite).map((atMs) => ({ carrier, atMs }))))
}

/** A number in [0, 1) that hangs on cause and key alone. */
export type Draw = (cause: string, key: string) => number

/** Those that obey an order in the intervals in which it is in force, of `stores` too where apps are what it is about; undefined: the state's own hand, at everybody. */
export type Obeying = (course: Course, order: Order, inForce: ReadonlyArray<Interval>, places: ReadonlyArray<string>, stores?: ReadonlyArray<string>) => ReadonlyArray<Carrying> | undefined

export function obeying(scenario: Scenario, clock: Clock, happened: Happened, draw: Draw, sales: ReadonlyArray<Sale> = []): Obeying {
  return (course, order, inForce, places, stores = []) => {
    if (order.through === undefined) return undefined
    const named = order.through
    const meant: Array<Meant> = []
    for (const span of spansOf(sales)) {
      const owned = ownedBy(named, carriersAt(scenario.carriers, sales, span.fromMs))
      for (const name of Object.keys(named)) {
        for (const carrier of name === "others" ? [...othersIn(places, { ...named, ...owned }, scenario), ...stores.filter((store) => named[store] === undefined), "others"] : (owned[name] ?? [name])) {
          const before = meant.find((one) => one.carrier === carrier && one.name === name)
          if (before === undefined) meant.push({ carrier, name, spans: [span] })
          else before.spans = union([...before.spans, span])
        }
      }
    }
    const carrying = meant.flatMap(({ carrier, name, spans }) => carried(carrier, named[name], intersect(inForce, spans), course, clock, happened, draw) ?? [])
    return joined(carrying.filter(({ intervals }) => intervals.length > 0))
  }
}

/** A carrier that is meant by a name, for as long as it is. */
interface Meant {
  readonly carrier: string
  readonly name: string
  spans: ReadonlyArray<Interval>
}

/** Spans in which no network changes hands. */
function spansOf(sales: ReadonlyArray<Sale>): ReadonlyArray<Interval> {
  const turns = [-Infinity, ...new Set(sales.map(({ atMs }) => atMs))].sort((a, b) => a - b)
  return turns.map((fromMs, i) => ({ fromMs, untilMs: turns[i + 1] ?? Infinity }))
}

/** A carrier that obeys first under one owner and then under another does so without a break. */
function joined(carrying: ReadonlyArray<Carrying>): ReadonlyArray<Carrying> {
  const whole: Array<Carrying> = []
  for (const one of carrying) {
    const at = whole.findIndex((other) => other.carrier === one.carrier && other.share === one.share)
    if (at < 0) whole.push(one)
    else whole[at] = { ...one, intervals: union([...whole[at].intervals, ...one.intervals]) }
  }
  return whole
}

/** For each owner named, his carriers that are not named themselves; and for each of those the same, that they are no others. */
function ownedBy(named: Readonly<Record<string, unknown>>, all: Scenario["carriers"]): Readonly<Record<string, ReadonlyArray<string>>> {
  const owned: Record<string, ReadonlyArray<string>> = {}
  for (const name of Object.keys(named)) {
    const carriers = carriersOf(name, all).filter((carrier) => carrier === name || (named[carrier] === undefined && owned[carrier] === undefined))
    if (carriers.some((carrier) => carrier !== name)) owned[name] = carriers
    for (const carrier of carriers) if (carrier !== name) owned[carrier] = [carrier]
  }
  return owned
}

/** Carriers of the countries of the places that `through` does not name. `others` itself stands for lines of which no carrier is known. */
function othersIn(places: ReadonlyArray<string>, named: Readonly<Record<string, unknown>>, scenario: Scenario): ReadonlyArray<string> {
  const countries = new Set(places.map((place) => place.slice(0, 2)))
  return Object.entries(scenario.carriers).filter(([id, carrier]) => named[id] === undefined && (places.length === 0 || countries.has(carrier.country))).map(([id]) => id)
}

function carried(carrier: string, obedience: typeof Obedience.Type, inForce: ReadonlyArray<Interval>, course: Course, clock: Clock, happened: Happened, draw: Draw): Carrying | undefined {
  if (obedience === "refuses") return undefined
  if (obedience === "obeys") return { carrier, intervals: inForce, share: 1 }
  const { after = 0, from, until, share = 1 } = obedience
  const fromMs = from === undefined ? -Infinity : instantMs(from, "start", course.issuer, clock, happened)
  const untilMs = until === undefined ? Infinity : (instantMs(until, "end", course.issuer, clock, happened) ?? Infinity)
  if (fromMs === undefined || share === 0) return undefined
  const lagMs = typeof after === "number" ? after : after[0] + (after[1] - after[0]) * draw("obedience", `${course.id}/${carrier}`)
  const late = inForce.map((i) => ({ fromMs: i.fromMs + lagMs, untilMs: i.untilMs })).filter((i) => i.fromMs < i.untilMs)
  return { carrier, intervals: intersect(late, [{ fromMs, untilMs }]), share }
}
