/** Counts what states read, message by message as it passes, and batch by batch where it had passed before: taken at rest, or opened by a key. */
import type { Judge } from "../invariants/judge.ts"
import { nobody } from "../invariants/nobody.ts"
import type { NumberStory } from "../model/story.ts"
import type { VariantPlan } from "../world/plan.ts"
import type { ClassRow } from "../world/products.ts"
import { TapBits } from "../world/tapBits.ts"
import { authorityOf, isOpenTo, takesClass } from "../world/taps.ts"
import type { Reading } from "../world/watch.ts"
import type { World } from "../world/world.ts"
import { add, NumberBook, realOf, sumOf, type Tally } from "./numberBook.ts"
import { PeopleRead } from "./peopleRead.ts"
import type { WantedNumber } from "./wantedNumber.ts"

/** What is read of a message, by whom, through which act (-1: none). */
export interface Effect {
  readonly authority: string
  readonly level: Reading["level"]
  readonly act: number
  readonly cls: ClassRow
  readonly form: Reading["form"]
}

export class ReadingWatch {
  readonly #book: NumberBook
  readonly #tally: Tally = new Map()
  /** Of `disclosed`: by state, service, people and time of sending, messages of each class and form. */
  readonly #disclosed = new Map<string, { readonly group: number; readonly byClass: Map<string, number> }>()
  readonly #people: PeopleRead
  readonly #taps: TapBits
  #epochMs = Number.NaN
  #sentSlots = new Int32Array(1024)

  constructor(private readonly w: World, variant: VariantPlan, private readonly wanted: WantedNumber) {
    this.#book = new NumberBook(w, variant)
    this.#people = new PeopleRead(w)
    this.#taps = new TapBits(w)
  }

  get judge(): Judge {
    return { ...nobody(), attempted: (m) => this.#attempted(m), accepted: (m) => this.#accepted(m), read: (reading) => (reading.later ? this.#later(reading) : undefined) }
  }

  /** What states have when the run ends, they have got before. */
  finish(): void {}

  get story(): NumberStory {
    const { measure } = this.wanted
    if (measure === "peopleRead") for (const [group, people] of this.#people.counts()) add(this.#tally, this.#weightOf(group), people)
    for (const { byClass, group } of this.#disclosed.values()) add(this.#tally, this.#weightOf(group), Math.max(...byClass.values()))
    return this.#book.story(measure, measure === "peopleRead" ? "people" : "messages", sumOf(this.#tally), realOf(this.#tally))
  }

  #attempted(m: number): void {
    if (m >= this.#sentSlots.length) {
      const more = new Int32Array(2 * (m + 1))
      more.set(this.#sentSlots)
      this.#sentSlots = more
    }
    this.#sentSlots[m] = this.w.slot
  }

  #accepted(m: number): void {
    const { messages, persons } = this.w
    const ends = [messages.sender(m), messages.recipient(m)]
    const groups = ends.map((person) => persons.group(person))
    const sentSlot = this.#sentSlots[m]
    const service = this.w.plan.products[messages.product(m)].service
    if (this.wanted.measure === "peopleRead") this.#people.wrote(ends, groups, service, sentSlot)
    const seen = new Set<string>()
    for (const effect of this.#effects(m, groups, service, sentSlot)) {
      const stream = [effect.authority, effect.level, effect.cls.row, effect.form].join()
      const again = seen.has(stream)
      seen.add(stream)
      if (this.wanted.measure === "peopleRead" && effect.form === "ciphertext") this.#people.kept(effect, ends, groups, sentSlot)
      ends.forEach((person, end) => this.#passes(m, person, groups[end], effect, sentSlot, again))
    }
  }

  /** What the standing acts take of it, and what keys given to states open. */
  #effects(m: number, [from, to]: ReadonlyArray<number>, service: number, sentSlot: number): ReadonlyArray<Effect> {
    const { w } = this
    const { messages, plan, readers } = w
    this.#renewTaps()
    const product = messages.product(m)
    const bits = this.#taps.acts.length === 0 ? 0 : this.#taps.of(messages.sender(m), product) | this.#taps.of(messages.recipient(m), product)
    return plan.services[service].classes.flatMap((cls) => {
      const holders = readers.keyHolders.inSlot(cls, from, to, sentSlot)
      const states = holders.filter((h, i) => h.kind === "state" && holders.findIndex((other) => other.kind === "state" && other.name === h.name) === i)
      const openable = states.map((holder): Effect => ({ authority: holder.name, level: "openable", act: holder.cause, cls, form: cls.form }))
      const taken = this.#taps.acts.filter((tap, i) => (bits & (1 << i)) !== 0 && takesClass(tap, plan.services[service].name, cls))
      return [...openable, ...taken.flatMap((tap): ReadonlyArray<Effect> => {
        const effect = { authority: authorityOf(tap), act: tap.row, cls }
        return isOpenTo(tap, holders) ? [{ ...effect, level: "disclosed", form: cls.form }, { ...effect, level: "readable", form: cls.form }] : [{ ...effect, level: "disclosed", form: "ciphertext" }]
      })]
    })
  }

  /** Taps change with the acts, and the acts at the start of an epoch. */
  #renewTaps(): void {
    const { w } = this
    if (w.epochMs === this.#epochMs) return
    this.#epochMs = w.epochMs
    this.#taps.renew([...w.begun()].filter((act) => w.isOn(act) && act.act.open !== undefined && act.act.open.span !== "stored"))
  }

  /** One end of a message. */
  #passes(m: number, person: number, group: number, effect: Effect, sentSlot: number, again: boolean): void {
    const { measure } = this.wanted
    // Of several acts that take the same of it, the first counts where it is to count once.
    if (!this.#isMeant(effect, group) || (measure === "again" && !again) || (measure === "disclosed" && again)) return
    if (!this.#counts(effect, group, sentSlot, 1, "")) return
    if (measure === "peopleRead") {
      this.#people.read(effect, group, person)
      this.#book.person(person, 1)
    }
    this.#book.message(m)
  }

  /** Messages that had passed before, at one end of theirs; told once where both ends are of one group. */
  #later({ act, authority, class: row, end, form, group, level, messages, otherGroup, sentMs }: Reading): void {
    const { plan } = this.w
    const effect: Effect = { authority, level, act, cls: plan.classes[row], form }
    const sentSlot = plan.cutsMs.indexOf(sentMs)
    const both = group === otherGroup
    const pair = end === "sender" ? [group, otherGroup] : [otherGroup, group]
    if (this.wanted.measure === "peopleRead" && form === "ciphertext") this.#people.keptAll(effect, pair, sentSlot)
    if (this.wanted.measure === "again" || !this.#isMeant(effect, group)) return
    if (!this.#counts(effect, group, sentSlot, both ? 2 * messages : messages, ", of what had passed before")) return
    if (this.wanted.measure !== "peopleRead") return
    const mine = this.#people.whose(effect, pair, both ? [0, 1] : [end === "sender" ? 0 : 1], sentSlot)
    for (const person of mine) {
      this.#people.read(effect, group, person)
      this.#book.person(person, 0)
    }
  }

  /** Whether so many messages count for what is asked for. */
  #counts({ act, authority, cls, form, level }: Effect, group: number, sentSlot: number, messages: number, when: string): boolean {
    const { measure } = this.wanted
    const service = this.w.plan.services[cls.service].name
    if (measure === "disclosed") {
      if (level !== "disclosed" || form === "ciphertext") return false
      const key = [authority, service, group, sentSlot].join("\u0001")
      const sums = this.#disclosed.get(key) ?? { group, byClass: new Map<string, number>() }
      this.#disclosed.set(key, sums)
      sums.byClass.set(`${cls.name} ${form}`, (sums.byClass.get(`${cls.name} ${form}`) ?? 0) + messages)
    } else if (measure === "peopleRead") {
      if (form !== "content" || level === "openable") return false
      this.#people.messages({ authority, level, cls }, group, messages)
    } else add(this.#tally, this.#weightOf(group), messages)
    this.#book.part(`messages ${level} to ${authority}: ${service}.${cls.name} (${form})${when}`, act, messages, this.#weightOf(group))
    this.#book.during(this.w.nowMs)
    return true
  }

  #isMeant({ act, authority, cls, form, level }: Effect, group: number): boolean {
    const { plan } = this.w
    const { where } = this.wanted
    const of = plan.groups.rows[group]
    const taken = act < 0 ? undefined : plan.acts[act]
    const own: Readonly<Record<string, string | undefined>> = {
      authority, level, form, class: cls.name, service: plan.services[cls.service].name, basis: taken?.path ?? "territory", act: taken?.path, order: taken?.order,
      cohort: of.cohort, home: of.home, segment: of.segment ?? "none", everybody: "all"
    }
    for (const [column, value] of where) if (column !== "by" && own[column === "group" ? (where.get("by") ?? "everybody") : column] !== value) return false
    return true
  }

  #weightOf(group: number): number {
    return this.w.plan.groups.rows[group].weight
  }
}
