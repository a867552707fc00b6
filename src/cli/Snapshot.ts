/** `situs run` with --stop-at, --snapshot and --resume: a variant stopped into a file, and gone on with from it. */
import type * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Snapshots from "../run/Snapshots.ts"
import type { Case } from "./Case.ts"
import { WrongUsage } from "./Exits.ts"
import { print, remark } from "./Output.ts"
import { progress } from "./progress.ts"
import type { Request } from "./Run.ts"
import { engineVersion } from "./version.ts"

type Asked = Pick<Request, "files" | "variants" | "replications" | "stopAt" | "snapshot" | "resume" | "json">

/** What makes no sense of these options together, as one sentence. */
export function misuseOf(asked: Asked): string | undefined {
  const { files, json, replications, resume, snapshot, stopAt } = asked
  if (stopAt === undefined && snapshot === undefined && resume === undefined) return undefined
  if (stopAt === undefined && snapshot !== undefined) return "--snapshot wants --stop-at N, the events after which to stop"
  if (stopAt !== undefined && snapshot === undefined) return "--stop-at wants --snapshot PATH, the file for what is stopped"
  const option = snapshot === undefined ? "--resume" : "--snapshot"
  if (files.length > 1) return `${option} is of one file; ${files.length} are given`
  if (replications > 1) return `${option} is of one run; --replication N names which of several`
  const variants = variantsOf(asked)
  if (variants.length > 1) return `${option} is of one variant; ${variants.length} are given`
  if (variants.length === 0 && resume === undefined) return "--stop-at wants --variant ID, the variant to stop"
  if (json && snapshot !== undefined) return "--json prints a result; a run that is stopped has none"
  return undefined
}

/** The snapshot that a run goes on from. @fails SnapshotNotFound, or SnapshotInvalid where it is no snapshot of this run */
export const resumeOf = Effect.fn("Snapshot.resumeOf")(function* (path: string, one: Case, variants: ReadonlyArray<string>, { seed, replication }: Request) {
  const snapshot = yield* Snapshots.read(path)
  yield* Snapshots.fits(snapshot, { engineVersion, scenarioHash: one.hash, seed, replication, variant: variants[0] })
  return snapshot
})

/** Stops a variant after so many events and writes it down: prints where it stands. `orBug` tells what broke the simulation. */
export const halt = Effect.fn("Snapshot.halt")(function* <E>(one: Case, variants: ReadonlyArray<string>, resume: Snapshots.Snapshot | undefined, request: Request, orBug: (cause: Cause.Cause<unknown>, seed: number) => Effect.Effect<never, E>) {
  const path = request.snapshot ?? ""
  const events = request.stopAt ?? 0
  const variant = resume?.identity.variant ?? variants[0]
  const seed = resume?.identity.seed ?? request.seed ?? one.seed
  const replication = resume?.identity.replication ?? request.replication ?? 0
  if (resume !== undefined && events < resume.identity.events) return yield* new WrongUsage({ command: "run", says: `--stop-at ${events} lies behind the snapshot, which stands after ${resume.identity.events} events` })
  yield* Snapshots.check(path)
  const shown = progress(process.stderr, { silent: request.quiet || (process.env.CI ?? "") !== "", nowMs: Date.now })
  if (one.notes !== "" && !request.quiet) yield* remark(one.notes)
  const interrupted = () => remark("situs: interrupted; no snapshot was written, an earlier one is untouched")
  const at = yield* one.stopAt({ variant, seed, replication, events, resume, onStep: shown.step }).pipe(
    Effect.ensuring(Effect.sync(shown.done)),
    Effect.onInterrupt(interrupted),
    Effect.catchAllCause((cause) => orBug(cause, seed))
  )
  if (at.stopped === undefined) return yield* new WrongUsage({ command: "run", says: `--stop-at ${events} lies beyond the end: ${variant} has ${at.events} events` })
  const identity = { engineVersion, scenario: one.id, scenarioHash: one.hash, variant, seed, replication, events, simulatedMs: at.simulatedMs, simulatedAt: at.simulatedAt }
  const bytes = yield* Effect.onInterrupt(Snapshots.write(path, identity, at.stopped), interrupted)
  if (!request.quiet) yield* print(`${variant} stands after ${events} events at ${at.simulatedAt}; ${path} has ${bytes} bytes.`)
})

const variantsOf = ({ variants }: Pick<Asked, "variants">): ReadonlyArray<string> => variants.flatMap((text) => text.split(",")).map((text) => text.trim()).filter((text) => text !== "")
