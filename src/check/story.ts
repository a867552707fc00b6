/** A found world in plain sentences: who, where, what was ordered, what failed, what happened when, which promise broke and why. */
import { actWords } from "../analysis/explainact.ts"
import { countWords, dayWords, listWords, placeName, spanWords } from "../analysis/explainwords.ts"
import { type Act, verbOf } from "../model/acts.ts"
import type { Instant } from "../model/instants.ts"
import { type Order, type Step, stepWord } from "../model/orders.ts"
import type { Cohort } from "../model/people.ts"
import type { Site, SiteFailure } from "../model/places.ts"
import type { Scenario } from "../model/scenario.ts"
import type { ByRegion, Service } from "../model/services.ts"
import { promiseSays } from "./found.ts"
import type { Failure } from "./search.ts"

/** The story, a sentence or two a line. */
export function story(scenario: Scenario, failure: Failure): ReadonlyArray<string> {
  return [...setting(scenario), ...failureWords(failure)]
}

/** The story but for what is wrong: who, where, what happens when. */
export function setting(scenario: Scenario): ReadonlyArray<string> {
  return [
    ...Object.entries(scenario.people).map(([id, cohort]) => peopleWords(id, cohort)),
    ...Object.entries(scenario.services).map(([id, service]) => serviceWords(id, service, scenario)),
    `The run goes from ${dayWords(scenario.from)} to the end of ${dayWords(scenario.until)}.`,
    ...happenings(scenario),
    ...choiceWords(scenario)
  ]
}

/** What is wrong, in one or two sentences. */
export function failureWords(failure: Failure): ReadonlyArray<string> {
  if (failure.kind === "broken") return [`${failure.promise} says: ${promiseSays(failure.promise)}`, `It breaks: ${sentence(failure.says)}`]
  if (failure.kind === "differs") return [`${failure.promise} says: ${promiseSays(failure.promise)}`, `The same world with the same seed is another when it is ${failure.how}: ${sentence(failure.says)}`]
  return [`The engine gives up on it: ${sentence(failure.says)}`]
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

function peopleWords(id: string, cohort: Cohort): string {
  const home = typeof cohort.home === "string" ? placeName(cohort.home) : listWords(Object.entries(cohort.home).map(([code, share]) => `${placeName(code)} (${percent(share)})`))
  const one = (cohort.count ?? cohort.present?.count) === 1
  const count = cohort.count === undefined ? "People" : countWords(cohort.count, "person", "people")
  const uses = listWords(Object.entries(cohort.use).map(([service, share]) => (share === 1 ? service : `${service} (${percent(share)})`)))
  const differs = (["citizen", "account", "sim", "store"] as const).flatMap((key) => (cohort[key] === undefined ? [] : [`${key} ${placeName(cohort[key])}`]))
  const away = [
    ...(cohort.trips ?? []).map((trip) => `${part(trip.share)}in ${placeName(trip.to)} from ${instantWords(trip.from, "start")} until ${instantWords(trip.until, "end")}`),
    ...(cohort.moves ?? []).map((trip) => `${part(trip.share)}in ${placeName(trip.to)} from ${instantWords(trip.from, "start")} until ${instantWords(trip.until, "end")}`),
    ...(cohort.present === undefined ? [] : [`${cohort.present.count === undefined ? "some" : cohort.present.count} of them at a time in ${placeName(cohort.present.in)}, each for ${cohort.present.nights} nights`]),
    ...(cohort.travels ?? []).map((travel) => `on trips at random to ${typeof travel.to === "string" ? placeName(travel.to) : listWords(Object.keys(travel.to).map(placeName))}`)
  ]
  const ways = listWords(Object.keys(cohort.reach).filter((mode) => mode !== "source" && mode !== "grade" && mode !== "note"))
  const vpn = cohort.vpn === undefined ? "" : `, some by a VPN through ${placeName(cohort.vpn.exit)}`
  return `${count} (${id}) of ${home}${differs.length === 0 ? "" : ` (${differs.join(", ")})`} use${one ? "s" : ""} ${uses} by ${ways}${vpn}${away.length === 0 ? "" : `; ${listWords(away)}`}.`
}

const part = (share: number | undefined): string => (share === undefined ? "" : `${percent(share)} of them `)
const percent = (share: number): string => `${Number((100 * share).toFixed(4))} %`

function serviceWords(id: string, service: Service, { sites }: Scenario): string {
  const at = (site: string): string => (sites[site] === undefined ? site : siteWords(site, sites[site]))
  const where = (by: ByRegion | string): string => (typeof by === "string" ? (by === "none" ? "nowhere" : by === "at-relay" ? "at the relay while it waits" : `at ${at(by)}`) : regions(by, (site) => `at ${at(site)}`))
  const classes = Object.entries(service.classes).map(([name, one]) => {
    const copies = Object.entries(one.copies ?? {}).flatMap(([kind, site]) => (site === undefined ? [] : [`a copy (${kind}) ${where(site)}`]))
    const keys = typeof one.keys === "string" ? one.keys : Array.isArray(one.keys) ? listWords(one.keys) : listWords((one.keys as { readonly by: ReadonlyArray<string> }).by)
    return `${name} is kept ${listWords([where(one.kept), ...copies])}, keys: ${keys}`
  })
  const run = service.provider ?? listWords(service.carriers ?? [])
  return `${id}${run === "" ? "" : ` of ${run}`}${service.relay === undefined ? "" : ` goes through ${typeof service.relay === "string" ? at(service.relay) : regions(service.relay, at)}`}; ${classes.join("; ")}.`
}

function regions(by: Readonly<Record<string, string>>, words: (site: string) => string): string {
  return listWords(Object.entries(by).map(([region, site]) => `${words(site)} for ${region === "others" ? "all others" : `accounts of ${placeName(region)}`}`))
}

function siteWords(id: string, site: Site): string {
  const operator = site.operator === "customer" ? ", the customer's own" : ""
  return `${id} (${placeName(site.country)}${site.declared === undefined || site.declared === site.country ? "" : `, said to be in ${placeName(site.declared)}`}${operator})`
}

/** All that has a date, in the order of the calendar; what hangs on something else comes after the dated. */
function happenings(scenario: Scenario): ReadonlyArray<string> {
  const told: Array<{ readonly at: string; readonly says: string }> = []
  const tell = (instant: Instant | undefined, says: string) => told.push({ at: sortKey(instant), says })
  for (const [id, site] of Object.entries(scenario.sites)) {
    for (const fault of site.fails ?? []) tell(fault.from, `${id} is ${faultWords(fault)} from ${instantWords(fault.from, "start")}${fault.until === undefined ? "" : ` until ${instantWords(fault.until, "end")}`}.`)
    if (site.starts !== undefined) tell(site.starts, `${id} ${site.starts.kind === "never" ? "runs only once something starts it" : `runs from ${instantWords(site.starts, "start")} on`}.`)
    if (site.stops !== undefined) tell(site.stops, `${id} runs no longer from ${instantWords(site.stops, "start")} on.`)
  }
  for (const [id, order] of Object.entries(scenario.orders)) order.timeline.forEach((step, i) => tell(step[stepWord(step)], stepWords(id, order, step, i === 0)))
  for (const [id, answer] of Object.entries(scenario.answers)) tell(answer.when, `${listWords(answer.by)} answer${answer.by.length > 1 ? "" : "s"} ${answer.to === undefined ? "" : `${listWords(answer.to)} `}${answer.when === undefined ? "in time" : `at ${instantWords(answer.when, "start")}`} (${id}, ${answer.kind})${actsWords(answer.do, answer.by)}.`)
  for (const [id, event] of Object.entries(scenario.events)) tell(event.when, `${capital(instantWords(event.when, "start"))}${event.until === undefined ? "" : ` until ${instantWords(event.until, "end")}`} (${id})${actsWords(event.do, event.by ?? [])}.`)
  return told.map((one, i) => ({ ...one, i })).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.i - b.i)).map(({ says }) => says)
}

/** What is wrong: towards whom, by how much, for which share of the messages. */
function faultWords({ what, with: others, adds, off, age, share }: SiteFailure): string {
  if (off !== undefined) return `${Math.abs(off) / 60_000} min ${off < 0 ? "behind" : "ahead"} by its clock`
  if (age !== undefined) return `${what} to a backup of ${age / 3_600_000} h before`
  const towards = others === undefined ? "" : ` towards ${listWords(others)}`
  const late = adds === undefined ? "" : ` by ${adds / 60_000} min`
  return `${what}${towards}${late}${share === undefined ? "" : ` for ${Math.round(100 * share)} % of the messages`}`
}

function sortKey(instant: Instant | undefined): string {
  if (instant === undefined || instant.kind === "ref") return "8"
  if (instant.kind === "never") return "9"
  return `${instant.date} ${instant.kind === "clock" ? String(instant.minute).padStart(4, "0") : "0000"}`
}

function stepWords(id: string, order: Order, step: Step, first: boolean): string {
  const word = stepWord(step)
  const { state, for: asker } = typeof order.by === "string" ? { state: order.by } : order.by
  const issuer = `${placeName(state)}${asker === undefined ? "" : ` for ${placeName(asker)}`}`
  const when = capital(instantWords(step[word], "start"))
  const dates = (["due", "until", "to"] as const).flatMap((key) => (step[key] === undefined ? [] : [`${key === "to" ? "to" : key} ${instantWords(step[key], "end")}`]))
  const head = `${when}: the order ${id}${first ? ` of ${issuer} (${order.kind})` : ""} is ${word}${dates.length === 0 ? "" : `, ${listWords(dates)}`}`
  if (!first) return `${head}.`
  const through = order.through === undefined ? "" : `; ${listWords(Object.entries(order.through).map(([who, how]) => `${who === "others" ? "the other carriers" : who} ${typeof how === "string" ? (who === "others" ? how.replace(/s$/, "") : how) : "obeys in part, late or for a while"}`))}`
  const demands = order.demands === undefined ? "" : `; it demands of ${listWords(order.to ?? [])}${actsWords(order.demands, [])}`
  const rungs = (order.else ?? []).flatMap((rung): ReadonlyArray<Act> => ("after" in rung && rung.after !== undefined ? (rung as { readonly do: ReadonlyArray<Act> }).do : [rung as Act]))
  return `${head}${order.does === undefined ? "" : actsWords(order.does, [])}${demands}${rungs.length === 0 ? "" : `; if that is not done${actsWords(rungs, [])}`}${through}.`
}

/** `: the national networks: block of chat; …`; nothing where nothing is done. */
function actsWords(acts: ReadonlyArray<Act>, by: ReadonlyArray<string>): string {
  return acts.length === 0 ? "" : `: ${acts.map((act) => clause(act, by)).join("; ")}`
}

function clause(act: Act, by: ReadonlyArray<string>): string {
  if (act["any-of"] !== undefined) return act["any-of"].map((one) => clause(one, by)).join(", or ")
  if (act.comply !== undefined) return "what is demanded is done"
  if (act.refuse !== undefined) return "it is not done"
  const verb = verbOf(act)
  const body = act[verb] as { readonly in?: unknown } | undefined
  const places = Array.isArray(body?.in) && (verb === "block" || verb === "slow" || verb === "erase" || verb === "keep") ? body.in.map(String) : []
  const event = by.length === 0 ? undefined : { id: "", title: undefined, kind: "", by, sources: [] }
  return actWords({ path: "", act, verb, places, carriers: undefined, from: undefined, until: undefined, order: undefined, answer: undefined, event, sources: [] } as unknown as Parameters<typeof actWords>[0])
}

function choiceWords({ choices }: Scenario): ReadonlyArray<string> {
  const place = choices["no-legal-place"]
  return [
    ...(place === "wait" ? [] : [`Where a message has no legal place, the choice is ${place}.`]),
    ...(choices["keep-or-erase"] === "erase" ? ["Where one order says keep and another erase, it is erased."] : []),
    ...(choices["cross-border-message"] === "sender-home" ? ["A message between two countries is under the rules of the sender's home."] : [])
  ]
}

/** `3 March 2015`, `the end of 3 March 2015`, `3 March 2015, 10:00`, `orders.x.in-effect + 2 h`. */
function instantWords(instant: Instant | undefined, edge: "start" | "end"): string {
  if (instant === undefined) return "an instant that the file leaves open"
  if (instant.kind === "never") return "never"
  const plus = instant.plus.businessDays > 0 ? ` + ${instant.plus.businessDays} business days` : instant.plus.ms > 0 ? ` + ${spanWords(instant.plus.ms)}` : ""
  if (instant.kind === "ref") return `${instant.of}.${instant.id}${instant.step === undefined ? "" : `.${instant.step}`}${plus}`
  if (instant.kind === "date") return `${edge === "end" ? "the end of " : ""}${dayWords(instant.date)}${plus}`
  return `${dayWords(instant.date)}, ${String(Math.floor(instant.minute / 60)).padStart(2, "0")}:${String(instant.minute % 60).padStart(2, "0")}${instant.zone === undefined ? "" : ` ${instant.zone}`}${plus}`
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
