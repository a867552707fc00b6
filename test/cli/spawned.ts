/** The program spawned as users spawn it, in a folder of its own that holds the small scenario. */
import { type SpawnSyncReturns, spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach } from "vitest"
import { sha256 } from "../../src/cli/manifest.ts"
import { bundled } from "./bundle.ts"
import { SMALL } from "./small.ts"

export interface Place {
  readonly program: string
  /** The folder of the test that is running. */
  readonly dir: () => string
  readonly situs: (...args: ReadonlyArray<string>) => SpawnSyncReturns<string>
  readonly file: (name: string, content: string | Uint8Array) => void
  /** Every file below a folder, with its hash. */
  readonly below: (folder: string) => Readonly<Record<string, string>>
}

/** A new folder with small.yaml before each test, gone after it. Colours are left to the program's own judgement. */
export function place(): Place {
  const program = bundled()
  let dir = ""
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "situs-cli-"))
    writeFileSync(join(dir, "small.yaml"), SMALL)
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))
  return {
    program,
    dir: () => dir,
    situs: (...args) => spawnSync(process.execPath, [program, ...args], { cwd: dir, encoding: "utf8", env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined } }),
    file: (name, content) => writeFileSync(join(dir, name), content),
    below: (folder) => {
      const entries = readdirSync(join(dir, folder), { recursive: true, withFileTypes: true, encoding: "utf8" }).filter((entry) => entry.isFile())
      return Object.fromEntries(entries.map((entry) => [join(entry.parentPath, entry.name).slice(join(dir, folder).length + 1), sha256(readFileSync(join(entry.parentPath, entry.name)))]))
    }
  }
}
