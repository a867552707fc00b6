/** Scenario files on disk: found, read, decoded, or the reason why not. */
import { FileSystem } from "@effect/platform"
import { Effect } from "effect"
import { BYTES_MAX } from "../language/document.ts"
import { readScenario, type ScenarioFile, type Setting, type VariantScenario } from "../language/file.ts"
import { didYouMean } from "../language/nearest.ts"
import { type Diagnostic, ScenarioInvalid, ScenarioNotFound, UnknownPath, UnknownVariant } from "../model/errors.ts"
import { locate } from "./Gazetteer.ts"
import { zones } from "./Zones.ts"

/** The scenario in a file. @fails ScenarioNotFound where there is no file to read, ScenarioInvalid where it is no scenario. */
export const load = Effect.fn("ScenarioFiles.load")(function* (path: string) {
  const bytes = yield* bytesOf(path)
  const read = readScenario(bytes, path, locate, zones)
  if (!read.ok) return yield* new ScenarioInvalid({ path, diagnostics: read.diagnostics, text: read.text })
  return read.file
})

/** The scenario with other values in its base. @fails UnknownPath where a path leads nowhere, ScenarioInvalid where a value does not fit. */
export const withSets = Effect.fn("ScenarioFiles.withSets")(function* (file: ScenarioFile, sets: ReadonlyArray<Setting>) {
  if (sets.length === 0) return file
  const read = file.withSets(sets)
  if (read.ok) return read.file
  if (read.kind === "path") return yield* new UnknownPath({ path: file.name, diagnostics: read.diagnostics, text: read.text })
  return yield* new ScenarioInvalid({ path: file.name, diagnostics: read.diagnostics, text: read.text })
})

/** A variant of a file. @fails UnknownVariant */
export const variantOf = (file: ScenarioFile, id: string): Effect.Effect<VariantScenario, UnknownVariant> => {
  const variant = file.variant(id)
  return variant === undefined ? Effect.fail(new UnknownVariant({ path: file.name, variant: id, known: file.variantIds, hint: didYouMean(id, file.variantIds) })) : Effect.succeed(variant)
}

const bytesOf = Effect.fn("ScenarioFiles.bytesOf")(function* (path: string) {
  const files = yield* FileSystem.FileSystem
  const notFound = (reason: string) => new ScenarioNotFound({ path, reason })
  const unreadable = (error: { readonly _tag: string; readonly reason?: string }) => notFound(error.reason === "NotFound" ? "there is no such file" : error.reason === "PermissionDenied" ? "the file may not be read" : "the file cannot be read")
  const info = yield* Effect.mapError(files.stat(path), unreadable)
  if (info.type === "Directory") return yield* noScenario(path, "is a folder", "a scenario file, such as one of *.yaml in it")
  if (info.type !== "File" && info.type !== "FIFO") return yield* noScenario(path, "is no regular file", "a scenario file")
  // Told before reading: a file of any size must not end in memory.
  if (Number(info.size) > BYTES_MAX) return yield* noScenario(path, `the file has ${(Number(info.size) / 1024 / 1024).toFixed(1)} MiB`, "a scenario of at most 5 MiB")
  return yield* Effect.mapError(files.readFile(path), unreadable)
})

const noScenario = (path: string, message: string, expected: string) => {
  const diagnostic: Diagnostic = { severity: "error", file: path, line: 1, column: 1, path: "", message, expected }
  return Effect.fail(new ScenarioInvalid({ path, diagnostics: [diagnostic], text: `${path}:1:1: ${message}\n  expected ${expected}` }))
}
