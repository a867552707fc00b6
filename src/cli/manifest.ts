/** manifest.json: from what a result came, and the hash of each of its files. No wall-clock time and no path of this machine. */
import { createHash } from "node:crypto"
import * as Schema from "effect/Schema"
import moment from "moment-timezone"
import { type Content, OnDisk } from "../run/onDisk.ts"
import { MANIFEST, MARK } from "../run/ResultFolders.ts"
import { Asked } from "./asked.ts"
import { engineCommit, engineVersion } from "./version.ts"

/** Name of the scenario file in a result folder: the text that was read, without a byte order mark. */
export const SCENARIO = "scenario.yaml"

/** What made the result. The same source gives the same result with any of these; another source may not. */
const Maker = Schema.Struct({
  engineVersion: Schema.String,
  /** Commit of the source, `-dirty` where files were changed since; null where it is not known. */
  engineCommit: Schema.NullOr(Schema.String),
  nodeVersion: Schema.String,
  timeZoneData: Schema.String
})
export type Maker = typeof Maker.Type

/** What it was made from. */
const Source = Schema.Struct({
  /** Id of the scenario. */
  scenario: Schema.String,
  scenarioFile: Schema.Literal(SCENARIO),
  /** SHA-256 of the scenario's canonical JSON, with what was set: `run.scenarioHash`. */
  scenarioHash: Schema.String,
  /** SHA-256 of what `validate --expand` prints of it: every default written out, with what was set. */
  scenarioHashWithDefaults: Schema.String,
  ...Asked.fields,
  /** About how many messages of each variant the trace files tell of at most; left out: there are none. */
  trace: Schema.optional(Schema.Int.pipe(Schema.between(1, 1_000_000))),
  /** Variants that were simulated: the baseline is, even where it was not asked for. */
  simulated: Schema.Array(Schema.String)
})
export type Source = typeof Source.Type

const Kept = Schema.Struct({ bytes: Schema.NonNegativeInt, sha256: Schema.String })
export type Kept = typeof Kept.Type

export const Manifest = Schema.Struct({
  kind: Schema.Literal(MARK),
  schemaVersion: Schema.Literal(1),
  ...Source.fields,
  ...Maker.fields,
  files: Schema.Record({ key: Schema.String, value: Kept })
})
export type Manifest = typeof Manifest.Type

export const THIS_MAKER: Maker = { engineVersion, engineCommit, nodeVersion: process.version, timeZoneData: moment.tz.dataVersion }

/** The text of a manifest. */
export function manifestText(source: Source, maker: Maker, files: ReadonlyMap<string, Kept>): string {
  const manifest: Manifest = { kind: MARK, schemaVersion: 1, ...source, ...maker, files: Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1))) }
  return `${JSON.stringify(manifest, undefined, 2)}\n`
}

/** The files of a result and their manifest. */
export function withManifest<A extends Content>(files: ReadonlyMap<string, A>, source: Source): ReadonlyMap<string, A | string> {
  const kept = new Map([...files].map(([name, content]) => [name, keptOf(content)]))
  return new Map<string, A | string>([...files, [MANIFEST, manifestText(source, THIS_MAKER, kept)]])
}

export function keptOf(content: Content): Kept {
  if (content instanceof OnDisk) return { bytes: content.bytes, sha256: content.sha256 }
  return { bytes: typeof content === "string" ? Buffer.byteLength(content) : content.length, sha256: sha256(content) }
}

/** A file of a result that is text. */
export function textOf(files: ReadonlyMap<string, Content>, name: string): string {
  const content = files.get(name)
  if (typeof content !== "string") throw new Error(`a result has a text ${name}`)
  return content
}

/** SHA-256 [hexadecimal]. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex")
}
