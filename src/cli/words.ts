/** What may be typed after `situs`: each option once, for the parser, the help, the completions and `arrange`. */
import * as Options from "@effect/cli/Options"

/** An option: how it reads on the command line, and how it decodes. */
export interface Word<A> {
  readonly name: string
  readonly says: string
  /** Placeholder of its value; undefined: a switch. */
  readonly value: string | undefined
  readonly many: boolean
  /** The value where none is given behind it. */
  readonly implied?: string
  /** Whole numbers between these only. */
  readonly between: readonly [least: number, most: number] | undefined
  readonly option: Options.Options<A>
}

/** A command as `arrange` and the help need to know it. */
export interface Verb {
  readonly name: string
  readonly says: string
  readonly words: ReadonlyArray<Word<unknown>>
  readonly operand: string
  readonly least: number
  readonly most: number
  /** Named in the help, and refused. */
  readonly built: boolean
}

/** A switch, off unless given. */
export function flag(name: string, says: string): Word<boolean> {
  return { name, says, value: undefined, many: false, between: undefined, option: Options.boolean(name).pipe(Options.withDescription(says)) }
}

/** A value; `undefined` when it is not given. */
export function text(name: string, value: string, says: string): Word<string | undefined> {
  const option = Options.text(name).pipe(Options.withPseudoName(value), Options.withDescription(says), Options.withDefault<string | undefined>(undefined))
  return { name, says, value, many: false, between: undefined, option }
}

/** A value that may be given several times. */
export function several(name: string, value: string, says: string): Word<ReadonlyArray<string>> {
  const option = Options.text(name).pipe(Options.withPseudoName(value), Options.withDescription(says), Options.repeated)
  return { name, says, value, many: true, between: undefined, option }
}

/** A whole number within limits; `undefined` when it is not given. */
export function whole(name: string, between: readonly [least: number, most: number], says: string): Word<number | undefined> {
  const option = Options.integer(name).pipe(Options.withPseudoName("N"), Options.withDescription(says), Options.withDefault<number | undefined>(undefined))
  return { name, says, value: "N", many: false, between, option }
}

/** The options of a set of words, as a command takes them. */
export type OptionsOf<W extends Readonly<Record<string, Word<unknown>>>> = { readonly [K in keyof W]: W[K] extends Word<infer A> ? Options.Options<A> : never }

export function optionsOf<const W extends Readonly<Record<string, Word<unknown>>>>(words: W): OptionsOf<W> {
  return Object.fromEntries(Object.entries(words).map(([key, word]) => [key, word.option])) as OptionsOf<W>
}

/** Words that the program understands without a command. */
export const BUILT_IN: ReadonlyArray<{ readonly name: string; readonly says: string; readonly value: string | undefined; readonly choices: ReadonlyArray<string> }> = [
  { name: "help", says: "This help, of all or of one command.", value: undefined, choices: [] },
  { name: "version", says: "The version.", value: undefined, choices: [] },
  { name: "wizard", says: "Build a command by answering questions, on a terminal.", value: undefined, choices: [] },
  { name: "log-level", says: "Least level of logs: all, trace, debug, info, warning, error, fatal, none.", value: "LEVEL", choices: ["all", "trace", "debug", "info", "warning", "error", "fatal", "none"] },
  { name: "completions", says: "Print a completion script for a shell: sh, bash, fish, zsh.", value: "SHELL", choices: ["sh", "bash", "fish", "zsh"] }
]
