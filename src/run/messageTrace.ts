/** One message, traced: each try, each gate, each wait, and its end. */
import type { EndStory, KeyStory, MessageStory, Moment, StepStory } from "../model/story.ts"
import { certain, type Obstacle } from "../world/gates.ts"
import { alternatives } from "../world/journeys.ts"
import { passes } from "../world/leaks.ts"
import { NONE, Stage } from "../world/messages.ts"
import { stopper } from "../world/messaging.ts"
import { togglesOf } from "../world/effects.ts"
import type { VariantPlan } from "../world/plan.ts"
import { REASONS } from "../world/reasons.ts"
import type { TraceEvent } from "../world/trace.ts"
import type { World } from "../world/world.ts"
import { Follower } from "./follower.ts"
import { Narrator } from "./narrator.ts"

/** Which message: its stream, and its number in it. */
export interface Wanted {
  readonly id: string
  readonly stream: number
  readonly number: number
}

/** Acts that can change what becomes of a message that has ended: where its copies lie, who can read them. */
const REACHES_OLD = new Set(["place", "exit", "shut-down", "open", "seize", "erase", "give-keys", "move-keys", "rotate-keys", "destroy-keys"])

export class MessageTrace {
  readonly narrator: Narrator
  readonly follower: Follower
  readonly #lastActMs: number
  readonly #steps: Array<StepStory> = []
  #row = NONE
  #begin: { readonly sender: EndStory; readonly recipient: EndStory; readonly first: Moment; readonly service: string } | undefined
  #keys: ReadonlyArray<KeyStory> = []
  #ended = false
  #open: MessageStory["open"]
  /** Numbers of the stream's messages next below and above, for whoever asks for one that nobody wrote. */
  below = NONE
  above = NONE

  constructor(
    private readonly w: World,
    variant: VariantPlan,
    private readonly wanted: Wanted
  ) {
    this.narrator = new Narrator(w, variant)
    this.follower = new Follower(w, this.narrator)
    const late = togglesOf(w.plan, variant).filter((t) => t.what === "notice" || t.what === "wipe" || t.what === "reset" || (t.what === "act" && t.on && REACHES_OLD.has(w.plan.acts[t.row].verb)))
    this.#lastActMs = late.reduce((last, t) => Math.max(last, t.atMs), 0)
  }

  /** Nothing that is still to come concerns it; or nobody ever wrote it. */
  get done(): boolean {
    if (this.#begin === undefined) return this.above !== NONE
    return this.#ended && !this.follower.unsettled && this.w.nowMs > this.#lastActMs
  }

  readonly sink = (event: TraceEvent): void => {
    if (event.kind === "arrives") return
    const { messages } = this.w
    const m = event.message
    if (event.kind === "attempt" && event.tries === 1 && messages.stream(m) === this.wanted.stream) this.#begins(m)
    // Rows are used again: after its end another message has its row.
    if (m !== this.#row || this.#ended) return
    this.follower.told(event)
    const step = this.#step(event, m)
    if (step !== undefined) this.#steps.push(step)
    this.#ended = event.kind === "delivered" || event.kind === "bounced" || event.kind === "expired" || event.kind === "erased" || (event.kind === "refused" && event.final)
  }

  /** At the end of the run: where it stands, if it has not ended. */
  stop(): void {
    if (this.#row === NONE || this.#ended) return
    const stage = this.w.messages.stage(this.#row)
    this.#open = stage === Stage.AT_CLIENT ? "client" : stage === Stage.WAITS_AT_RELAY ? "relay" : stage === Stage.WAITS_FOR_DEVICE ? "device" : "on-the-way"
  }

  /** Undefined where nobody wrote it. */
  get story(): MessageStory | undefined {
    const { follower, narrator } = this
    if (this.#begin === undefined) return undefined
    return { ...narrator.setting, id: this.wanted.id, ...this.#begin, steps: this.#steps, open: this.#open, keys: this.#keys, copies: follower.copies, readings: follower.readings, spots: narrator.spots }
  }

  #begins(m: number): void {
    const { messages, plan } = this.w
    const number = messages.number(m)
    if (number < this.wanted.number) this.below = number
    else if (number > this.wanted.number && this.above === NONE) this.above = number
    if (number !== this.wanted.number) return
    this.#row = m
    this.#begin = { sender: this.narrator.end(messages.sender(m)), recipient: this.narrator.end(messages.recipient(m)), first: this.narrator.now, service: plan.products[messages.product(m)].name }
  }

  #step(event: TraceEvent, m: number): StepStory | undefined {
    const { narrator, w } = this
    const { messages } = w
    const at = narrator.now
    const there = w.persons.situation(messages.recipient(m))
    switch (event.kind) {
      case "refused":
        return this.#refused(event.obstacle, event.others, event.final, m)
      case "passed":
        return this.#sent(m, event.relaySite)
      case "accepted":
        this.#keys = this.follower.keys(m)
        return { kind: "accepted", at }
      case "stored":
        return { kind: "stored", at, site: narrator.site(event.site, this.#service(m)) }
      case "waits":
        return { kind: "waits", at, where: event.where, relay: narrator.site(w.verdicts.relayOf(w.persons.group(messages.recipient(m)), this.#service(m)), this.#service(m)), place: narrator.place(there), line: narrator.line(there), obstacle: event.obstacle === undefined ? undefined : narrator.obstacle(event.obstacle) }
      case "delivered":
        return { kind: "delivered", at, place: narrator.place(there), line: narrator.line(there) }
      case "bounced":
      case "expired":
      case "erased":
        return { kind: event.kind, at, reason: REASONS[event.reason] ?? "waited-too-long", act: narrator.act(event.cause) }
      case "attempt":
      case "arrives":
        return undefined
    }
  }

  #refused(obstacle: Obstacle, others: ReadonlyArray<Obstacle>, final: boolean, m: number): StepStory {
    const { narrator, w } = this
    const { messages } = w
    const [sender, recipient] = [messages.sender(m), messages.recipient(m)]
    const situation = w.persons.situation(sender)
    const also = others.filter((o) => o.kind === "refuse" && (certain(o) || !passes(w, o, m, sender, recipient)))
    return { kind: "refused", at: narrator.now, tries: messages.tries(m), place: narrator.place(situation), line: narrator.line(situation), passed: narrator.passed(situation, messages.product(m), this.#elsewhere(m), obstacle), obstacle: narrator.obstacle(obstacle), others: also.map((o) => narrator.obstacle(o)), final }
  }

  /** It leaves by the first of the sender's lines that lets it through. */
  #sent(m: number, relaySite: number): StepStory {
    const { narrator, w } = this
    const { messages } = w
    const [sender, recipient, product] = [messages.sender(m), messages.recipient(m), messages.product(m)]
    const usual = w.persons.situation(sender)
    const used = [usual, ...alternatives(w, sender)].find((s) => stopper(w, w.verdicts.sender(s, product, this.#elsewhere(m)), m, sender, recipient) === undefined) ?? usual
    return { kind: "sent", at: narrator.now, tries: messages.tries(m), place: narrator.place(used), line: narrator.line(used), passed: narrator.passed(used, product, this.#elsewhere(m), undefined), relay: narrator.site(relaySite, this.#service(m)), otherLine: used !== usual }
  }

  #service(m: number): number {
    return this.w.plan.products[this.w.messages.product(m)].service
  }

  #elsewhere(m: number): boolean {
    const { messages, persons, plan } = this.w
    return plan.places[persons.place(messages.sender(m))].country !== plan.places[persons.place(messages.recipient(m))].country
  }
}
