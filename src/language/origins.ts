/**
 * Where each value of a scenario's raw tree was written, and what the file says about how well it is known. Kept beside the
 * plain values, by container and key, so that a tree can be changed (a variant's `set`) without losing its places.
 */

/** A raw value: what YAML gives, long forms unwrapped. */
export type Raw = string | number | boolean | RawMap | ReadonlyArray<unknown>
export type RawMap = { readonly [key: string]: unknown }
export type Key = string | number

/** What else than the file as it stands put a value there. */
export type Via = { readonly kind: "variant"; readonly id: string } | { readonly kind: "argument"; readonly path: string }

/** Another source's value for the same thing. */
export interface Otherwise {
  readonly value: unknown
  readonly source: ReadonlyArray<string>
  readonly grade: string | undefined
  readonly note: string | undefined
}

/** What a long form says besides its value. */
export interface Evidence {
  readonly range: readonly [unknown, unknown] | undefined
  readonly or: ReadonlyArray<Otherwise>
  readonly source: ReadonlyArray<string>
  readonly grade: string | undefined
  readonly note: string | undefined
}

/** Offsets into the text [UTF-16 units]; -1 where there is none. */
export interface Origin {
  readonly keyAt: number
  readonly keyEnd: number
  readonly at: number
  readonly end: number
  readonly via?: Via
  readonly evidence?: Evidence
}

export const NOWHERE: Origin = { keyAt: -1, keyEnd: -1, at: -1, end: -1 }

export class Origins {
  private readonly byContainer = new WeakMap<object, Map<Key, Origin>>()

  get(container: object, key: Key): Origin | undefined {
    return this.byContainer.get(container)?.get(key)
  }

  put(container: object, key: Key, origin: Origin): void {
    const known = this.byContainer.get(container)
    if (known === undefined) this.byContainer.set(container, new Map([[key, origin]]))
    else known.set(key, origin)
  }
}

export function isMap(value: unknown): value is RawMap {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

export function isList(value: unknown): value is ReadonlyArray<unknown> {
  return Array.isArray(value)
}

/** The child of a container, if it has it as its own. */
export function childOf(container: unknown, key: Key): unknown {
  if (typeof container !== "object" || container === null || !Object.hasOwn(container, key)) return undefined
  return (container as { readonly [k: Key]: unknown })[key]
}

/** What stands at a structural path; undefined where it leads nowhere. */
export function valueAt(root: unknown, keys: ReadonlyArray<Key>): unknown {
  let value = root
  for (const key of keys) value = childOf(value, key)
  return value
}

/** The deepest origin on a path: whole if the path exists, else that of its nearest ancestor; `via` is the nearest above. */
export function originAt(root: unknown, origins: Origins, keys: ReadonlyArray<Key>): { readonly origin: Origin; readonly depth: number; readonly via: Via | undefined } {
  let container = root
  let origin: Origin = NOWHERE
  let via: Via | undefined
  let depth = 0
  for (const key of keys) {
    if (typeof container !== "object" || container === null) break
    const next = origins.get(container, key)
    if (next === undefined) break
    origin = next
    via = next.via ?? via
    depth++
    container = childOf(container, key)
  }
  return { origin, depth, via }
}

/** The tree with another value at a structural path; containers on the way are copied, all else is shared. */
export function replaced(root: RawMap, origins: Origins, keys: ReadonlyArray<Key>, value: unknown, origin: Origin): RawMap {
  const [key, ...rest] = keys
  const copy = copied(root, origins) as { [k: Key]: unknown }
  if (rest.length === 0) {
    copy[key] = value
    origins.put(copy, key, origin)
    return copy as RawMap
  }
  copy[key] = replaced(childOf(root, key) as RawMap, origins, rest, value, origin)
  return copy as RawMap
}

/** The tree without what stands at a structural path; later entries of a list move up. */
export function removed(root: RawMap, origins: Origins, keys: ReadonlyArray<Key>): RawMap {
  const last = keys[keys.length - 1]
  const parentKeys = keys.slice(0, -1)
  const parent = parentKeys.length === 0 ? root : (valueAt(root, parentKeys) as object)
  const without = copied(parent, origins, last)
  if (parentKeys.length === 0) return without as RawMap
  const above = originAt(root, origins, parentKeys)
  return replaced(root, origins, parentKeys, without, above.depth === parentKeys.length ? above.origin : NOWHERE)
}

/** A shallow copy that keeps its children's origins, perhaps without one child. */
function copied(container: object, origins: Origins, without?: Key): object {
  if (Array.isArray(container)) {
    const list: unknown[] = []
    container.forEach((item, i) => {
      if (i === without) return
      const origin = origins.get(container, i)
      if (origin !== undefined) origins.put(list, list.length, origin)
      list.push(item)
    })
    return list
  }
  const map: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(container)) {
    if (key === without) continue
    map[key] = value
    const origin = origins.get(container, key)
    if (origin !== undefined) origins.put(map, key, origin)
  }
  return map
}
