/** The commands of `situs`: what each takes, what its help says, and which function carries it out. */
import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Effect from "effect/Effect"
import type { Load } from "./Case.ts"
import { check } from "./Check.ts"
import { compare } from "./Compare.ts"
import { explain } from "./Explain.ts"
import { WrongUsage } from "./Exits.ts"
import { ABOUT } from "./help.ts"
import { list } from "./List.ts"
import { begin } from "./New.ts"
import { print } from "./Output.ts"
import { runFiles } from "./Run.ts"
import { MESSAGES_MAX, MESSAGES_USUAL } from "./Tracing.ts"
import { validate } from "./Validate.ts"
import { verify } from "./Verify.ts"
import { flag, optionsOf, several, text, type Verb, whole, type Word } from "./words.ts"

const files = Args.text({ name: "FILE" }).pipe(Args.withDescription("A scenario file (YAML), anywhere."), Args.atLeast(1))
const file = Args.text({ name: "FILE" }).pipe(Args.withDescription("A scenario file (YAML), anywhere."))

const runWords = {
  variants: several("variant", "ID", "Simulate this variant (and the baseline, with which promises compare). Several: repeat it, or a,b. Default: all."),
  seed: whole("seed", [0, 2 ** 32 - 1], "Seed of all chance. Default: the file's, else 1."),
  replications: whole("replications", [1, 10_000], "Runs of each variant with different chance: numbers get 95 % intervals, verdicts say in how many runs. Default: 1, no interval."),
  replication: whole("replication", [0, 9_999], "Run this one of many replications by itself: 0 is what one run gives."),
  workers: whole("workers", [1, 256], "Threads that share the replications. Default: one for each core. The result is the same with any number."),
  set: several("set", "PATH=VALUE", "Change the file before it is run: a path of keys (a list entry by its id, verb or step) and a YAML value. May be repeated."),
  out: text("out", "DIR", "Folder into which DIR/<scenario id>/ is written. Default: out."),
  stopAt: whole("stop-at", [0, 999_999_999_999_999], "With --snapshot: simulate the one --variant by itself and stop it after so many events, counted from its start."),
  snapshot: text("snapshot", "PATH", "With --stop-at: the file into which the stopped variant is written. There is no result yet."),
  resume: text("resume", "PATH", "Go on from this snapshot, with its variant, seed and replication: gives the result of a run that was never stopped."),
  trace: { ...whole("trace", [1, MESSAGES_MAX], `Write trace/VARIANT.jsonl, an event a line, and trace/VARIANT.chrome.json, which opens in Perfetto, of about N messages at most: the same ones in every variant. Default of N: ${MESSAGES_USUAL}.`), implied: String(MESSAGES_USUAL) },
  json: flag("json", "Print result.json (one object a line for several files) and write no file."),
  quiet: flag("quiet", "Neither progress nor summary; errors stay.")
}
const compareWords = {
  baseline: text("baseline", "ID", "Compare with this variant. Default: the file's baseline, with which promises compare in any case."),
  variants: several("variants", "a,b", "Compare these variants alone. Default: all."),
  precision: text("precision", "P", "Go on until the 95 % interval of each headline difference of everybody reaches at most P (1%, 0.01) of the larger of the difference and the baseline's value to each side. At most 100 runs, or --replications."),
  replications: whole("replications", [1, 10_000], "Runs of each variant with different chance, 10 or more. Default: 10; with --precision the most that it may take."),
  sensitivity: flag("sensitivity", "Vary what the file gives a range for: which of these values drive which outcome, and at which value of them a conclusion turns over."),
  trajectories: whole("trajectories", [1, 1000], "With --sensitivity: walks of the screening through the ranges, and runs of each value tried by itself. For N ranges each takes about 3 N runs of all variants. Default: 3."),
  sobol: whole("sobol", [8, 10_000], "With --sensitivity: rows of the design of Sobol indices, for the values that matter by the screening; each takes 2 runs, and 1 for each of these values. Default: no indices."),
  seed: runWords.seed,
  workers: runWords.workers,
  set: runWords.set,
  out: runWords.out,
  trace: runWords.trace,
  json: flag("json", "Print result.json and write no file."),
  quiet: runWords.quiet
}
const validateWords = { expand: flag("expand", "Print the file with every default written out.") }
const explainWords = {
  message: text("message", "ID", "Tell this message's story."),
  person: text("person", "COHORT#N", "Tell this person's story."),
  number: text("number", "'MEASURE of COLUMN=VALUE, ...'", "Count this number of the tables again event by event, and tell which messages and people are behind it. Measures and columns are those of data/outcomes.csv, causes.csv, readers.csv and effects.csv."),
  variant: text("variant", "ID", "In this variant. Default: as-happened."),
  baseline: text("baseline", "ID", "With --number: compare it with this variant's. Default: the file's baseline."),
  seed: whole("seed", [0, 2 ** 32 - 1], "Seed of all chance, as that of the run that is explained. Default: the file's, else 1."),
  replication: whole("replication", [0, 9_999], "Which replication of that run. Default: 0, of which its tables are."),
  set: runWords.set,
  svg: text("svg", "PATH", "With --message: draw its way through space and time into this file too.")
}
const checkWords = {
  promises: several("promise", "IDS", "Search for a breach of these promises alone: R4,X1; generated worlds then lean to what puts them to the test. Default: all."),
  runs: whole("runs", [1, 10_000_000], "Worlds that are played. Default: 1000 generated ones, 100 out of a file."),
  seed: whole("seed", [0, 2 ** 32 - 1], "Number of the first world; each next world has the next number. Default: 1."),
  junit: text("junit", "PATH", "Write JUnit XML too: one test case for each promise."),
  out: text("out", "DIR", "A world that fails is written to DIR/found/. Default: out."),
  json: flag("json", "Print JSON instead of the table."),
  quiet: flag("quiet", "Neither progress nor summary; the exit code tells, errors stay.")
}
const perhaps = Args.text({ name: "FILE" }).pipe(Args.withDescription("A scenario file (YAML), anywhere. Without one, worlds are generated."), Args.between(0, 1))
const name = Args.text({ name: "NAME" }).pipe(Args.withDescription("Id of the scenario: the file is NAME.yaml."))
const newWords = { from: text("from", "CASE", "Begin with a copy of this case (its id, see list; or a file). Default: a small case to write over.") }
const target = Args.text({ name: "RESULT" }).pipe(Args.withDescription("A result folder, or a report.html by itself."))
const verifyWords = {
  workers: whole("workers", [1, 256], "Threads that share the replications. Default: one for each core."),
  json: flag("json", "Print the verdict as JSON, with every file that differs."),
  quiet: flag("quiet", "Neither progress nor verdict; the exit code tells, errors stay.")
}
const listWords = { json: flag("json", "Print JSON.") }

/** Named in the help, so that nobody looks for them elsewhere. */
const NOT_BUILT: ReadonlyArray<readonly [name: string, says: string]> = [
  ["sweep", "Vary what the sources leave open."]
]

/** What each command does, in the help. */
const SAYS = {
  run: "Simulate scenario files: write DIR/<scenario id>/ and print the answer.",
  compare: "Simulate a scenario file's variants many times with the same chance and tell what each changes: option minus baseline, with intervals, and in how many runs it is so. Writes DIR/<scenario id>/ as run does. Exit codes as of run; 2 too where --precision is not reached.",
  validate: "Tell everything that is wrong with scenario files; simulate nothing.",
  explain: "Tell why a message or a person fared as they did: event, gate, act, order, source; or what is behind a number. Without a choice: ten telling messages and people.",
  check: "Search for a world that breaks a promise, and make it as small as it can be. With FILE: its variants with other days, faults, trips, chance, and values within their ranges. Exit code 0: all held, 1: found, 2: nothing exercised, or not ended.",
  verify: "Run a result again from what lies in its folder or its page, and name the first place where they part. Writes nothing. Exit code 0: the same, byte for byte, 1: differs.",
  schema: "Print the JSON Schema of scenario files, for editors.",
  list: "List the scenario files that come with Situs.",
  new: "Begin a scenario file of your own: writes NAME.yaml here, and nothing over what is there."
} as const

/** Each command as `arrange` and the help need to know it. */
export const VERBS: ReadonlyArray<Verb> = [
  verb("run", runWords, 1, Number.POSITIVE_INFINITY),
  verb("compare", compareWords, 1, 1),
  verb("validate", validateWords, 1, Number.POSITIVE_INFINITY),
  verb("explain", explainWords, 1, 1),
  verb("check", checkWords, 0, 1),
  verb("verify", verifyWords, 1, 1, "RESULT"),
  verb("schema", {}, 0, 0),
  verb("list", listWords, 0, 0),
  verb("new", newWords, 1, 1, "NAME"),
  ...NOT_BUILT.map(([name, says]): Verb => ({ name, says, words: [], operand: "FILE", least: 0, most: 0, built: false }))
]

function verb(name: keyof typeof SAYS, words: Readonly<Record<string, Word<unknown>>>, least: number, most: number, operand = "FILE"): Verb {
  return { name, says: SAYS[name], words: Object.values(words), operand, least, most, built: true }
}

/** The whole command line, over a way to read scenario files. */
export function situs(load: Load, schemaText: () => string) {
  const run = Command.make("run", { files, ...optionsOf(runWords) }, (typed) => runFiles(load)({ ...typed, replications: typed.replications ?? 1, out: typed.out ?? "out" })).pipe(
    Command.withDescription(SAYS.run)
  )
  const weigh = Command.make("compare", { file, ...optionsOf(compareWords) }, compare(load)).pipe(Command.withDescription(SAYS.compare))
  const checkFiles = Command.make("validate", { files, ...optionsOf(validateWords) }, validate(load)).pipe(Command.withDescription(SAYS.validate))
  const tell = Command.make("explain", { file, ...optionsOf(explainWords) }, explain(load)).pipe(Command.withDescription(SAYS.explain))
  const seek = Command.make("check", { files: perhaps, ...optionsOf(checkWords) }, (typed) => check(load)({ ...typed, seed: typed.seed ?? 1, out: typed.out ?? "out" })).pipe(Command.withDescription(SAYS.check))
  const again = Command.make("verify", { target, ...optionsOf(verifyWords) }, verify(load)).pipe(Command.withDescription(SAYS.verify))
  const schema = Command.make("schema", {}, () => Effect.suspend(() => print(schemaText()))).pipe(Command.withDescription(SAYS.schema))
  const catalogue = Command.make("list", optionsOf(listWords), list(load)).pipe(Command.withDescription(SAYS.list))
  const fresh = Command.make("new", { name, ...optionsOf(newWords) }, begin(load, schemaText)).pipe(Command.withDescription(SAYS.new))
  const later = NOT_BUILT.map(([name, says]) =>
    Command.make(name, {}, () => new WrongUsage({ command: undefined, says: `"${name}" is not built yet` })).pipe(Command.withDescription(`(not built yet) ${says}`))
  )
  return Command.make("situs").pipe(
    Command.withDescription(ABOUT),
    Command.withSubcommands([run, weigh, checkFiles, tell, seek, again, schema, catalogue, fresh, ...later])
  )
}
