/**
 * What a world numbers in the order in which it meets it: groups, lines, situations, authorities. Such lists only grow and are
 * shared by all runs of a process, so no copy of a state holds them: a state that leaves the process takes them along.
 */
import { assert } from "../kernel/assert.ts"
import type { RowTableState } from "../kernel/table.ts"
import type { Traits } from "../world/groups.ts"
import type { Line } from "../world/lines.ts"
import type { LineSpec } from "../world/population.ts"
import type { World } from "../world/world.ts"

export interface Interned {
  readonly groups: ReadonlyArray<{ readonly traits: Traits; readonly weight: number }>
  readonly lineSpecs: ReadonlyArray<LineSpec>
  readonly lines: ReadonlyArray<Line>
  readonly situations: RowTableState
  readonly authorities: ReadonlyArray<string>
}

export function internedOf(w: World): Interned {
  const { rows, traits } = w.plan.groups
  return {
    groups: traits.map((one, i) => ({ traits: one, weight: rows[i].weight })),
    lineSpecs: w.lineSpecs.slice(),
    lines: w.situations.lines.slice(),
    situations: w.situations.table.save(),
    authorities: w.readers.authorities.slice()
  }
}

/** Gives everything in the lists the number that it has there. @fails Bug where the world has met something else under such a number. */
export function internAll(w: World, met: Interned): void {
  const numbered = (found: number, expected: number) => assert(found === expected, "what has been met keeps its number")
  met.groups.forEach(({ traits, weight }, i) => numbered(w.plan.groups.intern(traits, weight), i))
  met.lineSpecs.forEach((spec, i) => {
    if (i === w.lineSpecs.length) w.lineSpecs.push(spec)
    assert(JSON.stringify(w.lineSpecs[i]) === JSON.stringify(spec), "what has been met keeps its number")
  })
  met.lines.forEach((line, i) => numbered(w.situations.lineRow(line), i))
  const { keys, words } = met.situations
  assert(words === 3, "a situation is a group, a place and a line")
  for (let i = 0; i * words < keys.length; i++) numbered(w.situations.intern(keys[i * words], keys[i * words + 1], keys[i * words + 2]), i)
  const { authorities } = w.readers
  met.authorities.forEach((name, i) => {
    if (i === authorities.length) authorities.push(name)
    assert(authorities[i] === name, "what has been met keeps its number")
  })
}
