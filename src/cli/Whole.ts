/** A file that is written whole or not at all. */
import { FileSystem } from "@effect/platform/FileSystem"
import { Path } from "@effect/platform/Path"
import * as Effect from "effect/Effect"
import { cannot } from "../run/ResultFolders.ts"

/** It is written beside its place and then moved there. @fails CannotWrite: what stood there is untouched */
export const writeWhole = Effect.fn("Whole.writeWhole")(function* (file: string, text: string) {
  const fs = yield* FileSystem
  const path = yield* Path
  const beside = yield* fs.makeTempDirectoryScoped({ directory: path.dirname(file), prefix: ".situs-" })
  const whole = path.join(beside, path.basename(file))
  yield* fs.writeFileString(whole, text)
  yield* fs.rename(whole, file)
}, (written, file) => Effect.scoped(Effect.mapError(written, cannot(file))))
