/** A scenario file that is not there: the case of the catalogue that is called so, or a value that a shell took apart. */
import { Path } from "@effect/platform/Path"
import * as Effect from "effect/Effect"
import { nearest } from "../language/nearest.ts"
import { ScenarioNotFound } from "../model/errors.ts"
import type { Load } from "./Case.ts"
import { catalogue } from "./List.ts"
import { quoted } from "./Run.ts"

/** Reads as `load` does; of a file that is not there it says what may have been meant. */
export const suggesting = (load: Load): Load => (path, set) =>
  load(path, set).pipe(
    Effect.catchTag("ScenarioNotFound", (missing) =>
      Effect.flatMap(meant(path, set), (hint) => new ScenarioNotFound({ path, reason: hint === undefined ? missing.reason : `${missing.reason}\n  ${hint}` }))
    )
  )

const meant = Effect.fn("Missing.meant")(function* (name: string, set: ReadonlyArray<string>) {
  const path = yield* Path
  const files = yield* catalogue().pipe(Effect.orElseSucceed((): ReadonlyArray<string> => []))
  const ids = files.map((file) => path.basename(file, ".yaml"))
  const id = path.basename(name, ".yaml")
  const shown = (of: string) => quoted(below(path, files[ids.indexOf(of)]))
  if (ids.includes(id)) return `the case of that name is ${shown(id)}`
  if (set.length > 0 && !/\.ya?ml$/i.test(name)) return `a value with a space needs quotes: --set '${set.length === 1 ? `${set[0]} ${name}` : "PATH=VALUE"}'`
  const near = nearest(id, ids)
  return near === undefined ? undefined : `did you mean ${shown(near)}?`
})

/** A file as one types it here: below this folder without the way to it. */
function below(path: Path, file: string): string {
  const way = path.relative(process.cwd(), file)
  return way.startsWith("..") ? file : way
}
