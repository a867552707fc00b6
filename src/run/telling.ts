/** Finds telling messages and people while variants run: the first of each kind of fate, the longest wait, the most refused. */
import { assert } from "../kernel/assert.ts"
import type { TellingStory, TellingWord } from "../model/story.ts"
import type { Judge } from "../invariants/judge.ts"
import { nobody } from "../invariants/nobody.ts"
import { NONE } from "../world/messages.ts"
import type { ActPlan, VariantPlan } from "../world/plan.ts"
import { REASONS } from "../world/reasons.ts"
import type { Obstacle } from "../world/gates.ts"
import { authorityOf, isOpenTo, takesClass, tapMatches } from "../world/taps.ts"
import type { TraceEvent } from "../world/trace.ts"
import type { World } from "../world/world.ts"
import { HOUR_MS } from "../world/zones.ts"
import { Narrator } from "./narrator.ts"

/** Found on the way to the variant that ends next; instants [ms]. `size` decides between two of a kind, else the first stays. */
interface Found {
  readonly subject: "message" | "person"
  readonly id: string
  readonly atMs: number
  readonly size: number
  readonly says: Says
}
/** What is said of it, with the row of its act, and the instant of an arrival [ms]. */
type Says = Rowed<TellingWord>
type Rowed<T> = T extends { readonly act: unknown } ? Omit<T, "act" | "arrived"> & { readonly act: number; readonly arrivedMs?: number } : T

/** Shorter waits are everyday. */
const WAIT_MS_MIN = HOUR_MS
const MOST = 10
const PEOPLE_MOST = 3

/** Acts that can take service from somebody: what passes beside one of them tells more than what passes beside another. */
const HINDERS: ReadonlySet<string> = new Set(["block", "slow", "suspend", "exit", "shut-down", "close-to-new", "withdraw", "filter", "stop", "seize", "place"])
/** Acts that move nothing. */
const RECORDED: ReadonlySet<string> = new Set(["sanction", "ask"])
const weightOf = (act: ActPlan): number => (HINDERS.has(act.verb) ? 1 : 0)

/** Kinds in the order in which they are told; of reasons the first come first. */
const ORDER = ["refused", "passes", "bounced", "disclosed content", "waited", "untouched", "disclosed ciphertext", "expired", "disclosed metadata"]

/** What was found in variants that have ended, by kind. Variants whose worlds differ run apart and share it. */
export type Finds = Map<string, TellingStory & { readonly size: number }>

export class Telling {
  readonly #pending = new Map<string, Found>()
  readonly #refusals = new Map<number, number>()
  readonly #last = new Map<number, { readonly atMs: number; readonly place: number }>()
  #taps: ReadonlyArray<ActPlan> = []
  /** The first act of an order inside the run, once it has begun; one that hinders before others. */
  #act: ActPlan | undefined

  constructor(
    private readonly w: World,
    private readonly finds: Finds
  ) {}

  /** Looks at the acts when they change. */
  get judge(): Judge {
    return { ...nobody(), boundary: () => this.#renew(), restore: () => this.#renew() }
  }

  #renew(): void {
    const { w } = this
    const standing = [...w.begun()].filter((act) => w.isOn(act))
    this.#taps = standing.filter((act) => act.act.open !== undefined && act.act.open.span !== "stored")
    this.#act = standing.filter((act) => act.order !== undefined && !RECORDED.has(act.verb) && act.startMs > 0 && act.startMs <= w.nowMs).sort((a, b) => weightOf(b) - weightOf(a) || a.startMs - b.startMs)[0]
  }

  readonly sink = (event: TraceEvent): void => {
    const { w } = this
    switch (event.kind) {
      case "arrives":
        return this.#arrives(event.person, event.place)
      case "refused":
        return event.final ? this.#refused(event.message, event.obstacle) : undefined
      case "accepted":
        return this.#taps.length > 0 ? this.#accepted(event.message) : undefined
      case "bounced":
        return this.#note(`bounced ${REASONS[event.reason]}`, "message", this.#id(event.message), 0, { word: "bounced", reason: REASONS[event.reason] ?? "waited-too-long", point: "", country: "", act: event.cause })
      case "expired":
        return this.#note("expired", "message", this.#id(event.message), 0, { word: "expired" })
      case "delivered": {
        const waitedMs = w.nowMs - w.messages.firstMs(event.message)
        if (waitedMs >= WAIT_MS_MIN) this.#note("waited", "message", this.#id(event.message), waitedMs, { word: "waited", hours: waitedMs / HOUR_MS })
        return this.#act === undefined ? undefined : this.#delivered(event.message, this.#act)
      }
      case "attempt":
      case "passed":
      case "stored":
      case "waits":
        return undefined
    }
  }

  /** A variant has ended: what was found since the last one ended lies in its past. */
  finished(variant: VariantPlan): void {
    const narrator = new Narrator(this.w, variant)
    const most = [...this.#refusals].sort((a, b) => b[1] - a[1])[0]
    if (most !== undefined) this.#note("refused-most", "person", narrator.personId(most[0]), most[1], { word: "refused-most", messages: most[1] })
    for (const [kind, found] of this.#pending) {
      const before = this.finds.get(kind)
      if (before !== undefined && before.size >= found.size) continue
      this.finds.set(kind, { subject: found.subject, id: found.id, variant: variant.id, at: narrator.at(found.atMs), says: told(found.says, narrator), size: found.size })
    }
    this.#pending.clear()
    this.#refusals.clear()
  }

  #note(kind: string, subject: Found["subject"], id: string, size: number, says: Found["says"]): void {
    const before = this.#pending.get(kind)
    if (before === undefined || before.size < size) this.#pending.set(kind, { subject, id, atMs: this.w.nowMs, size, says })
  }

  #id(m: number): string {
    return messageId(this.w, m)
  }

  #refused(m: number, obstacle: Obstacle): void {
    if (obstacle.act < 0) return
    const sender = this.w.messages.sender(m)
    this.#refusals.set(sender, (this.#refusals.get(sender) ?? 0) + 1)
    const kind = `refused ${obstacle.reason}`
    if (!this.#pending.has(kind)) this.#note(kind, "message", this.#id(m), 0, { word: "refused", reason: obstacle.reason, point: obstacle.point, country: obstacle.country, act: obstacle.act })
  }

  #accepted(m: number): void {
    const { w } = this
    const { messages, persons, plan } = w
    const [sender, recipient, product] = [messages.sender(m), messages.recipient(m), messages.product(m)]
    const service = plan.services[plan.products[product].service]
    for (const tap of this.#taps) {
      const kinds = (["content", "metadata", "ciphertext"] as const).map((form) => `disclosed ${form} ${authorityOf(tap)}`)
      if (kinds.every((kind) => this.#pending.has(kind))) continue
      if (!tapMatches(w, tap, persons.situation(sender), product) && !tapMatches(w, tap, persons.situation(recipient), product)) continue
      for (const cls of service.classes) {
        if (!takesClass(tap, service.name, cls)) continue
        const holders = w.readers.keyHolders.inSlot(cls, persons.group(sender), persons.group(recipient), w.outcomes.slotOf(messages.outRow(m)))
        const form = isOpenTo(tap, holders) ? cls.form : "ciphertext"
        const kind = `disclosed ${form} ${authorityOf(tap)}`
        if (!this.#pending.has(kind)) this.#note(kind, "message", this.#id(m), 0, { word: "disclosed", authority: authorityOf(tap), form, class: `${service.name}.${cls.name}` })
      }
    }
  }

  /** While an act of an order stands: somebody from elsewhere whose mail passes beside it, and two whom no act reaches. */
  #delivered(m: number, act: ActPlan): void {
    const { w } = this
    const { messages, plan } = w
    const [sender, recipient, product] = [messages.sender(m), messages.recipient(m), messages.product(m)]
    if (messages.firstMs(m) <= act.startMs) return
    const size = weightOf(act)
    const isFound = (kind: string) => (this.#pending.get(kind)?.size ?? -1) >= size
    const present = plan.places[w.persons.place(sender)].country
    const home = plan.places[plan.people.home[sender]].country
    const { mode } = w.situations.line(w.persons.situation(sender))
    if (present === act.issuer && home !== present && !isFound("passes")) this.#note("passes", "message", this.#id(m), size, { word: "passes", mode, present, act: act.row })
    if (isFound("untouched") || this.#pending.get("passes")?.id === this.#id(m) || w.touched[sender] !== 0 || w.touched[recipient] !== 0) return
    if (!w.verdicts.sender(w.persons.situation(sender), product, false).clear || !w.verdicts.receiver(w.persons.situation(recipient), product, false).clear) return
    this.#note("untouched", "message", this.#id(m), size, { word: "untouched", from: home, to: plan.places[plan.people.home[recipient]].country, act: act.row })
  }

  /** Who was in another country when the act began and has moved on since. */
  #arrives(person: number, place: number): void {
    const { w } = this
    const { plan } = w
    const cohort = plan.cohorts[plan.people.cohort[person]]
    const home = plan.people.home[person]
    const before = cohort.residence === "standing" && place === home ? { atMs: w.nowMs - cohort.nightsMs, place: plan.placeIndex.get(cohort.spec.present!.in) ?? NONE } : this.#last.get(person)
    this.#last.set(person, { atMs: w.nowMs, place })
    const act = this.#act
    if (act === undefined || before === undefined || before.atMs >= act.startMs || before.atMs > w.nowMs || before.place === place) return
    const [from, to] = [plan.places[before.place], plan.places[place]]
    if (from.country === to.country || (from.country !== act.issuer && to.country !== act.issuer)) return
    const kind = home === place && from.country === act.issuer ? "across visitor" : "across resident"
    // The nearer the act to the middle of the stay, the more it tells.
    const size = Math.min(act.startMs - before.atMs, w.nowMs - act.startMs)
    if ((this.#pending.get(kind)?.size ?? 0) < size) this.#note(kind, "person", new Narrator(w, plan.variants[0]).personId(person), size, { word: "across", from: from.code, to: to.code, arrivedMs: before.atMs, act: act.row })
  }
}

/** With the act and its dates where there is one. */
function told(says: Says, narrator: Narrator): TellingWord {
  if (!("act" in says)) return says
  const act = narrator.act(says.act)
  if (says.word === "refused" || says.word === "bounced") return { ...says, act }
  assert(act !== undefined, "what passes beside an act names it")
  return says.word === "across" ? { word: says.word, from: says.from, to: says.to, arrived: narrator.at(says.arrivedMs ?? 0), act } : { ...says, act }
}

/** At most ten, three of them people; of each kind one, then more reasons. */
export function chosen(finds: Finds): ReadonlyArray<TellingStory> {
  const all = [...finds].map(([kind, { size: _, ...story }]) => ({ kind: ORDER.findIndex((word) => kind.startsWith(word)), story }))
  const people = all.filter((f) => f.story.subject === "person").slice(0, PEOPLE_MOST)
  const seen = new Map<number, number>()
  const ranked = all
    .filter((f) => f.story.subject === "message")
    .map(({ kind, story }) => {
      const nth = seen.get(kind) ?? 0
      seen.set(kind, nth + 1)
      // Two reasons of a refusal come before other kinds' second.
      return { story, rank: (kind === 0 ? Math.floor(nth / 2) : nth) * ORDER.length + kind }
    })
    .sort((a, b) => a.rank - b.rank)
  return [...ranked.slice(0, MOST - people.length), ...people].map(({ story }) => story)
}

/** `COHORT/SERVICE/NUMBER`: the cohort and the product of its stream, and its number in it; the same in every variant. */
export function messageId(w: World, m: number): string {
  const stream = w.streams[w.messages.stream(m)]
  return `${w.plan.cohorts[stream.cohort].name}/${w.plan.products[stream.product].name}/${w.messages.number(m)}`
}
