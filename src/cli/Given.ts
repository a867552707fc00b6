/** A result as somebody gives it: a folder or a page alone, with what it says of its own origin. Nothing in it is trusted, and nothing is written into it. */
import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"
import { createInterface } from "node:readline"
import { FileSystem } from "@effect/platform/FileSystem"
import { Path } from "@effect/platform/Path"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import { embedded } from "../report/embedded.ts"
import { shown } from "../report/visible.ts"
import { type Content, OnDisk } from "../run/onDisk.ts"
import { LITTER, MANIFEST, MARK } from "../run/ResultFolders.ts"
import { type Asked, Origin, shaped } from "./asked.ts"
import { type Difference, differenceOf, excerpt, missing } from "./difference.ts"
import { EXIT } from "./Exits.ts"
import { type Kept, keptOf, type Maker, Manifest, SCENARIO } from "./manifest.ts"

/** There is nothing at the path, or nothing that may be read. */
export class ResultNotFound extends Data.TaggedError("ResultNotFound")<{ readonly path: string; readonly reason: string }> {
  readonly exitCode = EXIT.missing
  override get message() {
    return `${this.path}: ${this.reason}`
  }
}

/** What lies there is no result that could be made again. */
export class NoResult extends Data.TaggedError("NoResult")<{ readonly path: string; readonly why: string }> {
  readonly exitCode = EXIT.invalid
  override get message() {
    return `${this.path}: ${this.why}`
  }
}

const none = (path: string, why: string) => new NoResult({ path, why: `${why}\n  expected a folder that situs run or compare wrote, or the report.html of one` })

export interface Given {
  readonly path: string
  /** Version and the like of who made it; a page knows the version alone. */
  readonly maker: Pick<Maker, "engineVersion"> & Partial<Maker>
  readonly asked: Asked
  /** About how many messages its trace files tell of at most; undefined: it has none. */
  readonly trace: number | undefined
  /** Text of the scenario file. */
  readonly scenario: string
  /** Its files by their names in the folder, each with its path; of a page the page alone. */
  readonly files: ReadonlyMap<string, string>
  /** What lies in the folder and is neither a file nor a folder with something in it, by its name: no result holds such. */
  readonly strange: ReadonlyMap<string, string>
  /** Hashes that its manifest tells; none for a page. */
  readonly told: ReadonlyMap<string, Kept>
}

/** A folder that is a result, and in which something is amiss that leaves nothing to be made again. */
export interface Amiss {
  readonly path: string
  readonly amiss: Difference
}

/** The result at a path. @fails ResultNotFound, NoResult */
export const given = Effect.fn("Given.given")(function* (target: string) {
  const fs = yield* FileSystem
  const info = yield* fs.stat(target).pipe(Effect.mapError((error) => new ResultNotFound({ path: target, reason: error._tag === "SystemError" && error.reason === "NotFound" ? "there is no such file or folder" : "it cannot be read" })))
  return info.type === "Directory" ? yield* folder(target) : yield* page(target)
})

const page = Effect.fn("Given.page")(function* (target: string) {
  const origin = shaped(Origin, embedded((yield* read(target)).text))
  if (origin === undefined) return yield* none(target, "this is no page of Situs that says from what it came")
  const found: Given = { path: target, maker: { engineVersion: origin.engineVersion }, asked: origin.asked, trace: undefined, scenario: origin.scenario, files: new Map([[PAGE, target]]), strange: new Map(), told: new Map() }
  return found
})

/** Name of the page in a result folder. */
const PAGE = "report.html"

const folder = Effect.fn("Given.folder")(function* (target: string) {
  const fs = yield* FileSystem
  const path = yield* Path
  const files = new Map<string, string>()
  const strange = new Map<string, string>()
  const folders = [""]
  for (let within = folders.pop(); within !== undefined; within = folders.pop()) {
    const inside = path.join(target, within)
    const names = yield* fs.readDirectory(inside).pipe(Effect.mapError(() => new ResultNotFound({ path: inside, reason: "the folder may not be read" })))
    if (names.length === 0 && within !== "") strange.set(within, "an empty folder")
    for (const name of names.filter((one) => !LITTER.has(one)).toSorted()) {
      const [inFolder, at] = [within === "" ? name : `${within}/${name}`, path.join(inside, name)]
      const kind = yield* kindOf(at)
      if (kind === "folder") folders.push(inFolder)
      else if (kind === "file") files.set(inFolder, at)
      else strange.set(inFolder, kind)
    }
  }
  const lies = files.get(MANIFEST)
  if (lies === undefined) return yield* none(target, `there is no ${MANIFEST} in it`)
  const { text } = yield* read(lies)
  const manifest = shaped(Manifest, parsed(text))
  if (manifest === undefined) return yield* unreadable(target, text)
  const wanted = manifest.files[SCENARIO]
  const scenario = files.get(SCENARIO)
  const amiss = (difference: Difference): Amiss => ({ path: target, amiss: difference })
  if (scenario === undefined || wanted === undefined) return amiss(missing(SCENARIO, wanted === undefined ? "expected" : "found"))
  const { bytes, text: yaml } = yield* read(scenario)
  const is = keptOf(bytes)
  if (is.sha256 !== wanted.sha256) return amiss({ file: SCENARIO, at: "", expected: `the file that was run, of SHA-256 ${wanted.sha256}`, found: `one of ${is.sha256}` })
  const { engineVersion, engineCommit, nodeVersion, timeZoneData, command, comparison, replication, replications, seed, set, trace, variants } = manifest
  const found: Given = {
    path: target,
    maker: { engineVersion, engineCommit, nodeVersion, timeZoneData },
    asked: { command, seed, replications, replication, variants, set, comparison },
    trace,
    scenario: yaml,
    files,
    strange,
    told: new Map(Object.entries(manifest.files))
  }
  return found
})

/** A link is not followed: what it points at is no part of the result, may change by itself, and may lead round in circles. */
const kindOf = Effect.fn("Given.kindOf")(function* (at: string) {
  const fs = yield* FileSystem
  if (yield* fs.readLink(at).pipe(Effect.as(true), Effect.orElseSucceed(() => false))) return "a link"
  const type = yield* fs.stat(at).pipe(Effect.map((info) => info.type), Effect.orElseSucceed(() => "Unknown" as const))
  return type === "Directory" ? "folder" : type === "File" ? "file" : "neither a file nor a folder"
})

/** A manifest of ours that has been damaged is a difference; one of another form, or of somebody else, is none of ours to judge. */
function unreadable(target: string, text: string): Effect.Effect<Amiss, NoResult> {
  const value = parsed(text)
  const version = typeof value === "object" && value !== null && "engineVersion" in value ? value.engineVersion : undefined
  if (!text.includes(MARK)) return Effect.fail(none(target, `its ${MANIFEST} is not one of ours`))
  const at = value === undefined ? "it is no JSON" : `it does not have the keys of a manifest${typeof version === "string" ? ` (of Situs ${shown(version)})` : ""}`
  return Effect.succeed({ path: target, amiss: { file: MANIFEST, at: "", expected: "a manifest as this version of Situs writes it", found: at } })
}

const read = Effect.fn("Given.read")(function* (at: string) {
  const fs = yield* FileSystem
  const bytes = yield* fs.readFile(at).pipe(Effect.mapError(() => new ResultNotFound({ path: at, reason: "the file cannot be read" })))
  return { bytes, text: new TextDecoder("utf-8").decode(bytes) }
})

/** How a file of a result differs from what it has to be. */
export const compared = Effect.fn("Given.compared")(function* (name: string, at: string, expected: Content) {
  if (!(expected instanceof OnDisk)) return differenceOf(name, expected, (yield* read(at)).bytes)
  return yield* linesCompared(name, at, expected)
})

/** Line by line, since it may be larger than what can be held: every line ends in the same way. */
const linesCompared = Effect.fn("Given.linesCompared")(function* (name: string, at: string, expected: OnDisk) {
  const found = yield* hashOf(at)
  if (found.sha256 === expected.sha256 && found.bytes === expected.bytes) return undefined
  return yield* Effect.promise(async () => {
    const [wanted, lies] = [linesOf(expected.path), linesOf(at)]
    for (let line = 1; ; line++) {
      const [one, other] = [await wanted.next(), await lies.next()]
      if (one.done !== true && one.value === other.value) continue
      const told = (next: IteratorResult<string>) => (next.done === true ? "the end of the file" : excerpt(next.value))
      if (one.done !== true || other.done !== true) return { file: name, at: `line ${line}`, expected: told(one), found: told(other) }
      return { file: name, at: "", expected: `SHA-256 ${expected.sha256}`, found: `SHA-256 ${found.sha256}` }
    }
  })
})

const linesOf = (at: string): AsyncIterator<string> => createInterface({ input: createReadStream(at), crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]()

const hashOf = (at: string) =>
  Effect.tryPromise({
    try: async () => {
      const hash = createHash("sha256")
      let bytes = 0
      for await (const chunk of createReadStream(at)) {
        hash.update(chunk)
        bytes += chunk.length
      }
      return { bytes, sha256: hash.digest("hex") }
    },
    catch: () => new ResultNotFound({ path: at, reason: "the file cannot be read" })
  })

/** The same of a file that nobody can make again: its hash is all there is to go by. */
export const hashed = Effect.fn("Given.hashed")(function* (name: string, at: string | undefined, expected: Kept) {
  if (at === undefined) return [missing(name, "found")]
  const is = keptOf((yield* read(at)).bytes)
  return is.sha256 === expected.sha256 ? [] : [{ file: name, at: "", expected: `SHA-256 ${expected.sha256}`, found: `SHA-256 ${is.sha256}` }]
})

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
