/** How a run of the command line ends: its exit codes, and the errors of its own. */
import * as Cause from "effect/Cause"
import * as Data from "effect/Data"
import type * as Exit from "effect/Exit"

/** Exit codes; 0 to 2 are verdicts of a run, the others those of sysexits.h. */
export const EXIT = { held: 0, broken: 1, undetermined: 2, usage: 64, invalid: 65, missing: 66, bug: 70, write: 74, interrupted: 130 } as const

/** What was typed makes no sense. */
export class WrongUsage extends Data.TaggedError("WrongUsage")<{ readonly says: string; readonly command: string | undefined }> {
  override get message() {
    return `situs: ${this.says}\nSee: situs ${this.command === undefined ? "" : `${this.command} `}--help`
  }
}

/** A scenario file holds errors; `report` has each with its line and caret. */
export class InvalidScenario extends Data.TaggedError("InvalidScenario")<{ readonly report: string }> {
  override get message() {
    return this.report
  }
}

/** There is no such file, or it cannot be read. */
export class FileMissing extends Data.TaggedError("FileMissing")<{ readonly path: string; readonly why: string }> {
  override get message() {
    return `situs: ${this.path}: ${this.why}`
  }
}

/** The command did its work, and its answer is another code than 0. Nothing is printed for it. */
export class Answered extends Data.TaggedError("Answered")<{ readonly code: number }> {
  override get message() {
    return ""
  }
}

/** A bug of ours, with what is needed to see it again. */
export class Bug extends Data.TaggedError("Bug")<{ readonly why: string; readonly seed: number | undefined; readonly replay: string }> {
  override get message() {
    return `situs: a bug of ours: ${this.why}\n${this.seed === undefined ? "" : `seed: ${this.seed}\n`}replay: ${this.replay}`
  }
}

/** Exit code of each expected failure, by its tag. */
const CODES: Readonly<Record<string, number>> = {
  WrongUsage: EXIT.usage,
  InvalidScenario: EXIT.invalid,
  FileMissing: EXIT.missing,
  Bug: EXIT.bug,
  CannotWrite: EXIT.write
}

/** Code of an expected failure; what no command expects is a bug. */
export function codeOfFailure(failure: { readonly _tag: string }): number {
  return failure instanceof Answered ? failure.code : (CODES[failure._tag] ?? EXIT.bug)
}

/** Code of a finished program. */
export function codeOf(exit: Exit.Exit<unknown, unknown>): number {
  if (exit._tag === "Success") return EXIT.held
  const failure = failureOf(exit.cause)
  if (failure !== undefined) return codeOfFailure(failure)
  return Cause.isInterruptedOnly(exit.cause) ? EXIT.interrupted : EXIT.bug
}

/** The expected failure in a cause, if that is what it is. */
export function failureOf(cause: Cause.Cause<unknown>): { readonly _tag: string; readonly message: string } | undefined {
  const option = Cause.failureOption(cause)
  return option._tag === "Some" && isTagged(option.value) ? option.value : undefined
}

function isTagged(value: unknown): value is { readonly _tag: string; readonly message: string } {
  return typeof value === "object" && value !== null && "_tag" in value && typeof value._tag === "string" && "message" in value
}
