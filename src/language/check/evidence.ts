/** Where the file says that its numbers come from: sources that exist, grades that are words, ranges around their values. */
import { Grade } from "../../model/ids.ts"
import { didYouMean, listed } from "../nearest.ts"
import { isList, isMap, type Key } from "../origins.ts"
import { sources } from "../unwrap.ts"
import { besideDate } from "../variants.ts"
import { quantityOf } from "../quantity.ts"
import { show } from "../issues.ts"
import type { Check } from "./check.ts"

const GRADES: ReadonlyArray<string> = Grade.literals

/** Checks every `source`, `grade` and `range` of the tree, on mappings and in long forms; in the whole file also that every source is cited. */
export function checkEvidence(check: Check): void {
  const { tree } = check.input
  for (const [section, content] of Object.entries(tree)) if (section === "source") sourceNames(check, content, [section])
    else if (section !== "sources") walk(check, content, [section])
  if (check.input.part === "file") uncited(check)
}

/** Notes sources that nothing rests on: neither a `source`, nor a `read`, nor prose that names one in brackets. */
function uncited(check: Check): void {
  const cited = new Set<string>()
  const prose = (text: string | undefined) => text?.match(/\[[^\]]*\]/g)?.forEach((names) => names.slice(1, -1).split(/[,;]? /).forEach((id) => cited.add(id)))
  const visit = (container: unknown, keys: ReadonlyArray<Key>): void => {
    if (!isMap(container) && !isList(container)) return
    for (const [name, value] of Object.entries(container)) {
      const key = isList(container) ? Number(name) : name
      const here = [...keys, key]
      const said = check.input.origins.get(container, key)?.evidence ?? besideDate(container, key, here)
      for (const one of said === undefined ? [] : [said, ...said.or]) {
        for (const id of one.source) cited.add(id)
        prose(one.note)
      }
      if (typeof value === "string") prose(value)
      if (key === "source") sources(value).forEach((id) => cited.add(id))
      if (key === "read" && isMap(value)) sources(Object.values(value)).forEach((id) => cited.add(id))
      if (keys.length > 0 || key !== "sources") visit(value, here)
    }
  }
  visit(check.input.tree, [])
  for (const id of Object.keys(check.scenario.sources)) if (!cited.has(id)) check.note(["sources", id], "nothing in the file cites it", { on: "key", expected: `source: ${id} at what rests on it, or a note that names it: [${id}]` })
}

function walk(check: Check, node: unknown, keys: ReadonlyArray<Key>): void {
  if (isList(node)) {
    node.forEach((item, i) => {
      said(check, node, i, item, [...keys, i])
      walk(check, item, [...keys, i])
    })
    return
  }
  if (!isMap(node)) return
  for (const [key, value] of Object.entries(node)) {
    const here = [...keys, key]
    if (key === "source") sourceNames(check, value, here)
    else {
      said(check, node, key, value, here)
      walk(check, value, here)
    }
  }
}

function sourceNames(check: Check, value: unknown, keys: ReadonlyArray<Key>): void {
  if (typeof value === "string") check.name(keys, value, "source", check.known("sources"))
  else if (isList(value)) value.forEach((id, i) => typeof id === "string" && check.name([...keys, i], id, "source", check.known("sources")))
}

/** What the long form of a value says. */
function said(check: Check, container: object, key: Key, value: unknown, keys: ReadonlyArray<Key>): void {
  const evidence = check.input.origins.get(container, key)?.evidence ?? besideDate(container, key, keys)
  if (evidence === undefined) return
  for (const id of [...evidence.source, ...evidence.or.flatMap((one) => one.source)]) check.name(keys, id, "source", check.known("sources"))
  for (const grade of [evidence.grade, ...evidence.or.map((one) => one.grade)]) {
    if (grade !== undefined && !GRADES.includes(grade)) check.error(keys, `its grade cannot be ${show(grade)}`, { expected: `one of: ${listed(GRADES)}`, hint: didYouMean(grade, GRADES) })
  }
  if (evidence.range !== undefined) range(check, evidence.range, value, keys)
}

function range(check: Check, [low, high]: readonly [unknown, unknown], value: unknown, keys: ReadonlyArray<Key>): void {
  const [a, b, middle] = [quantityOf(low), quantityOf(high), quantityOf(value)]
  if (a === undefined || b === undefined || middle === undefined) {
    if (middle !== undefined) check.error(keys, `its range [${show(low)}, ${show(high)}] is none`, { expected: "two values in the form of the value itself" })
    return
  }
  if (a.kind !== middle.kind || b.kind !== middle.kind) check.error(keys, `its range is of another kind: ${a.kind} and ${b.kind} around a ${middle.kind}`, { expected: `a range of two ${middle.kind}s` })
  else if (a.at > b.at) check.error(keys, `its range [${show(low)}, ${show(high)}] runs backwards`, { expected: "range: [low, high]" })
  else if (middle.at < a.at || middle.at > b.at) check.note(keys, `the value ${show(value)} lies outside its own range [${show(low)}, ${show(high)}]`)
}
