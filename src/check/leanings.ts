/** What worlds have more often where promises are asked for by name: a search leans to where each of them is put to the test. */
import { hashString } from "../kernel/rng.ts"
import { Draw } from "./draw.ts"
import type { Feature } from "./features.ts"

/** What a world leans to. */
export interface Leaning {
  readonly features: ReadonlyArray<Feature>
  /** undefined: as chance has it. */
  readonly plot: string | undefined
  /** Nothing besides the plot is ordered. */
  readonly isAlone: boolean
}

/** Of 100 worlds so many lean; the rest are as they are where nothing is asked for, so that no way to a breach is closed. */
const LEANING_PERCENT = 75
const PLOT_PERCENT = 85
const ALONE_PERCENT = 75
const FEATURE_PERCENT = 60

/** What the world with a number leans to, for one of these promises; undefined: to nothing. */
export function leaningOf(number: number, promises: ReadonlyArray<string>): Leaning | undefined {
  if (promises.length === 0) return undefined
  const draw = new Draw(number | 0, LEANS)
  const wanted = LEANINGS[draw.pick(promises)]
  if (wanted === undefined || !draw.chance(LEANING_PERCENT)) return undefined
  const plot = wanted.plots.length > 0 && draw.chance(PLOT_PERCENT) ? draw.pick(wanted.plots) : undefined
  return { plot, isAlone: draw.chance(ALONE_PERCENT), features: wanted.features.filter(() => draw.chance(FEATURE_PERCENT)) }
}

const LEANS = hashString("leaning")

interface Wanted {
  /** Plots that put the promise to the test; one that stands there twice is drawn twice as often. */
  readonly plots: ReadonlyArray<string>
  readonly features: ReadonlyArray<Feature>
}

/** By the id of a promise; those that every world puts to the test are not there. */
export const LEANINGS: Readonly<Record<string, Wanted>> = {
  R1: { plots: ["ruled", "ruled", "standIn", "disksLost", "agedCopies"], features: ["copies", "limited", "placement"] },
  R2: { plots: ["ruled"], features: ["copies", "placement"] },
  R3: { plots: ["ruled", "nowhere"], features: ["placement", "waits"] },
  R4: { plots: ["ruled", "standInOfAnyKind", "standInOfAnyKind", "disksLost"], features: ["copies", "failures", "placement"] },
  R5: { plots: ["ruled"], features: ["declared", "placement"] },
  R7: { plots: ["ruled"], features: ["copies", "placement"] },
  R8: { plots: ["lostUnderOldRules", "lostUnderOldRules", "disksLost", "lostTwice", "ruled"], features: ["copies", "wiped", "placement"] },
  R9: { plots: ["deviceAbroad", "deviceAbroad", "journey", "ruled"], features: ["trips", "travels", "roaming"] },
  R10: { plots: ["evacuation", "turnedBack", "partedMove", "ruled"], features: ["placement", "copies"] },
  R11: { plots: ["nowhere"], features: ["placement", "choices"] },
  R12: { plots: ["soldSite", "soldSite", "ruled"], features: ["machines", "placement"] },
  R13: { plots: ["ruled", "nowhere"], features: ["placement", "partner"] },
  K1: { plots: ["warrant"], features: ["opens", "selectors", "vpn", "answers", "demands"] },
  K2: { plots: ["keyAndRotation"], features: ["keys", "key-reach", "customer-server"] },
  K3: { plots: ["keysDestroyed", "keysDestroyed", "keyAndRotation"], features: ["keys", "key-reach"] },
  K4: { plots: ["keyAndRotation"], features: ["opens", "keys", "options"] },
  K5: { plots: ["keyAndRotation"], features: ["keys", "opens"] },
  C1: { plots: ["lostTwice", "lostTwice", "disksLost", "erasedMeanwhile", "halfDead", "marketLeft"], features: ["copies", "wiped", "restored"] },
  C2: { plots: ["halfDead", "journey", "suspended"], features: ["lossy", "doubling", "waits"] },
  C3: { plots: ["halfDead", "partHeld", "journey", "suspended", "slowed"], features: ["slow", "waits"] },
  C4: { plots: ["halfDead", "journey", "relayLost"], features: ["features", "waits"] },
  C6: { plots: ["erasedMeanwhile", "suspended"], features: ["wiped", "restored", "placement", "retention"] },
  C7: { plots: ["journey", "relayLost", "marketLeft"], features: ["trips", "roaming", "waits"] },
  C8: { plots: ["waitsBetweenRelays", "waitsBetweenRelays", "journey", "suspended", "relayLost"], features: ["waits", "roaming"] },
  X1: { plots: ["marketLeft", "heldAndLeft"], features: ["exits", "keys", "failures"] },
  X2: { plots: ["marketLeft", "heldAndLeft"], features: ["exits", "copies", "retention"] },
  X3: { plots: ["closedToNew", "ladder", "homeBlockAbroad"], features: ["gates", "uptake", "selectors"] },
  X4: { plots: ["homeBlockAbroad", "partHeld", "ladder", "slowed"], features: ["gates", "selectors", "leaks"] },
  X5: { plots: ["stayedBlock", "ladder", "journey", "homeBlockAbroad"], features: ["gates", "steps"] },
  X6: { plots: ["keepAgainstErase"], features: ["retention", "demands", "answers"] },
  X7: { plots: ["startedAgain", "suspended", "relayLost"], features: ["accounts", "machines", "site-dates"] },
  X8: { plots: ["heldAndLeft"], features: ["exits", "retention"] },
  L1: { plots: ["journey", "suspended", "relayLost", "deafAtDeadline"], features: ["gates", "steps", "waits"] },
  L2: { plots: ["evacuation", "turnedBack", "partedMove", "lostTwice"], features: ["placement", "failures", "capacity"] },
  L4: { plots: ["journey", "relayLost", "deafAtDeadline"], features: ["waits", "gates"] },
  L5: { plots: ["standIn", "disksLost", "evacuation"], features: ["failures"] },
  E1: { plots: ["journey", "suspended", "marketLeft"], features: ["accounts", "waits", "gates"] },
  E2: { plots: ["keyAndRotation"], features: ["opens", "features"] },
  E3: { plots: ["evacuation", "ruled", "erasedMeanwhile", "agedCopies"], features: ["placement", "limited", "retention"] },
  M1: { plots: ["ladder"], features: ["leaks", "gates", "waits"] },
  M3: { plots: [], features: ["silent"] },
  M6: { plots: ["waitsBetweenRelays", "suspended", "stayedBlock"], features: ["travels", "waits"] }
}
