/** A plan: scenario variants that share their world (people, places, services), compiled to rows. The only place where words become rows. */
import { assert } from "../kernel/assert.ts"
import { hash4, hashString, uniform } from "../kernel/rng.ts"
import { VERBS } from "../model/acts.ts"
import type { Gazetteer } from "../model/gazetteer.ts"
import type { Scenario } from "../model/scenario.ts"
import { Carriers } from "./carriers.ts"
import { byAccount, knowsCitizens } from "./citizenship.ts"
import { type DatedAct, type DatedReach, type Docket, docket } from "./docket.ts"
import { instantMs } from "./docketInstants.ts"
import { type Interval, union } from "./docketIntervals.ts"
import { type Rule, rulesOf, stopRulesOf } from "./rules.ts"
import { type PlaceRow, placesOf } from "./geography.ts"
import { openingsIn, withOpenings } from "./openings.ts"
import { Distinctions, Groups } from "./groups.ts"
import { type People, peopleOf, PRODUCTS_MAX } from "./people.ts"
import { type CohortRow, cohortsOf } from "./population.ts"
import { type ClassRow, type Product, type ServiceRow, servicesOf } from "./products.ts"
import { type SiteRow, sitesOf } from "./sites.ts"
import { withMembers } from "./unions.ts"
import { Clock } from "./zones.ts"

export interface PlanInput {
  readonly variants: ReadonlyArray<{ readonly id: string; readonly title: string; readonly scenario: Scenario }>
  readonly gazetteer: Gazetteer
  readonly seed: number
  readonly replication: number
  /** Instants at which tables are cut besides those of the orders: the windows of claims [ms]. */
  readonly cutsMs: ReadonlyArray<number>
  /** All variants of the file, also those that are not run: people are told apart, and states counted, alike whichever are. Default: those that are. */
  readonly named?: ReadonlyArray<Scenario>
}

/** An act that some variant carries out, with the rules of gates that it makes. */
export interface ActPlan extends DatedAct {
  readonly row: number
  /** Key of its draws: the same in every variant. */
  readonly key: number
  readonly startMs: number
  readonly endMs: number
  readonly rules: ReadonlyArray<Rule>
}

export interface VariantPlan {
  readonly id: string
  readonly title: string
  readonly scenario: Scenario
  readonly docket: Docket
  readonly acts: ReadonlyArray<number>
  /** Rows of the orders' reaches abroad. */
  readonly reaches: ReadonlyArray<number>
  readonly about: ReadonlyArray<string>
  /** Further cuts of the windows that the file asks for. */
  readonly marksMs: ReadonlyArray<number>
}

export interface Plan {
  readonly scenario: Scenario
  readonly clock: Clock
  readonly seed: number
  readonly replication: number
  readonly horizonMs: number
  readonly places: ReadonlyArray<PlaceRow>
  readonly placeIndex: ReadonlyMap<string, number>
  readonly carriers: Carriers
  readonly sites: ReadonlyArray<SiteRow>
  readonly services: ReadonlyArray<ServiceRow>
  readonly products: ReadonlyArray<Product>
  readonly classes: ReadonlyArray<ClassRow>
  readonly cohorts: ReadonlyArray<CohortRow>
  readonly people: People
  readonly groups: Groups
  /** How many of the groups the file has from the beginning; others are met in runs. */
  readonly statedGroups: number
  readonly acts: ReadonlyArray<ActPlan>
  readonly rules: ReadonlyArray<Rule>
  readonly reaches: ReadonlyArray<DatedReach>
  /** Habits that acts shift in any variant of the file with this world, also in those that are not run. */
  readonly shifts: ReadonlyArray<NonNullable<DatedAct["act"]["shift"]>>
  /** Instants at which keys change hands that may be a device's [ms], sorted, each once; none where no key is one. */
  readonly keyTurns: ReadonlyArray<number>
  /** Whether mail that crosses homes is kept under the rules of who wrote it. */
  readonly sendersRule: boolean
  /** Instants before and after which acts and claims tell accounts apart by when they were opened [ms], sorted, each once; none where nothing asks. */
  readonly openings: ReadonlyArray<number>
  readonly variants: ReadonlyArray<VariantPlan>
  /** Boundaries of the slots, from 0 to the horizon. */
  readonly cutsMs: ReadonlyArray<number>
  /** Every state that issues an order, or relative to which people are counted. */
  readonly states: ReadonlyArray<string>
}

/** Sections of a scenario that variants of one plan share. Orders, answers, events and claims may differ. */
export const WORLD_SECTIONS = ["from", "until", "countries", "carriers", "providers", "sites", "services", "people", "choices"] as const

export function worldOf(scenario: Scenario): string {
  return JSON.stringify(WORLD_SECTIONS.map((section) => scenario[section]))
}

/** The same, and at once where the sections are the same objects. */
function sharesWorld(one: Scenario, other: Scenario): boolean {
  return WORLD_SECTIONS.every((section) => one[section] === other[section]) || worldOf(one) === worldOf(other)
}

export function compile(input: PlanInput): Plan {
  const scenario = input.variants[0].scenario
  const named = input.named ?? input.variants.map((v) => v.scenario)
  assert(input.variants.every((v) => sharesWorld(v.scenario, scenario)), "the variants of a plan share their world")
  const clock = new Clock(scenario)
  const horizonMs = clock.horizonMs
  const places = placesOf(scenario, clock, input.gazetteer)
  const placeIndex = new Map(places.map((p, i) => [p.code, i]))
  const carriers = new Carriers(scenario.carriers)
  const sites = sitesOf(scenario, clock, carriers, input.gazetteer)
  const { services, products, classes } = servicesOf(scenario)
  assert(products.length <= PRODUCTS_MAX, `at most ${PRODUCTS_MAX} services and features`)
  const cohorts = cohortsOf(scenario, horizonMs, input.seed, input.replication)
  const groups = new Groups(new Distinctions(named))
  const people = peopleOf(scenario, cohorts, places, services, groups, carriers)
  const statedGroups = groups.rows.length
  const draw = (cause: string, key: string) => uniform(hash4(input.seed, input.replication, hashString(cause), hashString(key)))
  const acts: Array<ActPlan> = []
  const rules: Array<Rule> = []
  const byText: Interning["byText"] = new Map()
  const reaches: Array<DatedReach> = []
  const asked: Array<unknown> = []
  const asKnown = (by: DatedAct, act: DatedAct["act"]) => (knowsCitizens(by, scenario) ? act : byAccount(act))
  const variants = input.variants.map((variant) => {
    const ordered = docket(variant.scenario, clock, draw)
    const dated = <T>(words: T, place: string) => withOpenings(words, (instant) => instantMs(instant, "start", place, clock, ordered.happened))
    const told = <T>(words: T, act: DatedAct) => dated(withMembers(words, scenario.countries), act.issuer ?? Object.keys(scenario.countries)[0])
    asked.push(dated(variant.scenario.claims, clockPlaceOf(variant.scenario)))
    const own = ordered.acts.filter((act) => begins(act, horizonMs)).flatMap((act) => internAct({ ...act, act: asKnown(act, told(act.act, act)), lets: told(act.lets, act) }, { acts, rules, byText, clock, horizonMs, carriers: scenario.carriers }))
    return { id: variant.id, title: variant.title, scenario: variant.scenario, docket: ordered, acts: own, reaches: ordered.reaches.map((reach) => internReach(reach, reaches)), about: aboutOf(variant.scenario), marksMs: variant.scenario.marks.map((mark) => instantMs(mark, "start", clockPlaceOf(variant.scenario), clock, ordered.happened) ?? Number.POSITIVE_INFINITY) }
  })
  // What changes who can read, and where copies lie, cuts the tables too: what was sent before is told from what came after.
  const cuts = [...input.cutsMs, ...variants.flatMap((v) => [...v.docket.cutsMs, ...v.marksMs]), ...acts.filter((act) => act.rules.length === 0 || act.verb === "stop").map((act) => act.startMs)].filter((ms) => ms > 0 && ms < horizonMs)
  const states = [...new Set(named.flatMap((one) => [...aboutOf(one), ...issuersOf(one)]))].sort()
  return { scenario, clock, seed: input.seed, replication: input.replication, horizonMs, places, placeIndex, carriers, sites, services, products, classes, cohorts, people, groups, statedGroups, acts, rules, reaches, shifts: shiftsOf(named, scenario, (one) => docket(one, clock, draw), horizonMs), keyTurns: keyTurnsOf(acts, services), sendersRule: scenario.choices["cross-border-message"] === "sender-home", openings: [...new Set(openingsIn([asked, acts.map((act) => [act.act, act.lets])]))].sort((a, b) => a - b), variants, cutsMs: [...new Set([0, ...cuts, horizonMs])].sort((a, b) => a - b), states }
}

/** When carriers begin and end what they record, sell no more or have stopped, where the act itself does not begin and end then; rules of points have times of their own. */
export function turnsOf(act: ActPlan): ReadonlyArray<Interval> {
  if (!BY_CARRIERS.has(act.verb) || act.rules.length > 0 || act.carriers === undefined) return []
  const isOwn = (one: Interval) => act.intervals.some(({ fromMs, untilMs }) => fromMs === one.fromMs && untilMs === one.untilMs)
  return act.carriers.flatMap(({ intervals }) => intervals.filter((one) => !isOwn(one)))
}

const BY_CARRIERS: ReadonlySet<string> = new Set(["open", "close-to-new", "stop", "start"])

function begins(act: DatedAct, horizonMs: number): boolean {
  return act.intervals.some((i) => i.fromMs < horizonMs && i.untilMs > i.fromMs && i.untilMs > 0)
}

/** Who writes what must not hang on which variants are run: of those of another world nothing is asked. */
function shiftsOf(named: ReadonlyArray<Scenario>, scenario: Scenario, docketOf: (scenario: Scenario) => Docket, horizonMs: number): Plan["shifts"] {
  const own = named.filter((one) => JSON.stringify([one.orders, one.answers, one.events]).includes('"shift"') && sharesWorld(one, scenario))
  return own.flatMap((one) => docketOf(one).acts.filter((act) => begins(act, horizonMs)).flatMap((act) => act.act.shift ?? []))
}

function keyTurnsOf(acts: ReadonlyArray<ActPlan>, services: ReadonlyArray<ServiceRow>): ReadonlyArray<number> {
  if (!acts.some((act) => act.verb.endsWith("-keys")) || !JSON.stringify(services.map((service) => service.spec)).includes('"device"')) return []
  return [...new Set(acts.flatMap((act) => (act.verb.endsWith("-keys") ? [Math.max(0, act.startMs)] : [])))].sort((a, b) => a - b)
}

interface Interning {
  readonly acts: Array<ActPlan>
  readonly rules: Array<Rule>
  readonly byText: Map<string, Array<{ readonly act: DatedAct; readonly row: number }>>
  readonly clock: Clock
  readonly horizonMs: number
  readonly carriers: Scenario["carriers"]
}

/** The same act of two variants is one row: what variants share until they differ must be equal to the bit. */
function internAct(act: DatedAct, into: Interning): ReadonlyArray<number> {
  // Few have the same text, in which all that is infinite is null: those are asked for more exactly.
  const text = JSON.stringify(act)
  const alike = into.byText.get(text) ?? []
  const exact = alike.length === 0 ? "" : exactText(act)
  const found = alike.find((other) => exactText(other.act) === exact)
  if (found !== undefined) return [found.row]
  const row = into.acts.length
  const rules = act.verb === "stop" ? stopRulesOf(act, row, into.rules.length, into.carriers) : rulesOf(act, row, into.rules.length, into.clock, into.horizonMs)
  // What a point does is in force when somebody carries it out, not when it is ordered.
  const atPoint = act.verb === "block" || act.verb === "slow"
  const intervals = atPoint ? union(rules.flatMap((rule) => rule.intervals)) : act.intervals
  if (intervals.length === 0) return []
  into.rules.push(...rules)
  into.acts.push(planned(act, intervals, row, rules))
  into.byText.set(text, [...alike, { act, row }])
  return [row]
}

/** Written out, and with a place for every verb: what all that is asked of acts goes through has one shape, whatever the act. */
function planned({ path, act, verb, order, answer, event, issuer, by, inPlaces, carriers, lets, extent, noticeMs, closesMs, rank, source, covers }: DatedAct, intervals: ReadonlyArray<Interval>, row: number, rules: ReadonlyArray<Rule>): ActPlan {
  return { path, act: { ...NO_VERB, ...act }, verb, order, answer, event, issuer, by, inPlaces, carriers, lets, extent, rank, source, covers, row, key: hashString(path), rules, intervals, startMs: intervals[0].fromMs, endMs: intervals[intervals.length - 1].untilMs, noticeMs, closesMs }
}

const NO_VERB: DatedAct["act"] = Object.fromEntries(["id", ...VERBS].map((verb) => [verb, undefined]))

function exactText(act: DatedAct): string {
  return JSON.stringify(act, (_, value) => (value === Infinity ? "forever" : value === -Infinity ? "ever" : value))
}

function internReach(reach: DatedReach, into: Array<DatedReach>): number {
  const found = into.findIndex((other) => JSON.stringify(other) === JSON.stringify(reach))
  return found >= 0 ? found : into.push(reach) - 1
}

export function issuersOf(scenario: Scenario): ReadonlyArray<string> {
  return [...new Set(Object.values(scenario.orders).map((o) => (typeof o.by === "string" ? o.by : o.by.state)))]
}

/** The states relative to which people are resident, visitor or abroad. */
export function aboutOf(scenario: Scenario): ReadonlyArray<string> {
  return scenario.about ?? issuersOf(scenario)
}

/** On whose clock a date of the head or of a claim is read: the first state that the file is about, else its first country. */
export function clockPlaceOf(scenario: Scenario): string {
  const countries = Object.keys(scenario.countries)
  return aboutOf(scenario).find((state) => countries.includes(state)) ?? countries[0]
}
