/** The model in the order of the ODD protocol, short, with the numbers of a result. */
import type { Result } from "../model/result.ts"
import { baselineOf } from "./effect.ts"
import { count, counted, distinct, instant, listed, sum } from "./words.ts"

export interface OddItem {
  readonly part: "Overview" | "Design concepts" | "Details"
  readonly item: string
  readonly says: string
}

export function oddItems(result: Result): ReadonlyArray<OddItem> {
  const base = result.variants.find((variant) => variant.id === baselineOf(result)) ?? result.variants[0]
  return [...overview(result, base), ...concepts(result), ...details(result)]
}

type Variant = Result["variants"][number] | undefined

function overview(result: Result, base: Variant): ReadonlyArray<OddItem> {
  const people = base?.people ?? []
  const weights = people.map((row) => row.weight)
  const services = distinct((base?.outcomes ?? []).map((row) => row.service))
  const sites = distinct(result.variants.flatMap((variant) => variant.sites.map((row) => row.site)))
  const orders = distinct(result.variants.flatMap((variant) => variant.orders.map((row) => row.id)))
  const whole = result.effects.find((row) => row.by === "everybody")?.people
  const part = "Overview"
  return [
    { part, item: "Purpose and patterns", says: "What follows from a state's order to a message service and from each answer to it: who keeps or loses service, what becomes readable by whom, where copies come to lie. Patterns that it has to reproduce are tests of the program and the claims of this file." },
    { part, item: "Entities, state variables, scales", says: `${counted(people.length, "cohort")} with ${counted(sum(people, (row) => row.people), "simulated person", "simulated people")} who stand for ${counted(Math.round(sum(people, (row) => row.standsFor)), "real one")} at a time${weights.length === 0 ? "" : ` (one for ${count(Math.min(...weights))} to ${count(Math.max(...weights))})`}${whole === undefined ? "" : `, of whom, and of those who come after them, ${counted(Math.round(whole), "person uses", "people use")} a service over the run`}; ${counted(services.length, "service")}, ${counted(orders.length, "order")}, ${counted(sites.length, "site")}. Time is continuous, from ${instant(result.scenario.startsAt)} to ${instant(result.scenario.endsAt)} UTC; space is countries with one place each, and sites with coordinates.` },
    { part, item: "Process overview and scheduling", says: "Discrete events. At an instant at which acts begin or end: time without service is counted under the old rules, what ends ends, what begins begins, rules are worked out anew, waiting mail is tried again. Between: tries, arrivals at relays, deliveries, retries, trips, moves of copies; ties in the order of scheduling." }
  ]
}

function concepts(result: Result): ReadonlyArray<OddItem> {
  const part = "Design concepts"
  return [
    { part, item: "Basic principles", says: "Law is not mechanics: an order changes nothing until somebody carries it out. Messages cross points, points refuse by rules, rules belong to acts, acts to orders." },
    { part, item: "Emergence", says: "Who keeps service, how many are disclosed, where copies lie. Imposed: courses of orders and answers, habits and their shifts, workload." },
    { part, item: "Adaptation, objectives, learning, prediction", says: "None. People choose no other service or way because they were refused, unless the file says so; states and providers do what the file says." },
    { part, item: "Sensing", says: "A point sees what its kind can tell: SIMs at subscription, radio, attach and gateway; names outside tunnels; all traffic everywhere." },
    { part, item: "Interaction", says: "Messages between people; queues at mailboxes and relays of stated capacity; blocks by address take services that share a relay." },
    { part, item: "Stochasticity", says: `Instants of attempts and trips, who writes to whom, delays, leaks, carriers' lags, carriers and habits of each person. Seed ${result.run.seed}; variants of one run share all chance.` },
    { part, item: "Collectives", says: "Cohorts, given by the file; groups of people who are equal for every rule." },
    { part, item: "Observation", says: `${counted(sum(result.variants, (variant) => variant.windows.length), "window")} in ${counted(result.variants.length, "variant")}, cut where orders change, answers come or carriers begin to obey; promises are checked on the way.` }
  ]
}

function details(result: Result): ReadonlyArray<OddItem> {
  const part = "Details"
  const states = result.scenario.about.length === 0 ? "no state" : listed(result.scenario.about)
  return [
    { part, item: "Initialisation", says: "People at home or amid their stays, no copies, no messages under way; acts dated before the run have happened." },
    { part, item: "Input data", says: `The scenario file alone: ${counted(result.assumptions.total, "value")}, ${count(result.assumptions.withSource)} with a source. Coordinates from GeoNames, time zones from a pinned database.` },
    { part, item: "Submodels", says: `Lives of orders, points and ways, gates, messages and queues, placement of copies, keys and readers, people and their trips, workload; people are resident, visitor or abroad relative to ${states}. docs/odd.md and docs/model.md of the program say each in full.` }
  ]
}
