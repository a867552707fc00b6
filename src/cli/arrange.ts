/**
 * Puts what was typed into the one order that @effect/cli reads (options before operands, repeated ones together), and
 * says at once what is wrong with it: users write options anywhere, and a mistyped one deserves a better word than "unknown".
 */
import { didYouMean } from "../language/nearest.ts"
import { BUILT_IN, type Verb } from "./words.ts"

export type Arranged =
  | { readonly kind: "args"; readonly args: ReadonlyArray<string> }
  | { readonly kind: "wizard"; readonly args: ReadonlyArray<string> }
  | { readonly kind: "help"; readonly verb: Verb | undefined }
  | { readonly kind: "wrong"; readonly says: string; readonly command: string | undefined }

/** The words after `situs`, arranged; or one sentence on what is wrong with them. */
export function arrange(typed: ReadonlyArray<string>, verbs: ReadonlyArray<Verb>): Arranged {
  const builtIn = askedOfAll(typed, verbs)
  if (builtIn !== undefined) return builtIn
  const at = typed.findIndex((word) => !word.startsWith("-"))
  const name = typed[at]
  const names = verbs.map((verb) => verb.name)
  const verb = verbs.find((v) => v.name === name)
  if (at > 0) {
    const before = typed[0]
    return wrong(known(before, allWords(verbs)) ? `${before} belongs after the command` : unknownOption(before, allWords(verbs)), undefined)
  }
  if (name === undefined) return wrong(typed.length > 0 ? unknownOption(typed[0], allWords(verbs)) : `say what to do: ${names.join(", ")}`, undefined)
  if (verb === undefined) return wrong(`no command "${name}"; ${suggestion(name, names)}`, undefined)
  if (!verb.built) return wrong(`"${name}" is not built yet`, name)
  return arrangeVerb(verb, typed.slice(1))
}

/** --help, --version and --completions win over everything else on the line. */
function askedOfAll(typed: ReadonlyArray<string>, verbs: ReadonlyArray<Verb>): Arranged | undefined {
  const end = typed.indexOf("--")
  const words = end < 0 ? typed : typed.slice(0, end)
  const verb = verbs.find((v) => v.name === words.find((word) => !word.startsWith("-") && word !== "help"))
  if (words.some((word) => word === "--help" || word === "-h") || words[0] === "help") return { kind: "help", verb }
  if (words.includes("--version")) return { kind: "args", args: ["--version"] }
  if (words.includes("--wizard")) return { kind: "wizard", args: verb === undefined ? ["--wizard"] : [verb.name, "--wizard"] }
  const at = words.findIndex((word) => word === "--completions" || word.startsWith("--completions="))
  if (at < 0) return undefined
  const shell = words[at].includes("=") ? words[at].slice(words[at].indexOf("=") + 1) : (words[at + 1] ?? "")
  const shells = BUILT_IN.find((b) => b.name === "completions")?.choices ?? []
  return shells.includes(shell) ? { kind: "args", args: ["--completions", shell] } : wrong(`--completions wants one of ${shells.join(", ")}, not "${shell}"`, undefined)
}

function arrangeVerb(verb: Verb, typed: ReadonlyArray<string>): Arranged {
  const values = new Map<string, Array<string>>()
  const operands: Array<string> = []
  let literal = false
  for (let i = 0; i < typed.length; i++) {
    const word = typed[i]
    // A file may be called "-x": behind "--" it is written so that no parser takes it for an option.
    if (literal || !word.startsWith("-")) operands.push(literal && word.startsWith("-") ? `./${word}` : word)
    else if (word === "--") literal = true
    else {
      const option = optionOf(verb, word)
      if (option === undefined) return wrong(unknownOption(word, [...verb.words, ...BUILT_IN].map((w) => w.name)), verb.name)
      const equals = word.indexOf("=")
      let value = equals < 0 ? undefined : word.slice(equals + 1)
      if (option.value === undefined && value !== undefined) return wrong(`--${option.name} takes no value`, verb.name)
      if (option.value !== undefined && value === undefined) value = option.implied !== undefined && !/^\d+$/.test(typed[i + 1] ?? "") ? option.implied : typed[++i]
      const why = option.value === undefined ? undefined : whyNot(option, value)
      if (why !== undefined) return wrong(why, verb.name)
      const sofar = values.get(option.name) ?? []
      if (sofar.length > 0 && !option.many && option.value !== undefined) return wrong(`--${option.name} is given twice`, verb.name)
      values.set(option.name, [...sofar, value ?? ""])
    }
  }
  if (operands.length < verb.least) return wrong(`"${verb.name}" wants ${verb.least === 1 ? `a ${verb.operand}` : `${verb.least} ${verb.operand}s`}`, verb.name)
  if (operands.length > verb.most) return wrong(verb.most === 0 ? `"${verb.name}" takes no ${operands[0]}` : `"${verb.name}" takes one ${verb.operand}; "${operands[verb.most]}" is too many`, verb.name)
  // A switch is written with its value: without it, an operand such as "yes" or "y" behind it would be taken for that.
  const options = [...values].flatMap(([name, given]) => (optionNamed(verb, name)?.value === undefined ? [`--${name}`, "true"] : given.flatMap((value) => [`--${name}`, value])))
  return { kind: "args", args: [verb.name, ...options, ...operands] }
}

interface Option {
  readonly name: string
  readonly value: string | undefined
  readonly many: boolean
  readonly implied?: string
  readonly between: readonly [least: number, most: number] | undefined
  readonly choices: ReadonlyArray<string>
}

function optionNamed(verb: Verb, name: string): Option | undefined {
  const own = verb.words.find((word) => word.name === name)
  if (own !== undefined) return { ...own, choices: [] }
  const builtIn = BUILT_IN.find((word) => word.name === name)
  return builtIn === undefined ? undefined : { ...builtIn, many: false, between: undefined }
}

function optionOf(verb: Verb, word: string): Option | undefined {
  return word.startsWith("--") ? optionNamed(verb, word.slice(2).split("=", 1)[0]) : undefined
}

/** Why a value does not fit its option; undefined where it does. */
function whyNot(option: Option, value: string | undefined): string | undefined {
  if (value === undefined || value === "" || (value.startsWith("--") && value.length > 2)) return `--${option.name} wants a value: --${option.name} ${option.value}`
  if (option.choices.length > 0 && !option.choices.includes(value.toLowerCase())) return `--${option.name} wants one of ${option.choices.join(", ")}, not "${value}"`
  if (option.between === undefined) return undefined
  const [least, most] = option.between
  const fits = /^\d{1,15}$/.test(value) && Number(value) >= least && Number(value) <= most
  return fits ? undefined : `--${option.name} wants a whole number from ${least} to ${most}, not "${value}"`
}

function unknownOption(word: string, names: ReadonlyArray<string>): string {
  const name = word.split("=", 1)[0]
  return `no option ${name}; ${suggestion(name, names.map((n) => `--${n}`))}`
}

const allWords = (verbs: ReadonlyArray<Verb>): ReadonlyArray<string> => [...new Set([...verbs.flatMap((verb) => verb.words.map((word) => word.name)), ...BUILT_IN.map((word) => word.name)])]

const known = (word: string, names: ReadonlyArray<string>): boolean => names.includes(word.replace(/^--/, "").split("=", 1)[0])

const wrong = (says: string, command: string | undefined): Arranged => ({ kind: "wrong", says, command })

/** `did you mean "x"?`, or where nothing is near, all that is known. */
const suggestion = (typed: string, names: ReadonlyArray<string>): string => didYouMean(typed, names) ?? `known: ${names.join(", ")}`
