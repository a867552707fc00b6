/** The long form `{ value, range, or, source, grade, note }` put back to its plain value, what it says kept as evidence. */
import { type Evidence, isList, isMap, type Key, NOWHERE, type Origin, type Origins, type Otherwise, type RawMap } from "./origins.ts"
import type { Problem } from "./problem.ts"
import { quantityOf } from "./quantity.ts"

const LONG_FORM = new Set(["value", "range", "or", "source", "grade", "note", "±"])

/** Mappings of names in which `source`, `grade` and `note` are no names. */
export const CARRIED: ReadonlySet<Key> = new Set(["through"])
const EVIDENCE = ["source", "grade", "note"] as const

/** The tree with every long form (and every "10 ± 2") unwrapped. Origins of the new containers are added to `origins`. */
export function unwrap(root: RawMap, origins: Origins): { readonly tree: RawMap; readonly problems: ReadonlyArray<Problem> } {
  const problems: Problem[] = []
  const tree = new Unwrapping(origins, problems).container(root, []) as RawMap
  return { tree, problems }
}

class Unwrapping {
  constructor(
    private readonly origins: Origins,
    private readonly problems: Problem[]
  ) {}

  container(value: unknown, keys: ReadonlyArray<Key>): unknown {
    if (isList(value)) {
      const list: unknown[] = []
      value.forEach((item, i) => {
        this.child(value, i, item, list, keys)
      })
      return list
    }
    if (!isMap(value)) return value
    const map: Record<string, unknown> = {}
    for (const [key, item] of Object.entries(value)) this.child(value, key, item, map, keys)
    return Object.hasOwn(map, "share") ? this.shareWithRange(map, keys) : map
  }

  private child(from: object, key: Key, item: unknown, into: object, parentKeys: ReadonlyArray<Key>): void {
    const keys = [...parentKeys, key]
    const origin = this.origins.get(from, key) ?? NOWHERE
    const put = (value: unknown, at: Origin) => {
      ;(into as { [k: Key]: unknown })[key] = value
      this.origins.put(into, key, at)
    }
    // Sections and names are no values; the alternatives of an `or` are told as they stand.
    if (isMap(item) && keys.length > 2 && parentKeys[parentKeys.length - 1] !== "or" && isLongForm(item)) {
      const inner = this.origins.get(item, "value") ?? origin
      put(this.container(item.value, keys), { ...origin, at: inner.at, end: inner.end, evidence: this.evidence(item, item.value, keys) })
      return
    }
    if (isMap(item) && CARRIED.has(key) && EVIDENCE.some((word) => Object.hasOwn(item, word))) {
      const { source, grade, note, ...named } = item
      for (const name of Object.keys(named)) this.origins.put(named, name, this.origins.get(item, name) ?? NOWHERE)
      put(this.container(named, keys), { ...origin, evidence: this.evidence({ source, grade, note }, named, keys) })
      return
    }
    const spread = typeof item === "string" && !isExpectation(keys) ? plusMinus(item) : undefined
    if (spread !== undefined) put(spread.value, { ...origin, evidence: { range: spread.range, or: [], source: [], grade: undefined, note: undefined } })
    else put(this.container(item, keys), origin)
  }

  /** `{ share: 80 %, range: [60 %, 95 %], by: connection }`: the range is the share's. */
  private shareWithRange(map: Record<string, unknown>, keys: ReadonlyArray<Key>): unknown {
    if (map.range === undefined && map.or === undefined && map["±"] === undefined) return map
    const { range, or, "±": spread, ...rest } = map
    for (const key of Object.keys(rest)) {
      const origin = this.origins.get(map, key)
      if (origin !== undefined) this.origins.put(rest, key, origin)
    }
    const origin = this.origins.get(map, "share") ?? NOWHERE
    const said = this.evidence({ value: map.share, ...(range === undefined ? {} : { range }), ...(or === undefined ? {} : { or }), ...(spread === undefined ? {} : { "±": spread }) }, map.share, [...keys, "share"])
    this.origins.put(rest, "share", { ...origin, evidence: { ...said, source: origin.evidence?.source ?? [], grade: origin.evidence?.grade, note: origin.evidence?.note } })
    return rest
  }

  private evidence(long: RawMap, value: unknown, keys: ReadonlyArray<Key>): Evidence {
    const tell = (message: string, expected: string) => this.problems.push({ severity: "error", keys, on: "value", message, expected })
    if (long.note !== undefined && typeof long.note !== "string") tell("its note cannot be that", "prose")
    if (long.grade !== undefined && typeof long.grade !== "string") tell("its grade cannot be that", "stated, inferred, unverified, judgement or unknown")
    let range: readonly [unknown, unknown] | undefined
    if (long.range !== undefined) {
      if (isList(long.range) && long.range.length === 2) range = [long.range[0], long.range[1]]
      else tell("its range cannot be that", "range: [low, high]")
    }
    if (long["±"] !== undefined) {
      const spread = plusMinus(`${String(value)} ± ${String(long["±"])}`)
      if (spread === undefined) tell("its ± does not fit its value", "± and a number in the unit of the value")
      else range = spread.range
    }
    return { range, or: otherwise(long.or, tell), source: sources(long.source), grade: typeof long.grade === "string" ? long.grade : undefined, note: typeof long.note === "string" ? long.note : undefined }
  }
}

export function otherwise(or: unknown, tell: (message: string, expected: string) => void): ReadonlyArray<Otherwise> {
  if (or === undefined) return []
  const out: Otherwise[] = []
  for (const one of isList(or) ? or : [or]) {
    if (isMap(one) && one.value !== undefined && isLongForm(one)) out.push({ value: one.value, source: sources(one.source), grade: typeof one.grade === "string" ? one.grade : undefined, note: typeof one.note === "string" ? one.note : undefined })
    else tell("its `or` cannot be that", "or: [{ value, source }]")
  }
  return out
}

export function sources(source: unknown): ReadonlyArray<string> {
  return (isList(source) ? source : [source]).filter((id) => typeof id === "string")
}

function isLongForm(map: RawMap): boolean {
  return Object.hasOwn(map, "value") && Object.keys(map).every((key) => LONG_FORM.has(key))
}

function isExpectation(keys: ReadonlyArray<Key>): boolean {
  return keys[0] === "claims" && keys[2] === "expect"
}

/** "10 ± 2 min": the value and its range, in the form that it was written in. */
export function plusMinus(text: string): { readonly value: string | number; readonly range: readonly [string | number, string | number] } | undefined {
  const m = /^(-?\d+(?:\.\d+)?) ?([^\d±]*?) ?± ?(\d+(?:\.\d+)?) ?([^\d±]*)$/.exec(text.trim())
  if (m === null) return undefined
  const unit = m[4].trim() === "" ? m[2].trim() : m[4].trim()
  if (m[2].trim() !== "" && m[2].trim() !== unit) return undefined
  const digits = Math.max(fraction(m[1]), fraction(m[3]))
  const write = (n: number) => (unit === "" ? Number(n.toFixed(digits)) : `${Number(n.toFixed(digits))} ${unit}`)
  const [middle, spread] = [Number(m[1]), Number(m[3])]
  if (unit !== "" && quantityOf(write(middle)) === undefined) return undefined
  return { value: write(middle), range: [write(middle - spread), write(middle + spread)] }
}

function fraction(number: string): number {
  return number.split(".")[1]?.length ?? 0
}
