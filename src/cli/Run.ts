/** `situs run`: scenario files in, result folders (or JSON) and one screen of answer out. */
import { availableParallelism } from "node:os"
import { Path } from "@effect/platform/Path"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { didYouMean } from "../language/nearest.ts"
import { SnapshotInvalid, UnknownVariant } from "../model/errors.ts"
import { ReplicationFailed } from "../run/Replications.ts"
import { CannotWrite, check, replace } from "../run/ResultFolders.ts"
import type { Snapshot } from "../run/Snapshots.ts"
import { type Comparison, wordsOf } from "./asked.ts"
import type { Answer, Case, Load } from "./Case.ts"
import { Answered, Bug, EXIT, failureOf, WrongUsage } from "./Exits.ts"
import { textOf, withManifest } from "./manifest.ts"
import { coloured, print, remark, width } from "./Output.ts"
import { PDF, printed } from "./Printed.ts"
import { progress } from "./progress.ts"
import { tracing } from "./Tracing.ts"
import { halt, misuseOf, resumeOf } from "./Snapshot.ts"

export interface Request {
  readonly files: ReadonlyArray<string>
  readonly variants: ReadonlyArray<string>
  readonly seed: number | undefined
  readonly replications: number
  readonly replication: number | undefined
  readonly workers: number | undefined
  readonly set: ReadonlyArray<string>
  readonly stopAt: number | undefined
  readonly snapshot: string | undefined
  readonly resume: string | undefined
  /** What `compare` asks; undefined: it is a `run`. */
  readonly comparison?: Comparison | undefined
  readonly out: string
  /** About so many messages of each variant are told of at most, event by event; undefined: none. */
  readonly trace: number | undefined
  readonly json: boolean
  readonly quiet: boolean
}

/** Runs every file of a request; the code is the worst of theirs. All files are read, and all places checked, before any is run. */
export const runFiles = (load: Load) =>
  Effect.fn("Run.files")(function* (request: Request) {
    const command = request.comparison === undefined ? "run" : "compare"
    if (request.trace !== undefined && (request.json || request.snapshot !== undefined)) return yield* new WrongUsage({ command, says: request.json ? "--trace writes files; --json prints a result and writes none" : "--trace is of a whole run; one that is stopped has no result to lie beside" })
    if (request.replication !== undefined && request.replications > 1) return yield* new WrongUsage({ command: "run", says: "--replication names one run; --replications asks for several" })
    const misuse = misuseOf(request)
    if (misuse !== undefined) return yield* new WrongUsage({ command: "run", says: misuse })
    const cases = yield* Effect.forEach(request.files, (file) => Effect.either(load(file, request.set)))
    const failed = cases.flatMap((one) => (one._tag === "Left" ? [one.left] : []))
    // All that is wrong with all files is told at once, what is wrong with several of them once; the first decides the code.
    const said = [...new Set(failed.map((failure) => failure.message))]
    for (const message of said.slice(0, -1)) yield* remark(`${message}\n`)
    if (failed.length > 0) return yield* failed.length === 1 ? failed[0] : Effect.zipRight(remark(said[said.length - 1]), new Answered({ exitCode: failed[0].exitCode }))
    const found = cases.flatMap((one) => (one._tag === "Right" ? [one.right] : []))
    const variants = namedIn(request)
    for (const one of found) {
      for (const variant of [...variants, ...(request.comparison?.baseline === undefined ? [] : [request.comparison.baseline])]) yield* known(variant, one)
      if (found.some((other) => other !== one && other.id === one.id)) return yield* new WrongUsage({ command: "run", says: `two of the files have the id "${one.id}": their results would go into one folder` })
      if (request.comparison !== undefined && optionsOf(one, variants, request.comparison).length === 0) return yield* new WrongUsage({ command, says: `there is nothing to compare with ${request.comparison.baseline ?? one.baseline}: ${one.variants.length === 1 ? "the file has no other variant" : `name another of ${one.variants.join(", ")}`}` })
      if (!request.json && request.snapshot === undefined) yield* check(request.out, one.id)
    }
    let code: number = EXIT.held
    const ended: Array<Ended> = []
    for (const one of found) {
      const resume = request.resume === undefined ? undefined : yield* resumeOf(request.resume, one, variants, request)
      if (resume !== undefined) yield* known(resume.identity.variant, one)
      if (request.snapshot !== undefined) yield* halt(one, variants, resume, request, (cause, seed) => unlessBug(cause, one, request, seed))
      else {
        const answer = yield* runOne(one, resume === undefined ? variants : [resume.identity.variant], resume, request)
        code = worse(code, answer.exitCode)
        ended.push({ id: one.id, answer })
      }
    }
    if (ended.length > 1 && !request.json && !request.quiet) yield* print(together(ended))
    if (code !== EXIT.held) return yield* new Answered({ exitCode: code })
  })

const runOne = Effect.fn("Run.one")(function* (one: Case, variants: ReadonlyArray<string>, resume: Snapshot | undefined, request: Request) {
  const seed = resume?.identity.seed ?? request.seed ?? one.seed
  const { replications } = request
  const replication = resume?.identity.replication ?? request.replication
  const workers = Math.min(replications, request.workers ?? availableParallelism())
  const trace = request.trace === undefined ? undefined : yield* tracing(request.trace)
  const shown = progress(process.stderr, { silent: request.quiet || (process.env.CI ?? "") !== "", nowMs: Date.now })
  if (one.notes !== "" && !request.quiet) yield* remark(one.notes)
  const answer = yield* one
    .simulate({ variants: variants.length === 0 ? undefined : variants, seed, replications, replication, workers, resume, comparison: request.comparison, trace, onStep: shown.step })
    .pipe(
      Effect.ensuring(Effect.sync(shown.done)),
      Effect.onInterrupt(() => remark(`situs: interrupted; nothing was written for ${one.id}, an earlier result is untouched`)),
      Effect.catchAllCause((cause) => unlessBug(cause, one, request, seed))
    )
  if (request.json) {
    const json = textOf(answer.files, "result.json")
    yield* print(request.files.length === 1 ? json : JSON.stringify(JSON.parse(json)))
    return answer
  }
  const page = yield* Effect.onInterrupt(printed(answer.files, request.quiet), () => remark(`situs: interrupted; nothing was written for ${one.id}, an earlier result is untouched`))
  const files = withManifest(page === undefined ? answer.files : new Map([...answer.files, [PDF, page]]), answer.source)
  const folder = yield* Effect.onInterrupt(replace(request.out, one.id, files), () => remark(`situs: interrupted while writing; ${request.out} holds a whole result of ${one.id}, the new one or the earlier, if there was one`))
  if (!request.quiet) {
    yield* print(answer.summary({ width: width(), colour: coloured(process.stdout) }))
    yield* print(`\n${(yield* Path).join(folder, "report.html")} has the whole answer; result.json, report.md and data/*.csv lie beside it${trace === undefined ? "" : ", and trace/*.jsonl; trace/*.chrome.json opens in Perfetto"}.${request.files.length > 1 ? "\n" : ""}`)
  }
  return answer
}, Effect.scoped)

interface Ended {
  readonly id: string
  readonly answer: Answer
}

/** The last words of a run of several files: how they ended together, and which of them not as they expect. */
function together(ended: ReadonlyArray<Ended>): string {
  const claims = (["held", "broken", "known-miss", "prediction", "undetermined"] as const).map((verdict) => `${ended.reduce((sum, { answer }) => sum + answer.claims[verdict], 0)} ${verdict}`)
  const amiss = ended.filter(({ answer }) => answer.exitCode !== EXIT.held)
  return [
    `${ended.length} files, claims: ${claims.join(", ")}`,
    ...(amiss.length === 0 ? ["every file came out as it expects"] : amiss.map(({ id, answer }) => `${id}: ${answer.exitCode === EXIT.broken ? "something came out other than the file expects" : "a claim is undetermined"}`))
  ].join("\n")
}

/** Fails where a file has no such variant. */
export const known = (variant: string, one: Case): Effect.Effect<void, UnknownVariant> =>
  one.variants.includes(variant) ? Effect.void : Effect.fail(new UnknownVariant({ path: one.path, variant, known: one.variants, hint: didYouMean(variant, one.variants) }))

/** What is compared with the baseline: all that is simulated besides it, the file's own baseline too. */
function optionsOf(one: Case, variants: ReadonlyArray<string>, { baseline = one.baseline }: Comparison): ReadonlyArray<string> {
  return (variants.length === 0 ? one.variants : [...variants, one.baseline]).filter((id) => id !== baseline)
}

/** A broken claim is worse news than one that nothing decided. */
const worse = (a: number, b: number): number => (a === EXIT.broken || b === EXIT.broken ? EXIT.broken : Math.max(a, b))

/** An interruption, a snapshot that does not fit and a full disk are no bugs. */
function unlessBug(cause: Cause.Cause<unknown>, one: Case, request: Request, seed: number): Effect.Effect<never, Bug | SnapshotInvalid | CannotWrite> {
  const failure = failureOf(cause)
  if (failure instanceof SnapshotInvalid || failure instanceof CannotWrite) return Effect.fail(failure)
  return Cause.isInterruptedOnly(cause) ? Effect.interrupt : Effect.fail(bugOf(cause, one, request, seed))
}

/** What went wrong, and the command that shows it again: of several replications the one that broke, by itself. */
function bugOf(cause: Cause.Cause<unknown>, one: Case, request: Request, seed: number): Bug {
  const defect = Cause.squash(cause)
  if (defect instanceof ReplicationFailed) return new Bug({ why: defect.message, seed, replay: replayOf(one, request, seed, defect.replication) })
  const why = failureOf(cause)?.message ?? (defect instanceof Error ? (defect.stack ?? defect.message) : String(defect))
  return new Bug({ why, seed, replay: replayOf(one, request, seed, request.replication) })
}

/** One replication of a comparison is replayed as a run of what it compares. */
function replayOf(one: Case, request: Request, seed: number, replication: number | undefined): string {
  const { comparison, replications, set } = request
  const isRun = comparison === undefined || replication !== undefined
  const variants = namedIn(request)
  const compared = variants.length === 0 || comparison === undefined ? variants : [...new Set([...variants, comparison.baseline ?? one.baseline])]
  const asked = wordsOf({ set, variants: variants.length === 0 ? null : isRun ? compared : variants, comparison: isRun ? undefined : comparison })
  const which = replication !== undefined ? ["--replication", String(replication)] : replications > 1 ? ["--replications", String(replications)] : []
  const stops = [["--resume", request.resume], ["--stop-at", request.stopAt], ["--snapshot", request.snapshot], ["--trace", request.trace]].flatMap(([name, value]) => (value === undefined ? [] : [String(name), String(value)]))
  return ["situs", isRun ? "run" : "compare", one.path, "--seed", String(seed), ...which, ...asked, ...stops].map(quoted).join(" ")
}

/** Variants that were named, each once or several in a word. */
const namedIn = (request: Request): ReadonlyArray<string> => request.variants.flatMap((text) => text.split(",")).map((text) => text.trim()).filter((text) => text !== "")

/** A word as a shell takes it. */
export function quoted(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
