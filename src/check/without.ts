/** A scenario without some of its parts, and without what names them: what is left is a file that can be read. */
import type { Scenario } from "../model/scenario.ts"
import { Gone, type Key, type Path, type Tree } from "./gone.ts"
import { settled } from "./settled.ts"

/** The scenario without what stands at the paths, and what names that. */
export function without(scenario: Scenario, paths: ReadonlyArray<Path>): Scenario {
  const after = cut(scenario, paths) as unknown as Tree
  return mended(scenario as unknown as Tree, after) as unknown as Scenario
}

/** A copy of a tree without what stands at the paths. */
function cut(tree: unknown, paths: ReadonlyArray<Path>): unknown {
  if (paths.length === 0) return tree
  const under = new Map<Key, Array<Path>>()
  const gone = new Set<Key>()
  for (const path of paths) {
    if (path.length === 1) gone.add(path[0])
    else under.set(path[0], [...(under.get(path[0]) ?? []), path.slice(1)])
  }
  if (Array.isArray(tree)) return tree.flatMap((item, i) => (gone.has(i) ? [] : [cut(item, under.get(i) ?? [])]))
  return Object.fromEntries(Object.entries(tree as Tree).flatMap(([key, value]) => (gone.has(key) ? [] : [[key, cut(value, under.get(key) ?? [])]])))
}

/** Takes away what names something that is in `before` and no longer there, until nothing does. */
export function mended(before: Tree, first: Tree): Tree {
  let after = first
  for (;;) {
    const next = settled(before, after, new Gone(before, after))
    if (JSON.stringify(next) === JSON.stringify(after)) return next
    after = next
  }
}
