/** What a trial gave, row by row as text in which everything is called by its name: two runs can be compared whatever the numbers of their rows. */
import { nobody } from "../invariants/nobody.ts"
import { finish } from "../world/finish.ts"
import type { ReaderKind, RunRecord } from "../world/record.ts"
import { simulate } from "../run/simulate.ts"
import { planOf } from "./play.ts"
import type { Trial } from "./trial.ts"

/** The rows of all tables of the world as it happened, each a list of words; in no order. */
export function rowsOf(trial: Trial): ReadonlyArray<ReadonlyArray<unknown>> {
  const plan = planOf(trial)
  const records: Array<RunRecord> = []
  const steps = simulate(plan, [plan.variants[0]], { sliceEvents: Number.MAX_SAFE_INTEGER, judge: nobody, finished: (w, variant) => records.push(finish(w, variant, [])) })
  for (const _ of steps) void _
  return told(records[0])
}

function told(record: RunRecord): ReadonlyArray<ReadonlyArray<unknown>> {
  const group = (row: number) => (row < 0 ? null : { ...record.groups[row] })
  const act = (cause: number) => record.acts[cause]?.path ?? null
  const situation = (row: number) => ({ ...record.situations[row], group: group(record.situations[row].group) })
  const table = <Row extends object>(name: string, rows: ReadonlyArray<Row>, named: (row: Row) => object = () => ({})) => rows.map((row): ReadonlyArray<unknown> => [name, { ...row, ...named(row) }])
  const causes = (list: ReadonlyArray<{ readonly cause: number }>) => list.map((one) => sorted({ ...one, cause: act(one.cause) })).sort()
  // The act first: of several kinds of one row the codes of states do not decide which comes first.
  const reader = ({ authority, basis, cause, class: cls, form }: ReaderKind) => sorted([act(cause), cls, form, basis, authority])
  return [
    ...table("outcomes", record.outcomes, (row) => ({ situation: situation(row.situation), refused: causes(row.refused), bounced: causes(row.bounced) })),
    ...table("atRest", record.atRest, (row) => ({ group: group(row.group), otherGroup: group(row.otherGroup) })),
    ...table("readers", record.readers, (row) => ({ group: group(row.group), cause: act(row.cause) })),
    ...table("readTwice", record.readTwice, ({ group: of, kinds, opened }) => ({ group: group(of), kinds: kinds.map(reader).sort(), opened: opened === undefined ? undefined : { ...opened, kind: reader(opened.kind) } })),
    ...table("readerPeople", record.readerPeople, (row) => ({ group: group(row.group) })),
    ...table("newPeople", record.newPeople, (row) => ({ group: group(row.group) })),
    ...table("keys", record.keys, (row) => ({ group: group(row.group), cause: act(row.cause) })),
    ...table("moves", record.moves, (row) => ({ cause: act(row.cause), ...groupsOf(row, group) })),
    ...table("losses", record.losses, (row) => ({ group: group(row.group) })),
    ...table("sites", record.sites.flatMap(({ site, steps }) => steps.map((step) => ({ site, ...step }))), (row) => ({ cause: act(row.cause) })),
    ...table("orders", record.orders),
    ...table("answers", record.answers),
    ...table("acts", record.acts),
    ...table("sanctions", record.sanctions, (row) => ({ cause: act(row.cause) })),
    ...table("conflicts", record.conflicts)
  ]
}

function groupsOf(row: object, group: (row: number) => unknown): object {
  return Object.fromEntries(Object.entries(row).filter(([key]) => /group/i.test(key)).map(([key, value]) => [key, group(Number(value))]))
}

/** As text with keys in one order. */
export function sorted(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one !== "object" || one === null || Array.isArray(one) ? one : Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))))
}
