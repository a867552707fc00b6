/** A mutant: one bug planted in the engine, and the promise that must catch it. */
import { readFileSync } from "node:fs"
import { join } from "node:path"

export interface Mutant {
  /** Lower-case words with hyphens; nothing of src has such a name. */
  readonly id: string
  /** What is planted, as a sentence without its full stop. */
  readonly title: string
  /** The public failure that it is like. */
  readonly after?: { readonly title: string; readonly url: string }
  /** File of src/kernel or src/world. */
  readonly file: string
  /** Text that the file has exactly once, within one line. */
  readonly find: string
  /** What stands there instead: one condition or one line is another. */
  readonly replace: string
  /** The promise that must catch it: a breach of another does not count. */
  readonly promise: string
}

/** Folders in which bugs are planted. Who judges is never changed. */
const PLANTED_IN = /^src\/(kernel|world)\/\w+\.ts$/

const root = join(import.meta.dirname, "../..")

/** The text of the mutant's file with the bug in it. @fails Error where the text to replace is not there exactly once */
export function mutated(mutant: Mutant, text = readFileSync(join(root, mutant.file), "utf8")): string {
  const problem = problemOf(mutant, text)
  if (problem !== undefined) throw new Error(problem)
  const at = text.indexOf(mutant.find)
  return text.slice(0, at) + mutant.replace + text.slice(at + mutant.find.length)
}

/** What keeps a mutant from being planted, as a sentence. */
export function problemOf({ file, find, id, replace }: Mutant, text = readFileSync(join(root, file), "utf8")): string | undefined {
  if (!PLANTED_IN.test(file)) return `mutant ${id}: ${file} is no file of src/kernel or src/world`
  const times = text.split(find).length - 1
  if (times !== 1) return `mutant ${id}: ${file} has the text to replace ${times} times instead of once: ${find}`
  if (find.includes("\n") || replace.includes("\n")) return `mutant ${id}: it changes more than one line`
  return find === replace ? `mutant ${id}: it changes nothing` : undefined
}

/** Lines of the file before and after. */
export function diffOf(mutant: Mutant): { readonly before: string; readonly after: string } {
  const text = readFileSync(join(root, mutant.file), "utf8")
  const line = text.slice(0, text.indexOf(mutant.find)).split("\n").length - 1
  return { before: text.split("\n")[line].trim(), after: mutated(mutant, text).split("\n")[line].trim() }
}
