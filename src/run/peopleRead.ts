/** Distinct people of whose messages a state has content. Of mail that had passed before it is known only between which groups, and in which stretch, it was sent: all who had such mail count, at most one for each message. */
import type { World } from "../world/world.ts"
import type { Effect } from "./readingWatch.ts"

/** People who never change in what they are counted by: cohort, home, segment and weight. */
interface Cell {
  readonly group: number
  readonly people: Set<number>
  readonly byClass: Map<string, { readonly people: Set<number>; readonly messages: Map<string, number> }>
}

type Of = Pick<Effect, "authority" | "cls">

export class PeopleRead {
  readonly #cells = new Map<string, Cell>()
  /** Who wrote (0) and who got (1) mail between two groups, by service and slot of sending. */
  readonly #mail = new Map<string, Set<number>>()
  /** Whose mail is kept as cipher text, by state, class, groups and slot. */
  readonly #kept = new Map<string, readonly [Set<number>, Set<number>]>()
  /** What was disclosed last, and when: it is readable at the same instant by the same taking, not by a key. */
  #taken = ""

  constructor(private readonly w: World) {}

  /** A message has passed. */
  wrote(ends: ReadonlyArray<number>, groups: ReadonlyArray<number>, service: number, sentSlot: number): void {
    ends.forEach((person, end) => this.#mailOf(groups, service, end, sentSlot).add(person))
  }

  /** It is kept as cipher text. */
  kept(of: Of, ends: ReadonlyArray<number>, groups: ReadonlyArray<number>, sentSlot: number): void {
    const kept = this.#keptOf(of, groups, sentSlot)
    ends.forEach((person, end) => kept[end].add(person))
  }

  /** What lay somewhere as cipher text has been taken. */
  keptAll(of: Of, groups: ReadonlyArray<number>, sentSlot: number): void {
    const kept = this.#keptOf(of, groups, sentSlot)
    for (const end of [0, 1]) for (const person of this.#mailOf(groups, of.cls.service, end, sentSlot)) kept[end].add(person)
  }

  /** Who may be behind mail that had passed before, at these ends of it. */
  whose(effect: Effect, groups: ReadonlyArray<number>, ends: ReadonlyArray<number>, sentSlot: number): ReadonlySet<number> {
    const taking = [this.w.nowMs, effect.act, effect.authority, effect.cls.row, ...groups, sentSlot].join()
    const opened = effect.level === "readable" && this.#taken !== taking
    if (effect.level === "disclosed") this.#taken = taking
    return new Set(ends.flatMap((end) => [...(opened ? this.#keptOf(effect, groups, sentSlot)[end] : this.#mailOf(groups, effect.cls.service, end, sentSlot))]))
  }

  read(of: Of, group: number, person: number): void {
    const cell = this.#cellOf(group)
    cell.people.add(person)
    this.#classOf(cell, of).people.add(person)
  }

  messages(of: Of & Pick<Effect, "level">, group: number, messages: number): void {
    const counts = this.#classOf(this.#cellOf(group), of).messages
    counts.set(of.level, (counts.get(of.level) ?? 0) + messages)
  }

  /** Of the two levels the one with more messages has them all. */
  counts(): ReadonlyArray<readonly [group: number, people: number]> {
    return [...this.#cells.values()].map(({ byClass, group, people }) => {
      const most = [...byClass.values()].reduce((sum, one) => sum + Math.min(one.people.size, Math.max(0, ...one.messages.values())), 0)
      return [group, Math.min(people.size, most)] as const
    })
  }

  #cellOf(group: number): Cell {
    const { cohort, home, segment, weight } = this.w.plan.groups.rows[group]
    const key = JSON.stringify([cohort, home, segment, weight])
    return this.#cells.get(key) ?? put(this.#cells, key, { group, people: new Set(), byClass: new Map() })
  }

  #classOf({ byClass }: Cell, { authority, cls }: Of) {
    const key = `${cls.row} ${authority}`
    return byClass.get(key) ?? put(byClass, key, { people: new Set<number>(), messages: new Map<string, number>() })
  }

  #mailOf(groups: ReadonlyArray<number>, service: number, end: number, sentSlot: number): Set<number> {
    const key = [...groups, service, end, sentSlot].join()
    return this.#mail.get(key) ?? put(this.#mail, key, new Set())
  }

  #keptOf({ authority, cls }: Of, groups: ReadonlyArray<number>, sentSlot: number): readonly [Set<number>, Set<number>] {
    const key = [authority, cls.row, ...groups, sentSlot].join()
    return this.#kept.get(key) ?? put(this.#kept, key, [new Set<number>(), new Set<number>()])
  }
}

function put<V>(map: Map<string, V>, key: string, value: V): V {
  map.set(key, value)
  return value
}
