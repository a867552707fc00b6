/** What acts say in the file's own words, read anew: the promises' reading, which no gate, placement or custody of the engine shares. */
import type { OfClause, Of } from "../model/acts.ts"
import type { ByRegion } from "../model/services.ts"
import { TRAFFIC } from "../world/rules.ts"
import type { Line } from "../world/lines.ts"
import type { Opening } from "../world/openings.ts"
import type { ActPlan, Plan } from "../world/plan.ts"
import type { ClassRow, Product, ServiceRow } from "../world/products.ts"
import type { Group } from "../world/record.ts"
import type { SiteRow } from "../world/sites.ts"
import type { Stored } from "../world/watch.ts"
import type { World } from "../world/world.ts"
import { DAY_MS } from "../world/zones.ts"

/** Where somebody is, and on which line. */
export interface There {
  readonly place: string
  readonly country: string
  readonly line: Line
  /** The service whose account is asked about; undefined: any. */
  readonly service?: string
}

type Words = ReadonlyArray<string | boolean> | undefined
const has = (words: Words, ...values: ReadonlyArray<string | undefined>) => words === undefined || words.includes("all") || values.some((value) => value !== undefined && words.includes(value))

/** Keys of a selector that last: they tell people apart wherever they are. `service`: whose account is asked about, else any of theirs. */
function lasts(clause: OfClause, group: Group, service: string | undefined): boolean {
  const asked = group.accepts.length > 0 ? ["yes", ...group.accepts] : ["no"]
  return (
    has(clause.people, group.cohort) &&
    has(clause.home, group.home, group.homeCountry) &&
    has(clause.citizen, group.citizen) &&
    has(clause.account, group.account) &&
    has(clause.store, group.store) &&
    has(clause.segment, group.segment) &&
    has(clause.plan, group.plan) &&
    has(clause.list, ...group.lists) &&
    has(clause.option?.map((word) => group.options.find((own) => own === word || own.endsWith(`.${word}`) || word.endsWith(`.${own}`)) ?? word), ...group.options, group.options.some((own) => service === undefined || own.startsWith(`${service}.`) || !own.includes(".")) ? undefined : "no") &&
    has(clause.uses, ...group.uses) &&
    wasOpened(clause.opened, group, service) &&
    has(clause.accepts?.map((word) => (word === true ? "yes" : word === false ? "no" : word)), ...asked)
  )
}

/** An account that the run has not seen opened is older than it. */
function wasOpened(opened: OfClause["opened"], group: Group, service: string | undefined): boolean {
  if (opened === undefined) return true
  const { afterMs, beforeMs } = opened as Opening
  const own = Object.entries(group.opened ?? {}).flatMap(([of, ms]) => (service === undefined || of === service ? [ms] : []))
  const accounts = service === undefined || own.length === 0 ? [...own, -Infinity] : own
  return accounts.some((ms) => !(afterMs !== undefined && ms < afterMs) && !(beforeMs !== undefined && beforeMs !== Infinity && ms >= beforeMs))
}

const clausesOf = (of: Of | undefined): ReadonlyArray<OfClause> | undefined => (of === undefined || of === "all" ? undefined : of)

/** Whether a selector can mean people of the group somewhere, at some instant. */
export function canMean(of: Of | undefined, group: Group, service?: string): boolean {
  return clausesOf(of)?.some((clause) => lasts(clause, group, service)) ?? true
}

/** Whether a selector can mean people who hold a device, where they are with it: the group tells. */
export function canMeanHolder(of: Of | undefined, group: Group, issuer: string | undefined): boolean {
  const country = group.there?.at(-1)
  const there = (clause: OfClause) => has(clause.present, ...(group.there ?? [])) && has(clause.status, country === undefined ? undefined : statusIn(issuer, group.homeCountry, country))
  return clausesOf(of)?.some((clause) => lasts(clause, group, undefined) && there(clause)) ?? true
}

/** Whether a selector means the owner of a mailbox: a mailbox is nowhere and on no line. */
export function meansOwner(of: Of | undefined, group: Group, service?: string): boolean {
  const nowhere = (clause: OfClause) => clause.present === undefined && clause.status === undefined && clause.access === undefined && clause.carrier === undefined && clause.vpn === undefined && clause.exit === undefined
  return clausesOf(of)?.some((clause) => lasts(clause, group, service) && nowhere(clause) && (clause.sim === undefined || clause.sim.includes("foreign") || has(clause.sim, group.sim))) ?? true
}

/** Whether a selector means somebody where he is now, who writes `to` somebody; `at`: the country of the point. What an instant decides is left open. */
export function meansThere(of: Of | undefined, group: Group, there: There, issuer: string | undefined, at: string, to?: { readonly group: Group; readonly there: There }): boolean {
  const other = (clause: OfClause) => to === undefined || clause["other-end"] === undefined || clause["other-end"].some((end) => lasts(end, to.group, there.service) && fits(end, to.group, to.there, issuer, ""))
  return clausesOf(of)?.some((clause) => lasts(clause, group, there.service) && fits(clause, group, there, issuer, at) && other(clause)) ?? true
}

function fits(clause: OfClause, group: Group, { place, country, line }: There, issuer: string | undefined, at: string): boolean {
  const vpn = clause.vpn?.map((word) => (word === true ? "yes" : word === false ? "no" : word))
  // Of no point, people are meant: on Wi-Fi too they have their SIM.
  const sim = at === "" ? (line.sim ?? group.sim) : line.sim
  return (
    has(clause.present, place, country) &&
    has(clause.status, statusIn(issuer, group.homeCountry, country)) &&
    has(clause.access, line.mode) &&
    has(clause.carrier, line.simCarrier, line.servingCarrier) &&
    has(clause.exit, line.exit, line.vpn) &&
    has(vpn, line.vpn === undefined ? "no" : "yes", line.vpn) &&
    (clause.sim === undefined || clause.sim.includes("all") || (sim !== undefined && has(clause.sim, sim, sim === (at === "" ? country : at) ? "own" : "foreign")))
  )
}

function statusIn(state: string | undefined, home: string, present: string): string | undefined {
  if (state === undefined) return undefined
  if (home === state) return present === state ? "resident" : "abroad"
  return present === state ? "visitor" : "other"
}

/** `bes` names all classes of bes, `bes.content` one. */
export function namesClass(what: ReadonlyArray<string> | undefined, service: string, cls: string): boolean {
  return what === undefined || what.some((word) => word === "all" || word === service || word === `${service}.${cls}`)
}

/** Whether words name keys that open a class: its own, or those of the class that opens it. */
export function namesKeys(plan: Plan, what: ReadonlyArray<string> | undefined, cls: ClassRow): boolean {
  const { name } = plan.services[cls.service]
  return [cls.name, cls.spec["opened-by"]].some((one) => one !== undefined && namesClass(what, name, one))
}

/** Whether words name a product: traffic at large, its service, itself, or a class that its messages are. */
export function namesProduct(plan: Plan, what: ReadonlyArray<string> | undefined, product: Product): boolean {
  const service = plan.services[product.service]
  return what === undefined || what.some((word) => TRAFFIC.has(word) || word === service.name || word === product.name || (product.feature === undefined && service.classes.some((cls) => word === `${service.name}.${cls.name}`)))
}

/** Whether a product's messages go through the relay of a service that the words name. A relay that acts have moved is left open. */
export function sharesRelay(plan: Plan, what: ReadonlyArray<string>, product: Product, group: Group): boolean {
  const relayOf = (row: number) => siteIn(plan.services[row].spec.relay, group.account)
  if (plan.acts.some((act) => act.act.place?.what.some((word) => word.endsWith(".relay")))) return true
  return plan.services.some((s) => relayOf(s.row) === relayOf(product.service) && s.products.some((p) => namesProduct(plan, what, p)))
}

/** The site that the file states for an account region. */
export function siteIn(where: ByRegion | undefined, account: string): string | undefined {
  return typeof where === "string" ? where : (where?.[account] ?? where?.others)
}

/** Sites that the file states, for whatever region. */
export function sitesIn(where: ByRegion | undefined): ReadonlyArray<string> {
  return typeof where === "string" ? [where] : Object.values(where ?? {})
}

/** Whether words name a service as a whole. */
export function namesService(what: ReadonlyArray<string> | undefined, service: string): boolean {
  return what === undefined || what.includes("all") || what.includes(service)
}

/** Whether an act erases copies, at once or as they grow old. */
export function erases({ act }: ActPlan): boolean {
  return act.erase !== undefined || (act.exit ?? act["shut-down"])?.old === "erased" || act.place?.old === "erased"
}

/** Countries whose market the act leaves with all of its provider's services; none where it is no such exit. */
export function marketLeft(w: World, act: ActPlan): ReadonlyArray<string> {
  const exit = act.act.exit
  if (exit === undefined || exit.of === undefined || exit.of === "all") return []
  const whole = w.plan.services.every((s) => !act.by.includes(providerNow(w, s, act.startMs) ?? "") || namesService(exit.what, s.name))
  return whole ? exit.of.flatMap((clause) => [clause.account, clause.home, clause.present, clause.sim].flatMap((codes) => codes ?? [])).filter((code) => /^[A-Z]{2}$/.test(code)) : []
}

/** Countries whose markets parties have left by an instant [ms], by exits that stand. */
export function countriesLeft(w: World, parties: ReadonlyArray<string>, untilMs: number): ReadonlyArray<string> {
  return w.begun().flatMap((act) => (w.isOn(act) && act.startMs <= untilMs && act.by.some((party) => parties.includes(party)) ? marketLeft(w, act) : []))
}

/** Countries in which companies have a seat or an establishment, the seat first. */
export function homesOf(w: World, parties: ReadonlyArray<string>): ReadonlyArray<string> {
  const { providers } = w.plan.scenario
  return parties.flatMap((party) => [providers[party]?.seat, ...(providers[party]?.established ?? [])]).filter((country) => country !== undefined)
}

/** Who owns a service by the acts' words: sold by itself, or with its company. */
export function providerNow(w: World, service: ServiceRow, untilMs = Number.POSITIVE_INFINITY): string | undefined {
  let { provider } = service.spec
  for (const act of w.begun()) {
    const sale = act.act.transfer
    if (sale === undefined || !w.isOn(act) || act.startMs > untilMs) continue
    if (sells(w, act, service, provider)) provider = sale.to ?? provider
  }
  return provider
}

/** Whether an act sells a service: by itself, or with the company whose it then is. */
function sells(w: World, act: ActPlan, service: ServiceRow, provider: string | undefined): boolean {
  const sale = act.act.transfer!
  return sale.at.some((name) => (name === service.name && !isPlace(w, name)) || (namesService(sale.what, service.name) && name === provider && isCompany(w, name)))
}

/** A name that a site or a network has means that; one that a service has, the service. */
function isPlace(w: World, name: string): boolean {
  return name in w.plan.scenario.sites || name in w.plan.scenario.carriers
}

export function isCompany(w: World, name: string): boolean {
  return name in w.plan.scenario.providers && !(name in w.plan.scenario.services) && !isPlace(w, name)
}

/** Copies of a class and kind, of one owner's group; `ruler`: the group under whose rules they lie. */
export interface Copies extends Pick<Stored, "class" | "kind" | "group"> {
  readonly ruler: number
}

/** By the file's choice the rules for mail between two homes are those of who wrote it, else those of whose mailbox it is. */
export function withRuler<C extends Pick<Stored, "class" | "kind" | "group">>(plan: Plan, copies: C, writer: number): C & Copies {
  return { ...copies, ruler: rulerOf(plan, copies.group, writer) }
}

/** The group whose rules hold for what is kept of another. */
export function rulerOf(plan: Plan, group: number, writer: number): number {
  const { rows } = plan.groups
  return plan.scenario.choices["cross-border-message"] === "sender-home" && rows[group].homeCountry !== rows[writer].homeCountry ? writer : group
}

/** Whether an act is a rule of placement that says where such copies lie. */
export function rulesOn(plan: Plan, act: ActPlan, copies: Copies): boolean {
  const place = act.act.place
  const cls = plan.classes[copies.class]
  return place !== undefined && (place.copies === "all" || copies.kind === "primary") && namesClass(place.what, plan.services[cls.service].name, cls.name) && meansOwner(place.of, plan.groups.rows[copies.ruler], plan.services[cls.service].name)
}

/** Why a placement's own words keep a copy from a site in `country`; undefined: they do not. */
export function refusedBy(act: ActPlan, site: SiteRow, country: string): string | undefined {
  const place = act.act.place!
  if (place.in !== undefined && !within(place.in, country)) return `${actText(act)} requires ${place.in.join(", ")}`
  if (place["not-in"]?.includes(country)) return `${actText(act)} forbids ${country}`
  return place.at === undefined || place.at.includes(site.name) ? undefined : `${actText(act)} names ${place.at.join(", ")}`
}

export function within(places: ReadonlyArray<string>, country: string): boolean {
  return places.some((place) => place === "all" || place.slice(0, 2) === country)
}

/** Who runs a site, or did at an instant [ms], or what lies there of a class: the machines or the class may have been handed over, or the company or the service been sold. */
export function operatorNow(w: World, site: SiteRow, copies?: Pick<Copies, "class" | "kind">, untilMs = Number.POSITIVE_INFINITY): string {
  const service = copies === undefined ? undefined : w.plan.services[w.plan.classes[copies.class].service]
  return runs(w, site, service, (what) => meansPart(w, what, copies), untilMs)
}

/** Who runs what a site does as a relay of a service. */
export function relayerNow(w: World, site: SiteRow, service: ServiceRow): string {
  return runs(w, site, service, (what) => what === undefined || what.some((word) => word === "all" || word === "relay" || word === service.name || word === `${service.name}.relay`), Number.POSITIVE_INFINITY)
}

function runs(w: World, site: SiteRow, service: ServiceRow | undefined, isMeant: (what: ReadonlyArray<string> | undefined) => boolean, untilMs: number): string {
  let operator = site.operator
  let provider = service?.spec.provider
  for (const act of w.begun()) {
    const sale = act.act.transfer
    if (sale === undefined || !w.isOn(act) || act.startMs > untilMs) continue
    const bought = service !== undefined && sells(w, act, service, provider)
    const handed = sale.at.includes(site.name) || sale.at.some((name) => name === operator && isCompany(w, name))
    if ((handed && isMeant(sale.what)) || (bought && operator === provider)) operator = sale.to ?? operator
    if (bought) provider = sale.to ?? provider
  }
  return operator
}

/** Whether words mean a class or a kind of copy; without any they mean all. */
function meansPart(w: World, what: ReadonlyArray<string> | undefined, copies: Pick<Copies, "class" | "kind"> | undefined): boolean {
  if (what === undefined || copies === undefined) return what === undefined
  const cls = w.plan.classes[copies.class]
  const service = w.plan.services[cls.service].name
  const role = copies.kind === "primary" || copies.kind === "replica" ? "mailbox" : copies.kind
  return namesClass(what, service, cls.name) || what.includes(role) || what.includes(`${service}.${role}`)
}

/** Whether a fault holds a site in this epoch: what lies there cannot leave until it is over. */
export function isFaulty(w: World, site: SiteRow): boolean {
  return isNow(w, site.failing) || isApart(w, site)
}

/** Faults for which nothing gets to a site, or nothing from it: to anybody or to some. */
const PARTING: ReadonlySet<string> = new Set(["paused", "deaf", "mute", "unreachable"])

/** Whether a site that has not crashed stands still or is cut off, from all or from some, one way or both. */
export function isApart(w: World, site: SiteRow): boolean {
  return isNow(w, site.cutOff) || isNow(w, site.faults.filter((fault) => PARTING.has(fault.what)))
}

/** Whether a site has crashed, or stands still without: nothing that lies there is deleted. */
export function isAsleep(w: World, site: SiteRow): boolean {
  return isNow(w, site.failing) || isNow(w, site.faults.filter((fault) => fault.what === "paused"))
}

/** Whether messages that pass a site can be lost or late by a fault. */
export function isHalfDead(w: World, site: SiteRow): boolean {
  return isNow(w, site.faults.filter((fault) => fault.what === "slow" || fault.what === "lossy"))
}

function isNow({ epochMs }: World, spans: SiteRow["off"]): boolean {
  return spans.some((span) => span.fromMs <= epochMs && epochMs < span.untilMs)
}

/** Whether a site, or what lies there of a class, is at a standstill in this epoch, by a fault, its dates or an act, or runs where no network leads to it. */
export function isDown(w: World, site: SiteRow, copies?: Pick<Copies, "class" | "kind">): boolean {
  let off = isNow(w, site.off)
  for (const act of w.begun()) {
    if (!w.isOn(act)) continue
    const { stop, start } = act.act
    const means = (body: typeof stop) => body !== undefined && meansPart(w, body.what, copies) && body.at.some((name) => name === site.name || (name === operatorNow(w, site) && isCompany(w, name)))
    if (means(stop)) off = true
    if (means(start)) off = false
    if (site.operatorKind === "customer" || !act.by.includes(operatorNow(w, site, copies, act.startMs))) continue
    if (act.act["shut-down"] !== undefined || marketLeft(w, act).includes(site.country)) off = true
  }
  return off || isFaulty(w, site)
}

/** Whether an act in force has copies of a class of somebody kept at a site: in the places that it names, else in the state behind it. */
export function isHeldByDuty(w: World, copies: Pick<Copies, "class" | "group">, site: SiteRow): boolean {
  return dutiesOn(w, copies, site).length > 0
}

/** Whether what was written on a day has to lie at a site still, for a duty in force: nothing erases it there then, and no rule moves a backup. Where the choice is to erase nothing has to. */
export function isHeldNow(w: World, copies: Pick<Copies, "class" | "group">, site: SiteRow, day: number): boolean {
  return w.plan.scenario.choices["keep-or-erase"] === "keep" && dutiesOn(w, copies, site).some((act) => w.nowMs < (day + 1) * DAY_MS + (act.act.keep!.for ?? Number.POSITIVE_INFINITY))
}

function dutiesOn(w: World, { group, class: row }: Pick<Copies, "class" | "group">, site: SiteRow): ReadonlyArray<ActPlan> {
  const { groups, classes, services } = w.plan
  const service = services[classes[row].service].name
  return w.begun().filter((act) => {
    const { keep } = act.act
    return keep !== undefined && w.isOn(act) && namesClass(keep.what, service, classes[row].name) && meansOwner(keep.of, groups.rows[group], service) && meansSite(w, act, site)
  })
}

/** Whether what an act keeps or erases is meant at a site: in the places that it names, else in the state behind it. */
export function meansSite(w: World, act: ActPlan, site: SiteRow): boolean {
  return meansIn(w, act, site.country) && ((act.act.keep ?? act.act.erase)!.at?.includes(site.name) ?? true)
}

/** The same of a country. */
export function meansIn({ plan }: World, act: ActPlan, country: string): boolean {
  const issuer = act.issuer === undefined ? undefined : (plan.scenario.countries[act.issuer]?.members ?? [act.issuer])
  const places = (act.act.keep ?? act.act.erase)!.in ?? issuer
  return places === undefined || within(places, country)
}

/** The class in words: `bes.content`. */
export function classText(plan: Plan, cls: ClassRow): string {
  return `${plan.services[cls.service].name}.${cls.name}`
}

/** The act in words, with whose it is: `open-bes/else/block (order open-bes)`. */
export function actText(act: ActPlan): string {
  const whose = act.answer !== undefined ? `answer ${act.answer}` : act.event !== undefined ? `event ${act.event}` : act.order !== undefined ? `order ${act.order}` : "of nobody"
  return `${act.path === "" ? `an act to ${act.verb}` : act.path} (${whose})`
}
