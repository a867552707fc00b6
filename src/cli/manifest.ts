/** manifest.json: from what a result came, and the hash of each of its files. No wall-clock time and no path of this machine. */
import { createHash } from "node:crypto"
import moment from "moment-timezone"
import { MANIFEST, MARK } from "../run/ResultFolders.ts"
import { engineVersion } from "./version.ts"

export interface Origin {
  readonly scenario: string
  readonly scenarioHash: string
  readonly seed: number
  readonly replications: number
  readonly replication: number
  readonly variants: ReadonlyArray<string>
  /** `--set` arguments, as they were given. */
  readonly set: ReadonlyArray<string>
}

/** The files of a result and their manifest. */
export function withManifest(files: ReadonlyMap<string, string>, origin: Origin): ReadonlyMap<string, string> {
  const hashes = Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, text]) => [name, { bytes: Buffer.byteLength(text), sha256: sha256(text) }]))
  const manifest = {
    kind: MARK,
    schemaVersion: 1,
    ...origin,
    engineVersion,
    nodeVersion: process.version,
    timeZoneData: moment.tz.dataVersion,
    files: hashes
  }
  return new Map([...files, [MANIFEST, `${JSON.stringify(manifest, undefined, 2)}\n`]])
}

/** SHA-256 [hexadecimal]. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex")
}
