/** `situs list`: the cases of the catalogue that comes with the package. */
import { fileURLToPath } from "node:url"
import { FileSystem } from "@effect/platform/FileSystem"
import { Path } from "@effect/platform/Path"
import * as Effect from "effect/Effect"
import type { Case, Load } from "./Case.ts"
import { ScenarioNotFound } from "../model/errors.ts"
import { Answered } from "./Exits.ts"
import { wrapped } from "./help.ts"
import { print, remark, width } from "./Output.ts"

/** The folder of the catalogue: from the bundle in dist as from the source in src/cli the nearest one above. */
export const catalogueFolder = Effect.fn("List.catalogueFolder")(function* () {
  const path = yield* Path
  for (let folder = path.dirname(fileURLToPath(import.meta.url)); ; folder = path.dirname(folder)) {
    const scenarios = path.join(folder, "scenarios")
    if ((yield* filesIn(scenarios)).length > 0) return scenarios
    if (path.dirname(folder) === folder) return yield* new ScenarioNotFound({ path: "scenarios", reason: "the catalogue is not beside this program" })
  }
})

/** Paths of the catalogue's scenario files, by name. */
export const catalogue = Effect.fn("List.catalogue")(function* () {
  return yield* filesIn(yield* catalogueFolder())
})

const filesIn = Effect.fn("List.filesIn")(function* (folder: string) {
  const fs = yield* FileSystem
  const path = yield* Path
  const names = yield* fs.readDirectory(folder).pipe(Effect.orElseSucceed((): ReadonlyArray<string> => []))
  return names.filter((name) => name.endsWith(".yaml")).sort().map((name) => path.join(folder, name))
})

/** Prints the catalogue, as a list for readers or as JSON. A file in it with errors is told and counted. */
export const list = (load: Load) =>
  Effect.fn("List.list")(function* (request: { readonly json: boolean }) {
    const read = yield* Effect.forEach(yield* catalogue(), (file) => Effect.either(load(file, [])))
    const cases = read.flatMap((one) => (one._tag === "Right" ? [one.right] : []))
    const failed = read.flatMap((one) => (one._tag === "Left" ? [one.left] : []))
    yield* print(request.json ? JSON.stringify(cases.map(row), undefined, 2) : cases.map((one) => paragraph(one, width())).join("\n\n"))
    for (const failure of failed) yield* remark(failure.message)
    if (failed.length > 0) return yield* new Answered({ exitCode: failed[0].exitCode })
  })

const row = (one: Case) => ({ id: one.id, title: one.title, question: one.question ?? null, states: one.states, services: one.services, from: one.from, until: one.until, variants: one.variants, claims: one.claims, path: one.path })

function paragraph(one: Case, columns: number): string {
  const years = one.from.slice(0, 4) === one.until.slice(0, 4) ? one.from.slice(0, 4) : `${one.from.slice(0, 4)}-${one.until.slice(0, 4)}`
  const facts = `${years} · ${one.states.join(", ")} · ${one.services.join(", ")} · ${one.variants.length} variants · ${one.claims} claims`
  return [one.id, ...[one.title, ...(one.question === undefined ? [] : [one.question]), facts].flatMap((text) => wrapped(text, columns - 2)).map((line) => `  ${line}`), `  ${one.path}`].join("\n")
}
