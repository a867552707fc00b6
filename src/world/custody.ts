/** Key custody: who holds the keys of a class for two people who write to each other, and who can open what when. */
import { holdingOf } from "../model/holdings.ts"
import { providerOf, seizes, seizesHolder, takesIn } from "./holdings.ts"
import { hasOption } from "./placement.ts"
import { reachesKeys } from "./keyReach.ts"
import type { ActPlan, Plan } from "./plan.ts"
import { type ClassRow, type KeySpec, keySpecOf } from "./products.ts"
import { type Group, type KeyRow, NO_CAUSE } from "./record.ts"
import { leavesMarket, marketOf, optionWithdrawn, type Standing } from "./rulebook.ts"
import { kindSeenFrom } from "./sites.ts"
import { mailboxOwner } from "./subjects.ts"
import type { Keys } from "../model/services.ts"

export interface Holder {
  readonly name: string
  readonly kind: KeyRow["holderKind"]
  /** Where the key lies, and the site in whose machines, if it is said. */
  readonly country: string | undefined
  readonly site: string | undefined
  /** From when on he holds it [ms]; before the run: -Infinity. */
  readonly sinceMs: number
  readonly cause: number
  /** A copy that was given away or seized: it outlives the keys' destruction, and opens nothing of what is sent after a rotation. */
  readonly isCopy: boolean
  /** The file, or an act that moves, gives or takes it along, has put it where it lies, whoever has it: else it is at its holder's seat. */
  readonly isPlaced: boolean
}

/** Holders of the keys that open what `a` wrote to `b` at an instant. A store that is not both ends' is b's; with one group, its own. */
export function holdersOf(standing: Standing, cls: ClassRow, a: Group, b: Group, sentMs: number): ReadonlyArray<Holder> {
  const own = holdersAt(standing, cls, a, b, b, sentMs)
  const other = b === a || !isShared(cls) ? [] : holdersAt(standing, cls, a, b, a, sentMs)
  const opener = cls.spec["opened-by"]
  const opening = opener === undefined ? undefined : standing.plan.services[cls.service].classes.find((c) => c.name === opener)
  const opened = opening === undefined || opening === cls ? [] : holdersOf(standing, opening, a, b, sentMs)
  return [...own, ...other, ...opened]
}

/** What both ends of a message have: its content and the record of it. A mailbox, a backup or an index is its owner's alone. */
function isShared(cls: ClassRow): boolean {
  return cls.name === "content" || cls.name === "attachment" || cls.name === "call" || cls.form === "metadata" || cls.spec.kept === "none" || cls.spec.kept === "at-relay"
}

function holdersAt(standing: Standing, cls: ClassRow, a: Group, b: Group, of: Group, sentMs: number): ReadonlyArray<Holder> {
  const spec = keySpecFor(standing, cls, a, b, of)
  let holders = baseHolders(standing, cls, spec, of)
  for (const act of byStart(standing)) {
    if (act.act.exit !== undefined) holders = carriedAlong(standing, act, holders)
    else if (act.act.transfer !== undefined) holders = handedOver(standing, act, cls, spec, of, sentMs, holders)
    else holders = changed(standing, act, cls, spec, of, sentMs, holders)
  }
  return holders
}

/** Acts begun, each where it began: notice of an exit is given before that. */
function byStart(standing: Standing): Iterable<ActPlan> {
  const begun = [...standing.begun()]
  return begun.some((act) => act.act.exit !== undefined && act.noticeMs !== undefined) ? begun.sort((a, b) => a.startMs - b.startMs) : begun
}

/** Keys that a provider holds in the market that it leaves go with it, from the exit on; where it is nowhere else they stay. */
function carriedAlong(standing: Standing, act: ActPlan, holders: ReadonlyArray<Holder>): ReadonlyArray<Holder> {
  if (!standing.isOn(act) || !leavesMarket(standing, act)) return holders
  const market = marketOf(act)
  const stays = (h: Holder) => !act.by.includes(h.name) || h.country === undefined || !market.includes(h.country)
  return holders.map((h) => {
    const refuge = stays(h) ? undefined : refugeOf(standing.plan, act, h.name, marketsLeft(standing, h.name, act.startMs))
    return refuge === undefined ? h : { ...h, ...refuge, sinceMs: act.startMs, cause: act.row, isPlaced: true }
  })
}

/** Countries that a party has left by an instant [ms]: keys go to none of them. */
function marketsLeft(standing: Standing, party: string, atMs: number): ReadonlyArray<string> {
  return exitsOf(standing, party, atMs).flatMap(marketOf)
}

/** The latest exit by which a party has left a country by an instant [ms]. */
function exitOf(standing: Standing, party: string, country: string | undefined, atMs: number): ActPlan | undefined {
  return exitsOf(standing, party, atMs).findLast((act) => country !== undefined && marketOf(act).includes(country))
}

function exitsOf(standing: Standing, party: string, atMs: number): ReadonlyArray<ActPlan> {
  return [...standing.begun()].filter((act) => act.act.exit !== undefined && act.startMs <= atMs && act.by.includes(party) && standing.isOn(act) && leavesMarket(standing, act))
}

/** The place that the exit states, else the party's seat or an establishment outside, else a site of its own there. */
function refugeOf(plan: Plan, act: ActPlan, party: string, market: ReadonlyArray<string>): Pick<Holder, "country" | "site"> | undefined {
  const outside = (country: string | undefined) => country !== undefined && !market.includes(country)
  const stated = plan.sites.find((s) => act.act.exit?.at?.includes(s.name) && outside(s.country))
  const provider = plan.scenario.providers[party]
  const country = [provider?.seat, ...(provider?.established ?? [])].find(outside)
  const own = plan.sites.find((s) => s.operator === party && outside(s.country))
  if (stated !== undefined) return { country: stated.country, site: stated.name }
  return country !== undefined ? { country, site: undefined } : own === undefined ? undefined : { country: own.country, site: own.name }
}

/** The option's keys hold between two people who both have it; for his own store it is enough that he has. */
function keySpecFor(standing: Standing, cls: ClassRow, a: Group, b: Group, of: Group): KeySpec {
  const service = standing.plan.services[cls.service]
  for (const [name, option] of Object.entries(service.spec.options ?? {})) {
    const change = option.changes[`${cls.name}.keys`]
    if (change === undefined) continue
    const has = (g: Group) => hasOption(g.options, service.name, name) && !optionWithdrawn(standing, service, name, mailboxOwner(g))
    if (isShared(cls) ? has(a) && has(b) : has(of)) return keySpecOf(change as Keys)
  }
  return cls.keys
}

function baseHolders(standing: Standing, cls: ClassRow, spec: KeySpec, of: Group): ReadonlyArray<Holder> {
  const { plan } = standing
  const service = plan.services[cls.service].spec
  const site = plan.sites.find((s) => s.name === spec.in)
  const where = site?.country ?? spec.in
  const stated = { sinceMs: Number.NEGATIVE_INFINITY, cause: NO_CAUSE, isCopy: false, isPlaced: where !== undefined }
  return spec.by.map((by): Holder => {
    if (by === "nobody") return { name: by, kind: "nobody", country: undefined, site: site?.name, ...stated }
    if (by === "user") return { name: by, kind: "user", country: (spec.onePer === "device" ? of.there?.at(-1) : undefined) ?? of.homeCountry, site: undefined, ...stated }
    if (by === "customer") return { name: by, kind: "customer", country: where ?? of.homeCountry, site: site?.name, ...stated }
    if (by === "carrier") return { name: by, kind: "carrier", country: where ?? of.homeCountry, site: site?.name, ...stated }
    const name = by === "provider" ? (service.provider ?? "provider") : by
    const kind = by === "provider" ? "provider" : kindSeenFrom(service.provider, by, plan.scenario)
    return { name, kind, country: where ?? (kind === "state" ? name : plan.scenario.providers[name]?.seat), site: site?.name, ...stated }
  })
}

/** What one act makes of the holders of a key that opens what was sent at `sentMs`. */
function changed(standing: Standing, act: ActPlan, cls: ClassRow, spec: KeySpec, of: Group, sentMs: number, holders: ReadonlyArray<Holder>): ReadonlyArray<Holder> {
  const { plan } = standing
  const body = act.act["give-keys"] ?? act.act["move-keys"] ?? act.act["rotate-keys"] ?? act.act["destroy-keys"]
  if (body === undefined) return act.act.seize === undefined ? holders : seized(standing, act, cls, spec, sentMs, holders)
  const service = plan.services[cls.service].name
  const matched = body.what.some((word) => word === service || word === `${service}.${cls.name}`) && reachesKeys(plan, act, body.of, spec, of, service)
  if (!matched || spec.by.includes("nobody")) return holders
  const older = sentMs < act.startMs
  // A session's key is gone with the session: what is given later opens nothing older. Whoever still had it has it no more once it is destroyed.
  if (older && spec.onePer === "session" && act.act["destroy-keys"] === undefined) return holders
  if (act.act["rotate-keys"] !== undefined) return older ? holders : holders.filter((h) => !h.isCopy)
  if (act.act["destroy-keys"] !== undefined) return older ? holders.filter((h) => h.isCopy) : holders
  // Nobody gives what he does not hold.
  const gives = (h: Holder) => act.by.length === 0 ? h.kind === "provider" || h.kind === "partner" : act.by.includes(h.name) || act.by.includes(h.kind)
  if (!holders.some(gives)) return holders
  const site = plan.sites.find((s) => s.name === body.in)
  const to = body.to ?? (act.act["give-keys"] !== undefined ? act.issuer : undefined)
  const kind = to === undefined ? undefined : to === "user" || to === "customer" || to === "carrier" ? to : kindSeenFrom(providerOf(standing, plan.services[cls.service], act.startMs), to, plan.scenario)
  const where = body.in === undefined && to !== undefined ? homeOf(standing, to, kind!, of, act.startMs) : { country: site?.country ?? body.in, site: site?.name }
  const place = { ...where, sinceMs: act.startMs, cause: act.row, isPlaced: true }
  // What comes to who has the keys himself is no copy given away.
  if (act.act["give-keys"] !== undefined) return to === undefined ? holders : [...holders, { name: to, kind: kind!, ...place, isCopy: !holders.some((h) => h.name === to && !h.isCopy) }]
  if (to === undefined) return holders.map((h) => (gives(h) ? { ...h, ...place } : h))
  return [...holders.filter((h) => !gives(h)), { name: to, kind: kind!, ...place, isCopy: holders.filter(gives).every((h) => h.isCopy) }]
}

/** Where keys come to lie that come to a party and are put nowhere: at its seat, unless it has left that market before. */
function homeOf(standing: Standing, party: string, kind: Holder["kind"], of: Group, atMs: number): Pick<Holder, "country" | "site"> {
  const { plan } = standing
  const seat = kind === "user" || kind === "customer" || kind === "carrier" ? of.homeCountry : kind === "state" ? party : plan.scenario.providers[party]?.seat
  const exit = exitOf(standing, party, seat, atMs)
  const refuge = exit === undefined ? undefined : refugeOf(plan, exit, party, marketsLeft(standing, party, atMs))
  return refuge ?? { country: seat, site: undefined }
}

/**
 * Who buys a service has the keys that its provider holds, who buys a company all that it holds, and who gets key machines what lies in
 * them; session keys of what is older are gone. They stay where the file or an act has put them, else they are at the new holder's seat.
 */
function handedOver(standing: Standing, act: ActPlan, cls: ClassRow, spec: KeySpec, of: Group, sentMs: number, holders: ReadonlyArray<Holder>): ReadonlyArray<Holder> {
  const { plan } = standing
  const { at, to, what } = act.act.transfer!
  if (to === undefined || !standing.isOn(act) || (spec.onePer === "session" && sentMs < act.startMs)) return holders
  const service = plan.services[cls.service]
  const owner = providerOf(standing, service, act.startMs, act)
  const isSold = (h: Holder) =>
    at.some((name) => {
      const holding = holdingOf(plan.scenario, name)
      if (holding === "site") return h.site === name && what !== undefined && takesIn(what, { service, cls, kind: "keys" })
      if (holding === "service") return name === service.name && spec.by.includes("provider") && h.name === owner
      return holding === "provider" && h.name === name && takesIn(what, { service, cls, kind: "keys" })
    })
  const nowIts = providerOf(standing, service, act.startMs)
  const kind = kindSeenFrom(nowIts, to, plan.scenario)
  const stays = (h: Holder) => (h.name in plan.scenario.providers ? { ...h, kind: kindSeenFrom(nowIts, h.name, plan.scenario) } : h)
  return holders.map((h) => (isSold(h) ? { ...h, name: to, kind, ...(h.isPlaced || h.site !== undefined ? undefined : homeOf(standing, to, kind, of, act.startMs)), sinceMs: act.startMs, cause: act.row } : stays(h)))
}

/** Whoever seizes a site takes the keys that lie in its machines; whoever seizes a party or its service, those that it holds in that state. */
function seized(standing: Standing, act: ActPlan, cls: ClassRow, spec: KeySpec, sentMs: number, holders: ReadonlyArray<Holder>): ReadonlyArray<Holder> {
  const { plan } = standing
  const authority = act.act.seize!.to ?? act.issuer
  if (authority === undefined || (spec.onePer === "session" && sentMs < act.startMs)) return holders
  const use = { service: plan.services[cls.service], cls, kind: "keys" as const }
  const lies = (h: Holder) => {
    const site = plan.sites.find((s) => s.name === h.site)
    return site !== undefined ? seizes(standing, act, site, use) : seizesHolder(standing, act, use, h.name, h.country)
  }
  const found = holders.find((h) => h.sinceMs <= act.startMs && lies(h))
  if (found === undefined || holders.some((h) => h.name === authority && h.cause === act.row)) return holders
  return [...holders, { name: authority, kind: "state", country: authority, site: undefined, sinceMs: act.startMs, cause: act.row, isCopy: true, isPlaced: false }]
}

/** Whether somebody with a copy can read it now: he holds a key, or there is none. The act that gave him the key is the cause. */
export function opensFor(holders: ReadonlyArray<Holder>, name: string): Holder | undefined {
  return holders.find((h) => h.kind === "nobody" || h.name === name)
}
