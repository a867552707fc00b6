/** What a report says in words of its own: over hand-made results and real ones, with one run and several, compared or not. */
import { describe, expect, test } from "vitest"
import { pooled, type Sample, sampleOf } from "../../src/analysis/replications.ts"
import { student95 } from "../../src/cli/student.ts"
import type { Result } from "../../src/model/result.ts"
import { chapters } from "../../src/report/chapters.ts"
import { type Block, cellLines } from "../../src/report/document.ts"
import { plain } from "../../src/report/quantity.ts"
import { opened, played } from "../scenarios/stage.ts"
import { sensitivityOf } from "./compared.ts"
import { fixture } from "./fixture.ts"
import { replicaOf } from "./replicas.ts"

/** Cases of the catalogue that are quickly played, of different kinds: a block, a demand for what is stored, one account. */
const CASES = ["brazil-telegram-2022", "us-microsoft-2013", "switzerland-protonmail-2021"]
const REAL = await Promise.all(CASES.map(async (name): Promise<readonly [string, Result]> => [name, (await played(opened(`scenarios/${name}.yaml`))).result]))

const RESULTS: Readonly<Record<string, Result>> = {
  "a fixture": fixture(),
  "a fixture of several runs": pooled(replicaOf(0), [0, 1, 2, 3].map((n): Sample => sampleOf(replicaOf(n))), await student95()),
  "a fixture with a sensitivity": { ...fixture(), sensitivity: sensitivityOf() },
  "one variant alone": { ...fixture(), variants: fixture().variants.slice(0, 1), effects: [], comparisons: [] },
  ...Object.fromEntries(REAL)
}

/** A text of a page, and of the result's strings those that it may repeat. */
function sentences(result: Result): ReadonlyArray<string> {
  const said = chapters(result).flatMap((chapter) => [chapter.title, ...chapter.blocks.flatMap(ofBlock)])
  // What a scenario's author wrote is his; what is left over is the report's own.
  const theirs = [...new Set(strings(result))].filter((text) => text.length > 2).sort((a, b) => b.length - a.length)
  return said.map((text) => theirs.reduce((rest, own) => rest.split(own).join("□"), text))
}

function ofBlock(block: Block): ReadonlyArray<string> {
  switch (block.kind) {
    case "text": case "lead": case "heading": case "command":
      return [plain(block.text)]
    case "list":
      return block.items.map(plain)
    case "beside":
      return [...block.left, ...block.right].flatMap(ofBlock)
    case "figure":
      return [`${block.figure.title}. ${block.figure.description}`]
    case "folded":
      return ofBlock({ kind: "table", ...block.table })
    case "table":
      return [block.caption, ...block.columns.map((column) => column.name), ...block.rows.flatMap((row) => row.flatMap((cell) => cellLines(cell).map(plain)))]
  }
}

/** Prose of the file in a result: what the engine writes itself is held to the rules. */
function strings(result: Result): ReadonlyArray<string> {
  const { scenario, sources, evidence, variants } = result
  return [
    scenario.title, scenario.question ?? "", scenario.id, ...sources.flatMap((source) => [source.title, source.id, source.kind]),
    ...evidence.flatMap((row) => [row.path, String(row.value), ...(row.range ?? []).map(String), row.note ?? "", ...row.otherwise.flatMap((other) => [String(other.value), other.note ?? ""])]),
    ...variants.flatMap((variant) => [
      variant.title, variant.id,
      ...variant.changes.flatMap((change) => [change.path, change.was ?? "", change.becomes ?? ""]),
      ...variant.claims.flatMap((claim) => [claim.says, claim.note ?? "", claim.observed, claim.expected]),
      ...variant.sanctions.map((row) => row.text), ...variant.conflicts.flatMap((row) => [row.text, row.choice]),
      ...variant.orders.flatMap((order) => [order.id, order.kind]), ...variant.acts.map((act) => act.path), ...variant.answers.map((answer) => answer.id), ...variant.people.map((row) => row.cohort),
      ...variant.invariants.flatMap((one) => one.witness ?? [])
    ])
  ]
}

/** Words that judge; a number says it. */
const JUDGING = /\b(significant(ly)?|huge|massive(ly)?|tiny|safe(ly|r|st)?|unsafe|dangerous|severe(ly)?|serious(ly)?|dramatic(ally)?|drastic(ally)?|draconian|reasonable|excessive(ly)?|substantial(ly)?|considerabl[ey]|negligible|alarming(ly)?|important(ly)?|good|bad|better|worse|best|worst|harmful|benign|extreme(ly)?|clearly|obviously|unfortunately|fortunately|very|merely|strong(ly)?|weak(ly)?)\b/i
/** Names that take a side for a party, or for whom it acts. */
const PARTIAL = /\b(regime|censor(s|ship)?|attacker|adversary|terrorist|rogue|victim|spy|spies|spying|tyrann\w+|criminal|enemy|hostile|oppressive|authoritarian|democratic)\b/i

describe.each(Object.entries(RESULTS))("The report of %s", (_, result) => {
  const own = sentences(result)
  const found = (pattern: RegExp) => own.filter((text) => pattern.test(text))

  test("advises nothing", () => expect(found(/\b(should|must|ought to|recommend\w*|advis(e|able)|needs? to)\b/i).filter((text) => !/ought to be, Situs does not know/.test(text))).toEqual([]))
  test("judges by no adjective", () => expect(found(JUDGING)).toEqual([]))
  test("names every party neutrally", () => expect(found(PARTIAL)).toEqual([]))
  // The one percentage without a whole is the level of an interval.
  test("gives every percentage its denominator", () => expect(own.filter((text) => /%(?! of (□|[\d<])|(?<=\b95 %))/.test(text))).toEqual([]))
  test("calls every difference option minus baseline, and signs it", () => {
    const tables = chapters(result).flatMap((chapter) => chapter.blocks.flatMap(tablesOf)).filter((table) => /option minus baseline/i.test(table.caption))
    if (result.effects.length > 0) expect(tables.length).toBeGreaterThan(0)
    for (const table of tables) expect(table.caption).toMatch(/option minus baseline/i)
    for (const text of own) expect(text, text).not.toMatch(/(?<!minus) baseline minus|difference (from|to) the (baseline|option)|compared to the baseline/)
  })
})

function tablesOf(block: Block): ReadonlyArray<{ readonly caption: string }> {
  if (block.kind === "beside") return [...block.left, ...block.right].flatMap(tablesOf)
  if (block.kind === "folded") return [block.table]
  return block.kind === "table" ? [block] : []
}
