/** `situs explain`: one message's or one person's story, as a chain from event to source. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { UnknownSubject } from "../model/errors.ts"
import type { Load } from "./Case.ts"
import { Bug, failureOf, WrongUsage } from "./Exits.ts"
import { print, width } from "./Output.ts"
import { progress } from "./progress.ts"
import { known, quoted } from "./Run.ts"

export interface Request {
  readonly file: string
  readonly message: string | undefined
  readonly person: string | undefined
  readonly variant: string | undefined
}

/** Prints the story asked for; without a choice, ten telling ones, each with its command. */
export const explain = (load: Load) =>
  Effect.fn("Explain.story")(function* (request: Request) {
    if (request.message !== undefined && request.person !== undefined) return yield* new WrongUsage({ command: "explain", says: "--message or --person, not both" })
    const one = yield* load(request.file, [])
    const { variant } = request
    if (variant !== undefined) yield* known(variant, one)
    const shown = progress(process.stderr, { silent: (process.env.CI ?? "") !== "", nowMs: Date.now })
    const story = yield* one.explain({ message: request.message, person: request.person, variant, width: width(), onStep: shown.step }).pipe(
      Effect.ensuring(Effect.sync(shown.done)),
      Effect.catchAllCause((cause): Effect.Effect<never, UnknownSubject | Bug> => {
        const failure = failureOf(cause)
        if (failure instanceof UnknownSubject) return failure
        return Cause.isInterruptedOnly(cause) ? Effect.interrupt : new Bug({ why: Cause.pretty(cause), seed: one.seed, replay: `situs explain ${quoted(one.path)}` })
      })
    )
    yield* print(story)
  })
