/** Which results use a value: by where it stands in the file, for what the model takes from there; and by what a sensitivity measured. */
import type { Sensitivity } from "../model/sensitivity.ts"
import { MEASURES } from "./effect.ts"
import { movedBy } from "./sensitivity.ts"
import { distinct } from "./words.ts"

/** Groups of results. */
type Use = "service" | "reading" | "copies" | "delays" | "counts" | "dates" | "promises"

/** The first that fits, from the most special to the whole section: what of the model reads it. */
const USES: ReadonlyArray<readonly [pattern: RegExp, uses: ReadonlyArray<Use>]> = [
  [/^countries\.[^.]+\.timezone$/, ["dates"]],
  [/^countries\./, ["delays", "copies"]],
  [/^carriers\./, ["service"]],
  [/^providers\./, ["copies", "reading", "promises"]],
  [/^sites\./, ["copies", "reading", "delays"]],
  [/^services\.[^.]+\.classes\./, ["reading", "copies"]],
  [/^services\.[^.]+\.(waits|retry|relay)\b/, ["service", "delays"]],
  [/^services\./, ["service", "copies", "reading"]],
  [/^people\.[^.]+\.(count|stands-for)$/, ["counts"]],
  [/^people\.[^.]+\.(writes|use|takes-up|groups?)\b/, ["counts", "reading", "copies"]],
  [/^people\.[^.]+\.(reach|vpn|carriers?|sim|line|also)\b/, ["service", "reading"]],
  [/^people\./, ["service", "counts"]],
  [/^(orders|answers|events)\./, ["service", "reading", "copies", "promises", "dates"]],
  [/^choices\./, ["copies", "service", "promises"]]
]

const WORDS: Readonly<Record<Use, string>> = {
  service: "who keeps service",
  reading: "who can read what",
  copies: "where copies lie",
  delays: "delays",
  counts: "numbers of people and messages",
  dates: "when",
  promises: "promises"
}

/** `who keeps service, who can read what; moves people without service`. */
export function usedBy(path: string, sensitivity: Sensitivity | null): string {
  const uses = USES.find(([pattern]) => pattern.test(path))?.[1] ?? []
  const moved = movedBy(path, sensitivity)
  const varied = sensitivity?.factors.some((factor) => factor.path === path) === true
  const measured = moved.length > 0 ? `; moves ${distinct(moved.map((measure) => MEASURES[measure].toLowerCase())).join(", ")}` : varied ? "; moves no outcome among the first three" : ""
  return `${uses.length === 0 ? "not told by its section" : uses.map((use) => WORDS[use]).join(", ")}${measured}`
}
