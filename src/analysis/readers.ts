/** Who could read what, and who held keys: the run's rows by authority, basis and cohort. */
import type { KeyHolder, Reader } from "../model/result.ts"
import type { ReaderPeopleRow, ReaderRow, RunRecord } from "../world/record.ts"
import { actOrder, actPath } from "./copies.ts"
import { isoUtc, isoUtcOrNull } from "./isotime.ts"
import { againOf } from "./readdistinct.ts"
import { compareText, groupRows, keyOf } from "./tableorder.ts"

/** Rows over the whole run. `people` is counted over all bases of an authority, level, class and form, so it repeats from basis to basis. */
export function readersOf(record: RunRecord): ReadonlyArray<Reader> {
  const people = peopleBy(record)
  const ends = endsBy(record)
  const again = againOf(record.readTwice)
  const sums = groupRows(
    record.readers.filter((row) => row.messages > 0),
    (row) => keyOf(row.authority, row.level, row.basis, row.service, row.class, row.form, record.groups[row.group].cohort, record.groups[row.group].weight, actPath(record, row.cause)),
    (row): { -readonly [K in keyof ReaderRow]: ReaderRow[K] } & { again: number } => ({ ...row, messages: 0, again: 0 }),
    (sum, row) => {
      sum.messages += row.messages
      sum.again += again(row)
      sum.firstMs = Math.min(sum.firstMs, row.firstMs)
      sum.lastMs = Math.max(sum.lastMs, row.lastMs)
    }
  )
  return sums.map((sum) => ({
    authority: sum.authority,
    level: sum.level,
    basis: sum.basis,
    service: sum.service,
    class: sum.class,
    form: sum.form,
    cohort: record.groups[sum.group].cohort,
    messages: sum.messages,
    again: sum.again,
    people: Math.min(people.get(peopleKey(record, sum)) ?? 0, ends.get(peopleKey(record, sum)) ?? 0),
    weight: record.groups[sum.group].weight,
    firstAt: isoUtc(record.epochMs, sum.firstMs),
    lastAt: isoUtc(record.epochMs, sum.lastMs),
    act: actPath(record, sum.cause),
    order: actOrder(record, sum.cause)
  }))
}

type PeopleKey = Omit<ReaderPeopleRow, "people">

/** People of a cohort are distinct from group to group: their sum counts nobody twice. */
function peopleBy(record: RunRecord): Map<string, number> {
  const out = new Map<string, number>()
  for (const row of record.readerPeople) {
    const key = peopleKey(record, row)
    out.set(key, (out.get(key) ?? 0) + row.people)
  }
  return out
}

/** Of copies of which some are gone it is not known whose they were: at most as many people as there are messages. */
function endsBy(record: RunRecord): Map<string, number> {
  const out = new Map<string, number>()
  for (const row of record.readers) {
    const key = peopleKey(record, row)
    out.set(key, (out.get(key) ?? 0) + row.messages)
  }
  return out
}

function peopleKey(record: RunRecord, row: PeopleKey): string {
  return keyOf(row.authority, row.level, row.service, row.class, row.form, record.groups[row.group].cohort, record.groups[row.group].weight)
}

/** Holders of keys, one row for all cohorts whose keys go the same way. A key that belongs to no group (one for a whole service) names no cohort. */
export function keysOf(record: RunRecord): ReadonlyArray<KeyHolder> {
  const sums = groupRows(
    record.keys,
    (row) => keyOf(row.service, row.class, row.startMs, row.holderKind, row.holder, row.country, row.endMs, actPath(record, row.cause)),
    (row) => ({ row, cohorts: new Set<string>() }),
    (sum, row) => {
      const cohort = record.groups[row.group]?.cohort
      if (cohort !== undefined) sum.cohorts.add(cohort)
    }
  )
  return sums.map(({ row, cohorts }) => ({
    service: row.service,
    class: row.class,
    holder: row.holder,
    holderKind: row.holderKind,
    country: row.country ?? null,
    startAt: isoUtc(record.epochMs, row.startMs),
    endAt: isoUtcOrNull(record.epochMs, row.endMs),
    cohorts: [...cohorts].sort(compareText),
    act: actPath(record, row.cause)
  }))
}
