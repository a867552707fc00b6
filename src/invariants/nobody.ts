/** The onlooker that looks at nothing and judges nothing: others look at one thing alone, or a run is asked for what it gave. */
import type { Judge } from "./judge.ts"

export function nobody(): Judge {
  const nothing = () => undefined
  return { attempted: nothing, refused: nothing, accepted: nothing, waits: nothing, delivered: nothing, bounced: nothing, expired: nothing, erased: nothing, stored: nothing, read: nothing, boundary: nothing, verdicts: () => [], save: nothing, restore: nothing }
}
