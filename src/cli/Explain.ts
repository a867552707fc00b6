/** `situs explain`: one message's or one person's story, as a chain from event to source; or the messages and people behind a number. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { UnknownSubject } from "../model/errors.ts"
import type { Load } from "./Case.ts"
import { Bug, failureOf, WrongUsage } from "./Exits.ts"
import { print, width } from "./Output.ts"
import { progress } from "./progress.ts"
import { known, quoted } from "./Run.ts"
import { writeWhole } from "./Whole.ts"

export interface Request {
  readonly file: string
  readonly message: string | undefined
  readonly person: string | undefined
  readonly number: string | undefined
  readonly variant: string | undefined
  readonly baseline: string | undefined
  readonly seed: number | undefined
  readonly replication: number | undefined
  readonly set: ReadonlyArray<string>
  /** File for a picture of the message's way. */
  readonly svg: string | undefined
}

/** Prints the story asked for; without a choice, ten telling ones, each with its command. */
export const explain = (load: Load) =>
  Effect.fn("Explain.story")(function* (request: Request) {
    const { baseline, message, number, person, replication, seed, svg, variant } = request
    if ([message, person, number].filter((choice) => choice !== undefined).length > 1) return yield* new WrongUsage({ command: "explain", says: "one of --message, --person and --number" })
    if (svg !== undefined && message === undefined) return yield* new WrongUsage({ command: "explain", says: "--svg goes with --message: it draws the way of one message" })
    const one = yield* load(request.file, request.set)
    if (baseline !== undefined && number === undefined) return yield* new WrongUsage({ command: "explain", says: "--baseline goes with --number" })
    for (const id of [variant, baseline]) if (id !== undefined) yield* known(id, one)
    const shown = progress(process.stderr, { silent: (process.env.CI ?? "") !== "", nowMs: Date.now })
    const story = yield* one.explain({ message, person, number, variant, baseline, seed, replication, width: width(), onStep: shown.step }).pipe(
      Effect.ensuring(Effect.sync(shown.done)),
      Effect.catchAllCause((cause): Effect.Effect<never, UnknownSubject | Bug> => {
        const failure = failureOf(cause)
        if (failure instanceof UnknownSubject) return failure
        return Cause.isInterruptedOnly(cause) ? Effect.interrupt : new Bug({ why: Cause.pretty(cause), seed: seed ?? one.seed, replay: `situs explain ${quoted(one.path)}` })
      })
    )
    if (svg !== undefined && story.picture !== undefined) yield* writeWhole(svg, story.picture)
    yield* print(story.text)
  })
