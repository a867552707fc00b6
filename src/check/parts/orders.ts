/** Orders of a generated world with the steps of their lives, answers to them, and what happens besides. */
import { type Act, type Rung, verbOf } from "../../model/acts.ts"
import type { Answer, Order, Step } from "../../model/orders.ts"
import { demanded, done, happening, ofState } from "./acts.ts"
import { rivals } from "./rivals.ts"
import { DAY_MS, HOUR_MS, idsOf, instant, onDay, someDay, type Sketch } from "./sketch.ts"

export function drawOrders(s: Sketch): void {
  const { draw } = s
  const count = draw.pick([0, 1, 1, 1, 2, 2, 3])
  for (let i = 0; i < count; i++) s.orders[`order-${i}`] = order(s)
  if (s.has("answers")) for (const [i, id] of idsOf(s.orders).entries()) if (draw.chance(65)) s.answers[`answer-${i}`] = answer(s, id)
  if (s.has("events")) for (let i = draw.between(0, 2); i > 0; i--) s.events[`event-${i}`] = event(s)
  if (count > 0 && draw.chance(10)) rivals(s, ...(draw.chance(50) ? ([s.codes[0], s.codes[1]] as const) : ([s.codes[1], s.codes[0]] as const)))
  const [first, answered] = [s.orders["order-0"], idsOf(s.answers)[0]]
  if (first !== undefined && answered !== undefined && s.has("steps") && draw.chance(25)) s.orders["order-0"] = { ...first, ends: { when: `1 of [${answered}]` } }
}

export function issuerOf({ by }: Order): string {
  return typeof by === "string" ? by : by.state
}

function order(s: Sketch): Order {
  const { draw } = s
  const state = s.union !== undefined && draw.chance(20) ? s.union : draw.pick(s.codes)
  const demands = s.has("demands") && draw.chance(55) ? Array.from({ length: draw.chance(25) ? 2 : 1 }, () => demanded(s, state)) : undefined
  const common = { by: draw.chance(8) ? { state, for: draw.pick(s.codes.filter((code) => code !== state)) } : state, kind: "network-block" as const, extent: draw.pick(["territory", "territory", "nationals", "world"] as const), hypothetical: false, ...throughs(s) }
  if (demands === undefined) return { ...common, does: Array.from({ length: draw.chance(30) ? 2 : 1 }, () => ofState(s, state)), timeline: inEffect(s) }
  const ladder: ReadonlyArray<Rung | Act> | undefined = draw.chance(65) ? elses(s, state) : undefined
  return { ...common, to: [draw.pick(idsOf(s.providers))], demands, ...(ladder === undefined ? {} : { else: ladder }), ...(draw.chance(15) ? { does: [ofState(s, state)] } : {}), timeline: issued(s) }
}

/** Who carries it out: mostly everybody; some late, for a while, in part, or not. */
function throughs(s: Sketch): Pick<Order, "through"> {
  const { draw } = s
  if (draw.chance(30)) return {}
  const others = draw.chance(85) ? ("obeys" as const) : ("refuses" as const)
  if (!s.has("late")) return { through: { others } }
  const late = draw.pick(["obeys", "refuses", { after: 6 * HOUR_MS }, { after: [0, DAY_MS] as const, spread: "once-per-carrier" as const }, { from: onDay(draw, 2), until: instant("2015-03-30") }, { share: 0.5 }] as const)
  return { through: { [draw.pick(idsOf(s.carriers))]: late, others } }
}

/** What follows a deadline that passes: acts at once, or rungs. */
export function elses(s: Sketch, state: string): ReadonlyArray<Rung | Act> {
  const { draw } = s
  if (!s.has("ladders")) return [ofState(s, state)]
  const after = () => draw.pick([{ ms: 0, businessDays: 0 }, { ms: 6 * HOUR_MS, businessDays: 0 }, { ms: DAY_MS, businessDays: 0 }, { ms: 0, businessDays: 1 }])
  return Array.from({ length: draw.between(1, 3) }, (_, i) => ({ id: `rung-${i}`, after: after(), do: [ofState(s, state)] }))
}

/** A life that begins with its effect. */
function inEffect(s: Sketch): ReadonlyArray<Step> {
  const { draw } = s
  const day = someDay(draw)
  const from = { "in-effect": onDay(draw, day) }
  const announced: ReadonlyArray<Step> = draw.chance(10) && day > 1 ? [{ announced: onDay(draw, day - 1, true) }] : []
  return [...announced, from, ...turns(s, day + 1)]
}

/** A life that begins with a deadline. */
function issued(s: Sketch): ReadonlyArray<Step> {
  const { draw } = s
  const day = draw.between(0, 3)
  const due = draw.chance(90) ? { due: onDay(draw, draw.between(Math.max(1, day), Math.min(4, day + 2)), true) } : {}
  return [{ issued: onDay(draw, day, true), ...due }, ...turns(s, day + 1)]
}

/** Up to two further steps, each on a day of its own, so that they stand in order. */
function turns(s: Sketch, from: number): ReadonlyArray<Step> {
  const { draw } = s
  const steps: Array<Step> = []
  let day = from
  while (day <= 4 && steps.length < 2 && draw.chance(s.has("steps") ? 75 : 30)) {
    day = draw.between(day, 4)
    steps.push(turn(s, day))
    day++
  }
  return steps
}

const ENDS = ["lifted", "rescinded", "withdrawn", "met", "cured", "expired", "struck-down"] as const

function turn(s: Sketch, day: number): Step {
  const { draw } = s
  const at = onDay(draw, day, true)
  if (!s.has("steps") || draw.chance(25)) return { [draw.pick(ENDS)]: at } as Step
  const later = onDay(draw, Math.min(4, day + 1), true)
  return draw.pick<Step>([{ stayed: at, ...(day < 4 ? { until: later } : {}), ...(draw.chance(40) ? { clock: "stops" as const } : {}) }, { postponed: at, to: later }, { amended: at, set: { extent: "world" } }, { eased: at, lets: { what: [draw.pick(idsOf(s.services))], ...(draw.chance(50) ? { share: { value: 0.5, by: "line" as const } } : {}) } }, { waived: at, ...(day < 4 ? { until: later } : {}) }, { extended: at, until: later }, { revealed: at }, { upheld: at }, { "struck-down": at, obeyed: "no" as const }])
}

function answer(s: Sketch, id: string): Answer {
  const { draw } = s
  const order = s.orders[id]
  const state = issuerOf(order)
  const asked = order.to ?? [draw.pick(idsOf(s.providers))]
  const comply: Act = draw.chance(75) ? { comply: {} } : { comply: { only: [draw.pick(idsOf(s.services).filter((name) => s.services[name].path === "relay"))] } }
  const acts: ReadonlyArray<Act> = order.demands !== undefined && draw.chance(50) ? [comply] : draw.chance(15) ? [{ refuse: {} }] : [done(s, state), ...(draw.chance(20) ? [done(s, state)] : [])]
  const { by, own } = whose(s, asked, acts)
  const day = someDay(draw)
  const when = draw.chance(45) ? {} : { when: draw.pick([onDay(draw, day), instant(`orders.${id}.in-effect`), instant(`orders.${id}.due`), instant(`orders.${id}.in-effect + 12 h`)]) }
  return { by, to: [id], kind: "unknown", ...when, ...(draw.chance(30) ? { notice: onDay(draw, Math.max(1, day - 1), true) } : {}), do: own, hypothetical: false }
}

function event(s: Sketch): Sketch["events"][string] {
  const { draw } = s
  const orders = idsOf(s.orders)
  const when = orders.length > 0 && draw.chance(25) ? instant(`orders.${draw.pick(orders)}.in-effect${draw.pick(["", " + 6 h"])}`) : onDay(draw, someDay(draw))
  const acts = Array.from({ length: draw.chance(25) ? 2 : 1 }, () => happening(s, draw.pick(s.codes)))
  const { by, own } = whose(s, [draw.pick(idsOf(s.providers))], acts)
  return { by, when, do: own, hypothetical: false }
}

/** Nobody leaves with, hides or sells what is another's: the acts are those of the owner of the first service that they name. */
function whose(s: Sketch, by: ReadonlyArray<string>, acts: ReadonlyArray<Act>): { readonly by: ReadonlyArray<string>; readonly own: ReadonlyArray<Act> } {
  const ownersOf = (act: Act) => {
    const body = act[verbOf(act)] as { readonly what?: ReadonlyArray<string>; readonly at?: ReadonlyArray<string> }
    return [...(body.what ?? []), ...(body.at ?? [])].flatMap((word) => s.services[word.split(".")[0]]?.provider ?? [])
  }
  const owner = acts.flatMap(ownersOf)[0]
  if (owner === undefined) return { by, own: acts }
  return { by: [owner], own: acts.filter((act) => ownersOf(act).every((one) => one === owner)) }
}
