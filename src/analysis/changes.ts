/** In what a variant differs from the file as it stands. */
import type { Change } from "../model/comparison.ts"

/** What was applied to the file for a variant: those that it is like first, its own winning. */
export interface Difference {
  /** `source`: the value is what this source says. */
  readonly changes: ReadonlyArray<{ readonly path: string; readonly was: unknown; readonly becomes: unknown; readonly source: string | undefined }>
  /** Orders, answers and events that are off. */
  readonly without: ReadonlyArray<string>
}

/** What is off in the file as it stands, being hypothetical, is no change where it is off, and one where it is on. */
export function changesOf(variant: Difference, asHappened: Difference): ReadonlyArray<Change> {
  const set = variant.changes.filter(({ becomes, was }) => textOf(was) !== textOf(becomes))
  const sources = [...new Set(set.flatMap(({ source }) => (source === undefined ? [] : [source])))]
  const switched = (kind: "without" | "with", one: Difference, other: Difference) => one.without.filter((id) => !other.without.includes(id)).map((path): Change => ({ kind, path, was: null, becomes: null }))
  return [
    ...switched("without", variant, asHappened),
    ...switched("with", asHappened, variant),
    ...sources.map((path): Change => ({ kind: "source", path, was: null, becomes: null })),
    ...set.map(({ path, was, becomes }): Change => ({ kind: "set", path, was: textOf(was), becomes: textOf(becomes) }))
  ]
}

/** As the file writes it; a list or a mapping as JSON. */
function textOf(value: unknown): string | null {
  if (value === undefined) return null
  return typeof value === "string" ? value : JSON.stringify(value)
}
