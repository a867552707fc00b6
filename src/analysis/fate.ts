/** What became of messages of people who fare alike, and which acts refused them. */
import { NO_CAUSE, type OutcomeRow } from "../world/record.ts"
import { keyOf } from "./tableorder.ts"

/** What became of messages of people who fare alike. */
export interface Fate {
  attempted: number
  accepted: number
  delivered: number
  addressed: number
  received: number
  /** Refusals that acts caused, by reason and act. */
  readonly causes: Map<string, CauseSum>
}

export interface CauseSum {
  readonly reason: string
  readonly cause: number
  messages: number
}

export function emptyFate(): Fate {
  return { attempted: 0, accepted: 0, delivered: 0, addressed: 0, received: 0, causes: new Map() }
}

export function merge(sum: Fate, fate: Fate): void {
  for (const name of ["attempted", "accepted", "delivered", "addressed", "received"] as const) sum[name] += fate[name]
  for (const cause of fate.causes.values()) addCause(sum.causes, cause)
}

export function addTo(fate: Fate, row: OutcomeRow): void {
  fate.attempted += row.attempted
  fate.accepted += row.accepted
  fate.delivered += row.delivered
  fate.addressed += row.received.addressed
  fate.received += row.received.delivered
  for (const refusal of row.refused) addCause(fate.causes, refusal)
}

/** Only refusals that an act caused count as loss: a queue that was full takes service from nobody by order. */
function addCause(causes: Map<string, CauseSum>, refusal: OutcomeRow["refused"][number]): void {
  if (refusal.cause === NO_CAUSE || refusal.messages === 0) return
  const key = keyOf(refusal.reason, refusal.cause)
  const had = causes.get(key)
  if (had === undefined) causes.set(key, { ...refusal })
  else had.messages += refusal.messages
}
