/** `situs check`: a search for a world that breaks a promise, generated or out of a scenario file, and what comes of it. */
import { FileSystem } from "@effect/platform/FileSystem"
import { Path } from "@effect/platform/Path"
import * as Effect from "effect/Effect"
import { betweenRuns } from "../check/betweenRuns.ts"
import { foundId, foundText } from "../check/found.ts"
import { halfway } from "../check/halfway.ts"
import { junit } from "../check/junit.ts"
import { play } from "../check/play.ts"
import { PROBES } from "../check/probes.ts"
import { type Found, search, type SearchReport, verdictOf } from "../check/search.ts"
import { story } from "../check/story.ts"
import { worldOf } from "../check/worlds.ts"
import type { Trial } from "../check/trial.ts"
import { BETWEEN_RUNS } from "../invariants/betweenRuns.ts"
import { PROMISES } from "../invariants/promise.ts"
import { didYouMean } from "../language/nearest.ts"
import { CannotWrite } from "../run/ResultFolders.ts"
import type { Load } from "./Case.ts"
import { type Line, summary } from "./checked.ts"
import { Answered, Bug, EXIT, WrongUsage } from "./Exits.ts"
import { print, remark, width } from "./Output.ts"
import { progress } from "./progress.ts"
import { quoted } from "./Run.ts"

export interface Request {
  /** None: worlds are generated. */
  readonly files: ReadonlyArray<string>
  readonly promises: ReadonlyArray<string>
  readonly runs: number | undefined
  readonly seed: number
  readonly junit: string | undefined
  readonly out: string
  readonly json: boolean
  readonly quiet: boolean
}

/** Worlds that are played unless --runs says otherwise: a minute or so. */
const RUNS = { generated: 1000, file: 100 } as const
/** Different failures after which it ends: who has more has enough to read. */
const FAILURES_MAX = 3
/** Trials played to make one failure smaller. */
const SHRINK_PLAYS_MAX = { generated: 3000, file: 600 } as const
/** Trials played before somebody may interrupt. */
const SLICE_PLAYS = 4

/** Worlds by number, what they are called, and what was left out of them. */
interface Source {
  readonly name: string
  readonly id: string | undefined
  readonly file: string | undefined
  readonly trialOf: (number: number) => Trial | undefined
  readonly remarks: ReadonlyArray<string>
}

/** Searches, prints what came of it, writes what was found. Interrupted, it tells what was done until then. */
export const check = (load: Load) =>
  Effect.fn("Check.search")(function* (request: Request) {
    const promises = yield* promisesOf(request.promises)
    const source = yield* sourceOf(load, request.files)
    for (const line of source.remarks) yield* remark(line)
    const kind = source.file === undefined ? "generated" : "file"
    const options = { seed: request.seed, runs: request.runs ?? RUNS[kind], trialOf: source.trialOf, play, resumed: halfway, between: betweenRuns, promises, probes: Object.keys(PROBES), failuresMax: FAILURES_MAX, shrinkPlaysMax: SHRINK_PLAYS_MAX[kind] }
    const searching = search(options)
    const shown = progress(process.stderr, { silent: request.quiet || (process.env.CI ?? "") !== "", nowMs: Date.now })
    const told = Effect.suspend(() => tell(searching.report(), source, promises, request))
    yield* driven(searching.advance, () => shown.step(stepOf(searching.report()))).pipe(
      Effect.ensuring(Effect.sync(shown.done)),
      Effect.onInterrupt(() => Effect.zipRight(remark("situs: interrupted; what was searched until then:"), Effect.ignore(told))),
      Effect.catchAllDefect((defect) => new Bug({ why: defect instanceof Error ? (defect.stack ?? defect.message) : String(defect), seed: request.seed, replay: replayOf(source, request.seed + searching.report().played, promises) }))
    )
    yield* told
    const code = { held: EXIT.held, broken: EXIT.broken, undetermined: EXIT.undetermined }[verdictOf(searching.report(), promises)]
    if (code !== EXIT.held) return yield* new Answered({ exitCode: code })
  })

const driven = Effect.fn("Check.driven")(function* (advance: (plays: number) => boolean, onSlice: () => void) {
  while (yield* Effect.sync(() => advance(SLICE_PLAYS))) {
    onSlice()
    yield* Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))
  }
})

/** The promises asked for; undefined: all. */
function promisesOf(texts: ReadonlyArray<string>): Effect.Effect<ReadonlyArray<string> | undefined, WrongUsage> {
  const ids = texts.flatMap((text) => text.split(",")).map((text) => text.trim().toUpperCase()).filter((text) => text !== "")
  const known = [...Object.keys(PROMISES), ...Object.keys(BETWEEN_RUNS)]
  const unknown = ids.find((id) => !known.includes(id))
  if (unknown !== undefined) return Effect.fail(new WrongUsage({ command: "check", says: `there is no promise "${unknown}"; ${didYouMean(unknown, known) ?? `known: ${known.join(", ")}`}` }))
  return Effect.succeed(ids.length === 0 ? undefined : [...new Set(ids)])
}

const sourceOf = Effect.fn("Check.sourceOf")(function* (load: Load, files: ReadonlyArray<string>) {
  if (files.length === 0) return { name: "generated worlds", id: undefined, file: undefined, trialOf: worldOf, remarks: [] } satisfies Source
  const one = yield* load(files[0], [])
  const { leftOut, trialOf, variants } = one.varied()
  if (variants.length === 0) return yield* new WrongUsage({ command: "check", says: `${one.path}: no world can be made of any variant of it` })
  const remarks = leftOut.length === 0 ? [] : [`${one.path}: left out, since a variant does not stand by itself: ${leftOut.join(", ")}`]
  return { name: `worlds out of ${one.path}`, id: one.id, file: one.path, trialOf, remarks } satisfies Source
})

function stepOf({ messages, played, runs }: SearchReport) {
  return { done: played, of: runs, messages, what: "worlds" }
}

/** Writes what was found, and JUnit's file; prints the summary or JSON. */
const tell = Effect.fn("Check.tell")(function* (report: SearchReport, source: Source, promises: ReadonlyArray<string> | undefined, request: Request) {
  const path = yield* Path
  const folder = path.join(request.out, "found")
  const lines: Array<Line> = []
  for (const found of report.found) {
    const id = foundId(found, source.id)
    const file = path.join(folder, `${id}.yaml`)
    const replay = { file, run: found.failure.kind === "differs" ? undefined : `situs run ${quoted(file)}`, check: replayOf(source, found.number, promises) }
    const says = story(found.reduced.trial.scenario, found.failure)
    lines.push({ found, story: says, ...replay })
    const comment = [...says, "", ...(replay.run === undefined ? [] : [`Again: ${replay.run}`]), `As it was found: ${replay.check}`]
    yield* written(file, foundText(found, comment, source.id))
  }
  const tellOne = (found: Found): ReadonlyArray<string> => lines.filter((line) => line.found === found).flatMap((line) => [...line.story, `file: ${line.file}`, ...(line.run === undefined ? [] : [`again: ${line.run}`]), `as it was found: ${line.check}`])
  if (request.junit !== undefined) yield* written(request.junit, junit(report, source.name, tellOne))
  if (request.json) return yield* print(jsonOf(report, lines, promises))
  if (!request.quiet) yield* print(summary(report, lines, { name: source.name, asked: promises, width: width() }))
})

function jsonOf(report: SearchReport, lines: ReadonlyArray<Line>, promises: ReadonlyArray<string> | undefined): string {
  const found = lines.map(({ check: asFound, file, found: { failure, number, reduced }, run, story: says }) => ({ failure, world: number, minimal: reduced.minimal, plays: reduced.plays, file, run: run ?? null, check: asFound, story: says }))
  return JSON.stringify({ ...report, verdict: verdictOf(report, promises), probes: Object.fromEntries(report.probes), found })
}

function replayOf(source: Source, number: number, promises: ReadonlyArray<string> | undefined): string {
  const words = ["situs", "check", ...(source.file === undefined ? [] : [source.file]), "--seed", String(number), "--runs", "1", ...(promises === undefined ? [] : ["--promise", promises.join(",")])]
  return words.map(quoted).join(" ")
}

const written = Effect.fn("Check.written")(function* (file: string, text: string) {
  const fs = yield* FileSystem
  const path = yield* Path
  yield* Effect.mapError(Effect.zipRight(fs.makeDirectory(path.dirname(file), { recursive: true }), fs.writeFileString(file, text)), (error) => new CannotWrite({ path: file, why: error.message }))
})

