/** Messages attempted, accepted, delivered, refused, expired, bounced; and how long they took. Rows belong to senders at their first try. */
import type { OutcomeRow } from "../world/record.ts"
import { slotMask } from "./claimwindow.ts"
import { addDelays, type DelayBins, delayQuantileMs } from "./delay.ts"
import { notExercised, type Observation, observation } from "./observation.ts"
import { ACROSS, authoritiesOf, causeMatches, counts, type Question, tidy, WHERE_UNKNOWN, weightOf } from "./question.ts"
import { type Match, NO, otherEndOnly, situationMatches, whatMessages, YES } from "./selector.ts"

export type MessageMeasure = "attempted" | "accepted" | "delivered" | "refused" | "expired" | "bounced"

/**
 * Messages [real ones]. `all` and % are of attempted (accepted, refused) or of accepted (delivered, expired, bounced).
 * What is still under way when the run ends has not been decided: it is no part of what `accepted` and `refused` are of.
 * What is accepted and still in flight is part of what `delivered` is of. Where `of` names only the `other-end`, they are
 * those addressed to these people.
 */
export function measureMessages(question: Question, measure: MessageMeasure): Observation {
  const recipients = otherEndOnly(question.of)
  return recipients === undefined ? bySender(question, measure) : byRecipient({ ...question, of: recipients }, measure)
}

/** The median delay [ms] from first try to delivery, over all messages selected. */
export function measureDelay(question: Question): Observation {
  const bins: DelayBins = new Map()
  const { found, rows } = selectRows(question)
  for (const { row, weight } of rows) addDelays(bins, row.delayBins, weight)
  if (!found) return notExercised("ms", NOBODY)
  const value = delayQuantileMs(bins, 0.5)
  return observation({ unit: "ms", value, idle: value === undefined ? "no message was delivered" : undefined })
}

/** The first accepted message of those selected [simulated ms]. */
export function measureFirstAccepted(question: Question): Observation {
  const { found, rows } = selectRows(question)
  if (!found) return notExercised("instant", NOBODY)
  const firsts = rows.flatMap(({ row }) => (row.firstAcceptedMs === undefined ? [] : [row.firstAcceptedMs]))
  const attempted = rows.some(({ row }) => row.attempted > 0)
  return observation({ unit: "instant", value: firsts.length === 0 ? undefined : Math.min(...firsts), idle: attempted ? undefined : "nothing was attempted" })
}

export interface Taken {
  readonly row: OutcomeRow
  /** Its place in the run's table. */
  readonly at: number
  readonly weight: number
}

export const NOBODY = "its selectors match nobody who uses the service"

/** Rows that `of`, `what`, `in` and the windows select; whether there are any such people at all, whenever. */
export function selectRows(question: Question): { readonly found: boolean; readonly rows: ReadonlyArray<Taken> } {
  const { run, claim } = question
  const { record, reference, scenario } = run
  const people = situationMatches(question.of, record, reference)
  const inWindow = slotMask(record.slots, question.window)
  const inSent = slotMask(record.slots, question.sent)
  const here = record.situations.map((situation): Match => (claim.in === undefined || claim.in.some((code) => code === "all" || reference.covers(code, situation.place) || reference.covers(code, situation.present)) ? YES : NO))
  const services = new Map<string, boolean>()
  const meant = (service: string): boolean => {
    let known = services.get(service)
    if (known === undefined) services.set(service, (known = whatMessages(question.what, service, scenario.services)))
    return known
  }
  let found = false
  const rows: Array<Taken> = []
  for (let at = 0; at < record.outcomes.length; at++) {
    const row = record.outcomes[at]
    const person = people(row.service)[row.situation] as Match
    if (person === NO || here[row.situation] === NO || !meant(row.service)) continue
    found = true
    if (inWindow[row.slot] === NO || inSent[row.slot] === NO) continue
    const sure = counts(question, WHERE_UNKNOWN, person) && counts(question, ACROSS, inWindow[row.slot], inSent[row.slot])
    if (sure) rows.push({ row, at, weight: weightOf(record, record.situations[row.situation].group) })
  }
  return { found, rows }
}

function bySender(question: Question, measure: MessageMeasure): Observation {
  const { found, rows } = selectRows(question)
  if (!found) return notExercised("messages", NOBODY)
  let value = 0
  const sum = { attempted: 0, accepted: 0, underWay: 0, inFlight: 0 }
  for (const { row, weight } of rows) {
    value += weight * countOf(question, measure, row)
    sum.attempted += weight * row.attempted
    sum.accepted += weight * row.accepted
    sum.underWay += weight * row.underWay
    sum.inFlight += weight * row.inFlight
  }
  const first = measure === "accepted" || measure === "refused"
  return observation({
    unit: "messages",
    value: tidy(value),
    total: measure === "attempted" ? undefined : tidy(first ? sum.attempted - sum.underWay : sum.accepted),
    undecided: measure === "bounced" || measure === "expired" ? tidy(sum.inFlight) : 0,
    left: measure === "attempted" ? undefined : first ? { messages: tidy(sum.underWay), are: "still under way" } : { messages: tidy(sum.inFlight), are: "still in flight" },
    idle: measure === "attempted" ? undefined : sum.attempted === 0 ? "nothing was attempted" : first && sum.attempted === sum.underWay ? "nothing that was attempted was decided before the run ends" : undefined
  })
}

function countOf(question: Question, measure: MessageMeasure, row: OutcomeRow): number {
  switch (measure) {
    case "attempted": return row.attempted
    case "accepted": return row.accepted
    case "delivered": return row.delivered
    case "expired": return row.expired
    case "refused": return failed(question, row.refused)
    case "bounced": return failed(question, row.bounced)
  }
}

/** What failed for the claim's reason, order, answer or by its authority. */
function failed(question: Question, rows: OutcomeRow["refused"]): number {
  const authorities = authoritiesOf(question.claim)
  let sum = 0
  for (const { reason, cause, messages } of rows) {
    if (!causeMatches(question, cause, reason)) continue
    if (authorities !== undefined && !authorities.includes(question.run.record.acts[cause]?.issuer ?? "")) continue
    sum += messages
  }
  return sum
}

/** Counted by recipient, at acceptance: refusals come before, and a bounce's reason is known by sender alone. */
function byRecipient(question: Question, measure: MessageMeasure): Observation {
  const { claim } = question
  if (measure === "attempted" || measure === "refused") return notExercised("messages", `\`${measure}\` is counted by sender; \`of\` names the other end alone`)
  if (claim.reason !== undefined || claim.order !== undefined || claim.answer !== undefined) return notExercised("messages", "why messages failed is counted by sender; `of` names the other end alone")
  const { found, rows } = selectRows(question)
  if (!found) return notExercised("messages", NOBODY)
  let value = 0
  let total = 0
  let undecided = 0
  for (const { row, weight } of rows) {
    value += weight * (measure === "accepted" ? row.received.addressed : row.received[measure])
    total += weight * row.received.addressed
    undecided += weight * row.received.inFlight
  }
  return observation({
    unit: "messages",
    value: tidy(value),
    total: tidy(total),
    undecided: measure === "bounced" || measure === "expired" ? tidy(undecided) : 0,
    left: measure === "accepted" ? undefined : { messages: tidy(undecided), are: "still in flight" },
    idle: total === 0 ? "nothing was addressed to them and accepted" : undefined
  })
}
