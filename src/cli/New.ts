/** `situs new`: a file of one's own to begin with, a copy of a case of the catalogue or of the template. */
import { FileSystem } from "@effect/platform/FileSystem"
import { Path } from "@effect/platform/Path"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { didYouMean } from "../language/nearest.ts"
import { renamed } from "../language/renamed.ts"
import { Id } from "../model/ids.ts"
import { CannotWrite } from "../run/ResultFolders.ts"
import type { Load } from "./Case.ts"
import { WrongUsage } from "./Exits.ts"
import { catalogue, catalogueFolder } from "./List.ts"
import { print } from "./Output.ts"
import { quoted } from "./Run.ts"

const SCHEMA = "scenario.schema.json"

/**
 * Writes NAME.yaml into the folder where one is, and the schema beside it for editors; what is there already stays.
 * `from`: the id of a case, or the path of a file. @fails WrongUsage, CannotWrite, and what the file that it begins with has wrong.
 */
export const begin = (load: Load, schemaText: () => string) =>
  Effect.fn("New.begin")(function* (request: { readonly name: string; readonly from: string | undefined }) {
    const { from, name } = request
    if (!Schema.is(Id)(name)) return yield* wrong(`"${name}" is no name of a scenario: lower-case letters, digits and hyphens, such as my-case; the file is then my-case.yaml`)
    const source = from === undefined ? yield* template() : yield* caseAt(from)
    yield* load(source, [])
    const fs = yield* FileSystem
    const text = yield* fs.readFileString(source)
    const file = `${name}.yaml`
    yield* written(file, renamed(text, name))
    const schema = yield* written(SCHEMA, schemaText()).pipe(Effect.as(true), Effect.catchTag("CannotWrite", () => Effect.succeed(false)))
    yield* print(
      [
        `${file}: ${from === undefined ? "a small case, to write over" : `a copy of ${from}; title, question, sources and claims are still its own`}${schema ? `; ${SCHEMA} beside it is for your editor` : ""}`,
        `Next: situs validate ${quoted(file)}, situs run ${quoted(file)}`
      ].join("\n")
    )
  })

const wrong = (says: string) => new WrongUsage({ command: "new", says })

const template = Effect.fn("New.template")(function* () {
  const path = yield* Path
  return path.join(yield* catalogueFolder(), "templates", "blank.yaml")
})

const caseAt = Effect.fn("New.caseAt")(function* (from: string) {
  if (/[./\\]/.test(from)) return from
  const path = yield* Path
  const files = yield* catalogue()
  const ids = files.map((file) => path.basename(file, ".yaml"))
  const at = ids.indexOf(from)
  if (at >= 0) return files[at]
  return yield* wrong(`there is no case "${from}"; ${didYouMean(from, ids) ?? "situs list tells them"}`)
})

/** A file that was not there; nothing is written over. */
const written = Effect.fn("New.written")(function* (file: string, text: string) {
  const fs = yield* FileSystem
  yield* Effect.mapError(fs.writeFileString(file, text, { flag: "wx" }), (error) => new CannotWrite({ path: file, why: error._tag === "SystemError" && error.reason === "AlreadyExists" ? "it is there already" : error.message }))
})
