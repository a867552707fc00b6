/** The scenario file of a world that breaks a test's promise, with its story above it and the ways to see it again. */
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { caseOf, fileText } from "../check/found.ts"
import { hashString } from "../kernel/rng.ts"
import type { DrawnWorld } from "./drawn.ts"

export interface ToWrite {
  readonly world: DrawnWorld
  /** What breaks. */
  readonly title: string
  readonly story: ReadonlyArray<string>
  readonly asFound: ReadonlyArray<string>
  readonly out: string
}

/** Writes it, and gives its path with the lines that say how to go on. @fails the error of the file system where it cannot be written */
export function writeFound({ world, title, story, asFound, out }: ToWrite): { readonly file: string; readonly lines: ReadonlyArray<string> } {
  // The same promise of the same world has the same file; two promises do not write over each other.
  const id = `${world.of}-${slug(title)}-${world.number}`
  const file = join(out, `${id}.yaml`)
  const lines = [`again: situs run ${quoted(file)}`, `as a test: assertHeld(world(${JSON.stringify(file)}), …)`, ...asFound]
  mkdirSync(out, { recursive: true })
  writeFileSync(file, fileText(caseOf(world.trial, id, title), [...story, "", ...lines]))
  return { file, lines: [`file: ${file}`, ...lines] }
}

/** First words of a sentence as a name, and what tells it from others that begin so. */
function slug(title: string): string {
  const words = title.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim().split(" ").filter((word) => word !== "").slice(0, 4)
  return [...words, (hashString(title) >>> 0).toString(36).slice(0, 4)].join("-")
}

const quoted = (path: string): string => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`)
