/** Shares of messages of a result's rows, for tests that ask a table rather than a claim. */
import type { Result } from "../../src/model/result.ts"

export interface Rows {
  readonly variant?: string
  readonly cohort?: string
  readonly access?: string
  readonly present?: string
  readonly service?: string
  /** Windows that begin at this instant or later [ISO 8601]. */
  readonly after?: string
  /** Windows that end at this instant or before. */
  readonly before?: string
}

type Outcome = Result["variants"][number]["outcomes"][number]

export function rowsOf(result: Result, rows: Rows): ReadonlyArray<Outcome> {
  const variant = result.variants.find((one) => one.id === (rows.variant ?? "as-happened"))
  if (variant === undefined) throw new Error(`${rows.variant} was not run`)
  return variant.outcomes.filter(
    (row) =>
      row.about === variant.outcomes[0].about &&
      (rows.cohort === undefined || row.cohort === rows.cohort) &&
      (rows.access === undefined || row.access === rows.access) &&
      (rows.present === undefined || row.present === rows.present) &&
      (rows.service === undefined || row.service === rows.service) &&
      (rows.after === undefined || Date.parse(row.window.from) >= Date.parse(rows.after)) &&
      (rows.before === undefined || Date.parse(row.window.to) <= Date.parse(rows.before))
  )
}

/** Part of what was attempted that was accepted; delivered; refused for a reason. Undefined where nothing was attempted. */
export function share(result: Result, of: "accepted" | "delivered" | string, rows: Rows = {}): number | undefined {
  let attempted = 0
  let found = 0
  for (const row of rowsOf(result, rows)) {
    attempted += row.attempted
    found += of === "accepted" ? row.accepted : of === "delivered" ? row.delivered : ((row.refused as Readonly<Record<string, number>>)[of] ?? 0)
  }
  return attempted === 0 ? undefined : found / attempted
}
