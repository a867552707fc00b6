/** docs/model.md on gates, said again as plainly as can be: lists of points, and one rule after another asked at each. */
import type { Rule } from "../../src/world/rules.ts"

/** What the twin knows of a person on his way to a relay. */
export interface Case {
  readonly mode: "local-sim" | "home-routed" | "local-breakout" | "hub-breakout" | "wifi" | "fixed-wireless" | "satellite"
  readonly home: string
  /** Country of the SIM in use; undefined on lines without. */
  readonly sim: string | undefined
  readonly present: string
  readonly territory: string | undefined
  /** The hub's or the satellite gateway's country. */
  readonly via: string
  readonly vpn: string | undefined
  readonly relay: string
  readonly simCarrier: string
  readonly visitedCarrier: string
  readonly segment: string
  readonly service: string
  readonly feature: string | undefined
}

interface At {
  readonly point: string
  readonly country: string
  readonly carrier: string | undefined
  readonly tunnel: boolean
  /** This device stands behind these national networks. */
  readonly mine: boolean
}

/** The table of points. */
export function pointsOf(c: Case): ReadonlyArray<At> {
  const at = (point: string, country: string, carrier?: string, mine = false): At => ({ point, country, carrier, tunnel: c.vpn !== undefined, mine })
  const s = c.sim ?? ""
  const v = c.present
  const cellular = [at("subscription", s, c.simCarrier), at("radio", v, c.visitedCarrier), at("attach", v, c.visitedCarrier)]
  const access: Record<Case["mode"], ReadonlyArray<At>> = {
    "local-sim": [...cellular, at("gateway", v, c.visitedCarrier), at("national-internet", v, c.visitedCarrier, true)],
    "home-routed": [...cellular, at("exchange", v, c.visitedCarrier), at("exchange", s, c.simCarrier), at("gateway", s, c.simCarrier), at("national-internet", s, c.simCarrier, true)],
    "local-breakout": [...cellular, at("gateway", v, c.visitedCarrier), at("national-internet", v, c.visitedCarrier, true)],
    "hub-breakout": [...cellular, at("exchange", v, c.visitedCarrier), at("exchange", c.via), at("gateway", c.via), at("national-internet", c.via, undefined, true)],
    wifi: [at("fixed", v, c.visitedCarrier), at("national-internet", v, c.visitedCarrier, true)],
    "fixed-wireless": [at("fixed", v, c.visitedCarrier), at("national-internet", v, c.visitedCarrier, true)],
    satellite: [at("satellite", c.via, c.visitedCarrier), at("national-internet", c.via, c.visitedCarrier, true)]
  }
  const first = access[c.mode]
  const enters = first[first.length - 1]
  const free = (a: At): At => ({ ...a, tunnel: false })
  const on = (from: string, carrier: string | undefined) => (from === c.relay ? [free(at("relay-ingress", c.relay))] : [free(at("border", from, carrier)), free(at("border", c.relay)), free(at("national-internet", c.relay)), free(at("relay-ingress", c.relay))])
  if (c.vpn === undefined) return [...first, ...on(enters.country, enters.carrier)]
  const toExit = enters.country === c.vpn ? [] : [at("border", enters.country, enters.carrier), at("border", c.vpn)]
  return [...first, ...toExit, free(at("national-internet", c.vpn, undefined, true)), ...on(c.vpn, undefined)]
}

export interface Found {
  readonly point: string
  readonly country: string
  readonly act: number
  readonly reason: string
}

const PATHS: Readonly<Record<string, string>> = { chat: "relay", mail: "relay", web: "open-web" }
/** Sites of relays: chat and mail share theirs. */
const RELAYS: Readonly<Record<string, string>> = { chat: "shared", mail: "shared", web: "other" }
const TRAFFIC = ["all", "data", "voice", "sms", "international"]

/** All refusals: at each point in turn, the rules from the oldest on. */
export function refusals(c: Case, rules: ReadonlyArray<Rule>): ReadonlyArray<Found> {
  const points = pointsOf(c)
  const found: Array<Found> = []
  points.forEach((at, i) => {
    for (const rule of rules) if (matches(c, points, i, rule)) found.push({ point: at.point, country: at.country, act: rule.act, reason: reason(c, at, rule) })
  })
  return found
}

function reason(c: Case, at: At, rule: Rule): string {
  if (rule.kind === "slow") return "throttled"
  if (rule.first !== undefined) return "waiting-period"
  if (at.point === "subscription") return "not-provisioned"
  if (at.point === "attach" && c.sim !== undefined && c.sim !== at.country) return "roamer-barred"
  return "blocked"
}

function matches(c: Case, points: ReadonlyArray<At>, i: number, rule: Rule): boolean {
  const at = points[i]
  const whole = rule.what.some((word) => TRAFFIC.includes(word))
  // A cut border takes the exchange legs of its country too.
  const here = (rule.at as ReadonlyArray<string>).includes(at.point) || (at.point === "exchange" && rule.at.includes("border") && whole)
  if (!here) return false
  const territorial = ["radio", "attach", "fixed"].includes(at.point)
  if (rule.places.length > 0 && !rule.places.some((place) => place === at.country || (territorial && place === c.territory && place.startsWith(at.country)))) return false
  if (rule.carrier === "others" ? at.carrier !== undefined : rule.carrier !== undefined && rule.carrier !== at.carrier) return false
  if (!(rule.what.some((word) => crosses(c, points, i, word)) || (named(c, rule) && visible(at, rule)))) return false
  if (rule.of !== undefined && rule.of !== "all" && !rule.of.some((clause) => selects(c, clause, at.country, rule.issuer))) return false
  return !excepted(c, points, i, rule)
}

function crosses(c: Case, points: ReadonlyArray<At>, i: number, word: string): boolean {
  if (word === "all") return true
  if (word === "data") return ["relay", "open-web"].includes(PATHS[c.service])
  if (word !== "international") return false
  if (points[i].point === "exchange") return true
  // In a tunnel the tunnel's way counts, behind it what comes after.
  const leg = points.filter((p) => p.tunnel === points[i].tunnel)
  return leg.some((p) => p.point === "border")
}

const nameOf = (c: Case) => (c.feature === undefined ? c.service : `${c.service}.${c.feature}`)
const isCalled = (c: Case, word: string) => word === c.service || word === nameOf(c) || (c.feature === undefined && word === `${c.service}.content`)

function named(c: Case, rule: Rule): boolean {
  if (rule.what.some((word) => isCalled(c, word))) return true
  return rule.match === "address" && rule.what.some((word) => RELAYS[word.split(".")[0]] === RELAYS[c.service] && !/\.calls|\.metadata/.test(word))
}

/** What a point can tell apart. */
function visible(at: At, rule: Rule): boolean {
  if (at.point === "subscription" || at.point === "attach") return true
  if (at.point === "exchange") return false
  const tunnelsMeant = rule.of !== undefined && rule.of !== "all" && rule.of.some((clause) => clause.vpn?.includes("yes"))
  if (at.tunnel && !tunnelsMeant) return false
  return at.point !== "national-internet" || at.mine
}

function excepted(c: Case, points: ReadonlyArray<At>, i: number, rule: Rule): boolean {
  const { except } = rule
  if (except === undefined) return false
  const at = points[i]
  // Names are seen where nothing hides them, or where the rule itself goes by them; kinds of traffic are seen everywhere.
  const open = (!at.tunnel && at.point !== "exchange") || !rule.what.some((word) => crosses(c, points, i, word))
  const what = except.what === undefined || except.what.some((word) => (open && isCalled(c, word)) || crosses(c, points, i, word))
  const of = except.of === undefined || except.of === "all" || except.of.some((clause) => selects(c, clause, at.country, rule.issuer))
  const where = except.in === undefined || except.in.some((place) => place === at.country || (place === c.territory && place.startsWith(at.country)))
  return what && of && where
}

type Clause = Exclude<NonNullable<Rule["of"]>, "all">[number]

/** Several keys: all of them; several words: any of them. */
function selects(c: Case, clause: Clause, pointCountry: string, issuer: string | undefined): boolean {
  const status = issuer === undefined ? "" : c.home === issuer ? (c.present === issuer ? "resident" : "abroad") : c.present === issuer ? "visitor" : "other"
  const asked: ReadonlyArray<readonly [ReadonlyArray<unknown> | undefined, (word: unknown) => boolean]> = [
    [clause.sim, (w) => w === "all" || (c.sim !== undefined && (w === "own" ? c.sim === pointCountry : w === "foreign" ? c.sim !== pointCountry : c.sim === w))],
    [clause.home, (w) => w === c.home],
    [clause.segment, (w) => w === c.segment],
    [clause.status, (w) => w === status],
    [clause.present, (w) => w === c.present || w === c.territory],
    [clause.access, (w) => w === c.mode],
    [clause.vpn, (w) => (w === "yes" ? c.vpn !== undefined : w === "no" ? c.vpn === undefined : c.vpn === w)]
  ]
  return asked.every(([words, test]) => words === undefined || words.some(test))
}
