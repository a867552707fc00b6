/** Counts one number of the tables message by message and person by person, as a run goes on: without a look at the tables. */
import type { Judge } from "../invariants/judge.ts"
import { nobody } from "../invariants/nobody.ts"
import type { NumberStory } from "../model/story.ts"
import type { Obstacle } from "../world/gates.ts"
import { Stage } from "../world/messages.ts"
import type { VariantPlan } from "../world/plan.ts"
import { REASONS } from "../world/reasons.ts"
import type { World } from "../world/world.ts"
import { add, NumberBook, realOf, sumOf, type Tally } from "./numberBook.ts"
import type { Measure, WantedNumber } from "./wantedNumber.ts"

/** Bits of a message: its sender, its recipient is meant. */
const BY_SENDER = 1
const BY_RECIPIENT = 2

/** Whether the people of a situation are meant who use a product, in a slot of the tables. */
export type Meant = (situation: number, product: number, slot: number) => boolean

export class NumberWatch {
  readonly #book: NumberBook
  readonly #tally: Tally = new Map()
  /** Hours by row of the tables: sums of hours depend in their last bits on how they are added up. */
  readonly #hours = new Map<number, { hours: number; readonly weight: number }>()
  #marks = new Uint8Array(1024)

  constructor(private readonly w: World, variant: VariantPlan, private readonly wanted: WantedNumber, private readonly meant: Meant) {
    this.#book = new NumberBook(w, variant)
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
    return this.#book.story(measure, HOURS.has(measure) ? "person-hours" : PERSONS.has(measure) ? "people" : "messages", ...this.#amounts())
  }

  #amounts(): readonly [simulated: number, real: number] {
    if (!HOURS.has(this.wanted.measure)) return [sumOf(this.#tally), realOf(this.#tally)]
    const rows = [...this.#hours].sort(([a], [b]) => a - b).map(([, row]) => row)
    const byWeight: Tally = new Map()
    for (const { hours, weight } of rows) add(byWeight, weight, hours)
    return [toMs(rows.reduce((sum, { hours }) => sum + hours, 0)), realOf(byWeight)]
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
    this.#book.message(m)
  }

  #add(person: number, reason: string, cause: number, fromMs = this.w.nowMs): void {
    const weight = this.#book.weightOf(person)
    this.#book.part(reason !== "" ? reason : this.#book.cohortOf(person), cause, 1, weight)
    this.#book.during(fromMs, this.w.nowMs)
    add(this.#tally, weight, 1)
  }

  /** A person is counted once, with all that is his. */
  #person(person: number, amount: number, fromMs = this.w.nowMs): void {
    if (this.#book.person(person, amount, fromMs)) this.#add(person, "", -1, fromMs)
  }

  /** A stretch of time that ends now, in which a part of his tries would have been refused. */
  #stood(person: number, situation: number, product: number, hours: number, share: number): void {
    const { measure, where } = this.wanted
    const { slot } = this.w
    if (!STANDS.has(measure) || (measure === "people" && !where.has("by")) || !this.meant(situation, product, slot)) return
    const amount = measure === "hoursPresent" || measure === "people" ? hours : hours * share
    if (amount === 0) return
    this.#book.during(this.w.nowMs - hours * HOUR_MS, this.w.nowMs)
    this.#person(person, amount, this.w.nowMs - hours * HOUR_MS)
    const row = this.w.outRow(situation, product)
    const known = this.#hours.get(row)
    if (known === undefined) this.#hours.set(row, { hours: amount, weight: this.#book.weightOf(person) })
    else known.hours += amount
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

/** To the millisecond, as the tables are. */
const toMs = (hours: number): number => Math.round(hours * HOUR_MS) / HOUR_MS
