/** Which sources stand behind a step or an act. The nearest source or grade above holds: what has a grade of its own and no source cites none. */
import type { Act } from "../model/acts.ts"
import { bodyOf } from "./docketDemands.ts"
import type { OrderLife } from "./record.ts"

interface Said {
  readonly source?: ReadonlyArray<string> | undefined
  readonly grade?: string | undefined
}

/** What stands somewhere cites its own sources; without any, those above, unless it has a grade of its own. */
export function nearestSources(own: Said | undefined, above: Said | ReadonlyArray<string>): ReadonlyArray<string> {
  return own?.source ?? (own?.grade !== undefined ? [] : "length" in above ? above : (above.source ?? []))
}

/** What follows by itself cites the order and the steps that led to it; nothing where the last of these has nothing behind it, as one that a variant has put there. */
export function followingSources(whole: ReadonlyArray<string> | undefined, led: ReadonlyArray<string>, steps: OrderLife["states"]): ReadonlyArray<string> {
  return steps.at(-1)?.source.length === 0 ? [] : [...new Set([...(whole ?? []), ...led])]
}

/** Sources of the act and of what it belongs to, then of the steps that had led to it when it began, if there are some behind the last of these. */
export function sourcesOf(act: Act, stated: ReadonlyArray<string>, steps: OrderLife["states"], startMs: number): ReadonlyArray<string> {
  const said = [act, bodyOf(act)] as ReadonlyArray<Said>
  const own = said.flatMap(({ source }) => source ?? [])
  const isGraded = own.length === 0 && said.some(({ grade }) => grade !== undefined)
  const before = steps.filter((state) => state.atMs <= startMs)
  const led = before.at(-1)?.source.length === 0 ? [] : before.flatMap((state) => state.source)
  return [...new Set([...own, ...(isGraded ? [] : stated), ...led])]
}
