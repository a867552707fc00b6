/**
 * A result folder: the files of one run, whole or not there at all. It is written beside its place, synced and renamed, so
 * that neither a full disk nor Ctrl-C leaves half a result or loses the earlier one; and nothing is removed that is not ours.
 */
import { FileSystem } from "@effect/platform/FileSystem"
import type { PlatformError } from "@effect/platform/Error"
import { Path } from "@effect/platform/Path"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import { type Content, OnDisk } from "./onDisk.ts"

/** A result cannot be written, or what stands in its place is not ours. Exit code 74. */
export class CannotWrite extends Data.TaggedError("CannotWrite")<{ readonly path: string; readonly why: string }> {
  readonly exitCode = 74
  override get message() {
    return `cannot write ${this.path}: ${this.why}`
  }
}

/** The file that makes a folder one of ours, and the word in it. */
export const MANIFEST = "manifest.json"
export const MARK = "situs-result"

/** Says before a long run whether its result could be put into `DIR/<id>`: fails with what a `replace` would fail with. */
export const check = Effect.fn("ResultFolders.check")(function* (dir: string, id: string) {
  const fs = yield* FileSystem
  const path = yield* Path
  const target = path.join(dir, id)
  yield* recover(dir, id)
  yield* refuseForeign(target)
  const [above] = yield* missingIn(dir)
  const info = yield* fs.stat(above).pipe(Effect.mapError(cannot(dir)))
  if (info.type !== "Directory") return yield* new CannotWrite({ path: dir, why: SENTENCES.EEXIST })
  yield* fs.access(above, { writable: true }).pipe(Effect.mapError(cannot(dir)))
})

/**
 * Puts `files` (paths relative to the folder) into `DIR/<id>`, in place of an earlier result. `files` holds the manifest.
 *
 * @fails CannotWrite: nothing was changed, and an earlier result stands as it was.
 */
export const replace = Effect.fn("ResultFolders.replace")(function* (dir: string, id: string, files: ReadonlyMap<string, Content>) {
  const fs = yield* FileSystem
  const path = yield* Path
  const target = path.join(dir, id)
  yield* recover(dir, id)
  yield* refuseForeign(target)
  for (const folder of (yield* missingIn(dir))[1]) yield* fs.makeDirectory(folder).pipe(
      // Another run may have made it in the same instant.
      Effect.catchIf((error) => error._tag === "SystemError" && error.reason === "AlreadyExists", () => Effect.void),
      Effect.mapError(cannot(dir))
    )
  const beside = yield* Effect.acquireRelease(
    fs.makeTempDirectory({ directory: dir, prefix: `.${id}.partial-` }).pipe(Effect.mapError(cannot(dir))),
    (folder) => Effect.ignore(fs.remove(folder, { recursive: true, force: true }))
  )
  for (const [name, content] of files) yield* write(path.join(beside, name), content).pipe(Effect.mapError(cannot(path.join(target, name))))
  for (const folder of foldersOf(beside, files.keys(), path)) yield* sync(folder).pipe(Effect.mapError(cannot(target)))
  yield* fs.chmod(beside, 0o755).pipe(Effect.mapError(cannot(target)))
  yield* Effect.uninterruptible(swap(dir, id, beside))
  return target
}, Effect.scoped)

/** No system call of Node's swaps two folders: the old one steps aside, and comes back should the new one not get in. */
const swap = Effect.fnUntraced(function* (dir: string, id: string, beside: string) {
  const fs = yield* FileSystem
  const path = yield* Path
  const target = path.join(dir, id)
  const aside = asideOf(dir, id, path)
  const there = yield* exists(target)
  if (there) {
    yield* refuseForeign(aside)
    yield* fs.remove(aside, { recursive: true, force: true }).pipe(Effect.mapError(cannot(target)))
    yield* fs.rename(target, aside).pipe(Effect.mapError(cannot(target)))
  }
  yield* fs.rename(beside, target).pipe(
    Effect.tapError(() => (there ? Effect.ignore(fs.rename(aside, target)) : Effect.void)),
    Effect.mapError(cannot(target))
  )
  yield* Effect.ignore(sync(dir))
  if (there) yield* Effect.ignore(fs.remove(aside, { recursive: true, force: true }))
})

/** A run that was killed between the two renames left the earlier result aside: it goes back to its place. */
const recover = Effect.fnUntraced(function* (dir: string, id: string) {
  const fs = yield* FileSystem
  const path = yield* Path
  const target = path.join(dir, id)
  const aside = asideOf(dir, id, path)
  if (!(yield* exists(target)) && (yield* exists(path.join(aside, MANIFEST)))) yield* fs.rename(aside, target).pipe(Effect.mapError(cannot(target)))
})

/** Whatever stands at `target` must be a folder of ours with nothing in it that its manifest does not list. */
const refuseForeign = Effect.fnUntraced(function* (target: string) {
  const fs = yield* FileSystem
  const path = yield* Path
  if (!(yield* exists(target))) return
  const refuse = (why: string) => new CannotWrite({ path: target, why: `${why}; move it away or choose another place with --out` })
  const info = yield* fs.stat(target).pipe(Effect.mapError(cannot(target)))
  if (info.type !== "Directory") return yield* refuse("a file stands there")
  const listed = yield* fs.readFileString(path.join(target, MANIFEST)).pipe(
    Effect.map(listedIn),
    Effect.orElseSucceed(() => undefined)
  )
  if (listed === undefined) return yield* refuse("that folder was not written by Situs (it has no manifest of ours)")
  const known = new Set([MANIFEST, ...listed])
  for (const entry of yield* fs.readDirectory(target, { recursive: true }).pipe(Effect.mapError(cannot(target)))) {
    const isFolder = [...known].some((name) => name.startsWith(`${entry}/`))
    if (!known.has(entry) && !isFolder && !LITTER.has(path.basename(entry))) return yield* refuse(`it holds ${entry}, which Situs did not write`)
  }
})

/** Files that desktops leave in every folder that they show. */
export const LITTER: ReadonlySet<string> = new Set([".DS_Store", "Thumbs.db", "desktop.ini"])

/** Files that a manifest of ours lists; undefined for any other text. */
function listedIn(manifest: string): ReadonlyArray<string> | undefined {
  const read: unknown = parsed(manifest)
  if (typeof read !== "object" || read === null || !("kind" in read) || read.kind !== MARK) return undefined
  return "files" in read && typeof read.files === "object" && read.files !== null ? Object.keys(read.files) : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const write: (file: string, content: Content) => Effect.Effect<void, PlatformError, FileSystem | Path> = Effect.fnUntraced(function* (file, content) {
  const fs = yield* FileSystem
  const path = yield* Path
  yield* fs.makeDirectory(path.dirname(file), { recursive: true })
  if (content instanceof OnDisk) {
    yield* fs.copyFile(content.path, file)
    return yield* sync(file)
  }
  const handle = yield* fs.open(file, { flag: "wx" })
  yield* handle.writeAll(typeof content === "string" ? new TextEncoder().encode(content) : content)
  yield* handle.sync
}, Effect.scoped)

const sync: (folder: string) => Effect.Effect<void, PlatformError, FileSystem> = Effect.fnUntraced(function* (folder) {
  const fs = yield* FileSystem
  const handle = yield* fs.open(folder, { flag: "r" })
  yield* handle.sync
}, Effect.scoped)

/** `exists`, but a broken link is something too: it is not ours to write over. */
const exists = Effect.fnUntraced(function* (target: string) {
  const fs = yield* FileSystem
  const isLink = yield* fs.readLink(target).pipe(
    Effect.as(true),
    Effect.orElseSucceed(() => false)
  )
  return isLink || (yield* fs.exists(target).pipe(Effect.mapError(cannot(target))))
})

/**
 * The nearest folder above (or at) `dir` that is there, and those below it that are not, outermost first. Node's own
 * recursive making of folders never ends where the file system says "no such file" to a new one (/proc).
 */
const missingIn = Effect.fnUntraced(function* (dir: string) {
  const path = yield* Path
  const missing: Array<string> = []
  let above = path.resolve(dir)
  while (!(yield* exists(above)) && path.dirname(above) !== above) {
    missing.unshift(above)
    above = path.dirname(above)
  }
  return [above, missing] as const
})

function foldersOf(root: string, names: Iterable<string>, path: Path): ReadonlySet<string> {
  return new Set([...[...names].map((name) => path.dirname(path.join(root, name))), root])
}

const asideOf = (dir: string, id: string, path: Path): string => path.join(dir, `.${id}.previous`)

export const cannot = (path: string) => (error: PlatformError | CannotWrite) => (error._tag === "CannotWrite" ? error : new CannotWrite({ path, why: plainly(error) }))

/** The sentence for what the operating system answered. */
function plainly(error: PlatformError): string {
  const code = error._tag === "SystemError" && typeof error.cause === "object" && error.cause !== null && "code" in error.cause ? String(error.cause.code) : undefined
  if (code !== undefined && code in SENTENCES) return SENTENCES[code]
  return (error._tag === "SystemError" ? error.description : undefined) ?? error.message
}

const SENTENCES: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full; an earlier result there is untouched",
  EDQUOT: "the disk quota is used up; an earlier result there is untouched",
  EACCES: "no permission to write there",
  EPERM: "no permission to write there",
  EROFS: "the file system is read-only",
  ENOENT: "no folder can be made there",
  ENOTDIR: "a part of the path is a file, not a folder",
  EEXIST: "a file stands where a folder has to be",
  EISDIR: "a folder stands there",
  ENAMETOOLONG: "the path is too long"
}

