/** The people of a generated world: few, alike in groups, who write little, and whose trips begin and end on few days. */
import type { Cohort, Reach } from "../../model/people.ts"
import { DAYS, idsOf, instant, type Sketch } from "./sketch.ts"

const NAMES = ["locals", "guests", "staff", "afar", "youth"]

export function drawPeople(s: Sketch): void {
  const count = s.draw.pick([1, 1, 2, 2, 2, 3])
  for (const name of NAMES.slice(0, count)) s.people[name] = cohort(s, name)
  for (const name of idsOf(s.people)) {
    if (s.people[name].writes !== undefined && s.draw.chance(40)) s.people[name] = { ...s.people[name], writes: { ...s.people[name].writes!, to: whom(s) } }
  }
}

function whom(s: Sketch): Record<string, number> {
  const some = s.draw.some(idsOf(s.people), 1, 2)
  return some.length === 1 ? { [some[0]]: 1 } : { [some[0]]: 0.75, [some[1]]: 0.25 }
}

function cohort(s: Sketch, name: string): Cohort {
  const { draw } = s
  const home = name === "locals" ? s.codes[0] : draw.pick(s.codes)
  const services = idsOf(s.services)
  const used = services.filter((one, i) => i === 0 || draw.chance(one === "letters" ? 90 : 55))
  const takes = s.has("uptake") && draw.chance(50)
  const products = [...used, ...used.flatMap((one) => (s.services[one].features ?? []).map((feature) => `${one}.${feature}`))]
  return {
    home: draw.chance(8) && s.codes.length > 1 ? { [s.codes[0]]: 0.5, [s.codes[1]]: 0.5 } : home,
    ...stays(s),
    use: Object.fromEntries(used.map((one) => [one, takes ? draw.pick([0, 0.5]) : draw.pick([1, 1, 0.5])])),
    reach: ways(s),
    writes: { "per-day": draw.chance(60) ? draw.pick([1, 1.5, 2, 3]) : Object.fromEntries(products.map((one) => [one, draw.pick([0.5, 1, 2])])), ...(draw.chance(15) ? { tail: "heavy" as const } : {}), ...(draw.chance(30) ? { hours: draw.pick(["office", "waking"] as const) } : {}) },
    ...(s.has("other-states") ? elsewhere(s) : {}),
    ...(s.has("segments") ? { segment: draw.pick(["enterprise", "government", "consumer", "official"] as const), ...(draw.chance(40) ? { list: ["on-list"] } : {}), ...(draw.chance(40) ? { plan: draw.pick(["prepaid", "postpaid"] as const) } : {}) } : {}),
    ...(s.has("options") ? { options: { vault: draw.pick([0, 0.5, 1]) }, ...(takes ? { "takes-up": { vault: 0.3, [draw.pick(used)]: 0.3 } } : {}) } : takes ? { "takes-up": { [draw.pick(used)]: 0.4 } } : {}),
    ...(s.has("questions") ? { accepts: draw.pick([0, 0.5, 1]) } : {}),
    ...(s.has("also") && draw.chance(60) ? { also: draw.pick([["wifi"], ["local-sim", "wifi"], ["home-routed"]] as const) } : {}),
    ...(s.has("vpn") && draw.chance(60) ? { vpn: { share: draw.pick([0.5, 1]), exit: draw.pick(s.codes) } } : {}),
    ...(s.has("silent") && draw.chance(40) ? { silent: [span(s)] } : {})
  }
}

function elsewhere(s: Sketch): Pick<Cohort, "citizen" | "account" | "sim" | "store"> {
  const { draw } = s
  return { ...(draw.chance(40) ? { citizen: draw.pick(s.codes) } : {}), ...(draw.chance(50) ? { account: draw.pick(s.codes) } : {}), ...(draw.chance(30) ? { sim: draw.pick(s.codes) } : {}), ...(draw.chance(30) ? { store: draw.pick(s.codes) } : {}) }
}

/** How they reach the network, at home or away. */
function ways(s: Sketch): Reach {
  const { draw } = s
  const local: ReadonlyArray<Reach> = [{ wifi: 1 }, { "local-sim": 1 }, { "local-sim": 0.5, wifi: 0.5 }]
  if (!s.has("roaming") || draw.chance(30)) return draw.pick(local)
  return draw.pick<Reach>([{ "home-routed": 1 }, { "local-breakout": 1 }, { "home-routed": 0.5, wifi: 0.5 }, { "hub-breakout": { share: 1, exit: draw.pick(s.codes) } }, { satellite: { share: 1, exit: draw.pick(s.codes) } }, { "fixed-wireless": 1 }, { "local-sim": { share: 1, sim: draw.pick(s.codes) } }])
}

/** How many they are, and whether and how they are away. */
function stays(s: Sketch): Pick<Cohort, "count" | "present" | "trips" | "travels" | "moves"> {
  const { draw } = s
  const count = draw.pick([1, 1, 1, 1, 2, 2, 3])
  const reach = draw.chance(50) ? { reach: ways(s) } : {}
  if (s.has("stays") && draw.chance(40)) {
    const nights = draw.pick([1.5, 2, 4])
    const present = { in: draw.pick(s.codes), nights, ...reach }
    return draw.chance(50) ? { present: { ...present, count: draw.pick([1, 1, 2]) } } : { count: 2, present: { ...present, count: 1 } }
  }
  const territories = idsOf(s.countries[s.codes[0]].territories ?? {})
  return {
    count,
    ...(s.has("trips") && draw.chance(65) ? { trips: Array.from({ length: draw.between(1, 2) }, () => ({ to: draw.pick(s.codes), ...span(s), ...(draw.chance(25) ? { share: 0.5 } : {}), ...(draw.chance(50) ? { reach: ways(s) } : {}) })) } : {}),
    ...(s.has("travels") && draw.chance(60) ? { travels: [{ to: draw.chance(60) ? draw.pick(s.codes) : { [s.codes[0]]: 0.5, [s.codes[1]]: 0.5 }, "trips-per-year": 180, nights: draw.pick([0.5, 1]), ...reach }] } : {}),
    ...(s.has("moves") && territories.length > 0 && draw.chance(70) ? { moves: [{ to: draw.pick(territories), ...span(s) }] } : {})
  }
}

/** Some days, from the start of one or from noon to the end of one or to noon. */
function span(s: Sketch) {
  const { draw } = s
  const first = draw.between(0, 3)
  const last = draw.between(first, 4)
  const clock = draw.chance(50)
  return { from: instant(`${DAYS[first]}${clock ? " 12:00" : ""}`), until: instant(`${DAYS[last]}${clock && last > first && draw.chance(60) ? " 12:00" : ""}`) }
}
