/** How to run the same again and to compare it, and what tells this run from every other. */
import type { Result } from "../model/result.ts"
import { type Block, heading, table, text } from "./document.ts"
import type { Work } from "./folder.ts"
import { count } from "./words.ts"

/** What leads from this folder to the same bytes, and from a page to what it is of. */
export function verifyCommand(): Block {
  return { kind: "command", text: "npx --no-install situs verify report.html" }
}

/** The case compared, with more options of the command. */
export function compareCommand({ scenario }: Result, more: string): Block {
  return { kind: "command", text: `npx --no-install situs compare ${pastable(scenario.id)} ${more}` }
}

export function reproduction(result: Result, work?: Work): ReadonlyArray<Block> {
  return [
    text("The same file, version and seed give the same numbers to the last digit (where the file lies elsewhere, its path goes into the command):"),
    { kind: "command", text: `npx --no-install situs ${work?.command ?? "run"} ${pastable(result.scenario.id)}${work?.options === undefined || work.options === "" ? "" : ` ${work.options}`} --seed ${result.run.seed} ${result.run.replication === 0 ? `--replications ${result.run.replications}` : `--replication ${result.run.replication}`}` },
    heading("Verify"),
    text("This page and its folder carry the scenario file and what was asked. The command runs it again and compares every file, byte by byte; it names the first difference:"),
    verifyCommand(),
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
    table(result.run.replications === 1 ? "Fingerprints" : "Fingerprints of the first run (data/fingerprints.csv has all)", ["Variant", "Events#", "Draws of chance#", "Digest of the trace"], result.variants.map((v) => [v.id, count(v.fingerprint.events), count(v.fingerprint.draws), v.fingerprint.digest]))
  ]
}

/** A command is for pasting: nothing but a well-formed id goes into it. */
export function pastable(id: string): string {
  return /^[a-z0-9][a-z0-9-]*$/.test(id) ? `scenarios/${id}.yaml` : "FILE"
}
