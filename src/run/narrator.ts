/** Turns rows of a running world into parts of stories: instants on two clocks, acts with their orders and sources, obstacles, sites, people. */
import type { ActStory, EndStory, LineStory, Moment, ObstacleStory, OrderStory, PointStory, Setting, SiteStory, SourceStory, SpotStory, Traits } from "../model/story.ts"
import type { Obstacle } from "../world/gates.ts"
import { wayOfCircuit, wayToRelay } from "../world/lines.ts"
import { clockPlaceOf, type VariantPlan } from "../world/plan.ts"
import { operatorOf, providerOf } from "../world/holdings.ts"
import { kindSeenFrom } from "../world/sites.ts"
import type { World } from "../world/world.ts"

export class Narrator {
  readonly #clockPlace: string
  readonly #acts = new Map<number, ActStory>()

  constructor(private readonly w: World, private readonly variant: VariantPlan) {
    this.#clockPlace = clockPlaceOf(variant.scenario)
  }

  get setting(): Setting {
    const { plan } = this.w
    return { scenario: plan.scenario.id, variant: this.variant.id, variantTitle: this.variant.title, clock: this.#clockPlace, seed: plan.seed, until: this.at(plan.horizonMs) }
  }

  get now(): Moment {
    return this.at(this.w.nowMs)
  }

  at(ms: number): Moment {
    const { clock } = this.w.plan
    const utc = clock.iso(ms).replace("T", " ").slice(0, 19)
    const minute = clock.localMinuteOfDay(this.#clockPlace, ms)
    const two = (n: number) => String(n).padStart(2, "0")
    return { ms, utc, local: `${clock.localDate(this.#clockPlace, ms)} ${two(Math.floor(minute / 60))}:${two(minute % 60)}:${utc.slice(17)}` }
  }

  /** Undefined where no act is the cause. */
  act(row: number): ActStory | undefined {
    if (row < 0) return undefined
    const known = this.#acts.get(row)
    if (known !== undefined) return known
    const act = this.w.plan.acts[row]
    const { scenario } = this.variant
    const reply = act.answer !== undefined ? scenario.answers[act.answer] : act.event !== undefined ? scenario.events[act.event] : undefined
    const replied = reply === undefined ? undefined : { id: (act.answer ?? act.event)!, title: reply.title, kind: "kind" in reply ? reply.kind : "event", by: reply.by ?? [] }
    const story: ActStory = {
      path: act.path,
      act: act.act,
      verb: act.verb,
      places: act.inPlaces,
      carriers: act.carriers?.map((c) => c.carrier),
      from: act.startMs < 0 ? undefined : this.at(act.startMs),
      until: act.endMs < this.w.plan.horizonMs ? this.at(act.endMs) : undefined,
      order: act.order === undefined ? undefined : this.#order(act.order),
      answer: act.answer === undefined ? undefined : replied,
      event: act.event === undefined ? undefined : replied,
      sources: this.#sources(act.source)
    }
    this.#acts.set(row, story)
    return story
  }

  obstacle(o: Obstacle): ObstacleStory {
    return { reason: o.reason, point: o.point, country: o.country, carrier: o.carrier, leaks: o.leaks.map(({ by, conditions, share }) => ({ share, by: by === "try" ? "attempt" : by, excepts: conditions !== undefined })), act: this.act(o.act) }
  }

  /** A site, seen from a service. */
  site(row: number, service: number): SiteStory | undefined {
    if (row < 0) return undefined
    const site = this.w.plan.sites[row]
    const operator = operatorOf(this.w, row)
    return { site: site.name, country: site.country, declared: site.spec.declared, operator, operatorKind: kindSeenFrom(providerOf(this.w, this.w.plan.services[service]), operator, this.w.plan.scenario) }
  }

  /** Where the places and the sites of the scenario lie. */
  get spots(): ReadonlyArray<SpotStory> {
    const { places, scenario, sites } = this.w.plan
    const stated = (code: string, country: string) => scenario.countries[country]?.place !== undefined || scenario.countries[country]?.territories?.[code]?.place !== undefined
    return [
      ...places.map(({ code, country, lat, lon }): SpotStory => ({ kind: "place", name: code, country, at: stated(code, country) ? { lat, lon } : undefined })),
      ...sites.map(({ country, lat, lon, name, spec }): SpotStory => ({ kind: "site", name, country, at: spec.place !== undefined || stated(country, country) ? { lat, lon } : undefined }))
    ]
  }

  personId(person: number): string {
    const cohort = this.w.plan.cohorts[this.w.plan.people.cohort[person]]
    return `${cohort.name}#${person - cohort.first}`
  }

  traits(person: number): Traits {
    const { home, citizen, account, sim, store, segment, plan, lists, options, weight } = this.w.plan.groups.rows[this.w.persons.group(person)]
    const uses = this.w.plan.products.filter((product) => (this.w.persons.uses(person) & (1 << product.row)) !== 0).map((product) => product.name)
    const own = this.w.plan.places[this.w.plan.people.home[person]].code
    const spec = this.w.plan.cohorts[this.w.plan.people.cohort[person]].spec
    // A group may hold people of several homes, where no selector tells them apart.
    return { home: own, citizen: own === home ? citizen : (spec.citizen ?? own.slice(0, 2)), account: own === home ? account : (spec.account ?? own.slice(0, 2)), sim: own === home ? sim : (spec.sim ?? own.slice(0, 2)), store: own === home ? store : (spec.store ?? own.slice(0, 2)), segment, plan, lists, options, uses, weight }
  }

  end(person: number): EndStory {
    return { id: this.personId(person), cohort: this.w.plan.cohorts[this.w.plan.people.cohort[person]].name, traits: this.traits(person), place: this.place(this.w.persons.situation(person)), line: this.line(this.w.persons.situation(person)) }
  }

  place(situation: number): string {
    return this.w.plan.places[this.w.situations.place(situation)].code
  }

  line(situation: number): LineStory {
    const { mode, sim, simCarrier, servingCarrier, exit, vpn } = this.w.situations.line(situation)
    return { mode, sim, simCarrier, servingCarrier, exit, vpn }
  }

  /** The points that a try crosses before an obstacle; all of them where there is none. */
  passed(situation: number, product: number, elsewhere: boolean, obstacle: Obstacle | undefined): ReadonlyArray<PointStory> {
    if (obstacle?.point === "account") return []
    const { plan, situations, verdicts } = this.w
    const service = plan.services[plan.products[product].service]
    const relay = plan.sites[verdicts.relayOf(situations.group(situation), service.row)]
    const line = situations.line(situation)
    const place = plan.places[situations.place(situation)]
    const circuit = service.spec.path === "circuit" || service.spec.path === "signalling"
    const way = circuit ? wayOfCircuit(line, plan.groups.rows[situations.group(situation)].sim, place, elsewhere) : wayToRelay(line, place, relay?.country ?? "XX")
    const points = way.crossings.map(({ point, country }) => ({ point, country }))
    // What keeps a server from the relay stands on another way: this one was passed to its end.
    const stop = obstacle === undefined || obstacle.reason === "mailbox-unreachable" ? -1 : points.findIndex((p) => p.point === obstacle.point && p.country === obstacle.country)
    return [{ point: "account", country: "" }, ...(stop < 0 ? points : points.slice(0, stop))]
  }

  #order(id: string): OrderStory | undefined {
    const order = this.variant.scenario.orders[id]
    const life = this.variant.docket.lives.find((l) => l.id === id)
    if (order === undefined || life === undefined) return undefined
    const issuer = typeof order.by === "string" ? { state: order.by, body: undefined } : order.by
    return {
      id,
      title: order.title,
      kind: order.kind,
      issuer: issuer.state,
      body: issuer.body,
      to: order.to ?? [],
      due: life.dueMs === undefined || !Number.isFinite(life.dueMs) ? undefined : this.at(life.dueMs),
      states: [...life.states, ...(life.known ?? [])].sort((a, b) => a.atMs - b.atMs).filter((s) => Number.isFinite(s.atMs)).map((s) => ({ state: s.state, at: this.at(s.atMs), sources: this.#sources(s.source) }))
    }
  }

  #sources(ids: ReadonlyArray<string>): ReadonlyArray<SourceStory> {
    return [...new Set(ids)].map((id) => {
      const source = this.variant.scenario.sources[id]
      return { id, title: source?.title ?? id, date: source?.date, url: source?.url }
    })
  }
}
