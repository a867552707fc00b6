/** Rules: what an act makes a point do. One act gives a rule for each carrier that obeys it; each has its own times. */
import { hashString } from "../kernel/rng.ts"
import type { Block, First, Leak, Of, Point } from "../model/acts.ts"
import type { Lets } from "../model/orders.ts"
import type { DatedAct } from "./docket.ts"
import { intersect, type Interval } from "./docketIntervals.ts"
import type { Reason } from "./reasons.ts"
import type { Clock } from "./zones.ts"

export interface Rule {
  readonly row: number
  readonly act: number
  readonly kind: "refuse" | "slow"
  /** What it gives as its reason, where the point does not say. */
  readonly reason?: Reason
  readonly at: ReadonlyArray<Point>
  readonly places: ReadonlyArray<string>
  /** Territories in which another rule of the act stands, since they have a clock of their own. */
  readonly apart?: ReadonlyArray<string>
  /** The carrier that carries it out; undefined: everybody at the point, `others`: where no carrier is known. */
  readonly carrier: string | undefined
  readonly what: ReadonlyArray<string>
  readonly of: Of | undefined
  readonly except: { readonly what?: ReadonlyArray<string> | undefined; readonly of?: Of | undefined; readonly in?: ReadonlyArray<string> | undefined } | undefined
  readonly match: "name" | "address" | "traffic"
  readonly leaks: ReadonlyArray<{ readonly share: number; readonly by: (typeof Leak.Type)["by"]; readonly key: number }>
  readonly first: typeof First.Type | undefined
  readonly bitsPerSecond: number
  readonly issuer: string | undefined
  readonly lets: ReadonlyArray<{ readonly lets: Lets; readonly fromMs: number; readonly untilMs: number }>
  /** Key of the draws of those whom an eased order lets pass. */
  readonly easedKey: number
  /** When it is in force [ms], daily windows cut out. */
  readonly intervals: ReadonlyArray<Interval>
}

export function rulesOf(act: DatedAct, actRow: number, firstRow: number, clock: Clock, horizonMs: number): ReadonlyArray<Rule> {
  const body = act.act.block ?? act.act.slow
  if (body === undefined) return []
  const rules: Array<Rule> = []
  const carriers = act.carriers ?? [{ carrier: undefined, intervals: act.intervals, share: 1 }]
  for (const through of carriers) {
    const shared = intersect(act.intervals, through.intervals)
    const clocked: ReadonlyArray<Clocked> = body.daily === undefined ? [{ places: act.inPlaces, apart: [], clockPlace: undefined }] : byClock(act.inPlaces, body.of, clock)
    for (const { places, apart, clockPlace } of clocked) {
      const intervals = body.daily === undefined ? shared : intersect(shared, dailyOf(body.daily, clockPlace, clock, horizonMs))
      if (intervals.length === 0) continue
      const leaks = [
        ...(body.leak === undefined ? [] : [{ share: body.leak.share, by: body.leak.by, key: hashString(`${act.path} leak`) }]),
        ...(through.share < 1 ? [sparing(act, through.carrier!, through.share)] : [])
      ]
      rules.push({
        row: firstRow + rules.length,
        act: actRow,
        kind: act.verb === "slow" ? "slow" : "refuse",
        at: body.at,
        places,
        apart,
        carrier: through.carrier,
        what: body.what ?? ["all"],
        of: body.of,
        except: body.except as Rule["except"],
        match: body.match,
        leaks,
        first: body.first,
        bitsPerSecond: "rate" in body ? (body.rate as number) : 0,
        issuer: act.issuer,
        lets: act.lets,
        easedKey: hashString(`${act.path} eased`),
        intervals
      })
    }
  }
  return rules
}

/** Points that stand with a carrier's own network: none of them passes anything while it is stopped. Its subscribers' register is one. */
const OF_NETWORK: ReadonlyArray<Point> = ["subscription", "radio", "attach", "gateway", "fixed", "satellite", "national-internet"]

/** What an act that stops carriers makes of their points, as far as they obey it; a later start ends it before its time. */
export function stopRulesOf(act: DatedAct, actRow: number, firstRow: number, carriers: Readonly<Record<string, unknown>>): ReadonlyArray<Rule> {
  const stopped = (act.act.stop?.at ?? []).filter((name) => carriers[name] !== undefined).map((carrier) => ({ carrier, ...obedienceOf(act, carrier) }))
  return stopped.filter(({ intervals }) => intervals.length > 0).map(({ carrier, intervals, share }, i) => ({
    row: firstRow + i,
    act: actRow,
    kind: "refuse",
    reason: "blocked",
    at: OF_NETWORK,
    places: [],
    carrier,
    what: act.act.stop!.what ?? ["all"],
    of: undefined,
    except: undefined,
    match: act.act.stop!.what === undefined ? "traffic" : "name",
    leaks: share < 1 ? [sparing(act, carrier, share)] : [],
    first: undefined,
    bitsPerSecond: 0,
    issuer: act.issuer,
    lets: act.lets,
    easedKey: hashString(`${act.path} eased`),
    intervals
  }))
}

/** Lines on which a carrier does not obey: drawn for the order, so that all its acts spare the same ones. */
export function sparing(act: DatedAct, carrier: string, share: number): Rule["leaks"][number] {
  return { share: 1 - share, by: "line", key: hashString(`${act.order ?? act.path} ${carrier} share`) }
}

/** When, and for what share of its lines, a carrier carries an act out: always, where the state's own hand does. */
function obedienceOf(act: DatedAct, carrier: string): { readonly intervals: ReadonlyArray<Interval>; readonly share: number } {
  if (act.carriers === undefined) return { intervals: act.intervals, share: 1 }
  const own = act.carriers.find((one) => one.carrier === carrier)
  return { intervals: own === undefined ? [] : intersect(act.intervals, own.intervals), share: own?.share ?? 1 }
}

/** Where a rule stands, and whose clock its daily windows run on. */
interface Clocked {
  readonly places: ReadonlyArray<string>
  readonly apart: ReadonlyArray<string>
  readonly clockPlace: string | undefined
}

/**
 * A daily window runs on the clock of each place, so each place has its own rule then: a territory with its own clock, and the
 * rest of its country. Of those who are in one such territory alone, its clock is meant wherever the point stands.
 */
function byClock(inPlaces: ReadonlyArray<string>, of: Of | undefined, clock: Clock): ReadonlyArray<Clocked> {
  const present = of === undefined || of === "all" ? [] : of.map((clause) => (clause.present?.length === 1 ? clause.present[0] : undefined))
  const only = present.length > 0 && present.every((place) => place === present[0]) ? present[0] : undefined
  return (inPlaces.length === 0 ? clock.countryCodes : inPlaces).flatMap((place) => {
    const apart = clock.territoriesWithClock(place)
    if (only !== undefined && apart.includes(only)) return [{ places: [place], apart: [], clockPlace: only }]
    return [{ places: [place], apart, clockPlace: place }, ...apart.filter((territory) => !inPlaces.includes(territory)).map((territory) => ({ places: [territory], apart: [], clockPlace: territory }))]
  })
}

function dailyOf(daily: NonNullable<(typeof Block.Type)["daily"]>, place: string | undefined, clock: Clock, horizonMs: number): ReadonlyArray<Interval> {
  if (place === undefined) return []
  return daily.flatMap((d) => clock.dailyWindows(place, d.fromMin, d.untilMin, 0, horizonMs).map(([fromMs, untilMs]) => ({ fromMs, untilMs }))).sort((a, b) => a.fromMs - b.fromMs)
}

/** Traffic words name whatever crosses; other words name a service, or a class or feature of one. */
export const TRAFFIC = new Set(["all", "data", "voice", "sms", "international"])
