/** One person, traced: where he is and what he can use, from a run without messages; and what becomes of his messages. */
import { nobody } from "../invariants/nobody.ts"
import type { CountStory, Moment, ObstacleStory, SpanStory, StayStory } from "../model/story.ts"
import { togglesOf } from "../world/effects.ts"
import { planUptake } from "../world/habits.ts"
import { settle, stoppedShare } from "../world/journeys.ts"
import { applies, stopsShare, waitsSinceMs } from "../world/leaks.ts"
import type { Obstacle } from "../world/gates.ts"
import { NONE } from "../world/messages.ts"
import type { Plan, VariantPlan } from "../world/plan.ts"
import { REASONS } from "../world/reasons.ts"
import type { TraceEvent } from "../world/trace.ts"
import { Kind, World } from "../world/world.ts"
import { Follower } from "./follower.ts"
import { Narrator } from "./narrator.ts"
import { advance, end } from "./simulate.ts"

export interface Itinerary {
  readonly stays: ReadonlyArray<StayStory>
  readonly spans: ReadonlyArray<SpanStory>
}

/** Where a person is and what he can use when. Trips and acts alone decide it, so nobody writes in this run. */
export function itineraryOf(plan: Plan, variant: VariantPlan, person: number): Itinerary {
  const w = new World(plan)
  w.silent = true
  const log = new Log(w, new Narrator(w, variant), person)
  w.watch = { ...nobody(), boundary: () => log.look() }
  w.newEpoch(0)
  settle(w)
  planUptake(w)
  log.look()
  // Event by event: whatever happened, he is looked at.
  for (const _ of advance(w, togglesOf(plan, variant), plan.horizonMs, variant.id, 1)) log.look()
  end(w)
  log.close()
  return log
}

type Open<T> = Omit<T, "until"> & { readonly key: string }

class Log implements Itinerary {
  readonly stays: Array<StayStory> = []
  readonly spans: Array<SpanStory> = []
  #stay: Open<StayStory> | undefined
  readonly #spans: Array<Open<SpanStory> | undefined> = []
  readonly #alarms = new Set<number>()

  constructor(
    private readonly w: World,
    private readonly narrator: Narrator,
    private readonly person: number
  ) {}

  look(): void {
    const { narrator, person, w } = this
    const here = this.#isHere()
    const situation = w.persons.situation(person)
    this.#turn(here ? { key: String(situation), from: narrator.now, place: narrator.place(situation), line: narrator.line(situation) } : undefined)
    for (const product of w.plan.products) {
      const uses = here && ((w.persons.uses(person) | w.persons.denied(person)) & (1 << product.row)) !== 0
      this.#turnOf(product.row, uses ? this.#state(situation, product.row) : undefined)
    }
  }

  close(): void {
    this.#turn(undefined)
    this.w.plan.products.forEach((product) => this.#turnOf(product.row, undefined))
    this.spans.sort((a, b) => (a.service < b.service ? -1 : a.service > b.service ? 1 : a.from.ms - b.from.ms))
  }

  #turn(next: Open<StayStory> | undefined): void {
    if (next?.key === this.#stay?.key) return
    if (this.#stay !== undefined) push(this.stays, this.#stay, this.narrator.now)
    this.#stay = next
  }

  #turnOf(product: number, next: Open<SpanStory> | undefined): void {
    const before = this.#spans[product]
    if (next?.key === before?.key) return
    if (before !== undefined) push(this.spans, before, this.narrator.now)
    this.#spans[product] = next
  }

  /** Who came for a stay is looked at only while it lasts. */
  #isHere(): boolean {
    const { person, w } = this
    const c = w.plan.people.cohort[person]
    return w.persons.exists(person) && w.inSlot(c, w.plan.people.slot(person)) === person
  }

  #state(situation: number, product: number): Open<SpanStory> {
    const { narrator, person, w } = this
    const service = w.plan.products[product].name
    if ((w.persons.denied(person) & (1 << product)) !== 0) {
      const by = w.deniedBy[person * w.plan.products.length + product]
      const obstacle: ObstacleStory = { reason: "not-installable", point: "account", country: "", carrier: undefined, leaks: [], act: narrator.act(by) }
      return { key: "denied", service, from: narrator.now, state: "refused", share: 1, obstacle, others: [], mailbox: undefined }
    }
    const { obstacles } = w.verdicts.sender(situation, product, false)
    const standing = obstacles.filter((o) => stopsShare(w, o, product, person) > 0)
    for (const o of obstacles) this.#alarm(o, product)
    const share = stoppedShare(w, person, situation, product)
    const first = standing.find((o) => stopsShare(w, o, product, person) === 1) ?? standing[0]
    const box = w.verdicts.mailbox(w.persons.group(person), w.plan.products[product].service).obstacles.find((o) => stopsShare(w, o, product, person) > 0)
    const state = share >= 1 ? "refused" : share > 0 ? "in-part" : "works"
    const key = [state, share, ...standing.map(nameOf), "box", box === undefined ? "" : nameOf(box)].join(" ")
    return { key, service, from: narrator.now, state, share, obstacle: first === undefined ? undefined : narrator.obstacle(first), others: standing.filter((o) => o !== first).map((o) => narrator.obstacle(o)), mailbox: box === undefined ? undefined : narrator.obstacle(box) }
  }

  /** What ends by itself a while after he arrived or registered: the world stops there, by an event that does nothing. */
  #alarm(o: Obstacle, product: number): void {
    const { person, w } = this
    if (!applies(w, o, person, NONE, product)) return
    const ends = [...(o.first === undefined ? [] : [waitsSinceMs(w, o.first, person) + o.first.for]), ...[o.conditions, o.eased, ...o.leaks.map((leak) => leak.conditions)].flatMap((some) => some ?? []).flatMap((c) => (c.sinceArrivalMs === undefined ? [] : [w.arrivedMs.get(person) + c.sinceArrivalMs]))]
    for (const ms of ends) {
      if (ms <= w.nowMs || ms >= w.plan.horizonMs || this.#alarms.has(ms)) continue
      this.#alarms.add(ms)
      w.trips.schedule(ms, Kind.RETURN, person, NONE)
    }
  }
}

function nameOf(o: Obstacle): string {
  return `${o.reason} ${o.act} ${o.point} ${o.country}`
}

/** Of things that change at one instant only the last state lasts. */
function push<T extends { readonly from: Moment; readonly until: Moment }>(list: Array<T>, open: Open<T>, until: Moment): void {
  if (until.ms <= open.from.ms) return
  const { key: _, ...rest } = open
  list.push({ ...rest, until } as unknown as T)
}

type Count = { -readonly [K in "wrote" | "accepted" | "delivered" | "expired" | "erased" | "got"]: number } & { readonly refused: Map<string, number>; readonly bounced: Map<string, number> }

/** Counts a person's messages, and follows them. */
export class PersonTrace {
  readonly follower: Follower
  readonly #counts = new Map<number, Count>()

  constructor(
    private readonly w: World,
    variant: VariantPlan,
    private readonly person: number
  ) {
    this.follower = new Follower(w, new Narrator(w, variant))
  }

  readonly sink = (event: TraceEvent): void => {
    if (event.kind === "arrives") return
    const { messages } = this.w
    const m = event.message
    const wrote = messages.sender(m) === this.person
    if (!wrote && messages.recipient(m) !== this.person) return
    this.follower.told(event)
    const count = this.#count(messages.product(m))
    if (!wrote) {
      if (event.kind === "delivered") count.got++
    } else if (event.kind === "attempt") count.wrote += event.tries === 1 ? 1 : 0
    else if (event.kind === "refused") {
      if (event.final) add(count.refused, event.obstacle.reason)
    } else if (event.kind === "bounced") add(count.bounced, REASONS[event.reason])
    else if (event.kind === "accepted" || event.kind === "delivered" || event.kind === "expired" || event.kind === "erased") count[event.kind]++
  }

  get counts(): ReadonlyArray<CountStory> {
    return [...this.#counts].sort(([a], [b]) => a - b).map(([product, c]) => {
      const refused = listOf(c.refused)
      const bounced = listOf(c.bounced)
      const ended = [...refused, ...bounced].reduce((sum, x) => sum + x.messages, 0) + c.delivered + c.expired + c.erased
      return { service: this.w.plan.products[product].name, wrote: c.wrote, refused, accepted: c.accepted, delivered: c.delivered, bounced, expired: c.expired, erased: c.erased, open: c.wrote - ended, got: c.got }
    })
  }

  #count(product: number): Count {
    const found = this.#counts.get(product)
    if (found !== undefined) return found
    const fresh: Count = { wrote: 0, accepted: 0, delivered: 0, expired: 0, erased: 0, got: 0, refused: new Map(), bounced: new Map() }
    this.#counts.set(product, fresh)
    return fresh
  }
}

function add(counts: Map<string, number>, word: string): void {
  counts.set(word, (counts.get(word) ?? 0) + 1)
}

function listOf(counts: ReadonlyMap<string, number>): CountStory["refused"] {
  return [...counts].map(([reason, messages]) => ({ reason, messages })).sort((a, b) => b.messages - a.messages)
}
