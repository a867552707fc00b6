/** How a run of the command line ends: its exit codes, and the errors of its own. */
import * as ValidationError from "@effect/cli/ValidationError"
import * as Cause from "effect/Cause"
import * as Data from "effect/Data"
import type * as Exit from "effect/Exit"

/** Exit codes; 0 to 2 are verdicts of a run, the others those of sysexits.h. */
export const EXIT = { held: 0, broken: 1, undetermined: 2, usage: 64, invalid: 65, missing: 66, bug: 70, write: 74, interrupted: 130 } as const

/** What was typed makes no sense. `command`: whose help tells more; undefined where that is not known, or it is the one that was typed. */
export class WrongUsage extends Data.TaggedError("WrongUsage")<{ readonly says: string; readonly command: string | undefined }> {
  readonly exitCode = EXIT.usage
  override get message() {
    return `situs: ${this.says}\nSee: situs ${this.command === undefined ? "" : `${this.command} `}--help`
  }
}

/** The command did its work, and its answer is another code than 0. Nothing is printed for it. */
export class Answered extends Data.TaggedError("Answered")<{ readonly exitCode: number }> {
  override get message() {
    return ""
  }
}

/** A bug of ours, with what is needed to see it again. */
export class Bug extends Data.TaggedError("Bug")<{ readonly why: string; readonly seed: number | undefined; readonly replay: string }> {
  readonly exitCode = EXIT.bug
  override get message() {
    return `situs: a bug of ours: ${this.why}\n${this.seed === undefined ? "" : `seed: ${this.seed}\n`}replay: ${this.replay}`
  }
}

/** A failure that a command expects: it knows its exit code and its sentence. */
export interface Failure {
  readonly _tag: string
  readonly exitCode: number
  readonly message: string
}

/** The expected failure in a cause, if that is what it is. */
export function failureOf(cause: Cause.Cause<unknown>): Failure | undefined {
  const option = Cause.failureOption(cause)
  return option._tag === "Some" && isFailure(option.value) ? option.value : undefined
}

/** Code of a finished program. What no command expects is a bug; @effect/cli's own errors are wrong usage. */
export function codeOf(exit: Exit.Exit<unknown, unknown>): number {
  if (exit._tag === "Success") return EXIT.held
  const failure = failureOf(exit.cause)
  if (failure !== undefined) return failure.exitCode
  if (Cause.isInterruptedOnly(exit.cause)) return EXIT.interrupted
  const unexpected = Cause.failureOption(exit.cause)
  return unexpected._tag === "Some" && ValidationError.isValidationError(unexpected.value) ? EXIT.usage : EXIT.bug
}

function isFailure(value: unknown): value is Failure {
  return typeof value === "object" && value !== null && "_tag" in value && "exitCode" in value && typeof value.exitCode === "number" && "message" in value
}
