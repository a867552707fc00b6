/** One row a person: what a run does not change about him. */
import { assert } from "../kernel/assert.ts"
import { hash4, hashString, uniform } from "../kernel/rng.ts"
import type { Scenario } from "../model/scenario.ts"
import type { Groups, Traits } from "./groups.ts"
import { lineOf } from "./lineChoice.ts"
import type { PlaceRow } from "./geography.ts"
import type { Carriers } from "./carriers.ts"
import { type CohortRow, type LineSpec, evenly, lineSpecsOf, pickShare, ranksOf, spreadOf } from "./population.ts"
import type { Product, ServiceRow } from "./products.ts"

export class People {
  readonly cohort: Uint16Array
  /** Index of the place where he lives. */
  readonly home: Uint16Array
  readonly group: Int32Array
  /** Bits of the products that he uses. */
  readonly uses: Int32Array
  /** Index of his usual line among `lineSpecs`. */
  readonly spec: Uint16Array
  /** Place index of his VPN's exit, or -1. */
  readonly vpn: Int16Array
  readonly lineSpecs: Array<LineSpec> = []
  /** His rank among his cohort's slots for what picks his carriers: mobile at home, mobile where he visits, fixed. */
  readonly mobileRank: Int32Array
  readonly visitedRank: Int32Array
  readonly fixedRank: Int32Array

  constructor(readonly count: number, private readonly cohorts: ReadonlyArray<CohortRow>) {
    this.cohort = new Uint16Array(count)
    this.home = new Uint16Array(count)
    this.group = new Int32Array(count)
    this.uses = new Int32Array(count)
    this.spec = new Uint16Array(count)
    this.vpn = new Int16Array(count).fill(-1)
    this.mobileRank = new Int32Array(count)
    this.visitedRank = new Int32Array(count)
    this.fixedRank = new Int32Array(count)
  }

  /** Key of his draws: the same in every variant. */
  key(person: number): number {
    const { key, first } = this.cohorts[this.cohort[person]]
    return hash4(key, person - first, PERSON, 0)
  }

  /** Which slot of his cohort his stay belongs to. */
  slot(person: number): number {
    const { first, staysPerSlot } = this.cohorts[this.cohort[person]]
    return Math.floor((person - first) / staysPerSlot)
  }

  /** Uniform numbers that pick his carriers. */
  mobileU(person: number): number {
    return evenly(this.mobileRank[person], this.cohorts[this.cohort[person]].slots)
  }

  visitedU(person: number): number {
    return evenly(this.visitedRank[person], this.cohorts[this.cohort[person]].slots)
  }

  fixedU(person: number): number {
    return evenly(this.fixedRank[person], this.cohorts[this.cohort[person]].slots)
  }
}

const PERSON = hashString("person")
/** What a column of places or lines, and one of cohorts, has room for. */
const WORDS_MAX = 32_767

/** At most so many products fit in the bits of an int32. */
export const PRODUCTS_MAX = 31

export function peopleOf(scenario: Scenario, cohorts: ReadonlyArray<CohortRow>, places: ReadonlyArray<PlaceRow>, services: ReadonlyArray<ServiceRow>, groups: Groups, carriers: Carriers): People {
  const last = cohorts[cohorts.length - 1]
  const count = last === undefined ? 0 : last.first + last.people
  const people = new People(count, cohorts)
  assert(places.length <= WORDS_MAX && cohorts.length <= WORDS_MAX, "a world has at most 32,767 places and cohorts")
  const placeIndex = new Map(places.map((p, i) => [p.code, i]))
  cohorts.forEach((cohort, c) => fillCohort(people, cohort, c, { scenario, places, placeIndex, cohorts, services, groups, carriers }))
  assert(people.lineSpecs.length <= WORDS_MAX, "people have at most 32,767 kinds of lines")
  return people
}

interface Around {
  readonly scenario: Scenario
  readonly places: ReadonlyArray<PlaceRow>
  readonly cohorts: ReadonlyArray<CohortRow>
  readonly placeIndex: ReadonlyMap<string, number>
  readonly services: ReadonlyArray<ServiceRow>
  readonly groups: Groups
  readonly carriers: Carriers
}

function fillCohort(people: People, cohort: CohortRow, c: number, around: Around): void {
  const spec = cohort.spec
  const homes = homesOf(spec.home, around.scenario.countries)
  const homeShares = homes.map(([, share]) => share)
  const specsFrom = people.lineSpecs.length
  people.lineSpecs.push(...lineSpecsOf(spec.present?.reach ?? spec.reach))
  const specShares = people.lineSpecs.slice(specsFrom).map((s) => s.share)
  const u = { home: spreadOf(cohort, "home"), reach: spreadOf(cohort, "reach"), vpn: spreadOf(cohort, "vpn"), plan: spreadOf(cohort, "plan") }
  const ranks = { mobile: ranksOf(cohort, "mobile"), visited: ranksOf(cohort, "visited"), fixed: ranksOf(cohort, "fixed") }
  const uses = Object.entries(spec.use).map(([name, share]) => ({ products: around.services.find((s) => s.name === name)?.products ?? [], share, name, u: spreadOf(cohort, `use ${name}`) }))
  const options = Object.entries(spec.options ?? {}).map(([name, share]) => ({ name, share, u: spreadOf(cohort, `option ${name}`) }))
  const accepts = acceptsOf(spec.accepts).map(([name, share]) => ({ name, share, u: spreadOf(cohort, `accepts ${name}`) }))
  const vpnExit = spec.vpn === undefined ? -1 : around.placeIndex.get(spec.vpn.exit)!
  for (let i = 0; i < cohort.people; i++) {
    const p = cohort.first + i
    const slot = Math.floor(i / cohort.staysPerSlot)
    const home = homes[Math.max(0, pickShare(homeShares, u.home[slot]))][0]
    people.cohort[p] = c
    people.home[p] = around.placeIndex.get(home)!
    people.spec[p] = specsFrom + Math.max(0, pickShare(specShares, u.reach[slot]))
    people.mobileRank[p] = ranks.mobile[slot]
    people.visitedRank[p] = ranks.visited[slot]
    people.fixedRank[p] = ranks.fixed[slot]
    if (spec.vpn !== undefined && u.vpn[slot] < spec.vpn.share) people.vpn[p] = vpnExit
    const used = uses.filter((use) => use.u[slot] < use.share)
    people.uses[p] = used.reduce((bits, use) => use.products.reduce((b: number, product: Product) => b | (1 << product.row), bits), 0)
    const traits = traitsOf(cohort, home, options.filter((o) => o.u[slot] < o.share).map((o) => o.name), accepts.filter((a) => a.u[slot] < a.share).map((a) => a.name), used.map((use) => use.name), planOf(cohort, home, people.lineSpecs[people.spec[p]], people.mobileU(p), u.plan[slot], around))
    const carrier = around.groups.distinctions.carrierIf(() => lineOf({ people, ...around }, p, people.lineSpecs[people.spec[p]], cohort.residence === "standing" ? around.placeIndex.get(spec.present!.in)! : people.home[p], -1).servingCarrier)
    people.group[p] = around.groups.intern(carrier === undefined ? traits : { ...traits, carrier }, cohort.weight)
  }
}

/** Consent to a question by name; a bare share stands for every question. */
function acceptsOf(accepts: CohortRow["spec"]["accepts"]): ReadonlyArray<readonly [string, number]> {
  if (accepts === undefined) return []
  return typeof accepts === "number" ? [["all", accepts]] : Object.entries(accepts)
}

/** Where people live, with their shares: a country's people are shared out among its territories, as far as the file says how many live there. */
export function homesOf(home: CohortRow["spec"]["home"], countries: Scenario["countries"]): ReadonlyArray<readonly [string, number]> {
  return (typeof home === "string" ? [[home, 1] as const] : Object.entries(home)).flatMap(([code, share]) => {
    const parts = Object.entries(countries[code]?.territories ?? {}).flatMap(([territory, { people }]) => (people === undefined ? [] : [[territory, share * people] as const]))
    const rest = share - parts.reduce((sum, [, part]) => sum + part, 0)
    return parts.length === 0 ? [[code, share] as const] : [...parts, ...(rest > 1e-9 ? [[code, rest] as const] : [])]
  })
}

/** A plan by carrier is one of those that the carrier of his SIM offers, each as likely; none where it offers none. */
function planOf(cohort: CohortRow, home: string, line: LineSpec, mobileU: number, planU: number, { scenario, carriers }: Around): string | undefined {
  const { spec } = cohort
  if (spec.plan !== "by-carrier") return spec.plan
  const local = cohort.residence === "standing" ? spec.present!.in : home
  const sim = line.sim ?? (line.mode === "local-sim" ? local.slice(0, 2) : (spec.sim ?? home.slice(0, 2)))
  const carrier = carriers.pick(sim, "mobile", mobileU, line.carriers ?? (spec.carriers as LineSpec["carriers"]))
  const plans = carrier === undefined ? [] : (scenario.carriers[carrier].plans ?? [])
  return plans[Math.floor(planU * plans.length)]
}

/** Whose accounts are an organisation's: a cohort of these is one, unless the file names another. */
const ORGANISED: ReadonlySet<string> = new Set(["enterprise", "government", "mission"])

function traitsOf(cohort: CohortRow, home: string, options: ReadonlyArray<string>, accepts: ReadonlyArray<string>, uses: ReadonlyArray<string>, plan: string | undefined): Traits {
  const spec = cohort.spec
  const homeCountry = home.slice(0, 2)
  return {
    cohort: cohort.name,
    home,
    homeCountry,
    citizen: spec.citizen ?? homeCountry,
    account: spec.account ?? homeCountry,
    sim: spec.sim ?? homeCountry,
    store: spec.store ?? homeCountry,
    segment: spec.segment,
    organisation: spec.organisation ?? (ORGANISED.has(spec.segment ?? "") ? cohort.name : undefined),
    plan,
    lists: spec.list ?? [],
    options,
    accepts,
    uses
  }
}

/** A uniform number of a person for a cause, the same in every variant. */
export function personDraw(people: People, person: number, cause: number): number {
  return uniform(hash4(people.key(person), cause, 0, 0))
}
