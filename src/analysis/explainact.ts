/** Acts in sentences, and what stands behind them: who carries them out, for which order or answer, on which source. Each is cited by a number. */
import type { Act, Of, OfClause } from "../model/acts.ts"
import { printInstant } from "../model/instants.ts"
import type { ActStory, OrderStory, SourceStory } from "../model/story.ts"
import type { Page } from "./explainpage.ts"
import { dayWords, deadlineWords, listWords, momentWords, placeName, pointWords, spanWords } from "./explainwords.ts"

/** Acts in the order in which a story comes to them. */
export class Citations {
  readonly #acts: Array<ActStory> = []

  /** `act 1`; empty where no act is the cause. */
  cite(act: ActStory | undefined): string {
    if (act === undefined) return ""
    const at = this.#acts.findIndex((a) => a.path === act.path)
    return `act ${at >= 0 ? at + 1 : this.#acts.push(act)}`
  }

  get acts(): ReadonlyArray<ActStory> {
    return this.#acts
  }
}

/** Every act cited, with its order and answer (an order is told once), and then the sources that they name. */
export function tellActs(page: Page, citations: Citations): void {
  const orders = new Set<string>()
  const sources = new Map<string, SourceStory>()
  const cited = (list: ReadonlyArray<SourceStory>): string => {
    for (const source of list) sources.set(source.id, source)
    return list.map((source) => `[${source.id}]`).join(" ")
  }
  citations.acts.forEach((act, i) => {
    page.hanging(`Act ${i + 1}  `, `${actWords(act)}. In the file: ${act.path}.`)
    const told = [`In force ${forceWords(act)}.`]
    if (act.answer !== undefined) told.push(`It is the answer "${act.answer.id}"${titled(act.answer.title)} (${act.answer.kind}) of ${listWords(act.answer.by)}${act.order === undefined ? "" : ` to the order "${act.order.id}"`}.`)
    if (act.event !== undefined) told.push(`It belongs to the event "${act.event.id}"${titled(act.event.title)}.`)
    told.push(act.sources.length === 0 ? "The file names no source for it." : `Sources: ${cited(act.sources)}.`)
    for (const sentence of told) page.line(sentence, 9)
    if (act.order === undefined || orders.has(act.order.id)) {
      if (act.order !== undefined && act.answer === undefined) page.line(`Order "${act.order.id}", told above.`, 9)
      return
    }
    orders.add(act.order.id)
    tellOrder(page, act.order, cited)
  })
  if (sources.size === 0) return
  page.heading("Sources")
  for (const source of sources.values()) page.hanging(`[${source.id}] `, sourceWords(source))
}

function tellOrder(page: Page, order: OrderStory, cited: (list: ReadonlyArray<SourceStory>) => string): void {
  const by = `${placeName(order.issuer)}${order.body === undefined ? "" : ` (${order.body})`}`
  page.line(`Order "${order.id}"${titled(order.title)} (${order.kind}), issued by ${by}${order.to.length === 0 ? "" : ` to ${listWords(order.to)}`}${order.due === undefined ? "" : `; the deadline last in force was ${deadlineWords(order.due)}`}:`, 9)
  for (const state of order.states) page.hanging("- ", `${state.state} ${momentWords(state.at)}${state.sources.length === 0 ? "" : ` ${cited(state.sources)}`}`, 11)
}

export function sourceWords(source: SourceStory): string {
  return [source.title, ...(source.date === undefined ? [] : [dayWords(source.date)]), ...(source.url === undefined ? [] : [source.url])].join(", ")
}

const titled = (title: string | undefined): string => (title === undefined ? "" : `, "${title}"`)

function forceWords(act: ActStory): string {
  return `${timeWords(act)}${act.carriers === undefined ? "" : `; carried out by ${listWords(act.carriers.map((c) => (c === "others" ? "the other networks" : c)))}`}`
}

/** `from 3 March 2015, 00:00 (2 March, 19:00 UTC), to the end of the run` */
export function timeWords(act: ActStory): string {
  const from = act.from === undefined ? "since before the run" : `from ${momentWords(act.from)}`
  const until = act.until === undefined ? "to the end of the run" : act.until.ms === act.from?.ms ? "" : `until ${momentWords(act.until)}`
  return `${from}${until === "" ? "" : `, ${until}`}`
}

/** What an act does, as a clause: `the national networks block chat for people on foreign SIMs, in Freedonia`. */
export function actWords(story: ActStory): string {
  const { act } = story
  const at = (points: ReadonlyArray<string>) => listWords(points.map((point) => pointWords(point, "")))
  const places = story.places.length === 0 ? "" : ` in ${listWords(story.places.map(placeName))}`
  const by = story.answer?.by ?? story.event?.by ?? []
  const who = by.length === 0 ? "the state" : listWords(by)
  if (act.block !== undefined) return `${at(act.block.at)}${places}: block of ${what(act.block.what)}${act.block.match === "address" ? " by its addresses, with every service that shares them," : ""}${whom(act.block.of)}${act.block.except === undefined ? "" : ", with exceptions"}`
  if (act.slow !== undefined) return `${at(act.slow.at)}${places}: ${what(act.slow.what)} slowed to ${act.slow.rate / 1000} kbit/s${whom(act.slow.of)}`
  if (act.exit !== undefined) return `${who} no longer serve${by.length > 1 ? "" : "s"} ${what(act.exit.what)}${whom(act.exit.of)}; what is kept of theirs ${act.exit.old === "erased" ? "is erased" : "moves elsewhere"}`
  if (act["shut-down"] !== undefined) return `${who} shut${by.length > 1 ? "" : "s"} down ${what(act["shut-down"].what)} everywhere`
  if (act.suspend !== undefined) return `accounts are suspended from ${what(act.suspend.what)}${whom(act.suspend.of)}${whileIn(act.suspend.in)}`
  if (act.open !== undefined) return `${story.act.open?.to === undefined ? (story.order === undefined ? "an authority" : placeName(story.order.issuer)) : placeName(story.act.open.to)} obtains ${what(act.open.what)}${whom(act.open.of)}, ${SPANS[act.open.span]}${through(story)}`
  if (act.place !== undefined) return `${what(act.place.what)}${whom(act.place.of)} ${placing(act.place)}; what lies elsewhere ${act.place.old === "moves" ? "moves there" : act.place.old === "erased" ? "is erased" : "stays where it is"}`
  if (act.seize !== undefined) return `${ofPart(act.seize.what)}${listWords(act.seize.at)} is seized, with the copies and keys that lie there`
  if (act.transfer !== undefined) return `${by.length === 0 ? "" : `${listWords(by)}: `}${ofPart(act.transfer.what)}${listWords(act.transfer.at)} goes to ${act.transfer.to === undefined ? "another owner" : placeName(act.transfer.to)}`
  if (act.erase?.for !== undefined) return `${by.length === 0 ? "" : `${listWords(by)}: `}nothing of ${what(act.erase.what)}${whom(act.erase.of)} stays${places} for longer than ${spanWords(act.erase.for)}`
  if (act.sanction !== undefined) return `${by.length === 0 ? "" : `${listWords(by)}: `}${sanctionWords(act.sanction)}`
  const keys = KEY_VERBS.find((verb) => act[verb] !== undefined)
  if (keys !== undefined) return `${who}: ${KEY_WORDS[keys]} of ${what(act[keys]!.what)}${whom(act[keys]!.of)}${act[keys]!.to === undefined ? "" : `, to ${placeName(act[keys]!.to)}`}${act[keys]!.in === undefined ? "" : `, to lie in ${placeName(act[keys]!.in)}`}`
  return `${by.length === 0 ? "" : `${listWords(by)}: `}${VERBS[story.verb] ?? `${story.verb} of`} ${rest(act)}`
}

const VERBS: Readonly<Record<string, string>> = {
  withdraw: "withdrawal of",
  filter: "filtering of",
  restore: "restoration of",
  "close-to-new": "no new people, installs or switch-ons for",
  keep: "copies are kept of",
  erase: "erasure of",
  start: "start of",
  stop: "stop of",
  evade: "evasion of blocks for",
  shift: "change of a habit of",
  ask: "people are asked for consent, in"
}

/** `fine of 5 EUR per day on a-company`; a sanction is against parties by name, or people. */
function sanctionWords({ of, fine, per, ...others }: NonNullable<Act["sanction"]>): string {
  const what = [...(fine === undefined ? [] : [`fine of ${fine}${per === undefined ? "" : ` per ${per}`}`]), ...(["arrest", "freeze", "licence", "ban"] as const).filter((key) => others[key] !== undefined)]
  const parties = typeof of === "string" ? [of] : Array.isArray(of) && of.every((one) => typeof one === "string") ? of.map(String) : undefined
  return `${listWords(what.length === 0 ? ["sanction"] : what)}${parties === undefined ? whom(of as Of | undefined) : ` on ${listWords(parties)}`}`
}

/** The part of a site or a company that an act means. */
function ofPart(words: ReadonlyArray<string> | undefined): string {
  return words === undefined ? "" : `${what(words)} of `
}

const SPANS = { stored: "as it is stored", "from-now": "as it passes from then on", all: "as it is stored and as it passes from then on" } as const
const KEY_VERBS = ["give-keys", "move-keys", "rotate-keys", "destroy-keys"] as const
const KEY_WORDS = { "give-keys": "a copy is given of the keys", "move-keys": "move of the keys", "rotate-keys": "new keys in place", "destroy-keys": "destruction of the keys" } as const

function through({ act, answer }: ActStory): string {
  const via = act.open?.via ?? act.open?.at ?? answer?.by ?? []
  return via.length === 0 ? "" : `, through ${listWords(via)}`
}

function placing(place: NonNullable<Act["place"]>): string {
  const parts = [...(place.in === undefined ? [] : [`in ${listWords(place.in.map(placeName))}`]), ...(place["not-in"] === undefined ? [] : [`outside ${listWords(place["not-in"].map(placeName))}`]), ...(place.at === undefined ? [] : [`at ${listWords(place.at)}`])]
  return `${place.copies === "primary" ? "(primary copies)" : "(all copies)"} is kept ${parts.join(", ")}`
}

/** What is left are verbs whose body names a thing, a site or people. */
function rest(act: Act): string {
  const body = Object.values(act).find((value): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value)) ?? {}
  const named = [body.what, body.at, body.people].flatMap((value) => (Array.isArray(value) ? value.filter((word): word is string => typeof word === "string") : []))
  return `${named.length === 0 ? "what the file says" : listWords(named)}${whom(body.of as Of | undefined)}${whileIn((act.restore ?? act.withdraw ?? act.filter)?.in)}`
}

/** Acts on people that say `in` mean them while they are there. */
function whileIn(where: ReadonlyArray<string> | undefined): string {
  return where === undefined || where.includes("all") ? "" : `, while they are in ${places(where)}`
}

const TRAFFIC: Readonly<Record<string, string>> = { all: "all traffic", data: "all data", voice: "voice calls", sms: "SMS", international: "all international traffic" }

function what(words: ReadonlyArray<string> | undefined): string {
  return words === undefined ? "everything" : listWords(words.map((word) => TRAFFIC[word] ?? word))
}

/** ` for people present in Freedonia, or on the list x`; nothing where everybody is meant. */
export function whom(of: Of | undefined): string {
  if (of === undefined || of === "all") return ""
  return ` for people ${of.map(clauseWords).join(", or ")}`
}

const KEYS: ReadonlyArray<readonly [keyof OfClause, (values: ReadonlyArray<string>) => string]> = [
  ["people", (v) => `of the cohort ${v.join(" or ")}`],
  ["home", (v) => `at home in ${places(v)}`],
  ["citizen", (v) => `with the citizenship of ${places(v)}`],
  ["account", (v) => `with an account of ${places(v)}`],
  ["sim", (v) => `on ${v.map((s) => (s === "own" ? "the country's own SIMs" : s === "foreign" ? "foreign SIMs" : s === "all" ? "any line" : `SIMs of ${placeName(s)}`)).join(" or ")}`],
  ["store", (v) => `with an app store account of ${places(v)}`],
  ["segment", (v) => `of the segment ${v.join(" or ")}`],
  ["plan", (v) => `with a ${v.join(" or ")} plan`],
  ["list", (v) => `on the list ${v.join(" or ")}`],
  ["option", (v) => v.map((word) => (word === "no" ? "without any option" : `with ${word} switched on`)).join(" or ")],
  ["accepts", (v) => `who accept ${v.join(" or ")}`],
  ["carrier", (v) => `with the carrier ${v.join(" or ")}`],
  ["access", (v) => `on ${v.join(" or ")}`],
  ["vpn", (v) => `with VPN: ${v.join(" or ")}`],
  ["exit", (v) => `leaving through ${places(v)}`],
  ["status", (v) => `who are ${v.join(" or ")}`],
  ["present", (v) => `present in ${places(v)}`],
  ["uses", (v) => `who use ${v.join(" or ")}`]
]

const places = (codes: ReadonlyArray<string>): string => codes.map(placeName).join(" or ")

function clauseWords(clause: OfClause): string {
  const said = KEYS.flatMap(([key, words]) => {
    const values = clause[key]
    return Array.isArray(values) ? [words(values.map(String))] : []
  })
  const since = clause["since-arrival"]
  if (since !== undefined) said.push(`in the first ${spanWords(since)} after their arrival`)
  const { after, before } = clause.opened ?? {}
  if (after !== undefined || before !== undefined) said.push(`whose account was opened${after === undefined ? "" : ` from ${printInstant(after)} on`}${before === undefined ? "" : ` before ${printInstant(before)}`}`)
  const other = clause["other-end"]
  if (other !== undefined) said.push(`in mail with people ${other.map((o) => clauseWords(o)).join(", or ")}`)
  return said.join(" and ")
}
