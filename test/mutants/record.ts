/** docs/mutants.md: every mutant with its diff and its promise, and what the last full hunt came to. */
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Caught } from "./hunters.ts"
import { diffOf, type Mutant } from "./mutant.ts"
import { type Figures, figuresOf } from "./seeds.ts"
import { TABLE } from "./table.ts"

export const PAGE = join(import.meta.dirname, "../../docs/mutants.md")

/** Writes the page anew: the figures of those that were hunted, and those that it had of the others. */
export function renew(found: ReadonlyArray<Caught>): void {
  const known = existsSync(PAGE) ? figuresIn(readFileSync(PAGE, "utf8")) : new Map<string, string>()
  for (const caught of found) known.set(caught.mutant.id, wordsOf(figuresOf(caught)))
  writeFileSync(PAGE, pageOf(TABLE, known))
}

/** The page of a table with what is on record of each mutant, by its id. */
export function pageOf(table: ReadonlyArray<Mutant>, figures: ReadonlyMap<string, string>): string {
  const head = [
    "# Mutants",
    "",
    "<!-- Generated from test/mutants by `npm run check:mutants -- --full`. Do not edit. -->",
    "",
    "Bugs planted in the engine, one at a time, to test who tests it. Each changes one line of `src/kernel` or `src/world`, is there in tests",
    "alone, and names the promise that must catch it; a breach of another promise does not count. A hunt goes from a seed on through the worlds of",
    "`situs check`, one after the other, until that promise breaks, and makes that world as small as it can. *Worlds* is how many it took,",
    "*events* how much happens in the small one (steps of orders, answers, events, journeys, failures, starts and stops of sites); *minimal*",
    "means that no single piece of it can be spared. [promises.md](promises.md) says what the promises are."
  ]
  return `${[...head, ...table.flatMap((mutant) => ["", ...entryOf(mutant), figures.get(mutant.id) ?? NOT_HUNTED])].join("\n")}\n`
}

/** What the page says of a mutant, but for the figures. */
function entryOf(mutant: Mutant): ReadonlyArray<string> {
  const { after, before } = diffOf(mutant)
  return [
    `## ${mutant.id}`,
    "",
    `${mutant.title}.${mutant.after === undefined ? "" : ` After [${mutant.after.title}](${mutant.after.url}).`}`,
    "",
    "```diff",
    `--- ${mutant.file}`,
    `- ${before}`,
    `+ ${after}`,
    "```",
    "",
    `Promise: ${mutant.promise}.`
  ]
}

const NOT_HUNTED = "Not hunted yet."

/** The line of figures of each mutant of a page, by its id. */
export function figuresIn(page: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const part of page.split("\n## ").slice(1)) {
    const lines = part.trimEnd().split("\n")
    const figures = lines[lines.length - 1]
    if (figures !== NOT_HUNTED) found.set(lines[0], figures)
  }
  return found
}

function wordsOf({ caught, eventsMedian, minimal, seeds, worldsMedian, worldsMost }: Figures): string {
  const worlds = (count: number) => (Number.isFinite(count) ? count.toLocaleString("en") : "none")
  return `Caught from ${caught} of ${seeds} seeds: worlds ${worlds(worldsMedian)} at the median, ${worlds(worldsMost)} at most; events ${eventsMedian} at the median; ${minimal} of ${caught} minimal.`
}
