/** docs/scenarios.md: the catalogue, read from the files. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { parse } from "yaml"
import { printInstant } from "../../src/model/instants.ts"
import { stepWord } from "../../src/model/orders.ts"
import { readScenario, type ScenarioFile } from "../../src/language/file.ts"
import { sha256 } from "../../src/language/sha256.ts"
import { locate } from "../../src/run/Gazetteer.ts"
import { zones } from "../../src/run/Zones.ts"
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
  return page(
    opening("Scenarios", "scenarios/*.yaml, test/flips and test/cases", "The catalogue. Each file is a whole case, states where its numbers come from, and is checked at every run against its own claims; verdicts stand in a run's report."),
    catalogue().flatMap(chapter),
    ["## Small files", "", "Each tries one thing and states what must follow: to learn the language from, and to begin one's own with. They are tests, no cases of record.", ""],
    table(["File", "What it is"], SMALL.flatMap((folder) => namesIn(folder).map((name) => [`[${folder}/${name}](../${folder}/${name})`, titleOf(folder, name)])))
  )
}

function namesIn(folder: string): ReadonlyArray<string> {
  return readdirSync(join(root, folder)).filter((name) => name.endsWith(".yaml")).sort()
}

/** Whether the small files are without errors is for their own tests to say. */
function titleOf(folder: string, name: string): string {
  return (parse(readFileSync(join(root, folder, name), "utf8")) as { readonly title: string }).title
}

function chapter(file: ScenarioFile): ReadonlyArray<string> {
  const { base } = file
  const issuers = [...new Set(Object.values(base.orders).map((order) => (typeof order.by === "string" ? order.by : order.by.state)))]
  const years = [...new Set([base.from.slice(0, 4), base.until.slice(0, 4)])].join("–")
  return [
    `## ${base.title}`,
    "",
    ...(base.question === undefined ? [] : [`**${base.question}**`, ""]),
    ...table(["", ""], [
      ["File", `[\`scenarios/${file.name}\`](../scenarios/${file.name})`],
      ["States", issuers.join(", ")],
      ["Services", codes(Object.keys(base.services))],
      ["Years", `${years} (${base.from} to ${base.until})`],
      ["Baseline", `\`${base.baseline ?? (file.variantIds.includes("no-order") ? "no-order" : "as-happened")}\``],
      ["Simulated people", `${people(file)}`],
      ["Values", grades(file)]
    ]),
    "### Orders",
    "",
    ...table(["Order", "Kind", "Life on record", "Sources"], Object.entries(base.orders).map(([id, order]) => [`\`${id}\`${order.title === undefined ? "" : `: ${order.title}`}${order.hypothetical ? " (hypothetical)" : ""}`, order.kind, order.timeline.map((step) => `${stepWord(step)} ${printInstant(step[stepWord(step)]!)}${step.due === undefined ? "" : `, due ${printInstant(step.due)}`}${step.to === undefined ? "" : `, to ${printInstant(step.to)}`}`).join("; "), (order.source ?? []).join(", ")])),
    "### Variants",
    "",
    ...table(["Variant", "What it says"], file.variantIds.map((id) => [`\`${id}\``, id === "as-happened" ? "The file as it stands." : (file.variant(id)?.title ?? "")])),
    "### Claims",
    "",
    ...table(["Claim", "Variant", "Says", "Expects", "Sources", "Grade"], base.claims.map((claim, n) => [`\`${claim.id ?? `claim-${n + 1}`}\``, claim.variant.join(", "), claim.says, typeof claim.expect === "string" ? claim.expect : JSON.stringify(claim.expect), (claim.source ?? []).join(", "), claim.grade ?? (claim.source === undefined ? "" : "stated")])),
    "### Sources",
    "",
    ...table(["Source", "Title", "Date", "Kind"], Object.entries(base.sources).map(([id, source]) => [`\`${id}\``, source.url === undefined ? source.title : `[${source.title}](${source.url})`, source.date ?? "", source.kind]))
  ]
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
