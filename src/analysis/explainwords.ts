/** The words in which stories are told: reasons, points, lines, countries and instants. */
import { STATES } from "../model/codes.ts"
import type { LeakStory, LineStory, Moment, ObstacleStory, PointStory, SiteStory } from "../model/story.ts"

/** What a gate's reason says, as a clause that follows a colon. */
const REASONS: Readonly<Record<string, string>> = {
  "market-left": "the provider has left the market that the account belongs to",
  "product-withdrawn": "the provider has withdrawn the product from the account",
  "account-suspended": "the account is suspended",
  "not-installable": "people cannot newly obtain the service",
  "feature-withdrawn": "the feature has been withdrawn",
  "not-provisioned": "the home register of the SIM's carrier does not provide the service to its own subscribers",
  "roamer-barred": "the visited network's serving node refused the foreign SIM",
  "waiting-period": "the SIM registered too short a while ago",
  blocked: "the network blocks the service there",
  throttled: "the network slows the service down there",
  filtered: "the content is filtered out",
  "relay-down": "the service's relay does not run",
  "relay-unreachable": "the service's relay runs, and no network leads to it",
  "relay-paused": "the service's relay stands still for a while",
  "lost-on-the-way": "it was lost on the way to or from a site that loses messages",
  "service-stopped": "the service has been stopped as a whole",
  "no-legal-place": "the rules that the provider has adopted leave no place where the mailbox may lie",
  "mailbox-unreachable": "the server with the mailbox cannot be reached from the relay",
  "waited-too-long": "it waited longer than the service keeps a message in its queue"
}

export function reasonWords(reason: string): string {
  return REASONS[reason] ?? reason
}

const POINTS: Readonly<Record<string, string>> = {
  account: "the account",
  subscription: "the SIM's home register",
  radio: "the radio network",
  attach: "the serving node",
  gateway: "the packet gateway",
  fixed: "the fixed network",
  "national-internet": "the national networks",
  border: "the border",
  exchange: "the roaming exchange (IPX)",
  satellite: "the satellite's gateway",
  "relay-ingress": "the relay's entrance",
  stores: "the app stores",
  mailbox: "the mailbox"
}

/** `the border (border) of Freedonia`; the word of the scenario's language stands in brackets. */
export function pointWords(point: string, place: string): string {
  const name = POINTS[point] ?? point
  const own = point === "account" || point === "mailbox"
  return `${name}${own ? "" : ` (${point})`}${place === "" ? "" : ` in ${placeName(place)}`}`
}

/** `the account; in X: the radio network and the packet gateway; in Y: the border`: points in the order of crossing. */
export function wayWords(points: ReadonlyArray<PointStory>): string {
  const legs: Array<{ readonly country: string; readonly points: Array<string> }> = []
  for (const { point, country } of points) {
    const last = legs.at(-1)
    if (last === undefined || last.country !== country) legs.push({ country, points: [POINTS[point] ?? point] })
    else last.points.push(POINTS[point] ?? point)
  }
  return legs.map((leg) => `${leg.country === "" ? "" : `in ${placeName(leg.country)} `}${listWords(leg.points)}`).join("; ")
}

/** `at the border (border) in X, carrier Y`, and what it lets through; whether it was this one, where what is told is one message. */
export function whereStopped(o: ObstacleStory, of: "message" | "person" = "message"): string {
  const server = o.reason === "mailbox-unreachable" && o.point !== "mailbox" ? "on the way from the relay to the mailbox's server, " : ""
  const carrier = o.carrier === undefined ? "" : `, carrier ${o.carrier}`
  return `${server}at ${pointWords(o.point, o.country)}${carrier}${o.leaks.length === 0 ? "" : ` (${leakWords(o.leaks, of)})`}`
}

const UNITS: Readonly<Record<LeakStory["by"], string>> = { attempt: "tries", connection: "connections", line: "lines", service: "services", carrier: "carriers" }

/** `it lets 10 % of lines through; not this one`. What is drawn anew at each try is decided for no person. */
function leakWords(leaks: ReadonlyArray<LeakStory>, of: "message" | "person"): string {
  const parts = leaks.map(({ by, excepts, share }) => (share === 1 ? (excepts ? "those whom it excepts" : `all ${UNITS[by]}`) : `${Math.round(share * 1000) / 10} % of ${UNITS[by]}${excepts ? " of those whom it excepts" : ""}`))
  const drawn = of === "message" || leaks.every(({ by }) => by !== "attempt" && by !== "connection")
  return `it lets ${listWords([...new Set(parts)])} through${drawn ? "; not this one" : ""}`
}

const MODES: Readonly<Record<LineStory["mode"], string>> = {
  "local-sim": "a local SIM",
  "home-routed": "a foreign SIM, home-routed",
  "local-breakout": "a foreign SIM with local breakout",
  "hub-breakout": "a travel eSIM through a hub",
  wifi: "Wi-Fi",
  "fixed-wireless": "fixed wireless",
  satellite: "satellite"
}

export function modeWords(mode: LineStory["mode"]): string {
  return MODES[mode]
}

/** `on a foreign SIM, home-routed (SIM of X, carrier a; served by b), by VPN through Y`. */
export function lineWords(line: LineStory): string {
  const sim = line.sim === undefined ? [] : [`SIM of ${placeName(line.sim)}${line.simCarrier === undefined ? "" : ` from ${line.simCarrier}`}`]
  const served = line.servingCarrier === undefined || line.servingCarrier === line.simCarrier ? [] : [`served by ${line.servingCarrier}`]
  const exit = line.exit === undefined ? [] : [`leaving through ${placeName(line.exit)}`]
  const details = [...sim, ...served, ...exit].join(", ")
  return `${MODES[line.mode]}${details === "" ? "" : ` (${details})`}${line.vpn === undefined ? "" : `, by a VPN with its exit in ${placeName(line.vpn)}`}`
}

export function siteWords(site: SiteStory): string {
  const declared = site.declared === undefined || site.declared === site.country ? "" : `, declared as in ${placeName(site.declared)}`
  const operator = site.operatorKind === "customer" ? "the customer's own" : site.operatorKind === site.operator ? site.operator : `run by ${site.operator}, ${article(site.operatorKind)}`
  return `${site.site} in ${placeName(site.country)}${declared} (${operator})`
}

const article = (noun: string): string => `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`

const NAMES: ReadonlyMap<string, string> = shortNames()

/** Everyday names: what follows a comma, a bracket or "of" is left out where no two states are then called the same. */
function shortNames(): ReadonlyMap<string, string> {
  const short = STATES.map((s) => ({ code: s.alpha2, long: s.name, name: s.name.replace(/\s*[(,[].*$/, "").replace(/^(United \w+) of .*$/, "$1") }))
  return new Map(short.map(({ code, long, name }) => [code, short.filter((other) => other.name === name).length === 1 ? name : long]))
}

/** `Freedonia`, `the United States`; a territory with its state: `XY-1 (Freedonia)`; what is no state as it is written. */
export function placeName(code: string): string {
  const state = NAMES.get(code.slice(0, 2))
  if (state === undefined || !/^[A-Z]{2}(-|$)/.test(code)) return code === "XX" ? "a country that the file leaves open" : code
  const name = /^United |Islands$|lands$|pines$|Republic$/.test(state) ? `the ${state}` : state
  return code.length === 2 ? name : `${code} (${state})`
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]

/** `30 December 2015` of `2015-12-30 …`. */
export function dayWords(text: string): string {
  const [year, month, day] = text.slice(0, 10).split("-").map(Number)
  return `${day} ${MONTHS[month - 1]} ${year}`
}

/** `31 December 2015, 00:00 (30 December, 19:00 UTC)`: first the scenario's clock; seconds where there are some. */
export function momentWords(m: Moment): string {
  const day = dayWords(m.utc)
  const date = m.utc.slice(0, 10) === m.local.slice(0, 10) ? "" : `${m.utc.slice(0, 4) === m.local.slice(0, 4) ? day.slice(0, -5) : day}, `
  return `${dayWords(m.local)}, ${clockTime(m.local)} (${date}${clockTime(m.utc)} UTC)`
}

const clockTime = (text: string): string => text.slice(11).replace(/:00$/, "")

/** A deadline is the end of a day: `the end of 30 December 2015`; another instant as it is. */
export function deadlineWords(m: Moment): string {
  if (!m.local.endsWith("00:00:00")) return momentWords(m)
  const [year, month, day] = m.local.slice(0, 10).split("-").map(Number)
  return `the end of ${dayWords(new Date(Date.UTC(year, month - 1, day - 1)).toISOString())}`
}

/** `2015-12-31 00:00:00`, for the margin of a list. */
export function stamp(m: Moment): string {
  return m.local
}

/** Whole units of a span: `3 days 4 h`, `12 min`, `0.8 s`. */
export function spanWords(ms: number): string {
  if (ms < 60_000) return `${ms < 10_000 ? (ms / 1000).toFixed(1) : Math.round(ms / 1000)} s`
  const min = Math.round(ms / 60_000)
  if (min < 60) return `${min} min`
  const h = Math.floor(min / 60)
  if (h < 48) return min % 60 === 0 ? `${h} h` : `${h} h ${min % 60} min`
  const rest = Math.round(min / 60) % 24
  return `${Math.floor(Math.round(min / 60) / 24)} days${rest === 0 ? "" : ` ${rest} h`}`
}

export function listWords(words: ReadonlyArray<string>): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`
}

/** 1234567 as 1,234,567. */
export function number(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",")
}

export function countWords(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : many}`
}
