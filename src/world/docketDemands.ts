/** What is demanded, against what is done: which acts meet a demand, and which acts do what is demanded. */
import { type Act, type Of, type OfClause, type Verb, verbOf } from "../model/acts.ts"
import type { Scenario } from "../model/scenario.ts"

/** Where words of acts are looked up, and the state that stands for what an act leaves out. */
export interface Forum {
  readonly issuer: string
  readonly services: Scenario["services"]
  readonly sites: Scenario["sites"]
}

/** What acts can say, whatever their verb. */
export interface Body {
  readonly what?: ReadonlyArray<string>
  readonly of?: Of
  readonly in?: string | ReadonlyArray<string>
  readonly at?: ReadonlyArray<string>
  readonly to?: string | ReadonlyArray<string>
  readonly [key: string]: unknown
}

export function bodyOf(act: Act): Body {
  return act[verbOf(act)] as unknown as Body
}

/** The acts that are carried out: of `any-of` the first, of `refuse` nothing. `comply` is left for who knows what is demanded. */
export function carriedOut(acts: ReadonlyArray<Act>): ReadonlyArray<Act> {
  return acts.flatMap((act) => {
    if (act["any-of"] !== undefined) return carriedOut(act["any-of"].slice(0, 1))
    return act.refuse === undefined ? [act] : []
  })
}

/** The acts by which an addressee complies: all that is demanded, of `any-of` the first; or of everything what `only` names. */
export function complied(demands: ReadonlyArray<Act>, only: ReadonlyArray<string> | undefined): ReadonlyArray<Act> {
  return demands.flatMap((demand) => {
    const any = demand["any-of"]
    if (any !== undefined) return any.map((one) => complied([one], only)).find((acts) => acts.length > 0) ?? []
    const verb = verbOf(demand)
    if (verb === "comply" || verb === "refuse") return []
    return only === undefined ? [demand] : narrowed(demand, verb, only)
  })
}

function narrowed(demand: Act, verb: Verb, only: ReadonlyArray<string>): ReadonlyArray<Act> {
  const { what, at } = bodyOf(demand)
  // Acts on sites and parties say where, not what.
  if (what === undefined && at !== undefined && at.some((site) => only.includes(site))) return [demand]
  const kept = what === undefined ? only : [...new Set(what.flatMap((word) => only.flatMap((one) => (one === word || isPartOf(word, one) ? [word] : isPartOf(one, word) ? [one] : []))))]
  return kept.length === 0 ? [] : [{ ...demand, [verb]: { ...bodyOf(demand), what: kept } } as Act]
}

/** `s.content` is part of `s`; everything is part of `all`. */
function isPartOf(word: string, whole: string): boolean {
  return whole === "all" || word.startsWith(`${whole}.`)
}

/** Whether acts done meet every demand. */
export function meets(demands: ReadonlyArray<Act>, done: ReadonlyArray<Act>, forum: Forum): boolean {
  return demands.every((demand) => {
    const any = demand["any-of"]
    return any === undefined ? meetsOne(demand, done, forum) : any.some((one) => meets([one], done, forum))
  })
}

/** Whether an act does at least a part of what is demanded, in the way demanded. */
export function contributes(demands: ReadonlyArray<Act>, act: Act, forum: Forum): boolean {
  return demands.some((demand) => {
    const any = demand["any-of"]
    return any === undefined ? partsOf(demand, forum).some((part) => covers(part, act, forum)) : contributes(any, act, forum)
  })
}

/** Each thing demanded may be done by another act. */
function meetsOne(demand: Act, done: ReadonlyArray<Act>, forum: Forum): boolean {
  const parts = partsOf(demand, forum)
  return parts.length > 0 && parts.every((part) => done.some((act) => covers(part, act, forum)))
}

function partsOf(demand: Act, forum: Forum): ReadonlyArray<Act> {
  const verb = verbOf(demand)
  const { what } = bodyOf(demand)
  if (verb === "comply" || verb === "refuse") return []
  if (what === undefined) return [demand]
  const parts = what.flatMap((word) => (DATA.has(verb) ? (classesOf(word, forum) ?? [word]) : [word]))
  return parts.map((word) => ({ ...demand, [verb]: { ...bodyOf(demand), what: [word] } }) as Act)
}

/** Verbs about data: a service there means all its classes. */
const DATA: ReadonlySet<Verb> = new Set(["open", "keep", "erase", "place", "give-keys", "move-keys", "rotate-keys", "destroy-keys"])

function classesOf(word: string, forum: Forum): ReadonlyArray<string> | undefined {
  const classes = forum.services[word]?.classes
  return classes === undefined ? undefined : Object.keys(classes).map((name) => `${word}.${name}`)
}

/** The same verb, on at least what and whom, in the places and the way demanded. */
function covers(part: Act, done: Act, forum: Forum): boolean {
  const verb = verbOf(part)
  if (verbOf(done) !== verb) return false
  const [asked, did] = [bodyOf(part), bodyOf(done)]
  if (!coversWhat(asked.what, did.what) || !isWider(did.of, asked.of)) return false
  if (verb === "place" ? !placesAsAsked(asked, did, forum) : !coversPlaces(verb, asked, did, forum)) return false
  return Object.keys({ ...asked, ...did }).every((key) => SAID_ELSEWHERE.has(key) || coversKey(key, verb, asked, did, forum))
}

const SAID_ELSEWHERE: ReadonlySet<string> = new Set(["what", "of", "in", "not-in", "source", "grade", "note", "default"])

function coversWhat(asked: ReadonlyArray<string> | undefined, did: ReadonlyArray<string> | undefined): boolean {
  if (did === undefined || did.includes("all")) return true
  return asked !== undefined && asked.every((word) => did.includes(word) || did.some((whole) => isPartOf(word, whole)))
}

function coversKey(key: string, verb: Verb, asked: Body, did: Body, forum: Forum): boolean {
  const [want, have] = [asked[key], did[key]]
  switch (key) {
    case "span":
      return have === "all" || have === want
    case "to":
      return want === undefined || sameJson(want, have ?? forum.issuer)
    case "old":
      return want === undefined || want === "stays" || want === have
    case "copies":
      return have === "all" || have === want
    case "for":
      // What is to be gone after a time is not met by what goes once, nor by a longer time.
      if (verb === "erase") return typeof want === "number" && typeof have === "number" ? have <= want : want === have
      return have === undefined || (typeof want === "number" && typeof have === "number" && have >= want)
    case "at":
      // A placement may choose among the sites demanded; what is erased at one site only stays at the others.
      if (verb === "place") return want === undefined || (have !== undefined && includesAll(want, have))
      return want === undefined ? have === undefined || verb !== "erase" : have === undefined || includesAll(have, want)
    case "via":
      return want === undefined || have === undefined || includesAll(have, want)
    case "rate":
      return typeof want === "number" && typeof have === "number" && have <= want
    default:
      // An exception, a leak, a daily window narrow what is done: they stand only where they are demanded.
      return sameJson(want, have) || (want !== undefined && have === undefined && NARROWS.has(key))
  }
}

const NARROWS: ReadonlySet<string> = new Set(["except", "leak", "daily", "first", "most"])

function includesAll(have: unknown, want: unknown): boolean {
  const has = Array.isArray(have) ? have : [have]
  return (Array.isArray(want) ? want : [want]).every((item) => has.includes(item))
}

/** Where an act stands: its `in` (of a site, its country), else the state of the order; `all` is everywhere. */
function standsIn(body: Body, forum: Forum): ReadonlyArray<string> {
  const places = body.in === undefined ? [forum.issuer] : typeof body.in === "string" ? [body.in] : body.in
  return places.map((place) => forum.sites[place]?.country ?? place)
}

/** Acts on people: without `in` they mean people wherever they are. */
const OF_PEOPLE: ReadonlySet<Verb> = new Set(["suspend", "restore", "withdraw", "filter"])

function coversPlaces(verb: Verb, asked: Body, did: Body, forum: Forum): boolean {
  if (OF_PEOPLE.has(verb) && (asked.in === undefined || did.in === undefined)) return did.in === undefined || did.in.includes("all")
  // Keys given to whoever is to have them lie where he likes, unless the demand says where.
  if (asked.in === undefined && verb.endsWith("-keys")) return true
  const have = standsIn(did, forum)
  return have.includes("all") || standsIn(asked, forum).every((place) => have.some((wide) => isWithin(place, wide)))
}

export function isWithin(place: string, wide: string): boolean {
  return wide === "all" || place === wide || place.startsWith(`${wide}-`)
}

/** Placement is met by any place that the demand allows: in one of its countries, and in none that it forbids. */
function placesAsAsked(asked: Body, did: Body, forum: Forum): boolean {
  const siteCountries = (did.at ?? []).map((site) => forum.sites[site]?.country ?? "")
  const chosen = did.in === undefined ? siteCountries : typeof did.in === "string" ? [did.in] : did.in
  const forbids = (asked["not-in"] ?? []) as ReadonlyArray<string>
  const avoids = (did["not-in"] ?? []) as ReadonlyArray<string>
  const allowed = asked.in === undefined ? undefined : typeof asked.in === "string" ? [asked.in] : asked.in
  if (allowed !== undefined && (chosen.length === 0 || !chosen.every((place) => allowed.some((wide) => isWithin(place, wide))))) return false
  return forbids.every((place) => avoids.some((wide) => isWithin(place, wide)) || (chosen.length > 0 && !chosen.some((one) => isWithin(one, place))))
}

/** Whether one selector takes in at least everybody of another. */
export function isWider(wide: Of | undefined, narrow: Of | undefined): boolean {
  if (wide === undefined || wide === "all") return true
  if (narrow === undefined || narrow === "all") return wide.some((clause) => Object.keys(clause).length === 0)
  return narrow.every((clause) => wide.some((one) => clauseIsWider(one, clause)))
}

function clauseIsWider(wide: OfClause, narrow: OfClause): boolean {
  const said = narrow as Readonly<Record<string, unknown>>
  return Object.entries(wide).every(([key, value]) => {
    if (value === undefined) return true
    if (key === "other-end") return said[key] !== undefined && isWider(value as ReadonlyArray<OfClause>, said[key] as ReadonlyArray<OfClause>)
    if (!Array.isArray(value)) return sameJson(value, said[key])
    return value.includes("all") || (Array.isArray(said[key]) && includesAll(value, said[key]))
  })
}

export function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
