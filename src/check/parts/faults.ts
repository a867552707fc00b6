/** Faults of sites in a generated world besides a breakdown: who hears whom, what is held up, late, lost or comes twice. They are over well before the run is. */
import { isBackedUp } from "../../language/check/faults.ts"
import type { SiteFailure } from "../../model/places.ts"
import type { Feature } from "../features.ts"
import { DAYS, HOUR_MS, idsOf, instant, type Sketch } from "./sketch.ts"

/** Each by the feature that a world must have. */
const KINDS: ReadonlyArray<readonly [feature: Feature, fault: (s: Sketch, site: string) => Pick<SiteFailure, "what" | "with" | "adds" | "share">]> = [
  ["paused", () => ({ what: "paused" })],
  ["deaf", () => ({ what: "deaf" })],
  ["mute", () => ({ what: "mute" })],
  ["parted", partition],
  ["slow", late],
  ["lossy", ({ draw }) => ({ what: "lossy", share: draw.pick([0.2, 0.5, 0.8]) })],
  ["doubling", ({ draw }) => ({ what: "doubling", share: draw.pick([0.3, 1]) })]
]

export function drawFaults(s: Sketch): void {
  const { draw } = s
  for (const id of idsOf(s.sites)) {
    const drawn = KINDS.flatMap(([feature, fault]) => (s.has(feature) && draw.chance(id === "site-0" ? 30 : 18) ? [{ ...spanOf(s), ...fault(s, id) }] : []))
    if (drawn.length > 0) s.sites[id] = { ...s.sites[id], fails: [...(s.sites[id].fails ?? []), ...drawn] }
  }
}

/** Hours or days of the first three days: what they have held up has more than a day to come. */
function spanOf({ draw }: Sketch): Pick<SiteFailure, "from" | "until"> {
  const day = draw.between(0, 2)
  const last = Math.min(2, day + draw.pick([0, 0, 1]))
  return { from: instant(`${DAYS[day]}${draw.pick(["", " 06:00", " 12:00"])}`), until: instant(`${DAYS[last]}${draw.pick([" 14:00", " 18:00", " 23:00"])}`) }
}

/** One way or both, towards some other sites. */
function partition({ draw, sites }: Sketch, site: string): Pick<SiteFailure, "what" | "with"> {
  return { what: draw.pick(["unreachable", "deaf", "mute"] as const), with: draw.some(idsOf(sites).filter((other) => other !== site), 1, 2) }
}

function late({ draw }: Sketch): Pick<SiteFailure, "what" | "adds" | "share"> {
  return { what: "slow", adds: draw.pick([HOUR_MS / 6, HOUR_MS, 4 * HOUR_MS]), ...(draw.chance(60) ? { share: draw.pick([0.3, 0.5]) } : {}) }
}

/** What is kept elsewhere now has no backup to be set back to. */
export function dropResets(s: Sketch): void {
  for (const [id, { fails, ...rest }] of Object.entries(s.sites)) {
    const left = fails?.filter(({ what }) => what !== "restored" || isBackedUp(s, id)) ?? []
    if (fails !== undefined && left.length < fails.length) s.sites[id] = left.length === 0 ? rest : { ...rest, fails: left }
  }
}
