/** The register of assumptions: every number, date and place of a file, with what it rests on. */
import { childOf, isList, isMap, type Key, type Origins, type Otherwise, type RawMap } from "./origins.ts"
import { pathText } from "./problem.ts"
import { quantityOf } from "./quantity.ts"
import { sources } from "./unwrap.ts"
import { evidenceOf } from "./variants.ts"

/** One value and how well it is known. */
export interface Assumption {
  /** Path in the language. */
  readonly path: string
  readonly keys: ReadonlyArray<Key>
  readonly value: string | number | boolean
  /** The nearest sources: the value's own, else those of what it stands in. */
  readonly source: ReadonlyArray<string>
  /** `stated` where a source is nearest and no grade says otherwise; `ungraded` where there is neither. */
  readonly grade: string
  readonly range: readonly [unknown, unknown] | undefined
  readonly or: ReadonlyArray<Otherwise>
  /** Its own note, else that of what its source or grade comes from. */
  readonly note: string | undefined
}

/** Prose, names and switches rest on nothing; variants and claims are what is asked, not what is known. */
const PROSE = new Set(["title", "question", "note", "says", "id", "source", "grade", "range", "or", "hypothetical", "seed", "situs"])
const SECTIONS = new Set(["countries", "carriers", "providers", "sites", "services", "people", "orders", "answers", "events"])
/** Keys whose words are places rather than names. */
const PLACES = new Set(["place", "country", "declared", "home", "citizen", "account", "sim", "store", "seat", "established", "exit"])

/** All values of the tree that a source could stand behind, in the order of the file. */
export function assumptionsOf(tree: RawMap, origins: Origins): ReadonlyArray<Assumption> {
  const out: Assumption[] = []
  const above = restsOn(tree, { source: [], grade: undefined, note: undefined })
  for (const [section, content] of Object.entries(tree)) if (SECTIONS.has(section)) collect(tree, origins, content, [section], above, [], out)
  return out
}

interface RestsOn {
  readonly source: ReadonlyArray<string>
  readonly grade: string | undefined
  readonly note: string | undefined
}

/** What a mapping's own `source`, `grade` and `note` say for everything below; the nearest holds. */
function restsOn(map: RawMap, above: RestsOn): RestsOn {
  const source = sources(map.source)
  const grade = typeof map.grade === "string" ? map.grade : undefined
  return nearer({ source, grade, note: typeof map.note === "string" ? map.note : undefined }, above)
}

/** What is said of a value itself, or of a whole mapping. A note above it is no longer about it where its source or grade is another. */
function nearer(said: RestsOn | undefined, above: RestsOn): RestsOn {
  if (said === undefined) return above
  const { source, grade, note } = said
  if (source.length > 0 || grade !== undefined) return { source, grade, note }
  return note === undefined ? above : { ...above, note }
}

/** Of what other sources say of a whole list or mapping, what they say of one of its entries. */
function within(others: ReadonlyArray<Otherwise>, key: Key): ReadonlyArray<Otherwise> {
  return others.flatMap((other) => {
    const value = childOf(other.value, key)
    return value === undefined ? [] : [{ ...other, value }]
  })
}

function collect(tree: RawMap, origins: Origins, node: unknown, keys: ReadonlyArray<Key>, above: RestsOn, others: ReadonlyArray<Otherwise>, out: Assumption[]): void {
  const said = evidenceOf(tree, origins, keys)
  const own = nearer(said, above)
  const or = [...(said?.or ?? []), ...others]
  if (isList(node)) {
    node.forEach((item, i) => {
      collect(tree, origins, item, [...keys, i], own, within(or, i), out)
    })
    return
  }
  if (isMap(node)) {
    const here = restsOn(node, own)
    for (const [key, value] of Object.entries(node)) if (!PROSE.has(key)) collect(tree, origins, value, [...keys, key], here, within(or, key), out)
    return
  }
  if (!isScalar(node) || !counts(node, keys)) return
  const grade = own.grade ?? (own.source.length > 0 ? "stated" : "ungraded")
  out.push({ path: pathText(tree, keys), keys, value: node, source: own.source, grade, range: said?.range, or, note: own.note })
}

function isScalar(node: unknown): node is string | number | boolean {
  return typeof node === "string" || typeof node === "number" || typeof node === "boolean"
}

/** Numbers, shares, durations, dates and clock times, rates, sizes; and the words that say where something is. */
function counts(value: string | number | boolean, keys: ReadonlyArray<Key>): boolean {
  if (typeof value === "number") return true
  if (typeof value === "boolean") return false
  if (quantityOf(value) !== undefined || /^\d{4}-\d\d-\d\d[ T]/.test(value) || /^\d+(\.\d+)? ?([kMGT]?B|[a-zA-Z]+\/s|business days?|[A-Z]{3})$/.test(value)) return true
  const key = [...keys].reverse().find((k) => typeof k === "string")
  return (keys[0] !== "orders" && keys[0] !== "answers" && keys[0] !== "events" && PLACES.has(String(key))) || key === "place"
}
