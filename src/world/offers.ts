/** Who offers a service to whom: the carriers whose subscribers have it, and the stores from which people obtain it. */
import { hashString } from "../kernel/rng.ts"
import { type Obstacle, refusal } from "./gates.ts"
import { partyStoppers, serviceStoppers } from "./holdings.ts"
import { sparesLine } from "./leaks.ts"
import type { Line } from "./lines.ts"
import { NONE } from "./messages.ts"
import { personDraw } from "./people.ts"
import type { ActPlan, Plan } from "./plan.ts"
import type { ServiceRow } from "./products.ts"
import { NO_CAUSE } from "./record.ts"
import { sparing } from "./rules.ts"
import type { Book } from "./verdicts.ts"
import type { World } from "./world.ts"

/**
 * What keeps a line from a service that carriers offer: it is another carrier's subscription. On a line without a SIM its own network
 * counts where networks of its kind are among them; elsewhere, and where no carrier is known, nothing is.
 */
export function subscriptionObstacle(plan: Plan, service: ServiceRow, line: Line, country: string): Obstacle | undefined {
  const offering = service.spec.carriers
  if (offering === undefined) return undefined
  const bySim = line.sim !== undefined
  const carrier = carrierOf(line)
  if (carrier === undefined || offering.includes(carrier)) return undefined
  const { carriers } = plan.scenario
  if (!bySim && !offering.some((name) => carriers[name]?.kind === carriers[carrier].kind)) return undefined
  return refusal("not-provisioned", NO_CAUSE, bySim ? "subscription" : line.mode === "satellite" ? "satellite" : "fixed", line.sim ?? country)
}

/**
 * What keeps a line from a service that has been stopped as a whole; mail waits, as at a relay that is down. One of several carriers stops
 * it for its own lines. Of a line that is of none of them it is not known whose subscriber has it: he has it while any of them goes on.
 */
export function stoppedObstacle(book: Book, plan: Plan, service: ServiceRow, line: Line, country: string): Obstacle | undefined {
  const offering = service.spec.carriers
  const own = carrierOf(line) ?? "others"
  const among = offering === undefined || offering.includes(own) ? [own] : offering
  const stops = among.map((carrier) => stopFor(book, plan, service, carrier))
  const [first] = stops
  if (first === undefined || stops.includes(undefined)) return undefined
  return { ...refusal("service-stopped", first.act.row, "relay-ingress", country), leaks: first.share < 1 ? [sparing(first.act, first.carrier, first.share)] : [] }
}

interface ServiceStop {
  readonly act: ActPlan
  readonly carrier: string
  /** Of the carrier's lines. */
  readonly share: number
}

/** The oldest act that stops a service for all lines of a carrier, else for a share of them. */
function stopFor(book: Book, plan: Plan, service: ServiceRow, carrier: string): ServiceStop | undefined {
  const stops = serviceStoppers(book, service, carrier, book.epochMs).map((row): ServiceStop => ({ act: plan.acts[row], carrier, share: plan.acts[row].carriers?.find((one) => one.carrier === carrier)?.share ?? 1 }))
  return stops.find(({ share }) => share >= 1) ?? stops[0]
}

/** The store from which a person has his apps: the same for all services that are had from the same ones; undefined where a service states none. */
export function storeOf(w: World, person: number, service: ServiceRow): string | undefined {
  const { stores } = service
  if (stores.length === 0) return undefined
  let rest = personDraw(w.plan.people, person, hashString("store"))
  for (const { name, share } of stores) {
    if (rest < share) return name
    rest -= share
  }
  return stores[stores.length - 1].name
}

/**
 * Whether an act that closes something to new people is carried out for one of them: an answer by who gives it, at his own store or
 * subscribers, and at all where he runs the service; an order by the state's own hand at all, else by his store or his carrier, as far
 * as they obey.
 */
export function isClosedFor(w: World, act: ActPlan, person: number, service: ServiceRow | undefined): boolean {
  const store = service === undefined ? undefined : storeOf(w, person, service)
  if (act.by.some((party) => service?.stores.some(({ name }) => name === party) === true)) return act.by.includes(store!)
  if (act.carriers === undefined) return true
  const atStores = act.act["close-to-new"]!.at?.includes("stores") === true
  if (act.by.length === 0 && store !== undefined && obeysNow(w, act, store, person)) return true
  if (!atStores) return obeysNow(w, act, carrierOf(w.situations.line(w.persons.situation(person))) ?? "others", person)
  // Whose stores a file does not name, they obey where whoever is no carrier does.
  return store === undefined && act.carriers.some(({ carrier }) => w.plan.scenario.carriers[carrier] === undefined && obeysNow(w, act, carrier, person))
}

/** Of whom a line is: its SIM's issuer, without a SIM the network that serves it. */
function carrierOf(line: Line): string | undefined {
  return line.sim === undefined ? line.servingCarrier : line.simCarrier
}

/** Whether a carrier or a store now carries an act out for a person: where it does so for a share of its lines, for his. */
function obeysNow(w: World, act: ActPlan, party: string, person: number): boolean {
  return act.carriers!.some(({ carrier, intervals, share }) => carrier === party && intervals.some(({ fromMs, untilMs }) => fromMs <= w.nowMs && w.nowMs < untilMs) && (share >= 1 || !sparesLine(w, sparing(act, party, share), person)))
}

/** The act by which a person's store does not work, or NONE. */
export function storeStopped(w: World, store: string | undefined): number {
  return store === undefined ? NONE : (partyStoppers(w, store)[0] ?? NONE)
}
