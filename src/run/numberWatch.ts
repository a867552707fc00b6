/** Counts one number of the tables message by message and person by person, as a run goes on: without a look at the tables. */
import type { Judge } from "../invariants/judge.ts"
import { nobody } from "../invariants/nobody.ts"
import type { NumberPart, NumberStory } from "../model/story.ts"
import type { Obstacle } from "../world/gates.ts"
import { Stage } from "../world/messages.ts"
import type { VariantPlan } from "../world/plan.ts"
import { REASONS } from "../world/reasons.ts"
import type { World } from "../world/world.ts"
import { Narrator } from "./narrator.ts"
import { messageId } from "./telling.ts"
import type { Measure, WantedNumber } from "./wantedNumber.ts"

/** So many messages and people are named. */
const NAMED_MOST = 10
/** Bits of a message: its sender, its recipient is meant. */
const BY_SENDER = 1
const BY_RECIPIENT = 2

/** Whether the people of a situation are meant who use a product, in a slot of the tables. */
export type Meant = (situation: number, product: number, slot: number) => boolean

/** Simulated ones by the real ones that each stands for. */
type Tally = Map<number, number>

interface Part {
  readonly name: string
  readonly act: number
  readonly tally: Tally
}

interface Person {
  /** Messages, or hours. */
  amount: number
  readonly fromMs: number
}

export class NumberWatch {
  readonly #narrator: Narrator
  readonly #tally: Tally = new Map()
  readonly #parts = new Map<string, Part>()
  readonly #people = new Map<number, Person>()
  /** Hours by row of the tables: sums of hours depend in their last bits on how they are added up. */
  readonly #hours = new Map<number, { hours: number; readonly weight: number }>()
  readonly #named: Array<{ readonly id: string; readonly atMs: number }> = []
  #marks = new Uint8Array(1024)
  #firstMs = Number.POSITIVE_INFINITY
  #lastMs = Number.NEGATIVE_INFINITY

  constructor(private readonly w: World, variant: VariantPlan, private readonly wanted: WantedNumber, private readonly meant: Meant) {
    this.#narrator = new Narrator(w, variant)
  }

  get judge(): Judge {
    return {
      ...nobody(),
      attempted: (m) => this.#attempted(m),
      refused: (m, obstacle, final) => (final ? this.#refused(m, obstacle) : undefined),
      accepted: (m) => this.#accepted(m),
      delivered: (m) => this.#ended(m, "delivered", "received.delivered"),
      bounced: (m, cause) => this.#bounced(m, cause),
      expired: (m) => this.#ended(m, "expired", "received.expired"),
      erased: (m) => this.#ended(m, "erased", "received.erased"),
      stood: (person, situation, product, hours, share) => this.#stood(person, situation, product, hours, share)
    }
  }

  /** At the end of the run: what had not come to its end. */
  finish(): void {
    const { messages } = this.w
    const { measure } = this.wanted
    if (measure !== "underWay" && measure !== "inFlight" && measure !== "received.inFlight") return
    for (let m = 0; m < messages.used; m++) {
      if (messages.stage(m) === Stage.FREE) continue
      if (messages.stage(m) < Stage.WAITS_AT_RELAY) this.#message(m, "underWay")
      else this.#ended(m, "inFlight", "received.inFlight")
    }
  }

  get story(): NumberStory {
    const { measure } = this.wanted
    const narrator = this.#narrator
    const [simulated, real] = this.#amounts()
    const at = (ms: number) => (!Number.isFinite(ms) ? undefined : narrator.at(ms))
    return {
      ...narrator.setting,
      measure,
      unit: HOURS.has(measure) ? "person-hours" : PERSONS.has(measure) ? "people" : "messages",
      simulated,
      real,
      parts: [...this.#parts.values()].map(({ act, name, tally }): NumberPart => ({ name, act: narrator.act(act), simulated: sumOf(tally), real: realOf(tally) })).sort((a, b) => b.real - a.real),
      first: at(this.#firstMs),
      last: at(this.#lastMs),
      messages: this.#named.map(({ atMs, id }) => ({ id, at: narrator.at(atMs) })),
      people: this.#mostOf().map(([person, { amount, fromMs }]) => ({ id: narrator.personId(person), amount, from: narrator.at(fromMs) })),
      peopleInAll: this.#people.size
    }
  }

  #amounts(): readonly [simulated: number, real: number] {
    if (!HOURS.has(this.wanted.measure)) return [sumOf(this.#tally), realOf(this.#tally)]
    const rows = [...this.#hours].sort(([a], [b]) => a - b).map(([, row]) => row)
    const byWeight: Tally = new Map()
    for (const { hours, weight } of rows) byWeight.set(weight, (byWeight.get(weight) ?? 0) + hours)
    return [toMs(rows.reduce((sum, { hours }) => sum + hours, 0)), realOf(byWeight)]
  }

  /** Those of whom most is, the first of equals. */
  #mostOf(): ReadonlyArray<readonly [number, Person]> {
    return [...this.#people].sort(([, a], [, b]) => b.amount - a.amount || a.fromMs - b.fromMs).slice(0, NAMED_MOST)
  }

  #attempted(m: number): void {
    const { messages, persons } = this.w
    const [sender, product] = [messages.sender(m), messages.product(m)]
    const isMeant = this.meant(persons.situation(sender), product, this.w.slot)
    this.#mark(m, isMeant ? BY_SENDER : 0)
    if (!isMeant) return
    if (this.wanted.measure === "people" && !this.wanted.where.has("by")) this.#person(sender, 1)
    this.#message(m, "attempted")
  }

  #accepted(m: number): void {
    const { messages, persons } = this.w
    if (this.meant(persons.situation(messages.recipient(m)), messages.product(m), this.w.slot)) this.#mark(m, this.#marks[m] | BY_RECIPIENT)
    this.#ended(m, "accepted", "received.addressed")
  }

  #refused(m: number, obstacle: Obstacle): void {
    if (this.#isCause(obstacle.reason, obstacle.act)) this.#message(m, "refused", obstacle.reason, obstacle.act)
  }

  #bounced(m: number, cause: number): void {
    const reason = REASONS[this.w.messages.reason(m)]
    if (this.#isCause(reason, cause)) this.#ended(m, "bounced", "received.bounced", reason, cause)
  }

  #isCause(reason: string, cause: number): boolean {
    const { where } = this.wanted
    const act = cause < 0 ? undefined : this.w.plan.acts[cause]
    const is = (column: "reason" | "act" | "order" | "answer", value: string | undefined) => !where.has(column) || where.get(column) === value
    return is("reason", reason) && is("act", act?.path) && is("order", act?.order) && is("answer", act?.answer)
  }

  #ended(m: number, sent: Measure, received: Measure, reason = "", cause = -1): void {
    this.#message(m, sent, reason, cause)
    if (this.wanted.measure === received && (this.#marks[m] & BY_RECIPIENT) !== 0) this.#count(m, this.w.messages.recipient(m), reason, cause)
  }

  #message(m: number, sent: Measure, reason = "", cause = -1): void {
    if (this.wanted.measure === sent && (this.#marks[m] & BY_SENDER) !== 0) this.#count(m, this.w.messages.sender(m), reason, cause)
  }

  #count(m: number, person: number, reason: string, cause: number): void {
    this.#add(person, reason, cause)
    if (this.#named.length < NAMED_MOST) this.#named.push({ id: messageId(this.w, m), atMs: this.w.nowMs })
  }

  #add(person: number, reason: string, cause: number, fromMs = this.w.nowMs): void {
    const { w } = this
    const weight = this.#weight(person)
    const name = reason !== "" ? reason : w.plan.cohorts[w.plan.people.cohort[person]].name
    const key = `${name} ${cause}`
    let part = this.#parts.get(key)
    if (part === undefined) this.#parts.set(key, (part = { name, act: cause, tally: new Map() }))
    for (const tally of [this.#tally, part.tally]) tally.set(weight, (tally.get(weight) ?? 0) + 1)
    this.#firstMs = Math.min(this.#firstMs, fromMs)
    this.#lastMs = Math.max(this.#lastMs, w.nowMs)
  }

  /** A person is counted once, with all that is his. */
  #person(person: number, amount: number, fromMs = this.w.nowMs): void {
    const known = this.#people.get(person)
    if (known !== undefined) {
      known.amount += amount
      return
    }
    this.#people.set(person, { amount, fromMs })
    this.#add(person, "", -1, fromMs)
  }

  /** A stretch of time that ends now, in which a part of his tries would have been refused. */
  #stood(person: number, situation: number, product: number, hours: number, share: number): void {
    const { measure, where } = this.wanted
    const { slot } = this.w
    if (!STANDS.has(measure) || (measure === "people" && !where.has("by")) || !this.meant(situation, product, slot)) return
    const amount = measure === "hoursPresent" || measure === "people" ? hours : hours * share
    if (amount === 0) return
    this.#lastMs = Math.max(this.#lastMs, this.w.nowMs)
    this.#person(person, amount, this.w.nowMs - hours * HOUR_MS)
    const row = this.w.outRow(situation, product)
    const known = this.#hours.get(row)
    if (known === undefined) this.#hours.set(row, { hours: amount, weight: this.#weight(person) })
    else known.hours += amount
  }

  #weight(person: number): number {
    return this.w.plan.groups.rows[this.w.persons.group(person)].weight
  }

  #mark(m: number, bits: number): void {
    if (m >= this.#marks.length) {
      const more = new Uint8Array(2 * (m + 1))
      more.set(this.#marks)
      this.#marks = more
    }
    this.#marks[m] = bits
  }
}

const HOUR_MS = 3_600_000
const HOURS: ReadonlySet<Measure> = new Set(["hoursWithoutService", "hoursPresent"])
const PERSONS: ReadonlySet<Measure> = new Set(["people", "peopleWithoutService"])
/** Measures of where people are and what they can use, whether or not they write. */
const STANDS: ReadonlySet<Measure> = new Set(["people", "peopleWithoutService", "hoursWithoutService", "hoursPresent"])

function sumOf(tally: Tally): number {
  return [...tally.values()].reduce((sum, n) => sum + n, 0)
}

function realOf(tally: Tally): number {
  return tidy([...tally].sort(([a], [b]) => a - b).reduce((sum, [weight, n]) => sum + weight * n, 0))
}

/** To the millisecond, and to the millionth, as the tables are. */
const toMs = (hours: number): number => Math.round(hours * HOUR_MS) / HOUR_MS
const tidy = (n: number): number => Math.round(n * 1e6) / 1e6
