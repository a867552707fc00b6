/** What a count of one number writes down as it goes: how many, of which parts, from when to when, and the first messages and people by name. */
import type { NumberPart, NumberStory } from "../model/story.ts"
import type { VariantPlan } from "../world/plan.ts"
import type { World } from "../world/world.ts"
import { Narrator } from "./narrator.ts"
import { messageId } from "./telling.ts"

/** So many messages and people are named. */
const NAMED_MOST = 10

/** Simulated ones by the real ones that each stands for: multiplied last, so that the order of counting leaves no trace in the last bits. */
export type Tally = Map<number, number>

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

export class NumberBook {
  readonly #narrator: Narrator
  readonly #parts = new Map<string, Part>()
  readonly #people = new Map<number, Person>()
  readonly #named: Array<{ readonly id: string; readonly atMs: number }> = []
  #firstMs = Number.POSITIVE_INFINITY
  #lastMs = Number.NEGATIVE_INFINITY

  constructor(private readonly w: World, variant: VariantPlan) {
    this.#narrator = new Narrator(w, variant)
  }

  /** So many of them are in a part, through an act or (-1) none. */
  part(name: string, act: number, count: number, weight: number): void {
    const key = `${name} ${act}`
    let part = this.#parts.get(key)
    if (part === undefined) this.#parts.set(key, (part = { name, act, tally: new Map() }))
    add(part.tally, weight, count)
  }

  during(fromMs: number, untilMs = fromMs): void {
    this.#firstMs = Math.min(this.#firstMs, fromMs)
    this.#lastMs = Math.max(this.#lastMs, untilMs)
  }

  /** A message that is one of them: told once however often it counts. */
  message(m: number): void {
    if (this.#named.length >= NAMED_MOST) return
    const id = messageId(this.w, m)
    if (this.#named.at(-1)?.id !== id) this.#named.push({ id, atMs: this.w.nowMs })
  }

  /** A person with all that is his; whether he has not been met before. */
  person(person: number, amount: number, fromMs = this.w.nowMs): boolean {
    const known = this.#people.get(person)
    if (known === undefined) this.#people.set(person, { amount, fromMs })
    else known.amount += amount
    return known === undefined
  }

  cohortOf(person: number): string {
    return this.w.plan.cohorts[this.w.plan.people.cohort[person]].name
  }

  weightOf(person: number): number {
    return this.w.plan.groups.rows[this.w.persons.group(person)].weight
  }

  story(measure: string, unit: NumberStory["unit"], simulated: number, real: number): NumberStory {
    const narrator = this.#narrator
    const at = (ms: number) => (Number.isFinite(ms) ? narrator.at(ms) : undefined)
    return {
      ...narrator.setting,
      measure,
      unit,
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

  /** Those of whom most is, the first of equals. */
  #mostOf(): ReadonlyArray<readonly [number, Person]> {
    return [...this.#people].sort(([, a], [, b]) => b.amount - a.amount || a.fromMs - b.fromMs).slice(0, NAMED_MOST)
  }
}

export function add(tally: Tally, weight: number, count: number): void {
  tally.set(weight, (tally.get(weight) ?? 0) + count)
}

export function sumOf(tally: Tally): number {
  return [...tally.values()].reduce((sum, n) => sum + n, 0)
}

/** To the millionth, as the tables are. */
export function realOf(tally: Tally): number {
  return Math.round([...tally].sort(([a], [b]) => a - b).reduce((sum, [weight, n]) => sum + weight * n, 0) * 1e6) / 1e6
}
