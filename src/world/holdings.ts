/**
 * Whose sites and services are, what is stopped, and what falls to an act that seizes: acts on a site, a carrier's network, a service or
 * a provider, with all it has, as a fold over those that have begun. A name means the first of these that has it.
 */
import { holdingOf } from "../model/holdings.ts"
import type { ActPlan } from "./plan.ts"
import type { ClassRow, ServiceRow } from "./products.ts"
import type { CopyKind } from "./record.ts"
import { inPlaces, isHeldForProvider, type Standing } from "./rulebook.ts"
import type { SiteRow } from "./sites.ts"

/** What is asked of a site: copies of a kind, its relay, or key machines, for a service or one of its classes. */
export interface Use {
  readonly service: ServiceRow
  readonly cls?: ClassRow
  readonly kind: CopyKind | "relay" | "keys"
}

/** Whether the words of `what` take a use in; of a whole site only an act without such words is. */
export function takesIn(what: ReadonlyArray<string> | undefined, use: Use | undefined): boolean {
  if (what === undefined || what.includes("all")) return true
  if (use === undefined) return false
  const { service, cls, kind } = use
  return what.some((word) => word === service.name || (cls !== undefined && word === `${service.name}.${cls.name}`) || isRole(word.startsWith(`${service.name}.`) ? word.slice(service.name.length + 1) : word, kind))
}

function isRole(word: string, kind: Use["kind"]): boolean {
  if (word === "relay") return kind === "relay" || kind === "queue"
  return word === "mailbox" ? kind === "primary" || kind === "replica" : word === kind
}

/** Who owns a service now, or did when the acts up to an instant [ms], and before one of them, had begun. */
export function providerOf(standing: Standing, service: ServiceRow, untilMs = Number.POSITIVE_INFINITY, before?: ActPlan): string | undefined {
  let { provider } = service.spec
  for (const act of standing.begun()) {
    const { transfer } = act.act
    if (transfer?.to === undefined || act === before || act.startMs > untilMs || !standing.isOn(act)) continue
    for (const name of transfer.at) if (ownsService(standing, name, service, provider, transfer.what)) provider = transfer.to
  }
  return provider
}

/** Whether a name means a service: itself, or the provider whose it is with what the words name of his. */
function ownsService({ plan }: Standing, name: string, service: ServiceRow, provider: string | undefined, what: ReadonlyArray<string> | undefined): boolean {
  const holding = holdingOf(plan.scenario, name)
  return (holding === "service" && name === service.name) || (holding === "provider" && name === provider && (what === undefined || what.includes("all") || what.includes(service.name)))
}

/** Who runs a site, or what it does for a service: who buys the service runs what the seller ran for it. */
export function operatorOf(standing: Standing, site: number, use?: Use, untilMs = Number.POSITIVE_INFINITY): string {
  const { plan } = standing
  const row = plan.sites[site]
  let operator = row.operator
  let provider = use?.service.spec.provider
  for (const act of standing.begun()) {
    const { transfer } = act.act
    if (transfer?.to === undefined || act.startMs > untilMs || !standing.isOn(act)) continue
    for (const name of transfer.at) {
      const holding = holdingOf(plan.scenario, name)
      const isSold = use !== undefined && ownsService(standing, name, use.service, provider, transfer.what)
      const own = (holding === "site" && name === row.name) || (holding === "provider" && name === operator)
      if ((own && takesIn(transfer.what, use)) || (isSold && operator === provider)) operator = transfer.to
      if (isSold) provider = transfer.to
    }
  }
  return operator
}

/** Whether an act that stops or starts means a site, or what it does for a service. */
export function meansSite(standing: Standing, act: ActPlan, site: SiteRow, use: Use | undefined): boolean {
  const body = act.act.stop ?? act.act.start
  if (body === undefined || !takesIn(body.what, use)) return false
  return body.at.some((name) => (name === site.name && holdingOf(standing.plan.scenario, name) === "site") || (holdingOf(standing.plan.scenario, name) === "provider" && operatorOf(standing, site.row, undefined, act.startMs) === name))
}

/**
 * The acts that keep a service stopped at an instant [ms] for a carrier's lines, oldest first: those that stand and that no start has
 * undone. What carriers carry out they do for their own lines, unless the service is theirs alone.
 */
export function serviceStoppers(standing: Standing, service: ServiceRow, carrier: string, atMs: number): ReadonlyArray<number> {
  return stoppers(standing, (act) => {
    const { at, what } = (act.act.stop ?? act.act.start)!
    const owner = providerOf(standing, service, act.startMs)
    const isFor = act.carriers === undefined || (owner !== undefined && act.by.includes(owner)) || act.carriers.some((one) => one.carrier === carrier && one.intervals.some(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs))
    return isFor && at.some((name) => ownsService(standing, name, service, owner, what))
  })
}

/** The same of a carrier's network, or of a party as a store of apps. */
export function partyStoppers(standing: Standing, party: string): ReadonlyArray<number> {
  return stoppers(standing, (act) => {
    const { at, what } = (act.act.stop ?? act.act.start)!
    return at.includes(party) && (act.act.stop !== undefined || what === undefined)
  })
}

function stoppers(standing: Standing, isMeant: (act: ActPlan) => boolean): ReadonlyArray<number> {
  let stoppedBy: ReadonlyArray<number> = []
  for (const act of standing.begun()) {
    if ((act.act.stop ?? act.act.start) === undefined || !standing.isOn(act) || !isMeant(act)) continue
    stoppedBy = act.act.start !== undefined ? [] : [...stoppedBy, act.row]
  }
  return stoppedBy
}

/** What has been started again, by words, of what an act stopped in a carrier's network. */
export function restarted(standing: Standing, carrier: string, stop: ActPlan): ReadonlyArray<string> {
  let words: ReadonlyArray<string> = []
  let since = false
  for (const act of standing.begun()) {
    if (act === stop) since = true
    else if (since && standing.isOn(act) && act.act.start?.at.includes(carrier) === true) words = [...words, ...(act.act.start.what ?? [])]
  }
  return words
}

/** Whether what lies at a site falls to an act that seizes: there, or, where a carrier, a service or a provider is seized, at its sites in that state. Without a use: the whole site. */
export function seizes(standing: Standing, act: ActPlan, site: SiteRow, use: Use | undefined): boolean {
  const seize = act.act.seize!
  if (!takesIn(seize.what, use)) return false
  return seize.at.some((name) => {
    const holding = holdingOf(standing.plan.scenario, name)
    if (holding === "site") return name === site.name
    if (!inPlaces(landOf(standing, act), site.country)) return false
    return holding === "service" ? name === use?.service.name && isHeldForProvider(site) : operatorOf(standing, site.row, use, act.startMs) === name
  })
}

/** Whether keys that a party holds in a country, in no machines that the file names, fall to an act that seizes: the party is seized there, or its service. */
export function seizesHolder(standing: Standing, act: ActPlan, use: Use, holder: string, country: string | undefined): boolean {
  const seize = act.act.seize!
  if (country === undefined || !takesIn(seize.what, use) || !inPlaces(landOf(standing, act), country)) return false
  return seize.at.some((name) => {
    const holding = holdingOf(standing.plan.scenario, name)
    return holding === "service" ? name === use.service.name && holder === providerOf(standing, use.service, act.startMs) : holding !== "site" && name === holder
  })
}

/** The state whose hand seizes, with its members; undefined: everywhere. */
function landOf({ plan }: Standing, act: ActPlan): ReadonlyArray<string> | undefined {
  const state = act.act.seize!.to ?? act.issuer
  return state === undefined ? undefined : (plan.scenario.countries[state]?.members ?? [state])
}

/** Whether an act of transfer hands over what is more than the machines of a site: a service, a company, or key machines by name. */
export function handsOver({ plan }: Standing, act: ActPlan): boolean {
  const transfer = act.act.transfer
  return transfer !== undefined && (transfer.what?.includes("keys") === true || transfer.at.some((name) => ["service", "provider"].includes(holdingOf(plan.scenario, name) ?? "")))
}
