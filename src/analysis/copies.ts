/** Where copies lay and moved, and what became of the sites: the run's rows without the detail that only claims read. */
import type { Loss, Move, SiteState } from "../model/machines.ts"
import type { AtRest } from "../model/result.ts"
import type { Scenario } from "../model/scenario.ts"
import { NO_CAUSE, type LossRow, type MoveRow, type RunRecord } from "../world/record.ts"
import { isoUtc, isoUtcOrNull } from "./isotime.ts"
import { siteFacts } from "./sites.ts"
import { groupRows, keyOf } from "./tableorder.ts"

/**
 * Copies by instant, site, cohort of the mailbox's owner, class and kind, at the end of each window of the variant. A run
 * counts them at the edges of claims and of other variants' windows too: those are for claims.
 */
export function atRestOf(record: RunRecord, scenario: Scenario): ReadonlyArray<AtRest> {
  const ends = new Set([...record.windowCutsMs, record.horizonMs])
  const sums = groupRows(
    record.atRest.filter((row) => ends.has(row.atMs)),
    (row) => keyOf(row.atMs, row.site, row.operator ?? "", row.provider ?? "", record.groups[row.group].cohort, row.service, row.class, row.kind),
    (row) => ({ ...row, copies: 0, bytes: 0 }),
    (sum, row) => {
      sum.copies += row.copies
      sum.bytes += row.bytes
    }
  )
  return sums.map((sum) => {
    const { country, operatorKind } = siteFacts(scenario, sum.site, sum.service, sum)
    return {
      at: isoUtc(record.epochMs, sum.atMs),
      site: sum.site,
      cohort: record.groups[sum.group].cohort,
      operator: operatorKind,
      country,
      service: sum.service,
      class: sum.class,
      kind: sum.kind,
      copies: sum.copies,
      bytes: sum.bytes
    }
  })
}

/** One row for the moves of a class between two sites because of one act: from the first start to the last end. */
export function movesOf(record: RunRecord, scenario: Scenario): ReadonlyArray<Move> {
  const sums = groupRows(
    record.moves,
    (row) => keyOf(row.fromSite, row.toSite, row.service, row.class, actPath(record, row.cause)),
    (row): { -readonly [K in keyof MoveRow]: MoveRow[K] } => ({ ...row, copies: 0, bytes: 0 }),
    (sum, row) => {
      sum.copies += row.copies
      sum.bytes += row.bytes
      sum.startMs = Math.min(sum.startMs, row.startMs)
      sum.endMs = sum.endMs === undefined || row.endMs === undefined ? undefined : Math.max(sum.endMs, row.endMs)
    }
  )
  return sums.map((sum) => ({
    fromSite: sum.fromSite,
    toSite: sum.toSite,
    fromCountry: siteFacts(scenario, sum.fromSite, sum.service).country,
    toCountry: siteFacts(scenario, sum.toSite, sum.service).country,
    service: sum.service,
    class: sum.class,
    copies: sum.copies,
    bytes: sum.bytes,
    startAt: isoUtc(record.epochMs, sum.startMs),
    endAt: isoUtcOrNull(record.epochMs, sum.endMs),
    act: actPath(record, sum.cause),
    order: actOrder(record, sum.cause)
  }))
}

/** One row for what was lost of a class and kind with the disks of a site. */
export function lossesOf(record: RunRecord, scenario: Scenario): ReadonlyArray<Loss> {
  const sums = groupRows(
    record.losses,
    (row) => keyOf(row.site, row.service, row.class, row.kind),
    (row): { -readonly [K in keyof LossRow]: LossRow[K] } => ({ ...row, copies: 0 }),
    (sum, row) => {
      sum.copies += row.copies
      sum.atMs = Math.min(sum.atMs, row.atMs)
    }
  )
  return sums.map((sum) => ({ site: sum.site, country: siteFacts(scenario, sum.site, sum.service).country, service: sum.service, class: sum.class, kind: sum.kind, copies: sum.copies, at: isoUtc(record.epochMs, sum.atMs) }))
}

/** What became of each site, in the file's order. */
export function siteStatesOf(record: RunRecord, scenario: Scenario): ReadonlyArray<SiteState> {
  return record.sites.flatMap(({ site, steps }) =>
    steps.map((step) => ({ site, country: siteFacts(scenario, site, "").country, state: step.state, at: isoUtc(record.epochMs, step.atMs), act: actPath(record, step.cause), order: actOrder(record, step.cause) }))
  )
}

export function actPath(record: RunRecord, cause: number): string | null {
  return cause === NO_CAUSE ? null : record.acts[cause].path
}

export function actOrder(record: RunRecord, cause: number): string | null {
  return cause === NO_CAUSE ? null : (record.acts[cause].order ?? null)
}
