/** The evidence strip: what each value of the file rests on, each value counted once. */
import type { Evidence } from "../model/evidence.ts"
import type { Result } from "../model/result.ts"
import { count, counted } from "./words.ts"

/** What a value rests on, from what binds most to what binds least; a value with several sources counts under the first of them. */
export const RESTS_ON = ["law or court text", "company or authority statement", "press reports", "research or data", "other text", "author's judgement", "unknown and assumed", "nothing stated"] as const
export type RestsOn = (typeof RESTS_ON)[number]

/** Kinds of sources that the language names, and what they count as; a kind in the author's own words is other text. */
const KINDS: Readonly<Record<string, RestsOn>> = {
  law: "law or court text",
  court: "law or court text",
  vendor: "company or authority statement",
  statement: "company or authority statement",
  press: "press reports",
  paper: "research or data",
  data: "research or data",
  text: "other text"
}

export function restsOn({ grade, sources }: Pick<Evidence, "grade" | "sources">, result: Pick<Result, "sources">): RestsOn {
  if (grade === "judgement") return "author's judgement"
  if (grade === "unknown") return "unknown and assumed"
  const kinds = sources.map((id) => KINDS[result.sources.find((source) => source.id === id)?.kind ?? ""] ?? "other text")
  return RESTS_ON.find((name) => kinds.includes(name)) ?? "nothing stated"
}

/** Told even where there is none: that nothing rests on a law's own text is news. */
const ALWAYS: ReadonlySet<RestsOn> = new Set(["law or court text", "company or authority statement", "press reports", "author's judgement"])

/** How many values rest on what; all of them add up to the values that are listed. */
export function evidenceCounts(result: Result): ReadonlyArray<readonly [RestsOn, number]> {
  const names = result.evidence.map((row) => restsOn(row, result))
  return RESTS_ON.map((name) => [name, names.filter((one) => one === name).length] as const)
}

/** `87 values: 0 law or court text, 9 company or authority statement, …`. */
export function evidenceStrip(result: Result): string {
  const told = evidenceCounts(result).filter(([name, n]) => n > 0 || ALWAYS.has(name))
  return `${counted(result.evidence.length, "value")} of the file: ${told.map(([name, n]) => `${count(n)} ${name}`).join(", ")}.`
}
