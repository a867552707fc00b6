/** Something wrong at a structural path of a tree, before its line is known; and how it becomes a finding with a place. */
import type { Diagnostic } from "./diagnostics.ts"
import { type Key, type Origins, originAt, type RawMap, valueAt } from "./origins.ts"
import { verbOrStep } from "./paths.ts"

export interface Problem {
  readonly severity: "error" | "note"
  readonly keys: ReadonlyArray<Key>
  /** Whether the key itself is wrong, or what stands there. */
  readonly on: "key" | "value"
  readonly message: string
  readonly expected?: string | undefined
  readonly hint?: string | undefined
  /** Further paths that the finding rests on: it is not told when one of them is broken itself. */
  readonly rests?: ReadonlyArray<ReadonlyArray<Key>>
  /** A key that nothing reads: where `--set` put it, its path leads nowhere. */
  readonly unknownKey?: boolean
}

/** Line and column of an offset, counted from 1 in characters. */
export interface Lines {
  readonly at: (offset: number) => { readonly line: number; readonly column: number }
  /** Characters between two offsets, at most to the line's end. */
  readonly length: (from: number, until: number) => number
}

export function linesOf(text: string): Lines {
  const starts = [0]
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) starts.push(i + 1)
  const lineOf = (offset: number) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle] <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
  return {
    at: (offset) => {
      const line = lineOf(offset)
      return { line: line + 1, column: Array.from(text.slice(starts[line], offset)).length + 1 }
    },
    length: (from, until) => {
      const lineEnd = starts[lineOf(from) + 1] ?? text.length + 1
      return Math.max(1, Array.from(text.slice(from, Math.min(until, lineEnd - 1)).trimEnd()).length)
    }
  }
}

/** The finding with its file, line, column and path. */
export function placed(problem: Problem, tree: RawMap, origins: Origins, lines: Lines, file: string): Diagnostic & { readonly via: string | undefined } {
  const { origin, depth, via } = originAt(tree, origins, problem.keys)
  const whole = depth === problem.keys.length
  const onKey = problem.on === "key" && whole && origin.keyAt >= 0
  // A missing key is told at the key of the mapping that lacks it, where that has one.
  const [from, until] = onKey || (!whole && origin.keyAt >= 0 && problem.on === "key") ? [origin.keyAt, origin.keyEnd] : [origin.at, origin.end]
  const path = pathText(tree, problem.keys)
  const because = via === undefined ? "" : via.kind === "variant" ? `in variant ${via.id}: ` : `in --set ${via.path}: `
  const common = { severity: problem.severity, file, path, message: `${because}${path === "" ? "" : `${path}: `}${problem.message}`, ...(problem.expected === undefined ? {} : { expected: problem.expected }), ...(problem.hint === undefined ? {} : { hint: problem.hint }), via: via?.kind === "argument" ? via.path : undefined }
  if (from < 0) return { ...common, line: via?.kind === "argument" ? 0 : 1, column: via?.kind === "argument" ? 0 : 1 }
  return { ...common, ...lines.at(from), length: lines.length(from, until) }
}

/** A structural path in the words of the language: list entries by id, verb or step word, else by `[n]`. */
export function pathText(tree: unknown, keys: ReadonlyArray<Key>): string {
  const words: string[] = []
  let node: unknown = tree
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]
    const next = node === undefined ? undefined : valueAt(node, [key])
    if (typeof key !== "number") words.push(key)
    else if (Array.isArray(node)) {
      const name = entryName(next)
      // The verb itself is the path's next key: saying it twice would not lead there.
      if (name === undefined) words.push(`[${key + 1}]`)
      else if (name !== keys[i + 1]) words.push(name)
    }
    node = next
  }
  return words.join(".").replaceAll(".[", "[")
}

function entryName(entry: unknown): string | undefined {
  if (typeof entry === "string") return entry
  const id = valueAt(entry, ["id"])
  if (typeof id === "string") return id
  return verbOrStep(entry)
}
