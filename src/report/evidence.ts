/** How far the numbers reach: what was simulated, on which assumptions, what that cannot tell, and how to do it again. */
import type { Evidence } from "../model/evidence.ts"
import type { Result } from "../model/result.ts"
import { assumptions } from "./assumptions.ts"
import { type Block, type Cell, table, text } from "./document.ts"
import type { Work } from "./folder.ts"
import { runs } from "./replicated.ts"
import { count, counted, instant, percentOf } from "./words.ts"

/** Simulated people and messages of each cohort and variant. */
export function sample(result: Result, work: Work | undefined): ReadonlyArray<Block> {
  const rows = result.variants.flatMap((variant) =>
    variant.people.map((row): ReadonlyArray<Cell> => [variant.id, row.cohort, count(row.people), count(row.weight), count(row.standsFor), count(row.attempted), count(row.attemptedAfter)])
  )
  return [
    text(`From ${result.scenario.from} to ${result.scenario.until} (${instant(result.scenario.startsAt)} to ${instant(result.scenario.endsAt)} UTC); ${runs(result)}.`),
    ...(work === undefined ? [] : [text(`${counted(work.messages, "message")} and ${counted(work.events, "event")} in all variants${result.run.replications === 1 ? "" : " and runs"} together.`)]),
    table("Simulated people and messages", ["Variant", "Cohort", "Simulated people#", "Real people for each#", "Stands for#", "Simulated messages#", "Of them after the turning point#"], rows, "nobody was simulated.")
  ]
}

/** How many values have a source, the register of all of them, the sources. */
export function register(result: Result): ReadonlyArray<Block> {
  const { total, withSource: _, ...grades } = result.assumptions
  const names: Readonly<Record<string, string>> = { judgement: "author's judgement", ungraded: "neither source nor grade" }
  const gradeRows = Object.entries(grades).map(([grade, n]): ReadonlyArray<Cell> => [names[grade] ?? grade, count(n), percentOf(n, total)])
  return [
    text(`The file states ${assumptions(result)}.`),
    table("Values by grade", ["Grade", "Values#", "Share#"], gradeRows),
    table("Register of assumptions", ["Value of the file", "Is~", "Open range", "Others say~", "Grade", "Sources", "Note~"], result.evidence.map((row, i) => assumption(row, result.evidence[i - 1]?.note)), "no value of the file is listed."),
    table(
      "Sources",
      ["Id", "Title~", "Kind", "Date"],
      result.sources.map((source): ReadonlyArray<Cell> => [source.id, { text: source.title, href: source.url ?? undefined }, source.kind, source.date ?? "undated"]),
      "the file names no source."
    )
  ]
}

/** A note that holds for several values stands at the first of them. */
function assumption(row: Evidence, noteAbove: string | null | undefined): ReadonlyArray<Cell> {
  const open = row.range === null ? "" : `${row.range[0]} to ${row.range[1]}`
  return [row.path, String(row.value), open, { text: row.otherwise.map(otherwise) }, row.grade === "judgement" ? "author's judgement" : (row.grade ?? "none"), row.sources.join(", "), row.note === null || row.note === noteAbove ? "" : row.note]
}

/** `40000000 (a-source: what users say)`. */
function otherwise({ value, sources, note }: Evidence["otherwise"][number]): string {
  const by = [sources.join(", "), note ?? ""].filter((words) => words !== "").join(": ")
  return `${value}${by === "" ? "" : ` (${by})`}`
}

/** What nobody can read off this report. */
export function limits(result: Result): ReadonlyArray<Block> {
  const { total, withSource } = result.assumptions
  return [
    {
      kind: "list",
      items: [
        "It is a simulation of a file, not a measurement and not a forecast: every number follows from what the file says, and nothing was observed.",
        `${percentOf(withSource, total)} values have a source; what the other values ought to be, Situs does not know.`,
        result.run.replications === 1 ? "One run: no number has an interval, and a small difference may be chance." : `Intervals are over ${result.run.replications} runs: they show chance within the model, not whether the file is right.`,
        "Whether an order, an answer or a disclosure is lawful, proportionate or wise.",
        "What a state reads by means that no act of the file describes, and what the parties agreed without saying so.",
        "How people's demand reacts: they go on attempting the same messages, unless the file says that a habit changes.",
        "Anything on a single real person: cohorts are alike by assumption, and one simulated person may stand for many.",
        "A promise that was not exercised was not tested. An undetermined claim is neither true nor false."
      ]
    }
  ]
}

/** The command, and what the same run has in common with this one. */
export function reproduction(result: Result, work?: Work): ReadonlyArray<Block> {
  return [
    text("The same file, version and seed give the same numbers to the last digit (where the file lies elsewhere, its path goes into the command):"),
    { kind: "command", text: `npx --no-install situs run ${pastable(result.scenario.id)}${work?.options === undefined || work.options === "" ? "" : ` ${work.options}`} --seed ${result.run.seed} ${result.run.replication === 0 ? `--replications ${result.run.replications}` : `--replication ${result.run.replication}`}` },
    table(
      "Identity of this run",
      ["What", "Value"],
      [
        ["Run", result.run.id],
        ["Scenario", result.scenario.id],
        ["Scenario hash", result.run.scenarioHash],
        ["Situs", result.run.engineVersion],
        ["Seed", String(result.run.seed)],
        ["Runs of each variant", String(result.run.replications)],
        ["First replication", String(result.run.replication)]
      ]
    ),
    table(result.run.replications === 1 ? "Fingerprints" : "Fingerprints of the first run (data/fingerprints.csv has all)", ["Variant", "Events#", "Draws of chance#", "Digest of the trace"], result.variants.map((v) => [v.id, count(v.fingerprint.events), count(v.fingerprint.draws), v.fingerprint.digest])),
    text("result.json has every number of this page, data/ has it as CSV, and data/dictionary.csv says what each column means and in which unit. In a CSV an empty cell is a null of result.json, a list stands in one cell with semicolons, and a text that looks like a formula begins with an apostrophe.")
  ]
}

/** A command is for pasting: nothing but a well-formed id goes into it. */
function pastable(id: string): string {
  return /^[a-z0-9][a-z0-9-]*$/.test(id) ? `scenarios/${id}.yaml` : "FILE"
}
