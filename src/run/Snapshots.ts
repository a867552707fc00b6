/**
 * Snapshots: a run stopped between two events, as one file that another process goes on from.
 *
 *     8 bytes      "situsnap"
 *     3 x uint32   version of this format, bytes of the head, bytes of the skeleton; uint32 0
 *     uint64       bytes of the blobs
 *     head         JSON: of which run it is (`Identity`)
 *     skeleton     JSON: the state, and the table of its blobs; zeros up to a multiple of eight
 *     blobs        typed arrays, little-endian, each from a multiple of eight on
 *     32 bytes     SHA-256 of all before it
 *
 * The checksum tells damage, not forgery. Nothing of a file is believed before sizes and checksum fit, and it is never run as code.
 */
import { createHash, type Hash } from "node:crypto"
import type { PlatformError } from "@effect/platform/Error"
import { type File, FileSystem } from "@effect/platform/FileSystem"
import { Path } from "@effect/platform/Path"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { assert } from "../kernel/assert.ts"
import { SnapshotInvalid, SnapshotNotFound } from "../model/errors.ts"
import { CannotWrite, cannot } from "./ResultFolders.ts"
import { decode, encode, gapOf, readSkeleton, roomFor, type Skeleton } from "./stateBytes.ts"
import type { Stopped } from "./stopped.ts"

/** Of which run a snapshot is, and where it stands. */
const IdentityWords = Schema.Struct({
  engineVersion: Schema.String,
  scenario: Schema.String,
  /** Of the file as it was run, with what was set. */
  scenarioHash: Schema.String,
  variant: Schema.String,
  seed: Schema.NonNegativeInt,
  replication: Schema.NonNegativeInt,
  /** Events handled. */
  events: Schema.NonNegativeInt,
  /** The instant of the last of them [ms since the scenario starts], and the same as ISO 8601. */
  simulatedMs: Schema.Finite,
  simulatedAt: Schema.String
})
export type Identity = typeof IdentityWords.Type

/** What has to be the same where a run goes on. Seed, replication and variant: where they are stated at all. */
export type Expected = Pick<Identity, "engineVersion" | "scenarioHash"> & Partial<Pick<Identity, "seed" | "replication" | "variant">>

/** A snapshot as it was read. */
export class Snapshot {
  #stopped: Stopped | undefined

  constructor(readonly path: string, readonly identity: Identity, stopped: Stopped) {
    this.#stopped = stopped
  }

  /** The state, once: it is as large as a world, and must not stay beside the world that it has become. */
  take(): Stopped {
    const stopped = this.#stopped
    this.#stopped = undefined
    assert(stopped !== undefined, "a snapshot's state is taken once")
    return stopped
  }

  /** The file does not fit the run that goes on from it. */
  unfit(found: string, expected: string): SnapshotInvalid {
    return new SnapshotInvalid({ path: this.path, found, expected })
  }
}

const FORMAT = 1
const MAGIC = new TextEncoder().encode("situsnap")
const HEAD_AT = 32
const SUM_BYTES = 32
/** A head has some 400 bytes. */
const HEAD_BYTES_MAX = 65_536
/** Read and written at a time, so that an interruption is seen, and no system call is asked for more than it can do. */
const CHUNK_BYTES = 16 * 1024 * 1024

/** Says before a long run whether a snapshot could be written there. @fails CannotWrite */
export const check = Effect.fn("Snapshots.check")(function* (path: string) {
  const fs = yield* FileSystem
  const folder = (yield* Path).dirname(path)
  const above = yield* fs.stat(folder).pipe(Effect.mapError(() => new CannotWrite({ path, why: `there is no folder ${folder}` })))
  if (above.type !== "Directory") return yield* new CannotWrite({ path, why: `${folder} is no folder` })
  yield* fs.access(folder, { writable: true }).pipe(Effect.mapError(cannot(path)))
  const there = yield* fs.stat(path).pipe(Effect.option)
  if (there._tag === "None") return
  if (there.value.type !== "File") return yield* new CannotWrite({ path, why: "what stands there is no regular file" })
  if (!(yield* isOurs(path))) return yield* new CannotWrite({ path, why: "a file stands there that is no snapshot; move it away or choose another place" })
})

/** Writes a stopped run, in place of an earlier snapshot. Gives the size of the file [bytes]. @fails CannotWrite: an earlier one stands as it was. */
export const write = Effect.fn("Snapshots.write")(function* (path: string, identity: Identity, stopped: Stopped) {
  const fs = yield* FileSystem
  const paths = yield* Path
  yield* check(path)
  const folder = paths.dirname(path)
  const beside = yield* Effect.acquireRelease(
    fs.makeTempDirectory({ directory: folder, prefix: `.${paths.basename(path)}.partial-` }).pipe(Effect.mapError(cannot(path))),
    (made) => Effect.ignore(fs.remove(made, { recursive: true, force: true }))
  )
  const partial = paths.join(beside, "snapshot")
  const bytes = yield* Effect.scoped(writeTo(partial, identity, stopped)).pipe(Effect.mapError(cannot(path)))
  yield* fs.rename(partial, path).pipe(Effect.mapError(cannot(path)))
  yield* Effect.ignore(Effect.scoped(Effect.flatMap(fs.open(folder, { flag: "r" }), (handle) => handle.sync)))
  return bytes
}, Effect.scoped)

const writeTo = Effect.fnUntraced(function* (path: string, identity: Identity, stopped: Stopped) {
  const fs = yield* FileSystem
  const file = yield* fs.open(path, { flag: "wx" })
  const hash = createHash("sha256")
  const state = encode(stopped)
  const text = new TextEncoder()
  const [head, skeleton] = [text.encode(JSON.stringify(identity)), text.encode(state.skeleton)]
  const front = new DataView(new ArrayBuffer(HEAD_AT))
  new Uint8Array(front.buffer).set(MAGIC)
  for (const [i, value] of [FORMAT, head.length, skeleton.length].entries()) front.setUint32(MAGIC.length + 4 * i, value, true)
  front.setBigUint64(24, BigInt(state.blobBytes), true)
  const gap = gapAfter(head.length + skeleton.length)
  for (const part of [new Uint8Array(front.buffer), head, skeleton, new Uint8Array(gap), ...state.blobs])
    for (let at = 0; at < part.length; at += CHUNK_BYTES) {
      const chunk = part.subarray(at, at + CHUNK_BYTES)
      hash.update(chunk)
      yield* file.writeAll(chunk)
    }
  yield* file.writeAll(hash.digest())
  yield* file.sync
  return HEAD_AT + head.length + skeleton.length + gap + state.blobBytes + SUM_BYTES
})

/** The snapshot in a file. @fails SnapshotNotFound where there is no file to read, SnapshotInvalid where it is no whole snapshot. */
export const read = Effect.fn("Snapshots.read")(function* (path: string) {
  const fs = yield* FileSystem
  const info = yield* fs.stat(path).pipe(Effect.mapError(unreadable(path)))
  if (info.type !== "File") return yield* new SnapshotInvalid({ path, found: "this is no regular file", expected: "a snapshot, as --snapshot writes it" })
  const file = yield* fs.open(path, { flag: "r" }).pipe(Effect.mapError(unreadable(path)))
  return yield* new Reading(path, file, Number(info.size)).snapshot().pipe(Effect.catchIf((error) => error._tag === "SystemError" || error._tag === "BadArgument", (error) => Effect.fail(unreadable(path)(error))))
}, Effect.scoped)

/** Refuses a snapshot that another run left. @fails SnapshotInvalid */
export const fits = (snapshot: Snapshot, expected: Expected): Effect.Effect<void, SnapshotInvalid> => {
  const { identity } = snapshot
  const wrong = (Object.keys(SAYS) as ReadonlyArray<keyof Expected>).find((key) => expected[key] !== undefined && expected[key] !== identity[key])
  return wrong === undefined ? Effect.void : Effect.fail(snapshot.unfit(`the snapshot is of ${SAYS[wrong]} ${identity[wrong]}`, `${SAYS[wrong]} ${expected[wrong]}`))
}

const SAYS: Readonly<Record<keyof Expected, string>> = { engineVersion: "Situs", scenarioHash: "a scenario (with what is set) of hash", variant: "variant", seed: "seed", replication: "replication" }

/** One file, read from its beginning to its end. */
class Reading {
  private readonly hash: Hash = createHash("sha256")

  constructor(private readonly path: string, private readonly file: File, private readonly size: number) {}

  readonly snapshot = Effect.fnUntraced(function* (this: Reading) {
    if (this.size < HEAD_AT + SUM_BYTES) return yield* this.invalid(`the file has ${this.size} bytes`, "a snapshot, as --snapshot writes it")
    const front = yield* this.take(HEAD_AT)
    const view = new DataView(front.buffer)
    if (!MAGIC.every((byte, i) => front[i] === byte)) return yield* this.invalid("this is no snapshot", `a file that begins with "${new TextDecoder().decode(MAGIC)}", as --snapshot writes it`)
    const [format, headBytes, skeletonBytes] = [0, 1, 2].map((i) => view.getUint32(MAGIC.length + 4 * i, true))
    if (format !== FORMAT) return yield* this.invalid(`the snapshot has format ${format}`, `format ${FORMAT}, the only one that this version of Situs reads`)
    const gap = gapAfter(headBytes + skeletonBytes)
    const blobBytes = Number(view.getBigUint64(24, true))
    const size = HEAD_AT + headBytes + skeletonBytes + gap + blobBytes + SUM_BYTES
    if (size !== this.size || headBytes > HEAD_BYTES_MAX) return yield* this.invalid(`the file has ${this.size} bytes`, `${size} bytes, as its beginning says: it is cut off, or damaged`)
    const head = yield* this.take(headBytes)
    const text = yield* this.take(skeletonBytes)
    yield* this.take(gap)
    const skeleton = yield* Effect.suspend(() => {
      const found = readSkeleton(new TextDecoder().decode(text), blobBytes)
      return typeof found === "string" ? this.damaged(found) : Effect.succeed(found)
    })
    const arrays = yield* this.arrays(skeleton)
    const sum = this.hash.digest()
    const written = yield* this.take(SUM_BYTES, false)
    if (!sum.equals(written)) return yield* this.damaged("its checksum is another")
    const identity = Schema.decodeUnknownEither(Schema.parseJson(IdentityWords))(new TextDecoder().decode(head))
    if (Either.isLeft(identity)) return yield* this.damaged("its head does not say of which run it is")
    const stopped = yield* Effect.try({ try: () => decode(skeleton, arrays), catch: () => this.invalid("the snapshot's state makes no sense", "one that --snapshot wrote") })
    if (!isStopped(stopped)) return yield* this.invalid("the snapshot's state makes no sense", "one that --snapshot wrote")
    return new Snapshot(this.path, identity.right, stopped)
  }).bind(this)

  private readonly arrays = Effect.fnUntraced(function* (this: Reading, skeleton: Skeleton) {
    const arrays: Array<ReturnType<typeof roomFor>["array"]> = []
    for (const blob of skeleton.blobs) {
      const { array, bytes } = roomFor(blob)
      yield* this.fill(bytes)
      yield* this.take(gapOf(blob))
      arrays.push(array)
    }
    return arrays
  }).bind(this)

  private readonly take = Effect.fnUntraced(function* (this: Reading, count: number, hashed = true) {
    const bytes = new Uint8Array(count)
    yield* this.fill(bytes, hashed)
    return bytes
  }).bind(this)

  private readonly fill = Effect.fnUntraced(function* (this: Reading, bytes: Uint8Array, hashed = true) {
    for (let at = 0; at < bytes.length; ) {
      const chunk = bytes.subarray(at, at + CHUNK_BYTES)
      const count = Number(yield* this.file.read(chunk))
      if (count === 0) return yield* this.damaged("it ends while it is read")
      if (hashed) this.hash.update(chunk.subarray(0, count))
      at += count
    }
  }).bind(this)

  private damaged(why: string): SnapshotInvalid {
    return this.invalid(`the snapshot is damaged: ${why}`, "the file as it was written")
  }

  private invalid(found: string, expected: string): SnapshotInvalid {
    return new SnapshotInvalid({ path: this.path, found, expected })
  }
}

const isOurs = (path: string) =>
  Effect.scoped(
    Effect.gen(function* () {
      const file = yield* (yield* FileSystem).open(path, { flag: "r" })
      const begins = new Uint8Array(MAGIC.length)
      const count = Number(yield* file.read(begins))
      return count === MAGIC.length && MAGIC.every((byte, i) => begins[i] === byte)
    })
  ).pipe(Effect.orElseSucceed(() => false))

function isStopped(value: unknown): value is Stopped {
  const isObject = (one: unknown) => typeof one === "object" && one !== null
  return isObject(value) && "toggles" in value && Number.isSafeInteger(value.toggles) && Number(value.toggles) >= 0 && "interned" in value && isObject(value.interned) && "state" in value && isObject(value.state)
}

const unreadable = (path: string) => (error: PlatformError) => {
  const reason = error._tag === "SystemError" ? error.reason : undefined
  return new SnapshotNotFound({ path, reason: reason === "NotFound" ? "there is no such snapshot" : reason === "PermissionDenied" ? "the snapshot may not be read" : "the snapshot cannot be read" })
}

const gapAfter = (bytes: number): number => (8 - (bytes % 8)) % 8
