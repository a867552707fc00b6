/** Orders that cannot all be obeyed: the same data to be kept here and to be gone from here, or to lie here and there alone, told before the first deadline. */
import { type Act, type Of, type OfClause, verbOf } from "../model/acts.ts"
import { countriesIn, servicesWithoutPlace } from "../model/keeping.ts"
import type { Scenario } from "../model/scenario.ts"
import type { Reply } from "./docketAnswers.ts"
import type { Course } from "./docketCourse.ts"
import { bodyOf, carriedOut, complied, isWithin } from "./docketDemands.ts"
import type { Interval } from "./docketIntervals.ts"
import { withMembers } from "./unions.ts"

export interface Conflict {
  readonly atMs: number
  readonly orders: ReadonlyArray<string>
  /** What the scenario says is to be done: `keep` or `erase`, `wait`, `refuse` or `violate-and-report` where no place is left; `nothing is kept` where nobody keeps it, or no machines could, `nothing is erased` where nobody erases, `not both are obeyed` where nobody does both. */
  readonly choice: string
  readonly text: string
}

/** Conflicts of what orders ask for between their issue and their end, and of holds against what answers erase; each once, as of the day when both are known. */
export function conflictsOf(courses: ReadonlyArray<Course>, replies: ReadonlyArray<Reply>, scenario: Scenario): ReadonlyArray<Conflict> {
  const complied = replies.flatMap((reply) => complying(reply, scenario))
  const asks = [...courses.flatMap((course) => asksOfOrder(course, scenario)), ...replies.flatMap((reply) => asksOfReply(reply, scenario))]
  const are = (ask: Ask, does: Fate["does"]) => ask.alternatives.every((one) => one.does === does)
  const done = [...asks, ...complied].filter((ask) => ask.isDone)
  const clashes = [...meetings(asks, asks), ...meetings(complied, [...asks, ...complied])].sort((a, b) => a.atMs - b.atMs)
  const found = new Map<string, Found>()
  const seen = new Set<string>()
  for (const clash of clashes) {
    // Whatever of it is known from an earlier day on is told as of that.
    const told = [clash.keep.name, clash.gone.name, clash.verb, clash.place].join()
    // What is done because it is demanded is told where the demand itself has not been.
    const orders = [clash.keep.order, clash.gone.order].sort().join()
    const isComplying = complied.includes(clash.keep) || complied.includes(clash.gone)
    const what = clash.what.filter((word) => !seen.has(`${told},${word}`) && !(isComplying && seen.has(`${orders},${word}`)))
    if (what.length === 0) continue
    for (const word of what) seen.add(`${told},${word}`).add(`${orders},${word}`)
    const before = found.get(`${told},${clash.atMs}`)
    found.set(`${told},${clash.atMs}`, { ...clash, what: [...(before?.what ?? []), ...what] })
  }
  const conflicts = [...found.values()].map(({ atMs, keep, gone, what, place, verb }): Conflict => {
    const orders = [...new Set([keep, gone].flatMap(({ order }) => order ?? []))]
    const it = what.length === 1 ? "it" : "them"
    if (!are(keep, "keeps")) return { atMs, orders, choice: [keep, gone].every((one) => done.some((ask) => ask.order === one.order && isOf(ask, one))) ? scenario.choices["no-legal-place"] : "not both are obeyed", text: `${keep.name} places ${listed(what)} in ${place}; ${gone.name} (${verb}) has ${it} elsewhere` }
    const isKept = done.some((ask) => ask.alternatives.some((one) => one.does === "keeps") && meet(ask, gone))
    const isGone = done.some((ask) => ask.alternatives.some((one) => one.does !== "keeps") && meet(keep, ask))
    const choice = isGone && !isKept ? "nothing is kept" : isKept && !isGone && scenario.choices["keep-or-erase"] === "erase" ? "nothing is erased" : scenario.choices["keep-or-erase"]
    return { atMs, orders, choice, text: `${keep.name} ${choice === "nothing is kept" ? `demands ${listed(what)} in ${place}, and nobody keeps ${it}` : `holds ${listed(what)} in ${place}`}; ${gone.name} (${verb}) has ${it} gone from there` }
  })
  return [...conflicts, ...unkept(courses, replies, scenario)].sort((a, b) => a.atMs - b.atMs)
}

interface Found extends Clash {
  readonly atMs: number
  readonly keep: Ask
  readonly gone: Ask
}

/** Where what some ask for meets what the others do: what is kept with what is gone or lies elsewhere, and what two orders place apart. Of two that are both among them, once. */
function meetings(some: ReadonlyArray<Ask>, others: ReadonlyArray<Ask>): ReadonlyArray<Found> {
  const does = (ask: Ask) => (ask.alternatives.every((one) => one.does === ask.alternatives[0].does) ? ask.alternatives[0].does : undefined)
  return some.flatMap((one, i) =>
    others.flatMap((other) => {
      const [a, b] = [does(one), does(other)]
      if (a === undefined || b === undefined || one === other) return []
      const j = some.indexOf(other)
      // Each pair once: the one that keeps or places first, of two that place the first of them.
      const isFirst = a === b ? a === "lies" && (j < 0 || i < j) : a === "keeps" || (a === "lies" && b === "goes")
      const [keep, gone] = isFirst ? [one, other] : [other, one]
      if ((!isFirst && (j >= 0 || a === b)) || (does(keep) === "lies" && keep.order === gone.order)) return []
      return meeting(keep, gone)
    })
  )
}

/** Where an order's demand to keep meets one that it is gone, as of the day when both are known. */
function meeting(keep: Ask, gone: Ask): ReadonlyArray<Found> {
  const atMs = Math.max(keep.span.fromMs, gone.span.fromMs)
  const clash = keep.order === undefined || atMs >= Math.min(keep.span.untilMs, gone.span.untilMs) ? undefined : clashOf(keep, gone)
  return clash === undefined ? [] : [{ ...clash, atMs, keep, gone }]
}

/** Whether one keeps at some time what the other then has gone. */
function meet(keep: Ask, gone: Ask): boolean {
  return Math.max(keep.span.fromMs, gone.span.fromMs) < Math.min(keep.span.untilMs, gone.span.untilMs) && clashOf(keep, gone) !== undefined
}

/** Whether what is done is of the kind of what is asked, of the same data. */
function isOf(did: Ask, asked: Ask): boolean {
  return did.alternatives.some((one) => asked.alternatives.some((other) => one.does === other.does && one.what.some((word) => other.what.some((wide) => both(word, wide) !== undefined))))
}

function listed(words: ReadonlyArray<string>): string {
  return words.length === 1 ? words[0] : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`
}

/** Duties to keep that somebody sets out to do, where no site in the place could hold what is kept: the duty and the world conflict. */
function unkept(courses: ReadonlyArray<Course>, replies: ReadonlyArray<Reply>, scenario: Scenario): ReadonlyArray<Conflict> {
  const conflicts: Array<Conflict> = []
  const tell = (act: Act, name: string, by: ReadonlyArray<string>, course: Course | undefined, atMs: number) => {
    if (act.keep === undefined) return
    const places = countriesIn(scenario, act.keep.in, course?.issuer)
    for (const service of servicesWithoutPlace(scenario, act.keep.what, { in: places, at: act.keep.at }, by)) {
      const { provider } = scenario.services[service]
      conflicts.push({ atMs, orders: course === undefined ? [] : [course.id], choice: "nothing is kept", text: `${name} is to keep ${act.keep.what?.join(", ") ?? service} in ${act.keep.at?.join(", ") ?? places?.join(", ") ?? "any country"}; ${provider ?? service} has no site there that could hold it, nor has a partner` })
    }
  }
  for (const course of courses) if (course.effectStart !== undefined) for (const act of carriedOut(course.order.does ?? [])) tell(act, course.id, [], course, course.effectStart.atMs)
  for (const reply of replies) {
    if (reply.start === undefined) continue
    for (const act of carriedOut(reply.acts)) {
      if (act.comply === undefined) tell(act, reply.id, reply.by, reply.to[0], reply.start.atMs)
      else for (const course of reply.to) for (const one of complied(course.order.demands ?? [], act.comply.only)) tell(one, reply.id, reply.by, course, reply.start.atMs)
    }
  }
  return conflicts
}

/** What is asked of data in places: that they are kept, or gone. Of several alternatives one may be chosen. */
interface Ask {
  readonly name: string
  readonly order: string | undefined
  readonly span: Interval
  /** Carried out, not only demanded. */
  readonly isDone: boolean
  readonly alternatives: ReadonlyArray<Fate>
}

interface Fate {
  /** A copy is kept in one of the places; it lies in them alone, or at these sites; nothing of it lies there. */
  readonly does: "keeps" | "lies" | "goes"
  readonly verb: string
  readonly what: ReadonlyArray<string>
  readonly of: Of | undefined
  readonly places: ReadonlyArray<string>
  readonly sites: ReadonlyArray<string> | undefined
  /** Of what is to be kept besides, a rule on first copies alone says nothing. */
  readonly isOfAll: boolean
  /** How long it is to be kept, or how old it may grow [ms]; undefined: as long as it stands, and gone at once. */
  readonly forMs: number | undefined
}

function asksOfOrder(course: Course, scenario: Scenario): ReadonlyArray<Ask> {
  const { issuedMs } = course
  if (issuedMs === undefined) return []
  return course.versions.flatMap(({ fromMs, order }, i) => {
    const span = { fromMs: Math.max(issuedMs, fromMs), untilMs: Math.min(course.endMs, course.versions[i + 1]?.fromMs ?? Infinity) }
    const asked = (act: Act, isDone: boolean) => askOf(act, course.id, course.id, span, isDone, course.issuer, scenario)
    const rungs = (order.else ?? []).filter((item) => "after" in item)
    return [
      ...(order.demands ?? []).flatMap((act) => asked(act, false)),
      ...(order.does ?? []).flatMap((act) => asked(act, course.effectStart !== undefined)),
      ...(order.else ?? []).flatMap((item) => ("after" in item ? [] : asked(item, course.elseStart !== undefined))),
      ...rungs.flatMap((rung, n) => rung.do.flatMap((act) => asked(act, course.rungStarts[n] !== undefined)))
    ]
  })
}

function asksOfReply(reply: Reply, scenario: Scenario): ReadonlyArray<Ask> {
  return carriedOut(reply.acts).filter((act) => act.comply === undefined).flatMap((act) => askOfReply(reply, ownServices(act, reply, scenario), reply.to[0], scenario))
}

/** Who leaves without saying with what leaves with his own services. What a sale has made whose is not asked here. */
function ownServices(act: Act, { by }: Reply, scenario: Scenario): Act {
  const { exit } = act
  const own = Object.keys(scenario.services).filter((id) => by.includes(scenario.services[id].provider ?? ""))
  const all = Object.keys(scenario.services).length === own.length || JSON.stringify([scenario.orders, scenario.answers, scenario.events]).includes("\"transfer\"")
  if (all || (exit ?? act["shut-down"])?.what !== undefined) return act
  return exit !== undefined ? { exit: { ...exit, what: own } } : act["shut-down"] !== undefined ? { "shut-down": { ...act["shut-down"], what: own } } : act
}

/** What an answer that complies does: its orders' demands, which are asks of theirs already. */
function complying(reply: Reply, scenario: Scenario): ReadonlyArray<Ask> {
  return carriedOut(reply.acts).flatMap(({ comply }) => (comply === undefined ? [] : reply.to.flatMap((course) => complied(course.order.demands ?? [], comply.only).flatMap((act) => askOfReply(reply, act, course, scenario)))))
}

/** What is kept is so until the orders end for which it is; what is erased once is gone at that instant. */
function askOfReply(reply: Reply, act: Act, course: Course | undefined, scenario: Scenario): ReadonlyArray<Ask> {
  if (reply.start === undefined) return []
  const fromMs = Math.min(reply.start.atMs, reply.noticeMs ?? Infinity)
  const ordersEndMs = reply.to.length === 0 ? Infinity : Math.max(...reply.to.map((order) => order.endMs))
  const untilMs = act.erase !== undefined && act.erase.for === undefined ? reply.start.atMs + 1 : act.keep !== undefined || act.erase !== undefined ? Math.min(reply.endMs, ordersEndMs) : reply.endMs
  return askOf(act, reply.id, course?.id, { fromMs, untilMs }, true, course?.issuer ?? "all", scenario)
}

function askOf(act: Act, name: string, order: string | undefined, span: Interval, isDone: boolean, issuer: string, scenario: Scenario): ReadonlyArray<Ask> {
  const alternatives = (act["any-of"] ?? [act]).map((one) => fateOf(withMembers(one, scenario.countries), issuer, scenario))
  return alternatives.every((fate) => fate !== undefined) && alternatives.length > 0 && span.fromMs < span.untilMs ? [{ name, order, span, isDone, alternatives }] : []
}

function fateOf(act: Act, issuer: string, scenario: Scenario): Fate | undefined {
  const verb = verbOf(act)
  const { what = ["all"], of, in: stated, at } = bodyOf(act)
  const forMs = (act.keep ?? act.erase)?.for
  const siteCountries = (at ?? []).flatMap((site) => scenario.sites[site]?.country ?? [])
  const places = siteCountries.length > 0 ? siteCountries : stated === undefined ? (scenario.countries[issuer]?.members ?? [issuer]) : typeof stated === "string" ? [stated] : stated
  const fate = { verb, what, of, places, sites: at, isOfAll: act.place?.copies !== "primary", forMs }
  switch (verb) {
    case "keep":
      return { ...fate, does: "keeps" }
    case "erase":
      return { ...fate, does: "goes" }
    case "place":
      if (act.place?.["not-in"] === undefined) return stated === undefined && at === undefined ? undefined : { ...fate, does: "lies" }
      return { ...fate, does: "goes", places: act.place["not-in"] }
    case "exit":
    case "shut-down":
      return { ...fate, does: "goes", places: ["all"] }
    default:
      return undefined
  }
}

interface Clash {
  /** All that both name, each as the narrower of the two words does. */
  readonly what: ReadonlyArray<string>
  readonly place: string
  readonly verb: string
}

/** What clashes where, if every choice of alternatives does. */
function clashOf(keep: Ask, gone: Ask): Clash | undefined {
  const clashes = keep.alternatives.flatMap((k) => gone.alternatives.map((g): Clash | undefined => {
    const what = [...new Set(k.what.flatMap((word) => g.what.flatMap((other) => both(word, other) ?? [])))]
    const place = clashingPlace(k, g)
    return what.length === 0 || place === undefined || !mayOverlap(k.of, g.of) || canBoth(k, g) ? undefined : { what, place, verb: g.verb }
  }))
  return clashes.every((clash) => clash !== undefined) ? clashes[0] : undefined
}

/** Where one is to be that the other does not let it be; undefined: somewhere both can be obeyed. */
function clashingPlace(one: Fate, other: Fate): string | undefined {
  const within = (place: string, places: ReadonlyArray<string>) => places.some((wide) => isWithin(place, wide) || isWithin(wide, place))
  if (one.does === "keeps" && !other.isOfAll) return undefined
  if (other.does === "lies") {
    const apart = one.sites !== undefined && other.sites !== undefined && !one.sites.some((site) => other.sites!.includes(site))
    return apart || one.places.every((place) => !within(place, other.places)) ? one.places[0] : undefined
  }
  if (one.does === "keeps") return one.places.find((place) => within(place, other.places))
  return other.verb === "place" && one.places.every((place) => other.places.some((wide) => isWithin(place, wide))) ? one.places[0] : undefined
}

/** What two words both mean, in words; undefined: nothing. A service stands for all its classes, not for its relay. */
function both(one: string, other: string): string | undefined {
  if (one.endsWith(".relay") !== other.endsWith(".relay")) return undefined
  if (one === "all" || other === "all") return one === other ? "everything" : one === "all" ? other : one
  return one === other || one.startsWith(`${other}.`) ? one : other.startsWith(`${one}.`) ? other : undefined
}

/** What is to be kept for a time, and may grow older than that, can be both. */
function canBoth(keep: Fate, gone: Fate): boolean {
  return keep.forMs !== undefined && gone.forMs !== undefined && keep.forMs <= gone.forMs
}

/** Whether somebody may be meant by both: no key that both name rules it out. */
function mayOverlap(some: Of | undefined, others: Of | undefined): boolean {
  if (some === undefined || some === "all" || others === undefined || others === "all") return true
  return some.some((a) => others.some((b) => clausesMayOverlap(a, b)))
}

function clausesMayOverlap(a: OfClause, b: OfClause): boolean {
  const other = b as Readonly<Record<string, unknown>>
  return Object.entries(a).every(([key, values]) => {
    const theirs = other[key]
    if (!Array.isArray(values) || !Array.isArray(theirs) || key === "other-end" || MANY.has(key)) return true
    return values.includes("all") || theirs.includes("all") || values.some((value: unknown) => theirs.includes(value))
  })
}

/** Of these a person has several, so two different words may mean the same person. */
const MANY: ReadonlySet<string> = new Set(["list", "option", "accepts", "uses", "present", "access", "carrier"])
