/** Events of one variant as plain records, for a trace file: those of a sample of messages and people, and the lives of orders and acts. */
import { hash4, hashString, uniform } from "../kernel/rng.ts"
import type { Obstacle } from "../world/gates.ts"
import { Stage } from "../world/messages.ts"
import type { ActPlan, VariantPlan } from "../world/plan.ts"
import { REASONS } from "../world/reasons.ts"
import type { TraceEvent } from "../world/trace.ts"
import type { World } from "../world/world.ts"
import type { Key, Kind } from "./traceWords.ts"

/** One event, as a line of a trace has it: instant [ms since the run starts], kind, and what is known of it; undefined is left out. */
export interface Told {
  readonly atMs: number
  readonly kind: Kind
  readonly about: About
}

type About = { readonly [key in Key]?: string | number | boolean | undefined }

/** Which messages and people are told of: by their keys, so that every variant tells of the same ones. */
const SAMPLE = hashString("trace")

export class EventTrace {
  /** Names of the messages under way that are told of, by their rows. */
  readonly #followed = new Map<number, string>()
  readonly #world: ReadonlyArray<Told>
  #next = 0
  /** Messages told of so far. */
  messages = 0

  /** `share`: of messages and of people, in (0, 1]. */
  constructor(
    private readonly w: World,
    variant: VariantPlan,
    private readonly share: number,
    private readonly put: (told: Told) => void
  ) {
    this.#world = [...orderSteps(variant, w.plan.horizonMs), ...actSteps(variant.acts.map((row) => w.plan.acts[row]), w.plan.horizonMs)].sort((a, b) => a.atMs - b.atMs)
  }

  readonly sink = (event: TraceEvent): void => {
    this.until(event.atMs)
    if (event.kind === "arrives") return this.#arrives(event.person, event.place)
    const { message } = event
    const id = event.kind === "attempt" && event.tries === 1 ? this.#begins(message) : this.#followed.get(message)
    if (id === undefined) return
    this.put({ atMs: event.atMs, kind: event.kind === "refused" && event.final ? "given-up" : event.kind, about: { message: id, ...this.#about(event) } })
    // Rows are used again: after its end another message has its row.
    if (ENDS.has(event.kind) || (event.kind === "refused" && event.final)) this.#followed.delete(message)
  }

  /** What orders and acts do up to an instant [ms]. */
  until(atMs: number): void {
    while (this.#next < this.#world.length && this.#world[this.#next].atMs <= atMs) this.put(this.#world[this.#next++])
  }

  /** At the end of the run: what it leaves open. */
  end(): void {
    const { horizonMs } = this.w.plan
    this.until(horizonMs)
    for (const [row, id] of this.#followed) this.put({ atMs: horizonMs, kind: this.w.messages.stage(row) >= Stage.WAITS_AT_RELAY ? "in-flight" : "under-way", about: { message: id } })
  }

  #begins(m: number): string | undefined {
    const { messages, plan, streams } = this.w
    if (!this.#isSampled(messages.key(m))) return undefined
    const { cohort, product } = streams[messages.stream(m)]
    // It is named after what its sender uses at first; some write by another service since.
    const id = `${plan.cohorts[cohort].name}/${plan.products[product].name}/${messages.number(m)}`
    this.#followed.set(m, id)
    this.messages++
    return id
  }

  #isSampled(key: number): boolean {
    return uniform(hash4(key, SAMPLE, 0, 0)) < this.share
  }

  #arrives(person: number, place: number): void {
    if (this.#isSampled(person)) this.put({ atMs: this.w.nowMs, kind: "arrives", about: { person: this.#personId(person), place: this.w.plan.places[place].code } })
  }

  #about(event: Exclude<TraceEvent, { readonly kind: "arrives" }>): About {
    const { messages, persons, plan } = this.w
    const m = event.message
    switch (event.kind) {
      case "attempt":
        return event.tries > 1 ? { try: event.tries, ...this.#where(messages.sender(m)) } : { try: 1, service: plan.products[messages.product(m)].name, sender: this.#personId(messages.sender(m)), recipient: this.#personId(messages.recipient(m)), ...this.#where(messages.sender(m)) }
      case "refused":
        return { try: messages.tries(m), ...this.#obstacle(event.obstacle) }
      case "passed":
        return { try: messages.tries(m), relay: this.#site(event.relaySite) }
      case "stored":
        return { site: this.#site(event.site) }
      case "waits":
        return { where: event.where, ...(event.obstacle === undefined ? {} : this.#obstacle(event.obstacle)) }
      case "accepted":
        return {}
      case "delivered":
        return { place: plan.places[persons.place(messages.recipient(m))].code }
      case "bounced":
      case "expired":
      case "erased":
        return { reason: REASONS[event.reason] ?? "waited-too-long", ...this.#cause(event.cause) }
    }
  }

  /** The line that they usually write by. */
  #where(person: number): About {
    const { persons, plan, situations } = this.w
    const situation = persons.situation(person)
    const { exit, mode, servingCarrier, simCarrier, vpn } = situations.line(situation)
    return { place: plan.places[situations.place(situation)].code, access: mode, sim: simCarrier, carrier: servingCarrier, exit, vpn }
  }

  #obstacle({ act, carrier, country, kind, point, reason }: Obstacle): About {
    return { reason, point, country: country === "" ? undefined : country, carrier, held: kind === "hold" ? true : undefined, ...this.#cause(act) }
  }

  #cause(row: number): About {
    return row < 0 ? {} : causeOf(this.w.plan.acts[row])
  }

  #site(row: number): string | undefined {
    return row < 0 ? undefined : this.w.plan.sites[row].name
  }

  #personId(person: number): string {
    const cohort = this.w.plan.cohorts[this.w.plan.people.cohort[person]]
    return `${cohort.name}#${person - cohort.first}`
  }
}

const ENDS: ReadonlySet<Kind> = new Set(["delivered", "bounced", "expired", "erased"])

function causeOf({ answer, event, order, path }: ActPlan): About {
  return { act: path, order, answer, event }
}

/** Steps that were taken before the run come first, at their own dates. */
function orderSteps({ docket }: VariantPlan, horizonMs: number): ReadonlyArray<Told> {
  return docket.lives.flatMap(({ id, known, states }) => [...states, ...(known ?? [])].filter(({ atMs }) => Number.isFinite(atMs) && atMs <= horizonMs).map(({ atMs, state }) => ({ atMs, kind: "order", about: { order: id, state } })))
}

/** What has always been so begins with the run. */
function actSteps(acts: ReadonlyArray<ActPlan>, horizonMs: number): ReadonlyArray<Told> {
  return acts.filter((act) => act.startMs <= horizonMs).flatMap((act): ReadonlyArray<Told> => {
    const about = { ...causeOf(act), verb: act.verb }
    const begins: Told = { atMs: Math.max(0, act.startMs), kind: "act-begins", about }
    return act.endMs > horizonMs ? [begins] : [begins, { atMs: act.endMs, kind: "act-ends", about }]
  })
}
