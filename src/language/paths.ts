/** The paths of the language: keys; a list entry by its id, else by its verb or step word if only one has it. */
import { VERBS } from "../model/acts.ts"
import { STEPS } from "../model/orders.ts"
import { didYouMean, listed } from "./nearest.ts"
import { childOf, isList, isMap, type Key, valueAt } from "./origins.ts"

/** Where a path leads: to what stands there, to a key that may be new, or nowhere. */
export type Resolved =
  | { readonly ok: true; readonly keys: ReadonlyArray<Key>; readonly exists: boolean; readonly value: unknown }
  | { readonly ok: false; readonly message: string; readonly expected: string; readonly hint: string | undefined; readonly found: ReadonlyArray<Key> }

const VERB_WORDS: ReadonlySet<string> = new Set(VERBS)
const STEP_WORDS: ReadonlySet<string> = new Set(STEPS)

/** The verb or step word of a list's entry; undefined where it has none. */
export function verbOrStep(entry: unknown): string | undefined {
  return isMap(entry) ? Object.keys(entry).find((key) => VERB_WORDS.has(key) || STEP_WORDS.has(key)) : undefined
}

/** What stands at a path of the language; undefined where it leads nowhere. */
export function get(root: unknown, path: string): unknown {
  const resolved = resolve(root, path)
  return resolved.ok ? resolved.value : undefined
}

/** Resolves a path. The last key may be new when its parent is a mapping; anything else absent names the deepest part found. */
export function resolve(root: unknown, path: string): Resolved {
  const words = path.split(".")
  if (path === "" || words.some((word) => word === "")) return { ok: false, message: `"${path}" is no path`, expected: "words with dots between, such as orders.my-order.issued", hint: undefined, found: [] }
  let node: unknown = root
  const keys: Key[] = []
  let i = 0
  while (i < words.length) {
    const step = isList(node) ? intoList(node, words, i) : isMap(node) ? intoMap(node, words, i) : nothingInside(node)
    if (step.ok) {
      keys.push(...step.keys)
      node = valueAt(node, step.keys)
      i += step.taken
    } else if (isMap(node) && i === words.length - 1) return { ok: true, keys: [...keys, words[i]], exists: false, value: undefined }
    else {
      const found = words.slice(0, i).join(".")
      return { ok: false, message: `"${path}" leads nowhere: ${found === "" ? "the scenario" : found} has no "${words[i]}"${step.why}`, expected: step.expected, hint: step.hint, found: keys }
    }
  }
  return { ok: true, keys, exists: true, value: node }
}

type Into = { readonly ok: true; readonly keys: ReadonlyArray<Key>; readonly taken: number } | { readonly ok: false; readonly why: string; readonly expected: string; readonly hint: string | undefined }

/** A key; keys with dots in them (`backup.keys`) are tried from the shortest on. */
function intoMap(map: object, words: ReadonlyArray<string>, at: number): Into {
  for (let end = at + 1; end <= words.length; end++) {
    const key = words.slice(at, end).join(".")
    if (childOf(map, key) !== undefined) return { ok: true, keys: [key], taken: end - at }
  }
  const known = Object.keys(map)
  return { ok: false, why: "", expected: `one of: ${listed(known)}`, hint: didYouMean(words[at], known) }
}

function intoList(list: ReadonlyArray<unknown>, words: ReadonlyArray<string>, at: number): Into {
  const word = words[at]
  const byId = list.findIndex((entry) => childOf(entry, "id") === word)
  if (byId >= 0) return { ok: true, keys: [byId], taken: 1 }
  const rows = list.flatMap((entry, row) => (entry === word || (isMap(entry) && childOf(entry, word) !== undefined && (VERB_WORDS.has(word) || STEP_WORDS.has(word))) ? [row] : []))
  const names = list.flatMap((entry) => childOf(entry, "id") ?? verbOrStep(entry) ?? (typeof entry === "string" ? entry : [])).map(String)
  if (rows.length > 1) return { ok: false, why: ` of its own: ${rows.length} entries have it`, expected: "the id of one of them", hint: "give the entry that you mean an id" }
  if (rows.length === 0) return { ok: false, why: "", expected: names.length === 0 ? "a path to the whole list, which can be replaced" : `one of: ${listed(new Set(names))}`, hint: didYouMean(word, names) }
  const entry = list[rows[0]]
  if (entry === word) return { ok: true, keys: [rows[0]], taken: 1 }
  // What belongs to a step stands beside its word: `timeline.postponed.to` is the entry's key `to`.
  if (STEP_WORDS.has(word) && at + 1 < words.length) return { ok: true, keys: [rows[0]], taken: 1 }
  return { ok: true, keys: [rows[0], word], taken: 1 }
}

function nothingInside(node: unknown): Into {
  return { ok: false, why: "", expected: "a shorter path", hint: typeof node === "object" ? undefined : `what stands there is ${JSON.stringify(node)}, which has no parts` }
}

/** Whether two structural paths are the same. */
export function samePath(a: ReadonlyArray<Key>, b: ReadonlyArray<Key>): boolean {
  return a.length === b.length && a.every((key, i) => key === b[i])
}

/** Whether `start` leads to `path` or to something above it. */
export function leadsTo(start: ReadonlyArray<Key>, path: ReadonlyArray<Key>): boolean {
  return start.length <= path.length && start.every((key, i) => key === path[i])
}
