/** An order as an amendment leaves it: values set at paths inside it, written as in the file. */
import { Either, ParseResult, Schema } from "effect"
import { Order } from "./orders.ts"

/**
 * The order with the values of `set` at their paths (`extent`, `demands.open.in`, `else.the-block.block.what`). A list entry is named by its
 * id, else by its verb if only one has it. A sentence says what is wrong where a path leads nowhere or a value does not fit.
 */
export function amended(order: Order, set: Readonly<Record<string, unknown>>): Order | string {
  const raw: unknown = structuredClone(encodeOrder(order))
  for (const [path, value] of Object.entries(set)) {
    const problem = put(raw, path.split("."), value)
    if (problem !== undefined) return `${path}: ${problem}`
  }
  const decoded = decodeOrder(raw)
  if (Either.isRight(decoded)) return keepUnchanged(order, decoded.right)
  return ParseResult.ArrayFormatter.formatErrorSync(decoded.left).map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ")
}

const encodeOrder = Schema.encodeSync(Order)
const decodeOrder = Schema.decodeUnknownEither(Order, { errors: "all", onExcessProperty: "error" })

type Mapping = Record<string, unknown>
const isMapping = (value: unknown): value is Mapping => typeof value === "object" && value !== null && !Array.isArray(value)

function put(root: unknown, path: ReadonlyArray<string>, value: unknown): string | undefined {
  let node = root
  for (const [i, key] of path.entries()) {
    const last = i === path.length - 1
    if (key === "__proto__" || key === "constructor" || key === "prototype") return `"${key}" is no key`
    if (Array.isArray(node)) {
      const at = entryOf(node, key)
      if (typeof at === "string") return at
      const entry: unknown = node[at]
      if (isMapping(entry) && entry[key] !== undefined && key !== "id") {
        if (last) entry[key] = value
        node = entry[key]
      } else {
        if (last) node[at] = value
        node = entry
      }
    } else if (isMapping(node)) {
      // Behind an entry's id its verb may be left out.
      const body: unknown = node[key] === undefined ? Object.values(node).find((v) => isMapping(v) && v[key] !== undefined) : undefined
      const owner: Mapping = i > 0 && node.id === path[i - 1] && isMapping(body) ? body : node
      if (last) owner[key] = value
      else if (owner[key] === undefined) return `nothing stands at "${path.slice(0, i + 1).join(".")}"`
      node = owner[key]
    } else return `nothing stands below "${path.slice(0, i).join(".")}"`
  }
  return undefined
}

/** Where in a list the entry of that name stands. */
function entryOf(list: ReadonlyArray<unknown>, key: string): number | string {
  const named = list.findIndex((entry) => isMapping(entry) && entry.id === key)
  if (named >= 0) return named
  const verbs = list.flatMap((entry, i) => (isMapping(entry) && entry[key] !== undefined ? [i] : []))
  if (verbs.length === 1) return verbs[0]
  return verbs.length === 0 ? `no entry is named "${key}"` : `several entries are "${key}": give them ids`
}

/** What an amendment leaves alone stays the very value that it was: writing a share and reading it again may move its last digit, and keys into another order. */
function keepUnchanged<A>(before: A, after: A): A {
  if (Object.is(before, after)) return before
  if (Array.isArray(before) && Array.isArray(after)) {
    const kept = after.map((item: unknown, i) => keepUnchanged(before[i] as unknown, item))
    return kept.length === before.length && kept.every((item, i) => Object.is(item, before[i])) ? before : (kept as A)
  }
  if (isMapping(before) && isMapping(after)) {
    const kept = Object.entries(after).map(([key, value]) => [key, keepUnchanged(before[key], value)] as const)
    const stated = Object.values(before).filter((value) => value !== undefined)
    return kept.length === stated.length && kept.every(([key, value]) => Object.is(value, before[key])) ? before : (Object.fromEntries(kept) as A)
  }
  return typeof before === "number" && typeof after === "number" && Math.abs(before - after) <= 1e-12 * Math.abs(before) ? before : after
}
