/** docs/scenarios.md: the catalogue, read from the files. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { parse } from "yaml"
import { printInstant } from "../../src/model/instants.ts"
import { stepWord } from "../../src/model/orders.ts"
import { readScenario, type ScenarioFile } from "../../src/language/file.ts"
import { sha256 } from "../../src/language/sha256.ts"
import type { Claim } from "../../src/model/claims.ts"
import { locate } from "../../src/run/Gazetteer.ts"
import { zones } from "../../src/run/Zones.ts"
import { type CaseRecord, committedRecord } from "../scenarios/record.ts"
import { codes, opening, page, table } from "./markdown.ts"

const SMALL = ["test/flips", "test/cases"]
const root = join(import.meta.dirname, "../..")

/** Scenario files of the catalogue, by name. */
export function catalogue(): ReadonlyArray<ScenarioFile> {
  return namesIn("scenarios").map((name) => {
    const read = readScenario(readFileSync(join(root, "scenarios", name)), name, locate, zones)
    if (!read.ok) throw new Error(read.text)
    return read.file
  })
}

/** A hash of all that moves a result, variant by variant: prose, sources and claims move none. */
export function bearingHash(file: ScenarioFile): string {
  const moving = file.variantIds.map((id) => [id, { ...file.variant(id)?.scenario, claims: undefined, sources: undefined, variants: undefined }])
  return sha256(JSON.stringify(moving, (key, value: unknown) => (PROSE.has(key) ? undefined : value)))
}

const PROSE = new Set(["title", "question", "note", "source", "grade", "says", "ground", "settlement"])

export function scenariosPage(): string {
  const cases = catalogue()
  const record = committedRecord()
  return page(
    opening("Scenarios", "scenarios/*.yaml, docs/catalogue.json, test/flips and test/cases", "The catalogue: real cases, each a whole file that states where its numbers come from. Verdicts are those of the run with the file's own seed; a test runs every file and compares."),
    table(["Case", "States", "Services", "Years", "Claims"], cases.map((file) => [`[${file.base.title}](#${anchor(file.base.title)})`, states(file), Object.keys(file.base.services).join(", "), years(file), tally(record[file.id])])),
    misses(cases, record),
    conflicts(cases, record),
    cases.flatMap((file) => chapter(file, record[file.id])),
    ["## Small files", "", "Each tries one thing and states what must follow: to learn the language from, and to begin one's own with. They are tests, no cases of record.", ""],
    table(["File", "What it is"], SMALL.flatMap((folder) => namesIn(folder).map((name) => [`[${folder}/${name}](../${folder}/${name})`, titleOf(folder, name)])))
  )
}

/** Heading's anchor, as code hosts make it. */
function anchor(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-")
}

const ORDER = ["held", "known-miss", "prediction", "broken", "undetermined"]

function tally(record: CaseRecord | undefined): string {
  if (record === undefined) return "not run yet"
  return ORDER.map((verdict) => [verdict, record.claims.filter((one) => one.verdict === verdict).length] as const).filter(([, n]) => n > 0).map(([verdict, n]) => `${n} ${verdict}`).join(", ")
}

/** Where model and record differ, and why: kept, not tuned away. */
function misses(cases: ReadonlyArray<ScenarioFile>, record: Readonly<Record<string, CaseRecord>>): ReadonlyArray<string> {
  const rows = cases.flatMap((file) => (record[file.id]?.claims ?? []).filter((one) => one.verdict === "known-miss").map((one) => [`\`${file.id}\``, `\`${one.claim}\`: ${claimOf(file, one.claim).says}`, one.observed, one.why ?? ""]))
  return ["## Known misses", "", "Where the record says one thing and the model another. They are kept and shown.", "", ...table(["Case", "On record", "The run says", "Why"], rows)]
}

/** Orders that cannot both be obeyed, the choice that was applied, and when that was known. */
function conflicts(cases: ReadonlyArray<ScenarioFile>, record: Readonly<Record<string, CaseRecord>>): ReadonlyArray<string> {
  const rows = cases.flatMap((file) => (record[file.id]?.conflicts ?? []).map((one) => [`\`${file.id}\``, `\`${one.variant}\``, one.at, one.text, one.choice]))
  return ["## Conflicting orders", "", "Found when a scenario is compiled, reported before the first deadline, with the choice that the file states and the run applied.", "", ...table(["Case", "Variant", "Found", "Conflict", "Choice"], rows)]
}

function namesIn(folder: string): ReadonlyArray<string> {
  return readdirSync(join(root, folder)).filter((name) => name.endsWith(".yaml")).sort()
}

/** Whether the small files are without errors is for their own tests to say. */
function titleOf(folder: string, name: string): string {
  return (parse(readFileSync(join(root, folder, name), "utf8")) as { readonly title: string }).title
}

function states(file: ScenarioFile): string {
  return [...new Set(file.base.about ?? Object.values(file.base.orders).map((order) => (typeof order.by === "string" ? order.by : order.by.state)))].join(", ")
}

function years(file: ScenarioFile): string {
  return [...new Set([file.base.from.slice(0, 4), file.base.until.slice(0, 4)])].join("–")
}

function claimOf(file: ScenarioFile, id: string): Claim {
  return file.base.claims.find((claim, n) => (claim.id ?? `claim-${n + 1}`) === id)!
}

function chapter(file: ScenarioFile, record: CaseRecord | undefined): ReadonlyArray<string> {
  const { base } = file
  return [
    `## ${base.title}`,
    "",
    ...(base.question === undefined ? [] : [`**${base.question}**`, ""]),
    ...table(["", ""], [
      ["File", `[\`scenarios/${file.name}\`](../scenarios/${file.name})`],
      ["States", states(file)],
      ["Services", codes(Object.keys(base.services))],
      ["Years", `${years(file)} (${base.from} to ${base.until})`],
      ["Baseline", `\`${base.baseline ?? (file.variantIds.includes("no-order") ? "no-order" : "as-happened")}\``],
      ["Simulated people", people(file)],
      ["Values", grades(file)],
      ["Claims", tally(record)]
    ]),
    "### Orders",
    "",
    ...table(["Order", "Kind", "Life on record", "Sources"], Object.entries(base.orders).map(([id, order]) => [`\`${id}\`${order.title === undefined ? "" : `: ${order.title}`}${order.hypothetical ? " (hypothetical)" : ""}`, order.kind, order.timeline.map((step) => `${stepWord(step)} ${printInstant(step[stepWord(step)]!)}${step.due === undefined ? "" : `, due ${printInstant(step.due)}`}${step.to === undefined ? "" : `, to ${printInstant(step.to)}`}`).join("; "), (order.source ?? []).join(", ")])),
    "### Variants",
    "",
    ...table(["Variant", "What it says"], file.variantIds.map((id) => [`\`${id}\``, id === "as-happened" ? "The file as it stands." : (file.variant(id)?.title ?? "")])),
    "### Claims",
    "",
    ...table(["Claim", "Variant", "Says", "Expects", "Verdict", "The run says", "Sources", "Grade"], (record?.claims ?? []).map((one) => claimRow(file, one))),
    "### Sources",
    "",
    ...table(["Source", "Title", "Date", "Kind"], Object.entries(base.sources).map(([id, source]) => [`\`${id}\``, source.url === undefined ? source.title : `[${source.title}](${source.url})`, source.date ?? "", source.kind]))
  ]
}

function claimRow(file: ScenarioFile, row: CaseRecord["claims"][number]): ReadonlyArray<string> {
  const claim = claimOf(file, row.claim)
  return [`\`${row.claim}\``, row.variant, claim.says, typeof claim.expect === "string" ? claim.expect : JSON.stringify(claim.expect), row.verdict, row.observed, (claim.source ?? []).join(", "), claim.grade ?? (claim.source === undefined ? "" : "stated")]
}

function people(file: ScenarioFile): string {
  const cohorts = Object.entries(file.base.people)
  return `${cohorts.length} cohorts: ${cohorts.map(([id]) => id).join(", ")}`
}

function grades(file: ScenarioFile): string {
  const counts = new Map<string, number>()
  for (const { grade } of file.assumptions) counts.set(grade, (counts.get(grade) ?? 0) + 1)
  const sourced = file.assumptions.filter((one) => one.source.length > 0).length
  return `${file.assumptions.length}, of which ${sourced} have a source; ${[...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([grade, n]) => `${n} ${grade}`).join(", ")}`
}
