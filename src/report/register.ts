/** The register of assumptions: each value of the file, what it rests on, since when that is known, and which results use it. */
import type { Evidence } from "../model/evidence.ts"
import type { Result } from "../model/result.ts"
import { assumptions } from "./assumptions.ts"
import { type Block, type Cell, table, text } from "./document.ts"
import { evidenceCounts, evidenceStrip } from "./strip.ts"
import { usedBy } from "./uses.ts"
import { count, percentOf, sum } from "./words.ts"

/** What the values rest on, all of them, the sources. */
export function register(result: Result): ReadonlyArray<Block> {
  const strip = evidenceCounts(result)
  const total = sum(strip, ([, n]) => n)
  return [
    text(`The file states ${assumptions(result)}.`),
    text(`${evidenceStrip(result)} A value with several sources counts once, under the first of these that it cites.`),
    table("Values by what they rest on", ["Rests on", "Values#", "Share#"], strip.map(([name, n]): ReadonlyArray<Cell> => [name, count(n), percentOf(n, total)])),
    text("Used by: the results that a value of its section reaches in the model; after a sensitivity, in how far it moved them within its range."),
    table("Register of assumptions", ["Value of the file", "Is~", "Sources and date", "Grade", "Used by~", "Note~"], result.evidence.map((row, i) => line(row, result, result.evidence[i - 1]?.note)), "no value of the file is listed."),
    table(
      "Sources",
      ["Id", "Title~", "Kind", "Date"],
      result.sources.map((source): ReadonlyArray<Cell> => [source.id, { text: source.title, href: source.url ?? undefined }, source.kind, source.date ?? "undated"]),
      "the file names no source."
    )
  ]
}

/** A note that holds for several values stands at the first of them. */
function line(row: Evidence, result: Result, noteAbove: string | null | undefined): ReadonlyArray<Cell> {
  const is = [String(row.value), ...(row.range === null ? [] : [`open from ${row.range[0]} to ${row.range[1]}`]), ...row.otherwise.map((other) => `others: ${otherwise(other)}`)]
  const dated = (id: string) => `${id}, ${result.sources.find((source) => source.id === id)?.date ?? "undated"}`
  return [
    row.path,
    { text: is },
    { text: row.sources.length === 0 ? ["none"] : row.sources.map(dated) },
    row.grade === "judgement" ? "author's judgement" : (row.grade ?? "none"),
    usedBy(row.path, result.sensitivity),
    row.note === null || row.note === noteAbove ? "" : row.note
  ]
}

/** `40000000 (a-source: what users say)`. */
function otherwise({ value, sources, note }: Evidence["otherwise"][number]): string {
  const by = [sources.join(", "), note ?? ""].filter((words) => words !== "").join(": ")
  return `${value}${by === "" ? "" : ` (${by})`}`
}
