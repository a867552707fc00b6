/** The acts of a generated world, each valid where it stands: of a state's own hand, demanded of a company, done by one, or of chance. */
import type { Act, Of, OfClause, Point } from "../../model/acts.ts"
import type { Feature } from "../features.ts"
import { DAY_MS, HOUR_MS, idsOf, instant, DAYS, type Sketch } from "./sketch.ts"

type Make = (s: Sketch, state: string) => Act

/** Acts with the features that they need, and how often each is taken when it can be. */
interface Choice {
  readonly needs: Feature | undefined
  readonly weight: number
  readonly make: Make
}

const choice = (weight: number, needs: Feature | undefined, make: Make): Choice => ({ needs, weight, make })

/** What a state has done through carriers or by its own hand. */
export function ofState(s: Sketch, state: string): Act {
  return chosen(s, state, OF_STATES)
}

/** What an addressee must do. */
export function demanded(s: Sketch, state: string): Act {
  if (s.draw.chance(10)) return { "any-of": [chosen(s, state, DEMANDED), chosen(s, state, DEMANDED)] }
  return chosen(s, state, DEMANDED)
}

/** What a company does of its own. */
export function done(s: Sketch, state: string): Act {
  return chosen(s, state, DONE)
}

/** What nobody ordered. */
export function happening(s: Sketch, state: string): Act {
  return chosen(s, state, HAPPENING)
}

function chosen(s: Sketch, state: string, choices: ReadonlyArray<Choice>): Act {
  const can = choices.filter(({ needs }) => needs === undefined || s.has(needs))
  let left = s.draw.below(can.reduce((sum, { weight }) => sum + weight, 0))
  return can.find(({ weight }) => (left -= weight) < 0)!.make(s, state)
}

const POINTS: ReadonlyArray<Point> = ["subscription", "radio", "attach", "gateway", "fixed", "national-internet", "border", "exchange", "satellite", "relay-ingress"]
const TELL_SIMS: ReadonlyArray<Point> = ["subscription", "attach", "gateway"]

function product(s: Sketch): string {
  const service = s.draw.pick(idsOf(s.services))
  const features = s.services[service].features ?? []
  return features.length > 0 && s.draw.chance(25) ? `${service}.${features[0]}` : service
}

/** Services with a company behind them; there is one always. */
function hosted(s: Sketch): string {
  return s.draw.pick(idsOf(s.services).filter((name) => s.services[name].path === "relay"))
}

/** A class, or all classes of a service. */
function data(s: Sketch): string {
  const service = hosted(s)
  return s.draw.chance(35) ? service : `${service}.${s.draw.pick(idsOf(s.services[service].classes))}`
}

function traffic(s: Sketch): ReadonlyArray<string> {
  const { draw } = s
  return draw.chance(70) ? [product(s)] : draw.chance(20) ? [...new Set([product(s), product(s)])] : [draw.pick(["all", "data", "international"])]
}

/** Whom: mostly by what orders really name. */
export function whomOf(s: Sketch, ofMessages = false): { readonly of?: Of } {
  const { draw } = s
  if (draw.chance(30)) return {}
  const code = draw.pick(s.codes)
  const plain: ReadonlyArray<OfClause> = [{ home: [code] }, { account: [code] }, { present: [code] }, { people: [draw.pick(idsOf(s.people))] }]
  if (!s.has("selectors") || draw.chance(50)) return { of: [draw.pick(plain)] }
  return { of: draw.chance(15) ? [draw.pick(plain), draw.pick(rare(s, code, ofMessages))] : [draw.pick(rare(s, code, ofMessages))] }
}

/** Who is at the other end, and how long ago somebody came, can be asked of messages alone. */
function rare(s: Sketch, code: string, ofMessages: boolean): ReadonlyArray<OfClause> {
  return [
    { citizen: [code] }, { status: [s.draw.pick(["resident", "visitor", "abroad"])] }, { access: [s.draw.pick(["wifi", "home-routed", "local-sim"])] }, ...(ofMessages ? [{ "other-end": [{ home: [code] }] }, { present: [code], "since-arrival": DAY_MS }] : []), { vpn: ["yes"] }, { uses: [s.draw.pick(idsOf(s.services))] },
    { home: [code], present: [s.draw.pick(s.codes)] }, { carrier: [s.draw.pick(idsOf(s.carriers))] }, { sim: [code] }, { opened: { after: instant(DAYS[1]) } },
    ...(s.has("segments") ? [{ segment: ["enterprise"] }, { plan: ["prepaid"] }, ...(idsOf(s.people).some((name) => s.people[name].list !== undefined) ? [{ list: ["on-list"] }] : [])] : []),
    ...(s.has("options") ? [{ option: ["vault"] }, { option: ["no"] }] : [])
  ]
}

function gate(s: Sketch) {
  const { draw } = s
  const sims = s.has("roaming") && draw.chance(20)
  const at = sims ? [draw.pick(TELL_SIMS)] : draw.chance(20) ? [...draw.some(POINTS, 2, 2)] : [draw.pick(POINTS)]
  return {
    what: traffic(s),
    at,
    match: draw.chance(15) ? ("address" as const) : ("name" as const),
    ...(sims ? { of: [{ sim: [draw.pick(["foreign", "own"])] }] } : whomOf(s, true)),
    ...(s.has("leaks") && draw.chance(45) ? { leak: { share: draw.pick([0.2, 0.6]), by: draw.pick(["attempt", "connection", "line", "service", "carrier"] as const) } } : {}),
    ...(s.has("daily") && draw.chance(45) ? { daily: [draw.pick([{ fromMin: 60, untilMin: 360 }, { fromMin: 1200, untilMin: 180 }, { fromMin: 0, untilMin: 1440 }])] } : {}),
    ...(s.has("selectors") && draw.chance(20) ? { except: { of: [{ people: [draw.pick(idsOf(s.people))] }] } } : {}),
    ...(s.has("roaming") && draw.chance(10) ? { first: { for: DAY_MS, after: "registration" as const, ...(draw.chance(50) ? { "again-after": [{ return: "abroad" as const }, { silent: 6 * HOUR_MS }] } : {}) } } : {})
  }
}

const block: Make = (s) => ({ block: gate(s) })
const slow: Make = (s) => ({ slow: { ...gate(s), rate: s.draw.pick([64_000, 1_000]) } })

const open: Make = (s, state) => {
  const { draw } = s
  const atPoint = draw.chance(40)
  return {
    open: {
      what: [data(s)],
      ...whomOf(s),
      span: atPoint ? "from-now" : draw.pick(["stored", "from-now", "all"] as const),
      to: state,
      ...(atPoint ? { at: [draw.pick(["attach", "national-internet", "border", "relay-ingress"] as const)], in: [state] } : draw.chance(30) ? { in: [draw.pick([...s.codes, "all"])] } : {})
    }
  }
}
/** Of an event nobody is the addressee: the holder is named. */
const openVia: Make = (s, state) => {
  const made = open(s, state).open!
  return { open: made.at === undefined ? { ...made, via: [s.draw.pick(idsOf(s.providers))] } : made }
}

const suspend: Make = (s) => ({ suspend: { what: [product(s)], ...whomOf(s), ...(s.draw.chance(20) ? { in: [s.draw.pick(s.codes)] } : {}) } })
const restore: Make = (s) => ({ restore: { what: [product(s)], ...whomOf(s) } })
const withdraw: Make = (s) => ({ withdraw: { what: [part(s)], ...whomOf(s), ...(s.draw.chance(20) ? { in: [s.draw.pick(s.codes)] } : {}) } })
const filter: Make = (s) => ({ filter: { what: [product(s)], ...whomOf(s) } })

/** A service, a feature, an option or a class. */
function part(s: Sketch): string {
  const service = s.services[hosted(s)]
  const name = idsOf(s.services).find((one) => s.services[one] === service)!
  const parts = [...(service.features ?? []), ...idsOf(service.options ?? {}), ...(service.classes.metadata === undefined ? [] : ["metadata"])]
  return parts.length > 0 && s.draw.chance(70) ? `${name}.${s.draw.pick(parts)}` : name
}

const place: Make = (s, state) => {
  const { draw } = s
  const forbids = draw.chance(35)
  const other = draw.pick(s.codes)
  const where = draw.chance(15) ? { at: [draw.pick(idsOf(s.sites).filter((name) => s.sites[name].operator !== "customer"))] } : forbids ? { "not-in": [draw.chance(60) ? state : other] } : { in: draw.chance(20) ? [...new Set([state, other])] : [draw.chance(60) ? state : other] }
  return { place: { what: [draw.chance(12) ? `${hosted(s)}.relay` : data(s)], ...whomOf(s), ...where, copies: draw.chance(70) ? ("all" as const) : ("primary" as const), old: draw.pick(["moves", "moves", "moves", "stays", "erased"] as const) } }
}

const keep: Make = (s, state) => ({ keep: { what: [data(s)], ...whomOf(s), in: [state], for: s.draw.pick([DAY_MS, 30 * DAY_MS]) } })
const erase: Make = (s) => ({ erase: { what: [data(s)], ...whomOf(s), in: [s.draw.pick([...s.codes, "all"])], ...(s.draw.chance(25) ? { for: DAY_MS } : {}) } })

const giveKeys: Make = (s, state) => ({ "give-keys": { what: [data(s)], ...whomOf(s), to: s.draw.chance(85) ? state : s.draw.pick(idsOf(s.providers)) } })
const moveKeys: Make = (s) => {
  const { draw } = s
  return { "move-keys": { what: [data(s)], ...whomOf(s), ...(draw.chance(60) ? { to: draw.pick(["user", "customer", "provider", ...idsOf(s.providers)]) } : { in: draw.pick(s.codes) }) } }
}
const rotateKeys: Make = (s) => ({ "rotate-keys": { what: [data(s)], ...whomOf(s) } })
const destroyKeys: Make = (s) => ({ "destroy-keys": { what: [data(s)], ...whomOf(s) } })

/** Machines that stand in the state, else its networks. */
function ownMachines(s: Sketch, state: string): string {
  const sites = idsOf(s.sites).filter((name) => s.sites[name].country === state)
  return s.draw.pick(sites.length > 0 ? sites : networksOf(s, state))
}

/** A union has networks of none: those of its first member are meant. */
function networksOf(s: Sketch, state: string): ReadonlyArray<string> {
  const members = s.countries[state]?.members ?? [state]
  return idsOf(s.carriers).filter((name) => members.includes(s.carriers[name].country))
}

const seize: Make = (s, state) => {
  const sites = idsOf(s.sites).filter((name) => s.sites[name].country === state)
  return sites.length > 0 ? { seize: { at: [s.draw.pick(sites)], to: state } } : block(s, state)
}
const stopOwn: Make = (s, state) => ({ stop: { at: [ownMachines(s, state)] } })
const anything = (s: Sketch) => s.draw.pick([...idsOf(s.sites), ...idsOf(s.sites), hosted(s), ...(s.draw.chance(30) ? idsOf(s.carriers) : [])])
const stop: Make = (s) => ({ stop: { at: [anything(s)] } })
const start: Make = (s) => ({ start: { at: [anything(s)] } })
const transfer: Make = (s) => ({ transfer: { at: [s.draw.pick([...idsOf(s.sites).filter((name) => s.sites[name].operator !== "customer"), hosted(s)])], to: s.draw.pick(idsOf(s.providers)) } })

const exit: Make = (s, state) => {
  const { draw } = s
  const targets = idsOf(s.sites).filter((name) => s.sites[name].country !== state && s.sites[name].roles.includes("mailbox") && s.sites[name].operator === "firm")
  const old = draw.chance(60) ? ("moves" as const) : ("erased" as const)
  return { exit: { ...(draw.chance(45) ? { what: [hosted(s)] } : {}), of: [draw.pick<OfClause>([{ account: [state] }, { account: [state] }, { home: [state] }, { present: [state] }])], old, ...(old === "moves" && targets.length > 0 && draw.chance(40) ? { at: [draw.pick(targets)] } : {}) } }
}
const shutDown: Make = (s) => ({ "shut-down": { ...(s.draw.chance(70) ? { what: [hosted(s)] } : {}), old: s.draw.chance(50) ? ("stays" as const) : ("erased" as const) } })
const evade: Make = (s) => ({ evade: { what: [hosted(s)], leak: { share: s.draw.pick([0.5, 1]), by: s.draw.pick(["attempt", "connection", "line"] as const) } } })

const closeToNew: Make = (s) => ({ "close-to-new": { what: [hosted(s)], ...whomOf(s), ...(s.draw.chance(50) ? { at: ["stores"] as const } : {}) } })
const sanction: Make = (s) => ({ sanction: s.draw.chance(50) ? { fine: "1000 EUR", per: "day", most: "3000 EUR", of: "firm" } : { licence: "suspended", of: [{ vpn: ["yes"] }] } })
const ask: Make = (s) => ({ ask: { ...whomOf(s), for: s.has("options") ? "vault" : "consent", until: instant(`${s.draw.pick(DAYS.slice(1, 4))} 12:00`), default: s.draw.pick(["accepts", "refuses", "suspended"] as const) } })

const shift: Make = (s) => {
  const { draw } = s
  const people = [draw.chance(50) ? "all" : draw.pick(idsOf(s.people))]
  const how = { people, share: draw.pick([0.5, 1]), ...(draw.chance(50) ? { over: draw.pick([6 * HOUR_MS, DAY_MS]) } : {}) }
  const services = idsOf(s.services)
  const kinds = ["reach", "vpn", "presence", ...(services.length > 1 ? ["use"] : []), ...(s.has("options") ? ["options"] : [])]
  switch (draw.pick(kinds)) {
    case "reach":
      return { shift: { ...how, habit: "reach", to: draw.pick(["wifi", "local-sim", "home-routed"]) } }
    case "vpn":
      return { shift: draw.chance(60) ? { ...how, habit: "vpn", to: "yes", exit: draw.pick(s.codes) } : { ...how, habit: "vpn", to: "no" } }
    case "presence":
      return { shift: { ...how, habit: "presence", to: draw.pick([...s.codes, "home"]) } }
    case "use":
      return { shift: { ...how, habit: "use", from: services[0], to: services[1] } }
    default:
      return { shift: { ...how, habit: "options", to: draw.chance(60) ? "vault" : "none" } }
  }
}

const OF_STATES = [choice(9, "gates", block), choice(2, "gates", slow), choice(3, "opens", open), choice(2, "machines", seize), choice(2, "machines", stopOwn), choice(2, "accounts", suspend), choice(2, "uptake", closeToNew), choice(1, "sanctions", sanction), choice(1, "questions", ask), choice(1, undefined, block)]
const DEMANDED = [choice(4, "opens", open), choice(4, "placement", place), choice(3, "keys", giveKeys), choice(3, "retention", keep), choice(2, "retention", erase), choice(2, "accounts", suspend), choice(2, "accounts", withdraw), choice(1, "accounts", filter), choice(1, "keys", moveKeys), choice(1, "keys", rotateKeys), choice(1, undefined, open)]
const DONE = [choice(5, "exits", exit), choice(1, "exits", shutDown), choice(3, "placement", place), choice(2, "gates", evade), choice(2, "keys", rotateKeys), choice(2, "keys", destroyKeys), choice(1, "keys", moveKeys), choice(1, "keys", giveKeys), choice(2, "accounts", withdraw), choice(2, "accounts", restore), choice(1, "accounts", suspend), choice(1, "accounts", filter), choice(2, "retention", erase), choice(1, "retention", keep), choice(1, "machines", transfer), choice(1, "opens", openVia), choice(1, undefined, restore)]
const HAPPENING = [choice(4, "habits", shift), choice(3, "machines", stop), choice(2, "machines", start), choice(1, "machines", transfer), choice(3, "keys", rotateKeys), choice(1, "keys", destroyKeys), choice(2, "placement", place), choice(2, "retention", erase), choice(1, "opens", openVia), choice(1, "accounts", suspend), choice(1, "accounts", restore), choice(1, "questions", ask), choice(1, undefined, shift)]
export { block, erase, exit, giveKeys, keep, open, place, rotateKeys, seize, stop }
