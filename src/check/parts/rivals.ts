/** Two that pull at the same copies: a duty to keep against an erasure, an exit or a rule, two rules that leave no common place; or an exit that finds copies of every kind. */
import type { Act, Of, OfClause } from "../../model/acts.ts"
import type { Order } from "../../model/orders.ts"
import type { Site } from "../../model/places.ts"
import { dropResets } from "./faults.ts"
import { DAY_MS, DAYS, idsOf, instant, onDay, type Sketch, undated } from "./sketch.ts"

/** A world that is about nothing else: mail and copies of it lie with the company, in the state that has it kept and elsewhere. */
export function drawRivals(s: Sketch): void {
  const { draw } = s
  const [here, there] = s.codes
  const roles: Site["roles"] = ["mailbox", "backup", "index", "log"]
  for (const [id, country] of [["site-0", there], ["site-1", here]]) {
    const plain = undated(s.sites[id])
    s.sites[id] = { ...plain, country, operator: "firm", roles: [...new Set([...plain.roles, ...roles])] }
  }
  const copies = draw.chance(75) ? { copies: { [draw.pick(["replica", "backup", "index", "log"])]: draw.pick(["site-0", "site-1"]) } } : {}
  const { letters } = s.services
  const { copies: _copies, ...content } = letters.classes.content
  s.services.letters = { ...letters, classes: { ...letters.classes, content: { ...content, kept: draw.pick(["site-0", "site-1"]), ...copies } } }
  const { locals } = s.people
  s.people.locals = { ...locals, use: { ...locals.use, letters: 1 }, writes: { ...locals.writes, "per-day": 2 } }
  if (draw.chance(30)) s.events.gone = { by: ["firm"], when: instant(`${draw.pick(DAYS.slice(1, 4))}${draw.pick(["", " 12:00"])}`), do: [exitOf(s, draw.chance(50) ? here : there, 55)], hypothetical: false }
  else rivals(s, here, there)
  dropResets(s)
}

/** Mail is to be kept in one state and gone from there for another, or to lie in either alone; or the company leaves the state in which it is to keep it. */
export function rivals(s: Sketch, here: string, there: string): void {
  const { draw } = s
  const what = [draw.chance(50) ? "letters" : "letters.content"]
  const whom = (): { readonly of?: Of } => (draw.chance(60) ? {} : { of: [draw.pick<OfClause>([{ account: [here] }, { home: [here] }])] })
  const lies = (country: string): Act => ({ place: { what, ...whom(), in: [country], copies: "all", old: draw.pick(["moves", "stays", "erased"] as const) } })
  const isKept = draw.chance(75)
  const kept: Act = isKept ? { keep: { what, ...whom(), in: [here], for: draw.pick([DAY_MS, 30 * DAY_MS]) } } : lies(here)
  const gone: Act = isKept && draw.chance(75) ? { erase: { what, ...whom(), in: [draw.pick([here, "all"])], ...(draw.chance(15) ? { for: DAY_MS } : {}) } } : lies(there)
  const day = draw.between(0, 2)
  const met = { by: ["firm"], kind: "unknown" as const, hypothetical: false }
  s.orders["rival-0"] = demand(s, here, kept, day)
  s.answers["rival-0-met"] = { ...met, to: ["rival-0"], do: [{ comply: {} }] }
  // A customer's own server is no place for what is to be kept.
  if (!isKept || s.has("customer-server") || draw.chance(40)) {
    s.orders["rival-1"] = demand(s, there, gone, draw.between(day, 3))
    s.answers["rival-1-met"] = { ...met, to: ["rival-1"], do: [{ comply: {} }] }
    return
  }
  s.orders["rival-1"] = demand(s, here, { open: { what: ["letters"], span: "from-now", to: here } }, draw.between(day, 3))
  s.answers["rival-1-left"] = { ...met, to: ["rival-1"], when: instant("orders.rival-1.in-effect"), do: [exitOf(s, here, 25)] }
}

function demand({ draw }: Sketch, by: string, act: Act, day: number): Order {
  return { by, kind: "network-block", extent: "territory", hypothetical: false, to: ["firm"], demands: [act], timeline: [{ issued: onDay(draw, 0, true), due: onDay(draw, day, true) }] }
}

/** The company leaves a state's market, mostly with all that it offers; of 100 exits so many erase. */
function exitOf(s: Sketch, state: string, erased: number): Act {
  const { draw } = s
  const places = idsOf(s.sites).filter((id) => s.sites[id].operator === "firm" && s.sites[id].country !== state && s.sites[id].roles.includes("mailbox"))
  const old = draw.chance(erased) ? ("erased" as const) : ("moves" as const)
  return { exit: { ...(draw.chance(15) ? { what: ["letters"] } : {}), of: [draw.pick<OfClause>([{ account: [state] }, { home: [state] }])], old, ...(old === "moves" && places.length > 0 && draw.chance(30) ? { at: [draw.pick(places)] } : {}) } }
}
