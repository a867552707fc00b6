/** The help: what the program and each command do, from the same words that the parser knows. */
import { BUILT_IN, type Verb } from "./words.ts"

export const ABOUT = "Simulates what a state's order to a message service does: who keeps service, who can read what, where copies lie, which promises hold."

const EXAMPLES: Readonly<Record<string, ReadonlyArray<string>>> = {
  run: ["situs run my-case.yaml --variant as-announced --seed 7", "situs run my-case.yaml --set 'people.visitors.reach={local-breakout: 100 %}'", "situs run my-case.yaml --json | jq .variants[0].claims"],
  compare: ["situs compare my-case.yaml", "situs compare my-case.yaml --precision 1%", "situs compare my-case.yaml --sensitivity", "situs compare my-case.yaml --baseline as-announced --variants carriers-only,isp-block --replications 40"],
  validate: ["situs validate my-case.yaml", "situs validate my-case.yaml --expand > whole.yaml"],
  explain: ["situs explain my-case.yaml", "situs explain my-case.yaml --person visitors#12 --variant as-announced", "situs explain my-case.yaml --variant as-announced --number 'accepted of cohort=residents, status=abroad'"],
  check: ["situs check", "situs check --promise R4,X1 --runs 5000 --junit check.xml", "situs check my-case.yaml --seed 17"],
  verify: ["situs verify out/my-case", "situs verify report.html --json"],
  schema: ["situs schema > scenario.schema.json"],
  list: ["situs list", "situs list --json"],
  new: ["situs new my-case", "situs new my-case --from earlier-case.yaml"]
}

const EXITS: ReadonlyArray<readonly [code: string, when: string]> = [
  ["0", "nothing came out other than the file expects"],
  ["1", "a claim or promise broken against expectation, or a known miss that now holds"],
  ["2", "undetermined: a claim that was not exercised, or a --precision that was not reached"],
  ["64", "wrong usage"],
  ["65", "a scenario file with errors"],
  ["66", "file not found"],
  ["70", "a bug of Situs; the seed and the command to replay it are printed"],
  ["74", "cannot write"],
  ["130", "interrupted"]
]

/** The help of one command, or of the whole program. */
export function help(verb: Verb | undefined, verbs: ReadonlyArray<Verb>, columns: number): string {
  return verb === undefined ? ofAll(verbs, columns) : ofOne(verb, columns)
}

function ofAll(verbs: ReadonlyArray<Verb>, columns: number): string {
  const commands = (built: boolean) => verbs.filter((verb) => verb.built === built).map((verb): readonly [string, string] => [verb.name, verb.says])
  return [
    ...wrapped(ABOUT, columns),
    "",
    "Usage: situs COMMAND [OPTIONS] [FILE...]",
    "",
    "Commands",
    ...table(commands(true), columns),
    "",
    "Not built yet",
    ...table(commands(false), columns),
    "",
    "Options",
    ...table(BUILT_IN.map((word) => [spelled(word.name, word.value, false), word.says]), columns),
    "",
    "Exit codes",
    ...table(EXITS, columns),
    "",
    "situs COMMAND --help tells more."
  ].join("\n")
}

function ofOne(verb: Verb, columns: number): string {
  const operands = verb.most === 0 ? "" : verb.most === 1 ? (verb.least === 0 ? ` [${verb.operand}]` : ` ${verb.operand}`) : ` ${verb.operand}...`
  if (!verb.built) return [`situs ${verb.name}: not built yet`, "", ...wrapped(verb.says, columns)].join("\n")
  const examples = EXAMPLES[verb.name] ?? []
  return [
    ...wrapped(verb.says, columns),
    "",
    `Usage: situs ${verb.name}${verb.words.length === 0 ? "" : " [OPTIONS]"}${operands}`,
    ...(verb.words.length === 0 ? [] : ["", "Options", ...table(verb.words.map((word) => [spelled(word.name, word.implied === undefined ? word.value : `[${word.value}]`, word.many), word.says]), columns)]),
    ...(examples.length === 0 ? [] : ["", "Examples", ...examples.map((example) => `  ${example}`)])
  ].join("\n")
}

const spelled = (name: string, value: string | undefined, many: boolean): string => `--${name}${value === undefined ? "" : ` ${value}`}${many ? " ..." : ""}`

/** Two columns; the second is wrapped under itself. */
function table(rows: ReadonlyArray<readonly [left: string, right: string]>, columns: number): ReadonlyArray<string> {
  const left = Math.max(...rows.map(([word]) => word.length))
  return rows.flatMap(([word, says]) => wrapped(says, Math.max(30, columns - left - 4)).map((line, i) => `  ${(i === 0 ? word : "").padEnd(left)}  ${line}`))
}

/** Lines of at most so many characters, cut between words. */
export function wrapped(text: string, columns: number): ReadonlyArray<string> {
  const lines: Array<string> = [""]
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1]
    if (last === "") lines[lines.length - 1] = word
    else if (last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
