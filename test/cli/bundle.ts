/** The bundle that the tests of the command line spawn, as the sources are now. */
import { execFileSync } from "node:child_process"
import { existsSync, readdirSync, statSync } from "node:fs"
import { join } from "node:path"

const root = join(import.meta.dirname, "../..")
const bundle = join(root, "dist/situs.js")

/** Path of the command line's bundle; built anew where a source is younger. */
export function bundled(): string {
  const youngest = Math.max(...["src", ".ci", "package.json"].flatMap(files).map((file) => statSync(file).mtimeMs))
  if (!existsSync(bundle) || statSync(bundle).mtimeMs < youngest) execFileSync(process.execPath, [join(root, ".ci/build.mjs")], { stdio: "inherit" })
  return bundle
}

function files(name: string): ReadonlyArray<string> {
  const path = join(root, name)
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { recursive: true, encoding: "utf8" }).map((entry) => join(path, entry)).filter((entry) => statSync(entry).isFile())
}
