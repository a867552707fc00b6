/** Distinct people of whose messages some state reads, or has, content: over all states, services, classes and acts. */
import type { ReadingKind, RunRecord } from "../world/record.ts"
import { keyOf } from "./tableorder.ts"

/** Who never changes: the people of groups that share a cohort, a home, a segment and a weight. */
interface Cell {
  /** Any of its groups. */
  readonly group: number
  readonly people: Set<number>
  readonly byClass: Map<string, { readonly people: Set<number>; readonly messages: Map<string, number> }>
}

/**
 * Simulated people, as [a group of theirs, how many]; all groups of an entry have one cohort, home and segment. What passes is counted by
 * person. Of copies at rest and of keys it is known only in which stretch a message was sent: all who had such mail are counted, at
 * most one for each message, so that there the number is the greatest that it can be.
 */
export function peopleReadOf(record: RunRecord): ReadonlyArray<readonly [group: number, people: number]> {
  const cells = new Map<string, Cell>()
  const cellOf = (group: number) => {
    const { cohort, home, segment, weight } = record.groups[group]
    const key = keyOf(cohort, home, segment, weight)
    let cell = cells.get(key)
    if (cell === undefined) cells.set(key, (cell = { group, people: new Set(), byClass: new Map() }))
    return cell
  }
  record.readBy.each((kind, person) => {
    if (!isRead(kind)) return
    const cell = cellOf(kind.group)
    cell.people.add(person)
    classOf(cell, kind).people.add(person)
  })
  for (const row of record.readers) {
    if (!isRead(row)) continue
    const { messages } = classOf(cellOf(row.group), row)
    messages.set(row.level, (messages.get(row.level) ?? 0) + row.messages)
  }
  return [...cells.values()].map((cell) => [cell.group, numberOf(cell)] as const)
}

function isRead({ form, level }: ReadingKind): boolean {
  return form === "content" && (level === "readable" || level === "disclosed")
}

function classOf({ byClass }: Cell, { authority, class: of, service }: ReadingKind) {
  const key = keyOf(authority, service, of)
  let found = byClass.get(key)
  if (found === undefined) byClass.set(key, (found = { people: new Set<number>(), messages: new Map<string, number>() }))
  return found
}

/** What is disclosed as content is readable too: of the two levels the one with more messages has them all. */
function numberOf({ byClass, people }: Cell): number {
  const most = [...byClass.values()].reduce((sum, one) => sum + Math.min(one.people.size, Math.max(0, ...one.messages.values())), 0)
  return Math.min(people.size, most)
}
