/** How large the group is that a claim reads: people there at a time, and messages, from an instant on. */
import { otherEndOnly, referenceOf, situationMatches, whatMessages, YES } from "../../src/analysis/selector.ts"
import type { Of } from "../../src/model/acts.ts"
import type { Claim } from "../../src/model/claims.ts"
import type { VariantRun } from "../../src/run/Simulator.ts"

export interface Size {
  /** Simulated people present at a time, of the service that most of them use. */
  readonly people: number
  /** Messages that they attempt; that are addressed to them, where a claim is about the other end. */
  readonly messages: number
}

const HOUR_MS = 3_600_000

/** The smallest of the groups that the claim reads. `since`: ISO 8601, or a run without any order has no such instant. */
export function sizeOf(run: VariantRun, claim: Claim, since: string): Size {
  const ordered = claim.expect === "in this order" && claim.of !== undefined && claim.of !== "all"
  const groups: ReadonlyArray<Of | undefined> = ordered ? (claim.of as ReadonlyArray<never>).map((clause) => [clause]) : [claim.of]
  const sizes = groups.map((of) => sizeOfGroup(run, of, claim.what, since))
  return { people: Math.min(...sizes.map((one) => one.people)), messages: Math.min(...sizes.map((one) => one.messages)) }
}

function sizeOfGroup({ record, scenario }: VariantRun, of: Of | undefined, what: Claim["what"], since: string): Size {
  const sinceMs = Date.parse(since) - record.epochMs
  const reference = referenceOf(scenario, record.about)
  const recipients = otherEndOnly(of)
  const people = situationMatches(recipients ?? of, record, reference)
  const there = new Map<string, number>()
  let messages = 0
  for (const row of record.outcomes) {
    if (people(row.service)[row.situation] !== YES || record.slots[row.slot].fromMs < sinceMs || !whatMessages(what, row.service, scenario.services)) continue
    messages += recipients === undefined ? row.attempted : row.received.addressed
    there.set(row.service, (there.get(row.service) ?? 0) + row.hoursPresent)
  }
  const hours = (record.horizonMs - sinceMs) / HOUR_MS
  return { people: Math.round(Math.max(0, ...there.values()) / hours), messages }
}
