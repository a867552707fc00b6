/** A raw tree decoded to a scenario, or all that keeps it from being one; and as much of it as can be read all the same. */
import { Either, Schema } from "effect"
import { Scenario } from "../model/scenario.ts"
import { PROBLEMS_MAX, problemsOf } from "./issues.ts"
import { type Key, NOWHERE, type Origins, type RawMap, removed, replaced, valueAt } from "./origins.ts"
import { leadsTo, samePath } from "./paths.ts"
import { type Problem, pathText } from "./problem.ts"

/** Rounds of leaving out what does not decode: each goes at least one level up for what still fails. */
const ROUNDS_MAX = 16

export interface Decoded {
  /** Whole if `problems` is empty; else what is left when the broken parts are left out; undefined if nothing is. */
  readonly scenario: Scenario | undefined
  /** The tree that `scenario` was decoded from. */
  readonly tree: RawMap
  readonly problems: ReadonlyArray<Problem>
  /** What was left out, as paths of the language. */
  readonly left: ReadonlyArray<string>
}

const decoding = Schema.decodeUnknownEither(Scenario, { errors: "all", onExcessProperty: "error", exact: true })

/** Stand-ins for what every scenario needs, so that the rest can be judged when one of them is broken. */
const STAND_INS: RawMap = { situs: 1, id: "x", title: "x", from: "2000-01-01", until: "2000-01-02", countries: {}, services: {}, people: {} }

export function decodeScenario(tree: RawMap, origins: Origins): Decoded {
  const first = decoding(tree)
  if (Either.isRight(first)) return { scenario: first.right, tree, problems: [], left: [] }
  const problems = problemsOf(first.left.issue, tree).map(withVersion)
  const left = new Set(problems.map((p) => pathText(tree, p.keys)))
  // So many have one cause: what would be left says nothing, and leaving each out takes too long.
  if (problems.length >= PROBLEMS_MAX) return { scenario: undefined, tree, problems, left: [...left] }
  let pruned = tree
  let broken: ReadonlyArray<Problem> = problems
  for (let round = 0; round < ROUNDS_MAX; round++) {
    pruned = prune(pruned, origins, broken, left)
    const again = decoding(pruned)
    if (Either.isRight(again)) return { scenario: again.right, tree: pruned, problems, left: [...left] }
    broken = problemsOf(again.left.issue, pruned)
  }
  return { scenario: undefined, tree: pruned, problems, left: [...left] }
}

function withVersion(problem: Problem): Problem {
  if (problem.keys[0] !== "situs" || problem.keys.length !== 1 || problem.message === "is missing") return problem
  return { ...problem, expected: "situs: 1, the version of the language that this Situs reads", hint: "use the Situs that the file was written for, or rewrite the file in version 1" }
}

/** The tree without what the problems stand at; a missing key takes what lacks it along, the root gets stand-ins. */
function prune(tree: RawMap, origins: Origins, problems: ReadonlyArray<Problem>, left: Set<string>): RawMap {
  const targets: Key[][] = []
  let out = tree
  for (const { keys } of problems) {
    const target = valueAt(tree, keys) === undefined ? keys.slice(0, -1) : [...keys]
    if (keys.length <= 1 && Object.hasOwn(STAND_INS, String(keys[0]))) out = replaced(out, origins, keys, STAND_INS[keys[0]], NOWHERE)
    else if (target.length > 0 && !targets.some((other) => samePath(other, target))) targets.push(target)
  }
  const outermost = targets.filter((target) => !targets.some((other) => other !== target && leadsTo(other, target)))
  for (const target of outermost.sort(laterFirst)) {
    left.add(pathText(tree, target))
    out = target.length === 1 && Object.hasOwn(STAND_INS, String(target[0])) ? replaced(out, origins, target, STAND_INS[target[0]], NOWHERE) : removed(out, origins, target)
  }
  return out
}

/** Later entries of a list go first, so that the numbers of the others stay. */
function laterFirst(a: ReadonlyArray<Key>, b: ReadonlyArray<Key>): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i], b[i]]
    if (x !== y) return typeof x === "number" && typeof y === "number" ? y - x : 0
  }
  return b.length - a.length
}
