/** Messages that states have, of each group of a run. */
import type { RunRecord } from "../world/record.ts"
import { againOf } from "./readdistinct.ts"
import { keyOf } from "./tableorder.ts"

/**
 * By group: of the forms content and metadata, of each message the class of which most is. It counts at each of its ends, and once for
 * each state that has it.
 */
export function disclosedByGroup(record: RunRecord): ReadonlyMap<number, number> {
  const again = againOf(record.readTwice)
  const byMessage = new Map<string, { readonly group: number; readonly byClass: Map<string, number> }>()
  for (const row of record.readers) {
    if (row.level !== "disclosed" || row.form === "ciphertext") continue
    const key = keyOf(row.authority, row.service, row.group, row.sentSlot)
    let sums = byMessage.get(key)
    if (sums === undefined) byMessage.set(key, (sums = { group: row.group, byClass: new Map() }))
    const name = `${row.class} ${row.form}`
    sums.byClass.set(name, (sums.byClass.get(name) ?? 0) + row.messages - again(row))
  }
  const byGroup = new Map<number, number>()
  for (const { group, byClass } of byMessage.values()) byGroup.set(group, (byGroup.get(group) ?? 0) + Math.max(...byClass.values()))
  return byGroup
}
