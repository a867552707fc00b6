/** `situs validate`: reads scenario files and tells everything that is wrong with them; runs nothing. */
import * as Effect from "effect/Effect"
import type { Load } from "./Case.ts"
import { Answered, EXIT } from "./Exits.ts"
import { print, remark } from "./Output.ts"

/** Says of each file that it holds, or what is wrong; `expand` prints it with every default written out. */
export const validate = (load: Load) =>
  Effect.fn("Validate.files")(function* (request: { readonly files: ReadonlyArray<string>; readonly expand: boolean }) {
    let code: number = EXIT.held
    for (const file of request.files) {
      const read = yield* Effect.either(load(file, []))
      if (read._tag === "Left") {
        yield* remark(read.left.message)
        code = code === EXIT.held ? read.left.exitCode : code
        continue
      }
      const one = read.right
      if (one.notes !== "") yield* remark(one.notes)
      if (request.expand) yield* print(request.files.length > 1 ? `# ${file}\n${one.expanded()}` : one.expanded())
      else yield* print(`${file}: holds (${one.variants.length} variants, ${one.claims} claims)`)
    }
    if (code !== EXIT.held) return yield* new Answered({ exitCode: code })
  })
