/** Who offers a service to whom: the carriers whose subscribers have it, and the stores from which people obtain it. */
import { hashString } from "../kernel/rng.ts"
import { type Obstacle, refusal } from "./gates.ts"
import { partyStoppers } from "./holdings.ts"
import type { Line } from "./lines.ts"
import { NONE } from "./messages.ts"
import { personDraw } from "./people.ts"
import type { ActPlan, Plan } from "./plan.ts"
import type { ServiceRow } from "./products.ts"
import { NO_CAUSE } from "./record.ts"
import type { World } from "./world.ts"

/**
 * What keeps a line from a service that carriers offer: it is another carrier's subscription. On a line without a SIM its own network
 * counts where networks of its kind are among them; elsewhere, and where no carrier is known, nothing is.
 */
export function subscriptionObstacle(plan: Plan, service: ServiceRow, line: Line, country: string): Obstacle | undefined {
  const offering = service.spec.carriers
  if (offering === undefined) return undefined
  const bySim = line.sim !== undefined
  const carrier = bySim ? line.simCarrier : line.servingCarrier
  if (carrier === undefined || offering.includes(carrier)) return undefined
  const { carriers } = plan.scenario
  if (!bySim && !offering.some((name) => carriers[name]?.kind === carriers[carrier].kind)) return undefined
  return refusal("not-provisioned", NO_CAUSE, bySim ? "subscription" : line.mode === "satellite" ? "satellite" : "fixed", line.sim ?? country)
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

/** Whether an act that closes a service to new people closes the store of a person: by its stores' own hand, or as far as they obey. */
export function closesStore(w: World, act: ActPlan, service: ServiceRow, store: string): boolean {
  const isStore = (party: string) => service.stores.some(({ name }) => name === party)
  if (act.by.some(isStore)) return act.by.includes(store)
  if (act.act["close-to-new"]!.at?.includes("stores") !== true || act.carriers === undefined || act.by.length > 0) return true
  return act.carriers.some(({ carrier, intervals }) => carrier === store && intervals.some(({ fromMs, untilMs }) => fromMs <= w.nowMs && w.nowMs < untilMs))
}

/** The act by which a person's store does not work, or NONE. */
export function storeStopped(w: World, store: string | undefined): number {
  return store === undefined ? NONE : (partyStoppers(w, store)[0] ?? NONE)
}
