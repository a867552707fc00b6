/** What can go wrong that is nobody's bug here, each with the data that a message and an exit code need. */
import { Data } from "effect"

/** One finding in a scenario file. `line` and `column` count from 1, in characters; line 0 means that the place is not in the file's text. */
export interface Diagnostic {
  readonly severity: "error" | "note"
  readonly file: string
  readonly line: number
  readonly column: number
  /** Length of what is meant [characters], for the underline. */
  readonly length?: number
  /** Path in the scenario's language, as far as it is known. */
  readonly path: string
  readonly message: string
  readonly expected?: string
  readonly hint?: string
}

/** There is no such file, or it cannot be read. Exit code 66. */
export class ScenarioNotFound extends Data.TaggedError("ScenarioNotFound")<{ readonly path: string; readonly reason: string }> {
  readonly exitCode = 66
  override get message() {
    return `${this.path}: ${this.reason}`
  }
}

/** The file is there and is no scenario. `text`: its findings as printed. Exit code 65. */
export class ScenarioInvalid extends Data.TaggedError("ScenarioInvalid")<{ readonly path: string; readonly diagnostics: ReadonlyArray<Diagnostic>; readonly text: string }> {
  readonly exitCode = 65
  override get message() {
    return this.text
  }
}

/** The file has no variant of that name. Exit code 64. */
export class UnknownVariant extends Data.TaggedError("UnknownVariant")<{ readonly path: string; readonly variant: string; readonly known: ReadonlyArray<string>; readonly hint: string | undefined }> {
  readonly exitCode = 64
  override get message() {
    return `${this.path}: there is no variant "${this.variant}"\n  expected one of: ${this.known.join(", ")}${this.hint === undefined ? "" : `\n  ${this.hint}`}`
  }
}

/** A path of `--set` leads nowhere. `text`: why, as printed. Exit code 64. */
export class UnknownPath extends Data.TaggedError("UnknownPath")<{ readonly path: string; readonly diagnostics: ReadonlyArray<Diagnostic>; readonly text: string }> {
  readonly exitCode = 64
  override get message() {
    return this.text
  }
}

/** The file tells of no such message or person. Exit code 64. */
export class UnknownSubject extends Data.TaggedError("UnknownSubject")<{ readonly says: string }> {
  readonly exitCode = 64
  override get message() {
    return `situs: ${this.says}`
  }
}

/** There is no such snapshot, or it cannot be read. Exit code 66. */
export class SnapshotNotFound extends Data.TaggedError("SnapshotNotFound")<{ readonly path: string; readonly reason: string }> {
  readonly exitCode = 66
  override get message() {
    return `${this.path}: ${this.reason}`
  }
}

/** The file is no snapshot, is damaged, or is one of another run. Exit code 65. */
export class SnapshotInvalid extends Data.TaggedError("SnapshotInvalid")<{ readonly path: string; readonly found: string; readonly expected: string }> {
  readonly exitCode = 65
  override get message() {
    return `${this.path}: ${this.found}\n  expected ${this.expected}`
  }
}
